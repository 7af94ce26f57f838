"""What follows from a lead at each commit with the help of what the service knows besides."""

from collections.abc import Sequence

from chassis.unit_of_work import UnitOfWork
from leads.company_keys import keep_company_keys
from leads.domain.lead import Lead
from leads.scoring import derive_scores


async def derive(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """Its score, and the keys by which its company's name is found."""
    await derive_scores(uow, leads)
    await keep_company_keys(uow, leads)
