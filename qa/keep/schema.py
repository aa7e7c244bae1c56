"""Answers, hits and reports as JSON: one schema for `--json` of the commands and the HTTP API.

Field names follow the Python types. Dates are ISO strings or null, offsets are code points.
"""
# No `from __future__ import annotations`: Gradio reads these types at run time to publish the schema.

from typing import Annotated, NotRequired

from typing_extensions import TypedDict  # before Python 3.12 pydantic refuses that of `typing`

from qa.keep.tallies import TallyJSON


class DocumentJSON(TypedDict):
    """An article without its text, of which `sha256` is the digest: see `text_digest`."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None
    sha256: str


class CopyJSON(TypedDict):
    """The same sentence in another article: characters `start` to `end` of that one's text."""

    document: DocumentJSON
    start: int
    end: int


class ContextJSON(TypedDict):
    """What stands before a cited sentence and says whom its "He" means: characters `start` to `end` of the text of the
    same document."""

    start: int
    end: int
    text: str


class CitationJSON(TypedDict):
    """A verbatim sentence: characters `start` to `end` of the document's text. `also`: where else it stands. `speaker`:
    who says it in a transcript or an interview; `context`: what stands before one that leans on it. Those that were
    kept by an earlier version lack both."""

    number: int
    document: DocumentJSON
    start: int
    end: int
    text: str
    speaker: NotRequired[str | None]
    context: NotRequired[ContextJSON | None]
    also: list[CopyJSON]


class HitJSON(TypedDict):
    """A passage that a search found."""

    document: DocumentJSON
    start: int
    end: int
    text: str
    score: float


class ListedJSON(TypedDict):
    """An article in a list. `file` is the one that it came from, `alone` whether nothing else did; `passages` is how
    many it has."""

    id: str
    title: str
    source: str | None
    date: str | None
    url: str | None
    passages: int
    file: str
    alone: bool


class DocumentsJSON(TypedDict):
    """A page of the articles that were asked for, and how many there are in all."""

    total: int
    documents: list[ListedJSON]


class SkippedJSON(TypedDict):
    """A file, or a row of one, that was not indexed, and why."""

    file: str
    reason: str


class NoteJSON(TypedDict):
    """What was indexed otherwise than it stands in its file, and how."""

    file: str
    text: str


class ReportJSON(TypedDict):
    """What a build did, counted in documents; `embedded` counts passages."""

    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    skipped: list[SkippedJSON]
    seconds: float
    generation: int
    notes: list[NoteJSON]


class WindowJSON(TypedDict):
    """The days that the question's own words, `text`, ask about: both included, null is open.

    `latest`: they ask for the newest of equally good answers. `held`: false when nothing within these days answered
    and all articles were searched instead.
    """

    text: str
    since: str | None
    until: str | None
    latest: bool
    held: bool


class AccountJSON(TypedDict):
    """One of several accounts that differ, the numbers of the citations that say so, and the day of the newest of
    them. Those that were kept by an earlier version lack the day."""

    value: str
    numbers: list[int]
    date: NotRequired[str | None]


class PartJSON(TypedDict):
    """One of several questions that were asked at once. `numbers` are those of the answer's citations it rests on."""

    question: str
    text: str
    short: str | None
    found: bool
    confidence: float
    numbers: list[int]
    window: WindowJSON | None
    accounts: list[AccountJSON]
    tally: NotRequired[TallyJSON | None]


class AlterationJSON(TypedDict):
    """Characters `start` to `end` of the question, `text`, in whose place the article has characters `at` to `until` of
    its text, `there`; either may be empty."""

    start: int
    end: int
    text: str
    at: int
    until: int
    there: str


class StandingJSON(TypedDict):
    """How a pasted text stands in the article of a citation: to the letter (`exact`), or nearly, with what differs."""

    exact: bool
    similarity: float
    altered: list[AlterationJSON]


class EventJSON(TypedDict):
    """A dated sentence on a topic. `stated`: the day stands in the sentence, else it is that of the article."""

    day: str
    stated: bool
    citation: CitationJSON


class QuotationJSON(TypedDict):
    """What somebody said: characters `start` to `end` of the document's text. `speaker` is null where it cannot be
    told, `cue` the verb that tells it, `kind` whether it stands in quotation marks: "direct", "reported" or "mixed"."""

    document: DocumentJSON
    speaker: str | None
    start: int
    end: int
    text: str
    kind: str
    cue: str


class AnswerJSON(TypedDict):
    """A whole answer. What each field means is told to programs and language models as it stands here."""

    question: Annotated[str, "What was searched: the question, filled in from the conversation."]
    text: Annotated[str, "The cited sentences, each with its mark such as [1]."]
    short: Annotated[str | None, "The answer in a few words, where there is such a one."]
    found: Annotated[bool, "Whether the articles hold the answer."]
    confidence: Annotated[float, "How likely it is that the first citation answers, 0 to 1."]
    citations: Annotated[list[CitationJSON], "The sentences; none when nothing was found."]
    hits: Annotated[list[HitJSON], "The nearest passages, the best first."]
    # Conversations and judgements that were kept by an earlier version lack these.
    window: NotRequired[Annotated[WindowJSON | None, "The days that the question's words were taken to mean."]]
    accounts: NotRequired[
        Annotated[
            list[AccountJSON], "Where reports differ, or a newer one gives another value: each, the newest first."
        ]
    ]
    parts: NotRequired[Annotated[list[PartJSON], "Where several questions were asked at once: each answer."]]
    origins: NotRequired[
        Annotated[list[StandingJSON], "Where a text was pasted: how it stands in each citation, the earliest first."]
    ]
    elsewhere: NotRequired[Annotated[bool, "Not found within the sources asked for, while others answer."]]
    tally: NotRequired[Annotated[TallyJSON | None, "What is counted, where the question is about the folder itself."]]
