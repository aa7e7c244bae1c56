"""Pages in a shadow are read as in even light; those that are lit evenly are left as they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from qa.documents import lighting
from qa.documents.worker import Picture
from tests.scanned import MILL, OWNERS, scan

PAGE = np.asarray(scan(MILL, OWNERS).convert("L"))
INK = PAGE < 100


def lit(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The pixels of a page in even light."""
    height, width = pixels.shape
    even = lighting.even(Picture(width, height, 200, pixels.tobytes()))
    return np.frombuffer(even.pixels, np.uint8).reshape(height, width)


def in_shade(pixels: npt.NDArray[np.uint8], least: float, soft: float) -> npt.NDArray[np.uint8]:
    """The left half as bright as `least`; the edge goes over so many pixels."""
    height, width = pixels.shape
    light = least + (1 - least) / (1 + np.exp((width / 2 - np.arange(width)) / soft))
    return (pixels * np.broadcast_to(light, (height, width))).astype(np.uint8)


@given(st.floats(0.3, 0.7), st.floats(2, 100))
def test_paper_in_the_shade_is_as_bright_as_the_rest_and_ink_stays_ink(least: float, soft: float) -> None:
    found = lit(in_shade(PAGE, least, soft))
    assert np.mean(found[~INK & (PAGE > 240)] > 200) > 0.98
    assert np.mean(found[INK] < 150) > 0.98


@given(st.integers(40, 255))
def test_a_page_in_even_light_stays_as_it_is(paper: int) -> None:
    page = np.where(INK, 20, paper).astype(np.uint8)
    picture = Picture(page.shape[1], page.shape[0], 200, page.tobytes())
    assert lighting.even(picture) is picture


def test_white_letters_in_a_black_box_stay_beside_a_shadow() -> None:
    page = Image.fromarray(PAGE)
    left, top, right, bottom = box = (page.width // 2, page.height - 200, page.width - 40, page.height - 80)
    draw = ImageDraw.Draw(page)
    draw.rectangle(box, fill=5)
    draw.text((left + 40, top + 30), "Closed on Monday", fill=250, font=ImageFont.load_default(40))
    white = np.asarray(page)[top:bottom, left:right] > 240
    found = lit(in_shade(np.asarray(page), 0.5, 20))[top:bottom, left:right]
    assert white.any()
    assert found[white].min() > 150
    assert np.median(found[~white]) < 50


@given(st.integers(1, 40), st.integers(1, 40), st.binary(min_size=1600, max_size=1600))
def test_any_pixels_give_as_many(width: int, height: int, pixels: bytes) -> None:
    picture = Picture(width, height, None, pixels[: width * height])
    assert len(lighting.even(picture).pixels) == width * height
