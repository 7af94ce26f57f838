"""An invoice as it is recorded: asked for, approved, issued elsewhere, delivered, booked by the customer, returned. See red.py for what
takes one back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.calendar import Calendar
from chassis.errors import forbidden, invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain import invoice_facts as facts
from receivables.domain.invoice_line import Amounts, InvoiceLine, amounts_of
from receivables.domain.invoice_parts import InvoiceCoverage, InvoiceStep, PrintedNumber, Wanted
from receivables.domain.invoice_share import InvoiceShare
from receivables.domain.invoicee import Invoicee
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.states import InvoiceState, InvoiceType, RedReason

_STATES = InvoiceState


@dataclass(eq=False, kw_only=True)
class Invoice(Record):
    """Its totals are the sums of its lines. Before it is issued it covers nothing, but holds what it will cover against other
    applications; from then on `covered` is in force. `reduced` is what red invoices took back. One in red has negative amounts.
    """

    payment_plan_id: UUID
    contract_id: UUID
    contract_number: str
    customer_id: UUID
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    type: InvoiceType
    state: InvoiceState = InvoiceState.REQUESTED
    invoicee: Invoicee
    currency: str
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0
    covered_minor: int = 0
    reduced_minor: int = 0
    remark: str = ""
    invoice_code: str = ""
    invoice_number: str = ""
    issue_date: date | None = None
    deliver_date: date | None = None
    book_date: date | None = None
    return_date: date | None = None
    original_id: UUID | None = None
    red_reason: RedReason | None = None
    confirmation_number: str = ""
    confirm_date: date | None = None
    credit_id: UUID | None = None
    above_contract: bool = False
    requested_by: UUID | None = None
    approved_by: UUID | None = None
    instalment_ids: list[UUID] = field(default_factory=list)
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    lines: list[InvoiceLine] = field(default_factory=list)
    coverage: list[InvoiceCoverage] = field(default_factory=list)
    steps: list[InvoiceStep] = field(default_factory=list)

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()
    covered = MoneyOf()
    reduced = MoneyOf()

    # --- the application -------------------------------------------------------------------------

    def request(self, plan: PaymentPlan, journal: Journal) -> None:
        """Asks for it, once its lines and its coverage are said."""
        self.requested_by = journal.by
        self.add_step(_STATES.REQUESTED, journal.today, journal)
        self.tell(plan, journal.today)
        self.record(facts.requested(self))

    def say_lines(self, lines: Sequence[Mapping[str, Any]], journal: Journal) -> None:
        """Raises DomainError for amounts that do not add up, and for a sum that is nothing."""
        if not lines:
            raise invalid("invoice.lines", "An invoice has at least one line.", "LINES_MISSING")
        self.lines.clear()
        for index, line in enumerate(lines):
            self.add_line(amounts_of(line, self.currency, f"invoice.lines.{index}"), line, journal)
        positive("invoice.lines", self.gross)

    def add_line(self, amounts: Amounts, line: Mapping[str, Any], journal: Journal, *, original_position: int = 0) -> None:
        texts = {name: line[name] for name in ("description", "specification", "unit")}
        self.lines.append(
            InvoiceLine(
                id=journal.new_id(),
                tenant_id=self.tenant_id,
                invoice_id=self.id,
                position=len(self.lines) + 1,
                quantity=line["quantity"],
                unit_price=line["unit_price"],
                price_is_net=line["price_is_net"],
                tax_rate=Decimal(line["tax_rate"]),
                currency=self.currency,
                net_minor=amounts.net.minor,
                tax_minor=amounts.tax.minor,
                gross_minor=amounts.gross.minor,
                original_position=original_position,
                **texts,
            )
        )
        self.net, self.tax = self._sum(each.net for each in self.lines), self._sum(each.tax for each in self.lines)
        self.gross = self.net + self.tax

    def say_coverage(self, wanted: Sequence[Wanted], plan: PaymentPlan, journal: Journal) -> None:
        """Which instalments it is for. Raises DomainError for more than there is of an instalment, or of the invoice."""
        self.release(plan, journal.today)
        if wanted and not self.type.is_tax:
            raise invalid("invoice.coverage", "Only tax invoices cover instalments.", "INVOICE_COVERS_NOTHING")
        for index, each in enumerate(wanted):
            instalment, path = plan.instalment(each.instalment_id), f"invoice.coverage.{index}"
            if instalment.id in self.instalment_ids:
                raise invalid(path, "An instalment is named twice.", "INSTALMENT_TWICE")
            if instalment.is_cancelled:
                raise precondition("INSTALMENT_CANCELLED", f"'{instalment.name}' was cancelled.", instalment_id=str(instalment.id))
            free, left = instalment.to_invoice, self.gross - self._sum(line.amount for line in self.coverage)
            amount = min(free, left) if each.amount is None else positive(f"{path}.amount", each.amount)
            if amount > free or not free:
                detail = f"Only {free} of '{instalment.name}' is in no invoice yet."
                raise precondition("OVER_INVOICED", detail, instalment_id=str(instalment.id), available=str(free))
            if amount > left or not left:
                detail = f"The invoice comes to {self.gross}; only {left} of it is left to cover anything with."
                raise precondition("COVERAGE_EXCEEDS_INVOICE", detail, available=str(left))
            self.add_coverage(instalment.id, amount, journal)

    def add_coverage(self, instalment_id: UUID, amount: Money, journal: Journal) -> None:
        self.coverage.append(
            InvoiceCoverage(
                id=journal.new_id(),
                tenant_id=self.tenant_id,
                invoice_id=self.id,
                position=len(self.coverage) + 1,
                payment_plan_id=self.payment_plan_id,
                instalment_id=instalment_id,
                currency=self.currency,
                amount_minor=amount.minor,
            )
        )
        self.instalment_ids = [line.instalment_id for line in self.coverage]

    def release(self, plan: PaymentPlan, on: date) -> None:
        """It is for no instalment any more."""
        if not self.is_red:
            for line in self.coverage:
                plan.instalment(line.instalment_id).hear_invoice(InvoiceShare(self.id, 0, self.state), on)
        self.coverage.clear()
        self.instalment_ids = []

    # --- its way ---------------------------------------------------------------------------------

    def approve(self, plan: PaymentPlan, journal: Journal, *, others: Money, above_contract: bool = False, note: str = "") -> None:
        """`others` is what is approved and issued of the contract already. Raises CONTRACT_EXCEEDED beyond its gross."""
        self._check_in(_STATES.REQUESTED)
        if journal.by is not None and journal.by == self.requested_by:
            raise forbidden("MAKER_IS_CHECKER", "You asked for this invoice; a second person must approve it.", field="requested_by")
        if self.type.is_tax and not self.is_red and others + self.gross > plan.total:
            if not above_contract:
                raise precondition(
                    "CONTRACT_EXCEEDED",
                    f"With this one the contract is invoiced by {others + self.gross}, and comes to {plan.total}.",
                    invoiced=str(others + self.gross),
                    total=str(plan.total),
                )
            self.above_contract = True
        self.approved_by = journal.by
        self._go(_STATES.APPROVED, journal.today, plan, journal, note)
        self.record(facts.approved(self))

    def reject(self, plan: PaymentPlan, reason: str, journal: Journal) -> None:
        self._check_in(_STATES.REQUESTED, _STATES.APPROVED)
        self._go(_STATES.REJECTED, journal.today, plan, journal, _said(reason, "reason"))
        self.record(facts.rejected(self, reason, journal.by))

    def issue(
        self,
        plan: PaymentPlan,
        printed: PrintedNumber,
        journal: Journal,
        *,
        on: date | None = None,
        calendar: Calendar,
        evidence: Sequence[UUID] = (),
    ) -> None:
        """The tax system has issued it: it covers its instalments. What was cancelled since it was asked for is not covered any more."""
        self.take_number(printed, journal, on=on)
        portions: dict[UUID, Money] = {}
        for line in self.coverage:
            instalment = plan.instalment(line.instalment_id)
            room = instalment.amount - instalment.credited - instalment.invoiced
            line.covered = Money.zero(self.currency) if instalment.is_cancelled else max(min(line.amount, room), Money.zero(self.currency))
            if line.covered:
                portions[instalment.id] = line.covered
        self.covered = self._sum(line.covered for line in self.coverage)
        plan.cover(portions, on=self.issue_date or journal.today, calendar=calendar, journal=journal)
        self._go(_STATES.ISSUED, self.issue_date or journal.today, plan, journal, evidence=evidence)
        self.record(facts.issued(self, [plan.instalment(id) for id in self.instalment_ids]))

    def take_number(self, printed: PrintedNumber, journal: Journal, *, on: date | None) -> None:
        """Raises DomainError before it is approved, and for a number or day that no tax system prints."""
        self._check_in(_STATES.APPROVED)
        printed.check(self.type)
        self.issue_date = day_said("issue_date", on, journal)
        self.invoice_code, self.invoice_number = printed.code, printed.number
        self.search_text = self.searchable()

    def deliver(
        self, plan: PaymentPlan, journal: Journal, *, on: date | None = None, note: str = "", evidence: Sequence[UUID] = ()
    ) -> None:
        self._check_in(_STATES.ISSUED, _STATES.RETURNED)
        self.deliver_date = day_said("deliver_date", on, journal, since=self.issue_date)
        self._go(_STATES.DELIVERED, self.deliver_date, plan, journal, note, evidence)
        self.record(facts.delivered(self, note))

    def book(self, plan: PaymentPlan, journal: Journal, *, on: date | None = None, note: str = "", evidence: Sequence[UUID] = ()) -> None:
        """挂账. What the customer books it has, also where nobody has said so."""
        self._check_in(_STATES.ISSUED, _STATES.DELIVERED)
        self.book_date = day_said("book_date", on, journal, since=self.issue_date)
        self._go(_STATES.BOOKED, self.book_date, plan, journal, note, evidence)
        self.record(facts.booked(self))

    def return_(self, plan: PaymentPlan, reason: str, journal: Journal, *, on: date | None = None, evidence: Sequence[UUID] = ()) -> None:
        self._check_in(_STATES.ISSUED, _STATES.DELIVERED, _STATES.BOOKED)
        self.return_date = day_said("return_date", on, journal, since=self.issue_date)
        self._go(_STATES.RETURNED, self.return_date, plan, journal, _said(reason, "reason"), evidence)
        self.record(facts.returned(self, reason))

    # --- what it consists of ---------------------------------------------------------------------

    @property
    def is_red(self) -> bool:
        return self.original_id is not None

    @property
    def live_gross(self) -> Money:
        """What of it still stands."""
        return self.gross - self.reduced

    def searchable(self) -> str:
        return search_text(self.number, self.invoice_number, self.contract_number, self.invoicee.title)

    def tell(self, plan: PaymentPlan, on: date) -> None:
        """Its instalments hear how far it is. They need not hear of one in red: what it took back, the other one says."""
        for line in () if self.is_red else self.coverage:
            held = line.covered_minor if self.state.is_issued else line.amount_minor
            plan.instalment(line.instalment_id).hear_invoice(InvoiceShare(self.id, held, self.state), on)

    def add_step(
        self, state: InvoiceState, on: date, journal: Journal, note: str = "", evidence: Sequence[UUID] = (), *, by: UUID | None = None
    ) -> None:
        self.state = state
        self.steps.append(
            InvoiceStep(
                id=journal.new_id(),
                tenant_id=self.tenant_id,
                invoice_id=self.id,
                position=len(self.steps) + 1,
                state=state,
                step_date=on,
                person_id=by or journal.by,
                create_time=journal.now,
                note=note,
                evidence_attachment_ids=list(evidence),
            )
        )

    def _go(
        self, state: InvoiceState, on: date, plan: PaymentPlan, journal: Journal, note: str = "", evidence: Sequence[UUID] = ()
    ) -> None:
        self.add_step(state, on, journal, note, evidence)
        self.tell(plan, on)

    def _check_in(self, *states: InvoiceState) -> None:
        if self.state not in states:
            raise precondition(
                "INVOICE_STATE_WRONG",
                f"This invoice is {self.state.value}; this can be done with one that is {' or '.join(state.value for state in states)}.",
                state=self.state.value,
            )

    def _sum(self, amounts: Any) -> Money:
        return sum(amounts, Money.zero(self.currency))


def day_said(name: str, day: date | None, journal: Journal, *, since: date | None = None) -> date:
    """Today where nothing is said. Raises DomainError for a day to come, and for one before `since`."""
    if day is None:
        return journal.today
    if day > journal.today:
        raise invalid(name, f"{day} has not come yet.", "DAY_IN_FUTURE")
    if since is not None and day < since:
        raise invalid(name, f"It was issued on {since} only.", "DAY_TOO_EARLY", since=str(since))
    return day


def _said(reason: str, field: str) -> str:
    if not reason.strip():
        raise invalid(field, "Say why.", "REASON_MISSING")
    return reason
