"""Questions to go on with, each of which this index really answers: made by templates, then asked.

No language model: `candidates` makes the questions, of which only those stay whose answer is sure and stands where the
question came from.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from qa.assistant import Assistant
from qa.candidates import Candidate, candidates
from qa.index import Index
from qa.lexical import terms
from qa.sentences import split
from qa.types import Answer, Day, Document

MOST = 3
# So many candidates are asked at most, and after so many seconds none but the first: somebody waits.
ASKED = 6
SECONDS = 1.2
# "Medium" in the words of the page, and far above the threshold of an answer.
SURE = 0.4
# Candidates are made from the articles that were cited, then from the nearest others: so many, and so much of each.
ARTICLES = 8
READ_CHARACTERS = 20_000
# Openers are looked for in so many of the newest articles, at most two questions each.
NEWEST = 12

_FUNCTION_WORDS = "who what when how much is was did does will the a an of in on at for cost"


def suggest(
    assistant: Assistant,
    question: str,
    cited: Iterable[tuple[str, str]],
    since: Day | None = None,
    until: Day | None = None,
    sources: Sequence[str] | None = None,
) -> list[str]:
    """At most three questions about other people and things in the articles of an answer and the nearest to it.

    `question` is what was asked, `cited` has document id and text of each citation: neither comes again. The filters
    are those of the question. Raises BadFilter, ModelNotFound, IndexInvalid.
    """
    begun = time.monotonic()
    pairs = list(cited)
    near = assistant.retriever.search(question, ARTICLES, since, until, sources)
    ids = [*(document_id for document_id, _ in pairs), *(hit.document.id for hit in near)]
    known = set(terms(question)) | set(terms(_FUNCTION_WORDS))
    seen = {text for _, text in pairs}
    found: list[str] = []
    asked = 0
    for candidate in _ranked(map(_raised, _documents(assistant.index, ids))):
        if asked == ASKED or len(found) == MOST or (asked and time.monotonic() - begun > SECONDS):
            break
        if candidate.sentence in seen or set(terms(candidate.question)) <= known:
            continue
        asked += 1
        answer = assistant.ask(candidate.question, (), since, until, sources)
        if _is_right(answer, candidate) and not {answer.citations[0].text, answer.short} & seen:
            found.append(candidate.question)
            seen |= {candidate.sentence, answer.citations[0].text, answer.short or candidate.sentence}
    return found


def openers(assistant: Assistant, limit: int = 4) -> list[str]:
    """Questions to begin with, one of each of the newest articles that gives one; fewer, or none, when few do.

    Asks up to 24 questions: seconds. Raises ModelNotFound, IndexInvalid.
    """
    newest = assistant.index.store.listing(sort="date", descending=True, limit=NEWEST).documents
    found: list[str] = []
    seen: set[str] = set()
    for document in _documents(assistant.index, [listed.id for listed in newest]):
        for candidate in _ranked([_raised(document)])[:2]:
            answer = assistant.ask(candidate.question)
            if _is_right(answer, candidate) and not {answer.citations[0].text, answer.short} & seen:
                found.append(candidate.question)
                seen |= {answer.citations[0].text, answer.short or candidate.sentence}
                break
        if len(found) == limit:
            break
    return found


def _documents(index: Index, document_ids: Iterable[str]) -> Iterator[Document]:
    """The documents, each once; one that a build has removed meanwhile is passed over."""
    for document_id in list(dict.fromkeys(document_ids))[:ARTICLES]:
        try:
            yield index.document(document_id)
        except (KeyError, UnicodeEncodeError):  # half of a surrogate pair is no id
            continue


def _raised(document: Document) -> list[Candidate]:
    """What a document raises, in its order."""
    beginning = Document(document.id, document.title, document.text[:READ_CHARACTERS])
    return [candidate for sentence in split(beginning) for candidate in candidates(sentence.text)]


def _ranked(articles: Iterable[Sequence[Candidate]]) -> list[Candidate]:
    """The better kinds first, of each article one before the second of any; each person or thing once."""
    placed = [(each.rank, place, each) for raised in articles for place, each in enumerate(raised)]
    once: dict[str, Candidate] = {}
    for _, _, candidate in sorted(placed, key=lambda each: each[:2]):
        once.setdefault(candidate.about.casefold(), candidate)
    return list(once.values())


def _is_right(answer: Answer, candidate: Candidate) -> bool:
    """Whether an answer is sure and cites first the sentence that raised the question, or one that raises the same."""
    if not answer.found or answer.confidence < SURE:
        return False
    first = answer.citations[0].text
    return first == candidate.sentence or candidate.question in {each.question for each in candidates(first)}
