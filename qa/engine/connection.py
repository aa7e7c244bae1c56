"""The calls of the engine that are made here, and what goes wrong with them as our own errors."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.engine.address import TOKEN, Address
from qa.errors import EngineFailed, ExtraMissing

CONNECT = 10.0
"""Seconds until an engine that does not answer is given up."""
PATIENCE = 120.0
"""Seconds that any other call may take."""

# So many rows are asked for at once: the engine bounds what one answer holds.
AT_ONCE = 1000
# What a search may ask for at most.
MOST_FOUND = 16_384

# While nothing is asked, no pings: a server with the limits of gRPC itself cuts off who sends one every ten seconds, as
# the library would, and a build that embeds for minutes asks nothing.
_QUIET = {"grpc.keepalive_permit_without_calls": 0, "grpc.keepalive_time_ms": 60_000}

_NO_COLLECTION = 100
_UNREACHED = 2
_REFUSED = ("auth check failure", "unauthenticated", "permission deny", "invalid token", "not authenticated")

Row = Mapping[str, Any]


class Engine:
    """A connection. Safe to share between threads."""

    def __init__(self, address: Address) -> None:
        """Raises EngineFailed when the engine cannot be reached or lets nobody in, ExtraMissing."""
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # it writes to the terminal what is raised as well
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise ExtraMissing(f"{address} needs the package pymilvus: pip install 'article-qa[milvus]'") from error
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)  # what it would log is raised as well
        self.address = address
        with self._told():
            # Of its own: else the library shares one connection, and closing it here closes it elsewhere.
            self._client: Any = MilvusClient(
                address.uri, token=address.token, timeout=CONNECT, dedicated=True, grpc_options=_QUIET
            )
            self._client.list_collections(timeout=CONNECT)  # now, and not at the first question: a token may be wrong

    def close(self) -> None:
        """Nothing may be asked afterwards."""
        self._client.close()

    def collections(self) -> list[str]:
        """The names of all collections there."""
        with self._told():
            return [str(name) for name in self._client.list_collections(timeout=PATIENCE)]

    def create(self, name: str, fields: Sequence[Mapping[str, Any]], indexes: Mapping[str, str]) -> None:
        """Make a collection: `fields` are arguments of the library's `add_field`, the first one the key; `indexes` says
        for each field of vectors how it is searched, always by inner product."""
        with self._told():
            schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
            for at, field in enumerate(fields):
                schema.add_field(is_primary=not at, **field)
            wanted = self._client.prepare_index_params()
            for field_name, kind in indexes.items():
                wanted.add_index(field_name, index_type=kind, metric_type="IP")
            # Strong: whoever reads sees all that was written before.
            self._client.create_collection(
                name, schema=schema, index_params=wanted, consistency_level="Strong", timeout=PATIENCE
            )

    def ensure(self, name: str, fields: Sequence[Mapping[str, Any]], indexes: Mapping[str, str]) -> None:
        """As `create`, of what several may want at the same time: made by one, and ready to be read by all."""
        if name not in self.collections():
            made = f"{name}_{secrets.token_hex(4)}"
            self.create(made, fields, indexes)
            try:
                with self._told():  # whole from the moment that it has its name
                    self._client.rename_collection(made, name, timeout=PATIENCE)
            except EngineFailed:
                self.drop(made)
                if name not in self.collections():  # else another was quicker
                    raise
        self.load(name)

    def drop(self, name: str) -> None:
        """Remove a collection; one that is not there is no mistake."""
        with self._told():
            self._client.drop_collection(name, timeout=PATIENCE)

    def insert(self, name: str, rows: Sequence[Row]) -> None:
        """Add rows whose keys are not there yet."""
        with self._told():
            self._client.insert(name, list(rows), timeout=PATIENCE)

    def seal(self, name: str) -> None:
        """Have all that was added written down, and ready to be read."""
        with self._told():
            self._client.flush(name, timeout=PATIENCE)
        self.load(name)

    def load(self, name: str) -> None:
        """Make a collection ready to be read; one that is, stays so. milvus-lite forgets it when it is started anew."""
        with self._told():
            self._client.load_collection(name, timeout=PATIENCE)

    def count(self, name: str) -> int:
        """How many rows a collection has."""
        with self._told():
            found = self._client.query(name, filter="", output_fields=["count(*)"], timeout=PATIENCE)
            return int(found[0]["count(*)"])

    def rows(
        self,
        name: str,
        keys: Iterable[int] | Iterable[str],
        fields: Sequence[str],
        key: str,
        at_once: int = AT_ONCE,
    ) -> list[Row]:
        """The rows of these keys that there are, in no order. `key` is the name of the key, which comes with them."""
        wanted, found = [each if isinstance(each, str) else int(each) for each in keys], []
        for at in range(0, len(wanted), at_once):
            with self._told():
                found += self._client.get(
                    name, ids=wanted[at : at + at_once], output_fields=[key, *fields], timeout=PATIENCE
                )
        return found

    def where(self, name: str, only: str, fields: Sequence[str]) -> list[Row]:
        """The rows that pass a filter of our own making, at most MOST_FOUND."""
        with self._told():
            return list(
                self._client.query(name, filter=only, output_fields=list(fields), limit=MOST_FOUND, timeout=PATIENCE)
            )

    def search(
        self, name: str, field: str, vector: object, k: int, only: str, key: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k nearest rows by inner product, best first, equal ones by row, with their products."""
        with self._told():
            (found,) = self._client.search(
                name,
                [vector],
                anns_field=field,
                limit=min(k, MOST_FOUND),
                filter=only,
                output_fields=[key],  # without any, milvus-lite sends all, vectors too
                search_params={"metric_type": "IP"},
                timeout=PATIENCE,
            )
        rows = np.array([each[key] for each in found], np.int64)
        scores = np.array([each["distance"] for each in found], np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def pointed(self, alias: str) -> str | None:
        """The collection that an alias names; None when there is no such alias."""
        from pymilvus import MilvusException

        with self._told():
            try:
                return str(self._client.describe_alias(alias, timeout=CONNECT)["collection_name"])
            except MilvusException as error:
                if error.code == _NO_COLLECTION or "not exist" in str(error) or "not found" in str(error):
                    return None
                raise

    def point(self, alias: str, collection: str) -> None:
        """Have an alias name a collection from now on, by one act of the engine."""
        before = self.pointed(alias)
        with self._told():
            change = self._client.create_alias if before is None else self._client.alter_alias
            change(collection, alias, timeout=PATIENCE)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        import grpc
        from pymilvus import MilvusException

        try:
            yield
        except MilvusException as error:
            raise EngineFailed(_line(self.address, error.code, f"{error.message} {_below(error)}".strip())) from error
        except (grpc.RpcError, OSError) as error:
            raise EngineFailed(_line(self.address, _UNREACHED, str(error))) from error


def _below(error: BaseException) -> str:
    """What the server said of a connection that failed; the library tells only that it did."""
    below = error.__cause__ or error.__context__
    details = getattr(below, "details", None)
    return str(details()) if callable(details) else ""


def _line(address: Address, code: int, message: str) -> str:
    said = " ".join(message.split())[:300]
    if any(word in said.casefold() for word in _REFUSED):
        return f"the engine at {address.uri} lets nobody in with this token: put the right one into {TOKEN}"
    if code == _UNREACHED:
        return f"the engine at {address.uri} cannot be reached: is it running there, and is the address right?"
    return f"the engine at {address.uri} refused a call for {address.name}: {said}"
