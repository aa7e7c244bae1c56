"""The sources of a folder that a question names as such: "articles of the Herald", "what did the Herald publish"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.english.words import any_of
from qa.question.tallied.wording import ABOUT, ARTICLES

_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\.)?(?P<name>[\w-]+(?:\.[\w-]+)*?)\.(?:co\.\w\w|com|org|net|gov|edu|\w\w)/?$"
)
_WRITES = (
    r"(?:publish(?:e[sd])?|wr[io]tes?|written|run|ran|carr(?:y|ied)|print(?:ed)?|have|has|report(?:ed)?|file[ds]?|"
    r"bring|"
    r"brought|post(?:ed)?|cover(?:ed)?)"
)
_PUBLISHED = re.compile(r"\b(?:publish(?:ed)?|print(?:ed)?|run|issued?)\b", re.IGNORECASE)
_WHAT = re.compile(rf"^what(?:\s(?:all|else))?(?=$|\s{ABOUT}\s)", re.IGNORECASE)


def without_sources(question: str, sources: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The question without the words that say in which sources to look, and the names of these in the folder; what a
    topic says of a source stays.

    >>> without_sources("How many articles did the Herald publish on the Echo?", ["Daily Herald", "Echo"])
    ('How many articles on the Echo?', ('Daily Herald',))
    """
    names = _names(sources)
    if not names:
        return question, ()
    any_name = any_of(*(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    one = rf"(?:the\s)?{any_name}(?!\w)"
    several = rf"{one}(?:(?:\s?,\s(?:and\s|or\s)?|\s(?:and|or)\s){one})*"
    patterns = (
        rf"\s(?:that\s)?(?:did|does|do|has|have|had)\s{several}\s{_WRITES}\b",
        rf"(?<=\s){several}(?:['’]s?)?\s(?={ARTICLES})",
        rf"\s(?:that\s|which\s)?{several}\s(?:has\s|have\s)?{_WRITES}\b",
        rf"\s(?:(?:published|written|printed|appeared|issued)\s)?(?:by|from|in)\s{several}(?:['’]s)?",
        rf"(?<=articles)\sof\s{several}|(?<=reports)\sof\s{several}|(?<=stories)\sof\s{several}",
    )
    found: list[str] = []
    rest = question
    for pattern in patterns:
        rest = re.sub(pattern, lambda match: _noted(match[0], names, found), rest, flags=re.IGNORECASE)
    rest = re.sub(r"\s+(?=[?.!,]|$)", "", " ".join(rest.split()))
    return rest, tuple(dict.fromkeys(found))


def as_list(question: str, whole: str) -> str:
    """What is left of the `whole` "What did the Herald publish on the strike?" without the source -> the list that it
    asks for; of "what did the Herald write" the same, since that asks for what it says.

    >>> as_list("What on the strike", "What did the Herald publish on the strike?")
    'list all articles on the strike'
    """
    return _WHAT.sub("list all articles", question) if _PUBLISHED.search(whole) else question


def _noted(text: str, names: dict[str, str], found: list[str]) -> str:
    named = sorted((name for name in names if name in text.casefold()), key=len, reverse=True)
    left = text.casefold()
    for name in named:  # the longest first: "Sunday Herald" is no "Herald"
        if name in left:
            found.append(names[name])
            left = left.replace(name, " ")
    return " "


def _names(sources: Sequence[str]) -> dict[str, str]:
    """How a source may be called, in lower case -> its name. The last word alone where no other one ends in it."""
    called: dict[str, set[str]] = {}
    for source in sources:
        plain = re.sub(r"^the\s", "", source.casefold())
        for name in {source.casefold(), plain, *_short(plain)}:
            called.setdefault(name, set()).add(source)
    return {name: min(of) for name, of in called.items() if len(of) == 1 and len(name) > 1}


def _short(name: str) -> set[str]:
    domain = _DOMAIN.match(name)
    if domain:
        return {domain["name"], domain["name"].replace("-", " ")}
    words = name.split()
    return {words[-1]} if len(words) > 1 and len(words[-1]) > 3 else set()
