"""The verbs by which English tells what somebody said, in all their forms, and what follows each.

    CLAUSE       a clause follows, with "that" or without, or the quotation itself: "said (that) the bridge was safe"
    ADDRESSED    who is told comes first: "told the council (that) the bridge was safe"
    WITH_THAT    a clause follows behind "that" alone: "demanded that it close"
    OF, OBJECT   a thing follows, behind these prepositions or none: "called for an inquiry", "denied the charge"
    TO           what is to be done: "promised to resign", "urged her to resign"
    AS           what something is called: "described it as a disaster"
    QUOTED       a quotation alone: "shouted"

Knows forms only; whether one stands for speech in a sentence is told where sentences are read.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.english.words import any_of

# Past forms that no rule gives.
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "swear": "swore",
    "speak": "spoke",
    "hold": "held",
    "read": "read",
    "make": "made",
    "put": "put",
    "foresee": "foresaw",
    "think": "thought",
}
_DOUBLED = {
    "admit": "admitt",
    "plan": "plann",
    "quip": "quipp",
    "chip": "chipp",
    "rebut": "rebutt",
    "submit": "submitt",
    "beg": "begg",
    "brag": "bragg",
}

CLAUSE = frozenset(
    """
    say add announce argue claim confirm insist maintain state note explain admit acknowledge warn stress emphasise
    emphasize reiterate declare reveal predict testify allege assert observe remark comment concede disclose recall
    reply respond vow pledge promise deny complain conclude caution contend counter hint joke mention write tweet post
    quip report suggest repeat swear point protest reckon object
    affirm attest boast brag clarify confess confide elaborate grumble imply infer lament marvel muse opine
    posit proclaim profess pronounce reason recount relate remember retort scoff signal speculate stipulate submit
    surmise theorise theorize tease venture volunteer whine counsel forecast guarantee
    """.split()
)
ADDRESSED = frozenset("tell inform assure remind warn promise advise notify reassure caution counsel".split())
WITH_THAT = frozenset(
    """
    hope fear regret doubt threaten find hold order decree calculate think rule estimate agree demand propose
    recommend indicate request foresee signal urge ask
    """.split()
)
OF: dict[str, tuple[str, ...]] = {
    "call": ("for", "on"),
    "appeal": ("for",),
    "warn": ("of", "about", "against"),
    "caution": ("against",),
    "advise": ("against",),
    "complain": ("of", "about"),
    "grumble": ("about",),
    "boast": ("of", "about"),
    "brag": ("about",),
    "speak": ("of",),
    "talk": ("of",),
    "insist": ("on",),
    "object": ("to",),
    "hint": ("at",),
    "confess": ("to",),
    "admit": ("to",),
    "press": ("for",),
    "lobby": ("for",),
    "apologise": ("for",),
    "apologize": ("for",),
    "accuse": (),
    "blame": (),
    "argue": ("for", "against"),
    "protest": ("against", "about"),
    "ask": ("for",),
    "plead": ("for",),
    "push": ("for",),
}
OBJECT = frozenset(
    """
    deny promise pledge demand accuse blame criticise criticize condemn denounce propose recommend report offer
    suggest advise guarantee
    """.split()
)
TO = frozenset(
    """
    implore instruct invite encourage command request swear caution counsel remind promise pledge vow threaten
    offer refuse urge ask tell advise warn appeal order demand beg
    """.split()
)
AS = frozenset("call describe label brand dub denounce dismiss characterise characterize praise".split())
QUOTED = frozenset(
    "ask shout exclaim continue joke recount wonder muse sigh cry yell whisper begin tweet answer read go chant "
    "quote".split()
)
# "said Ada Lund": what a subject may follow.
INVERTED = frozenset(
    """
    say add announce argue claim confirm insist state note explain admit acknowledge warn declare reply respond
    comment conclude caution write tweet joke remark observe ask shout recall continue complain read predict
    """.split()
)
_VERBS = CLAUSE | ADDRESSED | WITH_THAT | OF.keys() | OBJECT | TO | AS | QUOTED

ONLY_QUOTED = QUOTED - CLAUSE - ADDRESSED - WITH_THAT - OF.keys() - OBJECT - TO

_BE = any_of("is", "are", "was", "were", "be", "been", "being", "gets?", "got", "am", r"['’]s", r"['’]re")
_ADVERBS = (
    r"(?:\s+(?:also|later|then|still|already|once|again|even|now|since|just|often|only|first|reportedly|\w{3,}ly)\b)*"
)


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    stem = _DOUBLED.get(verb, verb)
    if stem.endswith("e"):
        return f"{stem}d"
    return f"{stem[:-1]}ied" if stem.endswith("y") and stem[-2] not in "aeiou" else f"{stem}ed"


def _present(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "o")) else f"{verb}s"


def _participle(verb: str) -> str:
    stem = _DOUBLED.get(verb, verb)
    return f"{stem[:-1]}ing" if stem.endswith("e") and not stem.endswith("ee") else f"{stem}ing"


def _forms() -> Iterator[tuple[str, str]]:
    for verb in sorted(_VERBS):
        for form in (verb, _past(verb), _present(verb), _participle(verb)):
            yield form, verb


VERB_OF = dict(_forms())
"""Each form of each verb -> the verb: {"said": "say", ...}."""

_WORD = re.compile(r"\b[A-Za-z][a-z]{2,}\b(?![’'-]\w)")
ACCORDING = re.compile(r"\b[Aa]ccording to\b|\b[Ii]n the (?:words|opinion|view) of\b")
# Before a form: nobody is said to say it. "was told", "the said bridge", "to say", "did not say".
PASSIVE = re.compile(rf"(?:\b|(?=['’])){_BE}{_ADVERBS}\s+$", re.IGNORECASE)
NO_VERB = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|my|your|this|that|these|those|no|any|some|to|not|n['’]t|never|without|of|for|"
    r"by|from|with|in|on|about|neither|nor|could|should|would|might|may|must|can(?:not)?|latest|new|such|first|s)\s+$|"
    rf"n['’]t{_ADVERBS}\s+$|\b(?:not|never){_ADVERBS}\s+$",
    re.IGNORECASE,
)
WENT_ON = re.compile(r"\b(?:went|goes|go|going) on to\s+$", re.IGNORECASE)
# A verb in a form that has a subject.
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|\w\w+n['’]t|cannot|"
    r"[a-z]{2,}ed|rose|fell|won|lost|made|took|gave|found|came|went|began|became|led|left|met|paid|saw|sold|sent|"
    r"set|spent|stood|told|thought|knew|grew|kept|held|hit|cut|put|got|broke|built|brought|bought|felt|fought|caught|"
    r"chose|drew|drove|ate|flew|hid|hurt|lay|let|meant|ran|sank|sat|shot|shut|slept|spoke|stole|struck|swam|taught|"
    r"threw|wore|wrote|[a-z]{3,}(?<!s)s(?=\s(?:the|a|an|to|on|in|not|more|its|his|her|their|that|no|from|it|at)\b)|"
    r"['’](?:s|re|ll|d|ve|m)|(?:they|we|you|I|he|she)\s(?:\w+ly\s)?[a-z]{2,}|it\s[a-z]+s)\b"
)
_QUOTED_AS = re.compile(r"\bquoted as\s+$")


class Cue(NamedTuple):
    """A verb that tells of speech, where it stands; `form` in lower case."""

    start: int
    end: int
    verb: str
    form: str

    @property
    def participle(self) -> bool:
        """Whether it is one: "saying"."""
        return self.form.endswith("ing")


def cues(text: str, start: int, end: int) -> list[Cue]:
    """The verbs of a stretch of text that may tell of speech, in order: not passive, not denied, no nouns."""
    found, at = _all(text)
    return found[bisect.bisect_left(at, start) : bisect.bisect_left(at, end)]


@functools.lru_cache(maxsize=2)
def _all(text: str) -> tuple[list[Cue], list[int]]:
    """Those of a whole text, which many stretches are asked of, and where they stand."""
    found = []
    for word in _WORD.finditer(text):
        form = word.group().lower()
        if form in VERB_OF and not text.startswith(" by ", word.end()) and (told := _told(text, word.start(), form)):
            found.append(Cue(word.start(), word.end(), VERB_OF[form], told))
    return found, [cue.start for cue in found]


def _told(text: str, at: int, form: str) -> str | None:
    """The form, where somebody tells something by it; that of the past for "is demanding"; None for other uses."""
    start = max(0, at - 40)
    if WENT_ON.search(text, start, at) or _QUOTED_AS.search(text, start, at):
        return form
    if PASSIVE.search(text, start, at):
        return _past(VERB_OF[form]) if form.endswith("ing") else None
    return None if NO_VERB.search(text, start, at) else form


# What stands between a subject and its verb.
BETWEEN = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|been|will|went on to|goes on to|also|later|then|still|already|"
    r"once|again|even|now|since|just|often|only|first|both|all|each|reportedly|himself|herself|themselves|publicly|(?!family|ally|bully|Italy|July|"
    r"reply|supply|assembly|monopoly|anomaly|rally|tally|Emily|Kelly|Sally|Billy|Holly|Molly|Reilly|Connolly|Donnelly)"
    r"[a-z]{3,}ly)|['’](?:ve|d|s|re))+$"
)
