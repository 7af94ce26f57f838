"""An enquiry, from its coming in until it is a customer or will never be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.company_names import normalized_company_name
from chassis.errors import DomainError, invalid, precondition
from chassis.money import Money
from chassis.personal import ERASED, Personal
from chassis.reasons import NO_REASON, Reason, said
from chassis.search import search_text, sort_key
from leads.domain import lead_facts as tell
from leads.domain.clocks import Clocks
from leads.domain.conversion import Conversion
from leads.domain.lead_clocks import LeadClocks, ages
from leads.domain.lead_history import LeadHistory
from leads.domain.lead_states import HEAT, Disposition, LeadOutcome, LeadState, NextAction
from leads.domain.touch import Person, TouchType

# What the first touch says; told once, it stays.
FIRST_TOUCH = ("source_id", "channel", "campaign_id", "first_touch_time", "origin")
# More of them change no score.
_MOST_TOUCHES = 50


@dataclass(eq=False, kw_only=True)
class Lead(LeadClocks):
    """Every live lead has an owner, or lies in a pool; and it has a next action. Its deadlines are fixed when their clocks start."""

    def searchable(self) -> str:
        return search_text(self.name, self.company_name, self.number, self.credit_code, self.phone.tail if self.phone else "")

    # --- what it says ----------------------------------------------------------------------------

    def revise(self, **changes: Any) -> bool:
        """Takes new values of fields; returns whether any is another than before.

        Raises DomainError when one is wrong, or would change the first touch.
        """
        if self.erase_time is not None:
            raise _erased()
        changes = {name: value for name, value in changes.items() if not _same(getattr(self, name), value)}
        if changes.get("origin"):
            # As it is stored: ids are texts there.
            changes["origin"] = {name: str(value) if isinstance(value, UUID) else value for name, value in changes["origin"].items()}
            referrer = changes["origin"].get("referrer_account_id")
            self.referrer_account_id = UUID(referrer) if referrer else self.referrer_account_id
        for name in FIRST_TOUCH:
            if name in changes and (present := getattr(self, name)) and changes[name] != present:
                raise invalid(f"lead.{name}", "Where a customer first came from stays as it was told.", "FIRST_TOUCH_FIXED")
        if (amount := changes.pop("estimated_amount", None)) is not None:
            if amount.minor < 0:
                raise invalid("lead.estimated_amount", "An amount is not negative.", "NEGATIVE_AMOUNT")
            self.currency, self.estimated_amount_minor = amount.currency, amount.minor
        for name, value in changes.items():
            setattr(self, name, value if name not in ("origin", "questions") else value or {})
        if not self.name.strip():
            raise invalid("lead.name", "A lead needs a name; the company's where the person is not known.", "MISSING")
        self.sort_key = sort_key(self.name)
        self.normalized_name = normalized_company_name(self.company_name)
        self.heat = HEAT[self.purchase_horizon]
        return bool(changes) or amount is not None

    def known_as(self, refs: Sequence[Mapping[str, Any]]) -> None:
        """Other systems know it by these ids, too."""
        new = [dict(ref) for ref in refs if ref not in self.external_refs]
        if new:
            self.external_refs = [*self.external_refs, *new]

    @property
    def person(self) -> Person:
        """By what else that the same person left is recognised."""
        return Person(self.name, self.phone, self.email)

    # --- whose it is -----------------------------------------------------------------------------

    def captured(self, source_name: str, by: UUID | None) -> None:
        """Says that it came in. It has an owner or a pool by then."""
        self.captured_by = by
        self.record(tell.captured(self, source_name))

    def require_assignable(self) -> None:
        """Raises CONVERTED: what is a customer already is not followed as a lead."""
        if self.state is LeadState.CONVERTED:
            raise precondition("CONVERTED", "This lead is a customer already; work on the account or the opportunity.")

    def begin(self, at: datetime, clocks: Clocks) -> None:
        """It has a new owner, who is to follow up in time: every clock starts."""
        self.state, self.pool_id, self.pool_time = LeadState.ASSIGNED, None, None
        self.assign_time, self.accept_time, self.last_update_time = at, None, at
        self.close_time, self.wake_date, self.told = None, None, []
        self._closed_for(NO_REASON)
        self.disposition, self.failed_tries, self.next_step, self.next_step_date = None, 0, "", None
        self.first_follow_up_due_time = clocks.first_follow_up_due(at)
        self.update_due_time = at + clocks.update
        self._wait_for_follow_up(at, clocks)
        self._plan(at)

    def assigned(self, previous_owner_id: UUID | None, reason: Reason) -> None:
        """Says that it has a new owner."""
        self.record(tell.assigned(self, previous_owner_id, reason))

    def taken_over(self, at: datetime, clocks: Clocks) -> None:
        """A successor goes on where the former owner stopped: what the state is stays, the clocks start anew."""
        if not self.state.is_followed:
            return
        self.assign_time, self.told = at, []
        self.update_due_time = at + clocks.update
        if self.first_follow_up_due_time is not None:
            self.first_follow_up_due_time = clocks.first_follow_up_due(at)
        self._wait_for_follow_up(at, clocks)
        self._plan(at)

    def claimed(self, at: datetime, clocks: Clocks) -> None:
        """Its new owner took it out of the pool."""
        pool_id = self.pool_id
        self.begin(at, clocks)
        self.accept_time = at
        self.record(tell.claimed(self, pool_id))

    def require_pooled(self) -> None:
        """Raises NOT_POOLED: somebody was faster, or it never lay in a pool."""
        if self.state is not LeadState.POOLED:
            raise precondition("NOT_POOLED", "This lead lies in no pool; somebody else may have claimed it.")

    def accept(self, at: datetime) -> None:
        """The owner takes it on; accepting twice changes nothing."""
        if not self.state.is_followed:
            raise self._not_now("ACCEPT")
        self.accept_time = self.accept_time or at

    def pooled(
        self, pool_id: UUID, pool_name: str, team_id: UUID | None, previous_owner_id: UUID | None, reason: Reason, at: datetime
    ) -> None:
        """It lies in a pool now, without owner: the pool's team is responsible."""
        self.former_owner_id = previous_owner_id
        self.pool_id, self.pool_time, self.team_id = pool_id, at, team_id
        self.state, self.close_time = LeadState.POOLED, at
        self._closed_for(reason)
        self._stop()
        self._plan(at)
        self.wake_date = None
        self.record(tell.pooled(self, previous_owner_id, pool_name, reason))

    def require_releasable(self) -> None:
        """Raises DomainError: only what somebody follows can be put into a pool."""
        if not self.state.is_followed:
            raise self._not_now("RELEASE")

    def require_returnable(self) -> None:
        """Raises DomainError when marketing has it already, or nobody in sales does."""
        if not self.state.is_followed or self.state is LeadState.RETURNED:
            raise self._not_now("RETURN")

    def returned(self, previous_owner_id: UUID | None, reason: Reason, at: datetime, clocks: Clocks) -> None:
        """Marketing has it back; `owner_id` is who checks it there."""
        self.begin(at, clocks)
        self.state, self.close_time = LeadState.RETURNED, at
        self._closed_for(reason)
        self.first_follow_up_due_time = None
        self._plan(at)
        self.record(tell.returned(self, previous_owner_id, reason.text))

    def returned_nowhere(self, previous_owner_id: UUID | None, reason: str) -> None:
        """Says that sales gave it back although nobody in marketing answers for it: it lies in a pool."""
        self.record(tell.returned(self, previous_owner_id, reason))

    def _closed_for(self, reason: Reason) -> None:
        self.close_reason, self.close_why = reason.text, reason.why

    # --- being followed --------------------------------------------------------------------------

    def follow_up(
        self,
        at: datetime,
        clocks: Clocks,
        *,
        reached: bool,
        interaction_id: UUID | None = None,
        next_step: str = "",
        next_step_date: date | None = None,
    ) -> None:
        """Somebody talked with the customer (`reached`), or tried to.

        What is older than the last assignment or follow-up restarts no clock, and neither does what is told of a lead that nobody follows.
        """
        first = self.first_follow_up_time is None
        if first:
            self.first_follow_up_time = at
            came = max(self.first_touch_time or self.create_time, self.create_time)
            self.response_minutes = max(0, int((at - came).total_seconds() // 60))
        newest = self.last_follow_up_time is None or at >= self.last_follow_up_time
        if newest:
            self.last_follow_up_time = at
            self.next_step, self.next_step_date = next_step or self.next_step, next_step_date or self.next_step_date
        if self.state.is_followed and newest and (self.assign_time is None or at >= self.assign_time):
            self._move_on(at, clocks, reached=reached)
        self.record(tell.followed_up(self, interaction_id, at, first=first))

    def _move_on(self, at: datetime, clocks: Clocks, *, reached: bool) -> None:
        self.first_follow_up_due_time = None
        self.told = []
        self.updated(at, clocks)
        self._wait_for_follow_up(at, clocks)
        before = self.state
        if reached:
            self.failed_tries = 0
            if self.state in (LeadState.ASSIGNED, LeadState.RETURNED):
                self.state = LeadState.CONTACTED
        self._plan(at)
        if reached and before is LeadState.CONTACTED:
            self.next_action = NextAction.FOLLOW_UP

    def contact(self, disposition: Disposition, at: datetime, now: datetime, clocks: Clocks) -> None:
        """Notes how a try to reach the customer ended; a try is a follow-up, whoever answered or did not."""
        if not self.state.is_followed:
            raise self._not_now("CONTACT")
        if at > now:
            raise invalid("contact_time", "Nobody can have been reached in the future.", "TIME_IN_FUTURE")
        self.disposition = disposition
        if disposition is not Disposition.REACHED:
            self.failed_tries += 1
        self.follow_up(at, clocks, reached=disposition is Disposition.REACHED)

    def qualify(self, at: datetime, clocks: Clocks) -> None:
        """It is worth a sale's work; qualifying twice changes nothing."""
        if self.state is LeadState.QUALIFIED:
            return
        if not self.state.is_followed:
            raise self._not_now("QUALIFY")
        self.state = LeadState.QUALIFIED
        self.updated(at, clocks)
        self._plan(at)
        self.record(tell.qualified(self))

    def disqualify(self, reason: str, at: datetime, *, wake_date: date | None = None, today: date | None = None) -> None:
        """It will not become a sale: never, or not before `wake_date`. Raises DomainError without a reason, or for a day that has come."""
        if not self.state.is_live:
            raise self._not_now("DISQUALIFY")
        if not reason.strip():
            raise invalid("reason", "Say why, so that marketing can learn from it.", "MISSING")
        if wake_date is not None and today is not None and wake_date <= today:
            raise invalid("wake_date", f"{wake_date} is not still to come.", "DATE_NOT_IN_FUTURE")
        self.state, self.close_time, self.wake_date = LeadState.DISQUALIFIED, at, wake_date
        self._closed_for(said(reason))
        self.pool_id = self.pool_time = None
        self._stop()
        self._plan(at)
        self.record(tell.disqualified(self, reason))

    # --- becoming a customer ---------------------------------------------------------------------

    def require_convertible(self) -> None:
        """Raises DomainError when nobody follows it."""
        if not self.state.is_followed:
            raise self._not_now("CONVERT")
        if self.erase_time is not None:
            raise _erased()

    def convert(self, to: Conversion, source_name: str, at: datetime) -> None:
        """Fixes the ids under which the others create. Raises DomainError when nobody follows it."""
        self.require_convertible()
        self.state, self.close_time = LeadState.CONVERTED, at
        self._closed_for(NO_REASON)
        self.account_id, self.contact_id, self.opportunity_id = to.account_id, to.contact_id, to.opportunity_id
        self.refusal_reason = self.refusal_detail = ""
        self.last_update_time = at
        self._stop()
        self._plan(at)
        self.record(tell.converted(self, to, source_name))

    def account_refused(self, account_id: UUID, reason: str, detail: str, at: datetime, clocks: Clocks) -> None:
        """Accounts could not make it a customer: it is qualified again, with the reason.

        What is told of another conversion changes nothing.
        """
        if self.state is not LeadState.CONVERTED or self.account_id != account_id:
            return
        self.account_id = self.contact_id = self.opportunity_id = None
        self.refusal_reason, self.refusal_detail = reason, detail
        self.state, self.close_time, self.told = LeadState.QUALIFIED, None, []
        self.updated(at, clocks)
        self._wait_for_follow_up(at, clocks)
        self._plan(at)

    def opportunity_refused(self, opportunity_id: UUID, reason: str, detail: str) -> None:
        """It is a customer, without the opportunity: that is made by hand. What is told of another conversion changes nothing."""
        if self.opportunity_id == opportunity_id:
            self.opportunity_id = None
            self.refusal_reason, self.refusal_detail = reason, detail

    def ended(self, outcome: LeadOutcome | None, won: Sequence[Money], *, version: int = 0) -> None:
        """How the sale ended that it was converted into. What is older than what is known already changes nothing."""
        if version >= self.outcome_version:
            self.outcome, self.won_amounts, self.outcome_version = outcome, _stored(won), version

    def collected(self, amounts: Sequence[Money]) -> None:
        """All that was paid so far for what came of it, by currency."""
        self.collected_amounts = _stored(amounts)

    # --- what comes beside -----------------------------------------------------------------------

    def touched(self, at: datetime, kind: TouchType = TouchType.OTHER) -> None:
        """One more trace of interest was seen."""
        self.touch_count += 1
        self.last_touch_time = max(at, self.last_touch_time or at)
        seen = [*self.recent_touches, {"type": kind.value, "time": at.isoformat()}]
        self.recent_touches = sorted(seen, key=lambda each: datetime.fromisoformat(each["time"]))[-_MOST_TOUCHES:]
        self.forget_old_touches(self.last_touch_time)

    def forget_old_touches(self, now: datetime) -> None:
        """What was seen longer ago than 30 days no longer counts in its score."""
        self.recent_touches = [each for each in self.recent_touches if ages(each) > now]

    @property
    def is_scored(self) -> bool:
        """What is closed keeps the score that it had."""
        return self.state.is_live or self.score_model_id is None

    def erase(self, at: datetime) -> None:
        """Forgets who it was; the key that opens the sealed values is deleted with it."""
        self.name, self.title, self.need, self.next_step = "***", "", "", ""
        # Addresses of pages can say who looked at them.
        self.origin = {name: "" if name in ("referrer", "landing_page") else value for name, value in self.origin.items()}
        self.phone = ERASED if self.phone else None
        self.email = ERASED if self.email else None
        self.wechat = ERASED if self.wechat else None
        self.external_refs, self.sort_key = [], ""
        self.erase_time = self.erase_time or at

    def recall(self, past: LeadHistory) -> None:
        """Takes its place as history tells it. Raises DomainError when the history contradicts itself."""
        past.check()
        self.historical = True
        self.state = past.state or LeadState.ASSIGNED
        self.assign_time = past.assign_time or self.first_touch_time
        self.first_follow_up_time, self.last_follow_up_time = past.first_follow_up_time, past.last_follow_up_time
        if past.first_follow_up_time is not None and self.first_touch_time is not None:
            self.response_minutes = max(0, int((past.first_follow_up_time - self.first_touch_time).total_seconds() // 60))
        self.last_update_time = past.last_follow_up_time or past.close_time or self.assign_time
        self.close_time = past.close_time
        self._closed_for(said(past.close_reason))
        self.account_id, self.opportunity_id = past.account_id, past.opportunity_id
        self.ended(past.outcome, past.won_amounts)
        self.collected(past.collected_amounts)

    def resume(self, now: datetime, clocks: Clocks) -> None:
        """A live lead that was brought in as history goes on: its clocks start with the day it came here."""
        if self.state.is_followed:
            self.update_due_time = now + clocks.update
            self.first_follow_up_due_time = None if self.first_follow_up_time else clocks.first_follow_up_due(now)
            self._wait_for_follow_up(now, clocks)
        self._plan(now)

    def _not_now(self, act: str) -> DomainError:
        return precondition(
            "WRONG_STATE", f"A lead that is {self.state.value} does not allow this.", state=self.state.value.upper(), act=act
        )


def _same(before: Any, after: Any) -> bool:
    """Whether a value stays what it was; a sealed one is another text each time."""
    if isinstance(before, Personal) and isinstance(after, Personal):
        return before.index == after.index
    return bool(before == after)


def _erased() -> DomainError:
    return precondition("PERSON_ERASED", "The personal data of this lead was erased; take in a new one instead.")


def _stored(amounts: Sequence[Money]) -> list[dict[str, Any]]:
    return [{"currency_code": amount.currency, "minor": amount.minor} for amount in amounts if amount.minor]
