"""A book of receivables alone, of so many instalments: ageing by every group, the proof of the whole, and the documents of a month end.

Times, as people wait for them, with all members in one process; what has instalments to no end must neither keep them waiting nor take
more memory for it.
"""

import asyncio
import math
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from tests.bench.book import Book, Shelf
from tests.bench.site import relaying
from tests.bench.system import Fact, Wait
from tests.bench.wire import Wire, request
from tests.support.servers import Servers
from tests.support.world import Company, Person

INSTALMENTS, DOCUMENTS = 1_000_000, 100_000
AGEING_AT_MOST, MONTH_END_AT_MOST = 300.0, 300.0
MOST_TIMES, WARM = 10, 1
# In a book of ten years a month is as little of it as a week is of this one.
WEEK = timedelta(days=7)
GROUPS = ("", "LEGAL_ENTITY", "OWNER", "TEAM", "PRODUCT_LINE", "INVOICE_PROGRESS", "CUSTOMER", "CONTRACT", "INSTALMENT")
_LOOKS_EVERY, _RESTS = 0.1, 1.0
# Of the customers that are cast.
_WITH_A_BALANCE = 0.9
# More than so many MiB are no noise.
NOISE = 32.0


def receivables_shelf(servers: Servers, folder: Path, label: str = "book") -> Shelf:
    """Customers who all have contracts, in receivables alone; as many as come to so many instalments."""
    counted = ("receivables", "instalment")
    return Shelf(servers, folder, kinds=("contract",) * 10, label=label, services=("receivables",), counted=counted)


@dataclass(frozen=True)
class Desk:
    """An accountant at such a book."""

    book: Book
    company: Company
    accountant: Person
    wire: Wire
    # The database of receivables.
    connection: "asyncpg.Connection[Any]"

    @property
    def today(self) -> date:
        return self.company.world.clock.today(self.company.tenant_id)

    @property
    def last_month(self) -> date:
        """Its last day."""
        return self.today.replace(day=1) - timedelta(days=1)

    async def ageing(self, group: str, as_of: date | None) -> None:
        asked = [f"groupBy=AGEING_GROUP_{group}"] if group else []
        path = "&".join((*asked, *([f"asOf={as_of}"] if as_of else [])))
        authorization = str(self.accountant.client.headers["authorization"])
        await self.wire.ask(request("GET", f"/v1/ageing?{path}", authorization=authorization))


@asynccontextmanager
async def desk(servers: Servers, shelf: Shelf, instalments: int) -> AsyncIterator[Desk]:
    book, _ = await shelf.book(instalments)
    async with AsyncExitStack() as stack:
        company, people = await stack.enter_async_context(shelf.opened(book))
        for runtime in company.world.runtimes:
            await stack.enter_async_context(relaying(servers, str(runtime.database.app.url.database)))
        connection = await asyncpg.connect(shelf.urls(instalments)["receivables"].owner)
        stack.push_async_callback(connection.close)
        wire = Wire(int(company.world.address.rpartition(":")[2]))
        yield Desk(book, company, people["receivables_accountant"], wire, connection)


# --- ageing ----------------------------------------------------------------------------------------


