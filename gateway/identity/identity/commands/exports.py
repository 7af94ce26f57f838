"""Commands on exports: those of people, and those by which the gateway says how far the writing is."""

from sqlalchemy import func, select

from chassis.errors import precondition
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import exports_pb2 as pb
from identity import tables as t
from identity.domain.export import MOST_OPEN, OPEN, Export
from identity.domain.user import User
from identity.jobs import acting, asker

x = t.export.c


@command
async def create_export(request: pb.CreateExportRequest, uow: UnitOfWork) -> Export:
    """Written soon, by whoever gets its timer first."""
    person_id, api_key_id = asker(uow, "export")
    mine = (x.tenant_id == uow.tenant_id, x.owner_id == person_id, x.state.in_([state.value for state in OPEN]))
    if (await uow.execute(select(func.count()).where(*mine))).scalar_one() >= MOST_OPEN:
        raise precondition("TOO_MANY_EXPORTS", f"{MOST_OPEN} of your exports are being written; wait for one, or cancel it.")
    given = values(request.export)
    user = await uow.get(User, person_id)
    export = Export(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        owner_id=person_id,
        team_id=user.team_id,
        api_key_id=api_key_id,
        lease_time=uow.now,
        **{**given, "language": given["language"] or user.locale},
    )
    export.demand_known()
    return uow.add(export)


@command
async def cancel_export(request: pb.CancelExportRequest, uow: UnitOfWork) -> Export:
    export = await uow.get(Export, request.export_id, etag=request.etag)
    export.cancel(uow.now)
    return export


@command
async def continue_export(request: pb.ContinueExportRequest, uow: UnitOfWork) -> pb.ExportTurn:
    export = await uow.get(Export, request.export_id)
    export.go_on(request.attempt, request.rows, uow.now)
    principal = await acting(export, uow)
    principal.scope_for("export.create")
    return pb.ExportTurn(export=to_message(pb.Export, export), principal=principal.to_message())


@command
async def complete_export(request: pb.CompleteExportRequest, uow: UnitOfWork) -> Export:
    export = await uow.get(Export, request.export_id)
    export.succeed(request.attempt, rows=request.rows, file_name=request.file_name, size=request.size, at=uow.now)
    return export


@command
async def fail_export(request: pb.FailExportRequest, uow: UnitOfWork) -> Export:
    export = await uow.get(Export, request.export_id)
    export.fail(request.attempt, request.problem, uow.now)
    return export


@command
async def note_export_download(request: pb.NoteExportDownloadRequest, uow: UnitOfWork) -> Export:
    """A line of the audit: who took which rows out of the house is asked one day."""
    export = await uow.get(Export, request.export_id)
    uow.note("export", export.id, {"download": [None, {"resource": export.resource, "rows": export.rows}]})
    return export
