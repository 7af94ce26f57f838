"""What the database refuses, whatever a program does."""

import asyncio
import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Executable, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.database import enter
from chassis.ids import new_id
from chassis.scope import Reach, Scope
from receivables.domain import funds
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import Kind, Leg, TransactionKind
from receivables.domain.postings import holdings
from receivables.domain.receipt import Receipt
from receivables.ledger_store import account_id, entry_rows, postings, transaction_row
from receivables.ledger_tables import copy_fiscal_period, ledger_account, ledger_entry, ledger_transaction
from tests.integration.receivables.conftest import Ledger, write
from tests.support.book import HUADONG, HUANAN, TENANT, Book, yuan

OTHER_TENANT = UUID(int=2)


@pytest.fixture
def book() -> Book:
    return Book()


def violated(error: "pytest.ExceptionInfo[DBAPIError]") -> str:
    """The name of the constraint that refused it."""
    cause = error.value.orig.__cause__ if error.value.orig else None
    return str(getattr(cause, "constraint_name", ""))


async def balances(ledger: Ledger, *kinds: Kind) -> list[int]:
    rows = select(ledger_account.c.balance_minor).where(ledger_account.c.kind.in_(kinds)).order_by(ledger_account.c.id)
    async with ledger.session() as connection:
        return list((await connection.scalars(rows)).all())


@pytest.mark.capability("X-01")
async def test_every_posting_keeps_the_balances_that_the_domain_computes(ledger: Ledger, book: Book) -> None:
    plan = book.sign()
    book.reach(plan)
    book.pay(plan.instalments[0], "90000.00")
    book.allocate(book.receive("200000.00"), plan.instalments[1])
    await ledger.post(*book.transactions)
    for kinds in ((Kind.PLANNED,), (Kind.RECEIVABLE_NOT_INVOICED,), (Kind.UNAPPLIED,), (Kind.CASH,), (Kind.CONTRACT_CLAIMS,)):
        assert sum(await balances(ledger, *kinds)) == book.balance(*kinds).minor
    assert await ledger.one("select sum(balance_minor) from ledger_account") == 0


async def test_an_instalment_is_not_paid_beyond_what_is_owed_nor_a_receipt_spent_beyond_what_came(ledger: Ledger, book: Book) -> None:
    plan = book.sign()
    book.pay(plan.instalments[0], "50000.00")
    await ledger.post(*book.transactions)
    allocation = book.transactions[-1]
    again = replace(allocation, id=new_id(), legs=tuple(replace(leg, minor=leg.minor * 2) for leg in allocation.legs))
    with pytest.raises(IntegrityError) as refused:
        await ledger.post(again)
    assert violated(refused) in {"ledger_account_floor_check", "ledger_account_ceiling_check"}
    assert await balances(ledger, Kind.RECEIVABLE_NOT_INVOICED) == [4000000]


