"""A cited sentence as a block of Markdown: what it leans on, the sentence with its marks, its source and day."""

from __future__ import annotations

from collections.abc import Sequence

from qa.english.turns import unnamed
from qa.keep.literal import emphasis, line
from qa.keep.schema import CitationJSON
from qa.web.chat.sources import WORD_JOINER, mark_of, origin_of, title_of


def block(text: str, citations: Sequence[CitationJSON]) -> str:
    """The sentence `text` of the first of one or more citations, behind who says it where it does not say so itself.

    The style sheet knows the lines by their places: emphasis before the first break is what the sentence leans on,
    emphasis behind the last is where it appeared.
    """
    first = citations[0]
    speaker = line(unnamed(first["text"], first.get("speaker")))
    sentence = line(text) + WORD_JOINER + "".join(map(mark_of, citations))
    said = f"{emphasis(f'{speaker}:')} {sentence}" if speaker else sentence
    context = first.get("context")
    before = emphasis(line(context["text"])) if context else ""
    document = first["document"]
    return "<br>".join(filter(None, [before, said, origin_of(document) or emphasis(title_of(document))]))
