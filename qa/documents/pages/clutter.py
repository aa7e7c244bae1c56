"""A page without what surrounds every article of its site: menus, footers, forms, related links, notices.

Judges by the names that sites give to such parts, never by what they say, and leaves a part that holds a third of the
page: some sites wrap the article itself in one. What a browser does not show is no text either.
"""

from __future__ import annotations

import copy
import functools
import itertools
import re
from typing import Any

UNSEEN = set(
    "script style template noscript iframe object svg math select button textarea audio video canvas map dialog"
    " datalist label input head time nav footer menu".split()
)
CONTENT = {"html", "body", "article", "main", "h1"}
NAMED = re.compile(
    r"(?<![a-z])(nav|menu|footer|sidebar|bread-?crumbs?|cookies?|consent|gdpr|newsletter|subscri\w*|sign-?up|log-?in|"
    r"share|sharing|social\w*|related|recommend\w*|read-?more|more-(on|from|stories|news)|most-?\w*|popular|trending|"
    r"teasers?|promo\w*|ads?|advert\w*|anzeige|sponsor\w*|outbrain|taboola|widget|comments?(-list|-section|-area|-form)?|"
    r"respond|disqus\w*|tags?|tag-?list|keywords|author\w*|byline|bio|copyright|pagination|pager|paging|toolbar|banner|"
    r"popup|modal|overlay|hidden|visually-?hidden|sr-only|print-?only|donat\w*|paywall|meta|rating|votes?|search\w*|"
    r"legal|disclaimer|skip\w*)(?![a-z])"
)
CAPTION = re.compile(r"(?<![a-z])(\w*caption\w*|corrections?|corrigend\w*|errat\w*|editors?-?note)(?![a-z])")
PLAYER = re.compile(r"(?<![a-z])(videos?|player|embed\w*)(?![a-z])")
NAME = 300  # characters of a name that are looked at
PART = 3  # more than one part in so many of the page's text is no clutter
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
UNREAD = ("script", "style", "template", "noscript")
PARAGRAPHS = 2  # beside an aside that is a box of the article
LINKED = 0.3  # share of an aside; what has more leads to other pages


def without_clutter(tree: Any) -> Any:
    """A copy of the page without those parts."""
    tree = copy.deepcopy(tree)
    most = len(tree.text_content()) / PART
    for element in list(tree.iter()):
        if element.getparent() is not None and (element.tag in UNSEEN or _is_clutter(element, most)):
            replace(element, "")
    return tree


def drop_hidden(tree: Any) -> None:
    """Take what the page hides out of it. A third of the page is hidden only until a script shows it, and stays."""
    hidden = [element for element in tree.xpath("//body//*[@hidden or @style]") if _is_hidden(element)]
    hidden = [element for element in hidden if element.text_content().strip()]
    most = _length(tree) / PART if hidden else 0.0
    for element in hidden:
        if _length(element) < most:
            replace(element, "")


def _is_hidden(element: Any) -> bool:
    # "until-found" is text that a browser shows to whoever searches the page for it.
    hidden = element.get("hidden", "until-found").lower() != "until-found"
    return hidden or bool(HIDDEN.search(element.get("style") or ""))


def _length(element: Any) -> int:
    """Characters of an element that are no program."""
    unread = sum(len(part.text or "") for part in element.iter(*UNREAD))
    return len(element.text_content()) - unread


def replace(element: Any, text: str) -> None:
    """Let an element hold nothing but a text. It stays: text that joins its neighbour is copied each time."""
    element.clear(keep_tail=True)
    element.tag, element.text = "span", text


def _is_clutter(element: Any, most: float) -> bool:
    if element.tag in CONTENT or (not element.attrib and element.tag not in ("aside", "form")):
        return False
    if _is_hidden(element) or element.get("aria-hidden") == "true":
        return True
    named = name_of(element)
    apart = element.tag == "form" or (element.tag == "aside" and not is_box(element))
    suspect = apart or NAMED.search(named)
    return bool(suspect) and not CAPTION.search(named) and len(element.text_content()) < most and not _is_page(element)


def _is_page(element: Any) -> bool:
    """Whether a part, whatever its name, holds the page's heading and paragraphs."""
    held = next(element.iter("h1", "main"), None) is not None
    return held and len(list(itertools.islice(element.iter("p"), PARAGRAPHS + 1))) > PARAGRAPHS


def is_box(aside: Any) -> bool:
    """Whether an `<aside>` is a box of the article: it stands among its paragraphs and does not lead elsewhere."""
    around = aside.getparent()
    paragraphs = sum(child.tag == "p" and bool(child.text_content().strip()) for child in around)
    linked = sum(len(link.text_content()) for link in aside.iter("a"))
    if paragraphs < PARAGRAPHS or linked >= LINKED * len(aside.text_content().strip()):
        return False
    return not any(PLAYER.search(name_of(part)) for part in aside.iter())


def name_of(element: Any) -> str:
    """What a site calls a part, in lower case: `<p class="articleBody post_text">` -> "article-body post-text"."""
    named = " ".join(filter(None, map(element.get, ("class", "id", "role", "itemprop"))))
    return _hyphened(named[:NAME]) if named else ""


@functools.lru_cache(maxsize=4096)  # names come again and again
def _hyphened(named: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", named).replace("_", "-").lower()


def is_caption(element: Any) -> bool:
    """Whether it is or stands in the caption of a picture, or a correction of the article."""
    while element is not None and element.tag not in CONTENT and element.tag != "section":
        if element.tag in ("figcaption", "caption") or CAPTION.search(name_of(element)):
            return True
        element = element.getparent()
    return False
