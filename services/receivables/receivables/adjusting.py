"""What adjustments are about, under the lock of the customer: nobody pays or takes back before this transaction ends."""

from chassis.errors import precondition
from chassis.unit_of_work import UnitOfWork
from receivables import cash_tables as c
from receivables import known, late_interest_claims
from receivables.books import open_journal, post
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.posting import relieve, restore
from receivables.domain.adjusting.states import AdjustmentKind
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.payers import account_key
from receivables.domain.cash.states import AliasState
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import Tender
from receivables.promising import follow_relief


async def check_payee(uow: UnitOfWork, adjustment: Adjustment, receipt: Receipt) -> None:
    """Money goes back to where it came from, or to an account that two persons confirmed as the customer's. Anywhere else takes a reason:
    raises PAYEE_UNKNOWN."""
    account = account_key(adjustment.payee_account)
    if account == account_key(receipt.payer_account) and (account or receipt.tender is Tender.CASH):
        return
    if account and receipt.customer_id is not None:
        a = c.payer_alias.c
        mine = (a.customer_id == receipt.customer_id, a.account_key == account, a.state == AliasState.CONFIRMED)
        if await uow.find(PayerAlias, *mine, limit=1):
            return
    if not adjustment.other_payee_reason.strip():
        raise precondition(
            "PAYEE_UNKNOWN",
            "The money did not come from this account, and nobody confirmed it as the customer's; say why it goes there.",
            field="other_payee_reason",
        )


async def carry_out(uow: UnitOfWork, adjustment: Adjustment) -> None:
    """Posts what needs nothing more to be said: all but refunds."""
    if not adjustment.is_ready or adjustment.instalment_id is None:
        return
    plan, instalment = await known.instalment_under_lock(uow, adjustment.instalment_id)
    journal = await open_journal(uow, plan.legal_entity_id)
    if adjustment.interest_until_date is not None:
        instalment = await _claimed_to_waive(uow, adjustment, plan, instalment, journal)
    if adjustment.original_id is None:
        relieve(adjustment, plan, instalment, journal)
    else:
        original = await uow.get(Adjustment, adjustment.original_id)
        restore(adjustment, original, plan, instalment, journal)
    if adjustment.kind not in (AdjustmentKind.WRITE_OFF, AdjustmentKind.LATE_INTEREST_WAIVER):
        await follow_relief(uow, adjustment, instalment)
    post(uow, journal)


async def _claimed_to_waive(
    uow: UnitOfWork, adjustment: Adjustment, plan: PaymentPlan, overdue: Instalment, journal: Journal
) -> Instalment:
    """What is waived is claimed first, so that its days are never claimed again. Raises INTEREST_DIFFERS where by now something else has
    accrued than what was approved."""
    until = adjustment.interest_until_date or uow.today
    _, accrued = await late_interest_claims.accrued(uow, plan, overdue, until)
    if accrued != adjustment.amount:
        detail = f"By now {accrued} is what has accrued up to {until}; withdraw this and ask again."
        raise precondition("INTEREST_DIFFERS", detail, available=str(accrued))
    claim = await late_interest_claims.charge(uow, plan, overdue, until, journal)
    adjustment.instalment_id = claim.id
    return claim
