"""What an index holds, and in what state it is."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.index.index import Index
from qa.index.lock import Builder
from qa.index.manifest import state
from qa.terminal.text import line

MANIFEST_FACTS = ("generation", "built", "documents", "passages", "sentences", "embedded", "model", "dimension")


def print_info(index: Index, building: Builder | None) -> None:
    """What an index holds, and what is being done to it."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in MANIFEST_FACTS:
        table.add_row(name, Text(line(str(getattr(index.manifest, name)))))
    first, last = index.store.period()
    table.add_row("period", f"{first} to {last}" if first else "no dated articles")
    table.add_row("sources", Text(line(", ".join(index.sources())) or "none named"))
    table.add_row("megabytes", f"{sum(size for size, _ in index.manifest.files.values()) / 1e6:.1f}")
    if doing := state(index.manifest, building):
        table.add_row("state", Text(line(doing)))
    Console(highlight=False).print(table)


def print_verified(index: Index) -> None:
    """That everything is as it was written."""
    facts = index.manifest
    held = f"{facts.documents} documents, {facts.passages} passages, {len(facts.files)} files"
    Console(highlight=False).print(f"generation {facts.generation} is as it was written: {held}")


def print_rolled_back(index: Index) -> None:
    """Which generation answers now."""
    facts = index.manifest
    Console(highlight=False).print(
        f"generation {facts.generation} of {facts.built} answers now, with {facts.documents} documents; "
        "the next build goes on from it",
        soft_wrap=True,
    )
