"""How long people wait as a company grows: the same questions, in turn, to companies of ten thousand rows and of a thousand times that.

Times, not processor time: what grows is what is waited for. Books take turns question by question, so that whatever else the machine does
meets all of them alike.
"""

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import quote

from tests.bench.book import Book, Shelf
from tests.bench.load import Loader
from tests.bench.moulds import time_of
from tests.bench.wire import Wire, request
from tests.support.world import Company, Person

TIMES, WARM = 100, 20
# Nothing of the members' own shall come between: they look for work once in a while.
SELDOM = 60.0
AT_MOST = 1.5


@dataclass(frozen=True)
class Place:
    """A company of one size, and the way to it."""

    book: Book
    loader: Loader
    company: Company
    people: Mapping[str, Person]
    wire: Wire

    async def get(self, who: str, path: str, **params: str) -> None:
        query = "&".join(f"{name}={quote(value)}" for name, value in params.items())
        authorization = str(self.people[who].client.headers["authorization"])
        await self.wire.ask(request("GET", f"{path}?{query}" if query else path, authorization=authorization))

    def account_id(self, number: int) -> str:
        return self.loader.mould(number).account_id(number, self.book.work.begin)

    @property
    def today(self) -> str:
        return self.company.world.clock.today(self.company.tenant_id).isoformat()


Question = Callable[[Place, Random], Awaitable[None]]


async def list_accounts(place: Place, chance: Random) -> None:
    """From anywhere in the list, as somebody who turns its pages."""
    when = time_of(chance.randrange(place.book.customers), place.book.work.begin) + timedelta(seconds=1)
    await place.get("auditor", "/v1/accounts", pageSize="50", filter=f'create_time < "{when.strftime("%Y-%m-%dT%H:%M:%SZ")}"')


async def list_own(place: Place, _: Random) -> None:
    await place.get("sales", "/v1/accounts", pageSize="50")


async def account_page(place: Place, chance: Random) -> None:
    """The record, its figures and what happened there."""
    path = f"/v1/accounts/{place.account_id(chance.randrange(place.book.customers))}"
    await place.get("auditor", path)
    await place.get("auditor", f"{path}/overview")
    await place.get("auditor", f"{path}/timeline", pageSize="20")


async def ageing(place: Place, _: Random) -> None:
    await place.get("receivables_accountant", "/v1/ageing")


async def funnel(place: Place, _: Random) -> None:
    await place.get("sales_manager", "/v1/funnel")


async def next_due(place: Place, _: Random) -> None:
    due = f'claim_state = CLAIMABLE AND due_date >= "{place.today}"'
    await place.get("receivables_accountant", "/v1/instalments", pageSize="50", orderBy="due_date", filter=due)


async def timers_due(place: Place, _: Random) -> None:
    """One look for what is due, of which there is nothing."""
    await place.company.world.runtime("accounts").timers.round()


async def phone_search(place: Place, chance: Random) -> None:
    """By a name and the last digits of a number."""
    await place.get("auditor", "/v1/contacts", search=place.book.customer(chance.randrange(place.book.customers)).found_by)


QUESTIONS: Mapping[str, Question] = {
    "list, from anywhere": list_accounts,
    "list, one's own": list_own,
    "account page": account_page,
    "ageing": ageing,
    "funnel": funnel,
    "next due instalments": next_due,
    "look for due timers": timers_due,
    "phone search": phone_search,
}


@dataclass(frozen=True)
class Growth:
    """Milliseconds by question and rows: the median and the 99th percentile, each the median of the rounds."""

    p50: Mapping[str, Mapping[int, float]]
    p99: Mapping[str, Mapping[int, float]]
    customers: Mapping[int, int]
    counts: Mapping[int, Mapping[str, int]]
    rounds: int
    times: int


async def growth(shelf: Shelf, sizes: Sequence[int], *, rounds: int, times: int = TIMES) -> Growth:
    """Over books of so many rows each."""
    async with AsyncExitStack() as stack:
        places = {size: await _opened(shelf, size, stack) for size in sizes}
        p50: dict[str, dict[int, float]] = {}
        p99: dict[str, dict[int, float]] = {}
        for name, question in QUESTIONS.items():
            chances = {size: Random(size) for size in sizes}
            await _round(question, places, chances, WARM)
            measured = [await _round(question, places, chances, times) for _ in range(rounds)]
            p50[name] = {size: statistics.median(_percentile(each[size], 50) for each in measured) for size in sizes}
            p99[name] = {size: statistics.median(_percentile(each[size], 99) for each in measured) for size in sizes}
        customers = {size: place.book.customers for size, place in places.items()}
        counts = {size: dict(place.book.counts) for size, place in places.items()}
        return Growth(p50, p99, customers, counts, rounds, times)


async def _opened(shelf: Shelf, size: int, stack: AsyncExitStack) -> Place:
    book, loader = await shelf.book(size)
    company, people = await stack.enter_async_context(shelf.opened(book))
    for runtime in company.world.runtimes:
        runtime.poll_seconds = SELDOM
    return Place(book, loader, company, people, Wire(int(company.world.address.rpartition(":")[2])))


async def _round(question: Question, places: Mapping[int, Place], chances: Mapping[int, Random], times: int) -> dict[int, list[float]]:
    took: dict[int, list[float]] = {size: [] for size in places}
    for _ in range(times):
        for size, place in places.items():
            began = time.perf_counter()
            await question(place, chances[size])
            took[size].append((time.perf_counter() - began) * 1000)
    return took


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
