"""The calls as plain HTTP: what they give, and that every mistake is one line of JSON with a fitting status."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from qa.errors import DocumentError, EngineFailed, ExportInvalid, IndexInvalid, QAError, TooBusy
from qa.keep.shaping import answer_json, hits_json
from qa.search.within import within
from qa.types import EVERYTHING
from qa.web.chat.callers import CallerGone
from qa.web.doors.statuses import STATUSES, Refusal, status_of
from qa.web.library import Library
from qa.web.server import create_app
from tests.web.articles import DOCUMENTS, ELECTRICITY, HANDBOOK, TIDAL, UNKNOWN
from tests.web.fake import BROKEN, FakeAssistant
from tests.web.site import Site

HOME = "http://localhost:7860"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("rest")
    (directory / "ready").touch()
    return directory


@pytest.fixture(scope="module")
def client(directory: Path) -> Iterator[TestClient]:
    """The whole server as it is mounted, guard and all, over a fake assistant."""
    app = create_app(Library(directory, FakeAssistant.open))  # type: ignore[arg-type]
    with TestClient(app, base_url=HOME) as client:
        yield client


def refused(response: Any, status: int) -> str:
    """The error of a response, which has to be one printable line and all that there is."""
    assert response.status_code == status, response.text
    assert set(response.json()) == {"error"}
    error = response.json()["error"]
    assert isinstance(error, str)
    assert error.isprintable()
    assert 0 < len(error) <= 320
    return error


def test_ask(client: TestClient, directory: Path) -> None:
    expected = FakeAssistant(directory).ask(ELECTRICITY)
    assert client.post("/api/ask", json={"question": f" {ELECTRICITY}\n"}).json() == answer_json(expected)
    unknown = client.post("/api/ask", json={"question": UNKNOWN}).json()
    assert (unknown["found"], unknown["citations"]) == (False, [])


def test_search(client: TestClient, directory: Path) -> None:
    expected = FakeAssistant(directory).retriever.find(ELECTRICITY, 2, EVERYTHING)
    assert client.post("/api/search", json={"query": ELECTRICITY, "k": 2}).json() == hits_json(expected)
    assert len(client.post("/api/search", json={"query": ELECTRICITY}).json()) == 5


def test_filters_reach_the_assistant(directory: Path) -> None:
    assistant = FakeAssistant(directory)
    client = TestClient(create_app(Library(directory, lambda _: assistant)), base_url=HOME)  # type: ignore[arg-type, return-value]
    wanted = {"since": "2025-11-01", "until": "2025-12-01", "sources": ["Coastal Herald"]}
    assert client.post("/api/ask", json={"question": "Why?", **wanted}).status_code == 200
    assert assistant.filters == [within(**wanted)]  # type: ignore[arg-type]


def test_documents(client: TestClient) -> None:
    everything = client.get("/api/documents").json()
    assert everything["total"] == len(everything["documents"]) == len(DOCUMENTS)
    some = client.get("/api/documents?query=tidal&sort=date&descending=true&offset=1&limit=5").json()
    assert (some["total"], [document["id"] for document in some["documents"]]) == (2, [TIDAL.id])


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("ask", {}, "question: field required"),
        ("ask", {"question": "  "}, "question: string should have at least 1 character"),
        ("ask", {"question": "x" * 5001}, "question: string should have at most 5000 characters"),
        ("ask", {"question": ["Why?"]}, "question: input should be a valid string"),
        ("ask", {"question": "Why?", "source": "Herald"}, "source: extra inputs are not permitted"),
        ("ask", {"question": "Why?", "sources": "Herald"}, "sources: input should be a valid list"),
        ("ask", {"question": "Why?", "sources": ["x"] * 1001}, "sources: list should have at most 1000 items"),
        ("ask", {"question": "Why?", "since": "yesterday"}, "'yesterday' is not a date: write it as 2025-12-05"),
        ("ask", {"question": "Why?", "\n<b>\u202e": 1}, "�<b>�: extra inputs are not permitted"),
        ("search", {"query": "Why?", "k": True}, "k: .*a whole number, not true or false"),
        ("search", {"query": "Why?", "k": 0}, "k: input should be greater than or equal to 1"),
        ("search", {"query": "Why?", "k": 101}, "k: input should be less than or equal to 100"),
        ("search", {"query": "Why?", "k": 10**40}, "k: input should be less than or equal to 100"),
        ("search", {"query": "", "k": 0}, "query: .* character; k: input"),
        ("search", ["Why?"], "input should be"),
    ],
)
def test_a_mistake_is_named(client: TestClient, path: str, body: Any, error: str) -> None:
    response = client.post(f"/api/{path}", json=body)
    assert re.match(error, refused(response, 400))


@pytest.mark.parametrize(
    "query",
    ["sort=size", "limit=0", "limit=1001", "offset=-1", "offset=1e3", "descending=7", "page=2", f"query={'x' * 2001}"],
)
def test_a_mistake_in_an_address_is_named(client: TestClient, query: str) -> None:
    assert query.partition("=")[0] in refused(client.get(f"/api/documents?{query}"), 400)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"\xff", "application/json"),
        (b'{"question": "\\ud800"}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"question": "Why?"}', "text/plain"),  # all that another site's form could send
        (b"question=Why%3F", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_json_is_refused(client: TestClient, body: bytes, kind: str) -> None:
    refused(client.post("/api/ask", content=body, headers={"content-type": kind}), 400)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3),
    max_leaves=5,
)
NAMES = ["question", "query", "k", "since", "until", "sources"]


@settings(max_examples=200)
@given(st.sampled_from(["ask", "search"]), st.dictionaries(st.sampled_from(NAMES), json_values, max_size=4))
def test_any_json_is_answered_or_refused(client: TestClient, path: str, body: dict[str, Any]) -> None:
    response = client.post(
        f"/api/{path}", content=json.dumps(body).encode(), headers={"content-type": "application/json"}
    )
    if response.status_code != 200:
        refused(response, 400)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["query", "sort", "descending", "offset", "limit", "x"]), st.text(), max_size=4))
def test_any_address_is_answered_or_refused(client: TestClient, query: dict[str, str]) -> None:
    response = client.get("/api/documents", params=query)
    if response.status_code != 200:
        refused(response, 400)


def test_no_index_is_no_service(tmp_path: Path) -> None:
    client = TestClient(create_app(Library(tmp_path, FakeAssistant.open)), base_url=HOME)  # type: ignore[arg-type]
    assert "python index_build.py" in refused(client.post("/api/ask", json={"question": "Why?"}), 503)
    assert "python index_build.py" in refused(client.post("/api/search", json={"query": "Why?"}), 503)
    assert "python index_build.py" in refused(client.get("/api/documents"), 503)


def test_damage_is_no_service(directory: Path) -> None:
    class Damaged(FakeAssistant):
        def answer(self, *_: Any, **__: Any) -> Any:
            raise IndexInvalid("the index was cut short: build it again")

    client = TestClient(create_app(Library(directory, Damaged.open)), base_url=HOME)  # type: ignore[arg-type]
    assert refused(client.post("/api/ask", json={"question": "Why?"}), 503) == "the index was cut short: build it again"


def test_a_bug_is_told_in_the_terminal_alone(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    error = refused(client.post("/api/ask", json={"question": f"{BROKEN}?"}), 500)
    assert "bug" not in error
    assert "ZeroDivisionError: a bug" in caplog.text


@pytest.mark.parametrize(("method", "path"), [("GET", "nothing"), ("POST", "nothing/at/all"), ("GET", "ask")])
def test_what_is_not_there(client: TestClient, method: str, path: str) -> None:
    assert f"no {method} of this address" in refused(client.request(method, f"/api/{path}"), 404)


def test_the_schema_tells_all_of_it(client: TestClient) -> None:
    schema = client.get("/api/openapi.json").json()
    assert {"/api/ask", "/api/search", "/api/documents"} <= set(schema["paths"])
    assert all(path.startswith("/api/") for path in schema["paths"])
    ask = schema["paths"]["/api/ask"]["post"]
    assert set(ask["responses"]) == {"200", "400", "403", "408", "413", "421", "429", "500", "503"}
    answer = schema["components"]["schemas"]["AnswerJSON"]
    assert answer["properties"]["citations"]["items"] == {"$ref": "#/components/schemas/CitationJSON"}
    question = schema["components"]["schemas"]["Ask"]["properties"]["question"]
    assert (question["minLength"], question["maxLength"]) == (1, 5000)
    assert (
        question["description"] == "The question in plain words, or a pasted text: the articles it stands in are cited."
    )
    (sort,) = (p for p in schema["paths"]["/api/documents"]["get"]["parameters"] if p["name"] == "sort")
    assert sort["schema"]["enum"] == ["title", "source", "date", "passages", "file"]


def test_a_real_index_answers_over_http(site: Site) -> None:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        answer = client.post("/api/ask", json={"question": ELECTRICITY}).json()
        assert answer["found"]
        for citation in answer["citations"]:
            text = DOCUMENTS[citation["document"]["id"]].text
            assert text[citation["start"] : citation["end"]] == citation["text"]
        assert not client.post("/api/ask", json={"question": UNKNOWN}).json()["found"]
        hits = client.post("/api/search", json={"query": "honey \x00 \ufffe", "k": 3}).json()
        assert hits[0]["document"]["title"] == HANDBOOK.title
        for unknown in (
            client.post("/api/search", json={"query": "honey", "sources": ["Coastal Herold"]}),
            client.post("/api/ask", json={"question": "What of honey?", "sources": ["Coastal Herold"]}),
            client.get("/api/timeline", params={"topic": "honey", "sources": "Coastal Herold"}),
        ):
            assert unknown.status_code == 400
            told = unknown.json()["error"]
            assert told.startswith("no article is of the source 'Coastal Herold': ")
            assert "'Coastal Herald'" in told
        assert client.get("/api/documents").json()["total"] == len(DOCUMENTS)


def test_a_conversation_and_a_day_reach_the_assistant(directory: Path) -> None:
    assistant = FakeAssistant(directory)
    client = TestClient(create_app(Library(directory, lambda _: assistant)), base_url=HOME)  # type: ignore[arg-type, return-value]
    said = [{"role": "user", "text": "Who?"}, {"role": "assistant", "text": "She. [1]"}]
    wanted = {"question": "And when?", "history": said, "asked_on": "2025-12-08"}
    assert client.post("/api/ask", json=wanted).status_code == 200
    assert assistant.asked == [("And when?", [("user", "Who?"), ("assistant", "She. [1]")])]
    assert assistant.days == [datetime.date(2025, 12, 8)]
    assert client.post("/api/ask", json={"question": "What is dated?"}).json()["window"]["text"] == "last week"
    undated = client.post("/api/ask", json={"question": "What is dated?", "dates": False})
    assert undated.json()["window"] is None


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ([{"role": "user", "text": "x"}] * 41, "history: list should have at most 40 items"),
        ([{"role": "user", "text": "x" * 2001}], "history.0.text: string should have at most 2000 characters"),
        ([{"role": "system", "text": "x"}], "history.0.role: input should be 'user' or 'assistant'"),
        ("Who?", "history: input should be a valid list"),
    ],
)
def test_a_conversation_has_bounds(client: TestClient, history: Any, message: str) -> None:
    answer = client.post("/api/ask", json={"question": "Why?", "history": history})
    assert message in refused(answer, 400)


def test_words_are_found_over_http(site: Site) -> None:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        found = client.get("/api/find", params={"query": 'TURBINES "climate of"'}).json()
        assert [(term["text"], term["articles"]) for term in found["terms"]] == [("TURBINES", 1), ("climate of", 0)]
        found = client.get("/api/find", params={"query": "tidal", "sources": "Coastal Herald", "limit": 1}).json()
        assert (found["total"], found["complete"]) == (1, True)
        assert {group["label"] for group in found["sources"]} == {"Coastal Herald", "Energy Ledger"}
        (article,) = found["articles"]
        told = [TIDAL.text[span["start"] : span["end"]] for span in article["spans"]]
        assert set(told) == {"tidal"}
        assert len(told) == article["count"]
        one = client.get("/api/find-in", params={"id": TIDAL.id, "query": "tidal"}).json()
        assert one["spans"] == article["spans"]
        assert client.get("/api/find-in", params={"id": "nowhere", "query": "tidal"}).status_code == 404
        listed = client.get("/api/documents", params={"query": "turbines anchored", "texts": True}).json()
        assert [each["id"] for each in listed["documents"]] == [TIDAL.id]
        assert client.get("/api/documents", params={"query": "turbines anchored"}).json()["total"] == 0


@pytest.mark.parametrize(
    "query", ["", "query=", "query=x&limit=0", "query=x&limit=101", f"query={'x' * 2001}", "query=x&order=best"]
)
def test_a_search_for_words_has_bounds(client: TestClient, query: str) -> None:
    refused(client.get(f"/api/find?{query}"), 400)


def test_names_are_counted_and_filter_over_http(site: Site) -> None:
    with httpx.Client(base_url=site.url, timeout=60) as client:
        told = client.get("/api/names").json()
        assert told["articles"] == len(DOCUMENTS)
        assert told["total"] == len(told["names"])
        for each in told["names"]:
            listed = client.get("/api/documents", params={"names": each["name"]}).json()
            assert listed["total"] == each["articles"]
        one = client.get("/api/names", params={"query": "INES", "limit": 1}).json()
        assert [each["name"] for each in one["names"]] == ["Inês Carvalho"]
        both = {"names": ["Inês Carvalho", "Tidewell"]}
        assert client.get("/api/names", params=both).json()["articles"] == 1
        answer = client.post("/api/ask", json={"question": ELECTRICITY, "names": ["carvalho"]}).json()
        assert {each["document"]["id"] for each in answer["hits"]} == {TIDAL.id}
        found = client.get("/api/find", params={"query": "tidal", "names": "Inês Carvalho"}).json()
        assert [each["document"]["id"] for each in found["articles"]] == [TIDAL.id]
        assert sum(group["articles"] for group in found["months"]) == 1  # of any day, but of that name
        message = refused(client.post("/api/search", json={"query": "tidal", "names": ["Carvalo"]}), 400)
        assert message.startswith("no article names 'Carvalo': the nearest of")


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "kind=ship", f"query={'x' * 2001}", "offset=-1"])
def test_names_have_bounds(client: TestClient, query: str) -> None:
    refused(client.get(f"/api/names?{query}"), 400)


@pytest.mark.parametrize("query", ["", "topic=", "topic=x&limit=0", "topic=x&limit=101", f"topic={'x' * 2001}"])
def test_a_timeline_has_bounds(client: TestClient, query: str) -> None:
    refused(client.get(f"/api/timeline?{query}"), 400)


@pytest.mark.parametrize(
    "query", ["", "speaker=", "about=%20", "about=x&limit=0", "about=x&limit=201", f"speaker={'x' * 2001}"]
)
def test_quotations_have_bounds(client: TestClient, query: str) -> None:
    refused(client.get(f"/api/quotations?{query}"), 400)


def test_every_error_has_a_status_in_one_table() -> None:
    def kinds(kind: type[QAError]) -> set[type[QAError]]:
        return {kind}.union(*map(kinds, kind.__subclasses__()))

    told = [kind for kind, _ in STATUSES]
    assert all(not issubclass(later, earlier) for at, earlier in enumerate(told) for later in told[at + 1 :])
    # What only the command line meets: files that are read, exports, an index at an engine; and what nobody reads.
    alone = {QAError, Refusal, DocumentError, ExportInvalid, EngineFailed, CallerGone}
    ours = {kind for kind in kinds(QAError) if kind.__module__.startswith("qa.")}
    assert ours - alone == set(told)
    assert (status_of(Refusal("no", 418)), status_of(TooBusy("later")), status_of(QAError("odd"))) == (418, 429, 409)


def test_many_questions_and_every_article(site: Site) -> None:
    with httpx.Client(base_url=site.url, timeout=600) as client:
        asked = ["How much electricity does the tidal power station make?", "What is the melting point of tungsten?"]
        answered = client.post("/api/batch", json={"questions": asked}).json()
        assert (answered["total"], [row["question"] for row in answered["rows"]]) == (2, asked)
        for row in answered["rows"]:
            single = client.post("/api/ask", json={"question": row["question"]}).json()
            assert (row["found"] == "yes", row["confidence"]) == (single["found"], single["confidence"])
            if single["found"]:
                first = single["citations"][0]
                place = (first["document"]["id"], first["start"], first["end"], first["text"])
                assert (row["document"], row["start"], row["end"], row["sentence"]) == place
        total = client.get("/api/documents").json()["total"]
        each, offset = [], 0
        while offset < total:
            part = client.post("/api/each", json={"question": asked[0], "offset": offset, "limit": 3}).json()
            assert part["total"] == total
            each += [row["document"] for row in part["rows"]]
            offset += 3
        assert sorted(each) == sorted(found["id"] for found in client.get("/api/documents").json()["documents"])
        nothing = client.post("/api/each", json={"question": "Who?", "since": "2050-01-01"}).json()
        assert nothing == {"total": 0, "rows": []}


def test_tables_as_files(client: TestClient) -> None:
    found = client.post("/api/questions?name=a.csv", content=b"id,question\n1,Who?\n").json()
    assert found == [{"text": "Who?", "beside": {"id": "1"}}]
    rows = [{"id": "1", "question": "Who?", "sentence": "=1+1", "confidence": 0.5, "end": None}]
    table = client.post("/api/table", json={"rows": rows, "form": "csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.content.decode("utf-8-sig").startswith("id,question,found,")
    assert ",'=1+1," in table.text
    assert client.post("/api/table", json={"rows": rows, "form": "json"}).json()[0]["sentence"] == "=1+1"
    assert client.post("/api/table", json={"rows": rows, "form": "xlsx"}).content.startswith(b"PK")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("batch", {"questions": []}),
        ("batch", {"questions": ["Who?"] * 21}),
        ("batch", {"questions": [" "]}),
        ("each", {"question": "Who?", "limit": 21}),
        ("each", {"question": "Who?", "offset": -1}),
        ("table", {"rows": [{"a": ["no cell"]}], "form": "csv"}),
        ("table", {"rows": [], "form": "exe"}),
    ],
)
def test_what_no_table_is_made_of(path: str, body: dict[str, Any], client: TestClient) -> None:
    refused(client.post(f"/api/{path}", json=body), 400)


def test_a_file_without_questions(client: TestClient) -> None:
    assert "no questions in it" in refused(client.post("/api/questions?name=a.txt", content=b"\n"), 400)
    assert "no column `question`" in refused(client.post("/api/questions?name=a.csv", content=b"a,b\n1,2\n"), 400)


def test_saved_questions_refuse_in_one_line(client: TestClient) -> None:
    assert client.get("/api/saved").json() == {"questions": [], "checking": False, "problem": None}
    assert client.get("/api/saved.atom").headers["content-type"] == "application/atom+xml"
    for body in ({}, {"question": ""}, {"question": "x" * 1001}, {"question": "What?", "sinc": "2025-01-01"}):
        refused(client.post("/api/saved", json=body), 400)
    assert "not a date" in refused(client.post("/api/saved", json={"question": "What?", "since": "soon"}), 400)
    refused(client.post("/api/saved/seen", json={"ids": "all"}), 400)
    assert client.post("/api/saved/seen", json={"ids": ["000000000000"]}).json() == {"seen": 0}
    refused(client.delete("/api/saved/000000000000"), 400)
