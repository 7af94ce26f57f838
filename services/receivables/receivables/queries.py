"""Lists of plans, instalments, receipts and ledger entries."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select

from chassis.branches import within_limits
from chassis.errors import not_found
from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import tables as t
from receivables.domain.ledger import Kind
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.receipt import Receipt
from receivables.domain.states import (
    Basis,
    ClaimState,
    CloseReason,
    IntentKind,
    InvoiceProgress,
    PaymentState,
    PlanState,
    PromiseState,
    ReceiptState,
    RevisionState,
    Tender,
    TimeState,
)
from receivables.domain.terms import Layer
from receivables.ledger_tables import ledger_entry
from receivables.seeing import company_wide

p, v, i, r, e = t.payment_plan.c, t.plan_revision.c, t.instalment.c, t.receipt.c, ledger_entry.c

PLANS = Listing(
    t.payment_plan,
    {
        **{column.name: column for column in (p.id, p.number, p.contract_id, p.contract_number, p.customer_id, p.legal_entity_id)},
        **{column.name: column for column in (p.business_unit, p.product_line, p.region, p.currency, p.effective_date, p.plan_version)},
        **{column.name: column for column in (p.customer_order_number, p.owner_id, p.team_id, p.create_time, p.update_time)},
        "basis": choice(p.basis, Basis),
        "state": choice(p.state, PlanState),
        "total": money(p.total_minor, p.currency),
    },
    search="search_payment_plan",
)
INSTALMENTS = Listing(
    t.instalment,
    {
        **{column.name: column for column in (i.id, i.payment_plan_id, i.contract_id, i.contract_number, i.customer_id, i.legal_entity_id)},
        **{column.name: column for column in (i.name, i.business_unit, i.product_line, i.region, i.currency, i.lot_code)},
        **{column.name: column for column in (i.expected_claim_date, i.expected_date, i.claim_date, i.due_date, i.settle_date)},
        "limitation_date": i.limitation_date,
        **{column.name: column for column in (i.owner_id, i.team_id, i.create_time)},
        "basis": choice(i.basis, Basis),
        "interest_of_id": i.interest_of_id,
        "layer": choice(i.layer, Layer, "PAYMENT_LAYER"),
        "claim_state": choice(i.claim_state, ClaimState),
        "payment_state": choice(i.payment_state, PaymentState),
        "time_state": choice(i.time_state, TimeState),
        "amount": money(i.amount_minor, i.currency),
        "paid": money(i.paid_minor, i.currency),
        "open": money(i.open_minor, i.currency),
        "disputed": money(i.disputed_minor, i.currency),
        "promised": money(i.promised_minor, i.currency),
        "in_bills": money(i.in_bills_minor, i.currency),
        "payable": money(i.payable_minor, i.currency),
        "collector_ids": i.collector_ids,
        "promise_date": i.promise_date,
        "promise_state": choice(i.promise_state, PromiseState),
        "intent": choice(i.intent, IntentKind),
        "intent_date": i.intent_date,
        "invoiced": money(i.invoiced_minor, i.currency),
        "credited": money(i.credited_minor, i.currency),
        "relieved": money(i.relieved_minor, i.currency),
        "written_off": money(i.written_off_minor, i.currency),
        "close_reason": choice(i.close_reason, CloseReason),
        "invoice_progress": choice(i.invoice_progress, InvoiceProgress),
        "invoice_progress_date": i.invoice_progress_date,
    },
    search="search_instalment",
)
RECEIPTS = Listing(
    t.receipt,
    {
        **{
            column.name: column for column in (r.id, r.number, r.legal_entity_id, r.customer_id, r.contract_id, r.currency, r.received_date)
        },
        **{column.name: column for column in (r.bank_account_id, r.bank_reference, r.payer_name, r.bill_number, r.bill_due_date)},
        **{column.name: column for column in (r.entered_by, r.asked_by, r.owner_id, r.team_id, r.create_time, r.update_time)},
        "tender": choice(r.tender, Tender),
        "state": choice(r.state, ReceiptState),
        "amount": money(r.amount_minor, r.currency),
        "allocated": money(r.allocated_minor, r.currency),
        "advance": money(r.advance_minor, r.currency),
        "unapplied": money(r.unapplied_minor, r.currency),
        "refunded": money(r.refunded_minor, r.currency),
    },
    search="search_receipt",
)
LEDGER_ENTRIES = Listing(
    ledger_entry,
    {
        **{column.name: column for column in (e.id, e.transaction_id, e.transaction_kind, e.legal_entity_id, e.customer_id, e.subject_id)},
        **{column.name: column for column in (e.currency, e.claim_date, e.due_date, e.business_date, e.posting_date, e.create_time)},
        "kind": choice(e.kind, Kind, "LEDGER_KIND"),
        "amount": money(e.amount_minor, e.currency),
    },
    scoped=False,
)
REVISIONS = Listing(
    t.plan_revision,
    {
        **{column.name: column for column in (v.id, v.number, v.payment_plan_id, v.contract_id, v.contract_number, v.customer_id)},
        **{column.name: column for column in (v.legal_entity_id, v.business_unit, v.product_line, v.region, v.moved_days, v.end_time)},
        **{column.name: column for column in (v.asked_by, v.approved_by, v.confirmed_by, v.rejected_by, v.owner_id, v.team_id)},
        **{column.name: column for column in (v.create_time, v.update_time)},
        "state": choice(v.state, RevisionState),
        "moved": money(v.moved_minor, v.currency),
    },
    search="search_plan_revision",
)
MONTHLY_LINES = Listing(t.monthly_line, {"create_time": t.monthly_line.c.create_time}, default_order="create_time desc", scoped=False)
VERSIONS = Listing(t.plan_version, {"number": t.plan_version.c.number}, default_order="number desc", scoped=False)


@query
async def get_payment_plan(request: pb.GetPaymentPlanRequest, reader: Reader) -> pb.PaymentPlan:
    return to_message(pb.PaymentPlan, await reader.get(PaymentPlan, request.payment_plan_id))


@query
async def list_payment_plans(request: pb.ListPaymentPlansRequest, reader: Reader) -> pb.ListPaymentPlansResponse:
    """Plans with their instalments, and the sums that these make."""
    parts = {"instalments": (t.instalment, "payment_plan_id"), "milestones": (t.plan_milestone, "payment_plan_id")}
    reply = await reader.page(PLANS, request, pb.ListPaymentPlansResponse, parts=parts)
    for plan in reply.payment_plans:
        plan.planned.CopyFrom(_sum(plan, (each.amount for each in plan.instalments if each.claim_state == pb.CLAIM_STATE_PLANNED)))
        plan.open.CopyFrom(_sum(plan, (each.open for each in plan.instalments if each.claim_state == pb.CLAIM_STATE_CLAIMABLE)))
        plan.paid.CopyFrom(_sum(plan, (each.paid for each in plan.instalments)))
    return reply


def _sum(plan: pb.PaymentPlan, amounts: Iterable[common.Money]) -> common.Money:
    return common.Money(currency_code=plan.total.currency_code, minor=sum(amount.minor for amount in amounts))


@query
async def list_plan_versions(request: pb.ListPlanVersionsRequest, reader: Reader) -> pb.ListPlanVersionsResponse:
    plan = await _seen(reader, t.payment_plan, request.payment_plan_id)
    return await reader.page(VERSIONS, request, pb.ListPlanVersionsResponse, payment_plan_id=plan.id)


@query
async def list_monthly_lines(request: pb.ListMonthlyLinesRequest, reader: Reader) -> pb.ListMonthlyLinesResponse:
    plan = await _seen(reader, t.payment_plan, request.payment_plan_id)
    return await reader.page(MONTHLY_LINES, request, pb.ListMonthlyLinesResponse, payment_plan_id=plan.id)


@query
async def get_plan_revision(request: pb.GetPlanRevisionRequest, reader: Reader) -> pb.PlanRevision:
    return to_message(pb.PlanRevision, await reader.get(PlanRevision, request.plan_revision_id))


@query
async def list_plan_revisions(request: pb.ListPlanRevisionsRequest, reader: Reader) -> pb.ListPlanRevisionsResponse:
    return await reader.page(REVISIONS, request, pb.ListPlanRevisionsResponse)


@query
async def get_instalment(request: pb.GetInstalmentRequest, reader: Reader) -> pb.Instalment:
    return to_message(pb.Instalment, await _seen(reader, t.instalment, request.instalment_id))


async def _seen(reader: Reader, table: Table, id: str) -> Row[Any]:
    """The row of that id. Raises NOT_FOUND outside the scope."""
    mine = (table.c.tenant_id == reader.tenant_id, table.c.id == UUID(id), *within_limits(table, reader.scope.limits))
    row = (await reader.execute(select(table).where(*mine))).first()
    if row is None:
        raise not_found(table.name.replace("_", " "), id)
    return row


@query
async def list_instalments(request: pb.ListInstalmentsRequest, reader: Reader) -> pb.ListInstalmentsResponse:
    return await reader.page(INSTALMENTS, request, pb.ListInstalmentsResponse)


@query
async def get_receipt(request: pb.GetReceiptRequest, reader: Reader) -> pb.Receipt:
    return to_message(pb.Receipt, await reader.get(Receipt, request.receipt_id))


@query
async def list_receipts(request: pb.ListReceiptsRequest, reader: Reader) -> pb.ListReceiptsResponse:
    parts = {"allocations": (t.allocation, "receipt_id"), "reversals": (t.reversal, "receipt_id")}
    return await reader.page(RECEIPTS, request, pb.ListReceiptsResponse, parts=parts)


@query
async def list_ledger_entries(request: pb.ListLedgerEntriesRequest, reader: Reader) -> pb.ListLedgerEntriesResponse:
    company_wide(reader.scope, "Entries of the ledger are nobody's own")
    return await reader.page(LEDGER_ENTRIES, request, pb.ListLedgerEntriesResponse)
