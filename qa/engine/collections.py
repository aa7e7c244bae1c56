"""What a generation is made of at the engine: four collections, the number of the generation in the name of each.

news_000007_parts        its manifest, written last, and the columns of numbers, in pieces
news_000007_texts        an article in each record, in pieces
news_000007_passages     a passage in each row: vectors, weights of its words, filters, where it stands
news_000007_words        for each word, in which passages it is
news                     an alias of the live one's `parts`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa.index.vectors import LARGE

PARTS, TEXTS, PASSAGES, WORDS = "parts", "texts", "passages", "words"
KINDS = (PASSAGES, TEXTS, WORDS, PARTS)
VECTORS = "vectors"

LONGEST = 65_535
"""Bytes of a text value at most; the engine takes no more."""

_Field = Mapping[str, Any]
# Every collection has to have a field of vectors, so those that need none get the smallest.
_NONE: _Field = {"field_name": "none", "datatype": "FLOAT_VECTOR", "dim": 2}
NO_VECTOR = {"none": [0.0, 0.0]}


@dataclass(frozen=True, slots=True)
class PartNames:
    """The names of the collections of one generation."""

    index: str
    generation: int

    def of(self, kind: str) -> str:
        """The name of one of the `KINDS`."""
        return f"{self.index}_{self.generation:06d}_{kind}"


def generation_of(index: str, collection: str) -> int | None:
    """The number of the generation of an index that a collection is a part of; None for any other collection."""
    match = re.fullmatch(rf"{re.escape(index)}_(\d{{6,9}})_({'|'.join(KINDS)})", collection)
    return int(match[1]) if match else None


def fields(kind: str, dimension: int) -> list[dict[str, Any]]:
    """The fields of a collection of one of the `KINDS` or of `VECTORS`, its key first; vectors have so many numbers."""
    whole: _Field = {"datatype": "INT64"}
    text: _Field = {"datatype": "VARCHAR", "max_length": LONGEST}
    hexadecimal: _Field = {"datatype": "VARCHAR", "max_length": 64}
    if kind == PARTS:
        return _typed({"at": whole, "pieces": whole, "bytes": text})
    if kind == TEXTS:
        return _typed({"at": whole, "named": hexadecimal, "bytes": text})
    if kind == WORDS:
        return _typed({"at": whole, "rows": text})
    if kind == VECTORS:
        return _typed({"key": hexadecimal, "bytes": text})
    vectors: dict[str, _Field] = {
        "dense": {"datatype": "FLOAT_VECTOR", "dim": dimension},
        "sparse": {"datatype": "SPARSE_FLOAT_VECTOR"},
    }
    number: _Field = {"datatype": "INT32"}
    return _typed(
        {"row": whole, "day": number, "source": number, "article": whole, "start": whole, "stop": whole}
        | {"sentences": text, "checksum": whole, "key": hexadecimal, **vectors},
        without=False,
    )


def indexes(kind: str, passages: int) -> dict[str, str]:
    """How each field of vectors is searched: exactly, as long as that is quick."""
    if kind != PASSAGES:
        return {"none": "FLAT"}
    return {"dense": "FLAT" if passages <= LARGE else "AUTOINDEX", "sparse": "SPARSE_INVERTED_INDEX"}


def _typed(found: Mapping[str, Mapping[str, Any]], *, without: bool = True) -> list[dict[str, Any]]:
    from pymilvus import DataType

    every = [{"field_name": name, **field} for name, field in found.items()] + ([dict(_NONE)] if without else [])
    return [field | {"datatype": DataType[field["datatype"]]} for field in every]
