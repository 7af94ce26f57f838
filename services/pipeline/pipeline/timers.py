"""What time causes."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from pipeline.domain.contract import Contract

MILESTONE_LATE = "milestone_late"


def contract_timers(contract: Contract) -> Mapping[tuple[str, str], date]:
    """One for each milestone that is still to come, at the beginning of the day after its expected date."""
    return {(MILESTONE_LATE, str(milestone_id)): late_date for milestone_id, late_date in contract.late_dates.items()}


@timer(MILESTONE_LATE)
async def tell_late_milestone(due: Due, uow: UnitOfWork) -> None:
    """The slot is the milestone's id. What was rescheduled or reached in the meantime is not late."""
    contract = await uow.get(Contract, due.subject_id, archived=True)
    contract.tell_late(UUID(due.slot), today=uow.today)
