"""The changes of saved questions as an Atom 1.0 feed (RFC 4287), for any feed reader."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode, urljoin

from lxml import etree

from qa.keep.literal import visible
from qa.saved.schema import ChangeJSON, SavedJSON, SeenPlaceJSON
from qa.saved.telling import told

ENTRIES = 100
TITLE = 300
"""Characters of a title."""

_ATOM = "http://www.w3.org/2005/Atom"
# A tag URI needs a name of somebody; this one nobody can own (RFC 2606). What follows is unlike that of any other list.
_TAG = "tag:article-qa.invalid,2026:saved"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = "1970-01-01T00:00:00+00:00"


def feed(directory: Path, questions: Sequence[SavedJSON], home: str | None = None, own: str | None = None) -> bytes:
    """The newest `ENTRIES` changes of the questions of an index, the newest first. `home` is the address of the page,
    where each entry leads to its question; `own` that of the feed."""
    entries = [(change["at"], saved, change) for saved in questions for change in saved["history"]]
    entries.sort(key=lambda each: each[0], reverse=True)
    updated = max([*(at for at, _, _ in entries[:1]), *(saved["saved"] for saved in questions)], default=_EPOCH)
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", f"{_TAG}/{hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()[:12]}")
    _add(root, "title", "Article QA: saved questions")
    _add(root, "updated", updated)
    _add(_add(root, "author"), "name", "Article QA")
    for relation, address in (("self", own), ("alternate", home)):
        if address:
            _add(root, "link", rel=relation, href=address)
    for _, saved, change in entries[:ENTRIES]:
        _entry(root, saved, change, home)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _entry(root: etree._Element, saved: SavedJSON, change: ChangeJSON, home: str | None) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", f"{_TAG}/{saved['id']}/{change['id']}")
    _add(entry, "title", f"{change['kind'].capitalize()}: {' '.join(saved['question'].split())}"[:TITLE])
    _add(entry, "updated", change["at"])
    if home:
        asked = {"q": saved["question"], "since": saved["since"], "until": saved["until"]}
        query = [(name, value) for name, value in asked.items() if value]
        query += [("sources", source) for source in saved["sources"] or ()]
        query += [("names", name) for name in saved.get("names") or ()]
        _add(entry, "link", rel="alternate", href=urljoin(home, f"?{urlencode(query)}"))
    _add(entry, "category", term=change["kind"])
    _add(entry, "content", "\n\n".join([told(change), *map(_quoted, change["places"])]), type="text")


def _quoted(place: SeenPlaceJSON) -> str:
    facts = ", ".join(fact for fact in (place["title"], place["source"], place["date"], place["document"]) if fact)
    return f"“{place['text']}” ({facts})"


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    plain = {key: _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value) for key, value in attributes.items()}
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", plain)
    child.text = text and _NO_XML.sub("\N{REPLACEMENT CHARACTER}", visible(text))
    return child