async def ageing(place: Desk, *, times: int = MOST_TIMES) -> list[Wait]:
    """Of today and of a day that is gone, by every group."""
    found = []
    for said, as_of in (("today", None), ("a week ago", place.today - WEEK)):
        for group in GROUPS:
            took = await _timed(lambda group=group, as_of=as_of: place.ageing(group, as_of), times)  # type: ignore[misc]
            name = f"{group.lower().replace('_', ' ') or 'no group'}, {said}"
            sys.stderr.write(f"  {name}: {statistics.median(took):.0f} ms\n")
            found.append(Wait(name, statistics.median(took), took[min(len(took) - 1, len(took) * 95 // 100)], AGEING_AT_MOST))
    return found


async def _timed(act: Callable[[], Awaitable[None]], times: int) -> list[float]:
    """In milliseconds, the shortest first."""
    took = []
    for number in range(WARM + times):
        began = time.perf_counter()
        await act()
        if number >= WARM:
            took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


# --- the proof of the whole ------------------------------------------------------------------------


@dataclass(frozen=True)
class Proof:
    """A proof in the background: how long, how often its progress was another when it was looked at, and the most memory meanwhile."""

    seconds: float
    rows: int
    looks: int
    process_mib: float
    backend_mib: float


async def proof(place: Desk) -> Proof:
    """Raises ValueError for a book that is not in order."""
    rows = await place.connection.fetchval("select count(*) from ledger_entry")
    before, peak, backend, seen = _resident(), 0.0, 0.0, set[int]()
    began = time.perf_counter()
    run = await place.accountant.post("/v1/proofRuns", {})
    while run["state"] == "PROOF_RUN_STATE_RUNNING":
        await asyncio.sleep(_LOOKS_EVERY)
        run = await place.accountant.get(f"/v1/proofRuns/{run['id']}")
        seen.add(run["doneCount"])
        peak, backend = max(peak, _resident() - before), max(backend, await _backends(place))
    took = time.perf_counter() - began
    if not run["clean"]:
        raise ValueError(f"The proof found {run['drifts'][:3]}.")
    return Proof(took, rows, len(seen), peak, backend)


async def cancelled(place: Desk) -> float:
    """Seconds that it takes to cancel one that runs: it waits for the step that is being taken. Of a book that is proved before anybody
    could, those that it took to ask."""
    run = await place.accountant.post("/v1/proofRuns", {})
    began = time.perf_counter()
    while run["state"] == "PROOF_RUN_STATE_RUNNING":
        await place.accountant.ask("POST", f"/v1/proofRuns/{run['id']}:cancel", {})
        run = await place.accountant.get(f"/v1/proofRuns/{run['id']}")
    return time.perf_counter() - began


def _resident() -> float:
    """Of this process, in which all members live, in MiB."""
    return float(psutil.Process().memory_info().rss) / 2**20


async def _backends(place: Desk) -> float:
    """The most that a connection of the members has for itself, in MiB: what all share is not counted."""
    pids = await place.connection.fetch("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
    found = [line for row in pids for line in _status(row["pid"]) if line.startswith("RssAnon")]
    return max((int(line.split()[1]) / 1024 for line in found), default=0.0)


def _status(pid: int) -> Sequence[str]:
    try:
        return Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return ()


# --- the month end ---------------------------------------------------------------------------------


async def documents(place: Desk, *, most: int = DOCUMENTS) -> tuple[int, float]:
    """Balance confirmations for the end of the last month, of at least so many customers or of all: how many, and the seconds they took."""
    owners = math.ceil(len(place.book.people) * min(1.0, most / (place.book.customers * _WITH_A_BALANCE)))
    asked = {
        "kind": "STATEMENT_KIND_CONFIRMATION",
        "legalEntityId": place.company.legal_entity_id,
        "currency": "CNY",
        "toDate": place.last_month.isoformat(),
        "ownerIds": [person.id for person in place.book.people[:owners]],
    }
    # Who has one of this day already gets no other.
    await place.connection.execute("truncate account_statement, account_statement_batch, outbox")
    began = time.perf_counter()
    batch = await place.accountant.post("/v1/accountStatementBatches", asked)
    while batch["state"] == "STATEMENT_BATCH_STATE_RUNNING":
        await asyncio.sleep(_RESTS)
        batch = await place.accountant.get(f"/v1/accountStatementBatches/{batch['id']}")
    took = time.perf_counter() - began
    # Nobody shall be told of them when the book is opened again.
    await place.connection.execute("truncate account_statement, account_statement_batch, outbox")
    return batch["issuedCount"], took


# --- all of it -------------------------------------------------------------------------------------


async def whole(
    servers: Servers, shelf: Shelf, instalments: int, *, times: int = MOST_TIMES, most: int = DOCUMENTS
) -> tuple[list[Wait], list[Fact]]:
    """Over a book of so many instalments, and one of a tenth for what must not grow with it."""
    async with desk(servers, shelf, instalments // 10) as place:
        small = await proof(place)
    async with desk(servers, shelf, instalments) as place:
        waits = await ageing(place, times=times)
        large, stopped = await proof(place), await cancelled(place)
        count, took = await documents(place, most=most)
    return waits, [
        Fact("so often each of these was asked for", times, "times"),
        Fact(f"proof of {large.rows:,} ledger entries, in the background", large.seconds, "s"),
        Fact("ledger entries proved", large.rows / large.seconds, "/s"),
        Fact("its progress, as somebody sees it who looks ten times a second", large.looks, "steps", at_least=2),
        Fact("until one that is cancelled stands still", stopped, "s", at_most=5),
        Fact(f"memory it takes of the process, of {small.rows:,} entries", small.process_mib, "MiB"),
        Fact(f"memory it takes of the process, of {large.rows:,} entries", large.process_mib, "MiB", at_most=small.process_mib + NOISE),
        Fact(f"memory of a connection meanwhile, of {small.rows:,} entries", small.backend_mib, "MiB"),
        Fact(f"memory of a connection meanwhile, of {large.rows:,} entries", large.backend_mib, "MiB", at_most=small.backend_mib + NOISE),
        Fact(f"{count:,} balance confirmations of a month end", took, "s", at_most=MONTH_END_AT_MOST * count / DOCUMENTS),
        Fact("each of them", took / max(count, 1) * 1000, "ms"),
    ]
