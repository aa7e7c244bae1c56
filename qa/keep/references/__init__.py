"""Quotations to take along, as files of word processors, spreadsheets and reference managers.

references/
├── quote.py     a quotation with a note, and whether it stands in the index
├── articles.py    quotations by article, and the key by which an article is cited
├── markdown.py    for people
├── word.py        .docx
├── spreadsheet.py .csv
├── ris.py         for EndNote, Zotero, Mendeley
├── bibtex.py      for LaTeX
└── csl.py         CSL-JSON, for Pandoc and Zotero

Every form tells the article, the quotation to the letter (in one line where the form takes no more), its offsets and
the note. What comes from documents and users is escaped as the form asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from qa.keep.references import bibtex, csl, markdown, ris, spreadsheet, word
from qa.keep.references.quote import Quote, QuotedAt, quotes, standing

__all__ = ["FORMS", "Form", "Quote", "QuotedAt", "quotes", "standing", "written"]

Form = Literal["markdown", "docx", "csv", "ris", "bibtex", "csl"]

FORMS: dict[Form, Callable[[Sequence[Quote]], bytes]] = {
    "markdown": markdown.written,
    "docx": word.written,
    "csv": spreadsheet.written,
    "ris": ris.written,
    "bibtex": bibtex.written,
    "csl": csl.written,
}


def written(wanted: Sequence[Quote], form: Form) -> bytes:
    """The file of some quotations, in their order; those of one article stand together, but for the rows of a CSV."""
    return FORMS[form](wanted)
