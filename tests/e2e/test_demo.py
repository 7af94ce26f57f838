"""The demo company, made over HTTP as anybody could: complete, clean to the cent, the same every time, silent outside, and removable."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from rich.console import Console

from tests.support.dying import Dying, Killed
from tests.support.installation import running_installation
from tests.support.world import INSTALLATION_KEY, Person, World
from tools.api.progress import Bars
from tools.demo import organisation, running
from tools.demo.book import Book
from tools.demo.memory import GOES_ON_FOR, Memory
from tools.demo.organisation import CODE, HOST
from tools.demo.running import Place, make_demo, remove_demo
from tools.demo.sizes import CONTRACTS, LEADS, OPPORTUNITIES
from tools.stack import keys
from tools.stack.trouble import Trouble

SMALL = 0.04
LISTS = ("users", "teams", "legalEntities", "products", "accounts", "contacts", "opportunities", "contracts", "paymentPlans", "receipts")
MORE = (
    "leads",
    "orders",
    "exchangeRates",
    "commissionPlans",
    "commissionEntries",
    "creditLimits",
    "serviceCharges",
    "sources",
    "campaigns",
    "touches",
    "interactions",
    "invoices",
    "disputes",
    "promises",
    "intents",
    "doNotDisturbs",
    "careDates",
    "todos",
)

EXPECTED = {"lead_first_follow_up", "playbook_step", "next_step"}
# A small company has too few customers for one that does not pay.
OVERDUE = ("disputes", "promises", "intents", "creditLimits", "commissionEntries")


@pytest_asyncio.fixture(loop_scope="module")
async def earth(own_earth: World) -> World:
    """What is made goes by the same code each time."""
    return own_earth


@pytest.fixture
def console() -> Iterator[Console]:
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        yield Console(file=nowhere)


@pytest.fixture
def place(earth: World, tmp_path: Path) -> Place:
    return Place(earth.address, INSTALLATION_KEY, tmp_path)


async def signed_in(earth: World, memory: Memory, key: str) -> Person:
    return await earth.sign_in(CODE, f"{key}@{HOST}", memory.password, name=key)


async def everything(executive: Person, admin: Person, *, lists: tuple[str, ...] = (*LISTS, *MORE)) -> dict[str, list[Any]]:
    """All records, as who reads everything sees them; what only administrators read, as they do."""
    theirs = ("users", "teams", "legalEntities")
    return {name: await (admin if name in theirs else executive).everything(f"/v1/{name}", name) for name in lists}


def states(book: Book) -> dict[str, Counter[str]]:
    """By list, how many records must be in which state."""
    wanted: dict[str, Counter[str]] = {"leads": Counter(), "opportunities": Counter(), "contracts": Counter()}
    for lead in book.leads:
        wanted["leads"]["ASSIGNED" if lead.state == "fresh" else lead.state.upper()] += 1
    for deal in book.deals:
        state = "WON" if deal.is_won else "LOST" if deal.state == "lost" else "OPEN"
        wanted["opportunities"][state] += 1
        if deal.is_won:
            wanted["contracts"]["EFFECTIVE" if deal.state == "signed" else deal.state.upper()] += 1
    wanted["contracts"]["EFFECTIVE"] += len(book.frame_rows())
    wanted["serviceCharges"] = Counter(charge.state.upper() for charge in book.charges)
    wanted["orders"] = Counter(order.state.upper() for order in book.orders)
    return wanted


def found_states(there: dict[str, list[Any]], name: str) -> Counter[str]:
    return Counter(row["state"].partition("_STATE_")[2] for row in there[name])


def names_and_totals(there: dict[str, list[Any]]) -> dict[str, Any]:
    """What must be the same in two companies: who and what there is, and every amount."""
    return {
        "names": {
            name: sorted(row["name"] for row in there[name]) for name in ("users", "teams", "accounts", "contacts", "leads", "contracts")
        },
        "contracts": sorted((row["name"], row["gross"]["amount"], row["state"]) for row in there["contracts"]),
        "opportunities": sorted(
            (row["name"], row["expectedAmount"]["amount"], row["stage"], row["state"]) for row in there["opportunities"]
        ),
        "receipts": sorted((row["payerName"], row["amount"]["amount"], row["receivedDate"]) for row in there["receipts"]),
        "instalments": sorted(
            (each["name"], each["amount"]["amount"], each["open"]["amount"])
            for plan in there["paymentPlans"]
            for each in plan["instalments"]
        ),
    }


async def check_counts(executive: Person, admin: Person, book: Book) -> dict[str, list[Any]]:
    there = await everything(executive, admin)
    wanted = states(book)
    assert {name: found_states(there, name) for name in wanted} == wanted
    assert len(there["users"]) == len(organisation.PEOPLE) + 1 == 40
    assert {row["name"] for row in there["legalEntities"]} == set(organisation.ENTITIES.values())
    assert {row["name"] for row in there["accounts"]} == {account.name for account in book.accounts}
    assert {plan["state"] for plan in there["paymentPlans"]} == {"PLAN_STATE_ACTIVE", "PLAN_STATE_TERMINATED"}
    assert [name for name, count in Counter(row["name"] for row in there["sources"]).items() if count > 1] == []
    assert {row["decisionRole"] for row in there["contacts"]} > {"DECISION_ROLE_DECIDER", "DECISION_ROLE_BUYER"}
    assert [name for name in there if not there[name] and name not in (*OVERDUE, "todos")] == []
    return there


async def test_the_demo_company_is_complete_clean_and_silent_outside(earth: World, place: Place, console: Console) -> None:
    memory = await make_demo(place, Bars(console), scale=SMALL)
    await earth.settle()
    executive, admin = await signed_in(earth, memory, "executive"), await signed_in(earth, memory, "admin")
    before = await check_counts(executive, admin, Book(memory.monday, SMALL))
    proof = await (await signed_in(earth, memory, "accountant")).get("/v1/proof")
    assert proof["clean"]
    assert proof["receipts"] == len(before["receipts"]) > 0

    # The director sees what everybody has to do; in a small company not every kind is everybody's.
    todos = await (await signed_in(earth, memory, "director")).everything("/v1/todos", "todos", filter="state = OPEN")
    assert {todo["kind"] for todo in todos} >= EXPECTED
    assert all(todo["reasons"] for todo in todos if todo["kind"] != "own")
    sellers = {row["id"] for row in before["users"] if row["email"].startswith("sales")}
    assert {todo["ownerId"] for todo in todos} & sellers
    assert await (await signed_in(earth, memory, "accountant")).everything("/v1/notifications", "notifications")

    # Not even by a channel that somebody sets up.
    mail = {"name": "mail", "kind": "CHANNEL_KIND_MAIL", "mailHost": "mail.example.com", "fromAddress": "a@mail.example.com"}
    tested = await admin.post(f"/v1/channels/{(await admin.post('/v1/channels', mail))['id']}:test")
    assert (tested["accepted"], tested["code"]) == (False, "SANDBOX")
    deliveries = await admin.everything("/v1/deliveries", "deliveries")
    assert {delivery["state"] for delivery in deliveries} <= {"DELIVERY_STATE_WITHHELD"}

    # A second run changes nothing.
    assert await make_demo(place, Bars(console), scale=SMALL) == memory
    await earth.settle()
    assert await everything(executive, admin) == before


@pytest.mark.timeout(600)
async def test_an_interrupted_run_goes_on_and_a_removed_company_comes_back_the_same(earth: World, place: Place, console: Console) -> None:
    for step in ("accounts", "opportunities", "receipts", "interactions"):
        with pytest.raises(Killed):
            await make_demo(place, Dying(console, step), scale=SMALL)
    memory = await make_demo(place, Bars(console), scale=SMALL)
    await earth.settle()
    first = await check_counts(
        await signed_in(earth, memory, "executive"), await signed_in(earth, memory, "admin"), Book(memory.monday, SMALL)
    )
    assert await remove_demo(place)
    assert not await remove_demo(place)
    with pytest.raises(AssertionError, match="cannot sign in"):
        await signed_in(earth, memory, "admin")
    again = await make_demo(place, Bars(console), scale=SMALL)
    await earth.settle()
    assert again.password != memory.password
    executive, admin = await signed_in(earth, again, "executive"), await signed_in(earth, again, "admin")
    assert names_and_totals(await everything(executive, admin)) == names_and_totals(first)


async def test_a_run_that_was_interrupted_too_long_ago_begins_anew(earth: World, place: Place, console: Console) -> None:
    with pytest.raises(Killed):
        await make_demo(place, Dying(console, "accounts"), scale=SMALL)
    memory = Memory.read(place.secrets)
    assert memory is not None
    later = memory.begun + 2 * GOES_ON_FOR
    with pytest.raises(Killed):
        await make_demo(place, Dying(console, "accounts"), scale=SMALL, now=later)
    anew = Memory.read(place.secrets)
    assert anew is not None
    assert anew.password != memory.password
    with pytest.raises(AssertionError, match="cannot sign in"):
        await signed_in(earth, memory, "admin")


async def test_a_company_of_somebody_else_with_its_code_is_left_alone(
    earth: World, place: Place, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CODE_IS_FREE_WITHIN", 1.0)
    anonymous = await earth.client()
    body = {
        "tenant": {"code": CODE, "name": "别人的公司", "functionalCurrency": "CNY", "timeZone": "Asia/Shanghai"},
        "administrator": {"name": "管理员", "email": "somebody@example.com", "password": "correct horse battery"},
    }
    made = await anonymous.post("/v1/tenants", json=body, headers={"installation-key": INSTALLATION_KEY})
    assert made.status_code == 201, made.text
    with pytest.raises(Trouble, match="there is a company 'demo' already"):
        await make_demo(place, Bars(console), scale=SMALL)
    assert Memory.read(place.secrets) is None


# --- real processes ------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.timeout(1200)
async def test_at_full_size_every_number_is_as_promised(tmp_path: Path, console: Console) -> None:
    """As `make up` makes it, with the real limits of requests."""
    with running_installation() as installation:
        place = Place(installation.url, installation.folder.secret(keys.INSTALLATION_KEY), tmp_path)
        memory = await make_demo(place, Bars(console))
        async with httpx.AsyncClient(base_url=installation.url, timeout=60) as door:
            executive, admin, rep = [await _person(door, memory, key) for key in ("executive", "admin", "sales1")]
            try:
                there = await check_counts(executive, admin, Book(memory.monday))
                proof = await executive.get("/v1/proof")
                todos = await _todos(rep)
            finally:
                for person in (executive, admin, rep):
                    await person.client.aclose()
    assert proof["clean"]
    assert all(there[name] for name in OVERDUE)
    assert {todo["kind"] for todo in todos if todo["reasons"]} >= EXPECTED
    sizes = {name: len(there[name]) for name in ("leads", "accounts", "opportunities", "contracts")}
    assert sizes == {"leads": sum(LEADS.values()), "accounts": 300, "opportunities": 400, "contracts": sum(CONTRACTS.values())}
    assert sum(OPPORTUNITIES.values()) + sum(CONTRACTS.values()) == 400
    shown = {each["timeState"] for plan in there["paymentPlans"] for each in plan["instalments"]}
    assert shown >= {"TIME_STATE_EXPECTED", "TIME_STATE_LATE", "TIME_STATE_OVERDUE"}
    paid = {each["paymentState"] for plan in there["paymentPlans"] for each in plan["instalments"]}
    assert paid == {"PAYMENT_STATE_NONE", "PAYMENT_STATE_PARTIAL", "PAYMENT_STATE_FULL"}


async def _person(door: httpx.AsyncClient, memory: Memory, key: str) -> Person:
    session = await door.post("/v1/sessions", json={"tenant": CODE, "email": f"{key}@{HOST}", "password": memory.password})
    token = session.json()["token"]
    return Person(key, key, httpx.AsyncClient(base_url=door.base_url, headers={"authorization": f"Bearer {token}"}, timeout=60))


async def _todos(rep: Person) -> list[Any]:
    """What is to be done, once the last news have come."""
    todos: list[Any] = []
    for _ in range(60):
        todos = await rep.everything("/v1/todos", "todos", filter="state = OPEN")
        if {todo["kind"] for todo in todos} >= EXPECTED:
            break
        await asyncio.sleep(1)
    return todos
