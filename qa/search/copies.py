"""Where the same sentence stands in other articles: reports of one agency, an article that came twice.

The same is what reads the same: white space, and the kinds of quotation marks, dashes and dots that were typed, do not
count, every letter and digit does. In another article of the same story small edits do not count either, as
`nearcopy.alike` says. A sentence that only repeats the facts is no copy.
"""

from __future__ import annotations

import datetime

from qa.english.nearcopy import alike
from qa.index.index import Index
from qa.index.stories import NO_STORY
from qa.types import EVERYTHING, Citation, Document, Sentence, Within

MOST = 20
# So many passages with all the words are looked at, the newest first. Those of a sentence of some length nearly always
# hold the sentence; a short one ("He declined to comment.") has its words in many that do not.
LOOKED_AT = 40
# Passages whose texts are read at a time: mostly the first few are enough.
_AT_A_TIME = 8
# So many passages of one story are read at most.
STORY = 200

_TYPED = str.maketrans(
    dict.fromkeys("‘’‚‛`´′", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)


def copies(index: Index, citation: Citation, within: Within = EVERYTHING) -> tuple[Citation, ...]:
    """At most `MOST` other documents `within` the filters that hold the cited sentence, newest first, each with its own
    words as they stand there and the number of `citation`. Raises IndexInvalid."""
    wanted = read_alike(citation.text)
    rows = index.lexical.containing(citation.text, LOOKED_AT, within, index.filters.mask(within))
    found: dict[str, Citation] = {}
    for at in range(0, len(rows), _AT_A_TIME):
        for document, passage in index.store.fetch([int(row) for row in rows[at : at + _AT_A_TIME]]):
            if document.id == citation.document.id or document.id in found:
                continue
            copy = next((s for s in passage.sentences if read_alike(s.text) == wanted), None)
            if copy is not None:
                found[document.id] = _cited(citation.number, document, copy)
                if len(found) == MOST:
                    return tuple(found.values())  # in order: the rows came the newest first
    found |= _edited(index, citation, within, set(found))
    newest = sorted(found.values(), key=lambda copy: copy.document.date or datetime.date.min, reverse=True)
    return tuple(newest[:MOST])


def _edited(index: Index, citation: Citation, within: Within, known: set[str]) -> dict[str, Citation]:
    """Copies with small edits in other articles of the same story."""
    row = index.store.row_at(citation.document.id, citation.start)
    story = NO_STORY if row is None else index.stories.of(row)
    if story == NO_STORY:
        return {}
    among = index.filters.mask(within)
    rows = [int(row) for row in index.stories.rows(story) if among is None or among[row]][:STORY]
    found: dict[str, Citation] = {}
    for document, passage in index.store.fetch(rows):
        if document.id == citation.document.id or document.id in known or document.id in found:
            continue
        copy = next((s for s in passage.sentences if alike(citation.text, s.text)), None)
        if copy is not None:
            found[document.id] = _cited(citation.number, document, copy)
    return found


def read_alike(text: str) -> str:
    """What is equal for texts that read alike.

    >>> read_alike("“We  waited –\\nand waited…”")
    '"We waited - and waited..."'
    """
    return " ".join(text.translate(_TYPED).split())


def _cited(number: int, document: Document, sentence: Sentence) -> Citation:
    return Citation(number, document, sentence.start, sentence.end, sentence.text, sentence.speaker)
