"""What an error of ours is in HTTP."""

from __future__ import annotations

from qa import errors
from qa.errors import QAError

# The first that fits; what is not here cannot be done in the state that the index is in.
STATUSES: tuple[tuple[type[QAError], int], ...] = (
    (errors.FileTooLarge, 413),
    (errors.FileRefused, 400),
    (errors.FileUnknown, 404),
    (errors.QuoteGone, 409),
    (errors.FileChanged, 409),  # not 410, which browsers keep for ever
    (errors.BadCall, 400),
    (errors.BadFilter, 400),
    (errors.FeedbackRefused, 400),
    (errors.QuestionsInvalid, 400),
    (errors.SavedInvalid, 400),
    (errors.ReadOnly, 403),
    (errors.TooBusy, 429),
    (errors.NotWritten, 507),
    (errors.IndexLocked, 409),
    (errors.NoDocuments, 409),
    (errors.SourceUnknown, 409),
    (errors.IndexNotFound, 503),
    (errors.IndexInvalid, 503),
    (errors.ModelNotFound, 503),
    (errors.ExtraMissing, 503),
)
UNFIT = 409


class Refusal(QAError):
    """A request that cannot be taken, with the status that says why."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def status_of(error: QAError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, Refusal):
        return error.status
    return next((status for kind, status in STATUSES if isinstance(error, kind)), UNFIT)
