"""The names of a folder, against those marked by hand: `python benchmarks/asking/names.py [--kept] [--misses]`.

An article and a name count as one when the name that the index gives stands in the article and one of its forms is one
of those marked. Of the kept half only the figures are told.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np

from qa.english.naming import Mentioned, named, own_scores, read
from qa.english.naming.folding import folded
from qa.types.names import NAME_KINDS

HERE = Path(__file__).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kept", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    file = HERE / ("names_kept.jsonl" if options.kept else "names.jsonl")
    folders = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        folders[article["folder"]].append(article)
    totals: dict[str, int] = defaultdict(int)
    for articles in folders.values():
        for key, value in measured(articles, options.misses and not options.kept).items():
            totals[key] += value
    for what in ("found", "kinds", "merged"):
        right, told, wanted = (totals[f"{what} {of}"] for of in ("right", "told", "wanted"))
        share = right / max(1, told)
        print(f"{what:8} precision {share:.3f} ({right} of {told})  recall {right / wanted:.3f} of {wanted}")


def measured(articles: list[dict], misses: bool) -> dict[str, int]:
    """`found`: (article, name); `kinds`: (article, name, kind); `merged`: pairs of forms that are one name."""
    given, told = found(articles)
    counts: dict[str, int] = defaultdict(int)
    gold_of: dict[str, str] = {}
    for article in articles:
        for name in article["names"]:
            for form in (name["name"], *name["mentions"]):
                gold_of.setdefault(folded(form), name["name"])
    for article, names in zip(articles, given, strict=True):
        other = {folded(each) for each in article["other"]}
        taken = set()
        for number, forms in names.items():
            name, kind = told[number]
            right = next(
                (
                    g
                    for g in article["names"]
                    if g["name"] not in taken
                    and same({folded(f) for f in (g["name"], *g["mentions"])}, {folded(f) for f in forms})
                ),
                None,
            )
            if right is None and all(folded(form) in other for form in forms):
                continue
            for what in ("found", "kinds"):
                counts[f"{what} told"] += 1
            if right is None:
                if misses:
                    print("  told and none:", article["id"], name, kind, forms)
                continue
            taken.add(right["name"])
            counts["found right"] += 1
            counts["kinds right"] += kind == right["kind"]
            if misses and kind != right["kind"]:
                print("  kind:", article["id"], name, kind, "not", right["kind"])
        for what in ("found", "kinds"):
            counts[f"{what} wanted"] += len(article["names"])
        if misses:
            for g in article["names"]:
                if g["name"] not in taken:
                    print("  missed:", article["id"], g["name"], g["kind"], g["mentions"])
    pairs(articles, given, counts, misses)
    return counts


def same(marked: set[str], ours: set[str]) -> bool:
    """Whether one of our forms is one of those marked, which may have a title before it."""
    return any(
        form == mark or (mark.endswith(f" {form}") and mark.count(" ") - form.count(" ") < 2)
        for form in ours
        for mark in marked
    )


def pairs(articles: list[dict], given: list[dict], counts: dict[str, int], misses: bool) -> None:
    """Pairs of (article, form) of marked names that were found: one name, or two."""
    marked, ours = {}, {}
    for at, (article, names) in enumerate(zip(articles, given, strict=True)):
        for g in article["names"]:
            for form in g["mentions"]:
                marked[at, folded(form)] = g["name"]
        for number, forms in names.items():
            for form in forms:
                ours[at, folded(form)] = number
    both = sorted(marked.keys() & ours.keys())
    for one, other in combinations(both, 2):
        if one[1] == other[1] and marked[one] == marked[other]:
            continue  # the same form: no merging
        same, told = marked[one] == marked[other], ours[one] == ours[other]
        counts["merged wanted"] += same
        counts["merged told"] += told
        counts["merged right"] += same and told
        if misses and same != told and one[0] == other[0]:
            print("  merging:", articles[one[0]]["id"], one[1], "|", other[1], "one" if told else "two")


def found(articles: list[dict]) -> tuple[list[dict[int, set[str]]], list[tuple[str, str]]]:
    """Of each article number of the name -> its forms there; of each name how it is shown, and its kind."""
    numbers: dict[str, int] = {}
    rows, forms, flags, beside = [], [], [], []
    for row, article in enumerate(articles):
        told = read(article["text"])
        rows += [row] * len(told.forms)
        forms += [numbers.setdefault(form, len(numbers)) for form in told.forms]
        flags += told.flags
        beside.append(told.beside)
    listed = list(numbers)
    ints = [np.array(each, np.int32) for each in (rows, forms, flags)]
    result = named(listed, own_scores(listed), Mentioned(*ints, np.concatenate(beside)))
    given: list[dict[int, set[str]]] = [defaultdict(set) for _ in articles]
    for row, form, number in zip(rows, forms, result.names.tolist(), strict=True):
        if number >= 0:
            given[row][number].add(listed[form])
    shown = [
        (listed[form], NAME_KINDS[kind])
        for form, kind in zip(result.shown.tolist(), result.kinds.tolist(), strict=True)
    ]
    return given, shown


if __name__ == "__main__":
    main()
