"""Where a verb tells of speech: its forms that are no noun, not passive and not denied. What verbs there are stands in
`verbs.py`.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from qa.english.quotations.verbs import VERB_OF, past
from qa.english.words import any_of

_BE = any_of("is", "are", "was", "were", "be", "been", "being", "gets?", "got", "am", r"['’]s", r"['’]re")
_ADVERBS = (
    r"(?:\s+(?:also|later|then|still|already|once|again|even|now|since|just|often|only|first|reportedly|\w{3,}ly)\b)*"
)


def _tree(words: Iterable[str], first: bool = False) -> str:
    """A pattern of these words, letter by letter: tried at each word of a text, hundreds side by side are slow. The
    `first` letter may be a capital."""
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[:1], []).append(word[1:])
    ends = "" in tails
    letters = [
        f"[{letter.upper()}{letter}]{_tree(tail)}" if first else f"{letter}{_tree(tail)}"
        for letter, tail in tails.items()
        if letter
    ]
    return f"(?:{'|'.join(letters)}){'?' if ends else ''}" if letters else ""


_FORM = re.compile(rf"\b(?:{_tree(VERB_OF, first=True)})\b(?![’'-]\w)")
ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Ii]n the (?:words|opinion|view) of\b")
# Before a form: nobody is said to say it. "was told", "the said bridge", "to say", "did not say".
PASSIVE = re.compile(rf"(?:\b|(?=['’])){_BE}{_ADVERBS}\s+$", re.IGNORECASE)
NO_VERB = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|no|any|some|to|not|n['’]t|never|without|of|for|"
    r"by|from|with|in|on|about|neither|nor|could|should|would|might|may|must|can(?:not)?|latest|new|such|first|s)\s+$|"
    rf"n['’]t{_ADVERBS}\s+$|\b(?:not|never){_ADVERBS}\s+$",
    re.IGNORECASE,
)
WENT_ON = re.compile(r"\b(?:went|goes|go|going) on to\s+$", re.IGNORECASE)
# A verb in a form that has a subject.
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|\w\w+n['’]t|cannot|"
    r"[a-z]{2,}ed|rose|fell|won|lost|made|took|gave|found|came|went|began|became|led|left|met|paid|saw|sold|sent|"
    r"set|spent|stood|told|thought|knew|grew|kept|held|hit|cut|put|got|broke|built|brought|bought|felt|fought|caught|"
    r"chose|drew|drove|ate|flew|hid|hurt|lay|let|meant|ran|sank|sat|shot|shut|slept|spoke|stole|struck|swam|taught|"
    r"threw|wore|wrote|[a-z]{3,}(?<!s)s(?=\s(?:the|a|an|to|on|in|not|more|its|his|her|their|that|no|from|it|at)\b)|"
    r"['’](?:s|re|ll|d|ve|m)|(?:they|we|you|I|he|she)\s(?:\w+ly\s)?[a-z]{2,}|it\s[a-z]+s)\b"
)
_QUOTED_AS = re.compile(r"\bquoted as\s+$")


class Cue(NamedTuple):
    """A verb that tells of speech, where it stands; `form` in lower case."""

    start: int
    end: int
    verb: str
    form: str

    @property
    def participle(self) -> bool:
        """Whether it is one: "saying"."""
        return self.form.endswith("ing")


def cues(text: str, start: int, end: int) -> list[Cue]:
    """The verbs of a stretch of text that may tell of speech, in order: not passive, not denied, no nouns."""
    found, at = _all(text)
    return found[bisect.bisect_left(at, start) : bisect.bisect_left(at, end)]


@functools.lru_cache(maxsize=2)
def _all(text: str) -> tuple[list[Cue], list[int]]:
    """Those of a whole text, which many stretches are asked of, and where they stand."""
    found = []
    for word in _FORM.finditer(text):
        form = word.group().lower()
        if not text.startswith(" by ", word.end()) and (told := _told(text, word.start(), form)):
            found.append(Cue(word.start(), word.end(), VERB_OF[form], told))
    return found, [cue.start for cue in found]


def _told(text: str, at: int, form: str) -> str | None:
    """The form, where somebody tells something by it; that of the past for "is demanding"; None for other uses."""
    start = max(0, at - 40)
    if WENT_ON.search(text, start, at) or _QUOTED_AS.search(text, start, at):
        return form
    if PASSIVE.search(text, start, at):
        return past(VERB_OF[form]) if form.endswith("ing") else None
    return None if NO_VERB.search(text, start, at) else form


# What stands between a subject and its verb.
BETWEEN = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|been|will|went on to|goes on to|also|later|then|still|already|"
    r"once|again|even|now|since|just|often|only|first|both|all|each|reportedly|himself|herself|themselves|publicly|(?!family|ally|bully|Italy|July|"
    r"reply|supply|assembly|monopoly|anomaly|rally|tally|Emily|Kelly|Sally|Billy|Holly|Molly|Reilly|Connolly|Donnelly)"
    r"[a-z]{3,}ly)|['’](?:ve|d|s|re))+$"
)
