"""The rows of the table."""

from itertools import count
from typing import Any
from uuid import UUID

from tests.bench.book import Shelf
from tests.bench.customers import customer
from tests.bench.events import consumer, relay
from tests.bench.meter import Meter
from tests.bench.rounds import Figure, Row, Side, compare
from tests.bench.site import Site, site
from tests.bench.wire import Wire, request
from tests.support.servers import Servers

WRITE = "FastAPI, one hop, row and outbox"
READ = "FastAPI, one hop, the same rows"
_PAGE = "select * from account where tenant_id = $1{} order by create_time desc, id desc limit 51"


async def run(servers: Servers, shelf: Shelf, *, rows: int, rounds: int) -> list[Figure]:
    """Everything, over a book of so many rows."""
    meter = Meter(servers)
    async with site(servers, shelf, rows) as place:
        figures = [await compare(row, meter, rounds) for row in [*floors(place), *commands(place), *queries(place)]]
    for other in (relay, consumer):
        async with other(servers) as row:
            figures.append(await compare(row, meter, rounds))
    return figures


def floors(place: Site) -> list[Row]:
    """What one floor costs beside another: it tells machines apart, and says what a layer takes."""
    base, fastapi, empty = place.floors["accounts"], place.wires["accounts"], request("GET", "/empty")
    bare = Wire(base.bare)

    async def ask_bare() -> None:
        await bare.ask(empty)

    async def ask_fastapi() -> None:
        await fastapi.ask(empty)

    asgi, key, pair = "bare ASGI on uvicorn", "row by key, asyncpg", "row and outbox in a transaction, asyncpg"
    return [
        Row("FastAPI on uvicorn", asgi, Side(ask_fastapi), Side(ask_bare), times=100, is_floor=True),
        Row("one gRPC hop", asgi, Side(base.hop), Side(ask_bare), times=100, is_floor=True),
        Row(key, asgi, Side(base.select), Side(ask_bare), times=100, is_floor=True),
        Row(pair, key, Side(base.insert), Side(base.select), times=100, is_floor=True),
        Row(WRITE, pair, place.writes("accounts"), Side(base.insert), times=50, is_floor=True),
    ]


def commands(place: Site) -> list[Row]:
    account = {"name": "杭州为民机械有限公司", "industry": "机械"}
    numbers = count(int(place.company.world.clock.real().timestamp()))

    def lead() -> dict[str, Any]:
        """Somebody whom nobody knows yet."""
        return {"name": "王芳", "companyName": customer(next(numbers), seed=1).company, "phone": f"+999{next(numbers):011}"}

    line = {"instalmentId": place.instalment_id, "amount": {"currencyCode": "CNY", "amount": "1.00"}}
    return [
        Row("create a lead, everything on", WRITE, place.asks("POST", "/v1/leads", "sales", lead), place.writes("leads"), at_most=2.5),
        Row(
            "create an account, everything on",
            WRITE,
            place.asks("POST", "/v1/accounts", "sales", lambda: account),
            place.writes("accounts"),
            at_most=2.5,
        ),
        Row(
            "allocate a receipt",
            WRITE,
            place.asks("POST", "/v1/receipts/$RECEIPT:allocate", "receivables_accountant", lambda: {"lines": [line]}),
            place.writes("receivables"),
            times=10,
        ),
    ]


def queries(place: Site) -> list[Row]:
    page, tenant = "/v1/accounts?pageSize=50", place.company.tenant_id
    seller = place.book.people[0]
    own = place.reads("accounts", _PAGE.format(" and owner_id = $2"), tenant, UUID(seller.id))
    team = place.reads("accounts", _PAGE.format(" and team_id = $2"), tenant, UUID(seller.team_id))
    company = place.reads("accounts", _PAGE.format(""), tenant)
    by_key = place.reads("accounts", "select * from account where id = $1", UUID(place.account_id))
    overview = place.asks("GET", f"/v1/accounts/{place.account_id}/overview", "sales")
    funnel, no_deal = place.asks("GET", "/v1/funnel", "sales_manager"), place.reads("pipeline", "select 1")
    ageing, nothing = place.asks("GET", "/v1/ageing", "receivables_accountant"), place.reads("receivables", "select 1")
    return [
        Row("list 50 accounts, reach own", READ, place.asks("GET", page, "sales"), own, at_most=2.0),
        Row("list 50 accounts, reach team", READ, place.asks("GET", page, "sales_manager"), team, at_most=2.0),
        Row("list 50 accounts, reach company", READ, place.asks("GET", page, "auditor"), company, at_most=2.0),
        Row("the figures of an account", "FastAPI, one hop, row by key", overview, by_key, at_most=2.0),
        Row("funnel", "FastAPI, one hop, select 1", funnel, no_deal, at_most=1.5),
        Row("ageing", "FastAPI, one hop, select 1", ageing, nothing, times=3, at_most=1.5),
    ]
