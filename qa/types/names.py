"""Who and what the articles of a folder name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["person", "organisation", "place"]

# In the order of the numbers by which an index keeps them.
NAME_KINDS: tuple[NameKind, ...] = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class FolderName:
    """A person, an organisation or a place: the form that it is shown by, in how many `articles` it stands by any of
    its forms, and the `variants`: the other ones, the most frequent first."""

    name: str
    kind: NameKind
    articles: int
    variants: tuple[str, ...] = ()
