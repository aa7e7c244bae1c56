"""A value as a sentence tells it, and which others agree with it."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass

from qa.english.words import WEEKDAYS

# "About 4,500" agrees with what is so near, as a share.
ROUGHLY = 0.1
# "More than 200" agrees with at most so many times as much, "nearly 200" with at least that part.
BEYOND = 1.25
# Amounts in other units of one kind agree when they are so near, as a share.
CONVERTED = 0.04
_BARE_WEEKDAY = re.compile(rf"(?:on\s)?(?:{'|'.join(WEEKDAYS.split())})", re.IGNORECASE)
_WEEK = datetime.timedelta(days=7)
_IN_UNITS = {
    "millimetre": ("metre", 0.001), "centimetre": ("metre", 0.01), "kilometre": ("metre", 1000.0),
    "inch": ("metre", 0.0254), "foot": ("metre", 0.3048), "yard": ("metre", 0.9144), "mile": ("metre", 1609.344),
    "gram": ("kilogram", 0.001), "tonne": ("kilogram", 1000.0), "pound-weight": ("kilogram", 0.4536),
    "second": ("hour", 1 / 3600), "minute": ("hour", 1 / 60), "day": ("hour", 24.0), "week": ("hour", 168.0),
    "month": ("hour", 730.5), "year": ("hour", 8766.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """`text` is `start` to `end` of the sentence. Exactly one of the rest says what it is.

    `amount` is a number of `unit`s, exact to `step`, or one of the words "about", "over", "under" stands before it;
    `days` are the first and last day; `name` is a name in lower case; `yes` whether something is so.
    """

    text: str
    start: int
    end: int
    amount: float | None = None
    unit: str = ""
    step: float = 1.0
    bound: str = ""
    days: tuple[datetime.date, datetime.date] | None = None
    name: tuple[str, ...] = ()
    yes: bool | None = None

    def near(self, other: Value, factor: float) -> bool:
        """Whether both may tell of one thing: the same unit, and no amount much larger than the other."""
        if self.amount is None or other.amount is None:
            return self.amount is other.amount  # both None: days, names, yes and no have no size
        (unit, one), (others, two) = self._plain(), other._plain()
        low, high = sorted((abs(one), abs(two)))
        return unit == others and (unit == "o'clock" or high <= low * factor)  # times of day have no size either

    def _plain(self) -> tuple[str, float]:
        """The unit that others of its kind are told in, and the amount of it."""
        unit, factor = _IN_UNITS.get(self.unit, (self.unit, 1.0))
        return unit, (self.amount or 0.0) * factor

    def agrees(self, other: Value) -> bool:
        """Whether both can be true of one thing."""
        if self.amount is not None and other.amount is not None:
            return self._amounts_agree(other)
        if self.days and other.days:
            return self._day_of(other) or other._day_of(self)
        if self.name and other.name:
            return self.name[-1] in other.name or other.name[-1] in self.name  # reports shorten a name to its end
        return self.yes == other.yes

    def _day_of(self, other: Value) -> bool:
        """Whether the days of both meet. A bare "Monday" may be the last one or the next."""
        if not self.days or not other.days:
            return False
        weeks = (0, 1) if _BARE_WEEKDAY.fullmatch(self.text) else (0,)
        (since, until), (first, last) = self.days, other.days
        return any(since + week * _WEEK <= last and first <= until + week * _WEEK for week in weeks)

    def _amounts_agree(self, other: Value) -> bool:
        if self.unit != other.unit:
            (unit, mine), (others, theirs) = self._plain(), other._plain()
            return unit == others and abs(mine - theirs) <= CONVERTED * max(abs(mine), abs(theirs))
        one, two = (self.amount or 0.0), (other.amount or 0.0)
        if self.unit == "o'clock":
            return one == two or (self.bound == other.bound == "about" and abs(one - two) <= 15)
        if "about" in (self.bound, other.bound) and abs(one - two) <= ROUGHLY * max(abs(one), abs(two)):
            return True
        for mine, theirs, bound in ((one, two, self.bound), (two, one, other.bound)):
            if bound == "over" and mine <= theirs <= mine * BEYOND:
                return True
            if bound == "under" and mine / BEYOND <= theirs <= mine:
                return True
        coarse = max(self.step, other.step)
        return math.isclose(_rounded(one, coarse), _rounded(two, coarse), rel_tol=1e-9)


def _rounded(amount: float, step: float) -> float:
    return math.floor(amount / step + 0.5) * step  # round() would take 250 to 200 and 350 to 400
