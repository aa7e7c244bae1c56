"""How right the days and the text of web pages are: `.venv/bin/python benchmarks/pages.py FOLDER`.

FOLDER holds checkouts of two public projects with labelled pages, `htmldate` (the day of publication of each page in
`tests/eval_*.json`) and `trafilatura` (stretches of text that are wanted and unwanted, `tests/evaldata.json`). A page
is read as a build reads it. Of one that becomes several articles the day is that of the first, the text that of all.
Figures are given for two halves, parted by the SHA-256 of the file's name; rules were mended by misses in A alone.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from qa.documents import web
from qa.errors import DocumentError
from qa.types import Document

FOLDERS = ("test_set", "cache", "eval")


def half(name: str) -> str:
    """A or B."""
    return "AB"[hashlib.sha256(name.encode()).digest()[0] % 2]


def read(tests: Path, name: str) -> list[Document] | None:
    """The articles of a page, none where it has no text; None where the checkout lacks the page."""
    path = next((tests / folder / name for folder in FOLDERS if (tests / folder / name).is_file()), None)
    try:
        return path and web.load(path.read_bytes(), "page.html")
    except DocumentError:
        return []


def days(tests: Path) -> dict[str, Counter[str]]:
    """For each half, how many days are right, wrong, of these a day off, and none."""
    found = {name: Counter[str]() for name in "AB"}
    pages: dict[str, Any] = {}
    for labels in ("eval_mediacloud_2020.json", "eval_default.json"):
        pages |= json.loads((tests / labels).read_text())
    for page in pages.values():
        articles = read(tests, page["file"])
        if articles is None or not isinstance(page["date"], str):
            continue
        wanted, day = datetime.date.fromisoformat(page["date"]), articles[0].date if articles else None
        told = "none" if day is None else "right" if day == wanted else "wrong"
        found[half(page["file"])][told] += 1
        found[half(page["file"])]["a day off"] += day is not None and abs((day - wanted).days) == 1
    return found


def texts(tests: Path) -> dict[str, Counter[str]]:
    """For each half, how many wanted stretches of text are missing, and how many unwanted ones are there."""
    found = {name: Counter[str]() for name in "AB"}
    for page in json.loads((tests / "evaldata.json").read_text()).values():
        articles = read(tests, page["file"])
        if articles is None:
            continue
        text = " ".join(" ".join(article.text.split()) for article in articles)
        counts = found[half(page["file"])]
        counts["wanted"] += len(page["with"])
        counts["missing"] += sum(" ".join(part.split()) not in text for part in page["with"])
        counts["unwanted"] += len(page["without"])
        counts["there"] += sum(" ".join(part.split()) in text for part in page["without"])
    return found


def main(folder: Path) -> None:
    """Print both."""
    for name, counts in days(folder / "htmldate" / "tests").items():
        pages = counts["right"] + counts["wrong"] + counts["none"]
        shares = ", ".join(f"{told} {counts[told] / pages:.3f}" for told in ("right", "wrong", "none"))
        print(f"days, half {name}: {pages} pages, {shares}; a day off {counts['a day off']}")
    for name, counts in texts(folder / "trafilatura" / "tests").items():
        missing, there = f"{counts['missing']} of {counts['wanted']}", f"{counts['there']} of {counts['unwanted']}"
        print(f"text, half {name}: missing {missing} wanted stretches, {there} unwanted ones are there")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not all(
        (Path(sys.argv[1]) / name / "tests").is_dir() for name in ("htmldate", "trafilatura")
    ):
        sys.exit("usage: pages.py FOLDER, which holds checkouts of htmldate and trafilatura")
    main(Path(sys.argv[1]))
