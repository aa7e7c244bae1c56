"""Fit the weights that add the network's scores to the other signals, and the confidence, on kept-out questions.

    python training/fit.py FEATURES.npz ... [--test FEATURES.npz ...]

The ranking is a conditional logit: the softmax over all sentences of a question, the right ones together against the
rest (McFadden 1974). The confidence is a logistic regression of "the first sentence is right" (Platt scaling).
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa.answer.scope import READ
from qa.reader.trained import FEATURES, RANKING

RIDGE = 1e-3


@dataclass
class Questions:
    """All sentences of all questions of some sets, flat; `said` are the few words in each, `begin` is where each
    question begins, `answerable` whether anything answers it."""

    x: NDArray[np.float64]
    said: NDArray[np.str_]
    right: NDArray[np.bool_]
    begin: NDArray[np.int64]
    answerable: NDArray[np.bool_]


def load(path: Path, *, without_gold: bool, read: int = READ) -> Questions:
    with np.load(path, allow_pickle=False) as arrays:
        a = dict(arrays)
    x, keep = a["features"], ~a["silent"]  # which the reader puts last, whatever their scores
    if without_gold:
        keep &= ~a["gold"]
    place = np.zeros(len(keep), np.int64)
    for q in np.unique(a["question"]):
        mine = (a["question"] == q) & keep
        ranks = np.unique(a["rank"][mine])
        place[mine] = np.searchsorted(ranks, a["rank"][mine])
    keep &= place < read
    if "cosine" in a:
        x = np.column_stack([x, a["cosine"]])
    x, question = x[keep].copy(), a["question"][keep]
    begin = np.flatnonzero(np.r_[True, question[1:] != question[:-1]])
    passage = FEATURES.index("passage")
    x[:, passage] -= np.maximum.reduceat(x[:, passage], begin)[np.searchsorted(begin, np.arange(len(x)), "right") - 1]
    return Questions(x, a["texts"][keep], a["label"][keep], begin, a["answerable"][question[begin]])


def joined(parts: list[Questions]) -> Questions:
    offsets = np.cumsum([0, *(len(p.x) for p in parts)])
    return Questions(
        np.concatenate([p.x for p in parts]),
        np.concatenate([p.said for p in parts]),
        np.concatenate([p.right for p in parts]),
        np.concatenate([p.begin + o for p, o in zip(parts, offsets, strict=False)]),
        np.concatenate([p.answerable for p in parts]),
    )


def owners(q: Questions) -> NDArray[np.int64]:
    return np.searchsorted(q.begin, np.arange(len(q.x)), "right") - 1


def fit_ranking(q: Questions) -> NDArray[np.float64]:
    """Weights, one a feature. Questions without a right sentence among those read say nothing here."""
    mean, scale = q.x.mean(0), q.x.std(0) + 1e-9
    z, own = (q.x - mean) / scale, owners(q)
    known = np.maximum.reduceat(q.right, q.begin)

    def lost(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        s = z @ w
        s -= np.maximum.reduceat(s, q.begin)[own]
        e = np.exp(s)
        total, good = np.add.reduceat(e, q.begin), np.add.reduceat(e * q.right, q.begin)
        good = np.maximum(good, 1e-12)
        value = -np.log(good / total)[known].sum() / known.sum() + RIDGE * (w @ w)
        each = (e / total[own] - e * q.right / good[own]) * known[own]
        return value, z.T @ each / known.sum() + 2 * RIDGE * w

    found = minimize(lost, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B")
    return found.x / scale


def spans(q: Questions) -> Iterator[slice]:
    """The rows of each question."""
    return (slice(a, b) for a, b in itertools.pairwise([*q.begin, len(q.x)]))


def chosen(q: Questions, scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The row of the best sentence of each question."""
    return np.array([rows.start + scores[rows].argmax() for rows in spans(q)])


# What the confidence rests on. With "agreed" it knows better which first sentence is right (at 5 % wrong, .68 of the
# questions of SQuAD instead of .47), and less well which have no answer at all (news, AUROC .92 instead of .95).
SURE = ("span", "near", "cosine")
COSINE = "cosine"
# A share in the scores above this says no more.
CERTAIN = 0.999
# What the ranking rests on; the other signals gained nothing, or got a sign against their meaning.
USED = ("sentence", "span", "answers", "passage", "near", "own", "kind", "kind_missing", "role", "depth")
# A near miss counts as so many questions without their passages: there are few, and they are the hard ones.
NEAR_MISS = 4.0


def agreed(ranking: NDArray[np.float64], said: Sequence[str]) -> float:
    """How far the sentences that give the same few words as the best one lead all others: the log-odds of their share
    in the softmax of all scores, shape (sentences,). So a second article that says the same casts no doubt."""
    best = int(ranking.argmax())
    weights = np.exp(ranking - ranking[best])
    same = np.array([words.casefold() == said[best].casefold() for words in said])
    share = min(float(weights[same].sum() / weights.sum()), CERTAIN)
    return math.log(share / (1 - share))


