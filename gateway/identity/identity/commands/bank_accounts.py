"""Commands on our own accounts at banks."""

from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity.bank_accounts import act_of, replied
from identity.domain.legal_entity import LegalEntity


@command
async def create_bank_account(request: pb.CreateBankAccountRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    entity.open_account(values(request.bank_account), act_of(uow))
    return await replied(uow, entity)


@command
async def update_bank_account(request: pb.UpdateBankAccountRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    entity.rename_account(request.bank_account_id, values(request.bank_account, request.update_mask), act_of(uow))
    return await replied(uow, entity)


@command
async def archive_bank_account(request: pb.ArchiveBankAccountRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    entity.archive_account(request.bank_account_id, act_of(uow))
    return await replied(uow, entity)


@command
async def restore_bank_account(request: pb.RestoreBankAccountRequest, uow: UnitOfWork) -> pb.LegalEntity:
    entity = await uow.get(LegalEntity, request.legal_entity_id, etag=request.etag)
    entity.restore_account(request.bank_account_id, act_of(uow))
    return await replied(uow, entity)
