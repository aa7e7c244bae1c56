"""Who speaks in a transcript or an interview: "ADA LUND: ...", "Q: ...", "Lund — ...".

A name before a colon makes no transcript: fields ("Date: ..."), captions and datelines look the same. Turns answer each
other, so several names stand there, and one of them comes again or is asked something. Offsets are code points.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.english.words import MONTHS, SHORT_DAYS_AND_MONTHS, WEEKDAYS, any_of

_WORD = r"[^\W\d_a-z][\w.'’-]{0,30}"
_JOIN = r"(?:of|the|de|da|del|di|du|van|von|der|den|la|le|al|el|bin|ibn|and|for|to)"
_NAME = rf"{_WORD}(?:\s(?:{_JOIN}\s){{0,2}}{_WORD}){{0,5}}(?:\s\d{{1,2}})?"
_CLOCK = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
# ">> ", "[00:12:30] " before a name; "(Vennholm)", "[via phone]", "00:12", ", the mayor" behind it.
_LABEL = (
    rf"(?:>>\s?)?(?:{_CLOCK}\s[-–]?\s?)?[*_\[]{{0,2}}(?P<name>{_NAME})[\]*_]{{0,2}}"
    rf"(?:\s?[(\[][^()\[\]\n]{{1,60}}[)\]]|,\s[^:.!?\n—–]{{1,50}}|\s{_CLOCK}){{0,2}}"
)
_TURN = re.compile(
    rf"^[ \t]*(?:{_LABEL}(?:[*_]{{0,2}}:[*_]{{0,2}}(?=\s|$)|\s[—–]\s(?=\S))|(?P<timed>{_NAME})\s{_CLOCK}[ \t]*$)",
    re.MULTILINE,
)
# "Q. Where were you born? A. In Calder Bay." of courts.
_LETTER = re.compile(r"(?:^[ \t]*|(?<=[.?!…\"”)])\s+)(?P<name>[QA])[.:)][ \t]+(?=\S)", re.MULTILINE)
_ASKED = re.compile(r"Q[.:)][ \t]")
# A label in the middle of a line: only of those that are known.
_WITHIN = re.compile(rf"(?<=[.?!…\"”)])\s+(?P<name>{_NAME}):\s+(?=\S)")
_ASKS = re.compile(r"\?[\"”’)*_]*\s*$")
_SPEAKS = re.compile(r"[.?!…—–-][\"”’)*_\]]*\s*$")
# "(Applause)", "[Music]": nobody says that.
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\*[^*]*\*)\s*")
_WEEKDAY, _MONTH = any_of(*WEEKDAYS.split()), any_of(*MONTHS.split(), *SHORT_DAYS_AND_MONTHS.split())
# Not "April" or "May" alone, who may speak.
_DAY = re.compile(
    rf"{_WEEKDAY}|(?:{_WEEKDAY},?\s)?{_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|{_MONTH}\.?\s\d{{4}}",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|mine|ours|myself|ourselves)\b")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
# Fields and captions, which repeat in lists of things and say nothing.
_FIELDS = frozenset(
    """
    address age also attachments author availability background by byline caption cast category cc chapter city
    claim client code comment comments con conclusion cons contact contents copyright correction cost country credit
    date dateline day deadline definition description details director distance duration edition editor email end
    example fact facts false fax field figure file from genre graphic heading headline home hours image info
    ingredients instructions keywords language last length link list location main map material materials method
    methods mobile model more myth name note notes number opened opening order organiser p.s page pages phone photo
    photograph photos picture place please population posted price pro product pros published publisher rating read
    reason reference related released result results score section see sender sent serves size source sources start
    status step subject subscribe summary table tags team tel telephone text time title to topic total translation
    true type update updated url venue verdict version via video warning watch web website week weight what when
    where which who why year
    """.split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn begins at `start` of a text; `speaker` is the name as it stands there."""

    start: int
    speaker: str


