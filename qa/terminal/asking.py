"""`qa ask`, `search`, `timeline` and `quotes`: one question, and what is printed."""

from __future__ import annotations

import argparse

from qa.answer.quotes import quotes_within
from qa.answer.timeline import timeline_within
from qa.assistant import Assistant
from qa.errors import BadCall
from qa.keep.shaping import answer_json, events_json, hits_json, quotations_json
from qa.search.retriever import Retriever
from qa.search.within import there, within
from qa.terminal import given
from qa.terminal.answers import print_answer, print_hits, print_quotations, print_timeline
from qa.terminal.progress import waiting
from qa.terminal.reading import add_reader
from qa.terminal.shared import Command, add_dates, add_searched
from qa.terminal.text import print_json
from qa.types import Within


def ask(options: argparse.Namespace) -> None:
    """Answer one question. Raises QAError."""
    filters = within(options.since, options.until, options.source, options.name)
    assistant = Assistant.open(options.index, reader=options.reader, threshold=options.threshold)
    filters = there(filters, assistant.index)
    with waiting("Loading the model"):
        answer = assistant.answer(options.question, (), filters, dates=not options.no_dates)
    copies = assistant.copies(answer, filters)
    if options.json:
        print_json(answer_json(answer, copies))
    else:
        print_answer(answer, copies, every=options.all)


def timeline(options: argparse.Namespace) -> None:
    """What the articles tell of a topic. Raises QAError."""
    filters, retriever = _searched(options)
    with waiting("Loading the model"):
        events = timeline_within(retriever, options.topic, options.limit, filters)
    print_json(events_json(events)) if options.json else print_timeline(events)


def quotes(options: argparse.Namespace) -> None:
    """Who said what. Raises QAError."""
    if options.speaker is None and options.about is None:
        raise BadCall("name a speaker, or what it is about: qa quotes --speaker NAME --about TOPIC")
    filters, retriever = _searched(options)
    with waiting("Loading the model"):
        told = quotes_within(retriever, options.speaker, options.about, options.limit, filters)
    print_json(quotations_json(told)) if options.json else print_quotations(told)


def search(options: argparse.Namespace) -> None:
    """The nearest passages. Raises QAError."""
    filters, retriever = _searched(options)
    with waiting("Loading the model"):
        hits = retriever.find(options.question, options.k, filters)
    print_json(hits_json(hits)) if options.json else print_hits(hits)


def _searched(options: argparse.Namespace) -> tuple[Within, Retriever]:
    filters, retriever = (
        within(options.since, options.until, options.source, options.name),
        Retriever.open(options.index),
    )  # in turn
    return there(filters, retriever.index), retriever


def _add_ask(command: argparse.ArgumentParser) -> None:
    command.add_argument("question")
    command.add_argument("--all", action="store_true", help="show every article of a long list, and not the first ten")
    add_dates(command)
    add_searched(command)
    add_reader(command)


def _add_search(command: argparse.ArgumentParser) -> None:
    command.add_argument("-k", type=given.positive, default=5, metavar="N", help="how many passages (5)")
    command.add_argument("question")
    add_searched(command)


def _add_timeline(command: argparse.ArgumentParser) -> None:
    command.add_argument("topic", type=given.words, help="a few words")
    command.add_argument("--limit", type=given.positive, default=20, metavar="N", help="how many events at most (20)")
    add_searched(command)


def _add_quotes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--speaker", type=given.words, metavar="NAME", help="who says it")
    command.add_argument("--about", type=given.words, metavar="TOPIC", help="what it is about, in a few words")
    command.add_argument("--limit", type=given.positive, default=20, metavar="N", help="how many at most (20)")
    add_searched(command)


COMMANDS = {
    "ask": Command(_add_ask, ask),
    "search": Command(_add_search, search),
    "timeline": Command(_add_timeline, timeline),
    "quotes": Command(_add_quotes, quotes),
}
