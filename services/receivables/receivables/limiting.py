"""What customers say that lets the limitation period of what they owe begin anew (诉讼时效中断)."""

from collections.abc import Collection
from uuid import UUID

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.limitation import Interruption, InterruptionKind
from receivables.domain.states import ClaimState


def acknowledged(kind: InterruptionKind, source_id: UUID, uow: UnitOfWork, *, proven: bool = True) -> Interruption:
    """Today, by a promise or a statement of account."""
    return Interruption(
        id=derived_id("interruption", source_id),
        kind=kind,
        interruption_date=uow.today,
        proven=proven,
        source_id=source_id,
        recorded_by=uow.principal.person_id,
        record_date=uow.today,
    )


async def confirm_claims(uow: UnitOfWork, statement: AccountStatement) -> None:
    """What a customer confirmed that it owes, it owes anew, as far as anything but our own word shows it; what was paid or cancelled
    meanwhile stays as it is. The customer is locked."""
    confirmed = statement.acknowledged()
    await known.learn_plans(uow, confirmed)
    for id in confirmed:
        plan, instalment = await known.instalment_of(uow, id)
        if instalment.claim_state is ClaimState.CLAIMABLE:
            plan.interrupt(instalment, acknowledged(InterruptionKind.CONFIRMATION, statement.id, uow, proven=statement.is_proven))


async def show(uow: UnitOfWork, ids: Collection[UUID], source_id: UUID, *, proven: bool) -> None:
    """Something written of what interrupted these came, or went. The customer is locked."""
    await known.learn_plans(uow, ids)
    for id in ids:
        plan, instalment = await known.instalment_of(uow, id)
        plan.show(instalment, source_id, proven=proven)
