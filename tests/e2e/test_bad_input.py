"""Bad input: each mistake gets a problem that says what is wrong and where, and nothing is half done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest_asyncio
from sqlalchemy import text, update

from chassis.clock import Clock
from chassis.scope import Reach, Scope
from chassis.tables import metadata as chassis_metadata
from identity.tables import session
from tests.support.world import Company, Person, World

NOBODY = "00000000-0000-7000-8000-000000000000"
BUSINESS = ("accounts", "pipeline", "receivables")


class Office:
    """A company with a customer, a contract and a receipt, and those who make mistakes with them."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world

    async def open(self) -> "Office":
        team = await self.company.team("华东")
        self.rep = await self.company.newcomer("sales", team_id=team)
        self.manager = await self.company.newcomer("sales_manager", team_id=team)
        self.cashier = await self.company.newcomer("cashier")
        self.controller = await self.company.person("finance_manager")
        self.account = await self.rep.post("/v1/accounts", {"name": "杭州为民机械有限公司"})
        await self.world.settle()
        self.contract = await self.rep.post("/v1/contracts", self.signing())
        self.receipt = await self.cashier.post("/v1/receipts", self.money())
        await self.world.settle()
        return self

    def signing(self, **fields: Any) -> dict[str, Any]:
        return {
            "name": "三号产线",
            "accountId": self.account["id"],
            "currency": "CNY",
            "lines": [{"description": "灌装线", "unitPrice": "100000", "taxRate": "13"}],
            "terms": {"template": "30/60/10"},
            **fields,
        }

    def money(self, amount: Any = "100.00", **fields: Any) -> dict[str, Any]:
        return {
            "legalEntityId": self.company.legal_entity_id,
            "customerId": self.account["id"],
            "tender": "TENDER_BANK",
            "amount": {"currencyCode": "CNY", "amount": amount},
            "receivedDate": "2025-12-01",
            **fields,
        }

    async def contents(self) -> dict[str, str]:
        """A fingerprint of every table of every service: rows of this company, events, timers, numbers, kept replies and all."""
        found = {}
        for name in BUSINESS:
            runtime = self.world.runtime(name)
            for table in (*runtime.service.metadata.sorted_tables, *chassis_metadata.sorted_tables):
                async with runtime.database.as_app(Scope(self.company.tenant_id, Reach.TENANT)) as connection:
                    print_of = text(f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table.name} t")  # noqa: S608
                    found[f"{name}.{table.name}"] = str(await connection.scalar(print_of))
        return found

    @asynccontextmanager
    async def untouched(self) -> AsyncIterator[None]:
        """What was there before is there after, whatever was asked for."""
        before = await self.contents()
        yield
        await self.world.settle()
        after = await self.contents()
        assert {name for name in before if before[name] != after[name]} == set(), "something was half done"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(earth: World) -> Office:
    return await Office(await earth.company()).open()


@pytest_asyncio.fixture(loop_scope="module")
async def office(shared: Office) -> AsyncIterator[Office]:
    """Not one of those who ask for it leaves anything behind."""
    async with shared.untouched():
        yield shared


def place(problem: Any) -> str:
    """Where the first error is: a pointer into the body, or the name of a parameter or header."""
    first = (problem.get("errors") or [{}])[0]
    return str(first.get("pointer", first.get("parameter", first.get("header", ""))))


async def refused(who: Person, status: int, reason: str, at: str | None, method: str, path: str, body: Any = None, **more: Any) -> Any:
    """The problem is complete, and says this reason and this place (None: it is no part of the request)."""
    response = await who.ask(method, path, body, **more)
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem = response.json()
    found = (response.status_code, problem["reason"], place(problem) if problem.get("errors") else None)
    assert found == (status, reason, at), f"{method} {path} -> {response.text}"
    assert problem["status"] == status
    assert problem["detail"].endswith((".", "…", ")", ";", "?", "!")), problem["detail"]
    assert problem["type"].startswith("urn:daozhang:problem:")
    assert problem["traceId"]
    return problem


async def test_fields_that_are_unknown_missing_or_of_another_type_are_named(office: Office) -> None:
    rep, cashier = office.rep, office.cashier
    account = f"/v1/accounts/{office.account['id']}"
    await refused(rep, 400, "MALFORMED_BODY", "/nmae", "POST", "/v1/accounts", {"nmae": "甲"})
    await refused(rep, 400, "MALFORMED_BODY", "/lines/0/price", "POST", "/v1/contracts", office.signing(lines=[{"price": "1"}]))
    await refused(rep, 400, "MALFORMED_BODY", "/tierr", "PATCH", account, {"tierr": "TIER_A"})
    await refused(rep, 400, "MALFORMED_BODY", "/name", "POST", "/v1/accounts", {"name": 5})
    await refused(rep, 400, "MALFORMED_BODY", "/tags", "POST", "/v1/accounts", {"name": "甲", "tags": "A"})
    await refused(rep, 400, "MALFORMED_BODY", "/employees", "POST", "/v1/accounts", {"name": "甲", "employees": "many"})
    await refused(rep, 400, "MALFORMED_BODY", "/tier", "POST", "/v1/accounts", {"name": "甲", "tier": "TIER_Z"})
    await refused(rep, 400, "INVALID_REQUEST", "/name", "POST", "/v1/accounts", {})
    await refused(rep, 400, "INVALID_REQUEST", "/name", "PATCH", account, {"name": ""})
    await refused(cashier, 400, "INVALID_REQUEST", "/tender", "POST", "/v1/receipts", office.money(tender="TENDER_UNSPECIFIED"))
    await refused(rep, 400, "MALFORMED_BODY", "", "POST", "/v1/accounts", ["甲"])


