"""What time does: claims arise, instalments become due soon, due and overdue; and what fiscal periods take."""

from datetime import UTC, date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chassis.events import payload
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1.event_pb2 import Event
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.triggers import MilestoneKind
from tests.integration.receivables.company import CLAIMABLE, PLANNED, SHANGHAI, Company, amount, states, to
from tests.support.book import on_reaching
from tests.support.running import send

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN, CLOSED = identity.FISCAL_PERIOD_STATE_OPEN, identity.FISCAL_PERIOD_STATE_CLOSED
SOFT_CLOSED = identity.FISCAL_PERIOD_STATE_SOFT_CLOSED
TOLD = {
    fact.DESCRIPTOR.full_name: fact.DESCRIPTOR.name.removeprefix("Instalment")
    for fact in (facts.InstalmentDueSoon, facts.InstalmentDue, facts.InstalmentOverdue)
}


def days(count: int) -> terms.CreditPeriod:
    return terms.CreditPeriod(offset=terms.Offset(amount=count, unit=terms.OFFSET_UNIT_DAYS))


async def told(company: Company) -> list[tuple[date, str, str]]:
    """On which day of the company what was said of which instalment."""
    found: list[tuple[Event, Any]] = [(event, payload(event)) for event in await company.events() if event.type in TOLD]
    return [
        (event.create_time.ToDatetime(UTC).astimezone(SHANGHAI).date(), TOLD[event.type], fact.instalment.name) for event, fact in found
    ]


@pytest.mark.capability("M-03")
async def test_due_days_fall_on_working_days_and_each_stage_is_told_once_on_its_day(company: Company) -> None:
    """The first would be due on a Saturday, the second in Spring Festival, which lasts from 15 to 23 February 2026."""
    stated = [
        on_reaching(MilestoneKind.EFFECTIVE, name="首付款", share="40", credit=days(12)),
        on_reaching(MilestoneKind.EFFECTIVE, name="尾款", share="60", credit=days(80)),
    ]
    contract = await company.sign("1000.00", terms.PaymentTerms(terms=stated))
    first, second = await company.instalments(contract)
    assert (first.due_date, second.due_date) == ("2025-12-15", "2026-02-24")
    await company.walk_to(date(2025, 12, 14))
    await company.pay(first, "100.00")
    await company.walk_to(date(2026, 2, 16))
    await company.agrees()
    await company.walk_to(date(2026, 3, 10))
    assert await told(company) == [
        (date(2025, 12, 8), "DueSoon", "首付款"),
        (date(2025, 12, 15), "Due", "首付款"),
        (date(2025, 12, 16), "Overdue", "首付款"),
        (date(2026, 2, 17), "DueSoon", "尾款"),
        (date(2026, 2, 24), "Due", "尾款"),
        (date(2026, 2, 25), "Overdue", "尾款"),
    ]
    first, second = await company.instalments(contract)
    assert (first.payment_state, first.time_state) == (pb.PAYMENT_STATE_PARTIAL, pb.TIME_STATE_OVERDUE)
    await company.agrees()


async def test_monthly_settlement_counts_from_the_end_of_the_month_over_the_next_ones(company: Company) -> None:
    """月结 60 天 of what arrived on 10 December: 1 March 2026, a Sunday, so the day after it."""
    contract = await company.sign("1000.00", "月结60天")
    await company.walk_to(date(2025, 12, 10))
    await company.hear(contract.reach(terms.MILESTONE_KIND_ARRIVED))
    (instalment,) = await company.instalments(contract)
    assert (instalment.claim_date, instalment.due_date) == ("2025-12-10", "2026-03-02")
    await company.walk_to(date(2026, 3, 31))
    assert await told(company) == [
        (date(2026, 2, 23), "DueSoon", "月结款"),
        (date(2026, 3, 2), "Due", "月结款"),
        (date(2026, 3, 3), "Overdue", "月结款"),
    ]
    claimed = await company.ageing(basis=pb.AGEING_BASIS_CLAIM_DATE, buckets=(90, 120))
    assert [amount(cell) for cell in claimed.totals[0].amounts] == ["0.00", "1000.00", "0.00"]


async def test_a_day_that_comes_early_because_the_company_moved_west_is_lived_through_when_it_is_that_day_there(company: Company) -> None:
    """What was armed for the beginning of a day in Shanghai comes on the evening before in Los Angeles."""
    terms_30_days = terms.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, share="100", credit=days(30))])
    contract = await company.sign("1000.00", terms_30_days)
    moved = identity.Tenant(id=str(company.tenant_id), time_zone="America/Los_Angeles", functional_currency="CNY")
    moved.clock_offset_seconds = int(company.runtime.clock.offset(company.tenant_id).total_seconds())
    await send(company.runtime, "identity", company.tenant_id, moved, version=2)
    await company.walk_to(date(2026, 1, 10))
    los_angeles = ZoneInfo("America/Los_Angeles")
    found = [event for event in await company.events() if event.type in TOLD]
    assert [(TOLD[event.type], event.create_time.ToDatetime(UTC).astimezone(los_angeles).date()) for event in found] == [
        ("DueSoon", date(2025, 12, 24)),
        ("Due", date(2025, 12, 31)),
        ("Overdue", date(2026, 1, 1)),
    ]
    assert (await company.instalments(contract))[0].time_state == pb.TIME_STATE_OVERDUE


