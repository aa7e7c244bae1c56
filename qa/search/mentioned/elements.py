"""The names and words of a topic, in the forms that count; and when enough of them stand together. Knows no index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Of three words or more so much must stand, each weighed by how rare it is; of two both, and every name.
MOST_OF = 0.67
# Beside a name that is all there, the words say what of it is meant, and articles choose others.
BESIDE_NAME = 0.5


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
    """A name or word of a topic: one of its forms must stand. `weight` is how rare a word is. `head`: it says what the
    topic is, others of which kind or whose: "death" of "the queen's death"."""

    forms: tuple[Spelling, ...]
    name: bool = False
    head: bool = False
    figure: bool = False
    weight: float = 1.0

    @property
    def shown(self) -> str:
        """`“dock” or “docker”`"""
        return " or ".join(f"“{form.shown}”{' alone' if form.only is not None else ''}" for form in self.forms)


def words_of(units: tuple[Element, ...]) -> int:
    """How many are no names."""
    return sum(not unit.name for unit in units)


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
