"""Provisions over the wire: reckoned by one person, posted once by another, taken back, and had again with the rows behind them."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.scope import Reach
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import periods_pb2 as periods
from crm.receivables.v1 import provisions_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import MANAGER, READ, Company, Contract, amount

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-08")]

FIRST, LAST, AFTER = date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 5)
MATRIX = [(0, "0.5"), (1, "2"), (31, "10"), (91, "50")]
POSTED, REVERSED = pb.PROVISION_STATE_POSTED, pb.PROVISION_STATE_REVERSED


@dataclass
class Reserve:
    """December of a company, in which 90,000.00 is 30 days overdue at the end."""

    company: Company
    period_id: str
    accountant: Principal
    manager: Principal
    contract: Contract

    def which(self, period_id: str = "") -> dict[str, str]:
        return {"legal_entity_id": self.company.legal_entity_id, "fiscal_period_id": period_id or self.period_id}

    async def say(self, *lines: tuple[int, str]) -> None:
        rates = [pb.ProvisionRate(from_days=days, rate=rate) for days, rate in lines]
        asked = books.UpdateReceivableSettingsRequest(receivable_settings=books.ReceivableSettings(provision_rates=rates))
        await self.company.ask("UpdateReceivableSettings", asked, by=self.manager)

    async def prepare(self, period_id: str = "") -> pb.ProvisionRun:
        asked = pb.PrepareProvisionRequest(**self.which(period_id))
        return await self.company.ask("PrepareProvision", asked, by=self.accountant)  # type: ignore[no-any-return]

    async def post(self, run: pb.ProvisionRun) -> pb.ProvisionRun:
        return await self.company.ask("PostProvision", pb.PostProvisionRequest(provision_run_id=run.id), by=self.manager)  # type: ignore[no-any-return]

    async def reverse(self, run: pb.ProvisionRun) -> pb.ProvisionRun:
        asked = pb.ReverseProvisionRequest(provision_run_id=run.id, reason="比例录错")
        return await self.company.ask("ReverseProvision", asked, by=self.manager)  # type: ignore[no-any-return]

    async def report(self, run: pb.ProvisionRun | None = None) -> pb.ProvisionReport:
        asked = pb.ReportProvisionRequest(**self.which(), provision_run_id=run.id if run else "")
        return await self.company.ask("ReportProvision", asked, by=self.manager)  # type: ignore[no-any-return]

    async def refused(self, reason: str, method: str, request: Any, by: Principal | None = None) -> DomainError:
        return await self.company.refused(reason, method, request, by=by or self.accountant)

    async def found(self) -> int:
        """What the checklist of the period finds."""
        asked = periods.ReportPeriodChecklistRequest(**self.which())
        items = (await self.company.ask("ReportPeriodChecklist", asked, by=self.manager)).items
        counts: dict[int, int] = {each.kind: each.count for each in items}
        return counts[periods.PERIOD_ITEM_KIND_PROVISION]


@pytest_asyncio.fixture(loop_scope="module")
async def reserve(company: Company) -> Reserve:
    period = await company.set_period(FIRST, LAST, identity.FISCAL_PERIOD_STATE_OPEN)
    accountant = company.somebody(*company.accountant.permissions, "provision.read", "provision.prepare")
    manager = company.somebody(*MANAGER, "provision.read", "provision.post", "month_end.read", "fiscal_period.close")
    contract = await company.sign()
    await company.walk_to(AFTER)
    return Reserve(company, period, accountant, manager, contract)


async def test_what_the_matrix_says_is_posted_into_the_period_and_had_again_with_its_customers(company: Company, reserve: Reserve) -> None:
    await reserve.refused("MATRIX_MISSING", "PrepareProvision", pb.PrepareProvisionRequest(**reserve.which()))
    assert await reserve.found() == 0
    await reserve.say(*MATRIX)
    assert await reserve.found() == 1
    run = await reserve.prepare()
    assert [(line.from_days, amount(line.owed), line.rate, amount(line.provision)) for line in run.lines] == [
        (1, "90000.00", "2", "1800.00")
    ]
    assert await company.balance("PROVISION") == "0.00"
    posted = await reserve.post(run)
    assert (posted.state, await company.balance("PROVISION"), await company.balance("PROVISION_EXPENSE")) == (POSTED, "-1800.00", "1800.00")
    assert await reserve.found() == 0
    # What comes in January is not of December.
    (down, *_) = (await company.ask("ListInstalments", books.ListInstalmentsRequest(filter="claim_state = CLAIMABLE"))).instalments
    await company.pay(down, "50000.00")
    assert await reserve.found() == 0
    again = await reserve.report(posted)
    assert [(row.customer_id, [amount(each) for each in row.owed], amount(row.total)) for row in again.rows] == [
        (company.customer_id, ["0.00", "90000.00", "0.00", "0.00"], "90000.00")
    ]
    assert [amount(each.change) for each in again.sums] == ["1800.00"]
    assert list(again.lines) == list(posted.lines)
    await company.agrees()


async def test_one_is_posted_once_whoever_tries_how_often(company: Company, reserve: Reserve) -> None:
    await reserve.say(*MATRIX)
    tried = await asyncio.gather(*(reserve.prepare() for _ in range(3)), return_exceptions=True)
    (run,) = [each for each in tried if isinstance(each, pb.ProvisionRun)]
    assert {each.reason for each in tried if isinstance(each, DomainError)} == {"RUN_STANDING"}
    posting = pb.PostProvisionRequest(provision_run_id=run.id)
    both = company.somebody(*MANAGER, "provision.post", person_id=reserve.accountant.person_id)
    await reserve.refused("MAKER_IS_CHECKER", "PostProvision", posting, by=both)
    tried = await asyncio.gather(*(reserve.post(run) for _ in range(3)), return_exceptions=True)
    assert sorted(each.reason for each in tried if isinstance(each, DomainError)) == ["RUN_DECIDED"] * 2
    assert await company.balance("PROVISION") == "-1800.00"
    await reserve.refused("RUN_STANDING", "PrepareProvision", pb.PrepareProvisionRequest(**reserve.which()))
    await company.agrees()


async def test_a_reversed_one_makes_room_for_another_and_the_last_goes_first(company: Company, reserve: Reserve) -> None:
    await reserve.say(*MATRIX)
    december = await reserve.post(await reserve.prepare())
    january = await company.set_period(date(2026, 1, 1), date(2026, 1, 31), identity.FISCAL_PERIOD_STATE_OPEN)
    await reserve.refused("PERIOD_NOT_OVER", "PrepareProvision", pb.PrepareProvisionRequest(**reserve.which(january)))
    await company.walk_to(date(2026, 2, 2))
    later = await reserve.post(await reserve.prepare(january))
    assert [(amount(each.before), amount(each.needed), amount(each.change)) for each in later.sums] == [("1800.00", "9000.00", "7200.00")]
    back = pb.ReverseProvisionRequest(provision_run_id=december.id, reason="比例录错")
    assert (await reserve.refused("RUN_STANDING", "ReverseProvision", back, by=reserve.manager)).metadata["as_of"] == "2026-01-31"
    assert (await reserve.reverse(later)).state == REVERSED
    assert (await reserve.reverse(december)).state == REVERSED
    assert await company.balance("PROVISION") == "0.00"
    await reserve.say((0, "1"), (1, "5"))
    assert amount((await reserve.prepare()).sums[0].change) == "4500.00"
    await company.agrees()


async def test_what_was_posted_to_the_books_since_it_was_prepared_is_looked_at_first(company: Company, reserve: Reserve) -> None:
    await reserve.say(*MATRIX)
    run = await reserve.prepare()
    # News of December: what was accepted on the 20th is owed since then.
    await company.hear(reserve.contract.reach(on=date(2025, 12, 20)))
    posting = pb.PostProvisionRequest(provision_run_id=run.id)
    await reserve.refused("RUN_OUTDATED", "PostProvision", posting, by=reserve.manager)
    await company.ask("DiscardProvision", pb.DiscardProvisionRequest(provision_run_id=run.id), by=reserve.accountant)
    assert amount((await reserve.post(await reserve.prepare())).lines[0].provision) == "5400.00"
    told = [name for name in await company.said() if name.startswith("Provision")]
    assert told == ["ProvisionPrepared", "ProvisionEnded", "ProvisionPrepared", "ProvisionPosted"]


async def test_it_takes_a_permission_for_the_whole_company(company: Company, reserve: Reserve) -> None:
    narrow = company.seeing(company.somebody(*READ, "provision.read"), Reach.TEAM)
    await reserve.refused("COMPANY_WIDE_ONLY", "ReportProvision", pb.ReportProvisionRequest(**reserve.which()), by=narrow)
    await reserve.refused("COMPANY_WIDE_ONLY", "ListProvisionRuns", pb.ListProvisionRunsRequest(), by=narrow)
