"""Figures of the questions about who said what in `examples/articles`: `python benchmarks/asking/said.py [--misses]`.

Right is an answer whose first cited sentence is one of those that answer, or holds one or stands in one; of "Who ...?"
with the speaker as the few words as well; and none where the articles hold none.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import qa
from qa.english.quotations.names import known_by
from qa.types import Answer

HERE = Path(__file__).parent
Item = dict[str, Any]


def right(item: Item, answer: Answer) -> bool:
    """Whether an answer is what a question asks for."""
    if not item["sentences"]:
        return not answer.found
    if not answer.citations:
        return False
    first = answer.citations[0].text
    if not any(first in sentence or sentence in first for sentence in item["sentences"]):
        return False
    asks_who = item["question"].casefold().startswith("who")
    return not asks_who or known_by(answer.short or "") == known_by(item["speaker"])


def main() -> None:
    """Print how many are right, of those with an answer and of those without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="what is wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        qa.build_index(HERE.parent.parent / "examples" / "articles", folder)
        assistant = qa.Assistant.open(folder)
        counts: Counter[tuple[str, bool]] = Counter()
        for line in (HERE / "said.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            answer = assistant.ask(item["question"], dates=False)
            counts["answered" if item["sentences"] else "none", right(item, answer)] += 1
            if options.misses and not right(item, answer):
                print(f"- {item['question']}: {answer.short}: {answer.text}")
    for kind in ("answered", "none"):
        print(f"{kind}: {counts[kind, True]} of {counts[kind, True] + counts[kind, False]} right")


if __name__ == "__main__":
    main()
