"""Days that count from the day of speaking: "last week", "two months ago", "on Tuesday"."""

from __future__ import annotations

import datetime
import re

from qa.english.dates import calendar
from qa.english.dates.absolute import month_number
from qa.english.dates.calendar import Span
from qa.english.dates.expressions import MONTH, NUMBER, NUMBERS, SEASON, TIME, UNIT, WEEKDAY
from qa.english.dates.speech import Speech, from_day, rule

# "This week" reaches back at least so far, for on a Thursday it is also last Friday's news. Of 188 quiz questions with
# these words, asked on Thursdays and Fridays, the calendar's week holds the article of 164, this of 173.
LATELY = datetime.timedelta(6)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def count(text: str) -> int:
    """
    >>> count("12"), count("a couple of")
    (12, 2)
    """
    return int(text) if text.isdigit() else NUMBERS[text]


def _some_units(match: re.Match[str], spoken: datetime.date) -> Span | None:
    """ "the last three weeks": up to today, and of as many days before."""
    number, unit = count(match["count"]), match["unit"]
    if match["which"] in ("next", "coming"):
        return spoken, calendar.shifted(unit, spoken, number)
    return calendar.shifted(unit, spoken, -number), spoken


def _one_unit(match: re.Match[str], spoken: datetime.date) -> Span | None:
    """ "last week", "this month", "the past year"."""
    which, unit, the = match["which"], match["unit"], match["the"]
    if which == "past" or (the and which == "last" and unit != "weekend"):  # "in the last year"
        return calendar.shifted(unit, spoken, -1), spoken
    if unit == "weekend":
        return _weekend(which, spoken)
    if (which, unit) == ("this", "week"):
        first, last = calendar.week(spoken)
        return min(first, spoken - LATELY), last
    step = {"last": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    return calendar.unit(unit, calendar.shifted(unit, spoken, step))


def _weekend(which: str, spoken: datetime.date) -> Span:
    begun = calendar.weekend(spoken)
    within = begun[1] >= spoken
    if which in ("last", "previous"):
        return calendar.weekend(begun[0] - datetime.timedelta(1)) if within else begun
    ahead = begun if within else calendar.weekend(begun[0] + datetime.timedelta(7))
    return calendar.weekend(ahead[0] + datetime.timedelta(7)) if which == "next" and within else ahead


def _that_season(match: re.Match[str], spoken: datetime.date) -> Span | None:
    spans = [calendar.season(match["season"], spoken.year + n) for n in (-2, -1, 0, 1)]
    if match["which"] in ("last", "past", "previous"):
        return next(span for span in reversed(spans) if span[1] < spoken)
    if match["which"] in ("next", "coming"):
        return next((span for span in spans if span[0] > spoken), None)
    return next((span for span in spans if span[0] <= spoken <= span[1]), calendar.season(match["season"], spoken.year))


def _that_month(match: re.Match[str], spoken: datetime.date) -> Span | None:
    month = month_number(match["month"])
    spans = [calendar.months(spoken.year + n, month) for n in (-2, -1, 0, 1)]
    if match["which"] == "last":
        return next(span for span in reversed(spans) if span[1] < spoken)
    if match["which"] == "next":
        return next((span for span in spans if span[0] > spoken), None)
    return calendar.months(spoken.year, month)


def _weekday(match: re.Match[str], speech: Speech) -> Span | None:
    if speech.spoken is None:
        return None
    wanted = WEEKDAYS.index(match["weekday"])
    back = (speech.spoken.weekday() - wanted) % 7
    match match["which"]:
        case "last":
            shift = -(back or 7)
        case "next":
            shift = 7 - back
        case "this":
            shift = wanted - speech.spoken.weekday()
        case _:
            shift = (-back) % 7 if speech.choice == "ahead" else -back
    return calendar.days(speech.spoken + datetime.timedelta(shift), 1)


def _in_week(match: re.Match[str], spoken: datetime.date) -> Span | None:
    """ "Wednesday of last week"; "Saturday week", a week after the next Saturday."""
    wanted = WEEKDAYS.index(match["weekday"])
    if match["which"] is None:
        return calendar.days(spoken + datetime.timedelta(8 + (wanted - spoken.weekday() - 1) % 7), 1)
    weeks = {"last": -7, "this": 0, "next": 7}[match["which"]]
    return calendar.days(spoken + datetime.timedelta(weeks + wanted - spoken.weekday()), 1)


def _named_day(match: re.Match[str], spoken: datetime.date) -> Span | None:
    shift = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2}
    return calendar.days(spoken + datetime.timedelta(shift.get(match["name"], 0)), 1)


def _ago(match: re.Match[str], spoken: datetime.date) -> Span | None:
    return calendar.unit(match["unit"], calendar.shifted(match["unit"], spoken, -count(match["count"])))


def _in_unit(match: re.Match[str], speech: Speech) -> Span | None:
    """ "earlier this week", "so far this year", "late last year"."""
    whole = speech.days(match["whole"])
    if whole is None or speech.spoken is None:
        return None
    if match["how"] in ("so far", "earlier"):
        return whole[0], min(whole[1], speech.spoken)
    if match["how"] == "later":
        return (max(whole[0], speech.spoken), whole[1]) if whole[1] >= speech.spoken else whole
    return calendar.part(match["how"], whole) if (whole[1] - whole[0]).days > 27 else whole


def _the_weekend(_match: re.Match[str], spoken: datetime.date) -> Span | None:
    return calendar.weekend(spoken)


def _the_unit(match: re.Match[str], spoken: datetime.date) -> Span | None:
    return calendar.unit(match["unit"], spoken)


_WHICH = r"(?P<which>last|past|this|next|coming|previous)"
_NAMED = r"today|tonight|last night|this (?:morning|afternoon|evening)|the day before yesterday"
RULES = (
    rule(r"(?:early |late )?(?P<name>yesterday|tomorrow)(?: \w+)?", from_day(_named_day)),
    rule(r"(?P<how>so far|earlier|later|early|late) (?P<whole>(?:this|last|next) \w+)", _in_unit),
    rule(r"(?P<whole>this \w+) (?P<how>so far)", _in_unit),
    rule(rf"(?P<name>{_NAMED})", from_day(_named_day)),
    rule(rf"(?P<weekday>{WEEKDAY}) (?:of (?P<which>last|this|next) week|week)", from_day(_in_week)),
    rule(rf"(?P<which>last|this|next)? ?(?P<weekday>{WEEKDAY}){TIME}", _weekday),
    rule(rf"(?P<which>last|this|next) (?P<month>{MONTH})", from_day(_that_month)),
    rule(
        rf"(?:the )?(?P<which>last|past|previous|next|coming) (?P<count>{NUMBER}) (?P<unit>{UNIT})s?",
        from_day(_some_units),
    ),
    rule(rf"(?P<the>the )?{_WHICH} (?P<unit>{UNIT})", from_day(_one_unit)),
    rule(rf"(?:the )?{_WHICH} (?P<season>{SEASON})", from_day(_that_season)),
    rule(r"the weekend", from_day(_the_weekend)),
    rule(r"the (?P<unit>year|month)", from_day(_the_unit)),
    rule(rf"(?P<count>{NUMBER}) (?P<unit>{UNIT})s? ago", from_day(_ago)),
)
