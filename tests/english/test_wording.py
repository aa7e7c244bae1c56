"""Where a text stands in another one: to the letter, whatever its white space and marks; nearly, word by word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.english.wording import Change, nearly, to_the_letter
from qa.english.written import Written
from tests.strategies import texts

ARTICLE = (
    "Rain fell for nine days. “The dike won’t hold,” the warden of Orrin said – and it broke on Monday…\n\n"
    "Some 2,350 people left the low town of Orrin before noon, and 14 of them came back for their oﬃce cat."
)


def standing(excerpt: str, text: str = ARTICLE) -> str | None:
    found = to_the_letter(Written.of(excerpt).trimmed(), Written.of(text))
    return found and text[found.start : found.end]


def changes(excerpt: str, text: str = ARTICLE) -> list[tuple[str, str]]:
    found = nearly(Written.of(excerpt), Written.of(text))
    assert found
    return [(excerpt[each.start : each.end], text[each.at : each.until]) for each in found.changes]


@pytest.mark.parametrize(
    "excerpt",
    [
        "the dike won't hold,\" the warden of Orrin said - and it broke on Monday...".replace("the", "The", 1),
        "The  dike won’t\nhold,” the warden",
        "«The dike won't hold,» the warden",
        "the war\u00adden of Orrin said—and it broke on Monday",
        "broke on Monday. . .".replace(". . .", "…") + " Some 2,350 people left",
        "came back for their office cat",
        '"14 of them came back"',
    ],
)
def test_marks_spaces_and_ligatures_do_not_count(excerpt: str) -> None:
    assert standing(excerpt)


@pytest.mark.parametrize(
    "excerpt",
    [
        "the dike won't hold, the warden",  # another letter
        "of Orrin said and it broke",  # without its dash
        "Some 2.350 people",
        "Some 2,35",  # a word cut
        "ome 2,350 people",
        "left the low town of Orrín",
        "",
        "…",
    ],
)
def test_every_other_character_counts(excerpt: str) -> None:
    assert standing(excerpt) is None


def test_the_next_place_is_found_behind_the_one_before() -> None:
    text = Written.of("No. It rained. Yes. It rained.")
    first = to_the_letter(Written.of("It rained"), text)
    assert first
    second = to_the_letter(Written.of("It rained"), text, first.end)
    assert second
    assert (first.start, second.start) == (4, 20)


@pytest.mark.parametrize(
    ("excerpt", "expected"),
    [
        ("Some 2,450 people left the low town of Orrin before noon", [("2,450", "2,350")]),
        ("Some 2,350 men left the town of Orrin before noon", [("men", "people"), ("", "low")]),
        ("some 2,350 people left the very low town of Orrin", [("some", "Some"), ("very", "")]),
        ("Over 2,350 people left the low town of Orrin before dusk", [("Over", "Some"), ("dusk", "noon")]),
    ],
)
def test_each_word_that_differs_is_told(excerpt: str, expected: list[tuple[str, str]]) -> None:
    assert changes(excerpt) == expected


def test_a_word_at_an_end_stands_for_none_of_another_sentence() -> None:
    assert changes(
        "Monday Some 2,350 people left the low town", "It broke on Sunday. Some 2,350 people left the low town."
    ) == [("Monday", "")]


def test_what_has_nothing_in_common_is_not_alike() -> None:
    assert nearly(Written.of("Apple growers picked fewer apples than last year"), Written.of(ARTICLE)) is None
    assert nearly(Written.of("rain"), Written.of(ARTICLE)) is None
    assert nearly(Written.of("rain fell"), Written.of("")) is None


def test_one_word_a_thousand_times_takes_no_time() -> None:
    assert nearly(Written.of("no no yes " * 900), Written.of("no no no yes " * 9000)) is None


@given(texts, st.data())
def test_a_stretch_of_any_text_stands_where_it_was_cut(text: str, data: st.DataObject) -> None:
    written = Written.of(text)
    if not written.keys:
        return
    first = data.draw(st.integers(0, len(written.keys) - 1))
    last = data.draw(st.integers(first, len(written.keys) - 1))
    start, end = written.spans[first][0], written.spans[last][1]
    cut = Written.of(text[start:end])
    if cut.keys != written.keys[first : last + 1]:
        return  # marks that are one with what stood before them
    found = to_the_letter(cut, written)
    assert found
    assert Written.of(text[found.start : found.end]).keys == cut.keys
    assert found.start <= start


@given(texts)
def test_the_words_and_marks_of_any_text_lie_in_order(text: str) -> None:
    written = Written.of(text)
    assert all(a < b for a, b in written.spans)
    assert all(one[1] <= other[0] for one, other in zip(written.spans, written.spans[1:], strict=False))
    assert all(written.keys)
    seen = {at for span in written.spans for at in range(*span)}
    assert all(
        text[at].isspace() or text[at] in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
        for at in range(len(text))
        if at not in seen
    )


WORDS = st.lists(
    st.sampled_from("rain fell on the low town dike broke 14 2,350 Orrin people don't left".split()),
    min_size=8,
    max_size=40,
)


@given(WORDS, st.randoms(use_true_random=False))
def test_what_is_told_to_differ_turns_one_text_into_the_other(words: list[str], chance: random.Random) -> None:
    article = " ".join(words) + "."
    pasted = list(words)
    for at in chance.sample(range(len(words)), 2):
        pasted[at] = chance.choice(["snow", pasted[at].upper(), ""])
    excerpt = " ".join(" ".join(pasted).split())
    found = nearly(Written.of(excerpt), Written.of(article))
    if found is None:
        return
    assert 0 < found.similarity <= 1
    assert 0 <= found.start < found.end <= len(article)
    assert found.changes == tuple(sorted(found.changes))
    end, made = 0, ""
    for change in found.changes:
        assert isinstance(change, Change)
        made += excerpt[end : change.start] + " " + article[change.at : change.until] + " "
        end = change.end
    made += excerpt[end:]
    assert made.split() == article[found.start : found.end].split()
