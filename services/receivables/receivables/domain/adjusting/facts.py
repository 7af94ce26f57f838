"""The facts about adjustments."""

from typing import TYPE_CHECKING

from chassis.wire import money, text
from crm.receivables.v1 import adjustments_pb2 as pb
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.facts import instalment_figures
from receivables.domain.instalment import Instalment

if TYPE_CHECKING:
    from receivables.domain.adjusting.adjustment import Adjustment


def figures(adjustment: "Adjustment") -> facts.AdjustmentFigures:
    return facts.AdjustmentFigures(
        adjustment_id=str(adjustment.id),
        number=adjustment.number,
        kind=pb.AdjustmentKind.Value(f"ADJUSTMENT_KIND_{adjustment.kind.name}"),
        state=pb.AdjustmentState.Value(f"ADJUSTMENT_STATE_{adjustment.state.name}"),
        original_id=text(adjustment.original_id),
        receipt_id=text(adjustment.receipt_id),
        instalment_id=text(adjustment.instalment_id),
        contract_id=text(adjustment.contract_id),
        contract_number=adjustment.contract_number,
        customer_id=text(adjustment.customer_id),
        legal_entity_id=str(adjustment.legal_entity_id),
        owner_id=text(adjustment.owner_id),
        team_id=text(adjustment.team_id),
        amount=money(adjustment.amount),
        reason=adjustment.reason,
        payee_name=adjustment.payee_name,
        value_date=text(adjustment.value_date),
        bank_reference=adjustment.bank_reference,
        requested_by=text(adjustment.requested_by),
    )


def requested(adjustment: "Adjustment") -> facts.AdjustmentRequested:
    return facts.AdjustmentRequested(adjustment=figures(adjustment))


def approved(adjustment: "Adjustment") -> facts.AdjustmentApproved:
    return facts.AdjustmentApproved(
        adjustment=figures(adjustment),
        approved_by=text(adjustment.approved_by),
        awaits_confirmation=adjustment.needs_confirmation,
    )


def posted(adjustment: "Adjustment", instalment: Instalment | None) -> facts.AdjustmentPosted:
    touched = None if instalment is None else instalment_figures(instalment)
    return facts.AdjustmentPosted(adjustment=figures(adjustment), instalment=touched)


def rejected(adjustment: "Adjustment") -> facts.AdjustmentRejected:
    return facts.AdjustmentRejected(adjustment=figures(adjustment), reason=adjustment.end_reason, rejected_by=text(adjustment.ended_by))
