"""The days that a page shows near its title: in a line under it, a `<time>`, a byline, a dateline.

Of another article, a comment, an event, today's weather or the copyright notice it takes none, nor of a sentence.
"""

from __future__ import annotations

import copy
import datetime
import re
from typing import Any

from qa.documents.pages.blocks import HEADINGS, PageBlock, blocks
from qa.documents.pages.clutter import PART, name_of, replace
from qa.documents.pages.data import alike, is_anothers, squash
from qa.documents.pages.named_days import LINE, day_of, days

UNRELATED = re.compile(
    r"(?<![a-z])(sidebar|related\w*|recommend\w*|comments|respond|today|current-?(date|time)|clock|weather|events|"
    r"comment-?(list|section|area|form|body|content|text|wrap\w*|item)|calendar|newsletter|popular|most-?\w+|trending|"
    r"latest\w*|recent\w*|copyright|references?|citations?|bibliography|breaking|ticker|archives?|video\w*|player|"
    r"leserbrief\w*|page-?footer|site-?footer)(?![a-z])"
)
LOOSELY = re.compile(r"(?<![a-z])(nav|menu|more|promo\w*|widget)(?![a-z])")
UNSEEN = ("script", "style", "noscript", "template", "svg", "select", "button", "nav", "iframe", "cite", "figure")
HINT = re.compile(
    r"(?<![a-z])(\w*date\w*|\w*time\w*|\w*publi\w*|posted\w*|submit\w*|authored|by-?line\w*|\w*meta\w*|created|dat|\w*datum|"
    r"fecha|article-?info|post-?info|info)(?![a-z])"
)
CHANGED = re.compile(
    r"updat|modif|edited|revis|aktualis|geänd|änder|(?<!\w)stand\b|actualiz|mis à jour|màj|maj\b|aggiorn|"
    r"bijgewerkt|uppdat|oppdat|обновл|zaktual|aktualiz|letzte|\blast\b|atualiz",
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
SEEN_ALONE = {*UNSEEN, "footer", "time"}
LINKED = 0.5
UPDATED = 10  # added to the rank of the day of an update


Shown = list[tuple[int, datetime.date]]
"""Days with how little speaks for each, the likeliest first."""


def shown_days(tree: Any, title: str, language: str) -> tuple[Shown, Shown]:
    """Days that the page shows as those of the article, and days of its updates."""
    body = tree.find("body")
    page = blocks(_related(body if body is not None else tree, title))
    at = _place_of(title, page)
    ranked: list[tuple[tuple[int, int], int, datetime.date]] = []
    for indices in (range(at, len(page)), reversed(range(at))):
        far = 0
        for index in indices:
            for line in page[index].text.split("\n"):
                ranked += [
                    (rank, len(ranked), day) for rank, day in _ranked(line, page[index], far, index < at, language)
                ]
                far += len(line)
    shown = [(rank, day) for (rank, _), _, day in sorted(ranked)]
    return [one for one in shown if one[0] < UPDATED], [one for one in shown if one[0] >= UPDATED]


def _ranked(
    line: str, block: PageBlock, far: int, before: bool, language: str
) -> list[tuple[tuple[int, int], datetime.date]]:
    """The days of a line, each with how little speaks for it: a class and a distance from the title."""
    spans = list(days(line[:LINE], language))
    if not spans or block.element.tag == "pre":
        return []
    far = 2 * far + 50 if before else far
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
    if block.linked > LINKED and not hinted:
        return []
    if hinted or labelled or (far == 0 and not before and block.element.tag in HEADINGS):
        rank = 0 if far < 1500 else 2 if not before else 4
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
        if not OTHER.search(label):
            changed = bool(CHANGED.search(label)) and not PUBLISHED.search(label)
            found.append(((rank + UPDATED * changed, far), day))
    return found


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


def _is_footer(element: Any) -> bool:
    return element.tag == "footer" and not any(
        above.tag in ("article", "main", "section") for above in element.iterancestors()
    )


def _is_unrelated(element: Any) -> bool:
    name = name_of(element)
    if is_anothers(element) or (element.tag == "article" and "comment" in name):
        return True
    if element.tag in ("article", "main", "time"):
        return False
    return bool(UNRELATED.search(name) or (LOOSELY.search(name) and not HINT.search(name)))


def _related(body: Any, title: str) -> Any:
    """A copy without what belongs to other articles, in which each `<time>` shows its whole day."""
    body = copy.deepcopy(body)
    most = len(body.text_content()) / PART
    kept: set[Any] = set()
    for heading in body.iter("h1", "h2", "h3", "h4"):
        if heading.tag == "h1" or alike(heading.text_content(), title) >= 0.8:
            kept.update((heading, *heading.iterancestors()))
    for element in list(body.iter()):
        if element is body or element in kept or not (element.attrib or element.tag in SEEN_ALONE):
            continue
        if (
            element.tag in UNSEEN
            or _is_footer(element)
            or (_is_unrelated(element) and len(element.text_content()) < most)
        ):
            replace(element, "")
            continue
        _spell_out(element)
    return body


def _spell_out(element: Any) -> None:
    """Write the day of a `<time>` that says "2 hours ago" before its words, and keep both from their neighbours."""
    title = element.get("title") or ""
    stamp = element.get("datetime") or element.get("content") or (title if len(title) >= len("2024-3-1") else "")
    dated = element.tag in ("time", "abbr", "span") or "date" in (element.get("itemprop") or "").lower()
    if stamp and dated and len(stamp) <= LINE:
        whole = day_of(stamp, "")
        if whole and not any(days(element.text_content(), "de")):
            element.text = f"{whole} {element.text or ''}"
    if element.tag in ("time", "abbr"):
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
