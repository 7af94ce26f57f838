"""What is wrong with a request is said before anything is done, clearly and at the right place."""

from typing import Any

import httpx
import pytest

from chassis.ids import new_id
from tests.support.edge import Door

pytestmark = pytest.mark.capability("M-60")


def assert_problem(response: httpx.Response, status: int, reason: str, **places: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["reason"] == reason
    assert problem["status"] == status
    assert problem["traceId"] == response.headers["trace-id"] != "0" * 32
    assert problem["detail"]
    for place, value in places.items():
        assert value in [error.get(place) for error in problem["errors"]], problem
    return problem


def asked(edge: Door) -> list[str]:
    """What reached the services besides the question who it is."""
    return [call.method for call in edge.peer.asked if not call.method.startswith("Resolve")]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"nmae": "江海机械"}, "/nmae"),
        ({"name": 7}, "/name"),
        ({"tier": "GOLD"}, "/tier"),
        ({"foundedYear": "1998"}, "/foundedYear"),
        ({"annualRevenue": {"currencyCode": "CNY", "amount": "0.001"}}, "/annualRevenue/amount"),
        ({"annualRevenue": {"currencyCode": "CNY", "amount": 0.01}}, "/annualRevenue/amount"),
        ({"annualRevenue": {"currencyCode": "XXQ", "amount": "1"}}, "/annualRevenue/currencyCode"),
        ({"invoiceProfile": {"title": ["a"]}}, "/invoiceProfile/title"),
        ({"custom": {"colour": {"text": "red", "flag": True}}}, "/custom/colour"),
        ({"createTime": "yesterday"}, "/createTime"),
        (["name"], ""),
        ("江海机械", ""),
    ],
)
async def test_a_wrong_field_is_pointed_at(edge: Door, body: Any, pointer: str) -> None:
    response = await edge.client.post("/v1/accounts", json=body)
    assert_problem(response, 400, "MALFORMED_BODY", pointer=pointer)
    assert asked(edge) == []


@pytest.mark.parametrize(
    "body", [b"{", b'{"name": "a", "name": "b"}', b"\xff\xfe", b'{"name": NaN}', b"[" * 100_000, b'{"employees": ' + b"9" * 5000 + b"}"]
)
async def test_what_is_no_json_is_refused(edge: Door, body: bytes) -> None:
    response = await edge.client.post("/v1/accounts", content=body, headers={"content-type": "application/json"})
    assert_problem(response, 400, "MALFORMED_BODY")


async def test_a_missing_body_is_missed_where_one_is_needed(edge: Door) -> None:
    assert_problem(await edge.client.post("/v1/accounts"), 400, "BODY_MISSING", pointer="")
    response = await edge.client.post(f"/v1/accounts/{new_id()}:archive")
    assert response.status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
async def test_a_body_of_another_type_is_not_guessed_at(edge: Door, content_type: str) -> None:
    response = await edge.client.post("/v1/accounts", content=b'{"name": "a"}', headers={"content-type": content_type})
    assert_problem(response, 415, "MEDIA_TYPE_UNSUPPORTED", header="Content-Type")


async def test_a_body_of_ten_megabytes_is_refused_by_its_announcement(edge: Door) -> None:
    response = await edge.client.post("/v1/accounts", content=b" " * 10_000_000, headers={"content-type": "application/json"})
    assert_problem(response, 413, "BODY_TOO_LARGE")
    assert asked(edge) == []


async def test_a_body_of_ten_megabytes_is_refused_when_it_is_not_announced(edge: Door) -> None:
    async def endless() -> Any:
        for _ in range(160):
            yield b" " * 65_536

    response = await edge.client.post("/v1/accounts", content=endless(), headers={"content-type": "application/json"})
    assert_problem(response, 413, "BODY_TOO_LARGE")
    assert (await edge.client.get("/v1/accounts")).status_code == 200


async def test_both_spellings_of_a_parameter_are_understood(edge: Door) -> None:
    for query in ("pageSize=7&orderBy=name&showArchived=true", "page_size=7&order_by=name&show_archived=true"):
        assert (await edge.client.get(f"/v1/accounts?{query}")).status_code == 200
        request = edge.peer.last("ListAccounts").request
        assert (request.page_size, request.order_by, request.show_archived) == (7, "name", True)


async def test_an_unknown_parameter_is_refused_with_the_known_ones(edge: Door) -> None:
    problem = assert_problem(await edge.client.get("/v1/accounts?limit=7"), 400, "PARAMETER_UNKNOWN", parameter="limit")
    assert problem["metadata"]["known"] == "filter, orderBy, pageSize, pageToken, search, showArchived"
    assert_problem(await edge.client.post("/v1/accounts?name=a", json={}), 400, "PARAMETER_UNKNOWN", parameter="name")


@pytest.mark.parametrize(
    ("query", "parameter"), [("pageSize=many", "pageSize"), ("showArchived=1", "showArchived"), ("pageSize=1&pageSize=2", "pageSize")]
)
async def test_a_wrong_parameter_is_named(edge: Door, query: str, parameter: str) -> None:
    assert_problem(await edge.client.get(f"/v1/accounts?{query}"), 400, "INVALID_PARAMETER", parameter=parameter)


