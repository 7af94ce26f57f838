"""Opening balances of a company of ours: asked for by one person, confirmed by another, posted in one step, and taken back as a whole."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from receivables.domain.opening import facts
from receivables.domain.opening.states import OpeningState
from receivables.domain.opening.sums import OpeningSum


@dataclass(eq=False, kw_only=True)
class OpeningBalance(Aggregate):
    """Its lines are rows of their own; what they become in the books is in posting.py. `asked_by` asks for what waits now: that the person
    who confirms is another one is checked where they come in, by the pipeline."""

    legal_entity_id: UUID
    cut_over_date: date
    file_name: str = ""
    state: OpeningState = OpeningState.WAITING
    sums: list[OpeningSum] = field(default_factory=list)
    line_count: int = 0
    customer_count: int = 0
    asked_by: UUID | None = None
    ask_time: datetime | None = None
    reason: str = ""
    decided_by: UUID | None = None
    decide_time: datetime | None = None
    post_time: datetime | None = None

    def request(self, by: UUID | None, at: datetime) -> None:
        """Its lines are checked; a second person shall confirm."""
        self.asked_by, self.ask_time = by, at
        self.record(facts.requested(self))

    def request_take_back(self, reason: str, by: UUID | None, at: datetime) -> None:
        """Asks to take it out of the books again."""
        if self.state is not OpeningState.POSTED:
            raise self._not_now("only what is posted is taken back")
        self.state, self.reason = OpeningState.LEAVING, _said(reason)
        self.request(by, at)

    def confirm(self, by: UUID | None, at: datetime) -> None:
        """What waits is in the books, or out of them, by now."""
        match self.state:
            case OpeningState.WAITING:
                self.state, self.post_time = OpeningState.POSTED, at
            case OpeningState.LEAVING:
                self.state = OpeningState.TAKEN_BACK
            case _:
                raise self._not_now("nothing waits")
        self.decided_by, self.decide_time = by, at
        self.record(facts.posted(self) if self.state is OpeningState.POSTED else facts.ended(self))

    def reject(self, reason: str, by: UUID | None, at: datetime) -> None:
        """What waits is not done."""
        match self.state:
            case OpeningState.WAITING:
                self.state = OpeningState.REJECTED
            case OpeningState.LEAVING:
                self.state = OpeningState.POSTED
            case _:
                raise self._not_now("nothing waits")
        # Who thinks better of what they asked for decides nothing about what a second person posted.
        decided_by = None if self.state is OpeningState.POSTED and by == self.asked_by else by
        self.reason, self.decided_by, self.decide_time = _said(reason), decided_by, at
        self.record(facts.ended(self))

    @property
    def waits(self) -> bool:
        """For a second person."""
        return self.state in (OpeningState.WAITING, OpeningState.LEAVING)

    def _not_now(self, why: str) -> Exception:
        return precondition("OPENING_DECIDED", f"These opening balances are {self.state.value}: {why}.", state=self.state.value)


def _said(reason: str) -> str:
    if not reason.strip():
        raise invalid("reason", "Say why.", "REASON_MISSING")
    return reason.strip()
