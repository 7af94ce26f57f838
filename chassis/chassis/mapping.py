"""Aggregates are plain classes, mapped imperatively; relationships are loaded whole or raise."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import Mapper, RelationshipProperty, backref, registry, relationship, selectinload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.strategy_options import _AbstractLoad

from chassis.aggregate import Aggregate

Parts = Mapping[str, tuple[type, Table, str]]


def map_root(
    mapper: registry,
    kind: type,
    table: Table,
    parts: Parts | None = None,
    added: Parts | None = None,
    properties: Mapping[str, Any] | None = None,
) -> None:
    """Maps a root and its parts. `parts`: {attribute: (class, table, names of the columns to order by: "position code")}.

    A part's table points to its root by `<root table>_id`; the part sees it as `root`. Parts that are only ever `added`, and that
    the root never looks at again, are not loaded with it: there the list holds what this unit of work adds.
    """
    mapped: dict[str, Any] = dict(properties or {})
    for attribute, (part, part_table, order) in {**(parts or {}), **(added or {})}.items():
        mapper.map_imperatively(part, part_table)
        mapped[attribute] = relationship(
            part,
            order_by=[part_table.c[name] for name in order.split()],
            cascade="all, delete-orphan",
            lazy="raise_on_sql",
            backref=backref("root", lazy="raise_on_sql"),
            foreign_keys=part_table.c[f"{table.name}_id"],
            primaryjoin=table.c.id == part_table.c[f"{table.name}_id"],
            info={"added": attribute in (added or {})},
        )
    mapper.map_imperatively(
        kind, table, properties=mapped, version_id_col=table.c.version, version_id_generator=False, eager_defaults=False
    )


@event.listens_for(Mapper, "load")
def _facts_survive_loading(target: Any, context: Any) -> None:
    """SQLAlchemy does not call __init__ when it loads."""
    if isinstance(target, Aggregate):
        target.after_load()
        _begin_adding(target, context)


@event.listens_for(Mapper, "refresh")
def _begin_adding(target: Any, _context: Any, _names: Any = None) -> None:
    """Lists of parts that are not loaded are empty, and not unknown."""
    if isinstance(target, Aggregate):
        state = inspect(target)
        for relation in _collections(state.mapper, added=True):
            if relation.key not in state.dict:
                set_committed_value(target, relation.key, [])


_WHOLE: dict[type, tuple[_AbstractLoad, ...]] = {}


def whole(kind: type) -> tuple[_AbstractLoad, ...]:
    """Loader options that load an aggregate with all its parts, one select per collection."""
    if kind not in _WHOLE:
        _WHOLE[kind] = tuple(selectinload(getattr(kind, relation.key)) for relation in _collections(inspect(kind), added=False))
    return _WHOLE[kind]


@cache
def _collections(mapper: Mapper[Any], *, added: bool) -> tuple[RelationshipProperty[Any], ...]:
    return tuple(relation for relation in mapper.relationships if relation.uselist and relation.info.get("added", False) is added)
