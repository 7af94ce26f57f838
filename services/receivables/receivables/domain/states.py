"""What plans, instalments, receipts, promises, disputes and intents can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum


class PlanState(StrEnum):
    ACTIVE = "active"
    REFUSED = "refused"
    TERMINATED = "terminated"


class Basis(StrEnum):
    """What a claim rests on."""

    CONTRACT = "contract"
    ORDER = "order"
    DELIVERY = "delivery"
    MONTHLY_STATEMENT = "monthly_statement"
    INVOICE = "invoice"
    SERVICE_CHARGE = "service_charge"
    OPENING_BALANCE = "opening_balance"
    LATE_INTEREST = "late_interest"


class ClaimState(StrEnum):
    """First axis of an instalment: is it owed?"""

    PLANNED = "planned"
    CLAIMABLE = "claimable"
    CLOSED = "closed"


class CloseReason(StrEnum):
    SETTLED = "settled"
    CANCELLED = "cancelled"


class PaymentState(StrEnum):
    """Second axis: how much of it is paid?"""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class TimeState(StrEnum):
    """Third axis: where does it stand in time? The first two are of planned ones, the others of claimable ones, in their order."""

    EXPECTED = "expected"
    LATE = "late"
    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    DUE = "due"
    OVERDUE = "overdue"

    @property
    def rank(self) -> int:
        return list(TimeState).index(self)


class VersionCause(StrEnum):
    CREATED = "created"
    MILESTONE_REACHED = "milestone_reached"
    MILESTONE_RESCHEDULED = "milestone_rescheduled"
    REVISED = "revised"
    TERMINATED = "terminated"


class RevisionState(StrEnum):
    ASKED = "asked"
    APPLIED = "applied"
    REJECTED = "rejected"
    OUTDATED = "outdated"


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Tender(StrEnum):
    BANK = "bank"
    CASH = "cash"
    BANK_BILL = "bank_bill"
    COMMERCIAL_BILL = "commercial_bill"
    DIGITAL_CLAIM = "digital_claim"
    SET_OFF = "set_off"
    CARD = "card"

    @property
    def is_bill(self) -> bool:
        """A promise of later money, held as a note until it is paid."""
        return self in (Tender.BANK_BILL, Tender.COMMERCIAL_BILL, Tender.DIGITAL_CLAIM)


class ReceiptState(StrEnum):
    RECORDED = "recorded"
    REVERSED = "reversed"


class AllocationKind(StrEnum):
    CLAIM = "claim"
    ADVANCE = "advance"


class ReversalState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class PromiseMedium(StrEnum):
    PHONE = "phone"
    MEETING = "meeting"
    MESSAGE = "message"
    MAIL = "mail"
    LETTER = "letter"


class DisputeState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


class DisputeReason(StrEnum):
    QUALITY = "quality"
    QUANTITY = "quantity"
    PRICE = "price"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    INVOICE = "invoice"
    CONTRACT = "contract"
    PAYMENT = "payment"
    OTHER = "other"


class ResponsibleSide(StrEnum):
    US = "us"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"


class DisputeOutcome(StrEnum):
    JUSTIFIED = "justified"
    PARTLY_JUSTIFIED = "partly_justified"
    UNJUSTIFIED = "unjustified"
    WITHDRAWN = "withdrawn"


class IntentKind(StrEnum):
    """付款意向: 愿付, 拖延, 拒付, 失联."""

    WILLING = "willing"
    STALLING = "stalling"
    REFUSING = "refusing"
    LOST = "lost"


class NoteKind(StrEnum):
    """How somebody of ours talked with a customer about money; the words are those of interactions."""

    CALL = "call"
    VISIT = "visit"
    MEETING = "meeting"
    MESSAGE = "message"
    MAIL = "mail"
    WECHAT = "wechat"
    OTHER = "other"
