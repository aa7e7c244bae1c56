"""Answers and hits as JSON: every span can be checked against the digest of the text it points into."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from qa.answer.citations import cite, compose
from qa.keep.shaping import SHAPES, answer_json, document_json, hits_json, text_digest
from qa.types import Answer, Citation, Document, Event, Hit, Note, Passage, Said, Sentence, Skipped, Window
from tests.strategies import texts

ONE = Document("a.txt", "A", "It rained. It poured.")
TWO = Document("b.txt", "B", "They say: It  rained.")
RAINED = Sentence("a.txt", 0, 10, "It rained.")


def answer() -> Answer:
    citations = cite([(ONE, RAINED)])
    hits = (Hit(ONE, Passage(0, "a.txt", 0, 21, (RAINED,)), 0.51234),)
    return Answer("What fell?", compose(citations), "rain", True, 0.87654, citations, hits)


@given(texts)
def test_the_digest_is_that_of_the_utf_8_text(text: str) -> None:
    assert document_json(Document("d", "t", text))["sha256"] == hashlib.sha256(text.encode()).hexdigest()


@given(st.text(st.characters(categories=["Cs", "L"])), st.text(st.characters(categories=["Cs", "L"])))
def test_lone_surrogates_have_a_digest_of_their_own(one: str, other: str) -> None:
    assert (text_digest(one) == text_digest(other)) == (one == other)


def test_half_a_pair_counts_as_three_bytes() -> None:
    assert text_digest("a\ud800") == hashlib.sha256(b"a\xed\xa0\x80").hexdigest()


def test_an_answer_with_the_copies_of_its_sentences() -> None:
    (copy,) = cite([(TWO, Sentence("b.txt", 10, 21, "It  rained."))])
    given_answer = answer_json(answer(), [[copy]])
    (citation,) = given_answer["citations"]
    assert citation["document"]["sha256"] == text_digest(ONE.text)
    assert citation["also"] == [{"document": document_json(TWO), "start": 10, "end": 21}]
    assert (given_answer["confidence"], given_answer["hits"][0]["score"]) == (0.8765, 0.5123)
    assert json.loads(json.dumps(given_answer)) == given_answer
    assert answer_json(answer())["citations"][0]["also"] == []


def test_hits_share_the_document_they_stand_in() -> None:
    hits = answer().hits * 3
    assert [hit["document"]["sha256"] for hit in hits_json(hits)] == [text_digest(ONE.text)] * 3


def test_a_shape_tells_of_its_type_what_it_names_and_leaves_nothing_out_unsaid() -> None:
    """A field that is added to a type is told in its JSON, or is named here."""
    untold: dict[type, set[str]] = {
        **{Document: {"text"}, Hit: {"passage", "also"}, Window: {"kind"}, Event: {"also"}},
        **{Skipped: {"scan"}, Note: {"scan"}, Said: {"quotation"}},
    }
    made = {Document: {"sha256"}, Citation: {"also"}, Hit: {"start", "end", "text"}}
    made[Said] = {"start", "end", "text", "speaker", "kind", "cue"}  # of its quotation
    for kind, shape in SHAPES.items():
        told = set(shape.__annotations__)
        assert told - made.get(kind, set()) == {field.name for field in fields(kind)} - untold.get(kind, set()), kind
