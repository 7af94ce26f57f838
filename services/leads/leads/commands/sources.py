"""Commands on sources."""

from chassis import external
from chassis.batch import create_rows
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.leads.v1 import leads_pb2 as pb
from leads.domain.source import Source

KIND = "source"


@command
async def create_source(request: pb.CreateSourceRequest, uow: UnitOfWork) -> Source:
    given = values(request.source)
    source = Source(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=given.pop("name"))
    source.revise(**given)
    return uow.add(source)


@command
async def batch_create_sources(request: pb.BatchCreateSourcesRequest, uow: UnitOfWork) -> pb.BatchCreateSourcesResponse:
    return pb.BatchCreateSourcesResponse(verdicts=await create_rows(request.requests, create_source, uow, kind=KIND))


@command
async def upsert_source(request: pb.UpsertSourceRequest, uow: UnitOfWork) -> Source:
    source = await uow.by_external(Source, request.system, request.company_code, request.external_id)
    if source is None:
        require(request.source, "source")
        external.add(request.source.external_refs, request.system, request.company_code, request.external_id)
        return await create_source(pb.CreateSourceRequest(source=request.source), uow)
    _revise(source, request)
    return source


@command
async def update_source(request: pb.UpdateSourceRequest, uow: UnitOfWork) -> Source:
    source = await uow.get(Source, request.source_id, etag=request.etag)
    _revise(source, request)
    return source


def _revise(source: Source, request: pb.UpdateSourceRequest | pb.UpsertSourceRequest) -> None:
    changes = values(request.source, request.update_mask)
    if "incentive" in changes:
        changes["incentive"] = merged(source.incentive, changes["incentive"])
    source.revise(**changes)


@command
async def archive_source(request: pb.ArchiveSourceRequest, uow: UnitOfWork) -> Source:
    source = await uow.get(Source, request.source_id, etag=request.etag)
    source.archive(uow.now)
    return source


@command
async def restore_source(request: pb.RestoreSourceRequest, uow: UnitOfWork) -> Source:
    source = await uow.get(Source, request.source_id, etag=request.etag)
    source.restore()
    return source
