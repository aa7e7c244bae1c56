"""Two statements of one form in one sentence: "Lund won the 5 km and Holt the 10 km". The one that the question speaks
of is the one that answers.
"""

from __future__ import annotations

import re

from qa.english.asks import AUXILIARY, NUMBERS, asks_day, counted
from qa.english.words import FUNCTION_WORDS, MONTHS, OPENERS, WEEKDAYS, any_of
from qa.reader.names import NAME
from qa.reader.question import Terms, function_words
from qa.reader.windows import Span

_PARTS = re.compile(r",? (?:and|while|whereas|but) |[;,] ", re.IGNORECASE)
_VALUE = re.compile(
    rf"[$€£]?\d(?:[\d.,]*\d)?(?: (?:per cent|percent|million|billion))?%?|\b{any_of(*NUMBERS)}\b", re.IGNORECASE
)
_NAME = re.compile(NAME)
_DATE = re.compile(
    rf"(?:(?:the )?(?:spring|summer|autumn|winter|beginning|end) of )?(?:\d{{1,2}} )?(?:{any_of(*MONTHS.split())} )?"
    rf"(?:\d{{1,2}}, )?\d{{4}}|\d{{1,2}} {any_of(*MONTHS.split())}|{any_of(*MONTHS.split())}(?: \d{{1,2}})?|"
    rf"{any_of(*WEEKDAYS.split())}"
)
_ASKS_NAME = re.compile(r"\b(?:who|whom|which)\b", re.IGNORECASE)
_NO_NAMES = frozenset(f"{OPENERS} {FUNCTION_WORDS}".casefold().split())
_OF_WHOLE = re.compile(
    r"\bhow many of (?:the|its|their|his|her|these|those) (?P<whole>(?:[\w’'-]+ ){1,4})", re.IGNORECASE
)
# Two statements between which a comma alone stands: "opened in 1902, |was closed in 1987".
_ACROSS = re.compile(r", (?=(?:is|was|were|are|has|had|have)\b)")
_DEED = re.compile(
    rf"\W*(?:on what day|in what year|in which year|when|since when)\b.*?\b(?P<last>\w+)\W*$|"
    rf"\W*(?:who|whom|which \w+|how many(?: \w+){{1,3}}?|how much)\s+(?:(?:{AUXILIARY})\s+(?:been\s+)?)?(?P<deed>\w+)",
    re.IGNORECASE,
)


def of_same_form(question: str, text: str, start: int, end: int, terms: Terms) -> Span:
    """The value of the statement that holds what the question names, where that pointed at is of the one beside it."""
    asked = frozenset(terms(question)) - function_words(terms)
    parts = _parts(text)
    across = _ACROSS.search(text, start, end)  # pointed at from the one into the other
    end = across.start() if across else end
    own = next((at for at, (a, b) in enumerate(parts) if a <= start and end <= b), None)
    if own is None:
        return start, end
    held = [asked & frozenset(terms(text[a:b])) for a, b in parts]
    value = _kind(question, text, start)
    if value is None:
        return start, end
    deed = _deed(question, terms)
    for other in (own + 1, own - 1, own + 2, own - 2):
        if not 0 <= other < len(parts) or not held[other] - held[own]:
            continue
        found = [match.span() for match in value.finditer(text, *parts[other])]
        found = [span for span in found if _is_new(text[slice(*span)], asked, terms)]
        if len(found) != 1 or len(held[own] - held[other]) > 1:
            continue
        # "Holt the 10 km" leaves out the verb alone; or the verb of the question stands in one of the two.
        rest = _rest(text, parts[own], (start, end), terms)
        stated = rest and (held[own] or value is not _NAME)
        alike = held[own] and not _rest(text, parts[other], found[0], terms) - asked
        beside = counted(question) and not held[own] and len(held[other]) > 1
        beside = beside and not _counts_whole(question, text, found[0][1], terms)
        if stated and (alike or beside or deed & held[other] - held[own]):
            return found[0]
    return start, end


def _kind(question: str, text: str, start: int) -> re.Pattern[str] | None:
    """What the values look like of which one is asked for: days, numbers, names."""
    if asks_day(question):
        return _DATE
    if _VALUE.match(text, start):
        return _VALUE
    return _NAME if _ASKS_NAME.search(question) and text[start : start + 1].isupper() else None


def _is_new(words: str, asked: frozenset[str], terms: Terms) -> bool:
    """Whether words are none of the question's, and name something."""
    return not frozenset(terms(words)) <= asked and words.casefold() not in _NO_NAMES


def _counts_whole(question: str, text: str, end: int, terms: Terms) -> bool:
    """Whether the number that ends there counts all of which a part is asked for: "how many of the languages"."""
    whole = _OF_WHOLE.search(question)
    return whole is not None and bool(frozenset(terms(text[end : end + 30])[:2]) & frozenset(terms(whole["whole"])))


def _deed(question: str, terms: Terms) -> frozenset[str]:
    """The stem of what a question says was done."""
    match = _DEED.match(question)
    return frozenset(terms(match["deed"] or match["last"])) if match else frozenset()


def _rest(text: str, part: Span, value: Span, terms: Terms) -> frozenset[str]:
    """The stems of a part without those of a value in it."""
    said = f"{text[part[0] : value[0]]} {text[value[1] : part[1]]}"
    return frozenset(terms(said)) - function_words(terms)


def _parts(text: str) -> list[Span]:
    edges = [0, *(edge for match in _PARTS.finditer(text) for edge in match.span()), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))
