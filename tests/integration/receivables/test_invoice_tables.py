"""What the database refuses about invoices, whatever a program does."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import Executable, insert, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from receivables import tables
from receivables.domain.invoice import Invoice
from receivables.domain.proof import DriftKind
from receivables.domain.states import RedReason
from receivables.proof import drifts
from tests.integration.receivables.conftest import Ledger
from tests.integration.receivables.test_ledger import violated
from tests.support.book import TENANT, Book

pytestmark = pytest.mark.capability("M-25")

invoice, line, coverage, instalment = tables.invoice, tables.invoice_line, tables.invoice_coverage, tables.instalment


@pytest.fixture
async def book(ledger: Ledger) -> Book:
    """A contract over 1,000.00 of which 300.00 are invoiced, and another invoice that waits to be issued."""
    made = Book(today=date(2025, 12, 1))
    plan = made.sign("1000.00", "30/60/10")
    made.invoice(plan, "200.00", cover={plan.instalments[0]: "200.00"})
    made.request(plan, "100.00", cover={plan.instalments[0]: "100.00"})
    await ledger.store(made)
    return made


async def run(ledger: Ledger, *statements: Executable) -> None:
    async with ledger.session() as connection:
        for statement in statements:
            await connection.execute(statement)


async def refused(ledger: Ledger, *statements: Executable) -> str:
    with pytest.raises(IntegrityError) as error:
        await run(ledger, *statements)
    return violated(error)


def cover(of: Invoice, minor: int) -> Executable:
    return update(coverage).where(coverage.c.invoice_id == of.id).values(covered_minor=minor)


async def test_nobody_covers_an_instalment_without_saying_so_there(ledger: Ledger, book: Book) -> None:
    _, waiting = book.invoices
    says = update(invoice).where(invoice.c.id == waiting.id).values(covered_minor=10_000)
    assert await refused(ledger, cover(waiting, 10_000), says) == "instalment_covered_check"
    first = book.plans[0].instalments[0]
    assert (
        await refused(ledger, update(instalment).where(instalment.c.id == first.id).values(invoiced_minor=1)) == "instalment_covered_check"
    )


async def test_an_instalment_is_not_invoiced_beyond_its_amount_nor_an_invoice_beyond_its_gross(ledger: Ledger, book: Book) -> None:
    first = book.plans[0].instalments[0]
    too_much = update(instalment).where(instalment.c.id == first.id).values(invoiced_minor=30_001)
    assert await refused(ledger, too_much) == "instalment_invoiced_check"
    issued = update(invoice).where(invoice.c.id == book.invoices[0].id)
    assert await refused(ledger, issued.values(covered_minor=20_001)) == "invoice_covered_check"
    assert await refused(ledger, issued.values(reduced_minor=20_001, covered_minor=0)) in ("invoice_reduced_check", "invoice_covered_check")
    assert await refused(ledger, issued.values(reduced_minor=1)) == "invoice_covered_check"


async def test_an_invoice_is_the_sum_of_its_lines(ledger: Ledger, book: Book) -> None:
    one = book.invoices[1]
    assert await refused(ledger, update(invoice).where(invoice.c.id == one.id).values(net_minor=1)) == "invoice_amounts_check"
    moved = update(invoice).where(invoice.c.id == one.id).values(net_minor=one.net_minor - 1, tax_minor=one.tax_minor + 1)
    assert await refused(ledger, moved) == "invoice_kept_check"
    assert await refused(ledger, update(line).where(line.c.invoice_id == one.id).values(net_minor=0)) == "invoice_line_amounts_check"


@pytest.mark.capability("M-07")
async def test_an_invoice_is_reduced_by_what_its_red_ones_come_to(ledger: Ledger, book: Book) -> None:
    issued = book.invoices[0]
    reduced = update(invoice).where(invoice.c.id == issued.id).values(reduced_minor=1, covered_minor=19_999)
    assert await refused(ledger, reduced, cover(issued, 19_999)) == "invoice_kept_check"


async def test_who_asks_does_not_approve(ledger: Ledger, book: Book) -> None:
    asked = update(invoice).where(invoice.c.id == book.invoices[1].id).values(approved_by=book.invoices[1].requested_by)
    assert await refused(ledger, asked) == "invoice_persons_check"


async def test_the_same_number_is_recorded_once(ledger: Ledger, book: Book) -> None:
    taken = book.invoices[0].invoice_number
    assert (
        await refused(ledger, update(invoice).where(invoice.c.id == book.invoices[1].id).values(invoice_number=taken))
        == "invoice_printed_key"
    )


async def test_two_sessions_that_forget_to_lock_never_cover_more_than_there_is(ledger: Ledger, book: Book) -> None:
    """Both want the last 100.00 of an instalment for another invoice, and none looks at what the other does."""
    first, plan = book.plans[0].instalments[0], book.plans[0]
    other = book.request(plan, "100.00", cover={})
    async with ledger.session() as connection:
        await _store(connection, other)
        await connection.execute(
            insert(coverage).values(
                id=other.lines[0].id,
                tenant_id=TENANT,
                invoice_id=other.id,
                position=1,
                payment_plan_id=plan.id,
                instalment_id=first.id,
                currency="CNY",
                amount_minor=10_000,
                covered_minor=0,
            )
        )

    async def take(of: Invoice) -> str:
        try:
            async with ledger.session() as connection:
                await connection.execute(cover(of, 10_000))
                await connection.execute(update(invoice).where(invoice.c.id == of.id).values(covered_minor=10_000))
                await connection.execute(update(instalment).where(instalment.c.id == first.id).values(invoiced_minor=30_000))
        except IntegrityError:
            return "refused"
        return "taken"

    results = await asyncio.gather(take(book.invoices[1]), take(other))
    assert sorted(results) == ["refused", "taken"]
    assert await ledger.one("select sum(covered_minor) from invoice_coverage") == 30_000


async def _store(connection: AsyncConnection, one: Invoice) -> None:
    async with AsyncSession(connection, expire_on_commit=False) as orm:
        orm.add(one)
        await orm.flush()


@pytest.mark.capability("X-01")
async def test_the_proof_finds_what_was_touched_past_all_triggers(ledger: Ledger, book: Book) -> None:
    first = book.plans[0].instalments[0]
    damages = (
        text("alter table instalment disable trigger covered"),
        text("alter table invoice disable trigger kept"),
        update(instalment).where(instalment.c.id == first.id).values(invoiced_minor=1),
        update(invoice).where(invoice.c.id == book.invoices[0].id).values(covered_minor=1),
    )
    async with ledger.owner.begin() as connection:
        for damage in damages:
            await connection.execute(damage)
    async with ledger.session() as connection:
        found = {(drift.kind, drift.subject_id) for drift in await drifts(connection, TENANT)}
    assert {(DriftKind.COVERAGE, first.id), (DriftKind.COVERAGE, book.invoices[0].id), (DriftKind.INSTALMENT, first.id)} == found


@pytest.mark.capability("M-07", "X-01")
async def test_the_proof_in_sql_says_of_credits_what_the_domain_says(ledger: Ledger) -> None:
    book = Book(today=date(2025, 12, 1))
    plan = book.sign("1000.00", "30/60/10")
    original = book.invoice(plan, "300.00", cover={plan.instalments[0]: None})
    book.issue_red(book.request_red(original, "100.00", RedReason.ALLOWANCE))
    await ledger.store(book)
    async with ledger.session() as connection:
        assert await drifts(connection, TENANT) == book.drifts() == []
