"""Questions about the folder itself: how many articles, which, who was first, most, per month.

    How many articles mention the dock strike?         count articles
    Which newspapers reported on the flood?            list sources
    Who reported first that the dike broke?            first source
    In which month were the most articles published?   most, months
    Who is quoted most?                                most, people

"How many dockers voted?" is none: it asks for a fact in a sentence. Only units of the folder count, and only when the
whole question is one of the forms: one word more that no form knows, and it is answered like any other.

tallied/
├── __init__.py       a question -> what is to be counted
├── sources.py        the sources of the folder that a question names
├── superlatives.py   the most, the first, the last
├── units.py          how many and which
├── people.py         who is quoted
├── breadths.py       in these very words, or with what is near in meaning
├── forms.py          what these forms share
└── wording.py        the words for units and for telling of a topic
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.asks import END_MARKS, POLITE
from qa.question.tallied.breadths import with_breadth, without_breadth
from qa.question.tallied.forms import Form, Tallied
from qa.question.tallied.people import people
from qa.question.tallied.sources import as_list, without_sources
from qa.question.tallied.superlatives import end, most
from qa.question.tallied.units import units, within
from qa.question.tallied.wording import EACH_WROTE, EVERYTHING, FOLDER_TAIL, PARTED, PARTS_TAIL, PER, unit_of

__all__ = ["Tallied", "tallied", "with_breadth"]

# The more special ones first: "which newspaper wrote most about it" asks for no list.
FORMS: tuple[Form, ...] = (people, most, end, within, units)

_GATE = re.compile(
    r"\b(?:how many|how often|how frequently|number of|count|lists?|show|give|find|name|which|what|who|when|all|every|"
    r"any(?:thing)?|everything|something|quoted|articles?|stories|reports?|coverage|mention\w*)\b",
    re.IGNORECASE,
)


def tallied(question: str, sources: Sequence[str] = ()) -> Tallied | None:
    """What a question asks to count or list, None for every other question. `sources` are the names of the folder's.

    >>> asked = tallied("How many articles of the Herald mention the strike?", ["Herald"])
    >>> asked.kind, asked.unit, asked.topic, asked.sources
    ('count', 'articles', 'the strike', ('Herald',))
    >>> tallied("How many dockers voted for the strike?") is None
    True
    """
    if not _GATE.search(question):
        return None
    # "Tell me everything about him" asks for what they say, "show me everything" for a list.
    plain = re.sub(EVERYTHING, "list everything", " ".join(question.split()))
    plain = END_MARKS.sub("", POLITE.sub("", plain))
    plain, breadth = without_breadth(plain)
    plain, named = without_sources(plain, sources)
    plain = as_list(plain, question) if named else plain
    plain, per = _without_per(plain)
    for form in FORMS:
        asked = form(plain) or form(FOLDER_TAIL.sub("", plain))
        if asked is not None:
            return replace(asked, sources=named, per=unit_of(per) if per else None, breadth=breadth)
    return None


def _without_per(question: str) -> tuple[str, str | None]:
    """The question without "per month", and the word for what is told apart."""
    found = EACH_WROTE.search(question) or PER.search(question)
    if found is None:
        return question, None
    rest = " ".join(f"{question[: found.start()]} {question[found.end() :]}".split())
    for parted in PARTED:
        if parted.match(rest):
            rest = f"list all {PARTS_TAIL.sub('', parted.sub('', rest))}"
    return rest, found["per"]
