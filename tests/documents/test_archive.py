"""Archives: members are read as files are, under ids of their own; what is left out is named; nothing gets out."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.documents import archive
from qa.types import Document, Skipped
from tests.documents import samples
from tests.documents.conftest import Load
from tests.documents.samples import zipped

Reason = Callable[[str, bytes | str], str]


def test_members_are_read_as_files_are(load: Load) -> None:
    found = load("a.zip", zipped(samples.ZIP))
    assert [item.id for item in found if isinstance(item, Document)] == ["a.zip#2025/mill.txt", "a.zip#mail.eml", "7"]
    assert {item.file: item.reason for item in found if isinstance(item, Skipped)} == {
        "a.zip#wheel.gif": ".gif: not a kind of file that is read",
        "a.zip#mail.eml#wheel.txt": "lies in a file that lies in another: save it by itself",
        "a.zip#mail.eml": "attached and not read: wheel.gif",
    }


def test_every_kind_is_read_within_an_archive(load: Load) -> None:
    kinds = {
        "a.odt": zipped(samples.ODT), "b.epub": zipped(samples.EPUB), "c.rtf": samples.RTF, "d.mbox": samples.MBOX,
        "e.rss": samples.RSS, "f.json": samples.NINJS, "g.msg": samples.MSG, "h.html": b"<p>The mill opens.",
    }  # fmt: skip
    ids = [item.id for item in load("a.zip", zipped(kinds)) if isinstance(item, Document)]
    assert {id.split("#")[1] for id in ids} == set(kinds)


def test_hidden_members_are_left_out_without_a_word(load: Load) -> None:
    parts = {".a.txt": "x", "b/.c/d.txt": "x", "__MACOSX/e.txt": "x", "f/": "", "g.txt": "A mill."}
    assert load("a.zip", zipped(parts)) == [Document("a.zip#g.txt", "A mill.", "A mill.")]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../a.txt", "its name leads out of the archive"),
        ("b/../../a.txt", "its name leads out of the archive"),
        ("/etc/a.txt", "its name leads out of the archive"),
        ("C:/a.txt", "its name leads out of the archive"),
        ("..\\a.txt", "its name leads out of the archive"),
        ("x" * 501 + ".txt", "its name is longer than 500 characters"),
        ("a\u202etxt.pdf", "its name has characters that cannot be seen"),
        ("a\nb.txt", "its name has characters that cannot be seen"),
        ("inner.zip", "an archive within another file: unpack it"),
        ("README", "no suffix: not a kind of file that is read"),
    ],
)
def test_members_that_are_not_read_are_named(load: Load, name: str, fault: str) -> None:
    bad, good = sorted(
        load("a.zip", zipped({name: "A mill.", "z.txt": "A mill."})), key=lambda item: isinstance(item, Document)
    )
    assert isinstance(bad, Skipped)
    assert isinstance(good, Document)
    assert bad.reason == fault
    assert "\n" not in bad.file


def test_nothing_stays_behind(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    load("a.zip", zipped({**samples.ZIP, "../b.txt": "A mill.", "c.pdf": "broken"}))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "temporary"]


def test_links_and_locked_members(load: Load) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("packed.txt", "A mill.", zipfile.ZIP_LZMA)
        made.writestr("locked.txt", "A mill.")
    data = bytearray(file.getvalue())
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + shift] |= 1
    assert [item.reason for item in load("a.zip", bytes(data)) if isinstance(item, Skipped)] == [
        "a link, not followed",
        "password-protected: unpack it",
        "compressed in a way that is not read: unpack it",
    ]


def test_bounds(load: Load, reason: Reason, monkeypatch: pytest.MonkeyPatch) -> None:
    mill = {f"{n}.txt": "A mill." for n in range(9)}
    monkeypatch.setattr(archive, "UNPACKED_LIMIT", 20)
    found = load("a.zip", zipped(mill))
    assert sum(isinstance(item, Document) for item in found) == 2
    assert all(item.reason.startswith("the archive has more than") for item in found if isinstance(item, Skipped))
    monkeypatch.setattr(archive, "NAMED", 3)
    *_, last = load("a.zip", zipped(mill))
    assert last == Skipped("a.zip", "4 more things in it were left out")
    monkeypatch.setattr(archive, "MEMBERS", 8)
    assert reason("a.zip", zipped(mill)) == "9 files in it, more than the limit of 8: unpack it"


def test_a_list_of_members_that_would_fill_the_memory(reason: Reason) -> None:
    parts = zipped({"a.txt": "A mill."})
    end = parts.rindex(b"PK\x05\x06")
    long = parts[:end] + b"\0" * 11_000_000 + parts[end : end + 12] + struct.pack("<L", 11_000_000) + parts[end + 16 :]
    assert reason("a.zip", long) == "11 MB of names in it, more than the limit of 10 MB"


def test_what_is_no_archive(reason: Reason) -> None:
    assert reason("a.zip", b"A mill.").startswith("damaged zip archive: ")
    assert reason("b.zip", zipped({})) == "no files in it"


def test_a_damaged_member(load: Load) -> None:
    whole = bytearray(zipped({"a.txt": "The mill opens on Friday."}))
    whole[40] ^= 255
    (item,) = load("a.zip", bytes(whole))
    assert isinstance(item, Skipped)
    assert item.file == "a.zip#a.txt"
    assert item.reason.startswith("damaged in the archive: ")


def test_a_member_that_unpacks_to_far_more_than_its_size(load: Load) -> None:
    small, large = ("A mill. " * 100_000, "A mill. " * 400_000)
    told, read = load("a.zip", zipped({"large.txt": large, "small.txt": small}))
    assert told == Skipped("a.zip#large.txt", "unpacks to more than 200 times its size: unpack it yourself")
    assert isinstance(read, Document)