async def test_bodies_that_cannot_be_read_are_refused_before_anything_else(office: Office) -> None:
    async def send(content: bytes, media_type: str = "application/json") -> httpx.Response:
        return await office.rep.client.post("/v1/accounts", content=content, headers={"content-type": media_type})

    assert (await send(b'{"name": ')).json()["reason"] == "MALFORMED_BODY"
    assert (await send(b'{"name": "a", "name": "b"}')).json()["reason"] == "MALFORMED_BODY"
    assert (await send(b"")).json()["reason"] == "BODY_MISSING"
    assert (await send(b"name=a", "application/x-www-form-urlencoded")).status_code == 415
    assert (await send(b"\xff\xfe")).json()["reason"] == "MALFORMED_BODY"
    assert (await send(b'{"name": "\\u0000"}')).status_code == 400
    assert (await send(b"[" * 100_000)).status_code == 400
    large = await send(b'{"name": "' + b"x" * (10 * 1024 * 1024) + b'"}')
    assert (large.status_code, large.json()["reason"]) == (413, "BODY_TOO_LARGE")


async def test_what_does_not_exist_is_named(office: Office) -> None:
    rep = office.rep
    await refused(rep, 404, "NOT_FOUND", None, "GET", f"/v1/accounts/{NOBODY}")
    await refused(rep, 404, "NOT_FOUND", None, "PATCH", f"/v1/accounts/{NOBODY}", {"name": "甲"})
    await refused(rep, 400, "INVALID_REQUEST", "account_id", "GET", "/v1/accounts/17")
    await refused(rep, 404, "NOT_FOUND", "/parentId", "POST", "/v1/accounts", {"name": "甲", "parentId": NOBODY})
    await refused(rep, 409, "ACCOUNT_UNKNOWN", "/accountId", "POST", "/v1/contracts", office.signing(accountId=NOBODY))
    await refused(office.cashier, 409, "CUSTOMER_UNKNOWN", "/customerId", "POST", "/v1/receipts", office.money(customerId=NOBODY))
    await refused(office.cashier, 409, "LEGAL_ENTITY_UNKNOWN", "/legalEntityId", "POST", "/v1/receipts", office.money(legalEntityId=NOBODY))
    await refused(rep, 404, "PATH_UNKNOWN", None, "GET", "/v1/acounts")
    await refused(rep, 405, "METHOD_NOT_ALLOWED", None, "DELETE", f"/v1/accounts/{office.account['id']}")
    await refused(rep, 405, "METHOD_NOT_ALLOWED", None, "POST", f"/v1/accounts/{office.account['id']}:sell", {})


async def test_amounts_are_exact_and_not_negative(office: Office) -> None:
    cashier, rep = office.cashier, office.rep
    await refused(cashier, 400, "MALFORMED_BODY", "/amount/amount", "POST", "/v1/receipts", office.money("100.001"))
    await refused(cashier, 400, "MALFORMED_BODY", "/amount/amount", "POST", "/v1/receipts", office.money(100.0))
    await refused(cashier, 400, "MALFORMED_BODY", "/amount/amount", "POST", "/v1/receipts", office.money("1e3"))
    await refused(cashier, 400, "AMOUNT_NOT_POSITIVE", "/amount", "POST", "/v1/receipts", office.money("-100.00"))
    await refused(cashier, 400, "AMOUNT_NOT_POSITIVE", "/amount", "POST", "/v1/receipts", office.money("0.00"))
    await refused(cashier, 400, "MALFORMED_BODY", "/amount/amount", "POST", "/v1/receipts", office.money("9" * 30 + ".00"))
    price = [{"description": "线", "unitPrice": "-5"}]
    await refused(rep, 400, "OUT_OF_RANGE", "/lines/0/unitPrice", "POST", "/v1/contracts", office.signing(lines=price))
    price = [{"description": "线", "unitPrice": "1.00000000001"}]
    await refused(rep, 400, "INVALID_REQUEST", "/lines/0/unitPrice", "POST", "/v1/contracts", office.signing(lines=price))


async def test_days_are_real_and_in_order(office: Office) -> None:
    cashier, controller = office.cashier, office.controller
    await refused(cashier, 400, "INVALID_REQUEST", "/receivedDate", "POST", "/v1/receipts", office.money(receivedDate="01.12.2025"))
    await refused(cashier, 400, "INVALID_REQUEST", "/receivedDate", "POST", "/v1/receipts", office.money(receivedDate="2025-02-29"))
    await refused(cashier, 400, "DAY_IN_FUTURE", "/receivedDate", "POST", "/v1/receipts", office.money(receivedDate="2026-01-15"))
    periods = f"/v1/legalEntities/{office.company.legal_entity_id}/fiscalPeriods"
    backwards = {"name": "2025-12", "startDate": "2025-12-31", "endDate": "2025-12-01"}
    await refused(controller, 400, "DATES_REVERSED", "/endDate", "POST", periods, backwards)


