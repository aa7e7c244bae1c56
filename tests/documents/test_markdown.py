"""Markdown: plain text, the heading convention, front matter."""

from __future__ import annotations

import datetime
import gc
import traceback
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.documents import markup
from qa.types import Document

Only = Callable[[str, bytes | str], Document]

ARTICLE = """---
title: "The mill: a history"
date: 2025-12-05
source: Vale Gazette
url: https://vale.example/mill
---
# The *tide* mill

The **mill** of [Vale](https://vale.example "Vale") has
two `wheels`, 3 \\* 4 teeth and R&amp;D.<br>It <b>grinds</b> oats. ![A wheel](wheel.png)

Owners
------

- The town
- A *family*

  since 1900
  1. Holm
  2. Reed

| Year | Sacks |
|------|-------|
| 1900 | **12** |

> It never stood still.

```python
grind(**oats)  # *fast*

stop()
```

<nav>menu</nav>

***

The end.
"""

PLAIN = """# The tide mill

The mill of Vale has two wheels, 3 * 4 teeth and R&D. It grinds oats. A wheel

## Owners

- The town
- A family
  since 1900
  1. Holm
  2. Reed

Year | Sacks
1900 | 12

It never stood still.

grind(**oats)  # *fast*

stop()

The end."""


def test_an_article(document: Only) -> None:
    assert document("a.md", ARTICLE) == Document(
        "a.md", "The mill: a history", PLAIN, "Vale Gazette", datetime.date(2025, 12, 5), "https://vale.example/mill"
    )


def test_windows_line_ends(document: Only) -> None:
    assert document("a.md", ARTICLE.replace("\n", "\r\n")) == document("a.md", ARTICLE)


def test_the_title_is_the_first_heading_else_the_first_sentence(document: Only) -> None:
    assert document("a.md", "Some words.\n\n## The *tide* mill").title == "The tide mill"
    assert document("b.md", "- The mill stands. It grinds.").title == "The mill stands."


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: [unclosed\nand a sentence\n---\n",
        "---\njust words\n---\n",
        "---\na: &a [x, x]\nb: [*a, *a]\n---\n",
        "---\n" + "[" * 5_000 + "\n---\n",
        "---\ntitle: never closed\n",
        "---\n---\n",
    ],
    ids=["invalid", "no mapping", "aliases", "nested", "unclosed", "empty"],
)
def test_what_is_not_front_matter_is_body(document: Only, front: str) -> None:
    found = document("a.md", front + "\nThe mill stands.")
    assert found.text.endswith("The mill stands.")
    assert found.date is None
    for word in ("unclosed", "just words", "*a, *a", "never closed"):
        assert (word in found.text) == (word in front)


def test_values_of_front_matter_stay_the_text_they_are(document: Only) -> None:
    found = document("a.md", "---\ntitle: no\ndate: 2025-13-45\nsource: 1984\nurl: javascript:alert(1)\n---\nThe mill.")
    assert (found.title, found.date, found.source, found.url) == ("no", None, "1984", None)


def test_deep_quotes_keep_their_text(document: Only) -> None:
    assert document("a.md", ">" * 60 + " The mill stands.").text == "The mill stands."


@pytest.mark.parametrize(
    ("front", "title", "date", "source", "url"),
    [
        (
            '+++\ntitle = "Ferry sails"\ndate = 2025-12-05\nauthors = ["Nora Velt", "Lars Ask"]\n'
            '[extra]\nsource = "Mail"\n+++',
            "Ferry sails",
            "2025-12-05",
            "Mail",
            None,
        ),
        (
            "+++\r\ntitle = 'Ferry sails'\r\ndate = 2025-12-05T10:30:00+01:00\r\n+++\r\n",
            "Ferry sails",
            "2025-12-05",
            None,
            None,
        ),
        ('+++\ntitle = "Ferry "sails""\ndate = 2025-12-05\n+++', 'Ferry "sails"', "2025-12-05", None, None),
        (
            "---\nTITLE: Ferry sails\nPublish_Date: 5 December 2025\nPUBLISHER: Mail\n---",
            "Ferry sails",
            "2025-12-05",
            "Mail",
            None,
        ),
        (
            "---\ntitle: Ferry sails\ndate: 2026-01-02\npublishDate: 2025-12-05\n---",
            "Ferry sails",
            "2025-12-05",
            None,
            None,
        ),
        (
            "---\ntitle: Ferry: it sails\ndate: 2025-12-05\ntags:\n  - sea\n- boats\n# a note\n---",
            "Ferry: it sails",
            "2025-12-05",
            None,
            None,
        ),
        ("---\ntitle: [Live] Ferry sails\ndate: 2025-12-05\n---", "[Live] Ferry sails", "2025-12-05", None, None),
        ("---\ntitle: >\n  Ferry\n  sails\nnote: a: b\n---", "Ferry sails", None, None, None),
        (
            "---\ntitle: Ferry sails\nsource: https://mail.example/f\nsite: '[[Mail]]'\ncreated: 2025-12-05\n---",
            "Ferry sails",
            "2025-12-05",
            "Mail",
            "https://mail.example/f",
        ),
        (
            "---\ntitle: Ferry sails\nsource:\n  name: Mail\n  url: https://mail.example/f\n---",
            "Ferry sails",
            None,
            "Mail",
            "https://mail.example/f",
        ),
        ('---json\n{"title": "Ferry sails", "date": "2025-12-05"}\n---', "Ferry sails", "2025-12-05", None, None),
        ('{\n"title": "Ferry sails", "date": "2025-12-05"\n}\n', "Ferry sails", "2025-12-05", None, None),
        (
            "Title: Ferry sails\nDate: 2025-12-05 10:20\nCategory: sea\nSummary: It\n    sails.\nSource: Mail\n",
            "Ferry sails",
            "2025-12-05",
            "Mail",
            None,
        ),
    ],
)
def test_front_matter_of_other_generators(
    document: Only, front: str, title: str, date: str | None, source: str | None, url: str | None
) -> None:
    day = datetime.date.fromisoformat(date) if date else None
    found = document("a.md", front + "\n\nThe ferry carries 96 cars.\n")
    assert found == Document("a.md", title, "The ferry carries 96 cars.", source, day, url)


