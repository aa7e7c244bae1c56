"""Questions of a form of their own, about the folder and not about what a sentence of it says.

Each form looks whether a question is one of its, and then answers it, if only by saying that there is nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.answer.said import said
from qa.answer.scope import Scope, StandAlone
from qa.types import Answer

Form = Callable[[Scope, StandAlone], Answer | None]
"""Gives an Answer to a question of its form, None for every other."""

# In this order; the first that gives an answer gives it.
FORMS: tuple[Form, ...] = (said,)
