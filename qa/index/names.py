"""Which names stand in which articles: a record a mention, memory-mapped, in the order of the articles; where those of
each article begin; the forms of names, a line each; and which of them are one name.

What may have been a name and is none is kept as well, with what told of its kind: an article that is added is judged
with all that the others showed, and nobody reads them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.english.naming import KINDS, NOBODY, Mentioned, named, own_scores
from qa.errors import MEND, IndexInvalid
from qa.index.columns import mapped, mapped_records, records
from qa.index.name_columns import FORM, MENTION, MOSTLY, NAMED, ArticleNames, Numbers, mostly, own_rows
from qa.index.name_lookup import NameLookup
from qa.types import Document
from qa.types.names import NAME_KINDS, FolderName

MENTIONS, ARTICLES, OTHERS = "names.npy", "names_at.npy", "names_other.npy"
FORMS, TEXT, NAMES = "forms.npy", "forms.txt", "named.npy"
FILES = (MENTIONS, ARTICLES, OTHERS, FORMS, TEXT, NAMES)

Mask = NDArray[np.bool_]
Text = Callable[[], str]
Records = NDArray[Any]


class FolderNames:
    """Immutable and safe to share between threads."""

    def __init__(
        self, mentions: Records, at: Numbers, others: Numbers, forms: Records, names: Records, text: Text
    ) -> None:
        """`mentions`, `forms` (those that `text` reads) and `names` are records as `name_columns` says. Those of
        article n are `at[n]` to `at[n + 1]`. `others`, shape (2, m), has the mentions of another name than their form
        mostly is of, ascending, and that name."""
        self._mentions, self._at, self._others = mentions, at, others
        self._of_forms, self._names, self._text = forms, names, text
        self._documents = len(at) - 1

    @classmethod
    def none(cls, documents: int) -> FolderNames:
        """Those of an index that was made before names were found, or kept so."""
        mentions, forms, names = (
            np.empty(0, [(name, np.int8, width if width > 1 else ()) for name, width in columns.items()])
            for columns in (MENTION, FORM, NAMED)
        )
        return cls(mentions, np.zeros(documents + 1, np.int32), np.empty((2, 0), np.int32), forms, names, lambda: "")

    @classmethod
    def build(cls, articles: Iterable[ArticleNames], folder: Path, before: FolderNames | None = None) -> None:
        """Write the names of `articles`, in order. What the forms show by themselves is taken from `before` where that
        has them. Raises OSError when the disk does not take it."""
        number: dict[str, int] = {}
        parts: list[tuple[NDArray[Any], ...]] = [
            (*(np.empty(0, np.int32) for _ in range(4)), np.empty((0, KINDS), np.int8))
        ]
        at = [0]
        for gaps, lengths, flags, numbers, beside, own_forms in articles:
            mine = np.array([number.setdefault(form, len(number)) for form in own_forms], np.int32)
            parts.append((gaps, lengths, flags, mine[numbers], beside))
            at.append(at[-1] + len(gaps))
        gaps, lengths, flags, of, beside = (np.concatenate(each) for each in zip(*parts, strict=True))
        forms = list(number)
        own = own_rows(forms, before.forms, before._of_forms["own"]) if before else own_scores(forms)
        rows = np.repeat(np.arange(len(at) - 1, dtype=np.int32), np.diff(at))
        found = named(forms, own, Mentioned(rows, of, flags, beside))
        usual = mostly(of, found.names, len(forms))
        is_usual = (found.names == usual[of]) & (found.names != NOBODY)
        other = np.flatnonzero((found.names != NOBODY) & ~is_usual)
        flags = flags | MOSTLY * is_usual
        tables = {
            MENTIONS: records(gap=gaps, length=lengths, flags=flags, form=of, beside=beside),
            ARTICLES: np.array(at, np.int32),
            OTHERS: np.stack([other, found.names[other]]).astype(np.int32),
            FORMS: records(own=own, name=usual),
            NAMES: records(shown=found.shown, kind=found.kinds),
        }
        for name, table in tables.items():
            np.save(folder / name, table, allow_pickle=False)
        (folder / TEXT).write_text("".join(f"{form}\n" for form in forms), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, documents: int, text: Text | None = None) -> FolderNames:
        """`text` reads the forms later, by default from their file. Raises IndexInvalid when a file is missing or
        damaged."""
        mentions, forms, names = (
            mapped_records(folder / name, **columns)
            for name, columns in ((MENTIONS, MENTION), (FORMS, FORM), (NAMES, NAMED))
        )
        at, others = mapped(folder / ARTICLES, np.int32), mapped(folder / OTHERS, np.int32, 2)
        in_order = len(at) == documents + 1 and at[0] == 0 and at[-1] == len(mentions) and (np.diff(at) >= 0).all()
        fits = (mentions["length"] > 0) & _within(mentions["form"], 0, len(forms))
        right = _within(names["shown"], 0, len(forms)) & _within(names["kind"], 0, KINDS)
        usual = _within(forms["name"], NOBODY, len(names))
        besides = len(others) == 2 and (
            _within(others[0], 0, len(mentions)).all() and _within(others[1], 0, len(names)).all()
        )
        if not (in_order and besides and fits.all() and right.all() and usual.all()):
            raise IndexInvalid(f"{folder / MENTIONS} does not belong to an index of {documents} articles: {MEND}")
        read = text or partial((folder / TEXT).read_text, encoding="utf-8")
        return cls(mentions, at, others, forms, names, read)

    def __len__(self) -> int:
        return len(self._names)

    def copied(self, article: int) -> ArticleNames:
        """The mentions of an article, for another generation."""
        table = self._mentions[self._span(article)]
        forms, numbers = np.unique(table["form"], return_inverse=True)
        gaps, lengths, flags = (table[name].astype(np.int32) for name in ("gap", "length", "flags"))
        told = [self.forms[form] for form in forms.tolist()]
        return ArticleNames(gaps, lengths, flags & ~MOSTLY, numbers.astype(np.int32), table["beside"].copy(), told)

    def spans(self, article: int, document: Document) -> list[tuple[int, int, int]]:
        """(start, end, number of the name) of each mention in an article, whose document this is, in order. Raises
        IndexInvalid when they do not fit."""
        here = self._span(article)
        table = self._mentions[here]
        starts = np.cumsum(table["gap"], dtype=np.int64)
        columns = starts, starts + table["length"], table["form"], self._numbers[here]
        found = []
        for start, end, form, number in zip(*(column.tolist() for column in columns), strict=True):
            if start < 0 or " ".join(document.text[start:end].split()) != self.forms[form]:
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
        if len(found) != len(self._of_forms):
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

    def kinds(self) -> Numbers:
        """The kind of each name, a number of `NAME_KINDS`."""
        return self._names["kind"].astype(np.int32)

    def told(self, number: int, articles: int) -> FolderName:
        """A name, of so many articles."""
        kind, called = NAME_KINDS[int(self._names["kind"][number])], self.lookup
        return FolderName(called.shown(number), kind, articles, called.variants(number))

    @cached_property
    def lookup(self) -> NameLookup:
        """What the names are called. Raises IndexInvalid when the file of forms is damaged."""
        of = self._numbers != NOBODY
        mentions = np.stack([self._numbers[of], self._mentions["form"][of].astype(np.int32)])
        return NameLookup(self.forms, np.stack([self._names["shown"].astype(np.int32), self.kinds()]), mentions)

    def _span(self, article: int) -> slice:
        return slice(int(self._at[article]), int(self._at[article + 1]))

    @cached_property
    def _numbers(self) -> Numbers:
        """Of each mention the number of its name, or NOBODY."""
        usual = self._of_forms["name"].astype(np.int32)[self._mentions["form"]]
        numbers = np.where(self._mentions["flags"] & MOSTLY, usual, np.int32(NOBODY))
        numbers[self._others[0]] = self._others[1]
        return numbers

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(name, article) of every article in which a name stands, ascending."""
        of = self._numbers != NOBODY
        rows = np.repeat(np.arange(self._documents), np.diff(self._at))[of]
        one = np.unique(self._numbers[of].astype(np.int64) * max(1, self._documents) + rows)
        numbers, articles = np.divmod(one, max(1, self._documents))
        return numbers, articles


def _within(numbers: NDArray[Any], least: int, end: int) -> Mask:
    return np.asarray((numbers >= least) & (numbers < end), np.bool_)
