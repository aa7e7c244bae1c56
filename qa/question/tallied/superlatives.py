"""Which source or time has the most, who or what was first or last. Each form must fit the whole question."""

from __future__ import annotations

from qa.question.tallied.forms import (
    END,
    LIST,
    MOST,
    OFTEN,
    TOPIC,
    WHICH,
    WHO,
    Tallied,
    compiled,
    end_kind,
    most_kind,
    rest_of,
    told,
    topic_of,
)
from qa.question.tallied.wording import (
    ABOUT,
    APPEARS,
    ARTICLES,
    BE,
    SOMETHING,
    SOURCES,
    TELLS,
    TELLS_OF,
    TIMES,
    TOLD,
    unit_of,
)
from qa.types import TallyUnit

_MOST_FORMS = compiled(
    rf"(?:(?:in|on|during|for)\s)?{WHICH}\s(?P<unit>{SOURCES}|{TIMES})\s(?:(?:has|had|have|saw|published|wrote|"
    rf"ran|carried|"
    rf"printed|produced|brought|contains?|holds|did|{BE}|there\s(?:are|were)|appeared)"
    rf"\s)?(?:there\s)?{MOST}\s(?:{ARTICLES}|coverage)"
    r"(?P<rest>.*)",
    rf"{WHO}\s(?:(?:has|have)\s)?(?:wrote|writes|written|reports?|reported|published)\s{MOST}{OFTEN}\s{ABOUT}\s{TOPIC}",
    rf"{WHO}\s{TELLS}\s{TOPIC}\s{MOST}{OFTEN}",
    rf"(?:(?:in|on|during)\s{WHICH}\s(?P<unit>{SOURCES}|{TIMES})|when)"
    rf"\s{BE}\s{TOPIC}\s(?:{MOST}{OFTEN}\s)?{TOLD}(?(most)|\s(?:the\s)?most{OFTEN})",
    rf"who\s(?:published|wrote|has|had|ran)\s{MOST}\s(?:{ARTICLES}|coverage)(?P<rest>.*)",
)


def most(question: str) -> Tallied | None:
    """`Which newspaper has the most articles on the strike?`"""
    for pattern in _MOST_FORMS:
        match = pattern.fullmatch(question)
        if match is None:
            continue
        groups = match.groupdict()
        unit = (
            unit_of(groups["unit"])
            if groups.get("unit")
            else "days"
            if question[:4].casefold() == "when"
            else "sources"
        )
        topic = rest_of(groups["rest"]) if "rest" in groups else topic_of(groups["topic"])
        if topic is not None and unit != "articles":
            return Tallied(most_kind(groups.get("most") or "most"), unit, topic)
    return None


_TO_TELL = (
    TELLS_OF[:-1] + rf"|report\s(?:on|that|about)|report|write\s(?:about|on|that)|cover|mention|name|"
    rf"carry\s{SOMETHING}\s{ABOUT}|discuss|tell\sof|say\sthat)"
)
_END_FORMS = compiled(
    rf"{WHO}\s(?:has\s)?{END}\s{TELLS}\s{TOPIC}",
    rf"{WHO}\s(?:report\w*|wrote|writes?|told)\s{END}\s(?:on|about|of|that)\s{TOPIC}",
    rf"{WHO}\s{TELLS}\s{TOPIC}\s{END}",
    rf"{WHO}\s(?:is|was|were)\s(?:the\s)?{END}\s(?:(?:{SOURCES}|{ARTICLES}|one)\s)?to\s{_TO_TELL}\s{TOPIC}",
    rf"{WHO}\s(?:broke|had)\sthe\s(?:news|story)\s(?:of|about|that|on)\s{TOPIC}",
    rf"(?:{WHICH}(?:\s(?:is|was|are|were)|['’]s)?|{LIST})\s?(?:the\s|"
    rf"our\s)?(?:very\s)?{END}\s(?P<unit>{SOURCES}|{ARTICLES})(?P<rest>.*)",
    rf"(?:{WHICH}(?:\s(?:is|was)|['’]s)?|{LIST})\s?(?:the\s)?(?:very\s)?{END}\smention\sof\s{TOPIC}",
    rf"in\s{WHICH}\s(?P<unit>{SOURCES}|{ARTICLES})\s(?:is|was|does|did)\s{TOPIC}\s{END}\s(?:{TOLD}|{APPEARS})",
    rf"when\s{BE}\s{TOPIC}\s(?:{END}\s){TOLD}",
    rf"when\s{BE}\s{TOPIC}\s{TOLD}\s(?:for\sthe\s)?{END}(?:\stime)?",
    rf"when\s(?:is|was)\sthe\s{END}\s(?:mention\sof\s(?P<topic>.+)|{ARTICLES}(?P<rest>.*))",
    rf"when\sdid\s(?:the\s|any\s|an?\s)?(?:{SOURCES}|{ARTICLES})\s{END}\s{TELLS}\s{TOPIC}",
    rf"when\s(?:did|was|were)\sthe\s{END}\s{ARTICLES}(?P<rest>.*)",
    rf"when\s{END}\s{ABOUT}\s{TOPIC}",
)


def end(question: str) -> Tallied | None:
    """`Who reported first that the dike broke?`"""
    for pattern in _END_FORMS:
        match = pattern.fullmatch(question)
        if match is None:
            continue
        groups = match.groupdict()
        unit: TallyUnit = "days" if question[:4].casefold() == "when" else "sources"
        if groups.get("unit"):
            unit = unit_of(groups["unit"])
        topic = rest_of(groups["rest"]) if groups.get("rest") is not None else told(match)
        if topic is not None:
            return Tallied(end_kind(groups["end"]) if groups.get("end") else "first", unit, topic)
    return None
