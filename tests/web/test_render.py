"""An answer as Markdown: read back by a CommonMark parser, which must find the text and nothing else."""

from __future__ import annotations

import doctest
import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.keep import literal
from qa.keep.schema import AccountJSON, AnswerJSON, CitationJSON, CopyJSON, DocumentJSON, HitJSON, PartJSON, WindowJSON
from qa.keep.shaping import answer_json
from qa.keep.turns import FiltersJSON
from qa.web.chat import render
from qa.web.chat.messages import note, waiting
from tests.strategies import invisible
from tests.web.articles import DOCUMENTS
from tests.web.fake import FakeAssistant

# Tables, strikethrough and bare links on top of CommonMark: what the chat understands too.
READER = MarkdownIt("gfm-like", {"linkify": False, "breaks": True})
NASTY = st.text(alphabet="`*_{}[]()<>#|~!$&\\-+=.:/@\"' \n\r\t0123456789abcw\u202e\u2028é字🎪")


def shown(markdown: str) -> str:
    """The text that a reader sees of `markdown`, which must not become anything but lines of text."""
    page = READER.render(markdown)
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "br"}, page
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def words(text: str) -> list[str]:
    return text.split()


def document(**facts: Any) -> DocumentJSON:
    plain = {"id": "d", "title": "A title", "source": None, "date": None, "url": None, "sha256": "0" * 64}
    return DocumentJSON(**{**plain, **facts})


def citation(number: int, text: str, **facts: Any) -> CitationJSON:
    return CitationJSON(number=number, document=document(**facts), start=3, end=3 + len(text), text=text, also=[])


def answer(
    text: str, *citations: CitationJSON, short: str | None = None, hits: list[HitJSON] | None = None
) -> AnswerJSON:
    return AnswerJSON(
        question="?",
        text=text,
        short=short,
        found=bool(citations),
        confidence=0.5,
        citations=list(citations),
        hits=hits or [],
    )


@given(st.one_of(st.text(), NASTY))
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    assert words(shown(literal.md(text))) == words(literal.visible(text))
    assert words(shown(literal.line(text))) == words(literal.visible(text))


@given(st.one_of(st.text(), NASTY))
def test_visible_text_loses_only_what_nobody_sees(text: str) -> None:
    seen = literal.visible(text)
    assert literal.visible(seen) == seen
    kept = [character for character in text if character.isalnum()]
    assert [character for character in seen if character.isalnum()] == kept


@pytest.mark.parametrize(
    "text",
    [
        "    indented code",
        "a\n\n    indented code",
        "# heading\n===",
        "1. one\n2) two\n- three\n+ four",
        "| a | b |\n|---|---|\n| c | d |",
        "https://evil.example www.evil.example a@evil.example <https://evil.example>",
        "![x](https://evil.example/x.png) [y](javascript:alert(1)) [z]: https://evil.example",
        "<img src=x onerror=alert(1)> &lt;b&gt; <!-- c --> <svg/onload=alert(1)>",
        "```\nfence\n``` ~~~ $$x$$ ~~gone~~",
    ],
)
def test_markup_stays_literal(text: str) -> None:
    assert words(shown(literal.md(text))) == words(text)


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(render).failed == 0


def test_a_line_is_cut_between_words() -> None:
    assert literal.line("one two, three", 10) == "one two…"
    assert literal.line("one two", 10) == "one two"


def test_an_instruction_keeps_its_commands() -> None:
    assert render.instruction("no index: run `python x.py A_B` now") == "No index\\: run `python x.py A_B` now"
    assert render.instruction("one ` alone <b>") == "One \\` alone \\<b\\>"


@pytest.mark.parametrize(("date", "text"), [("2025-12-05", "5 Dec 2025"), (None, ""), ("spring", "spring")])
def test_days(date: str | None, text: str) -> None:
    assert literal.day(date) == text


def links(markdown: str) -> list[tuple[str, str]]:
    """(text, target) of every link of the message, as a reader finds them."""
    page = READER.render(markdown)
    return [(text, html.unescape(target)) for target, text in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', page)]


def test_marks_become_links_to_the_sentence() -> None:
    one = citation(1, "It rained.", id="a/b & c?", title='The "wet" [day]')
    two = citation(2, "It snowed.", source="Gazette", date="2025-12-05")
    parts = render.split(answer("It rained. [1] It snowed. [2][1]", one, two))
    assert [links(part) for part in parts] == [
        [("1", "?doc=a%2Fb+%26+c%3F&s=3-13&t=It+rained.")],
        [("2", "?doc=d&s=3-13&t=It+snowed."), ("1", "?doc=a%2Fb+%26+c%3F&s=3-13&t=It+rained.")],
    ]
    target = parse_qs(urlsplit(links(parts[0])[0][1]).query)
    assert target == {"doc": ["a/b & c?"], "s": ["3-13"], "t": ["It rained."]}
    assert parts[1].startswith("It snowed\\.\u2060[2](")


def test_who_speaks_stands_before_the_sentence_that_does_not_say_it() -> None:
    one, two = citation(1, "It rained."), citation(2, "O’Dea: It snowed.")
    one["speaker"] = two["speaker"] = "O’Dea"
    parts = render.split(answer("It rained. [1] O’Dea: It snowed. [2]", one, two))
    assert READER.render(parts[0]).startswith("<p><em>O’Dea:</em> It rained.")
    assert parts[0].startswith("*O’Dea:* It rained\\.\u2060[1](")
    assert parts[1].startswith("O’Dea\\: It snowed\\.\u2060[2](")


@given(NASTY.filter(str.strip))
def test_any_speaker_is_literal_text(name: str) -> None:
    one = citation(1, "rained")
    one["speaker"] = name
    page = READER.render(render.split(answer("rained [1]", one))[0])
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "br", "em", "a"}


