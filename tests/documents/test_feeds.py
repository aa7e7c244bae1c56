"""Feeds and what agencies send: each item with title, day, source and address; HTML becomes text."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest

from qa.types import Document, Skipped
from tests.documents import samples
from tests.documents.conftest import Load

Only = Callable[[str, bytes | str], Document]
Reason = Callable[[str, bytes | str], str]
DAY = datetime.date(2025, 12, 5)


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_rss(load: Load, name: str) -> None:
    assert load(name, samples.RSS) == [
        Document(
            f"{name}#vale-1",
            "Mill & wheel",
            "The mill opens.\n\n- Rye\n- Barley",
            "Vale Gazette",
            DAY,
            "https://vale.example/1",
        ),
        Document(f"{name}#vale-2", "Only a headline", "Only a headline", "Vale Gazette"),
    ]


def test_atom(document: Only) -> None:
    data = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Vale <b/></title><entry>
    <id>tag:vale.example,2025:1</id><title type="html">The &lt;i&gt;mill&lt;/i&gt;</title><updated>2026-01-01T00:00:00Z
    </updated><published>2025-12-05T23:30:00-05:00</published><link href="https://vale.example/1"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It opens.</p><p>a &lt; b</p></div></content>
    <summary>Short</summary></entry></feed>"""
    found = document("a.atom", data)
    assert (found.id, found.title, found.text) == (
        "a.atom#tag:vale.example,2025:1",
        "The mill",
        "It opens.\n\na < b",
    )
    assert (found.date, found.source, found.url) == (DAY, "Vale", "https://vale.example/1")


def test_rdf(document: Only) -> None:
    data = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="x"><title>Vale</title></channel><item rdf:about="https://vale.example/1"><title>Mill</title><link>https://vale.example/1</link>
    <description>It opens.</description><dc:date>2025-12-05</dc:date></item></rdf:RDF>"""
    found = document("a.rdf", data)
    assert (found.title, found.text, found.date, found.source) == ("Mill", "It opens.", DAY, "Vale")


def test_an_item_keeps_its_id_when_others_come(load: Load) -> None:
    item = "<item><title>Mill</title><description>It opens.</description></item>"
    other = "<item><title>Road</title><description>It ends.</description></item>"
    one, two = (
        load("a.rss", f"<rss><channel><title>V</title>{items}</channel></rss>") for items in (item, other + item)
    )
    assert one[0] in two


def test_a_feed_that_breaks_off_says_so(load: Load) -> None:
    *found, fault = load("a.rss", samples.RSS.replace(b"<item><title>Only", b"<item><title>&bad; Only")[:-30])
    assert isinstance(found[0], Document)
    assert found[0].title == "Mill & wheel"
    assert isinstance(fault, Skipped)
    assert fault.reason.startswith("damaged XML, behind which items may be missing: ")


def test_nitf(document: Only) -> None:
    assert document("a.xml", samples.NITF) == Document(
        "a.xml",
        "Mill opens",
        "The mill of Vale opens.\n\n## Owners\n\nIt has two.",
        "Vale Gazette",
        DAY,
        "https://vale.example/1",
    )


def test_newsml(load: Load) -> None:
    assert load("a.xml", samples.NEWSML) == [
        Document("a.xml#urn:vale:1", "Mill opens", "The mill opens.", "VALE", DAY),
        Skipped("a.xml#urn:vale:2", "an item of news without text (picture)"),
    ]


def test_nitf_within_newsml(document: Only) -> None:
    nitf = samples.NITF.partition(b'dtd">')[2].decode()
    inline = f'<contentSet><inlineXML contenttype="application/nitf+xml">{nitf}</inlineXML></contentSet>'
    data = f'<newsItem guid="urn:vale:1"><itemMeta/>{inline}</newsItem>'
    assert document("a.newsml", data).text == "The mill of Vale opens.\n\n## Owners\n\nIt has two."
    content = f"<ContentItem><DataContent>{nitf}</DataContent></ContentItem>"
    old = f"<NewsML><NewsItem><NewsComponent>{content}</NewsComponent></NewsItem></NewsML>"
    assert document("b.newsml", old).title == "Mill opens"


def test_ninjs(document: Only) -> None:
    text = "The mill opens.\n\nIt has two owners."
    expected = Document("a.json", "Mill opens", text, "Vale Gazette", DAY, "https://vale.example/1")
    assert document("a.json", samples.NINJS) == expected
    second = {
        "uri": "https://vale.example/1",
        "contentcreated": "2025-12-05T10:30:00Z",
        "headlines": [{"role": "short", "value": "Mill"}, {"role": "main", "value": "Mill opens"}],
        "infosources": [{"name": "Vale Gazette"}],
        "bodies": [
            {"contenttype": "text/html", "value": "<p>x"},
            {"contenttype": "text/plain", "value": text},
        ],
    }
    assert document("a.json", json.dumps(second)) == expected


def test_several_items_and_json_feed(load: Load) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Vale", "items": [
        {"id": "1", "title": "Mill", "content_html": "<p>It opens.", "date_published": "2025-12-05T10:30:00Z"},
        {"id": "2", "title": "Road"},
        7,
    ]}  # fmt: skip
    assert load("a.json", json.dumps(feed)) == [
        Document("a.json#1", "Mill", "It opens.", "Vale", DAY),
        Skipped("a.json#2", "no text in it"),
        Skipped("a.json#3", "not a JSON object but a number"),
    ]
    (item,) = load("b.ninjs", b"[" + samples.NINJS + b"]")
    assert isinstance(item, Document)
    assert item.id == "b.ninjs#https://vale.example/1"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xml", "<opml/>", "XML, but neither a feed nor news (NITF, NewsML): it begins with <opml>"),
        ("a.xml", "<html><p>x</html>", "an HTML page named .xml: rename it to .html"),
        ("a.xml", "A mill.", "not XML, whatever its name says"),
        ("a.rss", "<rss><channel/></rss>", "a feed that cannot be read: no items in it"),
        ("a.nitf", "<nitf><body></nitf>", "damaged XML: "),
        ("a.nitf", "<nitf/>", "no text in it"),
        ("a.json", '{"a": 1}', "no list of articles in it"),
        ("a.ninjs", "{", "not JSON: "),
    ],
)
def test_what_is_neither(reason: Reason, name: str, data: str, words: str) -> None:
    assert reason(name, data).startswith(words)


def test_rows_that_are_no_news_of_an_agency_are_read_as_rows(load: Load) -> None:
    found = load("a.json", '{"text": "A mill.", "uri": "x"}\n{"text": "A road.", "body_text": "No."}')
    assert [item.text for item in found] == ["A mill.", "A road."]


def test_entities_are_not_opened(load: Load) -> None:
    dtd = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "secret">]>'
    (item,) = load("a.xml", f"{dtd}<nitf><body><body.content><p>It is &x; or &y;.</p></body.content></body></nitf>")
    assert isinstance(item, Document)
    assert item.text == "It is &x; or &y;."
