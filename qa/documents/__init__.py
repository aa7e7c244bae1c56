"""Files -> Documents. `find` lists what a source holds, `read` and `placed` turn one file into documents.

    documents/
    ├── files.py      which files a source holds, and their ids; kinds.py: how large they may be
    ├── reading.py    which module reads which kind; what goes wrong on the way becomes a reason
    ├── encoding.py   bytes -> text
    ├── days.py       what stands in a field -> the day it names; found_days.py: in lines and in names of files
    ├── month_names.py   names of months, of which both are made, and the days of pages
    ├── fields.py     titles, addresses, and the one place where a Document is made
    ├── news.py       .txt: a date line, paragraphs, a source line
    ├── head.py       what stands above an article: `HEADLINE: …`, `Date: …`, a title, a day; labels.py: names of fields
    ├── imprint.py    a line that says where and when it appeared: "CNN, 2022-03-11"
    ├── sidecar.py    what a file beside an article tells of it, by plainyaml.py
    ├── exports/      downloads of newspaper databases: many articles in one file
    ├── markdown.py   .md   frontmatter.py: what stands above it
    ├── web.py        .html   pages/: its main text, its articles, its fields
    ├── office.py     .docx; word_body.py: what is drawn of it, by word_styles.py and word_numbers.py
    ├── odt.py        .odt
    ├── rtf.py        .rtf, put together by layout.py
    ├── pdf.py        .pdf
    │   ├── pdf_words.py    words and their places, from PDFium in a process of its own, pdf_worker.py
    │   └── pdf_segments.py pdf_layout.py pdf_tables.py   words -> what stands on a line, side by side, in tables
    ├── images.py     .png .jpg .tif, decoded in a process of its own, image_worker.py
    ├── worker.py     such processes, which run worker_program.py
    ├── scans.py      pages that are pictures, by recognition.py   paragraphs.py, hyphens.py: lines -> paragraphs
    │   ├── lighting.py   a page in a shadow -> one in even light
    │   └── joined.py     where the words of the lines went   showing.py: such a page as people are shown it
    ├── tables.py     .csv .tsv   dialect.py, quotes.py: in what form
    ├── objects.py    .json .jsonl   nested.py: objects in objects; ninjs.py: news as ninjs, and JSON Feed
    │   └── rows.py   a row of either -> a Document   columns.py: what holds what   cell.py: a cell -> text
    │                 row_days.py: days that a whole column tells
    ├── epub.py       .epub, chapter by chapter
    ├── feeds.py      .xml .rss …: feeds item by item, and what newsxml.py reads: NITF and NewsML
    ├── mail.py       .eml   mbox.py: .mbox   outlook.py: .msg
    ├── archive.py    .zip: files within a file, which inside.py lays aside
    └── markup.py     HTML that is all article -> text; raised.py: digits off their line;
                      xml.py and packed.py: XML and zip archives of strangers

Does not compare files with each other (duplicate ids are the index's business) and writes nothing but what inside.py
lays aside for a moment. Headings come out as paragraphs of their own in the form `## Heading`. Foreign libraries are
imported where they are used: a build of .txt files loads no PDF reader.
"""

from __future__ import annotations

from qa.documents.files import READABLE, SIDECAR, SUFFIXES, SourceFile, common, find, kind
from qa.documents.kinds import check_disguise, limit
from qa.documents.reading import placed, read
from qa.documents.recognition import version as recogniser
from qa.documents.showing import page as page_picture

__all__ = [
    "READABLE",
    "SIDECAR",
    "SUFFIXES",
    "SourceFile",
    "check_disguise",
    "common",
    "find",
    "kind",
    "limit",
    "page_picture",
    "placed",
    "read",
    "recogniser",
]
