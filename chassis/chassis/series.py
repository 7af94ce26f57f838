"""Gapless numbers for people: one counter row per series, taken last in the transaction and released with its commit.

A record with a legal entity is counted in that company's own series where the company has a template for its kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis.aggregate import Aggregate
from chassis.descriptors import descriptor_of
from chassis.numbers import NumberTemplate
from chassis.tables import copy_legal_entity, number_series

if TYPE_CHECKING:
    from chassis.service import Resource
    from chassis.unit_of_work import UnitOfWork


_FIRST = insert(number_series)
_TAKE = _FIRST.on_conflict_do_update(
    index_elements=["tenant_id", "series", "period"], set_={"last": number_series.c.last + _FIRST.excluded.last}
).returning(number_series.c.last)


async def take_numbers(uow: UnitOfWork, created: list[tuple[Aggregate, Resource]]) -> None:
    """Numbers what is new and numbered; n records of one series cost one statement."""
    unnumbered: list[tuple[Any, Resource]] = [(root, resource) for root, resource in created if resource.number and not _number(root)]
    own = await _own_templates(uow, {entity for root, _ in unnumbered if (entity := _legal_entity(root))})
    waiting: list[tuple[Any, NumberTemplate, tuple[str, str]]] = []
    for root, resource in unnumbered:
        entity = _legal_entity(root)
        text = own.get(entity, {}).get(resource.name) if entity else None
        template = NumberTemplate.parse(text or resource.number)
        waiting.append((root, template, (f"{resource.name}/{entity}" if text else resource.name, template.period(uow.today))))
    last = {key: await _advance(uow, key, count) - count for key, count in sorted(Counter(key for _, _, key in waiting).items())}
    for root, template, key in waiting:
        last[key] += 1
        root.number = template.render(last[key], uow.today)


def _number(root: Any) -> str:
    return str(root.number)


def _legal_entity(root: Any) -> UUID | None:
    return getattr(root, "legal_entity_id", None)


async def _own_templates(uow: UnitOfWork, legal_entities: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """The companies' own templates by kind of record."""
    if not legal_entities:
        return {}
    entity = copy_legal_entity.c
    statement = select(entity.id, entity.number_templates).where(entity.tenant_id == uow.tenant_id, entity.id.in_(legal_entities))
    return {row.id: row.number_templates for row in await uow.execute(statement)}


def tell_number(root: Any, kind: str, facts: Iterable[Message]) -> None:
    """Facts of what this commit creates were recorded before it had a number: `<kind>_number` is filled in where it is empty, in the
    fact and in the figures that it shows; `number` in figures of its own, which name it by `<kind>_id`."""
    for message in (each for fact in facts for each in (fact, *_figures(fact))):
        own = getattr(message, f"{kind}_id", "") == str(root.id)
        for name in (f"{kind}_number", *(["number"] if own else [])):
            if name in descriptor_of(message).fields_by_name and not getattr(message, name):
                setattr(message, name, root.number)


def _figures(fact: Message) -> list[Message]:
    return [value for field, value in fact.ListFields() if field.message_type is not None and not field.is_repeated]


async def _advance(uow: UnitOfWork, key: tuple[str, str], count: int) -> int:
    """The last number of the series after taking `count`."""
    series, period = key
    taken = {"tenant_id": uow.tenant_id, "series": series, "period": period, "last": count}
    return int((await uow.execute(_TAKE, taken)).scalar_one())
