"""Markdown: plain text, the heading convention, front matter."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

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

<div>menu</div>

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
        "---\ntitle: [unclosed\n---\n",
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
