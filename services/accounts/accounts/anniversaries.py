"""The anniversary of the first order is a care date that nobody needs to type."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accounts import tables as t
from accounts.domain.account import Account
from accounts.domain.care_date import CareDate, Occasion
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork


async def keep_anniversaries(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """After contracts changed. An earlier first order that comes to light moves the day; one that was archived stays so."""
    first: dict[UUID, date] = {}
    for row in rows:
        account_id, day = row["account_id"], row["effective_date"]
        if account_id is not None and day is not None:
            first[account_id] = min(day, first.get(account_id, day))
    for account_id in await _known(uow, first):
        del first[account_id]
    if not first:
        return
    present = {care.account_id: care for care in await uow.find(CareDate, t.care_date.c.id.in_([_id(each) for each in first]))}
    for account in await uow.find(Account, t.account.c.id.in_(first)):
        day, care = first[account.id], present.get(account.id)
        if care is None:
            care = uow.add(_begun(uow, account))
        care.revise(uow.today, year=day.year, month=day.month, day=day.day)


async def _known(uow: UnitOfWork, first: Mapping[UUID, date]) -> list[UUID]:
    """Accounts whose anniversary is that of this order or of an earlier one."""
    care = t.care_date.c
    rows = await uow.execute(select(care.account_id, care.year, care.month, care.day).where(care.id.in_([_id(each) for each in first])))
    return [row.account_id for row in rows if date(row.year, row.month, row.day) <= first[row.account_id]]


def _id(account_id: UUID) -> UUID:
    return derived_id(account_id, "anniversary")


def _begun(uow: UnitOfWork, account: Account) -> CareDate:
    return CareDate(
        id=_id(account.id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        account_id=account.id,
        occasion=Occasion.ANNIVERSARY,
        owner_id=account.owner_id,
        team_id=account.team_id,
        shared_with=[*account.shared_with],
    )
