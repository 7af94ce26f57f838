"""Commands that take a contract from the draft into effect, and to its end."""

from datetime import date
from uuid import UUID

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline.commands import known
from pipeline.domain.contract import Contract


@command
async def approve_contract(request: pb.ApproveContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    contract.approve(by=uow.principal.person_id, on=uow.today)
    return contract


@command
async def seal_contract(request: pb.SealContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    contract.seal(on=_day(request.seal_date, uow), today=uow.today)
    return contract


@command
async def record_contract_return(request: pb.RecordContractReturnRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    scan = UUID(request.scan_attachment_id)
    contract.record_return(scan, on=_day(request.return_date, uow), today=uow.today)
    await known.require_attachment(uow, scan, ("contract", contract.id), "scan_attachment_id")
    return contract


@command
async def make_contract_effective(request: pb.MakeContractEffectiveRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    contract.make_effective(by=uow.principal.person_id, on=_day(request.effective_date, uow), today=uow.today)
    contract.notice_end((await known.settings(uow)).renewal_notice_days)
    return contract


@command
async def fulfil_contract(request: pb.FulfilContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    contract.fulfil(on=_day(request.fulfil_date, uow), today=uow.today)
    return contract


@command
async def terminate_contract(request: pb.TerminateContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    contract.terminate(request.reason, on=_day(request.terminate_date, uow), today=uow.today)
    return contract


def _day(text: str, uow: UnitOfWork) -> date:
    """Today where nothing is said."""
    return date.fromisoformat(text) if text else uow.today
