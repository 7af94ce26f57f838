"""What was seen of a customer: an opened mail, a visited page, one more enquiry."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid
from chassis.personal import ERASED, Personal
from chassis.wire import instant, text
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as pb


class TouchType(StrEnum):
    MAIL_OPENED = "mail_opened"
    LINK_CLICKED = "link_clicked"
    SEMINAR_ATTENDED = "seminar_attended"
    FORM_SUBMITTED = "form_submitted"
    PAGE_VIEWED = "page_viewed"
    DUPLICATE_ENQUIRY = "duplicate_enquiry"
    EVENT_REGISTERED = "event_registered"
    EVENT_ATTENDED = "event_attended"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they called themselves, and their numbers."""

    name: str
    phone: Personal | None = None
    email: Personal | None = None


@dataclass(eq=False, kw_only=True)
class Touch(Aggregate):
    """One observed behaviour, on a lead, on an account, or both. It is never changed, but for an erasure."""

    type: TouchType
    touch_time: datetime
    lead_id: UUID | None = None
    account_id: UUID | None = None
    source_id: UUID | None = None
    campaign_id: UUID | None = None
    channel: str = ""
    detail: str = ""
    # Who asked, where that is not the one known; phone and email are sealed under the touch's own key.
    person_name: str = ""
    phone: Personal | None = None
    email: Personal | None = None
    # Scoped like the lead or account that it was seen on.
    owner_id: UUID | None = None
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)

    def tell(self, now: datetime) -> None:
        """Says that it was seen. Raises DomainError when nobody knows on whom, or it is still to come."""
        if self.lead_id is None and self.account_id is None:
            raise invalid("touch.lead_id", "Say on which lead or account it was seen.", "SUBJECT_MISSING")
        if self.touch_time > now:
            raise invalid("touch.touch_time", "It cannot have been seen in the future.", "TIME_IN_FUTURE")
        self.record(
            facts.TouchRecorded(
                touch_id=str(self.id),
                lead_id=text(self.lead_id),
                account_id=text(self.account_id),
                type=pb.TouchType.Value(f"TOUCH_TYPE_{self.type.upper()}"),
                touch_time=instant(self.touch_time),
                source_id=text(self.source_id),
                campaign_id=text(self.campaign_id),
                channel=self.channel,
                detail=self.detail,
            )
        )

    def is_by(self, person: Person) -> bool:
        """Whether that person left it: with the same number, or without any number and name of somebody else."""
        numbers = ((self.phone, person.phone), (self.email, person.email))
        if any(own is not None and other is not None and own.index == other.index for own, other in numbers):
            return True
        return self.person_name in ("", person.name) and self.phone is None and self.email is None

    def erase(self) -> None:
        """Forgets who it was; the key that opens the sealed values is deleted with it."""
        self.person_name, self.detail = "***" if self.person_name else "", ""
        self.phone = ERASED if self.phone else None
        self.email = ERASED if self.email else None
