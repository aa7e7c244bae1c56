"""Which sentences a model is given: those of the answer, and of the passages that were read for it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.answer.citations import cite
from qa.gate import Ground
from qa.types import Answer, Citation, Document, Sentence

MOST = 40
"""Sentences that a model is given."""
# So many characters before and behind a cited sentence are a part of its ground.
AROUND = 500


def offered(answer: Answer) -> tuple[Citation, ...]:
    """The sentences for a question, numbered from 1: passage by passage, each in the order of its article."""
    wanted: dict[tuple[str, int, int], tuple[Document, Sentence]] = {}
    for document, sentence in _sentences(answer):
        if len(wanted) < MOST:
            wanted.setdefault((document.id, sentence.start, sentence.end), (document, sentence))
    places = {id: at for at, id in reversed(list(enumerate(key[0] for key in wanted)))}
    return cite(each for _, each in sorted(wanted.items(), key=lambda item: (places[item[0][0]], item[0][1])))


def _sentences(answer: Answer) -> Iterator[tuple[Document, Sentence]]:
    for citation in answer.citations[: MOST // 2]:
        yield (
            citation.document,
            Sentence(citation.document.id, citation.start, citation.end, citation.text, citation.speaker),
        )
    for hit in answer.hits:
        for sentence in hit.passage.sentences:
            yield hit.document, sentence


def ground(citation: Citation) -> Ground:
    """A citation with what stands around it."""
    document = citation.document
    first, last = max(0, citation.start - AROUND), min(len(document.text), citation.end + AROUND)
    while first and document.text[first - 1].isalnum():  # not within a word
        first -= 1
    while last < len(document.text) and document.text[last].isalnum():
        last += 1
    text = document.text[first:last]
    start, end = citation.start - first, citation.end - first
    return Ground(text, start, end, document.title, document.source or "", document.date)
