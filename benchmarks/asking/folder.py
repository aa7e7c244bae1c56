"""Questions about the folder of example articles: `python benchmarks/asking/folder.py [--misses]`.

The number, the list, and that every other question stays one. What an item may have beside (`maybe`) counts neither
way. `asked_on` is the day after the last article.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import qa
from qa.types import Answer, Tally

HERE = Path(__file__).parent
ARTICLES = HERE.parent.parent / "examples" / "articles"
ASKED_ON = datetime.date(2025, 12, 20)
SETS = ("folder", "folder_kept", "folder_more", "folder_more_kept")
Item = dict[str, Any]


@functools.cache
def assistant(index: str | None = None) -> qa.Assistant:
    """Over an index of the example articles, built where none is given."""
    place = index or str(Path(tempfile.mkdtemp()) / "index")
    if index is None:
        qa.build_index(ARTICLES, place)
    return qa.Assistant.open(place)


def listed(answer: Answer) -> list[str]:
    """The articles that count, in order."""
    near = answer.tally.near if answer.tally else ()
    # Each once: of people who are quoted, an article has several sentences.
    counted = (citation.document.id for citation in answer.citations if citation.number not in near)
    return list(dict.fromkeys(counted))


def right(item: Item) -> tuple[str, bool]:
    """(the kind of the question, whether the number, the names or the article are those that are right)"""
    answer = assistant().ask(item["question"], asked_on=ASKED_ON)
    return item["kind"], judged(item, answer)


def judged(item: Item, answer: Answer) -> bool:
    """Whether an answer says what an item has as its value."""
    told, value = answer.tally, item["value"]
    if item["kind"] == "none" or told is None:
        return item["kind"] == "none" and told is None
    maybe = set(item.get("maybe") or ())
    match item["kind"]:
        case "count":
            return bool(value <= told.value <= value + len(maybe)) and (value > 0) == answer.found
        case "first" | "last":
            wanted = set(value if isinstance(value, list) else [value]) | maybe
            return bool(answer.citations) and listed(answer)[0] in wanted
        case "most":
            return _labels(told, won=True) == set(value if isinstance(value, list) else [value])
        case "per":
            return {_label(group.label): len(group.numbers) for group in told.groups} == value
    if not isinstance(value, list):
        return bool(value <= told.articles <= value + len(maybe))
    beside = {c.document.source for c in answer.citations if c.document.id in maybe}
    return set(value) <= _labels(told) <= set(value) | beside


def _labels(told: Tally, won: bool = False) -> set[str | None]:
    return {_label(each.label) for each in told.groups if each.label and (not won or len(each.numbers) == told.value)}


def _label(label: str) -> str:
    """The month of "2025-11" by its name, as the items have it; anything else as it is."""
    try:
        return f"{datetime.date.fromisoformat(f'{label}-01'):%B}"
    except ValueError:
        return label


@dataclass
class Listing:
    """How well the articles of a set were listed, over all its items together."""

    hit: int = 0
    listed: int = 0
    wanted: int = 0
    uncited: int = 0
    alarms: list[str] = field(default_factory=list)

    def add(self, item: Item, answer: Answer) -> None:
        """Count one answer."""
        maybe, wanted = set(item.get("maybe") or ()), set(item["articles"])
        found = listed(answer) if answer.tally else []
        counted = [each for each in found if each not in maybe]
        self.hit += len(wanted & set(counted))
        self.listed += len(counted)
        self.wanted += len(wanted)
        self.uncited += (answer.tally.articles if answer.tally else 0) - len(found)
        if item["kind"] == "none" and answer.tally:
            self.alarms.append(item["question"])

    def __str__(self) -> str:
        return (
            f"precision {self.hit / max(self.listed, 1):.3f}, recall {self.hit / max(self.wanted, 1):.3f} of "
            f"{self.wanted}; without a citation {self.uncited}; other questions taken for one {len(self.alarms)}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show what is not as it should be, of the sets not kept")
    parser.add_argument("--index", help="an index of the example articles, if there is one")
    options = parser.parse_args()
    misses, asking = options.misses, assistant(options.index)
    for name in SETS:
        listing, good = Listing(), []
        for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            answer = asking.ask(item["question"], asked_on=ASKED_ON)
            listing.add(item, answer)
            good.append(judged(item, answer))
            if misses and not name.endswith("_kept"):
                _show(item, answer, good[-1])
        print(f"{name}: right {sum(good)} of {len(good)}; {listing}")


def _show(item: Item, answer: Answer, good: bool) -> None:
    found, maybe = set(listed(answer)) if answer.tally else set(), set(item.get("maybe") or ())
    missing, beside = sorted(set(item["articles"]) - found), sorted(found - set(item["articles"]) - maybe)
    if item["kind"] == "none":
        missing, beside = [], []
    if good and not missing and not beside:
        return
    print(f"{'right' if good else 'WRONG'} {item['question']!r}: {answer.short!r}, should be {item['value']}")
    print(f"    {answer.tally.rule if answer.tally else 'not taken for one'}")
    for sign, names in (("-", missing), ("+", beside)):
        for name in names:
            print(f"    {sign} {name}")


if __name__ == "__main__":
    main()
