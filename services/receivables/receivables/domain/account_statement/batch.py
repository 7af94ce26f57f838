"""Statements for many customers at once."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from receivables.domain.account_statement.states import StatementBatchState, StatementKind


@dataclass(eq=False, kw_only=True)
class AccountStatementBatch(Aggregate):
    """Its customers are those with a balance when it is asked for; they are dealt with in the order of their ids."""

    kind: StatementKind
    legal_entity_id: UUID
    currency: str
    from_date: date | None = None
    to_date: date
    owner_ids: list[UUID] = field(default_factory=list)
    state: StatementBatchState = StatementBatchState.RUNNING
    total_count: int = 0
    done_count: int = 0
    issued_count: int = 0
    skipped_count: int = 0
    # The last customer that was dealt with.
    after_id: UUID | None = None
    asked_by: UUID | None = None
    end_time: datetime | None = None

    def advance(self, last: UUID | None, *, issued: int, skipped: int, now: datetime) -> None:
        """So many more are dealt with, up to this customer; none is left where there is no last one."""
        self.issued_count += issued
        self.skipped_count += skipped
        self.done_count += issued + skipped
        if last is None:
            self.state, self.end_time = StatementBatchState.DONE, now
        else:
            self.after_id = last

    def cancel(self, now: datetime) -> None:
        if self.state is not StatementBatchState.RUNNING:
            raise precondition("BATCH_ENDED", f"This batch is {self.state.value} already.", state=self.state.value)
        self.state, self.end_time = StatementBatchState.CANCELLED, now
