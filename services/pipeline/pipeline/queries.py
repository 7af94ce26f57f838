"""Lists: SQL to messages, no aggregates but for reading one. The funnel is in funnel_report, warnings and next steps are in pushing."""

from sqlalchemy import exists, func, or_

from chassis import assignments
from chassis.company_settings import show_settings
from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message, to_messages
from chassis.reader import Reader
from chassis.service import query
from crm.pipeline.v1 import orders_pb2 as orders
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.domain.contract import Contract
from pipeline.domain.contract_parts import ContractState
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import SalesOrderBasis, SalesOrderState
from pipeline.domain.pipeline_settings import PipelineSettings
from pipeline.domain.process import SalesProcess
from pipeline.domain.product import Product

s, p, r, o, c = t.sales_process.c, t.product.c, t.loss_reason.c, t.opportunity.c, t.contract.c
w, m, d = t.opportunity_watch.c, t.milestone.c, t.sales_order.c

SALES_PROCESSES = Listing(
    t.sales_process,
    {column.name: column for column in (s.id, s.name, s.template, s.is_default, s.create_time, s.update_time)},
    scoped=False,
)
PRODUCTS = Listing(
    t.product,
    {
        **{column.name: column for column in (p.id, p.code, p.name, p.sort_key, p.series, p.category, p.aliases, p.currency)},
        **{column.name: column for column in (p.list_price, p.tax_code, p.business_unit, p.product_line, p.create_time, p.update_time)},
    },
    default_order="sort_key",
    search="search_product",
    scoped=False,
)
LOSS_REASONS = Listing(
    t.loss_reason,
    {column.name: column for column in (r.id, r.name, r.position, r.asks_competitor, r.create_time, r.update_time)},
    default_order="position",
    scoped=False,
)
# Kept warnings of an open opportunity, and late milestones of the contracts that came of it: what was told late and is still open.
_WARNED = exists().where(w.tenant_id == o.tenant_id, w.opportunity_id == o.id, func.jsonb_array_length(w.warnings) > 0)
_LATE = (
    exists()
    .select_from(t.contract.join(t.milestone, m.contract_id == c.id))
    .where(
        c.tenant_id == o.tenant_id,
        c.opportunity_id == o.id,
        c.state == ContractState.EFFECTIVE,
        m.actual_date.is_(None),
        m.late_told_date == m.expected_date,
    )
)
OPPORTUNITIES = Listing(
    t.opportunity,
    {
        **{column.name: column for column in (o.id, o.number, o.name, o.sort_key, o.account_id, o.account_missing)},
        **{column.name: column for column in (o.sales_process_id, o.stage, o.stage_entry_date, o.currency, o.competitor)},
        **{column.name: column for column in (o.expected_close_date, o.open_date, o.close_date, o.completed_actions)},
        **{column.name: column for column in (o.loss_reason_id, o.legal_entity_id, o.business_unit, o.product_line, o.region)},
        **{column.name: column for column in (o.owner_id, o.team_id, o.create_time, o.update_time, o.score, o.stage_probability)},
        "state": choice(o.state, OpportunityState),
        "has_warnings": or_(_WARNED, _LATE),
        "expected_amount": money(o.expected_amount_minor, o.currency),
        "won_amount": money(o.won_amount_minor, o.currency),
    },
    search="search_opportunity",
)
STAGE_ENTRIES = Listing(t.stage_entry, {"position": t.stage_entry.c.position}, default_order="position", scoped=False)
CONTRACTS = Listing(
    t.contract,
    {
        **{column.name: column for column in (c.id, c.number, c.name, c.sort_key, c.account_id, c.customer_id, c.opportunity_id)},
        **{column.name: column for column in (c.legal_entity_id, c.customer_order_number, c.currency, c.end_date, c.approve_date)},
        **{column.name: column for column in (c.seal_date, c.return_date, c.effective_date, c.fulfil_date, c.terminate_date)},
        **{column.name: column for column in (c.business_unit, c.product_line, c.region)},
        **{column.name: column for column in (c.owner_id, c.team_id, c.create_time, c.update_time)},
        "state": choice(c.state, ContractState),
        "frame": c.frame,
        "net": money(c.net_minor, c.currency),
        "gross": money(c.gross_minor, c.currency),
    },
    search="search_contract",
)
SALES_ORDERS = Listing(
    t.sales_order,
    {
        **{column.name: column for column in (d.id, d.number, d.account_id, d.customer_id, d.contract_id, d.legal_entity_id)},
        **{column.name: column for column in (d.customer_order_number, d.currency, d.submit_date, d.approve_date, d.release_date)},
        **{column.name: column for column in (d.deliver_date, d.close_date, d.cancel_date, d.business_unit, d.product_line, d.region)},
        **{column.name: column for column in (d.owner_id, d.team_id, d.create_time, d.update_time)},
        "state": choice(d.state, SalesOrderState),
        "basis": choice(d.basis, SalesOrderBasis),
        "gross": money(d.gross_minor, d.currency),
        "delivered": money(d.delivered_minor, d.currency),
    },
    search="search_sales_order",
)


