"""The one day that the markup of a page gives as that of its publication: `itemprop=datePublished`, `class=published`,
`<time>`.

It counts in whatever part of the page it stands, a widget or a box beside the text, as long as all that are marked so
name the same day: a list of other articles marks theirs in the same way.
"""

from __future__ import annotations

import datetime
import itertools
import re
from typing import Any

from qa.documents.pages.clutter import name_of
from qa.documents.pages.data import alike, is_anothers
from qa.documents.pages.named_days import LINE, day_of, days

NAMED = re.compile(
    r"(?<![a-z])(date-?published|(dt-|date-)?published(-(date|on|at|time))?|pub-?date|posted-on|"
    r"(entry|post|posted|article|publish(ed|ing)?|publication|story|news)-?date)(?![a-z])"
)
# What may be named so; most elements of a page need no closer look.
SUSPECTS = (
    "//*[@pubdate or contains(@itemprop, 'ubli') or contains(@class, 'ubli') or contains(@class, 'ate')"
    " or contains(@class, 'osted')]"
)
CHANGED = re.compile(r"updat|modif|edited|changed|revis")
# Parts that belong to readers, other articles or other things than the article.
FOREIGN = re.compile(
    r"(?<![a-z])(\w*comment\w*|respond|repl(y|ies)|related\w*|recommend\w*|teasers?|cards?|popular|most-?\w+|trending|"
    r"latest\w*|recent\w*|events?|calendar|video\w*|player|current|today|weather|copyright|ticker|breaking|promo\w*|"
    r"profile|bio|read-?(more|next)|more-(on|from|stories|news)|archives?|prev\w*|next|nav\w*|footer|feed|carousel|slider)"
    r"(?![a-z])"
)
PARTS = ("nav", "header", "aside", "footer", "iframe", "noscript", "template")
HEADINGS = ("h2", "h3", "h4", "h5")
MARKED = 60  # elements that are looked at


def marked_day(tree: Any, title: str, language: str, *, named: bool) -> list[datetime.date]:
    """The day, or none where the page marks none or several. `title` is the article's; `named`: by a name for days of
    publication, else by a mere `<time>`."""
    suspects = tree.xpath(SUSPECTS) if named else tree.iter("time")
    marked = (element for element in suspects if _is_marked(element, named))
    dated = [(element, day) for element in itertools.islice(marked, MARKED) if (day := _day(element, language))]
    own = _around_title(tree, title) if dated else set()
    said = {day for element, day in dated if not _is_foreign(element, own)}
    return list(said) if len(said) == 1 else []


def _is_marked(element: Any, named: bool) -> bool:
    name = name_of(element)
    is_named = element.get("pubdate") is not None or bool(NAMED.search(name))
    return (is_named or not named) and not CHANGED.search(name)


def _day(element: Any, language: str) -> datetime.date | None:
    for stamp in map(element.get, ("datetime", "content")):
        if stamp and len(stamp) <= LINE:
            return day_of(stamp, language)
    text = " ".join(element.text_content().split())
    spans = list(days(text, language)) if len(text) <= LINE else []
    return spans[0][2] if len(spans) == 1 and not CHANGED.search(text.lower()) else None


def _around_title(tree: Any, title: str) -> set[Any]:
    """The headings of the article and what holds them."""
    around: set[Any] = set()
    for heading in tree.iter("h1", "h2", "h3"):
        if heading.tag == "h1" or alike(heading.text_content(), title) >= 0.8:
            around.update((heading, *heading.iterancestors()))
    return around


def _is_foreign(element: Any, own: set[Any]) -> bool:
    """Whether the mark stands in a part of the page that is about something else than its article."""
    apart = element
    for above in (element, *element.iterancestors()):
        if above in own or above.tag in ("body", "html"):
            break
        apart = above
        if above.tag in PARTS or is_anothers(above) or (above is not element and FOREIGN.search(name_of(above))):
            return True
    return any(
        heading.getparent().tag == "a" or next(heading.iter("a"), None) is not None for heading in apart.iter(*HEADINGS)
    )
