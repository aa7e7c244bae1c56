"""A rebuild does what changed and nothing else, and its result is that of a build from nothing."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import tantivy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

import qa
from qa import documents
from qa.building import making, texts, versions
from qa.documents.inside import Read
from qa.english import stems
from qa.errors import BadFilter
from qa.index.generations import MANIFEST
from qa.index.index import Index
from qa.index.lock import builder
from qa.index.manifest import digest
from qa.index.passages import searched_text
from qa.types import Columns
from tests.fakes import BagOfWords, touch

SENTENCES = [f"The {noun} of Marlow {verb} on day {i}." for i, noun in enumerate(["mayor", "ferry"]) for verb in "abc"]
article = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map(" ".join)
folders = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.md", "deep/d.txt", "e.jsonl"]), article, min_size=1)


def write(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".jsonl"):
            text = "".join(f'{{"text": "{sentence}."}}\n' for sentence in text.split(". "))
        place.write_text(text, encoding="utf-8")


def contents(index: Index) -> list[tuple[object, ...]]:
    vectors = index.vectors.take(np.arange(len(index.vectors)))
    return [
        (document, passage, vector.tobytes())
        for (document, passage), vector in zip(index.store.each(), vectors, strict=True)
    ]


def searched(index: Index) -> set[str]:
    return {searched_text(*pair) for pair in index.store.each()}


@settings(max_examples=25)
@given(folders, folders)
def test_a_rebuild_embeds_exactly_the_texts_that_are_new_and_ends_where_a_build_from_nothing_does(
    before: dict[str, str], after: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, place, anew = (Path(folder) / name for name in ("source", "index", "anew"))
        embedder = BagOfWords()
        write(source, before)
        qa.build_index(source, place, embedder=embedder)
        old = searched(Index.open(place))
        embedder.encoded.clear()
        write(source, after)
        report = qa.build_index(source, place, embedder=embedder)
        now = Index.open(place)
        assert sorted(embedder.encoded) == sorted(searched(now) - old)
        assert report.embedded == len(embedder.encoded)
        qa.build_index(source, anew, embedder=BagOfWords())
        assert contents(now) == contents(Index.open(anew))
        assert now.store.files() == Index.open(anew).store.files()
        now.verify()


def files_of(place: Path) -> dict[str, tuple[int, int]]:
    return {str(f): (f.stat().st_mtime_ns, f.stat().st_ino) for f in place.rglob("*") if f.is_file()}


def test_an_unchanged_folder_writes_nothing(articles: Path, index: Path, embedder: BagOfWords) -> None:
    (articles / "empty.txt").write_text("")
    first = qa.build_index(articles, index, embedder=embedder)
    embedder.encoded.clear()
    before = files_of(index / "generations") | files_of(index / "CURRENT")
    report = qa.build_index(articles, index, embedder=embedder)
    assert files_of(index / "generations") | files_of(index / "CURRENT") == before
    assert (report.unchanged, report.added, report.changed, report.removed, report.embedded) == (4, 0, 0, 0, 0)
    assert (report.generation, report.skipped) == (first.generation, first.skipped)
    assert embedder.encoded == []


def test_only_changed_files_are_read(
    articles: Path, index: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, placed = [], texts.documents.placed

    def noting(file: texts.SourceFile, columns: object):  # type: ignore[no-untyped-def]
        read.append(file.id)
        return placed(file)

    monkeypatch.setattr(texts.documents, "placed", noting)
    touch(articles)
    qa.build_index(articles, index, embedder=embedder)
    assert read == ["ferry.txt"]


def test_full_reads_and_embeds_everything(articles: Path, index: Path, embedder: BagOfWords) -> None:
    embedder.encoded.clear()
    report = qa.build_index(articles, index, embedder=embedder, full=True)
    assert report.embedded == report.passages == len(embedder.encoded)
    assert (report.unchanged, report.generation) == (4, 2)


def test_removed_text_is_nowhere_in_the_live_generation(articles: Path, index: Path, embedder: BagOfWords) -> None:
    (articles / "ferry.txt").unlink()
    qa.build_index(articles, index, embedder=embedder)
    live = Index.open(index)
    assert all(b"Ada Lund" not in (live.folder / name).read_bytes() for name in live.manifest.files)


def test_an_id_that_two_files_share_follows_whichever_comes_first(tmp_path: Path, embedder: BagOfWords) -> None:
    source, place = tmp_path / "source", tmp_path / "index"
    source.mkdir()
    (source / "b.jsonl").write_text('{"id": "x", "text": "Words of the second file."}\n')

    def built() -> tuple[list[str], dict[str, str]]:
        report = qa.build_index(source, place, embedder=embedder)
        assert report.skipped == ()
        return [note.file for note in report.notes], {
            document.id: document.text for document, _ in Index.open(place).store.each()
        }

    second = "Words of the second file."
    assert built() == ([], {"x": second})
    (source / "a.jsonl").write_text('{"id": "x", "text": "Words of the first file."}\n')
    assert built() == (["b.jsonl#1"], {"x": "Words of the first file.", "b.jsonl#1": second})
    (source / "a.jsonl").write_text('{"id": "y", "text": "Other words."}\n')
    assert built() == ([], {"y": "Other words.", "x": second})


IDS = st.lists(st.tuples(st.sampled_from(["x", "x", "a.jsonl#1", "b.jsonl#2", ""]), st.sampled_from("pqr")), max_size=2)
NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")


@settings(max_examples=15)
@given(st.fixed_dictionaries(dict.fromkeys(NAMES, IDS)), st.tuples(st.sampled_from(NAMES), IDS))
@example({"a.jsonl": [("x", "p")], "b.jsonl": [("x", "q")], "c.jsonl": []}, ("a.jsonl", []))
@example(
    {"a.jsonl": [("b.jsonl#1", "p"), ("x", "p")], "b.jsonl": [("x", "q")], "c.jsonl": []}, ("c.jsonl", [("x", "r")])
)
def test_equal_ids_end_where_a_build_from_nothing_does_and_lose_nothing(
    before: dict[str, list[tuple[str, str]]], change: tuple[str, list[tuple[str, str]]]
) -> None:
    states = [before, {**before, change[0]: change[1]}]
    with tempfile.TemporaryDirectory() as folder:
        source, place = Path(folder) / "source", Path(folder) / "index"
        source.mkdir()
        (source / "z.txt").write_text("There is always something to index.")
        for number, state in enumerate(states):
            rows = {
                name: [{"id": id, "text": f"The mayor of {name} spoke of {word}."} for id, word in some]
                for name, some in state.items()
            }
            for name, some in rows.items():
                (source / name).write_text("".join(json.dumps(row) + "\n" for row in some) or "\n")
            report = qa.build_index(source, place, embedder=BagOfWords())
            anew = Path(folder) / f"anew{number}"
            # The other way round: the order in which sources are named decides nothing.
            other = qa.build_index(
                [source / f"{n}.jsonl" for n in "cba"] + [source / "z.txt"], anew, embedder=BagOfWords()
            )
            now = Index.open(place)
            assert contents(now) == contents(Index.open(anew))
            assert (report.skipped, report.notes) == (other.skipped, other.notes)
            now.verify()
            texts = [document.text for document, _ in now.store.each()]
            lost = sum(1 for item in report.skipped if "#" in item.file)
            assert len(texts) - 1 + lost == sum(map(len, rows.values()))
            assert {row["text"] for some in rows.values() for row in some} <= set(texts)


class Interrupted(BagOfWords):
    """Stops after so many texts, as Ctrl-C does."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self.left = after

    def encode(self, texts):  # type: ignore[no-untyped-def]
        if len(self.encoded) >= self.left:
            raise KeyboardInterrupt
        return super().encode(texts)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Articles of five passages that differ."""
    source = tmp_path / "many.jsonl"
    rows = (f'{{"id": "{i}", "text": "Ferry number {i} sank near the quay of Marlow."}}' for i in range(5))
    source.write_text("\n".join(rows))
    return source


@pytest.fixture
def stemmer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Puts another release of tantivy in the place of the one that is here."""

    def replace() -> None:
        monkeypatch.setattr(tantivy, "__version__", "0.26.0")
        stems.fingerprint.cache_clear()

    yield replace
    stems.fingerprint.cache_clear()


