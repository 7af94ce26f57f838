"""Touches are seen by who sees the lead or account that they were seen on: when that changes hands, so do they.

A lead that becomes an account takes its touches there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, or_, update

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
    touch, account = t.touch.c, t.copy_account.c
    scope = {name: account[name] for name in ("owner_id", "team_id", "shared_with")}
    elsewhere = or_(*(touch[name].is_distinct_from(value) for name, value in scope.items()))
    of_accounts = (touch.tenant_id == uow.tenant_id, touch.account_id == account.id)
    changed = (account.tenant_id == uow.tenant_id, account.id.in_([row["id"] for row in rows]))
    await uow.execute(update(t.touch).where(*changed, *of_accounts, elsewhere).values(scope))