@query
async def get_sales_process(request: pb.GetSalesProcessRequest, reader: Reader) -> pb.SalesProcess:
    return to_message(pb.SalesProcess, await reader.get(SalesProcess, request.sales_process_id))


@query
async def list_sales_processes(request: pb.ListSalesProcessesRequest, reader: Reader) -> pb.ListSalesProcessesResponse:
    parts = {"stages": (t.stage, "sales_process_id")}
    return await reader.page(SALES_PROCESSES, request, pb.ListSalesProcessesResponse, parts=parts)


@query
async def get_product(request: pb.GetProductRequest, reader: Reader) -> pb.Product:
    return to_message(pb.Product, await reader.get(Product, request.product_id))


@query
async def list_products(request: pb.ListProductsRequest, reader: Reader) -> pb.ListProductsResponse:
    return await reader.page(PRODUCTS, request, pb.ListProductsResponse)


@query
async def get_loss_reason(request: pb.GetLossReasonRequest, reader: Reader) -> pb.LossReason:
    return to_message(pb.LossReason, await reader.get(LossReason, request.loss_reason_id))


@query
async def list_loss_reasons(request: pb.ListLossReasonsRequest, reader: Reader) -> pb.ListLossReasonsResponse:
    return await reader.page(LOSS_REASONS, request, pb.ListLossReasonsResponse)


@query
async def get_opportunity(request: pb.GetOpportunityRequest, reader: Reader) -> pb.Opportunity:
    return to_message(pb.Opportunity, await reader.get(Opportunity, request.opportunity_id))


@query
async def get_opportunity_by_external(request: pb.GetOpportunityByExternalRequest, reader: Reader) -> pb.Opportunity:
    return to_message(pb.Opportunity, await reader.by_external(Opportunity, request))


@query
async def list_opportunities(request: pb.ListOpportunitiesRequest, reader: Reader) -> pb.ListOpportunitiesResponse:
    parts = {"lines": (t.opportunity_line, "opportunity_id")}
    return await reader.page(OPPORTUNITIES, request, pb.ListOpportunitiesResponse, parts=parts)


@query
async def list_stage_entries(request: pb.ListStageEntriesRequest, reader: Reader) -> pb.ListStageEntriesResponse:
    opportunity = await reader.get(Opportunity, request.opportunity_id)
    return await reader.page(STAGE_ENTRIES, request, pb.ListStageEntriesResponse, opportunity_id=opportunity.id)


@query
async def list_opportunity_assignments(
    request: pb.ListOpportunityAssignmentsRequest, reader: Reader
) -> pb.ListOpportunityAssignmentsResponse:
    opportunity = await reader.get(Opportunity, request.opportunity_id)
    return await assignments.page(reader, request, t.opportunity.name, opportunity.id, pb.ListOpportunityAssignmentsResponse)


@query
async def get_contract(request: pb.GetContractRequest, reader: Reader) -> pb.Contract:
    return to_message(pb.Contract, await reader.get(Contract, request.contract_id))


@query
async def list_contracts(request: pb.ListContractsRequest, reader: Reader) -> pb.ListContractsResponse:
    parts = {"parties": (t.contract_party, "contract_id")}
    return await reader.page(CONTRACTS, request, pb.ListContractsResponse, parts=parts)


@query
async def list_contract_assignments(request: pb.ListContractAssignmentsRequest, reader: Reader) -> pb.ListContractAssignmentsResponse:
    contract = await reader.get(Contract, request.contract_id)
    return await assignments.page(reader, request, t.contract.name, contract.id, pb.ListContractAssignmentsResponse)


@query
async def list_milestones(request: pb.ListMilestonesRequest, reader: Reader) -> pb.ListMilestonesResponse:
    contract = await reader.get(Contract, request.contract_id)
    return pb.ListMilestonesResponse(milestones=to_messages(pb.Milestone, contract.milestones))


@query
async def get_sales_order(request: orders.GetSalesOrderRequest, reader: Reader) -> orders.SalesOrder:
    return to_message(orders.SalesOrder, await reader.get(SalesOrder, request.sales_order_id))


@query
async def list_sales_orders(request: orders.ListSalesOrdersRequest, reader: Reader) -> orders.ListSalesOrdersResponse:
    parts = {"lots": (t.order_lot, "sales_order_id")}
    return await reader.page(SALES_ORDERS, request, orders.ListSalesOrdersResponse, parts=parts)


@query
async def list_sales_order_assignments(
    request: orders.ListSalesOrderAssignmentsRequest, reader: Reader
) -> orders.ListSalesOrderAssignmentsResponse:
    order = await reader.get(SalesOrder, request.sales_order_id)
    return await assignments.page(reader, request, t.sales_order.name, order.id, orders.ListSalesOrderAssignmentsResponse)


@query
async def get_pipeline_settings(request: pb.GetPipelineSettingsRequest, reader: Reader) -> pb.PipelineSettings:
    return await show_settings(reader, PipelineSettings, pb.PipelineSettings)
