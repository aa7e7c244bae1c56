"""Signs that two sentences give their values for different things: another name, a part, another time or measure."""

from __future__ import annotations

import re

from qa.answer.accounts.alike import Terms, other_deed
from qa.answer.accounts.at_value import is_of_another, outside, stages
from qa.answer.accounts.naming import Pointing, content_of
from qa.answer.accounts.otherwise import RECENT, is_plan, names_another
from qa.answer.accounts.value import Value
from qa.english.asks import HAPPENED, MEASURES, asks_day
from qa.english.dates import mentioned
from qa.english.words import FUNCTION_WORDS, MONTHS, WEEKDAYS

# "In the senate the party has 17 seats", "Among those under 25, …": of a part or of the whole.
_AMONG = re.compile(r"(?:among|amongst|of (?:these|those|them))\b", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Oo]utside)\s(?!(?:a|an|any|which|what)\b)"
    r"(?P<where>(?:[\w’'-]+\s){0,4}?[\w’'-]+)(?=,|\s(?:the|its|a|an)\s|\s[A-Z\d])"
)
_IDIOMS = frozenset("end all total fact addition response return turn statement interview letter time".split())
_RATE = re.compile(
    r"\b(?:per(?!\s?cent)|(?:a|each|every) (?:day|week|month|year|head|person|night)\b"
    r"(?! (?:ago|earlier|before|later)))",
    re.IGNORECASE,
)
_EXTREMES = re.compile(
    r"\b(?:record|average|median|maximum|minimum|initial|net|gross|annual|monthly|weekly|daily)\b", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\s(?P<of>[\w’'-]+)", re.IGNORECASE)
_NO_NAMES = frozenset(f"{WEEKDAYS} {MONTHS}".casefold().split())
_FUNCTION = frozenset(FUNCTION_WORDS.split())
# A month tells of another length of time than a year: one is so many times the other.
_LONGER = 3
_A_MONTH = 28
_COMPARED_WITH = re.compile(r"\b(?:since|than)\s(?:in\s)?$", re.IGNORECASE)
# "How many guests came?" asks about what was, "How many beds are needed?" does not.
_WAS = re.compile(
    r"\bhow many (?:[\w’'-]+\s){1,3}?(?:\w+ed|came|took|died|went|got|won|lost|fell|sold|left)\b", re.IGNORECASE
)
_IS = re.compile(r"\b(?:is|are|will|be|being|does|do|has|have)\b", re.IGNORECASE)
# "How deep has it been drilled?": no plan answers.
_DONE = re.compile(r"\b(?:has|have)\b", re.IGNORECASE)
# What comes back each year comes within so many days of the same day.
_SEASON = 25
_YEAR = 365.25


def same_thing(question: str, one: Pointing, one_value: Value, other: Pointing, value: Value, terms: Terms) -> bool:
    """Whether nothing shows that two sentences give their values for different things. `naming.names_it` is to
    be asked of each beside it."""
    if _measures_another(question, other.text, terms) or _recurs(question, one, other):
        return False
    if any(names_another(each.text, question) or other_deed(question, each.text, terms) for each in (one, other)):
        return False
    if (_asks_past(question) or _DONE.search(question)) and (
        is_plan(one.text, question) or is_plan(other.text, question)
    ):
        return False
    both = ((one, one_value), (other, value))
    if any(_of_former_time(*each, question) or outside(question, each[0].text, each[0].date) for each in both):
        return False
    if any(is_of_another(question, each.text, its, terms) for each, its in both):
        return False
    # "It makes 40 tonnes a day" says that it works as well as any.
    signs = (_part, _nth, stages) if one_value.yes is not None else (_part, _nth, stages, _rate, _extreme)
    return all(
        sign(question, one.text, terms) == sign(question, other.text, terms) for sign in signs
    ) and not _lengths_differ(one, other, question)


def _measures_another(question: str, text: str, terms: Terms) -> bool:
    """Whether a sentence has words of another measure alone: "48 metres deep" where the height is asked for."""
    asked, said = set(terms(question)), set(terms(text))
    groups = [set(terms(group)) for group in MEASURES]
    wanted = [group for group in groups if group & asked]
    return bool(wanted) and not any(group & said for group in wanted) and any(group & said for group in groups)


def _asks_past(question: str) -> bool:
    past = _WAS.search(question) and not _IS.search(question)
    return bool(HAPPENED.search(question) or past)


def _recurs(question: str, one: Pointing, other: Pointing) -> bool:
    """Whether what happened in the one report and in the other may be what happens each year: the festival of last
    year is another one."""
    if one.date is None or other.date is None or not _asks_past(question):
        return False
    apart = abs((one.date - other.date).days)
    years = round(apart / _YEAR)
    return years > 0 and abs(apart - years * _YEAR) <= _SEASON


def _of_former_time(said: Pointing, value: Value, question: str) -> bool:
    """Whether a sentence gives its value for a time long before its report, which the question does not name. "Since
    1989" is now, "300 more than a year ago" too; figures of last year are told this year."""
    if said.date is None or asks_day(question):
        return False
    start, end = said.text.rfind(";", 0, value.start) + 1, said.text.find(";", value.end)
    clause = said.text[start : end if end >= 0 else None]
    return any(
        (said.date - mention.until).days > RECENT
        and clause[mention.start : mention.end].casefold() not in question.casefold()
        and not _COMPARED_WITH.search(clause[: mention.start])
        and (mention.until - mention.since).days < _YEAR - 1
        for mention in mentioned(clause, said.date)
    )


def _lengths_differ(one: Pointing, other: Pointing, question: str) -> bool:
    """Whether one tells of a month and the other of a year."""
    if asks_day(question):
        return False
    lengths = [
        [days for m in mentioned(each.text, each.date) if (days := (m.until - m.since).days + 1) >= _A_MONTH]
        for each in (one, other)
    ]
    return all(lengths) and min(map(max, lengths)) * _LONGER < max(map(max, lengths))


def _part(question: str, text: str, terms: Terms) -> frozenset[str]:
    """What a sentence begins by narrowing itself to, beyond the words of the question."""
    if _AMONG.match(text):
        return frozenset(("among",))
    match = _OPENING.match(text)
    if match is None or mentioned(match.group(), None):
        return frozenset()
    words = [word for word in match["where"].casefold().split() if word not in _FUNCTION and not word[0].isdigit()]
    stems = frozenset(terms(" ".join(words))) - set(terms(question))
    return frozenset() if set(words) & (_IDIOMS | _NO_NAMES) else stems


def _rate(_question: str, text: str, _terms: Terms) -> bool:
    return bool(_RATE.search(text))


def _extreme(question: str, text: str, _terms: Terms) -> frozenset[str]:
    """Of the words for a kind of figure that the question has ("the record", "the average"), those that are missing."""
    asked = {word.casefold() for word in _EXTREMES.findall(question)}
    return frozenset(asked - {word.casefold() for word in _EXTREMES.findall(text)})


def _nth(question: str, text: str, terms: Terms) -> frozenset[str]:
    """Which of several of the thing that is asked about: "the second offer"."""
    content = content_of(question, terms)
    return frozenset(m.group().casefold() for m in _ORDINAL.finditer(text) if set(terms(m["of"])) & content)
