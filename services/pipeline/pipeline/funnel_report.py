"""The funnel of a sales process: read from its summary where that can answer, counted from the opportunities where it cannot.

The summary knows process, owner, team and month. What asks for a product, for part of a month, or comes with a grant that is limited
to regions or companies, is counted; so are the few rows that are only shared with the caller.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, false, func, select, true

from chassis.branches import branches, within_limits
from chassis.errors import invalid, precondition
from chassis.messages import values
from chassis.reader import Reader
from chassis.scope import Reach, Scope
from chassis.service import query
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.domain.funnel import StageCount, funnel
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.process import SalesProcess, Stage

_ONE_DAY = timedelta(days=1)
o, cell = t.opportunity.c, t.funnel_cell.c


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a report is about."""

    sales_process_id: UUID
    owner_id: UUID | None
    team_id: UUID | None
    product_id: UUID | None
    from_date: date | None
    to_date: date | None

    @property
    def whole_months(self) -> bool:
        starts = self.from_date is None or self.from_date.day == 1
        return starts and (self.to_date is None or (self.to_date + _ONE_DAY).day == 1)


@dataclass
class _Counts:
    """Opportunities and amounts of one kind: by stage, by currency."""

    opportunities: Counter[str] = field(default_factory=Counter)
    amounts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, stage: str, row: Row[Any]) -> None:
        self.opportunities[stage] += int(row.opportunities)
        if row.amount_minor:
            self.amounts[stage][row.currency] += int(row.amount_minor)


@query
async def report_funnel(request: pb.ReportFunnelRequest, reader: Reader) -> pb.Funnel:
    given = values(request)
    if given["from_date"] and given["to_date"] and given["to_date"] < given["from_date"]:
        raise invalid("to_date", f"{request.to_date} lies before {request.from_date}.", "DATES_REVERSED")
    process = await _process(reader, given.pop("sales_process_id"))
    asked = _Asked(sales_process_id=process.id, **given)
    rows = [row for statement in _statements(asked, reader.scope) for row in await reader.execute(statement)]
    return _told(process, rows)


async def _process(reader: Reader, id: UUID | None) -> SalesProcess:
    """The process of that id, the default one without."""
    process = t.sales_process.c
    if id is None:
        default = (process.tenant_id == reader.tenant_id, process.is_default)
        id = (await reader.execute(select(process.id).where(*default))).scalar()
        if id is None:
            raise precondition("SALES_PROCESS_MISSING", "There is no default sales process yet; a new company gets one in a moment.")
    return await reader.get(SalesProcess, str(id))


# --- asking ----------------------------------------------------------------------------------------


def _statements(asked: _Asked, scope: Scope) -> Iterable[Select[Any]]:
    """Rows (state, stage, furthest_stage, currency, opportunities, amount_minor); no opportunity is in two of them."""
    reach = branches(t.opportunity, scope)
    if asked.whole_months and asked.product_id is None and not scope.limits:
        yield _summed(asked, scope)
    else:
        yield _counted(asked, scope, o.team_id.in_(reach.teams) if reach.main is None else reach.main)
    if reach.shared is not None:
        yield _counted(asked, scope, reach.shared)


_REACHED: Mapping[Reach, Callable[[Scope], ColumnElement[bool]]] = {
    Reach.TENANT: lambda _: true(),
    Reach.COMPANY: lambda _: true(),
    Reach.TEAM: lambda scope: cell.team_id.in_(scope.team_ids),
    Reach.TEAM_AND_BELOW: lambda scope: cell.team_id.in_(scope.team_ids),
    Reach.OWN: lambda scope: cell.owner_id == scope.person_id,
    Reach.SHARED: lambda _: false(),
}


def _summed(asked: _Asked, scope: Scope) -> Select[Any]:
    """From the summary: what the scope reaches besides what is shared."""
    where = [cell.tenant_id == scope.tenant_id, cell.sales_process_id == asked.sales_process_id, _REACHED[scope.reach](scope)]
    where += _within(cell.owner_id, cell.team_id, cell.open_month, asked)
    kinds = (cell.state, cell.stage, cell.furthest_stage, cell.currency)
    sums = (func.sum(cell.opportunities).label("opportunities"), func.sum(cell.amount_minor).label("amount_minor"))
    return select(*kinds, *sums).where(*where).group_by(*kinds)


def _counted(asked: _Asked, scope: Scope, reached: ColumnElement[bool]) -> Select[Any]:
    """From the opportunities themselves."""
    where = [o.tenant_id == scope.tenant_id, o.sales_process_id == asked.sales_process_id, o.archive_time.is_(None), reached]
    where += [*within_limits(t.opportunity, scope.limits), *_within(o.owner_id, o.team_id, o.open_date, asked)]
    if asked.product_id is not None:
        line = t.opportunity_line.c
        of_product = (line.tenant_id == scope.tenant_id, line.product_id == asked.product_id)
        where.append(o.id.in_(select(line.opportunity_id).where(*of_product)))
    amount = case((o.state == OpportunityState.OPEN, o.expected_amount_minor), (o.state == OpportunityState.WON, o.won_amount_minor))
    kinds = (o.state, o.stage, o.furthest_stage, o.currency)
    sums = (func.count().label("opportunities"), func.coalesce(func.sum(amount), 0).label("amount_minor"))
    return select(*kinds, *sums).where(*where).group_by(*kinds)


def _within(owner: ColumnElement[Any], team: ColumnElement[Any], day: ColumnElement[Any], asked: _Asked) -> list[ColumnElement[bool]]:
    """What was opened nobody knows when lies in no span of days."""
    where = []
    if asked.owner_id is not None:
        where.append(owner == asked.owner_id)
    if asked.team_id is not None:
        where.append(team == asked.team_id)
    if asked.from_date is not None or asked.to_date is not None:
        where += [day >= (asked.from_date or date(1, 1, 2)), day <= (asked.to_date or date.max)]
    return where


# --- telling ---------------------------------------------------------------------------------------


def _told(process: SalesProcess, rows: Sequence[Row[Any]]) -> pb.Funnel:
    standing, lost, won = _Counts(), _Counts(), _Counts()
    ended: Counter[str] = Counter()
    for row in rows:
        match row.state:
            case OpportunityState.OPEN:
                standing.add(row.stage, row)
            case OpportunityState.LOST:
                lost.add(row.stage, row)
            case OpportunityState.WON:
                won.add("", row)
        if row.state != OpportunityState.WON:
            ended[row.furthest_stage] += int(row.opportunities)
    stages = [
        StageCount(
            stage=stage.key,
            name=stage.name,
            name_en=stage.name_en,
            probability=stage.probability,
            open_count=standing.opportunities[stage.key],
            open_amounts=standing.amounts[stage.key],
            lost_count=lost.opportunities[stage.key],
            ended_here=ended[stage.key],
        )
        for stage in _shown(process, {*standing.opportunities, *lost.opportunities, *ended})
    ]
    return funnel(str(process.id), stages, won.opportunities[""], won.amounts[""])


def _shown(process: SalesProcess, occupied: set[str]) -> list[Stage]:
    """The stages in use, and retired ones that something still stands in, before those that took their positions."""
    shown = [stage for stage in process.stages if not stage.retired or stage.key in occupied]
    return sorted(shown, key=lambda stage: (stage.position, not stage.retired))
