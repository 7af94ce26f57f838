"""What statements of account, their rows and their answers can be."""

from enum import StrEnum


class StatementKind(StrEnum):
    """对账单 says what moved; 对账函 says balances at a day."""

    ACCOUNT = "account"
    CONFIRMATION = "confirmation"


class AccountStatementState(StrEnum):
    ISSUED = "issued"
    SENT = "sent"
    VIEWED = "viewed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


# Nobody has answered these yet.
OPEN_STATES = (AccountStatementState.ISSUED, AccountStatementState.SENT, AccountStatementState.VIEWED)


class StatementSection(StrEnum):
    """What is never added to anything else."""

    RECEIVABLE = "receivable"
    RETENTION = "retention"
    ADVANCE = "advance"
    # Money of the customer that has paid nothing yet.
    HELD = "held"


class StatementMovement(StrEnum):
    CLAIM = "claim"
    CHANGE = "change"
    INVOICE = "invoice"
    RED_INVOICE = "red_invoice"
    RECEIPT = "receipt"
    ALLOCATION = "allocation"
    ADVANCE = "advance"
    REVERSAL = "reversal"
    ADJUSTMENT = "adjustment"


class AnswerVerdict(StrEnum):
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class AnswerEvidence(StrEnum):
    """How well it is shown that the customer said so, the weakest first. A name typed by whoever had the link is more than our own word;
    a stamp is more than a name; a stamped scan that came through the link, which only the customer had, is more than one that we attach.
    """

    OPENED = "opened"
    NOTED = "noted"
    TYPED_NAME = "typed_name"
    PAPER = "paper"
    STAMPED_SCAN = "stamped_scan"

    @property
    def strength(self) -> int:
        return list(AnswerEvidence).index(self)

    @property
    def proves(self) -> bool:
        """Whether a court could be shown that the customer answered: not by our own word."""
        return self.strength > AnswerEvidence.NOTED.strength


class StatementBatchState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
