"""Which forms are one name: surnames, initials, acronyms, accents and capitals; which of several is meant, an article
tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.english.naming.bearers import Bearers
from qa.english.naming.folding import BEHIND, SMALL, core, folded, initials, letters_of
from qa.english.naming.kinds import NO_NAME, ORGANISATION, PERSON, PLACE

Join = Callable[[int, int], None]

ACRONYM = range(2, 8)
# A form that so many bear is everybody's.
MOST_BEARERS = 50


def families(
    forms: Sequence[str],
    kinds: NDArray[np.int32],
    count: NDArray[np.int64],
    where: dict[int, set[int]],
    same: set[tuple[int, int]],
) -> tuple[list[int], Bearers]:
    """The root of each form, one for all that are surely the same; and whom the short ones may stand for."""
    root = list(range(len(forms)))

    def top(form: int) -> int:
        while root[form] != form:
            root[form] = root[root[form]]
            form = root[form]
        return form

    def join(one: int, other: int) -> None:
        root[top(other)] = top(one)

    real: list[int] = np.flatnonzero(count > 0).tolist()
    named = [form for form in real if kinds[form] != NO_NAME]
    alike: dict[str, int] = {}
    for form in named:
        join(alike.setdefault(core(forms[form], body=bool(kinds[form] == ORGANISATION)), form), form)
    _swapped(forms, kinds, named, alike, join)
    _towns(forms, kinds, named)
    people = [form for form in named if kinds[form] == PERSON and " " in forms[form]]
    bodies = [form for form in named if kinds[form] in (ORGANISATION, PLACE) and " " in forms[form]]
    initialled = _persons(forms, people, join)
    explained = {(long, short) if len(forms[long]) > len(forms[short]) else (short, long) for long, short in same}
    longs: dict[int, set[int]] = defaultdict(set)
    for long, short in explained:
        if initials(forms[long]).casefold().endswith(letters_of(forms[short])) and kinds[long] != NO_NAME:
            longs[short].add(long)
    for short, those in longs.items():
        if len({top(one) for one in those}) == 1:
            join(next(iter(those)), short)
            kinds[short] = kinds[next(iter(those))]
    flat = [top(form) for form in range(len(forms))]
    bearers = Bearers(flat, where, kinds)
    for form, those in initialled.items():
        bearers.add(form, those, wide=False)
    for short, those in longs.items():
        if len({flat[one] for one in those}) > 1:
            bearers.add(short, those, wide=False)
    _short(forms, kinds, real, people, bodies, bearers, set(longs))
    bearers.settle([*people, *bodies])
    return flat, bearers


def _swapped(
    forms: Sequence[str], kinds: NDArray[np.int32], named: list[int], alike: dict[str, int], join: Join
) -> None:
    """ "Bank of Estmark" and "Estmark Bank"."""
    for form in named:
        head, of, rest = folded(forms[form]).partition(" of ")
        if (
            of
            and (other := alike.get(f"{rest.removeprefix('the ')} {head}")) is not None
            and kinds[other] == kinds[form]
        ):
            join(form, other)


def _towns(forms: Sequence[str], kinds: NDArray[np.int32], named: list[int]) -> None:
    """No person but a body: "Lindholm Courier", where Lindholm is a town; "Marchetti Foods", where it is a surname."""
    places = {folded(forms[form]) for form in named if kinds[form] == PLACE}
    split = {form: folded(forms[form]).split() for form in named if kinds[form] == PERSON and " " in forms[form]}
    firsts = Counter(words[0] for words in split.values())
    lasts = Counter(words[-1] for words in split.values())
    for form, words in split.items():
        if lasts[words[-1]] == 1 and (words[0] in places or lasts[words[0]] >= max(1, firsts[words[0]])):
            kinds[form] = ORGANISATION


def _persons(forms: Sequence[str], people: list[int], join: Join) -> dict[int, set[int]]:
    """Join those of the same first and last name; those with an initial where one name alone has it."""
    by_last: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
    for form in people:
        words = folded(forms[form]).split()
        while len(words) > 2 and words[-1] in BEHIND:
            words.pop()
        by_last[words[-1]].append((form, words[0], tuple(words[1:-1])))
    several: dict[int, set[int]] = {}
    for those in by_last.values():
        firsts: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for form, first, middle in those:
            if len(first) > 1:
                firsts[first].append((form, middle))
        for same in firsts.values():
            middles = {tuple(word[0] for word in middle) for _, middle in same if middle}
            if len(middles) < 2:
                for form, _ in same[1:]:
                    join(same[0][0], form)
        for form, first, _ in those:
            if len(first) == 1:
                fits = [each for name, each in firsts.items() if name.startswith(first)]
                if len(fits) == 1:
                    join(fits[0][0][0], form)
                elif fits:
                    several[form] = {one for each in fits for one, _ in each}
    return several


def _others(form: int, ending: set[int], kinds: NDArray[np.int32]) -> set[int]:
    """The people among forms that end alike, where a form is none of these."""
    return set() if form in ending else {each for each in ending if kinds[each] == PERSON}


def _short(
    forms: Sequence[str],
    kinds: NDArray[np.int32],
    real: list[int],
    people: list[int],
    bodies: list[int],
    bearers: Bearers,
    explained: set[int],
) -> None:
    """The forms that are the beginning or the end of a name, or its initials."""
    ends: dict[str, set[int]] = defaultdict(set)
    starts: dict[str, set[int]] = defaultdict(set)
    letters: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, set[int]] = defaultdict(set)
    for form in [*people, *bodies]:
        words = folded(forms[form]).split()
        for at in range(1, len(words)):
            if words[at] not in SMALL:
                ends[" ".join(words[at:])].add(form)
        if kinds[form] == PERSON:
            starts[words[0]].add(form)
            whole[" ".join(words)].add(form)
        else:
            for at in range(1, len(words)):
                if words[at - 1] not in SMALL:
                    starts[" ".join(words[:at])].add(form)
            letters[initials(forms[form]).casefold()].add(form)
    for form in real:
        name, plain = forms[form], folded(forms[form])
        if name.isupper() and len(letters_of(name)) in ACRONYM and form not in explained:
            if (those := letters.get(letters_of(name))) and len(those) <= MOST_BEARERS:
                bearers.add(form, those, wide=len(letters_of(name)) > 2)
            continue
        one_word = " " not in plain
        tail = plain.partition(" ")[2]
        titled = kinds[form] == PERSON and (whole.get(tail) or _others(form, ends.get(tail, set()), kinds))
        if titled and form not in titled:  # "Mme Le Goff", "Skipper Jens Lund"
            bearers.add(form, titled, wide=tail in whole)
            continue
        behind = {each for each in ends.get(plain, ()) if bearers.fits(form, each, one_word)}
        before = {each for each in starts.get(plain, ()) if bearers.begins(form, each, one_word)}
        if 0 < len(behind) <= MOST_BEARERS:
            wide = not one_word or all(kinds[each] == PERSON for each in behind)
            bearers.add(form, behind, wide=wide and kinds[form] in (NO_NAME, *(kinds[each] for each in behind)))
        elif behind:
            bearers.everybody(form)
        if 0 < len(before) <= MOST_BEARERS:
            bearers.add(form, before, wide=False)