@pytest.mark.parametrize(
    "text",
    [
        "Note: the ferry\nsails: it does\n\nIt is late.",
        "+++\nplus signs\n+++\n\nIt is late.",
        '{"a": 1}\n\nIt is late.',
        "From: Nora Velt\nDate: 2025-12-05\n\nIt is late.",
        "---\nNora: Is it late: yes?\nLars: no: not yet.\n---\n\nIt is late.",
    ],
)
def test_lines_with_colons_are_not_always_front_matter(document: Only, text: str) -> None:
    found = document("a.md", text)
    assert found.date is None
    for word in text.replace("---", "").split()[:4]:
        assert word in found.text


RAW = """# Votes

<table><thead><tr><th>Town</th><th>Votes</th></tr></thead>
<tr><td>Skarn</td><td>4,211</td></tr>

<tr><td>Ollby</td><td><b>3,907</b> &amp; two</td></tr>
</table>

<p align="center">Halden sent<br>none.</p>

<details>
<summary>How they were counted</summary>

Twice, by *hand*.

</details>

<ol start="4"><li>Fourth</li><li>Fifth<ul><li>of five</li></ul></li></ol>

<!-- not for print --><script>count("<p>")</script>
<h3>After</h3>
Some words < others.
"""


def test_raw_html_keeps_its_text(document: Only) -> None:
    assert document("a.md", RAW).text == (
        "# Votes\n\nTown | Votes\nSkarn | 4,211\n\nOllby | 3,907 & two\n\nHalden sent\nnone.\n\nHow they were counted"
        "\n\nTwice, by hand.\n\n4. Fourth\n5. Fifth\n   - of five\n\n### After\n\nSome words < others."
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("It costs ~~16 million~~ 18 million crowns.", "It costs 18 million crowns."),
        ("It costs <del>16</del> <ins>18</ins> crowns.", "It costs 18 crowns."),
        ("<p>It costs <s>16</s> 18 crowns.</p>", "It costs 18 crowns."),
        ("A litre holds 10<sup>6</sup> cells on the 5<sup>th</sup> day.", "A litre holds 10⁶ cells on the 5th day."),
        ("<p>A litre holds 10<sup>6</sup> cells.</p>", "A litre holds 10⁶ cells."),
        ("It was raised in 1998[^1] and *1999*[^two].", "It was raised in 1998 and 1999."),
        ("An `a[^1]` of code.", "An a[^1] of code."),
        ("<del>Not closed", "Not closed"),
    ],
)
def test_what_is_struck_or_raised_joins_nothing(document: Only, line: str, text: str) -> None:
    assert document("a.md", line).text == text


def test_footnotes_are_paragraphs(document: Only) -> None:
    found = document(
        "a.md", "Raised in 1998[^1].[^b]\n\n[^1]: Report,\n    page *4*.\n[^b]: https://mail.example\n\nEnd."
    )
    assert found.text == "Raised in 1998.\n\n[1] Report, page 4.\n\n[b] https://mail.example\n\nEnd."


def test_numbers_of_lists_stay(document: Only) -> None:
    assert document("a.md", "3. Orrin\n4. Vale\n\n   of 12\n\n1) Holm").text == (
        "3. Orrin\n4. Vale\n   of 12\n\n1. Holm"
    )


def test_too_many_tags_are_refused(reason: Callable[[str, str], str]) -> None:
    assert "more than the limit of 200,000" in reason("a.md", "<p>" + "<b>" * 200_001)


PARTS = [
    *"<>/!-\"'= ab&;\n",
    "<td>",
    "</tr>",
    "<li>",
    "<ol>",
    "</ul>",
    "<s>",
    "<sup>",
    "</sup>",
    "<h2>",
    "<br>",
    "<!--",
]


@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_html_is_read(parts: list[str]) -> None:
    for block in markup.pieces("".join(parts)):
        assert block.strip()


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1), min_size=1), st.sampled_from(["p", "td", "li"])
)
def test_no_word_between_tags_is_lost(words: list[str], tag: str) -> None:
    blocks = markup.pieces("".join(f"<{tag}>{word}</{tag}>" for word in words))
    joined = " ".join(blocks)
    for word in words:
        assert word in joined


def test_nothing_looks_for_garbage_while_the_tree_of_a_long_file_grows(document: Only) -> None:
    looked: list[str] = []

    def look(phase: str, _: dict[str, int]) -> None:
        looked.extend(phase for frame, _ in traceback.walk_stack(None) if frame.f_code is MarkdownIt.parse.__code__)

    gc.callbacks.append(look)
    try:
        found = document("a.md", "* rye\n  * oats\n1. barley\n\nThe miller grinds them.\n\n" * 500)
    finally:
        gc.callbacks.remove(look)
    assert found.text.count("oats") == 500
    assert not looked
    assert gc.isenabled()
