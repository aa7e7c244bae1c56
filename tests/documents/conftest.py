"""Write bytes under a name, and read them as the product does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.documents import SourceFile, read
from qa.types import Columns, Document, Note, Skipped

Load = Callable[..., list[Document | Skipped | Note]]


def load_from(
    folder: Path, name: str, data: bytes | str, columns: Columns | None = None
) -> list[Document | Skipped | Note]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(SourceFile(path, name, path.stat().st_size), columns))


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return lambda name, data, columns=None: load_from(tmp_path, name, data, columns)


@pytest.fixture
def document(load: Load) -> Callable[[str, bytes | str], Document]:
    """The only document of a file."""

    def only(name: str, data: bytes | str) -> Document:
        (item,) = load(name, data)
        assert isinstance(item, Document), item
        return item

    return only


@pytest.fixture
def reason(load: Load) -> Callable[[str, bytes | str], str]:
    """Why a file as a whole is not read."""

    def only(name: str, data: bytes | str) -> str:
        (item,) = load(name, data)
        assert isinstance(item, Skipped), item
        assert item.file == name
        assert "\n" not in item.reason
        return item.reason

    return only
