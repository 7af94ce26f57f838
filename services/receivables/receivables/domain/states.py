"""What plans, instalments, receipts, invoices, promises, disputes and intents can be.

Values are those of the API in lower case, without prefix."""

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
    # What was left of it was written off (坏账核销).
    WRITTEN_OFF = "written_off"
    # Late interest that nobody paid and that was waived.
    WAIVED = "waived"


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
    # No money: what a red invoice leaves to the customer's credit.
    CREDIT = "credit"

    @property
    def is_bill(self) -> bool:
        """A promise of later money, held as a note until it is paid."""
        return self in (Tender.BANK_BILL, Tender.COMMERCIAL_BILL, Tender.DIGITAL_CLAIM)


class CollectedWhen(StrEnum):
    """From when on what was paid by a tender counts as collected."""

    RECEIVED = "received"
    # Once the bill is paid. Until then its claim stays open, and says that a bill is under way.
    PAID = "paid"


class ReceiptState(StrEnum):
    RECORDED = "recorded"
    REVERSED = "reversed"


class AllocationKind(StrEnum):
    CLAIM = "claim"
    ADVANCE = "advance"
    # What a bill that does not count yet will pay.
    BILL = "bill"


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


class BillKind(StrEnum):
    """银承, 商承, 数字债权凭证; the words are those of the tenders."""

    BANK_BILL = "bank_bill"
    COMMERCIAL_BILL = "commercial_bill"
    DIGITAL_CLAIM = "digital_claim"


class BillState(StrEnum):
    HELD = "held"
    PLEDGED = "pledged"
    PRESENTED = "presented"
    PAID = "paid"
    ENDORSED = "endorsed"
    DISCOUNTED = "discounted"
    DISHONOURED = "dishonoured"
    SPLIT = "split"
    REVERSED = "reversed"

    @property
    def is_ours(self) -> bool:
        """In our hands, and an asset of ours."""
        return self in (BillState.HELD, BillState.PLEDGED, BillState.PRESENTED)


class Recourse(StrEnum):
    """追索: who may come back to whom."""

    NONE = "none"
    # It left us, and comes back to us if nobody pays it.
    CONTINGENT = "contingent"
    # Nobody paid it, and we go after those who answer for it.
    OPEN = "open"
    SETTLED = "settled"


class BillAct(StrEnum):
    RECEIVED = "received"
    SPLIT = "split"
    ASKED = "asked"
    DECLINED = "declined"
    PLEDGED = "pledged"
    RELEASED = "released"
    ENDORSED = "endorsed"
    DISCOUNTED = "discounted"
    PRESENTED = "presented"
    PAID = "paid"
    DISHONOURED = "dishonoured"
    CLEARED = "cleared"
    RECOURSE_SETTLED = "recourse_settled"
    TAKEN_BACK = "taken_back"
    REVERSED = "reversed"


class BillNotice(StrEnum):
    """What was last said of the days of a bill that is not presented, in their order."""

    NONE = "none"
    PRESENTABLE = "presentable"
    MATURED = "matured"
    CLOSING = "closing"
    LAPSED = "lapsed"

    @property
    def rank(self) -> int:
        return list(BillNotice).index(self)


class InvoiceType(StrEnum):
    VAT_SPECIAL = "vat_special"
    VAT_ORDINARY = "vat_ordinary"
    PAPER = "paper"
    PROFORMA = "proforma"
    RECEIPT = "receipt"

    @property
    def is_tax(self) -> bool:
        """Covers instalments, counts against its contract, and is taken back in red only."""
        return self not in (InvoiceType.PROFORMA, InvoiceType.RECEIPT)

    @property
    def is_digital(self) -> bool:
        """数电票: without a code, with a number of 20 digits."""
        return self in (InvoiceType.VAT_SPECIAL, InvoiceType.VAT_ORDINARY)


class InvoiceState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    ISSUED = "issued"
    DELIVERED = "delivered"
    BOOKED = "booked"
    RETURNED = "returned"
    REVERSED = "reversed"

    @property
    def is_issued(self) -> bool:
        """The tax system has issued it, and nothing has taken all of it back."""
        return self in (InvoiceState.ISSUED, InvoiceState.DELIVERED, InvoiceState.BOOKED, InvoiceState.RETURNED)


class RedReason(StrEnum):
    """As the confirmation (红字信息确认单) must say: 开票有误, 销货退回, 服务中止, 销售折让."""

    ISSUED_IN_ERROR = "issued_in_error"
    GOODS_RETURNED = "goods_returned"
    SERVICE_ENDED = "service_ended"
    ALLOWANCE = "allowance"

    @property
    def credits(self) -> bool:
        """The customer owes less by it. What was issued in error is issued anew, and owed as it was."""
        return self is not RedReason.ISSUED_IN_ERROR


class InvoiceProgress(StrEnum):
    """How far the invoices of an instalment are, from the furthest behind."""

    NOT_REQUESTED = "not_requested"
    REQUESTED = "requested"
    APPROVED = "approved"
    RETURNED = "returned"
    ISSUED = "issued"
    DELIVERED = "delivered"
    BOOKED = "booked"

    @property
    def rank(self) -> int:
        return list(InvoiceProgress).index(self)

    @property
    def is_under_way(self) -> bool:
        """Somebody has to do something before the customer can pay: the customer where it is delivered, else we."""
        return self not in (InvoiceProgress.NOT_REQUESTED, InvoiceProgress.BOOKED)
