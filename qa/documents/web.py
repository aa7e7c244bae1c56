"""Saved web pages (.html): the main text without menus and footers, with the page's own title, date, site and address.

Nothing is fetched. A date counts only where the page marks it as one (meta, JSON-LD, <time>, an element named after a
date); a copyright year or a day that the text speaks of does not.
"""

from __future__ import annotations

import codecs
import copy
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from qa.documents.encoding import C1, decode, wide
from qa.documents.fields import Fields, make_document, parse_date
from qa.errors import DocumentError
from qa.types import Document

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.IGNORECASE)
HEAD = 4096  # bytes; browsers look for the declaration in the first 1,024
# Text encodings of the web. The rest of Python's codecs are no text, or cheap to attack (punycode).
WEB_CODECS = re.compile(r"(iso8859|cp12|cp8|cp932|cp949|koi8|mac|big5|gb|euc|shift|iso2022|tis|hz).*")
DATA = re.compile(r"data:[\w/+.-]{1,80};base64,[\w+/=%-]+")  # pictures that a browser saved within the page
# More makes libxml2 and trafilatura take minutes.
PAGE_LENGTH = 4_000_000  # characters, without those pictures
TAGS = 200_000
ATTRIBUTES = 20_000  # of one tag
VALUE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not shown by browsers, and lxml stumbles over them
MARKED_AS_DATE = (
    "//body//*[self::time or self::abbr or @itemprop or contains(@class, 'date') or contains(@id, 'date')"
    " or contains(@class, 'publish') or contains(@class, 'time') or contains(@class, 'byline')]"
)
EITHER_ORDER = re.compile(r"\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\s*")
DATE_LENGTH = 100  # characters of an element that holds a date and not an article
CONTAINERS = {"p", "quote", "div", "item", "cell", "body", "span", "article", "section"}


def load(data: bytes, id: str) -> Document:
    """Read an .html file."""
    import trafilatura
    import trafilatura.settings

    # Their warnings would name a fault that the report names, in words for nobody.
    for library in ("trafilatura", "htmldate"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    config = trafilatura.settings.use_config()
    # By default a page of less than 250 characters comes out as one run of words, its menu included.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    page = DATA.sub("", _decode(data))
    _check(page)
    tree = _tree(page)
    date = _date(tree)
    fallback = trafilatura.html2txt(copy.deepcopy(tree))
    # favor_recall: without it a list at the end of a short page is lost.
    extracted: Any = trafilatura.bare_extraction(
        tree, config=config, favor_recall=True, include_formatting=True, include_comments=False, with_metadata=True
    )
    if extracted is None:
        return make_document(id, fallback, Fields(date=date))
    text = "\n\n".join(_blocks(extracted.body)) or fallback
    return make_document(id, text, Fields(extracted.title, date, extracted.sitename, extracted.url))


def _check(page: str) -> None:
    """Refuse what would take minutes to parse."""
    tags = page.count("<")
    for count, limit, what in ((len(page), PAGE_LENGTH, "characters"), (tags, TAGS, "tags")):
        if count > limit:
            raise DocumentError(f"{count:,} {what}, more than the limit of {limit:,}: split it")
    # Without scripts, which are full of "=", and without values, which may hold "<".
    shown = "<".join(part.partition("<script")[0] for part in page.lower().split("</script"))
    if any(part.count("=") > ATTRIBUTES for part in VALUE.sub("=", shown).split("<")):
        raise DocumentError(f"a tag with more than {ATTRIBUTES:,} attributes")


def _decode(data: bytes) -> str:
    """As `decode`, but what is not UTF-8 is read in the charset that the page declares."""
    declared = CHARSET.search(data[:HEAD])
    if declared is None or wide(data) is not None:
        return decode(data)
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        name = {"iso8859-1": "cp1252"}.get(name, name)  # the HTML standard: pages that say Latin-1 mean cp1252
        # ISO-2022 is written in ASCII bytes, so it must be tried before UTF-8.
        if WEB_CODECS.fullmatch(name) and (name.startswith("iso2022") or not _is_utf8(data)):
            return data.decode(name, C1 if name == "cp1252" else "strict")
    except (LookupError, UnicodeDecodeError):
        pass
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _tree(page: str) -> Any:
    """The parsed page. libxml2 stops quietly where tags are nested 256 deep: better no article than half of one."""
    from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(NOT_XML.sub("", page).encode(), parser=parser)
    except etree.ParserError as error:
        raise DocumentError("no text in it") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError("tags nested deeper than 256 levels: save the page again as plain text")
    return tree


def _date(tree: Any) -> str | None:
    """The day of publication, looked for only in what the page marks as a date."""
    import htmldate
    from lxml import html  # type: ignore[import-untyped, unused-ignore]

    marked = html.document_fromstring("<html><head></head><body><p></p></body></html>")
    for element in tree.xpath("//head/meta | //head/link[@rel='canonical'] | //script[contains(@type, 'ld+json')]"):
        if "copyright" not in (element.get("name") or element.get("itemprop") or "").lower():
            marked.head.append(copy.deepcopy(element))
    for element in tree.xpath(MARKED_AS_DATE):
        if len(element.text_content()) <= DATE_LENGTH:
            marked.body.append(copy.deepcopy(element))
    for element in list(marked.iter("meta", "time", "abbr", "span")):
        shown = (element.get("content"), element.get("datetime"), element.text)
        if any(value and EITHER_ORDER.fullmatch(value) and parse_date(value) is None for value in shown):
            element.drop_tree()
    # Without bounds htmldate takes no day before 1995 nor after today.
    return htmldate.find_date(
        marked, original_date=True, extensive_search=False, min_date="1800-01-01", max_date="2200-01-01"
    )


def _blocks(element: Any) -> Iterator[str]:
    """The plain blocks of trafilatura's tree (TEI: head, p, hi, list, item, table, row, cell, quote, lb, code)."""
    inline = [element.text or ""]
    for child in element:
        if child.tag in ("head", "list", "table") or child.tag in CONTAINERS or _is_code_block(child):
            yield from filter(None, [_join(inline)])
            inline = []
            yield from _block(child)
        else:
            inline.append("\n" if child.tag == "lb" else "".join(child.itertext()))
        inline.append(child.tail or "")
    yield from filter(None, [_join(inline)])


def _block(element: Any) -> Iterator[str]:
    match element.tag:
        case "head":
            level = (element.get("rend") or "h2")[1:]
            text = _join(element.itertext())
            block = f"{'#' * int(level)} {text}" if text and level in "123456" else text
        case "list":
            block = "\n".join("- " + "\n  ".join(blocks) for item in element if (blocks := list(_blocks(item))))
        case "table":
            rows = ([" ".join(_blocks(cell)) for cell in row] for row in element.iter("row"))
            block = "\n".join(" | ".join(cells) for cells in rows if any(cells))
        case "code":
            block = "".join(element.itertext()).strip("\n")
        case _:
            yield from _blocks(element)
            return
    if block:
        yield block


def _is_code_block(element: Any) -> bool:
    return element.tag == "code" and "\n" in "".join(element.itertext()).strip()


def _join(parts: Iterable[str]) -> str:
    """Text as a browser shows it: runs of white space are one space, save for line breaks that the page asks for."""
    lines = "".join("\n" if part == "\n" else re.sub(r"[ \t\r\n\f]+", " ", part) for part in parts).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip()
