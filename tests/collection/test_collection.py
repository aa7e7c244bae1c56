"""Files come in whole or not at all, nothing outside the folder is touched, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import qa
from qa import documents
from qa.building import origin
from qa.collection import Collection, arriving, names
from qa.collection import folder as folder_module
from qa.errors import FileRefused, FileTooLarge, FileUnknown, NotWritten, QAError, SourceUnknown
from qa.index.lock import locked
from tests import crash
from tests.fakes import BagOfWords
from tests.strategies import AWKWARD

TEXT = b"The tram returned to Marlow after fifty years."


@pytest.fixture
def collection(index: Path) -> Collection:
    """That of an index of `articles`."""
    return Collection(index)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, but for the lock."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink() and file.name != "lock")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def visible(folder: Path) -> set[str]:
    return {file.id for file in documents.find(folder)[0]}


def test_a_file_is_new_then_the_same_then_replaced(collection: Collection, articles: Path) -> None:
    def received(text: bytes) -> tuple[str, str, str]:
        outcome = collection.receive("2025/tram.txt", [text[:5], text[5:]])
        return outcome.name, outcome.id, outcome.outcome

    assert received(TEXT) == ("2025/tram.txt", "2025/tram.txt", "new")
    before = (articles / "2025/tram.txt").stat()
    assert received(TEXT)[2] == "same"
    assert (articles / "2025/tram.txt").stat() == before
    assert received(TEXT + b" It is red.")[2] == "replaced"
    assert (articles / "2025/tram.txt").read_bytes() == TEXT + b" It is red."
    assert tree(articles / ".removed") == {"000001/2025/tram.txt": TEXT}
    assert tree(articles / ".incoming") == {}


def test_the_index_follows(collection: Collection, index: Path, embedder: BagOfWords) -> None:
    received = collection.receive("tram.txt", [TEXT])
    report = qa.build_index(collection.sources, index, embedder=embedder)
    assert (report.added, report.unchanged, report.skipped) == (1, 4, ())
    assert qa.Index.open(index).document(received.id).text == TEXT.decode()
    collection.remove(received.id)
    assert qa.build_index(collection.sources, index, embedder=embedder).removed == 1
    collection.restore(received.id)
    assert qa.build_index(collection.sources, index, embedder=embedder).added == 1


def test_what_is_removed_or_replaced_comes_back(collection: Collection, articles: Path) -> None:
    ferry = (articles / "ferry.txt").read_bytes()
    collection.remove("ferry.txt")
    assert "ferry.txt" not in visible(articles)
    with pytest.raises(FileUnknown):
        collection.remove("ferry.txt")
    collection.receive("ferry.txt", [TEXT])
    collection.restore("ferry.txt")
    assert (articles / "ferry.txt").read_bytes() == ferry
    collection.restore("ferry.txt")  # what was there is kept as well, so that this can be undone too
    assert (articles / "ferry.txt").read_bytes() == TEXT
    assert sorted(tree(articles / ".removed").values()) == [ferry]
    with pytest.raises(FileUnknown):
        collection.restore("bridge.txt")


names_ = st.lists(
    st.one_of(
        st.sampled_from([*AWKWARD, "/", "//", "..", ".", "\\", "C:", "~", "%2e%2e", "con", ".removed", ".incoming"]),
        st.text(max_size=8),
    ),
    max_size=8,
).map("".join)


@given(st.one_of(names_, names_.map(lambda name: name + ".txt")))
@example("../outside.txt")
@example("/etc/outside.txt")
@example("a/../../outside.txt")
@example(".removed/000001/a.txt")
@example("a\0.txt")
@example("a" * 300 + ".txt")
@example("/".join("a" * 30) + ".txt")
@example("a\ud800.txt")
def test_whatever_its_name_a_file_lands_inside_or_is_refused(name: str) -> None:
    with a_room() as room:
        collection = Collection(room / "index")
        said = complaint(lambda: collection.receive(name, [TEXT]))
        if said:
            assert "\n" not in said
            assert set(tree(room)) <= {"index/SOURCE"}
            return
        received = collection.receive(name, [TEXT])
        assert received.outcome == "same"
        assert unicodedata.is_normalized("NFC", received.name)
        assert tree(room) == {f"articles/{received.name}": TEXT, "index/SOURCE": tree(room)["index/SOURCE"]}
        assert visible(room / "articles") == {received.id}
        collection.remove(received.id)
        assert visible(room / "articles") == set()
        collection.restore(received.id)
        assert visible(room / "articles") == {received.id}


@given(names_)
@example("../index/CURRENT")
@example("../outside.txt")
def test_whatever_the_id_nothing_but_a_document_is_moved(file_id: str) -> None:
    with a_room() as room:
        collection = Collection(room / "index")
        collection.receive("a.txt", [TEXT])
        (room / "outside.txt").write_bytes(TEXT)
        before = tree(room)
        for change in (collection.remove, collection.restore):
            assert "\n" not in complaint(lambda change=change: change(file_id))  # type: ignore[misc]
        assert tree(room) == before


def complaint(change: Callable[[], object]) -> str:
    """What is said against a change; "" when it was made. An error that is none of ours is raised."""
    try:
        change()
    except QAError as error:
        return str(error)
    return ""


@contextlib.contextmanager
def a_room() -> Iterator[Path]:
    """A folder for one example of a property."""
    with crash.room() as folder:
        yield Path(folder)


@pytest.mark.parametrize("name", ["What now?.pdf", "12:30 – “news”.pdf", "Ærø/été.pdf", "👩‍👩‍👧‍👦.pdf", "REPORT.PDF"])
def test_names_that_people_give_are_taken(name: str, collection: Collection, articles: Path) -> None:
    assert collection.receive(name, [b"%PDF-1.7 and so on"]).outcome == "new"
    assert name in visible(articles)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("photo.gif", TEXT, "not among the kinds"),
        ("README", TEXT, "not among the kinds"),
        ("empty.txt", b"", "empty"),
        ("report.txt", b"%PDF-1.7", "rename it to .pdf"),
        ("report.md", b"\xd0\xcf\x11\xe0 old", "save it as .docx"),
        (".hidden.txt", TEXT, "hidden"),
        ("a\nb.txt", TEXT, "cannot be seen"),
        ("a\u202etxt.pdf", TEXT, "cannot be seen"),
        ("folder /a.txt", TEXT, "space"),
        ("a\\b.txt", TEXT, "backslash"),
        ("note.md/a.txt", TEXT, "no folder"),
        ("folder.txt", TEXT, "no file"),
    ],
)
def test_what_is_refused_is_said_in_one_line(
    name: str, data: bytes, said: str, collection: Collection, articles: Path
) -> None:
    (articles / "folder.txt").mkdir()
    before = tree(articles)
    with pytest.raises(FileRefused, match=said) as told:
        collection.receive(name, [data[:3], data[3:]])
    assert "\n" not in str(told.value)
    assert tree(articles) == before


def test_a_file_that_is_too_large_is_refused_before_it_has_come(collection: Collection, articles: Path) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(1_000_000)

    for name, limit in (("a.md", 2), ("a.txt", 20), ("a.pdf", 200), ("a.jsonl", 200)):
        taken = 0
        with pytest.raises(FileTooLarge, match=f"limit of {limit} MB"):
            collection.receive(name, endless())
        assert taken == limit + 1
        with pytest.raises(FileTooLarge):
            collection.arriving(name, limit * 1_000_000 + 1)
    assert tree(articles / ".incoming") == {}


def test_a_full_disk_is_told(
    collection: Collection, articles: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(arriving, "RESERVE", 10**18)
    with pytest.raises(NotWritten, match="no room"):
        collection.receive("tram.txt", [TEXT])
    assert tree(articles / ".incoming") == {}


def test_there_is_an_end_to_the_number_of_files(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.collection.placing.MOST_FILES", 5)
    assert collection.receive("tram.txt", [TEXT]).outcome == "new"
    with pytest.raises(FileRefused, match="5 files"):
        collection.receive("bus.txt", [TEXT])
    assert collection.receive("tram.txt", [b"Another tram."]).outcome == "replaced"


def test_a_name_that_differs_only_in_capitals_is_refused(collection: Collection, articles: Path) -> None:
    collection.receive("News/Straße.txt", [TEXT])
    for name in ("news/Straße.txt", "News/STRASSE.txt", "News/straße.TXT", "NEWS/other.txt"):
        with pytest.raises(FileRefused, match="that spelling"):
            collection.receive(name, [TEXT])
    assert len(visible(articles)) == 5


def test_accents_coded_otherwise_are_the_same_name(collection: Collection, articles: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "café.txt")
    (articles / decomposed).write_bytes(TEXT)
    assert collection.receive("café.txt", [TEXT]).outcome == "same"
    assert collection.receive("café.txt", [b"Another."]).id == decomposed
    assert (articles / decomposed).read_bytes() == b"Another."
    collection.restore(decomposed)
    assert (articles / decomposed).read_bytes() == TEXT
    collection.remove(decomposed)
    assert decomposed not in visible(articles)


def links(articles: Path, outside: Path) -> None:
    """Traps: what lies in the folder, and leads out of it."""
    outside.mkdir()
    (outside / "secret.txt").write_bytes(b"secret")
    (articles / "way").symlink_to(outside)
    (articles / "link.txt").symlink_to(outside / "secret.txt")
    (articles / "dangling.txt").symlink_to(outside / "new.txt")
    (articles / "inner.txt").symlink_to("ferry.txt")


@pytest.mark.parametrize("name", ["way/secret.txt", "way/new.txt", "link.txt", "dangling.txt", "inner.txt", "way"])
def test_links_are_not_followed(name: str, collection: Collection, articles: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    links(articles, outside)
    before = tree(tmp_path)
    with pytest.raises(FileRefused):
        collection.receive(name, [TEXT])
    with pytest.raises((FileUnknown, FileRefused)):
        collection.remove(name)
    with pytest.raises(FileUnknown):
        collection.restore(name)
    assert tree(tmp_path) == before
    assert sorted(os.listdir(outside)) == ["secret.txt"]


@pytest.mark.parametrize("trap", [".incoming", ".removed", ".incoming/lock", ".removed/000007"])
def test_hidden_links_are_not_followed_either(
    trap: str, collection: Collection, articles: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "ferry.txt").write_bytes(b"secret")
    (articles / trap).parent.mkdir(exist_ok=True)
    (articles / trap).symlink_to(outside / "ferry.txt" if trap.endswith("lock") else outside)
    for change in (
        lambda: collection.receive("ferry.txt", [TEXT]),
        lambda: collection.restore("ferry.txt"),
        lambda: collection.remove("ferry.txt"),
    ):
        assert "\n" not in complaint(change)
    assert tree(outside) == {"ferry.txt": b"secret"}
    assert b"secret" not in tree(articles).values()


def test_many_at_once_under_one_name(collection: Collection, articles: Path) -> None:
    texts = [f"The tram number {number} came. ".encode() * 2000 for number in range(8)]
    outcomes, ready = [], threading.Barrier(len(texts))

    def blocks(text: bytes) -> Iterator[bytes]:
        ready.wait()
        yield from (text[at : at + 5000] for at in range(0, len(text), 5000))

    def send(text: bytes) -> None:
        outcomes.append(Collection(collection.index).receive("tram.txt", blocks(text)).outcome)

    threads = [threading.Thread(target=send, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["new", *["replaced"] * 7]
    kept = [data for name, data in tree(articles).items() if name.endswith("tram.txt")]
    assert sorted(kept) == sorted(texts)  # the last one, and all others kept aside


def test_a_replaced_file_is_never_missing(collection: Collection, articles: Path) -> None:
    done = threading.Event()
    misses = []

    def look() -> None:
        while not done.is_set():
            try:
                assert (articles / "ferry.txt").read_bytes()[:4] in (b"date", b"Tram")
            except (OSError, AssertionError) as error:
                misses.append(error)

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(50):
        collection.receive("ferry.txt", [b"Tram %d" % number])
    done.set()
    thread.join()
    assert misses == []


def test_what_a_crash_left_is_cleared(
    collection: Collection, articles: Path, index: Path, embedder: BagOfWords
) -> None:
    crashed = collection.arriving("tram.txt")
    crashed.write(b"The tram ret")
    (left,) = tree(articles / ".incoming")
    assert qa.build_index(articles, index, embedder=embedder).documents == 4  # no build sees it
    collection.receive("bus.txt", [TEXT])
    assert left in tree(articles / ".incoming")  # it may still be arriving
    long_ago = time.time() - 2 * arriving.ABANDONED
    os.utime(articles / ".incoming" / left, (long_ago, long_ago))
    collection.receive("bus.txt", [TEXT])
    assert tree(articles / ".incoming") == {}
    crashed.__exit__()
    assert "tram.txt" not in visible(articles)


def test_a_file_that_stops_half_way_leaves_nothing(collection: Collection, articles: Path) -> None:
    def torn() -> Iterator[bytes]:
        yield b"The tram"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        collection.receive("tram.txt", torn())
    assert "tram.txt" not in visible(articles)
    assert tree(articles / ".incoming") == {}


def test_without_an_index_the_folder_beside_it_is_begun(tmp_path: Path, embedder: BagOfWords) -> None:
    collection = Collection(tmp_path / "index")
    assert collection.sources == [str(tmp_path / "articles")]
    assert not (tmp_path / "articles").exists()
    collection.receive("tram.txt", [TEXT])
    assert origin.recall(tmp_path / "index") == [str(tmp_path / "articles")]
    assert qa.build_index(collection.sources, tmp_path / "index", embedder=embedder).documents == 1


def test_files_beside_single_ones_come_into_a_folder_of_their_own(
    articles: Path, tmp_path: Path, embedder: BagOfWords
) -> None:
    place, single = tmp_path / "index", [articles / "ferry.txt", articles / "note.md"]
    qa.build_index(single, place, embedder=embedder)
    collection = Collection(place)
    assert collection.receive("tram.txt", [TEXT]).id == "articles-2/tram.txt"  # `articles` holds what was not asked for
    assert collection.sources == [*map(str, single), str(tmp_path / "articles-2")]
    report = qa.build_index(collection.sources, place, embedder=embedder)
    assert (report.documents, report.embedded) == (3, 1)
    collection.remove("articles-2/tram.txt")
    with pytest.raises(FileRefused, match="another folder"):
        collection.remove("articles/ferry.txt")
    collection.restore("articles-2/tram.txt")
    assert Collection(place).receive("tram.txt", [TEXT]).outcome == "same"


def test_of_several_folders_the_first_is_the_collection(articles: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bus.txt").write_bytes(b"The bus.")
    qa.build_index([other, articles], tmp_path / "index", embedder=embedder)
    collection = Collection(tmp_path / "index")
    assert collection.folder == other
    assert collection.receive("tram.txt", [TEXT]).id == "other/tram.txt"
    with pytest.raises(FileRefused, match="another folder"):
        collection.remove("articles/ferry.txt")
    collection.remove("other/bus.txt")
    assert visible(other) == {"tram.txt"}


def test_ids_may_begin_with_what_is_hidden_above_the_folder(
    articles: Path, tmp_path: Path, embedder: BagOfWords
) -> None:
    hidden = tmp_path / ".data" / "news"
    hidden.mkdir(parents=True)
    (hidden / "bus.txt").write_bytes(b"The bus.")
    qa.build_index([hidden, articles], tmp_path / "index", embedder=embedder)
    collection = Collection(tmp_path / "index")
    assert collection.receive("tram.txt", [TEXT]).id == ".data/news/tram.txt"
    collection.remove(".data/news/bus.txt")
    with pytest.raises(FileUnknown):
        collection.remove(".data/news/.removed/000001/bus.txt")
    collection.restore(".data/news/bus.txt")
    assert visible(hidden) == {"bus.txt", "tram.txt"}


def test_a_collection_follows_an_index_that_is_built_from_another_folder(
    collection: Collection, articles: Path, tmp_path: Path, embedder: BagOfWords
) -> None:
    articles.rename(tmp_path / "moved")
    with pytest.raises(SourceUnknown, match="gone"):
        collection.receive("tram.txt", [TEXT])
    qa.build_index(tmp_path / "moved", collection.index, embedder=embedder)
    collection.receive("tram.txt", [TEXT])
    assert "tram.txt" in visible(tmp_path / "moved")


def test_an_index_that_does_not_say_what_it_was_built_from_is_left_alone(index: Path) -> None:
    (index / origin.SOURCE).unlink()
    for current in (None, "damaged"):
        if current:
            (index / "CURRENT").write_text(current)
        with pytest.raises(SourceUnknown, match=r"index_build\.py"):
            Collection(index).receive("tram.txt", [TEXT])
        with pytest.raises(SourceUnknown):
            _ = Collection(index).sources


def test_nothing_is_begun_while_somebody_builds_the_first_index(tmp_path: Path) -> None:
    place = tmp_path / "index"
    place.mkdir()
    with locked(place), pytest.raises(SourceUnknown, match="first time"):
        Collection(place).receive("tram.txt", [TEXT])
    assert not (tmp_path / "articles").exists()
    assert Collection(place).receive("tram.txt", [TEXT]).outcome == "new"


def test_the_directory_of_the_index_is_no_part_of_the_folder_it_lies_in(articles: Path, embedder: BagOfWords) -> None:
    place = articles / "index"
    qa.build_index(articles, place, embedder=embedder)
    before = tree(place)
    for change in (
        lambda: Collection(place).receive("index/tram.txt", [TEXT]),
        lambda: Collection(place).receive("index/generations/tram.txt", [TEXT]),
        lambda: Collection(place).remove("index/tram.txt"),
    ):
        with pytest.raises(FileRefused, match="index"):
            change()
    assert tree(place) == before


def test_a_folder_that_its_owner_named_by_a_link(articles: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    (tmp_path / "named").symlink_to(articles)
    qa.build_index(tmp_path / "named", tmp_path / "index", embedder=embedder)
    collection = Collection(tmp_path / "index")
    assert collection.receive("tram.txt", [TEXT]).outcome == "new"
    collection.remove("ferry.txt")
    assert visible(articles) == {"bridge.txt", "harvest.txt", "note.md", "tram.txt"}


def test_names_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("con.txt", "COM1.md", "nul/a.txt", "a:b.txt", "what?.txt", "aux .txt"):
        assert names.checked(name)
    monkeypatch.setattr(names.os, "name", "nt")
    for name in ("con.txt", "COM1.md", "nul/a.txt", "a:b.txt", "what?.txt", "aux .txt"):
        with pytest.raises(FileRefused, match="Windows"):
            names.checked(name)
    assert names.checked("console.txt") == ("console.txt",)


def test_another_process_that_holds_on_is_told(
    collection: Collection, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    monkeypatch.setattr(folder_module, "LOCKED_AT_MOST", 0.1)
    collection.receive("tram.txt", [TEXT])
    with filelock.FileLock(articles / ".incoming" / "lock"), pytest.raises(NotWritten, match="another process"):
        collection.remove("tram.txt")
    assert "tram.txt" in visible(articles)
