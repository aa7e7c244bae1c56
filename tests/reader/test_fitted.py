"""The reader's weights belong to the features that they were fitted on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import numpy as np

from qa import documents
from qa.english.stems import terms
from qa.index.passages import pack
from qa.reader.question import wants_phrase, wants_several
from qa.reader.signals import PLAIN, plain_signals
from qa.types import Hit
from tests.conftest import EXAMPLES

# Of the features of all sentences below, when RANKING and CONFIDENCE in qa/reader/trained.py, and WEIGHTS in
# qa/reader/signals.py, were fitted.
FITTED = "546c9e592d047470346bed97b75b4e966183567cc164073e9a1e8331c07f25d9"
QUESTIONS = """
    Who found the meteorite?|When did the station open?|How many dockers voted?|How much did the station cost?
    Where was the opera found?|Why was the train cancelled?|Who is the mediator?|Which city is the port in?
    What did the mayor say about the siren?|How long did the strike last?|Is the dike safe?
    List the reasons of the delay|What percentage agreed?|Whose field was it?|meteorite weight
    What was the cause of the flood in 1953?
"""


def hits() -> Iterator[Hit]:
    """The passages of the example articles, as a search would give them."""
    files, _ = documents.find([EXAMPLES])
    for at, file in enumerate(files):
        for document in documents.read(file):
            assert isinstance(document, documents.Document)
            for passage in pack(document):
                yield Hit(document, passage, 5.0 - at / 10)


def test_features_are_those_that_the_weights_were_fitted_on() -> None:
    """To the sixth digit, for sixteen questions and every sentence of the examples. Where this fails, a pattern or a
    word list of qa/reader/question.py or signals.py was changed: fit the weights again (training/README.md), and only
    then put the new digest here."""
    found = list(hits())
    digest = hashlib.sha256(json.dumps(PLAIN).encode())
    for question in (each.strip() for each in QUESTIONS.strip().replace("\n", "|").split("|")):
        features = plain_signals(question, found, terms, lambda term: float(len(term)))
        digest.update(
            np.round(features, 6).astype("<f8").tobytes() + bytes([wants_phrase(question), wants_several(question)])
        )
    assert digest.hexdigest() == FITTED
