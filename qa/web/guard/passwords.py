"""HTTP Basic: who may ask, and how often somebody may guess. Not Gradio's login, which covers Gradio's routes alone."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path

from qa.errors import QAError

GUESSES = 10
"""Different wrong passwords that may come for one name from one client within `PERIOD` seconds."""
PERIOD = 60.0
CLIENTS_KEPT = 10_000  # whoever has many addresses must not fill the memory
OPTION = "--auth (or QA_AUTH)"


class Users:
    """Names with their passwords, kept as digests."""

    def __init__(self, pairs: Iterable[str]) -> None:
        self._digests = [_digest(pair.encode()) for pair in pairs]

    def know(self, given: bytes) -> bool:
        """Whether this is `name:password` of somebody; takes as long for a near miss as for any other."""
        digest, known = _digest(given), False
        for other in self._digests:
            known |= hmac.compare_digest(digest, other)
        return known


class Guesses:
    """Counts the wrong passwords of each client. The same one again tells nobody anything, so it counts once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tried: OrderedDict[str, dict[bytes, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until this client is listened to again; 0 when it is."""
        since = self._clock() - PERIOD
        tried = self._tried.get(client, {})
        recent = {guess: at for guess, at in tried.items() if at > since}
        if recent != tried:
            self._tried[client] = recent
        return max(0.0, min(recent.values()) - since) if len(recent) >= GUESSES else 0.0

    def wrong(self, client: str, given: bytes) -> None:
        """Remember a wrong password."""
        self._tried.setdefault(client, {})[_digest(given)] = self._clock()
        self._tried.move_to_end(client)
        if len(self._tried) > CLIENTS_KEPT:
            self._tried.popitem(last=False)


def credentials(authorization: str | None) -> bytes | None:
    """The `name:password` of an Authorization header, None when it holds none."""
    scheme, _, encoded = (authorization or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None


def read(option: str | None) -> Users | None:
    """The users that an option names: `name:password`, or `@FILE` with one of these a line; None without an option.

    In a file, empty lines and lines that begin with # are left out. Raises QAError: no message repeats a password.
    """
    if option is None:
        return None
    if not option.startswith("@"):
        return Users([_checked(option, OPTION)])
    file = Path(option[1:])
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise QAError(f"{OPTION}: cannot read the passwords in {file} ({error.strerror})") from error
    except ValueError as error:  # no UTF-8, or a NUL in the name
        raise QAError(f"{OPTION}: cannot read the passwords in {option[1:]!r}: it is no UTF-8 text") from error
    pairs = [
        _checked(line.strip(), f"{OPTION}, line {number} of {file}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.strip().startswith("#")
    ]
    if not pairs:
        raise QAError(f"{OPTION}: {file} names nobody: write name:password, one a line")
    return Users(pairs)


def _checked(pair: str, where: str) -> str:
    name, colon, password = pair.partition(":")  # the first one: Basic allows none in a name, any in a password
    if not (name and colon and password) or not pair.isprintable():
        raise QAError(f"{where} is not name:password: a name, a colon, and a password, without control characters")
    return pair


def _digest(text: bytes) -> bytes:
    return hashlib.sha256(text).digest()  # no slow hash: these digests are in memory alone, and guesses are counted
