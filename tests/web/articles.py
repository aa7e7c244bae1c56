"""A handful of articles written for the tests of the page, among them ones that try to take it over."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.types import Document

# In the words of the articles: these tests are about the page, any reader should find the answers.
ELECTRICITY = "What did the operator say about the electricity that the tidal power station will generate?"
HONEY = "How much honey does a colony need to survive the winter?"
MARRIAGE = "Whom did the lighthouse keeper Osgood Pell marry?"
DIRECTOR = "Who is the director of the new library of Qasr?"

TICKET = "What does a day ticket for the Zorblatt festival cost and where is it sold?"
FESTIVAL = "What did the Zorblatt festival that opened on Monday have on its posters, a script or a pixel?"
UNKNOWN = "Who won the 1987 chess tournament in Lima?"


def _saga() -> str:
    """A long article with a single sentence that anybody asks about, near its end."""
    days = [f"On day {day} the keeper of the lighthouse wrote about the weather and the ships." for day in range(250)]
    days[230] = "The lighthouse keeper Osgood Pell did finally marry the cartographer Wilhelmina Drax in Tromso."
    days[40] = "Maud Ferring, who heads the Harbour Pilots of Marlow, came for dinner."
    return "\n\n".join(" ".join(days[at : at + 5]) for at in range(0, len(days), 5))


TIDAL = Document(
    id="tidal.txt",
    title="Harbour city opens its first tidal power station",
    source="Coastal Herald",
    date=datetime.date(2025, 11, 18),
    text="""\
The port of Marlow switched on its first tidal power station on Tuesday, ending eleven years of planning disputes.

The plant uses twelve submerged turbines anchored at the mouth of the estuary. At full output the tidal station will \
generate 48 megawatts of electricity, enough for roughly 36,000 homes, according to the operator Tidewell Energy.

"We built this for a hundred-year lifetime, not a quarterly report," said Tidewell's chief engineer, Inês Carvalho. \
She added that the turbines stop automatically when sonar detects porpoises within 80 metres.

Fishing groups remain sceptical. The Marlow Inshore Association says its members lost access to two of their five \
winter grounds during construction and have yet to receive the compensation they were promised in 2021.

Construction cost 212 million euros, some 19 percent above the original budget. The overrun was caused mainly by a \
redesign of the seabed anchors after a storm damaged three prototypes in January 2023.
""",
)

ENERGY = Document(
    id="energy/1 & more?",
    title="Tidal plant's first month beats forecast by six percent",
    source="Energy Ledger",
    date=datetime.date(2025, 12, 20),
    text="Marlow's tidal power station did generate 13.4 gigawatt-hours of electricity in its first full month, six "
    "percent more than forecast, the operator said on Saturday. Divers will inspect it every spring.",
)

HOSTILE = Document(
    id="<b>hostile</b>",
    title="<img src=https://evil.example/t.png onerror=alert(1)> **Festival** \u202egnp [x](https://evil.example)",
    source="Evil *Times* <b>",
    date=datetime.date(2025, 10, 1),
    text="The Zorblatt festival opened on Monday with <script>alert('festival')</script> and "
    "![pixel](https://evil.example/p.png) ${alert(2)} {{constructor}} \u202eneddih\u202c on its posters.[1]\r\n\r\n"
    "## Programme & <b>prices</b> ##\r\n"
    "A day ticket for the Zorblatt festival costs 14 dollars \U0001f3aa\U0001f3b6 and is sold at www.evil.example only."
    "\r\n\r\n- **first** item with `code`\r\n- second item &lt;not a tag&gt;\r\n",
)

LIBRARY = Document(
    id="library",
    title="افتتاح مكتبة جديدة في المدينة",
    text="The new library of Qasr opened with 40,000 books in Arabic \U0001f4da\U0001f4da. The director of the new "
    "library of Qasr is Layla Haddad.",
)

HANDBOOK = Document(
    id="bees.md",
    title="The beekeeper's handbook",
    text="""\
# The beekeeper's handbook

## Spring

Bees leave the hive when the air is warmer than twelve degrees.

## Winter stores

A colony of bees will need about eighteen kilograms of honey to survive the winter. Weak ones are joined in September.

1. Weigh the hive.
2. Feed sugar syrup when it is too light.
""",
)

SAGA = Document(id="saga", title="The lighthouse saga", date=datetime.date(2024, 2, 3), text=_saga())

DOCUMENTS = {document.id: document for document in (TIDAL, ENERGY, HOSTILE, LIBRARY, HANDBOOK, SAGA)}


def write(folder: Path) -> Path:
    """Write the articles into `folder` as one file of rows, and give the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "date": document.date and document.date.isoformat(),
            "text": document.text,
        }
        for document in DOCUMENTS.values()
    ]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@contextmanager
def to_the_letter() -> Iterator[None]:
    """While rows are read: texts stay as other kinds of files bring them, since cells lose their HTML."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("plain", "unescaped"):
            patch.setattr(f"qa.documents.rows.{name}", lambda text: text)
        yield
