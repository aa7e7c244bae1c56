"""Which names are likely persons', and whether a text calls one "he" or "she".

A title tells it ("Mr Lund"), or the first pronoun behind the name ("Anna Berg won after she ..."). A first name does
not: what sex it is of, nobody knows here, and nobody guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.english.asks import ARTICLE, HE, MENS_TITLES, SHE, TITLES, WOMENS_TITLES
from qa.english.phrases import names
from qa.english.words import (
    BESIDE_NAMES,
    MONTHS,
    OF_THINGS,
    OPENERS,
    SHORT_DAYS_AND_MONTHS,
    WEEKDAYS,
    any_of,
)

# A pronoun so many sentences behind the one of a name says nothing of it.
SENTENCES = 2

_NO_PERSON = frozenset(f"{OPENERS} {WEEKDAYS} {MONTHS} {SHORT_DAYS_AND_MONTHS} {OF_THINGS}".split())
_BESIDE_NAMES = frozenset(BESIDE_NAMES.split())
# Days and months that are first names as well, before another name.
_FIRST_NAMES = frozenset({"Jan", "April", "May", "June", "August"})
_DEFINITE = re.compile(rf"\b{ARTICLE}\s+(?:(?:first|last|next|new|old|latest)\s+)?$", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|from|near|on|into)\s+(?:the\s+)?$", re.IGNORECASE)
_ACTS = re.compile(r"['’]s?\s|\s(?:was|is|had|has|said|says|\w+ed)\b")
_PRONOUN = re.compile(rf"\b(?:(?P<he>{any_of(*HE)})|(?P<she>{any_of(*SHE)}))\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?]\s")


def has_article(text: str, at: int) -> bool:
    """Whether an article stands before."""
    return bool(_DEFINITE.search(text[:at]))


def is_placed(text: str, at: int) -> bool:
    """Whether "in", "at" or the like stands before."""
    return bool(_PLACED.search(text[:at]))


def is_acting(text: str, end: int) -> bool:
    """Whether what ends there does or owns something, as far as the next word shows."""
    return bool(_ACTS.match(text[end:]))


def is_person(name: str, acting: bool) -> bool:
    """Whether a name without article and preposition is likely somebody's; one of a single word has to act."""
    words = name.split()
    if _title_of(words):
        return True
    named = words[1:] if words[0] in _FIRST_NAMES and len(words) > 1 else words
    named = named[:-1] if named[-1] == "May" and len(named) > 1 else named  # "Theresa May"
    plain = words[0] not in _BESIDE_NAMES and all(word[0].isupper() and word not in _NO_PERSON for word in named)
    return plain and (len(words) in (2, 3) or (len(words) == 1 and acting))


def untitled(name: str) -> list[str]:
    """The words of a name in lower case, a person's without the title.

    >>> untitled("Energy Minister Ruben Castellane"), untitled("Justice Department")
    (['ruben', 'castellane'], ['justice', 'department'])
    """
    words = name.split()
    rest = words[_title_of(words) :]
    return [word.casefold() for word in (words if _NO_PERSON.intersection(rest) else rest)]


def sexes(text: str) -> Iterator[tuple[str, str]]:
    """("Anna Berg", "she") for each person of whom the text says so."""
    found = [
        name
        for name in names(text)
        if not has_article(text, name.start)
        and not is_placed(text, name.start)
        and is_person(name.text, is_acting(text, name.end))
    ]
    for at, name in enumerate(found):
        words = {word.rstrip(".") for word in name.text.split()[:-1]}
        if words & MENS_TITLES:
            yield name.text, "he"
        elif words & WOMENS_TITLES:
            yield name.text, "she"
        ends = [end.start() for end in _ENDS.finditer(text, name.end)]
        until = [*ends[SENTENCES - 1 : SENTENCES], *(other.start for other in found[at + 1 : at + 2]), len(text)]
        if said := _PRONOUN.search(text, name.end, min(until)):
            yield name.text, str(said.lastgroup)


def asked_for(pronoun: str) -> str:
    """ "his" -> "he", "her" -> "she"."""
    return "he" if pronoun.casefold() in HE else "she"


def _title_of(words: list[str]) -> int:
    """How many words the title before a name is long: "Energy Minister" two, 0 where there is none."""
    return max((at + 1 for at, word in enumerate(words[:-1]) if word.rstrip(".") in TITLES), default=0)
