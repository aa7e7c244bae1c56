"""A text that was pasted to learn where it is from, told from a question.

"Where is this quotation from? “…”", "Which article says: …", "Did any article write '…'?" name it; a text that stands
alone is one when it reads as a sentence of an article and not as somebody's request.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.english.asks import ASKS, BEFORE_WH, LEADS, POLITE, WH
from qa.english.words import any_of

# Fewer words alone are a name or a topic...
ALONE = 8
# ... and a sentence of fewer is as often somebody's own.
SENTENCE = 10
# A question of so many has its mark.
LONG = 20
# So many without a question mark nobody types.
TYPED = 30
# Fewer words in quotation marks are a name or a title, even where it is asked for the article.
QUOTED = 3
# Fewer after "who wrote" are a title.
WRITTEN = 6


class Pasted(NamedTuple):
    """Characters `start` to `end` of what was typed are a pasted text. `sure`: where it does not stand in the articles
    that is the answer; else the whole may be a statement to search by. `literal`: somebody may have typed it himself,
    so it is one only if it stands there to the letter."""

    start: int
    end: int
    sure: bool
    literal: bool = False


_QUOTED = re.compile(
    r"“[^“”]+[”\"]|„[^„“”]+[“”]|«[^«»]+»|\"[^\"]+\"|(?<!\w)‘.+’(?!\w)|(?<!\w)'.+'(?!\w)|(?<!\w)``.+?''(?!\w)", re.DOTALL
)
# "Where is this from? …", "Which article says: …": what is asked, up to where the text begins.
_BEFORE = re.compile(r"[^?:\n]{4,120}[?:]\s+(?=\S)")
# All that such a question is made of, whatever is quoted in it...
_FRAME = frozenset(
    """
    where is was are were does do did has have had can could would will this that it these those the a an any some one
    following below of in among from come comes came taken quote quoted quotation quotes sentence sentences passage
    line lines excerpt text paragraph snippet statement words wording which what article articles report reports story
    stories document documents source sources newspaper newspapers paper papers file files say says said saying write
    writes wrote written contain contains hold holds include includes use uses used print prints printed publish
    published appear appears stand stands occur occurs found find locate you i me please tell show who by to for first
    originally exactly literally verbatim and with here there my your anywhere somewhere know actually really ever
    """.split()
)
# ...and the words of which it has to have some, in this order.
_ARTICLES = any_of("articles?", "reports?", "stor(?:y|ies)", "documents?", "sources?", "(?:news)?papers?", "files?")
_NAMED = any_of(
    "quotes?", "quoted", "quotation", "sentences?", "passage", "lines?", "excerpt", "text", "paragraph", "snippet"
)
_ASKS_ORIGIN = re.compile(
    rf"\bwhere\b.*\b(?:from|find|found|stands?|appears?|occurs?)\b|\b{_ARTICLES}\b|\bwho wrote\b|"
    rf"\b(?:find|locate)\b.*\b{_NAMED}\b|\bwhere\b.*\b{_NAMED}\b",
    re.IGNORECASE,
)
_WHO_WROTE = re.compile(r"\bwho wrote\b", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")

# What opens a request and no sentence of an article.
_REQUEST = re.compile(
    r"\W*(?:tell|show|give|list|explain|describe|summari[sz]e|find|search|look|compare|name|define|help|write|read|get|"
    r"let|what about|how about|any|true or false|fill in|choose|complete|identify|state|outline|"
    r"discuss|speaking of|(?:and |but |so )?about|aha|yes|no|ok(?:ay)?|thanks?|please|"
    r"(?:count|group|sort|split|divide|arrange|tally|collect|gather|display|enumerate|break down|pull up|"
    r"bring up) (?:all|the|these|our|my|every))\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"[\s\"'“‘«„(\[….]*[A-Z0-9À-ÖØ-Þ$£€]")
_ENDS = re.compile(r"[.!…][\"'”’»)\]]*\s*$")
# Who speaks of himself, or to whom he asks, speaks as himself...
_IN_PERSON = re.compile(r"\b(?:I|you|your|me|my)\b")
_SAID = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)‘.*?’(?!\w)")
# ... "This former minister was killed in July." is a riddle ...
_RIDDLE = re.compile(
    r"\b(?:this|these)\s+(?!(?:week|month|year|season|summer|winter|spring|autumn|fall|morning|afternoon|evening|time|"
    r"is|was|has|had|will|would|can|could|may|might|must|are|were|have)\b)",
    re.IGNORECASE,
)
# ... and "... to stock which condiment, ..." a question. Behind a comma the word is a relative one.
_ASKED_WITHIN = re.compile(r"(?<![,;:–—-])\s(?:which|what|how many|how much|whose)\b", re.IGNORECASE)
_WH_FIRST = re.compile(rf"\W*(?:{BEFORE_WH}\s+)?(?:{WH})\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[\"'“‘«(]*[A-Z0-9])")
# "Who is to blame?", and of a quiz: "The bridge was opened by:".
_ASKS_AT_END = re.compile(r"[?:]\W*$")
_TITLE_SMALL = re.compile(r"(?:a|an|the|and|or|of|in|on|at|to|for|from|by|with|as|but|nor|is)\b")


def pasted(typed: str) -> Pasted | None:
    """What of a line is a pasted text, or None for a question.

    >>> typed = "Where is this from? “The dike broke early on Monday.”"
    >>> typed[slice(*pasted(typed)[:2])]
    'The dike broke early on Monday.'
    >>> pasted("What broke the dike at Sankt Ivar?"), pasted("the pay deal of the dockers in the port of Tarnmouth")
    (None, Pasted(start=0, end=52, sure=False, literal=False))
    """
    return _named(typed) or _alone(typed)


def _named(typed: str) -> Pasted | None:
    """The text of which it is asked where it is from."""
    quoted = [match.span() for match in _QUOTED.finditer(typed)]
    if quoted:
        start, end = max(quoted, key=lambda span: span[1] - span[0])
        if found := _framed(typed, start, end):
            inner = re.compile(r"``|.").match(typed, start)
            return found._replace(
                start=inner.end() if inner else start, end=end - (2 if typed[end - 2 : end] == "''" else 1)
            )
    if (before := _BEFORE.match(typed)) and (found := _framed(typed, before.end(), len(typed))):
        return found
    return None


def _framed(typed: str, start: int, end: int) -> Pasted | None:
    """Whether what stands around these characters asks where they are from, and nothing else."""
    around = f"{typed[:start]} {typed[end:]}"
    text = _WORD.findall(typed[start:end])
    if len(text) < QUOTED or not _ASKS_ORIGIN.search(around):
        return None
    if not {word.casefold() for word in _WORD.findall(around)} <= _FRAME:
        return None
    if _WHO_WROTE.search(around):
        return Pasted(start, end, False) if len(text) >= WRITTEN and not _is_title(text) else None
    return Pasted(start, end, True)


def _is_title(words: list[str]) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or _TITLE_SMALL.match(word) for word in words)


def _alone(typed: str) -> Pasted | None:
    """A text that stands alone and is no question."""
    words, ends = _WORD.findall(typed), _ENDS.search(typed)
    if len(words) < ALONE or _is_question(typed):
        return None
    said = _SAID.sub("", typed)
    asks_within = bool(_ASKED_WITHIN.search(said))
    own = asks_within or _REQUEST.match(typed) or _IN_PERSON.search(said) or _RIDDLE.search(said)
    sentence = len(words) >= SENTENCE and _BEGINS.match(typed) and ends and not ASKS.match(typed)
    # Few who type a search give it a capital; sentences have one.
    searched = len(words) < SENTENCE or typed == typed.lower() or asks_within
    return Pasted(0, len(typed), bool(sentence) and not own, searched and len(words) < TYPED)


def _is_question(typed: str) -> bool:
    """Whether a text asks, by its last mark or its first word; what goes on for sentences does so by its last alone."""
    if _ASKS_AT_END.search(typed):
        return True
    if _SENTENCE_END.search(typed) or _ENDS.search(typed) or len(_WORD.findall(typed)) >= LONG:
        return False
    led = LEADS.match(typed)
    asked = POLITE.sub("", typed[led.end() :] if led else typed, count=1)
    # "has revealed its plans for ..." is cut from a sentence.
    return bool((_WH_FIRST if asked[:1].islower() else ASKS).match(asked))
