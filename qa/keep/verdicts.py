"""Whether the citations of an answer that was kept still stand: an export, or what `qa ask --json` printed.

Believes nothing that the file says of the articles: their texts are read from the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import TypedDict

from qa.errors import ExportInvalid
from qa.index.index import Index
from qa.keep.export import FORMAT, VERSION, ConversationJSON
from qa.keep.schema import AnswerJSON, PartJSON, text_digest

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LARGEST = 20_000_000
"""Bytes of a file. An answer has a few thousand, a conversation of the page at most five million."""


class State(StrEnum):
    """What became of a citation."""

    STANDS = "stands"  # in the article as it was cited, at the same place
    MOVED = "moved"  # the sentence stands in the article, elsewhere or in another version of it
    GONE = "gone"  # the article is there, the sentence is not
    MISSING = "missing"  # there is no such article


@dataclass(frozen=True, slots=True)
class Verdict:
    """One citation, and where its sentence stands now: characters `start` to `end`, None where it does not.

    `changed` is whether the article is another text than the one cited.
    """

    number: int
    document_id: str
    text: str
    state: State
    changed: bool
    start: int | None
    end: int | None

    @property
    def stands(self) -> bool:
        return self.state in (State.STANDS, State.MOVED)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer. `worded` is whether its text is that of its citations, each with its mark, and nothing else."""

    question: str
    worded: bool
    verdicts: tuple[Verdict, ...]

    @property
    def stands(self) -> bool:
        return self.worded and all(verdict.stands for verdict in self.verdicts)


class VerdictJSON(TypedDict):
    number: int
    document: str
    text: str
    state: str
    changed: bool
    start: int | None
    end: int | None


class CheckedJSON(TypedDict):
    question: str
    worded: bool
    citations: list[VerdictJSON]


class Said(NamedTuple):
    """What a file says that was cited."""

    number: int
    document_id: str
    sha256: str
    start: int
    end: int
    text: str


class Kept(NamedTuple):
    """An answer of a file."""

    question: str
    text: str
    found: bool
    said: tuple[Said, ...]
    parts: tuple[PartJSON, ...] = ()


def check(path: Path, index: Index) -> list[Checked]:
    """Compare every answer of a file with the index. Raises ExportInvalid for a file that is none, IndexInvalid."""
    return [
        Checked(kept.question, _worded(kept), tuple(_verdict(said, index) for said in kept.said)) for kept in read(path)
    ]


def read(path: Path) -> list[Kept]:
    """The answers of a file, checked for their form alone. Raises ExportInvalid."""
    record = _record(path)
    if isinstance(record, dict) and "format" in record:
        if (record["format"], record.get("version")) != (FORMAT, VERSION):
            raise ExportInvalid(f"{path} is of another format than {FORMAT}, version {VERSION}: export it again")
        return list(_of_conversation(_validated(path, record, ConversationJSON)))
    return [_of_answer(_validated(path, record, AnswerJSON))]


def _record(path: Path) -> object:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ExportInvalid(f"{path} cannot be opened: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise ExportInvalid(f"{path} is larger than {LARGEST / 1e6:.0f} MB: no conversation is")
    try:
        record = json.loads(data.decode("utf-8-sig"))
        json.dumps(record, ensure_ascii=False).encode()  # half of a surrogate pair, escaped, is JSON but no text
        return record
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and JSONDecodeError too
        raise ExportInvalid(f"{path} is not JSON: export the conversation again, or use `qa ask --json`") from error


def _validated(path: Path, record: object, form: Any) -> Any:
    from pydantic import TypeAdapter, ValidationError

    adapter: TypeAdapter[Any] = TypeAdapter(form)
    try:
        return adapter.validate_python(record, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part)[:40] for part in first["loc"]) or "the whole"
        raise ExportInvalid(
            f"{path} is neither an exported conversation nor an answer of `qa ask --json`: {place}: {first['msg']}"
        ) from error


def _of_conversation(conversation: ConversationJSON) -> Iterator[Kept]:
    for turn in conversation["turns"]:
        if answer := turn["answer"]:
            said = tuple(
                Said(c["number"], c["document"], c["sha256"], c["start"], c["end"], c["text"])
                for c in answer["citations"]
            )
            yield Kept(turn["asked"], answer["text"], answer["found"], said, tuple(answer.get("parts", [])))


def _of_answer(answer: AnswerJSON) -> Kept:
    said = tuple(
        Said(c["number"], c["document"]["id"], c["document"]["sha256"], c["start"], c["end"], c["text"])
        for c in answer["citations"]
    )
    return Kept(answer["question"], answer["text"], answer["found"], said, tuple(answer.get("parts", [])))


def _worded(kept: Kept) -> bool:
    if not kept.found or not kept.said:
        return not kept.found and not kept.said
    sentences = {said.number: f"{said.text} [{said.number}]" for said in kept.said}
    if not kept.parts:
        return kept.text == " ".join(f"{said.text} [{said.number}]" for said in kept.said)
    told = (part["text"] if part["found"] else f"{part['text']} ({part['question']})" for part in kept.parts)
    cited = {number for part in kept.parts for number in part["numbers"]}
    each = all(_worded_part(part, sentences) for part in kept.parts)
    return kept.text == " ".join(told) and cited == sentences.keys() and each


def _worded_part(part: PartJSON, sentences: dict[int, str]) -> bool:
    """Whether one of several questions is answered by its sentences alone, or by none."""
    if not part["found"] or not part["numbers"]:
        return not part["found"] and not part["numbers"]
    return part["text"] == " ".join(sentences.get(number, "") for number in part["numbers"])


def _verdict(said: Said, index: Index) -> Verdict:
    try:
        text = index.document(said.document_id).text
    except KeyError:
        return Verdict(said.number, said.document_id, said.text, State.MISSING, True, None, None)
    changed = text_digest(text) != said.sha256
    start = said.start if said.start >= 0 and text[said.start : said.end] == said.text else _nearest(text, said)
    if start is None or not said.text:
        return Verdict(said.number, said.document_id, said.text, State.GONE, changed, None, None)
    end = start + len(said.text)
    as_cited = not changed and (start, end) == (said.start, said.end)
    state = State.STANDS if as_cited else State.MOVED
    return Verdict(said.number, said.document_id, said.text, state, changed, start, end)


def _nearest(text: str, said: Said) -> int | None:
    """Where the sentence stands nearest to where it stood."""
    before = text.rfind(said.text, 0, max(0, said.start) + len(said.text))
    after = text.find(said.text, max(0, said.start))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - said.start), default=None)


def checked_json(answers: Sequence[Checked]) -> dict[str, bool | list[CheckedJSON]]:
    """{"stands": whether all do, "answers": …}"""
    return {"stands": all(answer.stands for answer in answers), "answers": [_checked(answer) for answer in answers]}


def _checked(answer: Checked) -> CheckedJSON:
    return CheckedJSON(question=answer.question, worded=answer.worded, citations=list(map(_judged, answer.verdicts)))


def _judged(verdict: Verdict) -> VerdictJSON:
    return VerdictJSON(
        number=verdict.number,
        document=verdict.document_id,
        text=verdict.text,
        state=verdict.state.value,
        changed=verdict.changed,
        start=verdict.start,
        end=verdict.end,
    )
