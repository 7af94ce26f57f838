"""Who is believed to be who, and what browsers may do with a cookie."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from chassis.errors import DomainError, Kind
from chassis.ids import new_id
from crm.identity.v1 import identity_pb2 as pb
from edge.settings import EdgeSettings, Limits, Rate
from tests.support.edge import API_KEY, TOKEN, Door, door

pytestmark = pytest.mark.capability("S-11")

SIGN_IN = {"tenant": "acme", "email": "li@acme.example", "password": "correct horse battery"}


def signs_in(edge: Door) -> None:
    def session(request: pb.CreateSessionRequest, _: Any) -> pb.Session:
        made = pb.Session(id=str(edge.session_id), token=TOKEN)
        made.expire_time.FromSeconds(int(time.time()) + 3600)
        return made

    edge.peer.answers["CreateSession"] = session


def stranger(edge: Door) -> httpx.AsyncClient:
    """Somebody without any credential."""
    return httpx.AsyncClient(base_url=edge.client.base_url)


async def test_without_a_credential_nothing_is_reached(edge: Door) -> None:
    async with stranger(edge) as client:
        response = await client.get("/v1/accounts")
    assert response.status_code == 401
    assert response.json()["reason"] == "UNAUTHENTICATED"
    assert response.headers["www-authenticate"] == "Bearer"
    assert edge.peer.asked == []


async def test_the_service_gets_a_principal_that_it_can_verify(edge: Door) -> None:
    await edge.client.get("/v1/accounts")
    principal = edge.verifier.verify(edge.peer.last("ListAccounts").metadata["principal-bin"])
    assert (principal.tenant_id, principal.person_id) == (edge.tenant_id, edge.person_id)
    assert edge.peer.last("ResolveSession").request.token == TOKEN


async def test_a_client_cannot_bring_a_principal_of_its_own(edge: Door) -> None:
    headers = {"principal-bin": "Zm9yZ2Vk", "grpc-metadata-principal-bin": "Zm9yZ2Vk"}
    await edge.client.get("/v1/accounts", headers=headers)
    assert edge.verifier.verify(edge.peer.last("ListAccounts").metadata["principal-bin"]).person_id == edge.person_id


async def test_a_key_is_resolved_with_the_address_it_came_from(edge: Door) -> None:
    await edge.client.get("/v1/accounts", headers={"authorization": f"Bearer {API_KEY}"})
    request = edge.peer.last("ResolveApiKey").request
    assert (request.secret, request.address) == (API_KEY, "127.0.0.1")


async def test_an_expired_session_is_told_and_its_cookie_cleared(edge: Door) -> None:
    def expired(*_: Any) -> Any:
        raise DomainError(Kind.UNAUTHENTICATED, "SESSION_EXPIRED", "Sign in again.")

    edge.peer.answers["ResolveSession"] = expired
    async with stranger(edge) as client:
        response = await client.get("/v1/accounts", headers={"cookie": "session=dzs_old"})
    assert response.status_code == 401
    assert response.json()["reason"] == "SESSION_EXPIRED"
    assert "Max-Age=0" in response.headers["set-cookie"]


async def test_a_program_that_signs_in_gets_the_token(edge: Door) -> None:
    signs_in(edge)
    async with stranger(edge) as client:
        response = await client.post("/v1/sessions", json=SIGN_IN)
    assert response.status_code == 201
    assert response.json()["token"] == TOKEN
    assert "set-cookie" not in response.headers
    assert edge.peer.last("CreateSession").metadata["client-address"] == "127.0.0.1"
    assert "principal-bin" not in edge.peer.last("CreateSession").metadata


async def test_a_browser_that_signs_in_gets_a_cookie_that_scripts_cannot_read(edge: Door) -> None:
    signs_in(edge)
    async with stranger(edge) as client:
        response = await client.post("/v1/sessions", json={**SIGN_IN, "cookie": True})
        assert response.json()["token"] == ""
        cookie = response.headers["set-cookie"]
        assert cookie.startswith(f"session={TOKEN}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax")
        assert (await client.get("/v1/accounts")).status_code == 200


async def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    async with door(tmp_path, EdgeSettings(secure_cookies=True)) as edge, stranger(edge) as client:
        signs_in(edge)
        cookie = (await client.post("/v1/sessions", json={**SIGN_IN, "cookie": True})).headers["set-cookie"]
        assert cookie.startswith("__Host-session=")
        assert cookie.endswith("; Secure")
        assert (await client.get("/v1/accounts", headers={"cookie": f"session={TOKEN}"})).status_code == 401
        assert (await client.get("/v1/accounts", headers={"cookie": f"__Host-session={TOKEN}"})).status_code == 200


@pytest.mark.parametrize("foreign", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_another_site_cannot_act_with_the_cookie_of_its_visitor(edge: Door, foreign: dict[str, str]) -> None:
    cookie = {"cookie": f"session={TOKEN}"}
    async with stranger(edge) as client:
        response = await client.post("/v1/accounts", json={"name": "a"}, headers={**cookie, **foreign})
        assert response.status_code == 403
        assert response.json()["reason"] == "ORIGIN_FOREIGN"
        assert (await client.post("/v1/sessions", json=SIGN_IN, headers=foreign)).status_code == 403
        own = {"origin": str(edge.client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
        assert (await client.post("/v1/accounts", json={"name": "a"}, headers={**cookie, **own})).status_code == 201
    assert [call.method for call in edge.peer.asked if call.method.startswith("Create")] == ["CreateAccount"]


async def test_a_token_in_a_header_is_no_cookie_and_may_come_from_anywhere(edge: Door) -> None:
    response = await edge.client.post("/v1/accounts", json={"name": "a"}, headers={"origin": "https://erp.example"})
    assert response.status_code == 201


async def test_signing_out_ends_it_here_at_once(edge: Door) -> None:
    cookie = {"cookie": f"session={TOKEN}"}
    async with stranger(edge) as client:
        assert (await client.get("/v1/accounts", headers=cookie)).status_code == 200
        response = await client.delete(f"/v1/sessions/{edge.session_id}", headers=cookie)
        assert response.status_code == 204
        assert "Max-Age=0" in response.headers["set-cookie"]

        def unknown(*_: Any) -> Any:
            raise DomainError(Kind.UNAUTHENTICATED, "SESSION_UNKNOWN", "Sign in again.")

        edge.peer.answers["ResolveSession"] = unknown
        assert (await client.get("/v1/accounts", headers=cookie)).status_code == 401


async def test_ending_another_session_keeps_this_one(edge: Door) -> None:
    response = await edge.client.delete(f"/v1/sessions/{new_id()}")
    assert "set-cookie" not in response.headers
    await edge.client.get("/v1/accounts")
    assert len([call for call in edge.peer.asked if call.method == "ResolveSession"]) == 1


async def test_the_installation_key_reaches_who_creates_tenants(edge: Door) -> None:
    body = {
        "tenant": {"name": "江海机械", "code": "jianghai"},
        "administrator": {"name": "李雷", "email": "li@acme.example", "password": "correct horse battery"},
    }
    async with stranger(edge) as client:
        assert (await client.post("/v1/tenants", json=body, headers={"installation-key": "k-1"})).status_code == 201
    asked = edge.peer.last("CreateTenant")
    assert asked.metadata["installation-key"] == "k-1"
    assert asked.request.administrator.password == "correct horse battery"


async def test_the_installation_key_goes_nowhere_else(edge: Door) -> None:
    await edge.client.get("/v1/accounts", headers={"installation-key": "k-1"})
    assert "installation-key" not in edge.peer.last("ListAccounts").metadata


def tight(limits: Limits) -> EdgeSettings:
    return EdgeSettings(secure_cookies=False, limits=limits)


async def test_guessing_a_password_is_slowed_down_per_person(tmp_path: Path) -> None:
    async with door(tmp_path, tight(Limits(sign_in=Rate(3, 0.01)))) as edge, stranger(edge) as client:
        statuses = [(await client.post("/v1/sessions", json=SIGN_IN)).status_code for _ in range(4)]
        assert statuses == [201, 201, 201, 429]
        spelled = {**SIGN_IN, "email": " LI@acme.example"}
        assert (await client.post("/v1/sessions", json=spelled)).status_code == 429
        colleague = {**SIGN_IN, "email": "han@acme.example"}
        assert (await client.post("/v1/sessions", json=colleague)).status_code == 201


async def test_who_asks_too_much_is_told_when_to_come_again(tmp_path: Path) -> None:
    async with door(tmp_path, tight(Limits(session=Rate(2, 0.5)))) as edge:
        responses = [await edge.client.get("/v1/accounts") for _ in range(3)]
        assert [response.status_code for response in responses] == [200, 200, 429]
        assert responses[2].headers["retry-after"] == "2"
        assert responses[2].json()["reason"] == "RATE_LIMITED"
        # A program with a key of its own does not suffer for a person.
        key = {"authorization": f"Bearer {API_KEY}"}
        assert (await edge.client.get("/v1/accounts", headers=key)).status_code == 200


async def test_an_address_that_floods_is_stopped_before_anybody_is_asked(tmp_path: Path) -> None:
    async with door(tmp_path, tight(Limits(address=Rate(2, 0.01)))) as edge:
        statuses = [(await edge.client.get("/v1/accounts", headers={"authorization": f"Bearer dzs_{n}"})).status_code for n in range(5)]
        assert statuses == [200, 200, 429, 429, 429]
        assert len([call for call in edge.peer.asked if call.method == "ResolveSession"]) == 2


async def test_guessing_links_of_customers_is_slowed_down_whatever_is_asked_with_them(tmp_path: Path) -> None:
    async with door(tmp_path, tight(Limits(shared=Rate(2, 0.01)))) as edge, stranger(edge) as client:
        verbs = ("open", "answer", "open", "answer", "download", "scan")
        statuses = [(await client.post(f"/v1/sharedStatements:{verb}", json={"token": "guessed"})).status_code for verb in verbs]
    assert 429 not in statuses[:2]
    assert statuses[2:] == [429] * 4


@pytest.mark.parametrize(("trusted", "statuses"), [("127.0.0.1", [200, 200]), ("10.0.0.1", [200, 429])])
async def test_only_a_known_proxy_is_believed_where_somebody_comes_from(tmp_path: Path, trusted: str, statuses: list[int]) -> None:
    settings = EdgeSettings(secure_cookies=False, trusted_proxies=trusted, limits=Limits(address=Rate(1, 0.01)))
    async with door(tmp_path, settings) as edge:
        said = [await edge.client.get("/v1/accounts", headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in (1, 2)]
    assert [response.status_code for response in said] == statuses
