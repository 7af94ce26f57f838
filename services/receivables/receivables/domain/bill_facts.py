"""The facts about bills."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from google.protobuf.message import Message

from chassis.wire import money, text
from crm.receivables.v1 import bills_pb2 as pb
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.states import BillNotice

if TYPE_CHECKING:
    from receivables.domain.bill import Bill
    from receivables.domain.bill_parts import BillRequest


def bill_figures(bill: "Bill") -> facts.BillFigures:
    return facts.BillFigures(
        bill_id=str(bill.id),
        number=bill.number,
        receipt_id=str(bill.receipt_id),
        legal_entity_id=str(bill.legal_entity_id),
        customer_id=text(bill.customer_id),
        owner_id=text(bill.owner_id),
        team_id=text(bill.team_id),
        kind=pb.BillKind.Value(f"BILL_KIND_{bill.kind.name}"),
        state=pb.BillState.Value(f"BILL_STATE_{bill.state.name}"),
        bill_number=bill.bill_number,
        amount=money(bill.amount),
        acceptor=bill.acceptor,
        due_date=text(bill.due_date),
        presentation_end_date=text(bill.presentation_end_date),
        counterparty=bill.counterparty,
        responsible_id=text(bill.entered_by),
    )


def requested(bill: "Bill", asked: "BillRequest") -> facts.BillActRequested:
    return facts.BillActRequested(
        bill=bill_figures(bill),
        act=pb.BillAct.Value(f"BILL_ACT_{asked.act.name}"),
        asked_by=text(bill.asked_by),
        counterparty=asked.counterparty,
    )


def decided(bill: "Bill", approved: bool, by: UUID | None, note: str) -> facts.BillActDecided:
    return facts.BillActDecided(bill=bill_figures(bill), approved=approved, decided_by=text(by), note=note)


def noticed(bill: "Bill", notice: BillNotice, today: date) -> Message:
    """What there is to say of the days of a bill that nobody has presented."""
    figures = bill_figures(bill)
    match notice:
        case BillNotice.PRESENTABLE:
            return facts.BillPresentable(bill=figures, days_left=max(0, (bill.due_date - today).days) if bill.due_date else 0)
        case BillNotice.MATURED:
            return facts.BillMatured(bill=figures)
        case BillNotice.CLOSING:
            return facts.BillPresentationClosing(bill=figures)
    return facts.BillLapsed(bill=figures)


def presented(bill: "Bill") -> facts.BillPresented:
    return facts.BillPresented(bill=bill_figures(bill))


def paid(bill: "Bill", on: date) -> facts.BillPaid:
    return facts.BillPaid(bill=bill_figures(bill), pay_date=str(on))


def left(bill: "Bill") -> facts.BillPassedOn:
    return facts.BillPassedOn(bill=bill_figures(bill))


def dishonoured(bill: "Bill", reason: str, on: date) -> facts.BillDishonoured:
    return facts.BillDishonoured(bill=bill_figures(bill), reason=reason, dishonour_date=str(on))
