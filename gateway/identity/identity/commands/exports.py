"""Commands on exports: those of people, and those by which the gateway says how far the writing is."""

from uuid import UUID

from sqlalchemy import func, select

from chassis.errors import forbidden, precondition
from chassis.messages import to_message, values
from chassis.principal import Principal
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import exports_pb2 as pb
from identity import tables as t
from identity.domain.export import MOST_OPEN, OPEN, Export
from identity.domain.user import User
from identity.standing import standing_principal

x = t.export.c


@command
async def create_export(request: pb.CreateExportRequest, uow: UnitOfWork) -> Export:
    """Written soon, by whoever gets its timer first."""
    principal = uow.principal
    if principal.person_id is None:
        raise forbidden("PERSON_NEEDED", "An export belongs to a person.")
    mine = (x.tenant_id == uow.tenant_id, x.owner_id == principal.person_id, x.state.in_([state.value for state in OPEN]))
    if (await uow.execute(select(func.count()).where(*mine))).scalar_one() >= MOST_OPEN:
        raise precondition("TOO_MANY_EXPORTS", f"{MOST_OPEN} of your exports are being written; wait for one, or cancel it.")
    given = values(request.export)
    user = await uow.get(User, principal.person_id)
    export = Export(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        owner_id=principal.person_id,
        team_id=user.team_id,
        api_key_id=UUID(principal.id) if principal.kind == "key" else None,
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
    principal = await _principal(export, uow)
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


async def _principal(export: Export, uow: UnitOfWork) -> Principal:
    kind, id = ("key", export.api_key_id) if export.api_key_id else ("user", export.owner_id)
    bare = Principal(kind, str(id), export.tenant_id, export.owner_id, cause=f"export:{export.id}")
    return await standing_principal(uow.execute, bare, uow.clock.real())
