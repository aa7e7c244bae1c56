"""Where words and phrases stand in a text. Offsets are code points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from qa.search.find.terms import TOKEN, Term, folded, stemmed
from qa.types import Place

_PARAGRAPH = re.compile(r"\n\s*\n")


def places(wanted: Sequence[Term], text: str) -> list[tuple[Place, Term]]:
    """Every place of each term, in the order of the text; of two at one place the longer first.

    >>> from qa.search.find.terms import terms
    >>> [text[span.start : span.end] for text in ["Dockers dock; the dock strike."] for span, _ in
    ...  places(terms('docks "dock strike"'), text)]
    ['dock', 'dock strike', 'dock']
    """
    tokens = list(TOKEN.finditer(text))
    found: list[tuple[Place, Term]] = []
    for quoted, keys_of in ((False, stemmed), (True, folded)):
        some = [term for term in wanted if term.quoted is quoted]
        if some:
            found += _of_kind(some, text, tokens, keys_of)
    return sorted(found, key=lambda each: (each[0].start, -each[0].end))


def _of_kind(
    wanted: Sequence[Term], text: str, tokens: Sequence[re.Match[str]], keys_of: Callable[[str], tuple[str, ...]]
) -> Iterator[tuple[Place, Term]]:
    """The places of terms whose keys are all made in one way."""
    keys: list[str] = []
    spans: list[Place] = []
    for token in tokens:
        for key in keys_of(token[0]):
            keys.append(key)
            spans.append(Place(*token.span()))
    firsts: dict[str, list[Term]] = {}
    for term in wanted:
        firsts.setdefault(term.keys[0], []).append(term)
    for at, key in enumerate(keys):
        for term in firsts.get(key, ()):
            last = at + len(term.keys) - 1
            if tuple(keys[at : last + 1]) == term.keys:
                span = Place(spans[at].start, spans[last].end)
                if len(term.keys) == 1 or not _PARAGRAPH.search(text, *span):
                    yield span, term


def apart(found: Sequence[tuple[Place, Term]]) -> list[Place]:
    """The spans without those that lie within, or run into, one before: what can be marked."""
    kept: list[Place] = []
    for span, _ in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
