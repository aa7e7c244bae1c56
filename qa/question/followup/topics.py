"""What a conversation has spoken of: names and other things, the most present first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.english.asks import ARTICLE, BE, DO, HAVE, MODALS, TITLES
from qa.english.phrases import Phrase, names, phrases
from qa.english.words import BESIDE_NAMES, MONTHS, OF_THINGS, OPENERS, SHORT_DAYS_AND_MONTHS, WEEKDAYS, any_of

# What a mention weighs: one of the turn before, less with each further turn; one in an answer, and in its first
# sentence, against one in a question. The figures in docs/measurements.md hold for fades from .4 to .7.
FADES = 0.45
IN_ANSWER = 0.25
IN_FIRST_SENTENCE = 0.6
NAMED = 1.3
SEVERAL_WORDS, ONE_WORD = 1.2, 0.8

_NO_PERSON = frozenset(f"{OPENERS} {WEEKDAYS} {MONTHS} {SHORT_DAYS_AND_MONTHS} {OF_THINGS}".split())
_BESIDE_NAMES = frozenset(BESIDE_NAMES.split())
# Days and months that are first names as well, before another name.
_FIRST_NAMES = frozenset({"Jan", "April", "May", "June", "August"})
_DAYS_AND_NUMBERS = re.compile(rf"(?:[\W\d]|{any_of(*WEEKDAYS.split(), *MONTHS.split())})+", re.IGNORECASE)
_THE = r"(?:(?:the|a|an|all|any|his|her|its|their)\s+)?$"
_DO = re.compile(rf"\b{any_of(*DO, *MODALS)}\s+{_THE}", re.IGNORECASE)
_DO_EARLIER = re.compile(rf"\b{any_of(*DO, *MODALS)}\b", re.IGNORECASE)
_BE = re.compile(rf"\b{any_of(*BE, 'been')}\s+{_THE}", re.IGNORECASE)
_HOW_IS = re.compile(rf"\bhow\s+\w+\s+{any_of(*BE)}\s+{_THE}", re.IGNORECASE)
_PREDICATE = ("ed", "en", "ing", "ble", "nt", "ful")
_AUXILIARY = re.compile(rf"\b{any_of('are', 'were', *DO, *HAVE, *MODALS)}\s+$", re.IGNORECASE)
_ACTS = re.compile(r"['’]s?\s|\s(?:was|is|had|has|said|says|\w+ed)\b")
_DEFINITE = re.compile(rf"\b{ARTICLE}\s+(?:(?:first|last|next|new|old|latest)\s+)?$", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|from|near|on|into)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A question as it was searched, and its answer."""

    question: str
    answer: str


@dataclass(slots=True)
class Topic:
    """Something that was spoken of. `asked`: in a question; `definite`: with an article; `placed`: "in ..."; `acts`:
    does or owns something, as far as words show."""

    text: str
    name: bool
    weight: float
    definite: bool
    asked: bool
    placed: bool
    acts: bool

    @property
    def person(self) -> bool:
        """Whether this is likely somebody's name."""
        words = self.text.split()
        if not self.name or self.definite or self.placed:
            return False
        if any(word.rstrip(".") in TITLES for word in words[:-1]):
            return True
        named = words[1:] if words[0] in _FIRST_NAMES and len(words) > 1 else words
        named = named[:-1] if named[-1] == "May" and len(named) > 1 else named  # "Theresa May"
        plain = words[0] not in _BESIDE_NAMES and all(word[0].isupper() and word not in _NO_PERSON for word in named)
        return plain and (len(words) in (2, 3) or (len(words) == 1 and self.acts))

    @property
    def plural(self) -> bool:
        """Whether "they" may stand for it."""
        last = self.text.split()[-1].casefold()
        return last.endswith("s") and not last.endswith(("ss", "us", "is"))

    def __str__(self) -> str:
        return f"the {self.text}" if self.definite else self.text


def topics(said: Sequence[Said]) -> list[Topic]:
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
    words = key.split()
    before, behind = text[: phrase.start], text[phrase.end :]
    acts = bool(_ACTS.match(behind)) or (asked and auxiliary_before(text, phrase.start))
    definite, placed = bool(_DEFINITE.search(before)), bool(_PLACED.search(before))
    weight *= (NAMED if phrase.name else 1.0) * (SEVERAL_WORDS if len(words) > 1 else ONE_WORD)
    for other, topic in known.items():
        if other == key or _part(words, other.split()):
            topic.weight += weight
            topic.asked |= asked
            topic.acts |= acts
            topic.definite |= definite and len(words) >= len(other.split())
            if other == key and phrase.name and not topic.name:  # "doctor strange" is "Doctor Strange" in the answer
                topic.text, topic.name, topic.definite = phrase.text, True, definite
            return
    shorter = [other for other in known if _part(other.split(), words)] if phrase.name else []
    weight += sum(known.pop(other).weight for other in shorter)
    known[key] = Topic(phrase.text, phrase.name, weight, definite, asked, placed, acts)


def _part(few: list[str], many: list[str]) -> bool:
    """Whether a longer name begins or ends with these words."""
    return len(few) < len(many) and few in (many[: len(few)], many[-len(few) :])
