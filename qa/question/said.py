"""Questions about what somebody said, and about who said something: what they ask, by their words alone.

Only what is surely of these forms is read; "Who wrote the book?" and "What did the report find?" are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.english.asks import LEADS, POLITE
from qa.english.quotations.verbs import VERB_OF
from qa.english.words import any_of

# Verbs whose questions are of these forms, with the preposition that makes them so.
_SAYING = {
    **dict.fromkeys(("say", "tell", "claim", "argue", "insist", "warn", "promise", "deny", "predict", "demand"), ""),
    **dict.fromkeys(("accuse", "blame", "criticise", "criticize", "urge", "threaten", "pledge", "vow", "admit"), ""),
    **dict.fromkeys(("recommend", "propose", "suggest", "announce", "complain", "condemn", "joke"), ""),
    "call": "for",
    "appeal": "for",
    "speak": "of",
    "apologise": "for",
    "apologize": "for",
}
_VERB = any_of(*sorted((form for form, verb in VERB_OF.items() if verb in _SAYING), key=len, reverse=True))
# Asked of somebody without a topic, only these are about words: "What did the company announce?" is about a deed.
_WHAT_VERB = r"(?:say|said|says|tell|told|call for|called for|demand|warn|promise|argue|claim|recommend|propose)"
_WHAT = re.compile(
    rf"what\s+(?:did|does|do|has|have|had)\s+(?P<speaker>[^?\"“”,]{{2,80}}?)\s+(?P<verb>{_WHAT_VERB})\b"
    rf"(?P<rest>[^\"“”]*?)[\s?.!]*$",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"(?:who|which (?:person|politician|minister|official|company|union))\s+(?:has\s+|have\s+|had\s+|is\s+|are\s+)?"
    rf"(?P<verb>{_VERB})\b(?P<rest>.+?)[\s?.!]*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«](?P<words>[^\"“”»]{2,400})[\"”“»]|(?<!\w)[‘'](?P<single>.{2,400})[’'](?!\w)")
_ABOUT = re.compile(r"\s*(?:about|on|regarding|concerning|of|against|for)\s+(?=\S)", re.IGNORECASE)
_THAT = re.compile(r"\s*(?:that\s+)?", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:i|you|we|he|she|it|they|this|that|people|one|anyone|someone)$", re.IGNORECASE)


class AskedSaying(NamedTuple):
    """What a question asks: `speaker`, None where that is asked for; the `verb` ("call"); `about`, a topic or a clause,
    "" for anything; `words` that stand in quotation marks, or None."""

    speaker: str | None
    verb: str
    about: str
    words: str | None


def asked_saying(question: str) -> AskedSaying | None:
    """What a question asks that is about sayings; None for every other.

    >>> asked_saying("What did Ada Lund say about the dike?")
    AskedSaying(speaker='Ada Lund', verb='say', about='the dike', words=None)
    >>> asked_saying("Who called for a second bridge?").about, asked_saying("Who wrote the book?")
    ('a second bridge', None)
    """
    plain = POLITE.sub("", _behind(LEADS, question.strip()), count=1)
    if match := _WHAT.match(plain):
        speaker = match["speaker"].strip()
        if _PRONOUN.match(speaker):
            return None
        verb = match["verb"].split()[0].casefold()
        return AskedSaying(speaker, VERB_OF[verb], _topic(match["rest"]), None)
    match = _WHO.match(plain)
    if match is None:
        return None
    verb = VERB_OF[match["verb"].casefold()]
    if quoted := _QUOTED.search(match["rest"]):
        return AskedSaying(None, verb, "", (quoted["words"] or quoted["single"]).strip())
    needed, rest = _SAYING[verb], match["rest"].strip()
    if needed:
        if not rest.startswith(f"{needed} "):
            return None
        rest = rest[len(needed) :]
    about = _behind(_THAT, rest if verb == "say" else _behind(_ABOUT, rest)).strip()
    return AskedSaying(None, verb, about, None) if len(about.split()) > 1 else None


def needs(verb: str) -> str:
    """The preposition without which a question of this verb is not about a saying: "for" of "call", "" of most."""
    return _SAYING.get(verb, "")


def _topic(rest: str) -> str:
    """What stands behind "say": "about the dike" without "about"."""
    inner = re.search(r"\b(?:about|regarding|concerning)\s+(?P<topic>.+)$", rest, re.IGNORECASE)
    return inner["topic"].strip() if inner else _behind(_ABOUT, rest).strip()


def _behind(opener: re.Pattern[str], text: str) -> str:
    found = opener.match(text)
    return text[found.end() :] if found else text
