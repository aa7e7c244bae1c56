"""An answer that counts and lists articles, as Markdown: groups as a table, then each article with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.keep.literal import emphasis, heading, line, strong
from qa.keep.markdown import named
from qa.keep.schema import CitationJSON
from qa.keep.tallies import TallyGroupJSON, TallyJSON
from qa.web.chat.sources import link_to, mark_of, origin_of

SENTENCE_CHARACTERS = 300
# So many marks stand behind a group; the list under it has all.
MARKS = 6
# Characters of the longest bar.
BAR = 12


def counted(tally: TallyJSON, citations: Sequence[CitationJSON]) -> list[str]:
    """The paragraphs of a tally: the rule, the groups, the list, and apart from it what is only near in meaning.

    The numbers may have come back from a browser: those without a citation are left out.
    """
    cited = {citation["number"]: citation for citation in citations}
    near = [cited[number] for number in tally["near"] if number in cited]
    beside = set(tally["near"])
    listed = [citation for citation in citations if citation["number"] not in beside]
    alike = {number: numbers for numbers in tally["same"] for number in numbers}
    left = tally["articles"] - len(listed)
    rest = (
        f"The first {len(listed):,} of {tally['articles']:,} are listed here; `qa ask` lists all." if left > 0 else ""
    )
    parts = [emphasis(line(tally["rule"])), _groups(tally["groups"], cited), rest, _list(listed, alike, cited)]
    return parts + ([heading(3, "Near in meaning, not counted"), _list(near, {}, cited)] if near else [])


def _groups(groups: Sequence[TallyGroupJSON], cited: Mapping[int, CitationJSON]) -> str:
    """A table with a bar each; "" where nothing is told apart."""
    if not groups:
        return ""
    most = max(len(group["numbers"]) for group in groups)
    rows = ["| | articles | | |", "|---|---:|---|---|"]
    for group in groups:
        count = len(group["numbers"])
        marks = "".join(mark_of(cited[number]) for number in group["numbers"][:MARKS] if number in cited)
        more = "…" if count > MARKS else ""
        bar = "█" * max(1, round(BAR * count / max(most, 1)))
        label = line(named(group["label"]), SENTENCE_CHARACTERS).replace("|", r"\|")
        rows.append(f"| {strong(label)} | {count} | {bar} | {marks}{more} |")
    return "\n".join(rows)


def _list(
    citations: Sequence[CitationJSON], alike: Mapping[int, Sequence[int]], cited: Mapping[int, CitationJSON]
) -> str:
    return "\n".join(_item(citation, list(_others(citation["number"], alike, cited))) for citation in citations)


def _item(citation: CitationJSON, others: Sequence[str]) -> str:
    document = citation["document"]
    told = link_to(document, citation["start"], citation["end"], citation["text"])
    copies = f"one report with {' '.join(others)}" if others else ""
    head = " ".join(filter(None, [told, origin_of(document), mark_of(citation), copies]))
    return f"- {head}<br>{line(citation['text'], SENTENCE_CHARACTERS)}"


def _others(number: int, alike: Mapping[int, Sequence[int]], cited: Mapping[int, CitationJSON]) -> Iterator[str]:
    for other in alike.get(number, ())[: MARKS + 1]:
        if other != number and other in cited:
            yield mark_of(cited[other])
