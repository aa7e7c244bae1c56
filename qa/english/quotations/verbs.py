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

from collections.abc import Iterator

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
    "give": "gave",
    "find": "found",
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
    posit proclaim profess pronounce reason recount remember retort scoff signal speculate stipulate submit
    surmise theorise theorize tease venture volunteer whine counsel forecast guarantee
    """.split()
)
ADDRESSED = frozenset("tell inform assure remind warn promise advise notify reassure caution counsel".split())
WITH_THAT = frozenset(
    """
    wonder believe
    hope fear regret doubt threaten find hold order decree calculate think rule estimate agree demand propose
    recommend indicate request foresee signal urge ask
    """.split()
)
# "gave a warning that": the noun behind says that something is said.
LIGHT = frozenset("give issue express voice raise make".split())
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
    "speak": ("of", "out against", "against", "in favour of", "in favor of", "in support of"),
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
    deny promise pledge demand accuse blame criticise criticize condemn denounce propose recommend report
    suggest advise guarantee
    """.split()
)
TO = frozenset(
    """
    implore instruct invite encourage command request swear caution counsel remind promise pledge vow threaten
    offer urge ask tell advise warn appeal order demand beg
    """.split()
)
AS = frozenset("call describe label brand dub denounce dismiss characterise characterize praise".split())
QUOTED = frozenset(
    "ask shout exclaim continue joke recount muse sigh cry yell whisper begin tweet answer read go chant quote".split()
)
# "said Ada Lund": what a subject may follow.
INVERTED = frozenset(
    """
    say add announce argue claim confirm insist state note explain admit acknowledge warn declare reply respond
    comment conclude caution write tweet joke remark observe ask shout recall continue complain read predict
    """.split()
)
_VERBS = CLAUSE | LIGHT | ADDRESSED | WITH_THAT | OF.keys() | OBJECT | TO | AS | QUOTED

ONLY_QUOTED = QUOTED - CLAUSE - ADDRESSED - WITH_THAT - OF.keys() - OBJECT - TO


def past(verb: str) -> str:
    """The form of the past: "said" of "say"."""
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
        for form in (verb, past(verb), _present(verb), _participle(verb)):
            yield form, verb


VERB_OF = dict(_forms())
"""Each form of each verb -> the verb: {"said": "say", ...}."""