def test_marks_inside_a_cited_sentence_are_text() -> None:
    parts = render.split(
        answer("As [1] says. [2] [1]", citation(1, "[1]", id="one"), citation(2, "As [1] says.", id="two"))
    )
    assert len(parts) == 1
    assert [text for text, _ in links(parts[0])] == ["2", "1"]
    assert "As \\[1\\] says\\." in parts[0]


def test_unknown_marks_and_text_without_a_mark_are_shown() -> None:
    parts = render.split(answer("Before [7] it rained. [1] After", citation(1, "It rained.")))
    assert len(parts) == 2
    assert parts[0].startswith("Before \\[7\\] it rained\\.")
    assert parts[1] == "After"


def test_a_message_has_short_answer_sentences_and_one_row_per_article() -> None:
    one = citation(1, "It rained.", id="a", title="Rain", source="Gazette", date="2025-12-05")
    two = citation(2, "It snowed.", id="b", title="")
    three = citation(3, "It hailed.", id="a", title="Rain", source="Gazette", date="2025-12-05")
    whole = answer("It rained. [1] It snowed. [2] It hailed. [3]", one, two, three, short="rain *and* snow")
    page = READER.render(render.message(whole))
    assert "<p><strong>rain *and* snow</strong></p>" in page
    rows = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", row) for row in rows] == ["Rain Gazette · 5 Dec 2025 13", "b 2"]

    begun = render.message(whole, 1)
    assert "It snowed" not in begun
    assert "- " not in begun


def test_not_found_names_the_closest_passages_and_cites_nothing() -> None:
    hits = [
        HitJSON(document=document(title=f"T{n}"), start=n, end=n + 4, text=f"P{n} " + "long " * 99, score=1.0)
        for n in range(5)
    ]
    page = READER.render(render.message(answer("Not in these articles.", hits=hits)))
    assert page.startswith("<p>Not in these articles.</p>\n<h2>Closest passages</h2>\n<ol>")
    assert page.count("<li>") == render.PASSAGES_SHOWN
    assert [text for text, _ in links(render.message(answer("No.", hits=hits)))] == ["T0", "T1", "T2"]
    assert len(page) < 3000
    headed = HitJSON(document=document(title=" \u202e"), start=0, end=9, text="## Prices ##\nCheap.", score=1.0)
    assert READER.render(render.message(answer("No.", hits=[headed]))).endswith(
        ">d</a> <br>Prices Cheap.</li>\n</ol>\n"
    )
    assert render.message(answer("Ask a question.")) == "Ask a question\\."


@given(st.one_of(st.text(min_size=1), NASTY.filter(bool)))
def test_hostile_documents_give_nothing_but_marks(text: str) -> None:
    cited = citation(1, text, title=text, source=text, id=text, date=None)
    page = READER.render(render.message(answer(f"{text} [1]", cited, short=text)))
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "br", "a", "ul", "li", "strong", "em"}, page
    assert all(target.startswith("?doc=") for target in re.findall(r'href="([^"]*)"', page))


def test_every_citation_of_a_real_answer_points_at_its_sentence(tmp_path: Any) -> None:
    given_answer = answer_json(FakeAssistant(tmp_path).ask("What did the Zorblatt festival open with on Monday?"))
    for _, target in links(render.message(given_answer)):
        query = parse_qs(urlsplit(target).query)
        start, end = map(int, query["s"][0].split("-"))
        assert DOCUMENTS[query["doc"][0]].text[start:end].startswith(query["t"][0])


def window(text: str, *, held: bool = True) -> WindowJSON:
    return WindowJSON(text=text, since="2025-12-01", until="2025-12-07", latest=False, held=held)


def part(question: str, text: str, *numbers: int, **told: Any) -> PartJSON:
    plain = {"short": None, "found": bool(numbers), "confidence": 0.5, "window": None, "accounts": []}
    return PartJSON(**{"question": question, "text": text, "numbers": list(numbers), **plain, **told})


