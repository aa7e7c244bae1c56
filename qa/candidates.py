"""Questions that a sentence raises and answers, by templates that give good English or nothing. Pure patterns.

    Dag Ferreira-Holm, general secretary of the union, spoke …      Who is Dag Ferreira-Holm?
    Nocturne Rail, a private company from Halvern, …                What is Nocturne Rail?
    Lindiwe Strandberg won the Halvern Marathon …                   Who won the Halvern Marathon?
    Dag Ferreira-Holm, general secretary of the Dockers’ Union, …   Who is the general secretary of the Dockers’ Union?
    Bram Tolliver, who chairs the cooperative at Marlow Point, …    Who chairs the cooperative at Marlow Point?
    The Marlow Sound station cost 212 million euros.                How much did the Marlow Sound station cost?
    The bridge over the Orrin opened on November 3.                 When did the bridge over the Orrin open?

Whether the articles answer one is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.words import CURRENCIES, DATED, DAYS, DEEDS, NO_NAME, OFFICES, PEOPLE, THINGS, TITLES

_PEOPLE, _THINGS, _TITLES = ("|".join(words.split()) for words in (PEOPLE, THINGS, TITLES))
_IN_TITLES = frozenset(TITLES.split())
_IN_NO_NAME = frozenset(NO_NAME.split())

_UPPER = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_WORD = rf"(?:[{_UPPER}][\w’'-]*[^\W\d_]|[{_UPPER}]\.)"
_PARTICLE = r"(?:(?:de|da|do|dos|del|della|di|du|van|von|der|den|la|le|al|el|bin|ibn|ter|ten|y|e)\s)"
# Never the beginning or the middle of a longer name.
_PERSON = (
    rf"(?<![\w’'.-])(?<![{_UPPER}][\w]\s)(?:(?:{_TITLES})\.?\s)?"
    rf"(?P<name>{_WORD}(?:\s{_PARTICLE}*{_WORD}){{1,3}})(?![\w’'-]|\s[{_UPPER}])"
)
_AGE = r"(?:\d\d,\s)?"
_ROLE = rf"(?:[\w’'-]+\s){{0,3}}?(?:{_PEOPLE})"
_ONE = r"(?:the|a|an|its|their|his|her)\s"
_WHO = [
    re.compile(rf"{_PERSON},\s{_AGE}(?:{_ONE})?{_ROLE}(?=,|\s(?:of|at|for|in|from|with|who)\s)"),
    re.compile(rf"(?:\b{_ONE}|[’']s\s){_ROLE}(?:\s(?:of|at)\s[\w\s’'-]{{3,40}})?,\s{_PERSON}(?=[,.”\"])"),
    re.compile(rf"{_PERSON},\s{_AGE}who\s(?:chairs|leads|heads|runs|founded|owns|teaches|directs|speaks\sfor)\b"),
]
_NAMED = rf"^(?P<name>(?:The\s)?{_WORD}(?:\s{_WORD}){{0,3}})"
_KIND = (
    rf"(?:a|an)\s(?:(?!(?:at|of|in|with|for|on|who|whose)\s)[\w’'-]+\s){{0,4}}?(?:{_THINGS})"
    r"(?=[,.]|$|\s(?:that|which|of|in|on|near|for|from|based|located|founded|created)\s)"
)
_THING = [re.compile(rf"{_NAMED},\s{_KIND}"), re.compile(rf"{_NAMED}\sis\s{_KIND}")]
# A body, a post, a prize: what follows it ends it, so that no half of it is asked for.
_END = rf"(?=,\s(?![{_UPPER}])|\.?[”\"]?$)"
_BODY = r"(?P<body>(?:the\s)?(?:[\w’'-]+\s){0,7}?[\w’'-]+)"
_OFFICE = rf"(?P<office>{'|'.join(office.replace('-', '[ -]') for office in OFFICES.split())})"
_POSTS = [
    re.compile(rf"{_PERSON},\s{_AGE}(?:the\s)?{_OFFICE}\sof\s{_BODY}{_END}"),
    re.compile(rf"\b[Tt]he\s{_OFFICE}\sof\s{_BODY},\s{_PERSON}(?=[,.”\"])"),
]
_IS_POST = re.compile(rf"^The\s{_OFFICE}\sof\s{_BODY}\sis\s{_PERSON}(?=[,.])")
_OWN = re.compile(
    rf"(?<![\w’'-])(?P<owner>(?:[Tt]he\s)?{_WORD}(?:\s{_WORD}){{0,3}}[’']s)\s{_OFFICE},\s{_PERSON}(?=[,.”\"])"
)
_DOES = re.compile(rf"{_PERSON},\s{_AGE}who\s(?P<verb>chairs|leads|heads|runs|directs|founded)\s{_BODY}{_END}")
_DEEDS = [
    re.compile(rf"^{_PERSON}\s(?P<verb>{'|'.join(DEEDS)})\s{_BODY}(?:{_END}|(?=\s(?:on|in|after|with|by|for)\s))"),
    re.compile(rf"^(?P<body>The\s(?:[\w’'-]+\s){{0,6}}?[\w’'-]+)\swas\s(?P<verb>{'|'.join(DEEDS)})\sby\s{_PERSON}"),
]
_SUBJECT = r"^(?P<subject>(?:The\s)?(?:[\w’'-]+\s){0,6}?[\w’'-]+)"
_ROUND = r"(?:about\s|approx\.\s|around\s|some\s|nearly\s|almost\s|more\sthan\s)?"
_COST = re.compile(rf"{_SUBJECT}\s(?P<verb>cost|costs|will\scost)\s{_ROUND}(?:{CURRENCIES})")
_DATED = re.compile(rf"{_SUBJECT}\s(?P<verb>{'|'.join(DATED)})\s(?:{DAYS})\b")

# What shows that more than a name was caught.
_CLAUSE = frozenset(
    {
        "that",
        "which",
        "who",
        "whose",
        "where",
        "and",
        "or",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "have",
        "said",
        "says",
        "told",
        "but",
        "as",
        "while",
        "his",
        "reports",
        "reported",
        "her",
        "their",
        "its",
        "this",
        "these",
    }
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question; `about` is the person or thing it asks about, `sentence` the one that raised it.

    `rank` 0 asks for something that stands in a few words, which readers find; 1 asks who somebody is.
    """

    question: str
    about: str
    sentence: str
    rank: int


