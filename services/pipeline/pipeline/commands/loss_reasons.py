"""Commands on loss reasons."""

from sqlalchemy import func, select

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.domain.loss_reason import LossReason


@command
async def create_loss_reason(request: pb.CreateLossReasonRequest, uow: UnitOfWork) -> LossReason:
    given = values(request.loss_reason)
    reason = LossReason(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given["name"])
    reason.revise(**given)
    await _place(uow, reason)
    return uow.add(reason)


@command
async def update_loss_reason(request: pb.UpdateLossReasonRequest, uow: UnitOfWork) -> LossReason:
    reason = await uow.get(LossReason, request.loss_reason_id, etag=request.etag)
    reason.revise(**values(request.loss_reason, request.update_mask))
    await _place(uow, reason)
    return reason


@command
async def archive_loss_reason(request: pb.ArchiveLossReasonRequest, uow: UnitOfWork) -> LossReason:
    reason = await uow.get(LossReason, request.loss_reason_id, etag=request.etag)
    reason.archive(uow.now)
    return reason


@command
async def restore_loss_reason(request: pb.RestoreLossReasonRequest, uow: UnitOfWork) -> LossReason:
    reason = await uow.get(LossReason, request.loss_reason_id, etag=request.etag)
    reason.restore()
    return reason


async def _place(uow: UnitOfWork, reason: LossReason) -> None:
    """Position 0 means the end of the list."""
    if reason.position == 0:
        others = (t.loss_reason.c.tenant_id == uow.tenant_id, t.loss_reason.c.id != reason.id)
        last = (await uow.execute(select(func.max(t.loss_reason.c.position)).where(*others))).scalar()
        reason.position = (last or 0) + 1
