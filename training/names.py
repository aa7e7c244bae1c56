"""Train what tells the kinds of names: `python training/names.py CROSSNER GUM [--write]`.

CROSSNER is a checkout of zliucr/CrossNER (MIT), of which `ner_data/{ai,literature,music,politics,science}` is read and
not its copy of CoNLL; GUM one of amir-zeldes/gum (annotations CC BY 4.0), of which the genres below are read, whose
texts are CC BY or CC BY-SA. Names are labelled as a build finds them: of all mentions in a "folder" of documents.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, confusion_matrix

from qa.english.naming import cues
from qa.english.naming.candidates import candidates

DOMAINS = ("ai", "literature", "music", "politics", "science")
GENRES = ("academic", "bio", "court", "voyage", "news", "interview")
PERSON, ORGANISATION, PLACE, NONE = range(4)
KIND = {
    **dict.fromkeys("person politician writer musicalartist scientist researcher".split(), PERSON),
    **dict.fromkeys("organisation organization politicalparty university band".split(), ORGANISATION),
    **dict.fromkeys("location country place".split(), PLACE),
}
KINDS = ("person", "organisation", "place", "none")
# Of the mentions of a silver name.
SURE = 0.7
GENITIVE = re.compile(r"(?:['’]s)?$")


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


class Form(NamedTuple):
    """A name in a folder, its label, and what stands beside its mentions, of which so large a `share` says so."""

    name: str
    label: int
    places: list[list[str]]
    share: float


def forms(folder: list[Labelled]) -> list[Form]:
    """The names of a folder as a build sees them, each with the kind of most of its mentions."""
    labels: dict[str, Counter] = defaultdict(Counter)
    places: dict[str, list[list[str]]] = defaultdict(list)
    for document in folder:
        gold = {span[:2]: span[2] for span in document.spans}
        ends = {end: (start, kind) for start, end, kind in document.spans}
        within_gold = False
        for each in candidates(document.text):
            kind = gold.get((each.start, each.end))
            if kind is None and each.end in ends:
                start, k = ends[each.end]
                lead = document.text[min(start, each.start) : max(start, each.start)].strip()
                # An article, or titles, make no other name.
                if start != each.start and (each.titled or lead.casefold() == "the" or not lead):
                    kind = k
            if each.whole:
                within_gold = kind is not None
            elif within_gold:
                continue
            name = document.text[each.start : each.end]
            labels[name][NONE if kind is None else kind] += 1
            places[name].append(cues.beside(document.text, each))
    found = []
    for name, counted in labels.items():
        label, most = counted.most_common(1)[0]
        found.append(Form(name, label, places[name], most / counted.total()))
    return found


def folders(documents: list[Labelled], size: int, seed: int) -> list[list[Labelled]]:
    order = documents[:]
    random.Random(seed).shuffle(order)
    return [order[at : at + size] for at in range(0, len(order), size)]


LEAST = 4


def vocabulary(all_forms: list[Form]) -> dict[str, int]:
    counted = Counter(cue for form in all_forms for place in form.places for cue in set(place))
    return {cue: at for at, cue in enumerate(sorted(c for c, n in counted.items() if n >= LEAST))}


def matrix(all_forms: list[Form], words: dict[str, int]) -> csr_matrix:
    """Own features as they are, those of the places as the mean over them, times how many there are."""
    rows, columns, values = [], [], []
    for at, form in enumerate(all_forms):
        for bucket in set(cues.own(form.name)):
            rows.append(at)
            columns.append(bucket)
            values.append(OWN)
        scale = evidence(len(form.places)) / len(form.places)
        count = Counter(words[cue] for place in form.places for cue in place if cue in words)
        for word, n in count.items():
            rows.append(at)
            columns.append(cues.BUCKETS + word)
            values.append(n * scale)
    return csr_matrix((values, (rows, columns)), shape=(len(all_forms), cues.BUCKETS + len(words)))


# Of what a name shows by itself so much is believed, that new names are told by what stands beside them.
OWN = 0.5


def evidence(mentions: int) -> float:
    return min(mentions, 16) ** 0.5


def silver(file: Path) -> Iterator[Labelled]:
    """What `name_spans.py` wrote, a document a line."""
    for line in file.open(encoding="utf-8"):
        document = json.loads(line)
        text = document["text"]
        spans = [(s, e - len(GENITIVE.search(text[s:e])[0]), k) for s, e, k in document["spans"]]
        yield Labelled(text, spans)


def sure(found: list[Form]) -> list[Form]:
    """Those of which a model that marks every mention by itself is of one mind."""
    return [form for form in found if form.share >= SURE]


def main() -> None:
    global OWN
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("crossner", type=Path)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--silver", type=Path, nargs="*", default=[])
    parser.add_argument("--weight", type=float, default=0.3, help="of a silver name")
    parser.add_argument("--own", type=float, default=OWN, help="weight of what a name shows by itself")
    parser.add_argument("--c", type=float, default=0.3)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    OWN = options.own
    gums = list(gum(options.gum))
    test_names = {name for at, (name, _) in enumerate(gums) if at % 5 == 0}
    train_docs = [d for split in ("train", "dev") for d in crossner(options.crossner, split)]
    test_docs = list(crossner(options.crossner, "test"))
    if options.write:
        train_docs += test_docs
    gum_train = [d for name, d in gums if options.write or name not in test_names]
    gum_test = [d for name, d in gums if name in test_names]
    learnt: list[Form] = []
    for folder in folders(train_docs, 150, 0):
        learnt += forms(folder)
    for size in (1, 10):
        for folder in folders(gum_train, size, 0):
            learnt += forms(folder)
    weights = [1.0] * len(learnt)
    for file in options.silver:
        documents = list(silver(file))
        for folder in folders(documents, 3, 0):
            learnt += sure(forms(folder))
    weights += [options.weight] * (len(learnt) - len(weights))
    print(len(learnt), "forms", Counter(f.label for f in learnt))
    words = vocabulary(learnt)
    print(len(words), "cues")
    model = LogisticRegression(C=options.c, max_iter=200, tol=1e-3)
    model.fit(matrix(learnt, words), [f.label for f in learnt], sample_weight=weights)
    for name, docs, size in (("crossner", test_docs, 150), ("gum", gum_test, 5)):
        held = [f for folder in folders(docs, size, 0) for f in forms(folder)]
        told = model.predict(matrix(held, words))
        print(name)
        print(classification_report([f.label for f in held], told, target_names=KINDS, digits=3))
        print(confusion_matrix([f.label for f in held], told))
    if options.write:
        write(options.write, model, words)


def write(file: Path, model: LogisticRegression, words: dict[str, int]) -> None:
    """Half precision, against what is no name; cues that tell hardly anything are left out."""
    table = (model.coef_[:NONE] - model.coef_[NONE]).T
    bias = model.intercept_[:NONE] - model.intercept_[NONE]
    own, beside = OWN * table[: cues.BUCKETS], table[cues.BUCKETS :]
    order = sorted(words, key=words.__getitem__)
    kept = np.flatnonzero(np.abs(beside).max(1) > 0.02)
    told = "\n".join(order[at] for at in kept)
    np.savez_compressed(
        file,
        own=own.astype(np.float16),
        beside=beside[kept].astype(np.float16),
        bias=bias.astype(np.float32),
        words=np.frombuffer(told.encode(), np.uint8),
    )
    print(file, file.stat().st_size, "bytes,", len(kept), "cues")


if __name__ == "__main__":
    main()
