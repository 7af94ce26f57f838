"""Touches are seen by who sees the lead or account that they were seen on: when that changes hands, so do they.

A lead that becomes an account takes its touches there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Uuid, literal, update
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.changes import history_of
from chassis.unit_of_work import UnitOfWork, is_new
from leads import tables as t
from leads.domain.lead import Lead


async def keep_touches_with_leads(uow: UnitOfWork, leads: Sequence[Lead]) -> None:
    """In the same commit. What belongs to an account already is seen by who sees that."""
    for lead in leads:
        if is_new(lead):
            continue
        if any(history_of(lead, name).has_changes() for name in ("owner_id", "team_id", "shared_with")):
            uow.write_later(_given_away, lead)
        if (became := history_of(lead, "account_id")).has_changes():
            uow.write_later(_brought_along, (lead, next(iter(became.deleted or ()), None)))


def _given_away(leads: Sequence[Lead]) -> Iterable[Executable]:
    touch = t.touch.c
    for lead in leads:
        seen = (touch.tenant_id == lead.tenant_id, touch.lead_id == lead.id, touch.account_id.is_(None))
        yield update(t.touch).where(*seen).values(owner_id=lead.owner_id, team_id=lead.team_id, shared_with=lead.shared_with)


def _brought_along(items: Sequence[tuple[Lead, UUID | None]]) -> Iterable[Executable]:
    """To the account; and back, where accounts refused to make it."""
    touch = t.touch.c
    for lead, before in items:
        seen = (touch.tenant_id == lead.tenant_id, touch.lead_id == lead.id, touch.account_id.is_not_distinct_from(before))
        yield update(t.touch).where(*seen).values(account_id=lead.account_id)


async def keep_touches_with_accounts(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """After copies of accounts have changed."""
    touch = t.touch.c
    for row in rows:
        scope = {
            "owner_id": literal(row["owner_id"], Uuid),
            "team_id": literal(row["team_id"], Uuid),
            "shared_with": literal(row["shared_with"], ARRAY(Uuid)),
        }
        other = touch.owner_id.is_distinct_from(scope["owner_id"]) | touch.team_id.is_distinct_from(scope["team_id"])
        changed = other | (touch.shared_with != scope["shared_with"])
        seen = (touch.tenant_id == row["tenant_id"], touch.account_id == row["id"])
        await uow.execute(update(t.touch).where(*seen, changed).values(scope))
