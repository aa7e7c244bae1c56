"""A pasted text -> the articles that it stands in, to the letter or nearly; or that it stands in none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.answer.citations import cite, compose
from qa.answer.scope import Scope, StandAlone
from qa.answer.unanswered import NOT_WRITTEN, without_answer
from qa.english.wording import Likeness
from qa.english.written import Written
from qa.index.index import Index
from qa.question.pasted import pasted
from qa.search.excerpts import Excerpt, locate
from qa.types import Alteration, Answer, Document, Hit, Origin, Passage, Sentence

# What may be a statement to search by is taken for a pasted text where it stands to the letter, or where it has so many
# words and an article nearly all of them.
PASTED = 0.75
PASTED_WORDS = 12
# So much of a text that stands in no article is searched for the nearest passages.
SEARCHED = 1000


def where_from(scope: Scope, asked: StandAlone) -> Answer | None:
    """The Form of a pasted text: see `qa.question.pasted`. It is cited with the whole sentences that it stands in."""
    text = pasted(asked.whole)
    if text is None:
        return None
    excerpt = Written.of(asked.whole, text.start, text.end)
    found = locate(scope.index, excerpt, scope.within)
    if not text.sure:
        near = not text.literal and len(excerpt.words) >= PASTED_WORDS
        found = [each for each in found if each.exact or (near and each.similarity >= PASTED)]
    if found:
        return _told(scope.index, asked.whole, found)
    if not text.sure:
        return None
    nearest = scope.search(asked.whole[text.start : text.end][:SEARCHED], None, None)
    return without_answer(asked.whole, NOT_WRITTEN, nearest, 0.0)


def _told(index: Index, question: str, found: Sequence[Excerpt]) -> Answer:
    places = [place for each in found for place in _places(index, question, each)]
    citations = cite((document, sentence) for document, sentence, _, _ in places)
    similarity = max(each.similarity for each in found)
    return Answer(
        question=question,
        text=compose(citations),
        short=None,
        found=True,
        confidence=similarity,
        citations=citations,
        hits=tuple(Hit(document, passage, similarity) for document, _, passage, _ in places),
        origins=tuple(origin for _, _, _, origin in places),
    )


def _places(index: Index, question: str, found: Excerpt) -> Iterator[tuple[Document, Sentence, Passage, Origin]]:
    """Each piece of a text in an article: the sentences it stands in as one, the passage in which they begin."""
    for piece in found.pieces:
        passages = _passages(index, found.document, piece)
        sentences = [each for passage in passages for each in passage.sentences]
        held = [each for each in sentences if each.start < piece.end and each.end > piece.start]
        start, end = held[0].start, held[-1].end
        speaker = held[0].speaker if len({each.speaker for each in held}) == 1 else None
        sentence = Sentence(found.document.id, start, end, found.document.text[start:end], speaker)
        yield found.document, sentence, passages[0], _origin(question, found, piece)


def _passages(index: Index, document: Document, place: Likeness) -> list[Passage]:
    first, last = index.store.row_at(document.id, place.start), index.store.row_at(document.id, place.end - 1)
    if first is None or last is None:
        raise ValueError(f"no passage of {document.id!r} holds its characters {place.start} to {place.end}")
    return [passage for _, passage in index.store.fetch(range(first, last + 1))]


def _origin(question: str, found: Excerpt, place: Likeness) -> Origin:
    text = found.document.text
    altered = (
        Alteration(
            each.start, each.end, question[each.start : each.end], each.at, each.until, text[each.at : each.until]
        )
        for each in place.changes
    )
    return Origin(place.exact, place.similarity, tuple(altered))
