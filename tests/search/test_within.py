"""Sources that are asked for are known, or told with those that are nearest, soon and in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import BadFilter
from qa.search.within import COMPARED, MOST_NAMES, NEAREST, SHOWN, known, within

NAMES = ["Coastal Herald", "Harbour Gazette", "Meridian Wire", "Northern Courier", "The Vale Herald"]


@pytest.mark.parametrize(
    ("asked", "names", "told"),
    [
        ("Coastal Herold", NAMES, "the nearest of 5 are 'Coastal Herald', "),
        ("herald", NAMES, "the nearest of 5 are 'Coastal Herald', 'The Vale Herald', "),
        ("MERIDIAN WIRE", NAMES, "the nearest of 5 are 'Meridian Wire', "),
        ("Nobody", NAMES[:1], "there is 'Coastal Herald'"),
        ("Nobody", NAMES[:2], "there are "),
        ("Nobody", [], "none names a source"),
    ],
)
def test_the_nearest_are_named(asked: str, names: list[str], told: str) -> None:
    with pytest.raises(BadFilter) as error:
        known(within(sources=[*names[:1], asked]), names)
    assert str(error.value).startswith(f"no article is of the source {asked!r}: {told}")


@given(st.text(max_size=200), st.lists(st.text(max_size=200), unique=True, max_size=8))
def test_any_name_is_told_in_one_bounded_line(asked: str, names: list[str]) -> None:
    wanted = within(sources=[asked])
    if asked in names:
        assert known(wanted, names) == wanted
        return
    with pytest.raises(BadFilter) as error:
        known(wanted, names)
    told = str(error.value)
    assert told.isprintable()
    assert len(told) < 100 + (NEAREST + 1) * 10 * SHOWN  # a character is at most ten in its escaped form


def test_filters_without_sources_pass_whatever_there_is() -> None:
    for filters in (within(), within("2025-12-01"), within(sources=[])):
        assert known(filters, []) == filters


def test_among_very_many_sources_some_are_compared() -> None:
    names = [f"site-{number}.example" for number in range(10 * COMPARED)]
    with pytest.raises(BadFilter, match=r"the nearest of 100,000 are 'site-77\.example', "):
        known(within(sources=["sit-77.example"]), names)


def test_so_many_names_and_no_more() -> None:
    assert within(names=["Ada Lund"] * MOST_NAMES).names == ("Ada Lund",) * MOST_NAMES
    with pytest.raises(BadFilter, match=f"101 names are more than the {MOST_NAMES}"):
        within(names=["Ada Lund"] * (MOST_NAMES + 1))
