"""Whether a sentence, or its article, names what a question names, or something else in its place."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from qa.answer.accounts.alike import Terms, deeds
from qa.answer.accounts.value import Value
from qa.english.asks import COSTS, TITLES, asks_price, counted
from qa.english.phrases import Phrase, names
from qa.english.words import FUNCTION_WORDS, MONTHS, OF_THINGS, WEEKDAYS

_NO_NAMES = frozenset(f"{WEEKDAYS} {MONTHS}".casefold().split())
_ABOUT = frozenset("approximately roughly exactly currently current".split())
_FUNCTION = frozenset(FUNCTION_WORDS.split())
_PAYING = re.compile(r"\bpay(?:s|ing)?\b", re.IGNORECASE)
# Words that the names of many share.
_SHARED = (
    frozenset(OF_THINGS.split()) | TITLES | {"Prince", "Princess", "King", "Queen", "Duke", "Duchess", "Saint", "St"}
)
_CAPITALS = re.compile(r"[^\W\d_a-z][\w’'-]*|\d+")


@dataclass(frozen=True, slots=True)
class Pointing:
    """A sentence whose characters `start` to `end` would answer, in the article it stands in; `around` is the title
    and the passage, which name what it speaks of."""

    text: str
    document_id: str
    date: datetime.date | None
    start: int
    end: int
    around: str


def names_it(question: str, said: Pointing, value: Value, terms: Terms) -> bool | None:
    """Whether a sentence, or its article, names what the question names (`True`) or something else in its place
    (`False`). None: neither, and they share words. Where a name is the value, the sentence itself has to: names stand
    in every sentence."""
    called = [name.text for name in names(question) if not is_time(name)]
    asked = [stems for name in called if (stems := set(terms(name)))]
    content, own = content_of(question, terms), set(terms(said.text))
    if not asked and value.name:
        return False
    if not asked:
        return len(content & (own | set(terms(said.around)))) * 2 >= len(content)
    named_there = any(_named(name, said.text, terms) for name in called)
    if named_there or any(name & set(terms(said.around)) for name in asked):
        if not named_there and (value.name or not (content & own or _tells_it(question, said.text, value, terms))):
            return False
        if not named_there and counted(question) and _opens_with_another(said, value):
            return False
        # "Crane Valley" is not "Crane Hospital".
        return not any(_goes_on(phrase, asked, said.text, terms) for phrase in names(said.text))
    others = [n for n in names(said.text) if not (value.start < n.end and n.start < value.end) and not is_time(n)]
    return None if content & own and not others else False


def says_of_it(question: str, text: str, value: Value, terms: Terms) -> bool:
    """Whether the last name before a value is one of the question's, where that has names: "Like Lund, Berg was freed"
    says nothing of Lund."""
    called = [name.text for name in names(question) if not is_time(name)]
    before = [name.text for name in names(text) if name.end <= value.start and not is_time(name)]
    return not called or any(_named(name, before[-1] if before else text, terms) for name in called)


def _named(name: str, text: str, terms: Terms) -> bool:
    """Whether a text has one word of a name that is its own, with a capital: "Lund" of "Ada Lund"; of a name that has
    no such word, all: another party is not the "Labour Party", nor "the prince" a certain one."""
    own = set(terms(" ".join(word for word in name.split() if word not in _SHARED)))
    return bool(own & set(terms(" ".join(_CAPITALS.findall(text))))) if own else set(terms(name)) <= set(terms(text))


def _opens_with_another(said: Pointing, value: Value) -> bool:
    """Whether a sentence begins with a name that is not the value: what it counts is likely that one's."""
    return any(not name.start and name.end <= value.start and not is_time(name) for name in names(said.text)[:1])


def _tells_it(question: str, text: str, value: Value, terms: Terms) -> bool:
    """Whether a sentence that has no word of the question, and no name, tells its deed by another word: "the club paid
    £14 million for him"."""
    others = [n for n in names(text) if not (value.start < n.end and n.start < value.end) and not is_time(n)]
    if others:
        return False
    priced = COSTS.search(text) and (asks_price(question) or COSTS.search(question) or _PAYING.search(question))
    return bool(priced) or any(group & set(terms(text)) for group in deeds(question, terms))


def _goes_on(said: Phrase, asked: list[set[str]], text: str, terms: Terms) -> bool:
    """Whether a name shares its first word with one of the question and goes on otherwise."""
    words = terms(said.text)
    stems = set(terms(text))
    return len(words) > 1 and any(
        words[0] in name and len(name) > 1 and not set(words) <= name and not name <= stems for name in asked
    )


def is_time(name: Phrase) -> bool:
    """Whether a name is that of a month or a day of the week."""
    return all(word.casefold() in _NO_NAMES for word in name.text.split())


def content_of(question: str, terms: Terms) -> set[str]:
    """The stems of the words of a question that name something other than a time."""
    words = [
        word for word in re.findall(r"[\w’'-]+", question) if word.casefold() not in _FUNCTION | _NO_NAMES | _ABOUT
    ]
    return set(terms(" ".join(words)))
