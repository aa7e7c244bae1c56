"""How far a build is, as it is told."""
# No `from __future__ import annotations`: FastAPI reads these types at run time.

from typing_extensions import TypedDict

from qa.keep.schema import ReportJSON
from qa.web.builds.ended import Ending


class BuildJSON(TypedDict):
    """How far a build is: `done` of `total` units of `stage`, as in `qa.types.Progress`; and how the last one ended.

    `mine` is False for a build that another process began. `queued`: one more begins when this one has ended. `ended`
    counts those that ended here; `outcome`, `report` and `error` are the last one's. The report counts in what those
    did that it was queued behind, and lists the first of what was skipped; `skipped_more` counts the others.
    """

    running: bool
    mine: bool
    stage: str | None
    done: int
    total: int
    percent: int
    rate: float | None
    seconds_left: float | None
    queued: bool
    ended: int
    outcome: Ending | None
    report: ReportJSON | None
    skipped_more: int
    error: str | None


NONE = BuildJSON(
    running=False,
    mine=False,
    stage=None,
    done=0,
    total=0,
    percent=0,
    rate=None,
    seconds_left=None,
    queued=False,
    ended=0,
    outcome=None,
    report=None,
    skipped_more=0,
    error=None,
)
"""Where none is ever begun."""
