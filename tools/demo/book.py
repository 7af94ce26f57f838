"""All that the demo company is about, as rows for the API: the same for the same Monday and size."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tools.api.client import Json
from tools.demo import catalogue, customers, invoicing, marketing, ordering, organisation, paying, sales, talks, visiting
from tools.demo.customers import Account
from tools.demo.marketing import Lead
from tools.demo.ordering import Frame, Order
from tools.demo.paying import Owed
from tools.demo.rows import Days, Row
from tools.demo.sales import Deal
from tools.demo.sizes import Sizes
from tools.demo.visiting import Charge


@dataclass(frozen=True)
class Book:
    """Pure: it is drawn from one seed, and nothing here asks what day it is."""

    monday: date
    scale: float = 1.0

    @cached_property
    def days(self) -> Days:
        return Days(self.monday)

    @cached_property
    def sizes(self) -> Sizes:
        return Sizes(self.scale)

    @cached_property
    def accounts(self) -> list[Account]:
        return customers.accounts(self.sizes)

    @cached_property
    def deals(self) -> list[Deal]:
        return sales.deals(self.accounts, self.sizes)

    @cached_property
    def leads(self) -> list[Lead]:
        return marketing.leads(self.deals, self.sizes)

    @property
    def contracts(self) -> list[Deal]:
        """History alone."""
        return [deal for deal in self.deals if deal.is_won and not deal.is_under_way]

    @property
    def under_way(self) -> list[Deal]:
        """Contracts that are being signed these days."""
        return [deal for deal in self.deals if deal.is_under_way]

    @cached_property
    def frames(self) -> list[Frame]:
        return ordering.frames(self.accounts)

    @cached_property
    def orders(self) -> list[Order]:
        return ordering.orders(self.frames, self.sizes)

    @cached_property
    def charges(self) -> list[Charge]:
        return visiting.charges(self.accounts, self.sizes)

    @property
    def companies(self) -> list[str]:
        """The names of all companies that exist in it."""
        names = [
            organisation.NAME,
            *organisation.ENTITIES.values(),
            *(each.name for each in self.accounts),
            *(each.company for each in self.leads),
            *customers.COMPETITORS,
        ]
        return list(dict.fromkeys(names))

    # --- rows ------------------------------------------------------------------------------------

    def account_rows(self) -> list[list[Row]]:
        return customers.account_rows(self.accounts)

    def contact_rows(self) -> list[Row]:
        return customers.contact_rows(self.accounts)

    def product_rows(self) -> list[Row]:
        return catalogue.product_rows()

    def opportunity_rows(self, *, fresh: bool) -> list[Row]:
        return [sales.opportunity_row(deal, self.days) for deal in self.deals if (deal.state == "fresh") == fresh]

    def contract_rows(self, deals: list[Deal]) -> list[Row]:
        return [sales.contract_row(deal, self.days) for deal in deals]

    def frame_rows(self) -> list[Row]:
        return [*(frame.row(self.days) for frame in self.frames), ordering.foreign_row(self.frames[0], self.days)]

    def rate_rows(self) -> list[Row]:
        return ordering.rate_rows(self.days)

    def campaign_rows(self) -> list[Row]:
        return marketing.campaign_rows(self.days)

    def campaign_costs(self) -> dict[str, list[Json]]:
        return marketing.campaign_costs(self.days)

    def lead_rows(self, *, fresh: bool) -> list[Row]:
        return [marketing.lead_row(lead, self.days) for lead in self.leads if (lead.state == "fresh") == fresh]

    def touch_rows(self) -> list[Row]:
        return marketing.touch_rows(self.leads, self.days, self.sizes)

    def talk_rows(self) -> list[Row]:
        return talks.talk_rows(self.accounts, self.deals, self.leads, self.days, self.sizes)

    def fresh_talk_rows(self) -> dict[str, list[Row]]:
        return talks.fresh_talk_rows(self.deals, self.days, self.sizes)

    def own_todo_rows(self) -> dict[str, list[Row]]:
        return talks.own_todo_rows(self.days, self.sizes)

    def do_not_disturb_rows(self) -> list[Row]:
        return customers.do_not_disturb_rows(self.accounts, self.days, self.sizes)

    def care_date_rows(self) -> list[Row]:
        return customers.care_date_rows(self.accounts, self.days, self.sizes)

    def invoice_rows(self, owed: list[Owed]) -> list[Row]:
        return invoicing.invoice_rows(owed, self.days)

    def receipt_rows(self, owed: list[Owed]) -> list[Row]:
        return [row for each in owed if (row := paying.receipt_row(each, self.days)) is not None]

    def unapplied_rows(self) -> list[Row]:
        return paying.unapplied_rows(self.deals, self.days, self.sizes.of("unapplied"))

    def unpaid(self, owed: list[Owed]) -> tuple[list[Owed], list[Owed], list[Owed]]:
        """What is overdue and disputed, promised, and spoken of; the latter may be any of it."""
        late, sizes = paying.overdue(owed, self.days), self.sizes
        first, second = sizes.of("disputes"), sizes.of("disputes") + sizes.of("promises")
        return late[:first], late[first:second], late[-sizes.of("intents") :]

    def arriving(self, owed: list[Owed]) -> list[Owed]:
        """What is overdue and neither disputed nor promised, of which a part is paid these days."""
        late, sizes = paying.overdue(owed, self.days), self.sizes
        return late[sizes.of("disputes") + sizes.of("promises") :][-sizes.of("arrivals") :]
