"""What the bench loads is what the product would have written, also where the load was interrupted."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from chassis.search import search_text, sort_key
from tests.bench.book import Book, Shelf
from tests.bench.load import Loader
from tests.support.servers import Servers
from tests.support.world import Person

ROWS = 60_000


@pytest.mark.long
async def test_a_load_that_was_interrupted_goes_on_where_it_was_and_its_book_is_in_order(servers: Servers, tmp_path: Path) -> None:
    shelf = Shelf(servers, tmp_path, label="interrupted")
    begun = asyncio.create_task(shelf.book(ROWS))
    while not (loaded := await _loaded(shelf)):
        assert not begun.done(), "nothing was left to interrupt"
        await asyncio.sleep(0.02)
    begun.cancel()
    await asyncio.wait([begun])
    book, loader = await shelf.book(ROWS)
    assert 0 < loaded < book.customers == await _loaded(shelf)
    async with shelf.opened(book) as (_, people):
        await _is_in_order(book, loader, people["receivables_accountant"], people["sales_manager"])
    await _has_what_it_is_searched_by(shelf)
    shelf.forget(ROWS)


async def _loaded(shelf: Shelf) -> int:
    """Customers of which all is there, as its services say; none while there is no database, or nobody who may enter it."""
    try:
        connection = await asyncpg.connect(shelf.urls(ROWS)["accounts"].owner)
    except (asyncpg.InvalidCatalogNameError, asyncpg.InvalidPasswordError):
        return 0
    try:
        return await connection.fetchval("select customers from bench_load") or 0
    except asyncpg.UndefinedTableError:
        return 0
    finally:
        await connection.close()


async def _is_in_order(book: Book, loader: Loader, accountant: Person, manager: Person) -> None:
    proof = await accountant.get("/v1/proof")
    assert proof["clean"], proof["drifts"]
    assert int(proof["instalments"]) > book.counts["instalment"]
    totals = {each["total"]["amount"] for each in (await accountant.get("/v1/ageing"))["totals"]}
    by_customer = (await accountant.get("/v1/ageing", groupBy="AGEING_GROUP_CUSTOMER"))["totals"]
    assert {each["total"]["amount"] for each in by_customer} == totals
    # The last one of the manager's team.
    last = (book.customers - 1) // len(book.people) * len(book.people)
    [contact] = (await manager.get("/v1/contacts", search=book.customer(last).found_by))["contacts"]
    assert contact["accountId"] == loader.mould(last).account_id(last, book.work.begin)
    clear = await manager.post(f"/v1/contacts/{contact['id']}:reveal", {"reason": "回访"})
    assert clear["phone"] == book.customer(last).phone


async def _has_what_it_is_searched_by(shelf: Shelf) -> None:
    connection = await asyncpg.connect(shelf.urls(ROWS)["accounts"].owner)
    rows = await connection.fetch("select name, number, sort_key, search_text from account order by create_time limit 200")
    for row in rows:
        assert (row["sort_key"], row["search_text"]) == (sort_key(row["name"]), search_text(row["name"], row["number"], ""))
    await connection.close()
