"""Month ends as messages: the live checklist, the figures at any time, and what was signed and closed."""

from datetime import UTC
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.messages import to_message, to_messages
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import instant, money
from crm.receivables.v1 import periods_pb2 as pb
from receivables.domain.month_end import Item, PeriodClose, obstacle
from receivables.month_end.looking import checklist
from receivables.month_end.periods import Period, check_whole, period_of
from receivables.month_end.summing import summary


@query
async def report_period_checklist(request: pb.ReportPeriodChecklistRequest, reader: Reader) -> pb.PeriodChecklist:
    period = await _period(request.legal_entity_id, request.fiscal_period_id, reader)
    close = await _close(period, reader)
    async with reader.snapshot() as connection:
        items = close.items(await checklist(connection, period, now=reader.now, today=reader.today))
    return pb.PeriodChecklist(
        known_at=instant(reader.now),
        items=[_item(each) for each in items],
        obstacle=obstacle(state=period.state, end_date=period.last, today=reader.today, earlier=period.earlier),
        stopping=sum(each.stops for each in items),
    )


@query
async def report_period_summary(request: pb.ReportPeriodSummaryRequest, reader: Reader) -> pb.PeriodSummaryReport:
    period = await _period(request.legal_entity_id, request.fiscal_period_id, reader)
    known_at = request.known_at.ToDatetime(UTC) if request.HasField("known_at") else reader.now
    async with reader.snapshot() as connection:
        found = await summary(connection, period, known_at)
    return pb.PeriodSummaryReport(known_at=instant(known_at), checksum=found.checksum, summary=to_message(pb.PeriodSummary, found))


@query
async def get_period_close(request: pb.GetPeriodCloseRequest, reader: Reader) -> pb.PeriodClose:
    check_whole(reader.scope)
    period = await period_of(reader.execute, reader.tenant_id, UUID(request.period_close_id))
    check_whole(reader.scope, period.legal_entity_id)
    return to_message(pb.PeriodClose, await _close(period, reader))


async def _period(legal_entity_id: str, fiscal_period_id: str, reader: Reader) -> Period:
    check_whole(reader.scope, UUID(legal_entity_id))
    return await period_of(reader.execute, reader.tenant_id, UUID(fiscal_period_id), of=UUID(legal_entity_id))


async def _close(period: Period, reader: Reader) -> PeriodClose:
    """An empty one where nothing was said of it yet."""
    async with AsyncSession(reader.connection, autoflush=False) as session:
        found = await session.get(PeriodClose, period.id)
    return found or PeriodClose(
        id=period.id,
        tenant_id=period.tenant_id,
        create_time=reader.now,
        update_time=reader.now,
        legal_entity_id=period.legal_entity_id,
        start_date=period.first,
        end_date=period.last,
    )


def _item(item: Item) -> pb.PeriodItem:
    found = item.found
    return pb.PeriodItem(
        kind=pb.PeriodItemKind.Value(f"PERIOD_ITEM_KIND_{found.kind.name}"),
        state=pb.PeriodItemState.Value(f"PERIOD_ITEM_STATE_{item.state.name}"),
        stops=found.kind.stops,
        count=found.count,
        amounts=[money(each) for each in found.amounts],
        findings=to_messages(pb.PeriodFinding, found.findings),
        sign_off=to_message(pb.PeriodSignOff, item.sign_off) if item.sign_off else None,
    )
