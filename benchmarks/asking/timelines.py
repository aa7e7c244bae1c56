"""Figures of the written timelines of this folder: `python benchmarks/asking/timelines.py [--misses SET]`."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import Retriever, build_index
from qa.answer.timeline import timeline
from qa.types import Event

HERE = Path(__file__).parent
Told = dict[str, Any]


@dataclass
class Figures:
    """Counts over the topics of a set: `extra` belongs to no event, of `empty` topics no article tells."""

    there: int = 0
    found: int = 0
    told: int = 0
    extra: int = 0
    wrong_day: int = 0
    silent: int = 0
    empty: int = 0

    def __str__(self) -> str:
        right = self.told - self.extra
        return (
            f"{self.found} of {self.there} events found; of {self.told} told {self.extra} are none, and of the other "
            f"{right} {self.wrong_day} stand at a wrong day; {self.silent} of {self.empty} topics without articles "
            "have no event"
        )


def tells(sentence: str, event: Event) -> bool:
    """Whether an event is told by a sentence, whatever label stands in front of either."""
    return any(sentence in cited.text or cited.text in sentence for cited in (event.citation, *event.also))


def judged(topic: Told, told: list[Event], figures: Figures, misses: bool) -> None:
    """Count one topic. An event is found when a sentence of it is told at its day."""
    days = [(each["day"], sentence) for each in topic["events"] for sentence in each["sentences"]]
    spare = [sentence for each in topic.get("optional", []) for sentence in each["sentences"]]
    for event in told:
        right = [day for day, sentence in days if tells(sentence, event)]
        if not right and any(tells(sentence, event) for sentence in spare):
            continue  # a quotation, a detail: as good with it as without it
        figures.told += 1
        figures.extra += not right
        figures.wrong_day += bool(right) and str(event.day) not in right
        if misses and str(event.day) not in right:
            print("NONE" if not right else f"DAY {right}", event.day, event.citation.text[:150], sep="\t")
    for each in topic["events"]:
        found = any(str(e.day) == each["day"] and any(tells(s, e) for s in each["sentences"]) for e in told)
        figures.there, figures.found = figures.there + 1, figures.found + found
        if misses and not found:
            print("MISSED", each["day"], each["sentences"][0][:150], sep="\t")


def measured(folder: Path, misses: bool) -> Figures:
    """The figures of one set, over an index of its own."""
    topics = [json.loads(line) for line in (folder / "topics.jsonl").read_text(encoding="utf-8").splitlines()]
    figures = Figures()
    with tempfile.TemporaryDirectory() as place:
        build_index(folder / "docs.jsonl", Path(place) / "index")
        retriever = Retriever.open(Path(place) / "index")
        for topic in topics:
            told = timeline(retriever, topic["topic"])
            if misses:
                print(f"\n== {topic['topic']}: {len(told)} told")
            if topic["events"]:
                judged(topic, told, figures, misses)
            else:
                figures.empty, figures.silent = figures.empty + 1, figures.silent + (not told)
                if misses:
                    print(*(f"NONE\t{event.day}\t{event.citation.text[:150]}" for event in told), sep="\n")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", metavar="SET", help="show what is not as it should be")
    wanted = parser.parse_args().misses
    for name in ("timelines", "timelines_kept"):
        print(f"{name}: {measured(HERE / name, name == wanted)}")


if __name__ == "__main__":
    main()
