"""What is exported reads back as what was said, in Markdown and in JSON, whatever stands in the articles."""

from __future__ import annotations

import datetime
import doctest
import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.answer.citations import cite, compose
from qa.keep import literal
from qa.keep.export import FORMAT, VERSION, conversation_json
from qa.keep.markdown import conversation_markdown, turn_markdown
from qa.keep.shaping import answer_json, text_digest
from qa.keep.turns import FiltersJSON, OriginJSON, TurnJSON
from qa.types import Account, Answer, Document, Part, Sentence, Tally, TallyGroup, Window
from tests.strategies import invisible, texts

READER = MarkdownIt("gfm-like", {"linkify": False})
ORIGIN = OriginJSON(version="0.1.0", generation=7, model="all-MiniLM-L6-v2", built="2025-12-01T10:00:00+00:00")
ANYWHERE = FiltersJSON(since=None, until=None, sources=[])
NASTY = st.one_of(texts, st.text(alphabet="`*_{}[]()<>#|~!$&\\-+=.:/@\"' \n\r\t0123456789abcw\u202e\u2028é🎪"))

RAIN = Document("rain.txt", "Rain", "It rained. It poured.", "Post", datetime.date(2025, 12, 5), "https://a.example/1")
COPY = Document("copy.txt", "Copied", "They wrote it down: It rained.")


def turn(document: Document, spans: list[tuple[int, int]], *, filters: FiltersJSON = ANYWHERE) -> TurnJSON:
    citations = cite((document, Sentence(document.id, a, b, document.text[a:b])) for a, b in spans)
    copies = [()] * len(citations)
    answer = Answer("What fell?", compose(citations), "rain", True, 0.9, citations, ())
    return TurnJSON(
        asked="What *fell*?", at="2025-12-06T08:30:00", filters=filters, answer=answer_json(answer, copies), note=""
    )


def copied() -> TurnJSON:
    citations = cite([(RAIN, Sentence("rain.txt", 0, 10, "It rained."))])
    others = cite([(COPY, Sentence("copy.txt", 20, 30, "It rained."))])
    answer = Answer("What fell?", compose(citations), None, True, 0.9, citations, ())
    return TurnJSON(asked="?", at="", filters=ANYWHERE, answer=answer_json(answer, [others]), note="")


def noted() -> TurnJSON:
    return TurnJSON(asked="Why?", at="", filters=ANYWHERE, answer=None, note="Stopped.")


def several() -> TurnJSON:
    """Two questions at once, asked as a follow-up: the first has differing reports of last week, the second nothing."""
    citations = cite((RAIN, Sentence("rain.txt", a, b, RAIN.text[a:b])) for a, b in [(0, 10), (11, 21)])
    week = Window("last week", datetime.date(2025, 12, 1), datetime.date(2025, 12, 7))
    said = (Account("rain", (1,)), Account("a *downpour*", (2,)))
    first = Part("What fell?", compose(citations), "rain", True, 0.9, (1, 2), week, said)
    second = Part("What froze?", "Not in these articles.", None, False, 0.1, (), Window("latest", latest=True))
    text = f"{first.text} {second.text} ({second.question})"
    answer = Answer("What fell and froze?", text, None, True, 0.9, citations, (), parts=(first, second))
    turn = TurnJSON(asked="And that?", at="", filters=ANYWHERE, answer=answer_json(answer), note="")
    return turn | {"alone": True, "dates": False}


