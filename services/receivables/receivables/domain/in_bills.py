"""What a bill that does not count yet pays (票据在途): the claim stays open, and is paid on the day on which the bill is.

What counts is spent first. `pending` of a receipt is what of its bills is neither paid nor returned; of that, `in_bills` is to pay
claims. Never is more in bills than pending.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chassis.errors import precondition
from chassis.money import Money
from receivables.domain import allocating, facts, funds
from receivables.domain.allocation import Allocation, Reversal
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.ledger import TransactionKind
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import AllocationKind

if TYPE_CHECKING:
    from receivables.domain.receipt import Receipt

Plans = Mapping[UUID, PaymentPlan]


def parts(receipt: "Receipt", amount: Money | None, available: Money, to: Instalment) -> tuple[Money, Money]:
    """What the receipt pays now, and what it pays once its bill is paid. Raises OVER_ALLOCATION for more than a side allows."""
    zero = Money.zero(receipt.currency)
    counted = max(zero, available - (receipt.pending - receipt.in_bills))
    uncovered = max(zero, to.open - to.in_bills)
    paid = allocating.amount_to_pay(amount, available, to.open)
    now = min(paid, counted)
    if amount is None:
        later = min(paid - now, max(zero, uncovered - now))
        if not now and not later:
            raise _covered(to, uncovered)
        return now, later
    if paid - now > max(zero, uncovered - now):
        raise _covered(to, uncovered)
    return now, paid - now


def _covered(to: Instalment, uncovered: Money) -> Exception:
    detail = f"Bills under way pay '{to.name}' already; only {uncovered} of it is open besides."
    return precondition("OVER_ALLOCATION", detail, available=str(uncovered), side="instalment")


def cover(receipt: "Receipt", amount: Money, to: Instalment, day: date, journal: Journal, *, by: UUID | None = None) -> Allocation:
    """So much of the claim will be paid by the bill."""
    line = receipt.add_line(AllocationKind.BILL, to, amount, day, journal, by=by)
    journal.post(TransactionKind.BILL_COVER, [funds.unapplied(receipt, amount), funds.in_bills(receipt, -amount)], on=day)
    receipt.unapplied, receipt.in_bills, to.in_bills = receipt.unapplied - amount, receipt.in_bills + amount, to.in_bills + amount
    return line


def uncover(receipt: "Receipt", line: Allocation, of: Instalment, day: date, journal: Journal, *, reversal: Reversal | None = None) -> None:
    """The bill does not pay it any more."""
    amount = line.amount
    receipt.add_line(AllocationKind.BILL, of, -amount, day, journal, reverses=line, reversal=reversal)
    journal.post(TransactionKind.BILL_COVER_RELEASE, [funds.in_bills(receipt, amount), funds.unapplied(receipt, -amount)], on=day)
    receipt.unapplied, receipt.in_bills, of.in_bills = receipt.unapplied + amount, receipt.in_bills - amount, of.in_bills - amount


def count(receipt: "Receipt", amount: Money, plans: Plans, day: date, journal: Journal) -> None:
    """So much of the bill is paid: it pays what it was to pay, the first first. What was paid otherwise meanwhile leaves it unapplied."""
    left = min(amount, receipt.in_bills)
    receipt.pending -= min(amount, receipt.pending)
    for line in receipt.live(AllocationKind.BILL):
        if not left:
            break
        plan, part = plans[line.payment_plan_id], min(line.amount, left)
        instalment = plan.instalment(line.instalment_id)
        _uncover_part(receipt, line, part, instalment, day, journal)
        if paid := min(part, instalment.open):
            receipt.settle(paid, instalment, plan, day, journal, by=line.allocated_by)
        left -= part


def uncount(receipt: "Receipt", amount: Money, plans: Plans, day: date, journal: Journal) -> None:
    """The other way round: so much of what was paid counts no longer, and the claims that it paid last are under way again."""
    left = amount
    for line in reversed(receipt.live(AllocationKind.CLAIM)):
        if not left:
            break
        plan, part = plans[line.payment_plan_id], min(line.amount, left)
        instalment = plan.instalment(line.instalment_id)
        _reopen_part(receipt, line, part, plan, day, journal, "")
        receipt.pending += part
        if room := min(part, max(Money.zero(receipt.currency), instalment.open - instalment.in_bills)):
            cover(receipt, room, instalment, day, journal, by=line.allocated_by)
        left -= part
    receipt.pending += left


def give_back(receipt: "Receipt", amount: Money, plans: Plans, day: date, journal: Journal, why: str) -> None:
    """So much of the bill came back unpaid: first what it was to pay is not to be paid by it, then what is free goes, then what is held
    in advance, then what it paid, the last first. Claims are open again under their old due dates."""
    zero = Money.zero(receipt.currency)
    left_pending = max(zero, receipt.pending - amount)
    for line in reversed(receipt.live(AllocationKind.BILL)):
        if too_much := max(zero, receipt.in_bills - left_pending):
            instalment = plans[line.payment_plan_id].instalment(line.instalment_id)
            _uncover_part(receipt, line, min(line.amount, too_much), instalment, day, journal)
    for line in reversed(receipt.live(AllocationKind.ADVANCE)):
        if receipt.unapplied < amount:
            receipt.release_advance(plans[line.payment_plan_id].instalment(line.instalment_id), journal, on=day)
    for line in reversed(receipt.live(AllocationKind.CLAIM)):
        if receipt.unapplied < amount:
            part = min(line.amount, amount - receipt.unapplied)
            _reopen_part(receipt, line, part, plans[line.payment_plan_id], day, journal, why)
    receipt.unapplied, receipt.returned, receipt.pending = receipt.unapplied - amount, receipt.returned + amount, left_pending


def _uncover_part(receipt: "Receipt", line: Allocation, part: Money, of: Instalment, day: date, journal: Journal) -> None:
    """A line is taken back as a whole; what stays of it is a line of its own."""
    uncover(receipt, line, of, day, journal)
    if rest := line.amount - part:
        cover(receipt, rest, of, day, journal, by=line.allocated_by)


def _reopen_part(receipt: "Receipt", line: Allocation, part: Money, plan: PaymentPlan, day: date, journal: Journal, why: str) -> None:
    instalment = plan.instalment(line.instalment_id)
    receipt.unsettle(line, plan, instalment, journal, on=day)
    if rest := line.amount - part:
        receipt.settle(rest, instalment, plan, day, journal, by=line.allocated_by)
    if why:
        receipt.record(facts.allocation_reversed(receipt, instalment, line, why, journal.by))
