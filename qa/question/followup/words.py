"""The forms in which a question leans on what was said before, as patterns."""

from __future__ import annotations

import re

from qa.english.asks import AUXILIARY, BE, DO, HE, IT, SHE, THEY, WH
from qa.english.dates import untimed
from qa.english.words import any_of, content

# A question of so few words that name something says little by itself.
FEW = 3

POINTING = ("those", "these")
PRONOUN = re.compile(
    rf"\b(?:(?P<person>{any_of(*HE, *SHE)})|(?P<thing>{any_of(*IT)})|(?P<plural>{any_of(*THEY, *POINTING)}))\b",
    re.IGNORECASE,
)
POSSESSIVE = frozenset(["his", "her", "its", "their"])
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
    rf"(?:\s+(?:exactly|not|{any_of(*BE, *DO)}\s+(?:that|this|it|they|those|these)(?:\s+happen\w*)?))?"
    r"\s*\?*",
    re.IGNORECASE,
)
_WHEN = r"(?:(?:in|during|since|for|by|of)\s+)?(?:1[5-9]|20)\d\d|(?:last|this|next)\s+(?:year|month|week)"
TIME_ALONE = re.compile(rf"(?:{_WHEN}|now|today|yesterday)", re.IGNORECASE)
TIME_WITHIN = re.compile(rf"\b(?:{_WHEN})\b", re.IGNORECASE)

# What is no name with a capital where a question begins with it.
OPENS_TIME = re.compile(
    r"(?:since|before|after|until|till|by|in|on|at|during|between|from|over|last|this|next|the)\b", re.IGNORECASE
)

ASKS_NAME = re.compile(r"\W*(?:who|whom|which|what|name|where)\b", re.IGNORECASE)
# "What is a flood plain?": asks for what it names, which needs no topic. "What is the reason?" does.
DEFINES = re.compile(
    rf"\W*(?:what|who)(?:['’]s|\s+{any_of(*BE)})\s+(?!the\b|more\b|most\b|his|its)|"
    r".*\b(?:another (?:name|word|term)|(?:the )?(?:term|saying|word|name|phrase))\b",
    re.IGNORECASE,
)
# "In what year?" opens with none of them, and says as little as "Deaths?".
OPENS = re.compile(rf"\W*(?:{WH}|{AUXILIARY})\b", re.IGNORECASE)
# "Which planet has ...": says itself what it is about.
ASKS_KIND = re.compile(rf"\W*(?:which|what)\s+(?!(?:{AUXILIARY}|else|other|more|one)\b)\w", re.IGNORECASE)
# "Who won ...", "how late ...": a word of its own behind these is no noun, but for "what year did ...".
BEFORE_NO_NOUN = re.compile(r"\b(?:who|what|how)\s+$", re.IGNORECASE)
BEHIND_NOUN = re.compile(rf"\s+{AUXILIARY}\b", re.IGNORECASE)
NO_OWNER = re.compile(
    r"\s+(?:in|at|on|to|for|of|and|or|with|from|as|by|when|if|is|was|do|did|have|had)\b|\W*$", re.IGNORECASE
)


def says_little(question: str) -> bool:
    """Whether so few words of a question name something that it may leave out the rest."""
    return len(content(untimed(question))) <= FEW
