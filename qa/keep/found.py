"""The shape of what a search for words finds, in JSON, and its making; see `schema.py`."""

from collections.abc import Iterable

from typing_extensions import TypedDict

from qa.keep.schema import DocumentJSON
from qa.keep.shaping import document_json
from qa.types import Findings, FoundArticle, FoundGroup, Place, Sentence


class SpanJSON(TypedDict):
    """Characters `start` to `end`, in code points, the end exclusive."""

    start: int
    end: int


class FoundSentenceJSON(TypedDict):
    """A sentence: characters `start` to `end` of the document's text."""

    start: int
    end: int
    text: str


class FoundTermJSON(TypedDict):
    """A word or phrase that was looked for. `articles`: how many hold it by itself, counted where no article holds all
    that was looked for, else null."""

    text: str
    quoted: bool
    articles: int | None


class FoundGroupJSON(TypedDict):
    """How many articles share a source or a month ("2025-11"); `label` is null for those that name none."""

    label: str | None
    articles: int


class FoundArticleJSON(TypedDict):
    """An article, how many places its text has (`count`), and these: `spans` of its text, at most 1,000, `title_spans`
    of its title. `sentences` are a few that hold the most of what was looked for."""

    document: DocumentJSON
    count: int
    spans: list[SpanJSON]
    title_spans: list[SpanJSON]
    sentences: list[FoundSentenceJSON]


class FoundJSON(TypedDict):
    """A page of the `total` articles that hold all `terms`. `sources` counts them by source, whatever sources were
    asked for, `months` by month, whatever days. `complete` is false where more articles than are read may hold a
    phrase."""

    terms: list[FoundTermJSON]
    total: int
    complete: bool
    sources: list[FoundGroupJSON]
    months: list[FoundGroupJSON]
    articles: list[FoundArticleJSON]


def found_json(found: Findings) -> FoundJSON:
    """A search."""
    return FoundJSON(
        terms=[FoundTermJSON(text=term.text, quoted=term.quoted, articles=term.articles) for term in found.terms],
        total=found.total,
        complete=found.complete,
        sources=_groups(found.sources),
        months=_groups(found.months),
        articles=[found_article_json(article) for article in found.articles],
    )


def found_article_json(article: FoundArticle) -> FoundArticleJSON:
    """One article of a search."""
    return FoundArticleJSON(
        document=document_json(article.document),
        count=article.count,
        spans=_spans(article.spans),
        title_spans=_spans(article.title_spans),
        sentences=[_sentence(sentence) for sentence in article.sentences],
    )


def _groups(groups: Iterable[FoundGroup]) -> list[FoundGroupJSON]:
    return [FoundGroupJSON(label=group.label, articles=group.articles) for group in groups]


def _spans(spans: Iterable[Place]) -> list[SpanJSON]:
    return [SpanJSON(start=span.start, end=span.end) for span in spans]


def _sentence(sentence: Sentence) -> FoundSentenceJSON:
    return FoundSentenceJSON(start=sentence.start, end=sentence.end, text=sentence.text)
