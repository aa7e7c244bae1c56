"""Figures of the written paragraphs and their quotations: `python benchmarks/asking/quotations.py [--misses]`.

A quotation is found when a label and what is found share its content (F1 of the words >= .9); its speaker is right when
both are the same name, or are known by the same word of it. What matches a `maybe` counts neither way.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.english.quotations import quotations
from qa.english.quotations.names import known_by
from qa.english.sentences import split
from qa.evaluation.metrics import normalise
from qa.types import Document, Quotation

HERE = Path(__file__).parent
SAME = 0.9
Item = dict[str, Any]


@dataclass
class Figures:
    """Counts over a set: labels, those found, and of these with their speaker and kind; what was found and is none."""

    labels: int = 0
    found: int = 0
    speakers: int = 0
    kinds: int = 0
    told: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The figures in one line."""
        return (
            f"content found {self.found} of {self.labels} ({self.found / max(1, self.labels):.3f}), with the right "
            f"speaker {self.speakers} ({self.speakers / max(1, self.found):.3f} of those found, "
            f"{self.speakers / max(1, self.labels):.3f} of all), kind {self.kinds}; told {self.told}, of them right "
            f"{self.found} ({self.found / max(1, self.told):.3f})"
        )


def measure(items: list[Item]) -> Figures:
    """The figures of these paragraphs."""
    figures = Figures()
    for item in items:
        document = Document("d", "", item["text"])
        told = quotations(document, split(document))
        wanted = [(label, False) for label in item["quotes"]] + [(label, True) for label in item.get("maybe", [])]
        free = set(range(len(told)))
        for label, maybe in wanted:
            text = item["text"][slice(*label["content"])]
            best = max(free, key=lambda n: _shared(text, item["text"], told[n], label["content"]), default=None)
            right = best is not None and _shared(text, item["text"], told[best], label["content"]) >= SAME
            if best is not None and (right or (maybe and _overlap(told[best], label["content"]))):
                free.discard(best)
            if maybe:
                continue
            figures.labels += 1
            _count(figures, label, text, told[best] if right and best is not None else None)
        figures.told += len(free)
        figures.misses += [f"- none: {_shown(item['text'], told[n])}" for n in sorted(free)]
    figures.told += figures.found
    return figures


def _count(figures: Figures, label: Item, text: str, told: Quotation | None) -> None:
    if told is None:
        figures.misses.append(f"- missed: {label['speaker']}: {text!r}")
        return
    figures.found += 1
    figures.kinds += told.kind == label["kind"]
    if same_speaker(label["speaker"], told.speaker):
        figures.speakers += 1
    else:
        figures.misses.append(f"- speaker {told.speaker!r} for {label['speaker']!r}: {text!r}")


def same_speaker(label: str | None, told: str | None) -> bool:
    """Whether two names are one, or are known by the same word."""
    if not label or not told:
        return not label and not told
    return normalise(label) == normalise(told) or known_by(label) == known_by(told)


def _shared(label: str, text: str, told: Quotation, span: list[int]) -> float:
    """F1 of the words, of what overlaps at all."""
    if not _overlap(told, span):
        return 0.0
    one, other = (Counter(re.findall(r"\w+", part.casefold())) for part in (label, text[told.start : told.end]))
    shared = sum((one & other).values())
    return 2 * shared / max(1, sum(one.values()) + sum(other.values()))


def _overlap(told: Quotation, span: list[int]) -> bool:
    return told.start < span[1] and told.end > span[0]


def _shown(text: str, told: Quotation) -> str:
    return f"{told.speaker!r} ({text[told.cue_start : told.cue_end]}): {text[told.start : told.end]!r}"


def main() -> None:
    """Print both sets, and what is wrong in the first one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="what is wrong in the set that may be looked at")
    options = parser.parse_args()
    for name in ("quotations", "quotations_kept"):
        lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        figures = measure([json.loads(line) for line in lines])
        print(f"{name}: {figures.line()}")
        if options.misses and name == "quotations":
            print("\n".join(figures.misses))


if __name__ == "__main__":
    main()
