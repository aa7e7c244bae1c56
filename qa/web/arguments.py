"""What programs may ask for, by whichever door they come: Gradio, plain HTTP or MCP. The arguments, what they mean and
how large they may be. Knows no protocol.
"""
# No `from __future__ import annotations`: FastAPI and MCP read these types at run time to publish the schema.

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from qa.assistant import MAX_PASTED
from qa.errors import BadCall
from qa.index.store import Sort
from qa.search.within import MOST_NAMES, within
from qa.types import FoundOrder, NameKind, Within
from qa.web.complaints import complaint

QUESTION_CHARACTERS = 2000
"""Of a search, a topic, a message; what is asked may be a pasted text, see `assistant.MAX_PASTED`."""
MOST_HITS = 100
MOST_LISTED = 1000
MOST_FOUND = 100
MOST_SAID = 40
MOST_EVENTS = 100
MOST_QUOTATIONS = 200
MOST_ASKED = 20


def _no_truth(value: object) -> object:
    if isinstance(value, bool):  # pydantic would take true for 1
        raise ValueError("input should be a whole number, not true or false")
    return value


_WHOLE = BeforeValidator(_no_truth)
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_CHARACTERS)]
_Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_PASTED)]
# A bound makes pydantic look at the characters, and refuse surrogates that stand alone.
Word = Annotated[str, StringConstraints(max_length=QUESTION_CHARACTERS)]

_Since = Annotated[Word | None, Field(description="Only articles of this day (YYYY-MM-DD) or later.")]
_Until = Annotated[Word | None, Field(description="Only articles of this day (YYYY-MM-DD) or earlier.")]
_Sources = Annotated[
    list[Word] | None, Field(max_length=1000, description="Only articles from these sources, by name; null means all.")
]
_Names = Annotated[
    list[Word] | None,
    Field(
        max_length=MOST_NAMES,
        description="Only articles that mention each of these people, organisations and places, by any form.",
    ),
]


class Arguments(BaseModel):
    """The arguments of a call."""

    model_config = ConfigDict(extra="forbid")  # a misspelt filter that was ignored would ask all articles


class Filtered(Arguments):
    """Arguments that keep to some of the articles."""

    since: _Since = None
    until: _Until = None
    sources: _Sources = None
    names: _Names = None

    @property
    def within(self) -> Within:
        """The filters. Raises BadFilter."""
        return within(self.since, self.until, self.sources, self.names)


class Message(Arguments):
    """A message of the conversation before a question."""

    role: Annotated[Literal["user", "assistant"], Field(description="Who said it.")]
    text: Annotated[Word, Field(description="What was said.")]


class Ask(Filtered):
    """A question, and the articles to answer it from."""

    question: Annotated[
        _Asked, Field(description="The question in plain words, or a pasted text: the articles it stands in are cited.")
    ]
    history: Annotated[
        list[Message],
        Field(max_length=MOST_SAID, description='The conversation so far, for "And when was that?"; oldest first.'),
    ] = []
    asked_on: Annotated[
        Word | None, Field(description='The day (YYYY-MM-DD) that "last week" counts from; null is today.')
    ] = None
    dates: Annotated[
        bool, Field(description='Whether words such as "last week" restrict the articles; false: words like others.')
    ] = True


class Search(Filtered):
    """What to find passages about, and in which articles."""

    query: Annotated[_Text, Field(description="What to look for, in plain words.")]
    k: Annotated[int, Field(ge=1, le=MOST_HITS, description="How many passages."), _WHOLE] = 5


class Timeline(Filtered):
    """A topic, and how much to tell of it."""

    topic: Annotated[_Text, Field(description="What to tell of: a few words.")]
    limit: Annotated[int, Field(ge=1, le=MOST_EVENTS, description="How many events at most."), _WHOLE] = 20


class Quotes(Filtered):
    """Whose sayings, or about what: at least one of them."""

    speaker: Annotated[Word, Field(description="Who says it, by name; empty: anybody.")] = ""
    about: Annotated[Word, Field(description="What it is about, in a few words; empty: anything.")] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_QUOTATIONS, description="How many at most."), _WHOLE] = 20

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not self.speaker.strip() and not self.about.strip():
            raise ValueError("name a speaker, or what it is about")
        return self


class Browse(Filtered):
    """Which articles to list, and which part of the list."""

    query: Annotated[Word, Field(description="Held by the title, source, id or file, in any case; empty: all.")] = ""
    texts: Annotated[bool, Field(description='Also held by the text: words in any form, "phrases" as they are.')] = (
        False
    )
    sort: Annotated[Sort, Field(description="What to sort by; articles that lack it come last.")] = "title"
    descending: Annotated[bool, Field(description="Whether the largest, or newest, comes first.")] = False
    # Bounded, for SQLite takes no number of more than 64 bits.
    offset: Annotated[int, Field(ge=0, le=10**9, description="How many to leave out at the beginning."), _WHOLE] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED, description="How many to list."), _WHOLE] = 100


class Find(Filtered):
    """Words and phrases, and which part of the articles that hold them all."""

    query: Annotated[_Text, Field(description='Words, in any form, and "phrases", as they are; all must stand there.')]
    order: Annotated[FoundOrder, Field(description="Which articles come first.")] = "newest"
    offset: Annotated[int, Field(ge=0, le=10**9, description="How many to leave out at the beginning."), _WHOLE] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_FOUND, description="How many articles to give."), _WHOLE] = 20


class FindIn(Arguments):
    """Words and phrases, and the one article to look for them in."""

    id: Annotated[Word, Field(description="The id of the article.")]
    query: Annotated[_Text, Field(description='Words, in any form, and "phrases", as they are.')]


class ListNames(Filtered):
    """Which names to list, and of which articles."""

    query: Annotated[Word, Field(description="Held by a form of the name, in any case; empty: all.")] = ""
    kind: Annotated[NameKind | None, Field(description="Only people, organisations or places; null means all.")] = None
    about: Annotated[Word, Field(description="Only of articles that mention this topic; empty: any.")] = ""
    articles: Annotated[Word, Field(description='Only of articles that "documents" lists for this, texts too.')] = ""
    offset: Annotated[int, Field(ge=0, le=10**9, description="How many to leave out at the beginning."), _WHOLE] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_LISTED, description="How many to list."), _WHOLE] = 100


class Batch(Filtered):
    """Questions that are asked one by one, each by itself."""

    questions: Annotated[list[_Text], Field(min_length=1, max_length=MOST_ASKED, description="In plain words.")]
    dates: Annotated[bool, Field(description='As in "ask".')] = True


class Each(Filtered):
    """A question that is asked of every article by itself, and which part of the articles."""

    question: Annotated[_Text, Field(description="The question in plain words.")]
    offset: Annotated[
        int, Field(ge=0, le=10**9, description="How many articles to leave out at the beginning."), _WHOLE
    ] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_ASKED, description="How many articles to ask."), _WHOLE] = MOST_ASKED


Wanted = TypeVar("Wanted", bound=Arguments)


def checked(kind: type[Wanted], /, **arguments: Any) -> Wanted:
    """The arguments of a call. Raises BadCall, which names what is wrong with them.

    >>> checked(Search, query="whales", k=0)
    Traceback (most recent call last):
    qa.errors.BadCall: k: input should be greater than or equal to 1
    """
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        raise BadCall(complaint(error.errors())) from error
