"""Damage an index, and let the command line tell it and mend it: `python -m tests.crash.mend [FLIPS]`.

After each damage `qa verify` names the file, `qa rollback` brings back the generation before, and a build mends all.
"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

from qa.index.generations import CURRENT, GENERATIONS, MANIFEST
from qa.terminal import cli
from tests import crash
from tests.crash.contents import built, sound, tidy
from tests.crash.damage import damages, files, kind, made, put


def told(*arguments: str) -> tuple[int, str, str]:
    """What the command line gives: (exit code, stdout, stderr)."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main(arguments)
    return code, out.getvalue(), err.getvalue()


class Scene:
    """A damaged copy of an index of two generations."""

    def __init__(self, place: Path) -> None:
        self.kept, self.index, self.source = made(place), place / "damaged", place / "source"
        built(self.source, place / "anew")
        self.whole = sound(place / "anew")[0]
        shutil.copytree(self.kept, self.index)
        assert self.command("rollback")[0] == 0
        self.before = sound(self.index)[0]

    def damage(self, file: Path, data: bytes | None) -> None:
        shutil.rmtree(self.index)
        shutil.copytree(self.kept, self.index)
        put(self.index / file.relative_to(self.kept), data)

    def command(self, name: str) -> tuple[int, str]:
        """Exit code and stderr."""
        code, _, error = told(name, "--index", str(self.index))
        return code, error

    def judge(self, file: Path, data: bytes | None) -> str:
        """Damage a file, go through the three remedies; whether the damage was told."""
        self.damage(file, data)
        ours = GENERATIONS in file.parts or file.name == CURRENT
        blank = file.name in (CURRENT, MANIFEST) and data is not None and data.strip() == file.read_bytes().strip()
        code, error = self.command("verify")
        assert code == (2 if ours and not blank else 0), f"{code} {error}"
        assert not code or (file.name in error and error.count("\n") == 1), error
        code, error = self.command("rollback")
        assert code == 0, error
        # Where CURRENT does not say which is live, the newest sound one becomes it.
        expected = (self.before, self.whole) if file.name == CURRENT else (self.before,)
        assert sound(self.index)[0] in expected
        self.damage(file, data)
        built(self.source, self.index)
        assert sound(self.index) == (self.whole, False)
        tidy(self.index)
        return "told by verify" if ours and not blank else "no harm"


def run(flips: int, place: Path) -> Counter[str]:
    """Count what was told."""
    scene, rng, seen = Scene(place), random.Random(4), Counter[str]()
    for file in files(scene.kept):
        for what, data in damages(file, flips, rng):
            if data == file.read_bytes() or (file.name == CURRENT and data and data.strip() == b"000001"):
                continue
            try:
                seen[f"{kind(file)} {what}: {scene.judge(file, data)}, gone back from, mended by a build"] += 1
            except AssertionError as error:
                raise AssertionError(f"{file} {what} ({data!r:.200}): {error}") from error
    return seen


def main() -> None:
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with crash.room() as folder:
        crash.table("Damages, then `qa verify`, `qa rollback`, `qa build`", run(flips, Path(folder)))


if __name__ == "__main__":
    main()
