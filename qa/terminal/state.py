"""`qa info`, `verify` and `rollback`: what an index holds, and in what state it is."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from qa.engine.address import is_address, parsed
from qa.engine.places import open_index
from qa.engine.rollback import roll_back_at
from qa.index.index import Index
from qa.index.lock import Builder, builder
from qa.index.manifest import state
from qa.index.rollback import roll_back
from qa.terminal.progress import waiting
from qa.terminal.shared import Command, add_index, add_json
from qa.terminal.text import line, print_json

_FACTS = ("generation", "built", "documents", "passages", "sentences", "embedded", "model", "dimension")


def info(options: argparse.Namespace) -> None:
    """What an index holds. Raises QAError."""
    index = open_index(options.index)
    building = None if is_address(options.index) else builder(Path(options.index))
    if options.json:
        facts = {name: getattr(index.manifest, name) for name in _FACTS}
        doing = {"building": None if building is None else {"stage": building.stage, "percent": building.percent}}
        print_json(facts | {"sources": index.sources(), "period": index.store.period()} | doing)
    else:
        _print_info(index, building)


def verify(options: argparse.Namespace) -> None:
    """Compare all of an index with what was written. Raises QAError."""
    index = open_index(options.index)
    with waiting("Comparing"):
        index.verify()
    facts = index.manifest
    held = f"{facts.documents} documents, {facts.passages} passages, {len(facts.files)} files"
    Console(highlight=False).print(f"generation {facts.generation} is as it was written: {held}")


def rollback(options: argparse.Namespace) -> None:
    """Go back to the generation before. Raises QAError."""
    at_engine = is_address(options.index)
    facts = (roll_back_at(parsed(options.index)) if at_engine else roll_back(Path(options.index))).manifest
    Console(highlight=False).print(
        f"generation {facts.generation} of {facts.built} answers now, with {facts.documents} documents; "
        "the next build goes on from it",
        soft_wrap=True,
    )


def _print_info(index: Index, building: Builder | None) -> None:
    """What an index holds, and what is being done to it."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name in _FACTS:
        table.add_row(name, Text(line(str(getattr(index.manifest, name)))))
    first, last = index.store.period()
    table.add_row("period", f"{first} to {last}" if first else "no dated articles")
    table.add_row("sources", Text(line(", ".join(index.sources())) or "none named"))
    table.add_row("megabytes", f"{sum(size for size, _ in index.manifest.files.values()) / 1e6:.1f}")
    if doing := state(index.manifest, building):
        table.add_row("state", Text(line(doing)))
    Console(highlight=False).print(table)


def _add_info(command: argparse.ArgumentParser) -> None:
    add_index(command)
    add_json(command)


COMMANDS = {
    "info": Command(_add_info, info),
    "verify": Command(add_index, verify),
    "rollback": Command(add_index, rollback),
}
