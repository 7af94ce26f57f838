"""Commands on periods in which a customer must not get marketing."""

from accounts.commands.belonging import of_account
from accounts.domain.do_not_disturb import DoNotDisturb
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import care_pb2 as pb


@command
async def create_do_not_disturb(request: pb.CreateDoNotDisturbRequest, uow: UnitOfWork) -> DoNotDisturb:
    given = values(request.do_not_disturb)
    begun = await of_account(uow, given["account_id"], given["contact_id"], "do_not_disturb")
    period = DoNotDisturb(**begun, from_date=given["from_date"] or uow.today)
    period.revise(**given)
    return uow.add(period)


@command
async def update_do_not_disturb(request: pb.UpdateDoNotDisturbRequest, uow: UnitOfWork) -> DoNotDisturb:
    period = await uow.get(DoNotDisturb, request.do_not_disturb_id, etag=request.etag)
    period.revise(**values(request.do_not_disturb, request.update_mask))
    return period


@command
async def archive_do_not_disturb(request: pb.ArchiveDoNotDisturbRequest, uow: UnitOfWork) -> DoNotDisturb:
    period = await uow.get(DoNotDisturb, request.do_not_disturb_id, etag=request.etag, archived=True)
    period.archive(uow.now)
    return period
