"""The log of a lead: it is scoped like the lead, and comes to the account that the lead is converted to."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update

from accounts import clocks
from accounts import tables as t
from accounts.commands.interactions import timeline_line
from accounts.commands.subjects import Home
from accounts.domain.account import Account
from accounts.domain.interaction import Interaction
from accounts.log import scope_of_lines
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as leads


@reaction
async def bring_log_of_lead(fact: leads.LeadConverted, event: Event, uow: UnitOfWork) -> None:
    """After the account was made of the same fact. A refused conversion leaves the log where it is."""
    await uow.stage()
    account = await uow.first(Account, t.account.c.id == UUID(fact.account_id))
    if account is None:
        return
    line = t.interaction.c
    home = Home(account.owner_id, account.team_id, tuple(account.shared_with))
    for interaction in await uow.find(Interaction, line.lead_id == UUID(fact.lead_id), line.account_id.is_(None)):
        interaction.account_id = account.id
        interaction.owner_id, interaction.team_id = home.owner_id, home.team_id
        interaction.shared_with = home.shared_with_author(interaction.person_id)
        if interaction.archive_time is None:
            uow.insert(t.timeline_entry, **timeline_line(interaction, f"user:{interaction.person_id}"))
    await uow.stage()
    await clocks.recount(uow, account.id)


async def follow_leads(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """After leads changed hands: what was written about them is seen by who sees them now, and by who wrote it."""
    line, lead = t.interaction.c, t.copy_lead.c
    scope = scope_of_lines(lead.owner_id, lead.team_id, lead.shared_with)
    elsewhere = or_(*(line[name].is_distinct_from(value) for name, value in scope.items()))
    of_leads = (line.tenant_id == uow.tenant_id, line.lead_id == lead.id, line.account_id.is_(None))
    changed = (lead.tenant_id == uow.tenant_id, lead.id.in_([row["id"] for row in rows]))
    await uow.execute(update(t.interaction).where(*changed, *of_leads, elsewhere).values(scope))