async def test_a_transaction_that_does_not_balance_is_refused_at_once(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    (sound,) = book.transactions
    lame = replace(sound, legs=(sound.legs[0], replace(sound.legs[1], minor=-999)))
    with pytest.raises(IntegrityError) as refused:
        await ledger.post(lame)
    assert violated(refused) == "ledger_entry_balance_check"
    with pytest.raises(IntegrityError) as refused:
        await ledger.post(replace(sound, legs=sound.legs[:1]))
    assert violated(refused) == "ledger_entry_balance_check"


async def test_memorandum_accounts_balance_for_themselves(ledger: Ledger, book: Book) -> None:
    book.sign("100.00")
    plan, claim = book.transactions
    mixed = replace(plan, legs=(plan.legs[0], *(leg for leg in claim.legs if leg.account.kind is Kind.CONTRACT_CLAIMS)))
    mixed = replace(mixed, legs=(replace(mixed.legs[0], minor=-mixed.legs[1].minor), mixed.legs[1]))
    with pytest.raises(IntegrityError) as refused:
        await ledger.post(mixed)
    assert violated(refused) == "ledger_entry_balance_check"


async def test_a_transaction_without_entries_does_not_commit(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    header, _ = postings(book.transactions)
    with pytest.raises(IntegrityError) as refused:
        async with ledger.session() as connection:
            await connection.execute(header)
    assert violated(refused) == "ledger_transaction_complete_check"


async def test_nothing_is_added_to_a_transaction_that_was_committed(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    await ledger.post(*book.transactions)
    _, entries = postings(book.transactions)
    with pytest.raises(IntegrityError) as refused:
        async with ledger.session() as connection:
            await connection.execute(entries)
    assert violated(refused) == "ledger_entry_transaction_check"


@pytest.mark.parametrize(
    "changed", [{"posting_date": date(2025, 11, 1)}, {"business_date": date(2025, 11, 1)}, {"transaction_kind": "claim"}]
)
async def test_entries_say_the_same_as_their_transaction(ledger: Ledger, book: Book, changed: dict[str, object]) -> None:
    book.receive("10.00")
    (transaction,) = book.transactions
    async with ledger.session() as connection:
        await connection.execute(insert(ledger_transaction).values(transaction_row(transaction)))
        with pytest.raises(IntegrityError) as refused:
            await connection.execute(insert(ledger_entry).values([row | changed for row in entry_rows(transaction)]))
        await connection.rollback()
    assert violated(refused) == "ledger_entry_transaction_check"


async def test_an_entry_does_not_post_to_an_account_under_another_accounts_id(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    book.receive("20.00")
    first, second = book.transactions
    await ledger.post(first)
    taken = account_id(TENANT, first.legs[1].account)
    cash, unapplied = entry_rows(second)
    async with ledger.session() as connection:
        await connection.execute(insert(ledger_transaction).values(transaction_row(second)))
        with pytest.raises(IntegrityError) as refused:
            await connection.execute(insert(ledger_entry).values([cash, unapplied | {"account_id": taken}]))
        await connection.rollback()
    assert violated(refused) == "ledger_entry_account_check"


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_transaction"])
@pytest.mark.parametrize("act", ["update {} set create_time = create_time", "delete from {}", "truncate {} cascade"])
async def test_nothing_that_was_posted_is_changed_not_even_by_the_owner(ledger: Ledger, book: Book, table: str, act: str) -> None:
    book.receive("10.00")
    await ledger.post(*book.transactions)
    for engine in (ledger.app, ledger.owner):
        with pytest.raises(DBAPIError, match=r"append-only|permission denied"):
            async with engine.begin() as connection:
                await connection.execute(text(act.format(table)))


@pytest.mark.parametrize(
    "statement",
    [update(ledger_account).values(balance_minor=0), delete(ledger_account), insert(ledger_account).values(id=TENANT)],
    ids=["update", "delete", "insert"],
)
async def test_the_app_writes_no_balance(ledger: Ledger, book: Book, statement: Executable) -> None:
    book.receive("10.00")
    await ledger.post(*book.transactions)
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with ledger.session() as connection:
            await connection.execute(statement)


@pytest.mark.parametrize("table", [ledger_entry, ledger_transaction, ledger_account, copy_fiscal_period], ids=lambda table: table.name)
async def test_another_tenant_and_no_tenant_see_nothing(ledger: Ledger, book: Book, table: Table) -> None:
    book.receive("10.00")
    await ledger.post(*book.transactions)
    await close(ledger, "open")
    count = select(func.count()).select_from(table)
    async with ledger.session() as mine, ledger.session(OTHER_TENANT) as theirs, ledger.app.connect() as nobodys:
        assert await mine.scalar(count)
        assert await theirs.scalar(count) == 0
        assert await nobodys.scalar(count) == 0


async def test_nobody_posts_for_another_tenant(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    with pytest.raises(ProgrammingError, match="row-level security"):
        await ledger.post(*book.transactions, tenant=OTHER_TENANT)


# --- periods -------------------------------------------------------------------------------------


async def close(ledger: Ledger, state: str, legal_entity: UUID = HUADONG) -> None:
    """December 2025 of a legal entity."""
    async with ledger.session() as connection:
        await connection.execute(delete(copy_fiscal_period))
        await connection.execute(
            insert(copy_fiscal_period).values(
                id=new_id(),
                tenant_id=TENANT,
                version=1,
                legal_entity_id=legal_entity,
                start_date=date(2025, 12, 1),
                end_date=date(2025, 12, 31),
                state=state,
            )
        )


@pytest.mark.parametrize("state", ["closed", "soft_closed"])
async def test_a_period_that_is_closed_takes_nothing(ledger: Ledger, book: Book, state: str) -> None:
    book.receive("10.00")
    await close(ledger, state)
    with pytest.raises(IntegrityError) as refused:
        await ledger.post(*book.transactions)
    assert violated(refused) == "ledger_period_open_check"


async def test_other_companies_other_days_and_open_periods_take_postings(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    await close(ledger, "open")
    await ledger.post(*book.transactions)
    await close(ledger, "closed")
    book.receive("10.00", legal_entity=HUANAN)
    book.first_open_date = date(2026, 1, 1)
    book.receive("10.00")
    await ledger.post(*book.transactions[1:])
    assert len(await balances(ledger, Kind.UNAPPLIED)) == 3


async def test_who_may_reopen_a_soft_closed_period_posts_into_it(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    await close(ledger, "soft_closed")
    async with ledger.session() as connection:
        await connection.execute(text("select set_config('app.soft_closed', 'on', true)"))
        await write(connection, book.transactions)
    assert await balances(ledger, Kind.UNAPPLIED) == [book.balance(Kind.UNAPPLIED).minor]


async def test_a_period_is_not_closed_under_a_posting_that_has_begun(ledger: Ledger, book: Book) -> None:
    book.receive("10.00")
    async with ledger.session() as connection:
        await write(connection, book.transactions)
        closing = asyncio.create_task(close(ledger, "closed"))
        await asyncio.sleep(0.2)
        assert not closing.done()
    await closing


# --- two at once ---------------------------------------------------------------------------------


async def test_two_sessions_that_use_an_account_first_make_one_row_of_it(ledger: Ledger, book: Book) -> None:
    for _ in range(40):
        book.receive("10.00")
    await asyncio.gather(*(ledger.post(transaction) for transaction in book.transactions))
    assert await balances(ledger, Kind.CASH) == [40000]


@pytest.mark.capability("M-04")
async def test_two_sessions_that_spend_eighty_of_a_hundred_never_spend_more_in_a_thousand_races(ledger: Ledger, book: Book) -> None:
    """Both have read the balance, both think it suffices, and who is first, and by how much, differs each time."""
    chance = random.Random(80)
    plan = book.sign(yuan("1000000.00"), "50/50")
    receipts = [book.receive("100.00") for _ in range(1000)]
    await ledger.post(*book.transactions)

    async def spend(session: AsyncConnection, receipt: Receipt, pauses: tuple[float, float]) -> bool:
        attempt = book.journal()
        attempt.post(TransactionKind.ALLOCATION, [funds.unapplied(receipt, yuan("80.00")), paying(plan.instalments[0])], on=book.today)
        try:
            async with session.begin():
                await enter(session, Scope(TENANT, Reach.TENANT))
                await asyncio.sleep(pauses[0])
                await write(session, attempt.transactions)
                await asyncio.sleep(pauses[1])
        except IntegrityError:
            return False
        return True

    async with ledger.app.connect() as one, ledger.app.connect() as other:
        for receipt in receipts:
            pauses = [(chance.choice((0, 0.0005, 0.001)), chance.choice((0, 0, 0.0005))) for _ in range(2)]
            assert sum(await asyncio.gather(spend(one, receipt, pauses[0]), spend(other, receipt, pauses[1]))) == 1
    assert set(await balances(ledger, Kind.UNAPPLIED)) == {-2000}
    assert sum(await balances(ledger, Kind.RECEIVABLE_NOT_INVOICED)) == 50_000_000 - 8_000_000


def paying(owed: Instalment) -> Leg:
    """What an allocation of 80 posts to the claim."""
    (held,) = holdings(owed)
    return replace(held, minor=-8000)
