"""Files that are damaged in hundreds of ways: each gives documents and reasons, and no parser's own words for a fault
of ours. What is packed is damaged within its archive too, where no checksum keeps the damage from the readers."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qa.types import Document, Skipped
from tests.documents import samples
from tests.documents.conftest import load_from

TIMES = 300
INTERESTING = [
    *(b"", b"\0", b"\xff" * 4, b"\xed\xa0\x80", b"\n\n", b"--", b"#", b"..", b'"', b"%00", b"-1", b"99999999999"),
    *(b"<", b">", b"&x;", b"<p>", b"</", b"{", b"}", b"\\u-1?", b"\\bin99999 ", b"=?utf-8?q?=ff?=", b"From a 2025\n"),
]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes turned, left out, put in, said again or moved."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + int(chance.paretovariate(0.7)))
        match chance.randrange(5):
            case 0:
                data = data[:start] + chance.randbytes(min(end - start, 8)) + data[end:]
            case 1:
                data = data[:start] + data[end:]
            case 2:
                data = data[:start] + chance.choice(INTERESTING) + data[start:]
            case 3:
                data = data[:end] + data[start:end] * chance.randint(1, 5) + data[end:]
            case _:
                place = chance.randrange(len(data) + 1)
                data = data[:place] + data[start:end] + data[place:]
    return data or b"\0"


def damaged_within(parts: Mapping[str, bytes | str]) -> Callable[[random.Random], bytes]:
    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.2:
            return damaged(samples.zipped(parts), chance)
        name = chance.choice(sorted(parts))
        content = parts[name]
        data = damaged(content.encode() if isinstance(content, str) else content, chance)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for other, text in parts.items():
                archive.writestr(other, data if other == name else text)
        return file.getvalue()

    return make


def damaged_bytes(data: bytes) -> Callable[[random.Random], bytes]:
    return lambda chance: damaged(data, chance)


FILES: dict[str, Callable[[random.Random], bytes]] = {
    "a.odt": damaged_within(samples.ODT),
    "a.epub": damaged_within(samples.EPUB),
    "a.zip": damaged_within(samples.ZIP),
    "a.rtf": damaged_bytes(samples.RTF),
    "a.eml": damaged_bytes(samples.EML),
    "a.mbox": damaged_bytes(samples.MBOX),
    "a.msg": damaged_bytes(samples.MSG),
    "a.rss": damaged_bytes(samples.RSS),
    "a.nitf": damaged_bytes(samples.NITF),
    "a.newsml": damaged_bytes(samples.NEWSML),
    "a.json": damaged_bytes(samples.NINJS),
}


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.timeout(300)
def test_damage_ends_in_documents_and_reasons(name: str, tmp_path: Path) -> None:
    for seed in range(TIMES):
        for item in load_from(tmp_path, name, FILES[name](random.Random(seed))):
            if isinstance(item, Document):
                assert item.text.strip()
                assert all(value.encode() for value in (item.id, item.title, item.text))
            elif isinstance(item, Skipped):
                assert len(item.reason.splitlines()) == 1
                assert not item.reason.startswith("damaged: "), (seed, item.reason)