def made_anew(before: Index, now: Index) -> set[str]:
    """The first part of the names of the files that were not taken over from one generation into the other."""
    old, new = ({name: (at.folder / name).stat().st_ino for name in at.manifest.files} for at in (before, now))
    return {Path(name).parts[0] for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


@pytest.mark.parametrize("part", ["words", "columns", "quotations"])
def test_another_version_of_what_finds_texts_makes_that_alone_again(
    articles: Path,
    index: Path,
    embedder: BagOfWords,
    monkeypatch: pytest.MonkeyPatch,
    stemmer: Callable[[], None],
    part: str,
) -> None:
    before = Index.open(index)
    if part == "words":
        stemmer()
        with pytest.raises(qa.IndexInvalid, match="stems words otherwise"):
            qa.Retriever.open(index, embedder=embedder).search("bridge")
    else:
        monkeypatch.setattr(versions, part, lambda: "another rule")
    embedder.encoded.clear()
    monkeypatch.setattr(texts.documents, "placed", None)  # nothing may be read
    report = qa.build_index(articles, index, embedder=embedder)
    assert (report.generation, report.unchanged, report.embedded, embedder.encoded) == (2, 4, 0, [])
    now = Index.open(index)
    assert (now.folder / "vectors.faiss").read_bytes() == (before.folder / "vectors.faiss").read_bytes()
    columns = {"days.npy", "sources.npy", "sources.json", "mentions.npy", "stories.npy"}
    spoken = {"quotations.npy", "speakers.npy", "speakers.json"}
    made = {"words": {"lexical"}, "columns": columns, "quotations": spoken}
    assert made_anew(before, now) - {"vectors.faiss"} == made[part]
    assert getattr(now.manifest, part) != getattr(before.manifest, part)
    now.verify()
    assert qa.Retriever.open(index, embedder=embedder).search("bridge", k=1)[0].document.id == "bridge.txt"
    assert qa.build_index(articles, index, embedder=embedder).generation == 2


def test_new_words_answer_before_the_rest_is_embedded(
    many: Path,
    tmp_path: Path,
    embedder: BagOfWords,
    monkeypatch: pytest.MonkeyPatch,
    stemmer: Callable[[], None],
) -> None:
    """The generation before has words that no question finds: it is not waited for."""
    monkeypatch.setattr("qa.building.embedding.BATCH", 2)
    monkeypatch.setattr(making, "PATIENCE", -1.0)
    place = tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(many, place, embedder=Interrupted(after=2))
    stemmer()
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(many, place, embedder=Interrupted(after=2))
    assert Index.open(place).manifest.partial
    assert qa.Retriever.open(place, embedder=embedder).search("ferry number 4", k=1)[0].document.id == "4"


def test_an_index_of_before_these_versions_were_told_is_read_and_brought_up_to_date(
    articles: Path, index: Path, embedder: BagOfWords
) -> None:
    opened = Index.open(index)
    facts = {
        name: fact
        for name, fact in asdict(opened.manifest).items()
        if name not in ("words", "columns", "quotations", "names")
    }
    (opened.folder / MANIFEST).write_text(json.dumps(facts | {"check": digest(facts)}))
    old = Index.open(index)
    assert (old.manifest.words, old.manifest.columns, old.manifest.quotations) == ("", "", "")
    assert len(old.quotations) == len(old.names) == 0
    with pytest.raises(BadFilter, match="to be built again"):
        qa.Retriever.open(index, embedder=embedder).search("bridge", names=["Marlow"])
    assert qa.Retriever.open(index, embedder=embedder).search("bridge", k=1)[0].document.id == "bridge.txt"
    embedder.encoded.clear()
    assert qa.build_index(articles, index, embedder=embedder).generation == 2
    assert embedder.encoded == []
    assert Index.open(index).manifest.words
    assert Index.open(index).manifest.quotations
    assert Index.open(index).manifest.names


def test_a_pattern_of_code_that_names_no_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "READING", ("documents/*.py", "sentences.py"))
    versions.reading.cache_clear()
    with pytest.raises(FileNotFoundError, match=r"sentences\.py names no file"):
        versions.reading()
    monkeypatch.undo()
    versions.reading.cache_clear()
    assert len(versions.reading()) == len(versions.columns()) == 64


