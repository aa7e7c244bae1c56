"""The few words that answer, made whole: a network points at tokens, and cuts numbers, names and what belongs to them.

What it points at is left out where it cannot be right: nothing that counts for "How many ...?", a number for "Who
...?", a name that the question says itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.english.asks import NUMBERS, asks_price, counted, measured
from qa.english.words import MONTHS, WEEKDAYS, any_of
from qa.reader.question import Terms, echoes, wants_phrase
from qa.reader.scores import Scores
from qa.reader.windows import Span
from qa.types import Hit

# Longer than this it is a sentence rather than a name, a date, a number or a phrase.
LONGEST = 120
EDGES = " ,;:\"“”'`"
# So far before a value stands what says that it changes.
NEAR = 80

_BEFORE = re.compile(r"(?:[\w$€£]|(?<=\w)[.,'’-])*$")
_BEHIND = re.compile(r"(?:[\w%]|[.,'’-](?=\w))*")
_BARE_NUMBER = re.compile(r"(?:approx\. |about |some )?[$€£]?\d[\d.,]*", re.IGNORECASE)
_UNIT = re.compile(
    r" ?(?:%|per cent|percent|(?:thousand|million|billion|trillion)(?: (?:euros?|dollars?|pounds?))?)\b", re.IGNORECASE
)
_WORDS = rf"(?:{'|'.join(NUMBERS)}|dozens?|half|thirds?|quarters?|hundreds?|thousands?|millions?|billions?)"
_NUMBER = rf"(?:[$€£]?\d[\d.,]*\d|[$€£]?\d|\b{_WORDS}\b)"
_COUNTS = re.compile(rf"{_NUMBER}|\b(?:none|no|once|twice|both|several|single|an?)\b", re.IGNORECASE)

# "three of its |eleven|": the part and the whole are told together.
_PART = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?: out)? of (?:(?:its|the|their|his|her|these|those|our|all|all the) )?$", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:do|does|did)\b.*\bhave\b|\b(?:are|were) there\b|\bin (?:all|total)\b|\baltogether\b", re.IGNORECASE
)

# "raised from 40 to 55 crowns"
_CHANGES = re.compile(
    r"\b(?:rais|increas|cut|lower|reduc|drop|fell|fall|rose|ris|grew|grow|mov|postpon|delay|put back|push|bring|"
    r"brought|extend|shorten|shrank|shrunk|chang|go(?:es)? up|went|climb|slid|slip|jump|declin|double|"
    r"widen)\w*\b[^.;:]*$",
    re.IGNORECASE,
)
_MONTH = any_of(*MONTHS.split())
_VALUE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{any_of(*WEEKDAYS.split())}|"
    rf"{_NUMBER}(?: ?%| per cent| percent| (?:thousand|million|billion))?)"
)
_TO = re.compile(rf" to (?P<new>{_VALUE})", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom (?P<old>{_VALUE})(?: [a-z]+)? to $", re.IGNORECASE)
_SPAN = re.compile(rf"(?P<old>{_VALUE})(?: [a-z]+)? to (?P<new>{_VALUE}.*)", re.IGNORECASE)
_ASKS_OLD = re.compile(
    r"\b(?:originally|initially|at first|first planned|before|previously|formerly|until now|used to|so far|old|"
    r"earlier)\b",
    re.IGNORECASE,
)
_ASKS_BOTH = re.compile(
    r"\b(?:by how|how (?:much|far) (?:did|was|were|has|have)|from (?:what|when|which)|how long)\b", re.IGNORECASE
)

# What goes on with a name behind it and before it.
_FIRM = re.compile(
    r",? (?:(?:&|and) (?:Co|Sons?|Bros|Brothers|Daughters?|Partners|Company)\b\.?|(?:Inc|Ltd|LLC|Corp|Co)\b\.?|"
    r"(?:plc|PLC|LLP|GmbH|AG|SA|NV)\b|& [A-Z][\w'’-]+)"
)
_CAPITAL = r"[^\W\d_a-z][\w'’-]+"
_PARTICLE = re.compile(
    rf"(?:\b(?:{_CAPITAL}|[A-Z]\.) )*\b(?:(?:van|von|de|der|den|di|da|del|della|du|la|le|bin|ibn|al|el|ter|ten|af) )+$"
)
_GOES_ON = re.compile(rf"(?: (?:(?:van|von|de|der|den|di|da|del|du|la|bin|ibn|af) )*{_CAPITAL})+")
_NO_NAME = frozenset(f"{MONTHS} {WEEKDAYS}".split())
_ASKS_WHO = re.compile(r"\W*(?:\w+ )?(?:who|whom|whose)\b", re.IGNORECASE)


def short_answer(question: str, hits: Sequence[Hit], scores: Sequence[Scores], best: int, terms: Terms) -> str | None:
    """The words of sentence `best` (counted through all hits) that answer, when the question asks for a few words and
    does not say them itself."""
    places = [(hit, sentence, span) for hit, s in zip(hits, scores, strict=True)
              for sentence, span in zip(hit.passage.sentences, s.spans, strict=True)]  # fmt: skip
    hit, sentence, (start, end) = places[best]
    if start == end or not wants_phrase(question):
        return None
    begins = sentence.start - hit.start
    words = whole(question, sentence.text, (max(start - begins, 0), min(end - begins, len(sentence.text))))
    fits = len(words) <= LONGEST and not echoes(question, words, terms) and may_answer(question, words)
    return words if words and fits else None


def whole(question: str, sentence: str, span: Span) -> str:
    """The words of a sentence that answer where a network points at `span`."""
    start, end = _changed(question, sentence, *_whole_words(sentence, *span))
    words = sentence[start:end]
    if _BARE_NUMBER.fullmatch(words) and (unit := _UNIT.match(sentence, end)):
        end = unit.end()
    if re.match(_NUMBER, words, re.IGNORECASE):
        part = _PART.search(sentence, max(0, start - NEAR), start)
        start = part.start() if part and not _ALL.search(question) else start
    elif words[:1].isupper():
        start, end = _whole_name(sentence, start, end)
    return sentence[start:end].strip(EDGES)


def may_answer(question: str, words: str) -> bool:
    """Whether words are of the kind that is asked for, as far as their form tells.

    >>> may_answer("How many boats sank?", "the harbour"), may_answer("Who saw it?", "1,450")
    (False, False)
    """
    if counted(question) or measured(question) or asks_price(question):
        return bool(_COUNTS.search(words))
    return not (_ASKS_WHO.match(question) and not re.search(r"[^\W\d_]{2}", words))


def _whole_words(text: str, start: int, end: int) -> Span:
    if start == end:
        return start, end
    start -= len(_BEFORE.search(text[:start]).group())  # type: ignore[union-attr]  # it may match nothing
    end += len(_BEHIND.match(text[end:]).group())  # type: ignore[union-attr]
    return start, end


def _changed(question: str, text: str, start: int, end: int) -> Span:
    """Of a value that changes the one that is asked for: the new one, or the old one where that is."""
    if _ASKS_BOTH.search(question):
        return start, end
    old = bool(_ASKS_OLD.search(question))
    if (both := _SPAN.fullmatch(text, start, end)) and _change_before(text, start):
        return both.span("old" if old else "new")
    if (
        not old
        and (to := _TO.match(text, end))
        and text[max(0, start - 5) : start] == "from "
        and _change_before(text, start)
    ):
        return to.span("new")
    if old and (origin := _FROM.search(text, max(0, start - NEAR), start)) and _change_before(text, origin.start()):
        return origin.span("old")
    return start, end


def _change_before(text: str, at: int) -> bool:
    return _CHANGES.search(text, max(0, at - NEAR), at) is not None


def _whole_name(text: str, start: int, end: int) -> Span:
    if particle := _PARTICLE.search(text, max(0, start - NEAR), start):
        start = particle.start()
    last = text[start:end].split()[-1:]
    if last and last[0][:1].isupper() and last[0] not in _NO_NAME:
        more = _GOES_ON.match(text, end)
        end = more.end() if more else end
        firm = _FIRM.match(text, end)
        end = firm.end() if firm else end
    return start, end