def test_reports_that_differ_are_dated_by_their_newest() -> None:
    one = citation(1, "It cost 5.", id="a", source="Post", date="2025-11-18")
    two = citation(2, "It cost 5.", id="b", source="Courier", date="2025-12-20")
    three = citation(3, "It cost 6.", id="c", source="Gazette")
    told = answer("It cost 5. [1] It cost 5. [2] It cost 6. [3]", one, two, three)
    told["accounts"] = [AccountJSON(value="5", numbers=[1, 2]), AccountJSON(value="6 | 7", numbers=[3])]
    page = READER.render(render.message(told))
    rows = [re.sub(r"<[^>]+>", "", row).split("\n") for row in re.findall(r"<tr>\n(.*?)\n</tr>", page, re.DOTALL)]
    assert rows == [
        ["Reports differ", "said by"],
        ["5 12", "2 reports, the newest: Courier · 20 Dec 2025"],
        ["6 | 7 3", "Gazette"],
    ]


def test_accounts_of_several_days_are_told_by_their_days() -> None:
    one = citation(1, "It cost 6.", id="a", source="Post", date="2025-03-09")
    two = citation(2, "It cost 5.", id="b", date="2025-03-02")
    told = answer("It cost 6. [1] It cost 5. [2]", one, two)
    told["accounts"] = [
        AccountJSON(value="6", numbers=[1], date="2025-03-09"),
        AccountJSON(value="5 | *x*", numbers=[2], date="2025-03-02"),
    ]
    page = READER.render(render.message(told))
    rows = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)
    lines = [re.sub(r"<[^>]+>", "", row) for row in rows]
    assert lines[:2] == ["9 Mar 2025: 6 1 Post", "2 Mar 2025: 5 | *x* 2"]
    assert "Reports differ" not in page
    told["accounts"][1]["date"] = "2025-03-09"  # of one day: they differ
    assert "Reports differ" in READER.render(render.message(told))


def test_what_was_searched_and_when_can_be_taken_back() -> None:
    told = answer("It rained. [1]", citation(1, "It rained."))
    told["question"] = "When did it rain in Marlow?"
    told["window"] = window("last week")
    ways = [target for _, target in links(render.message(told, asked="And when was that?")) if "as=" in target]
    assert ways == ["?as=typed", "?as=anytime"]
    assert "Searched for" not in render.message(told, asked="when did it rain in MARLOW")
    told["window"] = window("last week", held=False)
    assert "?as=anytime" not in render.message(told)


def test_each_question_has_its_answer_and_the_filters_are_told() -> None:
    told = answer("", citation(1, "It rained."))
    told["parts"] = [part("What fell?", "It rained. [1]", 1), part("What froze?", "Not in these articles.")]
    page = READER.render(render.message(told, filters={"since": "2025-12-01", "until": None, "sources": []}))
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["What fell?", "What froze?"]
    assert "<p>Not in these articles.</p>" in page
    assert page.rstrip().endswith("<p><em>Only articles from 1 Dec 2025</em></p>")


@given(st.one_of(st.text(min_size=1), NASTY.filter(bool)))
def test_hostile_accounts_windows_and_parts_give_nothing_but_text(text: str) -> None:
    cited = citation(1, text, title=text, source=text, id=text, date=text)
    differ = [AccountJSON(value=text, numbers=[1]), AccountJSON(value="none", numbers=[2])]
    told = answer(f"{text} [1]", cited, short=text)
    told.update(question=text, window=window(text), accounts=differ)
    several = answer("", cited)
    several.update(question=text, window=None, accounts=[])
    several["parts"] = [part(text, text, 1, accounts=differ, window=window(text)), part(text, text)]
    ours = {"p", "br", "a", "ul", "li", "strong", "em", "h3", "table", "thead", "tbody", "tr", "th", "td"}
    for each in (told, several):
        page = READER.render(render.message(each, asked="What?"))
        assert set(re.findall(r"<(\w+)", page)) <= ours, page
        assert len(re.findall("<tr>", page)) == 3
        assert len(re.findall("<t[hd]>", page)) == 6
        assert all(target.startswith(("?doc=", "?as=")) for target in re.findall(r'href="([^"]*)"', page))


@given(invisible)
def test_nothing_stands_around_what_is_not_seen(text: str) -> None:
    cited = citation(1, text, title=text, source=text, id="d", date=text)
    cited["also"] = [CopyJSON(document=document(title=text, id=text, source=text), start=0, end=1)]
    differ = [AccountJSON(value=text, numbers=[1]), AccountJSON(value="5", numbers=[])]
    told = answer(f"{text} [1]", cited, short=text)
    told.update(question=text, window=window(text), accounts=differ)
    several = answer("", cited)
    several.update(question="Searched?", window=window(text, held=False), accounts=[])
    several["parts"] = [part(text, text, 1, accounts=differ, window=window(text)), part(text, text)]
    none = answer(text, hits=[HitJSON(document=document(title=text), start=0, end=1, text=text, score=1.0)])
    filters = FiltersJSON(since=text, until=text, sources=[text])
    for each in (told, several, none):
        page = READER.render(render.message(each, None, filters, "What?"))
        assert not re.search(r"<(em|strong|h\d|li|a|p|blockquote)[^>]*>\s*</\1>|<hr|\*|“\s*”|Only articles", page), page
        assert re.findall("<td>(.*?)</td>", page).count("") <= 2  # of a value that nothing cited says
    assert note(text) == ""
    assert waiting(text) == ""
