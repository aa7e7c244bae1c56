"""Pages of scans over HTTP: what they give, to whom, and that they give nothing but what was indexed."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.testclient import TestClient

import qa
from qa.collection import originals
from qa.errors import TooBusy
from qa.index.index import Index
from qa.index.store import FILE
from qa.web import pictures
from qa.web.guard.origin import Names
from qa.web.guard.passwords import Users
from qa.web.library import Library
from qa.web.server import create_app
from tests.fakes import BagOfWords
from tests.scanned import DPI, MILL, OWNERS, bound, printed, saved, scan

HOME = "http://localhost:7860"
Client = Callable[..., TestClient]
pytestmark = pytest.mark.usefixtures("tesseract")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of scans and its index."""
    place = tmp_path_factory.mktemp("scans")
    folder = place / "articles"
    folder.mkdir()
    (folder / "deep").mkdir()
    (folder / "deep" / "mill.pdf").write_bytes(bound("The first page is text.", scan(MILL), scan(OWNERS)))
    (folder / "aside.png").write_bytes(saved(scan(MILL, OWNERS).rotate(90, expand=True), dpi=(DPI, DPI)))
    (folder / "text.txt").write_text("The mill stands by the sea. It rains there.")
    qa.build_index(folder, place / "index", embedder=BagOfWords())
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The same in a place of its own: `articles`, `index`."""
    shutil.copytree(made, tmp_path / "own", symlinks=True)
    qa.build_index(tmp_path / "own" / "articles", tmp_path / "own" / "index", embedder=BagOfWords())
    return tmp_path / "own"


@pytest.fixture
def client() -> Iterator[Client]:
    clients: list[TestClient] = []

    def made(place: Path, users: Users | None = None, read_only: bool = False) -> TestClient:
        def opener(directory: Path) -> Any:
            return SimpleNamespace(index=Index.open(directory), warm=lambda: None)

        app = create_app(Library(place / "index", opener, read_only=read_only), Names(), users)
        clients.append(TestClient(app, base_url=HOME).__enter__())
        return clients[-1]

    yield made
    for each in clients:
        each.__exit__(None, None, None)


def image(client: TestClient, id: str, page: object = 1, **how: Any) -> Any:
    return client.get("/api/page-image", params={"id": id, "page": page}, **how)


def shown(reply: Any) -> Image.Image:
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "image/webp"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    found = Image.open(io.BytesIO(reply.content), formats=["WEBP"])
    assert found.width <= pictures.WIDE
    return found.convert("L")


def refused(reply: Any, status: int) -> str:
    assert reply.status_code == status, reply.text
    assert set(reply.json()) == {"error"}
    return str(reply.json()["error"])


def test_an_article_tells_its_pages(made: Path, client: Client) -> None:
    asked = client(made, read_only=True)
    articles = {id: asked.get("/api/article", params={"id": id}).json() for id in ("deep/mill.pdf", "text.txt")}
    assert articles["deep/mill.pdf"]["scan"] == {"file": "deep/mill.pdf", "pages": [2, 3]}
    assert articles["text.txt"]["scan"] is None


def test_a_page_comes_as_it_is_upright_with_the_lines_that_are_asked_for(made: Path, client: Client) -> None:
    asked = client(made)
    for id, page, text in (("deep/mill.pdf", 3, [OWNERS]), ("aside.png", 1, [MILL, OWNERS])):
        whole = asked.get("/api/article", params={"id": id}).json()["text"]
        start = whole.index("They sold")
        marks = asked.get("/api/page-marks", params={"id": id, "start": start, "end": len(whole)}).json()
        expected = [y for line, y in printed(*text) if line in OWNERS]
        assert [mark["page"] for mark in marks] == [page] * len(expected)
        found = shown(image(asked, id, page))
        assert found.width < found.height
        ink = np.asarray(found) < 128
        for mark, y in zip(marks, expected, strict=True):
            assert abs(mark["top"] * 1653 - y) < 15
            top, foot = (int(side * found.height) for side in (mark["top"], mark["top"] + mark["height"]))
            left, right = (int(side * found.width) for side in (mark["left"], mark["left"] + mark["width"]))
            assert ink[top:foot, left:right].mean() > 0.05
    assert asked.get("/api/page-marks", params={"id": "aside.png", "start": 5, "end": 5}).json() == []


def test_what_is_no_page(made: Path, client: Client) -> None:
    asked = client(made)
    for id, page in (
        *(("deep/mill.pdf", page) for page in (1, 4, 2**31 - 1)),
        ("text.txt", 1),
        ("nobody", 1),
        ("", 1),
        ("../index/CURRENT", 1),
        (str(made / "articles" / "aside.png"), 1),
        ("deep/../aside.png", 1),
        ("aside.png\0", 1),
    ):
        assert refused(image(asked, id, page), 404) == "There is no such page."
    for page in (0, -1, 2**31, "x", "1.5", ""):
        refused(image(asked, "deep/mill.pdf", page), 400)
    refused(asked.get("/api/page-image", params={"page": 1}), 400)
    for where in ({"start": -1, "end": 5}, {"start": 0}, {"start": 0, "end": 2**31}):
        refused(asked.get("/api/page-marks", params={"id": "aside.png", **where}), 400)
    refused(asked.get("/api/page-marks", params={"id": "text.txt", "start": 0, "end": 5}), 404)
    assert asked.post("/api/page-image", params={"id": "aside.png", "page": 1}).status_code in (404, 405)


def test_who_may_see_them(made: Path, client: Client) -> None:
    asked = client(made, Users(["ada:secret"]))
    for path in ("/api/page-image?id=aside.png&page=1", "/api/page-marks?id=aside.png&start=0&end=9"):
        refused(asked.get(path), 401)
        refused(asked.get(path, auth=("ada", "wrong")), 401)
        assert asked.get(path, auth=("ada", "secret")).status_code == 200
        refused(asked.get(path, auth=("ada", "secret"), headers={"host": "rebound.example"}), 421)
        foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
        refused(asked.get(path, auth=("ada", "secret"), headers=foreign), 403)


def test_a_file_that_changed_or_went_shows_nothing_of_it(place: Path, client: Client) -> None:
    asked, file = client(place), place / "articles" / "aside.png"
    before = file.read_bytes()
    shown(image(asked, "aside.png"))
    other = saved(scan("Nobody has indexed this."))
    file.write_bytes(other)
    assert "has changed since it was indexed" in refused(image(asked, "aside.png"), 409)
    file.write_bytes(before)
    shown(image(asked, "aside.png"))  # that is the one which was indexed
    file.unlink()
    assert "is no longer in the folder" in refused(image(asked, "aside.png"), 409)  # though it was shown a moment ago
    file.mkdir()
    refused(image(asked, "aside.png"), 409)
    file.rmdir()
    os.mkfifo(file)  # opening it would wait for ever
    refused(image(asked, "aside.png"), 409)
    assert asked.get("/api/article", params={"id": "aside.png"}).json()["scan"]["pages"] == [1]


def test_a_link_leads_to_nothing_that_is_not_in_the_index(place: Path, client: Client, tmp_path: Path) -> None:
    asked, articles = client(place), place / "articles"
    secret = tmp_path / "secret.png"
    secret.write_bytes(saved(scan("Nobody may read this.")))
    shutil.copy(articles / "aside.png", tmp_path / "copy.png")
    for target in (secret, tmp_path / "copy.png", Path("/etc/passwd"), Path("/dev/zero"), articles / "deep"):
        (articles / "aside.png").unlink()
        (articles / "aside.png").symlink_to(target)
        refused(image(asked, "aside.png"), 409)
    # A folder above it, which now leads to another one with a file of that name.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(articles / "deep" / "mill.pdf", elsewhere / "mill.pdf")
    shutil.rmtree(articles / "deep")
    (articles / "deep").symlink_to(elsewhere)
    refused(image(asked, "deep/mill.pdf", 2), 409)


def test_a_file_swapped_between_two_looks_shows_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = place / "articles" / "aside.png"
    digest = hashlib.sha256(file.read_bytes()).digest()
    stamp = originals.stamp(place / "index", "aside.png")
    assert originals.content(stamp, "aside.png", digest) == file.read_bytes()
    file.write_bytes(b"x" * 10_000_000)
    with pytest.raises(qa.QAError, match="has changed"):
        originals.content(stamp, "aside.png", digest)
    file.unlink()
    file.symlink_to("/etc/passwd")
    with pytest.raises(qa.QAError, match="is no longer"):
        originals.content(stamp, "aside.png", digest)


def test_paths_of_a_hostile_index_lead_nowhere(place: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    for id in (
        "../../secret.png",
        str(tmp_path / "secret.png"),
        "/etc/passwd",
        "..",
        "",
        "a\0b",
        "aside.png/x",
        "x" * 5000,
    ):
        with pytest.raises(qa.QAError, match="no longer"):
            originals.stamp(place / "index", id)
    (place / "index" / "SOURCE").write_text("nonsense")
    with pytest.raises(qa.QAError, match="does not say where"):
        originals.stamp(place / "index", "aside.png")


def test_damaged_boxes_are_told_and_the_text_is_not_lost_silently(place: Path, client: Client) -> None:
    asked = client(place)
    assert asked.get("/api/article", params={"id": "aside.png"}).status_code == 200
    database = next((place / "index").glob(f"generations/*/{FILE}"))
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE boxes SET packed = x'0102'")
    error = refused(asked.get("/api/page-marks", params={"id": "aside.png", "start": 0, "end": 9}), 503)
    assert "boxes" in error
    assert "build the index again" in error


def test_pictures_are_kept_within_bounds(place: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    decode = pictures.documents.page_picture

    def counted(data: bytes, name: str, number: int) -> Any:
        decoded.append(number)
        return decode(data, name, number)

    monkeypatch.setattr(pictures.documents, "page_picture", counted)
    asked = client(place)
    for page in (2, 2, 3, 2):
        shown(image(asked, "deep/mill.pdf", page))
    assert decoded == [1, 2]
    monkeypatch.setattr(pictures, "KEPT", 0)
    shown(image(asked, "aside.png"))
    shown(image(asked, "aside.png"))
    assert decoded == [1, 2, 0, 0]


def test_more_pages_than_can_be_decoded_soon_are_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.web.scans import leaf

    index = Index.open(place / "index")
    found = leaf(index, "aside.png", 1)
    assert found is not None
    monkeypatch.setattr(pictures, "WAITING", 1)
    some = pictures.Pictures(place / "index")
    assert some._waiting.acquire(blocking=False)
    with pytest.raises(TooBusy, match="look again"):
        some.picture(found)
    some._waiting.release()
    assert some.picture(found)


def test_a_build_of_what_changed_keeps_them(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    from qa.building import texts

    placed = texts.documents.placed
    monkeypatch.setattr(
        texts.documents, "placed", lambda file, columns: (read.append(file.id), placed(file, columns))[1]
    )
    before = Index.open(place / "index")
    tables = {id: before.places.table(before.document(id)) for id in before.places.documents()}
    assert sorted(tables) == ["aside.png", "deep/mill.pdf"]
    (place / "articles" / "a first.txt").write_text("The miller sleeps. The sea does not.")
    qa.build_index(place / "articles", place / "index", embedder=BagOfWords())
    assert read == ["a first.txt"]
    after = Index.open(place / "index")
    assert after.places.documents() == before.places.documents()
    for id, table in tables.items():
        assert table is not None
        assert np.array_equal(after.places.table(after.document(id)), table)
    after.verify()
    (place / "articles" / "aside.png").unlink()
    qa.build_index(place / "articles", place / "index", embedder=BagOfWords())
    assert Index.open(place / "index").places.documents() == ["deep/mill.pdf"]


def test_scans_in_other_files_have_no_pages_to_be_shown(tmp_path: Path) -> None:
    from tests.documents import samples

    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.zip").write_bytes(samples.zipped({"page.png": saved(scan(OWNERS))}))
    qa.build_index(tmp_path / "articles", tmp_path / "index", embedder=BagOfWords())
    index = Index.open(tmp_path / "index")
    assert index.document("a.zip#page.png").text == OWNERS
    assert index.places.documents() == []
