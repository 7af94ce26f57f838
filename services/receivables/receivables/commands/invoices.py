"""Commands on invoices. The customer is locked: what may be invoiced depends on what is asked for, issued and credited already."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from chassis.batch import create_rows
from chassis.errors import invalid, precondition
from chassis.ids import derived_id, well_formed
from chassis.messages import merged, values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import invoices_pb2 as pb
from receivables import known
from receivables import tables as t
from receivables.books import journal_of, open_journal, post
from receivables.commands.receipts import take_scope
from receivables.domain.contract import give
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_parts import PrintedNumber, Wanted
from receivables.domain.invoicee import Invoicee
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.red import issue_red
from receivables.domain.states import InvoiceState, InvoiceType
from receivables.invoices_known import learn_numbers, note_number, numbered, under_lock
from receivables.promising import follow_payments

KIND = "invoice"
# What says that it was issued: told by who issued it, and by history.
_ISSUED = ("invoice_code", "invoice_number", "issue_date", "deliver_date", "book_date")
# What may still change once it is approved, and once it is issued.
_LATER, _ALWAYS = {"remark", "custom", "external_refs"}, {"custom", "external_refs"}
_OF_TAX = [kind for kind in InvoiceType if kind.is_tax]


@command
async def create_invoice(request: pb.CreateInvoiceRequest, uow: UnitOfWork) -> Invoice:
    given = values(request.invoice)
    if any(given.pop(name) for name in _ISSUED):
        raise invalid("invoice.invoice_number", "Ask for it first; its number comes with `:issue`.", "NUMBER_NOT_HERE")
    plan = await known.plan_of_contract(uow, given.pop("contract_id"), "invoice.contract_id")
    journal = journal_of(uow)
    invoice = await _written(given, plan, journal, uow)
    invoice.invoicee.check(invoice.type)
    invoice.request(plan, journal)
    return uow.add(invoice)


@command
async def batch_create_invoices(request: pb.BatchCreateInvoicesRequest, uow: UnitOfWork) -> pb.BatchCreateInvoicesResponse:
    """Customers are locked, and plans are read, for all rows together."""
    rows = [row.invoice for row in request.requests]
    plans = [derived_id("payment_plan", uow.tenant_id, id) for id in well_formed(row.contract_id for row in rows)]
    plan = t.payment_plan.c
    customers = select(plan.customer_id).where(plan.tenant_id == uow.tenant_id, plan.id.in_(plans)).distinct()
    await uow.lock("customer", *(await uow.execute(customers)).scalars())

    async def learn() -> None:
        await uow.find(PaymentPlan, plan.id.in_(plans), limit=max(1, len(plans)))
        await learn_numbers(uow, [PrintedNumber(number=row.invoice_number, code=row.invoice_code) for row in rows])

    verdicts = await create_rows(request.requests, record_issued, uow, kind=KIND, learn=learn)
    return pb.BatchCreateInvoicesResponse(verdicts=verdicts)


async def record_issued(request: pb.CreateInvoiceRequest, uow: UnitOfWork) -> Invoice:
    """One that was issued elsewhere; the one that is recorded already where its number is known."""
    given = values(request.invoice)
    number, code, issued, delivered, booked = (given.pop(name) for name in ("invoice_number", "invoice_code", *_ISSUED[2:]))
    printed = PrintedNumber(number=number, code=code)
    if number and (already := await numbered(uow, printed)) is not None:
        return already
    if not number or issued is None:
        raise invalid("invoice.invoice_number", "An invoice that was issued has its number and its day.", "NUMBER_MISSING")
    plan = await known.plan_of_contract(uow, given.pop("contract_id"), "invoice.contract_id")
    journal = await open_journal(uow, plan.legal_entity_id)
    invoice = await _written(given, plan, journal, uow)
    uow.check_duty(invoice)
    invoice.above_contract = invoice.type.is_tax and await _others(uow, invoice) + invoice.gross > plan.total
    invoice.state = InvoiceState.APPROVED
    invoice.issue(plan, printed, journal, on=issued, calendar=await known.calendar_of(uow, plan.legal_entity_id))
    if delivered:
        invoice.deliver(plan, journal, on=delivered)
    if booked:
        invoice.book(plan, journal, on=booked)
    post(uow, journal)
    note_number(uow, invoice)
    return uow.add(invoice)


async def _written(given: dict[str, Any], plan: PaymentPlan, journal: Journal, uow: UnitOfWork) -> Invoice:
    """With its lines and its coverage; nobody has asked for it yet."""
    lines, coverage, typed = given.pop("lines"), given.pop("coverage"), given.pop("invoicee")
    invoice = Invoice(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        payment_plan_id=plan.id,
        contract_id=plan.contract_id,
        contract_number=plan.contract_number,
        customer_id=plan.customer_id,
        legal_entity_id=plan.legal_entity_id,
        currency=plan.currency,
        type=InvoiceType(given.pop("type")),
        invoicee=Invoicee.of(typed, await known.invoicee_of(uow, plan.customer_id)),
        **given,
    )
    give(invoice, plan.belonging)
    invoice.say_lines(lines, journal)
    invoice.say_coverage(wanted(coverage), plan, journal)
    return invoice


@command
async def update_invoice(request: pb.UpdateInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    changes = values(request.invoice, request.update_mask)
    _check_changeable(invoice, changes)
    journal = journal_of(uow)
    for name in (*_ISSUED, "contract_id"):
        changes.pop(name, None)
    lines, coverage = changes.pop("lines", None), changes.pop("coverage", None)
    if kind := changes.pop("type", None):
        invoice.type = InvoiceType(kind)
    if "invoicee" in changes:
        typed = merged({}, changes.pop("invoicee"))
        invoice.invoicee = Invoicee.of(typed, invoice.invoicee)
    if lines is not None or coverage is not None:
        _rewrite(invoice, lines, coverage, plan, journal)
    for name, value in changes.items():
        setattr(invoice, name, merged(getattr(invoice, name), value))
    if not invoice.is_red and invoice.state is InvoiceState.REQUESTED:
        invoice.invoicee.check(invoice.type)
    return invoice


def _rewrite(
    invoice: Invoice,
    lines: Sequence[Mapping[str, Any]] | None,
    coverage: Sequence[Mapping[str, Any]] | None,
    plan: PaymentPlan,
    journal: Journal,
) -> None:
    """Its coverage must fit its lines, so both are said anew."""
    kept = [Wanted(line.instalment_id, line.amount) for line in invoice.coverage]
    if lines is not None:
        invoice.say_lines(lines, journal)
    invoice.say_coverage(kept if coverage is None else wanted(coverage), plan, journal)
    invoice.tell(plan, journal.today)


def _check_changeable(invoice: Invoice, changes: Mapping[str, Any]) -> None:
    """A client may send back what it got. Raises INVOICE_STAYS for what does not change any more."""
    if invoice.state is InvoiceState.REQUESTED and not invoice.is_red:
        fixed = {name for name in (*_ISSUED, "contract_id") if changes.get(name) not in (None, "", getattr(invoice, name))}
    else:
        free = _LATER if invoice.state in (InvoiceState.REQUESTED, InvoiceState.APPROVED) else _ALWAYS
        fixed = {name for name, value in changes.items() if name not in free and value and not _same(invoice, name, value)}
    for name in sorted(fixed):
        detail = f"{name} does not change any more; reject the application, or take the invoice back in red."
        raise precondition("INVOICE_STAYS", detail, field=name)


def _same(invoice: Invoice, name: str, value: Any) -> bool:
    match name:
        case "lines":
            amounts = [(line.description, line.gross) for line in invoice.lines]
            return [(line["description"], line["gross"]) for line in value] == amounts
        case "coverage":
            return [(line["instalment_id"], line["amount"]) for line in value] == [(c.instalment_id, c.amount) for c in invoice.coverage]
        case "invoicee":
            return Invoicee.of(merged({}, value), invoice.invoicee) == invoice.invoicee
    return bool(value == getattr(invoice, name))


@command
async def approve_invoice(request: pb.ApproveInvoiceRequest, uow: UnitOfWork) -> Invoice:
    return await _approved(request, uow, above_contract=False)


@command
async def approve_invoice_above_contract(request: pb.ApproveInvoiceAboveContractRequest, uow: UnitOfWork) -> Invoice:
    return await _approved(request, uow, above_contract=True)


async def _approved(
    request: pb.ApproveInvoiceRequest | pb.ApproveInvoiceAboveContractRequest, uow: UnitOfWork, *, above_contract: bool
) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    if invoice.is_red:
        raise precondition("INVOICE_IS_RED", "This invoice takes back another; approve it by `:approveRed`.")
    others = await _others(uow, invoice)
    invoice.approve(plan, journal_of(uow), others=others, above_contract=above_contract, note=request.note)
    return invoice


async def _others(uow: UnitOfWork, invoice: Invoice) -> Money:
    """What is approved and issued of the contract besides, less what was taken back. Other people's count too."""
    i = t.invoice.c
    mine = (i.tenant_id == uow.tenant_id, i.contract_id == invoice.contract_id, i.id != invoice.id, i.original_id.is_(None))
    living = i.state.not_in((InvoiceState.REQUESTED, InvoiceState.REJECTED))
    statement = select(func.coalesce(func.sum(i.gross_minor - i.reduced_minor), 0)).where(*mine, living, i.type.in_(_OF_TAX))
    return Money(invoice.currency, int((await uow.execute(statement)).scalar_one()))


