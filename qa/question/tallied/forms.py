"""What the forms of questions share: what is asked for, and what may stand behind a word for what a folder has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from qa.english.asks import AUXILIARY
from qa.question.tallied.wording import (
    ABOUT,
    APPEARS,
    ARTICLES,
    BE,
    GIVES,
    PLACE,
    PUBLISHED,
    SOURCES,
    TELLS,
    TELLS_OF,
    THERE,
    TOLD,
    unit_of,
)
from qa.types import TallyBreadth, TallyKind, TallyUnit

MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Tallied:
    """What is to be counted or listed: of the articles on the `topic` ("": of all) of these `sources` (none: of all),
    how many or which `unit`, told apart `per` source or time where that is asked for. A topic that begins with "that"
    is what somebody says happened. `single`: of one article alone, the one on the topic. `spoken`: of people,
    by what they say on the topic, wherever that stands."""

    kind: TallyKind
    unit: TallyUnit
    topic: str
    per: TallyUnit | None = None
    sources: tuple[str, ...] = ()
    single: bool = False
    spoken: bool = False
    breadth: TallyBreadth = "words"


Form = Callable[[str], Tallied | None]

_FIRST = r"first|earliest|oldest"
_LAST = r"last|latest|newest|most\srecent(?:ly)?"
END = rf"(?P<end>{_FIRST}|{_LAST})"
MOST = r"(?:the\s)?(?P<most>most|fewest|least|(?:largest|highest|greatest|biggest|smallest|lowest)\snumber\sof)"
OFTEN = r"(?:\s(?:often|frequently|times))?"
MANY = (
    r"(?:how\smany(?:\sof\s(?:the|these|my|our))?|(?:(?:what(?:['’]s|\sis)|give\sme|tell\sme|show\sme)\s)?"
    r"(?:the\s)?(?:total\s)?number\sof|count(?:\sup)?(?:\sall)?(?:\sthe)?)"
)
WHICH = r"(?:which|what)(?:\sof\s(?:the|these|my|our))?"
LIST = (
    r"(?:(?:please\s)?(?:list|show|give|find|name|enumerate|display|get|collect|pull\sup|bring\sup|i\s(?:want|need)|"
    r"(?:are|is)\sthere|(?:do|have)\s(?:we|you)(?:\shave|\sgot)?|what\sare|which\sare)(?:\s(?:me|us|for\sme))?\s?)?"
    r"(?:(?:all|every|each|any|a\slist)\s?)?(?:of\s)?(?:(?:the|these|our)\s)?"
)
WHO = rf"(?:who(?:\s(?:all|else))?|{WHICH}\s(?P<unit>{SOURCES}|{ARTICLES}))"
TOPIC = r"(?P<topic>.+?)"
_CLAUSE = re.compile(r"\b(?:that|whether|who|how|why)\s*$", re.IGNORECASE)
# "How many names were on it?" has no topic; "May" and "Will" may be names.
_OPENS_AS_VERB = re.compile(rf"(?!(?:may|will|might|need)\b)(?:{AUXILIARY})\s", re.IGNORECASE)
_NAMING = re.compile(
    r"^(?:the\s)?(?:words?|names?|terms?|phrases?|topics?|subjects?|person|expression)\s(?:of\s)?(?=\S)", re.IGNORECASE
)
_TRAILING = re.compile(
    rf"\s(?:{THERE}|(?:{BE}|got|get|gets)\s(?:there\s)?{PUBLISHED}|appear(?:ed)?|came\sout|exist)$", re.IGNORECASE
)


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """The patterns, without case."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# What may stand behind a unit: nothing, that there are such, what they tell of.
_RESTS = compiled(
    rf"(?:{THERE}|{BE}\s{PUBLISHED}|{PUBLISHED}|{BE}|(?:{BE}\s)?in\s(?:the|this|my|our)\s(?:\w+\s)?{PLACE})?",
    rf"(?:(?:that|which)\s)?(?:(?:{BE}\s)?{PUBLISHED}\s|{BE}\s(?!on\b))?(?:{THERE}\s)?{ABOUT}\s{TOPIC}",
    rf"(?:{THERE}\s)?(?:(?:that|which|who)\s)?(?:(?:do|does|did|have|has|also|ever|actually)\s)*(?:{TELLS}|{GIVES})\s{TOPIC}",
    rf"(?:in\swhich|where)\s{TOPIC}\s(?:{BE}\s{TOLD}|{APPEARS})",
    rf"(?:to\s|that\s)?(?:have|has|had)\s(?:to\sdo\swith)\s{TOPIC}",
)
_VERBS_ONLY = (_RESTS[0], _RESTS[2])  # a newspaper on a topic is none about it
# "Which magazine named her Artist of the Year?" is told by an article, "which magazines named her" may be asked of all.
_OF_ONE = compiled(
    rf"(?:has\s)?(?:{TELLS_OF}|report(?:s|ed)|mention(?:s|ed)|broke\sthe\snews\s(?:of|about))(?:\sthat)?\s{TOPIC}"
)


def topic_of(words: str | None) -> str | None:
    """The topic as it is looked for; None for words that go on as another question does.

    >>> topic_of("the word 'flood'"), topic_of("climate did the council file")
    ("'flood'", None)
    """
    words = _TRAILING.sub("", _NAMING.sub("", (words or "").strip(" ,;:")))
    if not words or len(words.split()) > MOST_WORDS or _OPENS_AS_VERB.match(words):
        return None
    unquoted = re.sub(r"\"[^\"]*\"|“[^”]*”", "", words)
    inner = re.search(rf"(?<=\w\s)(?!will\b|may\b)(?:{AUXILIARY})\b", unquoted, re.IGNORECASE)
    return None if inner and not _CLAUSE.search(unquoted[: inner.start()]) else words


def rest_of(text: str, noun: str = "articles") -> str | None:
    """The topic of what stands behind a noun for a unit, "" for none; None where it is no such thing."""
    text = text.strip(" ,:")
    patterns = _RESTS
    if unit_of(noun) == "sources":
        patterns = _VERBS_ONLY if noun.endswith(("s", "a")) else _OF_ONE
    elif not re.search(r"(?:s|article|news)$", noun, re.IGNORECASE):
        patterns = (_RESTS[1], *_OF_ONE)
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            words = match.groupdict().get("topic")
            if words is None:
                return ""
            told = re.search(r"\b(?:that|says?|said|saying)\s*$", text[: match.start("topic")], re.IGNORECASE)
            return f"that {words}" if told else topic_of(words)
    return None


def end_kind(end: str) -> TallyKind:
    """Whether "earliest" or "latest" is wanted."""
    return "first" if re.fullmatch(_FIRST, end, re.IGNORECASE) else "last"


def most_kind(most: str) -> TallyKind:
    """Whether the most or the fewest are wanted."""
    return "least" if re.match(r"fewest|least|smallest|lowest", most, re.IGNORECASE) else "most"


def told(match: re.Match[str]) -> str | None:
    """The topic; a clause behind "that" may have a verb of its own."""
    before = match.string[: match.start("topic")]
    clause = re.search(r"\bthat\s$", before, re.IGNORECASE)
    return f"that {match['topic']}" if clause else topic_of(match["topic"])
