"""Words before a person's name that say who he is: "the union leader Dag Holm" is Dag Holm, whom articles describe as
they like."""

from __future__ import annotations

import re

from qa.english.asks import TITLES
from qa.english.quotations.names import NAME, is_person
from qa.english.words import FUNCTION_WORDS
from qa.index.index import Index

_DESCRIBED = re.compile(
    rf"(?:(?:the|an?|our|their)\s)?(?P<role>(?:[a-zß-öø-ÿ][\w’'-]*\s){{1,4}})(?P<name>{NAME.pattern})"
)
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|eer|ess)$")
_PERSONS = frozenset(title.casefold() for title in TITLES) | frozenset(
    """
    accountant applicant athlete attendant aunt boss candidate chair champion chef clerk consultant defendant delegate
    expert founder guard guide head immigrant judge king lawyer mp medic merchant nun nurse pilot priest prince queen
    recruit spokesperson student sultan surgeon uncle victim widow witness
    """.split()
)
_LITTLE = frozenset(FUNCTION_WORDS.split())


def without_role(index: Index, topic: str) -> str:
    """The name alone, where a topic is one of a person with what he is before it; else the topic as it is. A name of
    one word is a person's where somebody is quoted under it."""
    match = _DESCRIBED.fullmatch(topic)
    if match is None:
        return topic
    *_, last = words = match["role"].split()
    if _LITTLE.intersection(words) or not (last in _PERSONS or _AGENT.search(last)):
        return topic
    name = match["name"]
    return name if is_person(name) or _speaks(index, name) else topic


def _speaks(index: Index, name: str) -> bool:
    return index.speakers is not None and any(
        each.endswith(name) and each[-len(name) - 1 : -len(name)] in ("", " ") for each in index.speakers.names
    )
