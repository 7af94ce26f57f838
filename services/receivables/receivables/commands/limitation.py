"""Commands on what interrupts limitation periods. The customer is locked: nothing is paid meanwhile."""

from datetime import date
from uuid import UUID

from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import known
from receivables.domain.instalment import Instalment
from receivables.domain.limitation import Interruption, InterruptionKind, withdrawn
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import ClaimState


@command
async def interrupt_limitation(request: pb.InterruptLimitationRequest, uow: UnitOfWork) -> PaymentPlan:
    given = values(request)
    plan, instalment = await known.instalment_under_lock(uow, UUID(request.instalment_id))
    if instalment.claim_state is not ClaimState.CLAIMABLE:
        raise precondition("NOT_CLAIMABLE", f"'{instalment.name}' is not owed now: nothing of it can lapse.", name=instalment.name)
    day, attachments = given["interruption_date"] or uow.today, list(given["evidence_attachment_ids"])
    others = _owed_besides(instalment, plan, day) if request.all_owed else []
    for each in (instalment, *others):
        interruption = Interruption(
            id=uow.new_id(),
            kind=InterruptionKind(given["kind"]),
            interruption_date=day,
            proven=bool(attachments) or request.is_written,
            note=request.note.strip(),
            evidence_attachment_ids=attachments,
            recorded_by=uow.principal.person_id,
            record_date=uow.today,
        )
        interruption.check(uow.today, each.claim_date, each.interruptions)
        plan.interrupt(each, interruption)
    return plan


def _owed_besides(instalment: Instalment, plan: PaymentPlan, day: date) -> list[Instalment]:
    """What else was owed under the contract on that day, and is."""
    owed = [each for each in plan.instalments if each.claim_state is ClaimState.CLAIMABLE and each is not instalment]
    return [each for each in owed if each.claim_date is None or each.claim_date <= day]


@command
async def withdraw_interruption(request: pb.WithdrawInterruptionRequest, uow: UnitOfWork) -> PaymentPlan:
    plan, instalment = await known.instalment_under_lock(uow, UUID(request.instalment_id))
    by = uow.principal.person_id
    instalment.interrupt(withdrawn(instalment.interruptions, UUID(request.interruption_id), request.reason, by))
    return plan
