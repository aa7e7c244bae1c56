"""A file of labelled questions -> Questions, checked against the index. Guesses nothing: a bad line is an error.

JSON lines, UTF-8, also as .jsonl.gz. Of each object these fields are read, others are ignored, null is as good as none:

    question     the text, required
    answerable   false when the articles do not answer it (default true); the labels below then say nothing
    articles     ids of documents that hold the answer; doc_ids and doc_id mean the same
    evidence     [{"doc_id", "text"}] or [{"doc_id", "start", "end"}]: the sentences that answer it
    answers      accepted short answers
    since, until, sources, names    the question is asked of these articles alone

Lines of a feedback file are read too: see `judgements`.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import BadFilter, QuestionsInvalid
from qa.evaluation.judgements import Unusable, asked, is_judgement, labels
from qa.evaluation.lines import objects
from qa.index.index import Index
from qa.search.within import there, within
from qa.types import EVERYTHING, Document, Skipped, Within

ARTICLES = ("articles", "doc_ids", "doc_id")


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a document, and what stands there."""

    document_id: str
    start: int
    end: int
    text: str

    def overlaps(self, document_id: str, start: int, end: int) -> bool:
        """Whether these share at least half of the shorter of the two."""
        shared = min(self.end, end) - max(self.start, start)
        # Of the shorter one: a sentence within a longer piece of evidence is right, and so is a passage around one.
        return document_id == self.document_id and shared > 0 and 2 * shared >= min(self.end - self.start, end - start)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its labels, all of them empty when it is not answerable. `line` is its place in the file."""

    text: str
    line: int
    answerable: bool = True
    answers: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()
    evidence: tuple[Span, ...] = ()
    within: Within = EVERYTHING

    @property
    def located(self) -> bool:
        """Whether the labels say where the answer stands."""
        return bool(self.evidence or self.articles)

    def is_answered_at(self, document_id: str, start: int, end: int) -> bool:
        """Whether the answer stands there: on the evidence, or anywhere in an article where no evidence is named."""
        if self.evidence:
            return any(span.overlaps(document_id, start, end) for span in self.evidence)
        return document_id in self.articles

    @property
    def expected(self) -> tuple[str, ...]:
        """What a right answer would have shown, as the labels have it; for people."""
        if not self.answerable:
            return ("no answer",)
        passages = dict.fromkeys(f"{span.document_id}: {span.text}" for span in self.evidence)
        return tuple(passages) or tuple(sorted(self.articles)) or self.answers or ("an answer",)


def load(path: str | os.PathLike[str], index: Index, skipped: list[Skipped] | None = None) -> list[Question]:
    """Read a file of questions about the documents of `index`, in order.

    Lines of feedback that label nothing are added to `skipped`. Raises QuestionsInvalid, with file and line, for what
    cannot be read and for a document or a source that the index lacks.
    """
    skipped = [] if skipped is None else skipped
    rows: dict[object, tuple[int, dict[str, Any]]] = {}
    for number, record in objects(Path(path)):
        key = asked(record) if is_judgement(record) else number
        rows.pop(key, None)  # whoever judges a question again means the later one
        rows[key] = (number, record)
    questions = []
    for number, record in rows.values():
        try:
            questions.append(_question(number, labels(record, index) if is_judgement(record) else record, index))
        except Unusable as reason:
            skipped.append(Skipped(f"{path}:{number}", str(reason)))
        except QuestionsInvalid as error:
            raise QuestionsInvalid(f"{path}:{number}: {error}") from error
    if not questions:
        told = f"; {len(skipped)} lines of feedback label nothing" if skipped else ""
        raise QuestionsInvalid(
            f'{path}: no questions in it{told}; write one JSON object a line, such as {{"question": "…"}}'
        )
    return questions


def _question(number: int, record: dict[str, Any], index: Index) -> Question:
    text = _text(record.get("question") or "", "`question`")
    if not text.strip():
        raise QuestionsInvalid("no `question` in it: every line needs one")
    answerable = record.get("answerable")
    filters = _filters(record, index)
    if answerable is False:
        return Question(text, number, answerable=False, within=filters)
    if answerable not in (True, None):
        raise QuestionsInvalid(f"`answerable` is {_shown(answerable)}: write true or false")
    answers = tuple(_text(answer, "an answer in `answers`") for answer in _list(record, "answers"))
    ids = [_document(id, name, index).id for name in ARTICLES for id in _list(record, name)]
    evidence = [span for item in _list(record, "evidence") for span in _spans(item, index)]
    return Question(text, number, True, answers, frozenset(ids), tuple(evidence), filters)


def _filters(record: dict[str, Any], index: Index) -> Within:
    since, until = (_text(record.get(name) or "", f"`{name}`") or None for name in ("since", "until"))
    sources = [_text(source, "a name in `sources`") for source in _list(record, "sources")]
    names = [_text(name, "a name in `names`") for name in _list(record, "names")]
    try:
        return there(within(since, until, sources or None, names or None), index)
    except BadFilter as error:
        raise QuestionsInvalid(str(error)) from error


def _spans(item: object, index: Index) -> list[Span]:
    """Where a piece of evidence stands: each place where its text does, or from start to end."""
    if not isinstance(item, dict):
        raise QuestionsInvalid(f'`evidence` holds {_shown(item)}: write {{"doc_id": "…", "text": "…"}}')
    document = _document(item.get("doc_id"), "evidence", index)
    text = _text(item.get("text") or "", "`text` of `evidence`")
    if item.get("start") is None and item.get("end") is None:
        if not text.strip():
            raise QuestionsInvalid("`evidence` needs `text`, or `start` and `end`")
        places = _places(text, document.text)
        if not places:
            raise QuestionsInvalid(f"{_shown(text)} does not stand in {document.id!r}: copy it to the letter")
        return [Span(document.id, start, start + len(text), text) for start in places]
    start, end = _offset(item, "start"), _offset(item, "end")
    if not start < end <= len(document.text):
        raise QuestionsInvalid(
            f"`evidence` from {start} to {end} lies outside {document.id!r}, which has {len(document.text)} characters"
        )
    if text and document.text[start:end] != text:
        raise QuestionsInvalid(
            f"{_shown(text)} does not stand at {start} to {end} of {document.id!r}: leave `start` and `end` away"
        )
    return [Span(document.id, start, end, document.text[start:end])]


def _places(part: str, whole: str) -> list[int]:
    # `part` is never empty, as `_spans` sees to: an empty one would be found for ever.
    places, start = [], whole.find(part)
    while start >= 0:
        places.append(start)
        start = whole.find(part, start + len(part))
    return places


def _offset(item: dict[str, Any], name: str) -> int:
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise QuestionsInvalid(f"`{name}` of `evidence` is {_shown(value)}: write a number of characters from 0 up")
    return value


def _document(value: object, field: str, index: Index) -> Document:
    # As ids of rows are read when they are indexed: a number is one, `true`, which is an int to Python, is none.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QuestionsInvalid(f"`{field}` names a document by {_shown(value)}: write its id, a text")
    id = _text(str(value), f"an id in `{field}`")
    try:
        return index.document(id)
    except KeyError:
        raise QuestionsInvalid(
            f"the index has no document {_shown(id)}: `qa search … --json` shows ids, `qa build` indexes a folder again"
        ) from None


def _list(record: dict[str, Any], name: str) -> list[object]:
    value = record.get(name)
    if value is None or value == "":
        return []
    if isinstance(value, dict):
        raise QuestionsInvalid(f"`{name}` is an object: write a list")
    return value if isinstance(value, list) else [value]


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise QuestionsInvalid(f"{what} is {_shown(value)}: write a text")
    try:
        value.encode()  # SQLite cannot be asked for half a surrogate pair
    except UnicodeEncodeError as error:
        raise QuestionsInvalid(f"{what} is not valid Unicode: half of a surrogate pair stands alone") from error
    return value


def _shown(value: object) -> str:
    text = json.dumps(value)  # escaped: one line, whatever the file holds
    return text if len(text) <= 80 else text[:79] + "…"
