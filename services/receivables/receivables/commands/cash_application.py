"""Commands on what money may pay, on who pays for whom, and on who claims money."""

from uuid import UUID

from chassis.errors import conflict, precondition
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import cash_application_pb2 as pb
from receivables import cash_tables as c
from receivables import known
from receivables import tables as t
from receivables.applying import pay, propose, still_fits
from receivables.books import open_journal, post
from receivables.commands.receipts import take_scope
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.claim import ReceiptClaim
from receivables.domain.cash.proposal import CashProposal
from receivables.domain.cash.states import ReceiptClaimState
from receivables.domain.receipt import Receipt

MOST_RECEIPTS = 200


# --- proposals -------------------------------------------------------------------------------------


@command
async def propose_cash(request: pb.ProposeCashRequest, uow: UnitOfWork) -> pb.ProposeCashResponse:
    ids = [UUID(id) for id in dict.fromkeys(request.receipt_ids)][:MOST_RECEIPTS]
    proposals = await propose(uow, await uow.find(Receipt, t.receipt.c.id.in_(ids), limit=MOST_RECEIPTS))
    await uow.stage()
    return pb.ProposeCashResponse(cash_proposals=[to_message(pb.CashProposal, each) for each in proposals])


@command
async def accept_cash_proposal(request: pb.AcceptCashProposalRequest, uow: UnitOfWork) -> Receipt:
    proposal = await uow.get(CashProposal, request.cash_proposal_id, etag=request.etag)
    candidate = proposal.candidate(request.candidate)
    receipt = await uow.get(Receipt, proposal.receipt_id)
    await uow.lock("customer", *filter(None, (receipt.customer_id, candidate.customer_id)))
    if not await still_fits(uow, receipt, candidate):
        raise conflict("PROPOSAL_STALE", "The money or the instalments have changed since this was proposed; ask for another proposal.")
    await pay(uow, receipt, candidate)
    proposal.accepted(uow.principal.person_id)
    return receipt


@command
async def reject_cash_proposal(request: pb.RejectCashProposalRequest, uow: UnitOfWork) -> CashProposal:
    proposal = await uow.get(CashProposal, request.cash_proposal_id, etag=request.etag)
    proposal.reject(request.candidate, everything=request.all, reason=request.reason, by=uow.principal.person_id)
    return proposal


# --- who pays for whom -----------------------------------------------------------------------------


@command
async def create_payer_alias(request: pb.CreatePayerAliasRequest, uow: UnitOfWork) -> PayerAlias:
    given = values(request.payer_alias)
    await known.customer(uow, given["customer_id"], "payer_alias.customer_id")
    alias = PayerAlias(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, **given)
    alias.ask(uow.principal.person_id)
    return uow.add(alias)


@command
async def confirm_payer_alias(request: pb.ConfirmPayerAliasRequest, uow: UnitOfWork) -> PayerAlias:
    alias = await uow.get(PayerAlias, request.payer_alias_id, etag=request.etag)
    alias.confirm(uow.principal.person_id)
    return alias


@command
async def end_payer_alias(request: pb.EndPayerAliasRequest, uow: UnitOfWork) -> PayerAlias:
    alias = await uow.get(PayerAlias, request.payer_alias_id, etag=request.etag)
    alias.end(uow.principal.person_id)
    return alias


# --- claims ----------------------------------------------------------------------------------------


@command
async def claim_receipt(request: pb.ClaimReceiptRequest, uow: UnitOfWork) -> ReceiptClaim:
    receipt, given = await uow.get(Receipt, request.receipt_id), values(request.receipt_claim)
    await known.customer(uow, given["customer_id"], "receipt_claim.customer_id")
    claim = ReceiptClaim(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        receipt_id=receipt.id,
        legal_entity_id=receipt.legal_entity_id,
        currency=receipt.currency,
        amount_minor=receipt.amount_minor,
        received_date=receipt.received_date,
        payer_name=receipt.payer_name,
        owner_id=uow.principal.person_id,
        team_id=next(iter(uow.principal.team_ids), None),
        **given,
    )
    mine = (c.receipt_claim.c.receipt_id == receipt.id, c.receipt_claim.c.state == ReceiptClaimState.OPEN)
    if any(other.owner_id == claim.owner_id for other in await uow.find(ReceiptClaim, *mine)):
        raise precondition("CLAIMED_ALREADY", "You claim this receipt already; withdraw that claim first.")
    claim.open(receipt)
    return uow.add(claim)


@command
async def withdraw_receipt_claim(request: pb.WithdrawReceiptClaimRequest, uow: UnitOfWork) -> ReceiptClaim:
    claim = await uow.get(ReceiptClaim, request.receipt_claim_id, etag=request.etag)
    claim.withdraw(uow.now)
    return claim


@command
async def accept_receipt_claim(request: pb.AcceptReceiptClaimRequest, uow: UnitOfWork) -> ReceiptClaim:
    """The money is identified, as by `:identify`; what it pays is said by somebody else, or by a proposal."""
    claim = await uow.get(ReceiptClaim, request.receipt_claim_id, etag=request.etag)
    receipt = await uow.get(Receipt, claim.receipt_id)
    await uow.lock("customer", *filter(None, (receipt.customer_id, claim.customer_id)))
    claim.accept(uow.principal.person_id, uow.now)
    if receipt.customer_id not in (None, claim.customer_id):
        raise precondition("RECEIPT_IDENTIFIED", "It was said since that this is another customer's money.")
    journal = await open_journal(uow, receipt.legal_entity_id)
    receipt.identify(claim.customer_id, journal)
    receipt.contract_id = receipt.contract_id or claim.contract_id
    await take_scope(receipt, uow, "customer_id")
    uow.check_duty(receipt)
    post(uow, journal)
    others = (c.receipt_claim.c.receipt_id == receipt.id, c.receipt_claim.c.state == ReceiptClaimState.OPEN)
    for other in await uow.find(ReceiptClaim, *others, c.receipt_claim.c.id != claim.id):
        other.decline("Another claim was accepted.", uow.principal.person_id, uow.now)
    return claim


@command
async def decline_receipt_claim(request: pb.DeclineReceiptClaimRequest, uow: UnitOfWork) -> ReceiptClaim:
    claim = await uow.get(ReceiptClaim, request.receipt_claim_id, etag=request.etag)
    claim.decline(request.reason, uow.principal.person_id, uow.now)
    return claim
