"""Personal data that was shown in the clear: each time is audited, and somebody who looks at many people in a day is noticed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, insert, select

from chassis.ids import new_id
from chassis.tables import audit

if TYPE_CHECKING:
    from chassis.reader import Reader

# More people than this in one day, and an alarm is raised.
MANY_PEOPLE = 60
DISCLOSED = "ShowPersonalData"


async def tell_disclosed(reader: Reader, kind: str, subject_id: UUID, fields: list[str]) -> int:
    """Audits that the caller saw these fields of a person in the clear; returns how many people that makes today.

    In a transaction of its own: a query writes nothing else, and what was shown was shown.
    """
    runtime = reader.runtime
    begin = datetime.combine(reader.today, time(), runtime.clock.zone(reader.tenant_id))
    async with runtime.database.as_app(reader.scope) as connection:
        await connection.execute(
            insert(audit).values(
                id=new_id(),
                tenant_id=reader.tenant_id,
                create_time=reader.now,
                actor=reader.principal.actor,
                person_id=reader.principal.person_id,
                method=DISCLOSED,
                subject_type=kind,
                subject_id=subject_id,
                changes={"shown": [None, fields]},
            )
        )
        mine = (audit.c.tenant_id == reader.tenant_id, audit.c.actor == reader.principal.actor, audit.c.method == DISCLOSED)
        today = (audit.c.create_time >= begin, audit.c.create_time < begin + timedelta(days=1))
        people = await connection.scalar(select(func.count(audit.c.subject_id.distinct())).where(*mine, *today)) or 0
    if people > MANY_PEOPLE:
        runtime.log.warning("%s saw the personal data of %d people today", reader.principal.actor, people)
        runtime.metrics.personal_data_alarm()
    return int(people)
