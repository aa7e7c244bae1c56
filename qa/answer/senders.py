"""Who wrote a message or a letter on a topic: its head or the name under its text tells, and no sentence of it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.english.asks import ARTICLE
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.reader.question import function_words
from qa.types import Document

# How sure the head or the end of a message is that holds all that the question says of it.
SIGNED = 0.7
# By so much such a line goes before the other sentences: none is cited beside it.
AHEAD = 10.0

_LETTER = r"(?:e-?mail|mail|message|letter|memo|memorandum|circular|postcard)"
_ASKS = re.compile(
    r"\W*(?:who (?:has )?(?:sent|wrote|written|signed|mailed|e-?mailed)|whose (?:was|is)|"
    rf"(?:from whom|who) (?:is|was|came)) (?:(?:{ARTICLE}|this|that|our) )?(?P<of>(?:[\w’'-]+ ){{0,3}}?)"
    rf"{_LETTER}\b(?P<topic>[^?]*)\?*\W*",
    re.IGNORECASE,
)
# What a question says of any message.
_SAID = "send sent write wrote written from about concerning regarding subject date signed came"
_CAPITAL = r"[^\W\d_a-z][\w.’'-]*"
_SMALL = r"(?:van|von|de|der|den|di|da|del|la|le|af|al|bin)"
_NAME = rf"(?P<name>{_CAPITAL}(?: (?:{_SMALL} )*{_CAPITAL}){{0,3}})"
_HEAD = re.compile(rf"^(?:From|Sender): *[\"“]?{_NAME}[\"”]?(?: *[<(\[].*)?$", re.MULTILINE)
_ENDS = re.compile(
    r"^(?:(?:with )?(?:(?:my|our|all|very|many|best|kind(?:est)?|warm(?:est)?) )*(?:regards|wishes|thanks|greetings)|"
    r"best|cheers|love|yours(?: (?:sincerely|faithfully|truly|ever))?|"
    r"(?:sincerely|respectfully|faithfully|truly)(?: yours)?|thank you|all the best|see you(?: \w+)?)[,.!]?\s*\n\s*"
    rf"(?-i:{_NAME})[,.]?\s*$",
    re.MULTILINE | re.IGNORECASE,
)
# What an answer repeats of the message before it.
_REPEATED = re.compile(r"^[ \t]*>[^\n]*|^-+ ?(?i:original|forwarded) message\b.*\Z", re.MULTILINE | re.DOTALL)


def signed(question: str, reading: Reading) -> Reading:
    """The reading with the line first that names who sent or signed the message that the question speaks of, and the
    name as the few words; as it is where none of its articles is such a message."""
    match = _ASKS.fullmatch(question)
    if match is None or not reading.candidates:
        return reading
    asked = set(terms(f"{match['of']} {match['topic']}")) - function_words(terms)
    asked -= set(terms(_SAID))
    if not asked:
        return reading
    found = list(_signed(asked, reading))
    if not found:
        return reading
    # That whose subject says it before that whose text does.
    candidate, name = max(found, key=lambda each: len(asked.intersection(terms(each[0].hit.document.title))))
    first = replace(candidate, score=reading.candidates[0].score + AHEAD)
    rest = (each for each in reading.candidates if each is not candidate)
    return Reading((first, *rest), max(reading.confidence, SIGNED), name)


def _signed(asked: set[str], reading: Reading) -> Iterator[tuple[Candidate, str]]:
    """Of each article that holds the words, the line that names its sender, and the name."""
    by_article: dict[str, list[Candidate]] = {}
    for candidate in reading.candidates:
        by_article.setdefault(candidate.hit.document.id, []).append(candidate)
    for candidates in by_article.values():
        document = candidates[0].hit.document
        own = _REPEATED.sub("", document.text)
        if not asked <= set(terms(f"{document.title}\n{own}")):
            continue
        for start, end, name in _names(document):
            there = [each for each in candidates if each.sentence.start <= start and end <= each.sentence.end]
            if there:
                yield there[0], name
                break


def _names(document: Document) -> Iterator[tuple[int, int, str]]:
    """Where a message names its sender, and his name: as its head does, or whole as its source is."""
    repeated = _REPEATED.search(document.text)
    own = document.text[: repeated.start()] if repeated else document.text
    if head := _HEAD.search(own):
        yield (*head.span("name"), head["name"])
    for end in reversed(list(_ENDS.finditer(own))):
        whole = document.source or ""
        yield (*end.span("name"), whole if end["name"] in whole else end["name"])
