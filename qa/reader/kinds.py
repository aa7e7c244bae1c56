"""Whether words are of another kind than is asked for: children for episodes, kilometres for a price, a river for a
city. Kinds that are not known speak against nothing.

All functions take the question, a sentence and the characters `start` to `end` of it that are to answer.
"""

from __future__ import annotations

import re

from qa.english.asks import CURRENCIES, NUMBERS, asks_due, asks_price, counted, measured
from qa.english.stems import terms
from qa.english.words import MONTHS, any_of

_PERSONS = (
    "people persons men women children boys girls pupils students workers passengers victims residents players members "
    "visitors guests patients soldiers teachers voters adults babies families friends employees refugees survivors "
    "tourists fans spectators drivers sailors deaths dead injured wounded killed inhabitants inhabitant citizens staff "
    "nurses pilots guides clerks guards officials athletes hostages couples parents grandparents sons daughters "
    "mothers fathers brothers sisters police crew monks priests cooks thieves"
)
_UNITS = {
    "length": "metre meter kilometre kilometer mile foot feet inch yard centimetre millimetre km cm mm storey",
    "time": "second minute hour day week month year decade century",
    "weight": "kilogram kilo gram tonne ton pound-weight kg",
    "money": " ".join(CURRENCIES) + " cent penny pence",
    "heat": "degree celsius fahrenheit",
    "share": "percent",
}
_MEASURED_IN = {
    **dict.fromkeys(("tall", "deep", "wide", "distance", "length", "height"), ("length", "share")),
    "high": ("length", "share", "money", "heat"), "far": ("length", "share", "time"),
    "long": ("length", "time"), "old": ("time",), "age": ("time",), "late": ("time",),
    "heavy": ("weight",), "weight": ("weight",), "fast": ("length", "time"), "speed": ("length", "time"),
    "temperature": ("heat",), "percentage": ("share",), "share": ("share",),
}  # fmt: skip
_SPEED = re.compile(r"\b(?:an|per) hour\b|\bkm/h\b|\bmph\b", re.IGNORECASE)
_NUMBER = rf"(?:\d[\d.,]*|\b(?:{any_of(*NUMBERS)}|dozens?|hundreds?|thousands?|millions?)\b)"
_COUNTED_NOUN = re.compile(
    rf"{_NUMBER}(?:[ -](?:{_NUMBER}|of|the|other|more|young|old|new)\b)*[ -](?P<noun>[a-z]{{3,}})"
)
# What may stand behind a number that counts something left out: "three were lost".
_NO_NOUN = re.compile(
    r"(?:was|were|are|is|has|have|had|will|would|can|could|did|do|does|and|or|but|in|on|at|of|for|from|to|by|with|as|than|"
    r"when|while|after|before|who|which|that|said|still|also|times?|per|out|\w+ed|\w+ing|\w+ly)$"
)
# "|striking dock workers| at the port"
_RUN = re.compile(
    r"[\w’'-]+(?: (?!(?:with|for|of|in|on|at|by|from|to|and|or|who|that|which|was|were|are|is|have|had|has)\b)"
    r"[\w’'-]+){0,3}"
)
# "four hostels |with 20 beds|"
_WITH = re.compile(r" (?:with|for|of|holding|in) (?P<what>(?:[\w’'-]+ ?){1,3})", re.IGNORECASE)
# A word for somebody, by its ending: "dockers", "violinists".
_SOMEBODY = re.compile(r"(?:ers?|ors?|ists?|[a-z]ians?|men|women|people|folk|ees?|ants?|mates?)$")

_PLACES = {
    "settlement": "city town village capital hamlet settlement",
    "country": "country nation",
    "river": "river stream tributary canal",
    "water": "lake sea ocean bay gulf",
    "hill": "mountain hill peak volcano",
    "island": "island isle",
    "street": "street road avenue lane square",
    "bridge": "bridge tunnel",
}
_PLACE = {word: kind for kind, words in _PLACES.items() for word in words.split()}
_ASKS_PLACE = re.compile(
    rf"\W*(?:(?:in|into|on|at|from|to|of|for|near) )?(?:which|what) (?:[a-z]+ )?(?P<noun>{any_of(*_PLACE)})\b(?!['’])",
    re.IGNORECASE,
)
# Towns are called after these: "Lake Placid".
_TOWNS_TOO = frozenset({"water", "hill", "bridge", "island", "street"})
_DATE_WORDS = frozenset(MONTHS.split())


