"""A file of the bank that was imported, and the movements that it brought first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from chassis.money import Money, MoneyOf
from receivables.domain.cash.states import LineState, StatementFormat, StatementState


@dataclass(eq=False, kw_only=True)
class BankStatement(Aggregate):
    """Its lines become receipts in batches after it was taken; `booked_count` says how many have been dealt with."""

    legal_entity_id: UUID
    bank_account_id: UUID
    account_number: str = ""
    format: StatementFormat
    profile: str = ""
    file_name: str = ""
    state: StatementState = StatementState.BOOKING
    first_date: date
    last_date: date
    currency: str
    opening_minor: int | None = None
    closing_minor: int | None = None
    credited_minor: int = 0
    debited_minor: int = 0
    entry_count: int = 0
    known_count: int = 0
    line_count: int = 0
    booked_count: int = 0
    receipt_count: int = 0
    same_count: int = 0
    twin_count: int = 0
    proposed_count: int = 0
    posted_count: int = 0
    imported_by: UUID | None = None

    credited = MoneyOf()
    debited = MoneyOf()

    @property
    def opening(self) -> Money | None:
        return None if self.opening_minor is None else Money(self.currency, self.opening_minor)

    @property
    def closing(self) -> Money | None:
        return None if self.closing_minor is None else Money(self.currency, self.closing_minor)

    def booked(self, count: int) -> None:
        """So many more of its lines were dealt with."""
        self.booked_count += count
        if self.booked_count >= self.line_count:
            self.state = StatementState.BOOKED


@dataclass(eq=False, kw_only=True)
class BankStatementLine(Aggregate):
    """One movement, whatever files it came in."""

    bank_statement_id: UUID
    row_number: int
    legal_entity_id: UUID
    bank_account_id: UUID
    serial: str
    entry_date: date
    incoming: bool
    currency: str
    amount_minor: int
    payer_name: str = ""
    payer_account: str = ""
    memo: str = ""
    state: LineState = LineState.WAITING
    receipt_id: UUID | None = None
    twin_receipt_id: UUID | None = None
    decided_by: UUID | None = None

    amount = MoneyOf()

    def suspected(self) -> UUID:
        """The receipt that it may be. Raises LINE_DECIDED where nothing waits."""
        if self.state is not LineState.TWIN or self.twin_receipt_id is None:
            raise precondition("LINE_DECIDED", "Nobody has to decide about this movement any more.", state=self.state.value)
        return self.twin_receipt_id

    def decide(self, state: LineState, receipt_id: UUID, by: UUID | None) -> None:
        self.suspected()
        self.state, self.receipt_id, self.decided_by = state, receipt_id, by
