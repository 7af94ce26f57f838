"""Commission on collected money over the wire: accrued with the allocation, clawed back with its reversal, closed by month."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from chassis.principal import Principal
from chassis.scope import Reach
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import commissions_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import MANAGER, Company, Contract, amount, cny, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-26")]

READS = ("commission.read", "commission_plan.read", "commission_month.read")


class Payroll:
    """Who says rates and closes months."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.manager = company.somebody(*MANAGER, *READS, "commission_plan.manage", "commission_month.close")
        self.lin = self.seller(company.lin)
        self.wang = self.seller(company.wang)

    def seller(self, who: Principal) -> Principal:
        return self.company.somebody(*READS, reach=Reach.OWN, person_id=who.person_id, team=who.team_ids[0])

    async def rate(self, rate: str = "3", **more: Any) -> pb.CommissionPlan:
        plan = pb.CommissionPlan(name="回款提成", rate=rate, **{"from_date": "2025-01-01", **more})
        made: pb.CommissionPlan = await self.company.ask(
            "CreateCommissionPlan", pb.CreateCommissionPlanRequest(commission_plan=plan), by=self.manager
        )
        return made

    async def share(self, contract: Contract, since: date, *shares: tuple[Principal, str]) -> None:
        """What pipeline tells of the contract when its money is shared anew."""
        told = [pipeline.CollectedShare(person_id=str(person.person_id), percent=percent) for person, percent in shares]
        contract.shares.append(pipeline.CollectedShares(from_date=since.isoformat(), shares=told))
        await self.company.hear(contract.hand_over(contract.owner))

    async def entries(self, by: Principal) -> list[tuple[str, str, str]]:
        """What came to whom in which month."""
        request = pb.ListCommissionEntriesRequest(page_size=100)
        found = (await self.company.ask("ListCommissionEntries", request, by=by)).commission_entries
        return sorted((each.month, self.name(each.owner_id), amount(each.amount)) for each in found)

    def name(self, id: str) -> str:
        return {str(self.company.lin.person_id): "lin", str(self.company.wang.person_id): "wang"}[id]

    async def report(self, month: str, by: Principal | None = None) -> list[tuple[str, str, str, str]]:
        request = pb.ReportCommissionsRequest(month=month)
        rows = (await self.company.ask("ReportCommissions", request, by=by or self.manager)).rows
        return [(self.name(row.owner_id), amount(row.accrued), amount(row.clawed_back), amount(row.amount)) for row in rows]

    async def close(self, month: str) -> pb.CommissionMonth:
        request = pb.CloseCommissionMonthRequest(month=month)
        closed: pb.CommissionMonth = await self.company.ask("CloseCommissionMonth", request, by=self.manager)
        return closed


@pytest.fixture
def payroll(company: Company) -> Payroll:
    return Payroll(company)


async def test_money_brings_its_people_their_shares_and_taking_it_back_claws_that_back(company: Company, payroll: Payroll) -> None:
    contract = await company.sign("100000.00")
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "100.00")
    assert await payroll.entries(payroll.manager) == []
    await payroll.rate()
    await payroll.share(contract, company.today, (company.wang, "30"), (company.lin, "70"))
    receipt = await company.pay(down, "10000.01")
    assert await payroll.entries(payroll.manager) == [("2025-12", "lin", "210.00"), ("2025-12", "wang", "90.00")]
    assert await payroll.entries(payroll.lin) == [("2025-12", "lin", "210.00")]
    await company.reverse(receipt, receipt.allocations[0].id)
    assert sorted(await payroll.report("2025-12")) == [("lin", "210.00", "-210.00", "0.00"), ("wang", "90.00", "-90.00", "0.00")]
    assert await payroll.report("2025-12", payroll.wang) == [("wang", "90.00", "-90.00", "0.00")]
    await company.allocate(await company.receipt(receipt.id), to(down, "10000.01"))
    assert sorted(await payroll.report("2025-12")) == [("lin", "420.00", "-210.00", "210.00"), ("wang", "180.00", "-90.00", "90.00")]
    await company.agrees()


async def test_the_owner_has_all_of_it_until_somebody_is_said_to_share(company: Company, payroll: Payroll) -> None:
    await payroll.rate("1.5")
    (down, *_) = await company.instalments(await company.sign("100000.00"))
    await company.pay(down, "1000.00")
    assert await payroll.entries(payroll.manager) == [("2025-12", "lin", "15.00")]


