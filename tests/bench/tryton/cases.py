"""The same work done by both: processor time of all processes that take part, in turn."""

from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.bench.book import Shelf
from tests.bench.customers import customer
from tests.bench.meter import Meter
from tests.bench.moulds import time_of
from tests.bench.rounds import Figure, Row, Side, compare
from tests.bench.site import Site, site
from tests.bench.tryton.server import Tryton, tryton
from tests.support.servers import Servers

OPPORTUNITIES, PAGE = 100_000, 50
# What a list shows of an opportunity.
_FIELDS = ["number", "description", "party.rec_name", "employee.rec_name", "amount", "currency.rec_name", "state", "start_date", "end_date"]
_ORDER = [["create_date", "DESC"], ["id", "DESC"]]
_OPPORTUNITY = "model.sale.opportunity"


async def side_by_side(servers: Servers, shelf: Shelf, folder: Path, *, rows: int, rounds: int) -> list[Figure]:
    """The product on a book of so many rows, Tryton on as many opportunities as that has, at most 100,000."""
    async with site(servers, shelf, rows) as place:
        many = min(OPPORTUNITIES, place.book.counts["opportunity"])
        with tryton(servers, folder, many) as other:
            meter = Meter(servers, other.pid)
            return [await compare(row, meter, rounds) for row in _rows(place, other, many)]


def _rows(place: Site, other: Tryton, many: int) -> list[Row]:
    numbers = count(int(place.company.world.clock.real().timestamp()))

    def lead() -> dict[str, Any]:
        return {"name": "王芳", "companyName": customer(next(numbers), seed=2).company, "phone": f"+999{next(numbers):011}"}

    async def create() -> None:
        known = other.known
        body = {"description": "产线", "company": known["company"], "currency": known["currency"], "employee": known["employee"]}
        await other.call(f"{_OPPORTUNITY}.create", [body])

    async def listed(skipped: int = 0) -> None:
        await other.call(f"{_OPPORTUNITY}.search_read", [], skipped, PAGE, _ORDER, _FIELDS)

    async def deep() -> None:
        await listed(many * 9 // 10)

    async def counted() -> None:
        await other.call(f"{_OPPORTUNITY}.search_count", [])

    far = time_of(place.book.customers // 10, place.book.work.begin).strftime("%Y-%m-%dT%H:%M:%SZ")
    before = quote(f'create_time < "{far}"')
    deep_page = f"/v1/opportunities?pageSize={PAGE}&filter={before}"
    sides = [
        ("create a lead", place.asks("POST", "/v1/leads", "sales", lead), Side(create), 1 / 8),
        (f"list {PAGE} of {many:,}", place.asks("GET", f"/v1/opportunities?pageSize={PAGE}", "auditor"), Side(listed), None),
        (f"count {many:,}", place.asks("GET", "/v1/opportunities?pageSize=1", "auditor"), Side(counted), None),
        (f"the page behind {many * 9 // 10:,}", place.asks("GET", deep_page, "auditor"), Side(deep), None),
    ]
    return [Row(name, "Tryton 8.0", product, theirs, times=5, at_most=goal) for name, product, theirs, goal in sides]
