"""The company's defaults for leads."""

from chassis.company_settings import settings_to_change
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads.domain.lead_settings import LeadSettings


@command
async def update_lead_settings(request: pb.UpdateLeadSettingsRequest, uow: UnitOfWork) -> LeadSettings:
    settings = await settings_to_change(uow, LeadSettings, request.etag)
    settings.revise(**values(request.lead_settings, request.update_mask))
    return settings
