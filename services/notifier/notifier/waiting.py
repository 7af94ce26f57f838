"""Candidates that are not said now: later, to somebody else, or never. Each time a decision says why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from chassis.unit_of_work import UnitOfWork
from notifier import candidates, decisions, hearing
from notifier import message_tables as t
from notifier.domain import decision as why
from notifier.domain.decision import DecisionOutcome, Why
from notifier.domain.notification import Notification, NotificationKind
from notifier.domain.rule import Digest, ReminderRule
from notifier.domain.sending import Wait

_DIGESTS = {
    NotificationKind.MESSAGE: Digest.NONE,
    NotificationKind.DAILY_DIGEST: Digest.DAILY,
    NotificationKind.WEEKLY_DIGEST: Digest.WEEKLY,
}
# What another recipient's candidate has in common with this one.
_CARRIED = (
    *("event", "event_id", "event_time", "sequence", "subject_type", "subject_id", "subject_name"),
    *("thing_ids", "parent_id", "customer_id", "parameters", "recipient"),
)


async def suppress(uow: UnitOfWork, row: dict[str, Any], reason: Why, detail: str = "") -> None:
    c = t.candidate.c
    await decisions.note(uow, row, DecisionOutcome.SUPPRESSED, reason, notification_id=row["notification_id"], detail=detail)
    await uow.execute(delete(t.candidate).where(c.tenant_id == uow.tenant_id, c.id == row["id"]))


async def tell_instead(uow: UnitOfWork, rule: ReminderRule, row: dict[str, Any], person_id: UUID) -> None:
    """Another person is told, unless the event was said to that one already, or will be."""
    c = t.candidate.c
    theirs = select(c.id).where(c.tenant_id == uow.tenant_id, c.event_id == row["event_id"], c.person_id == person_id)
    if (await uow.execute(theirs)).first() is None:
        await candidates.place(uow, rule, {name: row[name] for name in _CARRIED} | {"person_id": person_id})


async def put_off(uow: UnitOfWork, notification: Notification, waiting: Sequence[dict[str, Any]], to: datetime, wait: Wait | None) -> None:
    """It is too late in the day, or the person has become quiet. Of another day is the message of that day."""
    hours = await hearing.hours_of(uow, notification.person_id)
    reason = why.WAITS[wait.value] if wait else why.TOLD_TODAY
    if hours.day(to) != hours.day(notification.send_time):
        for row in waiting:
            await defer(uow, row, to, reason, _DIGESTS[notification.kind])
        notification.drop(uow.now)
        return
    notification.put_off(to)
    for row in waiting:
        await decisions.note(uow, row, DecisionOutcome.DEFERRED, reason, notification_id=notification.id, send_time=to)


async def defer(uow: UnitOfWork, row: dict[str, Any], to: datetime, reason: Why, digest: Digest = Digest.NONE) -> None:
    """It waits for the message of that day."""
    place = await candidates.attach(uow, row, await hearing.hours_of(uow, row["person_id"]), to, digest=digest)
    found = place.notification_id
    await decisions.note(uow, row, DecisionOutcome.DEFERRED, reason, notification_id=found, send_time=place.send_time)
    await move(uow, [row["id"]], waits=True, notification_id=found)


async def move(uow: UnitOfWork, ids: Sequence[UUID], **changes: Any) -> None:
    c = t.candidate.c
    await uow.execute(update(t.candidate).where(c.tenant_id == uow.tenant_id, c.id.in_(ids)).values(**changes))
