"""What a question compares the rows of a table by: the most, the second smallest, more than a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.answer.tables.columns import senses
from qa.english.asks import BEFORE_WH
from qa.english.words import any_of

_MORE = (
    "most highest largest biggest greatest longest tallest deepest widest heaviest dearest costliest oldest farthest "
)
_LESS = "least fewest lowest smallest shortest shallowest narrowest lightest cheapest youngest newest nearest "
# Degrees of heat and speed, whose columns are told by the word as well.
_MORE += "busiest strongest loudest steepest thickest fastest hottest warmest wettest latest"
_LESS += "slowest coldest coolest driest earliest"
_EXPENSIVE = r"(?P<money>(?P<how>most|least) (?:expensive|costly))"
_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_SUPERLATIVE = re.compile(
    rf"\b(?<!\bat )(?:(?P<place>{any_of(*_PLACES)})[ -])?"
    rf"(?:{_EXPENSIVE}|(?P<word>{any_of(*_MORE.split(), *_LESS.split())}))\b"
    r"(?! (?:of|likely|recent(?:ly)?|news|important|famous)\b)"
    r"(?P<what>(?: (?:number|amount|total|level|share) of)?"
    r"(?: (?!(?:in|of|at|on|for|from|to|by|among|per|that|which|with|did|does|do|was|is|were|are|had|has|have"
    r"|and|or|this|last)\b)[\w’'-]+){0,4})",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<over>more than|over|above|exceed(?:s|ed|ing)?|greater than|higher than|longer than|at least)"
    r"|(?P<under>less than|fewer than|under|below|lower than|shorter than|at most|up to))"
    r" (?:the )?(?P<amount>[$€£]?\d[\d,]*(?:\.\d+)?)(?! ?(?:to|and|-|–) ?\d)",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"at least|at most|up to", re.IGNORECASE)
_ROW_ASKED = re.compile(
    rf"\W*(?:{any_of(BEFORE_WH, 'of')} )?(?:who|whose|where|(?:which|what)(?! (?:is|was|were|are|has|had|did|does)\b) "
    r"(?P<noun>(?:[\w’'-]+ ?){1,3}))",
    re.IGNORECASE,
)
# What columns of years and times are headed by.
_BEGINS = "built opened time departs arrives date year closes"
_MONEY, _SPEED, _TIME = "cost", "speed", "time"
_AGE, _BUILT = "age", "built"
# These say nothing of what is compared, and those further down little: the only column of numbers is meant.
_AMOUNTS = frozenset("most least fewest".split())
_PLAIN = _AMOUNTS | frozenset(
    "highest largest biggest greatest lowest smallest busiest strongest loudest steepest thickest".split()
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a question compares: `place` 1 is the first from above, -1 the first from below, and 0 all rows within
    `bounds`, both included where they are numbers and not infinite. `what` are the senses of the words behind the
    superlative, `kind` those of the word itself; `row` is the noun of "Which parish ...?", "" for "Who", None where
    no row is asked for by such a word. `counts`: how many rows; `figure`: how much, or how high;
    `plain`: the superlative itself tells no column. `said` are the senses
    of the words that compare, which name nothing, `given` is the amount they compare with."""

    place: int
    bounds: tuple[float, float]
    what: frozenset[str]
    kind: frozenset[str]
    row: str | None
    counts: bool
    figure: bool
    plain: bool
    said: frozenset[str]
    given: str = ""


def comparison(question: str) -> Comparison | None:
    """What a question compares; None where it compares nothing."""
    row = _row_asked(question)
    counts = re.match(r"\W*how many\b", question, re.IGNORECASE) is not None
    if bound := _BOUND.search(question):
        if row is None and not counts:
            return None
        amount = float(bound["amount"].lstrip("$€£").replace(",", ""))
        nudge = 0.0 if _INCLUDES.match(bound.group()) else 1e-9 * max(1.0, abs(amount))
        bounds = (amount + nudge, float("inf")) if bound["over"] else (-float("inf"), amount - nudge)
        compares = frozenset(senses(bound.group()))
        return Comparison(0, bounds, frozenset(), frozenset(), row, counts, False, True, compares, bound["amount"])
    found = _SUPERLATIVE.search(question)
    if found is None:
        return None
    word = (found["how"] or found["word"]).casefold()
    rank = _PLACES.get((found["place"] or "").casefold(), 1)
    kind: set[str] = {_MONEY} if found["money"] else set() if word in _AMOUNTS else senses(word)
    kind |= {_BUILT} if _AGE in kind else set()
    kind |= {_TIME} if _SPEED in kind else set()
    kind |= senses(_BEGINS) if word in ("earliest", "latest") else set()
    said = senses(f"{found['place'] or ''} {found['money'] or word}") - (kind if found["money"] else set())
    return Comparison(
        -rank if word in _LESS.split() else rank,
        (-float("inf"), float("inf")),
        frozenset(senses(found["what"] or "")),
        frozenset(kind),
        row,
        counts,
        re.match(r"\W*how\b", question, re.IGNORECASE) is not None,
        word in _PLAIN,
        frozenset(said | kind),
    )


def _row_asked(question: str) -> str | None:
    asked = _ROW_ASKED.match(question)
    return (asked["noun"] or "").strip() if asked else None
