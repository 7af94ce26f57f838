"""A tenant that was removed leaves nothing behind: every service deletes its rows when identity tells that it is gone.

What was on its way meanwhile may arrive afterwards, so it is done again, a minute and an hour later.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text

from chassis.arming import NO_OFFSET, arm
from chassis.service import Due

if TYPE_CHECKING:
    from chassis.unit_of_work import UnitOfWork

AGAIN_AFTER = {"": timedelta(0), "soon": timedelta(minutes=1), "later": timedelta(hours=1)}
_PATIENCE = text("set local statement_timeout = '10min'")
_PURGE = text("select purge_tenant()")


async def arm_purge(uow: UnitOfWork) -> None:
    times = {(uow.tenant_id, "purge", slot): uow.clock.real() + pause for slot, pause in AGAIN_AFTER.items()}
    await arm(uow, times, offset=NO_OFFSET)


async def purge(_: Due, uow: UnitOfWork) -> None:
    """Deletes every row of the tenant. The function refuses unless the local copy says that the tenant is gone."""
    await uow.execute(_PATIENCE)
    await uow.execute(_PURGE)
