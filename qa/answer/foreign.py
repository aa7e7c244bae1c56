"""A question in a language that neither the articles nor the model know: a refusal that names it."""

from __future__ import annotations

from dataclasses import replace

from qa.answer.scope import Scope
from qa.embedder import knows_english_alone
from qa.english.language import is_english, language_of_question
from qa.types import Answer


def in_its_language(scope: Scope, typed: str, answer: Answer) -> Answer:
    """The answer; where it is a refusal of a question that was `typed` in another language than English, one that says
    so. Not where the model may know that language, nor where most of the nearest passages are not in English."""
    if answer.found or not answer.hits or not knows_english_alone(scope.embedder):
        return answer
    languages = language_of_question(typed)
    english = sum(is_english(hit.document.text[hit.start : hit.end]) for hit in answer.hits)
    if not languages or 2 * english <= len(answer.hits):
        return answer
    said = f"The question seems to be in {' or '.join(languages)}; these articles and this model know English."
    return replace(answer, text=f"{answer.text} {said}")
