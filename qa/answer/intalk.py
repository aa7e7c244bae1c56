"""What a conversation tells beside its words: the article that was cited last, the year that is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.english.dates import with_year, year_named
from qa.english.words import content
from qa.index.index import Index
from qa.types import Document, Turn

# So many answers back the article is looked for: those that found nothing cite none.
BACK = 3
# So many passages that hold the words of a cited sentence are looked at.
LOOKED_AT = 8

_MARK = re.compile(r"\s*\[\d{1,4}\]")


def last_article(index: Index, history: Sequence[Turn]) -> Document | None:
    """The article whose sentence the last answer began with. Raises IndexInvalid."""
    answers = [text for role, text in history if role != "user"]
    return next((found for text in answers[: -BACK - 1 : -1] if (found := _cited(index, text))), None)


def in_year_of_talk(index: Index, question: str, typed: str, history: Sequence[Turn]) -> str:
    """The question, which was `typed`, with the year of the talk at its days and months that have none: the year that
    was named last, or else that of the article that was cited last. As it is where it does not go on with the talk.

    `Who won on 3 March?` -> `Who won on 3 March 2022?`
    """
    if not history or with_year(question, 1) == question or not _goes_on(question, typed, history):
        return question
    year = _year(index, history)
    return question if year is None else with_year(question, year)


def _goes_on(question: str, typed: str, history: Sequence[Turn]) -> bool:
    asked = [text for role, text in history if role == "user"]
    return question != typed or any(set(_words(question)) & set(_words(text)) for text in asked[-1:])


def _words(text: str) -> list[str]:
    return [word.casefold() for word in content(text)]


def _year(index: Index, history: Sequence[Turn]) -> int | None:
    answer = ""
    for role, text in history[: -2 * BACK - 1 : -1]:
        if role != "user":
            answer = text
            continue
        # What the question names comes first: the article that answers may be of a later year.
        if year := year_named(text):
            return year
        article = _cited(index, answer)
        if article and article.date:
            return article.date.year
        answer = ""
    return None


def _cited(index: Index, answer: str) -> Document | None:
    sentence = _MARK.split(answer, maxsplit=1)[0].strip()
    if not sentence:
        return None
    rows = [int(row) for row in index.lexical.containing(sentence, LOOKED_AT)]
    for document, passage in index.store.fetch(rows):
        if any(each.text == sentence for each in passage.sentences):
            return document
    return None
