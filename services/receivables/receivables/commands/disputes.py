"""Commands on disputes. The customer is locked: what can be disputed depends on what is paid and disputed already."""

from chassis.errors import invalid
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.domain.contract import give
from receivables.domain.dispute import Dispute
from receivables.domain.states import DisputeOutcome, DisputeReason, ResponsibleSide

# What an update does not touch.
_STAYS = ("instalment_id", "amount", "dispute_date")


@command
async def create_dispute(request: pb.CreateDisputeRequest, uow: UnitOfWork) -> Dispute:
    given = values(request.dispute)
    amount, side = given.pop("amount"), given.pop("responsible_side")
    plan, instalment = await known.instalment_under_lock(uow, given["instalment_id"])
    dispute = Dispute(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        payment_plan_id=plan.id,
        contract_id=plan.contract_id,
        customer_id=plan.customer_id,
        legal_entity_id=plan.legal_entity_id,
        currency=instalment.currency,
        reason=DisputeReason(given.pop("reason")),
        dispute_date=given.pop("dispute_date") or uow.today,
        responsible_side=ResponsibleSide(side) if side else None,
        opened_by=uow.principal.person_id,
        **given,
    )
    give(dispute, plan.belonging)
    dispute.open(instalment, amount, today=uow.today)
    return uow.add(dispute)


@command
async def update_dispute(request: pb.UpdateDisputeRequest, uow: UnitOfWork) -> Dispute:
    dispute = await uow.get(Dispute, request.dispute_id, etag=request.etag)
    dispute.check_open()
    changes = values(request.dispute, request.update_mask)
    for name in _STAYS:
        if (value := changes.pop(name, None)) is not None and value != getattr(dispute, name):
            raise invalid(f"dispute.{name}", f"{name} of a dispute does not change; resolve it and note another.", "DISPUTE_STAYS")
    if reason := changes.pop("reason", None):
        dispute.reason = DisputeReason(reason)
    if "responsible_side" in changes:
        side = changes.pop("responsible_side")
        dispute.responsible_side = ResponsibleSide(side) if side else None
    for name, value in changes.items():
        setattr(dispute, name, merged(getattr(dispute, name), value))
    return dispute


@command
async def resolve_dispute(request: pb.ResolveDisputeRequest, uow: UnitOfWork) -> Dispute:
    dispute = await uow.get(Dispute, request.dispute_id, etag=request.etag)
    _, instalment = await known.instalment_under_lock(uow, dispute.instalment_id)
    outcome = DisputeOutcome(values(request)["outcome"])
    dispute.resolve(outcome, request.resolution, instalment, by=uow.principal.person_id, at=uow.now)
    return dispute
