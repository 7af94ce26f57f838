"""What statements, their lines, proposals, aliases and claims on receipts can be."""

from enum import StrEnum


class StatementFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    MT940 = "mt940"
    CAMT053 = "camt053"


class StatementState(StrEnum):
    BOOKING = "booking"
    BOOKED = "booked"


class LineState(StrEnum):
    WAITING = "waiting"
    RECEIPT = "receipt"
    SAME = "same"
    TWIN = "twin"
    OUTGOING = "outgoing"


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    POSTED = "posted"
    REJECTED = "rejected"
    EMPTY = "empty"
    OUTDATED = "outdated"


class CashMode(StrEnum):
    OFF = "off"
    PROPOSE = "propose"
    POST = "post"


class AliasState(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    ENDED = "ended"


class ReceiptClaimState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
