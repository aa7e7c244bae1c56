"""Downloads of newspaper databases: one file, many articles, each with its title, day and source. The page and who
wrote it stay lines at the head of its text.

    form            where an article begins or ends         what must stand in it
    Nexis           "1 of 45 DOCUMENTS" begins it           a source and a day above its first label
    ProQuest        "Document 1 of 20" begins it, or        "Full text:" or "Abstract:", and "Publication info:" or
                    a line of underscores                   "ProQuest document ID:"
    Factiva         field code HD, SE or CLM begins it      HD, two of WC PD SN, and LP or TD
    Nexis Uni       "End of Document" ends it               title, source, day; "Length: 543 words" or "Body"
    Factiva, shown  "Document HARB000020251205elc5" ends    "543 words" and a day under it
    Europresse      "news·20251205·HRB·123" ends it         a day and "543 mots" or "543 words" in one line

An article that quotes such a line is not split: a file is a download only if its first article has all that its form
asks for, with nothing above it but what the database writes there. A piece that is no article by its form stays with
the one before it, so that nothing falls between two.

    exports/
    ├── pieces.py     lines, articles, page furniture
    └── nexis.py  factiva.py  proquest.py  europresse.py     one article of each form
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.documents import labels, markup
from qa.documents.encoding import decode
from qa.documents.exports import europresse, factiva, nexis, proquest
from qa.documents.exports.pieces import Article, TextLine, is_cover, lines
from qa.documents.fields import Fields, first_sentence, make_document
from qa.errors import DocumentError
from qa.types import Document, Skipped


@dataclass(frozen=True, slots=True)
class Form:
    """`edges`: which lines begin an article, or end one; `read`: the article in lines that begin with one, or None
    where they do not."""

    edges: Callable[[Sequence[TextLine]], list[int]]
    ends: bool
    read: Callable[[str, Sequence[TextLine]], Article | None]


def matching(edge: re.Pattern[str]) -> Callable[[Sequence[TextLine]], list[int]]:
    """The numbers of the lines that are an edge and nothing else."""
    return lambda rows: [n for n, row in enumerate(rows) if edge.fullmatch(row.text)]


FORMS = (
    Form(matching(nexis.BEGINS), False, nexis.older),
    Form(matching(proquest.BEGINS), False, proquest.proquest),
    Form(factiva.begins, False, factiva.coded),
    Form(matching(nexis.ENDS), True, nexis.advance),
    Form(matching(factiva.ENDS), True, factiva.full),
    Form(matching(europresse.NUMBER), True, europresse.europresse),
)
SUMMARY = "Search Summary"  # of Factiva: what was searched, under the last article
# Signs of the forms, so that ordinary articles are not looked at line by line; what stands beside the letters that
# Python finds at once is looked at where they stand.
SPELT = ("ocument", "OCUMENT")
SIGN = re.compile(r"document(?: \d+ of \d| [a-z0-9]{16}|(?<=\d document)|(?<=end of document))", re.IGNORECASE)
CODES = ("HD", "SE", "CLM")
NEWS = re.compile(r"news\W\d{8}\W")
CODE = re.compile(r"\n[# ]*(?:HD|SE|CLM)\b")

WORDS_IN_PAGE = (b"DOCUMENT", b"ProQuest", b"HD", b"Document", b"news")  # of which the hints are made
HINT_IN_PAGE = re.compile(
    rb"of \d+ DOCUMENT|ProQuest|>\s*HD\b|End of Document|Document [A-Z0-9]{16}|news\W{1,6}\d{8}\W"
)


def articles(document: Document) -> Iterator[Document | Skipped]:
    """The articles of a file that was read as one; the file itself where it is no download."""
    found = split(document.text)
    if not found:
        yield document
        return
    keys = Counter(article.key for article in found)
    for number, article in enumerate(found, start=1):
        # The number of the database stays when the file is downloaded anew with other articles in it.
        id = f"{document.id}#{article.key if article.key and keys[article.key] == 1 else number}"
        try:
            fields = labels.fields(article.stated)
            title = fields.title or first_sentence(article.main(document.text))
            yield make_document(id, article.text(document.text), replace(fields, title=title))
        except DocumentError as error:
            yield Skipped(id, str(error))


def page(data: bytes, id: str) -> Document | None:
    """All the text of a web page that is a download, to be split; None for any other page, of which only the main text
    is to be read: it leaves out lines that repeat, such as those between articles."""
    if not any(word in data for word in WORDS_IN_PAGE) or not HINT_IN_PAGE.search(data):
        return None
    text = "\n\n".join(markup.pieces(decode(data)))
    return make_document(id, text, Fields()) if split(text) else None


def split(text: str) -> list[Article]:
    """The articles of a download; none where the text is of no form that is known."""
    if not _may_be_download(text):
        return []
    rows = lines(text)
    return next((found for form in FORMS if (found := _articles(text, rows, form))), [])


def _may_be_download(text: str) -> bool:
    return (
        "_" * 20 in text
        or any(SIGN.match(text, at - 1) for spelt in SPELT for at in _places(text, spelt))
        or any(NEWS.match(text, at) for at in _places(text, "news"))
        or (any(code in text for code in CODES) and (CODE.search(text) or CODE.match(f"\n{text[:10]}")) is not None)
    )


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _articles(text: str, rows: Sequence[TextLine], form: Form) -> list[Article]:
    edges = form.edges(rows)
    if not edges:
        return []
    end = next((n for n in range(edges[-1], len(rows)) if rows[n].text == SUMMARY), len(rows))
    cuts = [0, *(edge + form.ends for edge in edges), end]
    starts: list[int] = []
    for start, stop in pairwise(cuts):
        whole = stop <= edges[-1] + 1 if form.ends else start >= edges[0]
        if start < stop and whole and form.read(text, rows[start:stop]):
            starts.append(start)
        elif not starts and not all(map(is_cover, rows[start:stop])):
            return []
    return [article for start, stop in pairwise([*starts, end]) if (article := form.read(text, rows[start:stop]))]
