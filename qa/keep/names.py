"""The names of a folder as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from qa.types import FolderName, NameKind

VARIANTS = 20
"""Of a name, that are told."""


class NameJSON(TypedDict):
    """A name, in how many articles it stands by any form, and the other forms."""

    name: str
    kind: NameKind
    articles: int
    variants: list[str]


class NamesJSON(TypedDict):
    """The names of some articles."""

    articles: Annotated[int, Field(description="How many articles were looked at.")]
    total: Annotated[int, Field(description="How many names there are in all.")]
    names: Annotated[list[NameJSON], Field(description="A page of the names, those of the most articles first.")]


def names_json(articles: int, total: int, names: Sequence[FolderName]) -> NamesJSON:
    """A page of the names of so many articles."""
    told = [
        NameJSON(name=each.name, kind=each.kind, articles=each.articles, variants=list(each.variants[:VARIANTS]))
        for each in names
    ]
    return NamesJSON(articles=articles, total=total, names=told)
