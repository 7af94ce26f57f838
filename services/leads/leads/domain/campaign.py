"""What marketing does to be found, and what that costs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from chassis.money import Money, MoneyOf
from chassis.search import search_text, sort_key


class CampaignKind(StrEnum):
    ADVERTISING = "advertising"
    EXHIBITION = "exhibition"
    ONLINE_EVENT = "online_event"
    MAILING = "mailing"
    REFERRAL = "referral"
    OTHER = "other"


@dataclass(eq=False, kw_only=True)
class Campaign(Archivable, Aggregate):
    """A trade fair, a webinar, a month of search advertising. It belongs to the company; `responsible_id` answers for it."""

    name: str
    currency: str
    kind: CampaignKind | None = None
    sort_key: str = ""
    search_text: str = ""
    start_date: date | None = None
    end_date: date | None = None
    budget_minor: int = 0
    spent_minor: int = 0
    responsible_id: UUID | None = None
    utm_campaigns: list[str] = field(default_factory=list)
    note: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    spent = MoneyOf()

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when one is wrong."""
        if "budget" in changes:
            self._plan(changes.pop("budget") or Money.zero(self.currency))
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("campaign.name", "A campaign needs a name.", "MISSING")
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise invalid("campaign.end_date", f"{self.end_date} lies before {self.start_date}.", "DATES_REVERSED")
        self.sort_key = sort_key(self.name)
        self.utm_campaigns = list(dict.fromkeys(plain for text in self.utm_campaigns if (plain := text.strip().casefold())))

    def _plan(self, budget: Money) -> None:
        if budget.minor < 0:
            raise invalid("campaign.budget", "A budget is not negative.", "AMOUNT_NEGATIVE")
        if budget.currency != self.currency and self.spent_minor:
            raise invalid("campaign.budget", f"Costs were recorded in {self.currency}; the budget is in it too.", "CURRENCY_MISMATCH")
        self.currency, self.budget_minor = budget.currency, budget.minor

    @property
    def budget(self) -> Money | None:
        return Money(self.currency, self.budget_minor) if self.budget_minor else None

    def searchable(self) -> str:
        return search_text(self.name)

    def spend(self, before: Money, now: Money) -> None:
        """Takes in that a source cost something else on a day than was known."""
        self.spent = self.spent - before + now


def recognised(campaigns: Iterable[Campaign], utm_campaign: str) -> Campaign | None:
    """The campaign that a link names; of several the newest."""
    plain = utm_campaign.strip().casefold()
    named = [campaign for campaign in campaigns if plain and plain in campaign.utm_campaigns]
    return max(named, key=lambda campaign: (campaign.create_time, campaign.id), default=None)


def checked_cost(index: int, currency: str, amount: Money, cost_date: date, today: date) -> Money:
    """What one source cost on one day. Raises DomainError for another currency, a negative amount or a day to come."""
    where = f"costs.{index}"
    if amount.currency != currency:
        raise invalid(f"{where}.amount", f"This campaign is kept in {currency}.", "CURRENCY_MISMATCH", expected=currency)
    if amount.minor < 0:
        raise invalid(f"{where}.amount", "A cost is not negative; zero takes one back.", "AMOUNT_NEGATIVE")
    if cost_date > today:
        raise invalid(f"{where}.cost_date", f"{cost_date} is still to come.", "DATE_IN_FUTURE")
    return amount
