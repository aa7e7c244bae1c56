"""Who said what: words that an article gives as somebody's. Offsets are code points into `Document.text`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.types.articles import Document

Kind = Literal["direct", "reported", "mixed"]
"""In quotation marks; in the words of the article; in its words with some in quotation marks among them."""

# In the order of the numbers by which an index keeps them.
KINDS: tuple[Kind, ...] = ("direct", "reported", "mixed")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said: `document.text[start:end]` is the content, without its quotation marks.

    `speaker` is who said it, as the article names him in full somewhere: what stands from `name_start` on; None where
    it cannot be told. From `speaker_start` to `speaker_end` stands who is named at this place ("she", "the minister"),
    from `cue_start` to `cue_end` the verb that says so; both are empty where nothing stands: in a quotation that goes
    on, in the turns of a transcript.
    """

    document_id: str
    start: int
    end: int
    speaker: str | None
    name_start: int
    speaker_start: int
    speaker_end: int
    cue_start: int
    cue_end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation with its document."""

    document: Document
    quotation: Quotation

    @property
    def start(self) -> int:
        """Where the content begins in the document's text."""
        return self.quotation.start

    @property
    def end(self) -> int:
        """Where it ends there."""
        return self.quotation.end

    @property
    def text(self) -> str:
        """What is said, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def speaker(self) -> str | None:
        """Who says it, as in `Quotation`."""
        return self.quotation.speaker

    @property
    def kind(self) -> Kind:
        """How it is told."""
        return self.quotation.kind

    @property
    def cue(self) -> str:
        """The verb that tells it: "said"; "" where none does."""
        return self.document.text[self.quotation.cue_start : self.quotation.cue_end]
