"""What was typed -> the words and phrases that are looked for."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.english.stems import terms as stems_of
from qa.errors import BadCall
from qa.index.passages import plain_letters

if TYPE_CHECKING:
    import tantivy

MOST_TERMS = 32

# What the index cuts texts into: letters and digits in a row.
TOKEN = re.compile(r"[^\W_]+")
# A quotation mark that nothing closes opens a phrase all the same: it is still being typed.
_PARTS = re.compile(r"[\"“”„«»](?P<quoted>[^\"“”„«»]*)(?:[\"“”„«»]|$)|(?P<word>[^\s\"“”„«»]+)")
_OWNED = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, `text` as it was typed.

    A word stands wherever a word of the same stem does; what is `quoted` where the same words do, in the same order,
    whatever their case and accents. `keys` are what is compared: stems, or whole words. `stems` are those in the index.
    """

    text: str
    quoted: bool
    keys: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether the index alone tells which articles hold it."""
        return not self.quoted and len(self.stems) == 1


def terms(typed: str) -> list[Term]:
    """The words and phrases of what was typed, each once; nothing of it is an operator. Raises BadCall for too many.

    >>> [(term.text, term.keys) for term in terms('strikes at "Pier Six" night-train')]
    [('strikes', ('strike',)), ('at', ('at',)), ('Pier Six', ('pier', 'six')), ('night-train', ('night', 'train'))]
    """
    found: dict[tuple[bool, tuple[str, ...]], Term] = {}
    for part in _PARTS.finditer(typed):
        quoted = part["quoted"] is not None
        text = " ".join(part["quoted"].split()) if quoted else _OWNED.sub("", part["word"])
        stems = tuple(stems_of(plain_letters(text)))
        keys = tuple(key for token in TOKEN.findall(text) for key in (folded(token) if quoted else stemmed(token)))
        if keys and stems:
            found.setdefault((quoted, keys), Term(text, quoted, keys, stems))
    if len(found) > MOST_TERMS:
        raise BadCall(f"these are {len(found)} words: a search takes {MOST_TERMS} at most")
    return list(found.values())


@functools.lru_cache(200_000)
def stemmed(token: str) -> tuple[str, ...]:
    """The stems of a stretch of letters and digits: one, but for raised digits, which stand apart."""
    return tuple(stems_of(plain_letters(token)))


@functools.lru_cache(200_000)
def folded(token: str) -> tuple[str, ...]:
    """The same as whole words: in lower case, without accents."""
    return tuple(_folding().analyze(plain_letters(token)))


@functools.cache
def _folding() -> tantivy.TextAnalyzer:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()
