"""Texts in which names are marked, and texts in which none are, for `names.py`: CrossNER (MIT), GUM (annotations CC BY
4.0), WikiGold (CC BY 4.0); SQuAD (CC BY-SA 4.0) and the articles written for this project.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from written import articles

DOMAINS = ("ai", "literature", "music", "politics", "science")
# Those whose texts are CC BY or CC BY-SA.
GENRES = ("academic", "bio", "court", "voyage", "news", "interview")
PERSON, ORGANISATION, PLACE, NONE = range(4)
KIND = {
    **dict.fromkeys("PER person politician writer musicalartist scientist researcher".split(), PERSON),
    **dict.fromkeys("ORG organisation organization politicalparty university band".split(), ORGANISATION),
    **dict.fromkeys("LOC location country place".split(), PLACE),
}
WIKIGOLD = "data/wikigold/CONLL-format/data/wikigold.conll.txt"
# Paragraphs of an article of SQuAD: as many articles as possible.
PARAGRAPHS = 12


class Labelled(NamedTuple):
    """A document: its text, and the names in it: (start, end, kind)."""

    text: str
    spans: list[tuple[int, int, int]]


def shown(repository: Path, name: str) -> str:
    """A file of a repository without a work tree."""
    return subprocess.run(
        ["git", "-C", str(repository), "show", f"HEAD:{name}"], capture_output=True, check=True, text=True
    ).stdout


def crossner(repository: Path, split: str) -> Iterator[Labelled]:
    for domain in DOMAINS:
        for block in shown(repository, f"ner_data/{domain}/{split}.txt").split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
            if rows:
                yield joined([row[0] for row in rows], [row[1] for row in rows])


def joined(words: list[str], tags: list[str]) -> Labelled:
    text, spans = "", []
    quote = False
    for word, tag in zip(words, tags, strict=True):
        glue = (
            word in {",", ".", ";", ":", ")", "!", "?", "%", "'s", "’s", "''"} or text.endswith(("(", "“")) or not text
        )
        if word in {'"', "``"}:
            quote = not quote
            word, glue = ("“", not text) if quote else ("”", True)
        text += ("" if glue else " ") + word
        start = len(text) - len(word)
        if tag.startswith("B-"):
            spans.append([start, len(text), KIND.get(tag[2:], NONE)])
        elif tag.startswith("I-") and spans:
            spans[-1][1] = len(text)
    return Labelled(text, [tuple(span) for span in spans])


def gum(repository: Path) -> Iterator[tuple[str, Labelled]]:
    names = subprocess.run(
        ["git", "-C", str(repository), "ls-tree", "-r", "HEAD", "dep/", "--name-only"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    for name in names:
        if (match := re.match(r"dep/GUM_(\w+?)_\w+\.conllu", name)) and match[1] in GENRES:
            yield name, conllu(shown(repository, name))


def conllu(text: str) -> Labelled:
    out, spans, open_ = "", [], []
    heads: list[tuple[int, int, str]] = []
    for line in text.splitlines():
        if line.startswith("# newpar") and out:
            out = out.rstrip() + "\n\n"
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        misc = dict(part.partition("=")[::2] for part in cells[9].split("|"))
        start = len(out)
        out += cells[1]
        end = len(out)
        heads.append((start, end, cells[4]))
        for mark in re.findall(r"\([^()]+\)?|[^()]+\)", misc.get("Entity", "")):
            if mark.startswith("("):
                number, kind = mark.strip("()").split("-")[:2]
                if mark.endswith(")"):
                    spans.append((start, end, kind))
                else:
                    open_.append((number, kind, start))
            else:
                number = mark.strip("()")
                for at in range(len(open_) - 1, -1, -1):
                    if open_[at][0] == number:
                        _, kind, begun = open_.pop(at)
                        spans.append((begun, end, kind))
                        break
        if misc.get("SpaceAfter") != "No":
            out += " "
    return Labelled(out, proper(out, spans, heads))


def proper(
    text: str, spans: list[tuple[int, int, str]], heads: list[tuple[int, int, str]]
) -> list[tuple[int, int, int]]:
    """The named ones, from their first capital to their last: GUM marks whole noun phrases."""
    tag = {start: each for start, _, each in heads}
    found = {}
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        tokens = [(s, e) for s, e, _ in heads if start <= s and e <= end]
        first = next((at for at, (s, _) in enumerate(tokens) if text[s].isupper() and tag[s].startswith("NNP")), None)
        if first is None:
            continue
        last = first
        while last + 1 < len(tokens) and (
            tag[tokens[last + 1][0]].startswith("NNP")
            or (
                last + 2 < len(tokens)
                and text[tokens[last + 1][0] : tokens[last + 1][1]] in {"of", "for", "de", "&", "-"}
                and tag[tokens[last + 2][0]].startswith("NNP")
            )
        ):
            last += 1
        if (
            any(tag[s].startswith("NN") for s, _ in tokens[last + 1 :])
            and tokens[last + 1][0] - tokens[last][1] <= 1
            and tag[tokens[last + 1][0]].startswith("NN")
        ):
            continue  # "Obama administration": another head
        span = tokens[first][0], tokens[last][1]
        found[span] = KIND.get(kind, NONE)  # the innermost one counts
    return [(*span, kind) for span, kind in found.items()]


def wikigold(repository: Path) -> Iterator[Labelled]:
    """Its documents; a name begins where the kind before is another."""
    for block in shown(repository, WIKIGOLD).split("-DOCSTART- O"):
        rows = [line.split() if " " in line else ["", "O"] for line in block.strip().splitlines()]
        tags, last = [], "O"
        for _, tag in rows:
            tags.append(tag if tag == "O" else ("I-" if tag == last else "B-") + tag[2:])
            last = tag
        words = [(word, tag) for (word, _), tag in zip(rows, tags, strict=True) if word]
        if words:
            yield joined(*map(list, zip(*words, strict=True)))


def written(folder: Path) -> Iterator[list[Labelled]]:
    """The articles of each file of `training/articles/read`, which is a folder of articles; nothing is marked."""
    for file in sorted(folder.glob("*.txt")):
        yield [Labelled(article.document.text, []) for article in articles(file)]


def squad(file: Path) -> Iterator[list[Labelled]]:
    """The articles of SQuAD, from `docs.jsonl.gz`; nothing is marked."""
    paragraphs: dict[str, list[str]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            paragraphs[document["article"]].append(document["text"])
    for each in paragraphs.values():
        yield [Labelled("\n\n".join(each[:PARAGRAPHS]), [])]
