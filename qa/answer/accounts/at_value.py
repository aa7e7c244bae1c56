"""Signs beside a value that it is none of what is asked for: wished for or offered, of a part, of a former holder."""

from __future__ import annotations

import datetime
import re

from qa.answer.accounts.alike import Terms
from qa.answer.accounts.value import Value
from qa.english.asks import AUXILIARY, asks_day, asks_price, counted
from qa.english.dates import mentioned
from qa.english.words import FUNCTION_WORDS

# Between its word and the value no clause ends. Names are told of who wishes, so numbers alone are read for it.
_UP_TO = r"\b(?:(?!,\s(?:and|but|so|which|who)\b)[^;:.!?]|[.,](?=\d))*$"
_DEMANDED = (
    r"demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|call(?:s|ed|ing)? for|claim(?:s|ed|ing)?|offer(?:s|ed|ing)?|request\w*|"
    r"reward|target|goal|seek(?:s|ing)?|sought|bid"
)
_WISHED = r"want(?:s|ed)?|wish(?:es|ed)?|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?|expect(?:s|ed|ing)?|forecasts?|predict\w*"
_UNSURE = r"could|might|possible|fear(?:s|ed)?|if|unless"
_DEMAND, _WISH, _DOUBT = (
    re.compile(rf"\b(?:{words}){_UP_TO}", re.IGNORECASE) for words in (_DEMANDED, _WISHED, _UNSURE)
)
_ASKS_WISH = re.compile(rf"\b(?:{_DEMANDED}|{_WISHED}|{_UNSURE}|plan(?:s|ned)?|propos\w+)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|going to|would)\b", re.IGNORECASE)
# "Karl Brunner, a former mayor", "the deputy mayor, Ada Lund": these hold another post.
_OTHER_HOLDER = (
    r"(?:former|formerly|ex|late|retired|ousted|deposed|then|deputy|vice|assistant|shadow|honorary|candidate|rival|"
    r"next|incoming|future|designated?|would-be)"
)
_BEFORE_NAME = re.compile(rf"\b{_OTHER_HOLDER}[\s-](?:[\w’'-]+\s){{0,4}}?(?:[\w’'-]+,?\s)$", re.IGNORECASE)
_AFTER_NAME = re.compile(
    rf",?\s(?:(?:who\s)?(?:is|was)\s)?(?:the\s|an?\s|its\s|their\s|his\s|her\s)?{_OTHER_HOLDER}[\s-]", re.IGNORECASE
)
# "the roof alone costs", "including three children", "two of whom".
_ALONE = re.compile(rf"\b(?:alone|itself|themselves|including|among them|of (?:which|whom)){_UP_TO}", re.IGNORECASE)
_OF_THEM = re.compile(r"[\w\s]{0,20}?\sof (?:them|these|those|which|whom)\b|\salone\b", re.IGNORECASE)
_COSTING = re.compile(
    r"\b(?P<subject>(?:the|its|their|an?|[\w-]+[’'](?=s)s?)\s(?:[\w’'-]+\s){0,8}?)"
    r"(?:(?:alone|itself|will|would|has|have|had|is|was|now)\s){0,3}(?:cost|costs|came to|comes to|worth)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(rf"\s(?:of|for|in|at|on|to|that|which|now|{AUXILIARY})\b", re.IGNORECASE)
_SUM = frozenset(
    "project work works construction building rebuilding total bill whole cost costs price budget sum scheme plan "
    "contract job thing repair repairs restoration renovation".split()
)
_FUNCTION = frozenset(FUNCTION_WORDS.split())
_STAGE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|final|opening|\d(?:st|nd|rd|th))[\s-]"
    r"(?:leg|round|half|quarter|stage|phase|heat|set|match|game|test|day|instalment|tranche|section|part)\b|"
    r"\b(?:semi-?finals?|quarter-?finals?)\b",
    re.IGNORECASE,
)
_YEAR = 365


def is_of_another(question: str, text: str, value: Value, terms: Terms) -> bool:
    """Whether a sentence says of its value that it is wished for, of a part, or of somebody who holds another post, and
    the question does not ask for that."""
    before, behind = text[: value.start], text[value.end :]
    if value.name:
        return not re.search(_OTHER_HOLDER, question) and bool(_BEFORE_NAME.search(before) or _AFTER_NAME.match(behind))
    if value.amount is None:
        return False
    if _ALONE.search(before) or _OF_THEM.match(behind):
        return True
    return _is_wish(question, before) or (asks_price(question) and _costs_a_part(question, before, terms))


def _is_wish(question: str, before: str) -> bool:
    if _ASKS_WISH.search(question):
        return False
    if _DEMAND.search(before):
        return True
    # What will be is told by what is meant and expected.
    told_ahead = _AHEAD.search(question) or asks_price(question) or asks_day(question)
    return not told_ahead and bool(_WISH.search(before) or _DOUBT.search(before))


def _costs_a_part(question: str, before: str, terms: Terms) -> bool:
    """Whether what costs so much is called by a word that the question has not: "the roof of the station"."""
    found = list(_COSTING.finditer(before))
    if not found:
        return False
    whole = _PHRASE_ENDS.split(found[-1]["subject"].strip())[0].split()
    word = next((word.casefold() for word in reversed(whole) if word.casefold() not in _FUNCTION), "")
    return bool(word) and word not in _SUM and not set(terms(word)) & set(terms(question))


def stages(question: str, text: str, _terms: Terms) -> frozenset[str]:
    """Which of several stages a sentence speaks of, beyond those of the question: "the second leg"."""
    asked = question.casefold()
    return frozenset(stage for match in _STAGE.finditer(text) if (stage := match.group().casefold()) not in asked)


def outside(question: str, text: str, written: datetime.date | None) -> bool:
    """Whether the question names a time of its own, and a sentence speaks of another one or was written before it."""
    if written is None or asks_day(question):
        return False
    asked = [each for each in mentioned(question, None) if (each.until - each.since).days <= _YEAR]
    if not asked:
        return False
    named = [each for each in mentioned(text, written) if (each.until - each.since).days > 1]
    if named:
        return not any(a.since <= each.until and each.since <= a.until for a in asked for each in named)
    return counted(question) is not None and all(written < each.since for each in asked)
