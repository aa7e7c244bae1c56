"""How often a newer value of the same thing is told: `python benchmarks/asking/newer.py [later] [--kept] [-v]`.

All sentences of a set are articles of one index, each of its own day. A question is asked on the day after the later
of its two sentences. A newer value is told when both values stand under the answer with the sentences that give them; a
pair of which one agrees with the other, or speaks of something else, is told falsely when both are.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import qa
from qa.evaluation.metrics import normalise

HERE = Path(__file__).parent
Item = dict[str, Any]


def main(path: Path, verbose: bool) -> None:
    items: list[Item] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    counts: dict[str, list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        assistant = assistant_over(items, Path(temporary))
        for number, item in enumerate(items):
            asked_on = datetime.date.fromisoformat(max(item["dates"])) + datetime.timedelta(days=1)
            answer = assistant.ask(item["question"], asked_on=asked_on)
            told = is_told(answer, item, number)
            counts[item["label"]].append(told)
            if verbose and told != (item["label"] == "newer"):
                print(f"{item['label']}: {item['question']}\n    {answer.short} | {list(answer.accounts)}")
                print(
                    *(f"    {day} {text}" for day, text in zip(item["dates"], item["sentences"], strict=True)), sep="\n"
                )
    for label, told_of in sorted(counts.items()):
        print(f"{label:6} {sum(told_of)} of {len(told_of)} told")
    false = [told for label in ("agree", "other") for told in counts[label]]
    print(f"newer values told {sum(counts['newer']) / len(counts['newer']):.3f}, false {sum(false) / len(false):.3f}")


def assistant_over(items: list[Item], temporary: Path) -> qa.Assistant:
    """Over an index in which each sentence is an article."""
    articles = [
        {"id": f"{number}-{at}", "text": text, "date": day, "source": source}
        for number, item in enumerate(items)
        for at, (text, day, source) in enumerate(zip(item["sentences"], item["dates"], item["sources"], strict=True))
    ]
    rows = "".join(f"{json.dumps(article)}\n" for article in articles)
    (temporary / "articles.jsonl").write_text(rows, "utf-8")
    qa.build_index(temporary / "articles.jsonl", temporary / "index")
    return qa.Assistant.open(temporary / "index")


def is_told(answer: qa.Answer, item: Item, number: int) -> bool:
    """Whether both values are told; of a pair without a newer value, whether both sentences give one."""
    cited = {citation.number: citation for citation in answer.citations}
    told = {cited[at].document.id: account.value for account in answer.accounts for at in account.numbers}
    if item["label"] != "newer":
        return len({told[f"{number}-{at}"] for at in (0, 1) if f"{number}-{at}" in told}) > 1
    newest = max((0, 1), key=lambda at: item["dates"][at])
    values = {newest: item["new"], 1 - newest: item["old"]}
    return all(_alike(told.get(f"{number}-{at}", ""), value) for at, value in values.items())


def _alike(told: str, value: str) -> bool:
    one, other = set(normalise(told).split()), set(normalise(value).split())
    return bool(one & other) and (one <= other or other <= one)


if __name__ == "__main__":
    name = "later" if "later" in sys.argv else "newer"
    main(HERE / f"{name}{'_kept' * ('--kept' in sys.argv)}.jsonl", "-v" in sys.argv)
