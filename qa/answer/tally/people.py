"""Who is quoted, how many are, and who most: each person with the sentences in which he is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from qa.answer.citations import cite
from qa.answer.scope import Scope
from qa.answer.whose import names_person
from qa.english.quotations.names import known_by
from qa.index.index import Index
from qa.index.speakers import Speakers
from qa.question.tallied import Tallied
from qa.search.mentioned import Standing
from qa.search.mentioned.called import Rows
from qa.search.mentioned.quoted import QuotedPerson, speakers
from qa.search.mentioned.stands import Mask
from qa.search.retriever import search
from qa.types import Citation, Document, Sentence, TallyGroup, Window

# So many of those who are quoted most are listed, and of all who are quoted so many sentences.
WINNERS = 10
MOST = 5000
# Passages among which the one article that is asked about is looked for.
LOOKED_AT = 20

Quoted = tuple[tuple[Citation, ...], tuple[TallyGroup, ...], bool]
"""The sentences, the people with the numbers of theirs, and whether there are more than these."""


def quoted(scope: Scope, wanted: Tallied, columns: Rows) -> Quoted:
    """The people that are quoted in some columns, ascending; a sentence in which two are has one citation. Raises
    IndexInvalid."""
    people = speakers(scope.index, columns)
    if wanted.kind == "least":
        people.reverse()
    listed = people[:WINNERS] if wanted.kind in ("most", "least") else _fitting(people)
    numbers: dict[tuple[str, int], int] = {}
    sentences: list[tuple[Document, Sentence]] = []
    groups: list[TallyGroup] = []
    for person, said in zip(listed, _sentences(scope.index, listed), strict=True):
        for document, sentence in said:
            if (document.id, sentence.start) not in numbers:
                sentences.append((document, sentence))
                numbers[document.id, sentence.start] = len(sentences)
        groups.append(TallyGroup(person.name, tuple(numbers[document.id, each.start] for document, each in said)))
    # By sentences, where the people came by their quotations: two of one sentence count once.
    if wanted.kind in ("most", "least"):
        sign = 1 if wanted.kind == "least" else -1
        groups.sort(key=lambda each: sign * len(each.numbers))
    return cite(sentences), tuple(groups), len(listed) < len(people) and wanted.kind not in ("most", "least")


def every_article(scope: Scope, among: Mask | None) -> Rows:
    """The numbers of the articles that are looked through where no topic is named."""
    passing = scope.index.article_numbers if among is None else scope.index.article_numbers[among]
    return np.unique(passing).astype(np.int64)


def one_of(scope: Scope, topic: str, window: Window | None, found: dict[int, Standing]) -> dict[int, Standing]:
    """Of the articles that mention a topic the one that is most about it."""
    for hit in search(scope.index, scope.embedder, topic, LOOKED_AT, scope.within, window):
        for number, standing in found.items():
            if standing.document.id == hit.document.id:
                return {number: standing}
    return dict(list(found.items())[:1])


def _fitting(people: Sequence[QuotedPerson]) -> list[QuotedPerson]:
    """Those who are quoted most, so many that their quotations can be listed."""
    ends = np.cumsum([person.often for person in people])
    return list(people[: max(1, int(np.searchsorted(ends, MOST, "right")))])


def _sentences(index: Index, people: Sequence[QuotedPerson]) -> Iterator[list[tuple[Document, Sentence]]]:
    """Of each person the sentences in which a quotation begins, each once."""
    counted = index.speakers
    if counted is None or not people:
        return
    columns = [person.columns for person in people]
    every = np.unique(np.concatenate(columns))
    documents = index.store.by_row(np.unique(index.quotations.articles_at(every)).tolist())
    for his in columns:
        found: dict[tuple[str, int], tuple[Document, Sentence]] = {}
        for column, article in zip(his.tolist(), index.quotations.articles_at(his).tolist(), strict=True):
            document, start = documents[article], int(counted.starts[column])
            if (document.id, start) not in found:
                found[document.id, start] = document, _sentence(index, counted, column, document)
        yield list(found.values())


def _sentence(index: Index, counted: Speakers, column: int, document: Document) -> Sentence:
    """The sentence in which a quotation begins, with who says it where it does not name him itself."""
    start, end = int(counted.starts[column]), int(counted.ends[column])
    text = document.text[start:end]
    speaker, name_at = index.quotations.named_at(column, document)
    said_before = speaker is not None and name_at < end and not names_person(text, known_by(speaker))
    return Sentence(document.id, start, end, text, speaker if said_before else None)
