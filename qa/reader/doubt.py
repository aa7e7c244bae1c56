"""Where the few words that a network points at are unsure, by their form and by what stands around them: then none are
given, and the sentence is cited as it would be.

All checks take the question, a sentence and the characters `start` to `end` of it.
"""

from __future__ import annotations

import re

from qa.english.asks import HAPPENED, NUMBERS, asks_day
from qa.english.phrases import names
from qa.english.words import MONTHS, WEEKDAYS, any_of
from qa.reader.kinds import another_count, another_measure, another_place

NEAR = 80

# "When did it open?": "will open in May", "is expected in March", and nothing between but what belongs to it.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:to|due|expected|scheduled|set|likely|planned|supposed)|"
    r"(?:expected|scheduled|due|hopes?|hoping|plans?|planned|aims?|intends?) (?:to|for|in|on))\b(?P<rest>[^,;:.]*)$",
    re.IGNORECASE,
)
_ASKS_AHEAD = re.compile(
    r"\b(?:will|would|shall|expected|scheduled|due|planned|supposed|set|fixed|(?:is|are) to|hope|plan|aim|intend|"
    r"postponed|moved|put (?:back|off)|rescheduled|delayed|brought forward|extended|adjourned|announced)\b",
    re.IGNORECASE,
)
_OTHER_DEED = re.compile(r"\b(?:and|but|after|when|since|as) \w", re.IGNORECASE)

_NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nobody|without|cannot|fail\w*|refus\w*|reject\w*)\b|n['’]t\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"(?:\b(?:never|not|no|rarely|cannot)\b|n['’]t\b)[^,;:.]{0,60}"
    r"\b(?:before|after|past|beyond|(?:earlier|later) than) (?:the )?$",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"\b(?:before|after|past|beyond|earli\w+|lat\w+)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|rather than|instead of)) (?:(?:in|on|at|by|for|from|to|of|as|the|an?) )*$",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|will|would|could)(?: not|n['’]t) "
    r"(?!only\b)(?:(?!\b(?:until|till|but|before|because)\b)[^,;:.])*$",
    re.IGNORECASE,
)
_DOES_NOT = re.compile(
    r" (?:did|does|do|was|were|is|are|has|have|had|will|would|could)(?: not|n['’]t)\b", re.IGNORECASE
)

_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|credits?|reporting|editing|editors?|translation|"
    r"words|text|compiled|byline|author|correspondent)(?: (?:by|credit|courtesy of)| ?:)[: ]*(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\W*(?:by|from) $", re.IGNORECASE)
_ASKS_MAKER = re.compile(
    r"\b(?:photo\w*|pictures?|images?|took|wrote|writ\w+|report\w*|edit\w*|translat\w*|author|illustrat\w*|correspondent|"
    r"compiled)\b",
    re.IGNORECASE,
)

