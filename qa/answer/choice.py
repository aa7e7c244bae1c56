"""Which of the sentences that a reader ranked an answer is made of."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answer.live import age
from qa.english.stems import terms
from qa.reader import Candidate
from qa.reader.question import wants_several

MAX_SENTENCES = 3
# A further sentence must come this near to the score of the first one...
MARGIN = 0.7
# ...or this near when a question asks for reasons, for a list, or for what somebody said...
MARGIN_SEVERAL = 1.5
# ...and share at most this part of its words with one that is cited already.
REPEAT = 0.6
# Where the latest is asked for, sentences this near to the best one count as equally good.
LATEST = 1.0


def choose(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence, then what adds to it: first from its own article in the article's order, then from others.
    `candidates` is not empty, best first."""
    best = candidates[0]
    chosen = [best]
    for candidate in near(question, candidates)[1:]:
        if len(chosen) == MAX_SENTENCES:
            break
        if all(_shared(candidate, other) <= REPEAT for other in chosen):
            chosen.append(candidate)
    others = sorted(chosen[1:], key=lambda c: (c.hit.document.id != best.hit.document.id, c.sentence.start))
    return [best, *others]


def newest_first(
    candidates: Sequence[Candidate], about: Callable[[Candidate], bool], margin: float = LATEST
) -> tuple[Candidate, ...]:
    """Those that answer about as well as the best one and are `about` the same, the newest article (of a live report,
    entry) first, then the others."""
    best = candidates[0].score
    as_good = [candidates[0], *(each for each in candidates[1:] if each.score >= best - margin and about(each))]
    others = [each for each in candidates if each not in as_good]
    # With the score of the best: what else is cited is measured from the first, which may have had a lower one.
    newest = [replace(each, score=best) for each in as_good]
    newest.sort(key=lambda c: (c.hit.document.date or datetime.date.min, -age(c)), reverse=True)
    return (*newest, *others)


def near(question: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that answer about as well as the best one, best first."""
    margin = MARGIN_SEVERAL if wants_several(question) else MARGIN
    return [candidate for candidate in candidates if candidate.score >= candidates[0].score - margin]


def _shared(one: Candidate, other: Candidate) -> float:
    """The share of the shorter sentence's words that stand in the other one too."""
    a, b = set(terms(one.sentence.text)), set(terms(other.sentence.text))
    return len(a & b) / max(1, min(len(a), len(b)))
