"""The Atom feed, read back by a feed reader."""

from __future__ import annotations

from pathlib import Path

import feedparser
from lxml import etree

from qa import saved as questions
from tests.hostile import HOSTILE
from tests.saved.samples import change, place, saved

HOME = "http://localhost:7860/"


def test_a_reader_finds_each_change_and_its_question(tmp_path: Path) -> None:
    older = change(id="a" * 12, at="2025-12-01T08:00:00+00:00", kind="more articles")
    newer = change(id="b" * 12, at="2025-12-02T08:00:00+00:00")
    content = questions.feed(
        tmp_path,
        [saved(1, since="2025-01-01", sources=["A & B"], history=[older, newer])],
        HOME,
        f"{HOME}api/saved.atom",
    )
    read = feedparser.parse(content)
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.updated == "2025-12-05T10:00:00+01:00"  # it was saved then
    assert [entry.title for entry in read.entries] == ["New answer: What fell?", "More articles: What fell?"]
    assert read.entries[0].id == f"tag:article-qa.invalid,2026:saved/000000000001/{'b' * 12}"
    assert read.entries[0].link == f"{HOME}?q=What+fell%3F&since=2025-01-01&sources=A+%26+B"
    assert "New answer: rain." in read.entries[0].content[0].value
    assert "“It rained.” (Rain, Post, 2025-11-03, a.txt)" in read.entries[0].content[0].value
    again = feedparser.parse(questions.feed(tmp_path, [saved(1, history=[older, newer])], HOME))
    assert (again.feed.id, [e.id for e in again.entries]) == (read.feed.id, [e.id for e in read.entries])


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    texts = [text[:900] for text in HOSTILE.values()]
    listed = [
        saved(
            at, text, history=[change(id=f"{at:012x}", now=text, places=[place(text, text, title=text, source=text)])]
        )
        for at, text in enumerate(texts)
    ]
    content = questions.feed(tmp_path, listed, HOME)
    root = etree.fromstring(content)
    names = {etree.QName(element).localname for element in root.iter()}
    assert names == {"feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "content"}
    assert {element.get("type") for element in root.iter("{*}content")} == {"text"}
    read = feedparser.parse(content)
    assert not read.bozo
    assert len(read.entries) == len(texts)
    assert all(entry.link.startswith(HOME) for entry in read.entries)


def test_without_a_change_it_is_a_feed_all_the_same(tmp_path: Path) -> None:
    for listed in ([], [saved(1)]):
        read = feedparser.parse(questions.feed(tmp_path, listed))
        assert not read.bozo
        assert read.feed.id.startswith("tag:article-qa.invalid,2026:saved/")
        assert read.feed.updated
        assert read.entries == []
