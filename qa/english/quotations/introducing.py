"""What is quoted behind a verb: the whole of what is said, or a few words in a sentence of the article."""

from __future__ import annotations

import re

from qa.english.quotations.article import ReadArticle
from qa.english.quotations.clauses import ENDS
from qa.english.quotations.collecting import Collected
from qa.english.quotations.cues import Cue
from qa.english.quotations.subjects import BLOT

# Between a verb and what it introduces in quotation marks.
INTO = re.compile(rf"(?P<between>[^{BLOT}.;!?\n]{{0,110}}?)(?P<sign>[,:])?\s*{BLOT}")
# So far behind a verb that names something stands the name that it gives.
NAMED = 80


def named_by(article: ReadArticle, collected: Collected, cue: Cue, end: int) -> tuple[int, int] | None:
    """What something is called by a verb, a few words of it in quotation marks: "called the result “sweet”"."""
    quote = collected.quoted(collected.number(cue.end + 1), min(end, cue.end + NAMED))
    if quote is None:
        return None
    inside, between = article.text[quote.start : quote.end], article.text[cue.end : quote.outer_start].strip()
    if not between or between[-1] in ",:" or not inside[:1].islower():
        return None  # a title, or an utterance
    return cue.end + 1, quote.outer_end


def introduces(article: ReadArticle, collected: Collected, into: re.Match[str], end: int) -> bool:
    """Whether what is quoted is the whole of what is said, and not a few words of it."""
    between = into["between"].strip()
    quote = article.quoted[collected.number(into.end() - 1)]
    inside = article.text[quote.start : quote.end]
    whole = inside[:1].isupper() or not inside[:1].isalpha()
    if between.startswith("that") and between != "that":
        return False
    if into["sign"] or not between:
        return whole or into["sign"] == ":" or ENDS.match(article.read, quote.outer_end, end) is not None
    return between.endswith("that") and whole and ENDS.match(article.read, quote.outer_end, end) is not None
