"""Who is quoted, how many are, and who most: each person with the sentences in which he is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qa.answer.citations import cite
from qa.answer.quoting import spoken
from qa.answer.scope import Scope
from qa.index.index import Index
from qa.question.tallied import Tallied
from qa.search.mentioned import Standing
from qa.search.mentioned.quoted import QuotedPerson, most_quoted, speakers
from qa.search.mentioned.stands import Mask
from qa.search.retriever import search
from qa.types import Citation, Document, Said, Sentence, TallyGroup, Window

# So many of those who are quoted most are listed, and of all who are quoted so many sentences.
WINNERS = 10
MOST = 5000
# Passages among which the one article that is asked about is looked for.
LOOKED_AT = 20

Quoted = tuple[tuple[Citation, ...], tuple[TallyGroup, ...], bool]
"""The sentences, the people with the numbers of theirs, and whether there are more than these."""


def quoted(scope: Scope, wanted: Tallied, articles: dict[int, Document]) -> Quoted:
    """The people that are quoted in some articles, given by number; a sentence in which two are has one citation.
    Raises IndexInvalid."""
    people = speakers(scope.index, articles.items())
    if wanted.kind == "least":
        people.reverse()
    listed = people[:WINNERS] if wanted.kind in ("most", "least") else people
    numbers: dict[tuple[str, int], int] = {}
    sentences: list[tuple[Document, Sentence]] = []
    groups: list[TallyGroup] = []
    rows = {document.id: number for number, document in articles.items()}
    for person, said in zip(listed, _sentences(scope.index, listed, rows), strict=True):
        for document, sentence in said:
            if (document.id, sentence.start) not in numbers:
                sentences.append((document, sentence))
                numbers[document.id, sentence.start] = len(sentences)
        if not said or (len(sentences) > MOST and groups):
            break
        groups.append(TallyGroup(person.name, tuple(numbers[document.id, each.start] for document, each in said)))
    last = max((number for group in groups for number in group.numbers), default=0)
    # By sentences, where the people came by their quotations: two of one sentence count once.
    if wanted.kind in ("most", "least"):
        sign = 1 if wanted.kind == "least" else -1
        groups.sort(key=lambda each: sign * len(each.numbers))
    return cite(sentences[:last]), tuple(groups), len(groups) < len(listed)


def every_article(scope: Scope, wanted: Tallied, among: Mask | None) -> dict[int, Document]:
    """The articles that are looked through where no topic is named; of those who are quoted most, theirs alone."""
    passing = scope.index.article_numbers if among is None else scope.index.article_numbers[among]
    numbers = np.unique(passing).astype(np.int64)
    if wanted.kind == "most":
        numbers = most_quoted(scope.index, numbers)
    kept = set(numbers.tolist())
    return {number: document for number, document in enumerate(scope.index.store.articles()) if number in kept}


def one_of(scope: Scope, topic: str, window: Window | None, found: dict[int, Standing]) -> dict[int, Standing]:
    """Of the articles that mention a topic the one that is most about it."""
    for hit in search(scope.index, scope.embedder, topic, LOOKED_AT, scope.within, window):
        for number, standing in found.items():
            if standing.document.id == hit.document.id:
                return {number: standing}
    return dict(list(found.items())[:1])


def _sentences(
    index: Index, people: Sequence[QuotedPerson], rows: dict[str, int]
) -> Iterator[list[tuple[Document, Sentence]]]:
    """Of each person the sentences in which a quotation begins, each once, those of `MOST` quotations at least."""
    places = [(rows[said.document.id], said.start) for person in people for said in person.told][: 2 * MOST]
    fetched = index.store.fetch(list(dict.fromkeys(index.store.rows_at(places))))
    at: dict[str, list[Sentence]] = {}
    for document, passage in fetched:
        at.setdefault(document.id, []).extend(passage.sentences)
    for person in people:
        found: dict[tuple[str, int], tuple[Document, Sentence]] = {}
        for said in person.told:
            if sentence := _holding(at.get(said.document.id, ()), said):
                found.setdefault((said.document.id, sentence.start), (said.document, sentence))
        yield list(found.values())


def _holding(sentences: Sequence[Sentence], said: Said) -> Sentence | None:
    here = next((each for each in sentences if each.start <= said.start < each.end), None)
    return spoken(here, said.quotation) if here else None
