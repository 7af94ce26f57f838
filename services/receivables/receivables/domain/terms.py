"""What a contract says about paying, as values. Built from the messages that pipeline and the API send, or refused with the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from chassis.calendar import Rule
from chassis.errors import invalid
from chassis.money import Money, positive
from crm.common.v1 import payment_terms_pb2 as pb
from receivables.domain.late_interest import LateInterestClause, RatePeriod
from receivables.domain.triggers import Anchor, Combine, Credit, MilestoneKind, Offset, OffsetUnit, Trigger


class ShareBase(StrEnum):
    CONTRACT = "contract"
    REMAINDER = "remainder"
    LOT = "lot"


class Layer(StrEnum):
    """Layers are never added together. Retention (质保金) and what is asked for before delivery are no receivables."""

    NORMAL = "normal"
    RETENTION = "retention"
    ADVANCE = "advance"


class Gate(StrEnum):
    """What is held back until the instalment is paid."""

    SHIPMENT = "shipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One instalment as the contract states it. Exactly one of `share` (in per cent) and `amount` is given."""

    name: str
    trigger: Trigger
    share: Decimal | None = None
    share_base: ShareBase | None = None
    lot_code: str = ""
    amount: Money | None = None
    layer: Layer = Layer.NORMAL
    credit: Credit | None = None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The payment terms of one contract."""

    terms: tuple[Term, ...]
    template: str = ""
    non_working_day_rule: Rule = Rule.NEXT
    late_interest: LateInterestClause | None = None


# What a contract may reach to; keeps arithmetic with days inside the calendar.
MOST_LATER = 5000
YEARS = range(1970, 2200)
_DAYS_OF_YEAR = (360, 365, 366)

# Gross per line or lot, by its code.
Lots = Mapping[str, Money]


def term_of(message: pb.PaymentTerm, field: str) -> Term:
    """Raises DomainError that names the wrong field below `field`."""
    if bool(message.share) == message.HasField("amount"):
        raise invalid(field, "Give either a share or an amount, and not both.", "SHARE_OR_AMOUNT")
    share, base = _share(message, field) if message.share else (None, None)
    return Term(
        name=message.name or field,
        trigger=_trigger(message.trigger, f"{field}.trigger"),
        share=share,
        share_base=base,
        lot_code=message.lot_code,
        amount=positive(f"{field}.amount", Money(message.amount.currency_code, message.amount.minor)) if share is None else None,
        layer=Layer(_lower(pb.PaymentLayer.Name(message.layer), "PAYMENT_LAYER_") or "normal"),
        credit=_credit(message.credit, f"{field}.credit") if message.HasField("credit") else None,
        gate=Gate(_lower(pb.PaymentGate.Name(message.gate), "PAYMENT_GATE_")) if message.gate else None,
    )


def clause_of(message: pb.LateInterestClause, field: str) -> LateInterestClause:
    """Raises DomainError that names the wrong field below `field`."""
    rate = _per_cent(message.rate, f"{field}.rate")
    period = RatePeriod(_lower(pb.RatePeriod.Name(message.period), "RATE_PERIOD_") or "day")
    day_count = message.day_count or _DAYS_OF_YEAR[1]
    if day_count not in _DAYS_OF_YEAR:
        raise invalid(f"{field}.day_count", "A year has 360, 365 or 366 days for interest.", "DAY_COUNT_INVALID")
    if not 0 <= message.grace_days <= MOST_LATER:
        raise invalid(f"{field}.grace_days", f"Days of grace are {MOST_LATER} at most.", "OUT_OF_RANGE")
    cap = _per_cent(message.cap, f"{field}.cap") if message.cap else None
    if cap == 0:
        raise invalid(f"{field}.cap", "A cap of nothing leaves nothing; say a rate of 0 instead, or no cap.", "PERCENTAGE_INVALID")
    return LateInterestClause(rate=rate, period=period, day_count=day_count, cap=cap, grace_days=message.grace_days)


def _per_cent(text: str, field: str) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        raise invalid(field, f"{text!r} is not a number.", "PERCENTAGE_INVALID") from None
    if not (rate.is_finite() and 0 <= rate <= 100):
        raise invalid(field, f"It lies between 0 and 100 per cent; it is {text}.", "PERCENTAGE_INVALID")
    return rate


def rule_of(number: pb.NonWorkingDayRule.ValueType) -> Rule:
    return Rule(_lower(pb.NonWorkingDayRule.Name(number), "NON_WORKING_DAY_RULE_") or "next")


def _share(message: pb.PaymentTerm, field: str) -> tuple[Decimal, ShareBase]:
    try:
        share = Decimal(message.share)
    except InvalidOperation:
        raise invalid(f"{field}.share", f"{message.share!r} is not a number.", "SHARE_INVALID") from None
    if not (share.is_finite() and 0 < share <= 100):
        raise invalid(f"{field}.share", f"A share lies above 0 and at 100 per cent at most; it is {message.share}.", "SHARE_INVALID")
    base = ShareBase(_lower(pb.ShareBase.Name(message.share_base), "SHARE_BASE_") or "contract")
    if (base is ShareBase.LOT) != bool(message.lot_code):
        raise invalid(f"{field}.lot_code", "A share of a lot names the lot, and no other share does.", "LOT_CODE_INVALID")
    return share, base


def _trigger(message: pb.Trigger, field: str) -> Trigger:
    if not message.anchors:
        raise invalid(f"{field}.anchors", "Say which milestone or day the claim waits for.", "TRIGGER_EMPTY")
    if len(message.anchors) > 1 and not message.combine:
        raise invalid(f"{field}.combine", "With several anchors, say whether the earliest or the latest of them counts.", "COMBINE_MISSING")
    anchors = tuple(_anchor(anchor, f"{field}.anchors.{index}") for index, anchor in enumerate(message.anchors))
    return Trigger(anchors, Combine(_lower(pb.Combine.Name(message.combine), "COMBINE_") or "earliest_of"))


def _anchor(message: pb.Anchor, field: str) -> Anchor:
    if bool(message.milestone_kind) == bool(message.fixed_date):
        raise invalid(field, "Give either a milestone or a fixed day, and not both.", "ANCHOR_INVALID")
    offset = _offset(message.offset, f"{field}.offset") if message.HasField("offset") else None
    if message.fixed_date:
        return Anchor(fixed_date=_day(message.fixed_date, f"{field}.fixed_date"), offset=offset)
    kind = MilestoneKind(_lower(pb.MilestoneKind.Name(message.milestone_kind), "MILESTONE_KIND_"))
    return Anchor(milestone_kind=kind, milestone_code=message.milestone_code, offset=offset)


def _offset(message: pb.Offset, field: str) -> Offset:
    if not 0 <= message.amount <= MOST_LATER or (message.amount and not message.unit):
        raise invalid(field, f"An offset is up to {MOST_LATER} days, working days or months, and never negative.", "OFFSET_INVALID")
    return Offset(message.amount, OffsetUnit(_lower(pb.OffsetUnit.Name(message.unit), "OFFSET_UNIT_") or "days"))


def _credit(message: pb.CreditPeriod, field: str) -> Credit:
    if not 0 <= message.day_of_month <= 31:
        raise invalid(f"{field}.day_of_month", f"No month has a day {message.day_of_month}.", "DAY_OF_MONTH_INVALID")
    offset = _offset(message.offset, f"{field}.offset") if message.HasField("offset") else None
    return Credit(message.end_of_month, offset, message.day_of_month)


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise invalid(field, f"{text!r} is not a day; write YYYY-MM-DD.", "DAY_INVALID") from None
    if day.year not in YEARS:
        raise invalid(field, f"No contract reaches to {text}.", "DAY_INVALID")
    return day


def _lower(name: str, prefix: str) -> str:
    """PAYMENT_LAYER_RETENTION -> "retention"; what is unspecified -> ""."""
    return name.removeprefix(prefix).lower().replace("unspecified", "")
