"""What people and programs give as filters -> the one value that the searches take."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from qa.errors import BadFilter
from qa.index.index import Index
from qa.index.names import FolderNames
from qa.types import Day, Within

NEAREST = 3  # sources that are named where one is unknown
COMPARED = 10_000  # names at most, which takes a tenth of a second
SHOWN = 60  # characters of a name
MOST_NAMES = 100  # that articles have to mention


def within(
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
) -> Within:
    """The filters as every door takes them: days as dates or in ISO form, names of sources, and of people,
    organisations and places (one alone may be a text).

    Raises BadFilter for what is no ISO date, for an end before the start, and for more names than `MOST_NAMES`.
    """
    first, last = day(since), day(until)
    if first and last and first > last:
        raise BadFilter(f"the period ends ({last}) before it begins ({first})")
    wanted = _several(names) or None
    if wanted and len(wanted) > MOST_NAMES:
        raise BadFilter(f"{len(wanted):,} names are more than the {MOST_NAMES} that articles may have to mention")
    return Within(first, last, _several(sources), wanted)


def _several(given: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if given is None else (given,) if isinstance(given, str) else tuple(given)


def there(within: Within, index: Index) -> Within:
    """The filters, once each source and name in them is one of those that an index has, names as they are shown.

    Raises BadFilter, which tells the nearest.
    """
    if within.sources is not None:
        known(within, index.sources())
    return resolved(within, index)


def resolved(within: Within, index: Index) -> Within:
    """The filters with each name as an index shows it. Raises BadFilter for one that no article has, and for one that
    may be several: to take any of them, or none, would be taken for an answer."""
    if within.names is None:
        return within
    return replace(within, names=tuple(_named(index.names, name) for name in within.names))


def _named(names: FolderNames, wanted: str) -> str:
    found = names.lookup.find(wanted)
    if len(found) == 1:
        return names.lookup.shown(found[0])
    if found:
        *several, last = (_shown(names.lookup.shown(number)) for number in found[:NEAREST])
        more = f"one of {len(found):,}, such as " if len(found) > NEAREST else ""
        raise BadFilter(f"the name {_shown(wanted)} may be {more}{', '.join(several)} or {last}: give it in full")
    wrong = f"no article names {_shown(wanted)}"
    if not len(names):
        raise BadFilter(f"{wrong}: none were found; an index made before names were looked for is to be built again")
    frequent = (names.lookup.shown(int(number)) for number in names.by_frequency())
    nearest = _nearest(wanted, frequent)
    told = f"the nearest of {len(names):,} are" if len(nearest) > 1 else "there is"
    raise BadFilter(f"{wrong}: {told} {', '.join(map(_shown, nearest))}")


def known(within: Within, names: Sequence[str]) -> Within:
    """The filters, once each source in them is among the `names` of those that there are.

    Raises BadFilter, which tells the nearest: a misspelt source that matched nothing would be taken for silence.
    """
    there = set(names)
    missing = next((name for name in within.sources or () if name not in there), None)
    if missing is None:
        return within
    wrong = f"no article is of the source {_shown(missing)}"
    if not names:
        raise BadFilter(f"{wrong}: none names a source")
    nearest = [_shown(name) for name in _nearest(missing, names)]
    more = len(names) - len(nearest)
    told = f"the nearest of {len(names):,} are" if more else "there is" if len(nearest) == 1 else "there are"
    raise BadFilter(f"{wrong}: {told} {', '.join(nearest)}")


def _nearest(wanted: str, names: Iterable[str]) -> list[str]:
    """The most similar names, the best first, in any case; those that hold the one that is wanted before all others."""
    short = wanted.casefold()[:SHOWN]
    plain = {name: name.casefold()[:SHOWN] for name in islice(names, COMPARED)}
    matcher = difflib.SequenceMatcher(b=short, autojunk=False)  # it remembers what it knows of the second text

    def unlike(name: str, ratio: Callable[[], float]) -> tuple[bool, float, str]:
        matcher.set_seq1(plain[name])
        return not (short and short in plain[name]), -ratio(), name

    # By their letters; then by the order of these, which takes ten times as long.
    some = sorted(plain, key=lambda name: unlike(name, matcher.quick_ratio))[: 10 * NEAREST]
    return sorted(some, key=lambda name: unlike(name, matcher.ratio))[:NEAREST]


def _shown(name: str) -> str:
    # A backtick begins a command in our messages.
    return f"{name[:SHOWN]!r}{'…' * (len(name) > SHOWN)}".replace("`", "'")


def day(value: Day | None) -> datetime.date | None:
    """A day as a date; None for None and the empty text. Raises BadFilter for what is no ISO date."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):  # before the next: it is a date as well
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value.strip())
    except ValueError as error:
        raise BadFilter(f"{value[:40]!r} is not a date: write it as 2025-12-05") from error
