"""An excerpt -> where it stands in the articles: to the letter, or nearly.

The search by words proposes passages, for several stretches of a long excerpt; then whole articles are compared, since
one may run over several passages.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.english.wording import Likeness, nearly, to_the_letter
from qa.english.written import Written
from qa.index.index import Index
from qa.index.passages import plain_letters
from qa.index.stories import NO_STORY
from qa.types import EVERYTHING, Document, Passage, Within

# An excerpt nearly stands where it is at least so similar to what stands there; see "Excerpts" in docs/measurements.md.
SIMILAR = 0.65
# Of articles that nearly have it, those are told that are about as similar as the best: copies, and no other report.
AS_SIMILAR = 0.05
# One of fewer words stands to the letter, or not at all: any few words are like some others.
LEAST_WORDS = 6
MOST = 10
"""Articles that are told."""

# Stretches of so many words propose passages: both ends and the middle of a longer excerpt.
STRETCH = 24
# So many passages by their rare words, and so many, the oldest first, that hold every word.
BY_WORDS = 30
HOLDING = 40
_AT_A_TIME = 16
# Stretches that are compared word by word.
COMPARED = 12
# So many passages of one story are read at most.
STORY = 200
# Pieces between ellipses are looked for in all of an article, unless it is longer than this; all else around the
# proposed passages.
LONG_ARTICLE = 100_000
# What has fewer than this share of the longest words of an excerpt is not compared.
TELLING = 8
LIKELY = 0.5

# Words with these in them are written otherwise than they are compared.
_ODD = re.compile("[\u00ad\u200b-\u200d\u2060\ufeffﬀ-ﬆ]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """An article that holds an excerpt, and each of its `pieces` there: an ellipsis parts them. `similarity` is of all
    of them together."""

    document: Document
    pieces: tuple[Likeness, ...]
    exact: bool
    similarity: float


def locate(index: Index, excerpt: Written, within: Within = EVERYTHING) -> list[Excerpt]:
    """The articles `within` the filters in which an excerpt stands, at most `MOST`, the earliest first and undated ones
    last: to the letter, and only where none has it so, nearly. Raises IndexInvalid."""
    wanted = _Wanted.of(excerpt)
    if not wanted.pieces:
        return []
    articles = _read(index, _proposed(index, wanted.whole, within))
    found = wanted.among(articles)
    # Where a report has many copies, not all are among the nearest passages.
    more = _read(index, _same_stories(index, found, articles, within))
    known = {each.document.id for each in articles}
    if more := [each for each in more if each.document.id not in known]:
        found = wanted.among([*articles, *more])
    best = max((each.similarity for each in found), default=0.0)
    return sorted((each for each in found if each.similarity >= best - AS_SIMILAR), key=_by_day)[:MOST]


@dataclass(frozen=True, slots=True)
class _Article:
    """An article with those of its passages that were proposed."""

    document: Document
    passages: list[Passage]

    def around(self, characters: int) -> Iterator[tuple[int, int]]:
        """What lies so near to one of its passages, in order, overlapping stretches as one. They begin with a word."""
        text, start, end = self.document.text, 0, 0
        for passage in sorted(self.passages, key=lambda each: each.start):
            if passage.start - characters > end:
                yield start, end
                start = max(text.rfind(space, 0, passage.start - characters) for space in " \n") + 1
            end = max(end, passage.end + characters)
        yield start, min(end, len(text))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An excerpt, whole and in the pieces between its ellipses, and words that an article which holds it has."""

    whole: Written
    pieces: list[Written]
    telling: tuple[str, ...]

    @classmethod
    def of(cls, excerpt: Written) -> _Wanted:
        whole = excerpt.trimmed()
        words = {whole.keys[at].casefold() for at in whole.words if "'" not in whole.keys[at]}
        return cls(whole, whole.pieces(), tuple(sorted(words, key=lambda word: (-len(word), word))[:TELLING]))

    def among(self, articles: Sequence[_Article]) -> list[Excerpt]:
        """The articles that have it to the letter; where none does, those that nearly do."""
        places = [(each.document, start, end) for each in articles for start, end in self._stretches(each)]
        shared = [self._shared(document.text[start:end]) for document, start, end in places]
        holding = [place for place, share in zip(places, shared, strict=True) if share == 1]
        exact = _best_each(self._exactly(document, Written.of(document.text, *span)) for document, *span in holding)
        if exact:
            return exact
        likely = [place for place, share in zip(places, shared, strict=True) if share >= LIKELY][:COMPARED]
        return _best_each(self._nearly(document, Written.of(document.text, *span)) for document, *span in likely)

    def _stretches(self, article: _Article) -> Iterable[tuple[int, int]]:
        """What of an article is compared. Pieces may stand anywhere in it."""
        text = article.document.text
        if len(self.pieces) > 1 and len(text) <= LONG_ARTICLE:
            return [(0, len(text))]
        return article.around(2 * (self.whole.spans[-1][1] - self.whole.spans[0][0]))

    def _shared(self, text: str) -> float:
        """How many of the telling words a text has; 1 where it may have them in letters that are not seen here."""
        if not self.telling or _ODD.search(text) or not unicodedata.is_normalized("NFC", text):
            return 1.0
        text = text.casefold()
        return sum(word in text for word in self.telling) / len(self.telling)

    def _exactly(self, document: Document, text: Written) -> Excerpt | None:
        places = _in_order([self.whole], text) or _in_order(self.pieces, text)
        return Excerpt(document, places, True, 1.0) if places else None

    def _nearly(self, document: Document, text: Written) -> Excerpt | None:
        places: list[Likeness] = []
        for piece in self.pieces:
            place = _best(piece, text)
            if place is None or place.similarity < SIMILAR or (places and place.start < places[-1].end):
                return None
            places.append(place)
        sizes = [len(piece.words) for piece in self.pieces]
        similarity = sum(size * place.similarity for size, place in zip(sizes, places, strict=True)) / sum(sizes)
        return Excerpt(document, tuple(places), False, similarity)


