"""Who said what in an article: quotations in quotation marks and in its own words, by rules over its text.

    quotations(document, sentences)      all of them, in order

quotations/
├── finding.py    an article -> its quotations, verb by verb
├── article.py    an article as they are looked for in it
├── marks.py      what stands in quotation marks
├── verbs.py      the verbs that tell of speech, in all their forms
├── cues.py       where one of them does
├── subjects.py   who stands before a verb or behind it
├── clauses.py    what follows a verb
├── edges.py      where what is said begins and ends
├── collecting.py what has been found so far
├── introducing.py  what is quoted behind a verb
├── floating.py   what is quoted without a verb of its own
├── cast.py       who appears, and whom "she" or "the minister" stands for
├── names.py      names within noun phrases
└── spoken.py     the turns of transcripts
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.english.quotations.finding import Finding
from qa.english.quotations.spoken import spoken
from qa.types import Document, Quotation, Sentence


def quotations(document: Document, sentences: Sequence[Sentence]) -> list[Quotation]:
    """Who said what in a document, in order; `sentences` are all of its sentences, as `sentences.split` gives them."""
    if any(each.speaker is not None for each in sentences):
        return spoken(document, sentences)
    return Finding(document, sentences).run()
