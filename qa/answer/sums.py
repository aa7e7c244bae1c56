"""A question for a price or a due is answered by a sentence on money: what a delay cost is no price of a ticket, and
"This Act applies to vessels of more than 24 metres" says nothing of how high the due is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.reported import COMPARED
from qa.english.asks import COSTS, CURRENCIES, asks_due, asks_price
from qa.english.phrases import names
from qa.english.stems import terms
from qa.english.words import any_of
from qa.reader import Candidate, Reading
from qa.reader.question import function_words
from qa.types import Hit, Sentence

_COINS = (
    *(f"{coin}s?" for coin in CURRENCIES),
    *(f"{coin}s?" for coin in "cent krone krona peso rouble ruble real rand dinar shilling mark guilder".split()),
    *(f"{coin}s?" for coin in "shekel riyal dirham crore lakh florin buck forint".split()),
    *"penny pence quid kroner kronor lira lire zloty won baht naira".split(),
)
_AMOUNT = r"(?:\d|illion|thousand|hundred|one|two|few|ty|ve|six|ten|half)"
_SUM = re.compile(rf"[$€£¥₹₽₩₺]|\b[A-Z]{{2,3}} ?\d|\d ?[A-Z]{{3}}\b|(?i:{_AMOUNT} {any_of(*_COINS)}\b|\bper ?cent\b|%)")
_ON_MONEY = re.compile(
    r"\b(?:free|gratis|charg\w+|fees?|fares?|rates?|(?:in)?expensive\w*|cheap\w*|money|million|billion|prices?|priced|"
    r"nothing|dues?|tax\w*|tolls?|rents?)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(r"\b(?:cost|costs|price)\b", re.IGNORECASE)
_CELLS = re.compile(r"\S[^\S\n]*[|\t]|\S {3,}\S")
_MISHAP = (
    r"(?:delay|postponement|cancellation|strike|walkout|lockout|boycott|storm|flood|flooding|hurricane|typhoon|drought|"
    r"frost|hail|earthquake|landslide|fire|blaze|explosion|collapse|accident|crash|collision|derailment|error|mistake|"
    r"fraud|theft|robbery|burglary|outage|blackout|closure|shutdown|dispute|leak|spill|breakdown|disruption|defeat|scandal|"
    r"cyber-?attack|hack|breach|vandalism)s?"
)
_NAMES_MISHAP = re.compile(rf"\b{_MISHAP}\b|\b(?:loss|losses|damages?|lost|lose)\b", re.IGNORECASE)
_MISHAP_COSTS = re.compile(rf"\b{_MISHAP}\b[^,;:.]{{0,40}}\bcost(?:s|ing)?\b", re.IGNORECASE)

Again = Callable[[Sequence[Hit]], Reading]


def of_a_mishap(question: str) -> Callable[[Hit, Sentence], bool]:
    """Whether a sentence tells what a mishap cost, where the price of a thing is asked for.

    >>> unfit = of_a_mishap("How much does a ticket for the ferry cost?")
    >>> unfit(None, Sentence("d", 0, 36, "The strike cost the line 40,000 euros."))
    True
    """
    if not asks_price(question) or not _OF_A_THING.search(question) or _NAMES_MISHAP.search(question):
        return lambda hit, sentence: False
    return lambda hit, sentence: _MISHAP_COSTS.search(sentence.text) is not None


def on_money(question: str, reading: Reading, again: Again) -> Reading:
    """The reading with a sentence first that states a sum, where one is asked for and the best one says nothing of
    money; without confidence where none does. `again` reads passages with the question."""
    price = asks_price(question) and _OF_A_THING.search(question)
    if not reading.candidates or not (price or asks_due(question)):
        return reading
    best = reading.candidates[0]
    if _states(best.sentence.text, sums_alone=not price):
        return reading
    for candidate in reading.candidates[1:]:
        if candidate.score < best.score - COMPARED:
            break
        if _SUM.search(candidate.sentence.text) and _on_it(question, candidate):
            hit = replace(candidate.hit, passage=replace(candidate.hit.passage, sentences=(candidate.sentence,)))
            first = replace(candidate, score=best.score)
            rest = (each for each in reading.candidates if each is not candidate)
            return Reading((first, *rest), reading.confidence, again([hit]).short)
    return replace(reading, confidence=0.0) if price else reading


def _states(text: str, sums_alone: bool) -> bool:
    """Whether a sentence may tell how much, as a row of a table does by a bare number."""
    if _CELLS.search(text):
        return True
    return bool(_SUM.search(text) or (not sums_alone and (_ON_MONEY.search(text) or COSTS.search(text))))


def _on_it(question: str, candidate: Candidate) -> bool:
    """Whether a sentence shares a word with the question, and its article the names."""
    document = candidate.hit.document
    words = set(terms(f"{document.title}\n{document.text}"))
    named = {stem for name in names(question) for stem in terms(name.text)}
    asked = set(terms(question)) - function_words(terms) - named
    return named <= words and bool(asked.intersection(terms(candidate.sentence.text)))
