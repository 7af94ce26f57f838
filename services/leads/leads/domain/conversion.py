"""What a lead is made into."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """The ids that the others create under, and what they cannot know from the lead."""

    account_id: UUID
    existing_account: bool
    contact_id: UUID | None
    opportunity_id: UUID | None
    opportunity_name: str = ""
    expected_amount: Money | None = None
    expected_close_date: date | None = None
    product_line: str = ""
    # Phone, mail and WeChat id, sealed for the way (chassis.transit).
    sealed_person: str = ""
