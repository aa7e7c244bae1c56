"""`qa ask`, `search`, `timeline` and `quotes`: one question, and what is printed."""

from __future__ import annotations

import argparse
from contextlib import nullcontext

from qa import terminal
from qa.answer.quotes import quotes_within
from qa.answer.timeline import timeline_within
from qa.assistant import Assistant
from qa.errors import BadCall
from qa.keep.shaping import answer_json, events_json, hits_json, quotations_json
from qa.search.retriever import Retriever
from qa.search.within import there, within
from qa.terminal.writing import print_written, written_on
from qa.types import Answer, Within
from qa.written.endpoint import KEY, Endpoint
from qa.written.shaping import written_json


def add_ask(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """The command `ask` with its own options; those that it shares with others, it is given."""
    command = commands.add_parser("ask", help="answer a question with cited sentences")
    command.add_argument("question")
    command.add_argument("--all", action="store_true", help="show every article of a long list, and not the first ten")
    command.add_argument(
        "--llm",
        metavar="URL",
        help="have a language model write the answer, at a chat endpoint such as http://127.0.0.1:11434/v1 (its "
        f"key comes from {KEY}); what the articles do not bear out is struck",
    )
    command.add_argument("--llm-model", metavar="NAME", help="the model there, as its server calls it")
    return command


def ask(options: argparse.Namespace) -> None:
    """Answer one question. Raises QAError."""
    endpoint = _endpoint(options)
    filters = within(options.since, options.until, options.source, options.name)
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    filters = there(filters, assistant.index)
    with terminal.waiting("Loading the model"):
        answer = assistant.answer(options.question, (), filters, dates=not options.no_dates)
    if endpoint and _written(options, answer, assistant, endpoint):
        return
    copies = assistant.copies(answer, filters)
    if options.json:
        _json(answer_json(answer, copies))
    else:
        terminal.print_answer(answer, copies, every=options.all)


def _endpoint(options: argparse.Namespace) -> Endpoint | None:
    """Where the model is, if one is wanted. Raises BadCall, EndpointFailed."""
    if options.llm is None and options.llm_model is None:
        return None
    if options.llm is None or options.llm_model is None:
        raise BadCall("a language model needs both: --llm URL --llm-model NAME")
    return Endpoint.at(options.llm, options.llm_model)


def _written(options: argparse.Namespace, answer: Answer, assistant: Assistant, endpoint: Endpoint) -> bool:
    """Whether what a model wrote was printed, and nothing else is to be."""
    with terminal.waiting("Waiting for the model") if options.json else nullcontext():
        written = written_on(answer, assistant, endpoint, show=not options.json)
    if options.json:
        _json(written_json(written, endpoint.model, endpoint.host))
        return True
    return print_written(written)


def timeline(options: argparse.Namespace) -> None:
    """What the articles tell of a topic. Raises QAError."""
    filters, retriever = _searched(options)
    with terminal.waiting("Loading the model"):
        events = timeline_within(retriever, options.topic, options.limit, filters)
    _json(events_json(events)) if options.json else terminal.print_timeline(events)


def quotes(options: argparse.Namespace) -> None:
    """Who said what. Raises QAError."""
    if options.speaker is None and options.about is None:
        raise BadCall("name a speaker, or what it is about: qa quotes --speaker NAME --about TOPIC")
    filters, retriever = _searched(options)
    with terminal.waiting("Loading the model"):
        told = quotes_within(retriever, options.speaker, options.about, options.limit, filters)
    _json(quotations_json(told)) if options.json else terminal.print_quotations(told)


def search(options: argparse.Namespace) -> None:
    """The nearest passages. Raises QAError."""
    filters, retriever = _searched(options)
    with terminal.waiting("Loading the model"):
        hits = retriever.find(options.question, options.k, filters)
    _json(hits_json(hits)) if options.json else terminal.print_hits(hits)


def _searched(options: argparse.Namespace) -> tuple[Within, Retriever]:
    filters, retriever = (
        within(options.since, options.until, options.source, options.name),
        Retriever.open(options.index),
    )  # in turn
    return there(filters, retriever.index), retriever


def _json(value: object) -> None:
    print(terminal.safe_json(value))
