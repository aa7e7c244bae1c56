"""The passages of a generation -> what finds them, part by part: the words; the columns of days, sources, stories; who
said what; who and what is named.
"""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np

from qa.building import versions
from qa.english import stems
from qa.english.dates import mentioned
from qa.english.naming import read
from qa.english.quotations import quotations
from qa.index import filters, lexical, mentions, name_columns, speakers, stories
from qa.index import names as naming
from qa.index import quotations as said
from qa.index.filters import UNDATED, Filters
from qa.index.index import Index
from qa.index.lexical import Entry, Lexical
from qa.index.manifest import Manifest
from qa.index.mentions import Mentions
from qa.index.name_columns import ArticleNames
from qa.index.names import FolderNames
from qa.index.passages import plain_letters, searched_text
from qa.index.quotations import Quotations
from qa.index.speakers import SpeakerNumbers, Speakers
from qa.index.store import Store
from qa.index.stories import Stories
from qa.types import Progress

_EVERY = 1000
_COLUMNS = (filters.DAYS, filters.SOURCES, filters.NAMES, mentions.FILE, stories.FILE)

Told = Callable[[int], None]
"""Is told how many passages a part has gone through."""


class Column(NamedTuple):
    """Files of a generation, or folders of them, that are made together: what `write` writes has these `names`."""

    names: tuple[str, ...]
    write: Callable[[Store, Path, Told], None]


def write_searches(folder: Path, parts: Sequence[Column], progress: Progress) -> None:
    """Write these parts for the texts in `folder`. Raises OSError when the disk does not take them."""
    store = Store(folder)

    def tell(before: int, done: int) -> None:
        progress("indexing", before + done, len(parts) * store.passages)

    try:
        for at, part in enumerate(parts):
            part.write(store, folder, partial(tell, at * store.passages))
        tell(len(parts) * store.passages, 0)  # the rows since the last thousand: a bar ends where it said it would
    finally:
        store.close()


def _write_words(store: Store, folder: Path, told: Told) -> None:
    def entries() -> Iterator[Entry]:
        for row, facts in enumerate(store.texts()):
            if row % _EVERY == 0:
                told(row)
            yield Entry(*facts)

    Lexical.build(entries(), folder)


def _write_columns(before: Index | None, store: Store, folder: Path, told: Told) -> None:
    """The days that articles name which the generation `before` has to the letter are taken from there."""
    known = _passages_of(before) if before else {}
    days, sources, named = array("i"), list[str | None](), array("i")
    each = store.passages_each()

    def texts() -> Iterator[str]:
        row = 0
        for at, (article, digest) in enumerate(zip(store.articles(), store.hashes().values(), strict=True)):
            count = each[at]
            days.extend([article.date.toordinal() if article.date else UNDATED] * count)
            sources.extend([article.source] * count)
            first, then = known.get(digest, (0, None))
            if before and then == count:
                named.frombytes(before.mentions.copied(first, count, row).tobytes())
            else:
                named.extend(_mentions(store, range(row, row + count), article.date))
            row += count
            if at % _EVERY == 0:
                told(row)
            yield article.text

    Stories.build(texts(), each, folder)
    Filters.build(np.array(days, np.int32), sources, folder)
    Mentions.build(np.array(named, np.int32), folder)


def _passages_of(before: Index) -> dict[bytes, tuple[int, int]]:
    """The first passage of each article of a generation and how many it has, by the digest of the article."""
    each = before.store.passages_each()
    starts = accumulate(each, initial=0)
    return dict(zip(before.store.hashes().values(), zip(starts, each, strict=False), strict=True))


def _mentions(store: Store, rows: range, date: datetime.date | None) -> Iterator[int]:
    """For each day or period that the passages of an article of this day name: the row, the first day and the last."""
    for row, pair in zip(rows, store.fetch(rows), strict=True):
        found = mentioned(plain_letters(searched_text(*pair)), date)
        for since, until in dict.fromkeys((each.since, each.until) for each in found):
            yield from (row, since.toordinal(), until.toordinal())


def _write_quotations(before: Index | None, store: Store, folder: Path, told: Told) -> None:
    """Those of the articles that the generation `before` has to the letter are taken from there."""
    known = {digest: row for row, digest in enumerate(before.store.hashes().values())} if before else {}
    tables: list[said.Table] = []
    counted: list[speakers.Table] = []
    numbers = SpeakerNumbers()
    passage = 0
    for row, (digest, count) in enumerate(zip(store.hashes().values(), store.passages_each(), strict=True)):
        if before and before.speakers and digest in known:
            tables.append(before.quotations.copied(known[digest], row))
            counted.append(before.speakers.copied(before.quotations.span(known[digest]), numbers))
        else:
            read = store.fetch(range(passage, passage + count))
            sentences = [sentence for _, each in read for sentence in each.sentences]
            found = quotations(read[0][0], sentences)
            tables.append(said.columns(row, found))
            counted.append(numbers.columns(read[0][0], found, sentences))
        passage += count
        if row % _EVERY == 0:
            told(passage)
    Quotations.build(tables, folder)
    Speakers.build(counted, numbers, folder)


def _write_names(before: Index | None, store: Store, folder: Path, told: Told) -> None:
    """Those of the articles that the generation `before` has to the letter are taken from there."""
    known = {digest: row for row, digest in enumerate(before.store.hashes().values())} if before else {}

    def each() -> Iterator[ArticleNames]:
        passage = 0
        for row, (article, digest, count) in enumerate(
            zip(store.articles(), store.hashes().values(), store.passages_each(), strict=True)
        ):
            if before and digest in known:
                yield before.names.copied(known[digest], row)
            else:
                yield name_columns.columns(row, read(article.text))
            passage += count
            if row % _EVERY == 0:
                told(passage)

    FolderNames.build(each(), folder, before.names if before else None)


WORDS = Column((lexical.FOLDER,), _write_words)


def columns_anew(before: Index | None) -> Column:
    """Days, sources, stories; the days that unchanged articles name are taken from the generation `before`, if this
    version found them, and cut the articles into passages."""
    same = (
        before is not None
        and before.manifest.columns == versions.columns()
        and before.manifest.reading == versions.reading()
    )
    return Column(_COLUMNS, partial(_write_columns, before if same else None))


def said_anew(before: Index | None) -> Column:
    """Who said what; what has not changed since the generation `before` is taken from it, if this version made it."""
    same = before is not None and before.manifest.quotations == versions.quotations()
    return Column((said.FILE, speakers.FILE, speakers.NAMES), partial(_write_quotations, before if same else None))


def named_anew(before: Index | None) -> Column:
    """Who and what is named; what has not changed since the generation `before` is taken from it, likewise."""
    same = before is not None and before.manifest.names == versions.names()
    return Column(naming.FILES, partial(_write_names, before if same else None))


def outdated(manifest: Manifest) -> list[Column]:
    """The parts of which this version makes other ones of the same passages."""
    parts = (
        (WORDS, manifest.words != stems.fingerprint()),
        (columns_anew(None), manifest.columns != versions.columns()),
        (said_anew(None), manifest.quotations != versions.quotations()),
        (named_anew(None), manifest.names != versions.names()),
    )
    return [part for part, other in parts if other]
