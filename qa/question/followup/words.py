"""The forms in which a question leans on what was said before, as patterns."""

from __future__ import annotations

import re

from qa.english.words import FUNCTION_WORDS

_FUNCTION = frozenset(FUNCTION_WORDS.split())
# A question of so few words that name something says little by itself.
FEW = 3

# "And ...", "But ...": what opens a further question.
LEADS = re.compile(r"\s*(?:(?:and|but|so|or|ok|okay|also|then|well|now|yes|no)\b[\s,]*)+", re.IGNORECASE)

PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|himself|she|her|hers|herself)|(?P<thing>it|its|itself)|"
    r"(?P<plural>they|them|their|theirs|themselves|those|these))\b",
    re.IGNORECASE,
)
POSSESSIVE = frozenset(["his", "her", "its", "their"])
POINTING = frozenset(["those", "these"])
# "Is it true that ...", "what is it called when ...": this "it" stands for nothing that was said.
EMPTY_IT = re.compile(
    r"\bit(?:['’]s|\s+(?:is|was|be))?\s+(?:\w+\s+)?(?:true|possible|ok|okay|likely|legal|illegal|normal|common|safe|"
    r"rain\w*|snow\w*|worth|important|necessary|hard|easy|better|best|advisable|wise|official|appropriate|take|"
    r"called when|mean (?:if|when|to)|proposed|about the)\b",
    re.IGNORECASE,
)
# "What did that cost?", "Is this true?"
THIS_ALONE = re.compile(r"\b(?:this|that)(?=\s*(?:[?.!,]|$|\s(?:is|was|happen\w*|mean\w*|time|the)\b))", re.IGNORECASE)
MORE = re.compile(
    r"\b(?:else|any other|what other|which other|(?:any|and|the) others?|too|same|"
    r"(?:from|to|in|lives?|went|go|stay\w*) there)\b(?!\s+than)",
    re.IGNORECASE,
)
WHAT_ABOUT = re.compile(r"(?:what|how) about\s+(?P<rest>.+?)\s*\?*", re.IGNORECASE)
# "When?", "Why was that?", "How many?"
ASKS_ALONE = re.compile(
    r"(?P<asks>when|where|why|who|how|how (?:much|many|long|often|far)|which(?: one)?|what)"
    r"(?:\s+(?:exactly|not|(?:is|was|were|are|did|does|do)\s+(?:that|this|it|they|those|these)(?:\s+happen\w*)?))?"
    r"\s*\?*",
    re.IGNORECASE,
)
_WHEN = r"(?:(?:in|during|since|for|by|of)\s+)?(?:1[5-9]|20)\d\d|(?:last|this|next)\s+(?:year|month|week)"
TIME_ALONE = re.compile(rf"(?:{_WHEN}|now|today|yesterday)", re.IGNORECASE)
TIME_WITHIN = re.compile(rf"\b(?:{_WHEN})\b", re.IGNORECASE)

ASKS_NAME = re.compile(r"\W*(?:who|whom|which|what|name|where)\b", re.IGNORECASE)
# "What is a flood plain?": asks for what it names, which needs no topic. "What is the reason?" does.
DEFINES = re.compile(
    r"\W*(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?!the\b|more\b|most\b|his|its)|"
    r".*\b(?:another (?:name|word|term)|(?:the )?(?:term|saying|word|name|phrase))\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\W*(?:who|whom|whose|which|what|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should|may|might)\b",
    re.IGNORECASE,
)
# "Which planet has ...": says itself what it is about.
ASKS_KIND = re.compile(
    r"\W*(?:which|what)\s+(?!(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|else|other|more|one)\b)\w",
    re.IGNORECASE,
)
# "Who won ...", "how late ...": a word of its own behind these is no noun, but for "what year did ...".
BEFORE_NO_NOUN = re.compile(r"\b(?:who|what|how)\s+$", re.IGNORECASE)
BEHIND_NOUN = re.compile(r"\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b", re.IGNORECASE)
NO_OWNER = re.compile(
    r"\s+(?:in|at|on|to|for|of|and|or|with|from|as|by|when|if|is|was|do|did|have|had)\b|\W*$", re.IGNORECASE
)
END_MARKS = re.compile(r"\s*[?.!]*\s*$")


def content(text: str) -> list[str]:
    """The words that name something."""
    return [word for word in re.findall(r"[\w’'-]+", text) if word.casefold() not in _FUNCTION]


def says_little(question: str) -> bool:
    return len(content(question)) <= FEW
