from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.embedder.weights import minilm_folder
from qa.english.stems import terms
from qa.errors import ModelNotFound
from qa.index.passages import pack
from qa.reader import Reading, bundled
from qa.reader.bundled import WEIGHTS, BundledScorer
from qa.reader.plugged import PluggedReader, PluggedScorer
from qa.reader.question import Asked, wants_phrase, wants_several
from qa.reader.scores import LONGEST_ANSWER, UNREAD, Read, Scores, Text, best_span, gathered
from qa.reader.short import may_answer, whole
from qa.reader.signals import BIAS, CONFIDENCE, SignalReader
from qa.reader.signals import WEIGHTS as SIGNALS
from qa.reader.trained import TrainedReader, text_of
from qa.reader.windows import NOWHERE, TokenWindow
from qa.types import Document, Hit
from tests.fakes import BagOfWords
from tests.strategies import texts


def asked(question: str) -> Asked:
    return Asked(question, terms, lambda term: 2.0)


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("When did the bridge open?", "It opened on Monday.", "It opened in the rain."),
        ("In which year did it close?", "It closed in 1987.", "It closed for good."),
        ("How many died in 1912?", "Some 1,490 died in 1912.", "People died in 1912."),
        ("How much did the bridge cost?", "It cost 3.5 million euros.", "It has 16 turbines."),
        ("What was the price of a ticket?", "A ticket was $12.", "A ticket had 12 holes."),
        ("Why was it late?", "It was late because of frost.", "It was very late."),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, holds: str, lacks: str) -> None:
    assert asked(question).kind(holds) == (1.0, 0.0)
    assert asked(question).kind(lacks) == (0.0, 1.0)


def test_a_name_must_be_new() -> None:
    ask = asked("Who married Osgood Pell?")
    assert ask.name_missing("Then Osgood Pell married in secret.") == 1.0
    assert ask.name_missing("In secret he married Wilhelmina Drax.") == 0.0
    assert asked("What happened?").name_missing("Nothing.") == 0.0


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor Ada Lund spoke.",
        "Ada Lund, the long-serving mayor, spoke.",
        "The mayor of Upper Marlow, Ada Lund, spoke.",
    ],
)
def test_a_role_stands_beside_a_name(sentence: str) -> None:
    assert asked("Who is the mayor?").role(sentence) == 1.0
    assert asked("Who was the mayor of Marlow in 2025?").role(sentence) == 1.0
    assert asked("Who is the bishop?").role(sentence) == 0.0
    assert asked("Where is the mayor?").role(sentence) == 0.0


def test_a_number_stands_before_what_is_counted() -> None:
    ask = asked("How many striking dockers marched?")
    assert ask.counted("Some 4,500 dock workers and dockers marched.") == 1.0
    assert ask.counted("The dockers left 14 ships at anchor.") == 0.0
    assert asked("How many people live there?").counted("Three thousand people live there.") == 1.0


def test_shares_weigh_rare_words_more_and_ignore_function_words() -> None:
    ask = Asked("Who is the keeper of the lighthouse?", terms, {"keeper": 1.0, "lighthous": 4.0}.__getitem__)
    assert ask.share({"lighthous"}) == pytest.approx(5 / 7)
    assert ask.share({"keeper", "the", "who"}) == pytest.approx(2 / 7)
    assert asked("Who is it?").share({"who"}) > 0  # nothing but function words: they count


@pytest.fixture
def hits() -> list[Hit]:
    text = "Ada Lund opened the bridge. It cost 3 million euros.\n\nThe ferry sank on Monday near the old quay."
    document = Document("d", "News", text)
    other = Document("e", "Harvest", "Apple growers picked fewer apples.")
    return [Hit(document, pack(document)[0], 1.0), Hit(other, pack(other)[0], 0.2)]


def test_all_sentences_are_ranked_by_the_weighted_signals(hits: list[Hit]) -> None:
    reader = SignalReader(BagOfWords(), terms, lambda term: 2.0)
    question = "How many euros did it cost?"
    signals = reader.signals(question, hits)
    assert signals.shape == (4, len(SIGNALS))
    reading = reader.read(question, hits)
    assert reading.candidates[0].sentence.text == "It cost 3 million euros."
    scores = sorted(signals @ np.array(list(SIGNALS.values())), reverse=True)
    assert [candidate.score for candidate in reading.candidates] == pytest.approx(scores)
    best = dict(zip(SIGNALS, signals[1], strict=True))
    logit = BIAS + sum(weight * best[name] for name, weight in CONFIDENCE.items())
    assert reading.confidence == pytest.approx(1 / (1 + np.exp(-logit)))


