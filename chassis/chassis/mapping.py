"""Aggregates are plain classes, mapped imperatively; relationships are loaded whole or raise."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Table, event, inspect
from sqlalchemy.orm import Mapper, RelationshipProperty, backref, registry, relationship, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from chassis.aggregate import Aggregate


def map_root(
    mapper: registry,
    kind: type,
    table: Table,
    parts: Mapping[str, tuple[type, Table, str]] | None = None,
    properties: Mapping[str, Any] | None = None,
) -> None:
    """Maps a root and its parts. `parts`: {attribute: (class, table, names of the columns to order by: "position code")}.

    A part's table points to its root by `<root table>_id`; the part sees it as `root`.
    """
    mapped: dict[str, Any] = dict(properties or {})
    for attribute, (part, part_table, order) in (parts or {}).items():
        mapper.map_imperatively(part, part_table)
        mapped[attribute] = relationship(
            part,
            order_by=[part_table.c[name] for name in order.split()],
            cascade="all, delete-orphan",
            lazy="raise_on_sql",
            backref=backref("root", lazy="raise_on_sql"),
            foreign_keys=part_table.c[f"{table.name}_id"],
            primaryjoin=table.c.id == part_table.c[f"{table.name}_id"],
        )
    mapper.map_imperatively(
        kind, table, properties=mapped, version_id_col=table.c.version, version_id_generator=False, eager_defaults=False
    )


@event.listens_for(Mapper, "load")
def _facts_survive_loading(target: Any, _context: Any) -> None:
    """SQLAlchemy does not call __init__ when it loads."""
    if isinstance(target, Aggregate):
        target.after_load()


_WHOLE: dict[type, tuple[_AbstractLoad, ...]] = {}


def whole(kind: type) -> tuple[_AbstractLoad, ...]:
    """Loader options that load an aggregate with all its parts, one select per collection."""
    if kind not in _WHOLE:
        _WHOLE[kind] = tuple(selectinload(getattr(kind, relation.key)) for relation in _collections(kind))
    return _WHOLE[kind]


def _collections(kind: type) -> Iterator[RelationshipProperty[Any]]:
    mapper: Mapper[Any] = inspect(kind)
    yield from (relation for relation in mapper.relationships if relation.uselist)
