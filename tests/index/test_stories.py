"""Copies of one report are found, whatever was done to them, and nothing else is folded."""

from __future__ import annotations

import doctest
import json
import random
from pathlib import Path

import numpy as np
import pytest

import qa
from benchmarks.copies import KINDS, article, planted
from qa.english import nearcopy
from qa.english.nearcopy import alike, covered
from qa.errors import IndexInvalid
from qa.index import stories as module
from qa.index.stories import FILE, NO_STORY, Stories, group, sketch
from qa.search.copies import copies
from qa.types import Citation
from tests.fakes import BagOfWords

SPLIT = ["reordered", "wrapped", "halved"]


@pytest.mark.parametrize("kind", KINDS)
def test_planted_copies_are_found_and_nothing_else(kind: str) -> None:
    chance = random.Random(3)
    articles = [article(chance) for _ in range(60)]
    copied = [planted(kind, each, chance) for each in articles[:20]]
    stories = group([sketch(text) for text in [*articles, *copied]])
    found = [stories[at] != NO_STORY and stories[at] == stories[60 + at] for at in range(20)]
    assert sum(found) >= 19
    assert (stories[20:60] == NO_STORY).all()
    assert len(set(stories[:20].tolist())) >= 19


def test_a_shared_paragraph_or_footer_makes_no_story() -> None:
    chance = random.Random(5)
    footer = "Sign up here for the morning letter of this newspaper and never miss what matters in Estmark again."
    background = article(chance, sentences=3)
    articles = [f"{article(chance, 14)}\n\n{background}\n\n{footer}" for _ in range(40)]
    assert (group([sketch(text) for text in articles]) == NO_STORY).all()


def test_runs_are_sorted_in_parts_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    texts = [article(chance) for _ in range(40)]
    texts += [planted(kind, each, chance) for kind, each in zip(KINDS, texts, strict=False)] + ["", "Too short."]
    sketches = [sketch(text) for text in texts]
    whole = np.sort(np.concatenate(sketches))
    found = []
    for parts in (1, 3, 64):
        monkeypatch.setattr(module, "PARTS", parts)
        pieces = [module._part(module._Packed(sketches), part)[0] for part in range(parts)]
        assert np.array_equal(np.concatenate(pieces), whole)  # each run in one part, so in order
        assert max(map(len, pieces)) < 2 * len(whole) / parts + 30
        found.append(group(sketches).tolist())
    assert found[0] == found[1] == found[2]
    assert set(found[0]) != {NO_STORY}
    monkeypatch.setattr(module, "PARTS", 64)
    extreme = np.array([0, 1, 2**63, 2**64 - 1], np.uint64)
    assert group([extreme, extreme, extreme[:0]]).tolist() == [0, 0, NO_STORY]
    assert group([]).tolist() == []


def test_a_report_of_many_outlets_is_one_story() -> None:
    chance = random.Random(7)
    report = article(chance)
    stories = group([sketch(report)] * 300 + [sketch(article(chance))])
    assert len(set(stories[:300].tolist())) == 1
    assert stories[300] == NO_STORY


