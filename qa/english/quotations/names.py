"""Names within noun phrases: the one whom a phrase names, without title and place, and the word that he is known by."""

from __future__ import annotations

import functools
import re
import unicodedata

from qa.english.asks import TITLES
from qa.english.words import MONTHS, OF_THINGS, OPENERS, SHORT_DAYS_AND_MONTHS, WEEKDAYS

_PARTICLES = "de|da|do|dos|del|della|di|du|van|von|der|den|la|le|al|el|bin|ibn|ter|y|e|st"
# A dot stays within a word, and behind initials and short titles.
_CAPITAL = (
    r"(?:(?:[^\W\d_a-zß-öø-ÿ]|Dr|Mr|Mrs|Ms|Prof|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Rev|Revd|St|Jr|Sr|Hon|Cllr)\.(?=\s|-|[A-Z])|"
    r"[^\W\d_a-zß-öø-ÿ](?:[\w’'&-]|\.(?=\w))*)"
)
NAME = re.compile(rf"\b{_CAPITAL}(?:\s(?:(?:{_PARTICLES})\s){{0,2}}{_CAPITAL})*")
_ORGANISED = re.compile(rf"{NAME.pattern}(?:\s(?:of|for|on|and|&)\s(?:the\s)?{NAME.pattern})+")
_LINK = re.compile(r"\s(?:of|for|from|at|in|with|on|to|by|who|that|representing|behind)\s")
_TITLES = frozenset(title.casefold() for title in TITLES) | frozenset(
    """
    prime deputy vice former acting attorney lord lady dame king queen prince princess pope rabbi imam father sister
    brother saint sheikh congresswoman constable major admiral marshal brigadier sgt det insp supt cpl pc spokeswoman
    ceo cfo mp mep rep sen lib dem first minister secretary foreign finance defence defense home education health revd
    hon cllr councilman speaker leader chair chairperson sec
    coordinator founder owner deputy adviser advisor manager
    transport energy interior state u.s us uk eu chief justice assistant associate senior executive managing police fire
    """.split()
)
_NO_PERSON = frozenset(f"{OPENERS} {WEEKDAYS} {MONTHS} {SHORT_DAYS_AND_MONTHS} {OF_THINGS}".split())
_THINGS = frozenset(OF_THINGS.split())
_PARTICLE_SET = frozenset(_PARTICLES.split("|"))
_FIRST = frozenset({"Jan", "April", "May", "June", "August"})
_SUFFIX = frozenset("jr sr ii iii iv phd md mp mep qc kc obe cbe mbe".split())
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def name_in(phrase: str) -> tuple[int, int] | None:
    """Where the name of whom a noun phrase speaks stands in it; None when it gives him no name.

    >>> [p[a:b] for p in ("general secretary Dag Holm", "Mayor Ada Lund of Calder") for a, b in [name_in(p)]]
    ['Dag Holm', 'Ada Lund']
    >>> name_in("a spokesman for Marlow Power"), name_in("the union")
    (None, None)
    """
    organised = _ORGANISED.search(phrase)
    if organised and organised.end() == len(phrase) and not _starts_low(phrase, organised.start()):
        first = phrase[slice(*_untitled(phrase, organised.start(), _first_end(phrase, organised)))]
        if not is_person(first):
            return _trimmed(phrase, organised.start(), organised.end())
    link = _LINK.search(phrase)
    head = phrase[: link.start()] if link else phrase
    runs = list(NAME.finditer(head))
    if not runs or runs[-1].end() < len(head.rstrip(" ,")):
        return None
    start, end = _untitled(phrase, runs[-1].start(), runs[-1].end())
    return _trimmed(phrase, start, end)


@functools.lru_cache(maxsize=65_536)
def is_person(name: str) -> bool:
    """Whether a name of two words or three, without a title, is likely somebody's."""
    words = name.split()
    named = words[1:] if words and words[0] in _FIRST else words
    return 2 <= len(words) <= 4 and all(map(_is_part, named))


def _is_part(word: str) -> bool:
    """Whether a word may be one of a person's name: "Ada", "J.", "van", not "The", "UN" or "Bank"."""
    if word in _PARTICLE_SET:
        return True
    if word in _NO_PERSON or not word[0].isupper():
        return False
    return len(word.strip(".")) < 3 or not word.isupper()


@functools.lru_cache(maxsize=1024)
def known_by(name: str) -> str:
    """The word that a speaker is called by, folded: the surname, of a phrase the word that says what he is.

    >>> known_by("Łucja Wendel"), known_by("a spokesman for Marlow Power"), known_by("Juan García Jr.")
    ('wendel', 'spokesman', 'garcia')
    """
    words = [word for part in head_of(_ARTICLE.sub("", name)).split() if (word := folded(part))]
    while len(words) > 1 and words[-1] in _SUFFIX:
        words.pop()
    return words[-1] if words else ""


def head_of(phrase: str) -> str:
    """A noun phrase without what is joined to it by "of", "for" and the like."""
    link = _LINK.search(phrase)
    return phrase[: link.start()] if link and link.start() else phrase


@functools.lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """A word as names are compared: lower case, without accents, genitive and marks."""
    if word.isalpha() and word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word.strip('.,;:!?"“”()[]')).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and (c.isalnum() or c in "-'’"))


def _starts_low(phrase: str, at: int) -> bool:
    """Whether a common noun stands before: "a spokesman for ..." names no organisation as its own."""
    return bool(re.sub(r"^(?:the|an?|both)\b", "", phrase[:at], flags=re.IGNORECASE).strip())


def _first_end(phrase: str, organised: re.Match[str]) -> int:
    first = NAME.match(phrase, organised.start())
    return first.end() if first else organised.end()


def _untitled(phrase: str, start: int, end: int) -> tuple[int, int]:
    words = list(re.finditer(r"\S+", phrase[start:end]))
    titles = [at + 1 for at, word in enumerate(words[:-1]) if _is_title(word.group())]
    names_body = len(words) > 2 and all(words[at].group() in _THINGS for at in [*(at - 1 for at in titles), -1])
    skip = 0 if names_body else max(titles, default=0)  # "Harbour Health Office" has no title
    return start + words[skip].start(), end


def _is_title(word: str) -> bool:
    """Whether a word before a name is a title, or made of two: "Director-General"."""
    parts = word.strip(".").casefold().split("-")
    return "-".join(parts) in _TITLES or (len(parts) > 1 and parts[0] in _TITLES and parts[-1] in _TITLES)


def _trimmed(phrase: str, start: int, end: int) -> tuple[int, int]:
    text = phrase[start:end]
    if match := re.search(r"['’]s?$", text):
        end -= len(match.group()) if match.group() != "'" or text[-2:-1] == "s" else 0
    if phrase[end - 1] == "." and not re.search(r"\b(?:[A-Z]|[JS]r|Inc|Ltd|Corp|Co)\.$", phrase[start:end]):
        end -= 1
    return start, end
