"""Pages that were photographed in a shadow, in even light. Tesseract takes one threshold of black for a whole page, and
so loses what lies in the dark; others that it has (Sauvola's) take minutes over noise.

How bright the paper is around each place is told by small squares, of which print covers little. A page that is lit
evenly, as by scanners, is left as it is to the last bit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.documents.worker import Picture

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SQUARES = 140  # along the shorter side
LEAST = 8  # pixels of a side of one
BRIGHTEST = 0.95  # of its pixels are no brighter than its paper
LETTER = 5  # squares: the stem of a letter in the largest headings
EDGES = 5  # in a hundred squares that are the darkest, or the brightest
SHADE = 0.8  # of the brightest paper; what is darker is in the shade
BAND = 512  # rows
BLACK = 0.2  # of it; what is darker is no paper, but a picture or a box with white letters


def even(picture: Picture) -> Picture:
    """A page as in even light; the same object where it is lit so already."""
    import numpy as np
    from PIL import Image

    page = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width)
    side = max(LEAST, min(page.shape) // SQUARES)
    if min(page.shape) < 2 * side:
        return picture
    paper = _paper(page, side)
    dark, bright = np.percentile(paper, (EDGES, 100 - EDGES))
    if dark >= SHADE * bright:
        return picture
    paper = np.where(paper < BLACK * bright, bright, np.minimum(paper, bright)).astype(np.uint8)
    light = np.asarray(Image.fromarray(paper).resize((picture.width, picture.height), Image.Resampling.BILINEAR))
    lit = np.empty_like(page)
    for top in range(0, picture.height, BAND):  # so that numbers of four bytes a pixel never fill the memory
        band = slice(top, top + BAND)
        factor = np.float32(bright) / np.maximum(light[band], 1).astype(np.float32)
        lit[band] = np.minimum(page[band] * factor, 255)
    return picture._replace(pixels=lit.tobytes())


def _paper(page: npt.NDArray[np.uint8], side: int) -> npt.NDArray[np.uint8]:
    """How bright the paper is in each square; a letter as large as some of them is none."""
    import numpy as np
    from PIL import Image, ImageFilter

    rows, columns = page.shape[0] // side, page.shape[1] // side
    squares = page[: rows * side, : columns * side].reshape(rows, side, columns, side).swapaxes(1, 2)
    rank = int(BRIGHTEST * side * side)
    brightest = np.partition(squares.reshape(rows, columns, side * side), rank, axis=-1)[..., rank]
    grid = Image.fromarray(np.ascontiguousarray(brightest))
    closed = grid.filter(ImageFilter.MaxFilter(LETTER)).filter(ImageFilter.MinFilter(LETTER))
    return np.asarray(closed)
