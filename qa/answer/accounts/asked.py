"""What kind of value a question asks for, and whether a sentence speaks of the same thing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.answer.accounts.deeds import doer, done
from qa.answer.accounts.quantities import clock_times, is_money, quantities
from qa.answer.accounts.value import Value
from qa.english.dates import mentioned
from qa.english.phrases import names, phrases
from qa.english.words import FUNCTION_WORDS

_MONEY = re.compile(
    r"\bhow much\b.*\b(?:cost|costs|pay|paid|spen[dt]|worth|earn\w*|price|raised?|lose|lost|damage|invest\w*)\b|"
    r"\b(?:what|how (?:high|large|big))\b.*\b(?:cost|costs|price|budget|salary|fee|bill|damage|loss|losses|fine)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\bhow many (?P<things>(?:[\w’'-]+\s+){0,2}?[\w’'-]+?)\s+(?:is|are|was|were|do|does|did|has|have|had|will|would|"
    r"can|could|in|of|on|at|from|to|with|there|took|\w+ed|died|got|came|went)\b|\bhow many (?P<thing>[\w’'-]+)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\bhow (?P<how>long|old|far|high|tall|big|large|late|deep|fast|wide|heavy|much)\b|"
    r"\b(?:what|which) (?P<what>percentage|share|rate|age|distance|length|height|weight|speed|temperature)\b",
    re.IGNORECASE,
)
_LENGTH, _TIME, _WEIGHT = (
    "metre centimetre kilometre mile",
    "second minute hour day week month year",
    "kilogram gram tonne",
)
_MEASURED_IN = {
    **dict.fromkeys(("far", "distance", "height", "tall", "deep", "wide"), _LENGTH),
    **dict.fromkeys(("heavy", "weight"), _WEIGHT),
    **dict.fromkeys(("percentage", "share", "rate", "big", "large"), "percent"),
    **dict.fromkeys(("fast", "speed"), "kilometre mile"),
    **dict.fromkeys(("old", "age"), "year month"),
    "long": f"{_LENGTH} {_TIME}",
    "length": _LENGTH,
    "late": _TIME,
    "high": "metre centimetre percent euro dollar pound",
    "much": f"{_WEIGHT} percent",
    "temperature": "degree",
}
_CLOCK = re.compile(r"\b(?:at what time|what time|when exactly)\b", re.IGNORECASE)
_WHEN = re.compile(r"\bwhen\b|\b(?:what|which) (?:day|date|year|month)\b|\bon what (?:day|date)\b", re.IGNORECASE)
# What was meant, feared or hoped for, and what was so earlier, is no account of what is.
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?|forecast|expect(?:s|ed)?|target|hop(?:e|es|ed)|would|should|could|might|due to|scheduled|"
    r"intend(?:s|ed)?|aims?|aimed|had (?:said|put|estimated|counted)|earlier|previous(?:ly)?|put back|"
    r"postponed)\b",
    re.IGNORECASE,
)
# One of several of its kind, or of another time: "the second offer", "the women's race", "the flood of 1953".
_QUALIFIED = re.compile(
    r"\b(?:(?:1[5-9]|20)\d\d|second|third|fourth|women|men|girls|boys|children|sleeper|per|until|former|boarded|yes)\b"
)
_COSTS = re.compile(
    r"\b(?:costs?|bill|budget|price|total|sum|worth|spen[dt]|paid|pay|damage|loss(?:es)?)\b", re.IGNORECASE
)
# A sentence on what something else costs: "The seal itself costs 4,300 euros".
_SUBJECT_OF_COST = re.compile(
    r"\b(?P<what>[\w’'-]+)(?:\s(?:itself|alone|has|had|will))*\s(?:costs?|came to|is worth)\b", re.IGNORECASE
)
_GENERAL = re.compile(r"project|it|work|construction|building|total|bill|that|this|which|whole", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at)\s$", re.IGNORECASE)
_NEAR = 60
LEAST_SHARED = 0.5
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)"
_BEFORE_SUBJECT = re.compile(
    rf"^\W*(?:(?:at what time|when|what time|how [\w-]+|(?:on )?(?:what|which) \w+)\s+{_AUX}\b|"
    rf"who\s+(?:has\s+|had\s+)?(?!{_AUX}\b)[\w-]+\b)",
    re.IGNORECASE,
)
_COUNTED_DEED = re.compile(
    r"\bhow many (?:[\w’'-]+\s+){1,3}?(?:(?:is|are|was|were|has|have|had|will|would)\s+(?:been\s+)?)?"
    r"(?P<deed>(?!been\b)\w+ed|hurt|die|killed|fled|lost|left|won|marched|injured)\b",
    re.IGNORECASE,
)


class Asked:
    """What one question asks for, found in sentences."""

    def __init__(self, question: str, terms: Callable[[str], list[str]]) -> None:
        self._question = question
        self._terms = terms
        self._function = frozenset(FUNCTION_WORDS.split())
        in_names = {stem for name in names(question) for stem in terms(name.text)}
        self._content = self._stems(question)
        self._count = self._thing_counted()
        self._names = in_names & self._content
        self._things = self._content - in_names - {self._count}
        self._needed = self._stems(self._subject())

    def value(self, text: str, written: datetime.date | None) -> Value | None:
        """The value that a sentence gives for what is asked; None where it gives none, several, or a plan."""
        if _PLANNED.search(text) and not _PLANNED.search(self._question):
            return None
        qualified = set(_QUALIFIED.findall(text.casefold())) - set(_QUALIFIED.findall(self._question.casefold()))
        if qualified and not _WHEN.search(self._question):
            return None
        if self._needed and not self._needed & self._stems(text):
            return None
        found = list(self._values(text, written))
        if not found:
            return None
        # The one nearest to a word of the question; equally near ones leave doubt.
        places = [
            match.start() for match in re.finditer(r"[\w’'-]+", text) if set(self._terms(match.group())) & self._content
        ]
        best = min(found, key=lambda value: min((abs(value.start - place) for place in places), default=0))
        others = [value for value in found if value is not best and not value.agrees(best)]
        return None if others and not places else best

    def about(self, text: str) -> bool:
        """Whether a sentence holds a word of the question, not what is counted, or all of its names."""
        stems = self._stems(text)
        named = bool(self._names) and self._names <= stems
        return named or bool(stems & self._things) or (self._money and bool(_COSTS.search(text)))

    def places(self, text: str) -> set[str]:
        """The names behind "in" and "at" that the question does not hold."""
        asked = self._question.casefold()
        found = {name.text.casefold() for name in names(text) if _PLACED.search(text[: name.start])}
        return {name for name in found if name not in asked}

    def beside(self, text: str, value: Value) -> set[str]:
        """The words near a value, without those that are no sign of what it is about."""
        near = text[max(0, value.start - _NEAR) : value.start] + " " + text[value.end : value.end + _NEAR]
        known = {stem for name in names(text) for stem in self._terms(name.text)}
        return self._stems(near) - known - {self._count or ""}

    @property
    def _money(self) -> bool:
        return bool(_MONEY.search(self._question))

    def _values(self, text: str, written: datetime.date | None) -> Iterator[Value]:
        question = self._question
        if self._count:
            for value, behind in quantities(text):
                if not value.unit and self._count in self._terms(" ".join(behind)):
                    yield replace(
                        value, text=_with_thing(text, value, behind, self._count, self._terms), unit=self._count
                    )
        elif self._money:
            yield from (value for value, _ in quantities(text) if is_money(value) and self._costs_that(text, value))
        elif measure := _MEASURE.search(question):
            units = _MEASURED_IN[(measure["how"] or measure["what"]).casefold()].split()
            yield from (value for value, _ in quantities(text) if value.unit in units)
        elif _CLOCK.search(question):
            yield from clock_times(text)
        elif _WHEN.search(question):
            if len(self._content & self._stems(text)) < LEAST_SHARED * len(self._content):
                return  # nearly every article names days
            for mention in mentioned(text, written):
                words = text[mention.start : mention.end]
                yield Value(words, mention.start, mention.end, days=(mention.since, mention.until))
        elif (deed := doer(question, text, self._terms) or done(question, text, self._terms)) is not None:
            yield deed

    def _costs_that(self, text: str, value: Value) -> bool:
        """Whether it is not the price of something else that the sentence names."""
        if re.match(r"\s(?:per|an?|each)\b", text[value.end :]):
            return False
        for match in _SUBJECT_OF_COST.finditer(text[: value.start]):
            subject = match["what"]
            if not _GENERAL.fullmatch(subject) and not set(self._terms(subject)) & self._content:
                return False
        return True

    def _subject(self) -> str:
        """What a sentence must name to speak of the same thing: "the talks" of "How long did the talks last?", "hurt"
        of "How many people were hurt?", "the opera" of "Who found the opera?"."""
        if self._count:
            return match["deed"] if (match := _COUNTED_DEED.search(self._question)) else ""
        if self._money or not (match := _BEFORE_SUBJECT.match(self._question)):
            return ""
        following = [phrase for phrase in phrases(self._question) if phrase.start >= match.end()]
        return following[0].text if following else ""

    def _thing_counted(self) -> str | None:
        match = _COUNT.search(self._question)
        stems = self._terms(match["things"] or match["thing"]) if match else []
        return stems[-1] if stems else None

    def _stems(self, text: str) -> set[str]:
        words = [word for word in re.findall(r"[\w’'-]+", text) if word.casefold() not in self._function]
        return set(self._terms(" ".join(words)))


def _with_thing(text: str, value: Value, behind: list[str], thing: str, terms: Callable[[str], list[str]]) -> str:
    """ "286" -> "286 passengers"."""
    for at, word in enumerate(behind):
        if thing in terms(word):
            end = value.end + sum(len(w) for w in behind[: at + 1]) + at + 1
            return text[value.start : end].rstrip(".,;:")
    return value.text
