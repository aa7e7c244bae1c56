"""Whether a request comes from somebody with a password, and how often somebody may try."""

from __future__ import annotations

import hashlib
import logging

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from qa.web.guard.client import network
from qa.web.guard.devices import Devices
from qa.web.guard.passwords import Guesses, Users, credentials
from qa.web.guard.replies import HASHED, refused

LOGIN = {"www-authenticate": 'Basic realm="Article QA", charset="UTF-8"'}

log = logging.getLogger(__name__)


class Logins:
    """Wrong passwords are counted for each name that comes from an address: behind a proxy that does not say who asks,
    guesses at one name lock no other out. Those of a browser that was let in before are counted for that browser."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._guesses = Guesses()
        self._devices = Devices()

    def refusal(self, scope: Scope, headers: Headers, also: dict[str, str]) -> Response | None:
        """The answer to somebody who has to say who they are; None for whoever has, and then perhaps a cookie in
        `also`, the headers of the reply."""
        given = credentials(headers.get("authorization"))
        if given is None:  # no guess: a browser has to be asked before it sends what it knows
            return refused(401, "A name and a password are needed.", LOGIN)
        name = given.partition(b":")[0]
        device = self._devices.known(headers.get("cookie"), name)
        address = network(scope["client"][0]) if scope.get("client") else ""
        guesser = f"device {device}" if device else f"{address} {hashlib.sha256(name).hexdigest()}"
        if wait := self._guesses.wait(guesser):  # even with the right password: else a guess would still tell
            return refused(429, "Too many wrong passwords: wait a minute.", {"retry-after": str(int(wait) + 1)})
        if self._users.know(given):
            if device is None and not scope["path"].startswith(HASHED):  # which proxies may keep for everybody
                also["set-cookie"] = self._devices.cookie(name, secure=scope.get("scheme") == "https")
            return None
        log.warning("Wrong name or password from %r", address or "this machine")
        self._guesses.wrong(guesser, given)
        return refused(401, "A name and a password are needed.", LOGIN)
