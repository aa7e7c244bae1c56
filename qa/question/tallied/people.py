"""Who is quoted, how many are, and who most. Each form must fit the whole question."""

from __future__ import annotations

import re

from qa.question.tallied.forms import LIST, MANY, TOPIC, WHICH, Tallied, compiled, most_kind, topic_of
from qa.question.tallied.wording import ABOUT, ARTICLES, BE, ONE_TEXT, PLACE, TELLS
from qa.types import TallyKind

_PEOPLE = (
    r"(?:(?:different|separate|distinct|named|other)\s)*(?:people|persons?|individuals?|speakers?|voices?|names|"
    r"interviewees?|men\sand\swomen)\b"
)
_OFTEN = r"(?:\s(?:often|frequently|times))?"
_MOST = rf"(?:the\s)?(?P<most>most|least){_OFTEN}"
_HOW_MOST = r"(?:the\s)?(?P<most>most|least)(?:\s(?:often|frequently))?"
_QUOTED = r"(?:quoted|cited|interviewed|heard|given\s(?:the|a)\ssay)"
_BE = rf"(?:(?:who|that)\s)?(?:{BE}|gets?|got)(?:\sbeing)?"
_QUOTE = r"(?:quotes?|cites?|interviews?)"
_REST = r"(?P<rest>.*)"

_FORMS = compiled(
    rf"(?P<kind>who|whom|{WHICH}\s{_PEOPLE})\s{_BE}\s{_QUOTED}\s{_MOST}{_REST}",
    rf"(?P<kind>who|whom|{WHICH}\s{_PEOPLE})\s{_BE}\s{_HOW_MOST}\s{_QUOTED}(?:\s{_PEOPLE})?{_REST}",
    rf"(?P<kind>(?:{WHICH}|{LIST})\s?(?:the\s)?){_HOW_MOST}[\s-]{_QUOTED}\s{_PEOPLE}{_REST}",
    rf"(?P<kind>{MANY}|{WHICH}|{LIST})\s?{_PEOPLE}(?:\s(?:there\s)?{_BE})?(?:\sthere)?\s{_QUOTED}{_REST}",
    rf"(?P<kind>{MANY}|{WHICH}|{LIST})\s?{_PEOPLE}\s(?:speak|have\s(?:a|their)\ssay)(?=\sin\s){_REST}",
    rf"(?P<kind>who)(?:\s(?:all|else))?\s(?:{BE}|gets?)\s{_QUOTED}{_REST}",
    rf"(?P<kind>who)\s(?:speaks|is\sspeaking|has\sa\ssay|comments)(?=\sin\s){_REST}",
    rf"(?P<kind>who|whom|(?:{MANY}|{WHICH})\s{_PEOPLE})\s(?:do|does|did|is|are)\s(?P<rest>(?:the|these|this|all|our|my)\s.+?)"
    rf"\s{_QUOTE}(?:\s{_MOST})?",
)
_WHERE = compiled(
    rf"(?:in|by|of|from|across|throughout)?\s?(?:all\s)?(?:of\s)?(?P<one>(?:the|this|that|an?|any|these|our|my)\s)?"
    rf"(?P<noun>{ARTICLES}|coverage)(?:\s(?:(?:that\s|which\s)?(?:{ABOUT}|of|{TELLS})\s{TOPIC}))?",
    rf"{ABOUT}\s{TOPIC}",
    rf"in\s(?:the|this|my|our)\s(?:\w+\s)?{PLACE}",
    r"(?:in\s(?:total|all)|overall|altogether)?",
)
_ONE = re.compile(ONE_TEXT, re.IGNORECASE)


def people(question: str) -> Tallied | None:
    """`How many people are quoted in articles about the strike?`, `Who is quoted most?`"""
    for pattern in _FORMS:
        match = pattern.fullmatch(question)
        if match is None:
            continue
        for where in _WHERE:
            place = where.fullmatch(match["rest"].strip(" ,"))
            if place is None:
                continue
            named = place.groupdict()
            topic = topic_of(named["topic"]) if named.get("topic") else ""
            if topic is None:
                break
            if not topic and _ONE.fullmatch(f"{named.get('one') or ''}{named.get('noun') or ''}"):
                break
            one = bool(named.get("one")) and not re.search(r"(?:s|news|coverage)$", named["noun"], re.IGNORECASE)
            of_articles = bool(named.get("noun"))
            return Tallied(
                _kind(match), "people", topic, single=one and bool(topic), spoken=bool(topic) and not of_articles
            )
    return None


def _kind(match: re.Match[str]) -> TallyKind:
    if most := match.groupdict().get("most"):
        return most_kind(most)
    return "count" if re.match(r"how|.*number|count", match["kind"], re.IGNORECASE) else "list"
