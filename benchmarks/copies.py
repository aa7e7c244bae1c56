"""Planted copies of reports: found, lost, and different reports folded: `.venv/bin/python benchmarks/copies.py`.

Reports are generated (seeds are fixed) or, with `FILE.jsonl[.gz]` as argument, taken from its `text` fields. A part of
them is copied: to the letter; with one word in ten replaced; with the paragraphs in another order; with a third more of
another report around; the first half alone. Then tells what sketches and groups cost against embedding.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from pathlib import Path

from qa.index.stories import NO_STORY, group, sketch

KINDS = ("exact", "edited", "reordered", "wrapped", "halved")
REPORTS, COPIED = 1000, 100

_SUBJECTS = (
    "minister mayor union company council province court river museum school harbour railway hospital bank".split()
)
_VERBS = "opened closed rejected praised bought measured repaired found lost announced delayed counted visited".split()
_OBJECTS = "bridge ferry budget strike turbine road archive inquiry garden vaccine station dike opera harvest".split()
_PLACES = "Halvern Tarnmouth Orrinford Karsbro Brennick Skarre Novelle Ivar Marlow Lindholm Vastra Estmark".split()
_TAILS = "after a long dispute|for the first time since the war|before a large crowd|without a word of thanks|".split(
    "|"
)
_WORDS = "quiet green narrow sudden distant former heavy recent common public early bitter modest famous steep".split()


def article(chance: random.Random, sentences: int = 12) -> str:
    """A report of so many sentences, three a paragraph."""
    told = [_sentence(chance) for _ in range(sentences)]
    return "\n\n".join(" ".join(told[at : at + 3]) for at in range(0, len(told), 3))


def _sentence(chance: random.Random) -> str:
    kind, what = chance.choice(_WORDS), chance.choice(_OBJECTS)
    number = chance.randint(2, 9000)
    return (
        f"The {chance.choice(_WORDS)} {chance.choice(_SUBJECTS)} of {chance.choice(_PLACES)} {chance.choice(_VERBS)} "
        f"{number} {kind} {what}s near {chance.choice(_PLACES)} {chance.choice(_TAILS)}".rstrip()
        + "."
    )


def planted(kind: str, text: str, chance: random.Random) -> str:
    """A copy of one of the `KINDS`."""
    paragraphs = text.split("\n\n") if "\n\n" in text else text.split("\n")
    match kind:
        case "edited":
            words = text.split(" ")
            for at in chance.sample(range(len(words)), len(words) // 10):
                words[at] = chance.choice(_WORDS)
            return " ".join(words)
        case "reordered":
            return "\n\n".join(chance.sample(paragraphs, len(paragraphs)))
        case "wrapped":
            around = max(2, len(text) // 600)
            return f"{article(chance, around)}\n\n{text}\n\n{article(chance, around)}"
        case "halved":
            return text[: len(text) // 2]
    return text


def main(file: Path | None) -> None:
    chance = random.Random(1)
    texts = _texts(file, chance) if file else [article(chance, chance.randint(6, 24)) for _ in range(REPORTS)]
    alone = group([sketch(text) for text in texts])
    print(f"{len(texts)} reports, {sum(alone != NO_STORY)} of them in stories before any is copied")
    plain = [at for at in range(len(texts)) if alone[at] == NO_STORY and len(texts[at]) > 500]
    for kind in KINDS:
        chosen = chance.sample(plain, COPIED)
        copied = [planted(kind, texts[at], chance) for at in chosen]
        stories = group([sketch(text) for text in [*texts, *copied]])
        found = sum(
            stories[at] not in (NO_STORY,) and stories[at] == stories[len(texts) + n] for n, at in enumerate(chosen)
        )
        wrong = sum(stories[at] != NO_STORY for at in plain if at not in set(chosen))
        print(f"{kind}: {found} of {COPIED} found, {wrong} of {len(plain) - COPIED} others folded")
    started = time.perf_counter()
    group([sketch(text) for text in texts])
    seconds = time.perf_counter() - started
    print(f"{1e6 * seconds / sum(map(len, texts)):.2f} s for a million characters, of {len(texts)} reports")


def _texts(file: Path, chance: random.Random) -> list[str]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return chance.sample(texts, min(REPORTS, len(texts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
