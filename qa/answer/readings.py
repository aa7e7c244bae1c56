"""A question that may lean on the conversation -> the answer to the surest of its readings.

What was filled in may be wrong ("Who raised the alarm?" after talk of a trial is filled in with the accused). So where
the answer to it is unsure and the question names nothing itself, it is read as it was typed, too, and of the article
that was cited last. See "Dialogues" in docs/measurements.md for how the limits were chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.answering import answer
from qa.answer.intalk import last_article
from qa.answer.scope import Scope
from qa.english.asks import WH
from qa.english.phrases import phrases
from qa.types import Answer, Turn

# A reading is taken from such a confidence on. That of an article is compared with its title, which makes it surer.
SURE = 0.7
AS_TYPED = 0.5
OF_ARTICLE = 0.7

# "Good luck to them" asks nothing.
_ASKS = re.compile(rf"\?|\b{WH}\b", re.IGNORECASE)


def answer_in_talk(scope: Scope, filled: str, typed: str, history: Sequence[Turn]) -> Answer:
    """Answer `filled`, which was `typed` after the turns of `history`. Raises IndexInvalid."""
    first = answer(scope, filled, typed)
    sure = first.tally is not None or (first.found and first.confidence >= SURE)  # none of a list is an answer, too
    if not history or sure or _names(typed):
        return first
    if filled != typed:
        as_typed = answer(scope, typed)
        if as_typed.confidence >= AS_TYPED and _differs(as_typed, first):
            return as_typed
    article = last_article(scope.index, history) if _ASKS.search(typed) else None
    if article and article.title:
        of_article = answer(scope, typed, typed, about=article.title)
        if of_article.confidence >= OF_ARTICLE and _differs(of_article, first):
            return of_article
    return first


def _differs(answer: Answer, first: Answer) -> bool:
    """Whether a reading found another sentence than the filled-in question, which says more plainly what was asked."""
    places = [(one.citations[0].document.id, one.citations[0].start) for one in (answer, first) if one.found]
    return answer.found and (not first.found or places[0] != places[1])


def _names(question: str) -> bool:
    """Whether a question names somebody or something; what opens it has its capital anyway."""
    return any(phrase.name for phrase in phrases(f"so {question}"))
