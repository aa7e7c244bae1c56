"""Who and what a folder names: exact offsets, forms of one name together, counts that equal the list, filters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa
from qa.english.naming import read
from qa.errors import BadFilter
from qa.index.index import Index
from qa.index.names import FolderNames
from qa.search.names import names
from qa.search.within import there, within
from qa.types import FolderName
from tests.fakes import BagOfWords

ARTICLES = {
    "quay": "The harbour master, Mrs Ines Okoro, told the Federation of Dock Workers (FDW) on Monday that the quay in "
    "Tarnby would close. Okoro said that the FDW had been asked.\n",
    "strike": "The FDW said in Tarnby that it would strike. Mr Okoro was not there, said I. Okoro in a letter.\n",
    "mill": "The mayor of Tarnby, Piet Lindgren, said that the mill would stay. Lindgren was born in Tarnby.\n",
    "school": "Mrs Greta Lindgren, who teaches in Tarnby, said that Piet Lindgren was wrong.\n",
    "choir": "Mrs Greta Lindgren said that the choir of Tarnby would sing. Lindgren had asked it to.\n",
    "silent": "Snow fell on the pass all day.\n",
}


@pytest.fixture
def named(tmp_path: Path, embedder: BagOfWords) -> tuple[Path, Path]:
    """A folder that names people, a union and a town, and its index."""
    folder, place = tmp_path / "named", tmp_path / "named-index"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    qa.build_index(folder, place, embedder=embedder)
    return folder, place


def listed(place: Path, embedder: BagOfWords) -> dict[str, FolderName]:
    return {each.name: each for each in names(qa.Retriever.open(place, embedder=embedder))}


def test_mentions_stand_where_they_are_said_to(named: tuple[Path, Path]) -> None:
    index = Index.open(named[1])
    index.verify()
    spans = 0
    for row, document in enumerate(index.store.articles()):
        for start, end, number in index.names.spans(row, document):
            form = document.text[start:end]
            assert form in (index.names.shown(number), *index.names.variants(number))
            spans += 1
    assert spans > 8


def test_the_forms_of_a_name_are_one(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    found = listed(named[1], embedder)
    assert found["Ines Okoro"].kind == "person"
    assert {"Okoro", "I. Okoro"} <= set(found["Ines Okoro"].variants)
    assert found["Federation of Dock Workers"].variants == ("FDW",)
    assert found["Federation of Dock Workers"].articles == 2
    assert found["Tarnby"].articles == 5


def test_two_people_of_one_surname_stay_two(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    found = listed(named[1], embedder)
    assert found["Piet Lindgren"].articles == 2
    assert found["Greta Lindgren"].articles == 2
    with pytest.raises(BadFilter, match=r"may be .*: give it in full"):
        there(within(names=["Lindgren"]), Index.open(named[1]))


def test_a_count_is_the_length_of_the_list(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    index = Index.open(named[1])
    for each in listed(named[1], embedder).values():
        only = there(within(names=each.name), index)
        assert index.listing("", "title", False, 0, 100, only).total == each.articles


def test_any_form_filters_and_several_are_all_of_them(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    retriever = qa.Retriever.open(named[1], embedder=embedder)
    hits = retriever.search("What did they say?", k=9, names=["fdw"])
    assert {hit.document.id for hit in hits} == {"quay.txt", "strike.txt"}
    filters = there(within(names=["FDW", "I. Okoro", "Tarnby"]), retriever.index)
    assert filters.names == ("Federation of Dock Workers", "Ines Okoro", "Tarnby")
    hits = retriever.find(
        "What did they say?", 9, there(within(names=["Piet Lindgren", "Greta Lindgren"]), retriever.index)
    )
    assert [hit.document.id for hit in hits] == ["school.txt"]


def test_an_unknown_name_is_told_with_the_nearest(named: tuple[Path, Path]) -> None:
    with pytest.raises(BadFilter, match=r"no article names 'Okoroo': the nearest of .* 'Ines Okoro'"):
        there(within(names=["Okoroo"]), Index.open(named[1]))


def test_an_index_without_names_says_what_to_do() -> None:
    assert FolderNames.none(3).among(("Ines Okoro",)).tolist() == [False] * 3
    from qa.search.within import _named

    with pytest.raises(BadFilter, match="to be built again"):
        _named(FolderNames.none(3), "Ines Okoro")


def test_a_change_gives_what_a_full_build_gives(named: tuple[Path, Path], tmp_path: Path, embedder: BagOfWords) -> None:
    folder, place = named
    (folder / "late.txt").write_text("Greta Lindgren left Tarnby, said the FDW.\n", encoding="utf-8")
    os.remove(folder / "strike.txt")
    qa.build_index(folder, place, embedder=embedder)
    qa.build_index(folder, tmp_path / "full", embedder=embedder)
    assert listed(place, embedder) == listed(tmp_path / "full", embedder)


HOSTILE = {
    "capitals": "A" * 200_000,
    "one long run": "Aa " * 50_000,
    "initials": "A.B." * 25_000,
    "lines": "A\n" * 20_000,
    "control characters": "\x00Ines\x1bOkoro\x07",
    "right to left": "\u202eInes Okoro\u202c said",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read(text: str) -> None:
    for (start, end), form in zip((found := read(text)).spans, found.forms, strict=True):
        assert " ".join(text[start:end].split()) == form
        assert "\n" not in form
        assert len(form) <= 80


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(list("AbÉ ñ.’'-\n\t&()\u202e\U0001f600Zof the ")), max_size=120) | st.text(max_size=80))
def test_offsets_are_of_the_text(text: str) -> None:
    found = read(text)
    assert len(found.spans) == len(found.forms) == len(found.flags) == len(found.beside)
    for (start, end), form in zip(found.spans, found.forms, strict=True):
        assert 0 <= start < end <= len(text)
        assert " ".join(text[start:end].split()) == form
