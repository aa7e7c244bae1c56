"""A question -> what a model writes on it, sentence by sentence, each behind the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa.embedder import Embedder
from qa.errors import EndpointFailed
from qa.gate import Verdict
from qa.gate.checking import THRESHOLD, check
from qa.types import Answer, Citation
from qa.written import WrittenAnswer, WrittenSentence
from qa.written.endpoint import Endpoint
from qa.written.gathering import ground, offered
from qa.written.parsing import Draft, drafts
from qa.written.prompt import NOT_FOUND, messages

MOST_SENTENCES = 12
"""Of an answer; what a model writes beyond is not shown."""

NOTHING = "The model wrote nothing that the articles bear out."
NONE_FOUND = "The model found no answer in these sentences."

Shown = Callable[[WrittenSentence], None]


def write(answer: Answer, endpoint: Endpoint, embedder: Embedder, shown: Shown = lambda _: None) -> WrittenAnswer:
    """Have a model write on the question of an answer. Each sentence is handed to `shown` once it has passed the gate
    or was struck. Raises ModelNotFound; a model that cannot be had is told in the result."""
    given = offered(answer)
    if not given:
        return WrittenAnswer(answer.question, (), (), answer, NONE_FOUND)
    numbers: dict[int, int] = {}
    sentences: list[WrittenSentence] = []
    told = ""
    try:
        pieces = endpoint.stream(messages(answer.question, given))
        for sentence in _judged(drafts(pieces), given, numbers, embedder):
            sentences.append(sentence)
            shown(sentence)
    except EndpointFailed as error:
        told, sentences = str(error), []  # half an answer may lack the half that matters
    if not told and all(each.struck for each in sentences):
        told = NOTHING if sentences else NONE_FOUND
    cited = {each.number: each for each in given}
    citations = tuple(replace(cited[old], number=new) for old, new in numbers.items()) if sentences else ()
    return WrittenAnswer(answer.question, tuple(sentences), citations, answer, told)


def _judged(
    written: Iterator[Draft], given: Sequence[Citation], numbers: dict[int, int], embedder: Embedder
) -> Iterator[WrittenSentence]:
    """`numbers` gets the new number of each sentence that is named, in the order they are named."""
    cited = {each.number: each for each in given}
    for count, draft in enumerate(written):
        if count >= MOST_SENTENCES:
            return
        if draft.text.strip(" .").upper() == NOT_FOUND:
            continue
        named = [cited[number] for number in draft.numbers if number in cited]
        verdict = _verdict(draft, named, embedder)
        struck = verdict.support < THRESHOLD
        reasons = verdict.reasons or ("the sentences that it names do not say so",)
        yield WrittenSentence(
            draft.text,
            tuple(numbers.setdefault(each.number, len(numbers) + 1) for each in named),
            round(verdict.support, 3),
            struck,
            reasons if struck else (),
        )


def _verdict(draft: Draft, named: Sequence[Citation], embedder: Embedder) -> Verdict:
    if len(named) < len(draft.numbers):
        return Verdict(0.0, ("it names a sentence that there is not",))
    return check(draft.text, [ground(each) for each in named], embedder)
