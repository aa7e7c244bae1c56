"""The names and the other things that a text speaks of, by capitals and by the words between which they stand.

No tagger: a run of words without a function word is a thing, a run of capitals is a name. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.english.asks import SHORT_TITLES, TITLES
from qa.english.words import BESIDE_NAMES, FUNCTION_WORDS, NAMES_TOO, OPENERS, WEEKDAYS, any_of

_WORD = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w))*")
# Between two words of one phrase stand blanks alone, after an initial or a title a dot.
_BETWEEN = re.compile(r"\s+|\.\s")
_PARTICLES = "of|de|da|do|dos|del|della|di|du|van|von|der|den|la|le|al|el|bin|ibn|ter|the"
_JOINS = frozenset(_PARTICLES.split("|"))
_FUNCTION = frozenset(FUNCTION_WORDS.split())
_OPENERS = frozenset(OPENERS.casefold().split()) | _FUNCTION
_NAMES_TOO, _BESIDE_NAMES = (frozenset(words.casefold().split()) for words in (NAMES_TOO, BESIDE_NAMES))
_WEEKDAYS = frozenset(WEEKDAYS.split())
_SHORT = re.compile(rf"(?:^|\W)(?:[^\W\d_]|{any_of(*SHORT_TITLES, 'St', 'Jr', 'Sr')})$")
_UPPER = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
_CAPITAL = rf"(?<![\w’'-])[{_UPPER}][\w’'.&/-]*"
_CAPITALS = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:{_PARTICLES})\s+){{0,2}}{_CAPITAL})*")
_POSSESSIVE = re.compile(r"['’]s?$")
# "In May Norway voted": no "May Norway".
_MONTH_FOLLOWS = re.compile(r"(?:\b(?:in|since|until|during|last|this|next|early|late|mid)|\d)[\s-]+$", re.IGNORECASE)
_SENTENCE_REST = re.compile(r"(?P<words>(?:[^.!?\n]|(?<=\b[A-Z])\.)*)(?P<mark>[.!?]?)")
# "Will Smith, who ...", "Will Smith is ...": what opens the sentence is no auxiliary.
_FINITE = re.compile(r"\s*[,:;(]|\s+(?:is|are|was|were|has|had|does|did)\b")
_FINITE_FORM = re.compile(r"\s+\w+(?:(?<!e)ed|(?<![su])s)\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or another thing: `text` is `start` to `end` of where it stands, without an article or a genitive s."""

    text: str
    start: int
    end: int
    name: bool

    @property
    def head(self) -> str:
        """The word that says what it is: the last one, or the last one before "of"."""
        return re.split(r"\s(?:of|in|for)\s", self.text)[0].split()[-1].casefold()


def phrases(text: str) -> list[Phrase]:
    """The phrases of a text, in order; names are whole, "of" joins what it stands between.

    >>> [p.text for p in phrases("Why was the cost of the Marlow Sound station so high?")]
    ['cost', 'Marlow Sound station', 'high']
    """
    found: list[Phrase] = []
    run: list[re.Match[str]] = []
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if run and not (_BETWEEN.fullmatch(text, run[-1].end(), word.start()) and _stays(run, text, word)):
            found += _of_run(text, run)
            run = []
        if _is_content(words, at, text) or (run and _joins_names(words, at, text)):
            run.append(word)
        elif run:
            found += _of_run(text, run)
            run = []
    return found + (_of_run(text, run) if run else [])


def _stays(run: list[re.Match[str]], text: str, word: re.Match[str]) -> bool:
    """Whether no end of a sentence, no genitive and no verb parts them: "Norway's / energy minister / visited"."""
    last = run[-1]
    if word.group()[0].islower():
        if _POSSESSIVE.search(last.group()) or (word.group().endswith("ed") and last.group()[0].isupper()):
            return False
    elif last.group().endswith("ed") and last.group()[0].islower():
        return False
    return "." not in text[last.end() : word.start()] or bool(_SHORT.search(last.group()))


def _is_content(words: list[re.Match[str]], at: int, text: str) -> bool:
    word = words[at]
    plain = _POSSESSIVE.sub("", word.group()).casefold()
    if plain in _NAMES_TOO and word.group().istitle():
        return _is_will_or_may(words, at, text)
    if word.group()[0].isupper() and not _opens(word, text) and len(word.group()) > 1:
        if plain in _BESIDE_NAMES:
            return _beside_capital(words, at, -1, text) or _beside_capital(words, at, 1, text)
        return plain not in _OPENERS or word.group() == "US"
    return plain not in _FUNCTION and not (len(plain) == 1 and not plain.isdigit() and not word.group().isupper())


