"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import qa

ROOT = Path(qa.__file__).parents[1]
WITH_EXAMPLES = sorted(file for file in ROOT.glob("qa/**/*.py") if ">>> " in file.read_text(encoding="utf-8"))


def test_there_are_some() -> None:
    assert ROOT / "qa" / "english" / "words.py" in WITH_EXAMPLES


@pytest.mark.parametrize("file", WITH_EXAMPLES, ids=lambda file: str(file.relative_to(ROOT)))
def test_the_examples_of_a_module(file: Path) -> None:
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried, "they stand where doctest does not look"
    assert not failed