def shown(markdown: str) -> str:
    page = READER.render(markdown)
    assert set(re.findall(r"<(\w+)", page)) <= {"p", "br", "h1", "h2", "ol", "ul", "li", "em", "strong"}, page
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_an_answer_as_markdown() -> None:
    filters = FiltersJSON(since="2025-12-01", until="2025-12-24", sources=["Post", "Courier"])
    assert turn_markdown(turn(RAIN, [(0, 10), (11, 21)], filters=filters)) == (
        "*Asked 2025-12-06T08:30:00; only articles from 1 Dec 2025 to 24 Dec 2025 of Post, Courier*\n\n"
        "**rain**\n\n"
        "It rained. [1]  \n*Post, 5 Dec 2025*\n\n"
        "*It rained.*  \nIt poured. [2]  \n*Post, 5 Dec 2025*\n\n"
        "1. “It rained.”\n"
        "    - Rain, Post, 5 Dec 2025, https\\://a.example/1, rain.txt, characters 0 to 10\n"
        "2. “It poured.”\n"
        "    - Rain, Post, 5 Dec 2025, https\\://a.example/1, rain.txt, characters 11 to 21\n"
    )
    assert "    - also in Copied, copy.txt, characters 20 to 30\n" in turn_markdown(copied())


def test_who_speaks_is_exported() -> None:
    spoken = turn(RAIN, [(0, 10)])
    assert spoken["answer"] is not None
    spoken["answer"]["citations"][0]["speaker"] = "Ada Lund"
    assert "1. Ada Lund: “It rained.”\n" in turn_markdown(spoken)
    exported = conversation_json([spoken], ORIGIN, "")["turns"][0]["answer"]
    assert exported is not None
    assert exported["citations"][0]["speaker"] == "Ada Lund"
    del spoken["answer"]["citations"][0]["speaker"]  # as an earlier version kept it
    assert "1. “It rained.”\n" in turn_markdown(spoken)


def test_a_conversation_as_markdown() -> None:
    whole = conversation_markdown([turn(RAIN, [(0, 10)]), noted()], ORIGIN, "2025-12-07T09:00:00")
    page = READER.render(whole)
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["What *fell*?", "Why?"]
    assert re.findall(r"<li>\s*“(.*?)”", page) == ["It rained."]
    assert "generation 7" in page
    assert shown(whole).endswith("Why? Stopped.")


@given(NASTY.filter(lambda text: bool(text.strip())), st.data())
def test_hostile_articles_give_nothing_but_text(text: str, data: st.DataObject) -> None:
    document = Document(text, text, text, text, None, text)
    end = data.draw(st.integers(1, len(text)))
    asked = turn(document, [(0, end)], filters=FiltersJSON(since=text, until=None, sources=[text]))
    read = shown(conversation_markdown([asked | {"asked": text, "note": text}], ORIGIN, text))  # type: ignore[arg-type]
    words = " ".join(literal.visible(text).split())
    assert words in read
    cited = " ".join(literal.visible(text[:end]).split())
    assert (f"“{cited}”" in read) == bool(cited)


UNSEEN = st.text(alphabet="\x00\x01\x1f\x7f\u202e\u2066\ufeff \n\t", min_size=1)


@given(UNSEEN, UNSEEN)
def test_what_is_shown_as_nothing_leaves_no_marks(text: str, other: str) -> None:
    whole = several()
    answer = whole["answer"]
    assert answer is not None
    for part in answer["parts"]:
        part["question"] = part["short"] = text
        for account in part["accounts"]:
            account["value"] = other
    short = turn(Document(text, text, f"{text}.", text, None, text), [(0, len(text) + 1)])
    assert short["answer"] is not None
    short["answer"]["short"] = text
    asked = [whole | {"asked": text, "at": text}, short | {"asked": text}, noted() | {"note": text}]
    read = shown(conversation_markdown(asked, ORIGIN, text))  # type: ignore[arg-type]
    assert "*" not in read
    assert "_" not in read


@given(texts.filter(bool), st.data())
def test_json_holds_each_sentence_with_its_place(text: str, data: st.DataObject) -> None:
    document = Document("d", "Title", text)
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda s: s[0] < s[1]))
    )
    whole = conversation_json([turn(document, spans), noted()], ORIGIN, "now")
    back = json.loads(json.dumps(whole))
    assert back == whole
    assert (back["format"], back["version"], back["origin"]["generation"]) == (FORMAT, VERSION, 7)
    citations = back["turns"][0]["answer"]["citations"]
    assert [(c["start"], c["end"], c["text"]) for c in citations] == [(a, b, text[a:b]) for a, b in spans]
    assert back["documents"].keys() == ({"d"} if spans else set())
    assert all(c["sha256"] == text_digest(text) and c["document"] == "d" for c in citations)
    assert back["turns"][1] == noted()


