"""The signals of a written sentence against its grounds, and how likely they make it that these bear it out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qa.embedder import Embedder
from qa.gate import Ground
from qa.gate.figures import undated, unfounded
from qa.gate.literal import altered, without_quotations
from qa.gate.meaning import cosines, coverage, strange
from qa.gate.naming import unnamed
from qa.gate.roles import swapped
from qa.gate.sense import absolutes, denials, hedges, negations, new_cause, strong_cause, turned

Signals = dict[str, float]
"""Name of a signal -> its value; of most, 0 is harmless."""


def signals(written: str, grounds: Sequence[Ground], embedder: Embedder) -> tuple[Signals, list[str]]:
    """What speaks against a sentence, as numbers and in words. Raises ModelNotFound."""
    cited = [ground.cited for ground in grounds]
    together, around = " ".join(cited), " ".join(f"{ground.title}. {ground.text}" for ground in grounds)
    plain = without_quotations(written)
    quotes, names = altered(written, grounds), unnamed(written, grounds)
    missing, bound = unfounded(written, grounds)
    days = undated(written, grounds)
    opposite, absolute = turned(plain, together, around), absolutes(plain, around)
    new = strange(plain, around, embedder)
    whole, nearest = cosines(written, grounds, embedder)
    roles = swapped(written, grounds)
    found: Signals = {
        "quotes": float(len(quotes)),
        "names": float(len(names)),
        "figures": float(len(missing)),
        "unbound": 1.0 - bound,
        "days": float(len(days)),
        "turned": float(len(opposite)),
        "absolute": float(len(absolute)),
        "cause": float(new_cause(plain, around)),
        "told_cause": float(strong_cause(plain, together)),
        "negations": negations(plain, cited),
        "denials": float(abs(min(denials(plain), 1) - min(denials(together), 1))),
        "unhedged": float(bool(hedges(together)) and not hedges(plain)),
        "swapped": float(roles),
        "strange": sum(1.0 - min(max(near, 0.0) / 0.6, 1.0) for _, near in new),
        "uncovered": 1.0 - coverage(plain, around),
        "uncited": 1.0 - coverage(plain, together),
        "far": 1.0 - whole,
        "farthest": 1.0 - nearest,
    }
    return found, reasons(quotes, missing, names, days, opposite, absolute, roles)


def reasons(
    quotes: Sequence[str],
    figures: Sequence[str],
    names: Sequence[str],
    days: Sequence[str],
    opposite: Sequence[str],
    absolute: Sequence[str],
    swapped: bool,
) -> list[str]:
    """What does not stand in the grounds, in words for a reader."""
    told = [f"the quotation “{quote[:80]}” does not stand there" for quote in quotes]
    told += [f"{each[:40]} does not stand there" for each in (*figures, *names, *days)]
    if swapped:
        told.append("who did it to whom is told the other way round there")
    told += [f"“{word}”: the opposite stands there" for word in opposite]
    return told + [f"“{word}” does not stand there" for word in absolute]


BIAS = 3.0
WEIGHTS: dict[str, float] = {
    "quotes": -5.0, "names": -4.0, "figures": -5.0, "unbound": -0.5, "days": -3.0, "turned": -3.0, "absolute": -2.0,
    "cause": -2.0, "told_cause": -0.5, "negations": -3.0, "denials": -1.5, "unhedged": -1.5, "swapped": -4.0,
    "strange": -0.7, "uncovered": -2.0, "uncited": -0.5, "far": -1.5, "farthest": 0.0,
}  # fmt: skip


def support(found: Signals) -> float:
    """How likely it is that the grounds bear a sentence of these signals out: a logistic regression."""
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in found.items())))
