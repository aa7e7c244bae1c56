"""The numbers of ordered lists in Word documents, which the file does not hold: they are counted, as Word does.

Bullets have none. Formats in words ("First") come out as digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from qa.documents.word_styles import W, flag, value, whole

LEVELS = 9
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v"}
ROMAN |= {4: "iv", 1: "i"}
LONGEST = 3_999  # above it neither Roman numerals nor letters are of use
MARK = 40  # characters


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `text` is `"%1.%2"` for "3.4"."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None  # the paragraph style that has this level
    digits: bool = False  # legal numbering: the levels above as digits, too
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class List:
    """A list that paragraphs count in. Lists of one `kind` go on counting, but for levels that begin `anew`."""

    kind: str
    levels: dict[int, Level]
    anew: dict[int, int]


class Numbers:
    """Counts the paragraphs of a document, in its order; `root` is the numbering part, None where there is none."""

    def __init__(self, root: Any) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def mark(self, number: str | None, level: int | None, style: str | None) -> str:
        """Count one more paragraph of this list; the number it shows, `"2. "`, or `""`."""
        found = self._lists.get(number or "")
        if found is None or number is None:
            return ""
        if level is None:  # a style that is numbered: its level says so
            level = next((n for n, known in found.levels.items() if known.style and known.style == style), 0)
        known = found.levels.get(level)
        if known is None:
            return ""
        counts = self._counts.setdefault(found.kind, {})
        if number not in self._begun:
            self._begun.add(number)
            counts.update({n: start - 1 for n, start in found.anew.items()})
        counts[level] = counts.get(level, known.start - 1) + 1
        for deeper in [n for n in counts if n > level and (n not in found.levels or found.levels[n].restarts)]:
            del counts[deeper]
        if known.form == "bullet" or not known.text:
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            of = found.levels.get(at, Level())
            return _shown(counts.get(at, of.start), "decimal" if known.digits else of.form)

        return re.sub("%([1-9])", shown, known.text[:MARK]).strip() + " "


def _lists(root: Any) -> dict[str, List]:
    kinds = {kind.get(f"{W}abstractNumId"): kind for kind in root.iter(f"{W}abstractNum")}
    linked = {value(kind.find(f"{W}styleLink")): kind for kind in kinds.values()}
    lists = {}
    for number in root.iter(f"{W}num"):
        name = value(number.find(f"{W}abstractNumId"))
        kind = kinds.get(name)
        if kind is not None and (link := kind.find(f"{W}numStyleLink")) is not None:
            kind = linked.get(value(link))
        if kind is None:
            continue
        levels = {at: level for element in kind.iter(f"{W}lvl") for at, level in _level(element)}
        anew = {}
        for change in number.iter(f"{W}lvlOverride"):
            levels.update(item for element in change.iter(f"{W}lvl") for item in _level(element))
            at, start = change.get(f"{W}ilvl", ""), whole(change.find(f"{W}startOverride"))
            if start is not None and at.isdecimal():
                anew[int(at)] = start
        lists[number.get(f"{W}numId")] = List(kind.get(f"{W}abstractNumId"), levels, anew)
    return lists


def _level(element: Any) -> list[tuple[int, Level]]:
    at = element.get(f"{W}ilvl", "")
    if at not in "012345678" or len(at) != 1:
        return []
    start = whole(element.find(f"{W}start"))
    return [
        (
            int(at),
            Level(
                1 if start is None else start,
                value(element.find(f"{W}numFmt")) or "decimal",
                value(element.find(f"{W}lvlText")) or "",
                value(element.find(f"{W}pStyle")),
                flag(element.find(f"{W}isLgl")) or False,
                whole(element.find(f"{W}lvlRestart")) != 0,
            ),
        )
    ]


def _shown(count: int, form: str) -> str:
    """`(4, "lowerRoman")` -> `"iv"`, `(28, "upperLetter")` -> `"BB"`."""
    match form if 0 < count <= LONGEST else "decimal":
        case "lowerRoman" | "upperRoman":
            text = ""
            for size, letters in ROMAN.items():
                times, count = divmod(count, size)
                text += letters * times
        case "lowerLetter" | "upperLetter":
            text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "none":
            return ""
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
    return text.upper() if form.startswith("upper") else text
