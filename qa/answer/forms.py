"""Questions of a form of their own, about the folder and not about what a sentence of it says.

Each form looks whether a question is one of its, and then answers it, if only by saying that there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.answer.origin import where_from
from qa.answer.said import said
from qa.answer.scope import Scope, StandAlone
from qa.answer.tally import tally
from qa.types import Answer

Form = Callable[[Scope, StandAlone], Answer | None]
"""Gives an Answer to a question of its form, None for every other."""

# In this order; the first that gives an answer gives it.
FORMS: tuple[Form, ...] = (tally, said)

# Of what was typed, before a conversation fills it in and before it is taken apart into several questions.
TYPED: tuple[Form, ...] = (where_from,)


def by_form(forms: Sequence[Form], scope: Scope, asked: StandAlone) -> Answer | None:
    """The first answer that one of these gives."""
    return next((answered for form in forms if (answered := form(scope, asked)) is not None), None)
