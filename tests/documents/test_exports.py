"""Downloads of newspaper databases: split into articles, and ordinary articles left whole."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents import exports
from qa.types import Document, Skipped

Load = Callable[[str, bytes | str], list[Document | Skipped]]

OLDER = """
Download Request: Tagged Documents: 1, 2
Time of Request: Monday, January 12, 2026  10:31:07


                               1 of 2 DOCUMENTS


                          The Ostrow Chronicle (Halden)

                            December 5, 2025 Friday
                              Late Edition - Final

Ferry to Ollby runs again after a winter
in dock

BYLINE: By NORA VELT

SECTION: Section A; Column 1; Harbour Desk; Pg. 4

LENGTH: 543 words

DATELINE: OLLBY, Dec. 4

 The ferry to Ollby sails again from Monday. It carries 96 cars.

She had new engines built in. They cost 3 million crowns.

URL: https://ostrow.example/ferry

GRAPHIC: PHOTO: The ferry at the quay (PHOTOGRAPH BY L. ASK)

LOAD-DATE: December 6, 2025

LANGUAGE: ENGLISH

SUBJECT: FERRIES (90%); SHIPYARDS
(78%)

PUBLICATION-TYPE: Newspaper

                   Copyright 2025 The Ostrow Chronicle Company
                              All Rights Reserved


                               2 of 2 DOCUMENTS


              Copyright 2025 Tide Media Limited
                     All Rights Reserved
                         Skarn Mail

                         January 7, 2026

HEADLINE: Two owls in the belfry

BYLINE: Lars Ask

LENGTH: 61 words

BODY:
Two owls live in the belfry of Skarn. The bells stay silent until June.

LOAD-DATE: January 8, 2026
"""

ADVANCE = [
    "User Name: = nvelt",
    "Date and Time: = Monday, January 12, 2026 10:31:00 AM CET",
    "Job Number: = 1234567",
    "Documents (2)",
    "1. Ferry to Ollby runs again",
    "2. Two owls in the belfry",
    "# Ferry to Ollby runs again",
    "The Ostrow Chronicle",
    "December 5, 2025 Friday 10:30 AM GMT",
    "Final Edition",
    "Copyright 2025 The Ostrow Chronicle Company All Rights Reserved",
    "Section: NEWS; Pg. 4",
    "Length: 543 words",
    "Byline: Nora Velt",
    "Body",
    "The ferry to Ollby sails again from Monday.",
    "She had new engines built in.",
    "Load-Date: December 6, 2025",
    "End of Document",
    "# Two owls in the belfry",
    "Skarn Mail",
    "January 2026",
    "Copyright 2026 Tide Media Limited All Rights Reserved",
    "Length: 61 words",
    "Body",
    "Two owls live in the belfry of Skarn.",
    "Classification",
    "Language: ENGLISH",
    "Load-Date: January 8, 2026",
    "End of Document",
]

CODED = """SE
Harbour
HD
Ferry to Ollby runs again
BY
Nora Velt
WC
543 words
PD
5 December 2025
ET
10:30
SN
Ostrow Chronicle
SC
OSTROW
PG
4
LA
English
CY
(c) 2025 Ostrow Chronicle Company

LP

The ferry to Ollby sails again from Monday.

TD

IN a week the first lorries follow.

AN engine cost 3 million crowns.

CO
ostrow : Ostrow Shipyard

IN
i74 : Transport

AN
Document OSTROW0020251205elc5000p1

HD Two owls in the belfry
WC 61 words
PD 7 January 2026
SN Skarn Mail
LP Two owls live in the belfry of Skarn.
TD The bells stay silent until June.
NS gcat : Political/General News | gbird : Birds
AN Document SKARNM0020260107em1700001

Search Summary
Text  ferry or owls
Date  All Dates
"""

SHOWN = """Ferry to Ollby runs again

Nora Velt
543 words
5 December 2025
10:30
Ostrow Chronicle
OSTROW
4
English
(c) 2025 Ostrow Chronicle Company. All rights reserved.

The ferry to Ollby sails again from Monday.

She had new engines built in.

Document OSTROW0020251205elc5000p1

Two owls in the belfry
61 words
7 January 2026
Skarn Mail
SKARNM
English
Copyright 2026. Tide Media Limited.

Two owls live in the belfry of Skarn.

Document SKARNM0020260107em1700001

Page 2 of 2 © 2026 Factiva, Inc. All rights reserved.
"""

PROQUEST = """____________________________________________________________

Report Information from ProQuest
12 January 2026 10:31
____________________________________________________________

Document 1 of 2

Ferry to Ollby runs again

Author: Velt, Nora

Publication info: Ostrow Chronicle ; Halden [Halden]. 05 Dec 2025: A.4.

Abstract: The ferry sails.

Links: Check for full text

Full text: The ferry to Ollby sails again from Monday.

She had new engines built in. Author: that is what the yard calls its chief.

