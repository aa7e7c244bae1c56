"""Decodes pictures with Pillow. Run by `worker_program.py`, never imported by the others.

In: `{"pages": at most, "decoded", "pixels"}`, the last two at most of a page as it is and as it is given.
Out: a line, `{"pages"}` or `{"fault"}`, then one a page, up to that many: null when it is damaged, or a line with
width, height and dots an inch (null where nobody knows), then the pixels. With `{"draw": page numbers}` these alone.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

MEMORY = 2_000_000_000  # bytes, where the system can bound it
FORMATS = ("PNG", "JPEG", "TIFF")
BROKEN = (OSError, ValueError, TypeError, SyntaxError, KeyError, IndexError, EOFError, ArithmeticError, MemoryError)
SCREEN = 100  # dots an inch that only say that nobody knew better
FINEST = 2_400
SMALL, COARSE = 2_500_000, 150  # pixels and dots an inch of what is doubled: of a screen, 97 to 99 % of words are read
UNEVEN = 1.1  # a fax has twice as many dots an inch along the line as down the page
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")  # modes of sixteen bits

Image.MAX_IMAGE_PIXELS = None  # looked at below, before anything is decoded
warnings.simplefilter("ignore")


def answers(data: bytes, asked: dict[str, Any]) -> Iterator[Any]:
    """What is told of a file, see above."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        # Others hold the same again, smaller, or move.
        count = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except UnidentifiedImageError:
        yield {"fault": "not a PNG, JPEG or TIFF image, or a damaged one: save it again as .png"}
        return
    except BROKEN:
        yield {"fault": "damaged image: it does not open"}
        return
    yield {"pages": count}
    for number in asked.get("draw", range(min(count, asked["pages"]))):
        yield from _page(image, number, asked)


def _page(image: Image.Image, number: int, asked: dict[str, Any]) -> Iterator[Any]:
    try:
        image.seek(number)
        if image.width * image.height > asked["decoded"]:
            raise ValueError("too large")
        if image.format == "JPEG":
            image.draft("L", image.size)  # no colours are decoded
        across, down = _dpi(image)
        upright = ImageOps.exif_transpose(image)
        if upright.size != image.size:
            across, down = down, across
        page, dpi = _sized(_grey(upright), across, down, asked["pixels"])
        pixels = page.tobytes()
    except BROKEN:
        yield None
        return
    yield [*page.size, dpi]
    yield pixels


def _dpi(image: Image.Image) -> tuple[float, float]:
    """The dots an inch that a file tells, across and down; 0 where it does not."""
    told: Any = image.info.get("dpi")
    try:
        across, down = (float(value) for value in told)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    sensible = all(math.isfinite(value) and 0 < value <= FINEST for value in (across, down))
    return (across, down) if sensible else (0.0, 0.0)


def _grey(image: Image.Image) -> Image.Image:
    """In shades of grey, on white where it is transparent."""
    if image.mode in DEEP:
        return image.convert("I").point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("L")


def _sized(image: Image.Image, across: float, down: float, most: int) -> tuple[Image.Image, int | None]:
    """With as many dots across as down, and no more than that; and how many an inch."""
    width, height = float(image.width), float(image.height)
    if across and max(across, down) > UNEVEN * min(across, down):
        width, height = width * max(across, down) / across, height * max(across, down) / down
    dpi = max(across, down)
    scale = 2.0 if width * height < SMALL and dpi < COARSE else min(1.0, math.sqrt(most / (width * height)))
    size = max(1, int(width * scale)), max(1, int(height * scale))
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    return image, round(dpi * scale) if dpi * scale > SCREEN else None
