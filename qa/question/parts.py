"""Several questions that are asked at once, told apart by rule; one that no rule fits stays whole.

    Who won the marathon, and how old is she?      Who won the marathon?  |  How old is she?
    Compare the cost of the station and the train  What is the cost of the station?  |  What is the cost of the train?
    First who led the strike, then how it ended    Who led the strike?  |  How it ended?
    What is the population of Halvern and of Ulm?  What is the population of Halvern?  |  What is the population of Ulm?

"And" inside a name, a list or somebody's words parts nothing: what one sentence can answer is one question.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.english.asks import ASKS, AUXILIARY, BEFORE_WH, END_MARKS, LEADS, POLITE, WH, is_named

MOST = 4
PERSONAL = "i|you|he|she|it|we|they|there|this|that"
# In "the ferry vs the train" both are so short; longer words around "vs" search for a match.
VERSUS_WORDS = 4

_FIRST_THEN = re.compile(
    r"^\W*(?:(?:please\s+)?(?:tell me|explain|say)[,\s]+)?first(?:ly)?[,:]?\s+(?:(?:please\s+)?tell me\s+)?"
    r"(?P<first>.+?)[,;.?]?\s+(?:and\s+)?then[,:]?\s+(?P<then>.+)$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=\?)\s+(?=\S)")
# "... and how long did it take": a clause of its own that asks.
_CLAUSE = re.compile(
    rf"(?:\s*[,;]\s*(?:and\s+)?(?:also\s+)?|\s+and\s+(?:also\s+)?|\s*,?\s+as\s+well\s+as\s+)(?:(?=(?:(?:{BEFORE_WH})\s+)?(?:{WH})\b)|"
    rf"(?=(?:{AUXILIARY})\s+(?:{PERSONAL})\b))",
    re.IGNORECASE,
)
# Somebody said, knows or asks what follows: one question, however many it tells of.
_REPORTED = re.compile(
    rf"\b(?:say|says|said|know|knows|knew|explain\w*|decide\w*|ask\w*|agree\w*|told|tell|argue\w*|describe\w*|show\w*|"
    rf"about|on|of|over)\s+(?:\w+\s+){{0,2}}?(?:{WH})\b",
    re.IGNORECASE,
)
# "Both ... when and where", and what a list numbers.
_TWO_ASKED = re.compile(
    rf"^(?P<one>(?:{WH})(?:\s+(?:many|much|long|often))?)\s+and\s+(?P<other>{WH})\s+(?P<rest>(?:{AUXILIARY})\b.+)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|\s)(?:\(?[1-4][.)]|[a-d]\))\s+(?=\S)")
_COMPARE = re.compile(
    r"^\W*(?:(?:please\s+)?(?:compare|contrast)(?:\s+and\s+contrast)?|what(?:\s+is|\s+are|['’]s)\s+the\s+(?:main\s+)?"
    r"(?:difference|differences|similarities)\s+(?:between|(?=in\s))|how\s+do(?:es)?)\s+(?P<things>.+)$",
    re.IGNORECASE,
)
# "the difference in cost between ...": what is compared stands before.
_IN_WHAT = re.compile(r"^(?P<what>in\s+(?P<attribute>[\w\s’'-]+?)\s+between\s+)(?P<things>.+)$", re.IGNORECASE)
_COMPARED = re.compile(r"\s+(?:compare[sd]?|differ)(?:\s+(?:in|by|with regard to)\s+(?P<what>.+))?$", re.IGNORECASE)
# "what the union and the council said about the mill"
_BOTH_SAID = re.compile(
    r"^what\s+(?P<one>[^,;]+?)\s+and\s+(?P<other>[^,;]+?)\s+(?:(?P<say>sa(?:y|ys|id))|(?P<promise>promise[sd]?)|"
    r"(?P<claim>claim(?:s|ed)?)|(?P<want>want(?:s|ed)?))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+(?:and|with|to|versus|vs\.?|against)\s+", re.IGNORECASE)
_VERSUS = re.compile(r"^(?P<one>[^?,;]+?)\s+(?:versus|vs\.?)\s+(?P<other>[^?,;]+)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"^(?:the\s+)?(?P<what>(?:[\w’'-]+\s+){0,3}?[\w’'-]+)\s+(?P<of>of|in|for|at)\s+(?P<whose>.+)$")
# "of Halvern and of Ulm": the same preposition again.
_AGAIN = re.compile(
    r"^(?P<asks>.+?\b(?P<of>of|in|for|at|on|by|from))\s+(?P<one>[^,;?]+?)\s+and\s+(?P=of)\s+(?P<other>[^,;?]+)$",
    re.IGNORECASE,
)
_ENDS_IN_PREPOSITION = re.compile(r"\b(?:of|in|for|at)$")
_DETERMINED = re.compile(r"(?:the|a|an|their|its)\b", re.IGNORECASE)
_JOINED = re.compile(r"\band\b|;")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")

# "Is there anything about the dike, and in how many articles?" asks for one list.
_AND_HOW_MANY = re.compile(
    r"^\W*(?:is|are|do|does|have|has)\b.+\band\s(?:if\sso,?\s)?(?:in\s)?how\smany(?:\s(?:of\sthem|articles|reports|stories))?\W*$",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """One of several questions. `alone`: it names what it is about, and needs nothing of those before it."""

    question: str
    alone: bool


def parts(question: str) -> tuple[Piece, ...]:
    """The questions that were asked at once, at most `MOST`, or the question alone, to the letter.

    >>> [piece.question for piece in parts("When did the station open and when was it stopped?")]
    ['When did the station open?', 'When was it stopped?']
    """
    plain = " ".join(question.split())
    if _AND_HOW_MANY.search(plain):
        return (Piece(question, True),)
    for rule in _RULES:
        found = rule(plain)
        if 1 < len(found) <= MOST and all(re.search(r"\w", part) for part in found):
            alone = rule in (_of_two_asked, _of_comparison, _of_prepositions)
            return tuple(Piece(_tidy(part), alone or at == 0) for at, part in enumerate(found))
    return (Piece(question, True),)


def _tidy(part: str) -> str:
    bare = END_MARKS.sub("", POLITE.sub("", part)).strip(" ,;:")
    return f"{bare[:1].upper()}{bare[1:]}?"


def _of_sentences(question: str) -> list[str]:
    """`Who won? How old is she?`"""
    found = [LEADS.sub("", part, count=1) if LEADS.match(part) else part for part in _SENTENCES.split(question)]
    asking = all(ASKS.match(POLITE.sub("", part)) and part.endswith("?") for part in found)
    return [piece for part in found for piece in (_of_clauses(part) or [part])] if asking else []


def _of_list(question: str) -> list[str]:
    """`1) Who won? 2) Who paid?`"""
    found = [part.strip() for part in _NUMBERED.split(question)]
    return found[1:] if not found[0] and all(ASKS.match(POLITE.sub("", part)) for part in found[1:]) else []


def _of_two_asked(question: str) -> list[str]:
    """`When and where was the treaty signed?`"""
    match = _TWO_ASKED.match(END_MARKS.sub("", POLITE.sub("", question)))
    return [f"{match[word]} {match['rest']}" for word in ("one", "other")] if match else []


def _of_first_then(question: str) -> list[str]:
    """`First tell me who led the strike, then how it ended`"""
    match = _FIRST_THEN.match(question)
    return [match["first"], match["then"]] if match and re.match(rf"(?:{WH})\b", match["first"], re.IGNORECASE) else []


def _of_comparison(question: str) -> list[str]:
    """`Compare the cost of the station and the train`, `the ferry vs the train`"""
    bare = END_MARKS.sub("", POLITE.sub("", question))
    if (match := _VERSUS.match(bare)) and not ASKS.match(bare) and not _COMPARE.match(bare):
        two = [match["one"], match["other"]]
        return [_what_is(thing) for thing in two] if all(len(thing.split()) <= VERSUS_WORDS for thing in two) else []
    match = _COMPARE.match(bare)
    if match is None:
        return []
    things, what = match["things"], None
    if both := _BOTH_SAID.match(things):
        said = next(verb for verb in ("say", "promise", "claim", "want") if both[verb])
        return [f"What did {both[who]} {said}{both['rest']}" for who in ("one", "other")]
    if attribute := _IN_WHAT.match(things):
        things, what = attribute["things"], attribute["attribute"]
    if re.match(r"\W*how", bare, re.IGNORECASE):
        compared = _COMPARED.search(things)
        if compared is None:
            return []
        things, what = things[: compared.start()], compared["what"]
    elif not what and (attribute := _ATTRIBUTE.match(things)) and _BESIDE.search(attribute["whose"]):
        what, things = f"{attribute['what']} {attribute['of']}", attribute["whose"]
    pieces = _beside(things)
    if not pieces:
        return []
    if what is None:
        return [_what_is(piece) for piece in pieces]
    if _ATTRIBUTE.match(pieces[1]) and not pieces[1].startswith(f"the {what}"):  # "the length of A and the cost of B"
        return [_what_is(f"the {what} {pieces[0]}"), _what_is(pieces[1])]
    of = what if _ENDS_IN_PREPOSITION.search(what) else f"{what} of"
    the = "" if _DETERMINED.match(of) else "the "
    return [f"What is {the}{of} {piece.removeprefix(f'the {of} ')}" for piece in pieces]


def _what_is(thing: str) -> str:
    several = not _ARTICLE.match(thing) and thing.endswith("s") and not thing.endswith("ss") and thing.islower()
    return f"What {'are' if several else 'is'} {thing}"


def _beside(things: str) -> list[str]:
    """The two things that stand beside each other, unless a name holds the "and"."""
    cuts = [cut for cut in _BESIDE.finditer(things) if not _inside_name(things, cut)]
    if len(cuts) != 1:
        return []
    one, other = things[: cuts[0].start()], things[cuts[0].end() :]
    bare = _ARTICLE.sub("", one)
    if " " not in bare and not bare[0].isupper() and " " in other and not _ARTICLE.match(other):
        kind = other.split(None, 1)[1]  # "the 2024 and 2025 budgets"
        return [f"{one} {kind}", f"{'the ' if bare != one else ''}{other}"]
    return [one, other]


def _inside_name(text: str, cut: re.Match[str]) -> bool:
    return any(match.start() <= cut.start() < match.end() for match in _QUOTED.finditer(text))


def _of_clauses(question: str) -> list[str]:
    """`Who won the marathon and how long did it take?`"""
    plain = POLITE.sub("", question)
    cuts = [cut for cut in _CLAUSE.finditer(plain) if not _inside_name(plain, cut) and not is_named(plain, cut.end())]
    if not cuts or not ASKS.match(plain):
        return []
    ends = [0, *(cut.end() for cut in cuts)]
    starts = [*(cut.start() for cut in cuts), len(plain)]
    found = [plain[start:end] for start, end in zip(ends, starts, strict=True)]
    first = found[0]
    long_enough = len(first.split()) > 2
    told = _REPORTED.search(first) or re.search(r"\b(?:between|both)\b[^,]*$", first, re.IGNORECASE)
    joined = _JOINED.search(cuts[-1].group())  # a comma alone opens a relative clause, or follows a "when ..."
    return found if joined and long_enough and not told else []


def _of_prepositions(question: str) -> list[str]:
    """`What is the population of Halvern and of Ulm?`"""
    match = _AGAIN.match(END_MARKS.sub("", question))
    if match is None or not ASKS.match(question) or re.search(r"\bbetween\b", match["asks"], re.IGNORECASE):
        return []
    return [f"{match['asks']} {match['one']}", f"{match['asks']} {match['other']}"]


# In this order: the first that parts the question is taken.
_RULES = (_of_list, _of_sentences, _of_two_asked, _of_first_then, _of_comparison, _of_clauses, _of_prepositions)
