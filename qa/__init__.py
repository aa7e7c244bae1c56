"""Ask a folder of articles a question; get an answer made of exact, cited sentences.

>>> import qa
>>> qa.build_index("articles", "index")            # doctest: +SKIP
>>> qa.Assistant.open("index").ask("Who is ...?")  # doctest: +SKIP
"""

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from qa.errors import (
    BadFilter,
    DocumentError,
    IndexInvalid,
    IndexLocked,
    IndexNotFound,
    ModelNotFound,
    NoDocuments,
    NotWritten,
    QAError,
)
from qa.types import (
    Account,
    Answer,
    BuildReport,
    Citation,
    Document,
    Event,
    Findings,
    FolderName,
    FoundArticle,
    Hit,
    Note,
    Part,
    Passage,
    Quotation,
    Said,
    Sentence,
    Skipped,
    Window,
)

if TYPE_CHECKING:
    from qa.answer import quotes as quotes
    from qa.answer import timeline as timeline
    from qa.assistant import Assistant
    from qa.building.build import build_index
    from qa.collection import Collection
    from qa.index.index import Index
    from qa.search import find as find
    from qa.search import names as names
    from qa.search.retriever import Retriever

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Answer",
    "Assistant",
    "BadFilter",
    "BuildReport",
    "Citation",
    "Collection",
    "Document",
    "DocumentError",
    "Event",
    "Findings",
    "FolderName",
    "FoundArticle",
    "Hit",
    "Index",
    "IndexInvalid",
    "IndexLocked",
    "IndexNotFound",
    "ModelNotFound",
    "NoDocuments",
    "NotWritten",
    "Note",
    "Part",
    "Passage",
    "QAError",
    "Quotation",
    "Retriever",
    "Said",
    "Sentence",
    "Skipped",
    "Window",
    "build_index",
]

# Loaded when they are first asked for: together they take most of a second, and whoever imports any module of this
# package, as a worker or a small command does, runs this file as well.
_HOMES = {
    "Assistant": "qa.assistant:Assistant",
    "Collection": "qa.collection:Collection",
    "Index": "qa.index.index:Index",
    "Retriever": "qa.search.retriever:Retriever",
    "build_index": "qa.building.build:build_index",
    "find": "qa.search.find:",
    "names": "qa.search.names:",
    "quotes": "qa.answer.quotes:",
    "timeline": "qa.answer.timeline:",
}

if not TYPE_CHECKING:  # who checks types knows the names above; with this, any other would pass for one

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = resolve_name(_HOMES[name])
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
