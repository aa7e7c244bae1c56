"""Article QA beside LangChain + FAISS, LlamaIndex, txtai and Chroma, in one run over the same articles.

    python -m venv .peers && .peers/bin/pip install torch==2.13.0
    .peers/bin/pip install -r benchmarks/requirements.txt .
    .peers/bin/python benchmarks/peers.py --docs DOCS.jsonl --questions QUESTIONS.jsonl

Each engine is used as its own documentation does it, with its own way to cut an article, all with the same weights of
all-MiniLM-L6-v2, on the CPU, with PyTorch's own number of threads, without a network. The peers are given title and
text as one text, since our searches see both; they all keep the article's id. Building, searching and taking in a
change happen in processes of their own. In each round the engines take turns in another order, so that a machine that
slows down does not fall on one of them; the tables show medians of the rounds. Let nothing else run: where a second
program wants the processors, a search of 10 ms takes up to 500.

A result is right ("hit") when it comes from a right article and, where the questions have evidence, holds at least half
of a sentence of it; "article" asks for the article alone. Long results hold more, so that "in the first 1,000
characters" counts what all results together say in so many.

Not in the times: importing an engine and loading its model ("model loaded"); for the search and the change, opening the
index ("ready to search"), but for ours, which opens the index within a change.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from peers import data, report, scoring
from peers.data import Article, Question
from peers.engine import MODULES, Result

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
OFFLINE = {"HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False", "GRADIO_ANALYTICS_ENABLED": "False"}


def main() -> None:
    options = arguments()
    articles = data.read_articles(options.docs)
    questions = data.read_questions(options.questions, articles, options.questions_limit)
    chosen = data.sample(articles, questions, options.distractors)
    print(f"{len(chosen):,} articles, {len(questions)} questions, {options.rounds} rounds", file=sys.stderr)
    started = time.perf_counter()
    results = run(chosen, questions, options.engines, options.rounds)
    told = {"articles": len(chosen), "questions": len(questions), "results": results}
    print(f"{report.table(results)}\n\n{report.usage(results)}")
    if options.sizes:
        told["sizes"] = sizes = by_size(list(articles.values()), questions, options)
        report.draw(sizes, options.plot)
        print(f"\n{report.growth(sizes)}\n\n{options.plot}")
    threads = next(iter(results.values()))[0]["threads"]
    told |= {"seconds": time.perf_counter() - started, "threads": threads, "python": sys.version.split()[0]}
    print(f"\n{told['seconds']:.0f} s in all, {threads} threads, Python {told['python']}")
    if options.json:
        options.json.write_text(json.dumps(told, indent=1), "utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--docs", type=Path, default=EXAMPLES / "articles", help=".jsonl, .jsonl.gz or a folder")
    add("--questions", type=Path, default=EXAMPLES / "questions.jsonl", help=".jsonl or .jsonl.gz")
    add("--questions-limit", type=int, metavar="N", help="ask N of the questions")
    add("--distractors", "--limit-docs", type=int, metavar="N", help="the articles of the questions and N others")
    add("--engines", nargs="+", choices=MODULES, default=list(MODULES), metavar="NAME", help=f"of {list(MODULES)}")
    add("--rounds", type=int, default=2, help="how often all of it is done")
    add("--sizes", type=numbers, metavar="N,N", help="also build and search so many articles, and draw the picture")
    add("--plot", type=Path, default=Path("peers.png"), help="where the picture goes")
    add("--json", type=Path, metavar="OUT", help="write every figure of every round")
    return parser.parse_args()


def numbers(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(","))


def run(
    articles: list[Article],
    questions: list[Question],
    engines: list[str],
    rounds: int,
    tasks: str = "build search update",
) -> dict[str, list[dict[str, Any]]]:
    """The figures of each engine, one dictionary a round."""
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in engines}
    known = {article.id: article for article in articles}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepare(work, articles, questions)
        for turn in range(rounds):
            at = turn % len(engines)
            for name in engines[at:] + engines[:at]:
                figures: dict[str, Any] = {}
                for task in tasks.split():
                    figures |= process(name, task, work)
                found = [[Result(**result) for result in one] for one in figures.pop("found")]
                figures |= scoring.score(questions, found, known)
                results[name].append(figures)
                shutil.rmtree(work / "index")
    return results


def prepare(work: Path, articles: list[Article], questions: list[Question]) -> None:
    from qa.embedder.weights import minilm_folder

    renewed, ids = data.changed(articles)
    data.write(articles, work / "docs.jsonl")
    data.write(renewed, work / "changed.jsonl")
    asked = [question.text for question in questions]
    told = {"model": str(minilm_folder()), "questions": asked, "changed": sorted(ids)}
    (work / "run.json").write_text(json.dumps(told), "utf-8")


def process(name: str, task: str, work: Path) -> dict[str, Any]:
    """Run peers/worker.py; its figures."""
    print(f"{time.strftime('%H:%M:%S')} {name}: {task}", file=sys.stderr)
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-P", "-m", "peers.worker", name, task, str(work)]
    done = subprocess.run(command, env=os.environ | OFFLINE | {"PYTHONPATH": path}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name} failed to {task}:\n{done.stderr[-3000:]}")
    figures: dict[str, Any] = json.loads((work / "figures.json").read_text("utf-8"))
    return figures


def by_size(
    articles: list[Article], questions: list[Question], options: argparse.Namespace
) -> dict[int, dict[str, list[dict[str, Any]]]]:
    """Builds and searches of nested random samples; what is found is not scored, most answers not being there."""
    shuffled = random.Random(data.SEED).sample(articles, len(articles))
    sizes = sorted({min(size, len(articles)) for size in options.sizes})
    return {size: run(shuffled[:size], questions, options.engines, options.rounds, "build search") for size in sizes}


if __name__ == "__main__":
    main()
