"""Who may do what: tokens and their roles, this machine, and everybody else."""

import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dixit.api.server.forwarded import Proxies
from dixit.api.service import Service
from dixit.api.tokens import TokenError, Tokens
from tests.api.conftest import serving

DOCUMENTS = "/api/v1/documents"
SAIC = "000_f43f25e133202a67.txt"


@pytest.fixture
def remote(changing: Service) -> Iterator[httpx.Client]:
    """A client that is taken for one from elsewhere."""
    with (
        serving(changing, local=False) as at,
        httpx.Client(base_url=at, timeout=60, trust_env=False) as client,
    ):
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_reader_reads_and_an_editor_also_changes(remote: httpx.Client, changing: Service) -> None:
    reads, edits = (
        bearer(changing.tokens.create("reader")),
        bearer(changing.tokens.create("editor")),
    )

    assert remote.get(DOCUMENTS, headers=reads).status_code == 200
    refused = remote.delete(f"{DOCUMENTS}/{SAIC}", headers=reads)
    assert refused.status_code == 403
    assert "editor" in refused.json()["detail"]
    assert remote.get(DOCUMENTS, headers=reads).json()["total"] == 5
    assert remote.delete(f"{DOCUMENTS}/{SAIC}", headers=edits).status_code == 204


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer"},
        bearer("sk-none"),
        bearer("dixit_00000000_guess"),
        {"Authorization": "Basic eA=="},
    ],
)
def test_without_a_valid_token_nothing_is_told(
    remote: httpx.Client, changing: Service, header: dict[str, str]
) -> None:
    changing.tokens.create("reader")
    for method, path in (
        ("GET", DOCUMENTS), ("POST", "/api/v1/ask"), ("DELETE", f"{DOCUMENTS}/{SAIC}"),
        ("GET", "/metrics"), ("GET", "/v1/models"), ("POST", "/mcp"), ("POST", DOCUMENTS),
    ):  # fmt: skip
        refused = remote.request(method, path, headers=header)
        assert refused.status_code == 401, path
        assert refused.headers["www-authenticate"].startswith("Bearer")
    assert remote.get("/healthz", headers=header).json() == {"status": "ok"}


def test_a_revoked_token_is_refused_at_once(remote: httpx.Client, changing: Service) -> None:
    token = changing.tokens.create("reader")
    assert remote.get(DOCUMENTS, headers=bearer(token)).status_code == 200
    Tokens(changing.dixit.settings.index).revoke(token.split("_")[1])  # As another process does.

    assert remote.get(DOCUMENTS, headers=bearer(token)).status_code == 401


def test_this_machine_needs_no_token(editing: httpx.Client) -> None:
    assert editing.get(DOCUMENTS).status_code == 200
    assert editing.get(DOCUMENTS, headers=bearer("some key of a client")).status_code == 200
    assert editing.get(DOCUMENTS, headers=bearer("dixit_revoked_one")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},  # A domain that was pointed at this machine.
        {"X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
    ],
)
def test_what_only_looks_like_this_machine_needs_one(
    editing: httpx.Client, headers: dict[str, str]
) -> None:
    assert editing.get(DOCUMENTS, headers=headers).status_code == 401


def test_a_page_elsewhere_cannot_call_through_a_visitors_browser(editing: httpx.Client) -> None:
    for origin in ("https://evil.example", "null"):
        refused = editing.delete(f"{DOCUMENTS}/{SAIC}", headers={"Origin": origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers
    assert editing.get(DOCUMENTS).json()["total"] == 5


def test_a_visitor_cannot_make_up_a_trusted_proxy(changing: Service) -> None:
    proxies = Proxies(root_path="")
    with serving(changing, proxies=proxies) as at:
        forged = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": at.removeprefix("http://")}
        refused = httpx.get(f"{at}{DOCUMENTS}", headers=forged, trust_env=False)

    assert refused.status_code == 401


def test_only_hashes_are_stored_and_only_the_owner_reads_them(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "index")
    token = tokens.create("editor", "the newsroom")
    (file,) = tmp_path.glob("*.json")

    assert token.split("_", 2)[2] not in file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    known = Tokens(tmp_path / "index").known(token)
    assert known is not None
    assert (known.role, known.name) == ("editor", "the newsroom")


def test_damaged_or_unknown_tokens_are_told(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "index")
    with pytest.raises(TokenError, match="no token 'abc'"):
        tokens.revoke("abc")
    (tmp_path / "index-tokens.json").write_text('[{"id": 3}]', "utf-8")
    with pytest.raises(TokenError, match="cannot be read"):
        tokens.known("dixit_a_b")
