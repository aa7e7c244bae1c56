"""How many and which articles, sources and days. Each form must fit the whole question."""

from __future__ import annotations

import re

from qa.question.tallied.forms import LIST, MANY, TOPIC, WHICH, Tallied, compiled, rest_of, topic_of
from qa.question.tallied.wording import (
    ABOUT,
    APPEARS,
    ARTICLES,
    BE,
    ONE_TEXT,
    PAID,
    PLACE,
    PUBLISHED,
    SOURCES,
    TELLS,
    TELLS_ALONE,
    TELLS_OF,
    TIMES,
    TOLD,
    UNIT,
    unit_of,
)
from qa.types import TallyKind

_UNIT_FORMS = compiled(
    rf"(?P<kind>{MANY})\s(?P<unit>{SOURCES}|{ARTICLES})(?P<rest>.*)",
    rf"(?P<kind>{WHICH})\s(?P<unit>{SOURCES}|{ARTICLES})(?P<rest>.*)",
    rf"(?P<kind>{LIST})(?P<unit>{SOURCES}|{ARTICLES})(?P<rest>.*)",
)
# What stands before "news" in a question for what is new; after anything else ("all", "find") it asks for a list.
_WHETHER = re.compile(
    r"(?:(?:please\s)?(?:(?:give|show)\s(?:me|us)|(?:is|are)\sthere|(?:do|have)\syou(?:\shave|\sgot)?))?\s?(?:any)?\s?",
    re.IGNORECASE,
)
_EVERYTHING = compiled(r"list\severything(?P<rest>(?:\s.*)?)")
_IN_FORMS = compiled(
    rf"(?:in|on|by|during)\s(?P<kind>how\smany|which|what)\s(?P<unit>{UNIT})\s(?:{BE}|has|have)"
    rf"\s{TOPIC}\s(?:been\s)?{TOLD}",
    rf"in\s(?P<kind>how\smany|which|what)\s(?P<unit>{SOURCES}|{ARTICLES})\s(?:do|does|did)\s{TOPIC}\s{APPEARS}",
    rf"(?:in|on|during)\s(?P<kind>how\smany|which|what)\s(?P<unit>{TIMES})\s(?:{BE}|did)"
    rf"\s(?:there\s)?(?:any\s)?{ARTICLES}(?P<rest>.*)",
    rf"(?P<kind>how\s(?:often|many\stimes|frequently))\s(?:{BE}|has|have|does|do|did)"
    rf"\s{TOPIC}\s(?:been\s)?(?:{TOLD}|{APPEARS}\sin\s(?:all\s)?(?:the|these|this|my|our)\s(?:\w+\s)?{PLACE})",
    rf"(?P<kind>how\s(?:often|many\stimes|frequently))\s(?:(?:do|did|have|has)\s(?:the\s|"
    rf"these\s)?(?:{ARTICLES}|{SOURCES})\s{TELLS}|{ABOUT})\s{TOPIC}",
    rf"(?P<kind>(?:is|are)\sthere|(?:do|have)\s(?:we|you)\s(?:have|got))\s(?:anything|something)\s{ABOUT}\s{TOPIC}"
    rf"(?:,?\sand\s(?:if\sso,?\s)?(?:in\s)?how\smany(?:\s{ARTICLES})?)?",
    rf"(?P<kind>do|does|did|have|has|is|are)\s(?:(?:any|some)\s(?:of\s(?:the|these|my|our)\s)?|(?!{ONE_TEXT})"
    rf"(?:the|these|my|our)\s){ARTICLES}\s(?:ever\s)?(?:{TELLS}|{ABOUT})\s{TOPIC}(?:,?\sand\s(?:if\sso,?\s)?(?:in\s)?how\smany(?:\s(?:of\sthem|{ARTICLES}))?)?",
    rf"(?P<kind>how\smany)\s(?:{TELLS_ALONE}|are\s{ABOUT})\s{TOPIC}",
    rf"(?P<kind>who)(?:\s(?:all|else))?\s(?:has\s|have\s)?(?!wrote\son\b|covers){TELLS_OF}\s(?!{PAID}){TOPIC}",
    rf"(?:(?:on|in|during)\s)?(?P<kind>how\smany|which|what)\s(?P<unit>{TIMES})\s(?:did|do|have|has)"
    rf"\s(?:the\s)?(?:{SOURCES}|{ARTICLES})\s{TELLS}\s{TOPIC}",
)
# "Is there anything about a price in the article?" asks what stands in one.
_INSIDE_ONE = re.compile(rf"\s(?:in|within)\s{ONE_TEXT}$", re.IGNORECASE)


def _counted(kind: str) -> TallyKind:
    return "count" if re.match(r"how|.*number|count", kind, re.IGNORECASE) else "list"


def units(question: str) -> Tallied | None:
    """`How many articles mention the strike?`, `Which newspapers reported on it?`"""
    for pattern in _UNIT_FORMS:
        match = pattern.fullmatch(question)
        if match is None:
            continue
        unit = unit_of(match["unit"])
        topic = rest_of(match["rest"], match["unit"])
        # "All articles" is a wish, "articles" a word; and "news on the strike" is no list.
        if not re.sub(r"of|the|these|our", "", match["kind"]).strip():
            named = re.match(rf"\s(?:{PUBLISHED}\s)?{ABOUT}\s", match["rest"], re.IGNORECASE)
            if not named or unit != "articles" or match["unit"].endswith("news"):
                continue
        if _WHETHER.fullmatch(match["kind"]) and re.search(r"(?:^|\s)news$", match["unit"], re.IGNORECASE):
            continue
        if topic is not None:
            return Tallied(_counted(match["kind"]), unit, topic)
    for pattern in _EVERYTHING:
        if (match := pattern.fullmatch(question)) and (topic := rest_of(match["rest"])) is not None:
            return Tallied("list", "articles", topic)
    return None


def within(question: str) -> Tallied | None:
    """`On how many days was the strike mentioned?`, `How often is it mentioned?`, `Who wrote about it?`"""
    for pattern in _IN_FORMS:
        match = pattern.fullmatch(question)
        if match is None or _INSIDE_ONE.search(question):
            continue
        groups = match.groupdict()
        topic = rest_of(groups["rest"]) if "rest" in groups else topic_of(groups["topic"])
        who = groups["kind"].casefold() == "who"
        unit = unit_of(groups["unit"]) if groups.get("unit") else "sources" if who else "articles"
        if topic is not None:
            return Tallied(_counted(groups["kind"]), unit, topic)
    return None
