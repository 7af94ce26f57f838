"""When each person may be told, and how they want to be."""

from dataclasses import replace
from datetime import time
from uuid import UUID

from sqlalchemy import select

from chassis import calendar
from chassis.unit_of_work import UnitOfWork
from notifier import defaults, people
from notifier import message_tables as t
from notifier.domain.preference import NotificationPreference
from notifier.domain.sending import Hours


async def company_hours(uow: UnitOfWork) -> Hours:
    settings = await defaults.of(uow)
    return Hours(
        zone=uow.clock.zone(uow.tenant_id),
        calendar=calendar.named(await people.calendar_name(uow)),
        start=time.fromisoformat(settings.working_hours_start),
        end=time.fromisoformat(settings.working_hours_end),
        working_days_only=settings.working_days_only,
        digest_weekday=settings.digest_weekday,
    )


async def hours_of(uow: UnitOfWork, person_id: UUID) -> Hours:
    """Those of the company, less the person's quiet hours."""
    known = uow.known.setdefault("hours", {})
    if person_id not in known:
        preference, hours = await preference_of(uow, person_id), await company_hours(uow)
        if preference.quiet_hours_start:
            quiet = time.fromisoformat(preference.quiet_hours_start), time.fromisoformat(preference.quiet_hours_end)
            hours = replace(hours, quiet_start=quiet[0], quiet_end=quiet[1])
        known[person_id] = hours
    return known[person_id]  # type: ignore[no-any-return]


async def preference_of(uow: UnitOfWork, person_id: UUID) -> NotificationPreference:
    """What the person has said, or nothing; read once per transaction."""
    known = uow.known.setdefault("preferences", {})
    if person_id not in known:
        p = t.notification_preference
        found = NotificationPreference(id=person_id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now)
        # No event changes it: what is still to be stored may wait.
        row = (await uow.session.execute(select(p).where(p.c.tenant_id == uow.tenant_id, p.c.id == person_id))).first()
        for name, value in ({} if row is None else row._asdict()).items():
            setattr(found, name, value)
        known[person_id] = found
    return known[person_id]  # type: ignore[no-any-return]
