"""Whom a short form stands for in an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from qa.english.naming.kinds import NO_NAME, ORGANISATION, PERSON, PLACE


class Bearers:
    """The names that a short form may stand for."""

    def __init__(self, root: list[int], where: dict[int, set[int]], kinds: NDArray[np.int32]) -> None:
        self.of: dict[int, set[int]] = {}
        self._wide: set[int] = set()
        self._everybody: set[int] = set()
        self._root = root
        self._kinds = kinds
        self._articles: dict[int, set[int]] = defaultdict(set)
        self._where = where

    def add(self, form: int, bearers: Iterable[int], *, wide: bool) -> None:
        """A `form` may stand for these `bearers`; when `wide`, in articles that name none of them in full, too."""
        self.of.setdefault(form, set()).update(self._root[bearer] for bearer in bearers)
        if wide:
            self._wide.add(form)

    def everybody(self, form: int) -> None:
        """A `form` may stand for so many that no article tells for whom."""
        self.of.setdefault(form, set())
        self._everybody.add(form)

    def fits(self, short: int, long: int, one_word: bool) -> bool:
        """Whether a form may stand for a longer name: one of the same kind, or one that stands nowhere without it."""
        kind = self._kinds[short]
        if kind == self._kinds[long] or (kind == NO_NAME and self._kinds[long] == PERSON):
            return True
        return one_word and kind != PLACE and self._where[short] <= self._where.get(long, set())

    def begins(self, short: int, long: int, one_word: bool) -> bool:
        """Whether a form may stand for a longer name that begins with it: a town is not its harbour, unless it is never
        named where that is not."""
        if self._kinds[short] == PLACE and not self._where[short] <= self._where.get(long, set()):
            return False
        return self.fits(short, long, one_word)

    def settle(self, full: Iterable[int]) -> None:
        """The articles of each name are those of its `full` forms."""
        for form in full:
            self._articles[self._root[form]] |= self._where.get(form, set())

    def nobody(self, form: int) -> bool:
        """Whether it counts for nobody where `meant` does not tell: it may be several people."""
        if self._kinds[form] == PLACE:
            return False
        people = [bearer for bearer in self.of[form] if self._kinds[bearer] == PERSON]
        return len(people) > 1 or form in self._everybody

    def meant(self, form: int, article: int) -> int | None:
        """Which name it stands for in an article; None where that is not sure."""
        bearers = self.of[form]
        here = [bearer for bearer in bearers if article in self._articles[bearer]]
        if not here and form in self._wide:
            here = list(bearers)
        if len(here) > 1:
            kind = self._kinds[form]
            alike = [bearer for bearer in here if self._kinds[bearer] == kind]
            persons = [bearer for bearer in here if self._kinds[bearer] == PERSON]
            others = [bearer for bearer in here if self._kinds[bearer] == ORGANISATION]
            here = alike if len(alike) == 1 else others if len(persons) > 1 and len(others) == 1 else here
        return here[0] if len(here) == 1 else None
