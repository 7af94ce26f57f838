"""Commands on forms."""

from uuid import UUID

from sqlalchemy import Table, select

from chassis.errors import invalid
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import forms_pb2 as pb
from leads import tables as t
from leads.domain.capture_form import CaptureForm


@command
async def create_capture_form(request: pb.CreateCaptureFormRequest, uow: UnitOfWork) -> CaptureForm:
    given = values(request.capture_form)
    form = CaptureForm(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        source_id=given.pop("source_id"),
    )
    form.revise(**given)
    form.renew_key()
    await _check_origins(uow, form)
    return uow.add(form)


@command
async def update_capture_form(request: pb.UpdateCaptureFormRequest, uow: UnitOfWork) -> CaptureForm:
    form = await uow.get(CaptureForm, request.capture_form_id, etag=request.etag)
    form.revise(**values(request.capture_form, request.update_mask))
    await _check_origins(uow, form)
    return form


@command
async def archive_capture_form(request: pb.ArchiveCaptureFormRequest, uow: UnitOfWork) -> CaptureForm:
    form = await uow.get(CaptureForm, request.capture_form_id, etag=request.etag)
    form.archive(uow.now)
    return form


@command
async def restore_capture_form(request: pb.RestoreCaptureFormRequest, uow: UnitOfWork) -> CaptureForm:
    form = await uow.get(CaptureForm, request.capture_form_id, etag=request.etag)
    form.restore()
    return form


@command
async def renew_capture_form_key(request: pb.RenewCaptureFormKeyRequest, uow: UnitOfWork) -> CaptureForm:
    form = await uow.get(CaptureForm, request.capture_form_id, etag=request.etag)
    form.renew_key()
    return form


async def _check_origins(uow: UnitOfWork, form: CaptureForm) -> None:
    """Raises DomainError when its source or campaign does not exist."""
    await _check(uow, t.source, "source", form.source_id)
    if form.campaign_id is not None:
        await _check(uow, t.campaign, "campaign", form.campaign_id)


async def _check(uow: UnitOfWork, table: Table, noun: str, id: UUID) -> None:
    found = await uow.execute(select(table.c.id).where(table.c.tenant_id == uow.tenant_id, table.c.id == id))
    if found.first() is None:
        raise invalid(f"capture_form.{noun}_id", f"There is no {noun} {id}.", f"{noun.upper()}_UNKNOWN")
