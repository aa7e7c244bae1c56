"""Whether the files of a generation are as they were written."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path

from qa.errors import MEND, IndexInvalid
from qa.index.manifest import Manifest

_PIECE = 1 << 20  # bytes read at once


def check_hashes(folder: Path, manifest: Manifest, most: int | None) -> None:
    """Compare `most` bytes of files with the manifest, the smallest first; None is all. Raises IndexInvalid."""
    names = sorted(manifest.files, key=lambda name: manifest.files[name][0])
    sizes = accumulate(manifest.files[name][0] for name in names)
    chosen = [name for name, size in zip(names, sizes, strict=True) if most is None or size <= most]

    stopped = threading.Event()

    def check(name: str) -> None:
        digest = hashlib.sha256()
        try:
            with (folder / name).open("rb") as file:
                while (piece := file.read(_PIECE)) and not stopped.is_set():
                    digest.update(piece)
        except OSError as error:
            raise IndexInvalid(f"{folder / name} cannot be read ({error.strerror}): {MEND}") from error
        if digest.hexdigest() != manifest.files[name][1]:
            raise IndexInvalid(f"{folder / name} is not as it was written: {MEND}")

    with ThreadPoolExecutor(2) as pool:
        try:
            list(pool.map(check, chosen))
        finally:
            stopped.set()  # after Ctrl-C, or a first damage, nobody waits for the rest of large files
