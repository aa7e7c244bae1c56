"""Articles and passages, at the engine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from qa.engine import records
from qa.engine.collections import PASSAGES, TEXTS, PartNames
from qa.engine.columns import FILES, HEADS, Parts
from qa.engine.connection import Engine
from qa.engine.listed import catalogue
from qa.engine.only import Rows
from qa.engine.passages import STANDS, PassageRows
from qa.index.filters import Filters
from qa.index.store.decoding import document_of
from qa.index.store.glances import Glance, glanced
from qa.index.store.listing import Catalogue, Listing, Sort
from qa.index.store.reading import damaged
from qa.index.store.recent import RecentDocuments
from qa.index.store.writer import Counts
from qa.types import Document, Note, Passage, Skipped

_AT_ONCE = 100  # pieces of texts, up to 64 kB each


class EngineTexts:
    """As `qa.index.store.Store`. Safe to share between threads."""

    def __init__(
        self, engine: Engine, names: PartNames, parts: Parts, filters: Filters, passages_each: Rows, pieces: Rows
    ) -> None:
        """`passages_each` and `pieces` have how many of each an article has, shape (documents,)."""
        self._engine, self._names, self.parts, self._filters = engine, names, parts, filters
        self._place = parts.place
        self._rows = PassageRows(engine, names.of(PASSAGES), parts.place)
        self._each, self._pieces = passages_each, pieces
        self._recent = RecentDocuments()
        self._first = np.concatenate([[0], np.cumsum(passages_each, dtype=np.int64)])
        self.documents, self.passages = len(passages_each), int(self._first[-1])

    def document(self, document_id: str) -> Document:
        """Raises KeyError when there is no document of this id."""
        row = self.row_of(document_id)
        return self.by_row([row])[row]

    def row_of(self, document_id: str) -> int:
        """The place of a document among all. Raises KeyError when there is none of this id."""
        wanted = records.named(document_id)
        found = self._engine.where(self._names.of(TEXTS), f'named == "{wanted}"', ["at"])
        if not found:
            raise KeyError(document_id)
        return records.article_of(int(found[0]["at"]))

    def fetch(self, rows: Sequence[int]) -> list[tuple[Document, Passage]]:
        """These passages with their documents, in the order asked for. A document is made once for all its passages."""
        found = {int(each["row"]): each for each in self._rows.some(rows, ("key",))}
        articles = self.by_row(sorted({int(each["article"]) for each in found.values()}))
        try:
            chosen = [(articles[int(found[int(row)]["article"])], found[int(row)]) for row in rows]
        except KeyError as error:
            raise damaged(self._place, f"row {error} is missing") from error
        return [(document, self._rows.passage(document, each)) for document, each in chosen]

    def glances(self, rows: Sequence[int]) -> list[Glance]:
        """These passages in ascending order, to be looked through."""
        found = sorted(
            (int(each["row"]), *(each[name] for name in STANDS)) for each in self._rows.some(sorted(set(rows)))
        )
        articles = self.by_row(sorted({int(article) for _, article, *_ in found}))
        return glanced(self._place, found, articles, rows)

    def by_row(self, rows: Sequence[int]) -> dict[int, Document]:
        """The documents of these places, each by its own. Raises IndexInvalid where one is missing."""
        return self._recent.of(rows, self._read)

    def _read(self, rows: Sequence[int]) -> dict[int, Document]:
        wanted = [int(row) for row in rows]
        if any(not 0 <= row < self.documents for row in wanted):
            raise damaged(self._place, "an article is missing")
        keys = [records.key(row, piece) for row in wanted for piece in range(int(self._pieces[row]))]
        found: dict[int, dict[int, str]] = {row: {} for row in wanted}
        for each in self._engine.rows(self._names.of(TEXTS), keys, ["bytes"], "at", _AT_ONCE):
            at = int(each["at"])
            found[records.article_of(at)][records.piece_of(at)] = str(each["bytes"])
        return {row: self._made(row, written) for row, written in found.items()}

    def at(self, rows: Sequence[int]) -> Iterator[Document]:
        """The documents of these places, the newest first, those without a day last."""
        days, wanted = self._days, np.asarray(rows, np.int64)
        order = wanted[np.lexsort((wanted, -days[wanted]))].tolist()  # the undated have day 0
        for at in range(0, len(order), _AT_ONCE):
            made = self.by_row(order[at : at + _AT_ONCE])
            yield from (made[row] for row in order[at : at + _AT_ONCE])

    def articles(self) -> Iterator[Document]:
        """Every document, in the order of their passages."""
        for at in range(0, self.documents, _AT_ONCE):
            made = self._read(range(at, min(at + _AT_ONCE, self.documents)))
            yield from made.values()

    def passages_each(self) -> list[int]:
        """How many passages each document has, in the order of `articles`."""
        return [int(each) for each in self._each]

    def row_at(self, document_id: str, at: int) -> int | None:
        """The passage of a document that holds character `at`; None where there is none."""
        try:
            article = self.row_of(document_id)
        except KeyError:
            return None
        passages = range(int(self._first[article]), int(self._first[article + 1]))
        found = [int(each["row"]) for each in self._rows.some(passages) if each["start"] <= at < each["stop"]]
        return min(found, default=None)

    def newest(self, limit: int) -> list[Document]:
        """The newest documents, those without a day last."""
        order = np.argsort(-self._days, kind="stable")[:limit]
        return list(self.at(order.tolist()))

    def sources(self) -> list[str]:
        """The names of all sources, sorted."""
        return self._filters.sources()

    def period(self) -> tuple[str | None, str | None]:
        """The first and last date (ISO) of the documents; None where none is dated."""
        dated = self._days[self._days > 0]
        if not len(dated):
            return None, None
        first, last = (datetime.date.fromordinal(int(day)).isoformat() for day in (dated.min(), dated.max()))
        return first, last

    def read_files(self) -> list[records.FileRecord]:
        """The files that gave the articles, in the order they were read."""
        return [records.FileRecord(*each) for each in self.parts.json(FILES)]

    def files(self) -> dict[str, bytes | None]:
        """Path -> digest of the bytes of each file that was read; None where they could not be."""
        return {each.path: None if each.digest is None else bytes.fromhex(each.digest) for each in self.read_files()}

    def skipped(self) -> list[Skipped]:
        """What could not be read of the files, in the order they were read."""
        return [Skipped(*told) for each in self.read_files() for told in each.skipped]

    def notes(self) -> list[Note]:
        """What of the files is indexed otherwise than it stands there, in the order they were read."""
        return [Note(*told) for each in self.read_files() for told in each.notes]

    def hashes(self) -> dict[str, bytes]:
        """Document id -> hash of all that is indexed of it, in the order of their passages."""
        return {each.id: bytes.fromhex(each.hash) for each in self._heads()}

    def keys(self) -> list[bytes]:
        """The key of the embedded text of every passage, in row order."""
        return [bytes.fromhex(each["key"]) for block in self._rows.blocks(self.passages) for each in block]

    def passages_of(self, articles: Sequence[int]) -> list[tuple[Document, list[Passage]]]:
        """Documents with their passages, by their places in order."""
        made = self._read(articles)
        rows = [row for article in articles for row in range(int(self._first[article]), int(self._first[article + 1]))]
        passages: dict[int, list[Passage]] = {article: [] for article in articles}
        for each in sorted(self._rows.some(rows, ("key",)), key=lambda each: int(each["row"])):
            article = int(each["article"])
            passages[article].append(self._rows.passage(made[article], each))
        return [(made[article], passages[article]) for article in articles]

    def check(self) -> Counts:
        """Read every row and compare it with its digest; how many there are. Raises IndexInvalid."""
        passages = sentences = 0
        for at in range(0, self.documents, _AT_ONCE):
            for _, found in self.passages_of(range(at, min(at + _AT_ONCE, self.documents))):
                passages += len(found)
                sentences += sum(len(passage.sentences) for passage in found)
        counted = self._engine.count(self._names.of(PASSAGES))
        if counted != passages:
            raise damaged(self._place, f"it has {counted} passages, its articles {passages}")
        return Counts(self.documents, passages, sentences)

    def listing(
        self,
        query: str = "",
        sort: Sort = "title",
        descending: bool = False,
        offset: int = 0,
        limit: int = 100,
        also: Sequence[int] = (),
        only: Sequence[int] | None = None,
    ) -> Listing:
        """As `Catalogue.page`; the heads of all articles are read the first time."""
        return self._catalogue.page(query, sort, descending, offset, limit, also, only)

    def listed(self, query: str, also: Sequence[int] = ()) -> list[int]:
        """As `Catalogue.rows`."""
        return self._catalogue.rows(query, also)

    def close(self) -> None:
        """Close the connection; nothing may be read afterwards."""
        self._engine.close()

    @cached_property
    def _catalogue(self) -> Catalogue:
        return catalogue(self._place, self._heads(), self.read_files(), self.passages_each())

    @cached_property
    def _days(self) -> Rows:
        """The ordinal of each article's day."""
        return np.asarray(self._filters.days[self._first[:-1]], np.int64)

    def _heads(self) -> list[records.ArticleHead]:
        return [records.ArticleHead(*each) for each in self.parts.json(HEADS)]

    def _made(self, row: int, written: dict[int, str]) -> Document:
        try:
            facts = records.facts([written[piece] for piece in range(int(self._pieces[row]))])
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise damaged(self._place, f"article {row} is not as it was written") from error
        return document_of(self._place, facts)
