"""What adjustments can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum

from receivables.domain.ledger import Kind, TransactionKind


class AdjustmentKind(StrEnum):
    """退款, 坏账核销, 尾差处理, 手续费, 违约金减免."""

    REFUND = "refund"
    WRITE_OFF = "write_off"
    ROUNDING = "rounding"
    BANK_FEE = "bank_fee"
    LATE_INTEREST_WAIVER = "late_interest_waiver"

    @property
    def account(self) -> Kind:
        """Where what nobody pays goes, and where money that goes back comes from."""
        return Kind.CASH if self is AdjustmentKind.REFUND else Kind(self.value)

    @property
    def posted_as(self) -> TransactionKind:
        return TransactionKind(self.value)

    @property
    def taken_back_as(self) -> TransactionKind:
        return TransactionKind(f"{self.value}_reversal")


class AdjustmentState(StrEnum):
    REQUESTED = "requested"
    # Of a refund: to be paid. All else is posted when it is approved.
    APPROVED = "approved"
    POSTED = "posted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        return self in (AdjustmentState.REQUESTED, AdjustmentState.APPROVED)
