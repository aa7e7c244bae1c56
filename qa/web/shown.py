"""What the page shows of an index beside answers: its size and age, an article, what may be filtered by."""

from __future__ import annotations

import datetime

from typing_extensions import TypedDict

from qa.index.index import Index


class ChoicesJSON(TypedDict):
    """What the filters offer: the names of all sources, and the days of the first and the last article."""

    sources: list[str]
    first: str | None
    last: str | None


class ScanJSON(TypedDict):
    """The file of an article that was read from pictures of pages, and the pages that words of it stand on, from 1."""

    file: str
    pages: list[int]


class MarkJSON(TypedDict):
    """Where words of one line stand: a page, from 1, and the sides of a box as parts, 0 to 1, of those of the page."""

    page: int
    left: float
    top: float
    width: float
    height: float


class ArticleJSON(TypedDict):
    """What the article panel shows; every offset of a citation points into `text`. `scan` is None where no pages can be
    shown."""

    title: str
    source: str | None
    date: str | None
    text: str
    scan: ScanJSON | None


def described(index: Index) -> str:
    """`36 articles · 402 passages · indexed 22 Nov 10:46`"""
    manifest = index.manifest
    articles = f"{manifest.documents:,} article{'' if manifest.documents == 1 else 's'}"
    passages = f"{manifest.passages:,} passage{'' if manifest.passages == 1 else 's'}"
    return f"{articles} · {passages} · indexed {_moment(manifest.built)}"


def _moment(built: str) -> str:
    """Show an ISO time in this machine's time zone, with the year only when it is not this one."""
    moment = datetime.datetime.fromisoformat(built).astimezone()
    this_year = moment.year == datetime.datetime.now().astimezone().year
    return f"{moment.day} {moment:%b %H:%M}" if this_year else f"{moment.day} {moment:%b %Y}"
