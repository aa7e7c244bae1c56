"""Words that were cut at the ends of the lines of plain texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.hyphens import unbroken
from qa.types import Document

Only = Callable[[str, bytes | str], Document]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", " \n   "])
def test_words_are_whole_again_and_compounds_keep_their_hyphen(document: Only, end: str) -> None:
    text = (
        f"The tide mill of Vale was built in 1790 by an inter-{end}national guild of bakers, who wanted well-{end}"
        f"known flour in all of the year of 1790. In East-{end}Vale they ate none of it, and went on pre-{end}"
        "and post-war.\n"
    )
    found = document("a.txt", f"date 2025-12-05\n\n{text}")
    whole = (
        "The tide mill of Vale was built in 1790 by an international guild of bakers, who wanted well-known flour "
        "in all of the year of 1790. In East-Vale they ate none of it, and went on pre- and post-war."
    )
    assert found.text.split() == whole.split()
    assert found.title.startswith("The tide mill of Vale was built in 1790 by an international guild")


def test_the_other_words_tell_what_a_compound_is() -> None:
    text = "He crossed the yard of the water-mill and stood by the wheel of the water-\nmill, which had not turned"
    assert unbroken(text) == text.replace("\n", "")
    assert unbroken(text.replace("water-mill", "watermill")) == text.replace("water-mill", "watermill").replace(
        "-\n", ""
    )


@pytest.mark.parametrize(
    "text",
    [
        "He opened the door-\nand nobody was there to see what he did.",  # a dash
        "Stop-\nit was far too late for that, and everybody knew it well.",  # no full line
        "-\n-\n-\n",
        "The wheel turns and turns -\nit never stops, not even on a day of rest.",
        "A list of what was left in the old barn-\n\nrye, oats and barley for the winter.",
        "x" * 300 + "-\nlong lines are not wrapped by anybody",
        "The mayor of the town said it was enough-\nHe had never wanted the new quay at all.",
        "They counted the sheep from 12 to about 2019-\n20 and went home before it was dark.",
    ],
)
def test_other_hyphens_stay(text: str) -> None:
    assert unbroken(text) == text


@given(st.text(st.sampled_from("aB- \n\r\u00ad1."), max_size=300))
def test_nothing_but_hyphens_and_ends_of_lines_is_lost(text: str) -> None:
    letters = str.maketrans("", "", "- \n\r\u00ad")
    assert unbroken(text).translate(letters) == text.translate(letters)
