"""One search over all lists: as the caller, within a deadline, saying what is missing."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from chassis.errors import DomainError, Kind
from chassis.principal import Grant, Principal
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.identity.v1 import identity_pb2 as identity
from crm.leads.v1 import leads_pb2 as leads
from edge.search import endpoint
from tests.support.edge import Door

ACCOUNT, LEAD = "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a77", "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a78"


def may(edge: Door, *permissions: str) -> Callable[[Any, Any], identity.Caller]:
    granted = {permission: Grant(Reach.OWN) for permission in permissions}
    principal = Principal.user(edge.person_id, tenant_id=edge.tenant_id, permissions=granted)
    return lambda request, _: identity.Caller(principal=principal.to_message())


@pytest.fixture
def found(edge: Door) -> Door:
    edge.peer.answers["ResolveSession"] = may(edge, "account.read", "lead.read")
    account = accounts.Account(id=ACCOUNT, number="KH000012", name="青禾农机", industry="机械")
    edge.peer.answers["ListAccounts"] = lambda *_: accounts.ListAccountsResponse(accounts=[account])
    edge.peer.answers["ListLeads"] = lambda *_: leads.ListLeadsResponse(leads=[leads.Lead(id=LEAD, number="XS1", name="青禾")])
    return edge


async def test_every_list_that_the_caller_may_read_is_asked_as_the_caller(found: Door) -> None:
    reply = (await found.client.get("/v1/search", params={"q": "青禾"})).json()
    assert reply == {
        "results": [
            {"type": "lead", "id": LEAD, "title": "青禾", "subtitle": "", "number": "XS1"},
            {"type": "account", "id": ACCOUNT, "title": "青禾农机", "subtitle": "机械", "number": "KH000012"},
        ],
        "incomplete": [],
    }
    asked = {each.method: each for each in found.peer.asked if each.method.startswith("List")}
    assert asked.keys() == {"ListAccounts", "ListLeads"}
    assert (asked["ListLeads"].request.search, asked["ListLeads"].request.page_size) == ("青禾", 5)
    principal = found.verifier.verify(asked["ListLeads"].metadata["principal-bin"])
    assert principal.person_id == found.person_id


async def test_only_the_types_that_were_named_are_asked(found: Door) -> None:
    reply = (await found.client.get("/v1/search", params={"q": "青禾", "types": "lead,contact"})).json()
    assert [result["type"] for result in reply["results"]] == ["lead"]
    assert reply["incomplete"] == []


async def test_a_member_that_is_away_costs_its_own_results_alone(found: Door) -> None:
    def away(*_: Any) -> Any:
        raise DomainError(Kind.UNAVAILABLE, "UNAVAILABLE", "The database is away.")

    found.peer.answers["ListLeads"] = away
    reply = (await found.client.get("/v1/search", params={"q": "青禾"})).json()
    assert [result["type"] for result in reply["results"]] == ["account"]
    assert reply["incomplete"] == ["lead"]


async def test_a_member_that_is_slow_is_not_waited_for(found: Door) -> None:
    found.peer.delays["ListLeads"] = 4.0
    async with asyncio.timeout(3.5):
        reply = (await found.client.get("/v1/search", params={"q": "青禾"})).json()
    assert [result["type"] for result in reply["results"]] == ["account"]
    assert reply["incomplete"] == ["lead"]


async def test_where_all_are_slow_the_first_answer_is_waited_for(found: Door) -> None:
    await found.client.get("/v1/me")
    found.peer.delay = 2.5
    reply = (await found.client.get("/v1/search", params={"q": "青禾", "types": "lead"})).json()
    assert [result["type"] for result in reply["results"]] == ["lead"]


async def test_where_nobody_answers_nothing_is_said_to_be_there(found: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    await found.client.get("/v1/me")
    monkeypatch.setattr(endpoint, "PATIENCE", 3.0)
    found.peer.delay = 4.0
    reply = await found.client.get("/v1/search", params={"q": "青禾"})
    assert (reply.status_code, reply.json()["reason"]) == (503, "UNAVAILABLE")
    assert reply.headers["retry-after"]


@pytest.mark.parametrize(
    ("asked", "reason", "parameter"),
    [
        ({}, "SEARCH_EMPTY", "q"),
        ({"q": "!"}, "SEARCH_EMPTY", "q"),
        ({"q": "x" * 101}, "SEARCH_TOO_LONG", "q"),
        ({"q": "x", "types": "cake"}, "TYPE_UNKNOWN", "types"),
        ({"q": "x", "type": "lead"}, "PARAMETER_UNKNOWN", "type"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(found: Door, asked: dict[str, str], reason: str, parameter: str) -> None:
    response = await found.client.get("/v1/search", params=asked)
    assert response.status_code == 400
    assert response.json()["reason"] == reason
    assert response.json()["errors"][0]["parameter"] == parameter


async def test_nobody_searches_without_a_sign_in(edge: Door) -> None:
    response = await edge.client.get("/v1/search", params={"q": "x"}, headers={"authorization": ""})
    assert response.status_code == 401
