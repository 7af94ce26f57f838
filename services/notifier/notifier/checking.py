"""Whether what waited is still worth saying, to this person and now."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from chassis.unit_of_work import UnitOfWork
from notifier import hearing, people
from notifier import message_tables as t
from notifier import todo_tables as d
from notifier.domain import decision as why
from notifier.domain.kinds import PAUSES, moot_after
from notifier.domain.notification import ChannelKind, Notification
from notifier.domain.rule import ReminderRule
from notifier.domain.saying import Mark
from notifier.recipients import still_meant
from notifier.tellings import told_later
from notifier.waiting import defer, suppress, tell_instead

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


async def still(uow: UnitOfWork, notification: Notification, row: dict[str, Any]) -> Kept | None:
    """The candidate, where it is still to be said; else why not is kept."""
    rule = await _rule(uow, row["rule_id"])
    if rule is None or rule.disabled:
        await suppress(uow, row, why.RULE_OFF)
        return None
    if (settled := await _settled(uow, row)) is not None:
        await suppress(uow, row, why.SETTLED, settled)
        return None
    if (present := await _present_recipient(uow, rule, row)) is None:
        left = not (await people.organisation(uow)).is_active(row["person_id"])
        await suppress(uow, row, why.PERSON_LEFT if left else why.NO_LONGER_MEANT)
        return None
    if present != row["person_id"]:
        await suppress(uow, row, why.OWNER_CHANGED)
        await tell_instead(uow, rule, row, present)
        return None
    if rule.customer_facing and (until := await _disturbed_until(uow, row)) is not None:
        await defer(uow, row, until, why.DO_NOT_DISTURB)
        return None
    ways = (await hearing.preference_of(uow, notification.person_id)).ways(row["event"], rule.channels)
    if not ways:
        await suppress(uow, row, why.MUTED)
        return None
    return Kept(row, rule, ways)


async def _rule(uow: UnitOfWork, id: UUID) -> ReminderRule | None:
    known = uow.known.setdefault("rule", {})
    if id not in known:
        known[id] = await uow.first(ReminderRule, t.reminder_rule.c.id == id)
    return known[id]  # type: ignore[no-any-return]


async def _settled(uow: UnitOfWork, row: dict[str, Any]) -> str | None:
    """The fact that makes all of it pointless. A payment is also seen in the plan itself, and only there whether a promise or a dispute
    leaves anything to ask for."""
    later = await told_later(uow, row["thing_ids"], moot_after(row["event"]), Mark(row["event_time"], row["sequence"]))
    for thing, known in (await instalments(uow, row)).items():
        if row["event"] == "InstalmentReminderDue" and known["payable_minor"] and later.get(thing) in PAUSES:
            del later[thing]
        elif not known["open_minor"] and row["event"] != "InstalmentSettled":
            later.setdefault(thing, "InstalmentSettled")
    return later[row["thing_ids"][0]] if set(row["thing_ids"]) <= later.keys() else None


async def instalments(uow: UnitOfWork, row: dict[str, Any]) -> dict[UUID, dict[str, Any]]:
    """How those instalments stand now that it is about, as far as is known."""
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    known = (record.instalments or {}) if record is not None else {}
    return {
        thing: {**known[str(thing)], "currency": record.currency}
        for thing in row["thing_ids"]
        if record is not None and str(thing) in known
    }


async def _present_recipient(uow: UnitOfWork, rule: ReminderRule, row: dict[str, Any]) -> UUID | None:
    """Who is meant now: the owner may be another one since, and who had a part may have lost it."""
    record = (await people.subjects(uow, [row["parent_id"]])).get(row["parent_id"])
    return still_meant(rule, row["person_id"], row["recipient"], record, await people.organisation(uow))


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
