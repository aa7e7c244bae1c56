"""Which column of a table a question speaks of, and what its cells amount to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from qa.answer.tables.grid import Grid, years
from qa.english.asks import MEASURES, asks_clock, asks_day, asks_price, counted, measured
from qa.english.stems import terms
from qa.english.words import MONTHS, SHORT_DAYS_AND_MONTHS, WEEKDAYS, any_of

# Words of which one may stand in the question and another over the column.
_ALIKE = (
    "cost costs price fee rent rate charge fare wage pay paid pays salary spend spent spending budget bill "
    "cheapest dearest costliest",
    "sales revenue turnover",
    "sold sells fetched fetch fetches",
    "population pop people inhabitants residents lives live",
    "pupils pupil children child students kids",
    "staff employees workers employ jobs",
    "visitors visited visits visit guests",
    "winner won win wins champion champions winners gold",
    "vote votes voted",
    "share percentage percent",
    "built opened opening founded completed established",
    "time times clock",
    "departs departure leaves leave depart sail sails starts dep",
    "arrives arrival arrive arr",
    "rain rainfall precipitation wettest driest wet",
    "author writer wrote written",
    "director directed",
    "captain skipper",
    "area size large largest big biggest greatest smallest hectares ha",
    *MEASURES,
)
# What a column is headed by that is too narrow for words.
_SHORT_HEADS = {
    "p": "played games matches", "w": "won", "d": "drawn draws", "l": "lost losses", "pts": "points",
    "gf": "goals scored", "ga": "goals against conceded", "gd": "goal difference", "no": "number", "nr": "number",
    "ext": "extension phone", "%": "share", "pos": "place position rank", "#": "number", "alt": "height",
    "qty": "quantity", "avg": "average", "temp": "temperature", "max": "maximum", "min": "minimum",
}  # fmt: skip
_UNITS = {
    "kg": "weight", "tonnes": "weight", "km": "distance length", "m": "length height depth", "km/h": "speed",
    "mph": "speed", "°c": "temperature", "°f": "temperature", "eur": "cost", "gbp": "cost", "usd": "cost", "£": "cost",
    "€": "cost", "$": "cost", "crowns": "cost", "km²": "area", "s": "time", "min": "time", "mm": "length",
    "ha": "area",
}  # fmt: skip
_ASKS_NAME = re.compile(r"\W*(?:(?:to|by|from|in|at) )?(?:who|whom|whose|where)\b", re.IGNORECASE)
_UNIT = re.compile(r"[(\[](?P<unit>[^()\[\]]{1,12})[)\]]")

_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midnight", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?:{any_of(*MONTHS.split())}|{any_of(*WEEKDAYS.split())}|{any_of(*SHORT_DAYS_AND_MONTHS.split())})\b"
)
_NUMBER = re.compile(
    r"(?P<before>[$€£]|[A-Z]{2,3}[$€£]?)? ?(?P<sign>[+−–-])?(?P<money>[$€£])?"
    r"(?P<digits>\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<clock>(?::\d\d){1,2}(?:\.\d+)?)?"
    r"(?P<unit> ?(?:%|[^\d\s,;:.]{1,12}(?: [^\d\s,;:.]{1,12})?))?"
)


@functools.lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """Stem -> that of the first word of its group."""
    found: dict[str, str] = {}
    for group in _ALIKE:
        stems = terms(group)
        for stem in stems:
            found.setdefault(stem, stems[0])
    return found


def senses(text: str) -> set[str]:
    """The stems of a text, one for all words that mean the same over a column.

    >>> senses("price of a ticket") & senses("Fee") == senses("cost")
    True
    """
    groups = _groups()
    return {groups.get(stem, stem) for stem in terms(text)}


def head_senses(name: str) -> set[str]:
    """What a column is of, by its head: words, short forms ("Pts") and units ("(kg)")."""
    bare = _UNIT.sub("", name).strip().rstrip(".").casefold()
    units = " ".join(_UNITS.get(unit["unit"].casefold().strip(), "") for unit in _UNIT.finditer(name))
    return senses(f"{name} {_SHORT_HEADS.get(bare, '')} {units}")


def fitting(table: Grid, columns: Iterable[int], asked: set[str], asked_years: set[str]) -> list[int]:
    """Those of `columns` that hold most of what is asked for, in senses; none where none holds anything.

    Where columns are headed by years, those of the year that is asked for.
    """
    among = list(columns)
    if asked_years and table.headed_by_year():
        among = [at for at in among if years(table.head[at]) & asked_years]
        asked = asked | asked_years
    held = {at: len(head_senses(table.head[at]) & asked) for at in among}
    most = max(held.values(), default=0)
    return [at for at, count in held.items() if count == most > 0]


def chosen(table: Grid, columns: Iterable[int], asked: set[str], asked_years: set[str]) -> int | None:
    """The one of `columns` that is `fitting`; None where none is, or several are."""
    best = fitting(table, columns, asked, asked_years)
    return best[0] if len(best) == 1 else None


def of_kind(question: str, cell: str) -> bool:
    """Whether a cell is of the kind that a question asks for: a number for "how many", a name for "who".

    >>> of_kind("When does it leave?", "06:15"), of_kind("Who keeps it?", "1,240")
    (True, False)
    """
    day = bool(years(cell) or _DAY.search(cell))
    if counted(question) or asks_price(question) or measured(question):
        return _NUMBER.fullmatch(cell) is not None and years(cell) != {cell}
    if asks_clock(question):
        return bool(_CLOCK.fullmatch(cell))
    if asks_day(question):
        return day or bool(_CLOCK.fullmatch(cell))
    if _ASKS_NAME.match(question):
        return cell[:1].isupper() and not day and not any(character.isdigit() for character in cell)
    return bool(cell)


def amounts(cells: Sequence[str]) -> list[float | None] | None:
    """What the cells of a column amount to, None for one that is empty; None for all of them where one is no number,
    where they have several units, or where they can be read in two ways.

    >>> amounts(["18,400", "", "980"]), amounts(["12 km", "9 miles"]), amounts(["1:05", "0:59"])
    ([18400.0, None, 980.0], None, [65.0, 59.0])
    """
    found: list[float | None] = []
    units: set[tuple[str, ...]] = set()
    digits: list[str] = []
    for cell in cells:
        if not cell:
            found.append(None)
            continue
        match = _NUMBER.fullmatch(cell)
        if match is None:
            return None
        money, unit = match["money"] or match["before"] or "", (match["unit"] or "").strip().casefold()
        units.add((money, unit, str((match["clock"] or "").count(":"))))
        digits.append(match["digits"])
        found.append(_amount(match))
    return found if len(units) == 1 and not _ambiguous(digits) else None


def _amount(match: re.Match[str]) -> float:
    whole = float(re.sub(r"[, \u00a0\u202f]", "", match["digits"]))
    for part in (match["clock"] or "").split(":")[1:]:
        whole = 60 * whole + float(part)
    return -whole if match["sign"] in ("-", "−", "–") else whole


def _ambiguous(digits: Sequence[str]) -> bool:
    """Whether a point may part thousands: "1.240" beside "980"."""
    thousands = [bool(re.fullmatch(r"\d{1,3}\.\d{3}", each)) for each in digits]
    return any(thousands) and not all(thousands)
