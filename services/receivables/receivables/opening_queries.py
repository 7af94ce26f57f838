"""Lists of opening balances."""

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import opening_balances_pb2 as pb
from receivables import opening_tables as t
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.states import OpeningLineKind, OpeningState

o, n = t.opening_balance.c, t.opening_balance_line.c

OPENINGS = Listing(
    t.opening_balance,
    {
        **{column.name: column for column in (o.id, o.legal_entity_id, o.cut_over_date, o.file_name, o.line_count, o.customer_count)},
        **{column.name: column for column in (o.asked_by, o.decided_by, o.ask_time, o.post_time, o.create_time, o.update_time)},
        "state": choice(o.state, OpeningState),
    },
    default_order="create_time desc",
    scoped=False,
)
LINES = Listing(
    t.opening_balance_line,
    {
        **{column.name: column for column in (n.id, n.opening_balance_id, n.legal_entity_id, n.row_number, n.customer_id)},
        **{column.name: column for column in (n.customer_name, n.document_number, n.currency, n.due_date, n.original_date, n.name)},
        "kind": choice(n.kind, OpeningLineKind),
        "amount": money(n.amount_minor, n.currency),
    },
    default_order="row_number",
    scoped=False,
)


@query
async def get_opening_balance(request: pb.GetOpeningBalanceRequest, reader: Reader) -> pb.OpeningBalance:
    return to_message(pb.OpeningBalance, await reader.get(OpeningBalance, request.opening_balance_id))


@query
async def list_opening_balances(request: pb.ListOpeningBalancesRequest, reader: Reader) -> pb.ListOpeningBalancesResponse:
    return await reader.page(OPENINGS, request, pb.ListOpeningBalancesResponse)


@query
async def list_opening_balance_lines(request: pb.ListOpeningBalanceLinesRequest, reader: Reader) -> pb.ListOpeningBalanceLinesResponse:
    return await reader.page(LINES, request, pb.ListOpeningBalanceLinesResponse)
