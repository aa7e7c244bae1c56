"""An index of another user, or on a medium that cannot be written, is searched and verified as one's own."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa
from qa.index.index import Index
from qa.search.retriever import Retriever
from tests.fakes import BagOfWords

NOBODY = 65534
TEXT = "The ferry to Ostrand leaves at noon.\n\nIts captain has kept bees on deck since the spring.\n"


@pytest.fixture
def index() -> Iterator[Path]:
    """In a place that everybody may reach, unlike pytest's."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    before = os.umask(0o022)
    try:
        (place / "articles").mkdir()
        (place / "articles" / "ferry.txt").write_text(TEXT, encoding="utf-8")
        qa.build_index(place / "articles", place / "index", embedder=BagOfWords())
        yield place / "index"
    finally:
        os.umask(before)
        shutil.rmtree(place)


def used(index: Path) -> None:
    retriever = Retriever.open(index, embedder=BagOfWords())
    assert "bees" in retriever.search("Who keeps bees on deck?", k=5)[0].text
    retriever.index.verify()
    Index.open_generation(retriever.index.folder, check=True).close()


def test_every_file_may_be_read_as_the_umask_says(index: Path) -> None:
    places = [place for place in index.rglob("*") if "BUILD" not in place.name]
    assert len(places) > 10
    for place in places:
        wanted = 0o755 if place.is_dir() else 0o644
        assert stat.S_IMODE(place.stat().st_mode) == wanted, place


AS_NOBODY = f"""
import os, sys
from pathlib import Path
from tests.index.test_readonly import used
index = Path(sys.argv[1])
used(index)  # whatever that imports, the other user may not be able to read
os.setgid({NOBODY})
os.setuid({NOBODY})
assert not os.access(index, os.W_OK)
used(index)
"""


def test_an_index_of_another_user(index: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("NOT TESTED: only root can become another user")
    done = subprocess.run([sys.executable, "-c", AS_NOBODY, str(index)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


ON_THE_MEDIUM = """
import errno, sys
from pathlib import Path
from qa.terminal.cli import main
index = sys.argv[1]
try:
    (Path(index) / "any").touch()
except OSError as error:
    assert error.errno == errno.EROFS, error
else:
    raise AssertionError("the medium can be written")
for words in (["info"], ["verify"], ["search", "a dike"], ["ask", "What pay rise did the Tarnmouth dockers agree on?"]):
    status = main([*words, "--index", index])
    assert not status, (words, status)
"""
MOUNTED = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@" "$0"'


def test_an_index_on_a_medium_for_reading_alone(real_index: Path) -> None:
    """Mounted so for one process, by which nobody else is touched."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("NOT TESTED: only root can mount a folder for reading alone (and needs unshare)")
    private = ["unshare", "--mount", "--propagation", "private", "sh", "-c"]
    if subprocess.run([*private, MOUNTED, str(real_index), "true"], check=False, capture_output=True).returncode:
        pytest.skip("NOT TESTED: this container may not mount anything")
    before = {place: place.stat().st_mtime_ns for place in real_index.rglob("*")}
    command = [*private, MOUNTED, str(real_index), sys.executable, "-c", ON_THE_MEDIUM]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert "5.2 per cent" in done.stdout
    assert before == {place: place.stat().st_mtime_ns for place in real_index.rglob("*")}
