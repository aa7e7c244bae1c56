"""What a file of a kind may be: how large, and how it does not begin. The kinds are those of `files.SUFFIXES`."""

from __future__ import annotations

from qa.errors import DocumentError

# A file that is one document is held in memory several times over while it is parsed; the longest novels are 4 MB of
# text, so what is larger is a data set, and belongs in rows.
DOCUMENT_LIMIT = 20_000_000  # bytes

_LIMITS: dict[str, int | None] = {
    # A hostile Markdown file of 20 MB takes its parser many minutes, and the longest real ones are well under this.
    ".md": 2_000_000,
    # A scanned page has 50 KB to 2 MB.
    ".pdf": 200_000_000,
    ".tif": 200_000_000,
    ".png": 50_000_000,
    ".jpg": 50_000_000,
    # Pictures and attachments are most of these.
    ".rtf": 50_000_000,
    ".odt": 50_000_000,
    ".eml": 50_000_000,
    ".msg": 50_000_000,
    ".epub": 200_000_000,
    ".zip": 1_000_000_000,
    ".meta.yaml": 16_000,
    # Read piece by piece.
    ".csv": None,
    ".jsonl": None,
    ".json": None,  # where it is one value, objects.py has a limit
    ".mbox": None,
}

IMAGES = (".png", ".jpg", ".tif")  # which of them one is, its bytes tell

# How a file begins whose name says something else: what it is, the kinds that begin so, what its owner can do.
_DISGUISES = (
    (b"%PDF-", "a PDF", (".pdf",), "rename it to .pdf"),
    (
        b"PK\x03\x04",
        "a zip archive, perhaps a Word document,",
        (".docx", ".odt", ".epub", ".zip"),
        "rename it to .docx",
    ),
    (b"\xd0\xcf\x11\xe0", "an old Office document", (".docx", ".msg"), "save it as .docx, .pdf or .txt"),
    (b"{\\rtf", "an RTF document", (".rtf",), "rename it to .rtf"),
    (b"\x89PNG\r\n", "a PNG image", IMAGES, "rename it to .png"),
    (b"\xff\xd8\xff", "a JPEG image", IMAGES, "rename it to .jpg"),
    (b"II*\0", "a TIFF image", IMAGES, "rename it to .tif"),
    (b"MM\0*", "a TIFF image", IMAGES, "rename it to .tif"),
    (b"\x1f\x8b", "a gzip archive", (), "unpack it"),
)


def limit(kind: str) -> int | None:
    """The bytes that a file of a kind may have; None: any number."""
    return _LIMITS.get(kind, DOCUMENT_LIMIT)


def check_disguise(head: bytes, kind: str) -> None:
    """Raises DocumentError when a file of this kind begins (16 bytes are enough) like one of another."""
    for magic, what, right, remedy in _DISGUISES:
        if head.startswith(magic) and kind not in right:
            raise DocumentError(f"{what} named {kind}: {remedy}")
