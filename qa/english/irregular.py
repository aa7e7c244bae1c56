"""The forms of verbs that no rule of stemming brings together: "the dike breaks", "broke", "has broken"; and the nouns
for what they tell: "his death", "he died".
"""

from __future__ import annotations

from functools import cache

from qa.english.stems import terms

_VERBS = """
    arise arose arisen; awake awoke awoken; beat beaten; become became; begin began begun; bend bent; bite bit bitten;
    bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought;
    catch caught; choose chose chosen; come came; creep crept; deal dealt; dig dug; draw drew drawn; drink drank drunk;
    drive drove driven; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
    fly flew flown; forbid forbade forbidden; forget forgot forgotten; freeze froze frozen; give gave given;
    go went gone;
    grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; kneel knelt; know knew known;
    lay laid; lead led; leap leapt; learn learnt; leave left; lend lent; lose lost; make made; mean meant; meet met;
    overcome overcame; pay paid; ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen;
    seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk;
    sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; spend spent; spin spun;
    stand stood; steal stole stolen; stick stuck; sting stung; strike struck; strive strove; swear swore sworn;
    sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought;
    throw threw thrown; understand understood; wake woke woken; wear wore worn; weep wept; win won; wind wound;
    withdraw withdrew withdrawn; write wrote written
"""
# Of these alone that mostly mean the deed: a product is no production, a trial mostly nothing that is tried.
_DEEDS = """
    abolish abolition; acquire acquisition; admit admission; born birth; bury burial; choose choice;
    collide collision; complain complaint; concede concession; convert conversion; decide decision;
    defend defence defense; deliver delivery; depart departure; destroy destruction; detain detention; die death dead;
    discover discovery; erode erosion; expand expansion; expel expulsion; explode explosion; expose exposure;
    extend extension; fail failure; fly flight; grow growth; injure injury; intervene intervention; invade invasion;
    lose loss; marry marriage; merge merger; oppose opposition; pay payment; prove proof; pursue pursuit;
    recover recovery; reduce reduction; respond response; resume resumption; rob robbery; seize seizure; sell sale;
    steal theft; submit submission; suspend suspension; treat treatment
"""


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for verb in _VERBS.split(";"):
        family = frozenset(terms(verb))
        found.update(dict.fromkeys(family, family))
    return found


@cache
def _deeds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for deed in _DEEDS.split(";"):
        several = frozenset[str]().union(*map(family, terms(deed)))
        found.update(dict.fromkeys(several, several))
    return found


def family(stem: str) -> frozenset[str]:
    """The stems of all forms of a verb of which one is given; of any other word its own alone.

    >>> sorted(family("broke")), sorted(family("ferri"))
    (['break', 'broke', 'broken'], ['ferri'])
    """
    return _families().get(stem, frozenset({stem}))


def deed(stem: str) -> frozenset[str]:
    """The stems of a verb in all its forms and of the noun for what it tells, of which one is given; of any other word
    as `family`.

    >>> sorted(deed("death")), sorted(deed("sold")), sorted(deed("broke"))
    (['dead', 'death', 'die'], ['sale', 'sell', 'sold'], ['break', 'broke', 'broken'])
    """
    return _deeds().get(stem) or family(stem)
