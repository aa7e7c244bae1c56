"""What follows a verb of speech, or stands before it: the clause or thing that is said. Offsets as in `subjects.py`."""

from __future__ import annotations

import re

from qa.english.quotations.cues import FINITE, Cue
from qa.english.quotations.subjects import BLOT
from qa.english.quotations.verbs import ADDRESSED, AS, CLAUSE, LIGHT, OBJECT, OF, TO, WITH_THAT
from qa.english.words import MONTHS, WEEKDAYS, any_of

_DAY = any_of(*WEEKDAYS.split(), *MONTHS.split())
_TIME = (
    rf"(?:(?:(?:late|early|earlier|on|in|last|this|by)\s)*(?:{_DAY})(?:\s(?:morning|afternoon|evening|night|\d{{1,2}})"
    r"\b)*(?:,\s\d{4},?)?|(?:yesterday|today|tonight|earlier|afterwards|recently|again|instead|simply|also|only)\b"
    r"(?:\s(?:this|in the|on)\s(?:week|month|year|day|morning))?|(?:last|this|earlier this)\s"
    r"(?:week|month|year|night|morning|afternoon|evening))"
)
_WHERE = (
    r"(?:(?:in|at|during|on|via|through|to|after|before|outside|inside)\s(?:(?:a|an|the|his|her|its|their|one)\s)?"
    r"(?:[\w’'-]+\s){0,2}?(?:statement|interview|press conference|news conference|conference|hearing|briefing|speech|"
    r"tweet|post|email|e-mail|letter|report|meeting|court|parliament|Parliament|Congress|reporters|journalists|media|"
    r"Twitter|Facebook|Instagram|television|TV|radio|video|memo|filing|note|session|rally|blog|affidavit|testimony|"
    r"message|release|broadcast|address|visit|debate|ceremony|podcast|newspaper|study|paper|lawsuit|complaint|"
    r"documents|online|me|us|CNN|NPR|BBC|Reuters)\b(?:\s(?:with|to|on|by|from|for)\s(?:the\s)?[A-Z][\w’'-]+"
    r"(?:\s[A-Z][\w’'-]+){0,3})?)"
)
SKIP = re.compile(rf"(?:,?\s(?:{_TIME}|{_WHERE}),?)+(?=[\s.,;:]|$)")
_NEXT = r"(?:the|an?|his|her|its|their|our|it|he|she|they|we|I|there|this|these|those|no|some|all|that|[A-Z\d“\"])"
_TO_WHOM = re.compile(
    r"\s(?:(?:him|her|them|us|me|it|you|reporters|journalists|lawmakers|MPs|parliament|Parliament|Congress|"
    r"investors|staff|supporters|viewers|voters|members|residents|people|officials|police|everyone)\b|"
    rf"(?:the|an?|his|her|its|their|this)\s(?:[a-z’'-]+\s){{0,3}}?[a-z][\w’'-]+(?=\s{_NEXT}|\s?[.,;]|$)|"
    r"(?:(?:the|an?|his|her|its|their|this|some)\s)?(?:[a-z][\w’'-]+\s){0,2}?"
    r"[A-Z][\w’'&.-]*(?:\s(?:of\s)?[A-Z][\w’'&.-]*){0,4})"
    r"(?:\s(?:of|at|in)\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)?"
)
_THAT = re.compile(rf"(?P<skip>,?(?:\s[^;:.{BLOT}]{{1,110}}?,?)??)\s(?:that|how|why|whether|if)\s(?!is\b)")
_SKIPPED = re.compile(
    rf"(?:,|\s(?:on|in|at|during|to|after|before|via|by|through|over|from|last|this|late|early|earlier|yesterday|"
    rf"today|afterwards|again|also|instead|under|with|as|out|outside|clear|{_DAY})\b|\s\w+ly\b)"
)
_NEITHER = re.compile(
    r"\s*(?:of|about|as|so|nothing|something|anything|little|more|goodbye|yes|no|sorry|hello|much|it|to|by|for|from|"
    r"with|into|onto|on|in|at|over|up|out|down|and|or|but|than|these|words?|thanks?|farewell|when|what|where)\b[\s.,;]",
)
_IT_IS = re.compile(r"\s(?:it|these|those|no|more|in|what|when|for|on|at|to)\s", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"[,;]|\b(?:that|which|who|whose|where|to|for)\b")
_LIGHT = re.compile(
    r"\s(?:it\s)?(?:(?:an?|the|his|her|its|their)\s)?(?:[a-z]+\s){0,2}?(?:clear|plain|known|warnings?|promises?|evidence|"
    r"assurances?|claims?|hopes?|concerns?|fears?|doubts?|views?|notice|pledges?|accusations?|objections?|belief|"
    r"allegations?|confidence|worries|regret)\sthat\s"
)
_TO_DO = re.compile(rf"(?P<whom>(?:\s[^\s,;:.{BLOT}]+){{0,10}}?)\s(?P<what>(?:not\s)?to\s[a-z{BLOT}])")
_NAMING = re.compile(
    r"\s(?P<what>(?:this|that|it|him|her|them|(?:the|his|her|its|their)(?:\s[\w’'-]+){1,5}?)\s(?:an?|the)\s[a-z])"
)
_THING = re.compile(
    # Not "Lund criticised for late trains": that is what was done to her.
    r"\s(?!(?:for|of|by|in|on|at|to|with|from|as|and|or|but|after|when|while|over|about|during|before)\b)(?=(?:the|an?|his|her|its|their|our|any|all|that|this|these|those|some|more|such|what|both|two|three|four|"
    r"five|claims?|reports?|calls?|allegations?|charges?|accusations?|it|them|him|suggestions?|having|being|"
    r"[a-z]+ing|[A-Z“\"$€£\d]|wrongdoing|responsibility|rumou?rs|[a-z]+[a-z’'-]*\s[a-z]))"
)
_AS_IS = re.compile(r"\s(?P<what>[^.;:]{1,90}?\sas\s)")


