"""The command on settings."""

from chassis.ids import derived_id
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.receivable_settings import ReceivableSettings


@command
async def update_receivable_settings(request: pb.UpdateReceivableSettingsRequest, uow: UnitOfWork) -> ReceivableSettings:
    settings = await uow.get(ReceivableSettings, derived_id(uow.tenant_id, "settings"), etag=request.etag)
    changes = values(request.receivable_settings, request.update_mask)
    settings.revise(dunning=changes.pop("dunning", None) or {}, **changes)
    return settings
