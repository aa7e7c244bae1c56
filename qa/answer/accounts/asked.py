"""What kind of value a question asks for, and whether a sentence speaks of the same thing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from qa.answer.accounts.alike import asks_deaths, counts_dead, deeds, same_thing
from qa.answer.accounts.at_value import stages
from qa.answer.accounts.deeds import doer, done
from qa.answer.accounts.otherwise import is_plan, names_another, narrowed, of_another_time, of_part
from qa.answer.accounts.quantities import ages, asks_score, clock_times, is_money, quantities, scores, shares
from qa.answer.accounts.value import Value
from qa.english.asks import AUXILIARY, COSTS, asks_clock, asks_day, asks_price, counted, measured
from qa.english.dates import mentioned
from qa.english.phrases import names, phrases
from qa.english.words import FUNCTION_WORDS

_LENGTH, _TIME, _WEIGHT = (
    "metre centimetre millimetre kilometre mile foot inch yard",
    "second minute hour day week month year",
    "kilogram gram tonne pound-weight",
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
    "much": f"{_WEIGHT} {_LENGTH} percent",
    "temperature": "degree",
}
# A sentence on what something else costs: "The seal itself costs 4,300 euros".
_SUBJECT_OF_COST = re.compile(
    r"\b(?P<what>[\w’'-]+)(?:\s(?:itself|alone|has|had|will))*\s(?:costs?|came to|is worth)\b", re.IGNORECASE
)
_GENERAL = re.compile(r"project|it|work|construction|building|total|bill|that|this|which|whole", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at)\s$", re.IGNORECASE)
_NEAR = 60
LEAST_SHARED = 0.5
_SHARE_OF = re.compile(r"\b(?:percentage|share|proportion) of (?:the |all )?(?P<whose>[\w’'-]+)", re.IGNORECASE)
_BEFORE_SUBJECT = re.compile(
    rf"^\W*(?:(?:at what time|when|what time|how [\w-]+|(?:on )?(?:what|which) \w+)\s+(?:{AUXILIARY})\b|"
    rf"who\s+(?:has\s+|had\s+)?(?!(?:{AUXILIARY})\b)[\w-]+\b)",
    re.IGNORECASE,
)
_COUNTED_DEED = re.compile(
    r"\bhow many (?:[\w’'-]+\s+){1,3}?(?:(?:is|are|was|were|has|have|had|will|would)\s+(?:been\s+)?)?"
    r"(?P<deed>(?!been\b)\w+ed|hurt|die|killed|fled|lost|left|won|marched|injured)\b",
    re.IGNORECASE,
)


def units_asked(question: str) -> frozenset[str]:
    """The units that an answer to "How long …?" may have; empty where the question asks for none."""
    measure = measured(question)
    return frozenset(_MEASURED_IN[measure].split()) if measure else frozenset()


class Target:
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
        self._deeds = deeds(question, terms)
        self._modifiers = self._stems((counted(question) or "").rpartition(" ")[0])
        self._heads = {self._count} if self._count else self._things

    def value(self, text: str, written: datetime.date | None) -> Value | None:
        """The value that a sentence gives for what is asked; None where it gives none, several, or a plan."""
        if is_plan(text, self._question) or (of_part(text, self._question) and not asks_day(self._question)):
            return None
        # Where a day is asked for, one long before the report is an answer and no other time.
        if not asks_day(self._question) and of_another_time(text, written, self._question):
            return None
        stems, all_stems = self._stems(text), set(self._terms(text))
        if not all(deed & all_stems for deed in self._deeds) or names_another(text, self._question):
            return None
        needed = self._needed - set().union(*self._deeds)  # a deed may be told by another word, as was seen above
        if needed and not needed & stems:
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
        return named or bool(stems & self._things) or (self._money and bool(COSTS.search(text)))

    def narrowed(self, text: str) -> frozenset[str]:
        """By which words a sentence narrows what is asked for, and by which of the question it does not."""
        said = narrowed(text, self._question, self._heads, self._stems, counted=bool(self._count))
        said |= stages(self._question, text, self._terms)
        return said | {f"not {stem}" for stem in self._modifiers - self._stems(text)}

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
        return asks_price(self._question)

    def _values(self, text: str, written: datetime.date | None) -> Iterator[Value]:
        question = self._question
        if self._count:
            yield from self._counts(text)
        elif asks_score(question):
            yield from scores(text)
        elif self._money:
            yield from (value for value, _ in quantities(text) if is_money(value) and self._costs_that(text, value))
        elif measure := measured(question):
            units = units_asked(question)
            yield from (value for value, _ in quantities(text) if value.unit in units)
            yield from ages(text) if measure in ("old", "age") else shares(text) if "percent" in units else ()
        elif asks_clock(question):
            yield from clock_times(text)
        elif asks_day(question):
            if len(self._content & self._stems(text)) < LEAST_SHARED * len(self._content):
                return  # nearly every article names days
            for mention in mentioned(text, written):
                words = text[mention.start : mention.end]
                yield Value(words, mention.start, mention.end, days=(mention.since, mention.until))
        elif (deed := doer(question, text, self._terms) or done(question, text, self._terms)) is not None:
            yield deed

    def _counts(self, text: str) -> Iterator[Value]:
        """The numbers of what is counted, by that word or one that tells the same."""
        things = same_thing(self._count or "", self._terms)
        for value, behind in quantities(text):
            if value.unit:
                continue
            if things & set(self._terms(" ".join(behind))):
                shown = _with_thing(text, value, behind, things, self._terms)
                yield replace(value, text=shown, unit=self._count or "")
            elif asks_deaths(self._question) and counts_dead(text, value.start, value.end):
                yield replace(value, unit=self._count or "")

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
        if group := _SHARE_OF.search(self._question):
            return group["whose"]
        if self._money or not (match := _BEFORE_SUBJECT.match(self._question)):
            return ""
        following = [phrase for phrase in phrases(self._question) if phrase.start >= match.end()]
        return following[0].text if following else ""

    def _thing_counted(self) -> str | None:
        thing = counted(self._question)
        stems = self._terms(thing) if thing else []
        return stems[-1] if stems else None  # what is counted stands last in English: "sleeper tickets"

    def _stems(self, text: str) -> set[str]:
        words = [word for word in re.findall(r"[\w’'-]+", text) if word.casefold() not in self._function]
        return set(self._terms(" ".join(words)))


def _with_thing(text: str, value: Value, behind: list[str], things: set[str], terms: Callable[[str], list[str]]) -> str:
    """ "286" -> "286 passengers"."""
    for at, word in enumerate(behind):
        if things & set(terms(word)):
            end = value.end + sum(len(w) for w in behind[: at + 1]) + at + 1
            return text[value.start : end].rstrip(".,;:")
    return value.text
