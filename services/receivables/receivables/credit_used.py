"""What of limits is used, for whoever asks."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.scope import Limits
from receivables import credit_exposure as made_of
from receivables.credit_tables import credit_limit
from receivables.domain.credit.exposure import Exposed, Granted, Usage, usage
from receivables.domain.credit.states import CreditKind, CreditState

c = credit_limit.c


def at(customers: Collection[UUID], legal_entity_id: UUID | None, currency: str) -> ColumnElement[bool]:
    """The limits that hold for what these customers buy there."""
    here = c.legal_entity_id.is_(None) | (c.legal_entity_id == legal_entity_id)
    return and_(c.customer_id.in_(customers), c.currency == currency, here)


async def used(
    connection: AsyncConnection,
    tenant_id: UUID,
    today: date,
    where: ColumnElement[bool],
    near_percent: int,
    limits: Limits,
    *,
    contract_id: UUID | None = None,
    releasing: Collection[UUID] | None = None,
    besides: Sequence[Exposed] = (),
) -> list[Usage]:
    """What is used of the limits, `besides` among it; `releasing` are the customers whose releases count, all of the group where nothing
    is said."""
    mine = (c.tenant_id == tenant_id, c.state == CreditState.APPROVED)
    named = [c.legal_entity_id.in_(limits.legal_entity_ids)] if limits.legal_entity_ids else []
    agreed = (await connection.execute(select(credit_limit).where(*mine, c.kind == CreditKind.LIMIT, where, *named))).all()
    groups = await made_of.members(connection, tenant_id, {row.customer_id for row in agreed})
    customers = {id for group in groups.values() for id in group}
    sums = await made_of.exposed(connection, made_of.rows(tenant_id, today, customers, Limits())) if customers else []
    from_whom = customers if releasing is None else customers & set(releasing)
    released = select(credit_limit).where(*mine, c.kind == CreditKind.RELEASE, c.customer_id.in_(from_whom))
    releases = cast(Sequence[Any], (await connection.execute(released)).all())
    return [
        usage(
            cast(Granted, row),
            releases,
            [*sums, *besides],
            groups[row.customer_id],
            today=today,
            near_percent=near_percent,
            contract_id=contract_id,
        )
        for row in agreed
    ]
