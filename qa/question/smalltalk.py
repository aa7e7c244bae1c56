"""What is said to a page and asks nothing of its articles."""

from __future__ import annotations

import re

_SMALL_TALK = re.compile(
    r"\W*(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day)|thanks?(?: you)?|thank you|bye|goodbye|ok(?:ay)?|"
    r"how are you|who are you|what can you do|help|test)\b(?: (?:there|all|very much|a lot|everyone|so much))?\W*",
    re.IGNORECASE,
)


def asks_nothing(text: str) -> bool:
    """Whether a text is small talk as a whole, or has no letter and no digit.

    >>> [asks_nothing(text) for text in ("Hello there!", "?", "Help for whom was promised?")]
    [True, True, False]
    """
    return not any(character.isalnum() for character in text) or _SMALL_TALK.fullmatch(text) is not None
