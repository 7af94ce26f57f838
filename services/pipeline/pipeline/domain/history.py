"""How imported opportunities and contracts went on, as the importer tells it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.errors import invalid
from chassis.money import Money
from pipeline.domain.contract_parts import ContractState
from pipeline.domain.days import in_order, not_after
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.opportunity_parts import OpportunityState


@dataclass(frozen=True, kw_only=True)
class OpportunityHistory:
    """Where an opportunity stands, or how it ended."""

    stage: str = ""
    state: OpportunityState = OpportunityState.OPEN
    close_date: date | None = None
    won_amount: Money | None = None
    loss_reason_id: UUID | None = None
    loss_detail: str = ""

    def check(self, opened: date | None, today: date) -> None:
        """Raises DomainError when state and dates contradict each other, or a day lies in the future."""
        closed = self.state != OpportunityState.OPEN
        if closed and self.close_date is None:
            raise invalid("history.close_date", "Say on which day it was closed.", "MISSING")
        if not closed and self.close_date is not None:
            raise invalid("history.close_date", "An open opportunity has no close date.", "STATE_MISMATCH")
        if self.state != OpportunityState.WON and self.won_amount is not None:
            raise invalid("history.won_amount", "Only a won opportunity was won for an amount.", "STATE_MISMATCH")
        if self.state != OpportunityState.LOST and self.loss_reason_id is not None:
            raise invalid("history.loss_reason_id", "Only a lost opportunity was lost for a reason.", "STATE_MISMATCH")
        not_after(today, "opportunity.open_date", opened)
        not_after(today, "history.close_date", self.close_date)
        in_order("history.close_date", opened, self.close_date)


@dataclass(frozen=True, kw_only=True)
class PastMilestone:
    """A milestone that was reached before its contract was imported."""

    kind: MilestoneKind
    actual_date: date
    code: str = ""


_EFFECTIVE = (ContractState.EFFECTIVE, ContractState.FULFILLED, ContractState.TERMINATED)


@dataclass(frozen=True, kw_only=True)
class ContractHistory:
    """Where a contract stands, or how it ended."""

    number: str = ""
    state: ContractState = ContractState.DRAFT
    effective_date: date | None = None
    fulfil_date: date | None = None
    terminate_date: date | None = None
    terminate_reason: str = ""
    milestones: tuple[PastMilestone, ...] = ()

    def check(self, today: date) -> None:
        """Raises DomainError when state and dates contradict each other, or a day lies in the future."""
        if self.state not in (ContractState.DRAFT, *_EFFECTIVE):
            raise invalid("history.state", f"Import it as a draft or as an effective contract, not as {self.state}.", "STATE_MISMATCH")
        self._check_day("effective_date", self.effective_date, _EFFECTIVE, today)
        self._check_day("fulfil_date", self.fulfil_date, (ContractState.FULFILLED,), today)
        self._check_day("terminate_date", self.terminate_date, (ContractState.TERMINATED,), today)
        for index, each in enumerate(self.milestones):
            not_after(today, f"history.milestones.{index}.actual_date", each.actual_date)

    def _check_day(self, name: str, day: date | None, states: tuple[ContractState, ...], today: date) -> None:
        if day is None and self.state in states:
            raise invalid(f"history.{name}", f"A contract that is {self.state} needs this day.", "MISSING")
        if day is not None and self.state not in states:
            raise invalid(f"history.{name}", f"A contract that is {self.state} has no such day.", "STATE_MISMATCH")
        not_after(today, f"history.{name}", day)
        in_order(f"history.{name}", self.effective_date, day)
