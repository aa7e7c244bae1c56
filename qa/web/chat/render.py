"""An answer as the Markdown of one chat message. Pure: knows no page, no index and no server.

Whatever comes from a document or a user is hostile: it passes through `qa.keep.literal` and comes out as literal text.
The only markup of a message is made here and in `sources`: links, emphasis, lists, tables, headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qa.keep.dated import by_day
from qa.keep.literal import day, emphasis, escaped, heading, line, paragraphs, strong, visible
from qa.keep.markdown import was_filled_in, window_in_words
from qa.keep.schema import AccountJSON, AnswerJSON, CitationJSON, HitJSON, PartJSON, WindowJSON
from qa.keep.turns import FiltersJSON
from qa.web.chat.cited import block
from qa.web.chat.counted import counted, ways
from qa.web.chat.sources import TITLE_CHARACTERS, link_to, mark_of, origin_of, sources_of, title_of
from qa.web.chat.standing import standing_of
from qa.web.sure import how_sure
from qa.web.turns import PASSAGES_SHOWN, UNFILTERED

EXCERPT_CHARACTERS = 220
SOURCES_NAMED = 3

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?\s*$", re.MULTILINE)
_MARK = r"\[(?P<number>\d{1,4})\]"


def instruction(text: str) -> str:
    """Escape one line that may hold commands between backticks, such as an error's way out; it starts with a capital.

    >>> instruction("no index: run `python index_build.py FOLDER`")
    'No index\\\\: run `python index_build.py FOLDER`'
    """
    words = " ".join(visible(text[:1].upper() + text[1:]).split())
    pieces = re.split(r"(`[^`\s][^`]*`)", words)  # every second one is a command
    return "".join(piece if at % 2 else escaped(piece) for at, piece in enumerate(pieces))


def message(
    answer: AnswerJSON, sentences: int | None = None, filters: FiltersJSON = UNFILTERED, asked: str = ""
) -> str:
    """The message of an answer: what was searched, where that is not what was `asked`; its short form, its sentences
    with their marks, its sources by article, how sure it is and which articles were asked.

    With `sentences`, only the first so many and no sources yet: what is shown while the answer streams in.
    """
    within = _within(filters)
    head = [_searched(answer, asked), _window(answer.get("window"))]
    if not answer["found"]:
        others = "[Ask all sources](?as=all)" if answer.get("elsewhere") else ""
        otherwise = ways(none, answer["question"]) if (none := answer.get("tally")) else ""
        return paragraphs(*head, line(answer["text"]), otherwise, others, emphasis(within), *_closest(answer["hits"]))
    if origins := answer.get("origins"):
        stands = standing_of(origins, answer["citations"])
        return paragraphs(*head, *stands, sources_of(answer["citations"]), emphasis(within))
    if tally := answer.get("tally"):
        return paragraphs(
            *head, strong(line(answer["short"] or "")), *counted(tally, answer["question"]), emphasis(within)
        )
    if told := answer.get("parts"):
        asked_at_once = (_part(number, part, answer["citations"]) for number, part in enumerate(told))
        return paragraphs(*head, *asked_at_once, sources_of(_told(answer)), emphasis(within))
    parts, short = split(answer), strong(line(answer["short"] or ""))
    if sentences is not None and sentences < len(parts):
        return paragraphs(*head, short, *parts[:sentences])
    accounts = _accounts(answer.get("accounts", []), answer["citations"])
    sure = emphasis(". ".join(filter(None, [how_sure(answer["confidence"]), within])))
    return paragraphs(*head, short, accounts, *parts, sources_of(answer["citations"]), sure)


def _searched(answer: AnswerJSON, asked: str) -> str:
    """What was made of a question that leaned on the conversation, with a way back to its own words."""
    searched = line(answer["question"])
    if not (searched and asked and was_filled_in(asked, answer["question"])):
        return ""
    return f"{emphasis(f'Searched for “{searched}”')} · [Search my words instead](?as=typed)"


def _window(window: WindowJSON | None) -> str:
    """The days that the question's own words were taken to mean, with a way to search all of them."""
    meant = emphasis(line(window_in_words(window))) if window else ""
    return f"{meant} · [Search any time](?as=anytime)" if meant and window and window["held"] else meant


def _accounts(accounts: Sequence[AccountJSON], citations: Iterable[CitationJSON]) -> str:
    """Where reports differ a line for each, the newest first, where each has a day of its own; else a table; "" where
    they do not differ."""
    if not accounts:
        return ""
    cited = {citation["number"]: citation for citation in citations}
    if by_day([account.get("date") for account in accounts]):
        return "\n".join(f"- {_dated(account, cited)}" for account in accounts)
    rows = ["| Reports differ | said by |", "|---|---|"]
    for account in accounts:
        said = [cited[number] for number in account["numbers"] if number in cited]
        value = [strong(_cell(line(account["value"]))), "".join(map(mark_of, said))]
        rows.append(f"| {' '.join(filter(None, value))} | {_cell(_said_by(said))} |")
    return "\n".join(rows)


