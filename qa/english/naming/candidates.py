"""What may be a name in a text: runs of capitals, with "of", "van" and the like within them. Offsets: code points."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from qa.english.asks import SHORT_TITLES, TITLES
from qa.english.words import MONTHS, OF_THINGS, OPENERS, SHORT_DAYS_AND_MONTHS, WEEKDAYS, any_of

# A name has so many characters at most, and so many names of an article count: what has more is no name, or no article.
LONGEST = 80
MOST = 3000
# So many names are joined at most.
SEVERAL = 5

_UPPER = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_PARTICLES = "de|da|do|dos|del|della|di|du|van|von|der|den|la|le|al|el|bin|ibn|ter|zu|y|e|af|av"
_SHORT = any_of(*sorted(SHORT_TITLES), "St", "Jr", "Sr", "Rev", "Hon", "Cllr", "Mt", "Ft")
_INNER = r"(?:[\w&-]|[’'](?=\w)(?!s\b)|\.(?=[^\W_]))*"
_PLAIN, _JOINED = re.compile(r"[^\W_]+"), re.compile(rf"(?<![^\W_])[^\W_]{_INNER}")
_CAPITAL = rf"(?:(?:{_SHORT}|[{_UPPER}])\.(?=[\s-]?[{_UPPER}])|[{_UPPER}]{_INNER})"
_RUN = rf"{_CAPITAL}(?:[^\S\n]+(?:(?:{_PARTICLES})[^\S\n]+){{0,2}}{_CAPITAL})*"
_JOIN = r"[^\S\n](?:of|for|and|&|on|upon|at)(?:[^\S\n]the)?[^\S\n]"
_WHOLE = re.compile(rf"(?<![\w’'-]){_RUN}(?:{_JOIN}{_RUN}){{0,4}}")
_PARTS = re.compile(_RUN)
_WORD = re.compile(r"\S+")
_LEADING = frozenset(f"{OPENERS} {WEEKDAYS} {MONTHS} {SHORT_DAYS_AND_MONTHS}".split())
_DAYS = frozenset(f"{WEEKDAYS} {WEEKDAYS.replace('day', 'days')} {MONTHS} {SHORT_DAYS_AND_MONTHS}".split()) - {
    "May",
    "April",
    "June",
    "August",
    "Jan",
}
_TITLES = frozenset(title.casefold() for title in TITLES) | frozenset(
    """
    prime deputy vice former acting attorney lord lady dame king queen prince princess pope rabbi imam father sister
    brother sheikh constable major admiral marshal brigadier det insp supt cpl pc ceo cfo mp mep first minister foreign
    finance defence defense home education health revd hon cllr leader chair chairperson energy interior transport chief
    mme mlle frau herr monsieur madame signor signora señor señora skipper canon nurse pc
    justice assistant associate senior executive managing environment culture
    """.split()
)
_SOMEBODY = frozenset(title.casefold() for title in TITLES) | frozenset(
    "lord lady dame king queen prince princess pope rabbi imam father sister brother sheikh constable major admiral "
    "mme mlle frau herr monsieur madame signor signora señor señora skipper canon nurse "
    "marshal brigadier det insp supt cpl pc minister revd hon cllr leader chair chairperson sir mp mep ceo".split()
)
_THINGS = frozenset(OF_THINGS.casefold().split())
_NO_DOT = re.compile(rf"(?:^|\s)(?:[{_UPPER}]|{_SHORT}|Inc|Ltd|Corp|Co|No|vs)\.$")
_OPENING = " \t\"“”'‘’([—–*#>•-"


class NameCandidate(NamedTuple):
    """What may be a name: from `start` to `end`. `whole` is False for a part of the last whole one before it: it counts
    where that is none. `opens` where a sentence begins with it, `titled` behind "Mayor" or "Mrs"."""

    start: int
    end: int
    whole: bool
    opens: bool
    titled: bool


def candidates(text: str) -> Iterator[NameCandidate]:
    """What may be a name in a text, in order; of what joins several, each follows it."""
    headlines, words = _headlines(text), functools.cache(functools.partial(_small_words, text))

    def small(word: str) -> bool:
        return word[0].lower() + word[1:] in words()

    count = 0
    for run in _WHOLE.finditer(text):
        # So many capitals are no name, whatever is left out at their ends.
        if run.end() - run.start() > SEVERAL * LONGEST or _inside(headlines, run.start()):
            continue
        parts = list(_PARTS.finditer(text, run.start(), run.end()))
        spans = [(run.start(), run.end())] if len(parts) < 2 else [run.span(), *(part.span() for part in parts)]
        for number, (start, end) in enumerate(spans):
            opens = _opens(text, start)
            found = _trimmed(text, start, end, opens and small)
            if found is None or found[1] - found[0] > LONGEST:
                continue
            count += 1
            if count > MOST:
                return
            yield NameCandidate(*found[:2], number == 0, found[0] == start and opens, found[2])


def _trimmed(
    text: str, start: int, end: int, small: Callable[[str], bool] | Literal[False]
) -> tuple[int, int, bool] | None:
    """A run without what opens a sentence, days, and titles; and whether there was a title. `small`, where a sentence
    opens, tells whether a word stands in the text without its capital."""
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text[start:end])]
    if small and words[0][2] not in _LEADING and small(words[0][2]):
        words.pop(0)
    while words and (words[0][2] in _LEADING or words[0][2].endswith("’s")):
        words.pop(0)
    while words and words[-1][2] in _DAYS:
        words.pop()
    titled = False
    plain = [word.strip(".").casefold() for _, _, word in words]
    skip = max((at + 1 for at, word in enumerate(plain[:4]) if word in _SOMEBODY), default=0)
    if skip and skip <= len(plain) and all(word in _TITLES for word in plain[:skip]):
        if skip == len(plain):
            return None
        if plain[skip] not in ("of", "for", "and", "&") and plain[-1] not in _THINGS:
            words, titled = words[skip:], True
    while words and words[0][2] in ("of", "for", "and", "&", "the", "on", "at", "upon"):
        words.pop(0)
    if not words:
        return None
    first, last = words[0], words[-1]
    if len(words) == 1 and (len(last[2]) < 2 or last[2] in _LEADING):
        return None
    return start + first[0], start + last[1], titled


def _small_words(text: str) -> frozenset[str]:
    """The words of a text, and their parts: those without a capital may open a sentence with one."""
    return frozenset(_PLAIN.findall(text)) | frozenset(_JOINED.findall(text))


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins there."""
    before = text[max(0, start - 12) : start]
    plain = before.rstrip(_OPENING)
    if not plain or "\n" in before[len(plain) :]:
        return True
    return plain[-1] in ".!?:…\n" and not _NO_DOT.search(plain)


_LOWER = re.compile(r"(?<![\w’'-])[a-z]{5,}")
_UPPERS = re.compile(rf"(?<![\w’'-])[{_UPPER}][\w’'-]*")


def _headlines(text: str) -> list[tuple[int, int]]:
    """The lines in which every longer word has a capital."""
    found, start = [], 0
    for line in text.split("\n"):
        if (
            len(line) < 200
            and not line.rstrip().endswith((".", ".”", "!", "?"))
            and not _LOWER.search(line)
            and len(_UPPERS.findall(line)) >= 5
        ):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of these, in order, holds a place."""
    before = bisect.bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return before >= 0 and at < spans[before][1]
