"""Whatever a file holds, `read` gives documents and reasons, and raises nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import documents
from qa.documents import SUFFIXES, SourceFile, read, reading
from qa.errors import DocumentError
from qa.types import Columns, Document, Note, Skipped
from tests.documents.conftest import load_from

Reason = Callable[[str, bytes | str], str]
KINDS = sorted(set(SUFFIXES.values()))
UNFORESEEN = "damaged, or of a form that is not known: open it where it was made, and save it again"
BOUNDED = sorted(kind for kind in KINDS if documents.limit(kind) is not None)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_an_empty_file(reason: Reason, suffix: str) -> None:
    assert reason(f"a{suffix}", b"") == "empty"


@pytest.mark.parametrize("suffix", BOUNDED)
def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.touch()
    limit = documents.limit(suffix) or 0
    os.truncate(path, limit + 2_400_000)
    megabytes = f"{limit / 1e6 + 2.4:,.1f} MB, more than the limit of {limit // 1_000_000} MB"
    assert list(read(SourceFile(path, "a", limit))) == [
        Skipped("a", f"{megabytes}; split it, or write its articles as rows of a .jsonl file")
    ]


def test_a_table_has_no_limit_of_size(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((" " * 999 + "\n") * 21_000 + '{"text": "A mill."}\n')
    assert path.stat().st_size > (documents.limit(".txt") or 0)
    assert list(read(SourceFile(path, "a.jsonl", 0))) == [Document("a.jsonl#1", "A mill.", "A mill.")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"%PDF-1.7\n...", "a PDF named .txt: rename it to .pdf"),
        ("a.docx", b"%PDF-1.7\n...", "a PDF named .docx: rename it to .pdf"),
        ("a.md", b"PK\x03\x04rest", "a zip archive, perhaps a Word document, named .md: rename it to .docx"),
        ("a.pdf", b"PK\x03\x04rest", "a zip archive, perhaps a Word document, named .pdf: rename it to .docx"),
        ("a.txt", b"\xd0\xcf\x11\xe0rest", "an old Office document named .txt: save it as .docx, .pdf or .txt"),
        ("a.txt", b"{\\rtf1 A mill.}", "an RTF document named .txt: rename it to .rtf"),
        ("a.txt", b"\x89PNG\r\n\x1a\nrest", "a PNG image named .txt: rename it to .png"),
        ("a.pdf", b"\xff\xd8\xff\xe0rest", "a JPEG image named .pdf: rename it to .jpg"),
        ("a.csv", b"\x1f\x8b\x08rest", "a gzip archive named .csv: unpack it"),
        ("a.txt", b"\n<!DOCTYPE html><p>A mill.", "an HTML page named .txt: rename it to .html"),
    ],
)
def test_wrongly_named_files(reason: Reason, name: str, data: bytes, words: str) -> None:
    assert reason(name, data) == words


def test_a_suffix_that_is_not_read(reason: Reason) -> None:
    assert reason("a.pptx", b"data") == ".pptx: not a kind of file that is read"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RecursionError("maximum recursion depth exceeded"), "nested too deeply"),
        (MemoryError(), "too large for the memory of this machine"),
        (AssertionError("odd\nthings"), UNFORESEEN),
        (KeyError(), UNFORESEEN),
        (OSError("bad magic 0xd0cf"), UNFORESEEN),
        (DocumentError("a reason"), "a reason"),
        (PermissionError(13, "Permission denied"), "cannot be opened: Permission denied"),
    ],
)
def test_what_a_parser_may_raise(reason: Reason, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str) -> None:
    def fail(data: bytes, id: str) -> Document:
        raise error

    monkeypatch.setitem(reading.DOCUMENTS, ".txt", fail)
    assert reason("a.txt", "A mill.") == words


def test_what_a_library_says_of_a_file_is_for_the_log_alone(
    reason: Reason, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(data: bytes, id: str) -> Document:
        raise LookupError("wheel 7 of the mill")

    monkeypatch.setitem(reading.DOCUMENTS, ".txt", fail)
    with caplog.at_level("INFO", reading.__name__):
        assert reason("a.txt", "A mill.") == UNFORESEEN
    assert "wheel 7 of the mill" in caplog.text


def test_rows_before_a_failure_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rows(file: SourceFile, columns: Columns | None) -> Iterator[tuple[int, Document]]:
        yield 1, Document("1", "A mill.", "A mill.")
        raise ZeroDivisionError("inside")

    monkeypatch.setitem(reading.ROWS, ".csv", rows)
    assert load_from(tmp_path, "a.csv", "text") == [
        Document("1", "A mill.", "A mill."),
        Skipped("a.csv", UNFORESEEN),
    ]


def test_the_user_can_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(data: bytes, id: str) -> Document:
        raise KeyboardInterrupt

    monkeypatch.setitem(reading.DOCUMENTS, ".txt", stop)
    with pytest.raises(KeyboardInterrupt):
        load_from(tmp_path, "a.txt", "A mill.")


# What each kind begins with, so that random bytes get past the door.
OPENINGS = {
    ".txt": [b"", b"date 2025-12-05\n", b"\xff\xfe"],
    ".md": [b"", b"---\n", b"| a |\n|---|\n", b"- > # "],
    ".html": [b"", b"<html><body><p>", b"<meta charset='gb2312'>"],
    ".pdf": [b"", b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>\n"],
    ".docx": [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)],
    ".csv": [b"", b"id,text\n", b'text;id\n"'],
    ".jsonl": [b"", b'{"text": "', b'{"text": "a"}\n'],
    ".json": [
        b"",
        b'[{"text": "',
        b'{"articles": [{"text": "a"}, ',
        b'{"body_text": "',
        b'[{"bodies": [',
        b'{"items": [{"content_html": "',
    ],
    ".odt": [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)],
    ".epub": [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)],
    ".zip": [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)],
    ".png": [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2\1"],
    ".jpg": [b"", b"\xff\xd8\xff\xe0\0\x10JFIF\0"],
    ".tif": [b"", b"II*\0\x08\0\0\0\x09\0", b"MM\0*\0\0\0\x08"],
    ".rtf": [b"", b"{\\rtf1 ", b"{\\rtf1{\\fonttbl{\\f0\\fcharset204 A;}}\\f0\\'"],
    ".eml": [
        b"",
        b"From: a@b.c\n\n",
        b"Content-Type: multipart/mixed; boundary=x\nDate: \n\n--x\n",
        b"Subject: =?utf-8?b?",
    ],
    ".mbox": [b"", b"From a@b.c Fri Dec  5 10:00:00 2025\nFrom: ", b"From - Fri 2025\nDate: x\n\n"],
    ".msg": [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    ".xml": [
        b"",
        b"<rss><channel><item><title>",
        b"<nitf><body><body.content>",
        b"<feed><entry>",
        b"<!DOCTYPE newsItem [",
    ],
}


@pytest.mark.parametrize("suffix", KINDS)
@given(data=st.data())
@settings(max_examples=60)
def test_random_bytes_never_raise(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject) -> None:
    noise = data.draw(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
    opening = data.draw(st.sampled_from(OPENINGS[suffix]))
    found = load_from(tmp_path_factory.getbasetemp(), f"noise{suffix}", opening + noise)
    assert found
    for item in found:
        assert isinstance(item, Document | Skipped | Note)
        if isinstance(item, Document):
            assert item.text.encode()
            assert item.title.encode()
        else:
            told = item.text if isinstance(item, Note) else item.reason
            assert item.file.startswith(f"noise{suffix}")
            assert 0 < len(told.splitlines()[0]) == len(told)


def test_importing_loads_no_parser() -> None:
    heavy = [
        "trafilatura",
        "pypdfium2",
        "docx",
        "lxml",
        "sentencex",
        "charset_normalizer",
        "dateutil",
        "markdown_it",
        "yaml",
        "feedparser",
        "olefile",
    ]
    code = (
        "import sys, types; sys.modules['qa'] = p = types.ModuleType('qa'); p.__path__ = ['qa']; import qa.documents;"
    )
    code += f"print([name for name in {heavy} if name in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