@given(NASTY)
def test_readable_text_reads_back_as_itself(text: str) -> None:
    read = READER.render(literal.readable(text))
    assert set(re.findall(r"<(\w+)", read)) <= {"p"}
    assert html.unescape(re.sub(r"<[^>]+>", "", read)).split() == literal.visible(text).split()


def test_marks_inside_a_sentence_are_text() -> None:
    odd = Document("odd.txt", "Odd", "As [1] says. So does [2](x).")
    assert "As \\[1\\] says. [1]\n\nSo does \\[2\\](x). [2]\n" in turn_markdown(turn(odd, [(0, 12), (13, 28)]))


@pytest.mark.parametrize(
    "address", ["https://a.example", "HTTP://a.example", "www.a.example", "WWW.a.example", "a@b.c"]
)
def test_addresses_are_no_links(address: str) -> None:
    assert literal.readable(address) != address
    assert shown(literal.readable(address)) == address


def test_json_names_the_articles_once_with_their_facts() -> None:
    whole = conversation_json([turn(RAIN, [(0, 10), (11, 21)]), copied()], ORIGIN, "now")
    assert whole["documents"]["rain.txt"] == {
        "title": "Rain",
        "source": "Post",
        "date": "2025-12-05",
        "url": "https://a.example/1",
        "sha256": text_digest(RAIN.text),
    }
    assert list(whole["documents"]) == ["rain.txt", "copy.txt"]
    answer = whole["turns"][1]["answer"]
    assert answer
    place = {"document": "copy.txt", "sha256": text_digest(COPY.text), "start": 20, "end": 30}
    assert answer["citations"][0]["also"] == [place]


def test_an_article_that_changed_between_two_answers_keeps_both_digests() -> None:
    later = Document("rain.txt", "Rain!", "It rained. It snowed.")
    whole = conversation_json([turn(RAIN, [(0, 10)]), turn(later, [(0, 10)])], ORIGIN, "now")
    digests = [t["answer"]["citations"][0]["sha256"] for t in whole["turns"] if t["answer"]]
    assert digests == [text_digest(RAIN.text), text_digest(later.text)]
    assert whole["documents"]["rain.txt"]["title"] == "Rain!"


@pytest.mark.parametrize("module", [literal])
def test_the_examples_in_the_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_accounts_of_several_days_as_markdown() -> None:
    turn = several()
    told = turn["answer"]["parts"][0]["accounts"] if turn["answer"] else []
    for account, day in zip(told, ("2025-12-05", "2025-12-04"), strict=True):
        account["date"] = day
    assert "\n\n- 5 Dec 2025: **rain** [1]\n- 4 Dec 2025: **a \\*downpour\\*** [2]\n\n" in turn_markdown(turn)
    assert "Reports differ" not in turn_markdown(turn)


def test_several_questions_as_markdown() -> None:
    head = "*Searched for: What fell and froze?*\n\n"
    first = (
        "**What fell?**\n\n*from 1 Dec 2025 to 7 Dec 2025 (“last week”)*\n\n**rain**\n\n"
        "Reports differ:\n\n- **rain** [1]\n- **a \\*downpour\\*** [2]\n\n"
        "It rained. [1]  \n*Post, 5 Dec 2025*\n\n*It rained.*  \nIt poured. [2]  \n*Post, 5 Dec 2025*\n\n"
    )
    second = "**What froze?**\n\n*the newest first (“latest”)*\n\nNot in these articles.\n\n1. “It rained.”\n"
    assert turn_markdown(several()).startswith(head + first + second)


