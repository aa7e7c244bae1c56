"""The words of the `qa` command: which commands and options there are, and what each may be given."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from qa.batch.writing import FORMS
from qa.documents import READABLE
from qa.embedder import DEFAULT_MODEL
from qa.terminal import asking, finding, given, naming, setting
from qa.terminal.shared import add_dates, add_filters, add_index, add_reader
from qa.types import COLUMNS

Command = Callable[[argparse.Namespace], int | None]
"""Runs a command; what it gives, if anything, is the exit code."""

Commands = argparse._SubParsersAction  # argparse has no public name for it


def parser(run: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser; `run` has the function of each command, which the options carry as `run`."""
    whole = argparse.ArgumentParser(prog="qa", description="Ask a folder of articles; get exact, cited sentences.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _add_build(commands)
    _add_questions(commands)
    _add_batch(commands)
    _add_saved(commands)
    _add_serve(commands)
    _add_evaluate(commands)
    _add_care(commands)
    for name, command in commands.choices.items():
        command.set_defaults(run=run[name])
    return whole


def _add_build(commands: Commands[argparse.ArgumentParser]) -> None:
    build = commands.add_parser("build", help="index a folder of articles, or index it again")
    build.add_argument(
        "source",
        nargs="*",
        metavar="FOLDER",
        help=f"a folder, or files: {READABLE} (what it was built from last)",
    )
    build.add_argument(
        "--model",
        metavar="NAME",
        help=f'"static" builds fastest; or a sentence-transformers model, by name or path ({DEFAULT_MODEL})',
    )
    build.add_argument(
        "--column",
        action="append",
        type=given.column,
        metavar="FIELD=NAME",
        help=f"which column of .csv .json .jsonl files holds what, where its name does not tell: FIELD is one of "
        f"{' '.join(COLUMNS)}; may be repeated, the index remembers it, FIELD= forgets all that it remembers",
    )
    build.add_argument(
        "--worker",
        type=given.worker,
        metavar="I/N",
        help="embed the share of machine I of N for an index at an engine, and publish nothing: "
        "build without it when all have ended (docs/milvus.md)",
    )
    build.add_argument("--full", action="store_true", help="read and embed everything, not only what changed")
    afterwards = build.add_mutually_exclusive_group()
    afterwards.add_argument("--watch", action="store_true", help="go on: build again whenever the folder changes")
    afterwards.add_argument("--json", action="store_true", help="print what was done as JSON, and no progress")
    add_index(build)
    # Behind `add_index`, whose value is that of all other commands.
    build.set_defaults(after_interrupt=": nothing new is published, what was embedded is kept")


def _add_questions(commands: Commands[argparse.ArgumentParser]) -> None:
    ask = asking.add_ask(commands)
    search = commands.add_parser("search", help="the passages nearest to a question")
    search.add_argument("-k", type=given.positive, default=5, metavar="N", help="how many passages (5)")
    tell = commands.add_parser("timeline", help="what the articles tell of a topic, in order of time")
    tell.add_argument("topic", type=given.words, help="a few words")
    tell.add_argument("--limit", type=given.positive, default=20, metavar="N", help="how many events at most (20)")
    said = commands.add_parser("quotes", help="what somebody said, or who said what about a topic")
    said.add_argument("--speaker", type=given.words, metavar="NAME", help="who says it")
    said.add_argument("--about", type=given.words, metavar="TOPIC", help="what it is about, in a few words")
    said.add_argument("--limit", type=given.positive, default=20, metavar="N", help="how many at most (20)")
    search.add_argument("question")
    add_dates(ask)
    for command in (ask, search, finding.add(commands), tell, said, naming.add(commands)):
        add_filters(command)
        command.add_argument("--json", action="store_true", help="print JSON")
        add_index(command)
    add_reader(ask)


def _add_batch(commands: Commands[argparse.ArgumentParser]) -> None:
    many = commands.add_parser("batch", help="answer a file of questions, or one question of every article: a table")
    asked = many.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "questions",
        nargs="?",
        metavar="QUESTIONS",
        help="a .csv or .jsonl with `question`, whose other columns stay; any other file: a line each; -: piped in",
    )
    asked.add_argument(
        "--each", type=given.words, metavar="QUESTION", help="ask this question of every article by itself"
    )
    many.add_argument(
        "--out",
        type=given.table,
        metavar="FILE",
        help=f"write {', '.join(f'.{form}' for form in FORMS)} (CSV, printed)",
    )
    add_filters(many)
    add_dates(many)
    add_reader(many)
    add_index(many)
    many.set_defaults(after_interrupt=": what was answered until here stands in a file of that name with -partial")