def test_confidence_falls_when_the_question_is_about_something_else(hits: list[Hit]) -> None:
    reader = SignalReader(BagOfWords(), terms, lambda term: 2.0)
    assert (
        reader.read("Who opened the bridge?", hits).confidence > reader.read("Who painted Guernica?", hits).confidence
    )


def test_no_hits_no_answer() -> None:
    reading = SignalReader(BagOfWords(), terms, lambda term: 2.0).read("Who?", [])
    assert (reading.candidates, reading.confidence, reading.short) == ((), 0.0, None)


@given(
    logits=st.lists(st.tuples(st.floats(-9, 9, width=32), st.floats(-9, 9, width=32)), min_size=1, max_size=40),
)
def test_the_best_span_is_the_best_of_all(logits: list[tuple[float, float]]) -> None:
    starts, ends = np.array(logits, np.float32).T
    score, first, last = best_span(starts, ends)
    assert 0 <= last - first < LONGEST_ANSWER
    assert score == starts[first] + ends[last]
    assert score == max(
        starts[i] + ends[j] for i in range(len(starts)) for j in range(i, min(len(ends), i + LONGEST_ANSWER))
    )


def window(*sentences: int) -> TokenWindow:
    """A window whose token i stands at i and belongs to the sentence given."""
    places = np.arange(len(sentences))
    return TokenWindow(places, np.stack([places, places + 1], axis=1), np.array(sentences))


def test_of_overlapping_windows_the_one_that_holds_more_of_a_sentence_speaks_for_it() -> None:
    def logits(*sentence: float) -> np.ndarray:
        return np.array([(0.0, 0.0, value) for value in sentence], np.float32)

    reads = [
        Read(window(0, 0, 0, 1), 0.5, logits(1, 2, 3, 9)),
        Read(window(0, 1, 1, NOWHERE), -0.5, logits(8, 4, 6, 9)),
    ]
    scores = gathered(3, reads)
    assert scores.answers == 0.5
    assert scores.sentence.tolist() == [2.0, 5.0, UNREAD]
    assert scores.spans[2] == (0, 0)


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("It rose by 5.2 per cent in May.", "5", "5.2 per cent"),
        ("It rose by 5.2 per cent in May.", "2", "5.2 per cent"),
        ("It cost $3.5 million then.", "3", "$3.5 million"),
        ("In 1998 it closed.", "1998", "1998"),
        ("Ada Lund-Berg left.", "Lund", "Lund-Berg"),
        ("It was Monday.", "Monday", "Monday"),
        ("A fall of 12%, they said.", "12", "12%"),
        ("The mill is owned by Marlin & Co. of Tamby.", "Marlin", "Marlin & Co."),
        ("The mill is owned by Lund & Sons, of Tamby.", "Lund", "Lund & Sons"),
        ("Its head, Cornelia van der Lund, left.", "Lund", "Cornelia van der Lund"),
        ("It was bought by Halden United in May.", "Halden", "Halden United"),
        ("On Monday Ada Lund won.", "Monday", "Monday"),
    ],
)
def test_words_are_given_whole(text: str, words: str, phrase: str) -> None:
    start = text.index(words)
    assert whole("Which?", text, (start, start + len(words))) == phrase


@pytest.mark.parametrize(
    ("question", "text", "words", "phrase"),
    [
        ("How many boats leak?", "Three of its eleven boats leak.", "eleven", "Three of its eleven"),
        ("How many boats does it have?", "Three of its eleven boats leak.", "eleven", "eleven"),
        ("What is the toll?", "It raised the toll from 40 to 55 crowns in May.", "40", "55"),
        ("What was the toll before?", "It raised the toll from 40 to 55 crowns.", "55", "40"),
        ("When does it open?", "It moved the opening from 6 May to 9 June.", "6 May to 9 June", "9 June"),
        ("How long is it open?", "It moved, and opens from 6 May to 9 June.", "6 May to 9 June", "6 May to 9 June"),
        ("When is it open?", "It is open from 6 May to 9 June.", "6 May to 9 June", "6 May to 9 June"),
        ("Where is it held?", "It was moved from the Corn Hall to the Lido.", "the Corn Hall to the Lido", "the Lido"),
        ("By how much did it fall?", "The toll fell by 3 crowns to 9 crowns.", "9 crowns", "3 crowns"),
        ("How many of the boats leak?", "Of the 40 boats, 12 leak.", "40", "12"),
        ("What share leaks?", "More than a third of them leak.", "third", "More than a third"),
        ("At what time is it?", "It is on Tuesday, 14 March, at 9.30 a.m. in the hall.", "Tuesday", "9.30 a.m."),
        ("Who won the cup?", "Karst lost to Sportclub Haining in May.", "Karst", "Sportclub Haining"),
        ("Who found it?", "Two girls, Ines Ek and Bo Lund, found it.", "Bo Lund", "Ines Ek and Bo Lund"),
        ("Who runs it?", "It is run by Ines Ek and Bo Lund.", "Bo Lund", "Bo Lund"),
        ("Who founded it?", "It was not Sir Hugh but his widow, Lady Eleanor.", "Sir Hugh", "Lady Eleanor"),
        ("How deep is it?", "It is 214 metres deep and lies in a park.", "214 metres deep and lies", "214 metres deep"),
    ],
)
def test_of_several_values_the_one_that_is_asked_for(question: str, text: str, words: str, phrase: str) -> None:
    start = text.index(words)
    assert whole(question, text, (start, start + len(words))) == phrase


