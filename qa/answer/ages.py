"""How old somebody is, where the best sentence tells how old he was at some time: "Solberg was nine when she first
climbed the tower", and further down "Solberg, 71".
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.english.phrases import names
from qa.reader import Reading
from qa.reader.names import NAME

_ASKS = re.compile(r"\bhow old (?:is|are)\b", re.IGNORECASE)
_FORMER = re.compile(
    r"\b(?:was|were|aged|at)\b[^,;.]{0,30}\b(?:when|as a|at the time)\b|\bwhen (?:she|he) was\b", re.IGNORECASE
)
_NOW = re.compile(
    rf"(?P<after>{NAME}), (?:now )?(?P<told>\d{{1,3}})(?=[,.;)])|"
    rf"(?P<who>{NAME})(?:, who)? is (?:now )?(?P<is>\d{{1,3}})\b"
    rf"(?! (?!years?)\w)|(?P<years>\d{{1,3}})-year-old (?:[a-z]+ ){{0,3}}(?P<before>{NAME})"
)


def age_now(question: str, reading: Reading) -> Reading:
    """The reading with the sentence first that tells the age of whom the question names; as it is where the best one
    tells no former age, or none tells the present one."""
    if not reading.candidates or not _ASKS.search(question) or not _FORMER.search(reading.candidates[0].sentence.text):
        return reading
    asked = {word for name in names(question) for word in name.text.split()}
    for candidate in reading.candidates[1:]:
        for match in _NOW.finditer(candidate.sentence.text):
            said = (match["after"] or match["who"] or match["before"]).split()
            if said[-1] in asked and not _FORMER.search(candidate.sentence.text):
                first = replace(candidate, score=reading.candidates[0].score)
                rest = (each for each in reading.candidates if each is not candidate)
                age = match["told"] or match["is"] or match["years"]
                return replace(reading, candidates=(first, *rest), short=age)
    return reading
