"""What services say reaches the client in the terms of HTTP; what they do not say never does."""

import asyncio
import io
import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.errors import DomainError, Violation, conflict, invalid, not_found, precondition
from chassis.ids import new_id
from chassis.telemetry.logs import JsonFormatter
from crm.accounts.v1 import accounts_pb2 as pb
from edge.settings import EdgeSettings, Limits
from tests.support.edge import Door, door

pytestmark = pytest.mark.capability("M-60")


def refuses(edge: Door, rpc: str, error: DomainError) -> None:
    def answer(*_: Any) -> Any:
        raise error

    edge.peer.answers[rpc] = answer


async def test_what_is_created_has_a_place_and_a_version(edge: Door) -> None:
    id = str(new_id())
    edge.peer.answers["CreateAccount"] = lambda request, _: pb.Account(id=id, name=request.account.name, etag="1")
    response = await edge.client.post("/v1/accounts", json={"name": "江海机械"})
    assert response.status_code == 201
    assert response.headers["location"] == f"/v1/accounts/{id}"
    assert response.headers["etag"] == '"1"'
    assert response.headers["content-type"] == "application/json"
    assert response.json()["name"] == "江海机械"


async def test_a_long_list_travels_small_to_who_can_read_that(edge: Door) -> None:
    many = [pb.Account(id=str(new_id()), name=f"江海机械 {number}", etag="1") for number in range(50)]
    edge.peer.answers["ListAccounts"] = lambda *_: pb.ListAccountsResponse(accounts=many)
    small = await edge.client.get("/v1/accounts", headers={"accept-encoding": "gzip"})
    whole = await edge.client.get("/v1/accounts", headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert {each.headers["vary"] for each in (small, whole)} == {"accept-encoding"}
    assert 3 * int(small.headers["content-length"]) < int(whole.headers["content-length"])
    assert small.json() == whole.json()


async def test_a_record_travels_as_its_etag_says_it_is(edge: Door) -> None:
    edge.peer.answers["GetAccount"] = lambda request, _: pb.Account(id=request.account_id, name="江" * 5000, etag="1")
    record = await edge.client.get(f"/v1/accounts/{new_id()}", headers={"accept-encoding": "gzip"})
    assert record.headers["etag"] == '"1"'
    assert "content-encoding" not in record.headers


async def test_nothing_is_nothing(edge: Door) -> None:
    response = await edge.client.delete(f"/v1/sessions/{new_id()}")
    assert response.status_code == 204
    assert response.content == b""
    assert "content-type" not in response.headers


async def test_a_stored_reply_says_so(edge: Door) -> None:
    edge.peer.trailers = (("idempotent-replay", "true"),)
    response = await edge.client.post("/v1/accounts", json={"name": "a"}, headers={"idempotency-key": "7"})
    assert response.headers["idempotent-replay"] == "true"
    edge.peer.trailers = ()
    response = await edge.client.post("/v1/accounts", json={"name": "a"}, headers={"idempotency-key": "8"})
    assert "idempotent-replay" not in response.headers


async def test_a_violation_points_into_the_body_that_was_sent(edge: Door) -> None:
    refuses(edge, "CreateAccount", invalid("account.credit_code", "This is no credit code.", "CREDIT_CODE_WRONG", given="x"))
    problem = (await edge.client.post("/v1/accounts", json={"name": "a", "creditCode": "x"})).json()
    assert problem["errors"] == [{"pointer": "/creditCode", "detail": "This is no credit code."}]
    assert problem["reason"] == "CREDIT_CODE_WRONG"
    assert problem["metadata"] == {"given": "x"}


async def test_all_violations_are_told_together(edge: Door) -> None:
    error = invalid("account.name", "It is missing.")
    error.violations = (*error.violations, Violation("account.tags.3", "Too long."))
    refuses(edge, "CreateAccount", error)
    problem = (await edge.client.post("/v1/accounts", json={})).json()
    assert [one.get("pointer") for one in problem["errors"]] == ["/name", "/tags/3"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (not_found("account", "7"), 404),
        (precondition("STALE_ETAG", "It has changed since."), 412),
        (precondition("PERIOD_CLOSED", "The period is closed."), 409),
        (conflict("IDEMPOTENCY_KEY_REUSED", "The key came with another body."), 409),
    ],
)
async def test_a_refusal_keeps_its_reason(edge: Door, error: DomainError, status: int) -> None:
    refuses(edge, "UpdateAccount", error)
    response = await edge.client.patch(f"/v1/accounts/{new_id()}", json={"name": "a"})
    assert response.status_code == status
    assert response.json()["reason"] == error.reason
    assert response.json()["detail"] == error.detail