async def test_rate_and_shares_are_those_of_the_day_of_the_money(company: Company, payroll: Payroll) -> None:
    first = company.today
    contract = await company.sign("100000.00")
    (down, *_) = await company.instalments(contract)
    old = await payroll.rate("1")
    early = await company.receive("1000.00")
    await company.walk_to(first + timedelta(days=3))
    end = pb.EndCommissionPlanRequest(commission_plan_id=old.id, to_date=first.isoformat())
    await company.ask("EndCommissionPlan", end, by=payroll.manager)
    await payroll.rate("2", from_date=(first + timedelta(days=1)).isoformat())
    await payroll.share(contract, first, (company.lin, "100"))
    await payroll.share(contract, company.today, (company.wang, "50"), (company.lin, "50"))
    await company.allocate(early, to(down, "1000.00"))
    await company.pay(down, "1000.00")
    assert await payroll.entries(payroll.manager) == [
        ("2025-12", "lin", "10.00"),
        ("2025-12", "lin", "10.00"),
        ("2025-12", "wang", "10.00"),
    ]


async def test_a_closed_month_stays_as_it_is_and_what_is_taken_back_later_counts_in_the_next(company: Company, payroll: Payroll) -> None:
    await payroll.rate()
    (down, *_) = await company.instalments(await company.sign("100000.00"))
    receipt = await company.pay(down, "1000.00")
    await company.refused("MONTH_NOT_OVER", "CloseCommissionMonth", pb.CloseCommissionMonthRequest(month="2025-12"), by=payroll.manager)
    late = await company.receive("500.00")
    await company.walk_to(date(2026, 1, 5))
    closed = await payroll.close("2025-12")
    assert (closed.month, closed.closed_by) == ("2025-12", str(payroll.manager.person_id))
    before = await payroll.report("2025-12")
    await company.refused("MONTH_CLOSED", "CloseCommissionMonth", pb.CloseCommissionMonthRequest(month="2025-12"), by=payroll.manager)
    await company.reverse(receipt, receipt.allocations[0].id)
    # Money of December that is applied now.
    await company.allocate(late, to(down, "500.00"))
    assert await payroll.report("2025-12") == before == [("lin", "30.00", "0.00", "30.00")]
    assert await payroll.report("2026-01") == [("lin", "15.00", "-30.00", "-15.00")]
    report = await company.ask("ReportCommissions", pb.ReportCommissionsRequest(month="2025-12"), by=payroll.lin)
    assert report.is_closed
    months = await company.ask("ListCommissionMonths", pb.ListCommissionMonthsRequest(), by=payroll.lin)
    assert [each.month for each in months.commission_months] == ["2025-12"]


async def test_credits_and_history_bring_nothing(company: Company, payroll: Payroll) -> None:
    await payroll.rate()
    (down, *_) = await company.instalments(await company.sign("100000.00"))
    money, day = cny("100.00"), company.today.isoformat()
    old = company.incoming("100.00")
    old.allocations.append(books.Allocation(instalment_id=down.id, amount=money, allocation_date=day))
    batch = books.BatchCreateReceiptsRequest(requests=[books.CreateReceiptRequest(receipt=old)], historical=True)
    (verdict,) = (await company.ask("BatchCreateReceipts", batch, by=company.cashier)).verdicts
    assert (verdict.problem.reason, await payroll.entries(payroll.manager)) == ("", [])


async def test_nothing_slips_into_a_month_while_it_is_closed(company: Company, payroll: Payroll) -> None:
    await payroll.rate()
    (down, *_) = await company.instalments(await company.sign("100000.00"))
    receipts = [await company.receive("100.00") for _ in range(4)]
    await company.walk_to(date(2026, 1, 5))
    await asyncio.gather(*(company.allocate(each, to(down, "100.00")) for each in receipts), payroll.close("2025-12"))
    months = [month for month, _, _ in await payroll.entries(payroll.manager)]
    assert (len(months), set(months) <= {"2025-12", "2026-01"}) == (4, True)
    with pytest.raises(Exception, match="does not change"):
        await company.falsify("update commission_entry set amount_minor = amount_minor + 1 where {mine}")
