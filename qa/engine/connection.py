"""The calls of the engine that are made here. What goes wrong with them, `refusals` says as our own errors."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.engine.address import Address
from qa.engine.refusals import NO_COLLECTION, NOT_LOADED, told
from qa.errors import ExtraMissing

CONNECT = 10.0
"""Seconds until an engine that does not answer is given up."""
ANSWERED = 30.0
"""Seconds that a question may take."""
PATIENCE = 120.0
"""Seconds that any other call may take."""

# So many rows are asked for at once: the engine bounds what one answer holds.
AT_ONCE = 1000
# What a search may ask for at most.
MOST_FOUND = 16_384

# While nothing is asked, no pings: a server with the limits of gRPC itself cuts off who sends one every ten seconds, as
# the library would, and a build that embeds for minutes asks nothing.
_QUIET = {"grpc.keepalive_permit_without_calls": 0, "grpc.keepalive_time_ms": 60_000}
# One that was away is found within so many milliseconds of its coming back, however long it was.
_FOUND_AGAIN = {"grpc.max_reconnect_backoff_ms": 3000}

Row = Mapping[str, Any]
T = TypeVar("T")


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
        with told(self.address):
            # Of its own: else the library shares one connection, and closing it here closes it elsewhere.
            self._client: Any = MilvusClient(
                address.uri, token=address.token, timeout=CONNECT, dedicated=True, grpc_options=_QUIET | _FOUND_AGAIN
            )
            self._client.list_collections(timeout=CONNECT)  # now, and not at the first question: a token may be wrong

    def close(self) -> None:
        """Nothing may be asked afterwards."""
        self._client.close()

    def collections(self) -> list[str]:
        """The names of all collections there."""
        with told(self.address):
            return [str(name) for name in self._client.list_collections(timeout=CONNECT)]

    def create(self, name: str, fields: Sequence[Mapping[str, Any]], indexes: Mapping[str, str]) -> None:
        """Make a collection: `fields` are arguments of the library's `add_field`, the first one the key; `indexes` says
        for each field of vectors how it is searched, always by inner product."""
        with told(self.address):
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

    def fields(self, name: str) -> list[str]:
        """The names of the fields of a collection; none where there is no such collection."""
        if name not in self.collections():
            return []
        with told(self.address):
            return [str(each["name"]) for each in self._client.describe_collection(name, timeout=CONNECT)["fields"]]

    def drop(self, name: str) -> None:
        """Remove a collection; one that is not there is no mistake."""
        with told(self.address):
            self._client.drop_collection(name, timeout=PATIENCE)

    def insert(self, name: str, rows: Sequence[Row], patience: float = PATIENCE) -> None:
        """Add rows whose keys are not there yet, within so many seconds."""
        with told(self.address):
            self._client.insert(name, list(rows), timeout=patience)

    def seal(self, name: str) -> None:
        """Have all that was added written down, and ready to be read."""
        with told(self.address):
            self._client.flush(name, timeout=PATIENCE)
        self.load(name)

    def load(self, name: str) -> None:
        """Make a collection ready to be read; one that is, stays so. milvus-lite forgets it when it is started anew."""
        with told(self.address):
            self._client.load_collection(name, timeout=PATIENCE)

    def count(self, name: str) -> int:
        """How many rows a collection has."""
        counting = {"filter": "", "output_fields": ["count(*)"], "timeout": ANSWERED}
        found = self._asked(name, lambda: self._client.query(name, **counting))
        return int(found[0]["count(*)"])

    def rows(
        self, name: str, keys: Iterable[int], fields: Sequence[str], key: str, at_once: int = AT_ONCE
    ) -> list[Row]:
        """The rows of these keys that there are, in no order. `key` is the name of the key, which comes with them."""
        wanted, shown = [int(each) for each in keys], [key, *fields]
        found: list[Row] = []
        for at in range(0, len(wanted), at_once):
            some = wanted[at : at + at_once]
            found += self._asked(name, partial(self._client.get, name, ids=some, output_fields=shown, timeout=ANSWERED))
        return found

    def where(self, name: str, only: str, fields: Sequence[str]) -> list[Row]:
        """The rows that pass a filter of our own making, at most MOST_FOUND."""
        wanted = {"filter": only, "output_fields": list(fields), "limit": MOST_FOUND, "timeout": ANSWERED}
        return list(self._asked(name, lambda: self._client.query(name, **wanted)))

    def search(
        self, name: str, field: str, vector: object, k: int, only: str, key: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k nearest rows by inner product, best first, equal ones by row, with their products."""
        wanted = {
            "anns_field": field,
            "limit": min(k, MOST_FOUND),
            "filter": only,
            "output_fields": [key],  # without any, milvus-lite sends all, vectors too
            "search_params": {"metric_type": "IP"},
            "timeout": ANSWERED,
        }
        (found,) = self._asked(name, lambda: self._client.search(name, [vector], **wanted))
        rows = np.array([each[key] for each in found], np.int64)
        scores = np.array([each["distance"] for each in found], np.float32)
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def pointed(self, alias: str, patience: float = CONNECT) -> str | None:
        """The collection that an alias names; None when there is no such alias. An engine that does not answer is given
        up after so many seconds."""
        from pymilvus import MilvusException

        with told(self.address):
            try:
                return str(self._client.describe_alias(alias, timeout=patience)["collection_name"])
            except MilvusException as error:
                if error.code == NO_COLLECTION or "not exist" in str(error) or "not found" in str(error):
                    return None
                raise

    def point(self, alias: str, collection: str) -> None:
        """Have an alias name a collection from now on, by one act of the engine."""
        before = self.pointed(alias)
        with told(self.address):
            change = self._client.create_alias if before is None else self._client.alter_alias
            change(collection, alias, timeout=PATIENCE)

    def _asked(self, name: str, ask: Callable[[], T]) -> T:
        """Ask of a collection; one that is not ready to be read is made so, as after a new start of milvus-lite."""
        from pymilvus import MilvusException

        with told(self.address):
            try:
                return ask()
            except MilvusException as error:
                if error.code != NOT_LOADED:
                    raise
            self._client.load_collection(name, timeout=PATIENCE)
            return ask()
