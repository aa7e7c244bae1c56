"""Who did it and to whom it was done: "Who beat Lund?" is not answered by whom Lund beat, nor "Who bought the mill?" by
the seller.

Where a sentence names the other one, his name is given; else none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.english.asks import AUXILIARY
from qa.english.stems import terms
from qa.reader.names import NAME
from qa.reader.windows import Span

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
# "Who beat Ada Lund?" - "Whom did Ada Lund beat?" - "Who was beaten by Ada Lund?"
_DOER = re.compile(
    rf"\W*(?:who|which [\w’'-]+)\s+(?:(?:has|had|have)\s+)?(?!(?:{AUXILIARY}|the)\b)(?P<deed>\w+)\s+"
    r"(?P<other>[^?]+)",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\W*(?:whom?|which [\w’'-]+)\s+(?:did|does|do|has|had|have)\s+(?P<other>[^?]+?)\s+(?P<deed>\w+)\W*$", re.IGNORECASE
)
_DONE_BY = re.compile(
    r"\W*(?:who|which [\w’'-]+)\s+(?:is|was|were|are)\s+(?P<deed>\w+)\s+by\s+(?P<other>[^?]+)", re.IGNORECASE
)
# What stands behind the other one: "Serena Lund |at the open tournament|".
_BESIDES = re.compile(r"\s(?:at|in|on|for|during|after|before|by|with|from|to|when|last|this|over)\s", re.IGNORECASE)
# "Who is the mayor of Halvern?" - "Who was Halvern's mayor?"
_HOLDER = re.compile(
    r"\W*who\s+(?:is|was|are|were)\s+(?:the\s+)?(?:(?:new|current|former|first|next|then)\s+)?"
    r"(?:(?P<role>[\w-]+(?: [\w-]+){0,2}?)\s+(?:of|at|for)\s+(?:the\s+)?(?P<of>[^?]+)|(?P<whose>[^?]+)['’]s\s+"
    r"(?:(?:new|current|former|first|next|then)\s+)?(?P<its>[\w-]+(?: [\w-]+){0,2}))\W*$",
    re.IGNORECASE,
)
# So near to a name its role stands, "Lund, who has been mayor".
BESIDE = 40
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)(?: \w+ly)? $", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|who|which) | (?:and|but|while) ", re.IGNORECASE)
_IRREGULAR = {
    "bought": "buy", "sold": "sell", "beaten": "beat", "taught": "teach", "led": "lead", "met": "meet", "paid": "pay",
    "left": "leave", "chosen": "choose", "chose": "choose", "shot": "shoot", "fought": "fight", "lent": "lend",
    "caught": "catch", "told": "tell", "gave": "give", "given": "give", "hit": "hit", "won": "win", "lost": "lose",
}  # fmt: skip
# Stems, which are not made before they are needed.
_BUYS, _SELLS = frozenset({"buy", "acquir", "purchas"}), frozenset({"sell"})
_TO = re.compile(rf"\bto (?:the |an? |its |his |her |their )?(?:[a-z]+ ){{0,2}}?(?P<name>{NAME})")
_FROM = re.compile(rf"\bfrom (?:the |an? |its |his |her |their )?(?:[a-z]+ ){{0,2}}?(?P<name>{NAME})")

NOWHERE = (0, 0)


class _Asked(NamedTuple):
    deed: str
    other: frozenset[str]
    doer: bool


def in_role(question: str, text: str, start: int, end: int) -> Span:
    """The characters of whoever has the role that is asked for; NOWHERE where those given have the other one and
    nothing tells who has it; as they are where nothing speaks against them."""
    asked = _asked(question)
    if asked is None:
        return _holder(question, text, start, end)
    for word in _WORD.finditer(text):
        deed = _deed(word.group())
        if asked.doer and _converse(deed, asked.deed):
            return _of_sale(asked.deed, text, word, start, end)
        if deed == asked.deed and _is_other(asked, text, word, start, end):
            return NOWHERE
    return start, end


def _holder(question: str, text: str, start: int, end: int) -> Span:
    """Who holds an office, where another name was given and his stands right behind it: "mayor |Ada Lund|"."""
    match = _HOLDER.match(question)
    role = match and (match["role"] or match["its"])
    if match is None or role is None or not set(terms(match["of"] or match["whose"])) & set(terms(text)):
        return start, end
    if re.search(rf"\b{re.escape(role)}\b", text[max(0, start - BESIDE) : end + BESIDE], re.IGNORECASE):
        return start, end
    holders = {found.span("name") for found in re.finditer(rf"\b(?i:{re.escape(role)}) (?P<name>{NAME})(?!['’])", text)}
    holders = {(a, b) for a, b in holders if not text[a:b].endswith(("'s", "’s"))}
    return holders.pop() if len(holders) == 1 else (start, end)


def _asked(question: str) -> _Asked | None:
    for form, doer in ((_DONE_TO, False), (_DONE_BY, False), (_DOER, True)):
        if match := form.match(question):
            named = _BESIDES.split(match["other"])[0]
            other = frozenset(stem for word in re.findall(r"[A-Z][\w’'-]+", named) for stem in terms(word))
            return _Asked(_deed(match["deed"]), other or frozenset(terms(named)[-1:]), doer)
    return None


def _deed(word: str) -> str:
    return terms(_IRREGULAR.get(word.casefold(), word))[0] if terms(word) else ""


def _converse(said: str, asked: str) -> bool:
    return (asked in _BUYS and said in _SELLS) or (asked in _SELLS and said in _BUYS)


def _is_other(asked: _Asked, text: str, deed: re.Match[str], start: int, end: int) -> bool:
    """Whether the one whom the question names has the role that it asks for, and the words given the other one."""
    begins, ends = _clause(text, deed)
    passive = bool(_PASSIVE.search(text, begins, deed.start()) or text.startswith(" by ", deed.end()))
    before, after = set(terms(text[begins : deed.start()])), set(terms(text[deed.end() : ends]))
    doer, done_to = (after, before) if passive else (before, after)
    given_first, given_last = begins <= start and end <= deed.start(), deed.end() <= start and end <= ends
    given_does, given_bears = (given_last, given_first) if passive else (given_first, given_last)
    if passive and " by " not in text[deed.end() : ends]:
        return False
    own, other = (doer, done_to) if asked.doer else (done_to, doer)
    given_other = given_bears if asked.doer else given_does
    return bool(asked.other) and asked.other & own == asked.other & (own | other) != frozenset() and given_other


def _clause(text: str, deed: re.Match[str]) -> Span:
    before = [match.end() for match in _CLAUSE.finditer(text, 0, deed.start())]
    behind = _CLAUSE.search(text, deed.end())
    return (before[-1] if before else 0), (behind.start() if behind else len(text))


def _of_sale(asked: str, text: str, deed: re.Match[str], start: int, end: int) -> Span:
    """The buyer where something is told of its sale, and the seller where of its purchase."""
    begins, ends = _clause(text, deed)
    if not begins <= start < ends:
        return start, end
    wanted = (_TO if asked in _BUYS else _FROM).search(text, deed.end(), ends)
    if wanted is not None and wanted.start("name") <= start < wanted.end("name"):
        return start, end
    by = text[max(0, start - 4) : start].casefold().endswith("by ")
    gives = by or (end <= deed.start() and not _PASSIVE.search(text, begins, deed.start()))
    if not gives:
        return start, end
    return wanted.span("name") if wanted is not None else NOWHERE
