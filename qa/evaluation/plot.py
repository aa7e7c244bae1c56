"""A report as a picture: risk against coverage, and how far the confidence can be believed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qa.errors import QAError
from qa.evaluation.report import RISK, Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, LINE, PALE = "#333333", "#1f5fa8", "#b9d0ea"
INCHES = (10, 4.6)
DPI = 150


def draw(report: Report, path: str | os.PathLike[str]) -> None:
    """Write both panels to a PNG file of 1500 x 690 pixels. Raises QAError when it cannot be written."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)  # the canvas without windows, whatever the user's settings say
    left, right = figure.subplots(1, 2)
    _risk_coverage(left, report)
    _reliability(right, report)
    try:
        figure.savefig(path, format="png", dpi=DPI)
    except OSError as error:
        raise QAError(f"{os.fspath(path)} cannot be written: {error.strerror or error}") from error


def _risk_coverage(axes: Axes, report: Report) -> None:
    curve, figure = report.risk_coverage, report.figures["coverage_at_5_risk"]
    top = max(0.2, 1.1 * float(curve.risk.max(initial=0.0)))
    covered = "-" if figure.value is None else f"{figure.value:.0%}"
    _frame(axes, "Risk against coverage", f"{covered} of {figure.n} questions answered at {RISK:.0%} risk")
    axes.set(
        xlabel="questions answered, the surest first", ylabel="wrong among those answered", ylim=(0, min(1.0, top))
    )
    axes.axhline(RISK, color=INK, linestyle="--", linewidth=1)
    if not len(curve.coverage):
        return _say_nothing(axes)
    axes.plot(
        curve.coverage, curve.risk, color=LINE, marker="o" if len(curve.risk) < 30 else "", clip_on=False, zorder=3
    )
    if figure.value:
        axes.axvline(figure.value, color=INK, linestyle=":", linewidth=1)
    if curve.coverage[-1] < 1:
        last = float(curve.coverage[-1])
        axes.axvspan(last, 1, color="#f0f0f0", linewidth=0)
        half_up = axes.get_xaxis_transform()
        axes.text((last + 1) / 2, 0.5, "refused", rotation=90, ha="center", va="center", color=INK, transform=half_up)


def _reliability(axes: Axes, report: Report) -> None:
    figure = report.figures["calibration_error"]
    error = "-" if figure.value is None else f"{figure.value:.3f}"
    _frame(axes, "Reliability", f"expected calibration error {error}; the numbers are answers")
    axes.set(xlabel="confidence", ylabel="first citation right", ylim=(0, 1))
    axes.plot([0, 1], [0, 1], color=INK, linestyle="--", linewidth=1)
    if figure.value is None:
        return _say_nothing(axes)
    for b in report.bins:
        if b.confidence is not None and b.right is not None:
            axes.bar(b.low, b.right, width=b.high - b.low, align="edge", color=PALE, edgecolor="white")
            axes.plot(b.confidence, b.right, "o", color=LINE, markersize=5, clip_on=False, zorder=3)
            above = 6 if b.right < 0.9 else -15
            axes.annotate(str(b.count), (b.confidence, b.right), (0, above), textcoords="offset points", ha="center")


def _frame(axes: Axes, name: str, finding: str) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    axes.set_title(name, loc="left", fontweight="bold", pad=22)
    subtitle = axes.text(0, 1.02, finding, transform=axes.transAxes, va="bottom", fontsize=9, color=INK)
    subtitle.set_in_layout(False)
    axes.set_xlim(0, 1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1, decimals=0))
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.grid(color="#e5e5e5", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _say_nothing(axes: Axes) -> None:
    words = "no answered question\nwhose labels say what is right"
    axes.text(0.5, 0.5, words, ha="center", va="center", transform=axes.transAxes, backgroundcolor="white")
