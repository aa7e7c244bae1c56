"""The process that builds an index for the page: `qa build`, at a lower priority, out of reach of the terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import qa

# Answers come first, where processes are weighed one by one: Linux weighs sessions first, if it is set to. To lower the
# whole session was tried; then a build starves beside whatever else keeps the cores busy.
NICENESS = 10


def started(sources: Sequence[str], index: Path, told: IO[bytes], said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Begin to build; what the command tells goes to the file `told`, what it complains of to `said`."""
    # -P: no module of the folder that the page was started in is taken for one of Python's.
    command = [sys.executable, "-P", "-m", "qa", "build", *sources, "--index", str(index), "--json"]
    # A session of its own: Ctrl-C in the terminal goes to the page alone, which then stops the build.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=told,
        stderr=said,
        env=_environment(),
        start_new_session=True,
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    # From here and not in a `preexec_fn`, which may lock up where threads run.
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    return process


def _environment() -> dict[str, str]:
    """That of the page; where the package lies in a checkout, the child has to find it there too."""
    root = Path(qa.__file__).parent.parent
    environment = os.environ | {"PYTHONIOENCODING": "utf-8:backslashreplace"}  # as it is read here, whatever the locale
    if root.name not in ("site-packages", "dist-packages"):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    return environment


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, as Ctrl-C would."""
    if os.name == "nt":  # knows no such signal between processes
        process.terminate()
    else:
        process.send_signal(signal.SIGINT)
