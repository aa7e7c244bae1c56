"""Pasted excerpts, found and declined: `.venv/bin/python benchmarks/excerpts.py FOLDER [--other FOLDER] [--index DIR]`.

FOLDER holds `docs.jsonl[.gz]` (id, title, text, date) of news. 300 of its articles are kept out of the index. Then 500
excerpts of the others are pasted to the letter (one to three sentences, some cut inside one, quotation marks and dashes
typed otherwise), 500 more with words altered (two replaced, one dropped, one in other capitals), and 500 foreign ones:
of the articles kept out and of `--other`, without six words in a row that stand in one of the others. Right is every
article that holds the words in a row, whatever stands between them.

`--index DIR` keeps the index; `--seed N` draws other excerpts of the same articles; `--show` prints what went wrong.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import qa
from qa.english.sentences import split
from qa.types import Answer, Document

KEPT_OUT, EACH = 300, 500
LEAST_WORDS = 8
RUN = 6
ALTERED_WORDS = 12  # of fewer, four altered words leave another sentence
ASKED = ("{}", "{}", "Where is this quotation from? “{}”", "Which article says: {}")
Row = dict[str, Any]
_WORDS = re.compile(r"\w+")


class Excerpt(NamedTuple):
    """`right` are the ids of the articles that hold it, `altered` the words put in the place of others."""

    text: str
    right: frozenset[str]
    altered: tuple[str, ...] = ()


def main(folder: Path, other: Path | None, index: Path, seed: int, show: bool) -> None:
    documents = list(rows(next(folder.glob("docs.jsonl*"))))
    out = set(random.Random(20260).sample(range(len(documents)), KEPT_OUT))
    kept = [each for at, each in enumerate(documents) if at not in out]
    if not (index / "CURRENT").is_file():
        source = index.parent / "docs.jsonl"
        source.write_text("".join(json.dumps(each) + "\n" for each in kept), encoding="utf-8")
        qa.build_index(source, index, model="static")
    assistant = qa.Assistant.open(index)
    assistant.warm()
    chance = random.Random(seed)
    words = Words(kept)
    exact = list(drawn(chance, kept, words))
    strangers = [each for at, each in enumerate(documents) if at in out]
    foreign = unheard(chance, strangers, words, EACH // 2 if other else EACH)
    if other:
        foreign += unheard(chance, list(rows(next(other.glob("docs.jsonl*")))), words, EACH - len(foreign))
    altered = [with_words_altered(chance, each, words.some) for each in drawn(chance, kept, words, least=ALTERED_WORDS)]
    for name, excerpts in (("exact", exact), ("altered", altered), ("foreign", foreign)):
        measure(name, assistant, excerpts, chance, show)


def rows(file: Path) -> Iterator[Row]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Words:
    """The words of all articles: which articles hold a run of them."""

    def __init__(self, documents: Sequence[Row]) -> None:
        self.some: list[str] = []
        self._texts: dict[str, str] = {}
        self._holding: dict[str, set[str]] = defaultdict(set)
        for each in documents:
            found = _WORDS.findall(each["text"])
            self.some += found[::50]
            self._texts[each["id"]] = f" {' '.join(found).casefold()} "
            for word in set(self._texts[each["id"]].split()):
                self._holding[word].add(each["id"])

    def shares(self, text: str) -> bool:
        """Whether an article holds a run of `RUN` words of it."""
        found = _WORDS.findall(text)
        return any(self.holding(" ".join(found[at : at + RUN])) for at in range(len(found) - RUN + 1))

    def holding(self, text: str) -> frozenset[str]:
        wanted = " ".join(_WORDS.findall(text)).casefold()
        rarest = min((self._holding.get(word, set()) for word in wanted.split()), key=len)
        return frozenset(each for each in rarest if f" {wanted} " in self._texts[each])


def drawn(
    chance: random.Random, documents: Sequence[Row], words: Words, count: int = EACH, least: int = LEAST_WORDS
) -> Iterator[Excerpt]:
    """One to three sentences each, two in five of them cut inside the first and the last one."""
    while count:
        row = chance.choice(documents)
        sentences = split(Document("", "", row["text"]))
        first = chance.randrange(len(sentences)) if sentences else 0
        some = sentences[first : first + chance.randint(1, 3)]
        if not some:
            continue
        text = " ".join(row["text"][some[0].start : some[-1].end].split())
        pieces = text.split(" ")
        if chance.random() < 0.4 and len(pieces) >= LEAST_WORDS + 8:
            text = " ".join(pieces[chance.randint(1, 3) : -chance.randint(1, 2)])
        if len(_WORDS.findall(text)) >= least:
            count -= 1
            yield Excerpt(retyped(chance, text), words.holding(text))


def unheard(chance: random.Random, documents: Sequence[Row], words: Words, count: int) -> list[Excerpt]:
    """Excerpts of which no part stands in the articles: agencies write for several papers."""
    fresh = (each for each in drawn(chance, documents, words, 20 * count) if not words.shares(each.text))
    return list(itertools.islice(fresh, count))


def retyped(chance: random.Random, text: str) -> str:
    """With the marks of another keyboard, half the time."""
    marks = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "—": "-", "–": "-", "…": "..."})
    return text.translate(marks) if chance.random() < 0.5 else text


def with_words_altered(chance: random.Random, excerpt: Excerpt, others: Sequence[str]) -> Excerpt:
    words = excerpt.text.split(" ")
    first, second, dropped, cased = chance.sample(range(len(words)), 4)
    put = []
    for at in (first, second):
        number = re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(1, 9)), words[at])
        words[at] = number if number != words[at] else chance.choice(others)
        put.append(words[at])
    words[cased] = words[cased].swapcase()
    del words[dropped]
    return excerpt._replace(text=" ".join(words), altered=tuple(put))


def measure(name: str, assistant: qa.Assistant, excerpts: Sequence[Excerpt], chance: random.Random, show: bool) -> None:
    counted = dict.fromkeys(("first", "any", "exact", "marked", "found", "origin", "changed"), 0)
    seconds = []
    for each in excerpts:
        asked = chance.choice(ASKED).format(each.text)
        begun = time.perf_counter()
        answer = assistant.ask(asked)
        seconds.append(time.perf_counter() - begun)
        cited = [citation.document.id for citation in answer.citations] if answer.origins else []
        first = bool(cited) and cited[0] in each.right
        counted["first"] += first
        counted["any"] += bool(each.right & set(cited))
        counted["exact"] += bool(cited) and answer.origins[0].exact
        counted["found"] += answer.found
        counted["origin"] += bool(answer.origins)
        counted["marked"] += sum(marked(answer, word) for word in each.altered)
        counted["changed"] += len(each.altered)
        if show and (first == (name == "foreign") or (name == "foreign" and answer.origins)):
            told = [(o.similarity, [(a.text, a.there) for a in o.altered]) for o in answer.origins[:1]]
            print(f"  {name} {asked!r}\n    {answer.text[:200]!r} {told} {sorted(each.right)[:3]} {cited[:3]}")
    n, ms = len(excerpts), sorted(1000 * each for each in seconds)
    print(
        f"{name} of {n}: right article first {counted['first'] / n:.3f}, among those told {counted['any'] / n:.3f}; "
        f"to the letter {counted['exact'] / n:.3f}; altered words marked {counted['marked']} of {counted['changed']}; "
        f"no origin told {1 - counted['origin'] / n:.3f}, nothing answered {1 - counted['found'] / n:.3f}; "
        f"median {statistics.median(ms):.0f} ms, 95 % {ms[int(0.95 * n)]:.0f} ms",
        flush=True,
    )


def marked(answer: Answer, word: str) -> bool:
    return any(word in altered.text for origin in answer.origins[:1] for altered in origin.altered)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        kept_index = given.index or Path(temporary) / "index"
        main(given.folder, given.other, kept_index, given.seed, given.show)
