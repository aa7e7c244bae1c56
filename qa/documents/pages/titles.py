"""The title of a page's article, and the name of its site; never the site's or the section's name for the article's."""

from __future__ import annotations

import re
from typing import Any

from qa.documents.pages.data import ARTICLES, Node, alike, squash

# "Halibut prices fall | Harbour Gazette", "Sport - Harbour Gazette"
PARTS = re.compile(r"\s+[|–—·•»«:/\\-]+\s+|\s*[|»•]\s*")
HEADINGS = ("h1", "h2", "h3")
ASIDE = ("nav", "footer", "aside", "form")
MASTHEAD = re.compile(
    r"(?<![a-z])(logo|masthead|brand(ing)?|site-?(title|name|header|branding)|blog-?title|navbar|sidebar|widget\w*|menu|related\w*|comments?)(?![a-z])"
)
METAS = ("og:title", "twitter:title", "citation_title", "dc.title", "headline", "title")
NAMES = ("application-name", "apple-mobile-web-app-title", "al:ios:app_name", "dc.publisher", "citation_journal_title")
NODES = 20
SITES = re.compile("WebSite|NewsMediaOrganization")
SITE = 40  # characters of a site's name at the end of a page's title
LENGTH = 300


def title_and_site(tree: Any, found: list[Node], meta: dict[str, str], url: str) -> tuple[str, str]:
    """Both "" where the page does not say."""
    whole = " ".join(" ".join(element.text_content() for element in tree.iterfind(".//head/title")).split())
    site = _site(found, meta)
    headings = _headings(tree)
    own = [node.text("headline") for node in found[:NODES] if node.is_kind(ARTICLES) and not node.is_update]
    metas = [meta[name] for name in METAS if name in meta]
    shown = [text for text, _ in headings]
    # "Orrin News - Latest News & Headlines" is no title, but "Orrin News - Halibut prices fall" is.
    names = {text for text in (whole, *metas, *shown) if _is_name(text, site) and not _any_agrees(text, shown, site)}
    metas = [text for text in metas if text not in names]
    parts = [] if whole in names else [part for part in PARTS.split(whole) if part.strip()]
    # Pages also have the JSON-LD of other articles.
    own = [text for text in own if text and (_any_agrees(text, [whole, *metas, *shown], site) or not (metas or shown))]
    said = [(2.0, own), (1.6, metas), (1.5, [whole] if whole and whole not in names else [])]
    best, score = "", 0.0
    for text, weight in (*headings, *_candidates(own, metas, parts, whole)):
        text = " ".join(text.split())
        if not text or len(text) > LENGTH or text in names:
            continue
        own_part = text == whole or text in parts  # which says no more for itself
        agreed = said[:2] if own_part else said
        weight += sum(worth for worth, texts in agreed if any(_agree(text, other) for other in texts))
        weight += any(_agree(text, other) and other != text for other in shown[:4])
        if weight > score:
            best, score = text, weight
    for text, _ in headings:  # "Halibut prices fall - Fish - Harbour Gazette": the heading says it alone
        if text != best and squash(text) in squash(best) and 3 * len(text) > len(best) and text.count(" ") >= 2:
            best = text
            break
    if not site and len(parts) > 1 and _agree(parts[0], best) and len(parts[-1]) <= SITE and "." not in parts[-1]:
        site = parts[-1].strip()
    return _without_site(best, site), site


def is_of_part(title: str, parts: list[Any]) -> bool:
    """Whether a title is the heading of one of these parts of the page."""
    return any(squash(heading.text_content()) == squash(title) for part in parts for heading in part.iter(*HEADINGS))


def _candidates(own: list[str], metas: list[str], parts: list[str], whole: str) -> list[tuple[str, float]]:
    """What may be the title besides a heading, each with how much speaks for it by itself."""
    said = [(text, 2.0) for text in own] + [(text, 1.2) for text in metas[:2]]
    # "Sport" and "Harbour Gazette" are shorter than most articles' titles.
    said += [(part, 1.9 if part.count(" ") >= 3 else 0.4) for part in (*parts[:1], *parts[1:][-1:])]
    return [*said, (whole, 0.5 if len(parts) > 1 else 1.9 if whole.count(" ") >= 2 else 0.9)]


def _headings(tree: Any) -> list[tuple[str, float]]:
    """The first headings of the page, each with how much its place speaks for it."""
    found: list[tuple[str, float]] = []
    for element in tree.iter(*HEADINGS):
        text = " ".join(element.text_content().split())
        if not text or len(found) >= 40:
            continue
        around = [element, *element.iterancestors()]
        names = " ".join(
            f"{above.get('class') or ''} {above.get('id') or ''}"
            for above in around
            if above.tag not in ("body", "html")
        ).lower()
        if any(above.tag in ASIDE for above in around) or MASTHEAD.search(names.replace("_", "-")):
            continue
        inside = any(above.tag in ("article", "main") or (above.get("role") == "main") for above in around)
        weight = (
            {"h1": 1.5, "h2": 0.6, "h3": 0.2}[element.tag]
            + 0.5 * inside
            + 0.5 * ("title" in names or "headline" in names)
        )
        if sum(1 for _, other in found if other >= 1.5) and element.tag == "h1":
            weight -= 0.3  # the first of several
        found.append((text, weight))
    return found


def _site(found: list[Node], meta: dict[str, str]) -> str:
    """The name that the page gives its site: in its tags, its publisher, the site's own JSON-LD."""
    if meta.get("og:site_name"):
        return meta["og:site_name"]
    for node in found:
        publisher = node.values.get("publisher")
        name = publisher.get("name") if node.is_kind(ARTICLES) and isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    named = (node.text("name") for node in found if node.is_kind(SITES))
    return next(filter(None, (*named, *(meta.get(name, "") for name in NAMES))), "")


def _is_name(text: str, site: str) -> bool:
    """Whether a text is the site's name, or that with a few words: "Orrin News - Latest News & Headlines"."""
    if not site:
        return False
    first = PARTS.split(text)[0]
    return squash(text) == squash(site) or (squash(first) == squash(site) and len(text) < 3 * len(site) + 40)


def _any_agrees(text: str, others: list[str], site: str) -> bool:
    """Whether one of these, and not for the site's name alone, says the same."""
    return any(_agree(text, other) for other in others if not _is_name(other, site))


def _agree(one: str, other: str) -> bool:
    return alike(one, other) >= 0.75 if min(len(squash(one)), len(squash(other))) >= 8 else squash(one) == squash(other)


def _without_site(title: str, site: str) -> str:
    """`("Halibut prices fall | Harbour Gazette", "Harbour Gazette")` -> `"Halibut prices fall"`."""
    if site:
        for pattern in (r"\s*[|–—·•»-]\s*" + re.escape(site) + r"\s*$", r"^" + re.escape(site) + r"\s*[|–—·•»:-]\s*"):
            title = re.sub(pattern, "", title, flags=re.IGNORECASE) or title
    parts = re.split(r"\s*[|»•⋆]\s*", title)
    longest = max(parts, key=len)
    others = [part for part in parts if part is not longest]
    return longest if longest.count(" ") >= 3 and all(part.count(" ") < 3 for part in others) else title
