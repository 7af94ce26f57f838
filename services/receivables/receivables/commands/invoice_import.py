"""Issued invoices by file: what was asked for here gets its number, what was not is recorded.

Customers are locked before anything of theirs is looked at.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from chassis.batch import create_rows, undo
from chassis.errors import DomainError, invalid, not_found
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.wire import money, text
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import invoices_pb2 as pb
from receivables import known
from receivables import tables as t
from receivables.books import open_journal, post
from receivables.commands.invoices import KIND, record_issued
from receivables.domain.cash.references import number_key, words
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_parts import PrintedNumber
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import InvoiceState, InvoiceType
from receivables.invoice_file import FileInvoice, read
from receivables.invoices_known import learn_numbers, note_number, numbered, under_lock
from receivables.matching import CONTRACT_KEY
from receivables.statements.entry import FIELD

_ISSUED, _CREATED = pb.IMPORTED_INVOICE_OUTCOME_ISSUED, pb.IMPORTED_INVOICE_OUTCOME_CREATED
_KNOWN, _REFUSED = pb.IMPORTED_INVOICE_OUTCOME_KNOWN, pb.IMPORTED_INVOICE_OUTCOME_REFUSED


@command
async def import_invoices(request: pb.ImportInvoicesRequest, uow: UnitOfWork) -> pb.ImportInvoicesResponse:
    assumed = values(request)["type"]
    # Thousands of rows take a moment, in which others are served.
    found = await asyncio.to_thread(read, request.content, InvoiceType(assumed) if assumed else None)
    if not found:
        raise invalid(FIELD, "There is no invoice in the file.", "INVOICES_EMPTY")
    taking = _Taking(uow, found)
    await taking.learn()
    mark = uow.mark
    kept = await uow.session.begin_nested()
    verdicts = await create_rows([taking.request_of(each) for each in taking.good], taking.take, uow, kind=KIND, learn=taking.learn_again)
    if request.validate_only:
        await kept.rollback()
        undo(uow, mark)
    else:
        await kept.commit()
    return taking.answer(verdicts, is_kept=not request.validate_only)


class _Taking:
    """The invoices of one file on their way into the books."""

    def __init__(self, uow: UnitOfWork, found: Sequence[FileInvoice]) -> None:
        self._uow, self._found = uow, found
        self._contracts: dict[str, set[UUID]] = {}
        self._applications: Mapping[str, Row[Any]] = {}
        self._approved: Sequence[Row[Any]] = ()
        self._outcomes: dict[PrintedNumber, pb.ImportedInvoiceOutcome.ValueType] = {}
        self.good: list[FileInvoice] = []

    async def learn(self) -> None:
        """Whose each is, and what waits for its number."""
        await self._learn_contracts()
        await self._learn_applications()
        for each in self._found:
            if each.fault is None:
                try:
                    self._contract_of(each)
                except DomainError as error:
                    each.fault = error
                else:
                    self.good.append(each)

    async def _learn_contracts(self) -> None:
        """Of all numbers that rows name, by their keys; the customers are locked."""
        keys = {key for each in self._found for key in _keys(each)}
        plan = t.payment_plan.c
        columns = select(plan.contract_id, plan.customer_id, CONTRACT_KEY.label("key"))
        rows = (await self._uow.execute(columns.where(plan.tenant_id == self._uow.tenant_id, CONTRACT_KEY.in_(keys)))).all() if keys else []
        for row in rows:
            self._contracts.setdefault(row.key, set()).add(row.contract_id)
        named = {each.application_number for each in self._found if each.application_number}
        i = t.invoice.c
        mine = select(i.customer_id).where(i.tenant_id == self._uow.tenant_id, i.number.in_(named)).distinct()
        asked = (await self._uow.execute(mine)).scalars() if named else ()
        await self._uow.lock("customer", *sorted({*(row.customer_id for row in rows), *asked}))

    async def _learn_applications(self) -> None:
        """Approved ones, the oldest first: by their own number, and of the contracts that rows name."""
        i, contracts = t.invoice.c, {id for ids in self._contracts.values() for id in ids}
        named = {each.application_number for each in self._found if each.application_number}
        waiting = (i.tenant_id == self._uow.tenant_id, i.state == InvoiceState.APPROVED, i.original_id.is_(None))
        columns = select(i.id, i.number, i.contract_id, i.gross_minor, i.currency).order_by(i.create_time, i.id)
        rows = (await self._uow.execute(columns.where(*waiting, i.number.in_(named) | i.contract_id.in_(contracts)))).all()
        self._applications = {row.number: row for row in rows if row.number in named}
        self._approved = [row for row in rows if row.contract_id in contracts]

    def _contract_of(self, each: FileInvoice) -> UUID:
        """Raises DomainError where no contract is named, or several are."""
        if (application := self._applications.get(each.application_number)) is not None:
            return UUID(str(application.contract_id))
        if each.application_number:
            raise not_found("approved application", each.application_number)
        ids = {id for key in _keys(each) for id in self._contracts.get(key, ())}
        if len(ids) == 1:
            return ids.pop()
        if ids:
            raise invalid(f"{FIELD}.contract_number", f"{len(ids)} contracts are named; give one in 合同号.", "CONTRACT_AMBIGUOUS")
        said = each.contract_number or each.remark
        detail = (
            f"{said[:60]!r} names no contract with a payment plan; give its number in 合同号." if said else "Give its contract in 合同号."
        )
        raise invalid(f"{FIELD}.contract_number", detail, "CONTRACT_UNKNOWN")

    async def learn_again(self) -> None:
        """Before each try: what a try has touched is forgotten with it."""
        self._used: set[UUID] = set()
        self._outcomes.clear()
        await learn_numbers(self._uow, [each.printed for each in self.good])

    def request_of(self, each: FileInvoice) -> pb.CreateInvoiceRequest:
        lines = [pb.InvoiceLine(**{**line, "tax": money(line["tax"]), "gross": money(line["gross"])}) for line in each.lines]
        return pb.CreateInvoiceRequest(
            invoice=pb.Invoice(
                contract_id=str(self._contract_of(each)),
                type=pb.InvoiceType.Value(f"INVOICE_TYPE_{each.type.name}") if each.type else pb.INVOICE_TYPE_UNSPECIFIED,
                invoicee=pb.Invoicee(title=each.title[:100], tax_number=each.tax_number[:20]),
                lines=lines,
                remark=each.remark[:500],
                invoice_code=each.printed.code,
                invoice_number=each.printed.number,
                issue_date=text(each.issue_date),
            )
        )

    async def take(self, request: pb.CreateInvoiceRequest, uow: UnitOfWork) -> Invoice:
        printed = PrintedNumber(number=request.invoice.invoice_number, code=request.invoice.invoice_code)
        each = next(each for each in self.good if each.printed == printed)
        if (already := await numbered(uow, each.printed)) is not None:
            return self._came(each, _KNOWN, already)
        if (application := self._waiting(each, UUID(request.invoice.contract_id))) is not None:
            self._used.add(application.id)
            return self._came(each, _ISSUED, await self._issue(application.id, each))
        plan = await known.plan_of_contract(uow, UUID(request.invoice.contract_id), "invoice.contract_id")
        del request.invoice.coverage[:]
        request.invoice.coverage.extend(_coverage(plan, each))
        return self._came(each, _CREATED, await record_issued(request, uow))

    def _waiting(self, each: FileInvoice, contract_id: UUID) -> Row[Any] | None:
        if each.application_number:
            return self._applications[each.application_number]
        alike = (each.gross.currency, each.gross.minor, contract_id)
        free = (row for row in self._approved if row.id not in self._used)
        return next((row for row in free if (row.currency, row.gross_minor, row.contract_id) == alike), None)

    async def _issue(self, id: UUID, each: FileInvoice) -> Invoice:
        invoice, plan = await under_lock(self._uow, str(id))
        if invoice.gross != each.gross:
            detail = f"{invoice.number} was approved for {invoice.gross}, and this one comes to {each.gross}."
            raise invalid(f"{FIELD}.gross", detail, "APPLICATION_DIFFERS", number=invoice.number)
        self._uow.check_duty(invoice)
        journal = await open_journal(self._uow, plan.legal_entity_id)
        calendar = await known.calendar_of(self._uow, plan.legal_entity_id)
        invoice.issue(plan, each.printed, journal, on=each.issue_date, calendar=calendar)
        post(self._uow, journal)
        note_number(self._uow, invoice)
        return invoice

    def _came(self, each: FileInvoice, outcome: pb.ImportedInvoiceOutcome.ValueType, invoice: Invoice) -> Invoice:
        self._outcomes[each.printed] = outcome
        return invoice

    def answer(self, verdicts: Sequence[common.RowVerdict], *, is_kept: bool) -> pb.ImportInvoicesResponse:
        verdicts_of = {each.printed: verdict for each, verdict in zip(self.good, verdicts, strict=True)}
        rows = [self._row(each, verdicts_of.get(each.printed), is_kept) for each in self._found]
        counts = Counter(row.outcome for row in rows)
        return pb.ImportInvoicesResponse(
            invoices=rows,
            issued_count=counts[_ISSUED],
            created_count=counts[_CREATED],
            known_count=counts[_KNOWN],
            refused_count=counts[_REFUSED],
        )

    def _row(self, each: FileInvoice, verdict: common.RowVerdict | None, is_kept: bool) -> pb.ImportedInvoice:
        row = pb.ImportedInvoice(
            row_number=each.row_number,
            invoice_number=each.printed.number,
            title=each.title,
            contract_number=each.contract_number,
            gross=money(each.gross),
        )
        if verdict is not None and not verdict.problem.reason:
            row.outcome = self._outcomes[each.printed]
            row.invoice_id = verdict.id if is_kept or row.outcome != _CREATED else ""
        else:
            row.outcome = _REFUSED
            row.problem.CopyFrom(verdict.problem if verdict is not None else _problem(each.fault))
        return row


def _keys(each: FileInvoice) -> list[str]:
    return [number_key(each.contract_number)] if each.contract_number else words(each.remark)


def _coverage(plan: PaymentPlan, each: FileInvoice) -> list[pb.InvoiceCoverage]:
    """The instalments of the contract in their order, as far as no invoice has them yet."""
    left, found = each.gross, list[pb.InvoiceCoverage]()
    for instalment in plan.instalments:
        if instalment.is_cancelled or not left.minor or instalment.to_invoice.minor <= 0:
            continue
        amount = min(left, instalment.to_invoice)
        found.append(pb.InvoiceCoverage(instalment_id=str(instalment.id), amount=money(amount)))
        left -= amount
    return found


def _problem(fault: DomainError | None) -> common.RowProblem:
    if fault is None:
        raise ValueError("An invoice without a verdict has a fault.")
    field = fault.violations[0].field if fault.violations else ""
    return common.RowProblem(reason=fault.reason, detail=fault.detail, pointer=f"/{field.replace('.', '/')}" if field else "")
