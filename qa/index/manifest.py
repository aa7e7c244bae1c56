"""What a generation holds and what made it: written last, so that a folder that has one is complete."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from qa.errors import MEND, IndexInvalid
from qa.index import generations
from qa.index.generations import MANIFEST
from qa.index.lock import Builder

FORMAT = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it. `built` is ISO 8601, UTC; `files` maps a name to bytes and SHA-256.

    `embedded` of the `passages` have a vector: while the others are being embedded, words alone find those.
    `reading` is a hash of the code that made passages of files, `words` of what stemmed them, `columns` of what found
    days and stories in them, `quotations` of what found who said what, `names` of what found the names; "" in an index
    that was made before these were told apart. `told` is which column of a table was said to hold what.
    """

    format: int
    generation: int
    built: str
    documents: int
    passages: int
    sentences: int
    embedded: int
    model: str
    model_hash: str
    dimension: int
    reading: str
    words: str
    columns: str
    quotations: str
    names: str
    files: dict[str, tuple[int, str]]
    told: dict[str, str] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        """Whether vectors are still missing."""
        return self.embedded < self.passages

    def written(self) -> str:
        """What `of` reads."""
        facts = asdict(self)
        return json.dumps(facts | {"check": digest(facts)}, indent=1) + "\n"

    def write(self, folder: Path) -> None:
        """Write it and force it to disk: from now on the generation is complete."""
        (folder / MANIFEST).write_text(self.written(), encoding="utf-8")
        generations.synced(folder / MANIFEST)
        generations.sync_folder(folder)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises IndexInvalid for anything that this version did not write."""
        place = folder / MANIFEST
        try:
            return cls.of(place.read_text(encoding="utf-8"), place)
        except (OSError, UnicodeDecodeError) as error:
            raise IndexInvalid(f"{place} cannot be read ({error!r}): {MEND}") from error

    @classmethod
    def of(cls, written: str, place: Path | str) -> Manifest:
        """The manifest that was written so; `place` is what errors call it. Raises IndexInvalid for any other."""
        try:
            facts: dict[str, Any] = json.loads(written)
            if facts["format"] != FORMAT:  # first: another format may be checked otherwise
                raise IndexInvalid(f"{place} has format {facts['format']}, this version reads {FORMAT}: {MEND}")
            if facts.pop("check") != digest(facts):
                raise IndexInvalid(f"{place} is not as it was written: {MEND}")
            facts = {
                "words": "",
                "columns": "",
                "quotations": "",
                "names": "",
                "told": {},
            } | facts  # behind the check, which is over what was written
            facts["files"] = {name: (int(size), str(digest)) for name, (size, digest) in facts["files"].items()}
            return cls(**{each.name: facts[each.name] for each in fields(cls)})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexInvalid(f"{place} cannot be read ({error!r}): {MEND}") from error


def state(manifest: Manifest, builder: Builder | None) -> str:
    """What is being done to an index, or was left undone, in a few words: "embedding 42 %"; "" when all is done."""
    if builder is not None:
        return f"{builder.stage} {builder.percent} %"
    if manifest.partial:
        return f"embedding stopped at {100 * manifest.embedded // manifest.passages} %, build again to go on"
    return ""


def digest(facts: dict[str, Any]) -> str:
    """What the `check` of a manifest with these facts is."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
