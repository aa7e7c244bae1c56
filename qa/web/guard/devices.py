"""Browsers that were let in before, told by a cookie, so that whoever guesses passwords locks nobody else out.

Behind a proxy that does not say who asks, everybody has one address, and the guesses of one would be counted against
all. See OWASP, "Slow Down Online Guessing Attacks with Device Cookies". The cookie opens nothing by itself: a
password is asked for all the same, and its guesses are counted apart.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

COOKIE = "qa-device"
_VALUE = re.compile(r"([0-9a-f]{32})([0-9a-f]{64})")
_SENT = re.compile(rf"(?:^|;)[ \t]*{COOKIE}=([0-9a-f]{{96}})[ \t]*(?=;|$)")


class Devices:
    """Keeps nothing: a cookie is a number, signed with the name it was given for. Another process signs otherwise."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def cookie(self, name: bytes, *, secure: bool) -> str:
        """The value of a Set-Cookie header for a browser from which `name` came with its password."""
        number = secrets.token_hex(16)
        return f"{COOKIE}={number}{self._signed(number, name)}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict" + (
            "; Secure" if secure else ""
        )

    def known(self, cookies: str | None, name: bytes) -> str | None:
        """The number of a browser from which `name` came before, by its Cookie header; None for any other."""
        sent = _SENT.search((cookies or "")[:10_000])
        match = _VALUE.fullmatch(sent[1]) if sent else None
        if match is None or not hmac.compare_digest(match[2], self._signed(match[1], name)):
            return None
        return match[1]

    def _signed(self, number: str, name: bytes) -> str:
        return hmac.new(self._key, number.encode() + name, hashlib.sha256).hexdigest()
