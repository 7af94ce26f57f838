"""Opening balances over the wire: loaded by one person, confirmed by another, in the books in one step and out of them as a whole."""

from datetime import date
from typing import Any

import pytest

from chassis.principal import Principal
from crm.receivables.v1 import opening_balances_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import ACCOUNTANT, MANAGER, Company, amount, cny, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("R-01")]

POSTED, WAITING, LEAVING, TAKEN_BACK = (
    pb.OpeningState.Value(f"OPENING_STATE_{name}") for name in ("POSTED", "WAITING", "LEAVING", "TAKEN_BACK")
)
ADVANCE = pb.OPENING_LINE_KIND_ADVANCE


class Desk:
    def __init__(self, company: Company) -> None:
        self.company = company
        acts = ("opening_balance.read", "opening_balance.reject")
        self.loader = company.somebody(*ACCOUNTANT, *acts, "opening_balance.load")
        self.checker = company.somebody(*MANAGER, *acts, "opening_balance.confirm")

    def line(self, given: str, number: str = "HT-1", **fields: Any) -> pb.OpeningBalanceLine:
        days = {} if fields.get("kind") == ADVANCE else {"due_date": "2025-10-08"}
        whose = {"customer_id": self.company.customer_id}
        return pb.OpeningBalanceLine(document_number=number, amount=cny(given), **{**whose, **days, **fields})

    def body(
        self, *lines: pb.OpeningBalanceLine, owed: str = "100.01", advances: str = "30.00", **more: Any
    ) -> pb.LoadOpeningBalanceRequest:
        return pb.LoadOpeningBalanceRequest(
            legal_entity_id=self.company.legal_entity_id,
            cut_over_date="2025-11-30",
            lines=lines or [self.line("100.01"), self.line("30.00", "", kind=ADVANCE)],
            check_totals=[cny(owed)],
            advance_check_totals=[cny(advances)],
            **more,
        )

    async def load(self, *lines: pb.OpeningBalanceLine, **more: Any) -> pb.OpeningBalance:
        made: pb.OpeningBalance = await self.company.ask("LoadOpeningBalance", self.body(*lines, **more), by=self.loader)
        return made

    async def confirm(self, of: pb.OpeningBalance, by: Principal | None = None) -> pb.OpeningBalance:
        request = pb.ConfirmOpeningBalanceRequest(opening_balance_id=of.id)
        done: pb.OpeningBalance = await self.company.ask("ConfirmOpeningBalance", request, by=by or self.checker)
        return done

    async def leave(self, of: pb.OpeningBalance) -> pb.OpeningBalance:
        request = pb.RequestOpeningTakeBackRequest(opening_balance_id=of.id, reason="合同号列错位")
        done: pb.OpeningBalance = await self.company.ask("RequestOpeningTakeBack", request, by=self.loader)
        return done

    async def plans(self) -> list[books.PaymentPlan]:
        return list((await self.company.ask("ListPaymentPlans", books.ListPaymentPlansRequest())).payment_plans)


@pytest.fixture
def desk(company: Company) -> Desk:
    return Desk(company)


async def test_who_asked_to_take_it_out_of_the_books_may_think_better_of_it(company: Company, desk: Desk) -> None:
    leaving = await desk.leave(await desk.confirm(await desk.load()))
    request = pb.RejectOpeningBalanceRequest(opening_balance_id=leaving.id, reason="核对后没有错位")
    stays = await company.ask("RejectOpeningBalance", request, by=desk.loader)
    assert (stays.state, stays.reason) == (POSTED, "核对后没有错位")
    assert (await desk.confirm(await desk.leave(stays))).state == TAKEN_BACK