def facts(q: Questions, scores: NDArray[np.float64], names: tuple[str, ...]) -> NDArray[np.float64]:
    """Those of the best sentence of each question: shape (questions, len(names))."""
    columns = dict(zip((*FEATURES, COSINE), q.x[chosen(q, scores)].T, strict=False))
    columns["agreed"] = np.array([agreed(scores[rows], q.said[rows].tolist()) for rows in spans(q)])
    return np.column_stack([columns[name] for name in names])


def told(answered: NDArray[np.float64], refused: NDArray[np.float64]) -> str:
    """How well confidence tells what has an answer from what has none, and the shares that are answered and refused."""
    auc = roc_auc_score(np.r_[np.ones(len(answered)), np.zeros(len(refused))], np.r_[answered, refused])
    shares = (f"{t}:{(answered >= t).mean():.2f}/{(refused < t).mean():.2f}" for t in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4))
    return f"auroc {auc:.3f} answered/refused {' '.join(shares)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fit", nargs="+", type=Path)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--use", nargs="*", default=list(USED), help="features of the ranking")
    parser.add_argument("--keep-ranking", action="store_true", help="fit the confidence over the ranking that ships")
    parser.add_argument("--sure", nargs="*", default=list(SURE), help="features of the confidence")
    parser.add_argument("--read", type=int, default=READ, help="passages read for a question")
    parser.add_argument("--plot", type=Path, help="write the reliability diagram of the test questions here")
    args = parser.parse_args()
    names = [*FEATURES, COSINE]
    with_gold = joined([load(path, without_gold=False, read=args.read) for path in args.fit])
    without = joined([load(path, without_gold=True, read=args.read) for path in args.fit])
    used = [names.index(name) for name in args.use]
    weights = np.array([RANKING.get(name, 0.0) for name in names])
    if not args.keep_ranking:
        weights[:] = 0
        weights[used] = fit_ranking(replace(with_gold, x=with_gold.x[:, used]))
    print("RANKING =", {names[i]: round(float(weights[i]), 3) for i in used})

    def sure(q: Questions) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        scores = q.x @ weights
        return facts(q, scores, tuple(args.sure)), q.right[chosen(q, scores)]

    (xa, ya), (xb, _) = sure(with_gold), sure(without)
    x, y = np.concatenate([xa, xb]), np.concatenate([ya, np.zeros(len(xb), bool)])
    counts = np.where(np.concatenate([with_gold.answerable, without.answerable]), 1.0, NEAR_MISS)
    scale = x.std(0) + 1e-9
    model = LogisticRegression(C=10.0, max_iter=1000).fit(x / scale, y, sample_weight=counts)
    coefficients = model.coef_[0] / scale
    print("BIAS =", round(float(model.intercept_[0]), 3))
    print("CONFIDENCE =", {name: round(float(c), 3) for name, c in zip(args.sure, coefficients, strict=True)})
    shown = []
    for path in dict.fromkeys([*args.fit, *args.test]):
        q, u = (load(path, without_gold=flag, read=args.read) for flag in (False, True))
        (fa, right), (fb, _) = sure(q), sure(u)
        pa, pb = (model.predict_proba(f / scale)[:, 1] for f in (fa, fb))
        ok = q.answerable
        possible = np.maximum.reduceat(q.right, q.begin)[ok].mean()
        print(f"{path.stem}: n {ok.sum()} right {right[ok].mean():.3f} possible {possible:.3f}")
        print("  against the same questions without their passages", told(pa[ok], pb[ok]))
        if not ok.all():
            print(f"  against {(~ok).sum()} near misses", told(pa[ok], pa[~ok]))
        if path in args.test:
            shown.append((np.r_[pa, pb], np.r_[right, np.zeros(len(pb), bool)]))
    if args.plot and shown:
        draw(args.plot, *(np.concatenate(column) for column in zip(*shown, strict=True)))


def draw(path: Path, sure: NDArray[np.float64], right: NDArray[np.bool_]) -> None:
    """The reliability diagram: share of right answers against confidence, ten bins."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 4.5), layout="constrained")
    axes = figure.add_subplot()
    bins = np.minimum((sure * 10).astype(int), 9)
    filled = [b for b in range(10) if (bins == b).any()]
    means = [sure[bins == b].mean() for b in filled]
    shares = [right[bins == b].mean() for b in filled]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(means, shares, marker="o", color="#1f5fa8")
    for b, x, y in zip(filled, means, shares, strict=True):
        axes.annotate(str((bins == b).sum()), (x, y), textcoords="offset points", xytext=(6, -10), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share of first sentences that are right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title(f"{len(sure)} questions, half of them without their answer", fontsize=10)
    FigureCanvasAgg(figure).print_png(path)


if __name__ == "__main__":
    main()