Subject: Ferries; Shipyards

Title: Ferry to Ollby runs again

Publication title: Ostrow Chronicle

First page: A.4

Publication date: Dec 5, 2025

ISSN: 12345678

ProQuest document ID: 300112233

Document URL: https://proquest.example/docview/300112233

Last updated: 2025-12-09

Database: ProQuest Central

____________________________________________________________

Two owls in the belfry

Publication info: Skarn Mail ; Skarn. 07 Jan 2026.

Abstract: Two owls live in the belfry of Skarn.

ProQuest document ID: 300112234

____________________________________________________________

Contact us at: https://proquest.example/contact
Database copyright © 2026 ProQuest LLC. All rights reserved.
"""

EUROPRESSE = """Ostrow Chronicle
Économie, vendredi 5 décembre 2025 543 mots, p. 4

Ferry to Ollby runs again

Nora Velt

The ferry to Ollby sails again from Monday.

Cet article est paru dans Ostrow Chronicle
© 2025 Ostrow Chronicle. Tous droits réservés.
Le présent document est protégé par les lois et conventions internationales.
news·20251205·OST·0412

Skarn Mail (site web)
Wednesday, January 7, 2026 - 61 words

Two owls in the belfry

Two owls live in the belfry of Skarn.

© 2026 Skarn Mail. All rights reserved.
Document number: news·20260107·SKM·0007
"""

FILES = {
    "older": OLDER,
    "advance": "\n\n".join(ADVANCE),
    "coded": CODED,
    "shown": SHOWN,
    "proquest": PROQUEST,
    "europresse": EUROPRESSE,
}


@pytest.mark.parametrize("form", FILES)
def test_each_article_has_its_fields(load: Load, form: str) -> None:
    first, second = load("2024-01-01 hits.txt", FILES[form])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.title.startswith("Ferry to Ollby runs again")
    assert first.date == datetime.date(2025, 12, 5)
    assert first.source is not None
    assert "Ostrow Chronicle" in first.source
    assert second.title == "Two owls in the belfry"
    assert second.date in (datetime.date(2026, 1, 7), datetime.date(2026, 1, 8))
    assert second.source is not None
    assert second.source.startswith("Skarn Mail")
    assert first.id.startswith("2024-01-01 hits.txt#")
    assert first.id != second.id


@pytest.mark.parametrize("form", FILES)
def test_texts_are_whole_and_apart(load: Load, form: str) -> None:
    first, second = load("a.txt", FILES[form])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "The ferry to Ollby sails again from Monday." in first.text
    assert "Two owls live in the belfry of Skarn." in second.text
    assert "elt" in first.text or "VELT" in first.text
    assert "4" in first.text.partition("The ferry")[0] or form == "proquest"
    assert "owl" not in first.text
    for noise in ("Copyright", "LANGUAGE", "Load-Date", "LOAD-DATE", "ISSN", "Factiva", "protégé", "Document", "___"):
        assert noise not in first.text
        assert noise not in second.text


def test_the_older_form_to_the_letter(load: Load) -> None:
    first, second = load("a.txt", OLDER)
    assert first == Document(
        "a.txt#1",
        "Ferry to Ollby runs again after a winter in dock",
        "BYLINE: By NORA VELT\n"
        "SECTION: Section A; Column 1; Harbour Desk; Pg. 4\n"
        "DATELINE: OLLBY, Dec. 4\n\n"
        "The ferry to Ollby sails again from Monday. It carries 96 cars.\n\n"
        "She had new engines built in. They cost 3 million crowns.\n\n"
        "GRAPHIC: PHOTO: The ferry at the quay (PHOTOGRAPH BY L. ASK)",
        "The Ostrow Chronicle (Halden)",
        datetime.date(2025, 12, 5),
        "https://ostrow.example/ferry",
    )
    assert isinstance(second, Document)
    assert second.text.endswith("Two owls live in the belfry of Skarn. The bells stay silent until June.")


@pytest.mark.parametrize("edition", ["Final Edition", "Late Edition - Final", "1st Edition; Ulster"])
def test_the_printing_is_no_text(load: Load, edition: str) -> None:
    for form in (OLDER, "\n\n".join(ADVANCE)):
        first, _ = load("a.txt", form.replace("Late Edition - Final", edition).replace("Final Edition", edition))
        assert isinstance(first, Document)
        assert "dition" not in first.text
        assert first.title.startswith("Ferry to Ollby runs again")


def test_a_correction_stays_under_the_story(load: Load) -> None:
    note = "CORRECTION: The ferry carries 69 cars, not 96, as this paper\nsaid on Friday."
    first, _ = load("a.txt", OLDER.replace("LOAD-DATE: December 6, 2025", f"{note}\n\nLOAD-DATE: December 6, 2025", 1))
    assert isinstance(first, Document)
    assert first.text.endswith(note)
    assert "DATE" not in first.text.partition("The ferry")[2]


def test_lines_of_capitals_are_no_field_codes(load: Load) -> None:
    first, second = load("a.txt", CODED)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id == "a.txt#OSTROW0020251205elc5000p1"
    assert first.text == (
        "SE Harbour\nBY Nora Velt\nPG 4\n\nThe ferry to Ollby sails again from Monday.\n\n"
        "IN a week the first lorries follow.\n\nAN engine cost 3 million crowns."
    )
    assert second.text == "Two owls live in the belfry of Skarn.\n\nThe bells stay silent until June."


def test_the_number_of_the_database_keeps_an_id(load: Load) -> None:
    both = load("a.txt", SHOWN)
    later = load("a.txt", "\n\n".join([SHOWN.replace("OSTROW00", "OSTROW11"), SHOWN]))
    assert isinstance(both[0], Document)
    assert both[0].id in [item.id for item in later if isinstance(item, Document)]
    assert len({item.id for item in later if isinstance(item, Document)}) == 4


def test_what_proquest_writes_under_the_last_article_is_no_part_of_it(load: Load) -> None:
    _, second = load("a.txt", PROQUEST)
    assert isinstance(second, Document)
    assert second.id == "a.txt#300112234"


def test_word_and_web_forms(load: Load) -> None:
    word = docx.Document()
    for line in ADVANCE:
        word.add_heading(line[2:], 1) if line.startswith("# ") else word.add_paragraph(line)
    stream = io.BytesIO()
    word.save(stream)
    found = load("a.docx", stream.getvalue())
    assert [item.title for item in found if isinstance(item, Document)] == [
        "Ferry to Ollby runs again",
        "Two owls in the belfry",
    ]
    tags = "".join(f"<h1>{x[2:]}</h1>" if x.startswith("# ") else f"<p>{x}</p>" for x in ADVANCE[6:])
    (one, two) = load("a.html", f"<html><head><title>Results</title></head><body>{tags}</body></html>")
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.title, one.source, two.source) == ("Ferry to Ollby runs again", "The Ostrow Chronicle", "Skarn Mail")


QUOTING = [
    "A file of the database begins so:\n\n{}\n\nThat is all there is to it, the librarian said.",
    "How to read a download\n\nThe librarians of Skarn explain what stands in one.\n\n{}",
]


@pytest.mark.parametrize("frame", QUOTING)
@pytest.mark.parametrize("form", FILES)
def test_an_article_that_quotes_a_download_stays_one(document: Callable[..., Document], form: str, frame: str) -> None:
    text = frame.format(FILES[form].strip())
    assert document("a.txt", text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "1 of 2 DOCUMENTS", "End of Document", "Document OSTROW0020251205elc5000p1", "_" * 60, "Document 1 of 2",
        "HD Two owls", "news·20251205·OST·0412", "Full text: owls", "LENGTH: 543 words",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FILES)
def test_a_quoted_line_does_not_cut_an_article(load: Load, form: str, line: str) -> None:
    marked = FILES[form].replace("Two owls live", f"Owls slept.\n\n{line}\n\nTwo owls live")
    found = load("a.txt", marked)
    assert len(found) == 2
    assert isinstance(found[1], Document)
    assert found[1].text.count("wls slept.") == 1
    assert "Two owls live in the belfry of Skarn." in found[1].text


def test_an_article_without_text_is_reported(load: Load) -> None:
    (one, two) = load(
        "a.txt",
        CODED.replace("Two owls live in the belfry of Skarn.", "").replace(
            "TD The bells stay silent until June.\n", ""
        ),
    )
    assert isinstance(one, Document)
    assert two == Skipped("a.txt#SKARNM0020260107em1700001", "no text in it")


def test_a_title_that_is_no_field_stays(load: Load) -> None:
    first, _ = load("a.txt", CODED.replace("Ferry to Ollby runs again", "Ferry " * 100))
    assert isinstance(first, Document)
    assert first.text.count("Ferry") == 100


PIECES = st.lists(
    st.sampled_from([*OLDER.splitlines(), *CODED.splitlines(), *SHOWN.splitlines(), *ADVANCE, *PROQUEST.splitlines()]),
    max_size=60,
)


@given(PIECES)
def test_any_lines_are_read_and_articles_follow_each_other(rows: list[str]) -> None:
    text = "\n".join(rows)
    last = 0
    for article in exports.split(text):
        for start, end in article.body:
            assert last <= start < end <= len(text)
            last = end


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.sampled_from(sorted(FILES)))
def test_what_stands_in_an_article_stays_in_one(inner: str, form: str) -> None:
    marked = FILES[form].replace("Two owls live", f"Owls slept.\n\n{inner}\n\nTwo owls live")
    found = exports.split(marked)
    assert found
    texts = [article.text(marked) for article in found]
    for word in inner.split():
        assert any(word in text for text in texts)
