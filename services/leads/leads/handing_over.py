"""What follows when the leads of one person go to successors."""

from collections.abc import Sequence

from chassis.unit_of_work import UnitOfWork
from leads import known
from leads.domain.lead import Lead


async def restart_clocks(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """Who takes over gets the whole time; what a lead is in stays."""
    clocks = await known.clocks(uow)
    for lead in leads:
        lead.taken_over(uow.now, clocks)
