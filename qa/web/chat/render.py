"""An answer as the Markdown of one chat message. Pure: knows no page, no index and no server.

Whatever comes from a document or a user is hostile: it passes through `md` and comes out as literal text. The only
markup of a message is made here: marks and titles that link to `?doc=ID&s=START-END&t=BEGINNING`, bold, lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qa.keep.literal import day as day
from qa.keep.literal import emphasis, escaped, strong
from qa.keep.literal import line as line
from qa.keep.literal import md as md
from qa.keep.literal import visible as visible
from qa.keep.markdown import was_filled_in, window_in_words
from qa.keep.schema import AccountJSON, AnswerJSON, CitationJSON, HitJSON, PartJSON, WindowJSON
from qa.web.chat.sources import TITLE_CHARACTERS, address_of, mark_of, origin_of, sources_of, title_of

PASSAGES_SHOWN = 3
EXCERPT_CHARACTERS = 220
SOURCES_NAMED = 3

# How sure the reader is that these articles answer the question, in words: round steps of a calibrated probability.
CONFIDENCE = (
    (0.7, "High confidence"),
    (0.4, "Medium confidence"),
    (0.0, "Low confidence: read the source before you rely on it"),
)

_WORD_JOINER = "\u2060"  # keeps a mark on the line of its sentence

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?\s*$", re.MULTILINE)
_MARK = r"\[(?P<number>\d{1,4})\]"


def instruction(text: str) -> str:
    """Escape one line that may hold commands between backticks, such as an error's way out; it starts with a capital.

    >>> instruction("no index: run `python index_build.py FOLDER`")
    'No index\\\\: run `python index_build.py FOLDER`'
    """
    words = " ".join(visible(text[:1].upper() + text[1:]).split())
    pieces = re.split(r"(`[^`]+`)", words)  # every second one is a command
    return "".join(piece if at % 2 else escaped(piece) for at, piece in enumerate(pieces))


def message(
    answer: AnswerJSON,
    sentences: int | None = None,
    since: str | None = None,
    until: str | None = None,
    sources: Sequence[str] = (),
    asked: str = "",
) -> str:
    """The message of an answer: what was searched, where that is not what was `asked`; its short form, its sentences
    with their marks, its sources by article, how sure it is.

    With `sentences`, only the first so many and no sources yet: what is shown while the answer streams in. The rest
    are the filters of the question.
    """
    within = _within(since, until, sources)
    head = _searched(answer, asked) + _window(answer.get("window"))
    if not answer["found"]:
        return head + _not_found(answer, within)
    if told := answer.get("parts"):
        body = "\n\n".join(_part(part, answer) for part in told)
        filters = f"\n\n{emphasis(within)}" if within else ""
        return f"{head}{body}\n\n" + "\n".join(sources_of(answer["citations"])) + filters
    parts = split(answer)
    short = head + _short(answer["short"])
    if sentences is not None and sentences < len(parts):
        return short + " ".join(parts[:sentences])
    short += _accounts(answer.get("accounts", []), answer["citations"])
    how_sure = emphasis(". ".join(filter(None, [_confidence(answer["confidence"]), within])))
    return short + " ".join(parts) + "\n\n" + "\n".join(sources_of(answer["citations"])) + "\n\n" + how_sure


def _searched(answer: AnswerJSON, asked: str) -> str:
    """What was made of a question that leaned on the conversation, with a way back to its own words."""
    if not asked or not was_filled_in(asked, answer["question"]):
        return ""
    return f"*Searched for “{line(answer['question'])}”* · [Search my words instead](?as=typed)\n\n"


def _window(window: WindowJSON | None) -> str:
    """The days that the question's own words were taken to mean, with a way to search all of them."""
    if window is None:
        return ""
    otherwise = " · [Search any time](?as=anytime)" if window["held"] else ""
    return f"{emphasis(line(window_in_words(window)))}{otherwise}\n\n"


def _short(short: str | None) -> str:
    return f"{strong(words)}\n\n" if (words := line(short or "")) else ""


