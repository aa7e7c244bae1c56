"""Answers and passages as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from qa.english.turns import unnamed
from qa.keep.dated import by_day
from qa.keep.literal import day
from qa.keep.schema import StandingJSON
from qa.keep.shaping import origin_json
from qa.keep.standing import differences, headline, manner, marked
from qa.terminal.counted import alike_in_words, left_out, numbers_of, print_tally, tallies_of
from qa.terminal.text import line, safe
from qa.types import Account, Answer, Citation, Document, Event, Hit, Origin, Part, Said, Tally, Window

# Whatever comes from a document is printed as `Text`: in a plain string rich would take "[bold]" for markup of ours.
NEAREST_SHOWN = 3


def print_answer(answer: Answer, copies: Sequence[Sequence[Citation]], *, every: bool = False) -> None:
    """The answer with its numbered sources, under each where else its sentence stands (`copies`); when there is no
    answer, the nearest passages, marked as none. Of long lists the beginning, unless `every` article is wanted."""
    console = Console(highlight=False)
    _print_window(console, answer.window)
    if answer.short:
        console.print(Text(line(answer.short), style="bold"))
    _print_accounts(console, answer.accounts)
    for part in answer.parts:
        _print_part(console, part, answer.citations, every=every)
    if answer.tally:
        print_tally(console, answer.tally, every=every)
    # A list has each sentence once, under its article; those of a pasted text stand below, with the words that differ.
    if not answer.parts and not answer.origins and not (answer.tally and answer.found):
        _print_sentences(console, answer.text, answer.citations)
    if answer.origins:
        console.print(Text(headline([each.exact for each in answer.origins], _articles(answer)), style="bold"))
    if answer.citations:
        console.print()
    hidden, ends = left_out(answer, every=every)
    tallies = tallies_of(answer)
    listed = {number for tally in tallies for number in numbers_of(tally)}
    for citation, others, origin in zip_longest(answer.citations, copies, answer.origins):
        if citation.number not in hidden:
            quoted = origin is not None or citation.number in listed
            _print_citation(console, citation, others, origin, tallies, quoted=quoted)
        if more := ends.get(citation.number):
            console.print(Text(more, style="dim"))
    if not answer.found and answer.hits:
        console.print("\nClosest passages, which do not answer it:")
        print_hits(list(answer.hits[:NEAREST_SHOWN]))


def _print_citation(
    console: Console,
    citation: Citation,
    others: Sequence[Citation],
    origin: Origin | None,
    tallies: Sequence[Tally],
    *,
    quoted: bool,
) -> None:
    """With its sentence where it is `quoted`; else that stands above, on a line of its own."""
    console.print(Text(f"[{citation.number}] {where(citation.document)}", style="bold"))
    if quoted:
        speaker = line(unnamed(citation.text, citation.speaker))
        console.print(Text.assemble(f"    {f'{speaker}: ' if speaker else ''}“", *_text(citation, origin), "”"))
    if origin:
        _print_manner(console, origin_json(origin))
    for copy in others:
        console.print(Text(f"    also in {where(copy.document)}"))
    if alike := alike_in_words(citation.number, tallies):
        console.print(Text(f"    {alike}", style="dim"))
    if any(citation.number in tally.near for tally in tallies):
        console.print(Text("    near in meaning, not counted", style="dim"))


def _articles(answer: Answer) -> int:
    return len({citation.document.id for citation in answer.citations})


def _text(citation: Citation, origin: Origin | None) -> list[tuple[str, str]]:
    """The sentences of a citation; those words in bold that a pasted text has otherwise."""
    stretches = marked(citation.text, citation.start, origin_json(origin)) if origin else [(citation.text, False)]
    return [(safe(text), "bold" if differs else "") for text, differs in stretches]


def _print_manner(console: Console, origin: StandingJSON) -> None:
    differ = differences(origin, line)
    console.print(Text(f"    {manner(origin)}{f': {differ}' if differ else ''}"))


def print_timeline(events: Sequence[Event]) -> None:
    """Events, the earliest first: the day, the sentence, where it stands."""
    console = Console(highlight=False)
    if not events:
        console.print("The articles tell nothing of this.")
    for event in events:
        console.print(Text(f"{event.day.isoformat()}  {safe(event.citation.text)}"))
        console.print(Text(f"            {where(event.citation.document)}", style="dim"))
        for copy in event.also:
            console.print(Text(f"            also in {where(copy.document)}", style="dim"))


def print_quotations(told: Sequence[Said]) -> None:
    """Quotations: who says it, the words, where they stand."""
    console = Console(highlight=False)
    if not told:
        console.print("The articles quote nothing of this.")
    for each in told:
        quoted = f"“{safe(each.text)}”" if each.kind == "direct" else safe(each.text)
        console.print(Text(f"{line(each.speaker or 'somebody')}{f' ({line(each.cue)})' if each.cue else ''}: {quoted}"))
        console.print(Text(f"    {where(each.document)}", style="dim"))


def _print_sentences(console: Console, text: str, citations: Sequence[Citation]) -> None:
    """Each sentence on lines of its own, what it leans on before it and where it appeared behind it; the text, where
    nothing is cited."""
    if not citations:
        console.print(Text(safe(text)))
    for citation in citations:
        if citation.context:
            console.print(Text(f"… {safe(citation.context.text)}", style="dim"))
        speaker = line(unnamed(citation.text, citation.speaker))
        console.print(Text(f"{f'{speaker}: ' if speaker else ''}{safe(citation.text)} [{citation.number}]"))
        document = citation.document
        facts = (document.source or document.title, document.date.isoformat() if document.date else None)
        console.print(Text(f"    {line(', '.join(filter(None, facts)))}", style="dim"))


def _print_part(console: Console, part: Part, citations: Sequence[Citation], *, every: bool) -> None:
    console.print(Text(line(part.question), style="underline"))
    _print_window(console, part.window)
    if part.short:
        console.print(Text(line(part.short), style="bold"))
    _print_accounts(console, part.accounts)
    cited = {citation.number: citation for citation in citations}
    said = [cited[number] for number in part.numbers]
    if part.tally:
        print_tally(console, part.tally, every=every)
    if not (part.tally and part.found):  # else each has its sentence in the list
        _print_sentences(console, part.text, said)
    console.print()


def _print_window(console: Console, window: Window | None) -> None:
    if window is None:
        return
    days = " to ".join(day.isoformat() for day in (window.since, window.until) if day)
    open_end = "until " if window.until and not window.since else "since " if window.since and not window.until else ""
    newest = "the newest first" if window.latest else ""
    meant = ", ".join(filter(None, [open_end + days, newest]))
    meant = meant if window.held else f"nothing {meant}, searched any time"
    console.print(Text(f"{line(window.text)}: {meant}", style="dim"))


def _print_accounts(console: Console, accounts: Sequence[Account]) -> None:
    days = [account.date.isoformat() if account.date else None for account in accounts]
    dated = by_day(days)
    if accounts and not dated:
        console.print("Reports differ:")
    for account, date in zip(accounts, days, strict=True):
        marks = " ".join(f"[{number}]" for number in account.numbers)
        console.print(Text(f"  {f'{day(date)}: ' if dated else ''}{line(account.value)} {marks}"))


def print_hits(hits: list[Hit]) -> None:
    """Passages, best first, with where they stand."""
    console = Console(highlight=False)
    if not hits:
        console.print("No passage found.")
    for number, hit in enumerate(hits, 1):
        console.print(Text(f"{number}. {where(hit.document)}  ({hit.score:.2f})", style="bold"))
        console.print(Text(f"   {safe(hit.text)}"))


def where(document: Document) -> str:
    """Title (source, date), id: the id of a file is its path in the folder."""
    date = document.date.isoformat() if document.date else None
    facts = ", ".join(fact for fact in (document.source, date) if fact)
    return line(f"{document.title}{f' ({facts})' if facts else ''}, {document.id}")
