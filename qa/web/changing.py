"""What programs may change: the fields of an article that does not state them, and the questions that are saved."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from qa.saved.schema import QUESTION
from qa.web.arguments import Arguments, Filtered, Word

MOST_SEEN = 1000


class SetFields(Arguments):
    """What is told of a file beside it; null leaves a field as it is, and an empty text takes it back."""

    title: Annotated[Word | None, Field(description="Of a file of one article alone.")] = None
    date: Annotated[Word | None, Field(description="The day, such as 2022-03-11.")] = None
    source: Annotated[Word | None, Field(description="Who published it.")] = None

    @model_validator(mode="after")
    def _sets(self) -> Self:
        if self.title is None and self.date is None and self.source is None:
            raise ValueError("give a title, a date or a source")
        return self


class Save(Filtered):
    """A question as it is to be asked again after each build."""

    question: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION),
        Field(description="The question in plain words."),
    ]
    dates: Annotated[bool, Field(description='As in "ask".')] = True


class Seen(Arguments):
    """Which saved questions were looked at."""

    ids: Annotated[
        list[Word] | None, Field(max_length=MOST_SEEN, description="Those of these `id`s; null means all.")
    ] = None
