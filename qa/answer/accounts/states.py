"""Whether something is so, where "Is the pool open?" asks: the word that says it, or the word for its opposite."""

from __future__ import annotations

import re

from qa.answer.accounts.value import Value

_ASKS = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|will|can|could|may|must|should)\b(?!.*\bor\b)", re.IGNORECASE
)
# What is so / what is not so then. Words of two parts are looked for as they stand.
_OPPOSITES = (
    ("open opens opened reopen reopens reopened opening reopening", "close closes closed shut shuts closing closure"),
    (
        "approve approves approved pass passes passed adopt adopted back backed agree agreed accept accepts accepted "
        "ratify ratified endorse endorsed",
        "reject rejects rejected refuse refuses refused veto vetoed scrap scrapped withdraw withdrawn threw+out "
        "thrown+out vote+down voted+down turned+down voted+against blocked",
    ),
    (
        "allow allows allowed permit permits permitted legal lawful may",
        "ban bans banned forbid forbids forbidden prohibit prohibits prohibited illegal unlawful outlawed",
    ),
    (
        "free loose escaped at+large on+the+run fugitive",
        "caught captured recaptured arrested behind+bars in+custody jailed seized",
    ),
    (
        "sign signs signed join joins joined",
        "not+be+joining not+join not+sign pulled+out called+off fallen+through turned+down withdrew",
    ),
    ("win wins won victory", "lose loses lost defeat defeated beaten"),
    ("rise rises rose risen increase increases increased", "fall falls fell fallen decrease decreases decreased"),
    ("alive survive survives survived", "dead die dies died killed"),
    ("guilty convict convicts convicted", "acquit acquits acquitted cleared not+guilty innocent"),
    ("stay stays stayed remain remains", "resign resigns resigned quit quits leave leaves left stepped+down sacked"),
    (
        "run runs running operate operates operating work works working produce produces producing "
        "in+operation resumed",
        "suspended cancelled halted stopped idle mothballed closed closes shut+down out+of+service out+of+order",
    ),
    ("go+ahead going+ahead held take+place takes+place", "cancelled postponed called+off scrapped abandoned put+off"),
    (
        "safe drinkable fit+to+drink all-clear",
        "unsafe dangerous contaminated polluted poisoned unfit must+be+boiled must+boil",
    ),
    (
        "in+force into+force in+effect takes+effect took+effect in+place apply applies",
        "suspended lifted lifts repealed revoked overturned struck+down expired no+longer+applies",
    ),
    (
        "on+strike strike striking walked+out walk+out downed+tools",
        "called+off back+at+work back+to+work went+back returned+to+work strike+is+over ended+their+strike",
    ),
    (
        # Not those of a sentence: "16 years in prison".
        r"(?<!life\s)(?<!years\s)(?<!months\s)in+prison "
        "in+jail jailed imprisoned behind+bars in+custody in+detention detained "
        "held+captive",
        "released freed set+free walked+free free+man free+woman out+of+prison out+of+jail paroled pardoned back+home",
    ),
    ("married wed", "divorced separated split+up widowed"),
    (
        "recommend recommends recommended advise advises advised",
        "no+longer+recommend no+longer+recommended should+no+longer advise+against advises+against advised+against "
        "warn+against warns+against",
    ),
    (
        "erupting burning raging spreading",
        "stopped+erupting no+longer+erupting extinguished put+out under+control dormant has+ended is+over",
    ),
    ("own owns owned", "sold sells"),
    ("available on+sale left", "sold+out out+of+stock unavailable booked+up"),
    ("grounded", "flying in+the+air fly+again"),
    ("found recovered rescued", "missing lost"),
    ("start started begin begun began launched", "delayed postponed cancelled"),
)
# Up to the word no other part of the sentence begins: "it is not safe and must be boiled".
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no longer|refused to|failed to|[a-z]+n[’']t)\b)(?!.*(?:\b(?:and|but|or)\b|[,;]))", re.IGNORECASE
)
# So many characters before a word a "not" belongs to it.
_BEFORE = 25


def asks_whether(question: str) -> bool:
    """Whether yes or no answers: "Is the pool open?", and not "Is it open or shut?"."""
    return bool(_ASKS.match(question))


def state(question: str, text: str) -> Value | None:
    """What a sentence says of what "Is …?" asks for: the words, and whether they mean yes.

    >>> found = state("Is the pool open?", "The pool stays shut.")
    >>> found and (found.text, found.yes)
    ('shut', False)
    """
    for asked, opposite in _asked(question):
        yes, no = _first(asked, text), _first(opposite, text)
        found = [_value(text, match, so=so) for match, so in ((yes, True), (no, False)) if match]
        if found and found[0].yes == found[-1].yes:  # else it tells what was so, and what is
            return found[0]
    return None


def _asked(question: str) -> list[tuple[str, str]]:
    """The words of a question that say what is so, with the words for the opposite; the last first: "Is the ban in
    force?" asks about the force."""
    pairs = [pair for one, other in _OPPOSITES for pair in ((one, other), (other, one))]
    found = [(match.start(), pair) for pair in pairs if (match := _first(pair[0], question))]
    return [pair for _, pair in sorted(found, key=lambda each: -each[0])]


def _value(text: str, found: re.Match[str], *, so: bool) -> Value:
    negated = _NEGATED.search(text, max(0, found.start() - _BEFORE), found.start())
    start = negated.start() if negated else found.start()
    return Value(text[start : found.end()], start, found.end(), yes=so != bool(negated))


def _first(words: str, text: str) -> re.Match[str] | None:
    pattern = "|".join(word.replace("+", r"\s") for word in words.split())
    return re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
