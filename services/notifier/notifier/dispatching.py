"""A message whose time has come: what still holds is said, once; everything else is decided and kept as a decision."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from chassis.service import IN_TURN
from chassis.unit_of_work import UnitOfWork
from notifier import decisions, defaults, hearing, people
from notifier import message_tables as t
from notifier import tables as n
from notifier.channels.deliveries import Outgoing, queue
from notifier.checking import Kept, still
from notifier.domain import decision as why
from notifier.domain.composing import told_once, wording
from notifier.domain.decision import DecisionOutcome
from notifier.domain.notification import ChannelKind, Notification, NotificationKind
from notifier.domain.rule import Digest, ReminderRule
from notifier.domain.sending import next_digest
from notifier.lines import line_of
from notifier.waiting import defer, move, put_off


async def send(uow: UnitOfWork, notification_id: UUID) -> None:
    """Decides everything that waits for this message, and sends what is left.

    In turn with events and with other messages: nothing comes to wait for it while it goes, and a person's are counted one by one.
    """
    await uow.lock(IN_TURN, uow.tenant_id)
    uow.known.pop("messages", None)
    notification = await uow.get(Notification, notification_id)
    if not notification.waits or notification.send_time > uow.now:
        return
    waiting = await _waiting(uow, notification_id)
    if not notification.urgent and (later := (await hearing.hours_of(uow, notification.person_id)).next(uow.now))[1] is not None:
        await put_off(uow, notification, waiting, *later)
        return
    kept = [each for row in waiting if (each := await still(uow, notification, row)) is not None]
    if kept and await _exhausted(uow, notification, kept):
        await _into_digest(uow, notification, [each for each in kept if not each.exempt])
        kept = [each for each in kept if each.exempt]
    if kept:
        await _say(uow, notification, kept)
    else:
        notification.drop(uow.now)


async def _waiting(uow: UnitOfWork, notification_id: UUID) -> Sequence[dict[str, Any]]:
    c = t.candidate
    mine = (c.c.tenant_id == uow.tenant_id, c.c.notification_id == notification_id, c.c.waits)
    rows = await uow.execute(select(c).where(*mine).order_by(c.c.event_time, c.c.id))
    return [dict(row) for row in rows.mappings()]


async def _into_digest(uow: UnitOfWork, notification: Notification, kept: Sequence[Kept]) -> None:
    hours = await hearing.hours_of(uow, notification.person_id)
    for each in kept:
        await defer(uow, each.row, next_digest(uow.now, hours, Digest.DAILY), why.CAP, Digest.DAILY)


async def _exhausted(uow: UnitOfWork, notification: Notification, kept: Sequence[Kept]) -> bool:
    """Whether the person has had the day's messages already. Digests are one, and escalations do not count."""
    if notification.kind != NotificationKind.MESSAGE or all(each.exempt for each in kept):
        return False
    hours, c = await hearing.company_hours(uow), n.notification.c
    midnight = datetime.combine(hours.day(uow.now), datetime.min.time(), hours.zone).astimezone(UTC)
    mine = (c.tenant_id == uow.tenant_id, c.person_id == notification.person_id, c.counted, c.sent_time >= midnight)
    sent = (await uow.execute(select(func.count()).where(*mine))).scalar_one()
    return bool(sent >= (await defaults.of(uow)).messages_per_day)


# --- saying it ------------------------------------------------------------------------------------------


async def _say(uow: UnitOfWork, notification: Notification, kept: Sequence[Kept]) -> None:
    """Each event once; the first says that the message went, the others that they went with it."""
    once = told_once([(each.row["id"], each.row["event_id"]) for each in kept])
    said = [each for each in kept if each.row["id"] in once]
    language = await _language(uow, notification.person_id, said[0].rule)
    lines = [await line_of(uow, each, language) for each in said]
    text = wording(notification.kind, notification.subject_name, lines, language)
    ways = await _open_ways(uow, [way for each in kept for way in each.ways])
    counted = notification.kind == NotificationKind.MESSAGE and not all(each.exempt for each in kept)
    notification.send(uow.now, language=language, title=text.title, body=text.body, lines=lines, channels=ways, counted=counted)
    if ChannelKind.IN_APP in ways:
        notification.delivered(ChannelKind.IN_APP)
    outside = [way for way in ways if way is not ChannelKind.IN_APP]
    outgoing = [
        Outgoing(notification.id, notification.person_id, way, language, text.title, text.body, lines, urgent=notification.urgent)
        for way in outside
    ]
    with uow.span("say", said[0].row["traceparent"]):
        queue(uow, outgoing)
    await move(uow, [each.row["id"] for each in kept], waits=False)
    for position, each in enumerate(kept):
        outcome, reason = DecisionOutcome.MERGED, why.SAME_MESSAGE
        if each.row["id"] not in once:
            reason = why.SAME_EVENT
        elif position == 0:
            outcome, reason = DecisionOutcome.SENT, why.SENT
        await decisions.note(uow, each.row, outcome, reason, notification_id=notification.id)


async def _language(uow: UnitOfWork, person_id: UUID, rule: ReminderRule) -> str:
    person = (await people.organisation(uow)).people.get(person_id)
    return rule.language or (await hearing.preference_of(uow, person_id)).language or (person.locale if person else "")


async def _open_ways(uow: UnitOfWork, wanted: Sequence[ChannelKind]) -> list[ChannelKind]:
    """Those that the company has set up; the list in the product is always there."""
    known, c = uow.known.setdefault("channels", {}), n.channel.c
    if "" not in known:
        kinds = await uow.execute(select(c.kind).where(c.tenant_id == uow.tenant_id, ~c.disabled, c.archive_time.is_(None)).distinct())
        known[""] = {ChannelKind.IN_APP.value, *kinds.scalars()}
    return [way for way in dict.fromkeys(wanted) if way.value in known[""]] or [ChannelKind.IN_APP]
