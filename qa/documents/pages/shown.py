"""The days that a page shows near its title: in a line under it, a `<time>`, a byline, a dateline.

Of another article, a comment, an event, today's weather or the copyright notice it takes none, nor of a sentence.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from qa.documents.pages.blocks import HEADINGS, PageBlock, blocks
from qa.documents.pages.clutter import name_of
from qa.documents.pages.data import alike, squash
from qa.documents.pages.named_days import LINE, days, ends_stretch
from qa.documents.pages.own_part import CHANGED, HINT, own_part

# The head of a site shows today's day, not that of the article.
MASTHEAD = re.compile(r"(?<![a-z])((site|main|top)-?head(er)?|masthead|top-?bar|app-?bar|nav\w*|clock)(?![a-z])")
# WordPress and others say it under the text, in a sentence.
RECORD = re.compile(
    r"(this (entry|post|article|page|item) (was|is)|posted (in|by|on)|dieser (beitrag|eintrag|artikel) (wurde|ist)|"
    r"esta (entrada|noticia)|cet article|ce billet|questo articolo|dit (bericht|artikel))\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"publi|posted|gepostet|erschien|veröff|erstellt|created|written|added|pubblic|gepubl|опубл|geschrieben|"
    r"verfasst|vom\b|eingestellt|datum\b|\bdate\b|\bdata\b|fecha|issued|released?\b|mis en ligne|ajouté|dodano",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"©|foto|photo|bild\b|image|copyright|geboren|\bborn\b|until|\bbis\b|deadline|expire|access|"
    r"abgerufen|retriev|joined|registr|beitritt|dabei seit|"
    r"member since|mitglied seit|premier|begin|termin\b|gültig|valid|effective",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"\b(on|at|by|am|um|uhr|von|le|à|par|il|el|del|de|por|den|kl|ist|gmt|utc|cet|cest|est|edt|pst|pdt|pm|h|"
    r"mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)\b",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\bborn\b|\bdied\b|geboren|gestorben|\bnée? le\b|naissance|\bnacid[oa]\b|nacimiento|\bnat[oa] (?:a|il)\b|"
    r"出生|生于|逝世",
    re.IGNORECASE,
)
LABEL = 40  # characters of what is no more than a label
LINKED = 0.5
UPDATED = 10  # added to the rank of the day of an update
NEAR = 300  # characters from the title in which a line that is nothing but a day may be a link


Shown = list[tuple[int, datetime.date]]
"""Days with how little speaks for each, the likeliest first."""


def shown_days(tree: Any, title: str, language: str) -> tuple[Shown, Shown]:
    """Days that the page shows as those of the article, and days of its updates."""
    body = tree.find("body")
    page = blocks(own_part(body if body is not None else tree, title))
    at = _place_of(title, page)
    heads = set(page[at].element.iterancestors()) if page else set()
    ranked: list[tuple[tuple[int, int], int, datetime.date]] = []
    for indices in (range(at, len(page)), reversed(range(at))):
        far = 0
        for index in indices:
            start = far
            for line in page[index].text.split("\n"):
                label = _label(page[index - 1].text) if index and far == start else ""
                found = _ranked(f"{label}{line}", page[index], far, index < at, language)
                if found and index < at and _is_masthead(page[index].element, heads):
                    found = [((rank + 4, distance), day) for (rank, distance), day in found if rank < UPDATED]
                ranked += [(rank, len(ranked), day) for rank, day in found]
                far += len(line)
    shown = [(rank, day) for (rank, _), _, day in sorted(ranked)]
    if shown:
        lived = set(_lived(page, language))
        shown = [one for one in shown if one[1] not in lived]
    return [one for one in shown if one[0] < UPDATED], [one for one in shown if one[0] >= UPDATED]


def _lived(page: list[PageBlock], language: str) -> Iterator[datetime.date]:
    """The days on which the page says that somebody was born or died."""
    for block in page:
        for match in BORN.finditer(block.text):
            around = block.text[max(0, match.start() - LABEL) : match.end() + LABEL]
            yield from (day for _, _, day in days(around, language))


def _ranked(
    line: str, block: PageBlock, far: int, before: bool, language: str
) -> list[tuple[tuple[int, int], datetime.date]]:
    """The days of a line, each with how little speaks for it: a class and a distance from the title."""
    spans = [span for span in days(line[:LINE], language) if not ends_stretch(line[: span[0]], language)]
    if not spans or block.element.tag == "pre":
        return []
    far = 2 * far + 50 if before else far
    if not before and RECORD.match(line) and not CHANGED.search(line, 0, spans[0][0]):
        return [((0 if far < 1500 else 2, far), spans[0][2])]
    if len(line) > LINE:  # a dateline: "HALVERN, 14 March 2024 - The council..."
        start, stop, day = spans[0]
        opens = start <= 30 and re.match(r"\)?[^\S\n]{0,2}[-–—:.,|/)]", line[stop : stop + 4])
        return (
            [((3, far), day)]
            if opens and not before and far < 800 and not re.search(r"\w{3,}\s\w{3,}\s\w{3,}", line[:start])
            else []
        )
    rest = line
    for start, stop, _ in reversed(spans):
        rest = rest[:start] + " " + rest[stop:]
    words = re.findall(r"[^\W\d_]{2,}", FILLER.sub(" ", rest))
    stamp = any(True for _ in block.element.iter("time"))
    hinted = stamp or any(element.tag == "time" or HINT.search(name_of(element)) for element in _around(block.element))
    labelled = bool(PUBLISHED.search(rest) or CHANGED.search(rest)) and len(words) <= 12
    if block.linked > LINKED and not hinted and (far > NEAR or len(words) > 3):
        return []
    if far == 0 and not before and block.element.tag in HEADINGS:
        rank = 2  # what the title says: "Minutes of 10 October 2019" were published later
    elif hinted or labelled:
        rank = 0 if far < 1500 else 4 if before or block.linked > LINKED else 2
    elif (
        far < 1500
        and len(words) <= (8 if spans[0][0] <= 4 else 4)
        and not (len(words) > 1 and re.search(r"[.!?]\s*$", rest))
    ):
        rank = 1 if far < 600 else 2
    else:
        return []
    found, end = [], 0
    for start, stop, day in spans:
        label, end = line[max(end, start - 40) : start], stop
        if not (OTHER.search(label) or BORN.search(label)):
            changed = bool(CHANGED.search(label)) and not PUBLISHED.search(label)
            found.append(((rank + UPDATED * changed, far), day))
    return found


def _label(before: str) -> str:
    """What the block before a day says of it, where it says no more than that: "Last change:"."""
    if len(before) > LABEL or any(char.isdigit() for char in before):
        return ""
    says = PUBLISHED.search(before) or CHANGED.search(before) or BORN.search(before)
    return f"{before.rstrip(': ')}: " if says and len(before.split()) <= 4 else ""


def _is_masthead(element: Any, heads: set[Any]) -> bool:
    """Whether a block above the title stands in the head of the site, which does not hold the title."""
    for above in (element, *element.iterancestors()):
        if above in heads or above.tag in ("article", "main"):
            return False
        if above.tag == "header" or MASTHEAD.search(name_of(above)):
            return True
    return False


def _around(element: Any) -> list[Any]:
    above = [element]
    while (
        len(above) < 3
        and above[-1].getparent() is not None
        and above[-1].getparent().tag not in ("body", "article", "main")
    ):
        above.append(above[-1].getparent())
    return above


def _place_of(title: str, page: list[PageBlock]) -> int:
    """Where the title stands on the page, else the first heading, else the start."""
    wanted = squash(title)
    heads = [index for index, block in enumerate(page) if block.element.tag in HEADINGS]
    for index in heads:
        if wanted and alike(page[index].text, title) >= 0.8:
            return index
    tops = [index for index in heads if page[index].element.tag == "h1"]
    return (tops or heads or [0])[0]
