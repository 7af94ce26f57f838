"""Sales from the first talk to the signed contract and its fulfilment. Entry point: `python -m pipeline.service`."""

from pathlib import Path

from chassis import audit, handover
from chassis.errors import already_exists, conflict, precondition
from chassis.main import main
from chassis.service import HandedOver, Resource, Service
from crm.pipeline.v1 import conversions_pb2 as conversions
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import orders_pb2 as orders_pb
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import (
    copies,
    funnel_report,
    lead_reactions,
    lead_tables,
    order_reactions,
    pushing,
    queries,
    reactions,
    scoring,
    sharing,
    shipment_queries,
    tables,
    timers,
)
from pipeline.commands import (
    contract_signing,
    contracts,
    loss_reasons,
    milestones,
    opportunities,
    opportunity_moves,
    order_deliveries,
    orders,
    pipeline_settings,
    products,
    sales_processes,
)
from pipeline.domain.contract import Contract
from pipeline.domain.lead_conversion import LeadConversion
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_watch import OpportunityWatch
from pipeline.domain.order import ENDED, SalesOrder
from pipeline.domain.pipeline_review import PipelineReview
from pipeline.domain.pipeline_settings import PipelineSettings
from pipeline.domain.process import SalesProcess
from pipeline.domain.product import Product
from pipeline.funnel_sql import funnel_ddl
from pipeline.starting import start_tenant

o, c, s = tables.opportunity.c, tables.contract.c, tables.sales_order.c

SERVICE = Service(
    name="pipeline",
    descriptor=pb.DESCRIPTOR.services_by_name["Pipeline"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    routines=funnel_ddl,
    resources=(
        Resource(SalesProcess, pb.SalesProcess, tables.sales_process),
        Resource(Product, pb.Product, tables.product, search=Product.searchable),
        Resource(PipelineSettings, pb.PipelineSettings, tables.pipeline_settings),
        Resource(
            PipelineReview,
            pb.PipelineReview,
            tables.pipeline_review,
            timers=timers.pipeline_review_timers,
            published=False,
            audited=False,
        ),
        Resource(LeadConversion, conversions.LeadConversion, lead_tables.lead_conversion, published=False),
        Resource(LossReason, pb.LossReason, tables.loss_reason),
        Resource(
            Opportunity,
            pb.Opportunity,
            tables.opportunity,
            number="SJ{000000}",
            search=Opportunity.searchable,
            derive=scoring.derive_scores,
        ),
        Resource(
            OpportunityWatch,
            pb.OpportunityWatch,
            tables.opportunity_watch,
            timers=timers.opportunity_watch_timers,
            published=False,
            audited=False,
        ),
        Resource(SalesOrder, orders_pb.SalesOrder, tables.sales_order, number="DD{000000}", search=SalesOrder.searchable),
        Resource(
            Contract,
            pb.Contract,
            tables.contract,
            number="HT{000000}",
            search=Contract.searchable,
            timers=timers.contract_timers,
            derive=sharing.derive_shares,
        ),
    ),
    modules=(
        sales_processes,
        products,
        loss_reasons,
        opportunities,
        opportunity_moves,
        contracts,
        contract_signing,
        milestones,
        orders,
        order_deliveries,
        pipeline_settings,
        queries,
        shipment_queries,
        pushing,
        reactions,
        lead_reactions,
        order_reactions,
        funnel_report,
        audit,
        handover,
        scoring,
        timers,
    ),
    copies=(copies.ACCOUNTS, copies.ATTACHMENTS, copies.PLANS, copies.RELEASES, scoring.SCORE_MODELS),
    facts=(
        facts.OpportunityOpened,
        facts.OpportunityRefused,
        facts.StageEntered,
        facts.OpportunityStalled,
        facts.OpportunitySilent,
        facts.OpportunityNeglected,
        facts.ConversionFell,
        facts.OpportunityWon,
        facts.OpportunityLost,
        facts.OpportunityAssigned,
        facts.ContractEffective,
        facts.ContractTerminated,
        facts.ContractAssigned,
        facts.MilestoneReached,
        facts.MilestoneRescheduled,
        facts.MilestoneLate,
        facts.ContractExpiring,
        facts.OrderApproved,
        facts.OrderCreditAsked,
        facts.OrderHeld,
        facts.OrderReleased,
        facts.OrderDelivered,
        facts.OrderDeliveryReversed,
        facts.OrderCancelled,
        facts.OrderAssigned,
    ),
    starts=start_tenant,
    handed_over=(
        HandedOver(Opportunity, o.state == "open", name=o.name, account_id=o.account_id),
        HandedOver(Contract, c.state.not_in(("fulfilled", "terminated")), name=c.name, account_id=c.account_id),
        HandedOver(SalesOrder, s.state.not_in(ENDED), name=s.number, account_id=s.account_id),
    ),
    constraints={
        "contract_called_off_check": lambda: precondition(
            "FRAME_LIMIT_EXCEEDED", "More would be called off than the frame contract allows."
        ),
        "order_delivery_reverses_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody took this delivery back at the same moment."),
        "product_code_key": lambda: already_exists("CODE_TAKEN", "Another product has this code already."),
        "product_alias_pkey": lambda: already_exists("ALIAS_TAKEN", "Another product has one of these aliases already."),
        "sales_process_default_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody chose another default process at the same moment."),
    },
)

if __name__ == "__main__":
    main(SERVICE)
