"""Looks every morning whether a customer, or its group, owes more than its limit."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import select

from chassis.errors import DomainError, Kind
from chassis.ids import derived_id
from chassis.scope import Limits
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from receivables import credit_exposure as made_of
from receivables import known
from receivables.credit_tables import credit_limit
from receivables.domain.credit.exposure import Granted, usage
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditKind, CreditState
from receivables.domain.credit.watch import CreditWatch

CREDIT_DAY = "credit_day"


def start_watch(uow: UnitOfWork, limit: CreditLimit) -> None:
    """From tomorrow on: who approves a limit sees what is used of it."""
    uow.add(
        CreditWatch(
            id=_id_of(limit),
            tenant_id=uow.tenant_id,
            create_time=uow.now,
            update_time=uow.now,
            credit_limit_id=limit.id,
            look_date=uow.today + timedelta(days=1),
        )
    )


async def stop_watch(uow: UnitOfWork, limit: CreditLimit) -> None:
    try:
        (await uow.get(CreditWatch, _id_of(limit))).stop()
    except DomainError as error:
        # A release or collateral was never watched.
        if error.kind is not Kind.NOT_FOUND:
            raise


def watch_timers(watch: CreditWatch) -> Mapping[tuple[str, str], date]:
    return {} if watch.look_date is None else {(CREDIT_DAY, ""): watch.look_date}


@timer(CREDIT_DAY)
async def look_at_credit(due: Due, uow: UnitOfWork) -> None:
    watch = await uow.get(CreditWatch, due.subject_id)
    limit = await uow.get(CreditLimit, watch.credit_limit_id)
    if limit.state is not CreditState.APPROVED:
        watch.stop()
        return
    connection = await uow.session.connection()
    group = (await made_of.members(connection, uow.tenant_id, (limit.customer_id,)))[limit.customer_id]
    c = credit_limit.c
    mine = (c.tenant_id == uow.tenant_id, c.state == CreditState.APPROVED, c.kind == CreditKind.RELEASE, c.customer_id.in_(group))
    used = usage(
        limit,
        cast("list[Granted]", (await uow.execute(select(credit_limit).where(*mine))).all()),
        await made_of.exposed(connection, made_of.rows(uow.tenant_id, uow.today, group, Limits())),
        group,
        today=uow.today,
        near_percent=(await known.settings(uow)).credit_near_percent,
    )
    watch.look(limit, used, uow.today)


def _id_of(limit: CreditLimit) -> UUID:
    return derived_id("credit_watch", limit.id)
