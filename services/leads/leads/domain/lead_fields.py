"""What is known of a lead."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from chassis.aggregate import Edited, Record
from chassis.money import Money
from chassis.personal import Personal
from chassis.scoring import Scored
from leads.domain.lead_states import Disposition, Heat, LeadOutcome, LeadState, NextAction, PurchaseHorizon


@dataclass(eq=False, kw_only=True)
class LeadFields(Scored, Edited, Record):
    """Its attributes, and what follows from them alone."""

    # Traces of interest come in while somebody edits it, and move its score.
    beside: ClassVar[frozenset[str]] = frozenset(
        ("touch_count", "last_touch_time", "recent_touches", "score", "score_details", "score_model_id", "told")
    )

    name: str
    company_name: str = ""
    normalized_name: str = ""
    sort_key: str = ""
    search_text: str = ""
    credit_code: str = ""
    title: str = ""
    phone: Personal | None = None
    email: Personal | None = None
    wechat: Personal | None = None
    state: LeadState = LeadState.ASSIGNED
    need: str = ""
    region: str = ""
    industry: str = ""
    currency: str = "CNY"
    estimated_amount_minor: int | None = None
    purchase_horizon: PurchaseHorizon | None = None
    heat: Heat | None = None
    tags: list[str] = field(default_factory=list)
    source_id: UUID | None = None
    channel: str = ""
    campaign_id: UUID | None = None
    first_touch_time: datetime | None = None
    origin: dict[str, Any] = field(default_factory=dict)
    # The customer who sent them, as `origin` tells.
    referrer_account_id: UUID | None = None
    # Who took it in: it goes back there where nobody answers for its source.
    captured_by: UUID | None = None
    pool_id: UUID | None = None
    pool_time: datetime | None = None
    # Who had it before it came into the pool.
    former_owner_id: UUID | None = None
    next_action: NextAction | None = None
    next_action_time: datetime | None = None
    next_step: str = ""
    next_step_date: date | None = None
    assign_time: datetime | None = None
    accept_time: datetime | None = None
    first_follow_up_time: datetime | None = None
    response_minutes: int | None = None
    last_follow_up_time: datetime | None = None
    last_update_time: datetime | None = None
    first_follow_up_due_time: datetime | None = None
    follow_up_due_time: datetime | None = None
    update_due_time: datetime | None = None
    pool_notice_due_time: datetime | None = None
    pool_due_time: datetime | None = None
    # Deadlines that have been told of since their clock started.
    told: list[str] = field(default_factory=list)
    disposition: Disposition | None = None
    failed_tries: int = 0
    close_reason: str = ""
    close_why: dict[str, Any] | None = None
    close_time: datetime | None = None
    # Disqualified for now: when somebody is to try again.
    wake_date: date | None = None
    account_id: UUID | None = None
    contact_id: UUID | None = None
    opportunity_id: UUID | None = None
    refusal_reason: str = ""
    refusal_detail: str = ""
    outcome: LeadOutcome | None = None
    # The opportunity's when that was told.
    outcome_version: int = 0
    won_amounts: list[dict[str, Any]] = field(default_factory=list)
    collected_amounts: list[dict[str, Any]] = field(default_factory=list)
    touch_count: int = 0
    last_touch_time: datetime | None = None
    # [{"type", "time"}] of the last 30 days, the oldest first: what of its behaviour counts in its score.
    recent_touches: list[dict[str, Any]] = field(default_factory=list)
    # The five questions: {"budget": "yes"}
    questions: dict[str, str | None] = field(default_factory=dict)
    erase_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def estimated_amount(self) -> Money | None:
        return None if self.estimated_amount_minor is None else Money(self.currency, self.estimated_amount_minor)

    @property
    def sleeps(self) -> bool:
        """It is no sale now, and is to be tried again one day."""
        return self.state is LeadState.DISQUALIFIED and self.wake_date is not None and self.archive_time is None
