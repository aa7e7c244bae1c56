"""What a question asks for, by its words, and whether a sentence holds it. Knows no model and no index."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

# Everyone else reads questions by the forms of qa/english/asks.py. Those here stay as they are until the reader's
# weights are fitted again: they are its features, and another pattern gives other values.

Terms = Callable[[str], list[str]]


class _Kind(NamedTuple):
    """A kind of thing that questions ask for: how they ask for it, and what a sentence that holds it looks like."""

    asks: re.Pattern[str]
    shape: re.Pattern[str]


def _kind(asks: str, shape: str) -> _Kind:
    return _Kind(re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(shape, re.IGNORECASE))


_NUMBER = (
    r"\d(?:[\d.,]*\d)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|half|once|twice)\b"
)
# The first that fits is the kind of a question.
_KINDS = (
    _kind(
        r"when|(?:what|which) (?:year|date|day|month|time|century|decade)",
        r"\b(?:1\d{3}|20\d\d)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|century|\d\ds)\b|[ap]\.m\.",
    ),
    _kind(
        r"how much\b.*\b(?:cost|costs|pay|paid|spend|spent|worth|earn|earned|price|charge|budget|raise|raised|invest)|"
        r"(?:what|which)\b.*\b(?:cost|price|budget|salary|fee)",
        r"[$€£¥]\s?\d|\d\s?[$€£¥]|\b(?:euros?|dollars?|pounds?|yen|rupees?|yuan|crowns?|francs?|cents?)\b",
    ),
    _kind(
        r"how (?:many|much|long|old|far|high|tall|big|large|late|deep|fast|often|wide|heavy)|"
        r"(?:what|which) (?:percentage|percent|number|share|amount|rate|age|distance|population)",
        _NUMBER,
    ),
    _kind(
        r"why|what (?:caused|was the (?:cause|reason))|reason",
        r"\b(?:because|due to|owing to|so that|in order to|as a result|caused|reason|since|therefore|thanks to|"
        r"after|led to|blamed?)\b",
    ),
)
_NAME_QUESTION = re.compile(
    r"\b(?:who|whom|whose|where)\b|"
    r"\b(?:what|which) (?:country|city|state|company|team|person|band|name|actor|singer|place|town)\b",
    re.IGNORECASE,
)
# A capital that does not open the sentence.
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’-]+")
_ROLE_QUESTION = re.compile(
    r"\s*who(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+|an?\s+)?(?P<role>[\w\s'’-]{1,80}?)\s*"
    r"(?:\b(?:of|at|in|for|from|during|on|by|that|who|when)\b.*)?\?*\s*$",
    re.IGNORECASE,
)
_COUNT_QUESTION = re.compile(
    r"\bhow many (?P<things>(?:[\w'’-]+\s+){0,2}?[\w'’-]+?)\s+(?:is|are|was|were|do|does|did|has|have|had|will|would|"
    r"can|could|should|may|in|of|on|at|from|to|with|per|there|took|\w+ed)\b|\bhow many (?P<thing>[\w'’-]+)",
    re.IGNORECASE,
)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
# "1,450 people", "4,500 striking dock workers"
_BEHIND_COUNT = 4
_BEHIND_CHARACTERS = 60
# What a phrase does not answer: a reason, a manner, somebody's words, and what only yes or no would.
_EXPLAINED = re.compile(
    r"\s*(?:why|how (?!many|much|long|old|far|high|tall|big|large|late|deep|fast|often|wide|heavy|hot|cold|soon)|"
    r"(?:what|which) (?:did|do|does|has|have|had|was|were|is|are)\b.*\b(?:say|says|said|think|argue|happen|happened|"
    r"mean|explain|criticise|criticize)|(?:please )?(?:tell|describe|explain|summari[sz]e|compare|list))\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\s*(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"\bor\b", re.IGNORECASE)  # "Which is older, the abbey or the mill?"
_SEVERAL = re.compile(
    r"\b(?:why|how did|how does|how do|how has|what did|what do|what happened|which are|who are|who were|what are|"
    r"what were|list|name the|all the|reasons?|causes?|effects?|consequences|say|said|describe|explain|tell)\b",
    re.IGNORECASE,
)
# Words that shape a question and name nothing; in a small index they would count as rare.
_FUNCTION_WORDS = """
    a an the and or of in on at to for from by with about as into than then that this these those it its he she they him
    his her their i you we my your our me us is are was were be been being am do does did done has have had having will
    would can could shall should may might must not no yes who whom whose what which when where why how many much there
    here if but so such any some all most more very s t just also only own same too again tell name give list during
    after before between under over up down out off say said says know known called
