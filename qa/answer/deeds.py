"""What somebody did is told by the sentence in which the very same somebody does the very same: "What did the council
decide?" by "The mill is to be sold, the council decided", however little else the two share.
"""

from __future__ import annotations

import re
from dataclasses import replace

from qa.english.asks import ARTICLE, DO, HAVE
from qa.english.irregular import family
from qa.english.stems import terms
from qa.english.words import any_of
from qa.reader import Candidate, Reading
from qa.reader.question import function_words

# How sure such a sentence is.
DONE = 0.5
# So many words, "of Marlow" or "on Tuesday", may stand between who does something and what he does.
BETWEEN = 4
# So many further words say what it was.
SAYS = 3

_ASKS = re.compile(
    rf"\W*what (?:{any_of(*DO, *HAVE)}) (?:{ARTICLE} )?(?P<who>[^?,;:\"“”]{{2,80}}?) (?P<deed>[a-z]{{3,}})"
    r"(?: (?:about|on|in|for|with|at|from|to|during|over|regarding|concerning|against)\b[^?,;:\"“”]*)?[\s?.!]*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:i|you|we|he|she|it|they|this|that|people|one)", re.IGNORECASE)
# That somebody does anything at all says nothing, and a meaning is no deed.
_EMPTY = "do have mean stand like look happen use need want think be go get say"
_WORD = re.compile(r"[\w’'-]+|[.,;:!?]")
_NOT = frozenset(("not", "never", "nor", "neither", "no"))


def done(question: str, reading: Reading, threshold: float) -> Reading:
    """The reading, surer where it is below `threshold` and the first of its sentences tells just what is asked for;
    without the few words, of which the reader was not sure either."""
    match = _ASKS.fullmatch(question)
    if match is None or not reading.candidates or reading.confidence >= threshold or _PRONOUN.fullmatch(match["who"]):
        return reading
    deed = terms(match["deed"])[-1]
    who = terms(re.split(r" (?:of|in|at|for|from) ", match["who"])[0])
    if deed in terms(_EMPTY) or not who:
        return reading
    asked = set(terms(question)) - function_words(terms)
    best = reading.candidates[0]
    if asked <= _around(best) | family(deed) and _does(best.sentence.text, who[-1], family(deed), asked):
        return replace(reading, confidence=DONE, short=None)
    return reading


def _around(candidate: Candidate) -> set[str]:
    """The words of a sentence, of those beside it, and of what stands over it."""
    hit = candidate.hit
    at = hit.passage.sentences.index(candidate.sentence)
    beside = (sentence.text for sentence in hit.passage.sentences[max(0, at - 1) : at + 2])
    return set(terms(" ".join((hit.document.title, hit.passage.lead, *beside))))


def _does(text: str, who: str, deed: frozenset[str], asked: set[str]) -> bool:
    """Whether `who` does `deed` there, and something is said of it that the question does not say."""
    if len(set(terms(text)) - function_words(terms) - asked - deed) < SAYS:
        return False
    words = _WORD.findall(text)
    stems = [(terms(word) or [word])[-1] for word in words]
    for at, stem in enumerate(stems):
        if stem != who:
            continue
        for after in range(at + 1, min(at + 2 + BETWEEN, len(words))):
            if words[after] in ".,;:!?" or words[after].casefold() in _NOT or words[after].endswith(("n't", "n’t")):
                break
            if stems[after] in deed:
                return True
    return False
