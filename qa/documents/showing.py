"""A page of a file of scans as people are shown it: decoded anew from its bytes, as it was for text recognition."""

from __future__ import annotations

from pathlib import PurePath

from qa.documents import images, pdf_words
from qa.documents.files import SUFFIXES
from qa.documents.kinds import IMAGES
from qa.documents.worker import Picture

MOST = 8_000_000  # pixels; a page of A4 at 300 dots an inch has 8.7 million


def page(data: bytes, name: str, number: int) -> Picture | None:
    """A page of a file of this name, counted from 0, in shades of grey; None where there is none to be shown."""
    kind = SUFFIXES.get(PurePath(name).suffix.lower())
    if kind == ".pdf":
        return next(pdf_words.pictures(data, [number], MOST), None)
    return images.picture(data, number, MOST) if kind in IMAGES else None
