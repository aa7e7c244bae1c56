"""What the styles of a Word document say of a paragraph or run: its kind, whether it is hidden, raised, numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
CHAIN = 30  # styles based on each other; a longer chain is a circle


@dataclass(frozen=True, slots=True)
class Look:
    """What a style, or a paragraph or run with its style, comes to; None where nothing says so."""

    name: str = ""
    hidden: bool | None = None
    raised: bool | None = None
    number: str | None = None  # which list it counts in; "0" for none
    level: int | None = None  # of that list, 0 for the outermost


class Styles:
    """The styles of a document by their ids; `root` is the styles part, None where a document has none."""

    def __init__(self, root: Any) -> None:
        self._elements = {} if root is None else {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
        self._looks: dict[str | None, Look] = {None: Look()}
        for style in self._elements.values():
            # What says nothing of its style has the default one, and that may be hidden or numbered, too.
            if style.get(f"{W}type") == "paragraph" and on(style.get(f"{W}default", "0")):
                self._looks[None] = self._resolve(style.get(f"{W}styleId"), CHAIN)

    def paragraph(self, properties: Any) -> Look:
        """The look of a paragraph, from its `w:pPr` or None. That its mark is hidden is not part of it."""
        if properties is None:
            return self._looks[None]
        return over(self.style(value(properties.find(f"{W}pStyle"))), _numbered(properties))

    def run(self, properties: Any, paragraph: Look) -> Look:
        """The look of a run within a paragraph, from its `w:rPr` or None."""
        if properties is None:
            return paragraph
        style = value(properties.find(f"{W}rStyle"))
        within = over(paragraph, self.style(style)) if style in self._elements else paragraph
        return over(within, _drawn(properties))

    def style(self, id: str | None) -> Look:
        """The look of a style with all that it is based on; of the default one for None and one that is missing."""
        if id not in self._looks:
            self._looks[id] = self._resolve(id, CHAIN) if id in self._elements else self._looks[None]
        return self._looks[id]

    def _resolve(self, id: str | None, left: int) -> Look:
        element = self._elements.get(id)
        if element is None or not left:
            return Look()
        look = self._resolve(value(element.find(f"{W}basedOn")), left - 1)
        for part, read in (("pPr", _numbered), ("rPr", _drawn)):
            if (properties := element.find(W + part)) is not None:
                look = over(look, read(properties))
        return replace(look, name=value(element.find(f"{W}name")) or "")


def heading_mark(look: Look) -> str:
    """`"## "` for a heading of the second level, `"# "` for the title of a document, `""` for anything else."""
    if look.name.lower() == "title":
        return "# "
    match = HEADING.fullmatch(look.name)
    return "#" * min(int(match[1]), 6) + " " if match else ""


def over(under: Look, upper: Look) -> Look:
    """Two looks as one: what the upper one says counts."""
    return Look(*(getattr(under if getattr(upper, n) in (None, "") else upper, n) for n in Look.__slots__))


def _drawn(properties: Any) -> Look:
    place, up = value(properties.find(f"{W}vertAlign")), value(properties.find(f"{W}position"))
    above = place == "superscript" if place else (up[:1] not in "-0" if up else None)
    # What is struck out was withdrawn, as what is hidden was.
    unseen = [flag(properties.find(W + name)) for name in ("vanish", "strike", "dstrike")]
    hidden = True if True in unseen else False if False in unseen else None
    return Look(hidden=hidden, raised=above)


def _numbered(properties: Any) -> Look:
    numbered = properties.find(f"{W}numPr")
    if numbered is None:
        return Look()
    return Look(number=value(numbered.find(f"{W}numId")), level=whole(numbered.find(f"{W}ilvl")))


def value(element: Any) -> str | None:
    """The `w:val` of an element, None where there is no such element."""
    return None if element is None else element.get(f"{W}val")


def whole(element: Any) -> int | None:
    """The `w:val` as a number of at most nine digits."""
    found = value(element) or ""
    return int(found) if re.fullmatch(r"-?[0-9]{1,9}", found) else None


def flag(element: Any) -> bool | None:
    """Whether a property is on; it is when it stands there without a value."""
    return None if element is None else on(element.get(f"{W}val", "1"))


def on(word: str) -> bool:
    """Whether the value of a switch, of which Word writes several, turns it on."""
    return word.lower() not in ("0", "false", "off")
