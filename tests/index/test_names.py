"""Who and what a folder names: exact offsets, forms of one name together, counts that equal the list, filters."""

from __future__ import annotations

import gc
import os
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qa
from qa.english.naming import read
from qa.english.naming.kinds import NO_NAME, ORGANISATION, PERSON, PLACE, with_bodies
from qa.errors import BadFilter
from qa.index.index import Index
from qa.index.names import ARTICLES as ARTICLES_AT
from qa.index.names import FolderNames
from qa.search.names import NamesWanted, names, names_within
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
            assert form in (index.names.lookup.shown(number), *index.names.lookup.variants(number))
            spans += 1
    assert spans > 8


def test_the_forms_of_a_name_are_one(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    found = listed(named[1], embedder)
    assert found["Ines Okoro"].kind == "person"
    assert {"Okoro", "I. Okoro"} <= set(found["Ines Okoro"].variants)
    assert found["Federation of Dock Workers"].variants == ("FDW",)
    assert found["Federation of Dock Workers"].articles == 2
    assert found["Tarnby"].articles == 5


def test_what_ends_in_a_word_for_a_body_is_one() -> None:
    forms = ["Vessel Rail", "Ada Lund", "Calder Ferry Company", "Rail", "Snow Council"]
    given = np.array([PERSON, PERSON, PLACE, PLACE, NO_NAME], np.int32)
    assert with_bodies(forms, given).tolist() == [ORGANISATION, PERSON, ORGANISATION, PLACE, NO_NAME]
    assert with_bodies([], np.empty(0, np.int32)).tolist() == []


def test_two_people_of_one_surname_stay_two(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    found = listed(named[1], embedder)
    assert found["Piet Lindgren"].articles == 2
    assert found["Greta Lindgren"].articles == 2
    index = Index.open(named[1])
    for typed in ("Lindgren", "lindgren"):
        with pytest.raises(
            BadFilter, match=r"may be '(Piet|Greta) Lindgren' or '(Greta|Piet) Lindgren': give it in full"
        ):
            there(within(names=[typed]), index)


def test_programs_are_told_as_well(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    retriever = qa.Retriever.open(named[1], embedder=embedder)
    calls = (
        lambda names: retriever.search("mill", names=names),
        lambda names: qa.Assistant(retriever, reader="none").ask("Who sold the mill?", names=names),
        lambda names: qa.find.find(retriever, "mill", names=names),
        lambda names: qa.quotes.quotes(retriever, about="mill", names=names),
        lambda names: qa.timeline.timeline(retriever, "mill", names=names),
        lambda names: qa.names.names(retriever, names=names),
    )
    for call in calls:
        call(["Piet Lindgren"])
        for wrong in ("Lindgren", "Nobody Atall"):
            with pytest.raises(BadFilter, match=f"name.* '{wrong}'"):
                call([wrong])


def test_a_surname_is_nobody_s_alone_though_one_bearer_is_never_called_so(tmp_path: Path, embedder: BagOfWords) -> None:
    folder = tmp_path / "bearers"
    folder.mkdir()
    texts = (
        "Mrs Greta Lindgren said that the choir would sing. Lindgren had asked it to.\n",
        "Mr Piet Lindgren sold the mill.\n",
        "Mrs Lindgren was not there, said the miller.\n",
    )
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    qa.build_index(folder, tmp_path / "index", embedder=embedder)
    index = Index.open(tmp_path / "index")
    found = listed(tmp_path / "index", embedder)
    assert found["Greta Lindgren"].articles == found["Piet Lindgren"].articles == 1
    assert "Lindgren" not in found  # the third article does not tell which of them
    for typed in ("Lindgren", "LINDGREN"):
        with pytest.raises(BadFilter, match="give it in full"):
            there(within(names=[typed]), index)
    assert there(within(names=["greta lindgren", "Piet"]), index).names == ("Greta Lindgren", "Piet Lindgren")


def test_a_surname_of_very_many_is_nobody_s(tmp_path: Path, embedder: BagOfWords) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    firsts = [
        first + second
        for first in ("An", "Be", "Ka", "Li", "Ma", "Ro", "Su", "To")
        for second in ("na", "ra", "lin", "mir", "sa", "dor", "vin", "bek")
    ]
    for first in firsts:
        (folder / f"{first}.txt").write_text(f"Mrs {first} Lindgren said that she would sing.\n", encoding="utf-8")
    (folder / "alone.txt").write_text("Mrs Lindgren said that she would not sing.\n", encoding="utf-8")
    qa.build_index(folder, tmp_path / "index", embedder=embedder)
    assert "Lindgren" not in listed(tmp_path / "index", embedder)
    with pytest.raises(BadFilter, match=r"'Lindgren' may be one of \d\d, such as"):
        there(within(names=["Lindgren"]), Index.open(tmp_path / "index"))


def test_names_are_searched_and_listed_page_by_page(named: tuple[Path, Path]) -> None:
    index = Index.open(named[1])
    whole = names_within(index, NamesWanted())
    assert whole.articles == len(ARTICLES)
    assert whole.total == len(whole.names)
    assert [each.articles for each in whole.names] == sorted((n.articles for n in whole.names), reverse=True)
    pages = [names_within(index, NamesWanted(offset=at, limit=2)).names for at in range(0, whole.total, 2)]
    assert [name for page in pages for name in page] == whole.names
    assert [n.name for n in names_within(index, NamesWanted("fdw")).names] == ["Federation of Dock Workers"]
    people = names_within(index, NamesWanted(kind="person")).names
    assert {n.name for n in people} == {n.name for n in whole.names if n.kind == "person"}
    assert names_within(index, NamesWanted("no such name")).total == 0
    for held in ("choir", "harbour master"):  # in a file's name, and in a text
        few = names_within(index, NamesWanted(articles=held))
        assert (few.articles, "Tarnby" in {n.name for n in few.names}) == (1, True)


def test_names_are_counted_within_the_filters(named: tuple[Path, Path]) -> None:
    index = Index.open(named[1])
    only = there(within(names=["Greta Lindgren"]), index)
    beside = names_within(index, NamesWanted(), only)
    assert beside.articles == 2
    assert {n.name: n.articles for n in beside.names}["Piet Lindgren"] == 1
    for each in beside.names:
        both = there(within(names=["Greta Lindgren", each.name]), index)
        assert index.listing("", "title", False, 0, 100, within=both).total == each.articles


def test_an_index_that_nobody_uses_goes_at_once(named: tuple[Path, Path]) -> None:
    index = Index.open(named[1])
    assert index.filters.mask(within(names=["Piet Lindgren"])) is not None
    gone = weakref.ref(index)
    index.close()
    gc.disable()
    try:
        del index
        assert gone() is None
    finally:
        gc.enable()


def test_a_count_is_the_length_of_the_list(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    index = Index.open(named[1])
    for each in listed(named[1], embedder).values():
        only = there(within(names=each.name), index)
        assert index.listing("", "title", False, 0, 100, within=only).total == each.articles


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


def test_names_that_were_kept_otherwise_are_found_again(named: tuple[Path, Path], embedder: BagOfWords) -> None:
    folder, place = named
    before, opened = listed(place, embedder), Index.open(place)
    kept = {name: facts for name, facts in opened.manifest.files.items() if name != ARTICLES_AT}
    replace(opened.manifest, names="another version", files=kept).write(opened.folder)
    assert len(Index.open(place).names) == 0
    assert not qa.build_index(folder, place, embedder=embedder).embedded
    Index.open(place).verify()
    assert listed(place, embedder) == before


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