def _beside_capital(words: list[re.Match[str]], at: int, step: int, text: str) -> bool:
    """Whether the word before or behind one is a name's, and nothing but blanks parts them."""
    if not 0 <= at + step < len(words):
        return False
    first, second = sorted((at, at + step))
    other = words[at + step].group()
    return (
        _BETWEEN.fullmatch(text, words[first].end(), words[second].start()) is not None
        and not _POSSESSIVE.search(words[first].group())
        and other[0].isupper()
        and (other.casefold() not in _OPENERS or other == "US")
    )


def _is_will_or_may(words: list[re.Match[str]], at: int, text: str) -> bool:
    """Whether "Will" or "May" is somebody's name: "Will Smith", "May Britt Moser", "Theresa May"; not "In May Norway
    voted", "Will Smith win?"."""
    word = words[at]
    behind = _beside_capital(words, at, 1, text)
    if _opens(word, text):
        return behind and not _asks(text, words[at + 1])
    before = _beside_capital(words, at, -1, text)
    neighbour = words[at - 1].group() if at else ""
    if _MONTH_FOLLOWS.search(text[: word.start()]) or neighbour in _WEEKDAYS or re.match(r"\s+\d", text[word.end() :]):
        return False
    if before and behind:  # "Louisa May Alcott", "actor Will Smith"; "Norway Will Vote" is a headline
        return word.group() == "May" or neighbour.rstrip(".") in TITLES
    return before or behind


def _asks(text: str, subject: re.Match[str]) -> bool:
    """Whether the word before, which opens the sentence, is an auxiliary: "Will Smith win?", "Will Smith's film open?";
    not "Will Smith?", "Will Smith's age?", "Will Smith wins Oscar", "Will Smith won.", of which no question is made."""
    capitals = _CAPITALS.match(text, subject.start())
    rest = _SENTENCE_REST.match(text, capitals.end() if capitals else subject.end())
    if rest is None or rest["mark"] in (".", "!") or _FINITE.match(rest["words"]):
        return False
    if not rest["mark"] and _FINITE_FORM.match(rest["words"]):
        return False
    owned = capitals is not None and _POSSESSIVE.search(capitals.group()) is not None
    return len(rest["words"].split()) > owned


def _joins_names(words: list[re.Match[str]], at: int, text: str) -> bool:
    """Whether "of", "de", "van der" stand between two capitals."""
    if words[at].group().casefold() not in _JOINS or words[at].group()[0].isupper():
        return False
    before = words[at - 1].group()
    after = next((word.group() for word in words[at + 1 : at + 3] if word.group() not in _JOINS), "")
    return before.casefold() in _JOINS or (before[0].isupper() and after[:1].isupper())


def _opens(word: re.Match[str], text: str) -> bool:
    before = text[: word.start()].rstrip(" \"“'‘([")
    return not before or (before[-1] in ".!?:\n" and not _SHORT.search(before[:-1]))


def _of_run(text: str, run: list[re.Match[str]]) -> list[Phrase]:
    """The phrase of a run of words; one whose middle ends in a genitive is two things: "Norway's energy minister"."""
    while run and run[-1].group().casefold() in _JOINS:
        run = run[:-1]
    if not run:
        return []
    start, last = run[0].start(), run[-1]
    end = last.end() - len((_POSSESSIVE.search(last.group()) or [""])[0])
    capitals = [word for word in run if word.group()[0].isupper()]
    first_counts = not _opens(run[0], text) or run[0].group().casefold() not in _OPENERS
    named = len(capitals) > (0 if first_counts and not _opens(run[0], text) else 1) or (
        len(capitals) == 1 and not _opens(capitals[0], text)
    )
    return [Phrase(text[start:end], start, end, named)] if end > start else []


def names(text: str) -> list[Phrase]:
    """The names of a text without the small words around them, in order."""
    return [core for phrase in phrases(text) if phrase.name for core in _cores(phrase)]


def _cores(phrase: Phrase) -> Iterator[Phrase]:
    """The runs of capitals, "of" and the like included."""
    for match in _CAPITALS.finditer(phrase.text):
        end = match.end() - len((_POSSESSIVE.search(match.group()) or [""])[0])
        yield Phrase(phrase.text[match.start() : end], phrase.start + match.start(), phrase.start + end, True)