"""


@functools.lru_cache(maxsize=8)  # every answer needs them several times, and there is one way to stem
def function_words(terms: Terms) -> frozenset[str]:
    """The stems of the words that shape a question and name nothing."""
    return frozenset(terms(_FUNCTION_WORDS))


def wants_phrase(question: str) -> bool:
    """Whether a name, a date, a number or a phrase answers: no reason, no account, no yes or no."""
    return not _EXPLAINED.match(question) and not _YES_OR_NO.match(question)


def wants_several(question: str) -> bool:
    """Whether more than one sentence is likely to be wanted: reasons, accounts, lists, what somebody said."""
    return bool(_SEVERAL.search(question))


def echoes(question: str, words: str, terms: Terms) -> bool:
    """Whether `words` name nothing that the question does not say itself: no answer, unless it offers a choice."""
    said = set(terms(words)) - function_words(terms)
    return bool(said) and said <= set(terms(question)) and not _CHOICE.search(question)


class Asked:
    """What one question asks for, compared with sentences."""

    def __init__(self, question: str, terms: Terms, idf: Callable[[str], float]) -> None:
        """`terms` gives the stemmed words of a text, `idf` how rare one of them is in the index."""
        self._text = question.casefold()
        self._terms = terms
        words, shaping = terms(question), function_words(terms)
        # One more than idf: in a small index a name that every passage holds would weigh nothing.
        self._weights = {word: 1 + idf(word) for word in words if word not in shaping} or dict.fromkeys(words, 1)
        self._mass = sum(self._weights.values()) or 1.0
        self._shape = next((kind.shape for kind in _KINDS if kind.asks.search(question)), None)
        self._wants_name = bool(_NAME_QUESTION.search(question))
        self._role = _beside_a_name(question)
        self._counted = self._thing_counted(question)

    def share(self, words: AbstractSet[str]) -> float:
        """How much of what the question names stands among these words, 0 to 1; rare words weigh more."""
        return sum(self._weights[word] for word in self._weights.keys() & words) / self._mass

    def kind(self, sentence: str) -> tuple[float, float]:
        """(held, missing): a date, sum, number or reason is asked for, and the sentence holds a new one or not."""
        if self._shape is None:
            return 0.0, 0.0
        held = any(self._is_new(match) for match in self._shape.finditer(sentence))
        return float(held), float(not held)

    def name_missing(self, sentence: str) -> float:
        """1 when a name is asked for and the sentence holds none but those of the question."""
        return float(self._wants_name and not any(self._is_new(match) for match in _NAME.finditer(sentence)))

    def role(self, sentence: str) -> float:
        """1 when a name stands beside the role that "Who is the ...?" asks for."""
        return float(self._role is not None and self._role.search(sentence) is not None)

    def counted(self, sentence: str) -> float:
        """1 when a number stands before the things that "How many ...?" asks for."""
        return float(
            self._counted is not None
            and any(
                self._counted in self._terms(sentence[match.end() : match.end() + _BEHIND_CHARACTERS])[:_BEHIND_COUNT]
                for match in _COUNT.finditer(sentence)
            )
        )

    def _is_new(self, match: re.Match[str]) -> bool:
        return match.group().casefold() not in self._text

    def _thing_counted(self, question: str) -> str | None:
        match = _COUNT_QUESTION.search(question)
        words = self._terms(match["things"] or match["thing"]) if match else []
        return words[-1] if words else None


def _beside_a_name(question: str) -> re.Pattern[str] | None:
    """`Who is the mayor of Ulm?` -> finds "mayor of Ulm Ada Lund" and "Ada Lund, the long-serving mayor"; else None."""
    match = _ROLE_QUESTION.match(question)
    if match is None:
        return None
    role = r"\s+".join(re.escape(word) for word in match["role"].split())
    before = rf"(?i:\b{role}),?\s+(?:of\s+[\w\s]{{1,30}}?,?\s+)?[A-Z]"
    behind = rf"[A-Z][\w'’-]+\s?,\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,3}}(?i:{role}\b)"
    return re.compile(f"{before}|{behind}")