_TIME = re.compile(
    rf"\d|\b(?:{any_of(*MONTHS.split(), *WEEKDAYS.split())}|(?:to|yester)day|tomorrow|tonight|now|noon|midnight|dawn|"
    r"dusk|sunrise|sunset|spring|summer|autumn|fall|winter|christmas|easter|midsummer|eve|ramadan|(?:mid)?(?:morning|"
    r"afternoon|evening|night|day|week|weekend|month|year|season|decade|century|centuries|era|age|hour|minute|moment|time)s?|"
    r"childhood|war|immediately|daily|recently|never|always|soon|once|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_ASKS_WHEN = re.compile(r"\W*(?:since |until |from )?when (?:did|was|were|had|has|have|will)\b", re.IGNORECASE)
_AT_A_TIME = re.compile(
    r"\b(?:during|after|before|when|while|until|till|since|upon|following|as|under|by|between)\b", re.IGNORECASE
)
# "for five years", "70 years since she was crowned": so long something lasts, and not when it is.
_LASTS = re.compile(
    r"(?:\d[\d.,]*|[a-z]+) (?:second|minute|hour|day|week|month|year|decade|centur)(?:y|s|ies)?\b"
    r"(?! (?:ago|later|earlier|after|before|from|old)\b)",
    re.IGNORECASE,
)
_IN_SO_LONG = re.compile(r"\b(?:in|within|after|every|for the next|another|about|at|of|on) (?:the )?$", re.IGNORECASE)
_ASKS_POINT = re.compile(r"\W*when (?:is|are)\b", re.IGNORECASE)
# "What is the Halvern Lantern?": a name alone, of which nothing is asked but what it is.
_ASKS_WHAT_IT_IS = re.compile(
    r"(?i:\W*what(?: is|['’]s) (?:the )?)(?=[^?]*[a-z])(?:[^\W\d_a-z][\w’'-]*(?: |(?=\W*$)))+\W*$"
)
_NUMBER_FIRST = re.compile(rf"(?:[$€£]?\d|{any_of(*NUMBERS)}\b)", re.IGNORECASE)
_OLD_NOW = re.compile(r"\bhow old (?:is|are)\b", re.IGNORECASE)
_OLD_THEN = re.compile(r"\b(?:was|were|aged?) (?:only |just |about )?$", re.IGNORECASE)
_THEN = re.compile(r"[^,;.]{0,30}\b(?:when|at the time|as)\b", re.IGNORECASE)
_FAMILY = re.compile(
    r"['’]s?\b|\b(?:wife|husband|widow\w*|son|daughter|brother|sister|father|mother|parents?|child\w*|marr\w+|cousin|uncle|"
    r"aunt|heir|succe\w+|relative|family)\b",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(
    r"(?:(?!, (?:who|whom|which|where|when|and|but|while)\b)[^;.])*\brespectively\b", re.IGNORECASE
)
_ASKS_WHO = re.compile(r"\W*(?:[a-z]+ )?(?:who|whom|whose)\b", re.IGNORECASE)


def unsure(question: str, text: str, start: int, end: int) -> bool:
    """Whether something speaks against words that answer by their form.

    >>> text = "The kiosk never opens before 11, the warden said."
    >>> unsure("When does the kiosk open?", text, 29, 31), unsure("Who said so?", text, 37, 43)
    (True, False)
    """
    # Which value is whose is not told by what stands beside it; both together are not wrong.
    if _RESPECTIVELY.match(text, end) and " and " not in text[start:end]:
        return True
    checks = (
        *(_forecast, _denied, _credited, _no_time, _a_length, _a_number, _year_of_name, _former_age, _same_person),
        *(another_count, another_measure, another_place),
    )
    return any(check(question, text, start, end) for check in checks)


def _forecast(question: str, text: str, start: int, end: int) -> bool:
    """A day to come, where it is asked when something happened."""
    if not HAPPENED.search(question) or not asks_day(question) or _ASKS_AHEAD.search(question):
        return False
    ahead = _AHEAD.search(text[max(0, start - NEAR) : start])
    return ahead is not None and not _OTHER_DEED.search(ahead["rest"])


def _denied(question: str, text: str, start: int, end: int) -> bool:
    """What a sentence says is not so, or not before."""
    if _NEGATIVE.search(question):
        return False
    before = text[max(0, start - NEAR) : start]
    if _LIMITED.search(before):
        return not _LIMITS.search(question)
    return bool(
        _DENIED.search(before)
        or (asks_day(question) and _NOT_DONE.search(before))
        or (_ASKS_WHO.match(question) and _DOES_NOT.match(text, end))
    )


def _credited(question: str, text: str, start: int, end: int) -> bool:
    """Who took the picture or wrote the article, where something else is asked."""
    before = text[max(0, start - NEAR) : start]
    credit = _CREDIT.search(before) or (_BYLINE.fullmatch(before) and not re.search(r"\b[a-z]{3,}", text[end:]))
    return bool(credit) and not _ASKS_MAKER.search(question)


def _no_time(question: str, text: str, start: int, end: int) -> bool:
    """What is no time, where it is asked when something happened or will: "When does frost form?" asks for more."""
    if not _ASKS_WHEN.match(question):
        return False
    words, before = text[start:end], text[max(0, start - 12) : start]
    return not (_TIME.search(words) or _AT_A_TIME.search(words) or _AT_A_TIME.search(before))


def _a_length(question: str, text: str, start: int, end: int) -> bool:
    """How long something lasts, where it is asked when it is."""
    lasts = _ASKS_POINT.match(question) and _LASTS.match(text, start)
    return bool(lasts) and not _IN_SO_LONG.search(text[max(0, start - 14) : start])


def _a_number(question: str, text: str, start: int, end: int) -> bool:
    """A number, where it is asked what something is that has a name."""
    return bool(_ASKS_WHAT_IT_IS.match(question) and _NUMBER_FIRST.match(text, start))


def _year_of_name(question: str, text: str, start: int, end: int) -> bool:
    """The year that is part of what the question names, "the |1973| Halvern Act", where it is asked when it did
    something or something was done to it."""
    if not asks_day(question) or not re.fullmatch(r"\d{4}", text[start:end]):
        return False
    named = re.match(r" ([^\W\d_a-z][\w’'-]*)", text[end:])
    return named is not None and named[1] in question.split()


def _former_age(question: str, text: str, start: int, end: int) -> bool:
    """How old somebody was, where it is asked how old he is."""
    if not _OLD_NOW.search(question):
        return False
    return bool(_OLD_THEN.search(text[max(0, start - NEAR) : start]) and _THEN.match(text, end))


def _same_person(question: str, text: str, start: int, end: int) -> bool:
    """Whom the question names itself, by his last name, and of whose family nothing is asked."""
    words = text[start:end].split()
    if not _ASKS_WHO.match(question) or len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    alone = {name.text for name in names(question) if " " not in name.text}
    return words[-1] in alone and not _FAMILY.search(question)