def test_alike_but_for_what_counts() -> None:
    one = "The minister opened the station on Tuesday with 286 guests, the ministry said."
    assert alike(one, "The minister opened the station on Tuesday with 286 guests, a ministry said.")
    assert not alike(one, one.replace("286", "311"))
    assert not alike(one, one.replace("Tuesday", "Monday"))
    assert not alike(one, one.replace("opened", "never opened"))
    assert not alike(one, one.replace("The minister", "Ada Lund"))
    assert alike(one, one.replace("opened the", "opened a").replace("guests", "guest"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In all two people died in the flood near Orrin.", "In all three people died in the flood near Orrin."),
        ("Lund opened the station with many guests.", "Berg opened the station with many guests."),
        ("The council approved the plan for the new bridge.", "The council rejected the plan for the new bridge."),
        ("Shares of the harbour firm rose after the strike.", "Shares of the harbour firm fell after the strike."),
        ("The employer asked for a longer break in May.", "The employee asked for a longer break in May."),
        ("The dockers will return to work this week.", "The dockers won't return to work this week."),
        ("It cost the town a million in all last year.", "It cost the town a billion in all last year."),
    ],
)
def test_reports_that_differ_are_no_copies(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_a_passage_is_covered_by_what_tells_all_of_it() -> None:
    one = "The minister opened the station on Tuesday with 286 guests, the ministry said."
    more = "A clerk had found the letters in a drawer."
    assert covered([one], [f"{more} {one}"])
    assert covered([one, more], [one, more])
    assert not covered([one, more], [one])  # a long passage is not hidden by a short one that it contains
    for changed in ("311 guests", "not 286 guests", "two of 286 guests", "286 guests of Lund"):
        assert not covered([one.replace("286 guests", changed)], [one])
    assert covered([], [one])


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(nearcopy).failed == 0


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of ten reports, the first of which five more outlets carry."""
    place = tmp_path_factory.mktemp("outlets")
    chance = random.Random(11)
    reports = [article(chance) for _ in range(10)]
    rows = [{"id": f"r{at}", "text": text, "source": "Agency", "date": "2025-11-01"} for at, text in enumerate(reports)]
    rows += [
        {
            "id": f"c{at}",
            "text": planted(kind, reports[0], chance),
            "source": f"Outlet {at}",
            "date": f"2025-11-0{at + 2}",
        }
        for at, kind in enumerate(["exact", "edited", *SPLIT])
    ]
    (place / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    qa.build_index(place / "docs.jsonl", place / "index", embedder=BagOfWords())
    return place


def test_copies_take_one_place_and_are_kept_beside_it(outlets: Path) -> None:
    retriever = qa.Retriever.open(outlets / "index", embedder=BagOfWords())
    asked = retriever.index.document("r0").text.split(". ")[0]
    hits = retriever.search(asked, k=8)
    assert len(hits) == 8
    assert len({copy.document.id for hit in hits for copy in hit.also}) >= 3
    for hit in hits:
        for copy in hit.also:
            assert copy.document.id != hit.document.id
            assert covered([s.text for s in copy.passage.sentences], [hit.document.text, *(each.text for each in hits)])
    only = retriever.search(asked, k=3, sources=["Outlet 1"])
    assert {hit.document.id for hit in only} == {"c1"}


def test_no_passage_is_lost(outlets: Path) -> None:
    """Each one is among the results or beside one that tells the same."""
    retriever = qa.Retriever.open(outlets / "index", embedder=BagOfWords())
    hits = retriever.search("the", k=1000)
    shown = [hit.passage.id for hit in hits] + [copy.passage.id for hit in hits for copy in hit.also]
    assert sorted(shown) == list(range(retriever.index.manifest.passages))


def test_a_citation_is_also_in_its_copies(outlets: Path) -> None:
    index = qa.Retriever.open(outlets / "index", embedder=BagOfWords()).index
    document, passage = index.store.fetch([0])[0]
    sentence = passage.sentences[0]
    found = copies(index, Citation(1, document, sentence.start, sentence.end, sentence.text))
    assert {"c0", "c2", "c3", "c4"} <= {copy.document.id for copy in found}
    assert all(copy.document.text[copy.start : copy.end] == copy.text for copy in found)


def test_an_update_finds_the_same_stories_as_a_fresh_build(outlets: Path, tmp_path: Path) -> None:
    rows = (outlets / "docs.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "a").mkdir()
    for part in (rows[:11], rows[11:]):
        for at, row in enumerate(part):
            (tmp_path / "a" / f"{hash(row) % 10**8}-{at}.jsonl").write_text(row, "utf-8")
        qa.build_index(tmp_path / "a", tmp_path / "grown", embedder=BagOfWords())
    qa.build_index(tmp_path / "a", tmp_path / "fresh", embedder=BagOfWords())
    grown, fresh = (qa.Retriever.open(tmp_path / name, embedder=BagOfWords()).index for name in ("grown", "fresh"))
    assert [grown.stories.of(n) for n in range(len(grown.stories))] == [
        fresh.stories.of(n) for n in range(len(fresh.stories))
    ]
    assert len(grown.stories.rows(0)) > 5


@pytest.mark.parametrize("damage", [b"", b"no numbers", None])
def test_a_damaged_column_is_refused(tmp_path: Path, damage: bytes | None) -> None:
    if damage is None:
        np.save(tmp_path / FILE, np.array([-2, 0], np.int32))
    else:
        (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(IndexInvalid):
        Stories.open(tmp_path)
