"""Enquiries: where they come from, who follows them, and what becomes of them. Entry point: `python -m leads.service`."""

from pathlib import Path

from chassis import audit
from chassis.main import main
from chassis.service import Resource, Service
from crm.leads.v1 import campaigns_pb2, forms_pb2
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as pb
from leads import campaign_queries, form_queries, queries, tables
from leads.commands import campaigns, capture_forms, lead_settings, sources
from leads.domain.campaign import Campaign
from leads.domain.capture_form import CaptureForm
from leads.domain.lead_settings import LeadSettings
from leads.domain.source import Source
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
        Resource(LeadSettings, pb.LeadSettings, tables.lead_settings),
    ),
    modules=(sources, campaigns, campaign_queries, capture_forms, form_queries, lead_settings, queries, audit),
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
)

if __name__ == "__main__":
    main(SERVICE)
