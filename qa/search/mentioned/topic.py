"""A topic as it was typed -> what must stand in an article: names, words, and the forms of each that count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qa.english.irregular import deed, family
from qa.english.phrases import names
from qa.english.stems import terms
from qa.english.words import content
from qa.index.index import Index
from qa.search.mentioned.called import Rows, called, is_name
from qa.search.mentioned.elements import Element, Spelling, words_of
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
# Behind a word that says what a topic is stands whose or of what.
_BEHIND_HEAD = re.compile(
    r"\s(?:of|in|for|between|on|by|about|from|at|to|with|over|after|against|near|under)\s", re.IGNORECASE
)
_EITHER = re.compile(r"^either\s+|\s+or\s+", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\s+(?:but\s+not|and\s+not|but\s+do(?:es)?\s+not\s+mention|without(?:\s+mentioning)?|except)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TallyTopic:
    """A topic: in an article that counts stand the names of one of the `either` and, in one sentence, its words; so for
    each of `both`, and nowhere those of `without`. Of a `clause` ("that it broke") names do, too."""

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

    @property
    def words(self) -> str:
        """What must stand, without where: `“Oldmere” and “weir”, or “ferry”`."""
        return ", and ".join(", or ".join(map(_words, either)) for either in self.both)


def _words(units: tuple[Element, ...]) -> str:
    names = [unit.shown for unit in units if unit.name]
    words = [unit.shown for unit in units if not unit.name]
    told = f"most of {', '.join(words)}" if len(words) > 2 - bool(names) else " with ".join(words)
    return " and ".join(filter(None, [*names, told]))


def _listed(units: tuple[Element, ...], clause: bool) -> str:
    where = ""
    if clause:
        where = " in one sentence, read with its title" if len(units) > 1 else ""
    elif words_of(units) > 1:
        head = next((unit.shown for unit in units if unit.head and not unit.name), "")
        lent = f", which may lend a sentence all but {head}" if head else ""
        where = f" in one sentence or in the title{lent}"
    return f"{_words(units)} {'stand' if len(units) > 1 else 'stands'}{where}"


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
    head = (content(_BEHIND_HEAD.split(text)[0]) or [""])[-1]
    for word in dict.fromkeys(words):
        unit = replace(_word(index, word, several), head=word == head)
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
    """A word in its forms; beside others also the agent of a verb and the verb of an agent: dock, docker; and the noun
    for what a verb tells: die, death."""
    stems = terms(re.sub(r"['’]s?$", "", word))
    if len(stems) != 1:  # "night-train"
        return Element((Spelling(tuple(stems), word),), weight=sum(map(index.lexical.idf, stems)))
    (stem,) = stems
    related = set(deed(stem) if several else family(stem))
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
