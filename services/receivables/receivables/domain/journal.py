"""What one command or fact posts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from receivables.domain.ledger import Leg, Transaction, TransactionKind, imbalance, merged


@dataclass(kw_only=True)
class Journal:
    """Collects the transactions of one command, and says when, by whom and why it is carried out.

    `today` and `now` are business time of the tenant. `by` is the person who acts, None for a fact or a timer. `first_open_date`
    is the first day that still takes postings: what counts for an earlier day is posted there. It may lie ahead, where the books are
    closed before the period is over: what facts and timers bring in the meantime belongs to the next one. A historical journal tells
    what was long ago: nothing of it is announced, and checks between persons are not made.
    """

    tenant_id: UUID
    today: date
    now: datetime
    new_id: Callable[[], UUID]
    cause: str
    by: UUID | None = None
    historical: bool = False
    first_open_date: date = date.min
    transactions: list[Transaction] = field(default_factory=list)

    def post(self, kind: TransactionKind, legs: Iterable[Leg], *, on: date) -> None:
        """Posts what counts on the day `on`; nothing when the legs come to nothing. Raises ValueError when they do not balance."""
        effective = merged(legs)
        if off := imbalance(effective):
            raise ValueError(f"A transaction '{kind}' does not balance: {off}.")
        if effective:
            self.transactions.append(
                Transaction(
                    id=self.new_id(),
                    tenant_id=self.tenant_id,
                    kind=kind,
                    business_date=on,
                    posting_date=max(on, self.first_open_date),
                    create_time=self.now,
                    cause=self.cause,
                    legs=effective,
                )
            )
