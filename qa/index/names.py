"""Which names stand in which articles: a table of offsets into their texts, one column a mention, memory-mapped; the
forms of names, a line each; and which of them are one name.

What may have been a name and is none is kept as well, with what told of its kind: an article that is added is judged
with all that the others showed, and nobody reads them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.english.naming import KINDS, NOBODY, Mentioned, named, own_scores
from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped, unlike
from qa.index.name_columns import PACKED, ROWS, ArticleNames, Table, own_rows, unpacked
from qa.index.name_lookup import NameLookup
from qa.types import Document
from qa.types.names import NAME_KINDS, FolderName

MENTIONS, FORMS, TEXT, NAMED = "names.npy", "forms.npy", "forms.txt", "named.npy"
FILES = (MENTIONS, FORMS, TEXT, NAMED)

Mask = NDArray[np.bool_]
Text = Callable[[], str]


class FolderNames:
    """Immutable and safe to share between threads."""

    def __init__(self, table: Table, own: NDArray[np.int16], names: Table, text: Text, documents: int) -> None:
        """`table`, shape (ROWS, m), has the mentions in the order of the articles and within them; `own`, shape
        (forms, KINDS), what the forms that `text` reads show by themselves; `names`, shape (2, n), of each name the
        form that it is shown by and its kind."""
        self._table, self._own, self._names, self._text = table, own, names, text
        self._documents = documents

    @classmethod
    def none(cls, documents: int) -> FolderNames:
        """Those of an index that was made before names were found."""
        empty = np.empty((0, KINDS), np.int16)
        return cls(np.empty((ROWS, 0), np.int32), empty, np.empty((2, 0), np.int32), lambda: "", documents)

    @classmethod
    def build(cls, articles: Iterable[ArticleNames], folder: Path, before: FolderNames | None = None) -> None:
        """Write the names of `articles`, in order. What the forms show by themselves is taken from `before` where that
        has them. Raises OSError when the disk does not take it."""
        number: dict[str, int] = {}
        tables = [np.empty((ROWS, 0), np.int32)]
        for table, forms in articles:
            if forms:
                mine = np.array([number.setdefault(form, len(number)) for form in forms], np.int32)
                table[3] = mine[table[3]]
            tables.append(table)
        table, forms = np.concatenate(tables, axis=1), list(number)
        own = own_rows(forms, before.forms, before._own) if before else own_scores(forms)
        flags, beside = unpacked(table)
        found = named(forms, own, Mentioned(table[0], table[3], flags, beside))
        table[4] = found.names
        np.save(folder / MENTIONS, np.ascontiguousarray(table), allow_pickle=False)
        np.save(folder / FORMS, own, allow_pickle=False)
        np.save(folder / NAMED, np.stack([found.shown, found.kinds]).astype(np.int32), allow_pickle=False)
        (folder / TEXT).write_text("".join(f"{form}\n" for form in forms), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, documents: int, text: Text | None = None) -> FolderNames:
        """`text` reads the forms later, by default from their file. Raises IndexInvalid when a file is missing or
        damaged."""
        table, own, names = (
            mapped(folder / name, kind, 2)
            for name, kind in ((MENTIONS, np.int32), (FORMS, np.int16), (NAMED, np.int32))
        )
        for name, array, wrong in (
            (MENTIONS, table, len(table) != ROWS),
            (FORMS, own, own.shape[1] != KINDS),
            (NAMED, names, len(names) != 2),
        ):
            if wrong:
                raise unlike(folder / name, array)
        articles, starts, ends, forms, numbers = table[:PACKED]
        fits = (starts >= 0) & (starts < ends) & (forms >= 0) & (forms < len(own))
        fits &= (numbers >= NOBODY) & (numbers < names.shape[1])
        ordered = not articles.size or (
            articles[0] >= 0 and articles[-1] < documents and (np.diff(articles) >= 0).all()
        )
        shown, kinds = names
        right = (shown >= 0) & (shown < len(own)) & (kinds >= 0) & (kinds < KINDS)
        if not (ordered and fits.all() and right.all()):
            raise IndexInvalid(f"{folder / MENTIONS} does not belong to an index of {documents} articles: {MEND}")
        return cls(table, own, names, text or partial((folder / TEXT).read_text, encoding="utf-8"), documents)

    def __len__(self) -> int:
        return int(self._names.shape[1])

    def copied(self, article: int, row: int) -> ArticleNames:
        """The mentions of an article, for the one of that `row` in another generation."""
        table = self._of(article).copy()
        table[0] = row
        forms, table[3] = np.unique(table[3], return_inverse=True)
        return ArticleNames(table, [self.forms[form] for form in forms.tolist()])

    def spans(self, article: int, document: Document) -> list[tuple[int, int, int]]:
        """(start, end, number of the name) of each mention in an article, whose document this is, in order. Raises
        IndexInvalid when they do not fit."""
        found = []
        for start, end, form, number in self._of(article)[1:PACKED].T.tolist():
            if " ".join(document.text[start:end].split()) != self.forms[form]:
                raise IndexInvalid(f"the names of the article {document.id[:80]!r} are not of its text: {MEND}")
            if number != NOBODY:
                found.append((start, end, number))
        return found

    @cached_property
    def forms(self) -> list[str]:
        """All forms, by number. Raises IndexInvalid when they are damaged."""
        try:
            found = self._text().split("\n")[:-1]
        except (OSError, ValueError) as error:
            raise IndexInvalid(f"{TEXT} of the index cannot be read: {MEND}") from error
        if len(found) != len(self._own):
            raise IndexInvalid(f"{TEXT} of the index does not belong to {FORMS}: {MEND}")
        return found

    def mask(self, number: int) -> Mask:
        """True for each article in which a name stands, shape (documents,)."""
        passes = np.zeros(self._documents, np.bool_)
        first, last = np.searchsorted(self._pairs[0], [number, number + 1])
        passes[self._pairs[1][first:last]] = True
        return passes

    def counted(self, among: Mask | None = None) -> NDArray[np.int64]:
        """In how many articles each name stands, of those `among`, shape (documents,)."""
        numbers, articles = self._pairs
        return np.bincount(numbers if among is None else numbers[among[articles]], minlength=len(self))

    def by_frequency(self) -> NDArray[np.int64]:
        """The numbers of the names, those of the most articles first."""
        return np.argsort(-self.counted(), kind="stable")

    def among(self, names: tuple[str, ...]) -> Mask:
        """True for each article that mentions every one of these, shape (documents,). One that nobody knows, or that
        may be several, is in none."""
        passes = np.ones(self._documents, np.bool_)
        for name in names:
            found = self.lookup.find(name)
            passes &= self.mask(found[0]) if len(found) == 1 else False
        return passes

    def kinds(self) -> Table:
        """The kind of each name, a number of `NAME_KINDS`."""
        return np.asarray(self._names[1])

    def told(self, number: int, articles: int) -> FolderName:
        """A name, of so many articles."""
        kind, called = NAME_KINDS[int(self._names[1, number])], self.lookup
        return FolderName(called.shown(number), kind, articles, called.variants(number))

    @cached_property
    def lookup(self) -> NameLookup:
        """What the names are called. Raises IndexInvalid when the file of forms is damaged."""
        return NameLookup(self.forms, self._names, self._table[[4, 3]][:, self._table[4] != NOBODY])

    def _of(self, article: int) -> Table:
        # In the type of the column, which would else be copied whole into another one.
        first, last = np.searchsorted(self._table[0], np.array([article, article + 1], self._table.dtype))
        return self._table[:, first:last]

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(name, article) of every article in which a name stands, ascending."""
        rows = self._table[4] != NOBODY
        one = np.unique(self._table[4][rows].astype(np.int64) * max(1, self._documents) + self._table[0][rows])
        numbers, articles = np.divmod(one, max(1, self._documents))
        return numbers, articles
