"""What a customer promised to pay on a day, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Part, Record
from chassis.calendar import Calendar
from chassis.errors import invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain import said
from receivables.domain.instalment import Instalment
from receivables.domain.states import ClaimState, PromiseMedium, PromiseState

# Nobody promises for a day that far ahead.
MOST_DAYS = 366
Instalments = Mapping[UUID, Instalment]
_WRITTEN = (PromiseMedium.MESSAGE, PromiseMedium.MAIL, PromiseMedium.LETTER)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a promise is waited for, and how often it makes reminders pause."""

    calendar: Calendar
    tolerance_days: int = 0
    pauses: int = 2

    def break_date(self, promised: date) -> date:
        return self.calendar.next_working_day(promised + timedelta(days=self.tolerance_days))


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received on a day, and allocated at a time, to one instalment."""

    amount: Money
    received: date
    allocate_time: datetime


@dataclass(eq=False, kw_only=True)
class PromiseLine(Part):
    """What is promised of one instalment. `pausing` lines hold up its reminders by what is outstanding, while the promise is open."""

    promise_id: UUID
    position: int
    payment_plan_id: UUID
    instalment_id: UUID
    currency: str
    amount_minor: int
    kept_minor: int = 0
    # What came in time beyond what was promised, by this promise or others of the instalment: it is taken back first.
    excess_minor: int = 0
    pausing: bool = False

    amount = MoneyOf()
    kept = MoneyOf()
    excess = MoneyOf()

    @property
    def outstanding(self) -> Money:
        return self.amount - self.kept


@dataclass(eq=False, kw_only=True)
class Promise(Record):
    """Kept when all of it was received before `break_date`, else broken at the beginning of that day.

    It hangs together with its instalments: a line that pauses is part of what they call promised. So who changes one has the others.
    """

    customer_id: UUID
    contract_id: UUID
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    currency: str
    amount_minor: int = 0
    kept_minor: int = 0
    promise_date: date
    break_date: date
    # Until then nobody says that it is broken: the bank has not said yet what came on its last day.
    wait_date: date | None = None
    state: PromiseState = PromiseState.OPEN
    medium: PromiseMedium
    contact_id: UUID | None = None
    speaker: str = ""
    evidence: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    recorded_by: UUID | None = None
    withdraw_reason: str = ""
    end_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    lines: list[PromiseLine] = field(default_factory=list)

    amount = MoneyOf()
    kept = MoneyOf()

    # --- how it begins ---------------------------------------------------------------------------

    def add_line(self, id: UUID, instalment: Instalment, amount: Money | None, patience: Patience) -> None:
        """Promises so much of a claim, all that may be asked for where nothing is said.

        Raises DomainError for what is not owed by the same customer to the same company of ours, and for more than may be asked for.
        """
        field = f"promise.lines.{len(self.lines)}"
        self._check_fit(instalment, field)
        promised = positive(f"{field}.amount", instalment.payable if amount is None else amount)
        if promised > instalment.payable:
            raise precondition(
                "PROMISE_TOO_LARGE",
                f"Of '{instalment.name}' only {instalment.payable} may be asked for; the rest is paid, disputed or promised.",
                payable=str(instalment.payable),
            )
        line = PromiseLine(
            id=id,
            tenant_id=self.tenant_id,
            promise_id=self.id,
            position=len(self.lines) + 1,
            payment_plan_id=instalment.payment_plan_id,
            instalment_id=instalment.id,
            currency=self.currency,
            amount_minor=promised.minor,
        )
        self.lines.append(line)
        self.amount += promised
        instalment.promises += 1
        self._pause(line, instalment, patience)

    def _check_fit(self, instalment: Instalment, field: str) -> None:
        if instalment.claim_state is not ClaimState.CLAIMABLE:
            raise precondition("NOT_CLAIMABLE", f"'{instalment.name}' is not owed now, so nobody can promise it.", name=instalment.name)
        if any(line.instalment_id == instalment.id for line in self.lines):
            raise invalid(f"{field}.instalment_id", "An instalment is named twice.", "INSTALMENT_TWICE")
        ours = (self.customer_id, self.legal_entity_id, self.currency)
        if ours != (instalment.customer_id, instalment.legal_entity_id, instalment.currency):
            raise invalid(
                f"{field}.instalment_id",
                "A promise is of one customer, to one company of ours, in one currency; note several promises.",
                "PROMISE_MIXED",
            )

    def promise_for(self, day: date, today: date, patience: Patience) -> None:
        """Raises DAY_INVALID for a day that has passed or lies too far ahead."""
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise invalid("promise.promise_date", f"Somebody promises for today or the next {MOST_DAYS} days.", "DAY_INVALID")
        self.promise_date, self.break_date = day, patience.break_date(day)

    def say_made(self, instalments: Instalments) -> None:
        self._tell(instalments)
        self.record(said.promise_made(self, self._mine(instalments)))

    # --- while it is open ------------------------------------------------------------------------

    @property
    def is_written(self) -> bool:
        """Whether something shows that it was made."""
        return bool(self.evidence_attachment_ids) or self.medium in _WRITTEN

    def move(self, day: date, instalments: Instalments, *, today: date, patience: Patience) -> None:
        """To another day, while the one that was promised is not over. A later day is another pause, or none where there were enough."""
        self.check_changeable(today)
        later = day > self.promise_date
        self.promise_for(day, today, patience)
        if later:
            for line in self.lines:
                self._resume(line, instalments)
                self._pause(line, instalments[line.instalment_id], patience)
        self._tell(instalments)

    def withdraw(self, reason: str, instalments: Instalments, at: datetime) -> None:
        self._check_open()
        if not reason.strip():
            raise invalid("reason", "Say why the promise is withdrawn.", "REASON_MISSING")
        self.withdraw_reason = reason
        for instalment in self._mine(instalments):
            instalment.take_back(self.id)
        self._end(PromiseState.WITHDRAWN, instalments, at)
        self.record(said.promise_withdrawn(self, self._mine(instalments)))

    def check_changeable(self, today: date) -> None:
        """Raises PROMISE_ENDED, and PROMISE_DAY_OVER after the promised day."""
        self._check_open()
        if today > self.promise_date:
            raise precondition("PROMISE_DAY_OVER", f"The promised day, {self.promise_date}, is over; the promise does not change any more.")

    def _check_open(self) -> None:
        if self.state is not PromiseState.OPEN:
            raise precondition(
                "PROMISE_ENDED", f"This promise was {self.state.value}; it does not change any more.", state=self.state.value
            )

    # --- what comes of it ------------------------------------------------------------------------

    def concerns(self, payment: Payment) -> bool:
        """Whether money that came then can be what was promised."""
        return payment.received < self.break_date and payment.allocate_time > self.create_time and self.state is not PromiseState.WITHDRAWN

    def credit(self, instalment: Instalment, amount: Money, instalments: Instalments, at: datetime) -> Money:
        """Money that concerns it paid the instalment: what was promised of it is kept. Returns what is left."""
        if self.state is PromiseState.KEPT:
            return amount
        for line in self.lines_of(instalment):
            kept = min(amount, line.outstanding)
            self._keep(line, kept, instalments)
            amount -= kept
        if self.kept == self.amount:
            self._end(PromiseState.KEPT, instalments, at)
            self.record(said.promise_kept(self, self._mine(instalments)))
        return amount

    def debit(self, instalment: Instalment, amount: Money, instalments: Instalments, today: date, at: datetime) -> Money:
        """Money that concerns it was taken back from the instalment: what was kept may not be any more. Returns what is left."""
        for line in self.lines_of(instalment):
            lost = min(amount, line.kept)
            if lost and self.state is PromiseState.KEPT:
                self._reopen(instalments)
            self._keep(line, -lost, instalments)
            amount -= lost
        self.break_if_due(instalments, today=today, at=at)
        return amount

    def wait_until(self, day: date) -> None:
        """Money that came in time may be in a statement that is still to come."""
        self.wait_date = day

    def break_if_due(self, instalments: Instalments, *, today: date, at: datetime) -> None:
        """On its day. What was cancelled since is not missed; where nothing else is missing, the promise has fallen away."""
        if self.state is not PromiseState.OPEN or today < self.break_date:
            return
        missing = sum(
            (line.outstanding for line in self.lines if not instalments[line.instalment_id].is_cancelled), Money.zero(self.currency)
        )
        if not missing:
            self.withdraw("What was promised is not owed any more.", instalments, at)
            return
        self._end(PromiseState.BROKEN, instalments, at)
        self.record(said.promise_broken(self, self._mine(instalments), missing))

    # --- what it consists of ---------------------------------------------------------------------

    def searchable(self) -> str:
        return search_text(self.number, self.speaker, self.evidence)

    def lines_of(self, instalment: Instalment) -> list[PromiseLine]:
        return [line for line in self.lines if line.instalment_id == instalment.id]

    def _mine(self, instalments: Instalments) -> Sequence[Instalment]:
        return [instalments[line.instalment_id] for line in self.lines]

    def _pause(self, line: PromiseLine, instalment: Instalment, patience: Patience) -> None:
        line.pausing = instalment.pauses < patience.pauses
        if line.pausing:
            instalment.pauses += 1
            instalment.pause(line.outstanding)

    def _resume(self, line: PromiseLine, instalments: Instalments) -> None:
        if line.pausing:
            instalments[line.instalment_id].resume(line.outstanding)
            line.pausing = False

    def _keep(self, line: PromiseLine, amount: Money, instalments: Instalments) -> None:
        if line.pausing:
            instalments[line.instalment_id].resume(amount)
        line.kept, self.kept = line.kept + amount, self.kept + amount

    def _end(self, state: PromiseState, instalments: Instalments, at: datetime) -> None:
        for line in self.lines:
            self._resume(line, instalments)
        self.state, self.end_time = state, at
        self._tell(instalments)

    def _reopen(self, instalments: Instalments) -> None:
        """As if it had not been kept; the pauses that it had do not come back."""
        self.state, self.end_time = PromiseState.OPEN, None
        self._tell(instalments)

    def _tell(self, instalments: Instalments) -> None:
        for instalment in self._mine(instalments):
            instalment.hear_promise(self.id, self.promise_date, self.state)


def paid(promises: Sequence[Promise], instalment: Instalment, payment: Payment, instalments: Instalments, at: datetime) -> None:
    """Some money paid the instalment: what was promised for the earliest day is kept first."""
    amount, concerned = payment.amount, _concerned(promises, instalment, payment)
    for promise in concerned:
        amount = promise.credit(instalment, amount, instalments, at)
    if concerned and amount:
        (line,) = concerned[-1].lines_of(instalment)
        line.excess += amount


def taken_back(
    promises: Sequence[Promise], instalment: Instalment, payment: Payment, instalments: Instalments, today: date, at: datetime
) -> None:
    """The money was taken back from the instalment: what was beyond all promises first, then what was promised for the last day."""
    amount, concerned = payment.amount, _concerned(promises, instalment, payment)
    for line in (line for promise in concerned for line in promise.lines_of(instalment)):
        beyond = min(amount, line.excess)
        line.excess, amount = line.excess - beyond, amount - beyond
    for promise in reversed(concerned):
        amount = promise.debit(instalment, amount, instalments, today, at)


def _concerned(promises: Sequence[Promise], instalment: Instalment, payment: Payment) -> list[Promise]:
    found = [promise for promise in promises if promise.lines_of(instalment) and promise.concerns(payment)]
    return sorted(found, key=lambda promise: (promise.promise_date, promise.id))
