"""The `qa` command: which commands it has. A user's mistake: one line on stderr, exit code 2."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from qa.engine.address import is_address
from qa.errors import BadCall, QAError
from qa.terminal.shared import complain, program

# The module of this folder that has the command, and what it does. A module is loaded when one of its commands is
# called, and loads what these need: an index is described without the models that answer from it.
_COMMANDS = {
    "build": ("building", "index a folder of articles, or index it again"),
    "ask": ("asking", "answer a question with cited sentences"),
    "search": ("asking", "the passages nearest to a question"),
    "timeline": ("asking", "what the articles tell of a topic, in order of time"),
    "quotes": ("asking", "what somebody said, or who said what about a topic"),
    "find": ("finding", 'every article that holds words and "phrases", and where'),
    "names": ("naming", "the people, organisations and places that articles name, counted"),
    "batch": ("batch", "answer a file of questions, or one question of every article: a table"),
    "save": ("saved", "keep a question, to be told when its answer changes"),
    "saved": ("saved", "the questions that are kept, with their answers"),
    "unsave": ("saved", "keep a question no longer"),
    "watch-questions": ("saved", "ask the saved questions again: what changed since last seen"),
    "serve": ("serving", "open the chat page"),
    "evaluate": ("evaluating", "measure the answers to your own labelled questions"),
    "set": ("setting", "tell the day, source or title of an article that does not state it"),
    "info": ("state", "what an index holds"),
    "verify": ("state", "compare every file, row and count of an index with what was written"),
    "verify-answer": ("verdicts", "whether the citations of a kept answer still stand"),
    "rollback": ("state", "go back to the generation before"),
}
# What takes an index in a directory alone.
_ON_DISK = {"set", "save", "saved", "unsave", "watch-questions"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0, 2 for a user's mistake, 130 after Ctrl-C, or what the command says."""
    given = sys.argv[1:] if arguments is None else arguments
    after_interrupt = ""
    try:
        options = _parser(given).parse_args(given)
        after_interrupt = options.after_interrupt
        _check_place(options)
        return options.run(options) or 0
    except QAError as error:
        complain(error)
        return 2
    except KeyboardInterrupt:
        print(f"\n{program()}: stopped{after_interrupt}", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `qa search … | head`
        sys.stderr.close()  # else Python complains once more when it flushes stdout at its end
    return 0


def _check_place(options: argparse.Namespace) -> None:
    """Raises BadCall for what an index at an engine does not do yet."""
    if "index" not in options or not is_address(options.index):
        return
    if options.command in _ON_DISK or (options.command == "build" and options.watch):
        what = "build --watch" if options.command == "build" else options.command
        raise BadCall(f"`qa {what}` takes an index in a directory, and none at an engine")
    if options.command == "build" and not options.source:
        raise BadCall("an index at an engine does not say what it was built from: name the folder")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with the options of the commands that stand among the arguments."""
    whole = argparse.ArgumentParser(prog="qa", description="Ask a folder of articles; get exact, cited sentences.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for name, (module, what) in _COMMANDS.items():
        command = commands.add_parser(name, help=what)
        if name in arguments:
            add, run = import_module(f"qa.terminal.{module}").COMMANDS[name]
            add(command)
            command.set_defaults(run=run)
    return whole


if __name__ == "__main__":
    sys.exit(main())
