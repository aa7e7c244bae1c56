"""Medians of the rounds as Markdown tables, and the picture of cost against size."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rounds = Sequence[Mapping[str, Any]]

COLUMNS = {
    "passages": lambda rounds: f"{rounds[0]['passages']:,}",
    "characters of a result": lambda rounds: f"{rounds[0]['characters']:,.0f}",
    "build, s": lambda rounds: _spread(rounds, "build"),
    "its CPU, s": lambda rounds: f"{middle(rounds, 'cpu'):.1f}",
    "model loaded, s": lambda rounds: f"{middle(rounds, 'loading'):.1f}",
    "ready to search, s": lambda rounds: f"{middle(rounds, 'ready'):.1f}",
    "search p50 / p99, ms": lambda rounds: f"{percentile(rounds, 0.5):.1f} / {percentile(rounds, 0.99):.1f}",
    "after a change of 1 %, s": lambda rounds: f"{middle(rounds, 'update'):.2f}",
    "disk / after the change, MB": lambda rounds: f"{_mb(rounds, 'disk'):.1f} / {_mb(rounds, 'update_disk'):.1f}",
    "memory searching / peak, MB": lambda rounds: (
        f"{middle(rounds, 'memory'):.0f} / {middle(rounds, 'search_peak'):.0f}"
    ),
    "peak building, MB": lambda rounds: f"{middle(rounds, 'build_peak'):.0f}",
    "hit@1 / @5": lambda rounds: f"{rounds[0]['hit@1']:.3f} / {rounds[0]['hit@5']:.3f}",
    "hit in the first 1,000 / 2,000 characters": lambda rounds: (
        f"{rounds[0]['hit in 1000']:.3f} / {rounds[0]['hit in 2000']:.3f}"
    ),
    "article@1 / @5": lambda rounds: f"{rounds[0]['article@1']:.3f} / {rounds[0]['article@5']:.3f}",
}


def table(results: Mapping[str, Rounds]) -> str:
    """One row a figure and one column an engine."""
    lines = ["| | " + " | ".join(results) + " |", "|---" * (len(results) + 1) + "|"]
    for title, cell in COLUMNS.items():
        lines.append(f"| {title} | " + " | ".join(cell(rounds) for rounds in results.values()) + " |")
    return "\n".join(lines)


def usage(results: Mapping[str, Rounds]) -> str:
    """How each was used, and its versions."""
    lines = ["| | passages | after a change | versions |", "|---|---|---|---|"]
    for name, rounds in results.items():
        first = rounds[0]
        versions = ", ".join(f"{package} {number}" for package, number in first["versions"].items())
        lines.append(f"| {name} | {first['cut']} | {first['renewal']} | {versions} |")
    return "\n".join(lines)


def growth(sizes: Mapping[int, Mapping[str, Rounds]]) -> str:
    lines = ["| articles | engine | passages | build, s | search p50, ms |", "|---|---|---|---|---|"]
    for count, results in sizes.items():
        for name, rounds in results.items():
            lines.append(
                f"| {count:,} | {name} | {rounds[0]['passages']:,} | {middle(rounds, 'build'):.1f} "
                f"| {percentile(rounds, 0.5):.1f} |"
            )
    return "\n".join(lines)


def draw(sizes: Mapping[int, Mapping[str, Rounds]], target: Path) -> None:
    """Seconds of a build and milliseconds of a search against passages, one line an engine."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
    for name in next(iter(sizes.values())):
        every = [results[name] for results in sizes.values()]
        passages = [rounds[0]["passages"] for rounds in every]
        left.plot(passages, [middle(rounds, "build") for rounds in every], "o-", label=name)
        right.plot(passages, [percentile(rounds, 0.5) for rounds in every], "o-", label=name)
    for axes, label in ((left, "build, seconds"), (right, "search, median milliseconds")):
        axes.set(xlabel="passages", ylabel=label, xlim=(0, None), ylim=(0, None))
        axes.grid(alpha=0.3)
    left.legend(frameon=False)
    figure.savefig(target, dpi=150)
    pyplot.close(figure)


def middle(rounds: Rounds, figure: str) -> float:
    return float(statistics.median(one[figure] for one in rounds))


def percentile(rounds: Rounds, share: float) -> float:
    """Over all questions of all rounds."""
    times = sorted(ms for one in rounds for ms in one["times"])
    return float(times[min(len(times) - 1, int(share * len(times)))])


def _spread(rounds: Rounds, figure: str) -> str:
    """The median, and the least and the most where there are several."""
    values = [one[figure] for one in rounds]
    middle_value = f"{statistics.median(values):.1f}"
    return middle_value if len(values) == 1 else f"{middle_value} ({min(values):.1f}-{max(values):.1f})"


def _mb(rounds: Rounds, figure: str) -> float:
    return middle(rounds, figure) / 1e6