@command
async def reject_invoice(request: pb.RejectInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    invoice.reject(plan, request.reason, journal_of(uow))
    return invoice


@command
async def issue_invoice(request: pb.IssueInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    given = values(request)
    printed = PrintedNumber(number=request.invoice_number, code=request.invoice_code)
    journal = await open_journal(uow, plan.legal_entity_id)
    calendar = await known.calendar_of(uow, plan.legal_entity_id)
    evidence = given["evidence_attachment_ids"]
    if invoice.original_id is None:
        invoice.issue(plan, printed, journal, on=given["issue_date"], calendar=calendar, evidence=evidence)
    else:
        original = await uow.get(Invoice, invoice.original_id)
        credit = issue_red(
            invoice,
            original,
            plan,
            printed,
            on=given["issue_date"],
            credit_id=derived_id("credit", invoice.id),
            calendar=calendar,
            journal=journal,
            evidence=evidence,
        )
        if credit is not None:
            await take_scope(credit, uow, "invoice_id")
            await follow_payments(uow, credit, credit.allocations)
            uow.add(credit)
    post(uow, journal)
    return invoice


@command
async def deliver_invoice(request: pb.DeliverInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    given = values(request)
    invoice.deliver(plan, journal_of(uow), on=given["deliver_date"], note=request.note, evidence=given["evidence_attachment_ids"])
    return invoice


@command
async def book_invoice(request: pb.BookInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    given = values(request)
    invoice.book(plan, journal_of(uow), on=given["book_date"], note=request.note, evidence=given["evidence_attachment_ids"])
    return invoice


@command
async def return_invoice(request: pb.ReturnInvoiceRequest, uow: UnitOfWork) -> Invoice:
    invoice, plan = await under_lock(uow, request.invoice_id, etag=request.etag)
    given = values(request)
    invoice.return_(plan, request.reason, journal_of(uow), on=given["return_date"], evidence=given["evidence_attachment_ids"])
    return invoice


def wanted(coverage: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    return [Wanted(line["instalment_id"], line["amount"]) for line in coverage]
