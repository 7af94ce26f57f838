"""What a run at the end of a period can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum


class RunState(StrEnum):
    PREPARED = "prepared"
    POSTED = "posted"
    REVERSED = "reversed"
    DISCARDED = "discarded"


# Of one day of one company of ours, one of these.
STANDING = (RunState.PREPARED, RunState.POSTED)
