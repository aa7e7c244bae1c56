"""Passages as they are looked through by the thousand: where their sentences stand, and no object for each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.index.store.decoding import document_of
from qa.index.store.reading import damaged
from qa.index.store.recent import Read
from qa.index.store.schema import checksum
from qa.types import Document, Sentence

Spans = Sequence[int]
Query = Callable[[str, Sequence[object]], list[tuple]]  # type: ignore[type-arg]

_DOCUMENTS = (
    "SELECT row, id, title, text, source, date, url, hash FROM documents WHERE row IN (SELECT value FROM json_each(?))"
)
_PASSAGES = (
    'SELECT row, document, start, "end", sentences, checksum FROM passages '
    "WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row"
)


@dataclass(frozen=True, slots=True)
class Glance:
    """A passage, with its sentences as they are stored: many are passed over before these are wanted."""

    row: int
    document: Document
    start: int
    end: int
    stored: str

    @property
    def text(self) -> str:
        """What is between its ends."""
        return self.document.text[self.start : self.end]

    def read(self) -> tuple[str, list[Spans]]:
        """Its lead, as in `Passage`, and [start, end] or [start, end, speaker] of each sentence."""
        lead, spans = "", json.loads(self.stored)
        if spans and isinstance(spans[0], str):
            lead, *spans = spans
        return lead, spans

    def sentence(self, at: int) -> Sentence:
        """The sentence of a number, from 0."""
        start, end, *speaker = self.read()[1][at]
        return Sentence(self.document.id, start, end, self.document.text[start:end], *map(str, speaker))


def glances(query: Query, place: Path, rows: Sequence[int], read: Read) -> list[Glance]:
    """These passages in ascending order, each compared with its digest; `read` gives the documents of rows. Raises
    IndexInvalid."""
    found = query(_PASSAGES, (json.dumps(list(rows)),))
    return glanced(place, found, read(sorted({document for _, document, *_ in found})), rows)


def glanced(
    place: Path | str,
    found: Iterable[tuple[int, int, int, int, str, int]],
    articles: Mapping[int, Document],
    rows: Sequence[int],
) -> list[Glance]:
    """The passages of `rows`, of which row, article, start, end, sentences and checksum were `found`, in their order,
    each compared with its digest. Raises IndexInvalid."""
    made: list[Glance] = []
    for row, document, start, end, stored, check in found:
        if checksum(row, document, start, end, stored) != check or document not in articles:
            raise damaged(place, f"passage {row} is not as it was written")
        made.append(Glance(row, articles[document], start, end, stored))
    if len(made) != len(set(rows)):
        raise damaged(place, f"{len(set(rows)) - len(made)} passages are missing")
    return made


def documents(query: Query, place: Path, rows: Sequence[int]) -> dict[int, Document]:
    """The documents of these rows, each compared with its digest. Raises IndexInvalid."""
    found = {row: document_of(place, facts) for row, *facts in query(_DOCUMENTS, (json.dumps(list(rows)),))}
    if len(found) != len(set(rows)):
        raise damaged(place, f"{len(set(rows)) - len(found)} articles are missing")
    return found