async def test_two_persons_bring_along_what_is_owed_and_it_is_in_the_books_once(company: Company, desk: Desk) -> None:
    seen = await desk.load(validate_only=True)
    assert (seen.state, amount(seen.sums[0].receivables), amount(seen.sums[0].overdue)) == (WAITING, "100.01", "100.01")
    assert not (await company.ask("ListOpeningBalances", pb.ListOpeningBalancesRequest(), by=desk.loader)).opening_balances
    loaded = await desk.load()
    assert (loaded.state, loaded.line_count, await desk.plans()) == (WAITING, 2, [])
    both = company.somebody(*MANAGER, "opening_balance.confirm", person_id=desk.loader.person_id)
    request = pb.ConfirmOpeningBalanceRequest(opening_balance_id=loaded.id)
    await company.refused("MAKER_IS_CHECKER", "ConfirmOpeningBalance", request, by=both)
    assert (await desk.confirm(loaded)).state == POSTED
    await company.refused("OPENING_DECIDED", "ConfirmOpeningBalance", request, by=desk.checker)
    (plan,) = await desk.plans()
    (owed,) = plan.instalments
    assert (plan.contract_number, plan.opening_balance_id, owed.basis, owed.due_date) == (
        "HT-1",
        loaded.id,
        books.BASIS_OPENING_BALANCE,
        "2025-10-08",
    )
    assert plan.owner_id == str(company.lin.person_id)
    lines = pb.ListOpeningBalanceLinesRequest(filter=f'opening_balance_id = "{loaded.id}"')
    first, second = (await company.ask("ListOpeningBalanceLines", lines, by=desk.loader)).opening_balance_lines
    assert (first.id, first.customer_name, first.original_date) == (owed.id, "牡丹精工", "2025-10-08")
    receipt = await company.receipt(second.id)
    assert (amount(receipt.unapplied), receipt.opening_balance_id) == ("30.00", loaded.id)
    assert (await company.balance("OPENING_BALANCE"), await company.balance("RECEIVABLE_NOT_INVOICED")) == ("-70.01", "100.01")
    report = await company.ask("ReportAgeing", books.ReportAgeingRequest(as_of="2025-11-30"))
    assert [amount(each) for each in report.totals[0].amounts][:3] == ["0.00", "0.00", "100.01"]
    await company.agrees()
    assert [name for name in await company.said() if name != "ReceiptRecorded"] == ["OpeningBalanceRequested", "OpeningBalancePosted"]


async def test_what_was_brought_changes_hands_with_its_customer(company: Company, desk: Desk) -> None:
    await desk.confirm(await desk.load())
    await company.new_customer(company.wang, company.customer_id, version=2)
    (plan,) = await desk.plans()
    assert {plan.owner_id, *(each.owner_id for each in plan.instalments)} == {str(company.wang.person_id)}


async def test_it_is_taken_back_whole_while_nothing_was_paid_on_it_and_can_be_loaded_anew(company: Company, desk: Desk) -> None:
    loaded = await desk.confirm(await desk.load())
    refused = await company.refused("OPENING_WRONG", "LoadOpeningBalance", desk.body(), by=desk.loader)
    assert [(fault.field, fault.reason) for fault in refused.violations] == [("lines.0.document_number", "OPENING_DOCUMENT_KNOWN")]
    (plan,) = await desk.plans()
    paid = await company.pay(plan.instalments[0], "0.01")
    assert (await desk.leave(loaded)).state == LEAVING
    request = pb.ConfirmOpeningBalanceRequest(opening_balance_id=loaded.id)
    await company.refused("OPENING_USED", "ConfirmOpeningBalance", request, by=desk.checker)
    await company.reverse(paid)
    assert (await desk.confirm(loaded)).state == TAKEN_BACK
    assert (await company.balance("OPENING_BALANCE"), await company.balance("RECEIVABLE_NOT_INVOICED")) == ("0.00", "0.00")
    await company.agrees()
    again = await desk.confirm(await desk.load())
    assert again.state == POSTED
    await company.agrees()


async def test_everything_that_is_wrong_with_a_file_is_said_at_once_and_nothing_is_taken(company: Company, desk: Desk) -> None:
    wrong = [
        desk.line("1.00", customer_id="", customer_name="查无此人有限公司"),
        desk.line("1.00", "HT-9", due_date=""),
        desk.line("1.00", "HT-8"),
    ]
    refused = await company.refused("OPENING_WRONG", "LoadOpeningBalance", desk.body(*wrong), by=desk.loader)
    assert {(fault.field, fault.reason) for fault in refused.violations} == {
        ("lines.0.customer_name", "CUSTOMER_UNKNOWN"),
        ("lines.1.due_date", "DUE_DATE_MISSING"),
    }
    off = await company.refused("CHECK_TOTAL_OFF", "LoadOpeningBalance", desk.body(owed="100.00"), by=desk.loader)
    assert off.metadata["off"] == "0.01 CNY"
    future = desk.body()
    future.cut_over_date = "2025-12-02"
    await company.refused("DAY_IN_FUTURE", "LoadOpeningBalance", future, by=desk.loader)
    named = await desk.load(desk.line("5.00", customer_id="", customer_name="牡丹精工"), owed="5.00", advances="0.00", validate_only=True)
    assert named.customer_count == 1
    assert date.fromisoformat(named.cut_over_date) == date(2025, 11, 30)


async def test_what_is_owed_from_before_is_paid_by_default_like_anything_else(company: Company, desk: Desk) -> None:
    await desk.confirm(await desk.load())
    (plan,) = await desk.plans()
    receipt = await company.allocate(await company.receive("60.00"), to(plan.instalments[0]))
    assert amount(receipt.allocated) == "60.00"
    await company.agrees()
