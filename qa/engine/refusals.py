"""What an engine refuses, or that it cannot be reached, as our own error in one line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from qa.engine.address import TOKEN, Address
from qa.errors import EngineFailed

NO_COLLECTION = 100
NOT_LOADED = 101
_UNREACHED = 2
_REFUSED = ("auth check failure", "unauthenticated", "permission deny", "invalid token", "not authenticated")


@contextlib.contextmanager
def told(address: Address) -> Iterator[None]:
    """Around a call: what the library raises becomes EngineFailed."""
    import grpc
    from pymilvus import MilvusException

    try:
        yield
    except MilvusException as error:
        # After its retries the library gives the status of gRPC in the place of a code.
        code = _UNREACHED if isinstance(error.code, grpc.StatusCode) else error.code
        raise EngineFailed(_line(address, code, f"{error.message} {_below(error)}".strip())) from error
    except (grpc.RpcError, OSError) as error:
        raise EngineFailed(_line(address, _UNREACHED, str(error))) from error


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
