"""The company's defaults for opportunities and contracts."""

from chassis.company_settings import settings_to_change
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline.domain.pipeline_settings import PipelineSettings


@command
async def update_pipeline_settings(request: pb.UpdatePipelineSettingsRequest, uow: UnitOfWork) -> PipelineSettings:
    settings = await settings_to_change(uow, PipelineSettings, request.etag)
    settings.revise(**values(request.pipeline_settings, request.update_mask))
    return settings
