"""Month end: what stops a close is said with the records behind it, and what was closed can be had again to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import bank_statements_pb2 as bank
from crm.receivables.v1 import periods_pb2 as periods
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import proving
from tests.integration.receivables.company import MANAGER, Company, amount
from tests.integration.receivables.test_service_adjustments import WRITE_OFF, Desk
from tests.integration.receivables.test_service_bank_statements import Bank, came

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN, SOFT_CLOSED = identity.FISCAL_PERIOD_STATE_OPEN, identity.FISCAL_PERIOD_STATE_SOFT_CLOSED
FIRST, LAST, AFTER = date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 5)


@dataclass
class Books:
    """December of a company, which a controller closes."""

    company: Company
    period_id: str
    controller: Principal

    @property
    def which(self) -> dict[str, Any]:
        return {"legal_entity_id": self.company.legal_entity_id, "fiscal_period_id": self.period_id}

    async def checklist(self) -> periods.PeriodChecklist:
        request = periods.ReportPeriodChecklistRequest(**self.which)
        return await self.company.ask("ReportPeriodChecklist", request, by=self.controller)  # type: ignore[no-any-return]

    async def item(self, kind: str) -> periods.PeriodItem:
        number = periods.PeriodItemKind.Value(f"PERIOD_ITEM_KIND_{kind}")
        return next(each for each in (await self.checklist()).items if each.kind == number)

    async def found(self) -> dict[str, int]:
        """How much every item that found something found."""
        items = (await self.checklist()).items
        return {periods.PeriodItemKind.Name(each.kind).removeprefix("PERIOD_ITEM_KIND_"): each.count for each in items if each.count}

    async def close(self) -> periods.PeriodClosing:
        closed = await self.company.ask("CloseFiscalPeriod", periods.CloseFiscalPeriodRequest(**self.which), by=self.controller)
        return closed.closings[-1]  # type: ignore[no-any-return]

    async def refused(self, reason: str) -> Any:
        return await self.company.refused(reason, "CloseFiscalPeriod", periods.CloseFiscalPeriodRequest(**self.which), by=self.controller)

    async def sign(self, kind: str, note: str = "客户已承诺下月付") -> periods.PeriodClose:
        return await self.company.ask("SignOffPeriodItem", self.signing(kind, note), by=self.controller)  # type: ignore[no-any-return]

    def signing(self, kind: str, note: str = "已核对") -> periods.SignOffPeriodItemRequest:
        number = periods.PeriodItemKind.Value(f"PERIOD_ITEM_KIND_{kind}")
        return periods.SignOffPeriodItemRequest(**self.which, kind=number, note=note)

    async def summary(self, closing: periods.PeriodClosing | None = None) -> periods.PeriodSummaryReport:
        """As known at the closing; as known now without."""
        request = periods.ReportPeriodSummaryRequest(**self.which)
        if closing is not None:
            request.known_at.CopyFrom(closing.known_at)
        return await self.company.ask("ReportPeriodSummary", request, by=self.controller)  # type: ignore[no-any-return]

    async def reopened(self) -> None:
        """Identity says so."""
        await self.company.set_period(FIRST, LAST, OPEN, id=self.period_id, version=9)


@pytest_asyncio.fixture(loop_scope="module")
async def books(company: Company) -> Books:
    period = await company.set_period(FIRST, LAST, OPEN)
    acts = ("month_end.read", "month_end.sign_off", "fiscal_period.close", "fiscal_period.reopen")
    return Books(company, period, company.somebody(*MANAGER, *acts))


def closing_of(rows: Sequence[periods.TrialBalanceRow], kind: str) -> str:
    return next((amount(row.closing) for row in rows if row.kind == kind), "0.00")


@pytest.mark.capability("X-16")
async def test_the_checklist_names_money_without_payer_or_use_and_claims_without_invoice_and_a_signature_covers_no_more(
    company: Company, books: Books
) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "100.00")
    await company.receive("30.00", customer_id="", payer_name="李雷")
    spare = await company.receive("40.00")
    await company.walk_to(AFTER)
    assert await books.found() == {"UNIDENTIFIED": 1, "UNAPPLIED": 1, "INVOICE_DIFFERENCES": 1}
    checklist = await books.checklist()
    assert (checklist.stopping, checklist.obstacle) == (0, "")
    unapplied = await books.item("UNAPPLIED")
    (finding,) = unapplied.findings
    assert (finding.subject_id, finding.customer_id, finding.age_days) == (spare.id, company.customer_id, 30)
    assert (amount(finding.amount), amount(unapplied.amounts[0])) == ("40.00", "40.00")
    signed = await books.sign("UNAPPLIED")
    assert [(each.count, each.note, each.signed_by) for each in signed.sign_offs] == [
        (1, "客户已承诺下月付", str(books.controller.person_id))
    ]
    assert (await books.item("UNAPPLIED")).state == periods.PERIOD_ITEM_STATE_SIGNED
    await company.receive("5.00", received_date="2025-12-30")
    assert (await books.item("UNAPPLIED")).state == periods.PERIOD_ITEM_STATE_OPEN
    withdraw = periods.WithdrawPeriodSignOffRequest(**books.which, kind=periods.PERIOD_ITEM_KIND_UNAPPLIED)
    assert not (await company.ask("WithdrawPeriodSignOff", withdraw, by=books.controller)).sign_offs
    await company.refused("PERIOD_ITEM_CLEAR", "SignOffPeriodItem", books.signing("DISPUTES"), by=books.controller)
    await company.refused("PERIOD_ITEM_STOPS", "SignOffPeriodItem", books.signing("PROOF"), by=books.controller)


@pytest.mark.capability("X-16")
async def test_what_was_closed_can_be_had_again_to_the_cent_whatever_is_posted_afterwards(company: Company, books: Books) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "100.00")
    await company.walk_to(AFTER)
    closing = await books.close()
    rows = closing.summary.trial_balance
    assert closing_of(rows, "cash") == "100.00"
    assert (
        closing_of(rows, "receivable_not_invoiced")
        == amount(closing.summary.ageing[0].total)
        == amount(closing.summary.key_figures[0].closing)
    )
    assert sum(row.closing.minor for row in rows) == 0
    (fact,) = [fact for fact in await company.facts() if fact.DESCRIPTOR.name == "PeriodClosed"]
    assert (fact.fiscal_period_id, fact.checksum, fact.end_date) == (books.period_id, closing.checksum, "2025-12-31")

    late = await company.receive("50.00", received_date="2025-12-30")
    entries = (await company.ask("ListLedgerEntries", pb.ListLedgerEntriesRequest(filter=f'subject_id = "{late.id}"'))).ledger_entries
    assert {entry.posting_date for entry in entries} == {"2026-01-01"}
    assert (await books.summary()).checksum == closing.checksum

    await books.reopened()
    await company.receive("60.00", received_date="2025-12-30")
    now = await books.summary()
    assert (closing_of(now.summary.trial_balance, "cash"), now.checksum != closing.checksum) == ("160.00", True)
    again = await books.summary(closing)
    assert (again.summary, again.checksum) == (closing.summary, closing.checksum)
    assert (await books.close()).checksum == now.checksum
    history = await company.ask("GetPeriodClose", periods.GetPeriodCloseRequest(period_close_id=books.period_id), by=books.controller)
    assert [each.checksum for each in history.closings] == [closing.checksum, now.checksum]
    await company.agrees()


@pytest.mark.capability("X-16")
async def test_large_books_are_closed_on_a_proof_in_the_background_of_the_last_day(
    company: Company, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    await company.sign("1000.00")
    await company.walk_to(AFTER)
    monkeypatch.setattr(proving, "MOST_AT_ONCE", 0)
    assert (await books.refused("PERIOD_ITEMS_OPEN")).metadata["items"] == "proof"
    assert [each.name for each in (await books.item("PROOF")).findings] == ["missing"]
    prove = pb.CreateProofRunRequest(proof_run=pb.ProofRun(legal_entity_id=company.legal_entity_id))
    await company.ask("CreateProofRun", prove)
    assert [each.name for each in (await books.item("PROOF")).findings] == ["running"]
    await company.walk_to(AFTER)
    assert not (await books.item("PROOF")).count
    await company.walk_to(AFTER + timedelta(days=2))
    assert [each.name for each in (await books.item("PROOF")).findings] == ["missing"]
    # One of all books proves these, too.
    await company.falsify("update payment_plan set total_minor = total_minor - 1 where {mine}")
    await company.ask("CreateProofRun", pb.CreateProofRunRequest(proof_run=pb.ProofRun()))
    await company.walk_to(AFTER + timedelta(days=2))
    assert [each.name for each in (await books.item("PROOF")).findings] == ["plan"]
    await company.falsify("update payment_plan set total_minor = total_minor + 1 where {mine}")
    await company.ask("CreateProofRun", prove)
    await company.walk_to(AFTER + timedelta(days=2))
    await books.close()


@pytest.mark.capability("X-16")
async def test_the_close_is_refused_while_the_bank_says_what_nobody_decided_about_and_the_ledger_is_closed_at_once(
    company: Company, books: Books
) -> None:
    cashier = company.somebody(*(f"bank_statement.{act}" for act in ("read", "import", "decide")))
    at_bank = Bank(company, str(new_id()), cashier, company.accountant, company.manager)
    await company.receive("70.00", bank_account_id=at_bank.account_id, customer_id="")
    await at_bank.bring(came("S1", "70.00", day="20251201"))
    await company.walk_to(AFTER)
    refusal = await books.refused("PERIOD_ITEMS_OPEN")
    assert refusal.metadata["items"] == "statement_lines"
    (line,) = (await books.item("STATEMENT_LINES")).findings
    decide = bank.DecideBankStatementLineRequest(bank_statement_line_id=line.subject_id, same=True)
    await company.ask("DecideBankStatementLine", decide, by=cashier)
    days = await books.item("STATEMENT_DAYS")
    assert (days.count, days.findings[0].date, days.stops) == (22, "2025-12-02", False)
    await books.close()
    await books.refused("PERIOD_CLOSED")


@pytest.mark.capability("X-16")
async def test_periods_are_closed_in_their_order_and_after_their_last_day_by_who_sees_the_whole_books(
    company: Company, books: Books
) -> None:
    await books.refused("PERIOD_NOT_OVER")
    await company.walk_to(AFTER)
    earlier = await company.set_period(date(2025, 11, 1), date(2025, 11, 30), SOFT_CLOSED)
    assert (await books.refused("PERIOD_EARLIER_OPEN")).metadata["start_date"] == "2025-11-01"
    narrow = company.seeing(books.controller, Reach.TEAM, company.north)
    for method, request in (
        ("CloseFiscalPeriod", periods.CloseFiscalPeriodRequest(**books.which)),
        ("ReportPeriodChecklist", periods.ReportPeriodChecklistRequest(**books.which)),
    ):
        await company.refused("COMPANY_WIDE_ONLY", method, request, by=narrow)
    books.period_id = earlier
    await books.close()
    books.period_id = str(company.tenant_id)
    await books.refused("NOT_FOUND")


@pytest.mark.capability("X-16")
async def test_a_balance_that_differs_from_its_entries_stops_the_close(company: Company, books: Books) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "100.00")
    await company.walk_to(AFTER)
    await company.falsify("update instalment set paid_minor = paid_minor + 1 where {mine} and paid_minor > 0")
    assert (await books.refused("PERIOD_ITEMS_OPEN")).metadata["items"] == "proof,reconciliation"
    (finding,) = (await books.item("RECONCILIATION")).findings
    assert (finding.customer_id, amount(finding.amount)) == (company.customer_id, "0.01")


@pytest.mark.capability("X-16")
async def test_what_is_written_off_keeps_the_books_reconciled_and_what_waits_for_approval_is_found(company: Company, books: Books) -> None:
    contract, desk = await company.sign("1000.00"), Desk(company)
    (down, *_) = await company.instalments(contract)
    await desk.approve(await desk.ask(WRITE_OFF, "10.00", instalment_id=down.id))
    waiting = await desk.ask(WRITE_OFF, "20.00", instalment_id=down.id)
    await company.walk_to(AFTER)
    found = await books.item("ADJUSTMENTS")
    assert [(each.subject_id, amount(each.amount)) for each in found.findings] == [(waiting.id, "20.00")]
    closing = await books.close()
    assert (closing_of(closing.summary.trial_balance, "write_off"), len(closing.left)) == ("10.00", 2)


@pytest.mark.capability("X-16")
async def test_into_a_period_that_is_closed_for_daily_work_only_who_may_reopen_it_posts(company: Company, books: Books) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    paid = await company.pay(down, "100.00")
    asked = pb.ReverseReceiptRequest(receipt_id=paid.id, whole_receipt=True, reason="银行退票")
    await company.ask("ReverseReceipt", asked)
    assert (await books.found())["REVERSALS"] == 1
    await company.set_period(FIRST, LAST, SOFT_CLOSED, id=books.period_id, version=5)
    await company.refused("PERIOD_CLOSED", "ApproveReversal", pb.ApproveReversalRequest(receipt_id=paid.id), by=company.manager)
    await company.ask("ApproveReversal", pb.ApproveReversalRequest(receipt_id=paid.id), by=books.controller)
    posted = (await company.ask("ListLedgerEntries", pb.ListLedgerEntriesRequest(filter=f'subject_id = "{paid.id}"'))).ledger_entries
    assert {entry.posting_date for entry in posted} == {"2025-12-01"}
    await company.agrees()
