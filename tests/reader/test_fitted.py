"""The reader's weights belong to the features that they were fitted on."""

# ruff: noqa: E501

from __future__ import annotations

import hashlib
import itertools
import json
import re

import numpy as np

from qa.english.stems import terms
from qa.reader.signals import PLAIN, plain_signals
from qa.types import Document, Hit, Passage, Sentence

# Of the features below, when RANKING and CONFIDENCE in qa/reader/trained.py, and WEIGHTS in qa/reader/signals.py, were
# fitted.
FITTED = "ad669ca879439c4652aacb1b977ee41174f3af05e0c76250df10d36fd2d2d863"
REMEDY = (
    "the features are not those that the weights were fitted on: a pattern, a word list or a sum in "
    "qa/reader/question.py or qa/reader/signals.py gives other values. Undo that, or fit the weights again "
    "(training/README.md: `python training/features.py`, `python training/fit.py`), and put {} here"
)
# A choice in brackets stands for as many questions or sentences.
QUESTIONS = """
    When did the dike break?|What [year|date|day|month|time|century|decade] was it?|Which year was it?
    How much did it [cost|pay|spend|earn|charge|raise|invest]?|How much was [paid|spent|earned|raised] here?
    How much is it worth?|How much of the price fell?|How much of the budget went?|How much are the costs?
    What was the [cost|price|budget|salary|fee]?|Which price rose?
    How [many|much|long|old|far|high|tall|big|large|late|deep|fast|often|wide|heavy] was the barge?
    What [percentage|percent|number|share|amount|rate|age|distance|population] is it?|Which number is it?
    Why did the barge sink?|What caused the flood?|What was the [cause|reason] of it?|Give a reason
    Who sank it?|Whom did it hit?|Whose was it?|Where is it?|Which country is it?
    What [country|city|state|company|team|person|band|name|actor|singer|place|town] is it?
    Who [is|was|are|were] the pilot of the barge?|Who's an engineer at the lock?|Who’s the owner?
    Who is the river warden [in|for|from|during|on|by|that|who|when] Marlow
    How many old barges [is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|in|of|on|at] it?
    How many barges [from|to|with|per|there|took|crossed] it?|How many barges
    a an the and or of in on at to for from by with about as into than then that this these those it its he she they
    him his her their i you we my your me our us is are was were be been being am do does did done has have had having
    will would can could shall should may might must not no yes who whom whose what which when where why how many dike
    much there here if but so such any some all most more very s t just also only own same too again tell name give dike
    list during after before between under over up down out off say said says know known called dike|would it
"""
SENTENCES = """
    The dike broke in [1953|2024|January|February|March|April|May|June|July|August|September|October|November|December].
    It sank on [Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday].|He saw it [today|yesterday].
    It was of another century.|It was built in the 70s.|[$ 5|5 €|£9|3 ¥] were lost.|He saw it at [5 a.m.|4 p.m.] of that day.
    They took a [euro|euros|dollar|dollars|pound|pounds|yen|rupee|rupees|yuan|crown|crowns|franc|francs|cent|cents].
    They saw [two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty] barges on it.
    There were [dozen|dozens|hundred|hundreds|thousand|thousands|million|millions|billion|billions] old barges on it.
    They met [half|once|twice] more.|It weighs 4,500.5 tons.|Some 1,450 small striking wooden barges left.
    It sank [because|due to|owing to|so that|in order to|as a result|caused|reason|since|therefore|thanks to|after] ice.
    The ice [led to|blamed|blame] it.|In it Ada Lund slept.|He met “Ada Lund” there.|Ada slept. "Ada" did too.
    The pilot Ada Lund slept.|Ada Lund, the long-serving pilot, slept.|The pilot of the barge Ada Lund slept.
    The owner, Ada Lund.|An engineer Ada came.|The river warden Ada came.|Ada, a river warden, came.
    River dike barge lock.
"""


def written(text: str) -> list[str]:
    """Each entry, with each of its choices.

    >>> written("It [was|is] so.|Why?")
    ['It was so.', 'It is so.', 'Why?']
    """
    found = []
    for entry in re.findall(r"(?:\[[^\]]*\]|[^|\n])+", text):
        parts = [part.split("|") for part in re.split(r"[\[\]]", entry.strip())]
        found += ["".join(chosen) for chosen in itertools.product(*parts)]
    return [entry for entry in found if entry]


def passages() -> list[Hit]:
    """Three sentences each, in articles of six."""
    found: list[Hit] = []
    every = written(SENTENCES)
    for article, texts in enumerate(every[at : at + 6] for at in range(0, len(every), 6)):
        ends = list(itertools.accumulate(len(text) + 1 for text in texts))
        document = Document(f"{article}", f"Barges of {article}", " ".join(texts))
        sentences = [
            Sentence(document.id, end - len(text) - 1, end - 1, text) for text, end in zip(texts, ends, strict=True)
        ]
        for run in (sentences[:3], sentences[3:]):
            if not run:
                continue
            passage = Passage(len(found), document.id, run[0].start, run[-1].end, tuple(run))
            found.append(Hit(document, passage, 5.0 - len(found) / 10))
    return found


def test_features_are_those_that_the_weights_were_fitted_on() -> None:
    hits = passages()
    digest = hashlib.sha256(json.dumps(PLAIN).encode())
    for question in written(QUESTIONS):
        features = plain_signals(question, hits, terms, lambda term: float(len(term)))
        digest.update(np.round(features, 6).astype("<f8").tobytes())
    assert digest.hexdigest() == FITTED, REMEDY.format(digest.hexdigest())
