"""What can be wrong with a file, at random: bytes turned, cut, spliced, said again, fields enlarged, members of
archives damaged where no checksum keeps the damage from the readers, texts in encodings that nobody expects."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator

from tests.documents.originals import Original, originals

MOST = 3_000_000  # bytes of a damaged file; larger ones are what test_bombs*.py are for
INTERESTING = [
    *(b"", b"\0", b"\xff" * 4, b"\xed\xa0\x80", b"\n\n", b"--", b"#", b"..", b'"', b"%00", b"-1", b"99999999999"),
    *(b"<", b">", b"&x;", b"<p>", b"</", b"{", b"}", b"[", b"]", b"\\u-1?", b"\\bin99999 ", b"=?utf-8?q?=ff?="),
    *(b"From a 2025\n", b"\\ud800", b"&#55296;", b"&#x110000;", b"<![CDATA[", b"]]>", b"<!--", b"---\n", b"1e999"),
    *(b"NaN", b"null", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\x1b", b"\xc2\x85", b"\xe2\x80\xa8", b"obj", b"endstream"),
]
NUMBERS = [b"0", b"-1", b"1", b"65535", b"4294967295", b"2147483648", b"18446744073709551616", b"1e308", b"9" * 400]
WORDS = [bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\1\0\0\0", b"\0\0\0\1"]
NESTING = [(b"<div>", b""), (b"[", b"]"), (b'{"a":', b"}"), (b"{\\b ", b"}"), (b"> ", b""), (b"<table><tr><td>", b""),
           (b"(", b")"), (b"<a>", b"</a>"), (b"* ", b"\n"), (b"<<", b">>")]  # fmt: skip
ENCODINGS = (
    "utf-16 utf-16-le utf-16-be utf-32 utf-32-be utf-7 utf-8-sig cp500 cp1252 cp437 koi8-r shift_jis gb18030 "
    "iso2022_jp big5 mac_roman hz"
).split()
ENDS = [b"\r", b"\r\n", b"\n\r", b"\0", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b""]
TEXTS = frozenset(".txt .md .html .rtf .csv .tsv .json .jsonl .eml .mbox .xml .rss .atom".split())

Chance = random.Random
Mutation = Callable[[bytes, Chance], bytes]


def _span(data: bytes, chance: Chance) -> tuple[int, int]:
    """Mostly short, sometimes most of the file."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.paretovariate(0.7)))


