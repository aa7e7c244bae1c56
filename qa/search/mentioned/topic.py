"""A topic as it was typed -> what must stand in an article: names, words, and the forms of each that count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.english.irregular import family
from qa.english.phrases import names
from qa.english.stems import terms
from qa.english.words import content
from qa.index.index import Index
from qa.search.mentioned.called import Rows, called, is_name
from qa.search.mentioned.roles import without_role
from qa.search.mentioned.variants import untitled
from qa.types import TallyBreadth

# Words that say that there is a topic, and not which.
_EMPTY = frozenset("news article articles report reports story stories topic subject issue matter event events".split())
# A shorter stem is no verb of which an agent is made: "num" of "number".
_STEM = 4
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|‘([^’]+)’|(?<!\w)'([^']+)'(?!\w)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?")  # "U.N.", of which a sentence's end may have taken the last dot
_BOTH = re.compile(r"^both\s+|\s+(?:and|as well as)\s+|\s*,\s+(?:and\s+)?|\s+but also\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s", re.IGNORECASE)
# Of three words or more so much must stand, each weighed by how rare it is; of two both, and every name.
MOST_OF = 0.67
# Beside a name that is all there, the words say what of it is meant, and articles choose others.
BESIDE_NAME = 0.5
_EITHER = re.compile(r"^either\s+|\s+or\s+", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\s+(?:but\s+not|and\s+not|but\s+do(?:es)?\s+not\s+mention|without(?:\s+mentioning)?|except)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One form of a name or word: these `stems` one behind the other. `exact`: to the letter, as an acronym is, which
    may read like a word. `only`: it counts in these articles alone, by number."""

    stems: tuple[str, ...]
    shown: str
    exact: bool = False
    only: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A name or word of a topic: one of its forms must stand. `weight` is how rare a word is."""

    forms: tuple[Spelling, ...]
    name: bool = False
    figure: bool = False
    weight: float = 1.0

    @property
    def shown(self) -> str:
        """`“dock” or “docker”`"""
        return " or ".join(f"“{form.shown}”{' alone' if form.only is not None else ''}" for form in self.forms)


@dataclass(frozen=True, slots=True)
class TallyTopic:
    """A topic: in an article that counts stand the names of one of the `either` and, in one passage, its words; so for
    each of `both`, and nowhere those of `without`. Those of a `clause` ("that it broke") stand in one sentence."""

    text: str
    both: tuple[tuple[tuple[Element, ...], ...], ...]
    without: tuple[tuple[Element, ...], ...] = ()
    clause: bool = False

    @property
    def rule(self) -> str:
        """Which articles count, in words."""
        told = "; and ".join(" or ".join(_listed(units, self.clause) for units in either) for either in self.both)
        apart = (
            f"; and nowhere {' or '.join(_listed(units, self.clause) for units in self.without)}"
            if self.without
            else ""
        )
        return f"articles in which {told}{apart}"


def _listed(units: tuple[Element, ...], clause: bool) -> str:
    names = [unit.shown for unit in units if unit.name]
    words = [unit.shown for unit in units if not unit.name]
    told = f"most of {', '.join(words)}" if len(words) > 2 - bool(names) else " with ".join(words)
    unit = "sentence" if clause else "passage"
    where = f" in one {unit}, read with its title" if len(words) > 1 or (clause and len(units) > 1) else ""
    return f"{' and '.join(filter(None, [*names, told]))} {'stand' if len(units) > 1 else 'stands'}{where}"


def enough(units: tuple[Element, ...], standing: Sequence[bool]) -> bool:
    """Whether what stands, a truth for each unit, is enough of a topic."""
    if not all(stands for unit, stands in zip(units, standing, strict=True) if unit.name or unit.figure):
        return False
    words = [(unit.weight, stands) for unit, stands in zip(units, standing, strict=True) if not unit.name]
    named = len(words) < len(units)
    if len(words) < 2 or (len(words) == 2 and not named):
        return all(stands for _, stands in words)
    share = BESIDE_NAME if named else MOST_OF
    return sum(weight for weight, stands in words if stands) >= share * sum(weight for weight, _ in words)


def topic(index: Index, text: str, breadth: TallyBreadth = "words") -> TallyTopic | None:
    """The topic of a question; None where nothing of it can be looked for."""
    if breadth == "phrase":
        text = _as_phrase(text)
    clause = text.startswith("that ")
    kept, *cut = [text] if clause else _WITHOUT.split(text)
    both = [tuple(_all(index, side)) for side in ([kept] if clause else _sides(kept, _BOTH))]
    found = tuple(either for either in both if either)
    without = tuple(units for side in cut for units in _all(index, side))
    return TallyTopic(text, found, without, clause) if found else None


def _as_phrase(text: str) -> str:
    """A topic that has to stand word for word; what is in quotation marks already has to, and alone."""
    bare = re.sub(r"^(?:that|the|an?)\s+", "", text.replace('"', ""), flags=re.IGNORECASE)
    return text if _QUOTED.search(text) else f'"{bare}"'


def _sides(text: str, between: re.Pattern[str]) -> list[str]:
    """What stands between "and", or "or"; a side of little words alone is none."""
    whole = _QUOTED.search(text) or _BETWEEN.search(text)
    sides = [text] if whole else [side for side in between.split(text) if content(side)]
    return sides or [text]


def _all(index: Index, text: str) -> Iterator[tuple[Element, ...]]:
    for side in _sides(text, _EITHER):
        if units := tuple(_units(index, without_role(index, side))):
            yield units


def _units(index: Index, text: str) -> Iterator[Element]:
    rest = text
    for quoted in _QUOTED.finditer(text):
        words = next(filter(None, quoted.groups()))
        if stems := tuple(terms(words)):
            yield Element((Spelling(stems, words),), name=True)
        rest = rest.replace(quoted[0], " ")
    # Behind a word: else its first one would be taken for one that opens a sentence.
    for name in names(f"about {rest}"):
        numbered = re.search(
            rf"{re.escape(name.text)}(?:\s[A-Z][\w’-]*)*(?:\s\d[\w.]*\b)?", rest
        )  # "Port Works", "Pier 6"
        whole = numbered[0] if numbered else name.text
        yield _name(index, whole)
        rest = re.sub(rf"{re.escape(whole)}(?:['’]s\b|['’])?", " ", rest)
    words = [word for word in content(rest) if word.casefold() not in _EMPTY and terms(word)]
    words = words or ([] if rest != text else [word for word in re.findall(r"\w+", rest) if terms(word)])
    several = len(words) > 1 or rest != text
    for word in dict.fromkeys(words):
        unit = _word(index, word, several)
        # Typed in haste: "the orrin flood".
        yield replace(unit, name=True) if text == text.lower() and is_name(index, word) else unit


def _name(index: Index, name: str) -> Element:
    name = untitled(name)
    letters = name.replace(".", "")
    acronym = len(letters) > 1 and letters.isupper() and (letters == name or bool(_DOTTED.fullmatch(name)))
    own: tuple[Spelling, ...] = (Spelling(tuple(terms(name)), name),)
    if acronym:
        spelt = (letters, f"{'.'.join(letters)}.") if letters.isalpha() else (letters,)
        own = tuple(Spelling(tuple(terms(each)), each, exact=True) for each in spelt)
        name = letters
    others = [Spelling(tuple(terms(other)), other, exact, only) for other, exact, only in called(index, name)]
    known = [form for form in own[1:] if index.lexical.holding([[stem] for stem in form.stems]).size]
    return Element((own[0], *known, *others), name=True)


def _word(index: Index, word: str, several: bool) -> Element:
    """A word in its forms; beside others also the agent of a verb and the verb of an agent: dock, docker."""
    stems = terms(re.sub(r"['’]s?$", "", word))
    if len(stems) != 1:  # "night-train"
        return Element((Spelling(tuple(stems), word),), weight=sum(map(index.lexical.idf, stems)))
    (stem,) = stems
    related = set(family(stem))
    if several:
        related |= {f"{stem}er"} if len(stem) >= _STEM else set()
        related |= {stem.removesuffix("er")} if stem.endswith("er") and len(stem) >= _STEM + 2 else set()
    shown = [
        Spelling((other,), other) for other in sorted(related - {stem}) if index.lexical.idf(other) < _unknown(index)
    ]
    figure = any(letter.isdigit() for letter in word)
    return Element((Spelling((stem,), word.casefold()), *shown), figure=figure, weight=index.lexical.idf(stem))


def _unknown(index: Index) -> float:
    """The weight of a word that stands nowhere, or nearly."""
    return float(np.log(1 + (len(index.lexical) + 0.5) / 0.5)) - 1e-6


def rows_of(index: Index, unit: Element) -> Rows:
    """Every passage that holds all the stems of a form, ascending."""
    found = [index.lexical.holding([[stem] for stem in form.stems]) for form in unit.forms if form.stems]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