def _add_saved(commands: Commands[argparse.ArgumentParser]) -> None:
    save = commands.add_parser("save", help="keep a question, to be told when its answer changes")
    listed = commands.add_parser("saved", help="the questions that are kept, with their answers")
    unsave = commands.add_parser("unsave", help="keep a question no longer")
    watch = commands.add_parser("watch-questions", help="ask the saved questions again: what changed since last seen")
    save.add_argument("question", type=given.words)
    unsave.add_argument("question", metavar="N|QUESTION", help="its number in `qa saved`, or its words")
    watch.add_argument("--atom", type=given.atom, metavar="FILE", help="write the changes until now as an Atom feed")
    seen = watch.add_mutually_exclusive_group()
    seen.add_argument("--seen", action="store_true", help="what is told counts as seen (so it is without --keep)")
    seen.add_argument("--keep", action="store_true", help="tell the same changes again the next time")
    add_filters(save)
    add_dates(save)
    for command in (listed, watch):
        command.add_argument("--json", action="store_true", help="print JSON")
    for command in (save, watch):
        add_reader(command)
    for command in (save, listed, unsave, watch):
        add_index(command)
    watch.set_defaults(after_interrupt=": nothing counts as seen")


def _add_serve(commands: Commands[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="open the chat page")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine alone)")
    serve.add_argument("--port", type=given.port, default=7860, help="port to listen on (7860)")
    serve.add_argument(
        "--read-only", action="store_true", help="nothing can be added, removed or rebuilt from the page"
    )
    serve.add_argument(
        "--auth",
        metavar="NAME:PASSWORD",
        help="ask for this name and password; @FILE reads them from a file, one NAME:PASSWORD a line. Other users of "
        "this machine can see what stands on a command line: the environment variable QA_AUTH takes the same",
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer under this name too, such as that of a proxy in front; may be repeated",
    )
    add_reader(serve)
    add_index(serve)


def _add_evaluate(commands: Commands[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser("evaluate", help="measure the answers to your own labelled questions")
    evaluate.add_argument(
        "questions", metavar="QUESTIONS.jsonl", help="one JSON object a line: question, articles, evidence, answers, …"
    )
    evaluate.add_argument("--misses", type=given.count, default=5, metavar="N", help="how many misses to show (5)")
    evaluate.add_argument(
        "--plot", type=given.png, metavar="FILE.png", help="draw risk against coverage, and reliability"
    )
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    add_dates(evaluate)
    add_reader(evaluate)
    add_index(evaluate)


def _add_care(commands: Commands[argparse.ArgumentParser]) -> None:
    info = commands.add_parser("info", help="what an index holds")
    verify = commands.add_parser("verify", help="compare every file, row and count of an index with what was written")
    answer = commands.add_parser("verify-answer", help="whether the citations of a kept answer still stand")
    answer.add_argument("file", metavar="FILE", help="an exported conversation, or what `qa ask --json` printed")
    rollback = commands.add_parser("rollback", help="go back to the generation before")
    for command in (setting.add(commands), info, verify, answer, rollback):
        add_index(command)
    for command in (info, answer):
        command.add_argument("--json", action="store_true", help="print JSON")
