"""Who said what: questions about sayings are answered by the quotations that the index keeps.

"What did Lund say about the dike?" has the sentences in which Lund speaks of it; "Who called for a second bridge?" and
"Who said “...”?" have who did as the few words. Whoever says nothing of a topic is said to say nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer.citations import cite, compose
from qa.answer.quoting import NEAR, OnTopic, on_topic, said_in, sentences
from qa.answer.scope import Scope, StandAlone
from qa.answer.unanswered import NOT_FOUND, not_then, without_answer
from qa.answer.whose import is_by
from qa.english.quotations.verbs import CLAUSE, VERB_OF
from qa.question.said import AskedSaying, asked_saying, needs
from qa.search.retriever import search
from qa.types import Answer, Document, Hit, Said, Sentence

# Passages whose articles are looked through.
LOOKED_AT = 20
# One that is nearly as much on the topic as the best is told beside it.
BESIDE = 0.25
MOST = 3
# So many characters lie between what somebody says and goes on to say.
APART = 90
# A reported saying is the one that is asked for when its words and meaning add up to this.
THE_SAME = 0.95
# Words in quotation marks are found where so many of them stand in this order.
NEARLY = 0.8
SURE, LIKELY = 0.95, 0.7


def said(scope: Scope, asked: StandAlone) -> Answer | None:
    """The answer to a question about what somebody said, or who said something; None for every other, and where the
    quotations of the index do not tell."""
    wanted = asked_saying(asked.plain)
    if wanted is None or not len(scope.index.quotations):
        return None
    query = " ".join(filter(None, (wanted.speaker, wanted.about, wanted.words)))
    hits = tuple(search(scope.index, scope.embedder, query, LOOKED_AT, scope.within, asked.window))
    told = list(said_in(scope.index, hits))
    if wanted.words is not None:
        return _who_quoted(scope, asked, wanted.words, told, hits)
    if wanted.speaker is None:
        return _who_reported(scope, asked, wanted, told, hits)
    return _what(scope, asked, wanted, told, hits)


def _what(
    scope: Scope, asked: StandAlone, wanted: AskedSaying, told: Sequence[Said], hits: tuple[Hit, ...]
) -> Answer | None:
    theirs = [each for each in told if is_by(wanted.speaker or "", each)]
    if wanted.verb not in ("say", "tell"):
        theirs = [each for each in theirs if _verb(each) == wanted.verb] or theirs
    if not theirs:
        return None
    scored = _scored(scope, theirs, wanted.about)
    best = max(each.score for each in scored)
    if wanted.about and best < NEAR:
        return _nothing(asked, hits)
    near = sorted((each for each in scored if each.score >= best - BESIDE), key=lambda each: -each.score)
    near = list(dict.fromkeys([*_with_beside(near[0], scored), *near]))[:MOST]
    first = near[0].said.document.id
    near.sort(key=lambda each: (each.said.document.id != first, each.said.document.id, each.said.quotation.start))
    return _answer(scope, asked, hits, near, None, LIKELY)


def _who_reported(
    scope: Scope, asked: StandAlone, wanted: AskedSaying, told: Sequence[Said], hits: tuple[Hit, ...]
) -> Answer | None:
    fitting = [each for each in told if each.quotation.speaker and _tells(wanted.verb, each)]
    if not fitting:
        return None
    scored = _scored(scope, fitting, wanted.about)
    best = max(scored, key=lambda each: each.score)
    if best.score < THE_SAME:
        return None
    return _answer(scope, asked, hits, [best], best.said.quotation.speaker, LIKELY)


def _who_quoted(
    scope: Scope, asked: StandAlone, words: str, told: Sequence[Said], hits: tuple[Hit, ...]
) -> Answer | None:
    """Who said these very words. Where they stand and nobody is told to say them, others have to answer."""
    shares = [(_held(words, each.text), each) for each in told if each.quotation.speaker]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and share >= NEARLY:
        found = OnTopic(best, tuple(sentences(scope.index, best)), share)
        return _answer(scope, asked, hits, [found], best.quotation.speaker, SURE)
    if any(_held(words, hit.text) >= NEARLY for hit in hits):
        return None
    return _nothing(asked, hits)


def _scored(scope: Scope, told: Sequence[Said], topic: str) -> list[OnTopic]:
    """Each quotation with how much it is on the topic; the newest first where there is none."""
    if topic:
        return on_topic(scope.index, scope.embedder, told, topic)
    days = [each.document.date.toordinal() if each.document.date else 0 for each in told]
    return [OnTopic(each, tuple(sentences(scope.index, each)), day) for each, day in zip(told, days, strict=True)]


def _with_beside(best: OnTopic, scored: Sequence[OnTopic]) -> list[OnTopic]:
    """The best quotation with what the same speaker says right before and behind it, in its paragraph."""
    text, found = best.said.document.text, [best]
    for each in scored:
        if each.said.document.id != best.said.document.id or each is best:
            continue
        first, second = sorted((each.said.quotation, best.said.quotation), key=lambda one: one.start)
        between = text[first.end : second.start]
        if len(between) < APART and "\n" not in between and first.speaker == second.speaker:
            found.append(each)
    return found


def _verb(said: Said) -> str | None:
    quotation = said.quotation
    return VERB_OF.get(said.document.text[quotation.cue_start : quotation.cue_end].casefold())


def _tells(verb: str, said: Said) -> bool:
    """Whether a quotation is told by a verb, or by one that says as much: "say" stands for "add", "argue" ..."""
    own = _verb(said)
    if needed := needs(verb):
        return own == verb and said.document.text.startswith(f" {needed} ", said.quotation.cue_end)
    return own == verb or (verb == "say" and (own is None or own in CLAUSE or own == "tell"))


def _held(words: str, text: str) -> float:
    """The part of some words that stands in a text in one run."""
    wanted, there = (re.findall(r"\w+", each.casefold().replace("’", "'")) for each in (words, text))
    longest, before = 0, [0] * (len(there) + 1)
    for word in wanted:
        run = [0] * (len(there) + 1)
        for at, other in enumerate(there, 1):
            if word == other:
                run[at] = before[at - 1] + 1
                longest = max(longest, run[at])
        before = run
    return longest / max(1, len(wanted))


def _nothing(asked: StandAlone, hits: tuple[Hit, ...]) -> Answer:
    said = not_then(asked.window) if asked.window and asked.window.days.dated else NOT_FOUND
    return without_answer(asked.whole, said, hits, 1 - LIKELY, asked.window)


def _answer(
    scope: Scope,
    asked: StandAlone,
    hits: tuple[Hit, ...],
    chosen: Sequence[OnTopic],
    short: str | None,
    confidence: float,
) -> Answer:
    if confidence < scope.threshold:
        return _nothing(asked, hits)
    cited: dict[tuple[str, int], tuple[Document, Sentence]] = {}
    for each in chosen:
        for sentence in each.sentences:
            cited.setdefault((sentence.document_id, sentence.start), (each.said.document, sentence))
    citations = cite(cited.values())
    return Answer(
        question=asked.whole,
        text=compose(citations),
        short=" ".join(short.split()) if short else None,
        found=True,
        confidence=confidence,
        citations=citations,
        hits=hits,
        window=asked.window,
    )
