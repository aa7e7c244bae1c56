"""The forms of verbs that no rule of stemming brings together: "the dike breaks", "broke", "has broken"."""

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


@cache
def _families() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for verb in _VERBS.split(";"):
        family = frozenset(terms(verb))
        found.update(dict.fromkeys(family, family))
    return found


def family(stem: str) -> frozenset[str]:
    """The stems of all forms of a verb of which one is given; of any other word its own alone.

    >>> sorted(family("broke")), sorted(family("ferri"))
    (['break', 'broke', 'broken'], ['ferri'])
    """
    return _families().get(stem, frozenset({stem}))
