"""How a build ended, from what its process left: an exit code, a report, a complaint. Knows no process."""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

import json
from dataclasses import dataclass, replace
from typing import Literal

from qa.keep.schema import ReportJSON

SKIPPED_SHOWN = 100
MISTAKE, INTERRUPTED = 2, 130  # exit codes of the `qa` command

Ending = Literal["built", "failed", "stopped"]


@dataclass(frozen=True, slots=True)
class Ended:
    """`report` of one that built, `error` of another, in one line; both None as long as none has ended.

    The report lists the first of what was skipped, `skipped_more` counts the others. `crashed`: it did not end of
    itself, and its complaint is for whoever runs the page.
    """

    outcome: Ending | None = None
    report: ReportJSON | None = None
    skipped_more: int = 0
    error: str | None = None
    crashed: bool = False

    def after(self, before: "Ended") -> "Ended":
        """Count in what one did that came just before: whoever asked for both sees this report."""
        if self.report is None or before.report is None:
            return self
        report = self.report.copy()
        report["added"] += before.report["added"]
        report["changed"] += before.report["changed"]
        report["removed"] += before.report["removed"]
        report["embedded"] += before.report["embedded"]
        report["seconds"] += before.report["seconds"]
        return replace(self, report=report)


def ended(code: int, told: bytes, complaint: str, *, stopped: bool) -> Ended:
    """`told` is its standard output, `complaint` its standard error; `stopped` that it was asked to end."""
    if code == 0:
        return _built(told)
    if stopped or code == INTERRUPTED:
        return Ended("stopped", error="stopped: the index as it was published last answers, what was embedded is kept")
    if code == MISTAKE:
        # The last line is the command's: libraries may have warned before it.
        return failed(complaint.strip().rpartition("\n")[2].removeprefix("qa: "))
    how = f"was ended by signal {-code}, for want of memory perhaps" if code < 0 else f"ended with code {code}"
    error = f"the build {how}: the index as it was answers; build again to go on from there"
    return Ended("failed", error=error, crashed=True)


def failed(error: str) -> Ended:
    """One that was not done, and why, in one line."""
    return Ended("failed", error=error)


def _built(told: bytes) -> Ended:
    try:
        report: ReportJSON = json.loads(told)
    except ValueError:
        return failed("the build printed something else than its report: look whether the index is as it should be")
    skipped = report["skipped"]
    notes = report["notes"][:SKIPPED_SHOWN]
    if more := len(report["notes"]) - len(notes):
        notes.append({"file": "…", "text": f"and {more:,} more"})
    shown: ReportJSON = {**report, "skipped": skipped[:SKIPPED_SHOWN], "notes": notes}
    return Ended("built", shown, len(skipped[SKIPPED_SHOWN:]))
