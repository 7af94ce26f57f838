"""Commands on our own companies."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from chassis import external
from chassis.errors import precondition
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.identity.v1 import identity_pb2 as pb
from identity.bank_accounts import CHANGE, act_of, replied
from identity.domain.legal_entity import LegalEntity
from identity.domain.tenant import Tenant
from identity.tables import legal_entity as table


@command
async def create_legal_entity(request: pb.CreateLegalEntityRequest, uow: UnitOfWork) -> pb.LegalEntity:
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
    _check_right(uow, given)
    entity.revise(act_of(uow), **given)
    return await replied(uow, uow.add(entity))


@command
async def upsert_legal_entity(request: pb.UpsertLegalEntityRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.by_external(LegalEntity, request.system, request.company_code, request.external_id)
    if entity is None:
        require(request.legal_entity, "legal_entity")
        external.add(request.legal_entity.external_refs, request.system, request.company_code, request.external_id)
        return await create_legal_entity(pb.CreateLegalEntityRequest(legal_entity=request.legal_entity), uow)
    changes = values(request.legal_entity, request.update_mask)
    _check_right(uow, changes)
    entity.revise(act_of(uow), **changes)
    return await replied(uow, entity)


@command
async def update_legal_entity(request: pb.UpdateLegalEntityRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    changes = values(request.legal_entity, request.update_mask)
    _check_right(uow, changes)
    entity.revise(act_of(uow), **changes)
    return await replied(uow, entity)


@command
async def archive_legal_entity(request: pb.ArchiveLegalEntityRequest, uow: UnitOfWork) -> pb.LegalEntity:
    await uow.lock("legal_entities", uow.tenant_id)
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    others = select(func.count()).where(table.c.tenant_id == uow.tenant_id, table.c.archive_time.is_(None), table.c.id != entity.id)
    if not (await uow.execute(others)).scalar_one():
        raise precondition("LAST_LEGAL_ENTITY", "The last company stays: contracts and money need one.")
    entity.archive(uow.now)
    return await replied(uow, entity)


def _check_right(uow: UnitOfWork, changes: Mapping[str, Any]) -> None:
    """Whoever may change a company does not thereby change where money is paid to."""
    if changes.get("bank_accounts"):
        uow.principal.scope_for(CHANGE)
