"""Ask a folder of articles a question; get an answer made of exact, cited sentences.

>>> import qa
>>> qa.build_index("articles", "index")            # doctest: +SKIP
>>> qa.Assistant.open("index").ask("Who is ...?")  # doctest: +SKIP
"""

from qa.answer import quotes as quotes
from qa.answer import timeline as timeline
from qa.assistant import Assistant
from qa.building.build import build_index
from qa.collection import Collection
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
from qa.index.index import Index
from qa.search import find as find
from qa.search import names as names
from qa.search.retriever import Retriever
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
