"""What follows from a lead at each commit with the help of what the service knows besides."""

from collections.abc import Sequence

from chassis.unit_of_work import UnitOfWork
from leads.company_keys import keep_company_keys
from leads.domain.lead import Lead
from leads.scoring import derive_scores
from leads.touch_scopes import keep_touches_with_leads


async def derive(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """Its score, the keys by which its company's name is found, and who sees its touches."""
    await derive_scores(uow, leads)
    await keep_company_keys(uow, leads)
    await keep_touches_with_leads(uow, leads)
