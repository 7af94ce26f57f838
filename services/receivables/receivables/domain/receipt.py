"""Money or a bill that came, or what a red invoice left to the customer's credit; and what it paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain import allocating, facts, funds, in_bills, reversal_facts
from receivables.domain.allocation import Allocation, Reversal
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.ledger import Leg, TransactionKind
from receivables.domain.limitation import Interruption, InterruptionKind
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import AllocationKind, CollectedWhen, ReceiptState, ReversalState, Tender


@dataclass(eq=False, kw_only=True)
class Receipt(Record):
    """Until it is reversed, `amount` is exactly what is allocated, held in advance, in bills, unapplied, refunded and returned unpaid.

    Without a customer, what is unapplied is unidentified. `asked_by` is the person who asks for a reversal that waits for approval.
    """

    legal_entity_id: UUID
    customer_id: UUID | None = None
    contract_id: UUID | None = None
    tender: Tender
    currency: str
    amount_minor: int
    received_date: date
    bank_account_id: UUID | None = None
    bank_reference: str = ""
    payer_name: str = ""
    payer_account: str = ""
    memo: str = ""
    bill_number: str = ""
    bill_due_date: date | None = None
    bill_id: UUID | None = None
    # The opening balances that brought it.
    opening_balance_id: UUID | None = None
    state: ReceiptState = ReceiptState.RECORDED
    allocated_minor: int = 0
    advance_minor: int = 0
    unapplied_minor: int = 0
    # What went back to the payer (退款).
    refunded_minor: int = 0
    # When it counts as collected, as the settings said on the day it came. Of a bill that counts once it is paid: what is not paid yet,
    # and what of that is to pay claims; and what of any bill came back unpaid.
    collected_when: CollectedWhen = CollectedWhen.RECEIVED
    pending_minor: int = 0
    in_bills_minor: int = 0
    returned_minor: int = 0
    entered_by: UUID | None = None
    asked_by: UUID | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    allocations: list[Allocation] = field(default_factory=list)
    reversals: list[Reversal] = field(default_factory=list)

    amount = MoneyOf()
    allocated = MoneyOf()
    advance = MoneyOf()
    unapplied = MoneyOf()
    refunded = MoneyOf()
    pending = MoneyOf()
    in_bills = MoneyOf()
    returned = MoneyOf()

    # --- coming in -------------------------------------------------------------------------------

    def enter(self, journal: Journal, *, counts: CollectedWhen = CollectedWhen.RECEIVED) -> None:
        """Takes it into the books. Raises DomainError for a day to come, an amount that is none, or a bill without its number."""
        positive("receipt.amount", self.amount)
        if self.received_date > journal.today:
            raise invalid("receipt.received_date", f"{self.received_date} has not come yet.", "DAY_IN_FUTURE")
        if self.tender.is_bill != bool(self.bill_number):
            raise invalid("receipt.bill_number", "A bill has a number, and nothing else has.", "BILL_NUMBER_INVALID")
        self.bill_id = journal.new_id() if self.tender.is_bill else None
        self.unapplied, self.entered_by = self.amount, journal.by
        self.collected_when = counts if self.tender.is_bill else CollectedWhen.RECEIVED
        self.pending = self.amount if self.counts_later else Money.zero(self.currency)
        legs = [funds.tendered(self, self.amount), funds.unapplied(self, -self.amount)]
        journal.post(TransactionKind.RECEIPT, legs, on=self.received_date)
        self.record(facts.receipt_recorded(self))

    def identify(self, customer_id: UUID, journal: Journal) -> None:
        """It is this customer's money. Raises DomainError when some of it is used for another already."""
        self._check_recorded()
        if self.customer_id == customer_id:
            return
        if self.is_credit:
            raise precondition("CREDIT_STAYS", "This credit comes from a red invoice, and is its customer's.")
        if self.allocated or self.advance or self.in_bills or self.refunded:
            raise precondition("RECEIPT_IN_USE", "Some of it is allocated, held in advance or refunded; reverse that first.")
        before = funds.unapplied(self, self.unapplied)
        self.customer_id = customer_id
        journal.post(TransactionKind.IDENTIFICATION, [before, funds.unapplied(self, -self.unapplied)], on=journal.today)

    # --- paying ----------------------------------------------------------------------------------

    def allocate(
        self,
        amount: Money | None,
        *,
        to: Instalment,
        of: PaymentPlan,
        journal: Journal,
        on: date | None = None,
        across_customers: bool = False,
    ) -> Allocation:
        """Pays a claim, from what is held in advance for it first; as much as both sides allow where no amount is said.

        What a bill gives that does not count yet stays in bills: the claim is open until the bill is paid. Raises DomainError for
        another legal entity, currency or customer (but `across_customers`), for what is not claimable, and for more than there is on
        either side.
        """
        self._check_recorded()
        allocating.check_fit(self, to, of, journal, across_customers=across_customers)
        allocating.check_claimable(to)
        available = self.unapplied + self.held.get(to.id, Money.zero(self.currency))
        day = allocating.allocation_day(on, self.received_date, to.claim_date, journal)
        now, later = in_bills.parts(self, amount, available, to)
        self.release_advance(to, journal, on=day)
        line = in_bills.cover(self, later, to, day, journal) if later else None
        if now or line is None:
            line = self.settle(now, to, of, day, journal)
        return line

    def settle(self, paid: Money, to: Instalment, of: PaymentPlan, day: date, journal: Journal, *, by: UUID | None = None) -> Allocation:
        """Pays so much of a claim, which both sides have."""
        line = self.add_line(AllocationKind.CLAIM, to, paid, day, journal, by=by)
        received = day if self.counts_later else self.received_date
        legs = of.settle(to, paid, received=received, credit=self.is_credit)
        if not self.is_credit:
            to.pay_in_part(self._interrupts(line, received))
        journal.post(TransactionKind.ALLOCATION, [funds.unapplied(self, paid), *legs], on=day)
        self.unapplied, self.allocated = self.unapplied - paid, self.allocated + paid
        self.record(facts.receipt_allocated(self, to, line))
        return line

    def hold_in_advance(
        self,
        amount: Money | None,
        *,
        to: Instalment,
        of: PaymentPlan,
        journal: Journal,
        on: date | None = None,
        across_customers: bool = False,
    ) -> Allocation:
        """Keeps money for an instalment that is not claimable yet (预收款). Raises DomainError as `allocate` does."""
        self._check_recorded()
        allocating.check_fit(self, to, of, journal, across_customers=across_customers)
        allocating.check_planned(to)
        held = allocating.amount_to_pay(amount, self.unapplied, to.amount - to.advance)
        day = allocating.allocation_day(on, self.received_date, None, journal)
        line = self.add_line(AllocationKind.ADVANCE, to, held, day, journal)
        self._move_to_advance(to, held, TransactionKind.ADVANCE, day, journal)
        return line

    def release_advance(self, instalment: Instalment, journal: Journal, *, on: date | None = None) -> None:
        """What is held in advance for the instalment becomes unapplied; nothing where nothing is."""
        day = on or journal.today
        for line in self.live(AllocationKind.ADVANCE):
            if line.instalment_id == instalment.id:
                self.add_line(AllocationKind.ADVANCE, instalment, -line.amount, day, journal, reverses=line)
                self._move_to_advance(instalment, -line.amount, TransactionKind.ADVANCE_RELEASE, day, journal)

    def _move_to_advance(self, instalment: Instalment, amount: Money, kind: TransactionKind, day: date, journal: Journal) -> None:
        journal.post(kind, [funds.unapplied(self, amount), funds.advance(self, -amount)], on=day)
        self.unapplied, self.advance, instalment.advance = self.unapplied - amount, self.advance + amount, instalment.advance + amount

    # --- going back ------------------------------------------------------------------------------

    def refund(self, amount: Money, bank: Leg, kind: TransactionKind, journal: Journal, *, on: date) -> None:
        """So much of what is unapplied left by this leg; it came back where it is negative. The adjustment has checked that it is there."""
        self._check_recorded()
        journal.post(kind, [funds.unapplied(self, amount), bank], on=on)
        self.unapplied, self.refunded = self.unapplied - amount, self.refunded + amount

    # --- taking back -----------------------------------------------------------------------------

    def ask_reversal(self, allocation_ids: Sequence[UUID], *, whole_receipt: bool, reason: str, journal: Journal) -> Reversal:
        """Asks a second person to take back allocations, or the receipt itself with all of them. Nothing moves yet."""
        self._check_recorded()
        if self.pending_reversal is not None:
            raise precondition("REVERSAL_PENDING", "A reversal of this receipt waits for approval already; decide on it first.")
        if whole_receipt and self.is_credit:
            raise precondition("CREDIT_STAYS", "This credit comes from a red invoice, and stays as long as that does.")
        if whole_receipt and self.opening_balance_id is not None:
            raise precondition("OPENING_STAYS", "It came with opening balances, and is taken back with all of them.")
        self._check_not_refunded(whole_receipt)
        if whole_receipt == bool(allocation_ids):
            raise invalid("allocation_ids", "Name the allocations to reverse, or the whole receipt.", "REVERSAL_UNCLEAR")
        if not reason.strip():
            raise invalid("reason", "Say why it is reversed.", "REASON_MISSING")
        self._lines(allocation_ids)
        asked = Reversal(
            id=journal.new_id(),
            tenant_id=self.tenant_id,
            receipt_id=self.id,
            position=len(self.reversals) + 1,
            whole_receipt=whole_receipt,
            allocation_ids=list(allocation_ids),
            reason=reason,
            asked_by=journal.by,
            ask_time=journal.now,
        )
        self.reversals.append(asked)
        self.asked_by = journal.by
        self.record(reversal_facts.asked(self, asked, self._taken_back(asked)))
        return asked

    def approve_reversal(self, plans: Mapping[UUID, PaymentPlan], journal: Journal) -> None:
        """Carries out the reversal that is asked for. `plans` are those that `plans_to_reverse` names."""
        pending = self._pending()
        self._check_not_refunded(pending.whole_receipt)
        lines = self._to_reverse(pending)
        pending.approve(journal.by, journal.now)
        self.asked_by = None
        for line in lines:
            plan = plans[line.payment_plan_id]
            self._take_back(line, plan, plan.instalment(line.instalment_id), pending, journal)
        if pending.whole_receipt:
            legs = [funds.unapplied(self, self.unapplied), funds.tendered(self, -self.amount)]
            journal.post(TransactionKind.RECEIPT_REVERSAL, legs, on=journal.today)
            self.unapplied = self.pending = Money.zero(self.currency)
            self.state = ReceiptState.REVERSED
        self.record(reversal_facts.approved(self, pending, self._taken_back(pending)))

    def decline_reversal(self, journal: Journal) -> None:
        pending = self._pending()
        pending.decline(journal.by, journal.now)
        self.asked_by = None
        self.record(reversal_facts.declined(self, pending, self._taken_back(pending)))

    def _taken_back(self, reversal: Reversal) -> Money:
        """What it comes to; what of it was undone otherwise meanwhile counts, for it was asked for."""
        named = (line.amount for line in self.allocations if line.id in reversal.allocation_ids)
        return self.amount if reversal.whole_receipt else sum(named, Money.zero(self.currency))

    def _check_not_refunded(self, whole_receipt: bool) -> None:
        if whole_receipt and self.refunded:
            raise precondition("RECEIPT_REFUNDED", f"{self.refunded} of it went back to the payer; take that refund back first.")

    def plans_to_reverse(self) -> set[UUID]:
        """The plans that the reversal which is asked for will change."""
        return {line.payment_plan_id for line in self._to_reverse(self._pending())}

    def _take_back(self, line: Allocation, plan: PaymentPlan, instalment: Instalment, reversal: Reversal, journal: Journal) -> None:
        if line.kind is AllocationKind.ADVANCE:
            self.release_advance(instalment, journal)
        elif line.kind is AllocationKind.BILL:
            in_bills.uncover(self, line, instalment, journal.today, journal, reversal=reversal)
        else:
            self.unsettle(line, plan, instalment, journal, reversal=reversal)
            self.record(facts.allocation_reversed(self, instalment, line, reversal.reason, reversal.asked_by, reversal.decided_by))

    def unsettle(
        self,
        line: Allocation,
        plan: PaymentPlan,
        instalment: Instalment,
        journal: Journal,
        *,
        reversal: Reversal | None = None,
        on: date | None = None,
    ) -> None:
        """Takes back what a line paid; its claim is open again, under its old due date."""
        amount, day = line.amount, on or journal.today
        self.add_line(line.kind, instalment, -amount, day, journal, reverses=line, reversal=reversal)
        legs = plan.reopen(instalment, amount, journal=journal, credit=self.is_credit)
        instalment.take_back(self.id, amount.minor)
        journal.post(TransactionKind.ALLOCATION_REVERSAL, [*legs, funds.unapplied(self, -amount)], on=day)
        self.unapplied, self.allocated = self.unapplied + amount, self.allocated - amount

    def _interrupts(self, line: Allocation, received: date) -> Interruption:
        """Who pays a part owns up to the rest."""
        return Interruption(
            id=line.id,
            kind=InterruptionKind.PART_PAYMENT,
            interruption_date=received,
            source_id=self.id,
            minor=line.amount_minor,
            recorded_by=line.allocated_by,
            record_date=line.allocation_date,
        )

    # --- what it consists of ---------------------------------------------------------------------

    def searchable(self) -> str:
        return search_text(self.number, self.payer_name, self.memo, self.bank_reference, self.bill_number)

    @property
    def is_credit(self) -> bool:
        """What a red invoice left to the customer: no money."""
        return self.tender is Tender.CREDIT

    @property
    def counts_later(self) -> bool:
        """A bill that counts once it is paid: what it pays, it pays on that day."""
        return self.collected_when is CollectedWhen.PAID

    @property
    def pending_reversal(self) -> Reversal | None:
        return next((reversal for reversal in self.reversals if reversal.state is ReversalState.ASKED), None)

    def _pending(self) -> Reversal:
        if self.pending_reversal is None:
            raise precondition("NO_REVERSAL_ASKED", "Nobody asks for a reversal of this receipt.")
        return self.pending_reversal

    def _to_reverse(self, reversal: Reversal) -> list[Allocation]:
        return self.live() if reversal.whole_receipt else self._lines(reversal.allocation_ids)

    def _lines(self, ids: Sequence[UUID]) -> list[Allocation]:
        """What pays claims, or will, and was not taken back, by its ids."""
        living = {line.id: line for line in self.live() if line.kind is not AllocationKind.ADVANCE}
        if missing := [id for id in ids if id not in living]:
            detail = "It is no allocation of this receipt, or was reversed."
            raise precondition("ALLOCATION_NOT_LIVE", detail, allocation_id=str(missing[0]))
        return [living[id] for id in dict.fromkeys(ids)]

    def live(self, kind: AllocationKind | None = None) -> list[Allocation]:
        """Lines that no other line takes back."""
        gone = {line.reverses_id for line in self.allocations}
        living = [line for line in self.allocations if line.reverses_id is None and line.id not in gone]
        return [line for line in living if kind in (None, line.kind)]

    @property
    def held(self) -> dict[UUID, Money]:
        """What is held in advance, by the instalment that it is for."""
        found: dict[UUID, Money] = {}
        for line in self.live(AllocationKind.ADVANCE):
            found[line.instalment_id] = line.amount + found.get(line.instalment_id, Money.zero(self.currency))
        return found

    def add_line(
        self,
        kind: AllocationKind,
        instalment: Instalment,
        amount: Money,
        day: date,
        journal: Journal,
        *,
        reverses: Allocation | None = None,
        reversal: Reversal | None = None,
        by: UUID | None = None,
    ) -> Allocation:
        line = Allocation(
            id=journal.new_id(),
            tenant_id=self.tenant_id,
            receipt_id=self.id,
            position=len(self.allocations) + 1,
            payment_plan_id=instalment.payment_plan_id,
            instalment_id=instalment.id,
            kind=kind,
            currency=self.currency,
            amount_minor=amount.minor,
            allocation_date=day,
            allocated_by=by or journal.by,
            create_time=journal.now,
            reverses_id=reverses.id if reverses else None,
            reversal_id=reversal.id if reversal else None,
        )
        self.allocations.append(line)
        return line

    def _check_recorded(self) -> None:
        if self.state is ReceiptState.REVERSED:
            raise precondition("RECEIPT_REVERSED", "This receipt was reversed as a whole; record another one.")
