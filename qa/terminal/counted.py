"""What is counted over the folder as people read it: bars, the rule, and which articles of a long list are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from qa.keep.markdown import named
from qa.terminal.text import line
from qa.types import Answer, Tally, TallyGroup

# Lists of more show so many, unless every article is wanted; charts show more, since they are read as a whole.
SHOWN = 10
STEPS = 40
# Columns of the longest bar.
BAR = 30
# Other copies of one report that are named beside it.
ALIKE = 6
_TIMES = ("days", "weeks", "months", "years")


def print_tally(console: Console, tally: Tally, *, every: bool) -> None:
    """How many of each group, as bars, and which articles count."""
    groups = _charted(tally)
    most = max((len(group.numbers) for group in groups), default=1)
    shown = groups if every else groups[: STEPS if tally.per in _TIMES else SHOWN]
    names = [line(named(group.label)) for group in shown]
    width = min(40, max(map(len, names), default=0))
    for name, group in zip(names, shown, strict=True):
        bar = "█" * max(bool(group.numbers), round(BAR * len(group.numbers) / most))
        console.print(Text(f"  {name[:width]:<{width}}  {len(group.numbers):>5}  {bar}".rstrip()))
    if len(shown) < len(groups):
        console.print(Text(f"  {_more(len(groups) - len(shown))}", style="dim"))
    console.print(Text(line(tally.rule), style="dim"))


def _charted(tally: Tally) -> Sequence[TallyGroup]:
    """The groups; those by time with the days, months and years between them that have none."""
    undated = tuple(group for group in tally.groups if not group.label)
    labels = {group.label for group in tally.groups if group.label}
    if tally.kind in ("count", "list") and labels and labels <= {time.label for time in tally.times}:
        return (*tally.times, *undated)
    return tally.groups


def numbers_of(tally: Tally) -> Collection[int]:
    """The numbers of all that it lists, near in meaning or counted."""
    return {*(number for time in tally.times for number in time.numbers), *tally.undated, *tally.near}


def tallies_of(answer: Answer) -> list[Tally]:
    """What was counted, for each of the questions that were asked at once."""
    return [each for each in (answer.tally, *(part.tally for part in answer.parts)) if each]


def left_out(answer: Answer, *, every: bool) -> tuple[Collection[int], Mapping[int, str]]:
    """The numbers that are not shown of longer lists; and by the last number of such a list, how many they are."""
    tallies = [] if every else tallies_of(answer)
    shown = {number for part in answer.parts if not part.tally for number in part.numbers}
    hidden: set[int] = set()
    ends: dict[int, str] = {}
    for tally in tallies:
        counted = sorted(set(numbers_of(tally)).difference(tally.near))
        for numbers in (counted, sorted(tally.near)):
            shown.update(numbers[:SHOWN])
            hidden.update(numbers[SHOWN:])
            if len(numbers) > SHOWN:
                ends[numbers[-1]] = _more(len(numbers) - SHOWN)
    return hidden - shown, ends


def alike_in_words(number: int, tallies: Sequence[Tally]) -> str:
    """`one report with [3] [7]`; "" for an article that has no copy."""
    others = [other for tally in tallies for same in tally.same if number in same for other in same if other != number]
    if not others:
        return ""
    named_beside = " ".join(f"[{other}]" for other in others[:ALIKE])
    return f"one report with {named_beside}{' …' if len(others) > ALIKE else ''}"


def _more(number: int) -> str:
    return f"… and {number:,} more (--all)"
