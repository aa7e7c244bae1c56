"""Planted changes of saved questions: found, and false alarms: `.venv/bin/python benchmarks/saved/measure.py [SET]`.

A folder is made from the templates of SET.json (`looked_at`, by which the rules were mended, or `kept`, whose single
cases nobody looked at), and 60 questions on it are saved. Its next version has planted changes and 300 articles on the
same matters in other towns. `--show` prints each case that went wrong; not to be used on `kept`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import qa
from qa import saved
from qa.types import EVERYTHING

HERE = Path(__file__).parent
# What is planted, for how many questions, and what should be told of it.
PLANTED = {
    "another value in a new article": (8, {"differs now", "different answer"}),
    "the same value in a new article": (8, {"more articles"}),
    "a value edited": (8, {"different answer", "differs now"}),
    "an answer where there was none": (6, {"new answer"}),
    "the article removed": (6, {"no longer"}),
    "a new article beside the question": (7, {"none"}),
    "a copy of the report": (7, {"none"}),
    "the wording edited": (6, {"none"}),
    "nothing": (4, {"none"}),
}
UNRELATED = 300
TOWNS = (
    "Halvern Tarnmouth Orrinford Karsbro Brennick Skarre Novelle Marlow Lindholm Vastra Estmark Dunwold Pellby Garth "
    "Ivarsund Coldmere Aldersey Rooksea Thornby Wexmoor Fallow Kestrel Quillan Umberly Yarrow Zandfort Birkholt "
    "Cressing"
).split()
OTHERS = (
    "Ashdown Bellmont Carrick Drumley Elsworth Foxhol Grimsand Hexley Inverdale Jarrold Knapton Lowick Middlesea "
    "Norrland "
    "Oakhurst Penrose Ravensby Stowe Tilbrook Upwell Varnish Westry Yelland Zoller Amberley Brackwater Clunes Dorrit"
).split()
PAPERS = ("Coastal Herald", "Northern Courier", "Valley Post", "Evening Mail")
FILLER = (
    "The mood was calm.", "More is to be said next week.", "Shops stayed open late.", "A light rain fell all morning.",
    "Neighbours looked on from their windows.", "Nobody wished to say more.", "The council meets again in a month.",
    "School children drew pictures of it.", "Two readers wrote letters on the matter.", "A brass band played outside.",
    "The weather office expects frost.", "Tea was served afterwards.",
)  # fmt: skip


@dataclass
class Case:
    """A question, what is planted for it, and the files that may answer it afterwards."""

    planted: str
    matter: dict[str, Any]
    town: str
    value: str
    question: str = ""
    files: set[str] = field(default_factory=set)


class Folder:
    """The articles, in two versions."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.place, self._chance, self._count = place, chance, 0
        place.mkdir()

    def write(self, sentences: list[str], name: str | None = None, month: int = 10) -> str:
        """An article with a few sentences around; the name of its file."""
        self._count += 1
        name = name or f"{self._count:04}.txt"
        filler = self._chance.sample(FILLER, 4)
        body = " ".join([filler[0], *sentences, filler[1]]) + "\n\n" + " ".join(filler[2:])
        head = f"date 2025-{month}-{self._chance.randint(1, 28):02}\n\n"
        (self.place / name).write_text(f"{head}{body}\n\nBased On {self._chance.choice(PAPERS)} Report\n")
        return name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a sentence."""
        text = (self.place / name).read_text()
        (self.place / name).write_text(text.replace(old, new))


def told(case: Case, wording: int, value: str | None = None) -> str:
    """A sentence that answers."""
    text = case.matter["told"][wording].format(t=case.town, v=value or case.value)
    return str(text[:1].upper() + text[1:])


def cases(matters: list[dict[str, Any]], chance: random.Random) -> list[Case]:
    """A question each, all of another matter or town."""
    pairs = [(matter, town) for matter in matters for town in TOWNS]
    chance.shuffle(pairs)
    kinds = [kind for kind, (count, _) in PLANTED.items() for _ in range(count)]
    made = []
    for kind, (matter, town) in zip(kinds, pairs, strict=False):
        question = matter["question"].format(t=town)
        made.append(Case(kind, matter, town, chance.choice(matter["values"]), question))
    return made


def first_version(folder: Folder, made: list[Case], chance: random.Random) -> None:
    """An article for each question that has an answer, and one beside it."""
    for case in made:
        beside = [text.format(t=case.town) for text in case.matter["beside"]]
        folder.write([beside[0]])
        if case.planted != "an answer where there was none":
            case.files.add(folder.write([told(case, 0), chance.choice(FILLER)]))
    for _ in range(60):
        unrelated(folder, chance, [case.matter for case in made], 10)


def second_version(folder: Folder, made: list[Case], chance: random.Random) -> None:
    """What is planted, and what has nothing to do with it."""
    for case in made:
        own = next(iter(case.files), "")
        other = chance.choice([value for value in case.matter["values"] if value != case.value])
        match case.planted:
            case "another value in a new article":
                case.files.add(folder.write([told(case, 1, other)], month=12))
            case "the same value in a new article" | "an answer where there was none":
                case.files.add(folder.write([told(case, chance.choice((1, 2)))], month=12))
            case "a value edited":
                folder.edit(own, told(case, 0), told(case, 0, other))
            case "the wording edited":
                folder.edit(own, told(case, 0), told(case, 2))
            case "the article removed":
                (folder.place / own).unlink()
            case "a new article beside the question":
                folder.write([case.matter["beside"][1].format(t=case.town)], month=12)
            case "a copy of the report":
                shutil.copy(folder.place / own, folder.place / f"copy-of-{own}")
    for _ in range(UNRELATED):
        unrelated(folder, chance, [case.matter for case in made], 12)


def unrelated(folder: Folder, chance: random.Random, matters: list[dict[str, Any]], month: int) -> None:
    """An article on a matter of another town."""
    matter, town = chance.choice(matters), chance.choice(OTHERS)
    text = chance.choice(matter["told"]).format(t=town, v=chance.choice(matter["values"]))
    folder.write([text[:1].upper() + text[1:], chance.choice(matter["beside"]).format(t=town)], month=month)


def measure(name: str, seed: int, show: bool) -> None:
    """Plant, ask, count."""
    chance = random.Random(seed)
    matters = json.loads((HERE / f"{name}.json").read_text())
    with tempfile.TemporaryDirectory() as place:
        folder, index = Folder(Path(place) / "articles", chance), Path(place) / "index"
        made = cases(matters, chance)
        first_version(folder, made, chance)
        qa.build_index(folder.place, index)
        assistant = qa.Assistant.open(index)
        kept = [saved.save(assistant, index, case.question, EVERYTHING) for case in made]
        second_version(folder, made, chance)
        report = qa.build_index(folder.place, index)
        began = time.perf_counter()
        found = {each["id"]: each for each in saved.watch(qa.Assistant.open(index), index)}
        seconds = time.perf_counter() - began
        rows = [(case, before, found[before["id"]]["change"]) for case, before in zip(made, kept, strict=True)]
        print_figures(rows, report.added, seconds, show)


def print_figures(rows: list[tuple[Case, Any, Any]], added: int, seconds: float, show: bool) -> None:
    """A line for each kind, and the two figures."""
    right, told_at_all, of, alarms = Counter(), Counter(), Counter(), 0
    for case, before, change in rows:
        kind = change["kind"] if change else "none"
        wanted = PLANTED[case.planted][1]
        wrong = {place["document"] for place in change["places"]} - case.files if change else set()
        alarms += bool(wrong) or (wanted == {"none"} and kind != "none")
        of[case.planted] += 1
        right[case.planted] += kind in wanted and not wrong
        told_at_all[case.planted] += kind != "none"
        if show and (kind not in wanted or wrong):
            parts = before["seen"]["parts"][0]
            print(f"  {case.planted}: {case.question} {case.value}; before {parts['found']} {parts['short']}")
            print(f"    -> {change and (kind, change['before'], change['now'], [p['text'] for p in change['places']])}")
    for planted, count in of.items():
        print(f"{planted:40} {right[planted]} of {count} as wanted")
    changes = [planted for planted in of if PLANTED[planted][1] != {"none"}]
    exact, all_of = sum(right[each] for each in changes), sum(of[each] for each in changes)
    print(f"planted changes told {sum(told_at_all[each] for each in changes)}, as what they are {exact}, of {all_of}")
    print(f"false alarms {alarms}, {100 * alarms / added:.2f} per 100 of {added} new articles")
    print(f"{1000 * seconds / len(rows):.0f} ms a question")


def main() -> None:
    """See above."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("set", nargs="?", default="looked_at", choices=("looked_at", "kept"))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", action="store_true")
    given = options.parse_args()
    measure(given.set, given.seed, given.show)


if __name__ == "__main__":
    main()
