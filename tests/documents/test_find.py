"""Which files a source holds: ids, links, hidden and special files, and what is named but cannot be read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from qa.documents import READABLE, SUFFIXES, find, read
from qa.errors import NoDocuments
from qa.types import Skipped


def write(path: Path, text: str = "The quay was rebuilt in May.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ids(source: object) -> list[str]:
    return [file.id for file in find(source)[0]]  # type: ignore[arg-type]


def skipped(source: object) -> dict[str, str]:
    return {item.file: item.reason for item in find(source)[1]}  # type: ignore[arg-type]


def test_a_folder_is_listed_by_relative_path_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/B.TXT", "c.jsonl", "a/deep/er/x.html"):
        write(tmp_path / name)
    files, faults = find(tmp_path)
    assert [file.id for file in files] == ["a/B.TXT", "a/deep/er/x.html", "a/z.md", "b.txt", "c.jsonl"]
    assert faults == []
    assert files[0].path == tmp_path / "a" / "B.TXT"
    assert files[0].size == len("The quay was rebuilt in May.")


def test_every_suffix_and_alias_is_taken_in_any_case(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write(tmp_path / f"a{suffix}")
        write(tmp_path / f"b{suffix.upper()}")
    assert len(ids(tmp_path)) == 2 * len(SUFFIXES) == 68


def test_a_single_file_has_its_name_as_id(tmp_path: Path) -> None:
    path = write(tmp_path / "deep" / "one.txt")
    assert ids(path) == ids(str(path)) == ids([path]) == ["one.txt"]


def test_ids_of_a_list_stay_unique(tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt")
    write(tmp_path / "y" / "a.txt")
    assert ids([tmp_path / "x", tmp_path / "y"]) == ["x/a.txt", "y/a.txt"]
    assert ids([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]) == ["x/a.txt", "y/a.txt"]
    assert ids([tmp_path / "x"]) == ids(tmp_path / "x") == ["a.txt"]


def test_a_file_given_twice_is_listed_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert ids([path, str(path), tmp_path, tmp_path / "." / "a.txt"]) == ["a.txt"]


def test_hidden_files_and_folders_are_left_out_quietly(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/b.txt", "c.txt"):
        write(tmp_path / name)
    assert (ids(tmp_path), skipped(tmp_path)) == (["c.txt"], {})


def test_another_suffix_is_reported_with_those_that_are_read(tmp_path: Path) -> None:
    write(tmp_path / "a.pptx")
    write(tmp_path / "README")
    faults = skipped(tmp_path)
    assert faults["a.pptx"] == f".pptx: not among the kinds that are read ({READABLE})"
    assert faults["README"].startswith("no suffix: ")
    assert skipped(tmp_path / "a.pptx") == {"a.pptx": faults["a.pptx"]}


@pytest.mark.parametrize("name", ["missing", "missing.txt", "", "nul\0.txt", "half\udcff.txt"])
def test_a_source_that_does_not_exist_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoDocuments) as caught:
        find(f"{tmp_path}/{name}" if name else "")
    message = str(caught.value)
    assert "\n" not in message
    assert message.encode()
    assert "Name a file, or a folder" in message


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(NoDocuments, match="no source given"):
        find([])


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert find(tmp_path) == ([], [])


def test_links_out_of_the_folder_and_to_folders_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.txt")
    folder = tmp_path / "folder"
    write(folder / "a.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "out.txt").symlink_to(outside)
    (folder / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert ids(folder) == ["a.txt"]
    faults = skipped(folder)
    assert "outside the folder" in faults["out.txt"]
    assert "leads nowhere" in faults["broken.txt"]
    assert "link to a folder" in faults["loop"]


def test_a_neighbour_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    outside = write(tmp_path / "news-private" / "a.txt")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").symlink_to(outside)
    assert ids(tmp_path / "news") == []


def test_of_a_file_and_a_link_to_it_the_file_is_kept(tmp_path: Path) -> None:
    target = write(tmp_path / "z.txt")
    (tmp_path / "a.txt").symlink_to(target)
    (tmp_path / "zz.txt").symlink_to(target)
    assert ids(tmp_path) == ["z.txt"]


def test_a_link_to_a_hidden_file_inside_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").symlink_to(write(tmp_path / ".store" / "1.txt"))
    assert ids(tmp_path) == ["b.txt"]


def test_a_link_that_the_user_names_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "one.txt").symlink_to(tmp_path / "real" / "a.txt")
    assert ids(tmp_path / "link") == ["a.txt"]
    assert ids(tmp_path / "one.txt") == ["one.txt"]


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # the path of a socket is at most 108 bytes
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        assert skipped(tmp_path) == {"pipe.txt": "not a regular file", "socket.md": "not a regular file"}
    assert skipped(tmp_path / "pipe.txt") == {"pipe.txt": "not a regular file"}


def test_a_file_that_becomes_a_pipe_or_vanishes_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    files, _ = find(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).unlink()
    os.mkfifo(tmp_path / "a.txt")
    assert [item for file in files for item in read(file)] == [
        Skipped("a.txt", "not a regular file"),
        Skipped("b.txt", "cannot be opened: No such file or directory"),
    ]


def test_names_that_are_no_unicode_are_reported_printably(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("The quay was rebuilt.")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes Unicode names only")
    (tmp_path / os.fsdecode(b"d\xe9p\xf4t")).mkdir()
    write(tmp_path / os.fsdecode(b"d\xe9p\xf4t") / "a.txt")
    assert ids(tmp_path) == []
    assert set(skipped(tmp_path)) == {"caf\\udce9.txt", "d\\udce9p\\udcf4t"}


def test_names_in_any_script_are_kept(tmp_path: Path) -> None:
    names = sorted(["новости.txt", "新闻.md", "a b's “q”.txt", "e\u0301.txt"])
    for name in names:
        write(tmp_path / name)
    assert ids(tmp_path) == names


def test_a_tree_deeper_than_the_recursion_limit_is_walked(tmp_path: Path) -> None:
    depth = 1_500
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("bottom.txt").write_text("The quay was rebuilt.")
        assert ids(tmp_path) == ["d/" * depth + "bottom.txt"]
        os.remove("bottom.txt")
    finally:
        for _ in range(depth):  # shutil.rmtree would recurse
            os.chdir("..")
            os.rmdir("d")
        os.chdir(here)


def test_a_folder_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    """A path longer than the system takes (4,096 bytes): unreadable for every user, root too."""
    here = os.getcwd()
    depth = 25
    try:
        os.chdir(tmp_path)
        Path("top.txt").write_text("The quay was rebuilt.")
        for _ in range(depth):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        files, faults = find(tmp_path)
        assert [file.id for file in files] == ["top.txt"]
        assert len(faults) == 1
        assert faults[0].reason == "a folder that cannot be read: File name too long"
    finally:
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d" * 200)
        os.chdir(here)
