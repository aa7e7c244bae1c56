"""The `qa` command: build, ask, search, serve, evaluate, info. A user's mistake: one line on stderr, exit code 2."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from qa import evaluation, terminal, web
from qa.assistant import THRESHOLD, Assistant
from qa.build import build_index
from qa.embedder import DEFAULT_MODEL
from qa.errors import QAError
from qa.index import Index
from qa.retriever import Retriever
from qa.schema import answer_json, hit_json

DEFAULT_INDEX = "index"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, 2 for a user's mistake, 130 after Ctrl-C."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except QAError as error:
        print(f"{_program()}: {terminal.safe(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{_program()}: stopped{options.after_interrupt}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `qa search … | head`
        sys.stderr.close()
    return 0


def _build(options: argparse.Namespace) -> None:
    with terminal.BuildProgress() as progress:
        report = build_index(options.source, options.index, model=options.model, progress=progress)
    terminal.print_report(report, options.index)


def _ask(options: argparse.Namespace) -> None:
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    with terminal.loading():
        answer = assistant.ask(options.question, (), options.since, options.until, options.source)
    if options.json:
        _print_json(answer_json(answer))
    else:
        terminal.print_answer(answer)


def _search(options: argparse.Namespace) -> None:
    retriever = Retriever.open(options.index)
    with terminal.loading():
        hits = retriever.search(options.question, options.k, options.since, options.until, options.source)
    if options.json:
        _print_json([hit_json(hit) for hit in hits])
    else:
        terminal.print_hits(hits)


def _serve(options: argparse.Namespace) -> None:
    web.serve(options.index, host=options.host, port=options.port, reader=options.reader, threshold=options.threshold)


def _evaluate(options: argparse.Namespace) -> None:
    evaluation.check_installed(plot=options.plot is not None)
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    questions = evaluation.load(options.questions, assistant.index)
    with terminal.BuildProgress() as progress:
        report = evaluation.evaluate(assistant, questions, progress)
    if options.json:
        _print_json(evaluation.report_json(report, options.misses))
    else:
        terminal.print_evaluation(report, options.misses)
    if options.plot:
        evaluation.draw(report, options.plot)


def _info(options: argparse.Namespace) -> None:
    index = Index.open(options.index)
    if options.json:
        facts = {name: getattr(index.manifest, name) for name in terminal.MANIFEST_FACTS}
        _print_json(facts | {"sources": index.sources(), "period": index.store.period()})
    else:
        terminal.print_info(index)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _program() -> str:
    return Path(sys.argv[0]).name if sys.argv and sys.argv[0] else "qa"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qa", description="Ask a folder of articles; get exact, cited sentences.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_build(commands)
    _add_questions(commands)
    _add_serve(commands)
    _add_evaluate(commands)

    info = commands.add_parser("info", help="what an index holds")
    _add_index(info)
    info.add_argument("--json", action="store_true", help="print JSON")
    info.set_defaults(run=_info)
    return parser


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    build = commands.add_parser("build", help="index a folder of articles, or index it again")
    build.add_argument(
        "source", nargs="+", metavar="FOLDER", help="a folder, or files: .txt .md .html .pdf .docx .csv .jsonl"
    )
    build.add_argument(
        "--model", metavar="NAME", help=f"sentence-transformers model, by name or path ({DEFAULT_MODEL})"
    )
    _add_index(build)
    build.set_defaults(run=_build, after_interrupt=": nothing was changed, the old index still answers")


def _add_questions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ask = commands.add_parser("ask", help="answer a question with cited sentences")
    search = commands.add_parser("search", help="the passages nearest to a question")
    search.add_argument("-k", type=_positive, default=5, metavar="N", help="how many passages (5)")
    for command, run in ((ask, _ask), (search, _search)):
        command.add_argument("question")
        command.add_argument("--since", metavar="DATE", help="only articles of this day or later, such as 2025-12-05")
        command.add_argument("--until", metavar="DATE", help="only articles of this day or earlier")
        command.add_argument(
            "--source", action="append", metavar="NAME", help="only articles of this source; may be repeated"
        )
        command.add_argument("--json", action="store_true", help="print JSON")
        _add_index(command)
        command.set_defaults(run=run)
    _add_reader(ask)


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser("serve", help="open the chat page")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine alone)")
    serve.add_argument("--port", type=_port, default=7860, help="port to listen on (7860)")
    _add_reader(serve)
    _add_index(serve)
    serve.set_defaults(run=_serve)


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser("evaluate", help="measure the answers to your own labelled questions")
    evaluate.add_argument(
        "questions", metavar="QUESTIONS.jsonl", help="one JSON object a line: question, articles, evidence, answers, …"
    )
    evaluate.add_argument("--misses", type=_count, default=5, metavar="N", help="how many misses to show (5)")
    evaluate.add_argument("--plot", type=_png, metavar="FILE.png", help="draw risk against coverage, and reliability")
    evaluate.add_argument("--json", action="store_true", help="print JSON")
    _add_reader(evaluate)
    _add_index(evaluate)
    evaluate.set_defaults(run=_evaluate)


def _add_index(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--index", default=DEFAULT_INDEX, metavar="DIR", help=f"directory of the index ({DEFAULT_INDEX})"
    )
    command.set_defaults(after_interrupt="")


def _add_reader(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--reader",
        metavar="NAME",
        help='extractive question-answering model of Hugging Face, by name or path; "none" reads without a network '
        "(default: the reader that comes along)",
    )
    command.add_argument(
        "--threshold",
        type=_probability,
        default=THRESHOLD,
        metavar="P",
        help=f"how sure an answer must be, 0 to 1; higher answers less and is right more often ({THRESHOLD})",
    )


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability: give a number from 0 to 1")
    return value


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return int(text)


def _png(text: str) -> str:
    # Found out now, and not after all questions were asked.
    if not text.lower().endswith(".png"):
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .png")
    if not Path(text).absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(Path(text).parent)!r} to write to")
    return text


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: give a number from 1 to 65535")
    return int(text)
