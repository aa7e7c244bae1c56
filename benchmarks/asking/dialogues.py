"""How well follow-ups are answered in dialogues: `.venv/bin/python benchmarks/asking/dialogues.py [--kept] [-v]`.

Each dialogue is led as it was typed, with the product's own answers between the turns, over the articles of its folder
and over those of all folders together. A turn is right when the first cited sentence is one of those that answer, or
nothing is cited where none does. Beside it, the same question as a person wrote it to stand alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import qa

HERE = Path(__file__).parent
Turn = dict[str, Any]


def main(folder: Path, verbose: bool) -> None:
    places = sorted((folder / "docs").glob("*.jsonl"))
    dialogues = [json.loads(line) for line in (folder / "dialogues.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as temporary:
        for name, sources in (("own folder", None), ("all folders", places)):
            counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
            for dialogue in dialogues:
                source = sources or [folder / "docs" / f"{dialogue['folder']}.jsonl"]
                for kind, typed, written in led(assistant(source, Path(temporary)), dialogue["turns"], verbose):
                    for key in (kind, "all"):
                        counts[key] = [a + b for a, b in zip(counts[key], (1, typed, written), strict=True)]
            print(name)
            for kind, (turns, typed, written) in sorted(counts.items()):
                print(f"  {kind:10} {turns:4} turns: {typed / turns:.3f} as typed, {written / turns:.3f} by a person")


def assistant(sources: list[Path], temporary: Path) -> qa.Assistant:
    """Over the articles of these files; each index is made once."""
    index = temporary / "-".join(source.stem for source in sources)
    if not index.exists():
        together = temporary / f"{index.name}.jsonl"
        together.write_text("".join(source.read_text("utf-8") for source in sources), "utf-8")
        qa.build_index(together, index)
    return qa.Assistant.open(index)


def led(assistant: qa.Assistant, turns: list[Turn], verbose: bool) -> Iterator[tuple[str, bool, bool]]:
    """(kind, right as typed, right as a person wrote it) of each turn that asks something."""
    history: list[tuple[str, str]] = []
    for turn in turns:
        answer = assistant.ask(turn["typed"], history=history)
        history += [("user", turn["typed"]), ("assistant", answer.text)]
        if turn["kind"] == "talk":
            yield "talk", not answer.found, True
            continue
        typed, written = right(answer, turn), right(assistant.ask(turn["rewritten"]), turn)
        if verbose and written and not typed:
            print(f"{turn['typed']} -> {answer.question}\n    {turn['rewritten']}\n    {answer.text[:160]}")
        yield turn["kind"], typed, written


def right(answer: qa.Answer, turn: Turn) -> bool:
    """Whether a sentence that answers is cited first, or nothing where none does."""
    if not turn["answers"]:
        return not answer.found
    first = answer.citations[0] if answer.found else None
    return first is not None and any(
        first.document.id == article and (first.text in sentence or sentence in first.text)
        for article, sentence in turn["answers"]
    )


if __name__ == "__main__":
    main(HERE / ("conversation_kept" if "--kept" in sys.argv else "conversation"), "-v" in sys.argv)