def _accounts(accounts: Sequence[AccountJSON], citations: Sequence[CitationJSON]) -> str:
    """A table where reports differ, the newest first; "" where they do not."""
    if not accounts:
        return ""
    cited = {citation["number"]: citation for citation in citations}
    rows = ["| Reports differ | said by |", "|---|---|"]
    for account in accounts:
        said = [cited[number] for number in account["numbers"] if number in cited]
        marks = "".join(map(mark_of, said))
        origin = origin_of(max((c["document"] for c in said), key=lambda d: d["date"] or "")) if said else ""
        reports = f"{len(said)} reports, the newest: " if len(said) > 1 else ""
        rows.append(f"| {strong(_cell(line(account['value'])))} {marks} | {_cell(reports + origin)} |")
    return "\n".join(rows) + "\n\n"


def _cell(markdown: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


def _part(part: PartJSON, answer: AnswerJSON) -> str:
    """One of several questions under its own heading."""
    head = f"### {line(part['question'])}\n\n" + _window(part["window"])
    if not part["found"]:
        return head + line(part["text"])
    cited = {citation["number"]: citation for citation in answer["citations"]}
    said = [cited[number] for number in part["numbers"] if number in cited]
    sentences = " ".join(line(citation["text"]) + _WORD_JOINER + mark_of(citation) for citation in said)
    return head + _short(part["short"]) + _accounts(part["accounts"], said) + sentences


def split(answer: AnswerJSON) -> list[str]:
    """Split the text of an answer behind its marks, each part as Markdown with the marks as links.

    A cited sentence may itself hold something like "[1]"; where the text repeats a citation word for word, that
    stretch is literal and only the marks behind it count.
    """
    citations = {citation["number"]: citation for citation in answer["citations"]}
    parts: list[str] = []
    text = ""
    for piece in _pieces(answer["text"], answer["citations"]):
        if isinstance(piece, str):
            text += piece
        elif piece not in citations:
            text += f"[{piece}]"
        elif text.strip() or not parts:
            parts.append(line(text) + _WORD_JOINER + mark_of(citations[piece]))
            text = ""
        else:
            parts[-1] += mark_of(citations[piece])
    if text.strip():
        parts.append(line(text))
    return parts


def _pieces(text: str, citations: list[CitationJSON]) -> Iterator[str | int]:
    """Give the literal stretches of `text` as strings and its marks as numbers."""
    longest_first = sorted((citation["text"] for citation in citations), key=len, reverse=True)
    verbatim = [rf"{re.escape(cited)}(?=\s*\[\d)" for cited in longest_first if cited]
    at = 0
    for match in re.finditer("|".join([*verbatim, _MARK]), text):
        if match["number"]:
            yield text[at : match.start()]
            yield int(match["number"])
            at = match.end()
    yield text[at:]


def _confidence(confidence: float) -> str:
    return next(words for least, words in CONFIDENCE if confidence >= least)


def _within(since: str | None, until: str | None, sources: Sequence[str]) -> str:
    """The filters of a question in words, as Markdown: "Only articles from 1 Oct 2025, of Coastal Herald"."""
    period = [f"from {day(since)}"] if since else []
    period += [f"to {day(until)}"] if until else []
    shown = [line(source, TITLE_CHARACTERS) for source in sources[:SOURCES_NAMED]]
    more = [f"{len(sources) - SOURCES_NAMED} more"] if len(sources) > SOURCES_NAMED else []
    of = [f"of {', '.join([*shown, *more])}"] if shown else []
    return f"Only articles {', '.join([' '.join(period), *of] if period else of)}" if period or of else ""


def _not_found(answer: AnswerJSON, within: str) -> str:
    """The line that says so, and the nearest passages under a heading that says what they are."""
    said = line(answer["text"]) + (f"\n\n{emphasis(within)}" if within else "")
    nearest = [f"{number}. {_passage(hit)}" for number, hit in enumerate(answer["hits"][:PASSAGES_SHOWN], 1)]
    return "\n".join([said, "", "## Closest passages", "", *nearest]) if nearest else said


def _passage(hit: HitJSON) -> str:
    document = hit["document"]
    link = f"[{title_of(document)}]({address_of(document, hit['start'], hit['end'], hit['text'])})"
    excerpt = line(_HEADING.sub(r"\1", hit["text"]), EXCERPT_CHARACTERS)
    return f"{link} {origin_of(document)}<br>{excerpt}"