def another_count(question: str, text: str, start: int, end: int) -> bool:
    """Whether a number counts another kind of thing than "how many ..." does, or a thing that the sentence tells from
    what is asked for: "four hostels with beds"."""
    things = counted(question)
    found = _COUNTED_NOUN.match(text, start) if things else None
    if not things or found is None or _NO_NOUN.match(found["noun"]):
        return False
    run = _RUN.match(text, found.start("noun"))
    asked, said = terms(things)[-1], terms(run.group() if run else found["noun"])
    if asked in said[:4] or said[0] in terms(question):
        return False
    kind, other = _kind_of(asked, things), _kind_of(said[0], found["noun"])
    if kind is None and other is None:
        held = _WITH.match(text, found.end("noun"))
        return held is not None and asked in terms(held["what"])
    return other is not None and kind != other


def another_measure(question: str, text: str, start: int, end: int) -> bool:
    """Whether a number has the unit of another measure: tonnes for a height, metres for a price."""
    measure = measured(question)
    if counted(question) or (measure is None and not asks_price(question)):
        return False
    unit = _unit(text, start, end)
    if unit is None:
        return False
    if asks_price(question) or asks_due(question):
        return unit not in ("money", "share")
    if measure in ("fast", "speed"):
        return unit != "length" or not _SPEED.search(text, start)
    return measure in _MEASURED_IN and unit not in _MEASURED_IN[measure]


def another_place(question: str, text: str, start: int, end: int) -> bool:
    """Whether a river, a street or a day is given where a city is asked for, and so on."""
    asked = _ASKS_PLACE.match(question)
    if asked is None:
        return False
    words, kind = text[start:end], _PLACE[asked["noun"].casefold()]
    if text[max(0, start - 4) : start].casefold() == " by ":  # who did it, and not where
        return True
    if not any(word[:1].isupper() and word.strip(",.") not in _DATE_WORDS for word in words.split()):
        return any(character.isdigit() for character in words)
    own = {_PLACE[word] for word in re.findall(r"[a-z]+", words.casefold()) if word in _PLACE}
    before = re.search(r"\b([a-z]+) $", text[max(0, start - 20) : start])
    if before and before[1] in _PLACE and not own:
        return _PLACE[before[1]] != kind
    if kind in ("settlement", "country"):
        own -= _TOWNS_TOO
    return bool(own) and kind not in own


def is_person(word: str) -> bool:
    """Whether a word is one for people: "nurses".

    >>> is_person("dockers"), is_person("boats")
    (True, False)
    """
    return _kind_of(terms(word)[-1], word) == "person" if terms(word) else False


def _kind_of(stem: str, words: str) -> str | None:
    """The kind of what is counted: "person", a unit's, or None where it is not known."""
    if stem in terms(_PERSONS) or _SOMEBODY.search(words.split()[-1].casefold()):
        return "person"
    return next((kind for kind, units in _UNITS.items() if stem in terms(units)), None)


def _unit(text: str, start: int, end: int) -> str | None:
    """The measure of the unit within or behind a number: "2.9 tonnes" -> "weight"."""
    if not re.search(_NUMBER, text[start:end], re.IGNORECASE):
        return None
    if re.search(r"[$€£]", text[start:end]):
        return "money"
    if re.search(r"%|per ?cent", text[start : end + len(" per cent")], re.IGNORECASE):
        return "share"
    following = re.match(r"[- ]?([a-z]{1,12})\b", text[end:])
    for word in [*terms(text[start:end]), *terms(following[1] if following else "")]:
        kind = _kind_of(word, word)
        if kind is not None and (kind != "person" or word in terms(_PERSONS)):
            return kind
    return None
