"""Who did it, where the words stand so that there is no doubt; and whether it was done."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.answer.accounts.value import Value
from qa.english.phrases import Phrase, names
from qa.english.words import FUNCTION_WORDS, MONTHS, SHORT_DAYS_AND_MONTHS, WEEKDAYS, any_of

Terms = Callable[[str], list[str]]

_ROLE = re.compile(
    r"^\W*who(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+|an?\s+)?(?P<role>[\w’'-]+(?:\s[\w’'-]+)?)\b", re.IGNORECASE
)
_DEED = re.compile(
    r"^\W*who\s+(?:has\s+|had\s+)?(?P<deed>(?!is\b|was\b|are\b|were\b|did\b|does\b|will\b)[\w-]+)", re.IGNORECASE
)
_YES_NO = re.compile(r"^\W*(?:did|has|have|had|is|are|was|were|will|does|do)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|no longer|denied|denies|refused to|failed to|without)\b|n[’']t\b", re.IGNORECASE)
_OPPOSITES = (
    ("accept", "reject"), ("accept", "refuse"), ("approve", "reject"), ("agree", "refuse"), ("win", "lose"),
    ("rise", "fall"), ("increase", "decrease"), ("open", "close"), ("survive", "die"), ("pass", "fail"),
    ("convict", "acquit"), ("confirm", "deny"), ("stay", "resign"), ("support", "oppose"),
)  # fmt: skip
_DAYS = re.compile(any_of(*f"{WEEKDAYS} {MONTHS} {SHORT_DAYS_AND_MONTHS}".split()), re.IGNORECASE)
_FUNCTION = frozenset(FUNCTION_WORDS.split())
# Verbs of two words -> the one that tells the same.
_PHRASAL = {
    "turned down": "rejected", "voted down": "rejected", "voted against": "rejected", "threw out": "rejected",
    "stepped down": "resigned", "stood down": "resigned", "went up": "rose", "went down": "fell", "shut down": "closed",
    "signed off": "approved", "gave up": "lost", "let off": "acquitted", "backed down": "agreed",
}  # fmt: skip
_VERBS = re.compile(rf"\b(?:{'|'.join(_PHRASAL)})\b|[\w-]+", re.IGNORECASE)
_TITLED = r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Judge|Minister|President|Mayor|the|[a-z]+)\.?\s+){0,4}"


def doer(question: str, text: str, terms: Terms) -> Value | None:
    """The name beside the role, or at the deed, that "Who ...?" asks for."""
    if role := _ROLE.match(question):
        return _beside(_role(role["role"]), question, text)
    if deed := _DEED.match(question):
        stem = terms(deed["deed"])[:1]
        for word in re.finditer(r"[\w-]+", text):
            if stem and terms(word.group())[:1] == stem:
                return _subject(text, word, question)
    return None


def _role(words: str) -> str:
    """The words for a role without those behind it: "prime minister", "mayor" of "mayor of"."""
    first, *others = words.split()
    return " ".join([first, *(word for word in others if word.casefold() not in _FUNCTION)])


def _beside(role: str, question: str, text: str) -> Value | None:
    """`the mediator, Prof. Ilse Brandvold`, `Ilse Brandvold, the mediator`, `British Prime Minister Ada Lund`"""
    for name in _new(question, text):
        before, behind = text[: name.start], text[name.end :]
        if within := re.search(rf"\b(?i:{re.escape(role)})\s(?=[^\W\d_a-z])", name.text):
            bare = name.text[within.end() :]
            return _named(Phrase(bare, name.start + within.end(), name.end, name=True))
        if re.search(rf"\b{re.escape(role)},?\s(?:{_TITLED})?$", before, re.IGNORECASE) or re.match(
            rf",\s(?:the|a|an|who is the|who was the)?\s?(?:[\w-]+\s){{0,2}}{re.escape(role)}\b", behind, re.IGNORECASE
        ):
            return _named(name)
    return None


def _subject(text: str, deed: re.Match[str], question: str) -> Value | None:
    for name in _new(question, text):
        if re.fullmatch(r"\s(?:has\s|had\s)?", text[name.end : deed.start()]):
            return _named(name)
        between = text[deed.end() : name.start]
        if name.start > deed.end() and re.fullmatch(rf"\s(?:[\w\s]{{0,40}}?\s)?by\s{_TITLED}", between):
            return _named(name)
    return None


def _new(question: str, text: str) -> list[Phrase]:
    asked = question.casefold()
    return [name for name in names(text) if name.text.casefold() not in asked and not _DAYS.fullmatch(name.text)]


def _named(name: Phrase) -> Value:
    words = tuple(word.casefold() for word in re.findall(r"[^\W\d_]{2,}", name.text))
    return Value(name.text, name.start, name.end, name=words or (name.text.casefold(),))


def done(question: str, text: str, terms: Terms) -> Value | None:
    """Whether what "Did ...?" asks for was done: the verb, the verb with "not", or its opposite."""
    if not _YES_NO.match(question):
        return None
    stems = set(terms(question))
    for verb, opposite in _OPPOSITES:
        for asked, other in ((verb, opposite), (opposite, verb)):
            if terms(asked)[0] not in stems:
                continue
            for word in _VERBS.finditer(text):
                stem = terms(_PHRASAL.get(word.group().casefold(), word.group()))[:1]
                if stem in (terms(asked), terms(other)):
                    # A few words before alone: a "not" further away belongs to another verb.
                    negated = _NEGATED.search(text[max(0, word.start() - 25) : word.start()])
                    start = max(0, word.start() - 25) + negated.start() if negated else word.start()
                    yes = (stem == terms(asked)) != bool(negated)
                    return Value(text[start : word.end()], start, word.end(), yes=yes)
    return None