@pytest.mark.parametrize(
    ("question", "words", "may"),
    [
        ("How many boats leak?", "the harbour", False),
        ("How many boats leak?", "none", True),
        ("How much did it cost?", "its owner", False),
        ("Who saw it?", "1,450", False),
        ("Who saw it?", "1,450 people", True),
        ("When was it?", "after the flood", True),
    ],
)
def test_words_of_another_kind_are_left_out(question: str, words: str, may: bool) -> None:
    assert may_answer(question, words) is may


@given(text=texts, data=st.data())
def test_whole_words_stand_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert whole(data.draw(st.sampled_from(["How many?", "Who?", "What was it before?"])), text, (start, end)) in text


class Words:
    """A scorer that finds one word: the sentence with it, and the word itself, answer."""

    def __init__(self, word: str) -> None:
        self.word = word

    def warm(self) -> None: ...

    def score(self, question: str, texts: list[Text]) -> list[Scores]:
        return [self.one(text) for text in texts]

    def one(self, text: Text) -> Scores:
        found = [text.body.find(self.word, start, end) for start, end in text.sentences]
        logits = np.array([6.0 if at >= 0 else -6.0 for at in found], np.float32)
        spans = tuple((at, at + len(self.word)) if at >= 0 else (0, 0) for at in found)
        return Scores(float(logits.max()), logits, logits, spans)


BRIDGE = "The mayor of Marlow opened the new bridge on Monday. It cost 3.5 million euros. Fishermen protested."


def hits_of(text: str) -> list[Hit]:
    document = Document("d", "The new bridge", text)
    return [Hit(document, passage, 1.0) for passage in pack(document)]


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much did the bridge cost?", "3.5 million euros"),
        ("What did the mayor say?", None),
        ("Why was the bridge built?", None),
        ("Was the bridge expensive?", None),
        ("Tell me about the bridge", None),
    ],
)
def test_a_trained_reader_finds_the_sentence_and_the_words(question: str, short: str | None) -> None:
    reading = TrainedReader(Words("3.5 million euros"), BagOfWords(), terms, lambda term: 2.0).read(
        question, hits_of(BRIDGE)
    )
    assert reading.candidates[0].sentence.text == "It cost 3.5 million euros."
    assert [c.score for c in reading.candidates] == sorted((c.score for c in reading.candidates), reverse=True)
    assert reading.short == short


def test_a_trained_reader_without_hits_and_without_an_answer() -> None:
    reader = TrainedReader(Words("xyz"), BagOfWords(), terms, lambda term: 2.0)
    assert reader.read("Who?", []) == Reading((), 0.0, None)
    sure = TrainedReader(Words("Monday"), BagOfWords(), terms, lambda term: 2.0).read(
        "When did it open?", hits_of(BRIDGE)
    )
    unsure = reader.read("When did it open?", hits_of(BRIDGE))
    assert unsure.confidence < sure.confidence
    assert unsure.short is None


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who opened a bridge for the people of Marlow?", None),
        ("Which town's mayor opened it?", "Marlow"),
        ("Where was it opened, in Marlow or in Orrinford?", "Marlow"),
    ],
)
def test_what_the_question_says_itself_is_no_answer_unless_it_offers_a_choice(question: str, short: str | None) -> None:
    reading = TrainedReader(Words("Marlow"), BagOfWords(), terms, lambda term: 2.0).read(question, hits_of(BRIDGE))
    assert reading.candidates[0].sentence.text.startswith("The mayor of Marlow")
    assert reading.short == short


@pytest.mark.parametrize(
    ("question", "phrase", "several"),
    [
        ("Who is the mayor of Marlow?", True, False),
        ("How many people marched?", True, False),
        ("In which year did it close?", True, False),
        ("How did the fire start?", False, True),
        ("Why was it late?", False, True),
        ("What did the minister say about taxes?", False, True),
        ("Is the bridge open?", False, False),
        ("did the dockers strike", False, False),
    ],
)
def test_what_kind_of_answer_is_wanted(question: str, phrase: bool, several: bool) -> None:
    assert wants_phrase(question) is phrase
    assert wants_several(question) is several


