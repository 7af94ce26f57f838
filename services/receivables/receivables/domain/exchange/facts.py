"""The facts about exchange differences."""

from typing import TYPE_CHECKING

from google.protobuf.message import Message

from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as events
from crm.receivables.v1 import exchange_pb2 as pb
from receivables.domain.run_states import RunState

if TYPE_CHECKING:
    from receivables.domain.exchange.run import ExchangeRun


def figures(run: "ExchangeRun") -> events.ExchangeFigures:
    return events.ExchangeFigures(
        exchange_run_id=str(run.id),
        legal_entity_id=str(run.legal_entity_id),
        fiscal_period_id=str(run.fiscal_period_id),
        end_date=str(run.end_date),
        state=pb.ExchangeRunState.Value(f"EXCHANGE_RUN_STATE_{run.state.name}"),
        change=money(run.realised_change + run.unrealised_change),
        realised_change=money(run.realised_change),
        unrealised_change=money(run.unrealised_change),
        prepared_by=text(run.prepared_by),
        posted_by=text(run.posted_by),
        ended_by=text(run.ended_by),
        reason=run.end_reason,
    )


def told(run: "ExchangeRun") -> Message:
    """What there is to say of it as it stands now."""
    match run.state:
        case RunState.PREPARED:
            return events.ExchangePrepared(exchange=figures(run))
        case RunState.POSTED:
            return events.ExchangePosted(exchange=figures(run))
        case RunState.REVERSED | RunState.DISCARDED:
            return events.ExchangeEnded(exchange=figures(run))
