"""Where a pasted text comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alteration:
    """Characters `start` to `end` of the question, `text`, in whose place the article has characters `at` to `until` of
    its text, `there`. Either may be empty: words that were added, or left out."""

    start: int
    end: int
    text: str
    at: int
    until: int
    there: str


@dataclass(frozen=True, slots=True)
class Origin:
    """How the pasted text stands in the article of a citation.

    `exact`: to the letter, whatever its white space and the kinds of its quotation marks and dashes. Else nearly:
    `similarity` is the share of the words of both that are the same, in order (1 where only capitals or marks differ),
    and `altered` tells each word that is not, in the order of the question.
    """

    exact: bool
    similarity: float
    altered: tuple[Alteration, ...] = ()
