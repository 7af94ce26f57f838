"""What whoever runs the installation watches: enquiries that nobody has answered in time."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.measures import Company
from chassis.service import Figure, Measure
from leads.tables import IS_LIVE, lead


async def _unanswered(connection: AsyncConnection, company: Company) -> Mapping[str, Mapping[str, float]]:
    l = lead.c  # noqa: E741
    late = func.count().filter(l.first_follow_up_due_time <= company.now)
    row = (await connection.execute(select(func.count().label("live"), late.label("late")).where(l.tenant_id == company.id, IS_LIVE))).one()
    return {"enquiries_live": {"": row.live}, "enquiries_unanswered": {"": row.late}}


MEASURES = (
    Measure(
        "enquiries",
        (
            Figure("enquiries_live", "Enquiries that are neither converted nor closed"),
            Figure("enquiries_unanswered", "Live enquiries whose first follow-up is past due"),
        ),
        timedelta(minutes=1),
        _unanswered,
    ),
)
