"""Where a pasted text stands, as Markdown: the sentences of each article, the words that differ marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.keep.literal import emphasis, line, strong
from qa.keep.schema import CitationJSON, StandingJSON
from qa.keep.standing import differences, headline, manner, marked
from qa.web.chat.sources import WORD_JOINER, mark_of


def standing_of(origins: Sequence[StandingJSON], citations: Sequence[CitationJSON]) -> Iterator[str]:
    """A headline, then for each citation its sentences and, where the pasted text differs, in what."""
    articles = {citation["document"]["id"] for citation in citations}
    yield strong(headline((origin["exact"] for origin in origins), len(articles)))
    for origin, citation in zip(origins, citations, strict=False):  # a conversation may come back with fewer
        yield _sentences(citation, origin) + WORD_JOINER + mark_of(citation)
        if not origin["exact"]:
            differ = differences(origin, lambda text: strong(line(text)))
            yield " ".join(filter(None, [emphasis(f"{manner(origin).capitalize()}."), differ]))


def _sentences(citation: CitationJSON, origin: StandingJSON) -> str:
    """The text with the words in bold that the pasted text has otherwise."""
    stretches = list(marked(citation["text"], citation["start"], origin))
    # One mark at both ends of a word outlives the escaping; a text that holds it itself is given another one.
    mark = next((each for each in map(chr, range(0xE000, 0xF900)) if each not in citation["text"]), None)
    if mark is None:
        return line(citation["text"])
    return line("".join(f"{mark}{part}{mark}" if differs else part for part, differs in stretches)).replace(mark, "**")
