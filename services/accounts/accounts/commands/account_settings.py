"""Commands on the rules of accounts."""

from accounts.domain.account_settings import AccountSettings
from chassis.company_settings import settings_to_change
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import care_pb2 as pb


@command
async def update_account_settings(request: pb.UpdateAccountSettingsRequest, uow: UnitOfWork) -> AccountSettings:
    settings = await settings_to_change(uow, AccountSettings, request.etag)
    settings.revise(**values(request.account_settings, request.update_mask))
    return settings
