"""Windows: nothing of a passage is lost, and every token says truly where it stands."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.index.passages import pack
from qa.reader.windows import (
    CLS,
    MAX_QUESTION,
    MAX_TOKENS,
    NOWHERE,
    OVERLAP,
    SEP,
    question_ids,
    window_tokenizer,
    windows,
)
from qa.types import Document
from tests.strategies import texts

TOKENIZER = window_tokenizer()


@settings(max_examples=200)
@given(title=texts, text=texts, repeat=st.integers(1, 40))
def test_every_token_of_a_passage_is_in_a_window_at_its_place(title: str, text: str, repeat: int) -> None:
    document = Document("d", title, text * repeat)
    for passage in pack(document):
        body = document.text[passage.start : passage.end]
        spans = [(s.start - passage.start, s.end - passage.start) for s in passage.sentences]
        whole = TOKENIZER.encode(body, add_special_tokens=False)
        seen = set()
        for window in windows(TOKENIZER, title, body, spans):
            assert len(window.ids) == len(window.offsets) == len(window.sentence) <= MAX_TOKENS
            assert window.ids[0] == CLS
            assert window.ids[-1] == SEP
            of_body = window.offsets[:, 0] != NOWHERE
            assert not of_body[0]
            assert not of_body[-1]
            for (start, end), sentence in zip(window.offsets[of_body], window.sentence[of_body], strict=True):
                assert 0 <= start <= end <= len(body)
                seen.add((int(start), int(end)))
                if sentence != NOWHERE:
                    assert spans[sentence][0] <= start < spans[sentence][1]
        assert seen == set(whole.offsets)


def test_long_passages_overlap() -> None:
    body = "The ferry left the quay. " * 200
    cut = windows(TOKENIZER, "Ferries", body, [(0, len(body))])
    assert len(cut) > 2
    for one, two in itertools.pairwise(cut):
        ends, starts = one.offsets[one.sentence == 0], two.offsets[two.sentence == 0]
        assert np.array_equal(ends[-OVERLAP:], starts[:OVERLAP])
        assert np.array_equal(one.ids[:2], two.ids[:2])  # the title stands before each


def test_questions_are_bounded() -> None:
    ids = question_ids(TOKENIZER, "why " * 500)
    assert len(ids) == MAX_QUESTION
    assert (ids[0], ids[-1]) == (CLS, SEP)
    assert question_ids(TOKENIZER, "").tolist() == [CLS, SEP]
