"""One line for everything that is decided about a message that somebody might get: 'why did X (not) get a message on this day'."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.unit_of_work import UnitOfWork
from notifier import message_tables as t
from notifier import people
from notifier.domain.decision import CHANNEL, DecisionOutcome, Why
from notifier.domain.notification import ChannelKind


async def note(
    uow: UnitOfWork,
    of: Mapping[str, Any],
    outcome: DecisionOutcome,
    why: Why,
    *,
    notification_id: UUID,
    detail: str = "",
    send_time: datetime | None = None,
) -> None:
    """`of` is a row of `candidate`."""
    uow.insert(
        t.decision,
        id=uow.new_id(),
        owner_id=of["person_id"],
        team_id=(await people.organisation(uow)).team_of(of["person_id"]),
        outcome=outcome.value,
        reason=why.code,
        text=why.text(detail),
        text_en=why.text_en(detail),
        notification_id=notification_id,
        send_time=send_time,
        decision_date=uow.today,
        create_time=uow.now,
        **{name: of[name] for name in ("rule_id", "rule", "event", "event_time", "subject_type", "subject_id", "subject_name")},
    )


async def note_failure(uow: UnitOfWork, notification_id: UUID, channel: ChannelKind, error: str) -> None:
    """A channel gave up on a message: so it did on everything that the message says."""
    c = t.candidate
    rows = await uow.execute(select(c).where(c.c.tenant_id == uow.tenant_id, c.c.notification_id == notification_id, ~c.c.waits))
    for row in rows.mappings().all():
        await note(uow, dict(row), DecisionOutcome.FAILED, CHANNEL, notification_id=notification_id, detail=f"{channel.value}: {error}")
