"""Receipts: money comes in, is somebody's, pays, and is taken back by two persons."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import event

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import receivables_pb2 as pb
from tests.integration.receivables.company import CASHIER, CLAIMABLE, CLOSED, Company, amount, cny, money, to

pytestmark = pytest.mark.asyncio(loop_scope="module")

FULL, PARTIAL = pb.PAYMENT_STATE_FULL, pb.PAYMENT_STATE_PARTIAL


def parts(receipt: pb.Receipt) -> tuple[str, str, str]:
    """What is allocated, held in advance and unapplied."""
    return amount(receipt.allocated), amount(receipt.advance), amount(receipt.unapplied)


# --- coming in -----------------------------------------------------------------------------------


async def test_money_of_an_unknown_payer_is_identified_then_allocated(company: Company) -> None:
    contract = await company.sign()
    receipt = await company.receive("90000.00", customer_id="", payer_name="牡丹精工", bank_reference="20251201-7")
    assert (receipt.number, receipt.owner_id, receipt.entered_by) == ("SK000001", "", str(company.cashier.person_id))
    assert await company.balance("UNIDENTIFIED") == "-90000.00"
    (down, *_) = await company.instalments(contract)
    await company.refused("RECEIPT_UNIDENTIFIED", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)]))
    receipt = await company.ask("IdentifyReceipt", pb.IdentifyReceiptRequest(receipt_id=receipt.id, customer_id=company.customer_id))
    assert (receipt.owner_id, receipt.customer_id) == (str(company.lin.person_id), company.customer_id)
    assert (await company.balance("UNIDENTIFIED"), await company.balance("UNAPPLIED")) == ("0.00", "-90000.00")
    receipt = await company.allocate(receipt, to(down))
    assert parts(receipt) == ("90000.00", "0.00", "0.00")
    assert (await company.instalments(contract))[0].claim_state == CLOSED
    assert set((await company.said())[-3:]) == {"ReceiptRecorded", "InstalmentSettled", "ReceiptAllocated"}
    await company.agrees()


async def test_receipts_that_cannot_be_are_refused_by_the_field(company: Company) -> None:
    elsewhere, tomorrow = str(new_id()), date(2025, 12, 2).isoformat()
    for fields, reason, field in (
        ({"legal_entity_id": elsewhere}, "LEGAL_ENTITY_UNKNOWN", "receipt.legal_entity_id"),
        ({"customer_id": elsewhere}, "CUSTOMER_UNKNOWN", "receipt.customer_id"),
        ({"received_date": tomorrow}, "DAY_IN_FUTURE", "receipt.received_date"),
        ({"tender": pb.TENDER_BANK_BILL}, "BILL_NUMBER_INVALID", "receipt.bill_number"),
        ({"amount": cny("0.00")}, "AMOUNT_NOT_POSITIVE", "receipt.amount"),
        ({"allocations": [pb.Allocation(instalment_id=elsewhere, amount=cny("1.00"))]}, "ALLOCATIONS_NOT_HERE", "receipt.allocations"),
    ):
        request = pb.CreateReceiptRequest(receipt=company.incoming("10.00", **fields))
        error = await company.refused(reason, "CreateReceipt", request, by=company.cashier)
        assert [violation.field for violation in error.violations] == [field]
    assert await company.said() == []


async def test_who_may_record_for_one_company_of_ours_records_and_sees_nothing_of_another(company: Company) -> None:
    other = await company.new_legal_entity()
    theirs = await company.receive("10.00", legal_entity_id=other)
    limited = {name: Grant(Reach.COMPANY, Limits((UUID(company.legal_entity_id),))) for name in CASHIER}
    who = Principal.user(new_id(), tenant_id=company.tenant_id, permissions=limited, sign_in_time=company.cashier.sign_in_time)
    request = pb.CreateReceiptRequest(receipt=company.incoming("10.00", legal_entity_id=other))
    await company.refused("LEGAL_ENTITY_UNKNOWN", "CreateReceipt", request, by=who)
    await company.refused("NOT_FOUND", "GetReceipt", pb.GetReceiptRequest(receipt_id=theirs.id), by=who)
    update = pb.UpdateReceiptRequest(receipt_id=theirs.id, receipt=pb.Receipt(memo="?"))
    await company.refused("NOT_FOUND", "UpdateReceipt", update, by=who)
    mine = await company.ask("CreateReceipt", pb.CreateReceiptRequest(receipt=company.incoming("10.00")), by=who)
    assert [each.id for each in (await company.ask("ListReceipts", pb.ListReceiptsRequest(), by=who)).receipts] == [mine.id]


async def test_texts_of_a_receipt_may_change_and_what_is_posted_never(company: Company) -> None:
    receipt = await company.receive("10.00", memo="货款")

    def update(**fields: object) -> pb.UpdateReceiptRequest:
        return pb.UpdateReceiptRequest(receipt_id=receipt.id, receipt=pb.Receipt(**fields))  # type: ignore[arg-type]

    changed = await company.ask("UpdateReceipt", update(memo="预付货款", bank_reference="7-1"), by=company.cashier)
    assert (changed.memo, changed.bank_reference) == ("预付货款", "7-1")
    for fields in ({"amount": cny("11.00")}, {"customer_id": str(new_id())}, {"tender": pb.TENDER_CASH}):
        await company.refused("RECEIPT_IS_POSTED", "UpdateReceipt", update(**fields), by=company.cashier)
    allocations = [pb.Allocation(instalment_id=str(new_id()), amount=cny("1.00"))]
    await company.refused("ALLOCATIONS_NOT_HERE", "UpdateReceipt", update(allocations=allocations), by=company.cashier)


async def test_a_receipt_that_another_system_knows_is_recorded_once_and_then_only_its_texts_change(company: Company) -> None:
    def upsert(**fields: object) -> pb.UpsertReceiptRequest:
        return pb.UpsertReceiptRequest(system="sap", external_id="4711", receipt=pb.Receipt(**fields))  # type: ignore[arg-type]

    await company.refused("INVALID_REQUEST", "UpsertReceipt", upsert(memo="no amount"), by=company.cashier)
    body = company.incoming("10.00", memo="货款")
    first = await company.ask("UpsertReceipt", pb.UpsertReceiptRequest(system="sap", external_id="4711", receipt=body), by=company.cashier)
    again = await company.ask("UpsertReceipt", upsert(memo="尾款"), by=company.cashier)
    assert (again.id, again.memo, amount(again.amount)) == (first.id, "尾款", "10.00")
    await company.refused("RECEIPT_IS_POSTED", "UpsertReceipt", upsert(amount=cny("12.00")), by=company.cashier)
    assert await company.balance("CASH") == "10.00"


async def test_lists_find_receipts_by_what_is_left_of_them_and_by_their_payer(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    spent, left = await company.pay(down, "100.00"), await company.receive("200.00", payer_name="上海大新机械")

    async def found(**asked: str) -> list[str]:
        return [each.id for each in (await company.ask("ListReceipts", pb.ListReceiptsRequest(**asked))).receipts]  # type: ignore[arg-type]

    assert await found(filter='received_date >= "2025-12-01" AND unapplied > 0') == [left.id]
    assert await found(filter="allocated = 100") == [spent.id]
    assert await found(search="大新") == await found(search="daxin") == [left.id]
    listed = (await company.ask("ListReceipts", pb.ListReceiptsRequest(filter=f'id = "{spent.id}"'))).receipts
    assert list(listed) == [await company.receipt(spent.id)]


# --- paying --------------------------------------------------------------------------------------


@pytest.mark.capability("M-04")
async def test_the_default_order_pays_what_the_payer_refers_to_then_the_oldest_due_and_leaves_retention(company: Company) -> None:
    old = await company.sign("1000.00", effective_date=date(2025, 11, 3))
    named = await company.sign("1000.00", effective_date=date(2025, 11, 20))
    for contract in (old, named):
        await company.hear(contract.reach())
    receipt = await company.allocate(await company.receive("1100.00", contract_id=named.id))
    assert [amount(line.amount) for line in receipt.allocations] == ["300.00", "600.00", "200.00"]
    assert {each.payment_state for each in (await company.instalments(named))[:2]} == {FULL}
    first, second, retention = await company.instalments(old)
    assert (first.payment_state, amount(first.paid), amount(second.paid), amount(retention.paid)) == (PARTIAL, "200.00", "0.00", "0.00")
    await company.agrees()


async def test_over_payment_stays_unapplied_and_nothing_more_can_be_paid(company: Company) -> None:
    contract = await company.sign("1000.00")
    receipt = await company.allocate(await company.receive("500.00"))
    assert parts(receipt) == ("300.00", "0.00", "200.00")
    await company.refused("NOTHING_TO_PAY", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id))
    (down, *_) = await company.instalments(contract)
    await company.refused("ALREADY_SETTLED", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)]))
    assert (await company.balance("UNAPPLIED"), await company.owed()) == ("-200.00", "0.00")
    await company.agrees()


async def test_neither_side_is_used_twice_and_a_refused_line_undoes_the_lines_before_it(company: Company) -> None:
    contract = await company.sign()
    down, acceptance, _ = await company.instalments(contract)
    small, big = await company.receive("100.00"), await company.receive("100000.00")

    async def refused(reason: str, receipt: pb.Receipt, *lines: pb.AllocationLine) -> dict[str, str]:
        error = await company.refused(reason, "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=lines))
        return error.metadata

    assert (await refused("OVER_ALLOCATION", small, to(down, "100.01")))["side"] == "receipt"
    assert (await refused("OVER_ALLOCATION", big, to(down, "90000.01")))["side"] == "instalment"
    await refused("OVER_ALLOCATION", small, to(down, "60.00"), to(down, "60.00"))
    await refused("NOT_CLAIMABLE", big, to(down, "1.00"), to(acceptance, "1.00"))
    await refused("NOT_FOUND", big, pb.AllocationLine(instalment_id=str(new_id())))
    error = await company.refused(
        "AMOUNT_NOT_POSITIVE", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=big.id, lines=[to(down, "1.00"), to(down, "0.00")])
    )
    assert [violation.field for violation in error.violations] == ["lines.1.amount"]
    assert (await company.receipt(big.id), await company.owed()) == (big, "90000.00")
    await company.agrees()


async def test_money_of_another_customer_company_or_currency_pays_nothing(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    other, elsewhere = await company.new_customer(company.wang), await company.new_legal_entity()
    for reason, receipt in (
        ("OTHER_CUSTOMER", await company.receive("10.00", customer_id=other)),
        ("OTHER_LEGAL_ENTITY", await company.receive("10.00", legal_entity_id=elsewhere)),
        ("OTHER_CURRENCY", await company.receive("10.00", "USD")),
    ):
        await company.refused(reason, "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)]))
        await company.refused("NOTHING_TO_PAY", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id))
    assert await company.owed() == "90000.00"
    await company.agrees()


@pytest.mark.capability("X-17")
async def test_who_entered_the_money_and_who_sold_do_not_allocate(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    receipt = await company.receive("10.00")
    request = pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)])
    for who in (company.cashier, company.lin):
        both = company.somebody("receipt.allocate", person_id=who.person_id)
        await company.refused("MAKER_IS_CHECKER", "AllocateReceipt", request, by=both)
    # The customer is Lin's, the contract became Wang's.
    await company.hear(contract.hand_over(company.wang))
    seller = company.somebody("receipt.allocate", person_id=company.wang.person_id)
    await company.refused("MAKER_IS_CHECKER", "AllocateReceipt", request, by=seller)
    await company.refused("STALE_ETAG", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)], etag="0"))


@pytest.mark.capability("M-06")
async def test_money_held_in_advance_waits_for_its_claim_and_is_used_first(company: Company) -> None:
    contract = await company.sign()
    down, acceptance, _ = await company.instalments(contract)
    await company.walk_to(date(2025, 12, 3))
    receipt = await company.receive("260000.00")
    receipt = await company.allocate(receipt, to(acceptance, "175000.00", in_advance=True))
    assert parts(receipt) == ("0.00", "175000.00", "85000.00")
    held = pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down, in_advance=True)])
    await company.refused("ALREADY_CLAIMABLE", "AllocateReceipt", held)
    assert (await company.balance("ADVANCE"), await company.owed()) == ("-175000.00", "90000.00")
    await company.hear(contract.reach())
    receipt = await company.allocate(receipt)
    assert parts(receipt) == ("260000.00", "0.00", "0.00")
    assert [amount(each.paid) for each in await company.instalments(contract)] == ["85000.00", "175000.00", "0.00"]
    await company.agrees()


async def test_what_is_held_in_advance_can_be_released(company: Company) -> None:
    contract = await company.sign()
    acceptance = (await company.instalments(contract))[1]
    receipt = await company.receive("100.00")
    receipt = await company.allocate(receipt, to(acceptance, in_advance=True))
    await company.hear(contract.terminate())
    release = pb.ReleaseAdvanceRequest(receipt_id=receipt.id, instalment_id=acceptance.id)
    receipt = await company.ask("ReleaseAdvance", release)
    assert parts(receipt) == ("0.00", "0.00", "100.00")
    await company.refused("NOTHING_HELD", "ReleaseAdvance", release)
    await company.agrees()


# --- taking back ---------------------------------------------------------------------------------


async def test_a_reversal_takes_two_persons_and_reopens_the_claim_with_its_old_due_date(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    receipt = await company.pay(down, "90000.00")
    await company.walk_to(date(2025, 12, 9))
    await company.said()
    line = receipt.allocations[0].id
    ask = pb.ReverseReceiptRequest(receipt_id=receipt.id, allocation_ids=[line], reason="付错合同")
    asked = await company.ask("ReverseReceipt", ask)
    assert (asked.asked_by, await company.owed()) == (str(company.accountant.person_id), "0.00")
    await company.refused("REVERSAL_PENDING", "ReverseReceipt", ask)
    approve = pb.ApproveReversalRequest(receipt_id=receipt.id)
    both = company.somebody("receipt.approve_reversal", person_id=company.accountant.person_id)
    await company.refused("MAKER_IS_CHECKER", "ApproveReversal", approve, by=both)
    done = await company.ask("ApproveReversal", approve, by=company.manager)
    assert (parts(done), done.asked_by, done.reversals[0].decided_by) == (
        ("0.00", "0.00", "90000.00"),
        "",
        str(company.manager.person_id),
    )
    reopened = (await company.instalments(contract))[0]
    assert (reopened.claim_state, reopened.due_date) == (CLAIMABLE, "2025-12-01")
    await company.settle()
    assert sorted(await company.stages()) == ["AllocationReversed", "InstalmentOverdue", "ReversalApproved", "ReversalAsked"]
    await company.refused("NO_REVERSAL_ASKED", "ApproveReversal", approve, by=company.manager)
    await company.agrees()


async def test_a_whole_receipt_that_never_counted_leaves_nothing_behind(company: Company) -> None:
    contract = await company.sign()
    down, acceptance, _ = await company.instalments(contract)
    receipt = await company.receive("100000.00")
    await company.allocate(receipt, to(down), to(acceptance, "3000.00", in_advance=True))
    done = await company.reverse(receipt)
    assert (done.state, parts(done)) == (pb.RECEIPT_STATE_REVERSED, ("0.00", "0.00", "0.00"))
    assert (await company.balance("CASH"), await company.balance("ADVANCE"), await company.owed()) == ("0.00", "0.00", "90000.00")
    await company.refused("RECEIPT_REVERSED", "AllocateReceipt", pb.AllocateReceiptRequest(receipt_id=receipt.id, lines=[to(down)]))
    await company.agrees()


async def test_who_decides_may_decline_and_who_asked_may_withdraw(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    receipt = await company.pay(down, "90000.00")
    for who in (company.manager, company.accountant):
        ask = pb.ReverseReceiptRequest(receipt_id=receipt.id, whole_receipt=True, reason="付错合同")
        await company.ask("ReverseReceipt", ask)
        receipt = await company.ask("DeclineReversal", pb.DeclineReversalRequest(receipt_id=receipt.id), by=who)
        assert (receipt.asked_by, receipt.reversals[-1].state) == ("", pb.REVERSAL_STATE_DECLINED)
    told = [name for name in await company.said() if name.startswith("Reversal")]
    assert told == ["ReversalAsked", "ReversalDeclined"] * 2
    assert parts(receipt) == ("90000.00", "0.00", "0.00")
    await company.agrees()


# --- whose it is ---------------------------------------------------------------------------------


async def test_receipts_follow_their_customer_to_another_owner(company: Company) -> None:
    receipt, stray = await company.receive("10.00"), await company.receive("20.00", customer_id="")
    await company.new_customer(company.wang, company.customer_id, version=2)
    assert (await company.receipt(receipt.id)).owner_id == str(company.wang.person_id)
    for who, seen in ((company.lin, []), (company.wang, [receipt.id])):
        for reach in (Reach.OWN, Reach.TEAM):
            mine = company.seeing(who, reach)
            assert [each.id for each in (await company.ask("ListReceipts", pb.ListReceiptsRequest(), by=mine)).receipts] == seen
    assert not (await company.receipt(stray.id)).owner_id
    other = await company.new_customer(company.lin)
    moved = await company.ask("IdentifyReceipt", pb.IdentifyReceiptRequest(receipt_id=receipt.id, customer_id=other))
    assert moved.owner_id == str(company.lin.person_id)
    await company.agrees()


async def test_money_that_is_used_cannot_become_another_customers(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    receipt = await company.pay(down, "10.00")
    request = pb.IdentifyReceiptRequest(receipt_id=receipt.id, customer_id=await company.new_customer(company.wang))
    await company.refused("RECEIPT_IN_USE", "IdentifyReceipt", request)
    request.customer_id = str(new_id())
    unused = await company.receive("10.00")
    request.receipt_id = unused.id
    error = await company.refused("CUSTOMER_UNKNOWN", "IdentifyReceipt", request)
    assert [violation.field for violation in error.violations] == ["customer_id"]


# --- history -------------------------------------------------------------------------------------


def history(company: Company, instalments: list[pb.Instalment], number: int) -> pb.CreateReceiptRequest:
    """What was paid long ago for all these together."""
    receipt = company.incoming("1.00", received_date="2017-12-30")
    receipt.amount.CopyFrom(money("CNY", str(sum(each.amount.minor for each in instalments) / 100)))
    receipt.external_refs.append(common.ExternalRef(system="crm", external_id=f"r{number}"))
    receipt.allocations.extend(pb.Allocation(instalment_id=each.id, amount=each.amount) for each in instalments)
    return pb.CreateReceiptRequest(receipt=receipt)


async def test_a_batch_of_history_is_allocated_on_its_own_days_and_a_second_run_changes_nothing(company: Company) -> None:
    signed = [company.contract(f"{number}00.00", "50/50", effective_date=date(2017, 6, 1), historical=True) for number in range(1, 9)]
    await company.hear(*(contract.take_effect() for contract in signed))
    rows = [history(company, await company.instalments(contract), number) for number, contract in enumerate(signed)]
    batch = pb.BatchCreateReceiptsRequest(requests=rows, historical=True)
    first = await company.ask("BatchCreateReceipts", batch, by=company.cashier)
    assert [verdict.problem.reason for verdict in first.verdicts] == [""] * 8
    second = await company.ask("BatchCreateReceipts", batch, by=company.cashier)
    assert [verdict.id for verdict in second.verdicts] == [verdict.id for verdict in first.verdicts]
    receipt = await company.receipt(first.verdicts[0].id)
    assert {line.allocation_date for line in receipt.allocations} == {"2017-12-30"}
    assert (await company.owed(as_of="2017-12-29"), await company.owed(as_of="2017-12-30"), await company.owed()) == (
        "3600.00",
        "0.00",
        "0.00",
    )
    assert all(event.historical for event in await company.events() if event.subject_type in ("payment_plan", "receipt"))
    assert not [fact for fact in await company.said() if fact.startswith("InstalmentDue") or fact == "InstalmentOverdue"]
    await company.agrees()


async def test_wrong_rows_of_a_batch_get_a_verdict_each_and_do_not_hold_up_the_others(company: Company) -> None:
    contract = await company.sign("1000.00", "50/50", effective_date=date(2017, 6, 1))
    half, rest = await company.instalments(contract)
    other = await company.new_customer(company.wang)
    rows = [history(company, [half], number) for number in range(6)]
    rows[0].receipt.customer_id = "nobody"
    rows[1].receipt.allocations[0].instalment_id = str(new_id())
    rows[2].receipt.customer_id = other
    rows[3].receipt.allocations[0].allocation_date = "2017-01-01"
    rows[4].receipt.allocations.add(instalment_id=rest.id, amount=cny("0.01"))
    batch = pb.BatchCreateReceiptsRequest(requests=rows, historical=True)
    verdicts = (await company.ask("BatchCreateReceipts", batch, by=company.cashier)).verdicts
    assert [verdict.problem.reason for verdict in verdicts] == [
        "INVALID_REQUEST",
        "NOT_FOUND",
        "OTHER_CUSTOMER",
        "ALLOCATION_DAY_INVALID",
        "OVER_ALLOCATION",
        "",
    ]
    assert (await company.owed(), await company.balance("CASH")) == ("500.00", "500.00")
    await company.agrees()


async def test_a_batch_of_two_hundred_reads_and_writes_its_rows_together(company: Company) -> None:
    signed = [company.contract(f"{number}00.00", "50/50", effective_date=date(2017, 6, 1), historical=True) for number in range(1, 201)]
    with statements(company) as made:
        await company.hear(*(contract.take_effect() for contract in signed))
    assert len(made) < 2 * len(signed)
    listed = await company.ask("ListInstalments", pb.ListInstalmentsRequest(page_size=200, filter='name = "首付款"'))
    rows = [history(company, [each], number) for number, each in enumerate(listed.instalments)]
    batch = pb.BatchCreateReceiptsRequest(requests=rows, historical=True)
    with statements(company) as made:
        verdicts = (await company.ask("BatchCreateReceipts", batch, by=company.cashier)).verdicts
    assert len([verdict for verdict in verdicts if verdict.id]) == 200
    # Versions of plans are compared one by one; all else is one statement per table.
    assert len([statement for statement in made if not statement.startswith("UPDATE payment_plan")]) < 40
    await company.agrees()


@contextmanager
def statements(company: Company) -> Iterator[list[str]]:
    """What the service asks of its database meanwhile."""
    made: list[str] = []
    engine = company.runtime.database.app.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        made.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.capability("M-06")
async def test_what_pays_nothing_yet_is_summed_for_who_may_see_it(company: Company) -> None:
    asked = pb.ReportUnappliedRequest()
    await company.receive("100.00", received_date="2025-11-20")
    await company.receive("50.00")
    await company.receive("7.00", customer_id="")
    await company.receive("9.00", "USD")

    def told(report: pb.UnappliedReport) -> dict[tuple[bool, str], tuple[str, int, str]]:
        return {(row.identified, row.amount.currency_code): (amount(row.amount), row.receipts, row.oldest_date) for row in report.rows}

    today = company.today.isoformat()
    of_customers = {(True, "CNY"): ("150.00", 2, "2025-11-20"), (True, "USD"): ("9.00", 1, today)}
    assert told(await company.ask("ReportUnapplied", asked)) == {**of_customers, (False, "CNY"): ("7.00", 1, today)}
    assert told(await company.ask("ReportUnapplied", asked, by=company.seeing(company.lin, Reach.OWN))) == of_customers
    assert not told(await company.ask("ReportUnapplied", asked, by=company.seeing(company.wang, Reach.OWN)))
    elsewhere = pb.ReportUnappliedRequest(legal_entity_id=str(new_id()))
    assert not told(await company.ask("ReportUnapplied", elsewhere))
