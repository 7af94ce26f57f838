"""What rules ask to be said becomes candidates, each with a message that it waits for.

One message per person, customer and day: its id is made of the three, so whatever belongs together meets there, in whatever order it comes.
A candidate that is not said after all is gone; the decision says why.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import decisions, hearing, people
from notifier import message_tables as t
from notifier import tables as n
from notifier.domain.decision import TOLD_TODAY, WAITS, DecisionOutcome, Why
from notifier.domain.kinds import opened_by
from notifier.domain.notification import Notification, NotificationKind
from notifier.domain.rule import Digest, ReminderRule
from notifier.domain.saying import Saying, Thing, field_of
from notifier.domain.sending import Hours, slot
from notifier.recipients import FORMER, PERSONAL, meant

_KINDS = {
    Digest.NONE: NotificationKind.MESSAGE,
    Digest.DAILY: NotificationKind.DAILY_DIGEST,
    Digest.WEEKLY: NotificationKind.WEEKLY_DIGEST,
}
# Shown at once is what waits no longer than this.
_AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The message that a candidate waits for."""

    notification_id: UUID
    send_time: datetime
    why: Why | None


async def learn(uow: UnitOfWork, events: Collection[str]) -> None:
    """Looks up the rules of these facts."""
    r = t.reminder_rule.c
    known: dict[str, list[ReminderRule]] = {event: [] for event in events}
    uow.known["rules"] = known
    for rule in await uow.find(ReminderRule, r.event.in_(events), ~r.disabled):
        known[rule.event].append(rule)


async def consider(uow: UnitOfWork, saying: Saying) -> None:
    """Lets every rule of the fact say whom it concerns."""
    rules: list[ReminderRule] = uow.known["rules"][saying.name]
    if not rules or not saying.things:
        return
    first = saying.things[0]
    known = await people.subjects(uow, {id for id in (first.parent_id, first.customer_id) if id is not None})
    record, customer = known.get(first.parent_id), known.get(first.customer_id) if first.customer_id else None
    organisation = await people.organisation(uow)
    tier = customer.tier or "" if customer is not None else ""
    owner_id = _owner(saying, record)
    former = owner_id is None
    owner_id = owner_id or _uuid(field_of(saying.fact, "previous_owner_id")) or _uuid(field_of(saying.fact, "user_id"))
    successors = [UUID(each) for each in getattr(saying.fact, "to_ids", ())]
    row = {**_row(saying, record, customer), "traceparent": uow.traceparent()}
    for rule in rules:
        if rule.holds(saying.fact, tier):
            for person_id, recipient in meant(rule, owner_id, record, successors, organisation).items():
                part = FORMER if former and recipient in PERSONAL else recipient
                await place(uow, rule, {**row, "person_id": person_id, "recipient": part})


def _owner(saying: Saying, record: Row[Any] | None) -> UUID | None:
    """What the copy knows, where it is newer than the fact."""
    if record is not None and (record.id != saying.subject_id or record.version >= saying.version):
        return record.owner_id  # type: ignore[no-any-return]
    return saying.owner_id


def _row(saying: Saying, record: Row[Any] | None, customer: Row[Any] | None) -> dict[str, Any]:
    """What all candidates of a fact have in common."""
    first = saying.things[0]
    about = ("account", first.customer_id) if first.customer_id else (first.type, first.id)
    texts = _texts(saying, first, record, customer)
    return {
        "event": saying.name,
        "event_id": saying.event_id,
        "event_time": saying.mark.time,
        "sequence": saying.mark.sequence,
        "subject_type": about[0],
        "subject_id": about[1],
        "subject_name": texts["customer"] or texts["subject"],
        "thing_ids": [thing.id for thing in saying.things],
        "parent_id": first.parent_id,
        "customer_id": first.customer_id,
        "parameters": texts,
    }


def _texts(saying: Saying, first: Thing, record: Row[Any] | None, customer: Row[Any] | None) -> dict[str, str]:
    company = str(field_of(saying.fact, "company_name") or "")
    named = first.name or (record.name if record is not None else "")
    number = first.number or (record.number if record is not None else "")
    kinds = opened_by(saying.name)
    return {
        **saying.parameters,
        "subject": " ".join(dict.fromkeys(part for part in (company, named) if part)) or number,
        "number": number,
        "customer": customer.name if customer is not None else company,
        "action": kinds[-1].action.zh if kinds else "",
        "action_en": kinds[-1].action.en if kinds else "",
    }


