"""What turns the sense of a sentence round: "not", the opposite word, a lost hedge, a cause or an "all" that is new."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from qa.english.irregular import family
from qa.english.stems import terms
from qa.english.words import content

_NOT = re.compile(
    r"\b(?:not|never|no longer|nor|neither|without|cannot|nobody|none|no|refused to|refuses to|failed to|fails to|"
    r"declined to|unable to|denied|denies|deny|rejected claims|ruled out)\b|n[’']t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|or|which|who|that|because|although|while|after|before|when)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|plan(?:s|ned)? to|planning to|hope[sd]? to|intend(?:s|ed)? to|aim(?:s|ed)? to|"
    r"propos(?:e|es|ed|al|als)|expect(?:s|ed)?|likely|possibl[ey]|perhaps|alleg(?:e|es|ed|edly)|suspect(?:s|ed)?|"
    r"accus(?:e|es|ed)|claim(?:s|ed)?|reportedly|appear(?:s|ed)? to|seem(?:s|ed)? to|suggest(?:s|ed)?|believ(?:e|es|ed)|"
    r"consider(?:s|ed|ing)?|if|unless|estimate[sd]?|forecast(?:s|ed)?|draft|preliminary|early|apparently|potential(?:ly)?|"
    r"not yet|yet to|pending|target(?:s|ed)?|want(?:s|ed)? to|will|due to|set to|scheduled|probably|about to|think|thought|"
    r"try|tried|seek|sought|offered to|recommend(?:s|ed)?|calls? for|called for|urge[sd]?|feared|fears?|risk)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caused? by|causing|caused|led to|leading to|as a result of|resulted (?:in|from)|"
    r"thanks to|blamed? (?:on|for)|since it|so that|in response to|prompt(?:ed|ing)|trigger(?:ed|ing)|after|following|"
    r"as|for|over|sparked|forced|forcing|driven by|put down to|attribut\w+|stem\w*|reason|why)\b",
    re.IGNORECASE,
)
_STRONG_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caused? by|caused|causing|led to|as a result of|resulted (?:in|from)|thanks to|"
    r"prompted by|triggered by|blamed on|driven by|attributed to)\b",
    re.IGNORECASE,
)
_ABSOLUTE = (
    ("all every everyone everybody entire entirely whole always completely fully total totally unanimous unanimously each "
     "without+exception universally"),
    "only sole solely alone exclusively just",
    "never no none nobody nothing zero",
    "most majority mostly largely",
    "first",
    "largest biggest highest best worst greatest longest oldest record lowest smallest worst-ever",
    "permanently forever definitely certainly guaranteed proven proved confirmed undoubtedly clearly",
    "immediately instantly",
    "doubled tripled soared plunged slashed surged skyrocketed collapsed",
)  # fmt: skip
_OPPOSITES = (
    "rise rose risen rises rising increase increases increased increasing grow grew grown grows growth climb climbed up higher "
    "gain gained gains jump jumped more above exceed exceeded longer larger bigger greater improve improved expand expanded "
    "raised raise faster stronger older warmer hotter wider upgraded / fall fell fallen falls falling decrease decreases "
    "decreased decline declined declines drop dropped drops down lower lost shrink shrank shrunk less fewer below slump "
    "slumped shorter smaller worsen worsened cut cuts reduced reduce slower weaker younger cooler colder narrower downgraded",
    "approve approved approves back backed adopted pass passed accept accepted endorse endorsed support supported supports "
    "favour favoured favor agreed praised welcomed / reject rejected rejects refuse refused veto vetoed oppose opposed "
    "opposes scrapped block blocked criticised criticized condemned dismissed turned+down voted+down threw+out",
    "open opened opens reopened reopen / close closed closes shut closing",
    "win won wins victory beat beats defeated winner / lose lost loses defeat loser beaten",
    "allow allowed allows permit permitted legal / ban banned bans forbid forbidden prohibited barred illegal outlawed",
    "before earlier ahead+of prior until / after later following since",
    "start started begin began begun launched / end ended finished stopped halted suspended",
    "guilty convicted / acquitted cleared innocent not+guilty",
    "male man men boy boys father son brother husband / female woman women girl girls mother daughter sister wife",
    "buy bought acquired purchased / sell sold",
    "import imported imports / export exported exports",
    "north northern / south southern",
    "east eastern / west western",
    "surplus profit profits / deficit loss losses",
    "arrive arrived arrives entered joined join / depart departed left leave leaves quit resigned",
    "hire hired recruited / fire fired sacked dismissed laid+off",
    "public / private",
    "morning / evening afternoon night",
    "majority most / minority few",
    "safe / unsafe dangerous",
    "early / late",
    "extend extended prolonged lengthened / shorten shortened curtailed",
    "confirm confirmed admitted admit acknowledged / deny denied denies disputed",
    "succeed succeeded successful successfully managed / failed fail unsuccessful unsuccessfully",
    "alive survived survive survivors / died dead killed die",
    "minimum least / maximum most",
    "first / last final",
    "strengthen strengthened tighten tightened / weaken weakened loosened eased relaxed",
    "borrow borrowed / lend lent loaned",
    "plus added add / minus removed remove",
    "full / empty",
    "include included including / exclude excluded excluding",
    "domestic / foreign overseas",
    "upper / lower",
    "increase+in / reduction+in decrease+in",
    "optimistic confident hopeful / pessimistic doubtful worried",
    "above / below beneath under",
    "inside / outside",
    "free / paid",
    "voluntary / compulsory mandatory",
    "temporary temporarily / permanent permanently",
    "direct / indirect",
)


def turned(written: str, cited: str, around: str) -> list[str]:
    """Words of a written sentence whose opposite stands in what it cites, while they themselves do not stand there."""
    mine, known, near = _stems(written), _stems(cited), _stems(around)
    found = []
    for one, other in _pairs():
        for here, there in ((one, other), (other, one)):
            told = mine & here
            if told and not known & here and known & there and not mine & there and not near & told:
                found += sorted(told)
    return found


@functools.cache
def _pairs() -> list[tuple[frozenset[str], frozenset[str]]]:
    return [tuple(_stems(side.replace("+", " ")) if "+" not in side else _stems_of(side) for side in pair.split(" / "))  # type: ignore[misc]
            for pair in _OPPOSITES]  # fmt: skip


def _stems_of(side: str) -> frozenset[str]:
    return frozenset(stem for word in side.split() if "+" not in word for stem in terms(word))


def _stems(text: str) -> frozenset[str]:
    return frozenset(terms(text))


def negations(written: str, cited: Sequence[str]) -> float:
    """How far the written sentence says "not" of what its grounds do not, or the other way round: a share in [0, 1] of
    the words that both have."""
    mine = _denied(written)
    theirs: dict[str, set[bool]] = {}
    for sentence in cited:
        for stem, denied in _denied(sentence).items():
            theirs.setdefault(stem, set()).update(denied)
    shared = [stem for stem in mine if stem in theirs]
    if not shared:
        return 0.0
    differ = [stem for stem in shared if not mine[stem] & theirs[stem]]
    return len(differ) / len(shared)


def _denied(text: str) -> dict[str, set[bool]]:
    """For each stem of the content of a text whether it stands behind a "not" in its clause."""
    found: dict[str, set[bool]] = {}
    start = 0
    for cut in [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:cut]
        no = _NOT.search(clause)
        for part, denied in ((clause[: no.start()], False), (clause[no.end() :], True)) if no else ((clause, False),):
            for word in content(part):
                for stem in terms(word):
                    for each in family(stem):
                        found.setdefault(each, set()).add(denied)
        start = cut
    return found


def denials(text: str) -> int:
    """How often a text says "not"."""
    return len(_NOT.findall(text))


def hedges(text: str) -> int:
    """How many words make a text less than certain."""
    return len(_HEDGE.findall(text))


def new_cause(written: str, around: str) -> bool:
    """Whether a cause is told where the grounds tell none at all."""
    return bool(_STRONG_CAUSE.search(written)) and not _CAUSE.search(around)


def strong_cause(written: str, cited: str) -> bool:
    """Whether a cause is told where the sentence that is cited tells none in so many words."""
    return bool(_STRONG_CAUSE.search(written)) and not _STRONG_CAUSE.search(cited)


def absolutes(written: str, around: str) -> list[str]:
    """Words such as "all", "only", "largest" of kinds that the grounds have none of."""
    mine, known = _words(written), _words(around)
    found = []
    for kind in _ABSOLUTE:
        words = set(kind.replace("+", " ").split())
        if (told := mine & words) and not known & words:
            found += sorted(told)
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z][a-z-]*", text.casefold()))
