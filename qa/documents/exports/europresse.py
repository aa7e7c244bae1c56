"""Europresse, in French or English.

Coastal Herald
Économie, vendredi 5 décembre 2025 543 mots, p. 3
Harbour strike ends
Ada Brink
...
© 2025 Coastal Herald. Tous droits réservés.
news·20251205·HRB·123
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.exports.pieces import Article, TextLine, is_trailer, joined, paragraphs, span, without_cover
from qa.documents.found_days import in_text

NUMBER = re.compile(r"(?:[^:\d]{0,40}: ?)?(?P<key>news\W\d{8}\W[\w-]{1,20}\W[\w·.-]{1,60})")
# Where and how long: a section, a day, a number of words, a page.
PLACE = re.compile(r".{0,120}\b\d{4}\b.{0,40}?\b\d[\d\s]{0,8}(?:mots|words)\b.{0,60}", re.IGNORECASE)
ABOVE = 6  # lines of the name of a newspaper
BYLINE_LENGTH = 120


def europresse(text: str, rows: Sequence[TextLine]) -> Article | None:
    """One article of a download."""
    rows = without_cover(rows)
    at = next((n for n, row in enumerate(rows[:ABOVE]) if PLACE.fullmatch(row.text) and in_text(row.text)), None)
    if not at or any(row.gap for row in rows[1:at]):  # what stands above is more than the name of a newspaper
        return None
    stop = len(rows)
    key = None
    while stop > at + 1 and (is_trailer(rows[stop - 1]) or NUMBER.fullmatch(rows[stop - 1].text)):
        stop -= 1
        number = NUMBER.fullmatch(rows[stop].text)
        key = number["key"] if number else key
    blocks = paragraphs(rows[at + 1 : stop])
    if not blocks:
        return None
    title = joined(blocks[0])
    body = [row for block in blocks[1:] for row in block] or blocks[0]
    day = in_text(rows[at].text)
    stated = (("title", title), ("date", day.isoformat() if day else ""), ("source", rows[at - 1].text))
    return Article(stated, (rows[at].text,), span(body), key)
