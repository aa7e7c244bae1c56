"""What a model wrote as JSON. Field names follow the Python types."""

from __future__ import annotations

from typing_extensions import TypedDict

from qa.keep.schema import AnswerJSON, CitationJSON
from qa.keep.shaping import answer_json, citations_json
from qa.written import WrittenAnswer


class WrittenSentenceJSON(TypedDict):
    """A sentence of a model; `numbers` are those of the citations of the whole."""

    text: str
    numbers: list[int]
    support: float
    struck: bool
    reasons: list[str]


class WrittenJSON(TypedDict):
    """What a model wrote. `told`: why nothing of it stands, "" where something does; `answer`: that of the articles."""

    question: str
    model: str
    host: str
    sentences: list[WrittenSentenceJSON]
    citations: list[CitationJSON]
    told: str
    answer: AnswerJSON


def written_json(written: WrittenAnswer, model: str, host: str) -> WrittenJSON:
    """`model` and `host` say what wrote it and where."""
    sentences = [
        WrittenSentenceJSON(
            text=each.text,
            numbers=list(each.numbers),
            support=each.support,
            struck=each.struck,
            reasons=list(each.reasons),
        )
        for each in written.sentences
    ]
    return WrittenJSON(
        question=written.question,
        model=model,
        host=host,
        sentences=sentences,
        citations=citations_json(written.citations),
        told=written.told,
        answer=answer_json(written.answer),
    )
