"""A page without the parts that show the days of something else - other articles, comments, events, the weather - and
with the days that its stamps mean written out.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from qa.documents.pages.clutter import PART, name_of, replace
from qa.documents.pages.data import alike, is_anothers
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
# A day that is a person's, in the words of the element that has it as its title.
PERSONAL = re.compile(
    r"joined|registered|(?<!\w)born\b|member since|mitglied seit|dabei seit|beigetreten|geboren", re.IGNORECASE
)
SEEN_ALONE = {*UNSEEN, "footer", "time"}


def own_part(body: Any, title: str) -> Any:
    """A copy without what belongs to other articles, in which each `<time>` shows its whole day. `title` is the
    article's."""
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


def _spell_out(element: Any) -> None:
    """Write the day of a `<time>` that says "2 hours ago" before its words, and keep both from their neighbours."""
    title = element.get("title") or ""
    stamp = element.get("datetime") or element.get("content") or (title if len(title) >= len("2024-3-1") else "")
    dated = element.tag in ("time", "abbr", "span") or "date" in (element.get("itemprop") or "").lower()
    if stamp and dated and len(stamp) <= LINE and not (stamp == title and PERSONAL.search(element.text or "")):
        whole = day_of(stamp, "")
        if whole and not any(days(" ".join(element.text_content().split()), "de")):
            element.text = f"{whole} {element.text or ''}"
        if whole and _is_change(element):
            element.text = f" updated: {element.text or ''}"
    if element.tag in ("time", "abbr"):
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"


def _is_change(element: Any) -> bool:
    """Whether a stamp names itself that of a change. `class=updated` alone says nothing: some sites have no other."""
    if "modif" in (element.get("itemprop") or "").lower():
        return True
    above = element.getparent()
    others = [other for other in above.iter("time", "abbr") if other is not element] if above is not None else []
    return bool(CHANGED.search(name_of(element))) and any(not CHANGED.search(name_of(other)) for other in others)
