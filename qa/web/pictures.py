"""Pictures of pages, decoded anew from the files that were indexed by the processes that read them then, one at a time.

Those given last are kept in memory, each for as long as its file stays the same. Safe to share between threads.
"""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from pathlib import Path

from qa import documents
from qa.collection import originals
from qa.documents.worker import Picture
from qa.errors import TooBusy
from qa.web.scans import Leaf

WIDE, HIGH = 1_600, 6_400  # dots at most
QUALITY = 80
MEDIA_TYPE = "image/webp"
KEPT = 32_000_000  # bytes of all that are kept
WAITING = 8  # that may be decoded or wait for it; a page of ours shows one or two at once

_Key = tuple[originals.Stamp, Leaf]


class Pictures:
    """Those of the files that one index was built from."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._waiting = threading.BoundedSemaphore(WAITING)
        self._decoding = threading.Lock()  # a file has up to 200 MB
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._keeping = threading.Lock()

    def picture(self, leaf: Leaf) -> bytes | None:
        """A page as a WebP image in shades of grey; None when it cannot be decoded.

        Raises FileChanged when the file is gone or no longer the one that was indexed, TooBusy.
        """
        key = originals.stamp(self._index, leaf.origin.file), leaf
        if known := self._known(key):
            return known
        if not self._waiting.acquire(blocking=False):
            raise TooBusy(f"{WAITING} pages are being decoded already: look again in a moment")
        try:
            with self._decoding:
                return self._known(key) or self._decoded(key)
        finally:
            self._waiting.release()

    def _decoded(self, key: _Key) -> bytes | None:
        stamp, leaf = key
        file, digest = leaf.origin
        if digest is None:
            return None
        found = documents.page_picture(originals.content(stamp, file, digest), file, leaf.page)
        if found is None:
            return None
        image = _encoded(found, leaf.turn)
        with self._keeping:
            self._kept[key] = image
            while sum(map(len, self._kept.values())) > KEPT:
                self._kept.popitem(last=False)
        return image

    def _known(self, key: _Key) -> bytes | None:
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)


def _encoded(picture: Picture, turn: int) -> bytes:
    """Turned, and scaled down to fit. What comes in are plain pixels: no more of a file than it looks like."""
    from PIL import Image

    image = Image.frombytes("L", (picture.width, picture.height), picture.pixels)
    image = image.rotate(90 * turn, expand=True)
    image.thumbnail((WIDE, HIGH))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=2)
    return buffer.getvalue()
