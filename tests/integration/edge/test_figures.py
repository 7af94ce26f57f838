"""What the door counts, and that nobody outside can make up a name for a figure."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.errors import DomainError, Kind
from crm.identity.v1 import identity_pb2 as pb
from edge.settings import EdgeSettings, Limits, Rate
from tests.support.edge import API_KEY, Door, door
from tests.support.waiting import until

SIGN_IN = {"tenant": "acme", "email": "li@acme.example", "password": "correct horse battery"}
MANY, ONE = Rate(1000, 1000), Rate(1, 0.001)


def figure(edge: Door, name: str, **labels: str) -> float:
    return edge.metrics.registry.get_sample_value(f"daozhang_{name}", {"service": "edge", **labels}) or 0


def told(edge: Door, name: str) -> set[tuple[str, ...]]:
    """Values of labels under which there is something."""
    samples = (sample for family in edge.metrics.registry.collect() for sample in family.samples if sample.name == f"daozhang_{name}")
    return {tuple(value for label, value in sorted(sample.labels.items()) if label != "service") for sample in samples if sample.value}


async def test_requests_are_counted_by_route_and_status_whatever_is_in_their_path(edge: Door) -> None:
    for id in range(3):
        await edge.client.get(f"/v1/accounts/0192f3a4-0000-7000-8000-00000000000{id}")
    await edge.client.get("/v1/13800138000")
    await edge.client.delete("/v1/accounts")
    assert told(edge, "http_requests_total") == {
        ("GET", "/v1/accounts/{account_id}", "200"),
        ("GET", "(none)", "404"),
        ("DELETE", "/v1/accounts", "405"),
    }
    assert figure(edge, "http_seconds_count", method="GET", route="/v1/accounts/{account_id}") == 3


async def test_a_method_that_somebody_made_up_has_one_name(edge: Door) -> None:
    for method in ("BREW", "LI13800138000"):
        await _raw(edge, f"{method} /v1/accounts HTTP/1.1")
    assert {labels[0] for labels in told(edge, "http_requests_total")} <= {"OTHER"}


async def _raw(edge: Door, line: str) -> None:
    reader, writer = await asyncio.open_connection(edge.client.base_url.host, edge.client.base_url.port)
    writer.write(f"{line}\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    await reader.read()
    writer.close()


@pytest.mark.parametrize(
    ("limit", "limits"),
    [
        ("address", Limits(address=ONE, session=MANY, api_key=MANY)),
        ("session", Limits(address=MANY, session=ONE, api_key=MANY)),
        ("api_key", Limits(address=MANY, session=MANY, api_key=ONE)),
    ],
)
async def test_who_sends_too_much_is_counted_under_the_limit_that_was_met(tmp_path: Path, limit: str, limits: Limits) -> None:
    async with door(tmp_path, EdgeSettings(secure_cookies=False, limits=limits)) as edge:
        headers = {"authorization": f"Bearer {API_KEY}"} if limit == "api_key" else {}
        statuses = [(await edge.client.get("/v1/accounts", headers=headers)).status_code for _ in range(3)]
        assert statuses == [200, 429, 429]
        assert told(edge, "rate_limited_total") == {(limit,)}
        assert figure(edge, "rate_limited_total", limit=limit) == 2


async def test_attempts_to_sign_in_are_counted_by_their_outcome(tmp_path: Path) -> None:
    async with door(tmp_path, EdgeSettings(secure_cookies=False, limits=Limits(sign_in=Rate(2, 0.001)))) as edge:
        assert told(edge, "sign_ins_total") == set()
        edge.peer.answers["CreateSession"] = _session
        async with httpx.AsyncClient(base_url=edge.client.base_url) as anonymous:
            for password in ("wrong", SIGN_IN["password"], "wrong"):
                await anonymous.post("/v1/sessions", json={**SIGN_IN, "password": password})
        assert told(edge, "sign_ins_total") == {("OK",), ("UNAUTHENTICATED",)}
        # The third was not even asked about.
        assert figure(edge, "sign_ins_total", outcome="UNAUTHENTICATED") == 1
        assert figure(edge, "rate_limited_total", limit="sign_in") == 1


def _session(request: pb.CreateSessionRequest, _: Any) -> pb.Session:
    if request.password != SIGN_IN["password"]:
        raise DomainError(Kind.UNAUTHENTICATED, "UNAUTHENTICATED", "The address or the password is wrong.")
    return pb.Session(token="dzs_new")


async def test_open_streams_are_counted_while_they_are_open(edge: Door) -> None:
    assert figure(edge, "live_connections") == 0
    async with edge.client.stream("GET", "/v1/liveUpdates") as stream:
        assert stream.status_code == 200
        await anext(stream.aiter_bytes())
        assert figure(edge, "live_connections") == 1
    await until(lambda: figure(edge, "live_connections") == 0)
