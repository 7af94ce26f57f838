"""A bill (票据) from the day on which it came until it was paid, or was not; see bill_days.py for its days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from chassis.aggregate import Record
from chassis.calendar import Calendar
from chassis.errors import forbidden, invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain import bill_facts as facts
from receivables.domain import bill_legs as legs
from receivables.domain import funds, in_bills
from receivables.domain.bill_days import first_day_to_present, last_day_to_present, notices
from receivables.domain.bill_number import SubRange, check_number
from receivables.domain.bill_parts import BillRequest, BillStep
from receivables.domain.journal import Journal
from receivables.domain.ledger import TransactionKind
from receivables.domain.states import BillAct, BillKind, BillNotice, BillState, Recourse

if TYPE_CHECKING:
    from receivables.domain.in_bills import Plans
    from receivables.domain.receipt import Receipt

_OURS = tuple(state for state in BillState if state.is_ours)
# What a person may take back, and the state that the bill has again then.
_REVERSIBLE = {
    BillState.PLEDGED: BillState.HELD,
    BillState.ENDORSED: BillState.HELD,
    BillState.DISCOUNTED: BillState.HELD,
    BillState.PRESENTED: BillState.HELD,
    BillState.PAID: BillState.PRESENTED,
}


@dataclass(eq=False, kw_only=True)
class Bill(Record):
    """Its receipt says what it pays. `told` is what was last said of its days, `acted_by` who did its last step."""

    legal_entity_id: UUID
    receipt_id: UUID
    customer_id: UUID | None = None
    kind: BillKind
    bill_number: str
    sub_range: str = ""
    currency: str
    amount_minor: int
    drawer: str = ""
    acceptor: str = ""
    payee: str = ""
    issue_date: date | None = None
    received_date: date
    due_date: date | None = None
    presentation_end_date: date | None = None
    state: BillState = BillState.HELD
    recourse: Recourse = Recourse.NONE
    counterparty: str = ""
    bank_account_id: UUID | None = None
    interest_minor: int = 0
    parent_id: UUID | None = None
    part_ids: list[UUID] = field(default_factory=list)
    asked: BillRequest | None = None
    asked_by: UUID | None = None
    acted_by: UUID | None = None
    entered_by: UUID | None = None
    told: BillNotice = BillNotice.NONE
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    steps: list[BillStep] = field(default_factory=list)

    amount = MoneyOf()
    interest = MoneyOf()

    # --- coming in, and in parts -----------------------------------------------------------------

    def receive(self, journal: Journal, calendar: Calendar) -> None:
        """Raises DomainError for a number or a range that no bill has, and for one that does not say when it is due. History is taken as it
        is told, and nothing is said of its days that are past."""
        if not journal.historical:
            check_number(self.kind, self.bill_number, self.received_date)
            if self.due_date is None:
                raise invalid("receipt.bill_due_date", "Say on which day the bill is due.", "BILL_DUE_DATE_MISSING")
        SubRange.of(self.sub_range, self.amount)
        if self.issue_date is not None and not self.issue_date <= self.received_date:
            raise invalid("receipt.bill_issue_date", "A bill is issued before it comes.", "BILL_DAYS_INVALID")
        if self.due_date is not None:
            if self.issue_date is not None and self.due_date < self.issue_date:
                raise invalid("receipt.bill_due_date", "A bill is due after it was issued.", "BILL_DAYS_INVALID")
            self.presentation_end_date = last_day_to_present(self.due_date, calendar)
        if journal.historical:
            self.told = max(self._said_by(journal.today), key=lambda each: each.rank)
        self.entered_by = journal.by
        self.add_step(BillAct.RECEIVED, self.received_date, journal)

    def split(self, amount: Money, journal: Journal, note: str = "") -> tuple["Bill", "Bill"]:
        """The part of that amount, and the rest. Raises DomainError for a bill that cannot be split (不可分包流转), and for an amount that
        leaves nothing."""
        self._check_free()
        sub_range = SubRange.of(self.sub_range, self.amount)
        if sub_range is None and self.kind is not BillKind.DIGITAL_CLAIM:
            raise precondition("BILL_IS_WHOLE", "This bill has no range of parts, and goes as a whole.")
        positive("amount", amount)
        if amount.currency != self.currency or amount >= self.amount:
            raise invalid("amount", f"Split off less than the {self.amount} of the bill.", "SPLIT_INVALID", amount=str(self.amount))
        ranges = ("", "") if sub_range is None else map(str, sub_range.split(amount.minor))
        first, second = (self._part(each, parts, journal) for each, parts in zip((amount, self.amount - amount), ranges, strict=True))
        moved = [legs.note(first, first.amount), legs.note(second, second.amount), legs.note(self, -self.amount)]
        journal.post(TransactionKind.BILL_SPLIT, moved, on=journal.today)
        self.state, self.part_ids = BillState.SPLIT, [first.id, second.id]
        self.add_step(BillAct.SPLIT, journal.today, journal, note)
        return first, second

    def _part(self, amount: Money, sub_range: str, journal: Journal) -> "Bill":
        part = Bill(
            id=journal.new_id(),
            tenant_id=self.tenant_id,
            create_time=journal.now,
            update_time=journal.now,
            owner_id=self.owner_id,
            team_id=self.team_id,
            shared_with=list(self.shared_with),
            legal_entity_id=self.legal_entity_id,
            receipt_id=self.receipt_id,
            customer_id=self.customer_id,
            kind=self.kind,
            bill_number=self.bill_number,
            sub_range=sub_range,
            currency=self.currency,
            amount_minor=amount.minor,
            drawer=self.drawer,
            acceptor=self.acceptor,
            payee=self.payee,
            issue_date=self.issue_date,
            received_date=self.received_date,
            due_date=self.due_date,
            presentation_end_date=self.presentation_end_date,
            parent_id=self.id,
            entered_by=self.entered_by,
            told=self.told,
        )
        part.add_step(BillAct.RECEIVED, journal.today, journal)
        return part

    # --- what two persons do ---------------------------------------------------------------------

    def ask(self, asked: BillRequest, journal: Journal) -> None:
        """Another person approves it; nothing moves yet."""
        self._check_free()
        asked.check(self.amount)
        self._day_said("asked.act_date", asked.act_date, journal)
        self.asked, self.asked_by = asked, journal.by
        self.add_step(BillAct.ASKED, journal.today, journal, asked.note, asked.evidence_attachment_ids)
        self.record(facts.requested(self, asked))

    def approve(self, receipt: "Receipt", plans: "Plans", journal: Journal, note: str = "") -> None:
        """Carries out what is asked for. What was discounted without recourse counts as paid; whatever else leaves us, once it is."""
        asked = self._take_asked()
        if journal.by is not None and journal.by == self.asked_by:
            raise forbidden("MAKER_IS_CHECKER", "You asked for this; a second person must approve it.", field="asked_by")
        self.asked_by, day = None, asked.act_date or journal.today
        self.counterparty, self.bank_account_id, self.interest_minor = asked.counterparty, asked.bank_account_id, asked.interest_minor
        if asked.act is BillAct.PLEDGED:
            self.state = BillState.PLEDGED
        elif asked.act is BillAct.ENDORSED:
            self.state, self.recourse = BillState.ENDORSED, Recourse.CONTINGENT
            moved = [legs.supplier(self, self.amount), legs.note(self, -self.amount)]
            journal.post(TransactionKind.BILL_ENDORSEMENT, moved, on=day)
        else:
            self.state = BillState.DISCOUNTED
            self.recourse = Recourse.CONTINGENT if asked.with_recourse else Recourse.NONE
            moved = [legs.cash(self, self.amount - self.interest), legs.interest(self, self.interest), legs.note(self, -self.amount)]
            journal.post(TransactionKind.BILL_DISCOUNT, moved, on=day)
            if not asked.with_recourse:
                in_bills.count(receipt, self.amount, plans, day, journal)
        self.add_step(asked.act, day, journal, note or asked.note, asked.evidence_attachment_ids)
        self.record(facts.decided(self, True, journal.by, note))
        if not self.state.is_ours:
            self.record(facts.left(self))

    def decline(self, reason: str, journal: Journal) -> None:
        """Turned down, or withdrawn by who asked."""
        self._take_asked()
        self.asked_by = None
        self.add_step(BillAct.DECLINED, journal.today, journal, _said(reason, "reason"))
        self.record(facts.decided(self, False, journal.by, reason))

    def _take_asked(self) -> BillRequest:
        asked, self.asked = self.asked, None
        if asked is None:
            raise precondition("NOTHING_ASKED", "Nobody asks to do anything with this bill.")
        return asked

    # --- what one person does --------------------------------------------------------------------

    def release(self, journal: Journal, *, on: date | None = None, note: str = "", evidence: Sequence[UUID] = ()) -> None:
        """It secures nothing any more."""
        self._check_in(BillState.PLEDGED)
        self.state, self.counterparty = BillState.HELD, ""
        self.add_step(BillAct.RELEASED, self._day_said("release_date", on, journal), journal, note, evidence)

    def present(self, journal: Journal, *, on: date | None = None, note: str = "", evidence: Sequence[UUID] = ()) -> None:
        """The acceptor is asked to pay. Raises TOO_EARLY_TO_PRESENT more than ten days before it is due."""
        self._check_free()
        day = self._day_said("present_date", on, journal)
        if self.due_date is not None and day < (first := first_day_to_present(self.due_date)):
            detail = f"It is due on {self.due_date}, and may be presented from {first} on."
            raise precondition("TOO_EARLY_TO_PRESENT", detail, first_date=str(first))
        self.state = BillState.PRESENTED
        self.add_step(BillAct.PRESENTED, day, journal, note, evidence)
        self.record(facts.presented(self))

    def pay(
        self,
        receipt: "Receipt",
        plans: "Plans",
        journal: Journal,
        *,
        bank_account_id: UUID | None,
        on: date | None = None,
        note: str = "",
        evidence: Sequence[UUID] = (),
    ) -> None:
        """The acceptor paid. What the bill was to pay is paid on that day."""
        self._check_no_request()
        self._check_in(*_OURS)
        day = self._day_said("pay_date", on, journal)
        self.state, self.bank_account_id = BillState.PAID, bank_account_id
        journal.post(TransactionKind.BILL_PAYMENT, [legs.cash(self, self.amount), legs.note(self, -self.amount)], on=day)
        in_bills.count(receipt, self.amount, plans, day, journal)
        self.add_step(BillAct.PAID, day, journal, note, evidence)
        self.record(facts.paid(self, day))

    def dishonour(
        self,
        receipt: "Receipt",
        plans: "Plans",
        reason: str,
        journal: Journal,
        *,
        on: date | None = None,
        evidence: Sequence[UUID] = (),
    ) -> None:
        """拒付: the claims that it paid, or was to pay, are open under their old due dates, and those who answer for it are pursued. One
        that had left us comes back by its recourse."""
        self._check_no_request()
        if self.recourse is not Recourse.CONTINGENT:
            self._check_in(*_OURS)
        day, said = self._day_said("dishonour_date", on, journal), _said(reason, "reason")
        in_bills.give_back(receipt, self.amount, plans, day, journal, said)
        journal.post(TransactionKind.BILL_DISHONOUR, [funds.unapplied(receipt, self.amount), legs.given_up(self)], on=day)
        self.state, self.recourse = BillState.DISHONOURED, Recourse.OPEN
        self.add_step(BillAct.DISHONOURED, day, journal, said, evidence)
        self.record(facts.dishonoured(self, said, day))

    def settle_recourse(self, note: str, journal: Journal, *, evidence: Sequence[UUID] = ()) -> None:
        """Whoever answered for it has paid (by a receipt of its own), or nobody will."""
        if self.recourse is not Recourse.OPEN:
            raise precondition("NO_RECOURSE_OPEN", "Nobody is pursued for this bill.")
        self.recourse = Recourse.SETTLED
        self.add_step(BillAct.RECOURSE_SETTLED, journal.today, journal, _said(note, "note"), evidence)

    def take_back(self, receipt: "Receipt", plans: "Plans", reason: str, journal: Journal) -> None:
        """Undoes the last step, by entries the other way round. Raises MAKER_IS_CHECKER for who did it."""
        self._check_no_request()
        self._check_in(*_REVERSIBLE)
        if journal.by is not None and journal.by == self.acted_by:
            raise forbidden("MAKER_IS_CHECKER", "You did this step; a second person must take it back.", field="acted_by")
        moved = {
            BillState.ENDORSED: [legs.supplier(self, -self.amount)],
            BillState.DISCOUNTED: [legs.cash(self, self.interest - self.amount), legs.interest(self, -self.interest)],
            BillState.PAID: [legs.cash(self, -self.amount)],
        }.get(self.state)
        if moved:
            journal.post(TransactionKind.BILL_REVERSAL, [legs.note(self, self.amount), *moved], on=journal.today)
        counted = self.state is BillState.PAID or (self.state is BillState.DISCOUNTED and self.recourse is Recourse.NONE)
        if counted and receipt.counts_later:
            in_bills.uncount(receipt, self.amount, plans, journal.today, journal)
        self.state, self.recourse = _REVERSIBLE[self.state], Recourse.NONE
        self.counterparty, self.bank_account_id, self.interest_minor = "", None, 0
        self.add_step(BillAct.TAKEN_BACK, journal.today, journal, _said(reason, "reason"))

    def void(self, journal: Journal) -> None:
        """Its receipt is reversed as a whole. Raises BILL_IN_USE for one that was used."""
        if self.state is not BillState.HELD or self.asked is not None:
            raise precondition("BILL_IN_USE", "Something was done with this bill; take that back first.", state=self.state.value)
        self.state = BillState.REVERSED
        self.add_step(BillAct.REVERSED, journal.today, journal)

    # --- what time does --------------------------------------------------------------------------

    def turning_days(self) -> list[date]:
        """The days on which something is said of it, or it is clear."""
        if self.presentation_end_date is None or self.due_date is None:
            return []
        if self.recourse is Recourse.CONTINGENT:
            return [self.presentation_end_date + timedelta(days=1)]
        return [day for notice, day in self._days().items() if notice.rank > self.told.rank]

    def live_through(self, receipt: "Receipt", plans: "Plans", journal: Journal) -> None:
        """Says what its day has come for; one that left us is clear once its presentation period is over and nobody came back."""
        if self.recourse is Recourse.CONTINGENT and self.presentation_end_date is not None and journal.today > self.presentation_end_date:
            self.recourse = Recourse.NONE
            in_bills.count(receipt, self.amount, plans, journal.today, journal)
            self.add_step(BillAct.CLEARED, journal.today, journal)
            return
        present = max(self._said_by(journal.today), key=lambda each: each.rank)
        if present.rank > self.told.rank:
            self.told = present
            self.record(facts.noticed(self, present, journal.today))

    def _said_by(self, today: date) -> list[BillNotice]:
        return [BillNotice.NONE, *(notice for notice, day in self._days().items() if day <= today)]

    def _days(self) -> Mapping[BillNotice, date]:
        waits = self.state in (BillState.HELD, BillState.PLEDGED) and self.due_date is not None and self.presentation_end_date is not None
        return notices(cast(date, self.due_date), cast(date, self.presentation_end_date)) if waits else {}

    # --- what it consists of ---------------------------------------------------------------------

    def searchable(self) -> str:
        return search_text(self.number, self.bill_number, self.drawer, self.acceptor, self.counterparty)

    def add_step(self, act: BillAct, on: date, journal: Journal, note: str = "", evidence: Sequence[UUID] = ()) -> None:
        self.acted_by = journal.by
        self.steps.append(
            BillStep(
                id=journal.new_id(),
                tenant_id=self.tenant_id,
                bill_id=self.id,
                position=len(self.steps) + 1,
                act=act,
                state=self.state,
                step_date=on,
                person_id=journal.by,
                create_time=journal.now,
                note=note,
                evidence_attachment_ids=list(evidence),
            )
        )

    def _day_said(self, name: str, day: date | None, journal: Journal) -> date:
        """Today where nothing is said. Raises DomainError for a day to come, and for one before its last step."""
        if day is None:
            return journal.today
        if day > journal.today:
            raise invalid(name, f"{day} has not come yet.", "DAY_IN_FUTURE")
        last = max(self.received_date, *(step.step_date for step in self.steps))
        if day < last and not journal.historical:
            raise invalid(name, f"The last step of this bill was on {last}.", "DAY_TOO_EARLY", since=str(last))
        return day

    def _check_free(self) -> None:
        self._check_no_request()
        self._check_in(BillState.HELD)

    def _check_no_request(self) -> None:
        if self.asked is not None:
            raise precondition("BILL_ACT_PENDING", "Something is asked to be done with this bill; decide on that first.")

    def _check_in(self, *states: BillState) -> None:
        if self.state not in states:
            raise precondition(
                "BILL_STATE_WRONG",
                f"This bill is {self.state.value}; this can be done with one that is {' or '.join(state.value for state in states)}.",
                state=self.state.value,
            )


def _said(reason: str, field: str) -> str:
    if not reason.strip():
        raise invalid(field, "Say why.", "REASON_MISSING")
    return reason
