"""The company's defaults for leads."""

from chassis.ids import derived_id
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads.domain.lead_settings import LeadSettings


@command
async def update_lead_settings(request: pb.UpdateLeadSettingsRequest, uow: UnitOfWork) -> LeadSettings:
    settings = await uow.get(LeadSettings, derived_id(uow.tenant_id, "settings"), etag=request.etag)
    settings.revise(**values(request.lead_settings, request.update_mask))
    return settings
