"""The command on settings."""

from chassis.company_settings import settings_to_change
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.terms import clause_of


@command
async def update_receivable_settings(request: pb.UpdateReceivableSettingsRequest, uow: UnitOfWork) -> ReceivableSettings:
    settings = await settings_to_change(uow, ReceivableSettings, request.etag)
    changes = values(request.receivable_settings, request.update_mask)
    if (policies := changes.pop("tender_policies", None)) is not None:
        settings.say_policies(policies)
    if "late_interest" in changes:
        del changes["late_interest"]
        said = request.receivable_settings.late_interest if request.receivable_settings.HasField("late_interest") else None
        settings.late_interest = clause_of(said, "receivable_settings.late_interest") if said else None
    if (rates := changes.pop("provision_rates", None)) is not None:
        settings.say_rates(rates)
    settings.revise(dunning=changes.pop("dunning", None) or {}, **changes)
    return settings
