"""Lists of adjustments."""

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import adjustments_pb2 as pb
from receivables import adjustment_tables as t
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState

a = t.adjustment.c

ADJUSTMENTS = Listing(
    t.adjustment,
    {
        **{column.name: column for column in (a.id, a.number, a.original_id, a.receipt_id, a.instalment_id, a.contract_id)},
        **{column.name: column for column in (a.contract_number, a.customer_id, a.legal_entity_id, a.currency, a.value_date)},
        **{column.name: column for column in (a.business_unit, a.product_line, a.region, a.payee_name, a.bank_reference)},
        **{column.name: column for column in (a.requested_by, a.approved_by, a.confirmed_by, a.needs_confirmation, a.approve_time)},
        **{column.name: column for column in (a.owner_id, a.team_id, a.create_time, a.update_time)},
        "kind": choice(a.kind, AdjustmentKind),
        "state": choice(a.state, AdjustmentState),
        "amount": money(a.amount_minor, a.currency),
        "taken_back": money(a.taken_back_minor, a.currency),
    },
    search="search_adjustment",
    default_order="create_time desc",
)


@query
async def get_adjustment(request: pb.GetAdjustmentRequest, reader: Reader) -> pb.Adjustment:
    return to_message(pb.Adjustment, await reader.get(Adjustment, request.adjustment_id))


@query
async def list_adjustments(request: pb.ListAdjustmentsRequest, reader: Reader) -> pb.ListAdjustmentsResponse:
    return await reader.page(ADJUSTMENTS, request, pb.ListAdjustmentsResponse)
