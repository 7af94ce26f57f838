"""The facts about reversals of receipts and of what they paid."""

from typing import TYPE_CHECKING

from chassis.money import Money
from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as events
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.allocation import Reversal

if TYPE_CHECKING:
    from receivables.domain.receipt import Receipt


def figures(receipt: "Receipt", reversal: Reversal, amount: Money) -> events.ReversalFigures:
    return events.ReversalFigures(
        reversal_id=str(reversal.id),
        receipt_id=str(receipt.id),
        receipt_number=receipt.number,
        customer_id=text(receipt.customer_id),
        legal_entity_id=str(receipt.legal_entity_id),
        owner_id=text(receipt.owner_id),
        team_id=text(receipt.team_id),
        payer_name=receipt.payer_name,
        received_date=str(receipt.received_date),
        whole_receipt=reversal.whole_receipt,
        allocation_ids=[str(id) for id in reversal.allocation_ids],
        amount=money(amount),
        state=pb.ReversalState.Value(f"REVERSAL_STATE_{reversal.state.name}"),
        reason=reversal.reason,
        asked_by=text(reversal.asked_by),
        decided_by=text(reversal.decided_by),
    )


def asked(receipt: "Receipt", reversal: Reversal, amount: Money) -> events.ReversalAsked:
    return events.ReversalAsked(reversal=figures(receipt, reversal, amount))


def approved(receipt: "Receipt", reversal: Reversal, amount: Money) -> events.ReversalApproved:
    return events.ReversalApproved(reversal=figures(receipt, reversal, amount))


def declined(receipt: "Receipt", reversal: Reversal, amount: Money) -> events.ReversalDeclined:
    return events.ReversalDeclined(reversal=figures(receipt, reversal, amount))
