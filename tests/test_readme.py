"""What README shows is what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import qa

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_answers_shown_are_the_answers_given(real_index: Path) -> None:
    assistant = qa.Assistant.open(real_index)
    shown = re.findall(r'^\$ qa ask "(.+)"\n((?:[^`$\n].*\n)+)', README, re.MULTILINE)
    assert len(shown) == 2
    for question, output in shown:
        answer = assistant.ask(question)
        assert output.split() == [*(answer.short or "").split(), *_blocks(answer)]


def _blocks(answer: qa.Answer) -> Iterator[str]:
    """The words of each sentence as the terminal prints it, and of the text where nothing is cited."""
    for citation in answer.citations:
        if citation.context:
            yield from f"… {citation.context.text}".split()
        yield from f"{citation.text} [{citation.number}]".split()
        yield from f"{citation.document.source}, {citation.document.date}".split()
    if not answer.citations:
        yield from answer.text.split()


def test_the_python_shown_runs(real_index: Path) -> None:
    (code,) = re.findall(r"```python\nimport qa\n(.*?)```", README, re.DOTALL)
    lines = [line for line in code.splitlines() if "build_index" not in line]
    exec("import qa\n" + "\n".join(lines).replace('"index"', repr(str(real_index))), {})  # noqa: S102 our own README
