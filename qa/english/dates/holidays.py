"""Days that have a name and come once a year."""

from __future__ import annotations

import datetime

from dateutil.easter import easter
from dateutil.relativedelta import TH, relativedelta

from qa.english.dates import calendar
from qa.english.dates.calendar import Span

_FIXED = {  # month, day, how many days
    "christmas": (12, 24, 3),
    "christmas eve": (12, 24, 1),
    "christmas day": (12, 25, 1),
    "boxing day": (12, 26, 1),
    "new year's eve": (12, 31, 1),
    "new year's day": (1, 1, 1),
    "halloween": (10, 31, 1),
    "valentine's day": (2, 14, 1),
}
_FROM_EASTER = {  # days after Easter Sunday, how many days
    "good friday": (-2, 1),
    "easter": (-2, 4),
    "easter weekend": (-2, 4),
    "easter sunday": (0, 1),
    "easter monday": (1, 1),
}
_OTHERS = ("new year", "thanksgiving")
NAME = "|".join(sorted((*_FIXED, *_FROM_EASTER, *_OTHERS), key=len, reverse=True)).replace("'", "['’]")


def holiday(name: str, year: int) -> Span:
    """The one of `year`. New Year begins on the day before, Christmas is 24 to 26 December, Easter Friday to Monday.

    >>> holiday("new year", 2025)
    (datetime.date(2024, 12, 31), datetime.date(2025, 1, 1))
    """
    if name in _FIXED:
        month, day, length = _FIXED[name]
        return calendar.days(datetime.date(year, month, day), length)
    if name in _FROM_EASTER:
        after, length = _FROM_EASTER[name]
        return calendar.days(easter(year) + datetime.timedelta(after), length)
    if name == "new year":
        return calendar.days(datetime.date(year - 1, 12, 31), 2)
    return calendar.days(datetime.date(year, 11, 1) + relativedelta(weekday=TH(4)), 1)
