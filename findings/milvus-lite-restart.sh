#!/bin/sh
# Expected by most: what was loaded for searching is searched again when the server of the same data is started anew,
#   as a full Milvus loads its collections again; and a search that names no output fields gives keys and distances.
# Seen: after a restart milvus-lite 3.2.2 answers every search and query with code 101 "is in state 'released'", until a
#   client calls load_collection once more; and a search without output_fields brings all fields back, the vectors too.
# Why it matters: a page server that is asked after the engine was restarted answers nothing, though all data is there;
#   and of each hit some thousand bytes of vector travel for nothing.
# Source: https://pypi.org/project/milvus-lite/3.2.2/ with pymilvus 3.0.2, run as below on 2026-11-30. Exits non-zero when
#   that changes.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check milvus-lite==3.2.2 pymilvus==3.0.2
"$place/venv/bin/python" - "$place" 2>/dev/null <<'PYTHON'
import socket
import subprocess
import sys
import time

from pymilvus import DataType, MilvusClient, MilvusException

place = sys.argv[1]


def started() -> tuple[subprocess.Popen[bytes], MilvusClient]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [f"{place}/venv/bin/milvus-lite", "server", "--host", "127.0.0.1", "--data-dir", f"{place}/data"]
    server = subprocess.Popen([*command, "--port", port], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            return server, MilvusClient(f"http://127.0.0.1:{port}", timeout=5)
        except MilvusException:
            time.sleep(0.3)
    raise SystemExit("the server does not answer")


def ended(server: subprocess.Popen[bytes], client: MilvusClient) -> None:
    client.close()
    server.terminate()
    server.wait()


server, client = started()
schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
schema.add_field("row", DataType.INT64, is_primary=True)
schema.add_field("text", DataType.VARCHAR, max_length=100)
schema.add_field("vector", DataType.FLOAT_VECTOR, dim=4)
indexed = client.prepare_index_params()
indexed.add_index("vector", index_type="FLAT", metric_type="IP")
client.create_collection("kept", schema=schema, index_params=indexed)
client.insert("kept", [{"row": row, "text": f"line {row}", "vector": [1.0, 0.0, 0.0, 0.0]} for row in range(3)])
client.load_collection("kept")
query = {"data": [[1.0, 0.0, 0.0, 0.0]], "limit": 1, "anns_field": "vector"}
fields = sorted(client.search("kept", **query)[0][0]["entity"])
ended(server, client)

server, client = started()
try:
    client.search("kept", **query)
    said = "answered"
except MilvusException as error:
    said = f"code {error.code}: {error.message}"
client.load_collection("kept")
again = len(client.search("kept", **query)[0])
ended(server, client)
print(fields, said, again)
assert fields == ["text", "vector"], fields
assert "released" in said, said
assert again == 1, again
PYTHON
echo "as described"
