"""Commands on the rules of accounts."""

from accounts import tables as t
from accounts.domain.account_settings import AccountSettings
from accounts.settings import fresh_settings
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import care_pb2 as pb


@command
async def update_account_settings(request: pb.UpdateAccountSettingsRequest, uow: UnitOfWork) -> AccountSettings:
    settings = await uow.first(AccountSettings, t.account_settings.c.tenant_id == uow.tenant_id)
    settings = settings or uow.add(fresh_settings(uow))
    uow.expect(settings, request.etag)
    settings.revise(**values(request.account_settings, request.update_mask))
    return settings
