"""Raised and lowered digits as Unicode has them: 10 with a small 6 above it is no 106, and a footnote mark no digit of
a year."""

from __future__ import annotations

import re

DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SIGNS = {"+": "⁺", "-": "⁻", "−": "⁻", "–": "⁻"}
SIGNED = re.compile(r"(?<![\w+\-−–])[+\-−–](?=[0-9])")


def raised(text: str) -> str:
    """Text that stands above its line: `"-6"` -> `"⁻⁶"`; letters, as of 20th, stay what they are."""
    return SIGNED.sub(lambda sign: SIGNS[sign[0]], text).translate(DIGITS)


def lowered(text: str) -> str:
    """Text that stands below its line: `"2"` -> `"₂"`."""
    return text.translate(LOWERED)
