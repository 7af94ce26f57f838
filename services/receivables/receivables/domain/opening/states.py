"""What opening balances can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum

from receivables.domain.terms import Layer


class OpeningState(StrEnum):
    WAITING = "waiting"
    POSTED = "posted"
    # Posted, and somebody asks to take it back.
    LEAVING = "leaving"
    TAKEN_BACK = "taken_back"
    REJECTED = "rejected"


class OpeningLineKind(StrEnum):
    """应收, 质保金, 预收款."""

    RECEIVABLE = "receivable"
    RETENTION = "retention"
    ADVANCE = "advance"

    @property
    def layer(self) -> Layer:
        """Of what is owed."""
        return Layer.RETENTION if self is OpeningLineKind.RETENTION else Layer.NORMAL
