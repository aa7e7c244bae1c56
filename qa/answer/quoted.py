"""A quotation that goes on behind its speaker: "Nobody pays," said Orne. "I would begin with the houses." Who would
begin with the houses is told by the first sentence, and what the question repeats by the second: both are cited, and
that one first.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.english.stems import terms
from qa.reader import Reading
from qa.reader.question import function_words

_ASKS_WHO = re.compile(r"\W*(?:who|which (?:person|man|woman|minister|speaker))\b", re.IGNORECASE)
_SAID = re.compile(
    r"[\"”’»],? (?:[^\"“”«»]{0,60} )?(?:said|says|added|told|asked|argued|warned|explained|replied|wrote|insisted)\b"
    r"[^\"“”«»]*[.:]?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘«].*[\"”’»]$", re.DOTALL)


def gone_on(question: str, reading: Reading) -> Reading:
    """The reading with the rest of a quotation first, where that holds more of what the question asks about than the
    sentence that names the speaker; the few words stay."""
    if not reading.candidates or not _ASKS_WHO.match(question):
        return reading
    best = reading.candidates[0]
    sentences = best.hit.passage.sentences
    at = sentences.index(best.sentence) + 1
    if at == len(sentences) or not _SAID.search(best.sentence.text) or not _QUOTED.fullmatch(sentences[at].text):
        return reading
    following = sentences[at]
    if "\n" in best.hit.document.text[best.sentence.end : following.start]:
        return reading
    asked = set(terms(question)) - function_words(terms)
    if len(asked.intersection(terms(following.text))) <= len(asked.intersection(terms(best.sentence.text))):
        return reading
    first = replace(best, sentence=following)
    rest = (each for each in reading.candidates if each.sentence != following)
    return replace(reading, candidates=(first, *rest))
