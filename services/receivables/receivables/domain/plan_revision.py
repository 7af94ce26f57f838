"""Another version of a plan that one person asks for, and two others decide on: one for sales, one for finance."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.calendar import Calendar, Rule
from chassis.errors import invalid, precondition
from chassis.money import MoneyOf
from chassis.search import search_text
from receivables.domain import said
from receivables.domain.dunning import DunningPolicy
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.revision import Line
from receivables.domain.states import RevisionState
from receivables.domain.version import PlanChange


@dataclass(eq=False, kw_only=True)
class PlanRevision(Record):
    """Holds for the version of the plan that it was asked for. That the persons differ is checked where they come in."""

    payment_plan_id: UUID
    contract_id: UUID
    contract_number: str
    customer_id: UUID
    legal_entity_id: UUID
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    state: RevisionState = RevisionState.ASKED
    plan_version: int
    lines: list[Line]
    non_working_day_rule: Rule | None = None
    reason: str
    currency: str
    changes: list[PlanChange] = field(default_factory=list)
    moved_minor: int = 0
    moved_days: int = 0
    asked_by: UUID | None = None
    approved_by: UUID | None = None
    approve_time: datetime | None = None
    confirmed_by: UUID | None = None
    confirm_time: datetime | None = None
    rejected_by: UUID | None = None
    reject_reason: str = ""
    end_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""

    moved = MoneyOf()

    def preview(self, draft: PaymentPlan, *, calendar: Calendar, journal: Journal) -> None:
        """Says what it would change, by changing a draft of the plan that nobody keeps.

        Raises DomainError where it could not be applied, and where it changes nothing.
        """
        draft.revise(self.lines, self.reason, calendar=calendar, journal=journal, rule=self.non_working_day_rule)
        if not draft.versions:
            raise invalid("plan_revision.lines", "The plan is like that already.", "NOTHING_CHANGES")
        version = draft.versions[-1]
        self.changes, self.moved_minor, self.moved_days = version.changes, version.moved_minor, version.moved_days
        self.record(said.revision_asked(self))

    def approve(self, by: UUID | None, at: datetime) -> None:
        """For sales."""
        self._check_asked()
        if self.approve_time is not None:
            raise precondition("APPROVED_ALREADY", "Sales approved this revision already.")
        self.approved_by, self.approve_time = by, at

    def confirm(self, by: UUID | None, at: datetime) -> None:
        """For finance."""
        self._check_asked()
        if self.confirm_time is not None:
            raise precondition("APPROVED_ALREADY", "Finance approved this revision already.")
        self.confirmed_by, self.confirm_time = by, at

    def decide(self, plan: PaymentPlan, *, calendar: Calendar, journal: Journal, dunning: DunningPolicy) -> None:
        """Applies it once both sides approved; it is out of date where the plan changed since."""
        if plan.plan_version != self.plan_version:
            self._end(RevisionState.OUTDATED, journal.now)
            self.reject_reason = "The plan changed after this was asked for; ask again."
            self.record(said.revision_rejected(self))
            return
        if self.is_approved:
            plan.revise(self.lines, self.reason, calendar=calendar, journal=journal, rule=self.non_working_day_rule, dunning=dunning)
            self._end(RevisionState.APPLIED, journal.now)
        self.record(said.revision_approved(self))

    def reject(self, reason: str, *, by: UUID | None, at: datetime) -> None:
        self._check_asked()
        if not reason.strip():
            raise invalid("reason", "Say why the plan stays as it is.", "REASON_MISSING")
        self.rejected_by, self.reject_reason = by, reason
        self._end(RevisionState.REJECTED, at)
        self.record(said.revision_rejected(self))

    @property
    def is_approved(self) -> bool:
        """By both sides."""
        return self.approve_time is not None and self.confirm_time is not None

    def searchable(self) -> str:
        return search_text(self.number, self.contract_number, self.reason)

    def _end(self, state: RevisionState, at: datetime) -> None:
        self.state, self.end_time = state, at

    def _check_asked(self) -> None:
        if self.state is not RevisionState.ASKED:
            raise precondition("REVISION_ENDED", f"This revision is {self.state.value}; ask for another one.")
