"""How long nobody has talked with an account, and what it is worth: what reminds its owner.

It is apart from the account, because a call should not make the form stale in which somebody corrects an address.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from accounts.domain.account import Account, Tier
from accounts.domain.account_settings import AccountSettings
from accounts.domain.rfm import Rfm, RfmSegment
from chassis.aggregate import Aggregate
from chassis.calendar import add_months
from chassis.money import Money
from chassis.wire import instant, money, text
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import events_pb2 as facts


@dataclass(eq=False, kw_only=True)
class AccountClock(Aggregate):
    """Days are the company's. A warning is given once per silence; the next contact winds it up again."""

    account_id: UUID
    # When the present count began: creation, a claim, a handover, an opportunity or overdue money.
    since_time: datetime
    tier: Tier | None = None
    # It has an open opportunity or overdue money.
    active: bool = False
    # Contact by anybody who looks after the account or the subject, and the last time the customer said something.
    last_contact_time: datetime | None = None
    last_answer_time: datetime | None = None
    next_contact_due_date: date | None = None
    cold_told: bool = False
    churn_due_date: date | None = None
    churn_told: bool = False
    rfm_segment: RfmSegment | None = None
    rfm: dict[str, Any] | None = None
    last_order_date: date | None = None
    rfm_next_date: date | None = None

    def wind(self, settings: AccountSettings, zone: tzinfo) -> None:
        """Counts anew from the last contact, after something changed that it goes by."""
        contact = max(self.since_time, self.last_contact_time or self.since_time).astimezone(zone).date()
        due = contact + timedelta(days=settings.contact_days(self.tier, active=self.active))
        if due != self.next_contact_due_date:
            self.next_contact_due_date, self.cold_told = due, False
        churn = None
        if self.is_valuable:
            answer = max(self.since_time, self.last_answer_time or self.since_time).astimezone(zone).date()
            churn = add_months(max(answer, self.last_order_date or answer), settings.churn_months)
        if churn != self.churn_due_date:
            self.churn_due_date, self.churn_told = churn, False

    def owned_anew(self, at: datetime) -> None:
        """Another person has it now, and gets the whole time."""
        self.since_time = at

    def is_active(self, active: bool, at: datetime) -> None:
        """Takes whether it has an open opportunity or overdue money; the shorter time begins with that."""
        if active and not self.active:
            self.since_time = at
        self.active = active

    @property
    def is_valuable(self) -> bool:
        return self.tier == Tier.A or (self.rfm_segment is not None and RfmSegment(self.rfm_segment).is_large)

    def contacted(self, contact: datetime | None, answer: datetime | None) -> None:
        """Takes the last contact and the last answer of the log; both may lie earlier than before, when a record was taken back."""
        if contact != self.last_contact_time:
            self.last_contact_time = contact
        if answer != self.last_answer_time:
            self.last_answer_time = answer

    def bought(self, rfm: Rfm | None) -> None:
        """Takes what the orders say."""
        told = None
        if rfm is not None:
            money = {"currency": rfm.monetary.currency, "minor": rfm.monetary.minor}
            told = {"orders": rfm.orders, "last_order_date": rfm.last_order_date.isoformat(), "monetary": money}
        if told != self.rfm:
            self.rfm = told
        self.rfm_segment = rfm.segment if rfm else None
        self.last_order_date = rfm.last_order_date if rfm else None
        self.rfm_next_date = rfm.next_date if rfm else None

    def begin_silently(self, today: date) -> None:
        """Imported history: nobody is told of silences that were long ago."""
        self.cold_told = self.cold_told or (self.next_contact_due_date is not None and self.next_contact_due_date <= today)
        self.churn_told = self.churn_told or (self.churn_due_date is not None and self.churn_due_date <= today)

    def go_cold(self, account: Account, today: date, zone: tzinfo) -> None:
        """Says that nobody has talked with the account for too long, where that is still so."""
        if self.cold_told or self.next_contact_due_date is None or self.next_contact_due_date > today:
            return
        self.cold_told = True
        if account.owner_id is None or account.archive_time is not None:
            return
        last = self.last_contact_time or self.since_time
        self.record(
            facts.AccountGoingCold(
                account_id=str(account.id),
                account_name=account.name,
                owner_id=str(account.owner_id),
                tier=pb.Tier.Value(f"TIER_{self.tier.upper()}") if self.tier else pb.TIER_UNSPECIFIED,
                days=(today - last.astimezone(zone).date()).days,
                last_time=instant(last),
            )
        )

    def raise_churn_risk(self, account: Account, months: int, today: date) -> None:
        """Says that an account of high value has been silent for months, where that is still so."""
        if self.churn_told or self.churn_due_date is None or self.churn_due_date > today:
            return
        self.churn_told = True
        if account.archive_time is not None:
            return
        worth = self.monetary
        self.record(
            facts.ChurnRiskRaised(
                account_id=str(account.id),
                account_name=account.name,
                owner_id=text(account.owner_id),
                months=months,
                last_time=instant(self.last_answer_time or self.since_time),
                value=money(worth) if worth else None,
            )
        )

    @property
    def monetary(self) -> Money | None:
        """What it ordered in the last two years."""
        return Money(self.rfm["monetary"]["currency"], self.rfm["monetary"]["minor"]) if self.rfm else None