@pytest.fixture(scope="module")
def scorer() -> BundledScorer:
    return BundledScorer()


class TestBundled:
    """The network that comes along, its real weights."""

    def test_it_reads(self, scorer: BundledScorer) -> None:
        reader = TrainedReader(scorer, BagOfWords(), terms, lambda term: 2.0)
        hits = hits_of(BRIDGE) + hits_of("Apple growers picked fewer apples. Frost in May was to blame.")
        reading = reader.read("How much did the bridge cost?", hits)
        assert reading.candidates[0].sentence.text == "It cost 3.5 million euros."
        assert reading.short in {"3.5 million", "3.5 million euros"}

    def test_batches_do_not_change_what_it_reads(self, scorer: BundledScorer) -> None:
        texts = [text_of(hit) for hit in hits_of("The ferry left the quay at noon. " * 60) + hits_of(BRIDGE)]
        together = scorer.score("When did the ferry leave?", texts)
        for text, scores in zip(texts, together, strict=True):
            (alone,) = scorer.score("When did the ferry leave?", [text])
            assert alone.answers == pytest.approx(scores.answers, abs=1e-3)
            assert alone.sentence == pytest.approx(scores.sentence, abs=1e-3)
            assert alone.spans == scores.spans

    def test_threads_may_share_it(self, scorer: BundledScorer) -> None:
        texts = [text_of(hit) for hit in hits_of(BRIDGE)]
        (expected,) = scorer.score("Who protested?", texts)
        with ThreadPoolExecutor(4) as pool:
            for (scores,) in pool.map(lambda _: scorer.score("Who protested?", texts), range(8)):
                assert scores.sentence == pytest.approx(expected.sentence, abs=1e-3)

    def test_what_is_remembered_is_read_as_at_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(bundled, "KEPT", 2)
        fresh = BundledScorer()
        texts = [text_of(hit) for hit in hits_of("The ferry left the quay at noon. " * 60) + hits_of(BRIDGE)]
        first, second = fresh.score("When did it leave?", texts), fresh.score("When did it leave?", texts)
        for one, other in zip(first, second, strict=True):
            assert np.array_equal(one.sentence, other.sentence)
            assert np.array_equal(one.span, other.span)
        assert len(fresh._lower._known) == 2

    @pytest.mark.parametrize("damage", ["changed", "missing"])
    def test_other_weights_are_refused(self, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        place = tmp_path / "reader.onnx"
        if damage == "changed":
            content = bytearray(WEIGHTS.read_bytes())
            content[-1] ^= 1
            place.write_bytes(content)
        monkeypatch.setattr(bundled, "WEIGHTS", place)
        with pytest.raises(ModelNotFound, match="reinstall Article QA") as raised:
            BundledScorer().warm()
        assert str(place) in str(raised.value)

    def test_neither_torch_nor_transformers_is_needed(self) -> None:
        code = (
            "import sys; from qa.reader.bundled import BundledScorer; from qa.reader.scores import Text;"
            "BundledScorer().score('Who?', [Text('Ferry', 'Lund sank it.', ((0, 13),))]);"
            "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'onnx') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    from transformers import BertConfig, BertForQuestionAnswering, BertTokenizerFast

    place = tmp_path_factory.mktemp("model")
    folder = minilm_folder()
    assert folder
    BertTokenizerFast.from_pretrained(str(folder)).save_pretrained(place)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    BertForQuestionAnswering(config).save_pretrained(place)
    return str(place)


class TestPlugged:
    """Any extractive model: here one of random weights, which finds nothing, but truly by its offsets."""

    def test_every_sentence_is_scored_and_spans_stand_in_it(self, folder: str) -> None:
        text = text_of(hits_of(BRIDGE)[0])
        long = Text("Long", "The ferry left the quay. " * 300, tuple((i * 25, i * 25 + 24) for i in range(300)))
        for read, scores in zip((text, long), PluggedScorer(folder).score("Who?", [text, long]), strict=True):
            assert len(scores.span) == len(read.sentences)
            assert (scores.span > UNREAD).all()
            for (start, end), (a, b) in zip(read.sentences, scores.spans, strict=True):
                assert start <= a < b <= end

    def test_it_reads(self, folder: str) -> None:
        reader = PluggedReader(PluggedScorer(folder), SignalReader(BagOfWords(), terms, lambda term: 2.0))
        reader.warm()
        reading = reader.read("Who opened the bridge?", hits_of(BRIDGE))
        assert len(reading.candidates) == 3
        assert reader.read("Who?", []) == Reading((), 0.0, None)

    def test_a_missing_model_is_named(self) -> None:
        with pytest.raises(ModelNotFound, match="no reader 'no/such-reader'"):
            PluggedScorer("no/such-reader").warm()
