"""What a commit tells other services of the roots that it stores: its events, as they lie in the outbox, each with its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from google.protobuf.message import Message

from chassis.changes import scope_of, subject_for, type_name
from chassis.ids import new_id
from chassis.wire import instant
from crm.common.v1 import event_pb2 as pb

if TYPE_CHECKING:
    from chassis.aggregate import Aggregate
    from chassis.principal import Principal
    from chassis.service import Resource


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changes, as its events and its audit say: who acts, because of what, and whether it tells what was long ago."""

    principal: Principal
    historical: bool
    traceparent: str

    @property
    def trace_id(self) -> str:
        """32 digits of W3C's `version-trace-span-flags`; empty outside of a trace."""
        return self.traceparent.split("-")[1] if self.traceparent else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A root of which a commit stores a new version, and what there is to tell of it."""

    root: Aggregate
    resource: Resource
    cause: Cause
    facts: list[Message]
    # As it was loaded, where the commit changes it.
    previous_scope: pb.Scope | None
    # The number of the first event.
    first: int


def fact_counts(rows: Iterable[Mapping[str, Any]], facts: Collection[str]) -> Counter[str]:
    """How many of each of these facts there are among rows of the outbox."""
    names = (row["subject"].split(".")[2] for row in rows)
    return Counter(name for name in names if name in facts)


def outbox_rows(
    change: Change, service: str, public: Callable[[Aggregate], Message], *, now: datetime, real: datetime
) -> Iterator[dict[str, Any]]:
    """The public resource as it is now, where others may follow it, then the facts. `real` is the time whatever the tenant's clock says."""
    root, cause = change.root, change.cause
    messages = [(fact, False) for fact in change.facts]
    if change.resource.published:
        messages.insert(0, (public(root), True))
    scope = scope_of(root)
    for position, (message, changed) in enumerate(messages):
        event = pb.Event(
            id=str(new_id()),
            tenant_id=str(root.tenant_id),
            type=message.DESCRIPTOR.full_name,
            payload=message.SerializeToString(deterministic=True),
            changed=changed,
            subject_type=change.resource.name,
            subject_id=str(root.id),
            version=root.version,
            sequence=change.first + position,
            create_time=instant(now),
            actor=cause.principal.actor,
            cause=cause.principal.cause,
            traceparent=cause.traceparent,
            historical=root.historical,
            scope=scope,
            previous_scope=change.previous_scope,
            archived=getattr(root, "archive_time", None) is not None,
        )
        yield {
            "id": UUID(event.id),
            "tenant_id": root.tenant_id,
            "subject": subject_for(service, type_name(message, changed=changed), root.tenant_id, root.id),
            "data": event.SerializeToString(),
            "create_time": real,
        }
