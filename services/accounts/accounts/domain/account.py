"""A company that buys or may buy."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from accounts.domain.pool_clock import Poolable
from accounts.domain.rfm import RfmSegment
from chassis.company_names import normalized_company_name
from chassis.errors import invalid
from chassis.money import MoneyOf
from chassis.reasons import Reason
from chassis.scoring import Scored
from chassis.search import search_text, sort_key
from chassis.wire import text
from crm.accounts.v1 import events_pb2 as facts


class Tier(StrEnum):
    A = "a"
    B = "b"
    C = "c"


@dataclass(eq=False, kw_only=True)
class Account(Scored, Poolable):
    normalized_name: str = ""
    sort_key: str = ""
    search_text: str = ""
    credit_code: str = ""
    parent_id: UUID | None = None
    tier: Tier | None = None
    tags: list[str] = field(default_factory=list)
    industry: str = ""
    region: str = ""
    business_unit: str = ""
    website: str = ""
    address: str = ""
    founded_year: int = 0
    employees: int = 0
    currency: str = "CNY"
    annual_revenue_minor: int = 0
    invoice_profile: dict[str, Any] = field(default_factory=dict)
    payment_habit: dict[str, Any] = field(default_factory=dict)
    key_needs: str = ""
    concerns: str = ""
    relationship: str = ""
    # Copies of its clock (AccountClock), which writes them past this aggregate.
    last_contact_time: datetime | None = None
    next_contact_due_date: date | None = None
    rfm_segment: RfmSegment | None = None
    rfm: dict[str, Any] | None = None
    # The five questions: {"budget": "yes"}
    questions: dict[str, str | None] = field(default_factory=dict)
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    annual_revenue = MoneyOf()

    def __post_init__(self) -> None:
        self._derive()

    def _derive(self) -> None:
        self.normalized_name = normalized_company_name(self.name)
        self.sort_key = sort_key(self.name)

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where they do not fit together."""
        if changes.get("parent_id") == self.id and self.id is not None:
            raise invalid("account.parent_id", "An account cannot be its own parent.", "PARENT_IS_SELF")
        habit = changes.get("payment_habit") or {}
        for day in ("closing_day", "payment_day"):
            if not 0 <= habit.get(day, 0) <= 31:
                raise invalid(f"account.payment_habit.{day}", "A day of the month lies between 1 and 31.", "NOT_A_DAY_OF_MONTH")
        if (revenue := changes.pop("annual_revenue", None)) is not None:
            self.currency, self.annual_revenue_minor = revenue.currency, revenue.minor
        if "questions" in changes:
            changes["questions"] = changes["questions"] or {}
        for name, value in changes.items():
            setattr(self, name, value)
        self._derive()

    def searchable(self) -> str:
        return search_text(self.name, self.number, self.credit_code)

    def assigned(self, previous_owner_id: UUID | None, reason: Reason) -> None:
        """Says that another person owns it now."""
        self.record(
            facts.AccountAssigned(
                account_id=str(self.id),
                owner_id=text(self.owner_id),
                previous_owner_id=text(previous_owner_id),
                reason=reason.text,
                why=reason.message,
            )
        )
