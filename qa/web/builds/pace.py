"""How fast a build goes: units per second of the stage it is in, and the seconds that the stage will still take."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from qa.index.lock import Builder

# Batches take a second or so each: over fewer the rate would jump, over more it would lag.
REMEMBERED = 12


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` is in units a second, `seconds_left` of this stage; both None until something was measured."""

    rate: float | None
    seconds_left: float | None


class Stopwatch:
    """Looks at what a builder notes of itself. Every moment at which its number changed is a measurement."""

    def __init__(self) -> None:
        self._stage: tuple[int, str, int] | None = None
        self._seen: deque[tuple[float, int]] = deque(maxlen=REMEMBERED)

    def look(self, builder: Builder, now: float) -> Pace:
        """`now` is in seconds of any clock that goes on."""
        stage = (builder.process, builder.stage, builder.total)
        if stage != self._stage or (self._seen and builder.done < self._seen[-1][1]):
            self._stage = stage
            self._seen.clear()
        if not self._seen or builder.done != self._seen[-1][1]:
            self._seen.append((now, builder.done))
        (first, begun), (last, done) = self._seen[0], self._seen[-1]
        if last <= first:
            return Pace(None, None)
        rate = (done - begun) / (last - first)
        return Pace(rate, max(0.0, (builder.total - done) / rate - (now - last)))
