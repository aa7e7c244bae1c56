"""An article -> who said what in it, paragraph by paragraph, verb by verb."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from qa.english.quotations.article import ReadArticle, Speaker
from qa.english.quotations.clauses import ENDS, said_behind, told_last
from qa.english.quotations.collecting import Collected
from qa.english.quotations.cues import ACCORDING, FINITE, Cue, cues
from qa.english.quotations.edges import bound, first_clause, is_noun, trimmed
from qa.english.quotations.floating import give_rest
from qa.english.quotations.introducing import INTO, introduces, named_by
from qa.english.quotations.subjects import BLOT, Subject, before, behind, main
from qa.english.quotations.verbs import AS, INVERTED, ONLY_QUOTED
from qa.types import Document, Quotation, Sentence

_AND = re.compile(r"\b(?:and|but|or|then)(?:\s(?:also|then|later|even|has|have|had))*\s*$")
_RULES = re.compile(
    r"(?:the\s|their\s|its\s|his\s|her\s)?(?:plan|plans|law|laws|rules?|schedule|type|size|need|needs|tradition|"
    r"age|which|whether|how|what)\b",
    re.IGNORECASE,
)
_APPOSED = re.compile(r",\s(?:an?|the|who|\d\d)\b[^,]{0,100},(?=\s)")
_RELATIVE = re.compile(r",\swho(?:\s(?:has|have|had|also|then|later|\w+ly))*$")
_UNDER = re.compile(
    r"(?:if|when|as|because|after|before|although|though|while|since|unless|once|until)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\s*(?:\w+ing|who|whose|which|but|and|as|while|after|before|when|where|since|until|according|a|an|so|with|in|at|on)\b"
)


class Finding:
    """The search through one article."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self._article = ReadArticle(document, sentences)
        self._text, self._read = self._article.text, self._article.read
        self._collected = Collected(document.id, self._article)
        self._heard: Speaker | None = None  # who told what stands before a verb

    def run(self) -> list[Quotation]:
        """All quotations, in the order of the article."""
        last: Speaker | None = None
        for start, end in self._article.paragraphs:
            heard = self._paragraph(start, end)
            last = give_rest(self._article, self._collected, (start, end), heard, last)
        return sorted(self._collected.found, key=lambda each: (each.start, each.end))

    def _paragraph(self, start: int, end: int) -> list[tuple[int, Speaker]]:
        """What verbs tell in a paragraph; where each speaker was heard."""
        heard: list[tuple[int, Speaker]] = []
        first, last = (bisect.bisect_left(self._article.starts, at) for at in (start, end))
        for s, e in self._article.sentences[first:last]:
            latest: Speaker | None = None
            told = cues(self._read, s, e)
            # First those that stand last: what they tell has the others within it.
            for cue in sorted(told, key=lambda each: told_last(self._read, each, e) is None) if told[1:] else told:
                if self._collected.is_free(cue.start) and (speaker := self._cue(cue, s, e, latest)):
                    latest = speaker
                    heard.append((cue.start, speaker))
            if latest is None and (speaker := self._according(s, e)):
                heard.append((s, speaker))
        return heard

    def _cue(self, cue: Cue, start: int, end: int, latest: Speaker | None) -> Speaker | None:
        """What one verb of a sentence tells; `latest` spoke in it before."""
        head = self._read[start : cue.start].rstrip()
        if not cue.participle and head and (BLOT in head[-2:] or (cue.verb in INVERTED and head[-1] == ",")):
            span = behind(self._read, cue.end, end)
            if span and self._told_before(cue, start, start + len(head), span, end):
                return self._heard
        joined = _AND.search(head) is not None
        if cue.participle and not joined and head[-1:] not in (",", BLOT):
            return None
        if cue.participle or joined:
            return self._ahead(cue, latest or self._article.speaker(main(self._read, start, cue.start)), end)
        subject = before(self._read, start, cue.start)
        if subject is None or is_noun(self._read, subject, cue):
            return None
        if self._stands_last(cue, start, subject, end):
            return self._heard
        if _RELATIVE.search(head):  # "Lund, who asked to stay, said": what he asked ends with the comma
            comma = self._read.find(",", cue.end, end)
            end = comma if comma >= 0 else end
        return self._ahead(cue, self._article.speaker(subject[:2]), end)

    def _told_before(self, cue: Cue, start: int, head: int, span: tuple[int, int], end: int) -> bool:
        """Takes "“...,” said Lund" and "The bridge is safe, said Lund."."""
        if BLOT in self._read[head - 2 : head]:
            self._heard = self._article.speaker(span)
            return self._give(head, cue, self._heard, (span[1], end))
        content = first_clause(self._read, max(start, self._collected.covered), head - 1)
        clause = self._read[start : head - 1].split(",")[0]
        if content is None or not ENDS.match(self._read, span[1], end) or not FINITE.search(clause):
            return False
        self._heard = self._article.speaker(span)
        self._collected.report(*content, cue, self._heard)
        return True

    def _stands_last(self, cue: Cue, start: int, span: Subject, end: int) -> bool:
        """Takes "“...,” Lund said" and "The bridge is safe, Lund said on Friday."."""
        head = start + len(self._read[start : span.left].rstrip())
        if head <= start:
            return False
        if BLOT in self._read[head - 2 : head] and self._read[head - 1] in f",{BLOT}":
            self._heard = self._article.speaker(span[:2])
            return self._give(head, cue, self._heard, (cue.end, end))
        if self._read[head - 1] not in ",—–" or (cue.verb in AS | ONLY_QUOTED and cue.verb not in INVERTED):
            return False
        after = told_last(self._read, cue, end)
        if after is None:
            return False
        content = first_clause(self._read, max(start, self._collected.covered), head - 1)
        goes_on = self._goes_on(after, end, content is None) if "," in self._read[after - 1 : after + 1] else None
        if content is None and goes_on is None:
            return False
        if content and goes_on and _UNDER.match(self._read, content[0]):
            content = None  # "If it rains, she said, the sirens will sound": half a clause
        self._heard = self._article.speaker(span[:2])
        for part in (content, goes_on):
            if part:
                self._collected.report(*part, cue, self._heard)
        if self._heard:
            self._also(after, end, cue, self._heard)
        return True

    def _goes_on(self, start: int, end: int, torn: bool) -> tuple[int, int] | None:
        """What is said behind "..., Lund said, ..."; None where something else follows. `torn`: what stands before is
        no clause by itself."""
        start += self._read[start : start + 1] == ","
        rest = self._read[start:end]
        if BLOT in rest or _OTHERWISE.match(rest) or not (torn or FINITE.search(rest)):
            return None
        return start, bound(self._read, start, end)

    def _give(self, head: int, cue: Cue, speaker: Speaker | None, rest: tuple[int, int]) -> bool:
        """Take what is quoted right before as told by a verb, and what of it goes on in the `rest` of the sentence."""
        number = self._collected.number(head) - 1
        if number < 0 or speaker is None:
            return False
        self._collected.quote(number, cue, speaker)
        self._also(*rest, cue, speaker)
        return True

    def _also(self, start: int, end: int, cue: Cue, speaker: Speaker) -> None:
        """Take what is quoted further on in a sentence behind a comma, if no other verb tells it."""
        number = self._collected.number(start)
        if quote := self._collected.quoted(number, end):
            between = self._read[start - 1 : quote.outer_start]
            if between.rstrip().endswith((",", ":", "—", "–")) and not cues(self._read, start, quote.outer_start):
                self._collected.quote(number, cue, speaker)

    def _ahead(self, cue: Cue, speaker: Speaker | None, end: int) -> Speaker | None:
        """Take what stands behind a verb."""
        if speaker is None:
            return None
        if cue.verb in AS and (named := named_by(self._article, self._collected, cue, end)):
            self._collected.report(*named, cue, speaker)
            self._collected.covered = max(self._collected.covered, named[1])
            return speaker
        into = INTO.match(self._read, cue.end, end)
        if into and not FINITE.search(into["between"]) and introduces(self._article, self._collected, into, end):
            number = self._collected.number(into.end() - 1)
            self._collected.quote(number, cue, speaker)
            self._collected.covered = max(self._collected.covered, self._article.quoted[number].outer_end)
            return speaker
        start = said_behind(self._read, cue, end)
        if start is None or start >= end:
            return None
        stop = bound(self._read, start, end)
        self._collected.report(start, stop, cue, speaker)
        self._collected.covered = max(self._collected.covered, stop)
        return speaker

    def _according(self, start: int, end: int) -> Speaker | None:
        for match in ACCORDING.finditer(self._read, max(start, self._collected.covered), end):
            span = behind(self._read, match.end(), end)
            if span is None or _RULES.match(self._read, span[0], span[1]):
                continue
            before_it = self._read[start : match.start()].rstrip()
            if BLOT in before_it[-2:]:
                speaker = self._article.speaker(span)
                at = start + len(before_it)
                if self._give(at, Cue(match.start(), match.end(), "accord", "according to"), speaker, (span[1], end)):
                    return speaker
                continue
            if match.start() - start < 8:
                comma = self._read.find(",", span[1], end)
                if apposed := _APPOSED.match(self._read, comma, end):
                    comma = apposed.end() - 1  # "According to Ada Lund, a baker, ..."
                content = (comma + 1, bound(self._read, comma + 1, end)) if comma >= 0 else None
            else:
                content = first_clause(self._read, max(start, self._collected.covered), match.start())
            if content is None or (content := trimmed(self._text, *content)) is None:
                continue
            speaker = self._article.speaker(span)
            self._collected.report(*content, Cue(match.start(), match.end(), "accord", "according to"), speaker)
            return speaker
        return None
