"""How timers are set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis.ids import new_id
from chassis.tables import timer

if TYPE_CHECKING:
    from chassis.unit_of_work import UnitOfWork

# Subject, kind and slot of a timer.
Key = tuple[UUID, str, str]
NO_OFFSET = timedelta(0)
_ROW = insert(timer)
_ARM = _ROW.on_conflict_do_update(
    index_elements=["tenant_id", "subject_id", "kind", "slot"],
    set_={name: _ROW.excluded[name] for name in ("due_time", "fire_time", "attempts")},
)


async def arm(uow: UnitOfWork, timers: Mapping[Key, datetime], *, offset: timedelta | None = None) -> None:
    """Each is there once, and its time the last that was asked for. `offset`: how far the clock of these times is ahead of the real
    one, the company's unless said."""
    ahead = uow.clock.offset(uow.tenant_id) if offset is None else offset
    rows = [
        {
            "id": new_id(),
            "tenant_id": uow.tenant_id,
            "kind": kind,
            "subject_id": subject,
            "slot": slot,
            "due_time": due,
            "fire_time": due - ahead,
            "attempts": 0,
        }
        for (subject, kind, slot), due in timers.items()
    ]
    if rows:
        await uow.execute(_ARM, rows)
