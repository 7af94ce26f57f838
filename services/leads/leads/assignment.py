"""Who gets a lead that comes in without an owner, and why."""

from dataclasses import dataclass
from uuid import UUID

from chassis.reasons import Reason
from chassis.unit_of_work import UnitOfWork
from leads import assigning
from leads.domain.lead import Lead
from leads.domain.reasons import ENTERED_BY_ONESELF

# Who has it follows leads up: what such a person takes in is theirs.
FOLLOWS_UP = "lead.accept"


@dataclass(frozen=True, slots=True)
class Choice:
    """An active member, with the reason: it stands in the assignment."""

    person_id: UUID
    reason: Reason


async def choose(uow: UnitOfWork, lead: Lead) -> Choice | None:
    """Who took it in, where they follow leads up; else whom the rules find. None leaves the lead to the default pool."""
    person_id = uow.principal.person_id
    if person_id is not None and uow.principal.may(FOLLOWS_UP):
        return Choice(person_id, ENTERED_BY_ONESELF())
    decided = await assigning.decide(uow, lead)
    return Choice(decided.person_id, decided.reason) if decided and decided.person_id else None
