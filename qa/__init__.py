"""Ask a folder of articles a question; get an answer made of exact, cited sentences.

>>> import qa
>>> qa.build_index("articles", "index")            # doctest: +SKIP
>>> qa.Assistant.open("index").ask("Who is ...?")  # doctest: +SKIP
"""

from qa.assistant import Assistant
from qa.build import build_index
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
from qa.index import Index
from qa.retriever import Retriever
from qa.types import Answer, BuildReport, Citation, Document, Hit, Passage, Sentence, Skipped

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Assistant",
    "BadFilter",
    "BuildReport",
    "Citation",
    "Document",
    "DocumentError",
    "Hit",
    "Index",
    "IndexInvalid",
    "IndexLocked",
    "IndexNotFound",
    "ModelNotFound",
    "NoDocuments",
    "NotWritten",
    "Passage",
    "QAError",
    "Retriever",
    "Sentence",
    "Skipped",
    "build_index",
]
