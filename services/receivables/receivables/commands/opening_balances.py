"""Commands on opening balances: one person loads them, another confirms, and they are in the books or out of them in one step.

Customers are locked before anything of theirs is made or looked at.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from chassis.errors import DomainError, Kind, invalid, precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import opening_balances_pb2 as pb
from receivables import known, openings
from receivables import opening_tables as o
from receivables import tables as t
from receivables.books import open_journal, post
from receivables.domain.journal import Journal
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.line import GivenLine, OpeningLine
from receivables.domain.opening.posting import plans_of, receipts_of, take_back
from receivables.domain.opening.states import OpeningLineKind, OpeningState
from receivables.domain.opening.sums import check_totals, sums
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.opening_file import MOST_LINES, OpeningFile, read


@command
async def load_opening_balance(request: pb.LoadOpeningBalanceRequest, uow: UnitOfWork) -> OpeningBalance:
    given = values(request)
    await known.legal_entity(uow, given["legal_entity_id"])
    if given["cut_over_date"] > uow.today:
        raise invalid("cut_over_date", f"{given['cut_over_date']} has not come yet.", "DAY_IN_FUTURE")
    file = await _given(request)
    opening = OpeningBalance(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        legal_entity_id=given["legal_entity_id"],
        cut_over_date=given["cut_over_date"],
        file_name=request.file_name,
    )
    await _open_books(uow, opening)
    lines = await openings.checked(uow, file.lines, file.faults, opening)
    opening.sums = sums(lines, opening.cut_over_date)
    check_totals(opening.sums, given["check_totals"], given["advance_check_totals"])
    opening.line_count, opening.customer_count = len(lines), len({line.customer_id for line in lines})
    if request.validate_only:
        return opening
    opening.request(uow.principal.person_id, uow.now)
    for line in lines:
        _insert(uow, opening, line)
    return uow.add(opening)


async def _given(request: pb.LoadOpeningBalanceRequest) -> OpeningFile:
    if bool(request.content) == bool(request.lines):
        raise invalid("lines", "Give either lines or a file, and not both.", "LINES_OR_FILE")
    if request.content:
        # Thousands of rows take a moment, in which others are served.
        file = await asyncio.to_thread(read, request.content, request.currency_code or "CNY")
    else:
        file = OpeningFile([_line(line, at) for at, line in enumerate(request.lines)])
    if len(file.lines) > MOST_LINES:
        raise invalid("lines", f"Opening balances have at most {MOST_LINES} lines at a time.", "OPENING_TOO_LONG")
    if not file.lines and not file.faults:
        raise invalid("lines", "There is no line.", "OPENING_EMPTY")
    return file


def _line(line: pb.OpeningBalanceLine, at: int) -> GivenLine:
    said = values(line)
    wanted = ("customer_id", "customer_name", "document_number", "amount", "due_date", "original_date", "name")
    kind = OpeningLineKind(said["kind"] or OpeningLineKind.RECEIVABLE)
    return GivenLine(place=f"lines.{at}", row_number=at + 1, kind=kind, **{name: said[name] for name in wanted})


def _insert(uow: UnitOfWork, opening: OpeningBalance, line: OpeningLine) -> None:
    said = {name: getattr(line, name) for name in o.LINE_COLUMNS}
    uow.insert(
        o.opening_balance_line,
        opening_balance_id=opening.id,
        legal_entity_id=opening.legal_entity_id,
        currency=line.amount.currency,
        amount_minor=line.amount.minor,
        **said,
    )


@command
async def request_opening_take_back(request: pb.RequestOpeningTakeBackRequest, uow: UnitOfWork) -> OpeningBalance:
    opening = await uow.get(OpeningBalance, request.opening_balance_id, etag=request.etag)
    opening.request_take_back(request.reason, uow.principal.person_id, uow.now)
    return opening


@command
async def confirm_opening_balance(request: pb.ConfirmOpeningBalanceRequest, uow: UnitOfWork) -> OpeningBalance:
    opening = await uow.get(OpeningBalance, request.opening_balance_id, etag=request.etag)
    if opening.waits:
        lines = await openings.lines_of(uow, opening)
        await uow.lock("customer", *{line.customer_id for line in lines})
        journal = await _open_books(uow, opening)
        if opening.state is OpeningState.WAITING:
            await _bring(uow, opening, lines, journal)
        else:
            await _take_back(uow, opening, journal)
        post(uow, journal)
    opening.confirm(uow.principal.person_id, uow.now)
    return opening


@command
async def reject_opening_balance(request: pb.RejectOpeningBalanceRequest, uow: UnitOfWork) -> OpeningBalance:
    opening = await uow.get(OpeningBalance, request.opening_balance_id, etag=request.etag)
    opening.reject(request.reason, uow.principal.person_id, uow.now)
    return opening


async def _open_books(uow: UnitOfWork, opening: OpeningBalance) -> Journal:
    """Silent: what is late was late before it came here. Raises PERIOD_CLOSED where the cut-over lies in closed books."""
    journal = await open_journal(uow, opening.legal_entity_id)
    if opening.state is not OpeningState.LEAVING and opening.cut_over_date < journal.first_open_date:
        raise precondition(
            "PERIOD_CLOSED",
            f"The cut-over on {opening.cut_over_date} lies in closed books; the first open day is {journal.first_open_date}.",
            first_open_date=str(journal.first_open_date),
        )
    return replace(journal, historical=True)


async def _bring(uow: UnitOfWork, opening: OpeningBalance, lines: Sequence[OpeningLine], journal: Journal) -> None:
    """Raises OPENING_DOCUMENT_KNOWN where the same documents came by another way in the meantime."""
    if taken := await openings.documents_known(uow, lines, opening.legal_entity_id):
        number = min(number for _, number in taken)
        detail = f"{number} came by another way in the meantime; turn these opening balances down and load them without it."
        raise DomainError(Kind.PRECONDITION, "OPENING_DOCUMENT_KNOWN", detail, metadata={"number": number})
    debtors = await openings.debtors(uow, lines)
    dunning, calendar = (await known.settings(uow)).dunning, await known.calendar_of(uow, opening.legal_entity_id)
    for plan in plans_of(opening, lines, debtors, dunning=dunning, calendar=calendar, journal=journal):
        uow.add(plan)
    for receipt in receipts_of(opening, lines, debtors, journal):
        uow.add(receipt)


async def _take_back(uow: UnitOfWork, opening: OpeningBalance, journal: Journal) -> None:
    async with uow.beyond_scope("opening balances are taken back as a whole, or not at all"):
        plans = await uow.find(PaymentPlan, t.payment_plan.c.opening_balance_id == opening.id, limit=MOST_LINES)
        receipts = await uow.find(Receipt, t.receipt.c.opening_balance_id == opening.id, limit=MOST_LINES)
    take_back(opening, plans, receipts, journal)
