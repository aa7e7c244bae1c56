"""Answers that were kept, read and checked for their form alone: an export, or what `qa ask --json` printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qa.errors import ExportInvalid
from qa.keep.export import FORMAT, VERSION, ConversationJSON
from qa.keep.schema import AnswerJSON, PartJSON

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LARGEST = 20_000_000
"""Bytes of a file. An answer has a few thousand, a conversation of the page at most five million."""


class Quoted(NamedTuple):
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
    said: tuple[Quoted, ...]
    parts: tuple[PartJSON, ...] = ()


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
        # Strict: else pydantic makes 3 of "3", and the verdict is on something that the file does not say.
        return adapter.validate_python(record, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part)[:40] for part in first["loc"]) or "the whole"  # keys of the file are of any length
        raise ExportInvalid(
            f"{path} is neither an exported conversation nor an answer of `qa ask --json`: {place}: {first['msg']}"
        ) from error


def _of_conversation(conversation: ConversationJSON) -> Iterator[Kept]:
    for turn in conversation["turns"]:
        if answer := turn["answer"]:
            said = tuple(
                Quoted(c["number"], c["document"], c["sha256"], c["start"], c["end"], c["text"])
                for c in answer["citations"]
            )
            yield Kept(turn["asked"], answer["text"], answer["found"], said, tuple(answer.get("parts", [])))


def _of_answer(answer: AnswerJSON) -> Kept:
    said = tuple(
        Quoted(c["number"], c["document"]["id"], c["document"]["sha256"], c["start"], c["end"], c["text"])
        for c in answer["citations"]
    )
    return Kept(answer["question"], answer["text"], answer["found"], said, tuple(answer.get("parts", [])))
