"""What a visit of ours is charged: drafted and submitted by one person, approved by another, and owed from then on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import DomainError, invalid, precondition
from chassis.money import MAX_MINOR, MoneyOf
from chassis.search import search_text
from receivables.domain.service_charge import facts
from receivables.domain.service_charge.line import ServiceChargeLine
from receivables.domain.service_charge.states import ServiceChargeState, ServiceDueFrom
from receivables.domain.terms import MOST_LATER, YEARS

_IN_NO_BOOK = (ServiceChargeState.DRAFT, ServiceChargeState.SUBMITTED)


@dataclass(eq=False, kw_only=True)
class ServiceCharge(Record):
    """Its totals are the sums of its lines. What it becomes in the books is in posting.py.

    `asked_by` asks for what waits now: that the person who approves is another one is checked where they come in, by the pipeline.
    """

    customer_id: UUID
    legal_entity_id: UUID
    contract_id: UUID | None = None
    sales_order_id: UUID | None = None
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    state: ServiceChargeState = ServiceChargeState.DRAFT
    currency: str
    prices_include_tax: bool = False
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0
    visit_date: date
    visitor_ids: list[UUID] = field(default_factory=list)
    work_done: str = ""
    sign_off_attachment_ids: list[UUID] = field(default_factory=list)
    sign_off: str = ""
    due_from: ServiceDueFrom = ServiceDueFrom.VISIT
    credit_days: int = 0
    due_date: date | None = None
    submitted_by: UUID | None = None
    submit_time: datetime | None = None
    approved_by: UUID | None = None
    approve_time: datetime | None = None
    asked_by: UUID | None = None
    ask_time: datetime | None = None
    reason: str = ""
    decided_by: UUID | None = None
    decide_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    lines: list[ServiceChargeLine] = field(default_factory=list)

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()

    def searchable(self) -> str:
        return search_text(self.number, self.work_done)

    # --- the draft -------------------------------------------------------------------------------

    def revise(self, changes: Mapping[str, Any], *, today: date) -> None:
        """Takes new values of fields; lines have a method of their own. Raises DomainError: STATE_MISMATCH, a wrong field."""
        self._require(ServiceChargeState.DRAFT)
        for name, value in changes.items():
            setattr(self, name, value)
        self._check_days(today)
        if changes.keys() & {"currency", "prices_include_tax"}:
            for line in self.lines:
                line.currency = self.currency
            self._reckon()

    def _check_days(self, today: date) -> None:
        if self.visit_date > today:
            raise invalid("service_charge.visit_date", f"{self.visit_date} has not come yet.", "DAY_IN_FUTURE")
        if not 0 <= self.credit_days <= MOST_LATER:
            raise invalid("service_charge.credit_days", f"Days of credit are {MOST_LATER} at most.", "OUT_OF_RANGE")
        if self.visit_date.year not in YEARS:
            raise invalid("service_charge.visit_date", f"No claim reaches to {self.visit_date}.", "DAY_INVALID")
        if (self.due_date is not None) != (self.due_from is ServiceDueFrom.DAY):
            detail = "Say the day on which it is due, or from which day the days of credit count, and not both."
            raise invalid("service_charge.due_date", detail, "DUE_DATE_UNCLEAR")
        if self.due_date is not None and (self.due_date < self.visit_date or self.due_date.year not in YEARS):
            raise invalid("service_charge.due_date", f"It cannot be due on {self.due_date}, before the visit.", "DUE_BEFORE_OWED")

    def say_lines(self, lines: Sequence[Mapping[str, Any]], new_id: Callable[[], UUID]) -> None:
        """What is charged. Raises DomainError: STATE_MISMATCH, a wrong line."""
        self._require(ServiceChargeState.DRAFT)
        self.lines[:] = [
            ServiceChargeLine(
                id=new_id(),
                tenant_id=self.tenant_id,
                service_charge_id=self.id,
                position=position,
                description=line["description"],
                unit=line["unit"],
                quantity=Decimal(1) if line["quantity"] is None else line["quantity"],
                unit_price=line["unit_price"],
                tax_rate=line["tax_rate"],
                currency=self.currency,
            )
            for position, line in enumerate(lines, start=1)
        ]
        self._reckon()

    def _reckon(self) -> None:
        for at, line in enumerate(self.lines):
            line.price(includes_tax=self.prices_include_tax, field=f"service_charge.lines.{at}")
        self.net_minor, self.tax_minor = sum(line.net_minor for line in self.lines), sum(line.tax_minor for line in self.lines)
        self.gross_minor = self.net_minor + self.tax_minor
        if self.gross_minor > MAX_MINOR:
            raise invalid("service_charge.lines", f"{self.gross} is more than an amount can be.", "AMOUNT_TOO_LARGE")

    # --- its way ---------------------------------------------------------------------------------

    def submit(self, by: UUID | None, at: datetime) -> None:
        """Raises DomainError: STATE_MISMATCH unless it is a draft, SERVICE_CHARGE_INCOMPLETE."""
        self._require(ServiceChargeState.DRAFT)
        if self.gross_minor <= 0:
            raise _incomplete("lines", "Say what is charged, for more than zero.")
        if not self.work_done.strip():
            raise _incomplete("work_done", "Say what was done on the visit.")
        if not (self.sign_off_attachment_ids or self.sign_off.strip()):
            raise _incomplete("sign_off", "Attach what the customer signed, or note who of the customer confirmed it.")
        self.state, self.reason, self.submitted_by, self.submit_time = ServiceChargeState.SUBMITTED, "", by, at
        self._ask(by, at)

    def ask_to_cancel(self, reason: str, by: UUID | None, at: datetime) -> None:
        """Raises STATE_MISMATCH unless it is owed."""
        self._require(ServiceChargeState.APPROVED)
        self.state, self.reason = ServiceChargeState.CANCELLING, _said(reason)
        self._ask(by, at)

    def approve(self, by: UUID | None, at: datetime) -> None:
        """What waits is in the books, or out of them, by now."""
        self._decide(by, at)
        if self.state is ServiceChargeState.CANCELLING:
            self.state = ServiceChargeState.CANCELLED
            self.record(facts.cancelled(self))
            return
        self.state, self.approved_by, self.approve_time = ServiceChargeState.APPROVED, by, at
        self.record(facts.approved(self))

    def give_back(self, reason: str, by: UUID | None, at: datetime) -> None:
        """What waits is not done."""
        self._decide(by, at)
        self._stay(_said(reason))

    def withdraw(self) -> None:
        """Raises STATE_MISMATCH for what is in the books and nobody asks to cancel, and for what has ended."""
        if self.state is ServiceChargeState.CANCELLING:
            self._stay("")
            return
        if self.state not in _IN_NO_BOOK:
            raise self._mismatch("it must be in no book yet")
        self.state = ServiceChargeState.WITHDRAWN
        self.record(facts.cancelled(self))

    def _ask(self, by: UUID | None, at: datetime) -> None:
        self.asked_by, self.ask_time = by, at
        self.decided_by = self.decide_time = None
        self.record(facts.submitted(self))

    def _decide(self, by: UUID | None, at: datetime) -> None:
        if not self.state.waits:
            raise self._mismatch("nothing waits")
        self.decided_by, self.decide_time = by, at

    def _stay(self, reason: str) -> None:
        """As it was before somebody asked."""
        owed = self.state is ServiceChargeState.CANCELLING
        self.state, self.reason = ServiceChargeState.APPROVED if owed else ServiceChargeState.DRAFT, reason
        self.record(facts.returned(self))

    def _require(self, state: ServiceChargeState) -> None:
        if self.state is not state:
            raise self._mismatch(f"it must be {state.value}")

    def _mismatch(self, why: str) -> DomainError:
        return precondition("STATE_MISMATCH", f"The service charge is {self.state.value}; {why}.", state=self.state.value)


def _said(reason: str) -> str:
    if not reason.strip():
        raise invalid("reason", "Say why.", "REASON_MISSING")
    return reason.strip()


def _incomplete(field: str, detail: str) -> DomainError:
    return precondition("SERVICE_CHARGE_INCOMPLETE", detail, missing=field)
