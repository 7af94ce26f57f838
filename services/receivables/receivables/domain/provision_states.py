"""What a provision can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum


class ProvisionState(StrEnum):
    PREPARED = "prepared"
    POSTED = "posted"
    REVERSED = "reversed"
    DISCARDED = "discarded"
