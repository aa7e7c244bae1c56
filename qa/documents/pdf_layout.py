"""The segments of a page put together into bands of cells that stand beside each other; most have one cell, a line.

The order in which a page is drawn is mostly that of reading, and is kept. Where several texts stand beside each other
it may not be: `pdf_tables.py` tells cells of a table from lines of columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qa.documents.pdf_segments import SAME, Segment, segments
from qa.documents.pdf_words import Word

NEXT = 1.4  # times the size of letters, to the line below of the same cell
TALL = 8.0  # the same, how much higher than its left neighbour a centred cell begins at most
RIGHT = 3  # quarters to the left that text is turned whose lines run down the page
REACH = 12  # lines of a cell that was drawn before the cell to the right of it


class Cell:
    """Lines that stand below each other, one or more."""

    def __init__(self, segment: Segment) -> None:
        self.lines = [segment]
        self.x0, self.x1 = segment.x0, segment.x1

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(line.text for line in self.lines)

    def add(self, segment: Segment) -> None:
        """Add a line below."""
        self.lines.append(segment)
        self.x0, self.x1 = min(self.x0, segment.x0), max(self.x1, segment.x1)


class Band:
    """What stands side by side: cells from left to right, whose first lines have one height; mostly there is one."""

    def __init__(self, segment: Segment) -> None:
        self.cells = [Cell(segment)]
        self.latest = self.cells[0]
        self.y, self.size = segment.y, segment.size

    @property
    def x0(self) -> float:
        """Where its first cell begins."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Where its last cell ends."""
        return self.cells[-1].x1

    @property
    def bottom(self) -> float:
        """The height of its lowest line."""
        return min(cell.lines[-1].y for cell in self.cells)

    def beside(self, segment: Segment) -> bool:
        """Add a cell, unless it would stand over another one."""
        if segment.x0 < self.x1 and self.x0 < segment.x1:
            return False
        self.latest = Cell(segment)
        self.cells.insert(len(self.cells) if segment.x0 >= self.x1 else 0, self.latest)
        self.y = max(self.y, segment.y)
        return True

    def centred(self, segment: Segment, room: float) -> bool:
        """Add a cell to the right whose lines are centred on those of the others; above them there is so much room."""
        near = SAME * max(segment.size, self.size)
        low, high = self.bottom, self.y
        if len(self.cells) > 1:
            fits = low - near <= segment.y <= high + near
        else:
            fits = abs(segment.y - (low + high) / 2) <= near or (len(self.latest.lines) == 1 and high < segment.y)
        return fits and segment.x0 >= self.x1 and segment.y - high < room and self.beside(segment)

    def continues(self, below: Band) -> bool:
        """Whether the band below is the next line of the same cell."""
        close = 0 < self.bottom - below.y <= NEXT * max(self.size, below.size)
        return close and len(self.cells) == len(below.cells) == 1 and self.x0 < below.x1 and below.x0 < self.x1

    def below(self, segment: Segment) -> bool:
        """Add a line to the cell that was drawn last, if it stands close below it and nowhere else."""
        cell = self.latest
        step = cell.lines[-1].y - segment.y
        if len(self.cells) == 1 or not 0 < step <= NEXT * max(segment.size, cell.lines[-1].size):
            return False
        at = self.cells.index(cell)
        left = self.cells[at - 1].x1 if at else cell.x0 - cell.lines[0].size
        right = self.cells[at + 1].x0 if at + 1 < len(self.cells) else max(cell.x1, segment.x1)
        if not (left < segment.x0 and segment.x1 <= right and segment.x0 < cell.x1):
            return False
        cell.add(segment)
        return True


def bands(words: list[Word]) -> Iterator[list[Band]]:
    """The bands of a page, for each direction of writing, the most frequent one first."""
    counted = Counter(word.turn for word in words)
    for turn, _ in counted.most_common():
        found: list[Band] = []
        drawn = list(segments(word for word in words if word.turn == turn))
        if turn == RIGHT:  # PDFium gives these lines from the left of the page to its right, the last one first
            drawn.sort(key=lambda segment: -segment.y)
        for segment in drawn:
            if not (found and (_beside(found, segment) or found[-1].below(segment))):
                found.append(Band(segment))
        yield found


def _beside(found: list[Band], segment: Segment) -> bool:
    """Add a segment to one of the last bands, if it stands beside it and right of all that was drawn since."""
    near = SAME * max(segment.size, found[-1].size)
    for back in range(1, min(REACH, len(found)) + 1):
        band = found[-back]
        if band.y > segment.y + near:
            break
        if abs(band.y - segment.y) <= near:
            since = found[len(found) - back + 1 :]
            stacked = all(one.x1 <= segment.x0 and len(one.cells) == 1 for one in since)
            if not stacked or not band.beside(segment):
                break
            _stack(found, back, band.cells[:-1])
            return True
    return _centred(found, segment)


def _centred(found: list[Band], segment: Segment) -> bool:
    """The same, where cells are centred on each other: a row begins with the lines of a cell that is no taller."""
    last = found[-1]
    back = 1
    while back < min(REACH, len(found)) and len(last.cells) == 1 and found[-back - 1].continues(found[-back]):
        back += 1
    above = found[-back - 1].bottom if back < len(found) else last.y + TALL * last.size
    if back == 1:
        return last.centred(segment, min(above - last.y - NEXT * last.size, TALL * last.size))
    band, since = found[-back], found[len(found) - back + 1 :]
    middle = (band.y + last.bottom) / 2
    if abs(middle - segment.y) > SAME * segment.size or any(one.x1 > segment.x0 for one in (band, *since)):
        return False
    if not band.beside(segment):
        return False
    _stack(found, back, band.cells[:-1])
    return True


def _stack(found: list[Band], back: int, cells: list[Cell]) -> None:
    """Make the bands after one of the last lines of its cells: of that above each."""
    for one in found[len(found) - back + 1 :]:
        cell = min(cells, key=lambda cell: abs(cell.x0 - one.x0))
        for line in one.cells[0].lines:
            cell.add(line)
    del found[len(found) - back + 1 :]