ENDS = re.compile(rf"\s*(?:[.,;!?{BLOT}—–]|$)")
_DO_ONESELF = frozenset("promise pledge vow threaten offer swear".split())
# "admitted having worn no glasses"
_DOING = frozenset(
    "admit deny recall suggest propose recommend regret acknowledge report remember confess advise".split()
)
_ING = re.compile(r"\s(?=(?:having|being|not\s\w+ing|[a-z]{3,}ing)\s)")


def said_behind(text: str, cue: Cue, end: int) -> int | None:
    """Where what is said begins behind a verb whose sentence ends at `end`; None when nothing of the kind follows."""
    verb = cue.verb
    if verb in CLAUSE | ADDRESSED | WITH_THAT:
        start = _clause(text, cue, end)
        if start is not None:
            return start
    if verb in LIGHT:
        light = _LIGHT.match(text, cue.end, end)
        return light.end() if light else None
    if verb in TO and (to := _TO_DO.match(text, cue.end, end)):
        whom = to["whom"].split()
        if not whom:
            return to.start("what")
        if verb not in _DO_ONESELF:
            return to.start("whom") + 1 + (len(whom[0]) + 1 if whom[0] in ("to", "on") else 0)
    for word in OF.get(verb, ()):
        if text.startswith(f" {word} ", cue.end):
            return cue.end + len(word) + 2
    if verb in _DOING and (doing := _ING.match(text, cue.end, end)):
        return doing.end()
    if verb in OBJECT and (thing := _THING.match(text, cue.end, end)):
        return thing.end()
    if verb == "call" and (naming := _NAMING.match(text, cue.end, end)):
        return naming.start("what")
    if verb in AS and (named := _AS_IS.match(text, cue.end, end)):
        return named.start("what")
    return None


def told_last(text: str, cue: Cue, end: int) -> int | None:
    """Where ends what stands behind a verb that tells of what came before: "..., she told the court on Friday."; None
    where more follows."""
    at = cue.end
    if cue.verb in ADDRESSED and (whom := _TO_WHOM.match(text, at, end)):
        at = whom.end()
    if skip := SKIP.match(text, at, end):
        at = skip.end()
    return at if ENDS.match(text, at, end) or text[at - 1] == "," else None


def _clause(text: str, cue: Cue, end: int) -> int | None:
    that = _THAT.match(text, cue.end, end)
    if that is not None:
        skip = that["skip"]
        addressed = cue.verb in ADDRESSED and len(skip.split()) < 10
        if not skip or addressed or (_SKIPPED.match(skip) and (len(skip.split()) < 10 or SKIP.fullmatch(skip))):
            return that.end() if text[that.end() - 5 : that.end()].strip() == "that" else that.end("skip") + 1
    if cue.verb in WITH_THAT:
        return None
    start = cue.end
    if cue.verb in ADDRESSED:
        whom = _TO_WHOM.match(text, start, end)
        if whom is None or cue.verb not in ("tell", "assure", "inform", "remind", "warn"):
            return None
        start = whom.end()
    if skip := SKIP.match(text, start, end):
        start = skip.end()
    if text[start : start + 1] not in (" ", "\n") or (_NEITHER.match(text, start, end) and not _it(text, start, end)):
        return None
    if cue.verb != "say" and not _is_clause(text, start, end):
        return None
    return start + 1 if text[start + 1 : end].strip(" .,;") else None


def _it(text: str, start: int, end: int) -> bool:
    """Whether a clause opens with a word that may also stand alone: "said it was", "said no one was"."""
    return bool(_IT_IS.match(text, start)) and bool(FINITE.search(text, start, min(end, start + 60)))


def _is_clause(text: str, start: int, end: int) -> bool:
    """Whether a subject and its verb follow, as far as the next words show."""
    finite = FINITE.search(text, start, min(end, start + 90))
    return finite is not None and not _NO_CLAUSE.search(text, start, finite.start())
