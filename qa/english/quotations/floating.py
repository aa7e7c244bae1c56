"""What stands in quotation marks without a verb of its own: it goes on with who spoke, or was spoken of, before."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from qa.english.quotations.article import ReadArticle, Speaker
from qa.english.quotations.collecting import Collected
from qa.english.quotations.marks import QuotedSpan
from qa.english.quotations.subjects import before, main

Heard = Sequence[tuple[int, Speaker]]
"""Where in a paragraph each verb of speech stands, and who speaks."""


def give_rest(
    article: ReadArticle, collected: Collected, paragraph: tuple[int, int], heard: Heard, last: Speaker | None
) -> Speaker | None:
    """Give what is left in a paragraph, of which the verbs told what was `heard`; `last` spoke before it. Gives who
    spoke last, None where the paragraph quotes nobody."""
    start, end = paragraph
    numbers = range(collected.number(start), collected.number(end))
    for number in numbers:
        quote = article.quoted[number]
        if number in collected.given:
            last = collected.given[number]
        elif _is_alone(article, quote, start) and not collected.holds(quote):
            speaker = _speaker(article, quote, start, heard, last)
            if speaker:
                collected.quote(number, None, speaker)
                last = speaker
    return heard[-1][1] if heard else last if numbers else None


def _speaker(article: ReadArticle, quote: QuotedSpan, start: int, heard: Heard, last: Speaker | None) -> Speaker | None:
    lead = article.text[start : quote.outer_start].strip()
    told = [speaker for at, speaker in heard if at < quote.outer_start]
    near = told[-1] if told and not lead.endswith(":") else _introduced(article, quote, start)
    if near or lead:
        return near
    return last or _before(article, start) or (heard[0][1] if heard else None)


def _before(article: ReadArticle, start: int) -> Speaker | None:
    """Who the last sentence before a paragraph speaks of."""
    number = bisect.bisect_left(article.starts, start) - 1
    speaker = article.speaker(main(article.read, *article.sentences[number])) if number >= 0 else None
    return speaker if article.is_somebody(speaker) else None


def _introduced(article: ReadArticle, quote: QuotedSpan, start: int) -> Speaker | None:
    """Who the sentence before a quotation speaks of, in its paragraph."""
    begins, _ = article.sentence(max(start, quote.outer_start - 2))
    if begins >= quote.outer_start or begins < start:
        return None
    lead = article.text[begins : quote.outer_start].rstrip()
    announced = lead.endswith(":")
    subject = main(article.read, begins, quote.outer_start)
    if subject is None and announced:  # "Lund: “...”"
        subject = before(article.read, begins, begins + len(lead) - 1)
    speaker = article.speaker(subject)
    return speaker if announced or article.is_somebody(speaker) else None


def _is_alone(article: ReadArticle, quote: QuotedSpan, start: int) -> bool:
    """Whether what is quoted is a sentence of its own."""
    inside, behind = article.text[quote.start : quote.end], article.text[quote.outer_end : quote.outer_end + 1]
    before = article.text[start : quote.outer_start].rstrip()
    begins = not before or before[-1] in '.!?:”"’»'
    ends = quote.open or behind in ("", "\n", ".") or inside[-1:] in ".!?…"
    return article.speaks(quote) and begins and ends and inside[:1].isupper()
