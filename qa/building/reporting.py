"""What a build did, and why it did nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from qa.index.index import Index
from qa.index.manifest import Manifest
from qa.index.parts import Texts
from qa.types import BuildReport, Skipped


def reported(
    before: Index | None, manifest: Manifest, store: Texts, skipped: Sequence[Skipped], embedded: int, started: float
) -> BuildReport:
    """What was made of the generation `before`, or of none: the one of `manifest` with the texts of `store`."""
    old, new = before.store.hashes() if before else {}, store.hashes()
    common = old.keys() & new.keys()
    unchanged = sum(old[name] == new[name] for name in common)
    return BuildReport(
        documents=manifest.documents,
        passages=manifest.passages,
        added=len(new.keys() - old.keys()),
        changed=len(common) - unchanged,
        removed=len(old.keys() - new.keys()),
        unchanged=unchanged,
        embedded=embedded,
        skipped=(*skipped, *store.skipped()),
        seconds=time.monotonic() - started,
        generation=manifest.generation,
        notes=tuple(store.notes()),
    )


def nothing(paths: Sequence[str | Path], skipped: Sequence[Skipped]) -> str:
    """Why there is nothing to index, in one line."""
    named = ", ".join(str(path) for path in paths[:3]) + (", …" if len(paths) > 3 else "")
    reasons = "; ".join(f"{item.file}: {item.reason}" for item in skipped[:3])
    more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"nothing to index in {named} ({reasons or 'it holds no files'}{more})"
