"""What receipts may pay is proposed, and posted where the settings allow it and nothing is left to judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.ids import derived_id
from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from receivables import cash_tables as c
from receivables import known
from receivables.books import open_journal, post
from receivables.commands.receipts import take_scope
from receivables.domain.cash.candidates import Candidate
from receivables.domain.cash.incoming import Incoming
from receivables.domain.cash.posting import to_post
from receivables.domain.cash.proposal import CashProposal
from receivables.domain.cash.states import CashMode, ProposalState
from receivables.domain.receipt import Receipt
from receivables.domain.states import ClaimState, ReceiptState
from receivables.matching import match
from receivables.promising import follow_payments


@dataclass(frozen=True, slots=True)
class Applied:
    """How many receipts something was proposed for, and how many were posted."""

    proposed: int
    posted: int


def incoming_of(receipt: Receipt) -> Incoming:
    return Incoming(
        receipt_id=receipt.id,
        legal_entity_id=receipt.legal_entity_id,
        currency=receipt.currency,
        minor=receipt.unapplied_minor,
        day=receipt.received_date,
        payer_name=receipt.payer_name,
        payer_account=receipt.payer_account,
        memo=receipt.memo,
        customer_id=receipt.customer_id,
        contract_id=receipt.contract_id,
    )


async def propose(uow: UnitOfWork, receipts: Iterable[Receipt]) -> list[CashProposal]:
    """What these may pay as of now, each in its proposal. Posts nothing."""
    free = [each for each in receipts if each.unapplied_minor and each.state is ReceiptState.RECORDED]
    mine = c.cash_proposal.c.receipt_id.in_([each.id for each in free])
    known_ones = {each.receipt_id: each for each in await uow.find(CashProposal, mine)}
    incomings = [incoming_of(each) for each in free]
    found = await match(uow, incomings, {id: each.rejected for id, each in known_ones.items()})
    proposals = []
    for incoming in incomings:
        proposal = known_ones.get(incoming.receipt_id) or uow.add(_new(uow, incoming))
        proposal.propose(incoming, found[incoming.receipt_id])
        proposals.append(proposal)
    return proposals


async def apply_by_settings(uow: UnitOfWork, receipts: Sequence[Receipt]) -> Applied:
    """Acts for the service, never for a person: whoever entered the money allocates none of it."""
    settings = await known.settings(uow)
    if settings.cash_mode is CashMode.OFF or not receipts:
        return Applied(0, 0)
    proposals = await propose(uow, receipts)
    posted = await _post(uow, proposals, receipts, settings.cash_confidence) if settings.cash_mode is CashMode.POST else 0
    return Applied(sum(each.state is ProposalState.OPEN for each in proposals), posted)


async def _post(uow: UnitOfWork, proposals: Sequence[CashProposal], receipts: Sequence[Receipt], limit: int) -> int:
    """Customers are locked, and plans are read, for all of them together. What was paid in the meantime is left to people."""
    sure = {each.receipt_id: (each, best) for each in proposals if (best := to_post(each.candidates, limit)) is not None}
    if not sure:
        return 0
    await uow.lock("customer", *{best.customer_id for _, best in sure.values()})
    await known.learn_customers(uow, {best.customer_id for _, best in sure.values()})
    await known.learn_plans(uow, {line.instalment_id for _, best in sure.values() for line in best.lines})
    posted, touched = 0, set[UUID]()
    for receipt in receipts:
        if receipt.id in sure and await still_fits(uow, receipt, sure[receipt.id][1]):
            proposal, best = sure[receipt.id]
            await pay(uow, receipt, best)
            proposal.accepted(None)
            posted += 1
            touched |= {line.instalment_id for line in best.lines}
    await _propose_anew(uow, proposals, receipts, touched)
    return posted


async def _propose_anew(uow: UnitOfWork, proposals: Sequence[CashProposal], receipts: Sequence[Receipt], paid: set[UUID]) -> None:
    """What others of them meant is paid by now."""
    stale = {
        each.receipt_id
        for each in proposals
        if each.state is ProposalState.OPEN and any(line.instalment_id in paid for found in each.candidates for line in found.lines)
    }
    if stale:
        await uow.stage()
        await propose(uow, [each for each in receipts if each.id in stale])


async def still_fits(uow: UnitOfWork, receipt: Receipt, candidate: Candidate) -> bool:
    """Under the customer's lock: the money is free, and each instalment still takes what it is to get."""
    if sum(line.minor for line in candidate.lines) > receipt.unapplied_minor or receipt.state is not ReceiptState.RECORDED:
        return False
    for line in candidate.lines:
        _, instalment = await known.instalment_of(uow, line.instalment_id)
        if instalment.claim_state is not ClaimState.CLAIMABLE or line.minor > (instalment.open - instalment.disputed).minor:
            return False
    return True


async def pay(uow: UnitOfWork, receipt: Receipt, candidate: Candidate) -> None:
    """Says whose money it is, where nobody has, and pays. Raises DomainError as these do by themselves."""
    journal, before = await open_journal(uow, receipt.legal_entity_id), len(receipt.allocations)
    if receipt.customer_id is None:
        receipt.identify(candidate.customer_id, journal)
        await take_scope(receipt, uow, "customer_id")
        # Whose it is was not known when it was loaded.
        uow.check_duty(receipt)
    for line in candidate.lines:
        plan, instalment = await known.instalment_of(uow, line.instalment_id)
        receipt.allocate(Money(line.currency, line.minor), to=instalment, of=plan, journal=journal)
    await follow_payments(uow, receipt, receipt.allocations[before:])
    post(uow, journal)


async def outdate_proposal(uow: UnitOfWork, receipt: Receipt) -> None:
    """Nothing is left of the money for what was proposed."""
    if receipt.unapplied_minor:
        return
    proposal = c.cash_proposal.c
    for each in await uow.find(CashProposal, proposal.receipt_id == receipt.id, proposal.state == ProposalState.OPEN):
        each.outdate()


def _new(uow: UnitOfWork, incoming: Incoming) -> CashProposal:
    return CashProposal(
        id=derived_id("cash_proposal", uow.tenant_id, incoming.receipt_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        receipt_id=incoming.receipt_id,
        legal_entity_id=incoming.legal_entity_id,
        currency=incoming.currency,
        amount_minor=incoming.minor,
        received_date=incoming.day,
        payer_name=incoming.payer_name,
    )
