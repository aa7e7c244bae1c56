"""Everything at length, some minutes: each part prints what it did and what it found, or ends with what was wrong."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests import crash
from tests.crash import calls, damage, disk, kill, mend, readers

PARTS: dict[str, Callable[[Path], Counter[str]]] = {
    **{f"Builders killed at random moments, seed {n}": lambda place, n=n: kill.run(200, n, place) for n in (1, 2, 3)},
    **{
        f"Each call of {task!r}: {end}": lambda place, task=task, end=end: calls.run(task, end == "kill", place)
        for task, end in itertools.product(calls.TASKS, ("kill", "fail"))
    },
    "Damages, all files compared at opening": lambda place: damage.run(500, place),
    "Damages, no file compared at opening": lambda place: damage.run(2000, place, checked=False),
    "Damages, then `qa verify`, `qa rollback`, `qa build`": lambda place: mend.run(20, place),
    "Small file systems": lambda place: disk.run(disk.small, 80, place),
    "Limits on the size of a file": lambda place: disk.run(disk.short, 80, place),
    "Results while 100 editions were published": lambda place: readers.run(100, place),
}


def main() -> None:
    totals = {}
    for title, part in PARTS.items():
        started = time.monotonic()
        with crash.room() as folder:
            try:
                seen = part(Path(folder))
            except PermissionError as error:
                print(f"NOT DONE: {title} ({error})")
                continue
        crash.table(title, seen)
        totals[f"{title} ({time.monotonic() - started:.0f} s)"] = seen.total()
    crash.table("\nAll as it must be", Counter(totals))


if __name__ == "__main__":
    main()
