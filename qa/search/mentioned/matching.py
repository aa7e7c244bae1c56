"""Whether a name or word of a topic stands in a text, in a form that counts."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from qa.english.stems import terms
from qa.index.passages import plain_letters
from qa.search.mentioned.elements import Element, Spelling

# A stem of more letters begins, in plain letters, as every word of it does: of "die" is "dying" as well.
_BEGINS = 3
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")


def stands(unit: Element, article: int, text: str) -> bool:
    """Whether one of the forms that count in an article stands in a text of it."""
    plain = text.isascii()
    lower = text.lower() if plain else ""
    stems: list[str] | None = None
    for form in unit.forms:
        if form.only is not None and article not in form.only:
            continue
        if form.exact:
            if _to_the_letter(form, text):
                return True
            continue
        if plain and not all(stem[:_BEGINS] in lower for stem in form.stems if len(stem) > _BEGINS):
            continue
        # Accents may be typed or not; what is spelt in plain letters is compared with them.
        if unit.name and not _FOREIGN.search(text) and not _spelt(form.shown).search(text):
            continue
        stems = stems if stems is not None else terms(plain_letters(text))
        if _in_a_row(form.stems, stems):
            return True
    return False


@functools.lru_cache(maxsize=256)
def _spelt(shown: str) -> re.Pattern[str]:
    """The words of a name, and no others of the same stems: "United States", no "united state"."""
    # Blanks, hyphens, the dots of initials: "Health, Department" is none, nor is "(South) Korea".
    words = r"[\s.'’‑–-]+".join(map(re.escape, re.findall(r"\w+", shown)))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def _to_the_letter(form: Spelling, text: str) -> bool:
    at = text.find(form.shown)
    while at >= 0:
        end = at + len(form.shown)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(form.shown, at + 1)
    return False


def _in_a_row(wanted: tuple[str, ...], stems: Sequence[str]) -> bool:
    if len(wanted) == 1:
        return wanted[0] in stems
    width = len(wanted)
    return any(tuple(stems[at : at + width]) == wanted for at in range(len(stems) - width + 1))
