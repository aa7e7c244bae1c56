"""What somebody says is told by the reader as that one's own: "I sold 40 cows" answers for who speaks, and nobody else.

The reader is given passages with what they are read with (`Passage.lead`) behind their title, and without the sentences
that speak of another than who is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer.sums import of_a_mishap
from qa.answer.years import of_another_year
from qa.english.turns import FIRST_PERSON
from qa.reader import Reader, Reading
from qa.types import Hit, Sentence

_ASKS_WHO = re.compile(r"\W*(?:who|whom|which (?:person|speaker|man|woman|guest))\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?!I\b)[^\W\d_a-z][\w’'-]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
# Words of a speaker's name that many share.
_SHARED = frozenset("the of mr mrs ms dr prof sir minister speaker president chair chairman host".split())


def read(reader: Reader, question: str, hits: Sequence[Hit], dated: str = "") -> Reading:
    """As `Reader.read`, with who speaks, what stands over a passage and which year is asked about in mind. `dated` is
    the question with its year, where that is no part of it."""
    speakers = _speakers(hits)
    asked = {document: _named(question, names) for document, names in speakers.items()}
    given: dict[int, Hit] = {}
    heard: list[Hit] = []
    other_year, mishap = of_another_year(dated or question), of_a_mishap(question)
    for hit in hits:
        names = asked.get(hit.document.id, set())
        left = tuple(
            sentence
            for sentence in hit.passage.sentences
            if not (_of_another(sentence, names) or other_year(hit, sentence) or mishap(hit, sentence))
        )
        if left:
            heard.append(_with_lead(hit, left))
            given[id(heard[-1])] = hit
    reading = reader.read(question, heard)
    candidates = tuple(replace(each, hit=given[id(each.hit)]) for each in reading.candidates)
    return Reading(candidates, reading.confidence, _short(question, replace(reading, candidates=candidates)))


def in_first_person(sentence: Sentence) -> bool:
    """Whether somebody who is named says it of himself."""
    return sentence.speaker is not None and bool(FIRST_PERSON.search(sentence.text))


def _with_lead(hit: Hit, sentences: tuple[Sentence, ...]) -> Hit:
    """The hit as it is read."""
    lead = " ".join(hit.passage.lead.split())
    document = replace(hit.document, title=f"{hit.document.title} {lead}") if lead else hit.document
    return replace(hit, document=document, passage=replace(hit.passage, sentences=sentences))


def _speakers(hits: Sequence[Hit]) -> dict[str, set[str]]:
    """Document id -> who speaks in its passages."""
    found: dict[str, set[str]] = {}
    for hit in hits:
        for sentence in hit.passage.sentences:
            if sentence.speaker is not None:
                found.setdefault(hit.document.id, set()).add(sentence.speaker)
    return found


def _named(question: str, speakers: set[str]) -> set[str]:
    """Those of the speakers whom a question names, by a word of their name that no other speaker has."""
    words = {speaker: _words(speaker) for speaker in speakers}
    asked = _words(question)
    found = set()
    for speaker, own in words.items():
        others = set().union(*(words[other] for other in speakers if other != speaker))
        if asked & own and (own <= asked or (asked & own) - others):
            found.add(speaker)
    return found


def _words(text: str) -> set[str]:
    return {word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)} - _SHARED


def _of_another(sentence: Sentence, asked: set[str]) -> bool:
    """Whether one who is not asked about speaks of himself there, and does not name whom the question does."""
    if not asked or sentence.speaker in asked or not in_first_person(sentence):
        return False
    said = _words(sentence.text)
    return not any(_words(name) & said for name in asked)


def _short(question: str, reading: Reading) -> str | None:
    """Who speaks, when a question asks who did what the best sentence says in the first person, and names nobody."""
    if not reading.candidates or not _ASKS_WHO.match(question):
        return reading.short
    best = reading.candidates[0].sentence
    speaker = best.speaker
    if speaker is None or len(speaker) == 1 or not in_first_person(best) or _named(question, {speaker}):
        return reading.short
    names = reading.short and _NAMED.search(reading.short) and not FIRST_PERSON.search(reading.short)
    return reading.short if names else speaker
