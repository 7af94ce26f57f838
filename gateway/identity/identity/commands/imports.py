"""Commands on imports: those of people, and those by which the gateway says how far the work is."""

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from chassis.errors import precondition
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import imports_pb2 as pb
from identity import import_rows
from identity import tables as t
from identity.domain.imports import KEPT, MOST_OPEN, OPEN, Import, ImportState
from identity.domain.user import User
from identity.jobs import acting, asker

i, m = t.import_.c, t.import_memory.c


@command
async def create_import(request: pb.CreateImportRequest, uow: UnitOfWork) -> Import:
    person_id, api_key_id = asker(uow, "import")
    user = await uow.get(User, person_id)
    remembered = await _remembered(uow, request.upload.resource, list(request.headers))
    found = Import(
        id=UUID(request.import_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        owner_id=person_id,
        team_id=user.team_id,
        api_key_id=api_key_id,
        started_by=person_id,
        headers=list(request.headers),
        encoding=request.encoding,
        delimiter=request.delimiter,
        size=request.size,
        plan=remembered or values(request.proposed_plan),
        plan_remembered=remembered is not None,
        language=user.locale,
        expire_time=uow.now + KEPT,
        **values(request.upload),
    )
    uow.add(found)
    await import_rows.keep(uow, found, [pb.ImportRowWork(row=each.row, cells=each.cells) for each in request.samples])
    return found


@command
async def update_import(request: pb.UpdateImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id, etag=request.etag)
    found.revise(values(request.plan, request.update_mask))
    return found


@command
async def check_import(request: pb.CheckImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id, etag=request.etag)
    await _start(found, ImportState.CHECKING, uow)
    row = t.import_row.c
    await uow.execute(delete(t.import_row).where(row.tenant_id == uow.tenant_id, row.import_id == found.id))
    return found


@command
async def commit_import(request: pb.CommitImportRequest, uow: UnitOfWork) -> Import:
    """The plan is remembered: the next file with these headers comes with it, but for what was said of rows of this one."""
    found = await uow.get(Import, request.import_id, etag=request.etag)
    await _start(found, ImportState.COMMITTING, uow)
    key = {"tenant_id": uow.tenant_id, "resource": found.resource, "header_key": _header_key(found.headers)}
    statement = insert(t.import_memory).values(**key, plan={**found.plan, "row_choices": []}, update_time=uow.now)
    changed = {"plan": statement.excluded.plan, "update_time": statement.excluded.update_time}
    await uow.execute(statement.on_conflict_do_update(index_elements=[*key], set_=changed))
    return found


@command
async def cancel_import(request: pb.CancelImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id, etag=request.etag)
    found.cancel(uow.now)
    return found


@command
async def undo_import(request: pb.UndoImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id, etag=request.etag)
    await _start(found, ImportState.UNDOING, uow)
    return found


@command
async def continue_import(request: pb.ContinueImportRequest, uow: UnitOfWork) -> pb.ImportTurn:
    found = await uow.get(Import, request.import_id)
    found.demand(request.attempt)
    found.hold(uow.now)
    principal = await acting(found, uow)
    principal.scope_for("import.create")
    return pb.ImportTurn(job=to_message(pb.Import, found), principal=principal.to_message())


@command
async def take_import_rows(request: pb.TakeImportRowsRequest, uow: UnitOfWork) -> pb.TakeImportRowsResponse:
    found = await uow.get(Import, request.import_id)
    found.demand(request.attempt)
    return pb.TakeImportRowsResponse(rows=await import_rows.due_rows(uow, found, request.after_row))


@command
async def keep_import_rows(request: pb.KeepImportRowsRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id)
    counted = await import_rows.keep(uow, found, request.rows)
    dealt_with = sum(1 for row in request.rows if row.verdict or row.outcome)
    found.got_done(request.attempt, dealt_with, counted, uow.now)
    return found


@command
async def complete_import(request: pb.CompleteImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id)
    found.complete(request.attempt, uow.now)
    return found


@command
async def fail_import(request: pb.FailImportRequest, uow: UnitOfWork) -> Import:
    found = await uow.get(Import, request.import_id)
    found.fail(request.attempt, request.problem, uow.now)
    return found


async def _start(found: Import, step: ImportState, uow: UnitOfWork) -> None:
    person_id, api_key_id = asker(uow, "import")
    mine = (i.tenant_id == uow.tenant_id, i.started_by == person_id, i.state.in_([state.value for state in OPEN]))
    if (await uow.execute(select(func.count()).where(*mine))).scalar_one() >= MOST_OPEN:
        raise precondition("TOO_MANY_IMPORTS", f"{MOST_OPEN} of your imports are being worked on; wait for one, or cancel it.")
    to_do = 0 if step == ImportState.CHECKING else await import_rows.count_due(uow, found.id, step)
    found.start(step, person_id, api_key_id, uow.now, to_do)


async def _remembered(uow: UnitOfWork, resource: str, headers: list[str]) -> dict[str, Any] | None:
    mine = (m.tenant_id == uow.tenant_id, m.resource == resource, m.header_key == _header_key(headers))
    return (await uow.execute(select(m.plan).where(*mine))).scalar_one_or_none()


def _header_key(headers: list[str]) -> str:
    """The same for the same set of headers, in whatever order they stand."""
    return hashlib.sha256("\n".join(sorted(headers)).encode()).hexdigest()
