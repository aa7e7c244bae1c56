"""Which forms are one name: surnames, initials, acronyms, accents and capitals; which of several is meant, an article
tells.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.english.naming.kinds import NO_NAME, ORGANISATION, PERSON, PLACE

_SMALL = frozenset("of for the and on in de la du des & at upon".split())
_BEHIND = frozenset(
    "jr sr ii iii iv inc ltd plc corp co llc gmbh ag sa limited incorporated corporation company".split()
)
ACRONYM = range(2, 8)
# A form that so many bear is everybody's.
MOST_BEARERS = 50


@functools.lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """A name as names are compared: lower case, without accents, dots and a leading article."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c != ".")
    plain = " ".join(plain.replace("-", " ").split())
    return plain.removeprefix("the ") or plain


def initials(name: str) -> str:
    """The first letters of the words that have a capital.

    >>> initials("Federation of Port Workers"), initials("Organisation for Economic Co-operation and Development")
    ('FPW', 'OECD')
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


class Bearers:
    """The names that a short form may stand for."""

    def __init__(self, root: list[int], where: dict[int, set[int]], kinds: NDArray[np.int32]) -> None:
        self.of: dict[int, set[int]] = {}
        self._wide: set[int] = set()
        self._root = root
        self._kinds = kinds
        self._articles: dict[int, set[int]] = defaultdict(set)
        self._where = where

    def add(self, form: int, bearers: Iterable[int], *, wide: bool) -> None:
        """A `form` may stand for these `bearers`; when `wide`, in articles that name none of them in full, too."""
        self.of.setdefault(form, set()).update(self._root[bearer] for bearer in bearers)
        if wide:
            self._wide.add(form)

    def fits(self, short: int, long: int, one_word: bool) -> bool:
        """Whether a form may stand for a longer name: one of the same kind, or one that stands nowhere without it."""
        kind = self._kinds[short]
        if kind == self._kinds[long] or (kind == NO_NAME and self._kinds[long] == PERSON):
            return True
        return one_word and kind != PLACE and self._where[short] <= self._where.get(long, set())

    def settle(self, full: Iterable[int]) -> None:
        """The articles of each name are those of its `full` forms."""
        for form in full:
            self._articles[self._root[form]] |= self._where.get(form, set())

    def meant(self, form: int, article: int) -> int | None:
        """Which name it stands for in an article; None where that is not sure."""
        bearers = self.of[form]
        here = [bearer for bearer in bearers if article in self._articles[bearer]]
        if not here and form in self._wide:
            here = list(bearers)
        if len(here) > 1:
            kind = self._kinds[form]
            alike = [bearer for bearer in here if self._kinds[bearer] == kind]
            persons = [bearer for bearer in here if self._kinds[bearer] == PERSON]
            others = [bearer for bearer in here if self._kinds[bearer] == ORGANISATION]
            here = alike if len(alike) == 1 else others if len(persons) > 1 and len(others) == 1 else here
        return here[0] if len(here) == 1 else None


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
        join(alike.setdefault(_core(forms[form], kinds[form]), form), form)
    _swapped(forms, kinds, named, alike, join)
    _towns(forms, kinds, named)
    people = [form for form in named if kinds[form] == PERSON and " " in forms[form]]
    bodies = [form for form in named if kinds[form] in (ORGANISATION, PLACE) and " " in forms[form]]
    initialled = _persons(forms, people, join)
    explained = {(long, short) if len(forms[long]) > len(forms[short]) else (short, long) for long, short in same}
    longs: dict[int, set[int]] = defaultdict(set)
    for long, short in explained:
        if initials(forms[long]).casefold().endswith(_letters(forms[short])) and kinds[long] != NO_NAME:
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


def _letters(acronym: str) -> str:
    return acronym.replace(".", "").casefold()


def _core(name: str, kind: int) -> str:
    words = folded(name).split()
    while len(words) > 2 - (kind == ORGANISATION) and words[-1].strip(",") in _BEHIND:
        words.pop()
    return " ".join(words)


def _swapped(forms: Sequence[str], kinds: NDArray[np.int32], named: list[int], alike: dict[str, int], join) -> None:  # type: ignore[no-untyped-def]
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


def _persons(forms: Sequence[str], people: list[int], join) -> dict[int, set[int]]:  # type: ignore[no-untyped-def]
    """Join those of the same first and last name; those with an initial where one name alone has it."""
    by_last: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
    for form in people:
        words = folded(forms[form]).split()
        while len(words) > 2 and words[-1] in _BEHIND:
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
                if len(fits) == 1 and len(fits[0]) >= 1:
                    join(fits[0][0][0], form)
                elif fits:
                    several[form] = {one for each in fits for one, _ in each}
    return several


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
            if words[at] not in _SMALL:
                ends[" ".join(words[at:])].add(form)
        if kinds[form] == PERSON:
            starts[words[0]].add(form)
            whole[" ".join(words)].add(form)
        else:
            for at in range(1, len(words)):
                if words[at - 1] not in _SMALL:
                    starts[" ".join(words[:at])].add(form)
            letters[initials(forms[form]).casefold()].add(form)
    for form in real:
        name, plain = forms[form], folded(forms[form])
        if name.isupper() and len(_letters(name)) in ACRONYM and form not in explained:
            if (those := letters.get(_letters(name))) and len(those) <= MOST_BEARERS:
                bearers.add(form, those, wide=len(_letters(name)) > 2)
            continue
        one_word = " " not in plain
        tail = plain.partition(" ")[2]
        titled = kinds[form] == PERSON and (
            whole.get(tail) or {each for each in ends.get(tail, ()) if kinds[each] == PERSON}
        )
        if titled and form not in titled:  # "Mme Le Goff", "Skipper Jens Lund"
            bearers.add(form, titled, wide=tail in whole)
            continue
        behind = {each for each in ends.get(plain, ()) if bearers.fits(form, each, one_word)}
        before = {each for each in starts.get(plain, ()) if bearers.fits(form, each, one_word)}
        if 0 < len(behind) <= MOST_BEARERS:
            wide = not one_word or all(kinds[each] == PERSON for each in behind)
            bearers.add(form, behind, wide=wide and kinds[form] in (NO_NAME, *(kinds[each] for each in behind)))
        if 0 < len(before) <= MOST_BEARERS:
            bearers.add(form, before, wide=False)
