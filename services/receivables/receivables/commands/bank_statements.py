"""Commands on bank statements: a file comes in, and somebody decides about what may have come twice."""

import asyncio
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Text, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import bank_statements_pb2 as pb
from receivables import cash_tables as c
from receivables import known
from receivables.booking import join, new_receipts
from receivables.domain.cash.statement import BankStatement, BankStatementLine
from receivables.domain.cash.states import LineState, StatementFormat
from receivables.domain.receipt import Receipt
from receivables.statements.entry import Entry, StatementFile, with_serials, wrong, wrong_cell
from receivables.statements.opening import read, unpacked


@command
async def import_bank_statement(request: pb.ImportBankStatementRequest, uow: UnitOfWork) -> BankStatement:
    """Stores what is new; a timer books it. Two files of one account come in one after the other."""
    given = values(request)
    await known.legal_entity(uow, given["legal_entity_id"])
    # Thousands of rows take a moment, in which others are served.
    form, file = await asyncio.to_thread(_read, request)
    _check_days(file.entries, uow.today)
    account_id = given["bank_account_id"]
    await uow.lock("bank_account", account_id)
    await _check_account(uow, account_id, given["legal_entity_id"], file)
    entries = with_serials(file.entries)
    familiar = await _known_serials(uow, account_id, entries)
    statement = _statement(uow, request, form, file)
    fresh = [each for each in entries if each.serial not in familiar]
    statement.known_count, statement.line_count = len(entries) - len(fresh), len(fresh)
    for each in fresh:
        _insert_line(uow, statement, each)
    statement.booked(sum(not each.incoming for each in fresh))
    return uow.add(statement)


@command
async def decide_bank_statement_line(request: pb.DecideBankStatementLineRequest, uow: UnitOfWork) -> Receipt:
    line = await uow.get(BankStatementLine, request.bank_statement_line_id, etag=request.etag)
    suspected = line.suspected()
    if request.same:
        receipt = await uow.get(Receipt, suspected)
        join(receipt, line)
    else:
        (receipt,) = await new_receipts(uow, [line], uow.principal.person_id)
    line.decide(LineState.SAME if request.same else LineState.RECEIPT, receipt.id, uow.principal.person_id)
    return receipt


def _read(request: pb.ImportBankStatementRequest) -> tuple[StatementFormat, StatementFile]:
    return read(unpacked(request.content), profile=request.profile, currency=request.currency_code or "CNY")


def _check_days(entries: Sequence[Entry], today: date) -> None:
    if not entries:
        raise wrong("The file has no movements.", "STATEMENT_EMPTY")
    if late := next((each for each in entries if each.day > today), None):
        raise wrong_cell(late.row, "day", f"{late.day} has not come yet.")
    if nothing := next((each for each in entries if not each.amount), None):
        raise wrong_cell(nothing.row, "amount", "Nothing moves.")


async def _check_account(uow: UnitOfWork, account_id: UUID, legal_entity_id: UUID, file: StatementFile) -> None:
    """A file of another account, chosen by mistake, is refused where the account's own files say what it is called."""
    statement = c.bank_statement.c
    told = select(statement.account_number, statement.legal_entity_id, statement.currency).where(
        statement.tenant_id == uow.tenant_id, statement.bank_account_id == account_id
    )
    for before in await uow.execute(told.distinct()):
        if before.legal_entity_id != legal_entity_id or before.currency != file.currency:
            raise wrong("Statements of this account were another company's of ours, or in another currency.", "ACCOUNT_MISMATCH")
        if before.account_number and file.account and before.account_number != file.account:
            raise wrong(
                f"The file is of account {file.account}, and statements of this account were of {before.account_number}.",
                "ACCOUNT_MISMATCH",
                given=file.account,
                expected=before.account_number,
            )


async def _known_serials(uow: UnitOfWork, account_id: UUID, entries: Sequence[Entry]) -> set[str]:
    line = c.bank_statement_line.c
    asked = literal([each.serial for each in entries], ARRAY(Text))
    mine = (line.tenant_id == uow.tenant_id, line.bank_account_id == account_id, line.serial == any_(asked))
    return set((await uow.execute(select(line.serial).where(*mine))).scalars())


def _statement(uow: UnitOfWork, request: pb.ImportBankStatementRequest, form: StatementFormat, file: StatementFile) -> BankStatement:
    nothing = Money.zero(file.currency)
    return BankStatement(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        legal_entity_id=UUID(request.legal_entity_id),
        bank_account_id=UUID(request.bank_account_id),
        account_number=file.account,
        format=form,
        profile=file.profile,
        file_name=request.file_name,
        first_date=min(each.day for each in file.entries),
        last_date=max(each.day for each in file.entries),
        currency=file.currency,
        opening_minor=file.opening.minor if file.opening is not None else None,
        closing_minor=file.closing.minor if file.closing is not None else None,
        credited_minor=sum((each.amount for each in file.entries if each.incoming), nothing).minor,
        debited_minor=sum((each.amount for each in file.entries if not each.incoming), nothing).minor,
        entry_count=len(file.entries),
        imported_by=uow.principal.person_id,
    )


def _insert_line(uow: UnitOfWork, statement: BankStatement, entry: Entry) -> None:
    """Thousands of them: no version of one is told anybody before somebody decides about it."""
    uow.insert(
        c.bank_statement_line,
        id=uow.new_id(),
        version=1,
        sequence=0,
        create_time=uow.now,
        update_time=uow.now,
        bank_statement_id=statement.id,
        row_number=entry.row,
        legal_entity_id=statement.legal_entity_id,
        bank_account_id=statement.bank_account_id,
        serial=entry.serial,
        entry_date=entry.day,
        incoming=entry.incoming,
        currency=entry.amount.currency,
        amount_minor=entry.amount.minor,
        payer_name=entry.payer_name,
        payer_account=entry.payer_account,
        memo=entry.memo,
        state=LineState.WAITING if entry.incoming else LineState.OUTGOING,
    )
