"""What an answer cites, and which values it tells where reports differ or a newer one gives another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from qa.answer.accounts import Claim, Statement, accounts
from qa.answer.accounts.developments import agree, comparable, developments
from qa.answer.accounts.naming import Pointing
from qa.answer.accounts.otherwise import is_ahead
from qa.answer.accounts.spans import value_at
from qa.answer.accounts.states import asks_whether
from qa.answer.accounts.value import Value
from qa.answer.choice import choose
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.reader.question import wants_several
from qa.types import Account

# Sentences this near to the score of the best one are compared for what reports differ on. Wider than what is cited
# beside it: one more value that fits is told apart by its words. See "Answering" in docs/measurements.md.
COMPARED = 2.8
# So many sentences are cited for each of the accounts that differ.
CITED_EACH = 3
ACCOUNTS = 4
# What a network is less sure of, a logit, is no value: it points somewhere in any sentence.
POINTED = -6.0
# Sentences this far behind the best one are looked at for a value of another day.
LOOKED_AT = 13.0
# One that is told in the place of the answer, since the newest is asked for, comes so near to it.
LEADS = 5.0


class Reported(NamedTuple):
    """The sentences that are cited, in order, the values that differ, and the few words."""

    chosen: list[Candidate]
    accounts: tuple[Account, ...]
    short: str | None


def reported(question: str, reading: Reading, *, latest: bool) -> Reported:
    """What is told of a reading, which has candidates. `latest`: the newest value is asked for."""
    near = compared(reading)
    told = accounts(question, [statement(candidate) for candidate in near], terms)[:ACCOUNTS]
    # Where the best sentence is none of them, they tell of something else.
    if told and (not latest or any(0 in said.statements for said in told)):
        chosen = [near[at] for said in told for at in said.statements[:CITED_EACH]]
        return Reported(chosen, _numbered(told, near), _short(reading.short, told))
    chosen = _saying_the_same(question, choose(question, reading.candidates))
    # Of yes or no a network points at no words.
    least = -math.inf if asks_whether(question) else POINTED
    looked_at = [each for each in reading.candidates if _may_give_a_value(each, reading.candidates[0], least)]
    newest = developments(question, [pointing(each) for each in looked_at], terms)[:ACCOUNTS]
    if not newest:
        return Reported(chosen, (), reading.short)
    giving = [looked_at[at] for _, at in newest]
    near_enough = giving[0].score >= reading.candidates[0].score - LEADS
    latest = latest and near_enough and not is_ahead(giving[0].sentence.text, question)
    chosen = list(dict.fromkeys([*giving, *chosen] if latest else [*chosen, *giving]))
    given = tuple(
        Account(value, (chosen.index(looked_at[at]) + 1,), looked_at[at].hit.document.date) for value, at in newest
    )
    return Reported(chosen, given, newest[0][0] if latest else reading.short)


def _saying_the_same(question: str, chosen: list[Candidate]) -> list[Candidate]:
    """Without the further sentences that give another value: "they rejected 3.1 per cent" adds nothing to a rise of 5.2
    that was agreed on."""
    if wants_several(question):
        return chosen
    first, *others = chosen
    value = _value(question, first)
    values = [_value(question, each) for each in others]
    fits = [value is None or got is None or not comparable(value, got) or agree(value, got) for got in values]
    return [first, *(each for each, fit in zip(others, fits, strict=True) if fit)]


def _value(question: str, candidate: Candidate) -> Value | None:
    said, words = candidate.sentence.text, candidate.pointed
    if words is None:
        return None
    return value_at(question, said, words.start, words.end, candidate.hit.document.date)


def compared(reading: Reading) -> list[Candidate]:
    """The candidates that answer about as well as the best one."""
    return [each for each in reading.candidates if each.score >= reading.candidates[0].score - COMPARED]


def statement(candidate: Candidate) -> Statement:
    """A candidate as accounts compare it."""
    document = candidate.hit.document
    return Statement(candidate.sentence.text, document.id, document.date)


def _may_give_a_value(candidate: Candidate, best: Candidate, least: float) -> bool:
    words = candidate.pointed
    return candidate is best or (
        words is not None and words.score >= least and candidate.score >= best.score - LOOKED_AT
    )


def pointing(candidate: Candidate) -> Pointing:
    """A candidate as developments compare it."""
    document, words = candidate.hit.document, candidate.pointed
    start, end = (words.start, words.end) if words else (0, 0)
    # A local paper is called after its place.
    around = f"{document.title} {document.source or ''} {candidate.hit.text}"
    return Pointing(candidate.sentence.text, document.id, document.date, start, end, around)


def _short(short: str | None, told: Sequence[Claim]) -> str | None:
    """The reader's few words, unless reports differ and none of them says so: then the newest value."""
    if not told or (short and any(short in said.value or said.value in short for said in told)):
        return short
    return told[0].value


def _numbered(told: Sequence[Claim], candidates: Sequence[Candidate]) -> tuple[Account, ...]:
    numbered: list[Account] = []
    first = 1
    for said in told:
        count = len(said.statements[:CITED_EACH])
        newest = candidates[said.statements[0]].hit.document.date
        numbered.append(Account(said.value, tuple(range(first, first + count)), newest))
        first += count
    return tuple(numbered)
