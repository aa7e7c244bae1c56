from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import crash


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """In memory: hundreds of builds would wait for the disk for minutes."""
    with crash.room() as folder:
        yield Path(folder)
