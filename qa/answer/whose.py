"""Whether a quotation is by whom a question names: by name, by the letters of it, or by what he is."""

from __future__ import annotations

import re

from qa.english.asks import TITLES
from qa.english.quotations.names import folded, known_by
from qa.english.words import FUNCTION_WORDS
from qa.types import Said

# Who somebody is stands so near to his name.
BESIDE = 90
# An article tells so near to its begin what it is about: of which town "the mayor" is.
BEGINS = 300
# Titles, which name nobody.
_TITLES = frozenset("mr mrs ms dr prof sir col gen judge mayor governor minister president councillor senator".split())
_FUNCTION = frozenset(FUNCTION_WORDS.split())
_NAMELESS = _FUNCTION | _TITLES
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w’'-]*")
# "the WHO", "NATO": letters that stand for a name, and are none of the words that they look like.
_LETTERS = re.compile(r"(?:the\s+)?(?P<letters>[A-Z]{2,8})(?:['’]s)?", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")
_JOINING = frozenset({"the", "of", "for", "and", "&"})
_ROLES = frozenset(folded(title) for title in TITLES) | frozenset("king queen pope prince princess ceo".split())


def is_by(asked: str, said: Said) -> bool:
    """Whether a quotation is by whom a question names: "Ada Lund", "the WHO", "the mayor of Calder"."""
    speaker = said.quotation.speaker
    if speaker is None:
        return False
    if (letters := _LETTERS.fullmatch(asked.strip())) and letters["letters"].isupper():
        return letters["letters"] in _CAPITAL.findall(speaker) or letters["letters"] == initials(speaker)
    if initials(asked) in _CAPITAL.findall(speaker):
        return True
    wanted = words_of_people(asked)
    named = {word for part in _CAPITAL.findall(asked) if (word := folded(part)) not in _TITLES}
    if known_by(asked) == known_by(speaker):
        return named <= words_of_people(speaker) or len(words_of_people(speaker)) == 1 or not named
    if named and named <= words_of_people(speaker):
        return True
    # What he is stands beside his name, of what (of Calder, of the union) perhaps where the article begins.
    beside = _beside(said)
    around = words_of_people(f"{said.document.title} {said.document.text[:BEGINS]}")
    words = {folded(word) for word in beside.split()}
    return _in_role(known_by(asked), beside) and wanted <= words | around


def names_person(text: str, called: str) -> bool:
    """Whether a folded word that somebody is called by is among the words of a text that may name somebody."""
    if not called or called in _NAMELESS:
        return False
    # What is folded has letters of the word alone, so most words of plain letters need not be.
    parts = (part for part in text.split() if not part.isascii() or called[0] in part.lower())
    return any(folded(part) == called for part in parts)


def words_of_people(text: str) -> set[str]:
    """The words of a text that may name somebody, folded: neither little words nor titles."""
    return {word for part in text.split() if (word := folded(part))} - _NAMELESS


def initials(name: str) -> str:
    """The first letters of the words of a name of three or more, "" of a shorter one and of what is no name.

    >>> initials("the World Health Organization"), initials("Ada Lund"), initials("a spokesman for the union")
    ('WHO', '', '')
    """
    words = [word for word in name.split() if word.casefold() not in _JOINING]
    return "".join(word[0] for word in words) if len(words) > 2 and all(word[0].isupper() for word in words) else ""


def _in_role(role: str, beside: str) -> bool:
    """Whether a word beside a name says what he is. One that is written with a capital there is of another name,
    unless it is a title."""
    words = (word for word in _WORD.findall(beside) if folded(word) == role)
    return role not in _FUNCTION and any(word[0].islower() or role in _ROLES for word in words)


def _beside(said: Said) -> str:
    """What stands beside the name of a speaker where the article names him in full."""
    text, quotation = said.document.text, said.quotation
    if quotation.name_start < 0:
        return ""
    end = quotation.name_start + len(quotation.speaker or "")
    before = text[max(0, quotation.name_start - BESIDE) : quotation.name_start]
    behind = text[end : end + BESIDE]
    # Of its own sentence alone, and there not behind the next comma but one.
    own = _SENTENCE_ENDS.split(before)[-1]
    apposed = ",".join(_SENTENCE_ENDS.split(behind)[0].split(",")[:2])
    return f"{own} {text[quotation.name_start : end]} {apposed}"
