"""Commands on sales processes."""

from typing import Any

from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from pipeline.commands import drafts
from pipeline.domain.process import SalesProcess
from pipeline.domain.process_templates import TEMPLATES


@command
async def create_sales_process(request: pb.CreateSalesProcessRequest, uow: UnitOfWork) -> SalesProcess:
    given = values(request.sales_process)
    process = SalesProcess(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given["name"])
    if given["is_default"]:
        await _demote_others(uow, process)
    _set_stages(process, uow, given)
    process.revise(**given)
    return uow.add(process)


@command
async def update_sales_process(request: pb.UpdateSalesProcessRequest, uow: UnitOfWork) -> SalesProcess:
    process = await uow.get(SalesProcess, request.sales_process_id, etag=request.etag)
    changes = values(request.sales_process, request.update_mask)
    await _choose_default(uow, process, changes.get("is_default", process.is_default))
    _set_stages(process, uow, changes)
    process.revise(**changes)
    return process


@command
async def archive_sales_process(request: pb.ArchiveSalesProcessRequest, uow: UnitOfWork) -> SalesProcess:
    process = await uow.get(SalesProcess, request.sales_process_id, etag=request.etag)
    process.archive(uow.now)
    return process


@command
async def restore_sales_process(request: pb.RestoreSalesProcessRequest, uow: UnitOfWork) -> SalesProcess:
    process = await uow.get(SalesProcess, request.sales_process_id, etag=request.etag)
    process.restore()
    return process


def _set_stages(process: SalesProcess, uow: UnitOfWork, changes: dict[str, Any]) -> None:
    """Stages as they are given; with a template and without stages, those of the template."""
    given, template = changes.pop("stages", None), changes.get("template")
    if given:
        process.set_stages(drafts.stages(given), uow.new_id)
    elif template:
        process.set_stages(TEMPLATES[template], uow.new_id)
    elif given is not None:
        process.set_stages([], uow.new_id)


async def _choose_default(uow: UnitOfWork, process: SalesProcess, wanted: bool) -> None:
    """Exactly one process is the default one. Raises PROCESS_IS_DEFAULT, PROCESS_ARCHIVED."""
    if process.is_default and not wanted:
        raise precondition("PROCESS_IS_DEFAULT", "Make another process the default one instead.")
    if wanted and not process.is_default:
        if process.archive_time is not None:
            raise precondition("PROCESS_ARCHIVED", f"{process.name} is out of use; restore it first.")
        await _demote_others(uow, process)


async def _demote_others(uow: UnitOfWork, process: SalesProcess) -> None:
    """Stored before the new one is: the database takes no two at any moment."""
    for other in await uow.find(SalesProcess, t.sales_process.c.is_default):
        if other is not process:
            other.is_default = False
    await uow.stage()
