"""Sentences that tell nothing of what an article is about: captions of its pictures, calls to sign up or read on."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"\W*(?:file\s+|stock\s+)?(?:photo(?:graph)?|image|picture|illustration|graphic|video|caption|credit)s?"
    r"(?:\s+(?:credit|caption|by|courtesy)\b|\s*[:/|–—-])"
    r"|FILE\s+[-–—]"
    r"|.*\b(?:pictured|seen|shown)\s+(?:here|above|below|left|right)\b"
    r"|.*\bin\s+this\s+(?:undated\s+|file\s+|recent\s+|handout\s+|combination\s+)*"
    r"(?:photo(?:graph)?|picture|image|frame grab|screengrab)\b"
    r"|.*[(/|]\s*(?:[\w .-]{0,40}/)?(?:Getty(?: Images)?|Reuters|AFP|AP(?: Photo)?|EPA|Shutterstock|Alamy)\b"
    r"[^.!?]{0,40}[).]*$",
    re.IGNORECASE | re.DOTALL,
)
_CALL = re.compile(
    r"\W*(?:sign\s+up|subscribe|follow\s+(?:us|our|\S+\s+on)|click\s+here|read\s+(?:more|also|next)\b|register\s+(?:here|now|for)|"
    r"join\s+(?:us|our)|download\s+(?:the|our)\b.{0,40}\bapp|share\s+this|listen\s+to\s+(?:the|our)|watch\s*:|"
    r"this\s+(?:article|story|post)\s+(?:was|has\s+been|is)\s+(?:first\s+|originally\s+|last\s+)?(?:published|updated)|"
    r"copyright|©|all\s+rights\s+reserved)"
    r"|.*\b(?:our|this|the\s+\w+)\s+(?:free\s+|daily\s+|weekly\s+|morning\s+)*newsletters?\b"
    r"|.*\b(?:in|to|into|straight\s+to)\s+your\s+inbox\b",
    re.IGNORECASE | re.DOTALL,
)


def is_aside(sentence: str) -> bool:
    """Whether a sentence is a caption or a call to readers, by how it begins or ends.

    >>> [is_aside(text) for text in ("Photo: the quay on Friday.", "Sign up for our newsletter by 5 May.")]
    [True, True]
    >>> is_aside("The photographs of the quay were sold on Friday.")
    False
    """
    return bool(_CAPTION.match(sentence) or _CALL.match(sentence))