class Transcript:
    """The turns of one text; none where it is no transcript."""

    def __init__(self, text: str) -> None:
        self.turns = _turns(text)
        self._starts = [turn.start for turn in self.turns]

    def begins(self, start: int, end: int) -> bool:
        """Whether a turn begins between these."""
        at = bisect.bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def speakers(self, text: str, spans: Sequence[tuple[int, int]], goes_on: str | None) -> list[str | None]:
        """Who speaks each of the sentences of a paragraph, `spans` of `text`; `goes_on` spoke before it.

        A paragraph without a name goes on with the turn when somebody speaks in it or another turn follows; what
        stands in brackets nobody says.
        """
        if not self.turns or not spans:
            return [None] * len(spans)
        first, last = spans[0][0], spans[-1][1]
        speaker = goes_on if self._goes_on(text, first, last) else None
        found = []
        for start, end in spans:
            at = bisect.bisect_right(self._starts, start) - 1
            if at >= 0 and self._starts[at] >= first:
                speaker = self.turns[at].speaker
            found.append(None if _ASIDE.fullmatch(text, start, end) else speaker)
        return found

    def _goes_on(self, text: str, start: int, end: int) -> bool:
        return start < self._starts[-1] or bool(FIRST_PERSON.search(_QUOTED.sub("", text[start:end])))


def unnamed(sentence: str, speaker: str | None) -> str:
    """The speaker of a sentence that does not begin with the name itself; "" for one that does, or that has none.

    >>> unnamed("My father kept the light.", "Ada Lund"), unnamed("Ada Lund: At sea.", "Ada Lund")
    ('Ada Lund', '')
    """
    if not speaker or re.match(rf"\W{{0,8}}(?:[\d:.,]{{1,16}}\W{{1,8}})?{re.escape(speaker)}(?!\w)", sentence):
        return ""
    return speaker


def _turns(text: str) -> list[Turn]:
    found = {_named_at(match): match for match in _at_lines(text) if _may_speak(_name(match))}
    found |= _letters(text)
    labels = [found[at] for at in sorted(found)]
    if not _is_transcript(text, labels):
        return []
    names = {_name(match) for match in labels}
    turns = {_line_start(match): _name(match) for match in labels}
    for match in _WITHIN.finditer(text):
        if match["name"] in names:
            turns.setdefault(match.start("name"), match["name"])
    return [Turn(start, turns[start]) for start in sorted(turns)]


def _at_lines(text: str) -> Iterator[re.Match[str]]:
    """The labels at the beginning of lines; only there is looked for one, which the pattern alone would do anywhere."""
    at = 0
    while True:
        match = _TURN.match(text, at)
        if match:
            yield match
        at = text.find("\n", match.end() - 1 if match else at) + 1
        if not at:
            return


def _name(match: re.Match[str]) -> str:
    return match["name"] or match["timed"]


def _named_at(match: re.Match[str]) -> int:
    return match.start("name" if match["name"] else "timed")


def _letters(text: str) -> dict[int, re.Match[str]]:
    """The labels "Q" and "A", where there are both: "A." alone is an initial."""
    found = list(_LETTER.finditer(text)) if _ASKED.search(text) else []
    return {_named_at(match): match for match in found} if {match["name"] for match in found} == {"Q", "A"} else {}


def _line_start(match: re.Match[str]) -> int:
    """Where the label begins, behind the blanks of its line."""
    return match.end() - len(match.group().lstrip())


def _is_transcript(text: str, labels: Sequence[re.Match[str]]) -> bool:
    counts = Counter(map(_name, labels))
    if len(counts) < 2:
        return False
    ends = [*(match.start() for match in labels[1:]), len(text)]
    # The first lines of a turn are enough, and keep this linear in a text of one endless turn.
    said = [text[match.end() : min(end, match.end() + 2000)].strip() for match, end in zip(labels, ends, strict=True)]
    asked = sum(bool(_ASKS.search(each.split("\n\n")[0])) for each in said)
    spoken = sum(bool(_SPEAKS.search(each) or "\n" in each) for each in said)
    again = sum(count > 1 for count in counts.values())
    return 2 * spoken > len(labels) and (again > 1 or (again == 1 and len(counts) < len(labels)) or asked > 0)


def _may_speak(name: str) -> bool:
    if _DAY.fullmatch(name):  # a chronicle: "March 17: ..."
        return False
    words = name.casefold().split()
    return words[0].strip(".") not in _FIELDS and words[-1] not in _FIELDS
