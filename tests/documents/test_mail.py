"""Mail as .eml, .mbox and .msg: title, source, day and text of each message; what is attached; what is none."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest
from hypothesis import given

from qa.documents.mailtext import plain_text
from qa.types import Document, Skipped
from tests.documents import samples
from tests.documents.conftest import Load
from tests.strategies import texts

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
LETTER = Document(
    "a.eml", "The mill – reopens", "The mill opens on Friday.", "Strandberg, Åse", datetime.date(2025, 12, 5)
)
WHEEL = Document("a.eml#wheel.txt", "The wheel has 12 blades.", "The wheel has 12 blades.")


def test_a_mail_and_what_is_attached(load: Load) -> None:
    letter, wheel, left_out = load("a.eml", samples.EML)
    assert (letter, wheel) == (LETTER, WHEEL)
    assert left_out == Skipped("a.eml", "attached and not read: wheel.gif")


def test_quoted_replies_and_signatures_stay(document: Only) -> None:
    text = "I agree.\n\nOn Friday Per wrote:\n> Shall we open?\n> Tell me.\n\n-- \nÅse Strandberg"
    assert document("a.eml", bytes(samples.mail(text))).text == text


def test_html_where_there_is_no_plain_text(document: Only) -> None:
    message = samples.mail()
    message.set_content("<h2>News</h2><p>The mill<br>opens.</p><p hidden>teaser</p>", subtype="html")
    assert document("a.eml", bytes(message)).text == "## News\n\nThe mill\nopens."


def test_html_where_the_plain_text_only_says_so(document: Only) -> None:
    message = samples.mail("Please view this mail in a browser.")
    message.add_alternative("<p>" + "The mill of Vale opens on Friday. " * 10 + "</p>", subtype="html")
    assert document("a.eml", bytes(message)).text.startswith("The mill of Vale")


def test_several_parts_of_text_are_one(load: Load) -> None:
    message = samples.mail("Above.\n")
    message.make_mixed()
    message.attach(MIMEText("Below, after a picture."))
    (letter,) = load("a.eml", bytes(message))
    assert isinstance(letter, Document)
    assert letter.text == "Above.\n\nBelow, after a picture."


def test_broken_lines_are_put_together_again(document: Only) -> None:
    message = samples.mail("The mill of \nVale opens.\n> It was \n> shut.\n-- \nÅse\n")
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    assert document("a.eml", bytes(message)).text == "The mill of Vale opens.\n> It was shut.\n-- \nÅse"


@given(texts)
def test_flowed_text_loses_nothing_but_line_ends(text: str) -> None:
    def letters(some: str) -> str:
        return "".join(char for char in some if not char.isspace() and char != ">")

    assert letters(plain_text(text, flowed=True)) in (letters(text), "")


@pytest.mark.parametrize(
    ("header", "title"),
    [
        (b"=?utf-8?q?The_mill_=E2=80=93?= =?utf-8?q?_reopens?=", "The mill – reopens"),
        ("Åse – now".encode(), "Åse – now"),
        ("Åse".encode("latin-1"), "Åse"),
        (b"=?no-such-charset?q?mill?=", "=?no-such-charset?q?mill?="),
        (b"The mill\r\n of Vale", "The mill of Vale"),
    ],
)
def test_titles_in_whatever_code(document: Only, header: bytes, title: str) -> None:
    assert document("a.eml", b"Subject: " + header + b"\r\nFrom: a@vale.example\r\n\r\nIt opens.").title == title


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", b"It \x93opens\x94.", "It “opens”."),
        ("utf-8", b"Caf\xe9s open.", "Cafés open."),
        ("us-ascii", "Cafés open.".encode(), "Cafés open."),
        ("nonsense", b"It opens.", "It opens."),
        ("base64", b"It opens.", "It opens."),
        ("koi8-r", "Мельница".encode("koi8-r"), "Мельница"),
    ],
)
def test_the_charset_is_used_where_it_fits(document: Only, charset: str, data: bytes, text: str) -> None:
    head = f"From: Mill <a@vale.example>\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode()
    found = document("a.eml", head + data)
    assert (found.text, found.source) == (text, "Mill")


def test_a_date_that_is_none_and_an_archive(document: Only) -> None:
    found = document("a.eml", b"From: a@vale.example\nDate: soon\nArchived-At: <https://vale.example/1>\n\nIt opens.")
    assert (found.date, found.url, found.source) == (None, "https://vale.example/1", "a@vale.example")


def test_a_mail_that_was_forwarded_as_a_file(load: Load) -> None:
    message = samples.mail("See below.\n")
    message.add_attachment(samples.full_mail())
    outer, inner, *left_out = load("a.eml", bytes(message))
    assert isinstance(outer, Document)
    assert isinstance(inner, Document)
    assert (outer.text, inner.text) == ("See below.", "The mill opens on Friday.")
    assert inner.id == "a.eml#The mill – reopens.eml"
    assert [skipped.file for skipped in left_out if isinstance(skipped, Skipped)] == [
        "a.eml#The mill – reopens.eml#wheel.txt", "a.eml#The mill – reopens.eml"
    ]  # fmt: skip


def test_attachments_of_one_name_and_with_paths(load: Load) -> None:
    message = samples.mail()
    for name in ("../../etc/wheel.txt", "wheel.txt", "C:\\x\\wheel.txt"):
        message.add_attachment("Twelve blades.\n", filename=name)
    ids = [item.id for item in load("a.eml", bytes(message)) if isinstance(item, Document)]
    assert ids == ["a.eml", "a.eml#wheel.txt", "a.eml#wheel (2).txt", "a.eml#wheel (3).txt"]


def test_what_is_no_mail(reason: Reason, load: Load) -> None:
    assert reason("a.eml", "The mill opens.") == "not a mail: it has no headers such as From and Date"
    assert reason("b.eml", b"From: a@vale.example\n\n \n") == "no text in it"
    locked = b"From: a@vale.example\nContent-Type: application/pkcs7-mime\n\nMII"
    assert load("c.eml", locked)[0] == Skipped("c.eml", "encrypted: save it as text")


def test_parts_of_parts_are_bounded(reason: Reason) -> None:
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))
    assert reason("a.eml", b"From: a@vale.example\n" + nested) == "too many parts of parts: save them by themselves"
    many = (
        b'From: a@vale.example\nContent-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\nMill.\n" * 2_000 + b"--x--"
    )
    assert reason("b.eml", many) == "more than 1,000 parts: save them by themselves"


def test_each_message_of_a_mailbox_has_an_id_that_stays(load: Load) -> None:
    ids = [item.id for item in load("a.mbox", samples.MBOX) if isinstance(item, Document)]
    assert ids == ["a.mbox#mill-1@vale.example", "a.mbox#mill-1@vale.example#wheel.txt", "a.mbox#mill-2@vale.example"]
    nameless = EmailMessage()
    nameless["From"] = "a@vale.example"
    nameless.set_content("It has no name.")
    grown = samples.SEPARATOR + bytes(nameless) + b"\n" + samples.MBOX
    more = [item.id for item in load("a.mbox", grown) if isinstance(item, Document)]
    assert more[1:] == ids
    assert more[0].startswith("a.mbox#")


def test_a_mailbox_is_cut_where_messages_begin_and_nowhere_else(load: Load) -> None:
    text = "It begins.\n\nFrom May 2025 on it is open.\n\nSo\nFrom 2025 on:\nNote: daily.\n\n>From the start.\n"
    data = samples.SEPARATOR + bytes(samples.mail(text, name="<1@v>")) + b"\n"
    data += samples.SEPARATOR + bytes(samples.mail("Second.\n", name="<2@v>"))
    first, second = load("a.mbox", data)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (
        first.text == "It begins.\n\nFrom May 2025 on it is open.\n\nSo\nFrom 2025 on:\nNote: daily.\n\nFrom the start."
    )
    assert second.text == "Second."


def test_messages_of_one_name(load: Load) -> None:
    one, other = (samples.SEPARATOR + bytes(samples.mail(text)) + b"\n" for text in ("One.\n", "Other.\n"))
    first, twice, second = load("a.mbox", one + one + other)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert twice == Skipped(first.id, "the same message stands in this mailbox already")
    assert second.id.startswith(f"{first.id}-")


def test_what_is_no_mailbox(reason: Reason) -> None:
    assert reason("a.mbox", "The mill.\n").startswith("not a mailbox: ")
    assert reason("b.mbox", "\n\n").startswith("no messages in it")


def test_a_mail_of_outlook(load: Load) -> None:
    letter, wheel, left_out = load("a.msg", samples.MSG)
    assert letter == Document(
        "a.msg", "The mill – reopens", "The mill opens on Friday.", "Åse Strandberg", datetime.date(2025, 12, 5)
    )
    assert isinstance(wheel, Document)
    assert (wheel.id, wheel.text.strip()) == ("a.msg#wheel.txt", "The wheel has 12 blades.")
    assert left_out == Skipped("a.msg", "attached and not read: wheel.gif")


def test_the_headers_of_the_internet_count_in_outlook(document: Only) -> None:
    headers = "From: =?utf-8?q?=C3=85se?= <ase@vale.example>\r\nDate: Thu, 04 Dec 2025 23:00:00 -0500\r\n"
    streams = {"0037001F": "Mill", "10130102": "", "007D001F": headers}
    data = {f"__substg1.0_{name}": samples.wide(text) for name, text in streams.items()}
    data["__substg1.0_10130102"] = b"<p>The mill<p>opens"
    found = document("a.msg", samples.ole({"__properties_version1.0": bytes(32) + samples.SENT, **data}))
    assert (found.source, found.date, found.text) == ("Åse", datetime.date(2025, 12, 4), "The mill\n\nopens")


def test_what_is_no_mail_of_outlook(reason: Reason) -> None:
    assert reason("a.msg", samples.ole({"WordDocument": b"x"})) == "an Office file, but not an Outlook mail"
    assert reason("b.msg", samples.MSG[:1500]).startswith("damaged Outlook mail: ")
    assert reason("c.msg", b"The mill.").startswith("damaged Outlook mail: ")
    alone = samples.ole({"__properties_version1.0": bytes(32), "__substg1.0_10090102": b"x"})
    assert reason("d.msg", alone).startswith("its text is kept as RTF alone")
    for place in (30, 32):  # the sizes of sectors, as powers of two
        spoilt = samples.MSG[:place] + b"\xff\xff" + samples.MSG[place + 2 :]
        assert reason("e.msg", spoilt) == "damaged Outlook mail: sizes in it that no file can have"