async def test_a_service_that_fails_is_a_500_without_its_insides(edge: Door, caplog: pytest.LogCaptureFixture) -> None:
    def fails(*_: Any) -> Any:
        raise RuntimeError("secret of the database")

    edge.peer.answers["GetAccount"] = fails
    with caplog.at_level(logging.ERROR):
        response = await edge.client.get(f"/v1/accounts/{new_id()}")
    assert response.status_code == 500
    assert response.json()["reason"] == "INTERNAL"
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert any(record.name == "edge" and record.exc_info for record in caplog.records)


async def test_a_service_that_is_gone_is_a_503_that_invites_to_come_again(edge: Door) -> None:
    await edge.client.get("/v1/accounts")
    await edge.peer.stop()
    response = await edge.client.post("/v1/accounts", json={"name": "a"})
    assert response.status_code == 503
    assert int(response.headers["retry-after"]) >= 1
    assert response.json()["reason"] == "UNAVAILABLE"


async def test_a_service_that_does_not_answer_is_a_504(tmp_path: Path) -> None:
    async with door(tmp_path, EdgeSettings(secure_cookies=False, limits=Limits(deadline_seconds=0.3))) as edge:
        await edge.client.get("/v1/accounts")
        edge.peer.delay = 5
        response = await edge.client.get(f"/v1/accounts/{new_id()}")
        assert response.status_code == 504
        assert response.json()["reason"] == "DEADLINE_EXCEEDED"


async def test_every_response_forbids_what_data_never_needs(edge: Door) -> None:
    for response in (await edge.client.get("/v1/accounts"), await edge.client.get("/nowhere")):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "server" not in response.headers
        assert "strict-transport-security" not in response.headers


async def test_over_https_browsers_are_told_to_stay_there(tmp_path: Path) -> None:
    async with door(tmp_path, EdgeSettings()) as edge:
        assert "max-age" in (await edge.client.get("/v1/accounts")).headers["strict-transport-security"]


TRACE = "0af7651916cd43dd8448eb211c80319c"


async def test_the_trace_of_the_caller_goes_on_in_the_service(edge: Door) -> None:
    response = await edge.client.get("/v1/accounts", headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})
    assert response.headers["trace-id"] == TRACE
    assert edge.peer.last("ListAccounts").metadata["traceparent"].split("-")[1] == TRACE


async def test_the_access_log_tells_the_route_and_nothing_of_people(edge: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    written, logger = io.StringIO(), logging.getLogger("edge.access")
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter("gateway"))
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "level", logging.INFO)
    await edge.client.put("/v1/accounts/byExternal/erp/13800138000?companyCode=zhang.san@example.com", json={"name": "张三"})
    told = json.loads(written.getvalue().splitlines()[-1])
    assert told["route"] == "/v1/accounts/byExternal/{system}/{external_id}"
    assert (told["method"], told["status"], told["tenant_id"]) == ("PUT", 200, str(edge.tenant_id))
    assert told["actor"] == f"user:{edge.person_id}"
    assert not any(word in str(told) for word in ("13800138000", "zhang", "张三", "127.0.0.1"))


async def test_many_requests_at_once_are_kept_apart(edge: Door) -> None:
    edge.peer.answers["GetAccount"] = lambda request, _: pb.Account(id=request.account_id)
    ids = [str(new_id()) for _ in range(60)]
    responses: list[httpx.Response] = await asyncio.gather(*(edge.client.get(f"/v1/accounts/{id}") for id in ids))
    assert [response.json()["id"] for response in responses] == ids


async def test_what_only_comes_in_never_goes_out(edge: Door) -> None:
    edge.peer.answers["CreateUser"] = lambda request, _: request.user
    response = await edge.client.post("/v1/users", json={"name": "李雷", "email": "li@acme.example", "password": "correct horse battery"})
    assert response.status_code == 201
    assert edge.peer.last("CreateUser").request.user.password == "correct horse battery"
    assert "password" not in response.json()
    assert "correct horse" not in response.text
