"""Which names are one person's, and which are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answer.whose import names_person, words_of_people
from qa.english.quotations.names import is_person
from qa.search.mentioned.variants import bearers, is_short_for, words_of

GIVEN = st.lists(st.sampled_from(["Ada", "A.", "Maria", "M.", "Åsa", "J.K.", "Dr.", "Ida"]), max_size=3)
NAMES = st.builds(lambda given, last: " ".join([*given, last]), GIVEN, st.sampled_from(["Fenn", "Lund", "Mayor"]))


def slowly(often: dict[str, int]) -> dict[str, str]:
    """The definition, each name compared with every other."""
    found = {}
    for name in often:
        alike = {other for other in often if words_of(other) == words_of(name)}
        shown = {tuple(words_of(other)): _oftenest(other, often) for other in often}
        longer = [each for each in shown.values() if is_short_for(name, each)]
        longer.sort(key=lambda each: (-len(words_of(each)), each))
        one = longer and all(is_short_for(each, longer[0]) for each in longer)
        found[name] = longer[0] if one else max(alike, key=lambda each: (often[each], -len(each), each))
    return found


def _oftenest(name: str, often: dict[str, int]) -> str:
    alike = (other for other in often if words_of(other) == words_of(name))
    return max(alike, key=lambda each: (often[each], -len(each), each))


@given(st.dictionaries(NAMES, st.integers(1, 3), max_size=25))
def test_bearers_are_those_of_their_definition(often: dict[str, int]) -> None:
    assert bearers(often) == slowly(often)


@given(st.text("aA.’'-éß \n(Lund", max_size=30), st.sampled_from(["lund", "a", "ss", "e", "n", "-"]))
def test_a_word_is_found_as_among_all_of_them(text: str, called: str) -> None:
    assert names_person(text, called) is (called in words_of_people(text))


@pytest.mark.parametrize("name", ["Zoo Larkholm", "Hotel Amber", "Larkholm Symphony", "Heron Airways"])
def test_places_and_firms_are_nobody(name: str) -> None:
    assert not is_person(name)
