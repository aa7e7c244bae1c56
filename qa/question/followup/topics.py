"""What a conversation has spoken of: names and other things, the most present first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.english.asks import BE, DO, HAVE, HE, MODALS, SHE
from qa.english.phrases import Phrase, names, phrases
from qa.english.words import MONTHS, WEEKDAYS, any_of
from qa.question.followup.persons import asked_for, has_article, is_acting, is_person, is_placed, sexes, untitled

# What a mention weighs: one of the turn before, less with each further turn; one in an answer, and in its first
# sentence, against one in a question. The figures in docs/measurements.md hold for fades from .4 to .7.
FADES = 0.45
IN_ANSWER = 0.25
IN_FIRST_SENTENCE = 0.6
NAMED = 1.3
SEVERAL_WORDS, ONE_WORD = 1.2, 0.8

_DAYS_AND_NUMBERS = re.compile(rf"(?:[\W\d]|{any_of(*WEEKDAYS.split(), *MONTHS.split())})+", re.IGNORECASE)
_THE = r"(?:(?:the|a|an|all|any|his|her|its|their)\s+)?$"
_DO = re.compile(rf"\b{any_of(*DO, *MODALS)}\s+{_THE}", re.IGNORECASE)
_DO_EARLIER = re.compile(rf"\b{any_of(*DO, *MODALS)}\b", re.IGNORECASE)
_BE = re.compile(rf"\b{any_of(*BE, 'been')}\s+{_THE}", re.IGNORECASE)
_HOW_IS = re.compile(rf"\bhow\s+\w+\s+{any_of(*BE)}\s+{_THE}", re.IGNORECASE)
_PREDICATE = ("ed", "en", "ing", "ble", "nt", "ful")
_AUXILIARY = re.compile(rf"\b{any_of('are', 'were', *DO, *HAVE, *MODALS)}\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed and as it was searched, and its answer."""

    typed: str
    question: str
    answer: str


@dataclass(slots=True)
class Topic:
    """Something that was spoken of. `asked`: in a question; `definite`: with an article; `placed`: "in ..."; `acts`:
    does or owns something, as far as words show; `words`: without a person's title, in lower case."""

    text: str
    name: bool
    weight: float
    definite: bool
    asked: bool
    placed: bool
    acts: bool
    words: list[str]

    @property
    def person(self) -> bool:
        """Whether this is likely somebody's name."""
        return self.name and not self.definite and not self.placed and is_person(self.text, self.acts)

    @property
    def plural(self) -> bool:
        """Whether "they" may stand for it."""
        last = self.text.split()[-1].casefold()
        return last.endswith("s") and not last.endswith(("ss", "us", "is"))

    def __str__(self) -> str:
        return f"the {self.text}" if self.definite else self.text


def topics(said: Sequence[Exchange]) -> list[Topic]:
    """What was spoken of, the most present first."""
    known: dict[str, Topic] = {}
    for age, turn in enumerate(reversed(said)):
        faded = FADES**age
        for phrase in spoken(turn.question):
            _mention(known, phrase, turn.question, faded, asked=True)
        first = len(first_sentence(turn.answer))
        for phrase in names(turn.answer):
            share = IN_FIRST_SENTENCE if phrase.end <= first else IN_ANSWER
            _mention(known, phrase, turn.answer, faded * share, asked=False)
    return sorted(known.values(), key=lambda topic: -topic.weight)


def spoken(question: str) -> list[Phrase]:
    """The phrases of a question without the verb behind them: "did [the tidal station] cost"."""
    return [_without_verb(phrase, question) for phrase in phrases(question)]


def called(said: Sequence[Exchange]) -> list[tuple[list[str], str]]:
    """(["anna", "berg"], "she") for each time that a person is called so, by a text or by whoever asks."""
    return [(untitled(name), sex) for turn in said for name, sex in _called(turn)]


def sexes_of(person: Topic, called: Sequence[tuple[list[str], str]]) -> set[str]:
    """What a person is called: nothing where nothing tells it, both where the texts contradict each other."""
    return {sex for words, sex in called if _same(words, person.words)}


def first_sentence(answer: str) -> str:
    """An answer up to its first mark of an end."""
    return re.split(r"(?<=[.!?])\s", answer, maxsplit=1)[0]


def auxiliary_before(text: str, at: int) -> bool:
    """Whether "did", "have", "were" stand before: what follows does something."""
    return bool(_AUXILIARY.search(text[:at]))


def _without_verb(phrase: Phrase, text: str) -> Phrase:
    words = phrase.text.split()
    before = text[: phrase.start]
    spare = 0
    if len(words) > 1 and words[-1][0].islower() and not _HOW_IS.search(before):
        described = _BE.search(before) and (phrase.name or words[-1].endswith(_PREDICATE))
        if described or _DO.search(before):
            spare = 1
        elif phrase.name and _DO_EARLIER.search(before):  # "did the sirens of [Sankt Ivar] stay silent"
            spare = next(count for count, word in enumerate(reversed(words)) if not word[0].islower())
    if not spare:
        return phrase
    kept = phrase.text.rsplit(None, spare)[0]
    return Phrase(kept, phrase.start, phrase.start + len(kept), phrase.name)


def _mention(known: dict[str, Topic], phrase: Phrase, text: str, weight: float, *, asked: bool) -> None:
    """Count one more mention, of what is known by a longer or a shorter name as well."""
    key = phrase.text.casefold()
    if _DAYS_AND_NUMBERS.fullmatch(key):
        return
    words = untitled(phrase.text)
    acting = is_acting(text, phrase.end) or (asked and auxiliary_before(text, phrase.start))
    article = has_article(text, phrase.start)
    weight *= (NAMED if phrase.name else 1.0) * (SEVERAL_WORDS if len(words) > 1 else ONE_WORD)
    for other, topic in known.items():
        if other == key or _within(words, topic.words):
            topic.weight += weight
            topic.asked |= asked
            topic.acts |= acting
            topic.definite |= article and len(words) >= len(topic.words)
            if other == key and phrase.name and not topic.name:  # "doctor strange" is "Doctor Strange" in the answer
                topic.text, topic.name, topic.definite = phrase.text, True, article
            return
    shorter = [other for other in known if _within(known[other].words, words)] if phrase.name else []
    weight += sum(known.pop(other).weight for other in shorter)
    known[key] = Topic(phrase.text, phrase.name, weight, article, asked, is_placed(text, phrase.start), acting, words)


def _called(turn: Exchange) -> Iterator[tuple[str, str]]:
    """Whom the turn calls "he" or "she": in the question and the answer behind it, and where "she" was filled in."""
    yield from sexes(f"{turn.question} {turn.answer}")
    said = {asked_for(word) for word in re.findall(r"\w+", turn.typed.casefold()) if word in (*HE, *SHE)}
    typed = turn.typed.casefold()
    for name in names(turn.question) if len(said) == 1 else []:
        if name.text.casefold() not in typed:
            yield name.text, next(iter(said))


def _same(one: list[str], other: list[str]) -> bool:
    return one == other or _within(one, other) or _within(other, one)


def _within(few: list[str], many: list[str]) -> bool:
    """Whether a longer name begins or ends with these words."""
    return len(few) < len(many) and few in (many[: len(few)], many[-len(few) :])
