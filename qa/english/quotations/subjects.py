"""Who stands before a verb or behind it: the noun phrase that is its subject, by the words alone.

Offsets are code points into the text. What is not read (quotations, brackets) has been blotted out with `BLOT`.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from qa.english.quotations.cues import BETWEEN, FINITE
from qa.english.quotations.names import NAME, name_in
from qa.english.words import MONTHS, WEEKDAYS, any_of

BLOT = "\x01"

_TOKEN = re.compile(r"[\w$€£%][\w’'.&/-]*|[^\w\s]")
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my some many several most all both one two three four five "
    "six seven eight nine ten another each every no any dozens hundreds thousands few more other".split()
)
_LINKS = frozenset("of for from at in with on by to representing behind".split())
_PRONOUNS = frozenset("he she they it i we who you".split())
_STOPS = frozenset(
    """
    but and or so yet as when while where after before because since although though if that which whose than until
    then however meanwhile also not is are was were be been being am has have had do does did will would can could
    may might should must said says say told saying asked speaking writing adding according about into over under
    during through against between among within without up down out off there here now later earlier only even
    him them me us himself herself themselves what how why whether like
    """.split()
)
_TIMES = frozenset(word.casefold() for word in f"{WEEKDAYS} {MONTHS} yesterday today tomorrow".split()) - {"may"}
_DAY = any_of(*WEEKDAYS.split(), *MONTHS.split())
# Behind the subject, before the verb: "on Friday", "in a statement".
_LATE = re.compile(
    rf"\s(?:(?:published|released|issued|posted|seen)\s)?(?:(?:on|last|late|early|earlier|this|in|by)\s)+"
    rf"(?:(?:a|an|the|his|her|its|their)\s)?(?:{_DAY}|week|month|year|morning|afternoon|evening|statement|tweet|"
    rf"interview|\d{{4}}|Twitter|Facebook)(?:\s(?:morning|afternoon|evening|night|\d{{1,2}}))?$|"
    rf"\s(?:yesterday|today|earlier|{any_of(*WEEKDAYS.split())})$",
)
# What opens a clause and is not its subject.
_INTRODUCES = re.compile(
    r"(?:in|at|on|after|before|during|since|for|from|by|with|without|as|when|while|if|although|though|despite|because|"
    r"until|under|amid|following|speaking|asked|writing|addressing|referring|responding|citing|according|however|"
    r"meanwhile|earlier|later|still|instead|finally|then|now|also|yesterday|today|once|but|and|so|yet|moreover|"
    r"nevertheless|indeed|separately|elsewhere|last|to|like|unlike|\w+ing|\w+ly|\d{4}|"
    rf"{_DAY})\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s(?:in|at|on|during|after|speaking|via|through|by)\b", re.IGNORECASE)
_OPENER = re.compile(r"(?:but|and|so|yet|or|then|however|meanwhile|still|also|now|when|while|as)\s+", re.IGNORECASE)
_CLAUSE = re.compile(rf"[;:{BLOT}]|\s[–—-]{{1,2}}\s|—|,?\s(?:but|while|whereas|although|because)\s|,\s(?:and|so)\s")
_APPOSED = re.compile(
    r"(?:who|which|whose|where|then|now|also|once|both|himself|herself|\d{1,3}$|(?:the|an?|his|her|its|their|one)\b|"
    r"(?:of|from|for|in|at|on|with|formerly|aged)\b|[\w’'-]+(?:\s[\w’'-]+){0,7}$)",
    re.IGNORECASE,
)
_END_BEHIND = re.compile(
    rf"[,;:!?…\n{BLOT}]|(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|St|Lt|Jr|Sr))(?<!\b(?:Mrs|Col|Gen|Sen|Rep|Gov|Rev|Sgt))(?<!\bProf)"
    rf"(?<!\bCapt)\.(?=\s|$)|\s[–—-]{{1,2}}\s|—|"
    rf"\s(?:who|whose|which|as|when|while|after|before|during|because|in (?:a|an|his|her|its|their|the)\s(?:\w+\s)?"
    rf"(?:statement|interview|press|news|speech|tweet|post|video|letter|email|report|briefing|blog|letter|note)|"
    rf"at (?:a|an|the)\s(?:\w+\s)?(?:press|news|conference|meeting|hearing|briefing|rally|event|summit|trial)|"
    rf"on (?:{_DAY}|Twitter|Facebook|social|Instagram|the)|(?:last|this|late|earlier)\s\w+|{_DAY}|yesterday|today|"
    rf"earlier|later|about|with a|to (?:reporters|the|a|his|her|their|journalists|me|us|CNN|NPR|BBC|Reuters|AFP)|"
    rf"afterwards?|through|via|and\s(?:added|said|that|he|she|it|they)|but|\w+ing\s(?:that|to|of|about|for))\b",
)


class Subject(NamedTuple):
    """From `start` to `end` stands who does something; `left` is where all that is said of him begins."""

    start: int
    end: int
    left: int


def before(text: str, start: int, end: int) -> Subject | None:
    """The subject of the verb that stands at `end`, in a sentence that begins at `start`."""
    end = _stripped(text, start, end)
    if between := BETWEEN.search(text, max(start, end - 60), end):
        end = between.start()
    end = _stripped(text, start, end)
    start = _clause(text, start, end)
    while late := _LATE.search(text, max(start, end - 60), end):
        end = late.start()
    if end > start and text[end - 1] in ",–—-":
        return _over_commas(text, start, _stripped(text, start, end - 1))
    comma = text.rfind(",", start, end)
    if comma > start and _ASIDE.match(text, comma, end) and (apart := _over_commas(text, start, comma)):
        return apart  # "Ada Lund, the mayor, at a meeting on Friday said"
    found = _walk(text, max(start, comma + 1), end)
    return Subject(*found, found[0]) if found else None


def behind(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The subject that stands right behind a verb which ends at `start`: "said the mayor, ..."; a name that follows in
    apposition takes the place of what he is: "said the mayor, Ada Lund"."""
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    stop = _END_BEHIND.search(text, begin, end)
    until = _stripped(text, begin, stop.start() if stop else end)
    first = _TOKEN.match(text, begin, end)
    if first is None or until <= begin:
        return None
    word = first.group().casefold()
    if word in _PRONOUNS and word != "who":
        return first.span()
    if (
        word in _STOPS
        or word in _LINKS
        or word in _TIMES
        or (word[0].islower() and word not in _DETERMINERS and until - begin > 60)
    ):
        return None
    # "the mayor, Ada Lund", "Elvering's mayor, Ada Lund"; not "Bo Lund, Ada Lund said".
    if stop and stop.group() == "," and text[begin:until].split()[-1][0].islower():
        name = NAME.match(text, stop.end() + 1, end)
        if name and len(name.group().split()) > 1 and re.match(r"[,.;]|\s(?:said|who|of)|$", text[name.end() : end]):
            return name.span()
    return begin, until


