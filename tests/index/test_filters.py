from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import IndexInvalid
from qa.index.filters import UNDATED, Filters
from qa.types import Within

days = st.none() | st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 1, 6))
sources = st.none() | st.sampled_from(["Herald", "Courier", "Her'ald\" --", "Ünïcode"])


def built(rows: list[tuple[datetime.date | None, str | None]], folder: Path) -> Filters:
    ordinals = np.array([day.toordinal() if day else UNDATED for day, _ in rows], np.int32)
    Filters.build(ordinals, [source for _, source in rows], folder)
    return Filters.open(folder)


@given(st.lists(st.tuples(days, sources), max_size=12), days, days, st.none() | st.lists(sources.filter(bool)))
def test_the_mask_is_what_a_plain_loop_finds(
    rows: list[tuple[datetime.date | None, str | None]],
    since: datetime.date | None,
    until: datetime.date | None,
    wanted: list[str] | None,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filters = built(rows, Path(folder))
        mask = filters.mask(Within(since, until, None if wanted is None else tuple(wanted)))
        if since is None and until is None and wanted is None:
            assert mask is None
            return
        expected = [
            not ((since or until) and day is None)
            and (since is None or day is None or day >= since)
            and (until is None or day is None or day <= until)
            and (wanted is None or source in wanted)
            for day, source in rows
        ]
        assert mask is not None
        assert mask.tolist() == expected
        assert filters.sources() == sorted({source for _, source in rows if source})


def test_an_unknown_source_matches_nothing(tmp_path: Path) -> None:
    filters = built([(None, "Herald"), (None, None)], tmp_path)
    for wanted in (("Nobody",), ()):
        mask = filters.mask(Within(sources=wanted))
        assert mask is not None
        assert not mask.any()


def test_damaged_columns_are_refused_by_name(tmp_path: Path) -> None:
    built([(datetime.date(2025, 1, 1), "Herald"), (None, None)], tmp_path)
    for file in sorted(tmp_path.iterdir()):
        whole = file.read_bytes()
        for damaged in (b"", b"[1]", whole[:-1]):
            file.write_bytes(damaged)
            with pytest.raises(IndexInvalid, match=file.name):
                Filters.open(tmp_path)
        file.write_bytes(whole)
