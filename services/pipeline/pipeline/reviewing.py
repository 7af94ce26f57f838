"""What the nightly look at the pipeline measures: the usual stay in each stage, and the conversion of persons and teams.

It reads base rows, a window of them by their index, once a night; whatever answers people reads what is kept of it.
"""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, insert, literal, select

from chassis.unit_of_work import UnitOfWork
from pipeline import tables as t
from pipeline.commands import known
from pipeline.domain.conversion import Conversion, Period
from pipeline.domain.pipeline_review import PipelineReview

# What was won longer ago says little about how one sells today.
DWELL_WINDOW = timedelta(days=730)
_Who = tuple[UUID | None, UUID | None]


async def measure_stages(uow: UnitOfWork) -> None:
    """The median of the days that opportunities won in the last two years had spent in each stage, all their stays in it together.

    Stays of imported opportunities are unknown and left out.
    """
    deal, entry = t.opportunity.c, t.stage_entry.c
    won = (deal.tenant_id == uow.tenant_id, deal.state == "won", deal.close_date > uow.today - DWELL_WINDOW, deal.archive_time.is_(None))
    stays = (
        select(deal.sales_process_id, entry.stage, func.sum(entry.exit_date - entry.entry_date).label("days"))
        .join(t.stage_entry, (entry.tenant_id == deal.tenant_id) & (entry.opportunity_id == deal.id))
        .where(*won, entry.exit_date.is_not(None), entry.recalled.is_(False))
        .group_by(deal.id, deal.sales_process_id, entry.stage)
        .subquery("stays")
    )
    median = func.percentile_disc(0.5).within_group(stays.c.days)
    measured = select(literal(uow.tenant_id), stays.c.sales_process_id, stays.c.stage, func.count(), median)
    await uow.execute(delete(t.stage_dwell).where(t.stage_dwell.c.tenant_id == uow.tenant_id))
    columns = ["tenant_id", "sales_process_id", "stage", "samples", "median_days"]
    await uow.execute(insert(t.stage_dwell).from_select(columns, measured.group_by(stays.c.sales_process_id, stays.c.stage)))


async def tell_low_conversion(uow: UnitOfWork, review: PipelineReview) -> int:
    """What each person and each team opened and won in the days that the settings name, up to yesterday; how many of both."""
    settings = await known.settings(uow)
    period = Period.before(uow.today, settings.conversion_days)
    deal = t.opportunity.c
    opened = await _count(uow, deal.open_date.between(period.first_date, period.last_date))
    won = await _count(uow, deal.state == "won", deal.close_date.between(period.first_date, period.last_date))
    conversions = [
        Conversion(owner_id=owner_id, team_id=team_id, opened=count, won=won.get((owner_id, team_id), 0))
        for (owner_id, team_id), count in sorted(opened.items(), key=str)
    ]
    review.tell_low(conversions, settings.conversion_threshold, period, samples=settings.conversion_samples, today=uow.today)
    return sum(opened.values()) + sum(won.values())


async def _count(uow: UnitOfWork, *which: ColumnElement[bool]) -> dict[_Who, int]:
    """Opportunities by (owner, team), and by (None, team); those of a pool are nobody's."""
    found: dict[_Who, int] = defaultdict(int)
    for row in await uow.execute(_counted(uow.tenant_id, *which)):
        found[row.owner_id, row.team_id] += row.opportunities
        if row.team_id is not None:
            found[None, row.team_id] += row.opportunities
    return found


def _counted(tenant_id: UUID, *which: ColumnElement[bool]) -> Select[Any]:
    deal = t.opportunity.c
    ours = (deal.tenant_id == tenant_id, deal.archive_time.is_(None), deal.owner_id.is_not(None))
    return (
        select(deal.owner_id, deal.team_id, func.count().label("opportunities")).where(*ours, *which).group_by(deal.owner_id, deal.team_id)
    )
