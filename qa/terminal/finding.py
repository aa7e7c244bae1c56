"""`qa find`: words and "phrases" in all articles, and what is printed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from qa.engine.places import open_index
from qa.keep.found import found_json
from qa.search.find import find_within
from qa.search.within import there, within
from qa.terminal import given
from qa.terminal.shared import Command, add_searched
from qa.terminal.text import line, print_json, safe
from qa.types import Findings, FoundArticle, FoundGroup, FoundOrder, FoundTerm, Place, Sentence

GROUPS_SHOWN = 12


def find(options: argparse.Namespace) -> None:
    """Every article that holds the words. Raises QAError."""
    filters = within(options.since, options.until, options.source, options.name)
    index = open_index(options.index)
    filters = there(filters, index)
    order: FoundOrder = "oldest" if options.oldest else "newest"
    found = find_within(index, options.words, filters, order, 0, options.limit)
    print_json(found_json(found)) if options.json else _print(found)


def _print(found: Findings) -> None:
    console = Console(highlight=False)
    if not found.total:
        console.print(Text(missing(found.terms)))
        return
    least = "" if found.complete else "at least "
    console.print(Text(f"{least}{found.total:,} article{'' if found.total == 1 else 's'}", style="bold"))
    for name, groups in (("by source", found.sources), ("by month", found.months)):
        console.print(Text(f"  {name}: {_groups(groups)}", style="dim"))
    for article in found.articles:
        _print_article(console, article)
    if (rest := found.total - len(found.articles)) > 0:
        console.print(Text(f"\n{rest:,} more: --limit shows them", style="dim"))


def missing(terms: Sequence[FoundTerm]) -> str:
    """Why no article is found, in a sentence."""
    none = [f"“{line(term.text)}”" for term in terms if not term.articles]
    if none:
        return f"No article holds {' or '.join(none)}."
    alone = ", ".join(f"“{line(term.text)}” in {term.articles:,}" for term in terms)
    return f"No article holds all of it: {alone}."


def _groups(groups: Sequence[FoundGroup]) -> str:
    told = [f"{line(group.label or 'none named')} {group.articles:,}" for group in groups[:GROUPS_SHOWN]]
    return ", ".join(told + (["…"] if len(groups) > GROUPS_SHOWN else []))


def _print_article(console: Console, article: FoundArticle) -> None:
    document = article.document
    facts = (document.source, document.date.isoformat() if document.date else None, document.id)
    title = Text.assemble(*_marked(document.title or document.id, 0, article.title_spans))
    console.print(Text("\n").append_text(title).append(f"  {article.count:,} ×", style="dim"))
    console.print(Text(f"    {line(', '.join(filter(None, facts)))}", style="dim"))
    for sentence in article.sentences:
        console.print(Text.assemble("    ", *_marked(sentence.text, sentence.start, _inside(article.spans, sentence))))


def _inside(spans: Sequence[Place], sentence: Sentence) -> list[Place]:
    return [span for span in spans if sentence.start <= span.start and span.end <= sentence.end]


def _marked(text: str, start: int, spans: Sequence[Place]) -> Iterator[tuple[str, str]]:
    """The text, what was looked for in bold; `start` is where it begins in that of the spans."""
    at = 0
    for span in spans:
        yield safe(text[at : span.start - start]), ""
        yield safe(text[span.start - start : span.end - start]), "bold"
        at = span.end - start
    yield safe(text[at:]), ""


def _add_find(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", type=given.words, help="words in any form; in quotation marks, as they are")
    command.add_argument("--oldest", action="store_true", help="the oldest first, and not the newest")
    command.add_argument("--limit", type=given.positive, default=20, metavar="N", help="how many articles to show (20)")
    add_searched(command)


COMMANDS = {"find": Command(_add_find, find)}