def _dated(account: AccountJSON, cited: Mapping[int, CitationJSON]) -> str:
    """`9 Mar 2025: **£5.1 million** [2]`, and who says so."""
    said = [cited[number] for number in account["numbers"] if number in cited]
    source = line(said[0]["document"]["source"] or "", TITLE_CHARACTERS) if said else ""
    # A blank before the mark: what is bold ends in no punctuation mark of the value otherwise.
    told = (f"{line(day(account.get('date')))}:", strong(line(account["value"])), "".join(map(mark_of, said)))
    return " ".join(filter(None, [*told, emphasis(source)]))


def _said_by(said: Sequence[CitationJSON]) -> str:
    """Where the newest of some sentences appeared, and how many they are."""
    if not said:
        return ""
    newest = max((citation["document"] for citation in said), key=lambda document: document["date"] or "")
    reports = f"{len(said)} reports, the newest: " if len(said) > 1 else ""
    return reports + (origin_of(newest) or title_of(newest))


def _cell(markdown: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


def _part(number: int, part: PartJSON, citations: Iterable[CitationJSON]) -> str:
    """One of several questions under its own heading."""
    head, tally = [heading(3, line(part["question"])), _window(part["window"])], part.get("tally")
    if not part["found"]:
        return paragraphs(*head, line(part["text"]), ways(tally, part["question"]) if tally else "")
    cited = {citation["number"]: citation for citation in citations}
    said = [cited[number] for number in part["numbers"] if number in cited]
    if tally:
        return paragraphs(*head, strong(line(part["short"] or "")), *counted(tally, part["question"], number))
    sentences = (block(citation["text"], [citation]) for citation in said)
    short, accounts = strong(line(part["short"] or "")), _accounts(part["accounts"], said)
    return paragraphs(*head, short, accounts, *sentences, emphasis(how_sure(part["confidence"])))


def _told(answer: AnswerJSON) -> list[CitationJSON]:
    """The citations of several questions that stand in no list of articles."""
    numbers = {number for part in answer.get("parts", []) if not part.get("tally") for number in part["numbers"]}
    return [citation for citation in answer["citations"] if citation["number"] in numbers]


def split(answer: AnswerJSON) -> list[str]:
    """Split the text of an answer behind its marks, each part a block of Markdown: see `block`.

    A cited sentence may itself hold something like "[1]"; where the text repeats a citation word for word, that
    stretch is literal and only the marks behind it count.
    """
    citations = {citation["number"]: citation for citation in answer["citations"]}
    parts: list[tuple[str, list[CitationJSON]]] = []
    text = ""
    for piece in _pieces(answer["text"], answer["citations"]):
        if isinstance(piece, str):
            text += piece
        elif piece not in citations:
            text += f"[{piece}]"
        elif text.strip() or not parts:
            parts.append((text, [citations[piece]]))
            text = ""
        else:
            parts[-1][1].append(citations[piece])
    blocks = [block(said, cited) for said, cited in parts]
    return blocks + ([line(text)] if text.strip() else [])


def _pieces(text: str, citations: list[CitationJSON]) -> Iterator[str | int]:
    """Give the literal stretches of `text` as strings and its marks as numbers."""
    # Else one that begins another one would be found in its place.
    longest_first = sorted((citation["text"] for citation in citations), key=len, reverse=True)
    verbatim = [rf"{re.escape(cited)}(?=\s*\[\d)" for cited in longest_first if cited]
    at = 0
    for match in re.finditer("|".join([*verbatim, _MARK]), text):
        if match["number"]:
            yield text[at : match.start()]
            yield int(match["number"])
            at = match.end()
    yield text[at:]


def _within(filters: FiltersJSON) -> str:
    """The filters of a question in words, as Markdown: "Only articles from 1 Oct 2025, of Coastal Herald"."""
    ends = (("from", filters["since"]), ("to", filters["until"]))
    period = " ".join(f"{word} {shown}" for word, date in ends if (shown := line(day(date))))
    named, more = filters["sources"][:SOURCES_NAMED], filters["sources"][SOURCES_NAMED:]
    names = [shown for source in named if (shown := line(source, TITLE_CHARACTERS))]
    of = ", ".join(names + ([f"{len(more)} more"] if more else []))
    mentioned = " and ".join(filter(None, (line(name, TITLE_CHARACTERS) for name in filters.get("names", ()))))
    told = ", ".join(filter(None, [period, f"of {of}" if of else "", f"that mention {mentioned}" if mentioned else ""]))
    return f"Only articles {told}" if told else ""


def _closest(hits: Sequence[HitJSON]) -> list[str]:
    """The nearest passages, under a heading that says what they are."""
    nearest = [f"{number}. {_passage(hit)}" for number, hit in enumerate(hits[:PASSAGES_SHOWN], 1)]
    return ["## Closest passages", "\n".join(nearest)] if nearest else []


def _passage(hit: HitJSON) -> str:
    document = hit["document"]
    excerpt = line(_HEADING.sub(r"\1", hit["text"]), EXCERPT_CHARACTERS)
    there = link_to(document, hit["start"], hit["end"], hit["text"])
    return f"{there} {origin_of(document)}<br>{excerpt}"
