"""Quotations to take along: the programs that read such files read what was quoted, whatever stands in it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import warnings
from collections.abc import Sequence

import bibtexparser
import docx
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.errors import QuoteGone
from qa.keep import references
from qa.keep.references import FORMS, Quote, QuotedAt, quotes, standing, written
from qa.keep.references.articles import by_article, one_line
from qa.keep.references.bibtex import _ESCAPES
from qa.types import Citation, Document
from tests.hostile import HOSTILE
from tests.strategies import texts

BRIDGE = Document(
    "2025/bridge.txt",
    "The Bridge of Åsvik: 100% “open”, it says",
    "The bridge opened on Monday.\nIt cost 14 million & 5_000 crowns {in all}. Nobody spoke.",
    source="Åsvik & District Herald",
    date=datetime.date(2025, 11, 3),
    url="https://herald.example/a%20bridge?id={7}&x=#top",
)
FERRY = Document("ferry.txt", "The ferry", "The ferry goes on. =SUM(1) is written on it.")
FIND = {document.id: document for document in (BRIDGE, FERRY)}.__getitem__


def place(document: Document, text: str, note: str = "") -> QuotedAt:
    start = document.text.index(text)
    return QuotedAt(document.id, start, start + len(text), text, note)


PLACES = [
    place(BRIDGE, "It cost 14 million & 5_000 crowns {in all}.", "Check this:\n50% of it?"),
    place(FERRY, "=SUM(1) is written on it."),
    place(BRIDGE, "The bridge opened on Monday.\nIt cost"),
]
QUOTES = quotes(FIND, PLACES)
SAID = [
    "“The bridge opened on Monday. It cost” (2025/bridge.txt, characters 0 to 36)",
    "“It cost 14 million & 5_000 crowns {in all}.” (2025/bridge.txt, characters 29 to 72) Check this: 50% of it?",
]
FERRY_SAID = "“=SUM(1) is written on it.” (ferry.txt, characters 19 to 44)"


def entries(data: bytes) -> list[dict[str, str]]:
    """The entries of a BibTeX file as bibtexparser reads them, without their LaTeX."""
    library = bibtexparser.parse_string(data.decode())
    assert library.failed_blocks == []
    unescaped = {escape: char for char, escape in _ESCAPES.items()}
    pattern = re.compile("|".join(map(re.escape, sorted(unescaped, key=len, reverse=True))))

    def plain(name: str, value: str) -> str:
        value = value.removeprefix("{").removesuffix("}") if name == "title" else value
        return pattern.sub(lambda found: unescaped[found[0]], value)

    return [
        {"key": entry.key, "type": entry.entry_type}
        | {name: plain(name, str(field.value)) for name, field in entry.fields_dict.items()}
        for entry in library.entries
    ]


def test_ris_is_read_by_rispy() -> None:
    bridge, ferry = rispy.loads(written(QUOTES, "ris").decode())
    assert bridge == {
        "type_of_reference": "NEWS",
        "id": "asvikdistrictherald2025bridge",
        "title": BRIDGE.title,
        "secondary_title": BRIDGE.source,
        "year": "2025",
        "date": "2025/11/03/",
        "urls": [BRIDGE.url],
        "notes": SAID,
    }
    assert ferry == {"type_of_reference": "GEN", "id": "ferry", "title": "The ferry", "notes": [FERRY_SAID]}


def test_bibtex_is_read_by_bibtexparser() -> None:
    bridge, ferry = entries(written(QUOTES, "bibtex"))
    assert bridge == {
        "key": "asvikdistrictherald2025bridge",
        "type": "article",
        "title": BRIDGE.title,
        "journal": BRIDGE.source,
        "year": "2025",
        "month": "nov",
        "day": "3",
        "url": "https://herald.example/a%20bridge?id=%7B7%7D&x=#top",
        "annote": "; ".join(SAID),
    }
    assert ferry == {"key": "ferry", "type": "misc", "title": "The ferry", "annote": FERRY_SAID}


def test_csl_is_read_by_citeproc() -> None:
    items = json.loads(written(QUOTES, "csl"))
    assert items[0]["annote"].split("\n") == SAID
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own
        from citeproc import Citation as Cited
        from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Cited([CitationItem(item["id"])]))
        printed = " ".join(map(str, bibliography.bibliography()))
    for told in ("The Bridge of Åsvik", "Åsvik & District Herald", "2025", "The ferry"):
        assert told in printed


def test_docx_is_read_by_python_docx() -> None:
    paragraphs = docx.Document(io.BytesIO(written(QUOTES, "docx"))).paragraphs
    assert [p.text for p in paragraphs if p.style.name == "Quote"] == [
        PLACES[2].text,
        PLACES[0].text,
        PLACES[1].text,
    ]
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"] == [BRIDGE.title, FERRY.title]
    told = [p.text for p in paragraphs]
    assert "Check this:\n50% of it?" in told
    assert "characters 29 to 72" in told
    assert f"{BRIDGE.source}, 3 Nov 2025, {BRIDGE.url}, {BRIDGE.id}" in told


def test_csv_has_a_row_each_and_runs_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(written(QUOTES, "csv").decode("utf-8-sig"), newline="")))
    assert [row["quotation"] for row in rows] == [PLACES[0].text, f"'{PLACES[1].text}", PLACES[2].text]
    for row, one in zip(rows, PLACES, strict=True):
        assert (row["document"], int(row["start"]), int(row["end"])) == (one.document, one.start, one.end)
        assert row["note"] == one.note
    assert (rows[0]["source"], rows[0]["date"], rows[0]["url"]) == (BRIDGE.source, "2025-11-03", BRIDGE.url)


def test_markdown_shows_what_was_quoted() -> None:
    shown = MarkdownIt("commonmark").render(written(QUOTES, "markdown").decode())
    plain = re.sub(r"<[^>]+>", "", shown).replace("&amp;", "&").replace("&quot;", '"')
    for one in PLACES:
        assert " ".join(one.text.split()) in plain
        assert f"characters {one.start} to {one.end}" in plain
    assert shown.count("<blockquote>") == 3


def test_what_does_not_stand_there_is_refused_by_number() -> None:
    moved = QuotedAt(FERRY.id, 1, 10, "The ferry")
    gone = QuotedAt("no\n such", 0, 3, "The")
    assert standing(FIND, [*PLACES, moved, gone]) == [True, True, True, False, False]
    with pytest.raises(QuoteGone, match=r"quotation 2 does not stand in 'ferry\.txt' at 1 to 10"):
        quotes(FIND, [PLACES[0], moved])
    with pytest.raises(QuoteGone, match=r"^[ -~\ufffd]+$"):
        quotes(FIND, [gone])
    for start, end in ((-1, 3), (0, 0), (3, 2), (0, 10**9)):
        assert standing(FIND, [QuotedAt(FERRY.id, start, end, FERRY.text[start:end])]) == [False]


def test_keys_of_alike_articles_differ() -> None:
    alike = [Document(f"{n}.txt", "The ferry", "It goes.") for n in range(3)] + [Document("x", "ferry-2", "It goes.")]
    made = [Quote(Citation(n, document, 0, 8, "It goes.")) for n, document in enumerate(alike, 1)]
    keys = [key for key, *_ in by_article(made)]
    assert len(set(keys)) == 4
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)


def one_of(title: str, source: str, text: str, note: str) -> Sequence[Quote]:
    document = Document("d.txt", title, text, source=source or None, date=datetime.date(2024, 1, 31))
    return [Quote(Citation(1, document, 0, len(text), text), note)]


nasty = st.one_of(
    texts, st.sampled_from(sorted(HOSTILE.values())), st.text(alphabet="{}\\@%$&#_^~\"',= \nab", max_size=20)
)


@given(nasty, nasty, nasty.filter(len), nasty)
def test_whatever_is_quoted_comes_back(title: str, source: str, text: str, note: str) -> None:
    made = one_of(title, source, text, note)
    said = " ".join(filter(None, [f"“{one_line(text)}” (d.txt, characters 0 to {len(text)})", one_line(note)]))
    (entry,) = entries(written(made, "bibtex"))
    assert (entry["annote"], entry.get("journal", "")) == (said, one_line(source))
    (item,) = json.loads(written(made, "csl"))
    assert (item["annote"], item["title"]) == (said, one_line(title))
    (row,) = csv.DictReader(io.StringIO(written(made, "csv").decode("utf-8-sig"), newline=""))
    assert row["quotation"].removeprefix("'") == text.removeprefix("'")
    for line in written(made, "ris").decode().removesuffix("\r\n").split("\r\n"):
        assert line == "" or re.match("[A-Z][A-Z0-9]  - ", line)
    (entry,) = rispy.loads(written(made, "ris").decode(), newline="\r\n")
    assert " ".join(entry["notes"][0].split()) == " ".join(said.split())
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written(made, "markdown").decode())
    kinds = {inner.type for token in tokens for inner in (token, *(token.children or ()))}
    assert kinds.isdisjoint({"html_block", "html_inline", "image", "link_open", "fence", "code_block", "table_open"})
    assert sum(token.type == "blockquote_open" for token in tokens) == 1


@given(nasty, nasty.filter(len), nasty)
def test_word_takes_whatever_is_quoted(title: str, text: str, note: str) -> None:
    paragraphs = docx.Document(io.BytesIO(written(one_of(title, "", text, note), "docx"))).paragraphs
    assert sum(p.style.name == "Quote" for p in paragraphs) == 1


def test_every_form_is_known() -> None:
    assert set(FORMS) == set(references.Form.__args__)  # type: ignore[attr-defined]