async def test_what_is_paid_in_time_is_not_told_to_be_due(company: Company) -> None:
    contract = await company.sign("1000.00", terms.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, share="100", credit=days(30))]))
    await company.walk_to(date(2025, 12, 25))
    (instalment,) = await company.instalments(contract)
    await company.pay(instalment, "1000.00")
    await company.walk_to(date(2026, 2, 1))
    assert [name for _, name, _ in await told(company)] == ["DueSoon"]


async def test_retention_becomes_owed_when_the_warranty_ends_and_stays_out_of_the_receivables(company: Company) -> None:
    contract = await company.sign()
    await company.hear(contract.reach())
    await company.walk_to(date(2026, 11, 30))
    assert states(await company.instalments(contract)) == [CLAIMABLE, CLAIMABLE, PLANNED]
    await company.said()
    await company.walk_to(date(2026, 12, 1))
    assert states(await company.instalments(contract)) == [CLAIMABLE] * 3
    assert await company.stages() == ["InstalmentClaimable", "InstalmentDue"]
    assert (await company.owed(), await company.owed(layer=terms.PAYMENT_LAYER_RETENTION)) == ("270000.00", "30000.01")
    await company.agrees()


async def test_a_milestone_that_is_late_makes_its_instalment_late_and_never_overdue(company: Company) -> None:
    contract = await company.sign()
    await company.walk_to(date(2026, 3, 3))
    late = (await company.instalments(contract))[1]
    assert (late.claim_state, late.time_state, late.due_date) == (PLANNED, pb.TIME_STATE_LATE, "")
    await company.hear(contract.reschedule(date(2026, 4, 1)))
    assert (await company.instalments(contract))[1].time_state == pb.TIME_STATE_EXPECTED
    assert (await company.owed(), amount((await company.ageing()).totals[0].overdue)) == ("90000.00", "90000.00")


async def test_imported_history_is_never_told_but_what_comes_after_it_is(company: Company) -> None:
    old = company.contract("1000.00", "50/50", effective_date=date(2025, 11, 10), historical=True)
    await company.hear(old.take_effect())
    assert await told(company) == []
    await company.walk_to(date(2025, 12, 20))
    assert await told(company) == [
        (date(2025, 12, 10), "Due", "尾款"),
        (date(2025, 12, 11), "Overdue", "尾款"),
    ]
    await company.agrees()


# --- fiscal periods ------------------------------------------------------------------------------


@pytest.mark.capability("X-16")
@pytest.mark.parametrize("state", [CLOSED, SOFT_CLOSED])
async def test_backdated_money_is_posted_on_the_first_open_day(company: Company, state: identity.FiscalPeriodState.ValueType) -> None:
    await company.set_period(date(2025, 11, 1), date(2025, 11, 30), state)
    await company.walk_to(date(2025, 12, 10))
    receipt = await company.receive("10.00", received_date="2025-11-28")
    entries = (await company.ask("ListLedgerEntries", pb.ListLedgerEntriesRequest(filter=f'subject_id = "{receipt.id}"'))).ledger_entries
    assert [(entry.business_date, entry.posting_date) for entry in entries] == [("2025-11-28", "2025-12-01")]
    await company.agrees()


@pytest.mark.capability("X-16")
async def test_people_post_nothing_while_today_is_closed_and_ask_all_the_same_for_what_posts_nothing(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    paid, waiting = await company.pay(down, "10.00"), await company.receive("20.00")
    period = await company.set_period(date(2025, 12, 1), date(2025, 12, 31), CLOSED)
    record = pb.CreateReceiptRequest(receipt=company.incoming("10.00"))
    error = await company.refused("PERIOD_CLOSED", "CreateReceipt", record, by=company.cashier)
    assert error.metadata["first_open_date"] == "2026-01-01"
    await company.refused("PERIOD_CLOSED", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=waiting.id, lines=[to(down)]))
    await company.ask("ReverseReceipt", pb.ReverseReceiptRequest(receipt_id=paid.id, whole_receipt=True, reason="付错"))
    await company.refused("PERIOD_CLOSED", "ApproveReversal", pb.ApproveReversalRequest(receipt_id=paid.id), by=company.manager)
    await company.set_period(date(2025, 12, 1), date(2025, 12, 31), OPEN, id=period, version=2)
    await company.ask("ApproveReversal", pb.ApproveReversalRequest(receipt_id=paid.id), by=company.manager)
    await company.agrees()


@pytest.mark.capability("X-16")
async def test_what_happens_while_the_books_are_closed_early_belongs_to_the_next_period(company: Company) -> None:
    contract = await company.sign()
    await company.walk_to(date(2025, 12, 28))
    await company.set_period(date(2025, 12, 1), date(2025, 12, 31), CLOSED)
    await company.hear(contract.reach(on=date(2025, 12, 28)))
    assert (await company.instalments(contract))[1].claim_date == "2025-12-28"
    assert await company.owed() == "90000.00"
    assert (await company.owed(as_of="2025-12-31"), await company.owed(as_of="2026-01-01")) == ("90000.00", "270000.00")
    assert await company.owed(day_basis=pb.DAY_BASIS_BUSINESS_DATE) == "270000.00"
    await company.agrees()
    await company.walk_to(date(2026, 1, 1))
    assert await company.owed() == "270000.00"
    await company.agrees()


async def test_a_later_period_that_is_closed_by_mistake_holds_up_nothing(company: Company) -> None:
    await company.set_period(date(2026, 3, 1), date(2026, 3, 31), CLOSED)
    await company.sign()
    await company.receive("10.00", received_date="2025-11-28")
    assert await company.owed() == "90000.00"
    await company.agrees()