def test_rules_for_the_days_of_questions_are_no_part_of_what_is_read_or_found() -> None:
    named = {file for part in (versions.READING, versions.COLUMNS) for file in part}
    assert "english/dates/texts.py" in named
    assert not any(file.endswith(("dates/*.py", "questions.py", "names.py")) for file in named)


def test_all_that_finds_the_days_of_texts_is_in_their_version() -> None:
    package = Path(versions.__file__).parents[1]
    dates = package / "english" / "dates"
    waiting, used = {dates / "texts.py"}, set[Path]()
    while waiting:
        file = waiting.pop()
        used.add(file)
        source = file.read_text(encoding="utf-8")
        names = re.findall(r"^from qa\.english\.dates\.(\w+) import", source, re.MULTILINE)
        for several in re.findall(r"^from qa\.english\.dates import (.+)", source, re.MULTILINE):
            names += several.split(", ")
        waiting |= {dates / f"{name}.py" for name in names} - used
    assert used == {package / file for file in versions.COLUMNS if "dates/" in file}


def test_words_answer_while_vectors_are_missing_and_a_stopped_build_goes_on(
    many: Path, tmp_path: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.building.embedding.BATCH", 2)
    monkeypatch.setattr(making, "PATIENCE", -1.0)
    place = tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(many, place, embedder=Interrupted(after=2))
    partial = Index.open(place)
    assert (partial.manifest.embedded, partial.manifest.passages) == (2, 5)
    retriever = qa.Retriever.open(place, embedder=embedder)
    assert [retriever.search(f"ferry number {i}", k=1)[0].document.id for i in range(5)] == list("01234")
    embedder.encoded.clear()
    report = qa.build_index(many, place, embedder=embedder)
    assert report.embedded == len(embedder.encoded) == 3
    whole = Index.open(place)
    assert (whole.manifest.partial, len(whole.vectors.absent)) == (False, 0)
    assert not (place / "batches").exists()
    assert [folder.name for folder in (place / "generations").iterdir()] == [whole.folder.name]
    whole.verify()


def test_batches_that_were_finished_are_kept_without_a_partial_generation(
    many: Path, tmp_path: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.building.embedding.BATCH", 2)
    place = tmp_path / "index"
    with pytest.raises(KeyboardInterrupt):
        qa.build_index(many, place, embedder=Interrupted(after=4))
    with pytest.raises(qa.IndexNotFound):
        Index.open(place)
    torn = next((place / "batches").rglob("*.npz"))
    torn.write_bytes(torn.read_bytes()[:-100])
    assert qa.build_index(many, place, embedder=embedder).embedded == 3
    assert len(embedder.encoded) == 3


def test_a_build_says_how_far_it_is(many: Path, tmp_path: Path, embedder: BagOfWords) -> None:
    told: list[tuple[str, int]] = []
    place = tmp_path / "index"

    def progress(stage: str, done: int, total: int) -> None:
        if (now := builder(place)) is not None:
            told.append((now.stage, now.percent))

    qa.build_index(many, place, embedder=embedder, progress=progress)
    assert {stage for stage, _ in told} == {"reading", "indexing", "embedding"}
    assert builder(place) is None


def test_files_with_scans_are_read_again_by_another_tesseract_and_no_others(
    tmp_path: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a Tesseract read stays when it is gone; without one a build of the same files has nothing to do."""
    folder, place, reads = tmp_path / "articles", tmp_path / "index", []
    folder.mkdir()
    (folder / "mill.txt").write_text("The mill stands.")
    image = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(image).text((40, 60), "The ferry sails at noon.", font=ImageFont.load_default(48), fill=0)
    image.save(folder / "page.png", dpi=(200, 200))
    placed = documents.placed

    def counted(file: documents.SourceFile, columns: Columns | None) -> Iterator[tuple[str, Read]]:
        reads.append(file.id)
        return placed(file, columns)

    def build(version: str | None) -> tuple[list[str], int]:
        reads.clear()
        monkeypatch.setattr(documents, "recogniser", lambda: version)
        report = qa.build_index(folder, place, embedder=embedder)
        return [*reads], report.generation

    monkeypatch.setattr(documents, "placed", counted)
    assert build(None) == (["mill.txt", "page.png"], 1)
    assert build(None) == ([], 1)
    assert build("tesseract 5.3.0") == (["page.png"], 2)
    assert build("tesseract 5.3.0") == ([], 2)
    assert build(None) == ([], 2)
    (folder / "mill.txt").write_text("The mill has gone.")
    assert build(None) == (["mill.txt"], 3)
    assert build("tesseract 5.3.0") == ([], 3)
    assert build("tesseract 5.4.0") == (["page.png"], 4)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, embedder: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds something else between hashing and reading, and the old bytes again by the next build."""
    folder, index, placed = tmp_path / "articles", tmp_path / "index", documents.placed
    write(folder, {"ferry.txt": "The ferry leaves at noon.\n", "mill.txt": "The mill burnt down.\n"})

    def changing(file: texts.SourceFile, columns: Columns | None) -> Iterator[tuple[str, Read]]:
        before = file.path.read_bytes()
        file.path.write_bytes(before.replace(b"noon", b"dusk"))
        yield from placed(file, columns)

    monkeypatch.setattr(documents, "placed", changing)
    qa.build_index(folder, index, embedder=embedder)
    assert any("dusk" in text for text in searched(Index.open(index)))
    monkeypatch.undo()
    write(folder, {"ferry.txt": "The ferry leaves at noon.\n"})
    qa.build_index(folder, index, embedder=embedder)
    assert not any("dusk" in text for text in searched(Index.open(index)))
    assert any("noon" in text for text in searched(Index.open(index)))