async def test_a_stale_etag_and_a_key_with_another_body_change_nothing(office: Office) -> None:
    path = f"/v1/accounts/{office.account['id']}"
    problem = await refused(office.rep, 412, "STALE_ETAG", None, "PATCH", path, {"industry": "机械"}, etag="99")
    assert problem["metadata"]["etag"] == office.account["etag"]
    await refused(office.rep, 400, "IDEMPOTENCY_KEY_MALFORMED", "Idempotency-Key", "POST", "/v1/accounts", {"name": "甲"}, key="k" * 200)


async def test_lists_say_what_they_cannot_do(office: Office) -> None:
    rep = office.rep

    async def asked(reason: str, at: str, **params: Any) -> Any:
        return await refused(rep, 400, reason, at, "GET", "/v1/accounts", params=params)

    await asked("FILTER_INVALID", "filter", filter="tier = = A")
    await asked("FILTER_INVALID", "filter", filter='name = "unterminated')
    await asked("FIELD_UNKNOWN", "filter", filter="colour = red")
    await asked("FILTER_INVALID", "filter", filter="create_time > yesterdayish")
    await asked("FIELD_UNKNOWN", "orderBy", orderBy="colour")
    await asked("PAGE_TOKEN_INVALID", "pageToken", pageToken="garbage")
    await asked("INVALID_PARAMETER", "pageSize", pageSize="many")
    await asked("PAGE_SIZE_INVALID", "pageSize", pageSize=-1)
    await refused(rep, 400, "PARAMETER_UNKNOWN", "colour", "GET", "/v1/accounts", params={"colour": "red"})


async def test_a_page_token_belongs_to_the_query_that_gave_it(earth: World) -> None:
    company = await earth.company()
    rep = await company.person("sales")
    for name in ("甲", "乙"):
        await rep.post("/v1/accounts", {"name": name})
    token = (await rep.get("/v1/accounts", pageSize=1))["nextPageToken"]
    assert (await rep.get("/v1/accounts", pageSize=1, pageToken=token))["accounts"]
    for other in ({"filter": 'name = "甲"'}, {"orderBy": "name"}):
        await refused(
            rep, 400, "PAGE_TOKEN_INVALID", "pageToken", "GET", "/v1/accounts", params={**other, "pageSize": 1, "pageToken": token}
        )


async def test_a_replayed_key_with_another_body_is_refused_and_the_first_stands(earth: World) -> None:
    rep, key = await (await earth.company()).person("sales"), str(uuid4())
    first = await rep.post("/v1/accounts", {"name": "甲"}, key=key)
    await refused(rep, 409, "IDEMPOTENCY_KEY_REUSED", None, "POST", "/v1/accounts", {"name": "乙"}, key=key)
    again = await rep.ask("POST", "/v1/accounts", {"name": "甲"}, key=key)
    assert (again.json(), again.headers["idempotent-replay"]) == (first, "true")
    assert [each["name"] for each in await rep.everything("/v1/accounts", "accounts")] == ["甲"]


async def test_who_is_not_signed_in_or_no_longer_is_told_so(earth: World) -> None:
    company = await earth.company()
    rep, new = await company.person("sales"), {"name": "甲"}
    await refused(Person("", "nobody", await earth.client()), 401, "UNAUTHENTICATED", "Authorization", "POST", "/v1/accounts", new)
    await refused(
        Person("", "stranger", await earth.client("dzs_never-given-out")), 401, "SESSION_UNKNOWN", None, "POST", "/v1/accounts", new
    )
    async with earth.runtime("identity").database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        weeks_ago = Clock.real() - timedelta(weeks=2)
        await connection.execute(update(session).where(session.c.user_id == UUID(rep.id)).values(last_use_time=weeks_ago))
    await asyncio.sleep(2.1)  # for as long a gateway believes what it knew
    await refused(rep, 401, "SESSION_EXPIRED", None, "POST", "/v1/accounts", new)
    assert await (await company.person("auditor")).everything("/v1/accounts", "accounts") == []


async def test_a_closed_period_takes_no_posting(earth: World) -> None:
    office = await Office(await earth.company()).open()
    periods = f"/v1/legalEntities/{office.company.legal_entity_id}/fiscalPeriods"
    december = await office.controller.post(periods, {"name": "2025-12", "startDate": "2025-12-01", "endDate": "2025-12-31"})
    await office.controller.post(f"{periods}/{december['id']}:softClose")
    await earth.settle()
    async with office.untouched():
        problem = await refused(office.cashier, 409, "PERIOD_CLOSED", None, "POST", "/v1/receipts", office.money())
    assert problem["metadata"]["first_open_date"] == "2026-01-01"
