"""Quotations as an answer is made of them: those of the articles that a search found, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.answer.whose import BEGINS, names_person
from qa.embedder import Embedder
from qa.english.quotations.names import known_by
from qa.english.stems import terms
from qa.english.words import FUNCTION_WORDS
from qa.index.index import Index
from qa.types import Hit, Quotation, Said, Sentence

# A quotation is on a topic when the cosine of its sentences with it and the part of the topic's words, weighed by how
# rare they are, that stands there add up to this; words of what is read with them count so much: the title, the first
# characters of the article, those right before.
NEAR = 0.6
AROUND = 0.5
BEFORE = 250
_FUNCTION = frozenset(FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class OnTopic:
    """A quotation with the `sentences` in which it stands; a higher `score` is nearer to a topic."""

    said: Said
    sentences: tuple[Sentence, ...]
    score: float

    @property
    def is_near(self) -> bool:
        """Whether it is on the topic at all."""
        return self.score >= NEAR


def said_in(index: Index, hits: Sequence[Hit]) -> Iterator[Said]:
    """All quotations of the articles of the hits, copies included, each article once."""
    documents = {each.document.id: each.document for hit in hits for each in (hit, *hit.also)}
    for document in documents.values():
        for quotation in index.said_in(document):
            yield Said(document, quotation)


def sentences(index: Index, said: Said) -> list[Sentence]:
    """The sentences in which a quotation stands, with who says it where they do not name him."""
    quotation = said.quotation
    found: list[Sentence] = []
    row = index.store.row_at(said.document.id, quotation.start)
    while row is not None and row < index.store.passages:
        _, passage = index.store.fetch([row])[0]
        if passage.document_id != said.document.id or passage.start >= quotation.end:
            break
        found += [each for each in passage.sentences if each.start < quotation.end and each.end > quotation.start]
        row += 1
    return [spoken(each, quotation) for each in found]


def spoken(sentence: Sentence, quotation: Quotation) -> Sentence:
    """A sentence in which a quotation stands, with who says it where it does not name him itself."""
    speaker = quotation.speaker
    if sentence.speaker is not None or speaker is None or quotation.name_start >= sentence.end:
        return sentence
    return sentence if names_person(sentence.text, known_by(speaker)) else replace(sentence, speaker=speaker)


def on_topic(index: Index, embedder: Embedder, told: Sequence[Said], topic: str) -> list[OnTopic]:
    """Each quotation with how near it is to a topic, in the order given."""
    stands = [tuple(sentences(index, each)) for each in told]
    texts = [" ".join(sentence.text for sentence in each) for each in stands]
    wanted, *vectors = embedder.encode([topic, *texts])
    weights = {stem: index.lexical.idf(stem) for stem in stems_of(topic)}
    return [
        OnTopic(each, found, float(vector @ wanted) + _share(weights, text, _around(each, found)))
        for each, found, vector, text in zip(told, stands, vectors, texts, strict=True)
    ]


def _around(told: Said, found: Sequence[Sentence]) -> str:
    """What a quotation is read with: the title of its article, how it begins, what stands right before."""
    text, start = told.document.text, found[0].start if found else told.quotation.start
    return f"{told.document.title} {text[:BEGINS]} {text[max(0, start - BEFORE) : start]}"


def _share(weights: dict[str, float], text: str, context: str) -> float:
    """How much of a topic's words stands in sentences, or in what they are read with."""
    here, around = stems_of(text), stems_of(context)
    total = sum(weights.values()) or 1.0
    return (
        sum(weight * (1.0 if stem in here else AROUND * (stem in around)) for stem, weight in weights.items()) / total
    )


def stems_of(text: str) -> set[str]:
    """The stems of the words of a text that name something."""
    return {stem for word in re.findall(r"[\w’'-]+", text) if word.casefold() not in _FUNCTION for stem in terms(word)}
