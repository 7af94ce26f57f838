"""Enquiries: where they come from, who follows them, and what becomes of them. Entry point: `python -m leads.service`."""

from operator import attrgetter
from pathlib import Path

from chassis import audit, handover
from chassis.errors import conflict
from chassis.main import main
from chassis.service import HandedOver, Resource, Service
from crm.leads.v1 import assignment_rules_pb2, campaigns_pb2, forms_pb2, scoring_pb2
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as pb
from leads import (
    assignment_queries,
    assignment_tables,
    campaign_queries,
    channel_returns,
    copies,
    duplicate_queries,
    form_queries,
    handing_over,
    lead_queries,
    payments,
    queries,
    reactions,
    referrals,
    score_queries,
    score_tables,
    score_training_job,
    scoring,
    tables,
    timers,
)
from leads.commands import (
    assignment_rules,
    campaigns,
    capture_forms,
    duplicates,
    form_submissions,
    lead_owners,
    lead_pools,
    lead_progress,
    lead_settings,
    leads,
    score_models,
    score_trainings,
    sources,
    touches,
)
from leads.deriving import derive
from leads.domain.assignment_rule import AssignmentRule
from leads.domain.campaign import Campaign
from leads.domain.capture_form import CaptureForm
from leads.domain.lead import Lead
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_settings import LeadSettings
from leads.domain.lead_states import LIVE
from leads.domain.score_model import ScoreModel
from leads.domain.score_training import ScoreTraining
from leads.domain.source import Source
from leads.domain.touch import Touch
from leads.measures import MEASURES
from leads.starting import start_tenant

SERVICE = Service(
    name="leads",
    descriptor=pb.DESCRIPTOR.services_by_name["Leads"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    resources=(
        Resource(Source, pb.Source, tables.source, search=Source.searchable),
        Resource(Campaign, campaigns_pb2.Campaign, tables.campaign, search=Campaign.searchable),
        Resource(CaptureForm, forms_pb2.CaptureForm, tables.capture_form, search=CaptureForm.searchable),
        Resource(LeadPool, pb.LeadPool, tables.lead_pool),
        Resource(Lead, pb.Lead, tables.lead, number="XS{000000}", search=Lead.searchable, timers=attrgetter("timers"), derive=derive),
        Resource(Touch, pb.Touch, tables.touch),
        Resource(AssignmentRule, assignment_rules_pb2.AssignmentRule, assignment_tables.assignment_rule),
        Resource(ScoreModel, scoring_pb2.ScoreModel, score_tables.score_model),
        Resource(ScoreTraining, scoring_pb2.ScoreTraining, score_tables.score_training, timers=ScoreTraining.timers),
        Resource(LeadSettings, pb.LeadSettings, tables.lead_settings),
    ),
    modules=(
        sources,
        campaigns,
        campaign_queries,
        channel_returns,
        capture_forms,
        form_queries,
        form_submissions,
        leads,
        lead_owners,
        lead_progress,
        lead_pools,
        lead_queries,
        touches,
        duplicates,
        duplicate_queries,
        assignment_rules,
        assignment_queries,
        score_models,
        score_trainings,
        score_training_job,
        score_queries,
        scoring,
        lead_settings,
        payments,
        queries,
        reactions,
        referrals,
        timers,
        handover,
        audit,
    ),
    copies=(copies.ACCOUNTS, copies.CONTRACTS, copies.OPPORTUNITIES),
    facts=(
        facts.LeadCaptured,
        facts.LeadAssigned,
        facts.LeadFollowedUp,
        facts.LeadFirstFollowUpMissed,
        facts.LeadNeglected,
        facts.LeadPoolingSoon,
        facts.LeadPooled,
        facts.LeadClaimed,
        facts.LeadReturned,
        facts.LeadDisqualified,
        facts.LeadQualified,
        facts.LeadConverted,
        facts.TouchRecorded,
    ),
    starts=start_tenant,
    measures=MEASURES,
    constraints={
        "score_training_open_key": lambda: conflict("TRAINING_RUNS", "A training runs already; wait for it or cancel it."),
        "score_model_published_key": lambda: conflict("CONCURRENT_CHANGE", "Somebody published another model at the same moment."),
    },
    handed_over=(
        HandedOver(
            Lead,
            tables.lead.c.state.in_(LIVE),
            name=tables.lead.c.name,
            account_id=tables.lead.c.account_id,
            carry=handing_over.restart_clocks,
        ),
    ),
)

if __name__ == "__main__":
    main(SERVICE)
