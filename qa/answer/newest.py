"""What holds now: where "now", "still" or "the latest" is asked for, later articles than those that answer are read
too, and of sentences that answer about as well the newest is taken.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.accounts.naming import names_it, says_of_it
from qa.answer.accounts.otherwise import is_ahead, is_plan
from qa.answer.accounts.states import asks_whether, state
from qa.answer.accounts.value import Value
from qa.answer.choice import newest_first
from qa.answer.reported import pointing
from qa.answer.scope import READ, Scope, StandAlone
from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.types import Hit

# Among so many passages those of later articles are looked for. Of one search, since their scores are compared.
LOOKED_AT = 50
# Where yes or no is asked for, sentences that say which are looked for so far behind the best one.
STATING = 10.0

Again = Callable[[Sequence[Hit]], Reading]


def newest(scope: Scope, asked: StandAlone, hits: Sequence[Hit], reading: Reading, again: Again) -> Reading:
    """The reading with the newest of the sentences that answer about as well as the best one in its place; `again`
    reads passages with the question in mind, of which `hits` were read."""
    if not reading.candidates:
        return reading
    later = _later(scope, asked, hits, reading)
    if later:
        reading = again([*hits, *later])
    candidates = _newest_first(asked.plain, reading.candidates)
    best = candidates[0]
    if best.sentence == reading.candidates[0].sentence:
        return replace(reading, candidates=candidates)
    alone = again([best.hit])  # the short answer that there is was found in another sentence
    same = bool(alone.candidates) and alone.candidates[0].sentence == best.sentence
    return Reading(candidates, reading.confidence, alone.short if same else None)


def _newest_first(question: str, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates with the newest that answers in front. Of yes or no a reader knows little: there the newest that
    says whether it is so answers."""

    def about(each: Candidate) -> bool:
        said = pointing(each)
        value = Value(said.text[said.start : said.end], said.start, said.end)
        planned = is_plan(said.text, question) or is_ahead(said.text, question)
        return not planned and names_it(question, said, value, terms) is not False

    if asks_whether(question):
        stating = [
            each
            for each in candidates
            if each.score >= candidates[0].score - STATING
            and (said := state(question, each.sentence.text))
            and says_of_it(question, each.sentence.text, said, terms)
            and about(each)
        ]
        if stating:
            first = max(stating, key=lambda each: each.hit.document.date or datetime.date.min)
            return (replace(first, score=candidates[0].score), *(each for each in candidates if each is not first))
    return newest_first(candidates, about)


def _later(scope: Scope, asked: StandAlone, hits: Sequence[Hit], reading: Reading) -> list[Hit]:
    """Passages of later articles than the one that answers, the best first."""
    day = reading.candidates[0].hit.document.date
    if day is None:
        return []
    read = {hit.passage.id for hit in hits}
    found = scope.search(asked.plain, asked.window, k=LOOKED_AT)
    later = [hit for hit in found if hit.document.date and hit.document.date > day and hit.passage.id not in read]
    return later[:READ]
