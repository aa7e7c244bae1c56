"""Every error a user can cause, drawn once. The command line prints one line of it and exits with 2.

QAError
├── DocumentError    a file cannot be read: the reason goes into the build report, the rest is indexed
├── NoDocuments      nothing readable in the source: the old index stays
├── SourceUnknown    an index does not say what it was built from, or that is gone
├── FileRefused      a file is not taken into the collection: its name, its kind, its size
│   └── FileTooLarge
├── FileUnknown      the collection holds no such file
├── FileChanged      a file is no longer what was indexed
├── IndexNotFound    no index at this place
├── IndexInvalid     an index that this code did not make, or that is damaged
├── IndexLocked      somebody else is building it
├── NotWritten       the disk did not take the new index: what was published before answers on
├── EngineFailed     an engine that keeps an index cannot be reached, or refuses a call
├── ModelNotFound    no weights for this model here
├── BadFilter        a date, a range of dates or a source that cannot be one
├── BadCall          a program's call with arguments that are missing, too large or of the wrong kind
├── QuestionsInvalid a file of labelled questions that cannot be read, or that does not fit the index
├── FeedbackRefused  a judgement on an answer that is too long, or no text
├── SavedInvalid     a question that cannot be saved, or is not saved, or the list of them cannot be read
├── ExportInvalid    a file that is no exported conversation and no answer as JSON
├── QuoteGone        a quotation that does not stand in the index as it was taken
├── TooBusy          more questions wait than can be answered soon
├── ExtraMissing     a package that only this command needs is not installed
├── FolderOnly       what only an index in a directory can do is asked of one at an engine
└── ReadOnly         a change is asked of a page that was started for reading alone
"""

from __future__ import annotations

MEND = "build the index again, or go back with `qa rollback`"
"""What to do about a damaged index."""


class QAError(Exception):
    """A mistake the user can mend; the message says what, where, and what to do."""


class DocumentError(QAError):
    """This file cannot be read as a document."""


class NoDocuments(QAError):
    """The source holds nothing readable."""


class SourceUnknown(QAError):
    """An index does not say what it was built from, or what it says is no longer there."""


class FileRefused(QAError):
    """A file cannot be taken into the collection, or cannot be moved in it."""


class FileTooLarge(FileRefused):
    """A file has more bytes than one of its kind may have."""


class FileUnknown(QAError):
    """There is no such file in the collection, or none that was removed."""


class FileChanged(QAError):
    """A file that an article came from is no longer there, or holds something else."""


class IndexNotFound(QAError):
    """There is no index at this place."""


class IndexInvalid(QAError):
    """The index is damaged, or was made by another version or model."""


class IndexLocked(QAError):
    """Another build of the same index is running."""


class NotWritten(QAError):
    """The new index could not be written; nothing that was published is lost."""


class EngineFailed(QAError):
    """The engine that keeps an index cannot be reached, lets nobody in, or refuses a call; or its address is none."""


class ModelNotFound(QAError):
    """The weights of the embedding model are not on this machine."""


class BadFilter(QAError):
    """A date filter that cannot be read, or that ends before it starts; a source that no article is of."""


class BadCall(QAError):
    """The arguments of a program's call cannot be taken."""


class QuestionsInvalid(QAError):
    """A file of labelled questions cannot be read, or speaks of documents that the index does not hold."""


class FeedbackRefused(QAError):
    """A judgement on an answer that is too long to be kept, or that is no valid text."""


class SavedInvalid(QAError):
    """A question cannot be saved, is not among those that are, or their list cannot be read."""


class ExportInvalid(QAError):
    """A file is neither an exported conversation nor an answer as `qa ask --json` prints it."""


class QuoteGone(QAError):
    """A quotation does not stand in its article any more, or its article is no longer in the index."""


class TooBusy(QAError):
    """More questions wait than can be answered soon; `seconds` from now there may be a place."""

    def __init__(self, message: str, seconds: int = 1) -> None:
        super().__init__(message)
        self.seconds = seconds


class ExtraMissing(QAError):
    """A package that an extra brings is not installed."""


class FolderOnly(QAError):
    """What an index in a directory alone can do is asked of one at an engine."""

    def __init__(self) -> None:
        super().__init__(
            "an engine keeps this index, so nothing is changed or kept here: `qa build FOLDER --index milvus://…` "
            "builds it, and questions and judgements are saved beside an index in a directory alone"
        )


class ReadOnly(QAError):
    """A change to a page that was started for reading alone."""

    def __init__(self) -> None:
        super().__init__("this page takes no changes: it was started for reading alone")
