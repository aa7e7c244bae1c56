"""Readers by name, each made for one index and its embedding model."""

from __future__ import annotations

from collections.abc import Callable

from qa.embedder import DEFAULT_MODEL, Embedder, open_embedder
from qa.english.stems import terms
from qa.index.index import Index
from qa.reader import Reader
from qa.reader.bundled import BundledScorer
from qa.reader.plugged import PluggedReader, PluggedScorer
from qa.reader.signals import SignalReader
from qa.reader.trained import TrainedReader

# Name of the reader that has no network.
WITHOUT_NETWORK = "none"

ReaderFactory = Callable[[Index, Embedder], Reader]


def reader_named(name: str | None = None) -> ReaderFactory:
    """A reader by name: None is the one that comes along, "none" needs no network, any other name is that of an
    extractive question-answering model of Hugging Face, or a folder with one."""
    if name is None:
        bundled = BundledScorer()
        return lambda index, embedder: TrainedReader(bundled, _minilm(embedder), terms, index.lexical.idf)
    if name == WITHOUT_NETWORK:
        return lambda index, embedder: SignalReader(_minilm(embedder), terms, index.lexical.idf)
    plugged = PluggedScorer(name)
    return lambda index, embedder: PluggedReader(plugged, SignalReader(_minilm(embedder), terms, index.lexical.idf))


def _minilm(embedder: Embedder) -> Embedder:
    """The model whose cosines a reader sees: its weights were fitted on this one's, whatever model the index has."""
    return embedder if embedder.name == DEFAULT_MODEL else open_embedder(DEFAULT_MODEL)
