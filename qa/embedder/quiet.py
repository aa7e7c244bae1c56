"""Libraries of models that keep their own output to themselves: an answer stands alone on the screen."""

from __future__ import annotations

import logging


def quieten() -> None:
    """No progress bars for the loading of weights, and of the hub's messages only errors: ours say what failed."""
    from transformers.utils.logging import disable_progress_bar, set_verbosity_error

    disable_progress_bar()  # type: ignore[no-untyped-call]
    set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