def test_json_tells_how_a_question_was_taken_and_where_reports_differ() -> None:
    (turn,) = conversation_json([several()], ORIGIN, "now")["turns"]
    assert (turn["alone"], turn["dates"]) == (True, False)
    answer, kept = turn["answer"], several()["answer"]
    assert answer
    assert kept
    assert [(part["question"], part["found"]) for part in answer["parts"]] == [
        ("What fell?", True),
        ("What froze?", False),
    ]
    assert answer["parts"] == kept["parts"]
    assert (answer["window"], answer["accounts"]) == (None, [])


def test_a_number_of_no_citation_is_left_out() -> None:
    turn = several()
    assert turn["answer"]
    turn["answer"]["parts"][0]["numbers"] = [7, 2]
    assert "\n\n*It rained.*  \nIt poured. [2]  \n*Post, 5 Dec 2025*\n\n**What froze?**" in turn_markdown(turn)


@given(NASTY.filter(lambda text: bool(text.strip())))
def test_hostile_parts_windows_and_accounts_give_nothing_but_text(text: str) -> None:
    turn = several()
    assert turn["answer"]
    turn["answer"]["question"] = text
    for part in turn["answer"]["parts"]:
        part.update(question=text, short=text)
        part["window"] = {"text": text, "since": text, "until": None, "latest": True, "held": part["found"]}
    turn["answer"]["parts"][0]["accounts"] = [{"value": text, "numbers": [1]}] * 2
    turn["answer"]["parts"][1]["text"] = text
    words = " ".join(literal.visible(text).split())
    assert shown(turn_markdown(turn)).count(words) >= 2


@given(invisible)
def test_nothing_stands_around_what_is_not_seen(text: str) -> None:
    filters = FiltersJSON(since=text, until=text, sources=[text])
    plain = turn(Document(text, text, text, text, None, text), [(0, len(text))], filters=filters)
    unseen = Window(text), (Account(text, (1,)), Account(text, ()))
    parts = (Part(text, text, text, True, 0.9, (1,), *unseen), Part(text, text, text, False, 0.1, (), *unseen))
    cited = cite([(Document(text, text, text), Sentence(text, 0, len(text), text))])
    told = Answer("Searched?", text, text, True, 0.9, cited, (), *unseen, parts)
    several = TurnJSON(asked=text, at=text, filters=filters, answer=answer_json(told, [cited]), note=text)
    whole = conversation_markdown(
        [plain | {"asked": text, "at": text}, several, noted() | {"note": text}], ORIGIN, text
    )  # type: ignore[list-item]
    page = READER.render(whole)
    assert not re.search(r"<(em|strong|h\d|li|p)[^>]*>\s*</\1>|<hr|\*|“\s*”|only articles", page), page
    assert literal.emphasis(literal.md(text)) == literal.strong(literal.line(text)) == ""


def counting(kept: int) -> TurnJSON:
    """A list of seven sentences, one of them undated, one near in meaning, of which a page kept so many."""
    gulls = Document("gulls.txt", "Gulls", "A. B. C. D. E. F. G.")
    citations = cite(
        (gulls, Sentence("gulls.txt", 3 * at, 3 * at + 2, gulls.text[3 * at : 3 * at + 2])) for at in range(7)
    )
    times = (TallyGroup("2025-03", (1, 2, 3)), TallyGroup("2025-04", (4, 5)))
    tally = Tally("list", "articles", "gulls", "Counted: all.", 6, 6, 6, near=(7,), times=times, undated=(6,))
    answer = Answer("Gulls?", compose(citations), "6 articles", True, 1.0, citations, (), tally=tally)
    told = answer_json(answer)
    told["citations"] = told["citations"][:kept]
    return TurnJSON(asked="Gulls?", at="", filters=ANYWHERE, answer=told, note="")


def test_an_export_says_how_many_sentences_it_lacks() -> None:
    assert "**4 of 7 sentences are listed here, 3 are left out.**" in turn_markdown(counting(4))
    assert "left out" not in turn_markdown(counting(7))
    short, whole = conversation_json([counting(4), counting(7)], ORIGIN, "now")["turns"]
    assert short["answer"]
    assert whole["answer"]
    assert short["answer"]["left_out"] == 3
    assert "left_out" not in whole["answer"]
