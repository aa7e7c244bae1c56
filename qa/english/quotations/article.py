"""An article as quotations are looked for in it: its paragraphs, what is quoted in them, who appears."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from qa.english.quotations.cast import Cast, Named
from qa.english.quotations.marks import QuotedSpan, quoted
from qa.english.quotations.names import head_of, is_person, known_by, name_in
from qa.english.quotations.subjects import BLOT, main
from qa.types import Document, Sentence

# What is quoted in so few words, and ends with no mark of a sentence, says nothing by itself.
FEW = 3
# So many of those who have spoken may be meant by "they".
REMEMBERED = 20

_BRACKETS = re.compile(r"\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]")
_ENDED = re.compile(r"[.,!?…—–-]$")
_HE, _SHE = "he", "she"
_OTHERS = frozenset({"it", "they"})
# "the teachers", "Teachers", not "Anna Berens".
_NO_NAME = re.compile(r"(?:^|\s)[a-z][\w’'-]*$|^[\w’'-]+$")
_PEOPLE = frozenset("people police men women children staff".split())
_PRONOUNS = frozenset("he she it they i we you who this that these those there".split())
_OURS = frozenset({"i", "we", "you"})
_DEFINITE = re.compile(r"(?:the|this|that|his|her|its|their)\s+(?:[\w’'-]+\s+){0,2}(?P<role>[\w’'-]+)$", re.IGNORECASE)
# What ends the names of what people are.
_SOMEBODY = re.compile(
    r"(?:[a-z]{3}(?:er|or|ist|ian|man|woman|ant|ent|eer|ee|ive|ician)|chief|judge|aide|mother|father|son|daughter|nurse|"
    r"guard|pilot|boy|girl|coach|clerk|head|host|king|queen|pope|friend|guest|poet|chef|monk|vicar|priest)$"
)
_LINKED = re.compile(r"\s(?:of|for|at|in|from)\s", re.IGNORECASE)


class Speaker(NamedTuple):
    """Who says something: the words there, from `start` to `end`, and the name in full."""

    start: int
    end: int
    named: Named | None


class ReadArticle:
    """One article. `read` is its text with quotations and brackets blotted out, so that offsets stay."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self.text = document.text
        self.sentences = [(each.start, each.end) for each in sentences]
        self.starts = [start for start, _ in self.sentences]
        self._begins = frozenset(self.starts)
        self.paragraphs = _paragraphs(self.text, self.sentences)
        self.quoted = quoted(self.text, self.paragraphs)
        self._opens = [each.outer_start for each in self.quoted]
        self.read = self._blotted()
        self._before: list[Named] = []

    @cached_property
    def cast(self) -> Cast:
        """Who appears in it."""
        return Cast(self.text, self.within)

    def within(self, at: int) -> bool:
        """Whether an offset lies in a quotation that says something by itself."""
        number = bisect.bisect_right(self._opens, at) - 1
        return number >= 0 and at < self.quoted[number].outer_end and self.speaks(self.quoted[number])

    def speaks(self, quote: QuotedSpan) -> bool:
        """Whether what is quoted may be an utterance, and is no word or title that is only set off."""
        inside = self.text[quote.start : quote.end]
        ended = _ENDED.search(self.text[quote.outer_start : quote.outer_end].rstrip("”\"’'»“")) or self.text[
            quote.outer_end : quote.outer_end + 1
        ] in (",", ".")
        return quote.open or len(inside.split()) > FEW or (bool(ended) and inside[:1].isupper())

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds an offset."""
        return self.sentences[max(0, bisect.bisect_right(self.starts, at) - 1)]

    def speaker(self, span: tuple[int, ...] | None) -> Speaker | None:
        """Who is meant by the noun phrase that stands there; None for none, `named` None for one who cannot be told."""
        if span is None:
            return None
        start, end = span[:2]
        phrase = self.text[start:end]
        plain = phrase.casefold()
        if plain in _OURS:
            return Speaker(start, end, None)
        if plain in (_HE, _SHE):
            starts = self._starts_before(start)
            meant = self.cast.meant(plain, starts, start) or self._spoken_of(starts[1:4], _is_unnamed_person)
            return self._met(Speaker(start, end, meant))
        if plain in _OTHERS:
            fits = _is_several if plain == "they" else _is_thing
            others = [each for each in self._before if fits(each.text)] or (self._before if plain == "they" else [])
            spoken = self._spoken_of(self._starts_before(start)[plain == "it" : 4], fits)
            return Speaker(start, end, spoken or (others[-1] if others else None))
        if span := name_in(phrase):
            named = self.cast.full(Named(phrase[slice(*span)], start + span[0]))
            if named.start == start and " " not in named.text and start in self._begins:
                named = Named(phrase, start)  # "Dockers in Tarnmouth": the capital is that of the sentence
            return self._met(Speaker(start, end, named))
        return self._met(Speaker(start, end, self._common(phrase, start)))

    def is_somebody(self, speaker: Speaker | None) -> bool:
        """Whether it is a person, and no thing that a sentence speaks of."""
        named = speaker.named if speaker else None
        return named is not None and (is_person(named.text) or bool(_SOMEBODY.search(head_of(named.text))))

    def _common(self, phrase: str, start: int) -> Named:
        """Whom a noun phrase without a name means: the person who was called so, or else itself."""
        definite = _DEFINITE.fullmatch(phrase) if not _LINKED.search(phrase) else None
        if definite is None:
            return Named(phrase, start)
        role = definite["role"]
        return self.cast.in_role(role, start) or self.cast.thing(role, start) or Named(phrase, start)

    def _spoken_of(self, starts: Sequence[int], fits: Callable[[str], bool]) -> Named | None:
        """Whom a sentence speaks of, of those that begin there, the last one first; only one whom `fits` takes."""
        for at in starts:
            subject = main(self.read, *self.sentence(at))
            phrase = self.text[subject.start : subject.end] if subject else ""
            if subject and phrase.casefold() not in _PRONOUNS and fits(phrase):
                span = name_in(phrase)
                named = Named(phrase[slice(*span)], subject.start + span[0]) if span else None
                return self.cast.full(named) if named else self._common(phrase, subject.start)
        return None

    def _met(self, speaker: Speaker) -> Speaker:
        if speaker.named is not None:
            self._before = [*self._before[-REMEMBERED:], speaker.named]
        return speaker

    def _starts_before(self, at: int) -> list[int]:
        number = bisect.bisect_right(self.starts, at)
        return self.starts[max(0, number - 12) : number][::-1]

    def _blotted(self) -> str:
        pieces, at = [], 0
        text = self.text.replace(BLOT, " ")  # a text may hold any character
        for quote in self.quoted:
            pieces.append(text[at : quote.outer_start])
            size = quote.outer_end - quote.outer_start
            if self.speaks(quote):
                pieces.append(BLOT * size)
            else:  # its words stay, its marks go
                pieces.append(f" {text[quote.outer_start + 1 : quote.outer_end - 1]} "[:size].ljust(size))
            at = quote.outer_end
        pieces.append(text[at:])
        return _BRACKETS.sub(lambda match: " " * len(match.group()), "".join(pieces))


def _is_thing(name: str) -> bool:
    """Whether "it" may stand for somebody of this name."""
    word = known_by(name)
    return not is_person(name) and word not in _PEOPLE and (not word.endswith("s") or not name.islower())


def _is_several(name: str) -> bool:
    """Whether "they" stands for those of this name."""
    word = known_by(name)
    return word in _PEOPLE or " and " in name or (word.endswith("s") and _NO_NAME.search(head_of(name)) is not None)


def _is_unnamed_person(name: str) -> bool:
    """Whether "she" may stand for this one, who is not called by name."""
    return bool(_SOMEBODY.search(head_of(name))) and name_in(name) is None


def _paragraphs(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of sentences that no line break parts."""
    found: list[tuple[int, int]] = []
    for one, other in itertools.pairwise([(0, -1), *sentences]):
        if found and "\n" not in text[one[1] : other[0]]:
            found[-1] = found[-1][0], other[1]
        else:
            found.append(other)
    return found
