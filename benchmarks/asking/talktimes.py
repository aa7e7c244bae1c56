"""Whether times in talk are understood: `.venv/bin/python benchmarks/asking/talktimes.py [--kept] [-v]`.

Each dialogue is led over the articles of all, with the product's own answers between the turns. Its last turn is right
when the window is the one that a reader of the talk would take, and the question still names what the talk is about.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import qa

HERE = Path(__file__).parent
ASKED_ON = "2026-05-20"
Item = dict[str, Any]


def main(path: Path, verbose: bool) -> None:
    items: list[Item] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    right = subjects = 0
    with tempfile.TemporaryDirectory() as temporary:
        articles = Path(temporary) / "articles.jsonl"
        rows = [article for item in items for article in item["articles"]]
        articles.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
        qa.build_index(articles, Path(temporary) / "index")
        assistant = qa.Assistant.open(Path(temporary) / "index")
        for item in items:
            answer = led(assistant, item["turns"])
            ends = (
                [str(day) if day else None for day in (answer.window.since, answer.window.until)]
                if answer.window
                else []
            )
            keeps = all(word.casefold() in answer.question.casefold() for word in item["keeps"])
            subjects += keeps
            right += (good := keeps and ends == [item["since"], item["until"]])
            if verbose and not good:
                print(f"{item['turns']} -> {answer.question} {ends}, not {item['since']} to {item['until']}")
    print(f"right {right} of {len(items)}, subject kept {subjects}")


def led(assistant: qa.Assistant, turns: list[str]) -> qa.Answer:
    """The answer to the last turn."""
    history: list[tuple[str, str]] = []
    for turn in turns:
        answer = assistant.ask(turn, history=history, asked_on=ASKED_ON)
        history += [("user", turn), ("assistant", answer.text)]
    return answer


if __name__ == "__main__":
    main(HERE / f"talktimes{'_kept' * ('--kept' in sys.argv)}.jsonl", "-v" in sys.argv)