def turned(data: bytes, chance: Chance) -> bytes:
    """Bits or bytes are others."""
    spoilt = bytearray(data)
    for _ in range(int(chance.paretovariate(1.0)) if data else 0):
        if chance.random() < 0.5:
            spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            spoilt[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(spoilt)


def overwritten(data: bytes, chance: Chance) -> bytes:
    """A stretch is noise, or nothing."""
    start, end = _span(data, chance)
    return data[:start] + chance.choice((chance.randbytes(end - start), bytes(end - start))) + data[end:]


def cut(data: bytes, chance: Chance) -> bytes:
    """The end, the beginning or some of the middle is missing."""
    start, end = _span(data, chance)
    return chance.choice((data[:start], data[start:], data[:start] + data[end:]))


def spliced(data: bytes, chance: Chance) -> bytes:
    """Something stands in the middle: of this file, of another kind, or what formats make much of."""
    place = chance.randrange(len(data) + 1)
    match chance.randrange(3):
        case 0:
            start, end = _span(data, chance)
            more = data[start:end]
        case 1:
            other = whole(chance.choice(chance.choice(list(originals().values()))))
            start, end = _span(other, chance)
            more = other[start : start + max(end - start, chance.randrange(2000))]
        case _:
            more = chance.choice(INTERESTING)
    return data[:place] + more + data[place:]


def doubled(data: bytes, chance: Chance) -> bytes:
    """A stretch is said again, up to some thousand times."""
    start, end = _span(data, chance)
    times = min(int(chance.paretovariate(0.4)), 20_000, MOST // 4 // max(end - start, 1))
    return data[:end] + data[start:end] * times + data[end:]


def enlarged(data: bytes, chance: Chance) -> bytes:
    """A number is another one, a word is very long, or something is nested in itself."""
    match chance.randrange(4):
        case 0 if found := list(re.finditer(rb"\d+", data)):
            match = chance.choice(found)
            return data[: match.start()] + chance.choice(NUMBERS) + data[match.end() :]
        case 1 if found := list(re.finditer(rb"[A-Za-z]+", data)):
            match = chance.choice(found)
            return (
                data[: match.end()] + match[0] * (chance.choice((300, 70_000)) // len(match[0])) + data[match.end() :]
            )
        case 2:
            place = chance.randrange(len(data) + 1)
            opens, closes = chance.choice(NESTING)
            times = chance.choice((50, 300, 2_000, 50_000))
            return data[:place] + opens * times + data[place : place + 50] + closes * times + data[place + 50 :]
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(WORDS) + data[place + 4 :]


def encoded(data: bytes, chance: Chance) -> bytes:
    """The text, or some of it, is in another encoding, or its lines end otherwise."""
    if chance.random() < 0.3:
        return data.replace(b"\n", chance.choice(ENDS))
    start, end = (0, len(data)) if chance.random() < 0.6 else _span(data, chance)
    text = data[start:end].decode("utf-8", "replace")
    return data[:start] + text.encode(chance.choice(ENCODINGS), "replace") + data[end:]


MUTATIONS: tuple[Mutation, ...] = (turned, overwritten, cut, spliced, doubled, enlarged)


def damaged(data: bytes, chance: Chance, text: bool = False) -> bytes:
    """Some of all that, one to four times; never empty."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice((*MUTATIONS, encoded, encoded) if text else MUTATIONS)(data, chance)[:MOST]
    return data or b"\0"


def whole(original: Original) -> bytes:
    """The bytes of the file."""
    if isinstance(original, bytes):
        return original
    return _zipped((name, _bytes(content)) for name, content in original.items())


def mutated(suffix: str, number: int, seed: int = 0) -> bytes:
    """The damaged file of this number; the same arguments give the same bytes."""
    chance = random.Random(f"{seed} {suffix} {number}")
    original = chance.choice(originals()[suffix])
    data = whole(original)
    if chance.random() < 0.25:
        return damaged(data, chance, suffix in TEXTS)
    if not isinstance(original, bytes):
        return _member(original, chance)
    if suffix == ".png":
        return _chunk(data, chance)
    if suffix == ".pdf" and (streams := list(re.finditer(rb"stream\r?\n", data))):
        start = chance.choice(streams).end()  # what is drawn, and not what holds it together
        end = data.find(b"endstream", start)
        return data[:start] + damaged(data[start:end], chance) + data[end:]
    return damaged(data, chance, suffix in TEXTS)


def _bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _zipped(members: Iterator[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def _member(original: Original, chance: Chance) -> bytes:
    """An archive with a member that is damaged, missing, there twice, or has the content of another."""
    assert not isinstance(original, bytes)
    members = [(name, _bytes(content)) for name, content in original.items()]
    at = chance.randrange(len(members))
    name, content = members[at]
    match chance.randrange(6):
        case 0:
            del members[at]
        case 1:
            members[at] = name, chance.choice(members)[1]
        case 2:
            members[at] = chance.choice(("../" + name, "/" + name, name + "/", name * 300, "\0", name[:-1])), content
        case _:
            members[at] = name, damaged(content, chance, text=True)
    return _zipped(iter(members))


def _chunk(data: bytes, chance: Chance) -> bytes:
    """A PNG with a damaged chunk whose checksum is right."""
    chunks, place = [], 8
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        chunks.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + size]))
        place += 12 + size
    at = chance.randrange(len(chunks))
    kind, content = chunks[at]
    if kind == b"IDAT" and chance.random() < 0.5:
        content = zlib.compress(damaged(zlib.decompress(content), chance))
    else:
        content = damaged(content, chance)
    chunks[at] = (
        chance.choice((kind, kind, kind, b"tEXt", b"iTXt", b"zTXt", b"pHYs", b"tRNS", b"iCCP", b"eXIf")),
        content,
    )
    pieces = (len(c).to_bytes(4, "big") + k + c + zlib.crc32(k + c).to_bytes(4, "big") for k, c in chunks)
    return data[:8] + b"".join(pieces)
