"""What still works when something is away: the table of docs/operations.md, taken at its word."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import psutil
import pytest
import pytest_asyncio

from tests.chaos.plant import Plant, running_plant
from tests.support.papers import SCAN
from tests.support.world import Company, Person
from tools import web
from tools.stack.members import MEMBERS, ROOT

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGE = ROOT / "docs" / "operations.md"
EVERYTHING_ELSE = "everything else"
# What the product promises to answer whatever happens, and no service's patience may be longer.
AT_MOST = 31

Ask = Callable[[], Awaitable[httpx.Response]]


def told() -> dict[str, set[str]]:
    """What comes later, by what is away, as the page says it."""
    rows = [line.strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ") and line.count("|") == 5]
    cells = [[cell.strip() for cell in row] for row in rows]
    title = next(number for number, row in enumerate(cells) if row[0] == "away")
    return {row[0]: {each.strip() for each in row[2].split(",") if each.strip()} for row in cells[title + 1 :]}


@dataclass
class Desk:
    """Somebody of everybody, who asks without patience."""

    plant: Plant
    company: Company
    client: httpx.AsyncClient
    rep: Person
    accountant: Person
    cashier: Person
    account_id: str

    def asks(self) -> dict[str, Ask]:
        """What people do, by the words of the page."""
        rep, day = self.rep, self.plant.clock.today(self.company.tenant_id).isoformat()
        receipt = {
            "legalEntityId": self.company.legal_entity_id,
            "customerId": self.account_id,
            "tender": "TENDER_BANK",
            "amount": {"currencyCode": "CNY", "amount": "1.00"},
            "receivedDate": day,
        }
        deal = {"name": "灌装线", "accountId": self.account_id}
        about = f"subjectType=account&subjectId={self.account_id}&category=ATTACHMENT_CATEGORY_OTHER&fileName=scan.pdf"
        return {
            "the web app": self._asks("GET", "/", rep),
            "who am I": self._asks("GET", "/v1/me", rep),
            "customers": self._asks("GET", "/v1/accounts", rep),
            "contacts": self._asks("GET", "/v1/contacts", rep),
            "new customer": self._asks("POST", "/v1/accounts", rep, {"name": f"客户{uuid4().hex}"}),
            "leads": self._asks("GET", "/v1/leads", rep),
            "new lead": self._asks("POST", "/v1/leads", rep, {"name": "张三", "companyName": f"公司{uuid4().hex}", "phone": "13800000000"}),
            "deals": self._asks("GET", "/v1/opportunities", rep),
            "new deal": self._asks("POST", "/v1/opportunities", rep, deal),
            "contracts": self._asks("GET", "/v1/contracts", rep),
            "payment plans": self._asks("GET", "/v1/paymentPlans", rep),
            "ageing": self._asks("GET", "/v1/ageing", self.accountant),
            "new receipt": self._asks("POST", "/v1/receipts", self.cashier, receipt),
            "my day": self._asks("GET", "/v1/todos", rep),
            "notifications": self._asks("GET", "/v1/notifications", rep),
            "search": self._asks("GET", "/v1/search?q=青禾", rep),
            "new attachment": self._asks("POST", f"/v1/attachments?{about}", rep, SCAN),
        }

    def _asks(self, method: str, path: str, who: Person, body: Any = None) -> Ask:
        async def ask() -> httpx.Response:
            headers = {"authorization": str(who.client.headers["authorization"]), "accept": "application/json, text/html"}
            if method != "GET":
                headers["idempotency-key"] = uuid4().hex
            if isinstance(body, bytes):
                return await self.client.request(method, path, content=body, headers=headers | {"content-type": "application/pdf"})
            return await self.client.request(method, path, json=body, headers=headers)

        return ask

    async def answers(self) -> dict[str, httpx.Response]:
        asks = self.asks()
        return dict(zip(asks, await asyncio.gather(*(ask() for ask in asks.values())), strict=True))

    async def everything_works(self, patience: float = 60) -> None:
        """Again, after a while at most."""
        ends = monotonic() + patience
        while refused := {what: answer.text for what, answer in (await self.answers()).items() if not answer.is_success}:
            assert monotonic() < ends, refused
            await asyncio.sleep(0.2)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    assert web.main([]) == 0, "the web app could not be built"
    async with running_plant(MEMBERS, tmp_path_factory.mktemp("logs")) as plant:
        company = await plant.company(start=None)
        rep, accountant, cashier = [await company.newcomer(role) for role in ("sales", "receivables_accountant", "cashier")]
        await plant.settle()
        account = await rep.post("/v1/accounts", {"name": "青禾农机"})
        await plant.settle()
        async with httpx.AsyncClient(base_url=plant.installation.url, timeout=60) as client:
            opened = Desk(plant, company, client, rep, accountant, cashier, account["id"])
            await opened.everything_works()
            yield opened


@asynccontextmanager
async def without(desk: Desk, what: str) -> AsyncIterator[None]:
    """Takes it away, and brings it back."""
    plant = desk.plant
    if what == "storage of attachments":
        folder = plant.installation.folder.attachments
        kept = folder.rename(folder.with_name("elsewhere"))
        folder.write_text("no folder")
        yield
        folder.unlink()
        kept.rename(folder)
    else:
        await plant.kill({"PostgreSQL": "postgres", "NATS": "nats"}.get(what, what))
        yield
        await plant.repair()


@pytest.mark.parametrize("away", told())
async def test_the_page_tells_what_still_works(desk: Desk, away: str) -> None:
    later, asks = told()[away], desk.asks().keys()
    if EVERYTHING_ELSE in later:
        works = next(line.split("|")[2] for line in PAGE.read_text().splitlines() if line.startswith(f"| {away} |"))
        later = asks - {each.strip() for each in works.split(",")}
    assert later <= asks, "the page names what nobody asks for here"
    async with without(desk, away):
        began = monotonic()
        answers = await desk.answers()
        assert monotonic() - began < AT_MOST
    refused = {what for what, answer in answers.items() if not answer.is_success}
    assert refused == later, {what: (answers[what].status_code, answers[what].text) for what in refused ^ later}
    assert {answers[what].status_code for what in refused} <= {503}
    assert all("retry-after" in answers[what].headers for what in refused)
    await desk.everything_works()


async def test_a_search_says_who_did_not_answer(desk: Desk) -> None:
    async with without(desk, "leads"):
        found = await desk.rep.get("/v1/search", q="青禾")
    assert [result["title"] for result in found["results"]] == ["青禾农机"]
    assert "lead" in found["incomplete"]
    assert "account" not in found["incomplete"]


@pytest.mark.long
async def test_a_database_that_does_not_answer_makes_nobody_wait_for_ever(desk: Desk) -> None:
    """It is not gone, it stands still: connections stay open, and no statement ends."""
    pid = desk.plant.installation.postgres.process.pid
    assert pid is not None
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGSTOP)
    try:
        began = monotonic()
        answers = await desk.answers()
        assert monotonic() - began < 2 * AT_MOST
    finally:
        for process in family:
            process.send_signal(signal.SIGCONT)
    assert answers["the web app"].is_success
    assert {answer.status_code for what, answer in answers.items() if what != "the web app"} <= {503, 504}
    await desk.everything_works()


async def test_the_page_names_every_member_and_server() -> None:
    inner = {member.name for member in MEMBERS} - {"gateway"}
    assert told().keys() == inner | {"NATS", "PostgreSQL", "storage of attachments"}
    assert Path(__file__).relative_to(ROOT).as_posix() in PAGE.read_text()
