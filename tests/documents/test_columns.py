"""Tables as the usual tools write them: what holds what, by its name; what holds nothing; dates by their column."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable

import pytest

from qa.documents.columns import MOST, NAMES, chosen, frozen, normal
from qa.types import Document, Note, Skipped

Load = Callable[..., list[Document | Skipped | Note]]
DAY = datetime.date(2025, 12, 5)
WANTED = Document(
    "", "Quay rebuilt", "The quay of Sund costs 18 million.", "Vale Gazette", DAY, "https://vale.example/q"
)


@pytest.mark.parametrize(
    "header",
    [
        "text,title,date,source,url",
        "content,headline,published_at,publisher,link",
        "Body,Heading,Published At,Outlet,URL",
        "maintext,title,date_publish,source_domain,url",
        "Article Text,HEADLINE,publication-date,newspaper,Article URL",
        "full_text,articleTitle,pubDate,feed,permalink",
        "article,head,created_utc,site_name,web-url",
        "description,title,publishedAt,Source Name,url",
        "summary,title,published,Publication,href",
    ],
)
def test_the_names_that_tools_write(load: Load, header: str) -> None:
    document, *notes = load(
        "a.csv",
        f'{header}\n{WANTED.text},{WANTED.title},"Fri, 05 Dec 2025 10:00:00 GMT",{WANTED.source},{WANTED.url}\n',
    )
    assert document == dataclasses.replace(WANTED, id="a.csv#1")
    lesser = header.startswith(("description", "summary"))
    assert [type(note) for note in notes] == [Note] * lesser


def test_every_name_is_written_as_names_are_compared() -> None:
    assert all(normal(name) == name for names in NAMES.values() for name in names)


def test_a_better_name_goes_first_and_an_empty_cell_gives_way(load: Load) -> None:
    rows = [
        {"description": "Short.", "content": "Long.", "headline": "H", "title": "T"},
        {"description": "Short.", "content": None, "headline": "H", "title": "nan"},
        {"description": "[removed]", "content": "", "headline": "H"},
    ]
    found = load("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert [(item.title, item.text) for item in found[:2] if isinstance(item, Document)] == [
        ("T", "Long."),
        ("H", "Short."),
    ]
    assert found[2:] == [
        Skipped("a.jsonl", "no article in 1 row (3): nothing 1"),
        Note("a.jsonl", "articles with no text but their description, which is read: 1"),
    ]


def test_what_is_told_goes_before_all_names(load: Load) -> None:
    columns = {"text": "body of report", "id": "Key"}
    (item,) = load("a.csv", "text,Body of Report,key\nno,The report.,k7\n", columns)
    assert isinstance(item, Document)
    assert (item.id, item.text) == ("k7", "The report.")
    (item,) = load("b.csv", "text,id\nBy its name.,1\n", columns)  # a file without such a column
    assert isinstance(item, Document)
    assert (item.id, item.text) == ("1", "By its name.")
    assert chosen(("text", "content"), frozen({"text": "content"}))["text"] == ("content",)


def test_without_a_text_column_those_that_there_are_are_named(load: Load) -> None:
    (item,) = load("a.csv", "publish_date,label\n20251205,x\n")
    assert item == Skipped(
        "a.csv",
        "no column named text, content or the like among: publish_date, label; say which it is with --column text=NAME",
    )
    (item,) = load("a.jsonl", '{"label": "x"}\n' * 3)
    assert isinstance(item, Skipped)
    assert item.reason.startswith("not one of its 3 rows is an article; row 1: no field named text")


@pytest.mark.parametrize("nothing", "nan NaN None null - — N/A NA [removed] [deleted] #N/A \\N".split())
def test_cells_that_stand_for_nothing(load: Load, nothing: str) -> None:
    found = load(
        "a.csv", f"title,text,source,date\n{nothing},One.,{nothing},{nothing}\nB,{nothing},x,\nC, {nothing} ,x,\n"
    )
    assert found == [
        Document("a.csv#1", "One.", "One."),
        Skipped("a.csv", f"no article in 2 rows (2, 3): “{nothing}” 2"),
    ]


def test_words_that_only_begin_so_are_articles(load: Load) -> None:
    texts = ["None of them came.", "Nan bakes.", "- a list", "Null and void."]
    assert [item.text for item in load("a.csv", "text\n" + "\n".join(texts))] == texts


def test_one_row_decides_about_day_and_month(load: Load) -> None:
    rows = [("a", "02/03/2021"), ("b", "16/02/2021 09:30"), ("c", "04/05/2021")]
    found = load("a.csv", "id,text,date\n" + "".join(f"{id},Words of {id}.,{date}\n" for id, date in rows))
    assert [item.date for item in found if isinstance(item, Document)] == [
        datetime.date(2021, 3, 2),
        datetime.date(2021, 2, 16),
        datetime.date(2021, 5, 4),
    ]
    found = load("a.jsonl", "".join(json.dumps({"text": "A.", "date": d}) + "\n" for d in ("02/03/2021", "02/16/2021")))
    assert [item.date for item in found if isinstance(item, Document)] == [
        datetime.date(2021, 2, 3),
        datetime.date(2021, 2, 16),
    ]


@pytest.mark.parametrize("last", ["05/06/2021", "16/02/2021\nWords.,02/16/2021"])
def test_where_no_row_decides_there_is_no_date_and_the_report_says_so(load: Load, last: str) -> None:
    found = load("a.csv", f"text,date\nWords.,02/03/2021\nWords.,{last}\n")
    assert isinstance(found[0], Document)
    assert found[0].date is None
    note = found[-1]
    assert isinstance(note, Note)
    assert "'02/03/2021' in row 1 can be read in two ways" in note.text


def test_the_source_of_an_address_is_its_site(load: Load) -> None:
    (item,) = load("a.csv", "text,source_url\nWords.,https://www.vale.example/news?a=1&amp;b=2\n")
    assert isinstance(item, Document)
    assert (item.source, item.url) == ("vale.example", "https://www.vale.example/news?a=1&b=2")


def test_columns_without_number_are_refused(load: Load) -> None:
    assert load("a.csv", "text" + ",x" * MOST + "\nWords.\n") == [Skipped("a.csv", "more than 20,000 columns")]
    wide = {"text": "Words.", **{f"x{number}": number for number in range(MOST)}}
    assert load("a.jsonl", json.dumps(wide)) == [Skipped("a.jsonl#1", "more than 20,000 fields")]
    assert load("a.jsonl", json.dumps({"text": "Words.", "more": wide})) == [
        Skipped("a.jsonl#1", "more than 20,000 fields")
    ]


@pytest.mark.parametrize(
    ("header", "date"),
    [
        ("Titel;Text;Datum;Quelle;Link", "05.12.2025"),
        ("Überschrift;Inhalt;Veröffentlicht am;Zeitung;Webadresse", "05.12.2025 10:30"),
        ("titre;contenu;date de publication;éditeur;lien", "05/12/2025"),
        ("título;contenido;fecha de publicación;periódico;enlace", "05/12/2025"),
    ],
)
def test_the_names_of_german_french_and_spanish_tables(load: Load, header: str, date: str) -> None:
    (document,) = load("a.csv", f"{header}\n{WANTED.title};{WANTED.text};{date};{WANTED.source};{WANTED.url}\n")
    assert document == dataclasses.replace(WANTED, id="a.csv#1")


def test_other_rows_tell_more_of_the_order_than_the_language_of_a_name(load: Load) -> None:
    first, _ = load("a.csv", "datum,text\n12/05/2025,The mill.\n12/25/2025,The quay.\n")
    assert isinstance(first, Document)
    assert first.date == DAY


class TestNumbersOfSpreadsheets:
    @pytest.mark.parametrize("written", ["45996", "45996.4375", " 45996 ", "45996,5"])
    def test_a_column_of_them_is_read(self, load: Load, written: str) -> None:
        found = load("a.tsv", f"Date\ttext\n{written}\tThe mill.\n\tThe quay.\n29221\tThe pier.\nNaN\tThe dock.\n")
        assert all(isinstance(item, Document) for item in found)
        days = [item.date for item in found if isinstance(item, Document)]
        assert days == [DAY, None, datetime.date(1980, 1, 1), None]

    def test_in_json_too(self, load: Load) -> None:
        (document,) = load("a.jsonl", '{"date": 45996, "text": "The mill."}\n')
        assert isinstance(document, Document)
        assert document.date == DAY

    @pytest.mark.parametrize("other", ["29220", "51502", "123", "the fifth", "1234567"])
    def test_a_column_with_anything_else_is_told(self, load: Load, other: str) -> None:
        first, second, note = load("a.csv", f"date,text\n45996,The mill.\n{other},The quay.\n")
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert (first.date, second.date) == (None, None)
        assert note == Note(
            "a.csv", "no date for 2 rows (1, 2): '45996' in row 1 is no day that can be read; write YYYY-MM-DD"
        )


def test_rows_whose_day_cannot_be_read_are_counted(load: Load) -> None:
    rows = "".join(f"early {n},,The mill.\n" for n in range(9))
    *documents, note = load("a.csv", f"date,updated,text\n{rows}nan,none,The quay.\nlate,2025-12-05,The pier.\n")
    assert all(isinstance(item, Document) for item in documents)
    assert note == Note(
        "a.csv",
        "no date for 9 rows (1, 2, 3, 4, 5, …): 'early 0' in row 1 is no day that can be read; write YYYY-MM-DD",
    )


def test_what_is_true_or_false_or_nested_is_no_day_that_was_missed(load: Load) -> None:
    (document,) = load("a.jsonl", '{"published": true, "updated": {"a": 1}, "text": "The mill."}\n')
    assert isinstance(document, Document)
    assert document.date is None
