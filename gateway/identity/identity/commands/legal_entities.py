"""Commands on our own companies."""

from sqlalchemy import func, select

from chassis import external
from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.identity.v1 import identity_pb2 as pb
from identity.domain.legal_entity import LegalEntity
from identity.domain.tenant import Tenant
from identity.tables import legal_entity as table


@command
async def create_legal_entity(request: pb.CreateLegalEntityRequest, uow: UnitOfWork) -> LegalEntity:
    tenant = await uow.get(Tenant, uow.tenant_id)
    given = values(request.legal_entity)
    entity = LegalEntity(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        functional_currency=given.pop("functional_currency") or tenant.functional_currency,
        time_zone=tenant.time_zone,
    )
    entity.revise(uow.new_id, **given)
    return uow.add(entity)


@command
async def upsert_legal_entity(request: pb.UpsertLegalEntityRequest, uow: UnitOfWork) -> LegalEntity:
    entity = await uow.by_external(LegalEntity, request.system, request.company_code, request.external_id)
    if entity is None:
        require(request.legal_entity, "legal_entity")
        external.add(request.legal_entity.external_refs, request.system, request.company_code, request.external_id)
        return await create_legal_entity(pb.CreateLegalEntityRequest(legal_entity=request.legal_entity), uow)
    entity.revise(uow.new_id, **values(request.legal_entity, request.update_mask))
    return entity


@command
async def update_legal_entity(request: pb.UpdateLegalEntityRequest, uow: UnitOfWork) -> LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    entity.revise(uow.new_id, **values(request.legal_entity, request.update_mask))
    return entity


@command
async def archive_legal_entity(request: pb.ArchiveLegalEntityRequest, uow: UnitOfWork) -> LegalEntity:
    await uow.lock("legal_entities", uow.tenant_id)
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    others = select(func.count()).where(table.c.tenant_id == uow.tenant_id, table.c.archive_time.is_(None), table.c.id != entity.id)
    if not (await uow.execute(others)).scalar_one():
        raise precondition("LAST_LEGAL_ENTITY", "The last company stays: contracts and money need one.")
    entity.archive(uow.now)
    return entity
