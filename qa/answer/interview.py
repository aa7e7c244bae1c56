"""A question that an interview or a list of questions holds itself is answered by what stands behind it there.

"No. There is no room for one." shares no word with the question that it answers, so no reader finds it by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.english.stems import terms
from qa.reader import Candidate, Reading
from qa.reader.question import function_words
from qa.types import Hit, Sentence

# A question repeats another one that holds so much of what it names, and of which so much stands in it.
REPEATED, NAMED = 0.6, 0.6
# So many sentences behind a question are its answer.
ANSWERED = 2

_ASKS = re.compile(r"\?[\"”’)*_\s]*$")
_ASKED_LINE = re.compile(r"\?[\"”’)*_]*[ \t]*$", re.MULTILINE)
# What is chosen from in a quiz ends without one.
_STATES = re.compile(r"[.!…][\"”’)*_]*$")

Again = Callable[[Sequence[Hit]], Reading]


def answered_there(question: str, reading: Reading, again: Again) -> Reading:
    """The reading with the sentences first that stand behind this very question in one of the passages; as it is where
    none does. `again` reads passages with the question."""
    if not reading.candidates:
        return reading
    asked = set(terms(question)) - function_words(terms)
    best = reading.candidates[0]
    for hit in dict.fromkeys(candidate.hit for candidate in reading.candidates):
        behind = _behind(asked, hit)
        if not behind or best.sentence in behind:
            continue
        read = again([replace(hit, passage=replace(hit.passage, sentences=behind))])
        first = tuple(Candidate(each.sentence, hit, best.score) for each in read.candidates)
        others = tuple(each for each in reading.candidates if each.sentence not in behind)
        return Reading((*first, *others), max(reading.confidence, read.confidence), read.short)
    return reading


def _behind(asked: set[str], hit: Hit) -> tuple[Sentence, ...]:
    """The sentences of a passage that answer the question of these words in it."""
    sentences = hit.passage.sentences
    for at, sentence in enumerate(sentences[:-1]):
        if _ASKS.search(sentence.text) and _repeats(asked, sentence) and _is_put(hit, sentence, sentences[at + 1]):
            found = []
            for following in sentences[at + 1 : at + 1 + ANSWERED]:
                if _ASKS.search(following.text) or not _STATES.search(following.text):
                    break
                found.append(following)
            return tuple(found)
    return ()


def _repeats(asked: set[str], sentence: Sentence) -> bool:
    named = set(terms(sentence.text)) - function_words(terms)
    shared = len(asked & named)
    return bool(shared) and shared >= REPEATED * len(asked) and shared >= NAMED * len(named)


def _is_put(hit: Hit, sentence: Sentence, following: Sentence) -> bool:
    """Whether a question is put to somebody: by another one than answers it, or in a line of its own among others."""
    if sentence.speaker != following.speaker:
        return True
    between = hit.document.text[sentence.end : following.start]
    return "\n" in between and len(_ASKED_LINE.findall(hit.document.text)) > 1
