"""A line that says where and when an article appeared: "CNN, 2022-03-11", "The Harbour Post | 11 March 2022".

It is a day with a short name beside it, and nothing else: a line with a verb, or one that a sentence goes on from, is
text. The day counts in each. The name is the source where the day is written 2022-03-11, where something other than a
comma stands between them, or where it is a name as newspapers have it: "Halvern, 11 March 2022" may be where a letter
was written.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from qa.documents import found_days
from qa.documents.labels import LINK

NAME_LENGTH = 60
WORDS = 6
NAMES = 2  # "Nora Velt | The Harbour Post | 11 March 2022"

ISO = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_APART = re.compile(r"\s*[,;|·•–—()\[\]]\s*|\s+[-/]\s+|:\s+")
_BETWEEN = re.compile(r"[|·•–—()\[\]]|\s[-/]\s|:\s")
# What may stand beside the day and is no name: weekdays, times of day and their zones.
_ASIDE = re.compile(
    rf"(?:{found_days.WEEKDAY})\.?|(?:at\s)?T?\d{{1,2}}(?:[:.h]\d\d){{1,2}}(?:\.\d+)?\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,4}))?|(?:at\s)?\d{1,2}\s?[ap]\.?m\.?(?:\s[A-Z]{2,4})?"
    r"|GMT|UTC|[A-Z]?[CE]?[SD]T|CES?T|EES?T|WES?T|[ap]\.?m\.?",
    re.IGNORECASE,
)
# In a name, beside words with a capital.
_SMALL = frozenset(
    "a an and at by d da de del den der des di do du e el for in la le les of on the to van von y".split()
)
_BEGINNING = frozenset("a an by la le the".split())
# A day with one of these is that of something else than the article.
_OF_SOMETHING_ELSE = frozenset(
    """
    accessed before born closed closes closing deadline died due effective ended ends event expired expires from meeting
    on opened opening opens retrieved since start started starts till until valid version visited when
    """.split()
)
# With these, names of newspapers, agencies and stations end...
_LAST = frozenset(
    """
    advertiser advocate anzeiger argus bladet blatt broadcasting bulletin chronicle courier daily diario dispatch echo
    enquirer examiner express gazeta gazette globe guardian herald independent inquirer journal kurier ledger magazine
    mail mercury messenger mirror monitor nachrichten news newspaper newswire observer online post press presse radio
    record recorder register reporter review sentinel spectator standard star sun tageblatt tagblatt telegram telegraph
    television times tribune tv weekly wire world zeitung
    """.split()
)
# ...and begin, or these are all there is.
_FIRST = frozenset("daily diario gazeta journal radio tv".split())
_AGENCIES = frozenset(
    "abc,afp,agence france-presse,al jazeera,ani,ansa,ap,axios,bbc,bloomberg,cbc,cbs,cnbc,cnn,dpa,dw,efe,itv,le figaro,"
    "le monde,msnbc,nbc,npr,pbs,politico,pti,reuters,rte,sky,tass,upi,xinhua".split(",")
)
# A title does not end so: a sentence that was wrapped does.
_GOES_ON = re.compile(r"[:;,]$|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The day of a line, and its source where it names one; `whole` where the line says nothing else."""

    date: datetime.date
    source: str | None
    whole: bool


def read(line: str) -> Imprint | None:
    """What a line says by itself; None for one that is more than a day with a short name, or a day alone.

    >>> read("The Harbour Post | 11 March 2022").source
    'The Harbour Post'
    >>> read("Halvern, 11 March 2022").source
    >>> read("It opened in Halvern on 11 March 2022")
    """
    found = found_days.among(line)
    if found is None:
        return None
    day, before, after = found
    pieces = [piece for side in (before, after) for piece in _APART.split(side.strip(" ,.")) if piece.strip(" ,.-/")]
    names = [piece.strip(" ,-/:") for piece in pieces if not _ASIDE.fullmatch(piece.strip())]
    if not 0 < len(names) <= NAMES or not all(map(_is_name, names)):
        return None
    between = _BETWEEN.search(f"{before} {after}") or ISO.search(line)
    known = [name for name in names if _is_outlet(name)]
    if len(names) == 1 and between and not _is_byline(names[0]):
        known = names
    source = known[0] if len(known) == 1 else None
    return Imprint(day, source, whole=source is not None and len(pieces) == 1)


def day_alone(line: str) -> Imprint | None:
    """What a line says that is nothing but a day."""
    day = found_days.in_line(line)
    return Imprint(day, None, whole=True) if day else None


def under_title(title: str, line: str, next_line: str) -> Imprint | None:
    """What a line says that stands under a title; `next_line` is the one right under it, "" for a blank one. None where
    it belongs to a sentence that was wrapped, or to a list of such lines."""
    return None if goes_on(title, next_line) or read(next_line) else read(line)


def goes_on(title: str, next_line: str) -> bool:
    """Whether what stands between these two is a line of running text: the one ends within a sentence, or the other
    does not begin one."""
    return _GOES_ON.search(title.rstrip()) is not None or next_line.strip()[:1].islower()


def told(found: Imprint, line: str, date: object, source: object) -> bool:
    """Whether these fields of an article hold all that the line says."""
    same = found.whole and found.date.isoformat() == date and found.source in (None, source)
    return same and not found_days.CLOCK.search(line)


def plain(line: str) -> str:
    """A line of Markdown without its marks: `*[CNN](https://…), 2022-03-11*` -> `CNN, 2022-03-11`."""
    return LINK.sub(r"\1", re.sub(r"^#{1,6}\s+", "", line.strip())).strip("*_ ")


def _is_name(text: str) -> bool:
    words = text.split()
    if len(text) > NAME_LENGTH or len(words) > WORDS or re.search(r"[!?\"“”…<>{}=@]", text):
        return False
    if words[0].casefold() in _OF_SOMETHING_ELSE or words[0].casefold() in _SMALL - _BEGINNING:
        return False
    return any(char.isalpha() for char in text) and all(map(_may_be_of_a_name, words))


def _may_be_of_a_name(word: str) -> bool:
    """A capital somewhere, as in "iNews", a number, a small word between, or the name of a site."""
    return not word.islower() or word in _SMALL or re.fullmatch(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", word) is not None


def _is_outlet(name: str) -> bool:
    words = name.casefold().removeprefix("the ").split()
    last = next((at for at, word in enumerate(words) if at and word in ("of", "on")), 0) - 1
    return words[last] in _LAST or words[0] in _FIRST or " ".join(words) in _AGENCIES


def _is_byline(name: str) -> bool:
    return name.casefold().startswith("by ")
