"""Addresses, and engines that cannot be reached."""

from __future__ import annotations

import importlib.util
from concurrent import futures
from typing import Any

import pytest

from qa.engine.address import Address, is_address, parsed
from qa.errors import EngineFailed
from qa.terminal.cli import main

grpc: Any = importlib.import_module("grpc") if importlib.util.find_spec("grpc") else None


def test_addresses() -> None:
    assert parsed("milvus://engine/news") == Address("milvus", "engine", 19530, "news")
    secure = parsed("milvus+https://engine.example:443/news_2")
    assert secure.uri == "https://engine.example:443"
    assert str(secure) == "milvus+https://engine.example:443/news_2"
    assert parsed("milvus://[::1]:19530/news").uri == "http://[::1]:19530"
    assert not is_address("index")
    assert not is_address("C:/index")


@pytest.mark.parametrize(
    "text",
    [
        *("milvus://", "milvus://engine", "milvus:///news", "milvus://engine:99999/news", "milvus://engine:x/news"),
        *("milvus://engine/a/b", "milvus://engine/1news", "milvus://engine/news?x=1", "milvus://engine/" + "a" * 101),
        *("milvus://engine/näws", "milvus://[::1/news", 'milvus://engine/a"b'),
    ],
)
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(EngineFailed, match="milvus://HOST:PORT/NAME"):
        parsed(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(EngineFailed, match="QA_MILVUS_TOKEN") as caught:
        parsed("milvus://root:hunter2@engine/news")
    assert "hunter2" not in str(caught.value)


@pytest.mark.skipif(importlib.util.find_spec("pymilvus") is None, reason="NOT TESTED: needs pymilvus")
def test_an_engine_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", "--index", "milvus://127.0.0.1:1/news"]) == 2
    err = capsys.readouterr().err
    assert "cannot be reached" in err
    assert err.count("\n") == 1


class Doorman(grpc.GenericRpcHandler if grpc else object):  # type: ignore[misc]
    """Lets nobody in, in the words of an engine that asks for a token."""

    def service(self, call: Any) -> Any:
        def refuse(_: bytes, context: Any) -> bytes:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "auth check failure, please check api key is correct")

        return grpc.unary_unary_rpc_method_handler(refuse)


@pytest.mark.skipif(importlib.util.find_spec("pymilvus") is None, reason="NOT TESTED: needs pymilvus")
def test_a_wrong_token_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_MILVUS_TOKEN", "root:wrong")
    server = grpc.server(futures.ThreadPoolExecutor(2))
    server.add_generic_rpc_handlers((Doorman(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    assert main(["info", "--index", f"milvus://127.0.0.1:{port}/news"]) == 2
    err = capsys.readouterr().err
    server.stop(None)
    assert "lets nobody in with this token: put the right one into QA_MILVUS_TOKEN" in err
    assert "wrong" not in err
    assert err.count("\n") == 1
