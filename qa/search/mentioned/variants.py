"""Whether two names may be one person's: "Fenn", "A. Fenn" and "Dr. Ada Fenn" of Ada Fenn. Knows no index."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qa.english.asks import TITLES
from qa.english.quotations.names import folded

Words = tuple[str, ...]

# So many names of one surname are sooner compared than sorted by their other words.
FEW = 8

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


# Each name is asked for whenever people are counted.
@functools.lru_cache(maxsize=65_536)
def _folded(name: str) -> Words:
    parts = (re.findall(r"[^\W\d_]", word) if _INITIALS.fullmatch(word) else [word] for word in untitled(name).split())
    return tuple(word for part in parts for each in part if (word := folded(each)))


def is_short_for(short: str, full: str) -> bool:
    """Whether one name is another one without some of its words, or with initials for given names; equal ones are.

    >>> [is_short_for(name, "Ada Maria Fenn") for name in ("Fenn", "A. Fenn", "Ada M. Fenn", "B. Fenn", "Maria Lund")]
    [True, True, True, False, False]
    """
    return _is_short_for(_folded(short), _folded(full))


def _is_short_for(wanted: Words, whole: Words) -> bool:
    if not wanted or not whole or wanted[-1] != whole[-1]:
        return False
    at, end = 0, len(whole) - 1
    for word in wanted[:-1]:
        while at < end and not _fits(word, whole[at]):
            at += 1
        if at == end:
            return False
        at += 1
    return True


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
    alike: dict[Words, list[str]] = {}
    for name in often:
        alike.setdefault(_folded(name), []).append(name)
    shown = {
        words: same[0] if len(same) == 1 else max(same, key=lambda name: (often[name], -len(name), name))
        for words, same in alike.items()
    }
    by_surname: dict[str, list[Words]] = {}
    for words in shown:
        if words:
            by_surname.setdefault(words[-1], []).append(words)
    nameless = alike.get(())
    found = dict.fromkeys(nameless, shown[()]) if nameless else {}
    for namesakes in by_surname.values():
        if len(namesakes) == 1:
            found.update(dict.fromkeys(alike[namesakes[0]], shown[namesakes[0]]))
            continue
        fitting = _Fitting(namesakes) if len(namesakes) > FEW else None
        for words in namesakes:
            full = _fullest(words, fitting.of(words) if fitting else namesakes, shown)
            found.update(dict.fromkeys(alike[words], shown[full]))
    return found


class _Fitting:
    """The names of one surname, by the words before it: to compare each with every other takes seconds in a folder of
    a hundred thousand passages."""

    def __init__(self, names: Sequence[Words]) -> None:
        self._names = names
        self._by_word: dict[str, dict[Words, None]] = {}
        self._by_letter: dict[str, dict[Words, None]] = {}
        for words in names:
            for word in words[:-1]:
                self._by_word.setdefault(word, {})[words] = None
                self._by_letter.setdefault(word[:1], {})[words] = None

    def of(self, words: Words) -> Iterable[Words]:
        """All that hold a word which the first one of these fits, and so all that these may be short for."""
        if len(words) == 1:
            return self._names
        first = words[0]
        if len(first) == 1:
            return self._by_letter.get(first, {})
        return self._by_word.get(first, {}) | self._by_word.get(first[:1], {})


def _fullest(words: Words, others: Iterable[Words], shown: Mapping[Words, str]) -> Words:
    longer = sorted((each for each in others if _is_short_for(words, each)), key=lambda each: (-len(each), shown[each]))
    one = longer and all(_is_short_for(each, longer[0]) for each in longer)
    return longer[0] if one else words
