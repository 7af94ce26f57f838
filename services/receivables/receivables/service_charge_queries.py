"""Lists of service charges."""

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import service_charges_pb2 as pb
from receivables import service_charge_tables as t
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.states import ServiceChargeState

c = t.service_charge.c

SERVICE_CHARGES = Listing(
    t.service_charge,
    {
        **{column.name: column for column in (c.id, c.number, c.customer_id, c.legal_entity_id, c.contract_id, c.sales_order_id)},
        **{column.name: column for column in (c.business_unit, c.product_line, c.region, c.currency, c.visit_date, c.due_date)},
        **{column.name: column for column in (c.submitted_by, c.approved_by, c.asked_by, c.ask_time, c.approve_time)},
        **{column.name: column for column in (c.owner_id, c.team_id, c.create_time, c.update_time)},
        "state": choice(c.state, ServiceChargeState),
        "net": money(c.net_minor, c.currency),
        "gross": money(c.gross_minor, c.currency),
    },
    search="search_service_charge",
    default_order="create_time desc",
)


@query
async def get_service_charge(request: pb.GetServiceChargeRequest, reader: Reader) -> pb.ServiceCharge:
    return to_message(pb.ServiceCharge, await reader.get(ServiceCharge, request.service_charge_id))


@query
async def list_service_charges(request: pb.ListServiceChargesRequest, reader: Reader) -> pb.ListServiceChargesResponse:
    return await reader.page(SERVICE_CHARGES, request, pb.ListServiceChargesResponse)