async def test_patch_changes_what_the_body_names(edge: Door) -> None:
    body: dict[str, Any] = {
        "name": "江海机械",
        "paymentHabit": {"closingDay": 25},
        "tags": [],
        "website": None,
        "custom": {"colour": {"text": "red"}},
    }
    assert (await edge.client.patch(f"/v1/accounts/{new_id()}", json=body)).status_code == 200
    request = edge.peer.last("UpdateAccount").request
    assert sorted(request.update_mask.paths) == ["custom.colour", "name", "payment_habit.closing_day", "tags", "website"]
    assert request.account.payment_habit.closing_day == 25


async def test_patch_takes_back_what_was_read(edge: Door) -> None:
    body = {"id": str(new_id()), "etag": "6", "createTime": "2025-12-01T01:30:00Z", "name": "江海机械"}
    assert (await edge.client.patch(f"/v1/accounts/{new_id()}", json=body)).status_code == 200
    assert list(edge.peer.last("UpdateAccount").request.update_mask.paths) == ["name"]


async def test_patch_with_a_mask_goes_by_the_mask(edge: Door) -> None:
    path = f"/v1/accounts/{new_id()}?updateMask=name,paymentHabit.closingDay"
    assert (await edge.client.patch(path, json={"name": "江海机械", "website": "a"})).status_code == 200
    assert list(edge.peer.last("UpdateAccount").request.update_mask.paths) == ["name", "payment_habit.closing_day"]
    wrong = await edge.client.patch(f"/v1/accounts/{new_id()}?updateMask=nmae", json={})
    assert_problem(wrong, 400, "INVALID_UPDATE_MASK", parameter="updateMask")
    fixed = await edge.client.patch(f"/v1/accounts/{new_id()}?updateMask=number", json={})
    assert_problem(fixed, 400, "INVALID_UPDATE_MASK", parameter="updateMask")


@pytest.mark.parametrize(("given", "etag"), [('"7"', "7"), ('W/"7"', "7"), ("*", "")])
async def test_if_match_reaches_the_service(edge: Door, given: str, etag: str) -> None:
    response = await edge.client.patch(f"/v1/accounts/{new_id()}", json={}, headers={"if-match": given})
    assert response.status_code == 200
    assert edge.peer.last("UpdateAccount").request.etag == etag


@pytest.mark.parametrize("given", ["7", '"7", "8"', '"7', '""7""'])
async def test_if_match_is_one_etag_in_quotes(edge: Door, given: str) -> None:
    response = await edge.client.patch(f"/v1/accounts/{new_id()}", json={}, headers={"if-match": given})
    assert_problem(response, 400, "IF_MATCH_MALFORMED", header="If-Match")


async def test_if_match_is_never_ignored(edge: Door) -> None:
    response = await edge.client.put("/v1/accounts/byExternal/erp/7", json={"name": "a"}, headers={"if-match": '"7"'})
    assert_problem(response, 400, "IF_MATCH_UNUSED", header="If-Match")


async def test_what_has_its_own_place_is_not_said_twice(edge: Door) -> None:
    response = await edge.client.post(f"/v1/accounts/{new_id()}:archive", json={"accountId": str(new_id())})
    assert_problem(response, 400, "FIELD_MISPLACED", pointer="/accountId")
    response = await edge.client.post(f"/v1/accounts/{new_id()}:archive", json={"etag": "7"})
    assert_problem(response, 400, "FIELD_MISPLACED", pointer="/etag")


async def test_the_idempotency_key_reaches_the_service(edge: Door) -> None:
    await edge.client.post("/v1/accounts", json={"name": "a"}, headers={"idempotency-key": "import-7/row-1"})
    assert edge.peer.last("CreateAccount").metadata["idempotency-key"] == "import-7/row-1"
    await edge.client.get("/v1/accounts", headers={"idempotency-key": "import-7/row-1"})
    assert "idempotency-key" not in edge.peer.last("ListAccounts").metadata


@pytest.mark.parametrize("key", ["", "a b", "k" * 129, "clé".encode()])
async def test_an_idempotency_key_is_visible_ascii(edge: Door, key: str | bytes) -> None:
    response = await edge.client.post(
        "/v1/accounts", json={"name": "a"}, headers={b"idempotency-key": key if isinstance(key, bytes) else key.encode()}
    )
    assert_problem(response, 400, "IDEMPOTENCY_KEY_MALFORMED", header="Idempotency-Key")


@pytest.mark.parametrize(
    "path", ["/", "/v2/accounts", "/v1/accounts/", "/v1/accounts/7:explode", "/v1/nothing/7", "/v1/accounts/..%2f..", "/%00"]
)
async def test_a_path_that_leads_nowhere_is_a_problem_too(edge: Door, path: str) -> None:
    if path.startswith("/v1/accounts/.."):
        assert (await edge.client.get(path)).status_code == 200  # an id that identity of accounts refuses, not a walk through folders
        return
    assert_problem(await edge.client.get(path), 404, "PATH_UNKNOWN")


async def test_options_say_what_is_possible(edge: Door) -> None:
    response = await edge.client.options("/v1/accounts")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_head_is_get_without_the_body(edge: Door) -> None:
    whole, head = await edge.client.get("/v1/accounts"), await edge.client.head("/v1/accounts")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("path", ["/v1/accounts", "/v1/search"])
async def test_nothing_is_echoed_to_who_traces(edge: Door, path: str) -> None:
    reply = await edge.client.request("TRACE", path, headers={"x-secret": "geheim"})
    assert reply.status_code == 405
    assert "geheim" not in reply.text
