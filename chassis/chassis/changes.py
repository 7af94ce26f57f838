"""What one commit says of an aggregate: its events, its audit line and its timers."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import History, get_history
from sqlalchemy.orm.base import PassiveFlag

from chassis.aggregate import Aggregate, Part, Record
from chassis.wire import text
from crm.common.v1 import event_pb2 as pb

# Technical columns, and texts that are derived from others.
_UNAUDITED = {
    "id",
    "tenant_id",
    "version",
    "edit_version",
    "sequence",
    "create_time",
    "update_time",
    "search_text",
    "sort_key",
    "score_details",
}
_SECRET = ("_cipher", "_hash", "_secret")


def scope_of(root: Aggregate) -> pb.Scope:
    return pb.Scope(
        owner_id=text(getattr(root, "owner_id", None)),
        team_id=text(getattr(root, "team_id", None)),
        shared_with=[str(person) for person in getattr(root, "shared_with", ())],
        legal_entity_id=text(getattr(root, "legal_entity_id", None)),
    )


def previous_scope_of(root: Aggregate) -> pb.Scope | None:
    """The scope as it was loaded, where this commit changes it."""
    if not isinstance(root, Record) or inspect(root).transient or inspect(root).pending:
        return None
    before = {name: _before(root, name) for name in ("owner_id", "team_id", "shared_with")}
    now = {name: getattr(root, name) for name in before}
    if before == now:
        return None
    return pb.Scope(
        owner_id=text(before["owner_id"]), team_id=text(before["team_id"]), shared_with=[str(p) for p in before["shared_with"] or ()]
    )


def is_modified(target: Any) -> bool:
    """Whether something of it differs from what was loaded.

    As Session.is_modified, but only of what was set since: asking all the attributes of a wide row takes longer than storing it.
    """
    return any(history_of(target, name).has_changes() for name in tuple(inspect(target).committed_state))


def is_changed(root: Aggregate) -> bool:
    """Whether there is anything to store of it: it is new, recorded a fact, or something of it or of its parts is another than before."""
    return root.has_facts or any(inspect(each).pending or is_modified(each) for each in (root, *_parts(root)))


def history_of(target: Any, name: str) -> History:
    """What an attribute was and is. `inspect(target).attrs[name].history` says the same after making one object per attribute."""
    return get_history(target, name, PassiveFlag.PASSIVE_NO_INITIALIZE)


def _before(target: Any, name: str) -> Any:
    history = history_of(target, name)
    return history.deleted[0] if history.deleted else getattr(target, name)


def differences(root: Aggregate) -> dict[str, list[Any]]:
    """{field: [before, after]} of root and parts, for the audit; secrets show only that they changed."""
    found = dict(_differences(root, ""))
    for part in _parts(root):
        found.update(_differences(part, f"{type(part).__name__}/{part.id}."))
    return found


def _parts(root: Aggregate) -> Iterator[Part]:
    state = inspect(root)
    for relation in state.mapper.relationships:
        if relation.uselist and relation.key in state.dict:
            yield from state.dict[relation.key]


def _differences(target: Any, prefix: str) -> Iterator[tuple[str, list[Any]]]:
    state = inspect(target)
    new = state.transient or state.pending
    # Of what was loaded, SQLAlchemy remembers the values before for just those attributes that were set since.
    for name in _audited(state.mapper) if new else filter(state.committed_state.__contains__, _audited(state.mapper)):
        if new:
            before, after = None, state.dict.get(name)
            changed = after not in (None, "", [], {})
        else:
            history = history_of(target, name)
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            changed = bool(history.added) and before != after
        if changed:
            hide = name.endswith(_SECRET)
            yield f"{prefix}{name}", ["***", "***"] if hide else [plain(before), plain(after)]


@cache
def _audited(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(column.key for column in mapper.column_attrs if column.key not in _UNAUDITED)


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple() | set():
            return [plain(inner) for inner in value]
        case bytes():
            return "***"
        case _:
            return str(value)


def subject_for(package: str, name: str, tenant_id: UUID, subject_id: object) -> str:
    """The NATS subject of an event: "crm.accounts.AccountChanged.<tenant>.<id>"."""
    return f"crm.{package}.{name}.{tenant_id}.{subject_id}"


def type_name(message: Message, *, changed: bool) -> str:
    return f"{message.DESCRIPTOR.name}Changed" if changed else message.DESCRIPTOR.name


def ordered(roots: Iterable[Aggregate]) -> list[Aggregate]:
    """In the order of ids, so that two commits lock rows in the same order."""
    return sorted(roots, key=lambda root: root.id)
