"""Where the sentences of a paragraph end: sentencex finds the boundaries, and English is mended here.

Mended is what leans on what follows ("10 a.m. EDT", "Smt. Rao"), what looks as if it did ("on 12 May. The"), marks of
list items and clauses, and what pairing quotation marks gets wrong. Offsets are code points into the paragraph.
"""

from __future__ import annotations

import re

from qa.english.marks import IN_BRACKETS, MARK_ALONE, marked
from qa.english.words import MONTHS, WEEKDAYS

# sentencex panics on an initial followed by an unusual space; plain spaces keep the length and so the offsets.
_OTHER_SPACE = re.compile(r"[^\S\n\r ]")

# Quotation marks on the wrong side of a cut.
_OPENING_ORPHAN = re.compile(r"(?<=\s)[\"“]\s*$")
_CLOSING_ORPHAN = re.compile(r"\s?[\"”](?=\s|$)")
# What opens a sentence and no name.
_OPENER = (
    r"(?:The|An?|It|He|She|They|But|And|In|On|At|For|This|That|These|Those|There|His|Her|Its|Their|When|While|After|"
    r"Before|As|If|Then|Now|Some|Many|Most|No|One|Two)\s"
)
# Abbreviations that lean on the number after them.
_BEFORE_NUMBER = re.compile(r"\b(?:approx|est|ca?|nos?|nr|art|fig|vol|sec|pp?)\.$", re.IGNORECASE)
# Those that lean on a name and that sentencex does not know: "Ms.| Nairn", "Addl.| Dy.| Commissioner".
_BEFORE_NAME = re.compile(
    r"\b(?:Ms|Mx|Cdr|Cllr|Ald|Amb|Atty|Const|Assoc|Pte|Bp|Abp|Ven|Ft|Ste|Smt|Shri|Shree|Sri|Sh|Kum|Er|Ar|Addl|Dy|Jt|"
    r"Hon['’]ble|Pt|Pdt|Advt|Supdt|Wg|Sqn|Flt|Gp|Comdt|Commr|Princ|Br|Lieut|Treas|Secy|Distt|Sub-Insp|Rear-Adm|Sra|"
    r"Srta|Dra|Mohd|Mhd|Md|Sk|Wm|Geo|Jas|Chas|Thos|Robt|Edw|Benj)\.$"
)
_OPENS = re.compile(_OPENER)
# What goes on after "10 a.m.": a zone, a day. "5 p.m. Monday was quiet" is rather two sentences.
_CLOCK = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
_VERB = r"(?:is|was|will|would|has|had|saw|marks|marked|brings|brought|may|might|can|could|should)\b"
_ENDS = r"(?=\s*(?:[.,;:)\]–—-]|$)|\s(?:and|or|to|through|until|on|at|in)\b)"
_AFTER_CLOCK = re.compile(
    r"(?:GMT|UTC|BST|WES?T|CES?T|EES?T|MSK|IST|PKT|NPT|JST|KST|SGT|HKT|PHT|WIBT?|A[CEW][SD]T|NZ[SD]T|[ECMPAN][SD]?T|"
    r"AK[SD]T|HST|[EWC]AT|SAST|GST)\b|"
    rf"(?:Eastern|Pacific|Central|Mountain|Atlantic|Greenwich){_ENDS}|"
    r"(?:[A-Z]\w+\s){1,3}[Tt]ime\b|"
    rf"(?:{'|'.join(WEEKDAYS.split())})(?:\b(?!['’]s|\s+{_VERB}|s)|s{_ENDS})|"
    rf"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b(?=[.,)]|\s\d|$)|"
    rf"(?:{'|'.join(MONTHS.split())}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s\d"
)
_AHEAD = 60
# What looks like a shortened word, behind which sentencex never cuts, and ends its sentence: "on 12 May.| The".
_STOP = re.compile(r"\.\s+(?=[A-Z])")
_IN_MAY = re.compile(r"\b(?:\d{1,2}|[Ii]n|[Oo]f|[Uu]ntil|[Bb]y|[Ss]ince|[Ll]ast|[Nn]ext|[Tt]his)\sMay$")
_SHORTENED = re.compile(
    r"\b(?:May|\d\d?\s(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|etc|[A-Z]\.[A-Z]|Inc|Co|Ltd|Corp|Ave|St|Rd"
    r"|[JS]r)$"
)
_LONGEST_SHORTENED = 9  # "Until May"


def cuts(paragraph: str, language: str) -> list[int]:
    """Where to cut a paragraph into sentences, ascending; `language` is a code that sentencex knows."""
    import sentencex

    plain = _OTHER_SPACE.sub(" ", paragraph)
    # It cuts nowhere behind "(1) The due is small.", so it sees a word of the same length.
    shown = IN_BRACKETS.sub(lambda mark: "A".ljust(len(mark[0]), "a"), plain) if "(" in plain else plain
    found = [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries(language, shown)[:-1]]
    if language != "en":
        return [cut for at in found if (cut := _mended(plain, at)) is not None]
    sure = {*_missed(plain), *marked(plain)}
    mended = {cut for at in found if (cut := _mended(plain, at)) is not None and _is_end(plain, cut)}
    kept: list[int] = []
    for cut in sorted(sure | mended):
        # A mark is a part of what it opens, and one only where a sentence begins: "on Dec. 5.| Traffic" ends with none.
        if not MARK_ALONE.fullmatch(plain, kept[-1] if kept else 0, cut):
            kept.append(cut)
    return kept


def _missed(text: str) -> list[int]:
    """Where else to cut, outside of quotations."""
    ends = [match.end() for match in _STOP.finditer(text) if _ends(text, match.start(), match.end())]
    return [
        end for end in ends if not (text.count('"', 0, end) % 2 or text.count("“", 0, end) > text.count("”", 0, end))
    ]


def _ends(text: str, stop: int, opens: int) -> bool:
    """Whether what looks as if it were shortened by a stop ends a sentence, as another opens behind it."""
    start = max(0, stop - _LONGEST_SHORTENED)
    if _OPENS.match(text, opens) and _SHORTENED.search(text, start, stop):
        return True
    return text.endswith("May", start, stop) and _IN_MAY.search(text, start, stop) is not None


def _mended(text: str, cut: int) -> int | None:
    """Where to cut instead of at `cut`, or None for not at all: mends what a splitter that pairs quotes gets wrong.

    `thinking. "|We are` -> `thinking. |"We are`; `industry.|" He said` -> `industry."| He said`.
    """
    if orphan := _OPENING_ORPHAN.search(text, max(0, cut - 4), cut):
        cut = orphan.start()
    elif orphan := _CLOSING_ORPHAN.match(text, cut):
        cut = orphan.end()
    return None if text[cut : cut + 8].lstrip("-–— \n\r")[:1].islower() else cut


def _is_end(text: str, cut: int) -> bool:
    """Whether what stands before a cut does not lean on what stands behind it: "10 a.m.| EDT", "No.| 7"."""
    if not text[cut - 1 : cut].isspace() and not text[cut : cut + 1].isspace():
        return False
    before, after = text[max(0, cut - 40) : cut].rstrip(), text[cut : cut + _AHEAD].lstrip("-–— \n\r")
    if after[:1].isdigit() and _BEFORE_NUMBER.search(before):
        return False
    if after[:1].isupper() and _BEFORE_NAME.search(before) and not _OPENS.match(after):
        return False
    return not (_CLOCK.search(before) and _AFTER_CLOCK.match(after))
