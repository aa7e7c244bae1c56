"""Pages of print as scanners see them, and files of them."""

from __future__ import annotations

import io
import textwrap

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A5
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
SIZE = tuple(int(side * DPI / 72) for side in A5)
FONT = ImageFont.load_default(11 * DPI / 72)
LEFT, STEP = 100, 42  # where lines begin, and how far apart they stand, in dots

MILL = (
    "The tide mill of Vale was built in 1790 by a guild of bakers, who wanted flour in every month of the year. "
    "It has ground oats and rye ever since without a day of rest."
)
OWNERS = "Two families own the mill today. They sold 4,120 sacks of oats last winter, more than in any year before."


def printed(*paragraphs: str, width: int = 52) -> list[tuple[str, int]]:
    """The lines of a page, and how many dots below its top each of them begins."""
    lines, y = [], 100
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width):
            lines.append((line, y))
            y += STEP
        y += 36
    return lines


def scan(*paragraphs: str, width: int = 52) -> Image.Image:
    """A printed page, as a scanner sees it."""
    image = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(image)
    for line, y in printed(*paragraphs, width=width):
        draw.text((LEFT, y), line, font=FONT, fill=20)
    return image


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def bound(*pages: str | Image.Image | tuple[str, Image.Image] | None) -> bytes:
    """A PDF of pages of text, of a picture, of a picture with a line of text on it, and of nothing."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A5)
    for page in pages:
        text, image = page if isinstance(page, tuple) else (page, page)
        if isinstance(image, Image.Image):
            canvas.drawImage(ImageReader(image), 0, 0, *A5)
        if isinstance(text, str):
            canvas.drawString(40, 20, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
