"""No request that the OpenAPI document allows, or forbids, makes the server fail."""

from contextlib import suppress
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dixit.api.service import Service
from tests.api.conftest import serving

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
NOT_HERE = ("/api/v1/eval",)
"""Each request starts a process that asks hundreds of questions."""


@pytest.mark.fuzz
@pytest.mark.timeout(900)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_response_is_as_described(changing: Service, mode: GenerationMode) -> None:
    tried = 0
    with serving(changing) as at:
        described = schemathesis.openapi.from_url(f"{at}/api/v1/openapi.json")
        for found in described.exclude(path=list(NOT_HERE)).get_all_operations():
            tried += _try(found.ok(), mode)

    assert tried > 100


def _try(operation: Any, mode: GenerationMode) -> int:
    """Send generated requests to one operation; returns how many."""
    sent = 0

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: schemathesis.Case) -> None:
        nonlocal sent
        case.call_and_validate(checks=CHECKS, timeout=60)
        sent += 1

    with suppress(Unsatisfiable):  # An operation without parameters cannot be called wrongly.
        send()
    return sent


def test_the_document_is_openapi_3_1(client: httpx.Client) -> None:
    described = client.get("/api/v1/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert not [path for path in described["paths"] if path.startswith("/api/docs")]


def test_its_page_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/api/docs")

    assert page.headers["content-type"].startswith("text/html")
    assert "://" not in page.text.replace("http://127.0.0.1", "")
    for shown in ("/api/v1/ask", "AnswerRecord", 'id="source-unknown"'):
        assert shown in page.text
