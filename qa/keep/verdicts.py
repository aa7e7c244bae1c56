"""Whether the citations of an answer that was kept still stand: an export, or what `qa ask --json` printed.

Believes nothing that the file says of the articles: their texts are read from the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from typing_extensions import TypedDict

from qa.index.index import Index
from qa.keep.kept import Kept, Quoted, read
from qa.keep.schema import PartJSON
from qa.keep.shaping import text_digest


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
        """Whether the sentence stands in the article, wherever."""
        return self.state in (State.STANDS, State.MOVED)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer. `worded` is whether its text is that of its citations, each with its mark, and nothing else."""

    question: str
    worded: bool
    verdicts: tuple[Verdict, ...]

    @property
    def stands(self) -> bool:
        """Whether all of it does, and its text is made of that alone."""
        return self.worded and all(verdict.stands for verdict in self.verdicts)


class VerdictJSON(TypedDict):
    """A `Verdict`; `document` is the id of the article."""

    number: int
    document: str
    text: str
    state: str
    changed: bool
    start: int | None
    end: int | None


class CheckedJSON(TypedDict):
    """A `Checked`."""

    question: str
    worded: bool
    citations: list[VerdictJSON]


def check(path: Path, index: Index) -> list[Checked]:
    """Compare every answer of a file with the index. Raises ExportInvalid for a file that is none, IndexInvalid."""
    return [
        Checked(kept.question, _worded(kept), tuple(_verdict(said, index) for said in kept.said)) for kept in read(path)
    ]


def _worded(kept: Kept) -> bool:
    if not kept.found or not kept.said:  # one without the other was never an answer of ours
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


def _verdict(said: Quoted, index: Index) -> Verdict:
    try:
        text = index.document(said.document_id).text
    except KeyError:
        return Verdict(said.number, said.document_id, said.text, State.MISSING, True, None, None)
    changed = text_digest(text) != said.sha256
    # Not below 0: a slice would count from the end.
    start = said.start if said.start >= 0 and text[said.start : said.end] == said.text else _nearest(text, said)
    if start is None or not said.text:  # the empty sentence stands everywhere
        return Verdict(said.number, said.document_id, said.text, State.GONE, changed, None, None)
    end = start + len(said.text)
    as_cited = not changed and (start, end) == (said.start, said.end)
    state = State.STANDS if as_cited else State.MOVED
    return Verdict(said.number, said.document_id, said.text, state, changed, start, end)


def _nearest(text: str, said: Quoted) -> int | None:
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
