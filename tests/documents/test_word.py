"""What Word documents hold beside plain paragraphs: lists, notes, boxes, changes, hidden text, merged cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.raised import raised
from qa.documents.word_numbers import _shown
from qa.types import Document
from tests.documents.test_office import packed, saved

Only = Callable[[str, bytes | str], Document]
BOXED = (
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:v='urn:schemas-microsoft-com:vml'"
)


def blank() -> Any:
    word = docx.Document()
    word.core_properties.title = ""
    return word


def with_body(*elements: str) -> Any:
    """A document with this XML as its body."""
    word = blank()
    for number, element in enumerate(elements):
        word.element.body.insert(number, parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {nsdecls('w')} {BOXED}", element)))
    return word


def paragraph(text: str, mark: str = "", run: str = "") -> str:
    return (
        f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f"<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"
    )


def with_parts(word: Any, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(saved(word))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return packed(parts)


@pytest.mark.parametrize("kind", [WD_BREAK.PAGE, WD_BREAK.COLUMN])
def test_a_break_of_the_page_or_column_keeps_words_apart(document: Only, kind: WD_BREAK) -> None:
    word = blank()
    line = word.add_paragraph("The weir broke.")
    line.add_run().add_break(kind)
    line.add_run("Nobody was hurt.")
    assert document("a.docx", saved(word)).text == "The weir broke.\n\nNobody was hurt."


def test_raised_digits_are_told_from_those_on_the_line(document: Only) -> None:
    word = blank()
    line = word.add_paragraph("The bay holds 10")
    for text in ("-", "6"):  # Word cuts runs anywhere
        line.add_run(text).font.superscript = True
    line.add_run(" grams of salt, on the 20")
    line.add_run("th").font.superscript = True
    line.add_run(" day in 1998")
    line.add_run("12").font.superscript = True
    line.add_run(" in H")
    line.add_run("2").font.subscript = True
    line.add_run("O.")
    text = "The bay holds 10⁻⁶ grams of salt, on the 20th day in 1998¹² in H2O."
    assert document("a.docx", saved(word)).text == text


def test_a_style_raises_as_well(document: Only) -> None:
    word = blank()
    style = word.styles.add_style("Mark", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    style.font.superscript = True
    word.add_paragraph("It cost 1,700").add_run("4", style="Mark")
    assert document("a.docx", saved(word)).text == "It cost 1,700⁴"


@given(st.text())
def test_raising_keeps_the_length(text: str) -> None:
    assert len(raised(text)) == len(text)
    assert not re.search("[0-9]", raised(text))


def test_struck_out_text_is_not_read(document: Only) -> None:
    word = docx.Document()
    line = word.add_paragraph("The rate was set at ")
    line.add_run("4.1").font.strike = True
    line.add_run("4.0").font.double_strike = True
    line.add_run("3.9 per cent.")
    assert document("a.docx", saved(word)).text == "The rate was set at 3.9 per cent."


def test_hidden_text_is_not_read(document: Only) -> None:
    word = blank()
    line = word.add_paragraph("The mill ")
    line.add_run("never ").font.hidden = True
    line.add_run("turns.")
    style = word.styles.add_style("Secret", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.hidden = True
    word.add_paragraph("The price is secret.", style="Secret").add_run(" But this is shown.").font.hidden = False
    assert document("a.docx", saved(word)).text == "The mill turns.\n\nBut this is shown."


@pytest.mark.parametrize("mark", ["<w:del w:id='1'/>", "<w:moveFrom w:id='1'/>", "<w:vanish/>"])
def test_a_paragraph_whose_mark_is_gone_goes_on(document: Only, mark: str) -> None:
    word = with_body(paragraph("The mill of ", mark), paragraph("Vale turns."), paragraph("It grinds."))
    assert document("a.docx", saved(word)).text == "The mill of Vale turns.\n\nIt grinds."


def test_a_deleted_mark_before_a_table_and_at_the_end_loses_nothing(document: Only) -> None:
    gone = "<w:del w:id='1'/>"
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>oats</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    word = with_body(paragraph("Before", gone), table, paragraph("After", gone))
    assert document("a.docx", saved(word)).text == "Before\n\noats\n\nAfter"


def test_deleted_and_hidden_rows_are_left_out(document: Only) -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{more}</w:trPr><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"
        for more, text in (("", "oats"), ("<w:del w:id='1'/>", "rye"), ("<w:hidden/>", "wheat"))
    )
    assert document("a.docx", saved(with_body(f"<w:tbl>{rows}</w:tbl>"))).text == "oats"


def numbered(*levels: str, more: str = "") -> Any:
    """A document whose list 7 has these levels, each `form|text|start`."""
    word = blank()
    parts = [level.split("|") for level in levels]
    kind = "".join(
        f"<w:lvl w:ilvl='{n}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for n, (form, text, start) in enumerate(parts)
    )
    root = word.part.numbering_part.element
    root.insert(0, parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='70'>{kind}</w:abstractNum>"))
    for number, change in (("7", ""), ("8", more)):
        root.append(
            parse_xml(f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='70'/>{change}</w:num>")
        )
    return word


def item(word: Any, text: str, level: int = 0, number: str = "7") -> None:
    properties = word.add_paragraph(text)._p.get_or_add_pPr()
    inner = f"<w:ilvl w:val='{level}'/><w:numId w:val='{number}'/>"
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


def test_lists_are_numbered_as_word_does(document: Only) -> None:
    word = numbered("decimal|%1.|3", "lowerLetter|%1.%2)|1", "upperRoman|(%3)|1")
    for text, level in (("Oats", 0), ("white", 1), ("old", 2), ("new", 2), ("black", 1), ("Rye", 0), ("brown", 1)):
        item(word, text, level)
    word.add_paragraph("Between.")
    item(word, "Wheat")
    assert document("a.docx", saved(word)).text.split("\n\n") == [
        *("3. Oats", "3.a) white", "(I) old", "(II) new", "3.b) black", "4. Rye", "4.a) brown", "Between.", "5. Wheat"),
    ]


def test_a_list_may_begin_anew(document: Only) -> None:
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    word = numbered("decimal|%1.|1", more=restart)
    for text, number in (("Oats", "7"), ("Rye", "7"), ("Quay", "8"), ("Pier", "8")):
        item(word, text, number=number)
    assert document("a.docx", saved(word)).text == "1. Oats\n\n2. Rye\n\n1. Quay\n\n2. Pier"


def test_numbers_of_styles_count_bullets_do_not_and_hidden_items_are_passed_over(document: Only) -> None:
    word = blank()
    word.add_paragraph("First wheel.", style="List Number")
    word.add_paragraph(style="List Number").add_run("Never built.").font.hidden = True
    word.add_paragraph("Second wheel.", style="List Number")
    word.add_paragraph("A bullet.", style="List Bullet")
    assert document("a.docx", saved(word)).text == "1. First wheel.\n\n2. Second wheel.\n\nA bullet."


def test_numbers_of_headings_stay_behind_their_marks(document: Only) -> None:
    word = numbered("decimal|%1|1", "decimal|%1.%2|1")
    word.add_heading("Owners", 2)
    properties = word.paragraphs[-1]._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}><w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr>"))
    assert document("a.docx", saved(word)).text == "## 1.1 Owners"


@pytest.mark.parametrize(
    ("count", "form", "shown"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (28, "lowerLetter", "bb"), (0, "lowerRoman", "0"),
     (7, "decimalZero", "07"), (99_999, "upperLetter", "99999"), (3, "ordinalText", "3"), (2, "none", "")],
)  # fmt: skip
def test_forms_of_numbers(count: int, form: str, shown: str) -> None:
    assert _shown(count, form) == shown


def strict(parts: dict[str, bytes]) -> None:
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            for usual, kind in (("officeDocument", "relationships"), ("wordprocessingml", "main")):
                new = f"http://purl.oclc.org/ooxml/{usual}/{kind}"
                content = content.replace(
                    f"http://schemas.openxmlformats.org/{usual}/2006/{kind}".encode(), new.encode()
                )
            parts[name] = content


def test_strict_open_xml_is_read_alike(document: Only) -> None:
    word = blank()
    word.add_heading("The tide mill", 1)
    word.add_paragraph("It grinds.", style="List Number")
    data = with_parts(word, strict)
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    assert document("a.docx", data).text == "# The tide mill\n\n1. It grinds."


@pytest.mark.parametrize(
    "title",
    ["Word Document", "Microsoft Word - Document1", "Document 3", "[Document title]", "draft.docx", "Title",
     "Type the document title", "untitled", "---", "Harbour report"],
)  # fmt: skip
def test_a_title_that_no_person_gave_is_passed_over(document: Only, title: str) -> None:
    word = blank()
    word.core_properties.title = title
    word.add_heading("The tide mill", 1)

    def from_template(parts: dict[str, bytes]) -> None:
        app = parts["docProps/app.xml"]
        parts["docProps/app.xml"] = app.replace(b"Normal.dotm", b"Harbour report.dotx")

    assert document("a.docx", with_parts(word, from_template)).title == "The tide mill"


def test_the_title_on_the_page_comes_first(document: Only) -> None:
    word = blank()
    word.core_properties.title = "Annual report 2009"
    word.add_paragraph("The tide mill", style="Title")
    word.add_paragraph("and its makers", style="Title")
    word.add_paragraph("It grinds.")
    word.add_paragraph("Second part", style="Title")
    assert document("a.docx", saved(word)).title == "The tide mill and its makers"


def test_a_cell_that_spans_rows_holds_for_each(document: Only) -> None:
    word = blank()
    table = word.add_table(rows=4, cols=3)
    texts = ("Vale", "oats", "12", "", "rye", "7", "Weir", "oats", "3", "", "", "1")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), texts, strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(2, 1).merge(table.cell(3, 1))
    rows = ["Vale | oats | 12", "Vale | rye | 7", "Weir | oats | 3", "Weir | oats | 1"]
    assert document("a.docx", saved(word)).text.split("\n") == rows


def test_a_line_break_in_a_cell_keeps_the_row_in_one_line(document: Only) -> None:
    word = blank()
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "oats\nand rye", "7"
    assert document("a.docx", saved(word)).text == "oats and rye | 7"


def test_rows_and_cells_in_controls_are_read(document: Only) -> None:
    cell = "<w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>oats</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    assert document("a.docx", saved(with_body(table))).text == "oats"


def test_a_prompt_of_an_empty_field_is_not_read(document: Only) -> None:
    prompt = paragraph("Click or tap here to enter text.")
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{prompt}</w:sdtContent></w:sdt>"
    assert document("a.docx", saved(with_body(control, paragraph("It grinds.")))).text == "It grinds."


def test_text_boxes_are_read_once_after_their_paragraph(document: Only) -> None:
    box = f"<w:txbxContent>{paragraph('Salt is free.')}{paragraph('So is water.')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    word = with_body(
        "<w:p><w:r><w:t xml:space='preserve'>The mill </w:t></w:r>"
        f"<w:r>{drawing}</w:r><w:r><w:t>turns.</w:t></w:r></w:p>",
        f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>",
    )
    text = "The mill turns.\n\nSalt is free.\n\nSo is water.\n\nSalt is free.\n\nSo is water."
    assert document("a.docx", saved(word)).text == text


def note(kind: str, id: int, text: str) -> str:
    runs = f"<w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space='preserve'> {text}</w:t></w:r>"
    return f"<w:{kind} w:id='{id}'><w:p>{runs}</w:p></w:{kind}>"


def with_notes(word: Any, **notes: str) -> bytes:
    def add(parts: dict[str, bytes]) -> None:
        for kind, content in notes.items():
            parts[f"word/{kind}.xml"] = f"<w:{kind} {nsdecls('w')}>{content}</w:{kind}>".encode()
            place = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            link = f'<Relationship Id="n{kind}" Type="{place}/{kind}" Target="{kind}.xml"/></Relationships>'
            rels = "word/_rels/document.xml.rels"
            parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
            of = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
            override = f'<Override PartName="/word/{kind}.xml" ContentType="{of}"/></Types>'
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())

    return with_parts(word, add)


def test_footnotes_follow_their_paragraph_and_endnotes_the_text(document: Only) -> None:
    def referring(text: str, kind: str, id: int) -> str:
        return (
            f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:{kind}Reference w:id='{id}'/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
        )

    word = with_body(
        referring("It cost 2,400 crowns", "footnote", 5),
        referring("It was built in 1871", "endnote", 2),
        referring("It burnt in 1902", "footnote", 3),
    )
    data = with_notes(
        word,
        footnotes=note("footnote", 3, "Parish book.") + note("footnote", 5, "Of that time."),
        endnotes=note("endnote", 2, "Act 12."),
    )
    assert document("a.docx", data).text.split("\n\n") == [
        *("It cost 2,400 crowns¹.", "¹ Of that time.", "It was built in 1871¹.", "It burnt in 1902²."),
        *("² Parish book.", "¹ Act 12."),
    ]


def test_notes_that_refer_to_themselves_end(document: Only) -> None:
    inner = "<w:footnote w:id='1'><w:p><w:r><w:t>Old.</w:t><w:footnoteReference w:id='1'/></w:r></w:p></w:footnote>"
    word = with_body("<w:p><w:r><w:t>It grinds.</w:t><w:footnoteReference w:id='1'/></w:r></w:p>")
    assert document("a.docx", with_notes(word, footnotes=inner)).text == "It grinds.¹\n\n¹ Old.²"


def test_styles_in_a_circle_end(document: Only) -> None:
    word = blank()
    for name, base in (("One", "Two"), ("Two", "One")):
        word.styles.element.append(
            parse_xml(
                f"<w:style {nsdecls('w')} w:type='paragraph' w:styleId='{name}'><w:name w:val='{name}'/>"
                f"<w:basedOn w:val='{base}'/></w:style>"
            )
        )
    word.add_paragraph("It grinds.")._p.get_or_add_pPr().append(parse_xml(f"<w:pStyle {nsdecls('w')} w:val='One'/>"))
    assert word.paragraphs[-1]._p.find(qn("w:pPr")) is not None
    assert document("a.docx", saved(word)).text == "It grinds."


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("[Content_Types].xml", b"<other/>"),
        ("_rels/.rels", b"<other/>"),
        ("word/document.xml", b"<other/>"),
        ("docProps/core.xml", b"<other/>"),
        ("docProps/app.xml", b"<Properties"),
        ("word/_rels/document.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
         b'relationships"><Relationship Id="a" Type="b"/></Relationships>'),
    ],
)  # fmt: skip
def test_parts_that_hold_something_else_are_named_as_damage(
    reason: Callable[[str, bytes | str], str], part: str, content: bytes
) -> None:
    def change(parts: dict[str, bytes]) -> None:
        assert part in parts
        parts[part] = content

    told = reason("a.docx", with_parts(with_body(paragraph("The mill turns.")), change))
    assert told.startswith("damaged Word document: ")
    assert "attribute" not in told
