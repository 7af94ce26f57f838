"""The facts about provisions."""

from typing import TYPE_CHECKING

from google.protobuf.message import Message

from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as events
from crm.receivables.v1 import provisions_pb2 as pb
from receivables.domain.run_states import RunState

if TYPE_CHECKING:
    from receivables.domain.provision import ProvisionRun


def figures(run: "ProvisionRun") -> events.ProvisionFigures:
    # One is only prepared where something changes.
    first = next(each for each in run.sums if each.change)
    return events.ProvisionFigures(
        provision_run_id=str(run.id),
        legal_entity_id=str(run.legal_entity_id),
        fiscal_period_id=str(run.fiscal_period_id),
        end_date=str(run.end_date),
        state=pb.ProvisionState.Value(f"PROVISION_STATE_{run.state.name}"),
        needed=money(first.needed),
        change=money(first.change),
        sums=[pb.ProvisionSum(before=money(each.before), needed=money(each.needed), change=money(each.change)) for each in run.sums],
        prepared_by=text(run.prepared_by),
        posted_by=text(run.posted_by),
        ended_by=text(run.ended_by),
        reason=run.end_reason,
    )


def told(run: "ProvisionRun") -> Message:
    """What there is to say of it as it stands now."""
    match run.state:
        case RunState.PREPARED:
            return events.ProvisionPrepared(provision=figures(run))
        case RunState.POSTED:
            return events.ProvisionPosted(provision=figures(run))
        case RunState.REVERSED | RunState.DISCARDED:
            return events.ProvisionEnded(provision=figures(run))
