"""Gapless numbers for people: one counter row per series, taken last in the transaction and released with its commit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.postgresql import insert

from chassis.aggregate import Aggregate
from chassis.numbers import NumberTemplate
from chassis.tables import number_series

if TYPE_CHECKING:
    from chassis.service import Resource
    from chassis.unit_of_work import UnitOfWork


async def take_numbers(uow: UnitOfWork, created: list[tuple[Aggregate, Resource]]) -> None:
    """Numbers what is new and numbered; n records of one series cost one statement."""
    waiting: list[tuple[Any, NumberTemplate, tuple[str, str]]] = []
    for root, resource in created:
        if resource.number and not root.number:  # type: ignore[attr-defined]
            template = NumberTemplate.parse(resource.number)
            waiting.append((root, template, (resource.name, template.period(uow.today))))
    last = {key: await _advance(uow, key, count) - count for key, count in sorted(Counter(key for _, _, key in waiting).items())}
    for root, template, key in waiting:
        last[key] += 1
        root.number = template.render(last[key], uow.today)


async def _advance(uow: UnitOfWork, key: tuple[str, str], count: int) -> int:
    """The last number of the series after taking `count`."""
    series, period = key
    statement = insert(number_series).values(tenant_id=uow.tenant_id, series=series, period=period, last=count)
    advanced = statement.on_conflict_do_update(
        index_elements=["tenant_id", "series", "period"], set_={"last": number_series.c.last + count}
    ).returning(number_series.c.last)
    return int((await uow.execute(advanced)).scalar_one())
