"""A message whose time has come: what still holds is said, once; everything else is decided and kept as a decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update

from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from notifier import candidates, decisions, defaults, hearing, people
from notifier import message_tables as t
from notifier import tables as n
from notifier import todo_tables as d
from notifier.channels.deliveries import Outgoing, queue
from notifier.domain import decision as why
from notifier.domain.composing import told_once, wording
from notifier.domain.decision import DecisionOutcome, Why
from notifier.domain.kinds import PAUSES, moot_after
from notifier.domain.notification import ChannelKind, Line, Notification, NotificationKind
from notifier.domain.rule import Digest, Recipient, ReminderRule
from notifier.domain.saying import Mark, amount_text
from notifier.domain.sending import next_digest
from notifier.domain.template import Template
from notifier.recipients import PERSONAL, owned_by
from notifier.tellings import told_later

# How long a message waits again where nobody knows when the customer may be disturbed.
_LOOK_AGAIN = timedelta(days=7)


@dataclass
class Kept:
    """A candidate that is still worth saying."""

    row: dict[str, Any]
    rule: ReminderRule
    ways: list[ChannelKind] = field(default_factory=list)

    @property
    def exempt(self) -> bool:
        """Escalations and what is urgent do not count among the messages of the day."""
        return self.rule.escalation or self.rule.urgent


async def send(uow: UnitOfWork, notification_id: UUID) -> None:
    """Decides everything that waits for this message, and sends what is left. Two of one person are never decided at once."""
    notification = await uow.get(Notification, notification_id)
    await uow.lock("person", notification.person_id)
    if not notification.waits or notification.send_time > uow.now:
        return
    await candidates.hold(uow, notification_id, alone=True)
    kept = [each for row in await _waiting(uow, notification_id) if (each := await _still(uow, notification, row)) is not None]
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


# --- does it still hold ---------------------------------------------------------------------------------


async def _still(uow: UnitOfWork, notification: Notification, row: dict[str, Any]) -> Kept | None:
    """The candidate, where it is still to be said; else why not is kept."""
    rule = await _rule(uow, row["rule_id"])
    if rule is None or rule.disabled:
        await _suppress(uow, row, why.RULE_OFF)
        return None
    if (settled := await _settled(uow, row)) is not None:
        await _suppress(uow, row, why.SETTLED, settled)
        return None
    if (present := await _present_recipient(uow, row)) != row["person_id"]:
        await _suppress(uow, row, why.OWNER_CHANGED if present is not None else why.PERSON_LEFT)
        if present is not None:
            await candidates.place(uow, rule, {name: row[name] for name in _CARRIED} | {"person_id": present})
        return None
    if rule.customer_facing and (until := await _disturbed_until(uow, row)) is not None:
        await _defer(uow, row, until, why.DO_NOT_DISTURB)
        return None
    ways = (await hearing.preference_of(uow, notification.person_id)).ways(row["event"], rule.channels)
    if not ways:
        await _suppress(uow, row, why.MUTED)
        return None
    return Kept(row, rule, ways)


async def _rule(uow: UnitOfWork, id: UUID) -> ReminderRule | None:
    known = uow.known.setdefault("rule", {})
    if id not in known:
        known[id] = await uow.first(ReminderRule, t.reminder_rule.c.id == id)
    return known[id]  # type: ignore[no-any-return]


# What another recipient's candidate has in common with this one.
_CARRIED = (
    *("event", "event_id", "event_time", "sequence", "subject_type", "subject_id", "subject_name"),
    *("thing_ids", "parent_id", "customer_id", "parameters", "recipient"),
)


async def _settled(uow: UnitOfWork, row: dict[str, Any]) -> str | None:
    """The fact that makes all of it pointless. A payment is also seen in the plan itself, and only there whether a promise or a dispute
    leaves anything to ask for."""
    later = await told_later(uow, row["thing_ids"], moot_after(row["event"]), Mark(row["event_time"], row["sequence"]))
    for thing, known in (await _instalments(uow, row)).items():
        if row["event"] == "InstalmentReminderDue" and known["payable_minor"] and later.get(thing) in PAUSES:
            del later[thing]
        elif not known["open_minor"] and row["event"] != "InstalmentSettled":
            later.setdefault(thing, "InstalmentSettled")
    return later[row["thing_ids"][0]] if set(row["thing_ids"]) <= later.keys() else None


async def _instalments(uow: UnitOfWork, row: dict[str, Any]) -> dict[UUID, dict[str, Any]]:
    """How those instalments stand now that it is about, as far as is known."""
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    known = (record.instalments or {}) if record is not None else {}
    return {
        thing: {**known[str(thing)], "currency": record.currency}
        for thing in row["thing_ids"]
        if record is not None and str(thing) in known
    }


async def _present_recipient(uow: UnitOfWork, row: dict[str, Any]) -> UUID | None:
    """Who is meant now: the owner may be another one since."""
    organisation = await people.organisation(uow)
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    if row["recipient"] in PERSONAL and record is not None:
        return owned_by(Recipient(row["recipient"]), record.owner_id, organisation)
    return row["person_id"] if organisation.is_active(row["person_id"]) else None


async def _disturbed_until(uow: UnitOfWork, row: dict[str, Any]) -> datetime | None:
    """When the customer may be approached again; None where that is so today."""
    p = d.do_not_disturb.c
    present = (p.from_date.is_(None) | (p.from_date <= uow.today), or_(p.until_date.is_(None), p.until_date >= uow.today))
    mine = (p.tenant_id == uow.tenant_id, p.account_id == row["customer_id"], ~p.archived)
    periods = (await uow.execute(select(p.until_date).where(*mine, *present))).scalars().all()
    if not periods:
        return None
    ends = [until for until in periods if until is not None]
    day = max(ends) + timedelta(days=1) if len(ends) == len(periods) else uow.today + _LOOK_AGAIN
    return (await hearing.hours_of(uow, row["person_id"])).start_of(day)


# --- later, or never ------------------------------------------------------------------------------------


async def _suppress(uow: UnitOfWork, row: dict[str, Any], reason: Why, detail: str = "") -> None:
    await decisions.note(uow, row, DecisionOutcome.SUPPRESSED, reason, notification_id=row["notification_id"], detail=detail)
    await _move(uow, [row["id"]], waits=False)


async def _defer(uow: UnitOfWork, row: dict[str, Any], to: datetime, reason: Why, digest: Digest = Digest.NONE) -> None:
    """It waits for the message of that day."""
    place = await candidates.attach(uow, row, await hearing.hours_of(uow, row["person_id"]), to, digest=digest)
    found = place.notification_id
    await decisions.note(uow, row, DecisionOutcome.DEFERRED, reason, notification_id=found, send_time=place.send_time)
    await _move(uow, [row["id"]], waits=True, notification_id=found)


async def _into_digest(uow: UnitOfWork, notification: Notification, kept: Sequence[Kept]) -> None:
    hours = await hearing.hours_of(uow, notification.person_id)
    for each in kept:
        await _defer(uow, each.row, next_digest(uow.now, hours, Digest.DAILY), why.CAP, Digest.DAILY)


async def _move(uow: UnitOfWork, ids: Sequence[UUID], **changes: Any) -> None:
    c = t.candidate.c
    await uow.execute(update(t.candidate).where(c.tenant_id == uow.tenant_id, c.id.in_(ids)).values(**changes))


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
    lines = [await _line(uow, each, language) for each in said]
    text = wording(notification.kind, notification.subject_name, lines, language)
    ways = await _open_ways(uow, [way for each in kept for way in each.ways])
    counted = notification.kind == NotificationKind.MESSAGE and not all(each.exempt for each in kept)
    notification.send(uow.now, language=language, title=text.title, body=text.body, lines=lines, channels=ways, counted=counted)
    if ChannelKind.IN_APP in ways:
        notification.delivered(ChannelKind.IN_APP)
    outside = [way for way in ways if way is not ChannelKind.IN_APP]
    queue(
        uow,
        [
            Outgoing(notification.id, notification.person_id, way, language, text.title, text.body, lines, urgent=notification.urgent)
            for way in outside
        ],
    )
    await _move(uow, [each.row["id"] for each in kept], waits=False)
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


async def _line(uow: UnitOfWork, kept: Kept, language: str) -> Line:
    row, organisation = kept.row, await people.organisation(uow)
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    owner = organisation.people.get(record.owner_id) if record is not None else None
    person = organisation.people.get(row["person_id"])
    names = {"owner": owner.name if owner else "", "person": person.name if person else ""}
    said = (await _template(uow, kept)).say({**row["parameters"], **await _amounts(uow, row), **names}, language)
    return Line(
        rule=row["rule"],
        event=row["event"],
        title=said.title,
        body=said.body,
        subject_type=row["subject_type"],
        subject_id=str(row["subject_id"]),
        event_time=row["event_time"].isoformat(),
    )


async def _amounts(uow: UnitOfWork, row: dict[str, Any]) -> dict[str, str]:
    """What is open and may be asked for now: since the fact something may have been paid, promised or disputed."""
    known = await _instalments(uow, row)
    if len(known) != 1:
        return {}
    (instalment,) = known.values()
    now = {name: amount_text(Money(instalment["currency"], instalment[f"{name}_minor"])) for name in ("open", "payable")}
    return {name: text for name, text in now.items() if name in row["parameters"]}


async def _template(uow: UnitOfWork, kept: Kept) -> Template:
    """The rule's, where it names one that is there; else the event's."""
    known, shipped = uow.known.setdefault("template", {}), derived_id(uow.tenant_id, "template", kept.row["event"])
    for id in (kept.rule.template_id, shipped):
        if id is not None and id not in known:
            known[id] = await uow.first(Template, t.template.c.id == id)
        if id is not None and known[id] is not None:
            return known[id]  # type: ignore[no-any-return]
    raise LookupError(f"There is no template for {kept.row['event']}.")


async def _open_ways(uow: UnitOfWork, wanted: Sequence[ChannelKind]) -> list[ChannelKind]:
    """Those that the company has set up; the list in the product is always there."""
    known, c = uow.known.setdefault("channels", {}), n.channel.c
    if "" not in known:
        kinds = await uow.execute(select(c.kind).where(c.tenant_id == uow.tenant_id, ~c.disabled, c.archive_time.is_(None)).distinct())
        known[""] = {ChannelKind.IN_APP.value, *kinds.scalars()}
    return [way for way in dict.fromkeys(wanted) if way.value in known[""]] or [ChannelKind.IN_APP]
