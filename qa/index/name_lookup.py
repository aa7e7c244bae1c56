"""What names are called: a name by what somebody types, and the forms of a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qa.english.naming.folding import folded
from qa.english.naming.kinds import PERSON

Numbers = NDArray[np.int32]


class NameLookup:
    """Immutable and safe to share between threads."""

    def __init__(self, forms: Sequence[str], names: Numbers, mentions: Numbers) -> None:
        """`forms` are all, by number; `names`, shape (2, n), of each name the form that it is shown by and its kind;
        `mentions`, shape (2, m), the name and the form of each mention of a name."""
        self._forms = forms
        self._names = names
        self._mentions = mentions[:, np.argsort(mentions[0], kind="stable")]

    def find(self, text: str) -> list[int]:
        """The numbers of the names that `text` may mean: shown so to the letter, else so but for case and accents, else
        called so by any form, or the first or last name of somebody, whether or not the articles ever call them so."""
        exact = self._shown.get(text)
        if exact is not None:
            return [exact]
        plain = folded(text)
        alike = self._alike.get(plain, [])
        return alike if len(alike) == 1 else sorted({*alike, *self._called.get(plain, ()), *self._borne.get(plain, ())})

    def shown(self, number: int) -> str:
        """The form that a name is shown by."""
        return self._forms[int(self._names[0, number])]

    def variants(self, number: int) -> tuple[str, ...]:
        """The other forms by which a name stands in the articles, the most frequent first."""
        first, last = np.searchsorted(self._mentions[0], np.array([number, number + 1], self._mentions.dtype))
        count = Counter(self._forms[form] for form in self._mentions[1, first:last].tolist())
        count.pop(self.shown(number), None)
        return tuple(form for form, _ in sorted(count.items(), key=lambda each: (-each[1], each[0])))

    def holding(self, text: str) -> NDArray[np.bool_]:
        """True for each name of which a form holds `text`, in any case and without accents, shape (n,)."""
        wanted = folded(text)
        held = np.zeros(self._names.shape[1], np.bool_)
        held[[number for number, plain in self._plain if wanted in plain]] = True
        return held

    @cached_property
    def _plain(self) -> list[tuple[int, str]]:
        """(name, folded form) of all, ascending."""
        pairs = np.unique(self._mentions, axis=1)
        return [(number, folded(self._forms[form])) for number, form in pairs.T.tolist()]

    @cached_property
    def _shown(self) -> dict[str, int]:
        return {self._forms[form]: number for number, form in enumerate(self._names[0].tolist())}

    @cached_property
    def _alike(self) -> dict[str, list[int]]:
        return _gathered((folded(name), number) for name, number in self._shown.items())

    @cached_property
    def _called(self) -> dict[str, list[int]]:
        return _gathered((plain, number) for number, plain in self._plain)

    @cached_property
    def _borne(self) -> dict[str, list[int]]:
        return _gathered((part, number) for number, plain in self._plain for part in self._parts(number, plain))

    def _parts(self, number: int, plain: str) -> list[str]:
        words = plain.split()
        if self._names[1, number] != PERSON or len(words) < 2:
            return []
        return [words[0], *(" ".join(words[at:]) for at in range(1, len(words)))]


def _gathered(pairs: Iterator[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, number in pairs:
        those = found.setdefault(key, [])
        if number not in those[-1:]:  # they come in the order of the numbers
            those.append(number)
    return found
