"""Which sentences state nothing, and so answer nothing, however near to the question they are. Knows no model."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader.question import Terms, function_words
from qa.types import Hit, Sentence

# More than any score: what states nothing comes behind everything else, and first where there is nothing else.
BEHIND = 1000.0
# A line of names alone that holds so much of what the question names may be a headline or a field that answers it.
HEADLINE = 1 / 3
# A headline opens its article, perhaps behind white space and a quotation mark.
OPENING = 3
ENDS = tuple(".!?…\"”'’)|:;")
# Capitals alone are no names in a text that is shouted.
SHOUTED = 5

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_JOINING = frozenset("a an and the of by for in on at to with from or as vs but".split())
# "Additional reporting by Ada Lund", "Photo: Per Holt / Meridian"
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|(?:additional )?reporting|edit(?:ing|ed)|"
    r"written|reported|translat(?:ion|ed)|compiled)(?: by|:| courtesy of)",
    re.IGNORECASE,
)
# "-- Ada Lund": who wrote it, whoever is asked about.
_BYLINE = re.compile(r"\s*(?:--+|—|by\s)\s*", re.IGNORECASE)
# "Sign up for our newsletter", "Read more: …"
_FOR_READERS = re.compile(
    r"\W*(?:(?:please |to )?(?:sign up (?:for|to) (?:our|the|a)|subscribe (?:to|here|now)\b|follow us on|"
    r"click here|read more:|read also:|also read:|related:|listen to our|get our)|"
    r"this (?:article|story) (?:first |was first |originally )?appeared in)",
    re.IGNORECASE,
)
# "> On 3 May, Ada Lund wrote:"
_HEADS_QUOTE = re.compile(r"[>\s]*on [^\n]{4,80} wrote:", re.IGNORECASE)
_ASKS = re.compile(r"\?[\s\"'”’)]*$")


def silent(question: str, hits: Sequence[Hit], terms: Terms) -> NDArray[np.bool_]:
    """Which sentences of `hits`, in order, state nothing: datelines, bylines, what a newsletter offers, the choices of
    a quiz, questions, and headlines whose article says the same. Shape (sentences,)."""
    asked = set(terms(question)) - function_words(terms)
    return np.array(
        [
            _is_silent(sentence.text, asked, terms) or _is_headline(sentence, hit, terms)
            for hit in hits
            for sentence in hit.passage.sentences
        ],
        np.bool_,
    )


def silent_last(scores: NDArray[np.float64], question: str, hits: Sequence[Hit], terms: Terms) -> NDArray[np.float64]:
    """The scores of all sentences of `hits`, in order, shape (sentences,); what states nothing comes last."""
    return scores - BEHIND * silent(question, hits, terms)


def _is_silent(sentence: str, asked: set[str], terms: Terms) -> bool:
    byline = _BYLINE.match(sentence)
    if _ASKS.search(sentence) or _FOR_READERS.match(sentence) or (byline and names_alone(sentence[byline.end() :])):
        return True
    if not names_alone(_CREDIT.sub(" ", sentence)) and not _HEADS_QUOTE.fullmatch(sentence):
        return False
    return len(asked.intersection(terms(sentence))) / max(1, len(asked)) < HEADLINE


def _is_headline(sentence: Sentence, hit: Hit, terms: Terms) -> bool:
    """Whether an article begins with a line that ends as no sentence does, and says the same again below."""
    text = hit.document.text
    if (
        sentence.start > OPENING
        or sentence.text[-1:] in ENDS
        or not text[sentence.end :].lstrip(" \t\r").startswith("\n")
    ):
        return False
    words = set(terms(sentence.text))
    others = [set(terms(each.text)) for each in hit.passage.sentences if each != sentence]
    return bool(words) and any(len(words & other) * 2 >= len(words) for other in others)


def names_alone(sentence: str) -> bool:
    """Whether nothing but names and what joins them stands there.

    >>> names_alone("MARLOW —"), names_alone("By Ada Lund and Runa Halldis"), names_alone("Ada Lund sailed.")
    (True, True, False)
    """
    words = [word for word in _WORD.findall(sentence) if word not in _JOINING]
    if len(words) >= SHOUTED and sentence.isupper():
        return False
    return all(word[0].isupper() for word in words)
