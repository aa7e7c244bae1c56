"""Shared fixtures: a few articles, an index of them by the fake embedder, and one by the real model."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
if "PYTEST_XDIST_WORKER" in os.environ:  # each has a core: threads of PyTorch would only wait for each other
    os.environ.setdefault("OMP_NUM_THREADS", "1")

# A suite that a script put into the background ignores Ctrl-C, and so would the programs that tests stop with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

from hypothesis import HealthCheck, settings

import qa
from qa.documents import recogniser
from tests.fakes import BagOfWords

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is slow, and no fault of what is tested

EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 4_000_000_000  # bytes free, of which the suite needs a part


def _in_memory() -> bool:
    """Whether there is a file system in memory that has room, and runs programs, as some that are tested are."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return False
    system = os.statvfs(MEMORY)
    return system.f_bavail * system.f_frsize > ROOM and not system.f_flag & getattr(os, "ST_NOEXEC", 0)


# Thousands of indexes are written, each to the disk: a disk makes most of these tests wait, and tells them nothing.
if "TMPDIR" not in os.environ and _in_memory():
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture
def tesseract() -> None:
    if recogniser() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("tesseract is missing: apt-get install tesseract-ocr")
        pytest.skip("NOT TESTED: scans need tesseract (apt-get install tesseract-ocr)")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Four short articles, one of them without date and source."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.txt").write_text(
        "date 2025-11-03\n\nThe mayor of Marlow opened the new bridge on Monday. It cost 3.5 million euros.\n\n"
        "Fishermen protested on the quay.\n\nBased On Coastal Herald Report\n",
        encoding="utf-8",
    )
    (folder / "ferry.txt").write_text(
        "date 2025-11-20\n\nThe old ferry made its last crossing on Thursday. Captain Ada Lund steered it.\n\n"
        "Based On Northern Courier Report\n",
        encoding="utf-8",
    )
    (folder / "harvest.txt").write_text(
        "date 2025-12-01\n\nApple growers picked fewer apples than last year. Frost in May was to blame.\n\n"
        "Based On Coastal Herald Report\n",
        encoding="utf-8",
    )
    (folder / "note.md").write_text("# Lighthouse\n\nThe lighthouse keeper retired in spring.\n", encoding="utf-8")
    return folder


@pytest.fixture
def embedder() -> BagOfWords:
    return BagOfWords()


@pytest.fixture
def index(articles: Path, tmp_path: Path, embedder: BagOfWords) -> Path:
    """An index of `articles` made with the fake embedder."""
    place = tmp_path / "index"
    qa.build_index(articles, place, embedder=embedder)
    return place


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the example articles made with the real model."""
    place = tmp_path_factory.mktemp("real") / "index"
    qa.build_index(EXAMPLES, place)
    return place