def _best_each(found: Iterable[Excerpt | None]) -> list[Excerpt]:
    """The likeliest place of each article."""
    best: dict[str, Excerpt] = {}
    for each in found:
        if each and (each.document.id not in best or each.similarity > best[each.document.id].similarity):
            best[each.document.id] = each
    return list(best.values())


def _in_order(pieces: Sequence[Written], text: Written) -> tuple[Likeness, ...]:
    """Each piece to the letter, one behind the other; none where one is missing."""
    places: list[Likeness] = []
    for piece in pieces:
        place = to_the_letter(piece, text, places[-1].end if places else 0)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def _best(piece: Written, text: Written) -> Likeness | None:
    exact = to_the_letter(piece, text)
    return exact or (nearly(piece, text) if len(piece.words) >= LEAST_WORDS else None)


def _proposed(index: Index, excerpt: Written, within: Within) -> list[int]:
    """Rows of passages that may hold a part of an excerpt, the likeliest first."""
    among = index.filters.mask(within)
    votes: defaultdict[int, float] = defaultdict(float)
    for stretch in _stretches(excerpt):
        rows, _ = index.lexical.search(stretch, BY_WORDS, among, within)
        for rank, row in enumerate(rows):
            votes[int(row)] += 1 / (1 + rank)
        for row in index.lexical.containing(stretch, HOLDING, within, among, oldest=True):
            votes[int(row)] += 1
    return sorted(votes, key=lambda row: (-votes[row], row))


def _stretches(excerpt: Written) -> list[str]:
    """What is searched: all of a short excerpt, both ends and the middle of a longer one."""
    words, spans = excerpt.words, excerpt.spans
    last = max(0, len(words) - STRETCH)
    starts = sorted({0, last // 2, last})
    parts = (words[at : at + STRETCH] for at in starts)
    return [plain_letters(excerpt.text[spans[part[0]][0] : spans[part[-1]][1]]) for part in parts]


def _read(index: Index, rows: Sequence[int]) -> list[_Article]:
    """The articles of some passages, in the order of the first of each."""
    articles: dict[str, _Article] = {}
    for at in range(0, len(rows), _AT_A_TIME):
        for document, passage in index.store.fetch(rows[at : at + _AT_A_TIME]):
            articles.setdefault(document.id, _Article(document, [])).passages.append(passage)
    return list(articles.values())


def _same_stories(index: Index, found: Sequence[Excerpt], known: Sequence[_Article], within: Within) -> list[int]:
    """Passages of other articles that tell the stories of those which were found."""
    places = {each.document.id: each for each in found}
    first = {index.stories.of(each.passages[0].id) for each in known if each.document.id in places} - {NO_STORY}
    among, seen = index.filters.mask(within), {passage.id for each in known for passage in each.passages}
    rows = [int(row) for story in sorted(first) for row in index.stories.rows(story)]
    return [row for row in rows if row not in seen and (among is None or among[row])][:STORY]


def _by_day(found: Excerpt) -> tuple[datetime.date, float, str]:
    return found.document.date or datetime.date.max, -found.similarity, found.document.id
