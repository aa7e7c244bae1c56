"""`qa serve`: the chat page."""

from __future__ import annotations

import argparse
import os

from qa import web
from qa.terminal import given
from qa.terminal.reading import add_reader
from qa.terminal.shared import Command, add_index


def run(options: argparse.Namespace) -> None:
    """Serve until Ctrl-C. Raises QAError."""
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


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine alone)")
    command.add_argument("--port", type=given.port, default=7860, help="port to listen on (7860)")
    command.add_argument(
        "--read-only", action="store_true", help="nothing can be added, removed or rebuilt from the page"
    )
    command.add_argument(
        "--auth",
        metavar="NAME:PASSWORD",
        help="ask for this name and password; @FILE reads them from a file, one NAME:PASSWORD a line. Other users of "
        "this machine can see what stands on a command line: the environment variable QA_AUTH takes the same",
    )
    command.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer under this name too, such as that of a proxy in front; may be repeated",
    )
    add_reader(command)
    add_index(command)


COMMANDS = {"serve": Command(_add, run)}
