"""A folder about a bridge that changes, and questions on it."""

from __future__ import annotations

from pathlib import Path

import qa
from qa import saved
from qa.saved import SavedJSON
from qa.types import EVERYTHING

COST = "What did the bridge at Marlow cost?"
PILOT = "Who steered the last ferry of Marlow?"
PAINTER = "Who painted the bridge at Marlow?"


class Town:
    """Its articles, their index, and the assistant that follows it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.index = place / "articles", place / "index"
        self.folder.mkdir()
        self.write("cost", "The mayor of Marlow spoke on Monday. The bridge at Marlow cost 3.5 million euros.")
        self.write("ferry", "Crowds stood on the quay. Captain Ada Lund steered the last ferry of Marlow.")
        self.build()
        self.assistant = qa.Assistant.open(self.index)

    def write(self, name: str, text: str, day: int = 3) -> None:
        (self.folder / f"{name}.txt").write_text(f"date 2025-11-{day:02}\n\n{text}\n\nBased On Coastal Herald Report\n")

    def build(self) -> None:
        qa.build_index(self.folder, self.index)

    def save(self, question: str) -> SavedJSON:
        return saved.save(self.assistant, self.index, question, EVERYTHING)

    def told(self) -> dict[str, str]:
        """What a look at all questions tells of each, after a build."""
        self.build()
        found = saved.watch(qa.Assistant.open(self.index), self.index)
        return {each["question"]: each["change"]["kind"] if each["change"] else "none" for each in found}
