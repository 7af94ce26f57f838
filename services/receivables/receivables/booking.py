"""Movements of bank statements become receipts, or a second source of receipts that there are already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update

from chassis.company_likeness import likeness
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import cash_tables as c
from receivables import tables as t
from receivables.applying import apply_by_settings
from receivables.books import open_journal, post
from receivables.domain.cash.payers import ALIKE
from receivables.domain.cash.statement import BankStatement, BankStatementLine
from receivables.domain.cash.states import LineState, StatementState
from receivables.domain.receipt import Receipt
from receivables.domain.states import ReceiptState, Tender

BOOK_STATEMENT = "book_statement"
# So many movements become receipts in one transaction.
AT_ONCE = 200
# What a receipt that has a movement is called by the bank, among its external references.
SYSTEM = "bank"

Movement = Row[Any] | BankStatementLine


def statement_timers(statement: BankStatement) -> Mapping[tuple[str, str], datetime]:
    """At once, batch after batch, until all of its lines are dealt with."""
    if statement.state is StatementState.BOOKED:
        return {}
    return {(BOOK_STATEMENT, str(statement.booked_count)): statement.create_time}


@timer(BOOK_STATEMENT)
async def book_statement(due: Due, uow: UnitOfWork) -> None:
    """The next lines of it, in the name of who imported it: the same person allocates none of them."""
    statement = await uow.get(BankStatement, due.subject_id)
    line = c.bank_statement_line.c
    waiting = (line.tenant_id == uow.tenant_id, line.bank_statement_id == statement.id, line.state == LineState.WAITING)
    lines = (await uow.execute(select(c.bank_statement_line).where(*waiting).order_by(line.row_number, line.id).limit(AT_ONCE))).all()
    sorted_out = _Sorting(await _recorded(uow, lines))
    for each in lines:
        sorted_out.take(each)
    joined = await _join(uow, sorted_out.same)
    made = await new_receipts(uow, sorted_out.fresh, statement.imported_by)
    statement.receipt_count += len(made)
    statement.same_count += len(sorted_out.same)
    statement.twin_count += len(sorted_out.twins)
    statement.booked(len(lines))
    await _keep(uow, sorted_out, made)
    applied = await apply_by_settings(uow, [*made, *joined])
    statement.proposed_count += applied.proposed
    statement.posted_count += applied.posted


@dataclass
class _Sorting:
    """Which movement is what. A receipt is one movement only."""

    recorded: dict[tuple[Any, ...], list[Row[Any]]]
    same: list[tuple[Row[Any], UUID]] = field(default_factory=list)
    twins: list[tuple[Row[Any], UUID]] = field(default_factory=list)
    fresh: list[Row[Any]] = field(default_factory=list)

    def take(self, line: Row[Any]) -> None:
        others = self.recorded.get((line.currency, line.amount_minor, line.entry_date), [])
        known = next((each for each in others if each.bank_reference == line.serial), None)
        alike = known or next((each for each in others if _may_be(each, line)), None)
        if alike is None:
            self.fresh.append(line)
            return
        others.remove(alike)
        (self.same if known else self.twins).append((line, alike.id))


def _may_be(receipt: Row[Any], line: Row[Any]) -> bool:
    """Unless both say who paid, or both have a number of the bank, and these differ."""
    if receipt.bank_reference and not line.serial.startswith("~"):
        return False
    return not receipt.payer_name or not line.payer_name or likeness(receipt.payer_name, line.payer_name) >= ALIKE


async def _recorded(uow: UnitOfWork, lines: Sequence[Row[Any]]) -> dict[tuple[Any, ...], list[Row[Any]]]:
    """Receipts of these accounts, amounts and days that no movement is yet, by amount and day."""
    if not lines:
        return {}
    receipt, line = t.receipt.c, c.bank_statement_line.c
    taken = select(line.id).where(line.tenant_id == receipt.tenant_id, line.receipt_id == receipt.id)
    suspected = select(line.id).where(line.tenant_id == receipt.tenant_id, line.twin_receipt_id == receipt.id, line.state == LineState.TWIN)
    statement = (
        select(receipt.id, receipt.currency, receipt.amount_minor, receipt.received_date, receipt.bank_reference, receipt.payer_name)
        .where(
            receipt.tenant_id == uow.tenant_id,
            receipt.bank_account_id.in_({each.bank_account_id for each in lines}),
            receipt.received_date.in_({each.entry_date for each in lines}),
            receipt.amount_minor.in_({each.amount_minor for each in lines}),
            receipt.tender == Tender.BANK,
            receipt.state == ReceiptState.RECORDED,
            ~taken.exists(),
            ~suspected.exists(),
        )
        .order_by(receipt.id)
    )
    found: dict[tuple[Any, ...], list[Row[Any]]] = {}
    for row in await uow.execute(statement):
        found.setdefault((row.currency, row.amount_minor, row.received_date), []).append(row)
    return found


async def _join(uow: UnitOfWork, same: Sequence[tuple[Row[Any], UUID]]) -> list[Receipt]:
    """They have two sources from now on."""
    if not same:
        return []
    by_id = {receipt_id: line for line, receipt_id in same}
    receipts = await uow.find(Receipt, t.receipt.c.id.in_(by_id), limit=len(by_id))
    for each in receipts:
        join(each, by_id[each.id])
    return receipts


def join(receipt: Receipt, line: Movement) -> None:
    """What the receipt does not say, the bank does; and the bank is one of its sources."""
    for name in ("payer_name", "payer_account", "memo"):
        if not getattr(receipt, name):
            setattr(receipt, name, getattr(line, name))
    receipt.bank_reference = receipt.bank_reference or line.serial
    key = {"system": SYSTEM, "company_code": "", "external_id": f"{str(line.bank_account_id)[-12:]}/{line.serial}", "type": ""}
    if key not in receipt.external_refs:
        receipt.external_refs = [*receipt.external_refs, key]


async def new_receipts(uow: UnitOfWork, lines: Iterable[Movement], by: UUID | None) -> list[Receipt]:
    """Of nobody knows whom, entered by who brought the movement in."""
    made = []
    for line in lines:
        receipt = Receipt(
            id=uow.new_id(),
            tenant_id=uow.tenant_id,
            create_time=uow.now,
            update_time=uow.now,
            legal_entity_id=line.legal_entity_id,
            tender=Tender.BANK,
            currency=line.currency,
            amount_minor=line.amount_minor,
            received_date=line.entry_date,
            bank_account_id=line.bank_account_id,
            bank_reference=line.serial,
            payer_name=line.payer_name,
            payer_account=line.payer_account,
            memo=line.memo,
        )
        journal = replace(await open_journal(uow, line.legal_entity_id), by=by, transactions=[])
        receipt.enter(journal)
        post(uow, journal)
        made.append(uow.add(receipt))
    return made


async def _keep(uow: UnitOfWork, sorted_out: _Sorting, made: Sequence[Receipt]) -> None:
    rows = [
        *(_became(line, LineState.RECEIPT, receipt_id=receipt.id) for line, receipt in zip(sorted_out.fresh, made, strict=True)),
        *(_became(line, LineState.SAME, receipt_id=id) for line, id in sorted_out.same),
        *(_became(line, LineState.TWIN, twin_receipt_id=id) for line, id in sorted_out.twins),
    ]
    if rows:
        line = c.bank_statement_line.c
        statement = update(c.bank_statement_line).where(line.tenant_id == uow.tenant_id, line.id == bindparam("of_id"))
        told: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("state", "receipt_id", "twin_receipt_id")}
        await uow.execute(statement.values({**told, "version": line.version + 1, "update_time": uow.now}), rows)


def _became(line: Row[Any], state: LineState, *, receipt_id: UUID | None = None, twin_receipt_id: UUID | None = None) -> dict[str, Any]:
    return {"of_id": line.id, "new_state": state, "new_receipt_id": receipt_id, "new_twin_receipt_id": twin_receipt_id}
