"""What service charges can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum


class ServiceChargeState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"

    @property
    def waits(self) -> bool:
        """For a second person."""
        return self in (ServiceChargeState.SUBMITTED, ServiceChargeState.CANCELLING)

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something with it."""
        return self.waits or self is ServiceChargeState.DRAFT


class ServiceDueFrom(StrEnum):
    """The day from which the days of credit count, or that it is due on a day that is given."""

    VISIT = "visit"
    APPROVAL = "approval"
    DAY = "day"
