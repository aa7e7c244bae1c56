"""Notice that a source changes. Builds nothing itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# Milliseconds: a change is told once nothing more happened for QUIET, and after MOST at the latest.
QUIET, MOST = 400, 3000
LOOK_EVERY = 500


def changes(source: Sequence[str], index: str) -> Iterator[None]:
    """Yields once watching has begun, so that nothing is missed, and then after every change of the source.

    What happens between two steps is told at the next. Hidden files and the directory of the index do not count.
    """
    from watchfiles import watch

    roots = [Path(os.path.realpath(path)) for path in source]
    # An editor replaces a file by another one: its folder is watched, since that stays.
    folders = {root if root.is_dir() else root.parent for root in roots}
    began = False
    for changed in watch(
        *folders,
        watch_filter=_wanted(roots, Path(os.path.realpath(index))),
        debounce=MOST,
        step=QUIET,
        rust_timeout=LOOK_EVERY,
        yield_on_timeout=True,  # the first one tells that watching has begun
    ):
        if changed or not began:
            began = True
            yield


def _wanted(roots: Sequence[Path], index: Path) -> Callable[[object, str], bool]:
    def wanted(_: object, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(index):
            return False
        return any(
            path.is_relative_to(root) and not any(part.startswith(".") for part in path.relative_to(root).parts)
            for root in roots
        )

    return wanted
