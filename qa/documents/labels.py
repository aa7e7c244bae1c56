"""The names under which files state the title, the day, the source and the address of an article.

Headers of text files, front matter of Markdown and fields of newspaper databases share them. Case, spaces, `-` and `_`
make no difference: `publishDate`, `PUBLISH-DATE` and `publish_date` are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from qa.documents.days import parse_date
from qa.documents.fields import Fields, clean, clean_url
from qa.documents.found_days import in_line

Role = Literal["title", "date", "source", "url"]

# Of several, the first in this order counts: the day of publication before that of a change.
NAMES: dict[Role, str] = {
    "title": "title headline subject hd",
    "date": """
        publishdate publisheddate publishedat publishedon published publicationdate datepublished pubdate issuedate date
        datum pd posted postedon dateposted sent created createdat datecreated creationdate loaddate updated lastupdated
        modified lastmod lastmodified
    """,
    "source": "source publication publicationtitle publicationname publisher newspaper outlet journal sitename site sn",
    "url": "url link canonical canonicalurl permalink sourceurl originalurl externalurl documenturl weblink source",
}
ROLES: dict[str, tuple[Role, ...]] = {}
for _role, _names in NAMES.items():
    for _name in _names.split():
        ROLES[_name] = (*ROLES.get(_name, ()), _role)

# `[[Coastal Herald]]` of Obsidian, `[Coastal Herald](https://…)` of Markdown.
WIKI = re.compile(r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]")
LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^()\s]{1,2000})\)")


def plain(name: str) -> str:
    """The one spelling of a name: `Publish-Date` -> `publishdate`."""
    return re.sub(r"[\s_-]", "", name).casefold()


def roles(name: str) -> tuple[Role, ...]:
    """What a name may state; () for any other name."""
    return ROLES.get(plain(name), ())


def fields(stated: Iterable[tuple[str, object]]) -> Fields:
    """The fields that names and values give: for each the value of the first name that has a usable one."""
    values: dict[str, object] = {}
    for name, value in stated:
        values.setdefault(plain(name), value)
    chosen = {
        role: next((value for name in names.split() if name in values and (value := usable(role, values[name]))), None)
        for role, names in NAMES.items()
    }
    return Fields(**chosen)


def usable(role: Role, value: object) -> str | None:
    """The value as a field of an article takes it, or None."""
    if isinstance(value, Mapping):  # source: {name: Coastal Herald, url: …}
        value = value.get("url" if role == "url" else "name")
    if isinstance(value, list):
        value = ", ".join(each for each in value if isinstance(each, str))
    if not isinstance(value, str):
        return None
    text = WIKI.sub(r"\1", value)
    match role:
        case "url":
            return clean_url(LINK.sub(r"\2", text))
        case "date":
            day = parse_date(text) or in_line(text)
            return day.isoformat() if day else None
        case _:
            text = LINK.sub(r"\1", text).strip()
            return None if clean_url(text) else clean(text)
