"""Which language questions are said to be in: `python benchmarks/asking/foreign.py`, or with the path of a set that
one alone. Two languages are named where there is doubt; right is when one of them is.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel import Locale

from qa.english.language import language_of_question

HERE = Path(__file__).parent
SETS = (HERE / "languages.jsonl", HERE / "languages_kept.jsonl")


def main() -> None:
    """One line a set."""
    names = Locale("en").languages
    for path in map(Path, sys.argv[1:] or map(str, SETS)):
        items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        asked = [(item["language"], language_of_question(item["question"])) for item in items if item.get("question")]
        foreign = [(language, told) for language, told in asked if language != "en"]
        english = [told for language, told in asked if language == "en"]
        right = sum(names[language] in told for language, told in foreign)
        print(
            f"{path.name}: {right} of {len(foreign)} named right, {sum(not told for _, told in foreign)} not named; "
            f"of {len(english)} in English {sum(map(bool, english))} called foreign"
        )


if __name__ == "__main__":
    main()
