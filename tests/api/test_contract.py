"""The command line, Python, HTTP and MCP give the same records."""

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from dixit import Dixit
from dixit.api.mcp.server import build
from dixit.api.records.answers import AnswerRecord
from dixit.api.records.checks import CheckRecord
from tests.api.conftest import problem
from tests.rag.running import run

SAIC = "000_f43f25e133202a67.txt"
GEELY = "001_66826098bebb6ec7.txt"
DRAFT = (
    "Bonjour,\n\nGeely a signé un accord de partenariat avec Tencent. "
    "Renault a vendu 12 millions de voitures en Islande en 2031.\n"
)
QUESTIONS = ("what did Zu Sijie say?", "Combien de véhicules ?", "What did Elon Musk say?")


def untimed(record: Any) -> Any:
    """A record without what differs from one run to the next."""
    return json.loads(
        re.sub(r'("(?:retrieve|answer)": )[0-9.]+(?=[,}])', r"\1 0", json.dumps(record))
    )


@pytest.fixture
def printed(
    capsys: pytest.CaptureFixture[str], seed_index: Path, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Runs a command and reads what it prints."""
    monkeypatch.setenv("DIXIT_INDEX", str(seed_index))

    def of(*arguments: str) -> Any:
        assert run(*arguments, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return of


async def called(dixit: Dixit, tool: str, **arguments: object) -> dict[str, Any]:
    """The structured result of an MCP tool."""

    async def now(work: Any) -> Any:
        return work()

    result = await build(dixit, now).call_tool(tool, arguments)
    assert result.structured_content is not None
    return dict(result.structured_content)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_an_answer(
    printed: Any, seed_dixit: Dixit, client: httpx.Client, question: str
) -> None:
    by_command = untimed(printed("ask", question))
    in_python = untimed(seed_dixit.ask(question).as_dict())
    over_http = untimed(client.post("/api/v1/ask", json={"question": question}).json())
    by_mcp = await called(seed_dixit, "ask", question=question)

    assert by_command == in_python == over_http
    assert list(over_http) == list(by_command)
    assert untimed(by_mcp["answer"]) == AnswerRecord.model_validate(in_python).model_dump(
        mode="json"
    )


@pytest.mark.parametrize("sources", [None, [GEELY]])
async def test_a_check(
    printed: Any,
    seed_dixit: Dixit,
    client: httpx.Client,
    tmp_path: Path,
    sources: list[str] | None,
) -> None:
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    chosen = [part for source in sources or () for part in ("--source", source)]
    by_command = printed("check", str(tmp_path / "draft.txt"), *chosen)
    in_python = seed_dixit.check(DRAFT, sources).as_dict()
    body = {"text": DRAFT, "sources": sources}
    over_http = client.post("/api/v1/check", json=body).json()
    by_mcp = await called(seed_dixit, "check", **body)

    assert len(by_command["statements"]) == 3
    assert by_command == json.loads(json.dumps(in_python)) == over_http
    for one, other in zip(over_http["statements"], by_command["statements"], strict=True):
        assert list(one) == list(other)
    assert (
        by_mcp["statements"]
        == CheckRecord.model_validate(in_python).model_dump(mode="json")["statements"]
    )


async def test_hits(printed: Any, seed_dixit: Dixit, client: httpx.Client) -> None:
    by_command = printed("search", "véhicules autonomes", "-k", "3", "--language", "fr")
    body = {"query": "véhicules autonomes", "k": 3, "where": {"languages": ["fr"]}}
    by_mcp = await called(seed_dixit, "search", **body)

    assert client.post("/api/v1/search", json=body).json() == by_command
    assert by_mcp["hits"] == by_command["hits"]


async def test_quotations(printed: Any, seed_dixit: Dixit, client: httpx.Client) -> None:
    by_command = printed("quotes", "--speaker", "conghui")
    over_http = client.get("/api/v1/quotations", params={"speaker": "conghui"}).json()
    by_mcp = await called(seed_dixit, "quotations", speaker="conghui")

    assert over_http == {"quotations": by_command, "total": len(by_command)}
    assert by_mcp["quotations"] == by_command


@pytest.mark.parametrize(
    ("flags", "over_http", "by_mcp"),
    [
        (["--about", "Chine"], {"about": "Chine"}, {"about": "Chine"}),
        (["--from", "2018-03"], {"from": "2018-03"}, {"since": "2018-03"}),
        (["--to", "2017"], {"to": "2017"}, {"until": "2017"}),
        (["--direct"], {"direct": "true"}, {"direct": True}),
        (
            ["--about", "Chine", "--from", "2017", "--to", "2019", "--direct"],
            {"about": "Chine", "from": "2017", "to": "2019", "direct": "true"},
            {"about": "Chine", "since": "2017", "until": "2019", "direct": True},
        ),
    ],
    ids=["about", "from", "to", "direct", "all"],
)
async def test_quotations_under_conditions(
    printed: Any,
    seed_dixit: Dixit,
    client: httpx.Client,
    flags: list[str],
    over_http: dict[str, str],
    by_mcp: dict[str, object],
) -> None:
    by_command = printed("quotes", *flags)
    everything = printed("quotes")
    listed = client.get("/api/v1/quotations", params=over_http).json()

    assert listed == {"quotations": by_command, "total": len(by_command)}
    assert len(by_command) < len(everything)
    assert (await called(seed_dixit, "quotations", **by_mcp))["quotations"] == by_command


def test_a_limit_on_quotations_is_that_of_the_command(printed: Any, client: httpx.Client) -> None:
    listed = client.get("/api/v1/quotations", params={"limit": 2}).json()

    assert listed["quotations"] == printed("quotes", "--limit", "2")
    assert listed["total"] == len(printed("quotes"))


def test_reported_speech_alone_is_listed(client: httpx.Client) -> None:
    of = {
        direct: client.get("/api/v1/quotations", params={"direct": direct}).json()["total"]
        for direct in ("true", "false")
    }

    assert of["true"] and of["false"]
    assert sum(of.values()) == client.get("/api/v1/quotations").json()["total"]


@pytest.mark.parametrize("params", [{"from": "hier"}, {"to": "2017-13"}, {"about": ""}])
def test_a_condition_that_is_not_valid_is_a_problem(
    client: httpx.Client, params: dict[str, str]
) -> None:
    assert problem(client.get("/api/v1/quotations", params=params), 422, "invalid-request")


def test_the_conditions_are_in_the_openapi_document(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/quotations"]["get"]

    assert {one["name"] for one in described["parameters"]} == {
        "speaker", "source", "about", "from", "to", "direct", "offset", "limit",
    }  # fmt: skip


def test_articles(printed: Any, client: httpx.Client) -> None:
    assert client.get("/api/v1/documents").json()["documents"] == printed("sources")
    assert client.get(f"/api/v1/documents/{SAIC}").json() == printed("show", SAIC)


def test_status(printed: Any, client: httpx.Client) -> None:
    over_http = client.get("/api/v1/status").json()

    assert over_http.pop("models") == ["quoting"]
    assert over_http == printed("status")