def main(text: str, start: int, end: int) -> Subject | None:
    """The subject of the sentence that begins at `start`: what stands before its first verb."""
    start += len(text[start:end]) - len(text[start:end].lstrip(' "“‘' + BLOT))
    while (comma := text.find(", ", start, end)) >= 0 and _INTRODUCES.match(text, start, comma):
        start = comma + 2
    verb = FINITE.search(text, start, end)
    if verb is None:
        return None
    return before(text, start, verb.start())


def _clause(text: str, start: int, end: int) -> int:
    """Where the clause begins whose subject is looked for."""
    for match in _CLAUSE.finditer(text, start, end):
        if match.end() < end - 1:
            start = match.end()
    return start + len(text[start:end]) - len(text[start:end].lstrip(" ,.\"”’'" + BLOT))


def _over_commas(text: str, start: int, end: int) -> Subject | None:
    """The subject that something in commas parts from its verb: "Ada Lund, the mayor, said"."""
    edges = [start, *(match.end() for match in re.finditer(r",\s", text[:end]) if match.start() >= start), end + 2]
    segments = [(a, _stripped(text, a, min(b - 2, end))) for a, b in itertools.pairwise(edges)]
    while len(segments) > 1 and _INTRODUCES.match(text, segments[0][0], segments[0][1]):
        segments.pop(0)
    while len(segments) > 2 and not _APPOSED.match(text, segments[1][0], segments[1][1]):
        segments.pop(0)
    found = _walk(text, *segments[0])
    if found and name_in(text[slice(*found)]) is None:  # "the mayor, Ada Lund, said"
        apposed = next((segment for segment in segments[1:] if name_in(text[slice(*segment)])), None)
        named = _walk(text, *apposed) if apposed else None
        return Subject(*(named or found), found[0])
    return Subject(*found, found[0]) if found else None


def _walk(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `end`, word by word to the left."""
    if opener := _OPENER.match(text, start, end):
        start = opener.end()
    tokens = list(_TOKEN.finditer(text, start, end))
    if not tokens or text[tokens[-1].end() : end].strip():
        return None
    last = tokens[-1].group().casefold()
    if last in _PRONOUNS:
        return _antecedent(text, start, tokens) if last == "who" else tokens[-1].span()
    at = len(tokens)
    while at > 0:
        word = tokens[at - 1].group()
        plain = word.casefold()
        joins = (plain == "and" and _joins(tokens, at - 1)) or (word == "&" and 1 < at < len(tokens))
        if not joins and (plain in _STOPS or (plain in _TIMES and word[0].isupper()) or not word[0].isalnum()):
            break
        at -= 1
        if plain in _DETERMINERS and at > 0:
            link = tokens[at - 1].group().casefold()
            if link not in _LINKS or at == 1:
                break
    while at < len(tokens) and tokens[at].group().casefold() in _LINKS | {"and", "&"}:
        at += 1  # a preposition opens no subject
    if at == len(tokens) or (at == len(tokens) - 1 and tokens[at].group().endswith("ly") and last[0].islower()):
        return None
    return tokens[at].start(), tokens[-1].end()


def _joins(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether "and" stands between two names."""
    return 0 < at < len(tokens) - 1 and tokens[at - 1].group()[0].isupper() and tokens[at + 1].group()[0].isupper()


def _antecedent(text: str, start: int, tokens: list[re.Match[str]]) -> tuple[int, int] | None:
    """Whom "who" stands for: what is before it."""
    end = tokens[-1].start()
    end = _stripped(text, start, end)
    if end > start and text[end - 1] == ",":
        end = _stripped(text, start, end - 1)
    return _walk(text, start, end) if end > start else None


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
