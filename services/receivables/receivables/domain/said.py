"""The facts about what people say: promises, disputes and intents of customers, and revisions that colleagues ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chassis.money import Money
from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.facts import instalment_figures, plan_change
from receivables.domain.instalment import Instalment

if TYPE_CHECKING:
    from receivables.domain.dispute import Dispute
    from receivables.domain.intent import Intent
    from receivables.domain.plan_revision import PlanRevision
    from receivables.domain.promise import Promise


def promise_figures(promise: "Promise") -> facts.PromiseFigures:
    return facts.PromiseFigures(
        promise_id=str(promise.id),
        promise_number=promise.number,
        customer_id=str(promise.customer_id),
        legal_entity_id=str(promise.legal_entity_id),
        owner_id=text(promise.owner_id),
        amount=money(promise.amount),
        kept=money(promise.kept),
        promise_date=str(promise.promise_date),
        break_date=str(promise.break_date),
        medium=pb.PromiseMedium.Value(f"PROMISE_MEDIUM_{promise.medium.name}"),
        contact_id=text(promise.contact_id),
        speaker=promise.speaker,
        recorded_by=text(promise.recorded_by),
    )


def dispute_figures(dispute: "Dispute") -> facts.DisputeFigures:
    side = dispute.responsible_side
    return facts.DisputeFigures(
        dispute_id=str(dispute.id),
        dispute_number=dispute.number,
        customer_id=str(dispute.customer_id),
        legal_entity_id=str(dispute.legal_entity_id),
        owner_id=text(dispute.owner_id),
        amount=money(dispute.amount),
        reason=pb.DisputeReason.Value(f"DISPUTE_REASON_{dispute.reason.name}"),
        detail=dispute.detail,
        responsible_side=pb.ResponsibleSide.Value(f"RESPONSIBLE_SIDE_{side.name}") if side else pb.RESPONSIBLE_SIDE_UNSPECIFIED,
        responsible_id=text(dispute.responsible_id),
        dispute_date=str(dispute.dispute_date),
    )


def _all(instalments: Sequence[Instalment]) -> list[facts.InstalmentFigures]:
    return [instalment_figures(instalment) for instalment in instalments]


def promise_made(promise: "Promise", instalments: Sequence[Instalment]) -> facts.PromiseMade:
    return facts.PromiseMade(promise=promise_figures(promise), instalments=_all(instalments))


def promise_kept(promise: "Promise", instalments: Sequence[Instalment]) -> facts.PromiseKept:
    return facts.PromiseKept(promise=promise_figures(promise), instalments=_all(instalments))


def promise_broken(promise: "Promise", instalments: Sequence[Instalment], missing: Money) -> facts.PromiseBroken:
    return facts.PromiseBroken(promise=promise_figures(promise), instalments=_all(instalments), missing=money(missing))


def promise_withdrawn(promise: "Promise", instalments: Sequence[Instalment]) -> facts.PromiseWithdrawn:
    return facts.PromiseWithdrawn(promise=promise_figures(promise), instalments=_all(instalments), reason=promise.withdraw_reason)


def dispute_opened(dispute: "Dispute", instalment: Instalment) -> facts.DisputeOpened:
    return facts.DisputeOpened(dispute=dispute_figures(dispute), instalment=instalment_figures(instalment))


def dispute_resolved(dispute: "Dispute", instalment: Instalment) -> facts.DisputeResolved:
    outcome = dispute.outcome
    return facts.DisputeResolved(
        dispute=dispute_figures(dispute),
        instalment=instalment_figures(instalment),
        outcome=pb.DisputeOutcome.Value(f"DISPUTE_OUTCOME_{outcome.name}") if outcome else pb.DISPUTE_OUTCOME_UNSPECIFIED,
        resolution=dispute.resolution,
        resolved_by=text(dispute.resolved_by),
    )


def intent_recorded(intent: "Intent", instalment: Instalment | None) -> facts.IntentRecorded:
    return facts.IntentRecorded(
        intent_id=str(intent.id),
        kind=pb.IntentKind.Value(f"INTENT_KIND_{intent.kind.name}"),
        intent_date=str(intent.intent_date),
        customer_id=str(intent.customer_id),
        owner_id=text(intent.owner_id),
        instalment=instalment_figures(instalment) if instalment else None,
        contact_id=text(intent.contact_id),
        speaker=intent.speaker,
        evidence=intent.evidence,
        evidence_attachment_ids=[str(id) for id in intent.evidence_attachment_ids],
        recorded_by=text(intent.recorded_by),
    )


def revision_figures(revision: "PlanRevision") -> facts.RevisionFigures:
    return facts.RevisionFigures(
        plan_revision_id=str(revision.id),
        plan_revision_number=revision.number,
        payment_plan_id=str(revision.payment_plan_id),
        contract_id=str(revision.contract_id),
        contract_number=revision.contract_number,
        customer_id=str(revision.customer_id),
        legal_entity_id=str(revision.legal_entity_id),
        owner_id=text(revision.owner_id),
        state=pb.RevisionState.Value(f"REVISION_STATE_{revision.state.name}"),
        reason=revision.reason,
        asked_by=text(revision.asked_by),
        changes=[plan_change(change) for change in revision.changes],
        moved=money(revision.moved),
        moved_days=revision.moved_days,
    )


def revision_asked(revision: "PlanRevision") -> facts.PlanRevisionAsked:
    return facts.PlanRevisionAsked(revision=revision_figures(revision))


def revision_approved(revision: "PlanRevision") -> facts.PlanRevisionApproved:
    return facts.PlanRevisionApproved(
        revision=revision_figures(revision), approved_by=text(revision.approved_by), confirmed_by=text(revision.confirmed_by)
    )


def revision_rejected(revision: "PlanRevision") -> facts.PlanRevisionRejected:
    return facts.PlanRevisionRejected(
        revision=revision_figures(revision), reason=revision.reject_reason, rejected_by=text(revision.rejected_by)
    )
