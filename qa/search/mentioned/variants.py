"""Whether two names may be one person's: "Fenn", "A. Fenn" and "Dr. Ada Fenn" of Ada Fenn. Knows no index."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from qa.english.asks import TITLES
from qa.english.quotations.names import folded

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


def untitled(name: str) -> str:
    """A name without titles: `Castellane` for "Energy Minister Castellane", who has a given name in most articles.

    >>> untitled("Energy Minister Castellane"), untitled("Prime Minister")
    ('Castellane', 'Prime Minister')
    """
    words = name.split()
    last = max((at for at, word in enumerate(words) if word.rstrip(".") in TITLES), default=-1)
    return " ".join(words[last + 1 :]) or name


def words_of(name: str) -> list[str]:
    """The words of a name without titles, folded; initials that are written together apart.

    >>> words_of("Prof. J.K. Rōnin"), words_of("Mayor Ada Lund")
    (['j', 'k', 'ronin'], ['ada', 'lund'])
    """
    return list(_folded(name))


# Each name is compared with every other one of its surname.
@functools.lru_cache(maxsize=65_536)
def _folded(name: str) -> tuple[str, ...]:
    parts = (re.findall(r"[^\W\d_]", word) if _INITIALS.fullmatch(word) else [word] for word in untitled(name).split())
    return tuple(word for part in parts for each in part if (word := folded(each)))


def is_short_for(short: str, full: str) -> bool:
    """Whether one name is another one without some of its words, or with initials for given names; equal ones are.

    >>> [is_short_for(name, "Ada Maria Fenn") for name in ("Fenn", "A. Fenn", "Ada M. Fenn", "B. Fenn", "Maria Lund")]
    [True, True, True, False, False]
    """
    wanted, whole = _folded(short), _folded(full)
    if not wanted or not whole or wanted[-1] != whole[-1]:
        return False
    rest = iter(whole[:-1])
    return all(any(_fits(word, other) for other in rest) for word in wanted[:-1])


def _fits(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[:1] == other[:1])


def bearers(names: Iterable[str] | Mapping[str, int]) -> dict[str, str]:
    """Each of some names -> what its bearer is called here: the fullest name that it is short for, where all those are
    one another's; else itself. A mapping says how often each stands. Of names that are equal but for titles and
    accents, the one that stands most often.

    >>> sorted(bearers(["Ada Fenn", "Fenn", "Dr. Ada Fenn", "Ada Fenn", "Bo Lund", "Per Lund", "Lund"]).items())[:3]
    [('Ada Fenn', 'Ada Fenn'), ('Bo Lund', 'Bo Lund'), ('Dr. Ada Fenn', 'Ada Fenn')]
    """
    often = Counter(names)
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in often:
        alike.setdefault(tuple(words_of(name)), []).append(name)
    shown = {words: max(same, key=lambda name: (often[name], -len(name), name)) for words, same in alike.items()}
    by_surname: dict[str, list[tuple[str, ...]]] = {}
    for words in shown:
        by_surname.setdefault(words[-1] if words else "", []).append(words)
    found: dict[str, str] = {}
    for words, same in alike.items():
        full = _fullest(shown[words], [shown[other] for other in by_surname[words[-1] if words else ""]])
        found.update(dict.fromkeys(same, full))
    return found


def _fullest(name: str, others: list[str]) -> str:
    longer = sorted(
        (each for each in others if is_short_for(name, each)), key=lambda each: (-len(words_of(each)), each)
    )
    one = longer and all(is_short_for(each, longer[0]) for each in longer)
    return longer[0] if one else name
