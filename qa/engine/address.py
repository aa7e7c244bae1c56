"""Where an engine keeps an index: `milvus://HOST:PORT/NAME`, or `milvus+https://…` where it speaks TLS."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa.errors import EngineFailed

SCHEMES = {"milvus": "http", "milvus+https": "https"}
PORT = 19530
TOKEN = "QA_MILVUS_TOKEN"  # noqa: S105 the name of a variable
# What the engine takes as the name of a collection, and short enough for what is put behind it.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class Address:
    """An index called `name` at an engine."""

    scheme: str
    host: str
    port: int
    name: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}/{self.name}"

    @property
    def uri(self) -> str:
        """As the library of the engine takes it, without the name."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{SCHEMES[self.scheme]}://{host}:{self.port}"

    @property
    def token(self) -> str:
        """What lets us in: "" where the environment has none."""
        return os.environ.get(TOKEN, "")


def is_address(index: str | os.PathLike[str]) -> bool:
    """Whether an index is named by its address at an engine, and not by a directory."""
    return isinstance(index, str) and index.partition("://")[0].lower() in SCHEMES


def parsed(index: str) -> Address:
    """The address that a text names. Raises EngineFailed for one that cannot be."""
    form = "write milvus://HOST:PORT/NAME"
    try:
        parts = urlsplit(index)
        port = parts.port
    except ValueError as error:
        raise EngineFailed(f"this is no address of an index ({error}): {form}") from error
    if parts.username is not None or parts.password is not None:  # not repeated: there is a secret in it
        raise EngineFailed(f"an address holds no name and no password: put the token into {TOKEN}, and {form}")
    name = parts.path.strip("/")
    if not parts.hostname or parts.query or parts.fragment:
        raise EngineFailed(f"{index[:100]!r} is no address of an index: {form}")
    if not _NAME.fullmatch(name):
        raise EngineFailed(
            f"{name[:100]!r} is no name of an index at an engine: letters, digits and _ make one, at most 100; {form}"
        )
    return Address(parts.scheme.lower(), parts.hostname, PORT if port is None else port, name)