def candidates(sentence: str) -> list[Candidate]:
    """The questions that one sentence raises, by rank."""
    text = " ".join(sentence.split())
    plain = [*_costs(text), *_dates(text), *_deeds(text), *_posts(text), *_things(text)]
    return [
        *(Candidate(question, about, sentence, 0) for about, question in plain),
        *(Candidate(question, about, sentence, 1) for about, question in _people(text)),
    ]


def _people(text: str) -> Iterator[tuple[str, str]]:
    found = [match["name"] for pattern in _WHO for match in pattern.finditer(text)]
    for name in dict.fromkeys(map(_without_titles, found)):
        if _is_persons(name):
            yield name, f"Who is {name}?"


def _without_titles(name: str) -> str:
    """ "Finance Minister Ada Lund" -> "Ada Lund"."""
    words = name.split()
    titles = [at for at, word in enumerate(words) if word.rstrip(".") in _IN_TITLES]
    return " ".join(words[titles[-1] + 1 :] if titles else words)


def _is_persons(name: str) -> bool:
    words = name.split()
    shouted = any(len(word) > 2 and word.isupper() for word in words)
    possessive = any(word.endswith(("'s", "’s")) for word in words)  # "the agency's Ada Lund"
    return len(words) >= 2 and not shouted and not possessive and not any(word in _IN_NO_NAME for word in words)


def _posts(text: str) -> Iterator[tuple[str, str]]:
    for match in (match for pattern in (*_POSTS, _IS_POST) for match in pattern.finditer(text)):
        body = _body(match["body"])
        if body and _is_named(body) and _is_persons(_without_titles(match["name"])):
            yield body, f"Who is the {match['office']} of {body}?"
    for match in _OWN.finditer(text):
        owner = match["owner"].replace("The ", "the ")
        first = owner.split()[0][:-2] if " " not in owner else owner.split()[0]  # "Commission's" lacks its article
        if first not in _IN_NO_NAME and _is_persons(_without_titles(match["name"])):
            yield owner, f"Who is {owner} {match['office']}?"
    for match in _DOES.finditer(text):
        if (body := _body(match["body"])) and _is_persons(_without_titles(match["name"])):
            yield body, f"Who {match['verb']} {body}?"


def _deeds(text: str) -> Iterator[tuple[str, str]]:
    for pattern in _DEEDS:
        match = pattern.search(text)
        if match and (body := _body(match["body"])) and _is_persons(_without_titles(match["name"])):
            yield body, f"Who {DEEDS[match['verb']]} {body}?"


def _body(body: str) -> str | None:
    """A body that can be asked for: definite, named or at least described, without a clause and without "its"."""
    words = body.split()
    if words[0] in ("The", "the"):
        words[0] = "the"
    elif not words[0][0].isupper() or words[0] in _IN_NO_NAME:
        return None
    described = len(words) > 3 and not any(c.isdigit() for c in body)
    whole = (_is_named(body) or described) and not _CLAUSE & set(words) and not words[-1][0].isdigit()
    leaning = any(word.endswith(("'s", "’s")) and word[0].islower() for word in words)  # "the agency's"
    return " ".join(words) if whole and not leaning else None


def _is_named(body: str) -> bool:
    return any(word[0].isupper() for word in body.removeprefix("The ").split())


def _things(text: str) -> Iterator[tuple[str, str]]:
    for pattern in _THING:
        if match := pattern.search(text):
            words = match["name"].split()
            the, name = (["the"], words[1:]) if words[0] == "The" else ([], words)
            if name and name[0] not in _IN_NO_NAME:
                about = " ".join(the + name)
                yield about, f"What is {about}?"


def _costs(text: str) -> Iterator[tuple[str, str]]:
    if (match := _COST.search(text)) and (subject := _subject(match["subject"])):
        does = {"cost": "did", "costs": "does"}.get(match["verb"], "will")
        yield subject, f"How much {does} {subject} cost?"


def _dates(text: str) -> Iterator[tuple[str, str]]:
    if (match := _DATED.search(text)) and (subject := _subject(match["subject"])):
        yield subject, f"When {DATED[match['verb']].format(subject)}?"


def _subject(subject: str) -> str | None:
    """A subject as it stands inside a question, when it names something: "the bridge over the Orrin", "Ada Lund"."""
    words = subject.split()
    if words[0] != "The":
        whole = len(words) > 1 and all(word[0].isupper() and word not in _IN_NO_NAME for word in words)
        return subject if whole else None
    return None if words[-1].endswith("ly") or not _is_named(subject) else _body(subject)
