"""The facts of this service, made of plans, instalments and receipts as they stand."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from google.protobuf.message import Message

from chassis.errors import DomainError
from chassis.wire import money, text
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import invoices_pb2 as invoices_pb
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.allocation import Allocation
from receivables.domain.dunning import Notice
from receivables.domain.instalment import Instalment
from receivables.domain.limitation import Interruption
from receivables.domain.states import TimeState
from receivables.domain.version import PlanChange, PlanVersion

if TYPE_CHECKING:
    from receivables.domain.cash.claim import ReceiptClaim
    from receivables.domain.plan import PaymentPlan
    from receivables.domain.receipt import Receipt


def plan_figures(plan: "PaymentPlan") -> facts.PlanFigures:
    return facts.PlanFigures(
        payment_plan_id=str(plan.id),
        contract_id=str(plan.contract_id),
        contract_number=plan.contract_number,
        customer_id=str(plan.customer_id),
        legal_entity_id=str(plan.legal_entity_id),
        owner_id=text(plan.owner_id),
        total=money(plan.total),
        payment_plan_number=plan.number,
        team_id=text(plan.team_id),
        business_unit=plan.business_unit,
        product_line=plan.product_line,
        region=plan.region,
    )


def instalment_figures(instalment: Instalment) -> facts.InstalmentFigures:
    return facts.InstalmentFigures(
        instalment_id=str(instalment.id),
        payment_plan_id=str(instalment.payment_plan_id),
        contract_id=str(instalment.contract_id),
        contract_number=instalment.contract_number,
        customer_id=str(instalment.customer_id),
        legal_entity_id=str(instalment.legal_entity_id),
        owner_id=text(instalment.owner_id),
        position=instalment.position,
        name=instalment.name,
        basis=pb.Basis.Value(f"BASIS_{instalment.basis.name}"),
        layer=terms_pb.PaymentLayer.Value(f"PAYMENT_LAYER_{instalment.layer.name}"),
        claim_state=pb.ClaimState.Value(f"CLAIM_STATE_{instalment.claim_state.name}"),
        amount=money(instalment.amount),
        open=money(instalment.open),
        share="" if instalment.share is None else f"{instalment.share:f}",
        expected_date=text(instalment.expected_date),
        due_date=text(instalment.due_date),
        gate=terms_pb.PaymentGate.Value(f"PAYMENT_GATE_{instalment.gate.name}") if instalment.gate else terms_pb.PAYMENT_GATE_UNSPECIFIED,
        disputed=money(instalment.disputed),
        promised=money(instalment.promised),
        team_id=text(instalment.team_id),
        region=instalment.region,
        invoice_progress=invoices_pb.InvoiceProgress.Value(f"INVOICE_PROGRESS_{instalment.invoice_progress.name}"),
    )


def receipt_figures(receipt: "Receipt") -> facts.ReceiptFigures:
    return facts.ReceiptFigures(
        receipt_id=str(receipt.id),
        legal_entity_id=str(receipt.legal_entity_id),
        customer_id=text(receipt.customer_id),
        tender=pb.Tender.Value(f"TENDER_{receipt.tender.name}"),
        amount=money(receipt.amount),
        unapplied=money(receipt.unapplied),
        received_date=str(receipt.received_date),
        payer_name=receipt.payer_name,
        bank_reference=receipt.bank_reference,
        contract_id=text(receipt.contract_id),
        entered_by=text(receipt.entered_by),
        owner_id=text(receipt.owner_id),
    )


def plan_change(change: PlanChange) -> pb.PlanChange:
    return pb.PlanChange(
        instalment_id=str(change.instalment_id),
        name=change.name,
        kind=pb.ChangeKind.Value(f"CHANGE_KIND_{change.kind.name}"),
        previous_amount=money(change.previous_amount),
        amount=money(change.amount),
        previous_payment_date=text(change.previous_payment_date),
        payment_date=text(change.payment_date),
        days=change.days,
    )


def plan_created(plan: "PaymentPlan") -> facts.PlanCreated:
    planned = [instalment_figures(instalment) for instalment in plan.instalments if not instalment.is_cancelled]
    return facts.PlanCreated(plan=plan_figures(plan), effective_date=str(plan.effective_date), instalments=planned)


def plan_refused(plan: "PaymentPlan", refusal: DomainError) -> facts.PlanRefused:
    return facts.PlanRefused(plan=plan_figures(plan), reason=refusal.reason, detail=refusal.detail)


def plan_revised(plan: "PaymentPlan", version: PlanVersion) -> facts.PlanRevised:
    return facts.PlanRevised(
        plan=plan_figures(plan),
        plan_version=version.number,
        cause=pb.VersionCause.Value(f"VERSION_CAUSE_{version.cause.name}"),
        reason=version.reason,
        made_by=text(version.made_by),
        changes=[plan_change(change) for change in version.changes],
        moved=money(version.moved),
        moved_days=version.moved_days,
    )


def claimable(instalment: Instalment) -> facts.InstalmentClaimable:
    return facts.InstalmentClaimable(instalment=instalment_figures(instalment), claim_date=text(instalment.claim_date))


def limitation_near(instalment: Instalment, days_left: int) -> facts.LimitationNear:
    return facts.LimitationNear(
        instalment=instalment_figures(instalment), limitation_date=text(instalment.limitation_date), days_left=days_left
    )


def limitation_interrupted(instalment: Instalment, by: Interruption) -> facts.LimitationInterrupted:
    return facts.LimitationInterrupted(
        instalment=instalment_figures(instalment),
        kind=pb.InterruptionKind.Value(f"INTERRUPTION_KIND_{by.kind.name}"),
        interruption_date=str(by.interruption_date),
        limitation_date=text(instalment.limitation_date),
    )


def time_told(instalment: Instalment, today: date) -> Message | None:
    """What there is to say of where it stands; nothing before it is due soon."""
    figures = instalment_figures(instalment)
    match instalment.told:
        case TimeState.DUE_SOON if instalment.due_date:
            return facts.InstalmentDueSoon(instalment=figures, days_left=(instalment.due_date - today).days)
        case TimeState.DUE:
            return facts.InstalmentDue(instalment=figures)
        case TimeState.OVERDUE:
            return facts.InstalmentOverdue(instalment=figures)
    return None


def noticed(instalment: Instalment, notice: Notice, today: date) -> Message:
    """What is to be prepared for, or asked for."""
    figures = instalment_figures(instalment)
    if notice.occasion.is_reminder:
        overdue = (today - notice.payment_date).days
        return facts.InstalmentReminderDue(instalment=figures, level=notice.level, days_overdue=overdue, payable=money(instalment.payable))
    occasion = pb.PreparationOccasion.Value(f"PREPARATION_OCCASION_{notice.occasion.name}")
    return facts.InstalmentPreparationDue(
        instalment=figures, occasion=occasion, days_before=-notice.level, payment_date=str(notice.payment_date)
    )


def settled(instalment: Instalment, received: date) -> facts.InstalmentSettled:
    late = 0 if instalment.due_date is None else max(0, (received - instalment.due_date).days)
    return facts.InstalmentSettled(instalment=instalment_figures(instalment), settle_date=str(received), days_late=late)


def receipt_recorded(receipt: "Receipt") -> facts.ReceiptRecorded:
    return facts.ReceiptRecorded(receipt=receipt_figures(receipt))


def receipt_claimed(receipt: "Receipt", claim: "ReceiptClaim") -> facts.ReceiptClaimed:
    return facts.ReceiptClaimed(
        receipt=receipt_figures(receipt),
        receipt_claim_id=str(claim.id),
        customer_id=str(claim.customer_id),
        claimed_by=text(claim.owner_id),
        evidence=claim.evidence,
    )


def receipt_allocated(receipt: "Receipt", instalment: Instalment, line: Allocation) -> facts.ReceiptAllocated:
    return facts.ReceiptAllocated(
        receipt=receipt_figures(receipt),
        instalment=instalment_figures(instalment),
        allocation_id=str(line.id),
        amount=money(line.amount),
        allocation_date=str(line.allocation_date),
    )


def allocation_reversed(
    receipt: "Receipt", instalment: Instalment, line: Allocation, reason: str, asked_by: UUID | None, approved_by: UUID | None = None
) -> facts.AllocationReversed:
    return facts.AllocationReversed(
        receipt=receipt_figures(receipt),
        instalment=instalment_figures(instalment),
        allocation_id=str(line.id),
        amount=money(line.amount),
        reason=reason,
        asked_by=text(asked_by),
        approved_by=text(approved_by),
    )
