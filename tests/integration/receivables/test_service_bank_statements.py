"""Bank statements and cash application: files become receipts, once; what these may pay is proposed; sales claims, finance decides."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.receivables.v1 import bank_statements_pb2 as bank
from crm.receivables.v1 import cash_application_pb2 as cash
from crm.receivables.v1 import receivables_pb2 as pb
from tests.integration.receivables.company import CLOSED, SELLS, Company, amount, cny

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADERS = "交易日,交易时间,借方金额,贷方金额,余额,摘要,流水号,用途,收(付)方名称,收(付)方账号"
PAYER, ACCOUNT = "牡丹精工有限公司", "6222000011112222"
OPEN, POSTED = cash.PROPOSAL_STATE_OPEN, cash.PROPOSAL_STATE_POSTED


@dataclass
class Bank:
    """Our account at the bank, and what people do with its statements."""

    company: Company
    account_id: str
    cashier: Principal
    accountant: Principal
    manager: Principal

    async def bring(self, *lines: str, by: Principal | None = None, **asked: Any) -> bank.BankStatement:
        request = self.file(*lines, **asked)
        made: bank.BankStatement = await self.company.ask("ImportBankStatement", request, by=by or self.cashier)
        await self.company.settle()
        found = await self.company.ask("GetBankStatement", bank.GetBankStatementRequest(bank_statement_id=made.id), by=self.cashier)
        assert found.state == bank.STATEMENT_STATE_BOOKED
        return found  # type: ignore[no-any-return]

    def file(self, *lines: str, **asked: Any) -> bank.ImportBankStatementRequest:
        content = base64.b64encode("\n".join([HEADERS, *lines]).encode("gb18030")).decode()
        whose = {"legal_entity_id": self.company.legal_entity_id, "bank_account_id": self.account_id, "file_name": "12月.csv"}
        return bank.ImportBankStatementRequest(**{**whose, "content": content, **asked})

    async def lines(self, filter: str = "") -> Sequence[bank.BankStatementLine]:
        request = bank.ListBankStatementLinesRequest(filter=filter, order_by="row_number")
        return (await self.company.ask("ListBankStatementLines", request, by=self.cashier)).bank_statement_lines  # type: ignore[no-any-return]

    async def receipts(self) -> Sequence[pb.Receipt]:
        return (await self.company.ask("ListReceipts", pb.ListReceiptsRequest(order_by="bank_reference"))).receipts  # type: ignore[no-any-return]

    async def proposal(self, receipt: pb.Receipt) -> cash.CashProposal:
        request = cash.ListCashProposalsRequest(filter=f'receipt_id = "{receipt.id}"')
        (found,) = (await self.company.ask("ListCashProposals", request, by=self.accountant)).cash_proposals
        return found  # type: ignore[no-any-return]

    async def alias(self, **said: str) -> cash.PayerAlias:
        """Said by the accountant, confirmed by the manager."""
        given = cash.PayerAlias(**{"customer_id": self.company.customer_id, "payer_account": ACCOUNT, **said})  # type: ignore[arg-type]
        asked = await self.company.ask("CreatePayerAlias", cash.CreatePayerAliasRequest(payer_alias=given), by=self.accountant)
        confirm = cash.ConfirmPayerAliasRequest(payer_alias_id=asked.id)
        return await self.company.ask("ConfirmPayerAlias", confirm, by=self.manager)  # type: ignore[no-any-return]

    async def set_mode(self, mode: cash.CashMode.ValueType, confidence: int = 90) -> None:
        settings = pb.ReceivableSettings(cash_mode=mode, cash_confidence=confidence)
        request = pb.UpdateReceivableSettingsRequest(receivable_settings=settings)
        request.update_mask.paths.extend(["cash_mode", "cash_confidence"])
        await self.company.ask("UpdateReceivableSettings", request, by=self.company.manager)


@pytest.fixture
def at_bank(company: Company) -> Bank:
    def with_more(who: Principal, *more: str) -> Principal:
        return company.somebody(*who.permissions, *more, person_id=who.person_id)

    return Bank(
        company,
        str(new_id()),
        with_more(company.cashier, "bank_statement.read", "bank_statement.import", "bank_statement.decide"),
        with_more(
            company.accountant,
            *("cash_proposal.read", "cash_proposal.make", "cash_proposal.reject", "receipt_claim.read", "receipt_claim.decline"),
            *("payer_alias.read", "payer_alias.create", "payer_alias.confirm", "payer_alias.end"),
        ),
        with_more(company.manager, "payer_alias.read", "payer_alias.confirm"),
    )


def came(serial: str, given: str, memo: str = "货款", name: str = PAYER, account: str = ACCOUNT, day: str = "20251201") -> str:
    return f"{day},101500,,{given},,{memo},{serial},,{name},{account}"


def went(serial: str, given: str, day: str = "20251201") -> str:
    return f"{day},101600,{given},,,手续费,{serial},,,"


# --- files -----------------------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_a_file_becomes_receipts_and_the_same_file_and_one_that_overlaps_double_nothing(company: Company, at_bank: Bank) -> None:
    first = await at_bank.bring(came("C1", "100.00"), went("C2", "5.00"), came("C3", "200.00"))
    assert (first.entry_count, first.known_count, first.line_count, first.receipt_count) == (3, 0, 3, 2)
    assert (amount(first.credited), amount(first.debited), first.profile) == ("300.00", "5.00", "cmb")
    again = await at_bank.bring(came("C1", "100.00"), went("C2", "5.00"), came("C3", "200.00"))
    assert (again.entry_count, again.known_count, again.line_count, again.receipt_count) == (3, 3, 0, 0)
    more = await at_bank.bring(came("C3", "200.00"), came("C4", "300.00"))
    assert (more.known_count, more.receipt_count) == (1, 1)
    receipts = await at_bank.receipts()
    assert [(each.bank_reference, amount(each.amount), each.payer_account) for each in receipts] == [
        ("C1", "100.00", ACCOUNT),
        ("C3", "200.00", ACCOUNT),
        ("C4", "300.00", ACCOUNT),
    ]
    assert {each.entered_by for each in receipts} == {str(company.cashier.person_id)}
    assert await company.balance("CASH") == "600.00"
    assert [line.state for line in await at_bank.lines(f'bank_statement_id = "{first.id}"')] == [
        bank.LINE_STATE_RECEIPT,
        bank.LINE_STATE_OUTGOING,
        bank.LINE_STATE_RECEIPT,
    ]
    await company.agrees()


async def test_files_that_cannot_be_are_refused_with_row_and_column(company: Company, at_bank: Bank) -> None:
    for lines, reason in (
        ([came("C1", "one")], "STATEMENT_CELL_WRONG"),
        ([came("C1", "1.00", day="20251202")], "STATEMENT_CELL_WRONG"),
        ([], "STATEMENT_EMPTY"),
    ):
        error = await company.refused(reason, "ImportBankStatement", at_bank.file(*lines), by=at_bank.cashier)
        assert [violation.field for violation in error.violations] == ["content"]
    other = await company.new_legal_entity()
    await at_bank.bring(came("C1", "1.00"))
    await company.refused(
        "ACCOUNT_MISMATCH", "ImportBankStatement", at_bank.file(came("C2", "1.00"), legal_entity_id=other), by=at_bank.cashier
    )
    await company.refused("PERMISSION_DENIED", "ImportBankStatement", at_bank.file(came("C2", "1.00")), by=company.lin)


@pytest.mark.capability("M-10")
async def test_what_the_erp_recorded_is_one_receipt_with_two_sources_and_a_suspected_twin_waits(company: Company, at_bank: Bank) -> None:
    told = {"bank_account_id": at_bank.account_id, "customer_id": ""}
    same = await company.receive("100.00", bank_reference="C1", **told)
    twin = await company.receive("200.00", payer_name="牡丹精工", **told)
    other = await company.receive("300.00", payer_name="兰花机械", **told)
    found = await at_bank.bring(came("C1", "100.00"), came("C2", "200.00"), came("C3", "300.00"), came("C4", "200.00"))
    assert (found.same_count, found.twin_count, found.receipt_count) == (1, 1, 2)
    joined = await company.receipt(same.id)
    assert (joined.payer_account, [(ref.system, ref.external_id[-2:]) for ref in joined.external_refs]) == (ACCOUNT, [("bank", "C1")])
    (waiting,) = await at_bank.lines("state = TWIN")
    assert waiting.twin_receipt_id == twin.id
    decide = bank.DecideBankStatementLineRequest(bank_statement_line_id=waiting.id, same=True)
    assert (await company.ask("DecideBankStatementLine", decide, by=at_bank.cashier)).id == twin.id
    (line,) = await at_bank.lines(f'id = "{waiting.id}"')
    assert (line.state, line.receipt_id, line.decided_by) == (bank.LINE_STATE_SAME, twin.id, str(company.cashier.person_id))
    await company.refused("LINE_DECIDED", "DecideBankStatementLine", decide, by=at_bank.cashier)
    assert len(await at_bank.receipts()) == 5
    assert not (await company.receipt(other.id)).external_refs
    await company.agrees()


async def test_a_suspected_twin_that_is_none_becomes_a_receipt_of_its_own(company: Company, at_bank: Bank) -> None:
    await company.receive("200.00", bank_account_id=at_bank.account_id, customer_id="")
    await at_bank.bring(came("C2", "200.00"))
    (waiting,) = await at_bank.lines("state = TWIN")
    decide = bank.DecideBankStatementLineRequest(bank_statement_line_id=waiting.id)
    receipt = await company.ask("DecideBankStatementLine", decide, by=at_bank.cashier)
    assert (receipt.entered_by, receipt.bank_reference) == (str(company.cashier.person_id), "C2")
    assert await company.balance("CASH") == "400.00"
    await company.agrees()


async def test_what_the_erp_tells_after_the_bank_is_the_receipt_that_there_is(company: Company, at_bank: Bank) -> None:
    await at_bank.bring(came("C1", "100.00"))
    (known,) = await at_bank.receipts()
    body = company.incoming("100.00", bank_account_id=at_bank.account_id, bank_reference="C1")
    request = pb.UpsertReceiptRequest(system="sap", external_id="4711", receipt=body)
    told = await company.ask("UpsertReceipt", request, by=company.cashier)
    assert (told.id, [ref.system for ref in told.external_refs]) == (known.id, ["sap"])
    assert (await company.ask("UpsertReceipt", request, by=company.cashier)).id == known.id
    assert await company.balance("CASH") == "100.00"


async def test_more_lines_than_one_batch_takes_are_all_booked(company: Company, at_bank: Bank) -> None:
    found = await at_bank.bring(*(came(f"C{number}", f"{number}.00") for number in range(1, 431)))
    assert (found.receipt_count, found.booked_count) == (430, 430)
    await company.agrees()


# --- what it may pay -------------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_what_money_may_pay_is_proposed_with_reasons_and_accepted_by_another_person(company: Company, at_bank: Bank) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    found = await at_bank.bring(came("C1", "300.00", memo=f"付{down.contract_number}货款"))
    assert (found.proposed_count, found.posted_count) == (1, 0)
    (receipt,) = await at_bank.receipts()
    proposal = await at_bank.proposal(receipt)
    best = proposal.candidates[0]
    assert ([line.instalment_id for line in best.lines], amount(best.lines[0].amount)) == ([down.id], "300.00")
    assert (proposal.state, proposal.confidence) == (OPEN, 100)
    assert {cash.MATCH_REASON_PAYER_NAME_EQUAL, cash.MATCH_REASON_CONTRACT_NAMED, cash.MATCH_REASON_AMOUNT_EXACT} <= set(best.reasons)
    accept = cash.AcceptCashProposalRequest(cash_proposal_id=proposal.id)
    both = company.somebody(*at_bank.accountant.permissions, person_id=company.cashier.person_id)
    await company.refused("MAKER_IS_CHECKER", "AcceptCashProposal", accept, by=both)
    seller = company.somebody(*at_bank.accountant.permissions, person_id=company.lin.person_id)
    await company.refused("MAKER_IS_CHECKER", "AcceptCashProposal", accept, by=seller)
    assert (await company.ask("AcceptCashProposal", accept, by=at_bank.accountant)).id == receipt.id
    done = await at_bank.proposal(receipt)
    assert (done.state, done.decided_by) == (cash.PROPOSAL_STATE_ACCEPTED, str(company.accountant.person_id))
    assert (await company.instalments(contract))[0].claim_state == CLOSED
    assert (await company.receipt(receipt.id)).customer_id == company.customer_id
    await company.refused("PROPOSAL_ENDED", "AcceptCashProposal", accept, by=at_bank.accountant)
    await company.agrees()


@pytest.mark.capability("M-10")
async def test_a_rejected_candidate_is_not_proposed_again(company: Company, at_bank: Bank) -> None:
    contract = await company.sign("1000.00")
    await at_bank.bring(came("C1", "300.00"))
    (receipt,) = await at_bank.receipts()
    proposal = await at_bank.proposal(receipt)
    reject = cash.RejectCashProposalRequest(cash_proposal_id=proposal.id, reason="另有用途")
    rejected = await company.ask("RejectCashProposal", reject, by=at_bank.accountant)
    assert (rejected.state, rejected.reject_reason, len(rejected.candidates)) == (cash.PROPOSAL_STATE_REJECTED, "另有用途", 0)
    again = cash.ProposeCashRequest(receipt_ids=[receipt.id])
    (found,) = (await company.ask("ProposeCash", again, by=at_bank.accountant)).cash_proposals
    assert (found.id, len(found.candidates)) == (proposal.id, 0)
    await company.hear(contract.reach())
    (found,) = (await company.ask("ProposeCash", again, by=at_bank.accountant)).cash_proposals
    assert all(line.instalment_id for each in found.candidates for line in each.lines)


async def test_one_payment_of_several_instalments_and_several_payments_of_one_are_proposed(company: Company, at_bank: Bank) -> None:
    one, other, third = [await company.sign(gross) for gross in ("1000.00", "2000.00", "5000.00")]
    downs = [(await company.instalments(each))[0] for each in (one, other, third)]
    await at_bank.bring(came("C1", "900.00"), came("C2", "700.00"), came("C3", "800.00"))
    several, part, rest = [await at_bank.proposal(each) for each in await at_bank.receipts()]
    assert {line.instalment_id for line in several.candidates[0].lines} == {downs[0].id, downs[1].id}
    assert cash.MATCH_REASON_AMOUNT_SUM in several.candidates[0].reasons
    for proposal in (part, rest):
        assert [line.instalment_id for line in proposal.candidates[0].lines] == [downs[2].id]
        assert cash.MATCH_REASON_AMOUNT_TOGETHER in proposal.candidates[0].reasons
    for proposal in (several, part, rest):
        await company.ask("AcceptCashProposal", cash.AcceptCashProposalRequest(cash_proposal_id=proposal.id), by=at_bank.accountant)
    assert {(await company.instalments(each))[0].claim_state for each in (one, other, third)} == {CLOSED}
    await company.agrees()


async def test_a_proposal_that_was_overtaken_is_refused_or_outdated(company: Company, at_bank: Bank) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    await at_bank.bring(came("C1", "300.00"))
    (receipt,) = await at_bank.receipts()
    proposal = await at_bank.proposal(receipt)
    await company.pay(down, "100.00")
    accept = cash.AcceptCashProposalRequest(cash_proposal_id=proposal.id)
    await company.refused("PROPOSAL_STALE", "AcceptCashProposal", accept, by=at_bank.accountant)
    identify = pb.IdentifyReceiptRequest(receipt_id=receipt.id, customer_id=company.customer_id)
    receipt = await company.ask("IdentifyReceipt", identify)
    await company.hear(contract.reach())
    await company.allocate(receipt)
    assert (await at_bank.proposal(receipt)).state == cash.PROPOSAL_STATE_OUTDATED


# --- posting by itself -----------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_the_exact_amount_of_a_confirmed_account_is_posted_where_the_company_wants_it_and_nothing_else(
    company: Company, at_bank: Bank
) -> None:
    contract = await company.sign("1000.00")
    await at_bank.alias()
    await at_bank.bring(came("C1", "300.00"))
    (receipt,) = await at_bank.receipts()
    assert (await at_bank.proposal(receipt)).state == OPEN
    other = await company.sign("2000.00")
    await at_bank.set_mode(cash.CASH_MODE_POST)
    found = await at_bank.bring(came("C2", "600.00"), came("C3", "599.00"), came("C4", "600.00", account="999"))
    assert found.posted_count == 1
    _, posted, near, unknown = await at_bank.receipts()
    assert [(await at_bank.proposal(each)).state for each in (posted, near)] == [POSTED, OPEN]
    assert (amount(posted.allocated), [line.allocated_by for line in posted.allocations]) == ("600.00", [""])
    assert (near.customer_id, unknown.customer_id) == ("", "")
    assert (await company.instalments(other))[0].claim_state == CLOSED
    assert (await company.instalments(contract))[0].claim_state != CLOSED
    await company.agrees()


async def test_nothing_is_proposed_where_the_company_turned_it_off(company: Company, at_bank: Bank) -> None:
    await company.sign("1000.00")
    await at_bank.set_mode(cash.CASH_MODE_OFF)
    found = await at_bank.bring(came("C1", "300.00"))
    assert (found.receipt_count, found.proposed_count) == (1, 0)
    assert not (await company.ask("ListCashProposals", cash.ListCashProposalsRequest(), by=at_bank.accountant)).cash_proposals


# --- who pays for whom -----------------------------------------------------------------------------


@pytest.mark.capability("M-11")
async def test_an_alias_counts_once_a_second_person_has_confirmed_it(company: Company, at_bank: Bank) -> None:
    contract = await company.sign("1000.00")
    given = cash.PayerAlias(customer_id=company.customer_id, payer_name="王五五金店", evidence="三方付款协议")
    asked = await company.ask("CreatePayerAlias", cash.CreatePayerAliasRequest(payer_alias=given), by=at_bank.accountant)
    await at_bank.bring(came("C1", "300.00", name="王五五金店", account="1"))
    (receipt,) = await at_bank.receipts()
    assert (await at_bank.proposal(receipt)).confidence < 50
    confirm = cash.ConfirmPayerAliasRequest(payer_alias_id=asked.id)
    await company.refused("MAKER_IS_CHECKER", "ConfirmPayerAlias", confirm, by=at_bank.accountant)
    done = await company.ask("ConfirmPayerAlias", confirm, by=at_bank.manager)
    assert (done.state, done.confirmed_by) == (cash.ALIAS_STATE_CONFIRMED, str(company.manager.person_id))
    end = cash.EndPayerAliasRequest(payer_alias_id=(await at_bank.alias(payer_account="6222000099998888")).id)
    for _ in range(2):
        await company.ask("EndPayerAlias", end, by=at_bank.accountant)
    told = [name for name in await company.said() if name.startswith("PayerAlias")]
    assert told == ["PayerAliasAsked", "PayerAliasConfirmed"] * 2 + ["PayerAliasEnded"]
    (found,) = (await company.ask("ProposeCash", cash.ProposeCashRequest(receipt_ids=[receipt.id]), by=at_bank.accountant)).cash_proposals
    assert cash.MATCH_REASON_PAYER_NAME_KNOWN in found.candidates[0].reasons
    assert found.candidates[0].lines[0].instalment_id == (await company.instalments(contract))[0].id
    empty = cash.CreatePayerAliasRequest(payer_alias=cash.PayerAlias(customer_id=company.customer_id))
    await company.refused("PAYER_MISSING", "CreatePayerAlias", empty, by=at_bank.accountant)
    await at_bank.alias()
    twice = cash.CreatePayerAliasRequest(payer_alias=cash.PayerAlias(customer_id=company.customer_id, payer_account=ACCOUNT))
    await company.refused("ALIAS_TAKEN", "CreatePayerAlias", twice, by=at_bank.accountant)


# --- claims ----------------------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_sales_claims_money_of_unknown_payers_and_finance_decides_with_both_claims_before_it(company: Company, at_bank: Bank) -> None:
    claims = ("receipt.claim", "receipt_claim.read", "receipt_claim.withdraw")
    lin, wang = (company.somebody(*SELLS, *claims, person_id=who.person_id, team=who.team_ids[0]) for who in (company.lin, company.wang))
    theirs = await company.new_customer(company.wang)
    await at_bank.bring(came("C1", "300.00", name="王五", account="1"))
    (shown,) = (await company.ask("ListClaimableReceipts", cash.ListClaimableReceiptsRequest(), by=lin)).claimable_receipts
    assert (amount(shown.amount), shown.payer_name, shown.memo) == ("300.00", "王五", "货款")

    def claim(customer_id: str, evidence: str = "客户转账截图") -> cash.ClaimReceiptRequest:
        return cash.ClaimReceiptRequest(receipt_id=shown.id, receipt_claim=cash.ReceiptClaim(customer_id=customer_id, evidence=evidence))

    mine = await company.ask("ClaimReceipt", claim(company.customer_id), by=lin)
    other = await company.ask("ClaimReceipt", claim(theirs), by=wang)
    assert "ReceiptClaimed" in await company.said()
    await company.refused("CLAIMED_ALREADY", "ClaimReceipt", claim(company.customer_id), by=lin)
    only_mine = company.seeing(lin, Reach.OWN)
    assert [each.id for each in (await company.ask("ListReceiptClaims", cash.ListReceiptClaimsRequest(), by=only_mine)).receipt_claims] == [
        mine.id
    ]
    together = cash.ListReceiptClaimsRequest(filter=f'receipt_id = "{shown.id}" AND state = OPEN')
    assert {each.id for each in (await company.ask("ListReceiptClaims", together, by=at_bank.accountant)).receipt_claims} == {
        mine.id,
        other.id,
    }
    assert await company.balance("UNIDENTIFIED") == "-300.00"
    accept = cash.AcceptReceiptClaimRequest(receipt_claim_id=mine.id)
    await company.refused(
        "MAKER_IS_CHECKER", "AcceptReceiptClaim", accept, by=company.somebody("receipt.identify", person_id=lin.person_id)
    )
    done = await company.ask("AcceptReceiptClaim", accept, by=at_bank.accountant)
    assert done.state == cash.RECEIPT_CLAIM_STATE_ACCEPTED
    declined = await company.ask("GetReceiptClaim", cash.GetReceiptClaimRequest(receipt_claim_id=other.id), by=wang)
    assert (declined.state, declined.end_reason) == (cash.RECEIPT_CLAIM_STATE_DECLINED, "Another claim was accepted.")
    assert (await company.receipt(shown.id)).customer_id == company.customer_id
    assert await company.balance("UNIDENTIFIED") == "0.00"
    await company.refused("RECEIPT_IDENTIFIED", "ClaimReceipt", claim(company.customer_id), by=lin)
    await company.refused("CLAIM_ENDED", "WithdrawReceiptClaim", cash.WithdrawReceiptClaimRequest(receipt_claim_id=mine.id), by=lin)
    assert not (await company.ask("ListClaimableReceipts", cash.ListClaimableReceiptsRequest(), by=lin)).claimable_receipts


# --- promises --------------------------------------------------------------------------------------


@pytest.mark.capability("M-10")
async def test_a_promise_breaks_only_after_the_statement_of_its_day_is_in(company: Company, at_bank: Bank) -> None:
    contract = await company.sign("1000.00")
    (down, *_) = await company.instalments(contract)
    await at_bank.bring(went("C0", "1.00"))
    promise = pb.Promise(
        promise_date="2025-12-03", medium=pb.PROMISE_MEDIUM_PHONE, lines=[pb.PromiseLine(instalment_id=down.id, amount=cny("300.00"))]
    )
    made = await company.ask("CreatePromise", pb.CreatePromiseRequest(promise=promise), by=company.lin)
    await company.walk_to(date(2025, 12, 6))
    assert (await company.ask("GetPromise", pb.GetPromiseRequest(promise_id=made.id))).state == pb.PROMISE_STATE_OPEN
    await at_bank.bring(went("C9", "1.00", day="20251203"))
    await company.walk_to(date(2025, 12, 7))
    assert (await company.ask("GetPromise", pb.GetPromiseRequest(promise_id=made.id))).state == pb.PROMISE_STATE_BROKEN
