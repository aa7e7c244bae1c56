"""How many words of scanned pages come back, and in how long: `.venv/bin/python benchmarks/scans.py [PAGES]`.

Sets the example articles in print, a page each, spoils the pages as scanners and cameras do, always in the same way,
and reads them as a build does. A word counts as read when it stands in the text with every letter and sign, in order.
"""

from __future__ import annotations

import difflib
import io
import resource
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from qa.documents import SourceFile, read
from qa.index.store import boxes
from qa.types import Document, Note, ScannedDocument, Skipped

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
SERIF = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
INCHES = (8.27, 11.69)


def page(text: str, dpi: int, points: float = 9.5) -> Image.Image:
    """A page of print."""
    image = Image.new("L", (int(INCHES[0] * dpi), int(INCHES[1] * dpi)), 255)
    draw, font, y = ImageDraw.Draw(image), ImageFont.truetype(str(SERIF), points * dpi / 72), 0.7 * dpi
    for paragraph in text.split("\n\n"):
        for line in textwrap.wrap(paragraph, 88):
            draw.text((0.9 * dpi, y), line, font=font, fill=25)
            y += 1.35 * points * dpi / 72
        y += 0.7 * points * dpi / 72
    return image


def copied(image: Image.Image) -> Image.Image:
    """Askew, blurred and grainy, as a copy of a copy."""
    image = image.rotate(1.2, fillcolor=245).filter(ImageFilter.GaussianBlur(1.1))
    grain = np.random.default_rng(7).normal(0, 22, (image.height, image.width))
    return Image.fromarray(np.clip(np.asarray(image, float) + grain, 0, 255).astype(np.uint8))


def photographed(image: Image.Image) -> Image.Image:
    """In uneven light, on its side, and saved small."""
    light = np.linspace(0.55, 1.0, image.width)[None, :] * np.linspace(1.0, 0.8, image.height)[:, None]
    shaded = Image.fromarray((np.asarray(image, float) * light).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    buffer = io.BytesIO()
    shaded.rotate(90, expand=True).save(buffer, "JPEG", quality=40)
    return Image.open(buffer)


def shaded(image: Image.Image) -> Image.Image:
    """Under the hand that held the camera: the edge of its shadow goes across the page, half as bright within."""
    across = np.arange(image.width)[None, :] + 0.35 * np.arange(image.height)[:, None]
    light = 0.45 + 0.55 / (1 + np.exp(-(across - 0.65 * image.width) / 4))
    blurred = Image.fromarray((np.asarray(image, float) * light).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    buffer = io.BytesIO()
    blurred.save(buffer, "JPEG", quality=40)
    return Image.open(buffer)


KINDS: dict[str, tuple[int, Callable[[Image.Image], Image.Image]]] = {
    "300 dots an inch": (300, lambda image: image),
    "200, black and white": (200, lambda image: image.convert("1")),
    "a copy of a copy, 200": (200, copied),
    "a photograph, 200": (200, photographed),
    "half in a shadow, 200": (200, shaded),
    "a screen, 96": (96, lambda image: image),
}


def _body(text: str) -> str:
    """Without the line of the day and that of the source, which are fields, and alike on many pages."""
    return "\n\n".join(part for part in text.split("\n\n") if not part.startswith(("date ", "Based On ")))


def _worked() -> float:
    """Seconds of a processor that programs which have ended took; the one that decodes has not."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def _boxes(found: list[Document | Skipped | Note]) -> str:
    """What it takes to keep where the words stand."""
    seen = [box for item in found if isinstance(item, ScannedDocument) for box in item.boxes]
    started = time.process_time()
    size = len(boxes.packed(seen))
    return f"{size / max(len(seen), 1):.1f} bytes a word, packed in {1000 * (time.process_time() - started):.1f} ms"


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    texts = [_body(path.read_text(encoding="utf-8")) for path in sorted(ARTICLES.glob("*.txt"))[:most]]
    for name, (dpi, spoil) in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pages.tif"
            first, *others = [spoil(page(text, dpi)) for text in texts]
            first.save(path, save_all=True, append_images=others, dpi=(dpi, dpi))
            started, worked = time.monotonic(), _worked()
            found = list(read(SourceFile(path, path.name, path.stat().st_size)))
            seconds, worked = time.monotonic() - started, _worked() - worked
        read_words = " ".join(item.text for item in found if isinstance(item, Document)).split()
        expected = " ".join(texts).split()
        words = len(expected)
        matcher = difflib.SequenceMatcher(None, expected, read_words, autojunk=False)
        right = sum(block.size for block in matcher.get_matching_blocks())
        told = "; ".join(getattr(item, "text", "") for item in found if not isinstance(item, Document))
        took = f"{seconds / len(texts):.2f} s a page, {worked / len(texts):.2f} s of a processor"
        print(f"{name}: {right / words:.4f} of {words} words, {took} ({told})")
        print(f"    their boxes: {_boxes(found)}")


if __name__ == "__main__":
    main()