async def place(uow: UnitOfWork, rule: ReminderRule, row: dict[str, Any]) -> None:
    """Keeps a candidate, and finds the message that it waits for."""
    preference, hours = await hearing.preference_of(uow, row["person_id"]), await hearing.hours_of(uow, row["person_id"])
    digest = Digest(rule.digest)
    if digest is Digest.NONE and preference.daily_digest and not (rule.urgent or rule.escalation):
        digest = Digest.DAILY
    when = slot(uow.now, hours, urgent=rule.urgent, delay=timedelta(minutes=rule.delay_minutes), digest=digest)
    found = await attach(uow, row, hours, when.time, digest=digest, urgent=rule.urgent)
    why = found.why or (WAITS[when.why.value] if when.why else None)
    id = derived_id("candidate", row["event_id"], rule.id, row["person_id"])
    whole = {**row, "id": id, "rule_id": rule.id, "rule": rule.key, "notification_id": found.notification_id}
    uow.insert(t.candidate, **whole, waits=True, create_time=uow.now)
    if why is not None and found.send_time > uow.now + _AT_ONCE:
        send_time = found.send_time
        await decisions.note(uow, whole, DecisionOutcome.DEFERRED, why, notification_id=found.notification_id, send_time=send_time)


async def attach(
    uow: UnitOfWork, row: Any, hours: Hours, send_time: datetime, *, digest: Digest = Digest.NONE, urgent: bool = False
) -> Place:
    """The message of this person, subject and day; of a later working day where this day's has gone."""
    why: Why | None = None
    # Those that wait, and when they go: nobody lets one go before this is stored, for events and messages go in turn.
    waiting: dict[UUID, datetime] = uow.known.setdefault("messages", {})
    while True:
        id = _message_id(uow, row, digest, hours, send_time, urgent=urgent)
        if id not in waiting:
            await _wait(uow, id, row, digest, send_time, urgent=urgent)
        if id in waiting:
            return Place(id, waiting[id], why)
        send_time, why = hours.start_of(hours.day(send_time) + timedelta(days=1)), TOLD_TODAY


async def _wait(uow: UnitOfWork, id: UUID, row: Any, digest: Digest, send_time: datetime, *, urgent: bool) -> None:
    """Lets this message wait, unless it has gone: it is new, or waits already, or there is something to say again on its day."""
    waiting, c = uow.known["messages"], n.notification.c
    # Of what this batch has made it would have known; so nothing of it need be stored before one looks.
    found = (
        await uow.session.execute(select(c.send_time, c.sent_time, c.drop_time).where(c.tenant_id == uow.tenant_id, c.id == id))
    ).first()
    if found is None:
        uow.add(_new(uow, id, row, digest, send_time, urgent=urgent))
        waiting[id] = send_time
    elif found.drop_time is not None:
        (await uow.get(Notification, id)).revive(send_time)
        waiting[id] = send_time
    elif found.sent_time is None:
        waiting[id] = found.send_time


def _message_id(uow: UnitOfWork, row: Any, digest: Digest, hours: Hours, send_time: datetime, *, urgent: bool) -> UUID:
    """Made of person, subject and day. What is urgent is merged with nothing but what other rules ask to be said of the event."""
    if urgent:
        about = f"urgent/{row['event_id']}"
    else:
        about = f"{row['subject_type']}/{row['subject_id']}" if digest is Digest.NONE else digest.value
    return derived_id("message", uow.tenant_id, row["person_id"], about, hours.day(send_time))


def _new(uow: UnitOfWork, id: UUID, row: Any, digest: Digest, send_time: datetime, *, urgent: bool) -> Notification:
    single = digest is Digest.NONE
    return Notification(
        id=id,
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        person_id=row["person_id"],
        kind=_KINDS[digest],
        urgent=urgent,
        subject_type=row["subject_type"] if single else "",
        subject_id=row["subject_id"] if single else None,
        subject_name=row["subject_name"] if single else "",
        send_time=send_time,
    )


def _uuid(text: Any) -> UUID | None:
    return UUID(text) if text else None
