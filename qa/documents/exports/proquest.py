"""ProQuest: a title, then labels, among them the full text.

____________________________________________________________
Harbour strike ends
Author: Brink, Ada
Publication info: Coastal Herald ; Halvern [Halvern]. 05 Dec 2025: A.1.
Abstract: ...
Full text: ...
Title: Harbour strike ends
Publication title: Coastal Herald
Publication date: Dec 5, 2025
ProQuest document ID: 123456789
Document URL: https://...
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.exports.pieces import LABEL, Article, TextLine, is_trailer, joined, paragraphs, without_cover
from qa.documents.found_days import in_text
from qa.documents.labels import plain

BEGINS = re.compile(r"_{20,}|document \d{1,5} of \d{1,5}", re.IGNORECASE)
KEPT = ("author", "section", "pages", "firstpage", "startpage", "column", "dateline", "credit")
NAMES = frozenset(
    """
    author publicationinfo abstract links fulltext subject location people company company/organization
    businessindexingterm identifier identifier/keyword classification title alternatetitle publicationtitle volume
    issue pages firstpage startpage numberofpages publicationyear publicationdate year section column dateline
    publisher placeofpublication countryofpublication publicationsubject issn eissn coden sourcetype
    languageofpublication language documenttype documentfeature accessionnumber proquestdocumentid documenturl
    copyright lastupdated database credit correspondenceauthor onlinepublicationdate publicationhistory caption
    """.split()
)
ABOVE = 8  # lines of a title
OPENING = 80  # characters by which an abstract is known that only repeats the beginning


def proquest(text: str, rows: Sequence[TextLine]) -> Article | None:
    """One article of a download."""
    rows = without_cover(rows)
    first = next((n for n, row in enumerate(rows[:ABOVE]) if _name(row)), None)
    if first is None:
        return None
    found = _labelled(rows, first)
    if not {"fulltext", "abstract"} & found.keys() or not {"proquestdocumentid", "publicationinfo"} & found.keys():
        return None
    value = {name: _value(each) for name, each in found.items()}
    info = value.get("publicationinfo", "")
    day = in_text(info)
    stated = (
        ("title", value.get("title") or joined(rows[:first])),
        ("publication date", value.get("publicationdate", "")),
        ("date", day.isoformat() if day else ""),
        ("source", value.get("publicationtitle") or re.split(r"\s*;|\.\s", info, maxsplit=1)[0]),
        ("url", value.get("documenturl", "")),
    )
    main = "fulltext" if value.get("fulltext") else "abstract"
    body = _span(found[main]) if main in found else ()
    kept = [joined(found[name]) for name in KEPT if value.get(name)]
    if main == "fulltext" and (abstract := value.get("abstract")) and abstract[:OPENING] not in value["fulltext"]:
        kept.append(joined(found["abstract"]))
    number = re.fullmatch(r"\d{4,12}", value.get("proquestdocumentid", ""))
    return Article(stated, tuple(kept), body, number[0] if number else None)


def _name(row: TextLine) -> str:
    """The label that a line begins with, or ""."""
    label = LABEL.match(row.text)
    name = plain(label["name"]) if label else ""
    return name if name in NAMES else ""


def _value(rows: Sequence[TextLine]) -> str:
    label = LABEL.match(joined(rows))
    return label["value"].strip() if label else ""


def _span(rows: Sequence[TextLine]) -> tuple[tuple[int, int], ...]:
    """Where a value stands, without its label."""
    inline = _value(rows[:1])
    start = rows[0].end - len(inline) if inline else (rows[1].start if len(rows) > 1 else rows[0].end)
    return ((start, rows[-1].end),) if start < rows[-1].end else ()


def _labelled(rows: Sequence[TextLine], first: int) -> dict[str, list[TextLine]]:
    """The lines of each label. Within the full text nothing is a label, save in the run of them at its end."""
    tail = len(rows)
    for block in reversed(paragraphs(rows)):
        if not _name(block[0]) and not all(map(is_trailer, block)):
            break
        tail -= len(block)
    found: dict[str, list[TextLine]] = {}
    name = ""
    for number in range(first, len(rows)):
        row = rows[number]
        label = _name(row)
        if label and label not in found and (name != "fulltext" or number >= tail):
            name = label
            found[name] = [row]
        elif number < tail or not is_trailer(row):
            found[name].append(row)
    return found
