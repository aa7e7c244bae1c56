"""Images of pages (.png .jpg .tif): the text that is recognised on them. A TIFF may have many pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.documents import scans
from qa.documents.worker import Picture, Worker
from qa.errors import DocumentError
from qa.types import Document, Note, Skipped

SECONDS = 60  # of the processor for one file...
SECONDS_PAGE = 1  # ...and more for each of its pages
PATIENCE = 900.0  # seconds on the clock, where the system bounds no time of the processor
DECODED = 150_000_000  # pixels of a page as it is: of a broadsheet at 600 dots an inch, 124 million
PIXELS = 40_000_000  # of a page as it is recognised
ENDS = ((b"\x89PNG", b"IEND"), (b"\xff\xd8\xff", b"\xff\xd9"))  # how a picture of a kind begins, and ends
TAIL = 1024  # bytes in which the end stands; some programs write more behind it

worker = Worker(Path(__file__).with_name("image_worker.py"), "the reader of images does not start: pip install pillow")


def load(data: bytes, id: str) -> Iterator[Document | Note | Skipped]:
    """Read an image. Raises DocumentError."""
    count = _count(data)

    def show(numbers: Sequence[int]) -> Iterator[Picture | None]:
        return _pictures(data, len(numbers))

    pages = dict.fromkeys(range(count), 0)
    yield from scans.articles(id, None, [[]] * count, pages, show, alone=count == 1, damage=_cut_off(data))


def _cut_off(data: bytes) -> str | None:
    """What to say of a picture that cannot be decoded and whose end is missing; None where it is there."""
    ended = any(data.startswith(head) and end not in data[-TAIL:] for head, end in ENDS)
    if not ended:
        return None
    return f"the file ends within the picture, after {len(data):,} bytes: copy it again, or scan the page again"


def picture(data: bytes, number: int, most: int) -> Picture | None:
    """A page, counted from 0, of at most so many pixels; None for one that is damaged, or not there."""
    try:
        with worker.asked(data, PATIENCE, **_wishes(1) | {"pixels": most}, draw=[number]) as answers:
            if fault := answers.line().get("fault"):
                raise DocumentError(fault)
            found = answers.picture()
            answers.ended = True
            return found
    except DocumentError:
        return None


def _count(data: bytes) -> int:
    """How many pages an image has. Raises DocumentError for what is none."""
    with worker.asked(data, PATIENCE, **_wishes(0)) as answers:
        head = answers.line()
        answers.ended = True
        if fault := head.get("fault"):
            raise DocumentError(fault)
        return int(head["pages"])


def _pictures(data: bytes, most: int) -> Iterator[Picture | None]:
    """Its first pages; None for one that is damaged, and for all that come behind one that is too much."""
    done = 0
    try:
        with worker.asked(data, PATIENCE + SECONDS_PAGE * most, **_wishes(most)) as answers:
            answers.line()
            while done < most:
                picture = answers.picture()
                done += 1
                yield picture
            answers.ended = True
    except DocumentError:
        yield from [None] * (most - done)


def _wishes(pages: int) -> dict[str, int]:
    seconds = SECONDS + SECONDS_PAGE * pages
    return {"pages": pages, "seconds": seconds, "decoded": DECODED, "pixels": PIXELS}
