"""How a pasted text stands in an article, in words, in Markdown to keep, and on the page."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.answer.citations import cite, compose
from qa.keep.export import conversation_json
from qa.keep.markdown import turn_markdown
from qa.keep.schema import AlterationJSON, StandingJSON
from qa.keep.shaping import answer_json
from qa.keep.standing import CHARACTERS, MOST_TOLD, differences, headline, manner, marked
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON
from qa.types import Alteration, Answer, Document, Origin, Sentence
from qa.web.chat import render

PAGE = MarkdownIt("gfm-like", {"linkify": False, "breaks": True})
ANYWHERE = FiltersJSON(since=None, until=None, sources=[])
ORIGIN = OriginJSON(version="0.1.0", generation=7, model="all-MiniLM-L6-v2", built="2025-12-01T10:00:00+00:00")
NASTY = st.text(
    alphabet="`*_{}[]()<>#|~!$&\\-+=.:/@\"' \n0123456789abcw\u202e\u2028é字🎪\ue000", min_size=1, max_size=12
)


def altered(text: str, there: str, at: int = 0) -> AlterationJSON:
    return AlterationJSON(start=0, end=len(text), text=text, at=at, until=at + len(there), there=there)


def standing(*changes: AlterationJSON, exact: bool = False) -> StandingJSON:
    return StandingJSON(exact=exact, similarity=0.9, altered=list(changes))


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (standing(exact=True), "to the letter"),
        (standing(), "nearly: only marks differ"),
        (standing(altered("THE", "The")), "nearly: only capitals differ"),
        (standing(altered("5.3", "5.2")), "nearly: 1 word differs"),
        (standing(altered("seven men", "five"), altered("", "not")), "nearly: 3 words differ"),
    ],
)
def test_the_manner(origin: StandingJSON, said: str) -> None:
    assert manner(origin) == said


def test_the_headline() -> None:
    assert headline([True], 1) == "To the letter in one article"
    assert headline([True, False], 2) == "Nearly in 2 articles, the earliest first"


def test_what_differs_is_told_up_to_a_bound() -> None:
    told = standing(altered("seven", "five"), altered("big", ""), altered("", "not"))
    assert differences(told, str.upper) == "“SEVEN” for “FIVE”; “BIG” added; “NOT” left out"
    many = differences(standing(*[altered("a" * 500, "b")] * 40), str)
    assert many.endswith(f"; {40 - MOST_TOLD} more")
    assert len(many) < MOST_TOLD * (CHARACTERS + 20)


def answered(before: str, there: str, pasted: str) -> Answer:
    """An answer to a pasted text in which one word stands otherwise."""
    text = f"He wrote {before} {there} down."
    document = Document("d", "A title", text)
    at = len(f"He wrote {before} ")
    question = f"He wrote {before} {pasted} down."
    change = Alteration(at, at + len(pasted), pasted, at, at + len(there), there)
    citations = cite([(document, Sentence("d", 0, len(text), text))])
    return Answer(
        question, compose(citations), None, True, 0.9, citations, (), origins=(Origin(False, 0.9, (change,)),)
    )


def test_both_wordings_are_marked_on_the_page() -> None:
    page = PAGE.render(render.message(answer_json(answered("of", "five ships", "seven ships"))))
    assert "<strong>Nearly in one article</strong>" in page
    assert "He wrote of <strong>five ships</strong> down." in page
    assert "<em>Nearly: 2 words differ.</em> “<strong>seven ships</strong>” for “<strong>five ships</strong>”" in page
    assert "confidence" not in page


def test_they_are_kept() -> None:
    answer = answer_json(answered("of", "five", "seven"))
    turn = TurnJSON(asked=answer["question"], at="", filters=ANYWHERE, answer=answer, note="")
    kept = turn_markdown(turn)
    assert "**Nearly in one article**" in kept
    assert "    - nearly: 1 word differs: “**seven**” for “**five**”" in kept
    exported = json.loads(json.dumps(conversation_json([turn], ORIGIN, "2025-12-06")))
    assert exported["turns"][0]["answer"]["origins"] == answer["origins"]


@given(NASTY, NASTY, NASTY)
def test_hostile_words_stay_text(before: str, there: str, pasted: str) -> None:
    answer = answer_json(answered(before, there, pasted))
    page = PAGE.render(render.message(answer))
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "br", "strong", "em", "a", "ul", "li"}
    shown = html.unescape(re.sub(r"<[^>]+>", "", page))
    for character in set(there + before) - set(" \n\u202e\u2028\ue000"):
        assert character in shown
    turn = TurnJSON(asked="?", at="", filters=ANYWHERE, answer=answer, note="")
    assert set(re.findall(r"<(\w+)", PAGE.render(turn_markdown(turn)))) <= {"p", "br", "strong", "em", "ol", "ul", "li"}


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-5, 30), st.integers(-5, 30)), max_size=5))
def test_any_numbers_from_a_browser_lose_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    changes = [AlterationJSON(start=0, end=0, text="x", at=a, until=b, there="y") for a, b in spans]
    assert "".join(part for part, _ in marked(text, 0, standing(*changes))) == text
