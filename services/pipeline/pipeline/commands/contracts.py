"""Commands on contracts: what was agreed and whose they are. How they are signed and end is in contract_signing."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis import assignments, external
from chassis.batch import create_rows
from chassis.errors import invalid
from chassis.ids import well_formed
from chassis.messages import Partial, merged, values
from chassis.reasons import said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import sharing
from pipeline import tables as t
from pipeline.commands import drafts, known
from pipeline.domain.contract import Contract
from pipeline.domain.opportunity import Opportunity

KIND = "contract"
LINES = "contract.lines"
# Taken over from the opportunity where nothing is said.
_TAKEN_OVER = ("account_id", "legal_entity_id", "business_unit", "product_line", "region")


@command
async def create_contract(request: pb.CreateContractRequest, uow: UnitOfWork) -> Contract:
    given = values(request.contract)
    source = await known.won_opportunity(uow, given["opportunity_id"]) if given["opportunity_id"] else None
    if source is not None:
        _take_over(given, source)
    owner_id = given.pop("owner_id") or (source and source.owner_id) or uow.principal.person_id
    agreed = {name: given.pop(name) for name in ("parties", "lines", "terms", "milestones")}
    contract = await _drafted(given, source, uow)
    # Before the terms, which add the milestones that they hang on where they are missing.
    for index, each in enumerate(agreed.pop("milestones")):
        contract.add_milestone(drafts.milestone(each), uow.new_id(), f"contract.milestones.{index}")
    await _agree(contract, agreed, request.contract, uow)
    contract.complete_milestones(uow.new_id)
    if owner_id is not None:
        await assignments.own(uow, contract, KIND, owner_id, since=_since(request, uow))
    if source is not None and source.shared_with:
        await assignments.inherit(uow, contract, KIND, source, known.OPPORTUNITY)
    await _recall(contract, request, uow)
    return uow.add(contract)


def _take_over(given: dict[str, Any], source: Opportunity) -> None:
    for name in _TAKEN_OVER:
        given[name] = given[name] or getattr(source, name)
    given["currency"] = given["currency"] or source.currency
    given["lines"] = given["lines"] or drafts.lines_of_opportunity(source.lines)


async def _drafted(given: dict[str, Any], source: Opportunity | None, uow: UnitOfWork) -> Contract:
    """The contract without what was agreed. Raises DomainError for what is missing or unknown."""
    account_id = given["account_id"]
    if account_id is None:
        raise invalid("contract.account_id", "Say with whom the contract is.", "MISSING")
    if source is None or source.account_id != account_id:
        await known.require_account(uow, account_id, "contract.account_id")
    given["legal_entity_id"] = await known.legal_entity(uow, given["legal_entity_id"], "contract.legal_entity_id")
    contract = Contract(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        name=given.pop("name"),
        account_id=account_id,
        customer_id=account_id,
        currency=given.pop("currency") or await known.currency(uow, given["legal_entity_id"]),
        opportunity_id=given["opportunity_id"],
    )
    contract.revise(**given)
    return contract


def _since(request: pb.CreateContractRequest, uow: UnitOfWork) -> Any:
    """Who owns an imported contract has owned it since it took effect."""
    return values(request.history)["effective_date"] if uow.historical else None


async def _recall(contract: Contract, request: pb.CreateContractRequest, uow: UnitOfWork) -> None:
    if uow.historical:
        contract.recall(drafts.contract_history(values(request.history)), today=uow.today)
        contract.notice_end((await known.settings(uow)).renewal_notice_days, told_until=uow.today)
    elif request.HasField("history"):
        raise invalid("history", "Only a historical batch tells how it went on.", "NOT_HISTORICAL")


@command
async def batch_create_contracts(request: pb.BatchCreateContractsRequest, uow: UnitOfWork) -> pb.BatchCreateContractsResponse:
    given = [row.contract for row in request.requests]
    parties = well_formed(party.account_id for each in given for party in each.parties)
    await known.learn_opportunities(uow, well_formed(each.opportunity_id for each in given))
    await known.rows(uow, t.copy_account, well_formed(each.account_id for each in given) | parties)
    await known.rows(uow, t.product, well_formed(line.product_id for each in given for line in each.lines))
    await assignments.learn_teams(uow, well_formed(each.owner_id for each in given) | known.owners_of_opportunities(uow))
    return pb.BatchCreateContractsResponse(verdicts=await create_rows(request.requests, create_contract, uow, kind=KIND))


@command
async def upsert_contract(request: pb.UpsertContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.by_external(Contract, request.system, request.company_code, request.external_id)
    if contract is None:
        require(request.contract, "contract")
        external.add(request.contract.external_refs, request.system, request.company_code, request.external_id)
        return await create_contract(pb.CreateContractRequest(contract=request.contract), uow)
    await _revise(contract, request, uow)
    return contract


@command
async def update_contract(request: pb.UpdateContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag)
    await _revise(contract, request, uow)
    return contract


@command
async def archive_contract(request: pb.ArchiveContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag, archived=True)
    contract.require_draft()
    contract.archive(uow.now)
    return contract


@command
async def restore_contract(request: pb.RestoreContractRequest, uow: UnitOfWork) -> Contract:
    contract = await uow.get(Contract, request.contract_id, etag=request.etag, archived=True)
    contract.restore()
    return contract


@command
async def assign_contract(request: pb.AssignContractRequest, uow: UnitOfWork) -> common.Assignment:
    contract = await uow.get(Contract, request.contract_id)
    before = contract.owner_id
    made = await assignments.assign(uow, contract, KIND, request.assignment)
    await sharing.share_out(uow, contract, sharing.day_of(request.assignment))
    if contract.owner_id != before:
        contract.assigned(before, said(request.assignment.reason))
    return made


@command
async def end_contract_assignment(request: pb.EndContractAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    contract = await uow.get(Contract, request.contract_id)
    ended = await assignments.end(uow, contract, KIND, request)
    await sharing.share_out(uow, contract, date.fromisoformat(ended.valid_to_date))
    return ended


async def _revise(contract: Contract, request: pb.UpdateContractRequest | pb.UpsertContractRequest, uow: UnitOfWork) -> None:
    changes = values(request.contract, request.update_mask)
    if changes.pop("owner_id", contract.owner_id) != contract.owner_id:
        raise invalid("contract.owner_id", "An owner is changed by assigning another one (…/assignments).", "USE_ASSIGNMENTS")
    if "milestones" in changes and not _same_milestones(contract, changes.pop("milestones")):
        raise invalid("contract.milestones", "Milestones are added and moved one by one (…/milestones).", "USE_MILESTONES")
    if (account_id := changes.get("account_id")) and account_id != contract.account_id:
        await known.require_account(uow, account_id, "contract.account_id")
    if legal_entity_id := changes.get("legal_entity_id"):
        await known.legal_entity(uow, legal_entity_id, "contract.legal_entity_id")
    if "custom" in changes:
        changes["custom"] = merged(contract.custom, changes["custom"])
    agreed: dict[str, Any] = {name: changes.pop(name) for name in ("parties", "lines", "terms") if name in changes}
    contract.revise(**changes)
    await _agree(contract, agreed, request.contract, uow)


def _same_milestones(contract: Contract, given: list[dict[str, Any]]) -> bool:
    """Who changes something else may send back the milestones that they got."""
    return {(each["kind"], each["code"]) for each in given} == {(str(each.kind), each.code) for each in contract.milestones}


async def _agree(contract: Contract, agreed: dict[str, Any], message: pb.Contract, uow: UnitOfWork) -> None:
    """Takes parties, lines and terms, as far as they are given."""
    if "parties" in agreed:
        parties = drafts.parties(agreed["parties"])
        await known.require_parties(uow, [party.account_id for party in parties], "contract.parties")
        contract.set_parties(parties, uow.new_id)
    if "lines" in agreed:
        sold: list[UUID | None] = [line.product_id for line in contract.lines]
        products = await known.require_products(uow, [line["product_id"] for line in agreed["lines"]], LINES, sold=sold)
        contract.set_lines(drafts.priced_lines(agreed["lines"], products), uow.new_id)
    if "terms" in agreed:
        if isinstance(agreed["terms"], Partial):
            raise invalid("update_mask", "Terms are changed as a whole: name contract.terms.", "INVALID_UPDATE_MASK")
        contract.set_terms(message.terms, uow.new_id)
