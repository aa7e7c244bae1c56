"""Fit when to show the few words that answer, on the same features as the ranking that ships (fit.py).

    python training/fit_short.py FEATURES.npz ... [--test FEATURES.npz ...]

A logistic regression of "the words of the first sentence are right": with the words of an accepted answer they share a
token F1 of .6 or more, as SQuAD counts it. Of a near miss all words are wrong.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.answer.answering import READ
from qa.english.stems import terms
from qa.evaluation.metrics import short_f1
from qa.reader.short import answers_shortly, facts
from qa.reader.trained import FEATURES, RANKING

RIGHT = 0.6


def load(path: Path) -> tuple[list[dict[str, float]], NDArray[np.bool_]]:
    """What is known of the words of each question's first sentence, where they would be shown, and which are right."""
    with np.load(path, allow_pickle=False) as arrays:
        a = dict(arrays)
    scores = a["features"] @ np.array([RANKING.get(name, 0.0) for name in FEATURES])
    scores[a["silent"] | (a["rank"] >= READ)] = -np.inf
    found, right = [], []
    for q, question in enumerate(a["asked"].tolist()):
        rows = np.flatnonzero(a["question"] == q)
        best = int(rows[scores[rows].argmax()])
        words = str(a["texts"][best])
        if answers_shortly(question, words, terms):
            logits = dict(zip(FEATURES, a["features"][best], strict=True)) | {"rival": float(a["rival"][best])}
            found.append(facts(question, words, logits, terms))
            right.append(short_f1(words, a["answers"][q].split("\t")) >= RIGHT)
    return found, np.array(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fit", nargs="+", type=Path)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    args = parser.parse_args()
    sets = {path: load(path) for path in dict.fromkeys([*args.fit, *args.test])}
    names = list(sets[args.fit[0]][0][0])

    def table(path: Path) -> NDArray[np.float64]:
        return np.array([[each[name] for name in names] for each in sets[path][0]])

    x, y = np.concatenate([table(path) for path in args.fit]), np.concatenate([sets[path][1] for path in args.fit])
    scale = x.std(0) + 1e-9
    model = LogisticRegression(C=10.0, max_iter=1000).fit(x / scale, y)
    print("BIAS =", round(float(model.intercept_[0]), 3))
    print("RIGHT =", {name: round(float(c), 3) for name, c in zip(names, model.coef_[0] / scale, strict=True)})
    for path in sets:
        sure, right = model.predict_proba(table(path) / scale)[:, 1], sets[path][1]
        shares = (
            f"{t}: {(sure >= t).mean():.2f} shown, {right[sure >= t].mean():.2f} right" for t in (0, 0.2, 0.3, 0.4, 0.5)
        )
        print(f"{path.stem}: n {len(right)};", "; ".join(shares))


if __name__ == "__main__":
    main()
