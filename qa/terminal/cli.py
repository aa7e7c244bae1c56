"""The `qa` command: each of its commands in a few lines. A user's mistake: one line on stderr, exit code 2."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qa import evaluation, terminal, web
from qa.assistant import Assistant
from qa.building import origin
from qa.building.build import build_index
from qa.building.watch import changes
from qa.engine.address import is_address, parsed
from qa.engine.places import open_index
from qa.engine.rollback import roll_back_at
from qa.errors import BadCall, QAError
from qa.index.lock import builder
from qa.index.rollback import roll_back
from qa.keep import verdicts
from qa.keep.shaping import report_json
from qa.terminal import asking, batch, finding, given, naming, saved, setting, worker
from qa.terminal.options import Command, parser
from qa.types import BuildReport, Progress, Skipped


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, 2 for a user's mistake, 130 after Ctrl-C, or what the command says."""
    options = parser(_COMMANDS).parse_args(arguments)
    try:
        _check_place(options)
        return options.run(options) or 0
    except QAError as error:
        _complain(error)
        return 2
    except KeyboardInterrupt:
        print(f"\n{_program()}: stopped{options.after_interrupt}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `qa search … | head`
        sys.stderr.close()  # else Python complains once more when it flushes stdout at its end
    return 0


def _check_place(options: argparse.Namespace) -> None:
    """Raises BadCall for what an index at an engine does not do yet."""
    worker.check(options)
    if not is_address(options.index):
        return
    if options.command in _ON_DISK or (options.command == "build" and options.watch):
        what = "build --watch" if options.command == "build" else options.command
        raise BadCall(f"`qa {what}` takes an index in a directory, and none at an engine")
    if options.command == "build" and not options.source:
        raise BadCall("an index at an engine does not say what it was built from: name the folder")


def _build(options: argparse.Namespace) -> None:
    if options.worker:
        worker.run(options)
        return
    options.source = options.source or origin.recall(Path(options.index))
    if options.watch:
        _watch(options)
    elif options.json:
        _print_json(report_json(_indexed(options)))
    else:
        terminal.print_report(_built(options), options.index)


def _built(options: argparse.Namespace) -> BuildReport:
    with terminal.BuildProgress() as progress:
        return _indexed(options, progress)


def _indexed(options: argparse.Namespace, progress: Progress | None = None) -> BuildReport:
    return build_index(
        options.source,
        options.index,
        model=options.model,
        progress=progress,
        full=options.full,
        columns=given.columns(options.column),
    )


def _watch(options: argparse.Namespace) -> None:
    generation = None
    for _ in changes(options.source, options.index):
        try:
            report = _built(options)
        except QAError as error:
            # Nothing has been built yet: no change of the folder would mend a wrong name or model.
            if generation is None:
                raise
            _complain(error)  # an article may be half written: the next change tries again
            continue
        if generation is None:
            terminal.print_report(report, options.index)
            terminal.print_watching(options.source)
        elif report.generation != generation:  # a file that was only touched sets off a build as well
            terminal.print_rebuild(report)
        if report.generation != generation:
            saved.after_build(Path(options.index))
        generation, options.full = report.generation, False  # --full is meant of the first build alone


def _serve(options: argparse.Namespace) -> None:
    # An empty --auth is a mistake to be told, and not the wish to have that of the environment.
    auth = options.auth if options.auth is not None else os.environ.get("QA_AUTH")
    web.serve(
        options.index,
        host=options.host,
        port=options.port,
        reader=options.reader,
        threshold=options.threshold,
        read_only=options.read_only,
        auth=auth,
        also_named=options.allow_host,
    )


def _evaluate(options: argparse.Namespace) -> None:
    evaluation.check_installed(plot=options.plot is not None)  # before minutes of asking
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    skipped: list[Skipped] = []
    questions = evaluation.load(options.questions, assistant.index, skipped)
    for reason, count in Counter(line.reason for line in skipped).items():
        print(f"{count} line{'' if count == 1 else 's'} of feedback left out: {reason}", file=sys.stderr)
    with terminal.BuildProgress() as progress:
        report = evaluation.evaluate(assistant, questions, progress, dates=not options.no_dates)
    if options.json:
        _print_json(evaluation.report_json(report, options.misses))
    else:
        terminal.print_evaluation(report, options.misses)
    if options.plot:
        evaluation.draw(report, options.plot)  # last: a picture that cannot be written costs no figures


def _info(options: argparse.Namespace) -> None:
    index = open_index(options.index)
    building = None if is_address(options.index) else builder(Path(options.index))
    if options.json:
        facts = {name: getattr(index.manifest, name) for name in terminal.MANIFEST_FACTS}
        state = {"building": None if building is None else {"stage": building.stage, "percent": building.percent}}
        _print_json(facts | {"sources": index.sources(), "period": index.store.period()} | state)
    else:
        terminal.print_info(index, building)


def _verify(options: argparse.Namespace) -> None:
    index = open_index(options.index)
    with terminal.waiting("Comparing"):
        index.verify()
    terminal.print_verified(index)


def _verify_answer(options: argparse.Namespace) -> int:
    answers = verdicts.check(Path(options.file), open_index(options.index))
    if options.json:
        _print_json(verdicts.checked_json(answers))
    else:
        terminal.print_verdicts(answers)
    return 0 if all(answer.stands for answer in answers) else 1


def _rollback(options: argparse.Namespace) -> None:
    at_engine = is_address(options.index)
    back = roll_back_at(parsed(options.index)) if at_engine else roll_back(Path(options.index))
    terminal.print_rolled_back(back)


def _complain(error: QAError) -> None:
    print(f"{_program()}: {terminal.line(str(error))}", file=sys.stderr)  # it may name a file or quote a document


def _print_json(value: object) -> None:
    print(terminal.safe_json(value))


def _program() -> str:
    name = Path(sys.argv[0]).name if sys.argv else ""
    return "qa" if name in ("", "__main__.py", "cli.py") else name


_ON_DISK = {"serve", "set", *saved.COMMANDS}

_COMMANDS: dict[str, Command] = {
    "build": _build,
    "set": setting.run,
    "ask": asking.ask,
    "search": asking.search,
    "find": finding.find,
    "timeline": asking.timeline,
    "quotes": asking.quotes,
    "names": naming.names,
    "batch": batch.run,
    **saved.COMMANDS,
    "serve": _serve,
    "evaluate": _evaluate,
    "info": _info,
    "verify": _verify,
    "verify-answer": _verify_answer,
    "rollback": _rollback,
}

if __name__ == "__main__":
    sys.exit(main())
