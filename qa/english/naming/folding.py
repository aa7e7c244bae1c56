"""How names are compared: their letters, their initials, and what may stand behind them."""

from __future__ import annotations

import functools
import unicodedata

SMALL = frozenset("of for the and on in de la du des & at upon".split())
BEHIND = frozenset(
    "jr sr ii iii iv inc ltd plc corp co llc gmbh ag sa limited incorporated corporation company".split()
)


@functools.lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """A name as names are compared: lower case, without accents, dots and a leading article."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c != ".")
    plain = " ".join(plain.replace("-", " ").split())
    return plain.removeprefix("the ") or plain


def initials(name: str) -> str:
    """The first letters of the words that have a capital.

    >>> initials("Federation of Port Workers"), initials("Organisation for Economic Co-operation and Development")
    ('FPW', 'OECD')
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def letters_of(acronym: str) -> str:
    """Those of an acronym, "U.N." and "UN" alike."""
    return acronym.replace(".", "").casefold()


def core(name: str, *, body: bool) -> str:
    """A name as it is compared, without "Jr" or "Inc" behind it; of a `body` one word may stay."""
    words = folded(name).split()
    while len(words) > (1 if body else 2) and words[-1].strip(",") in BEHIND:
        words.pop()
    return " ".join(words)
