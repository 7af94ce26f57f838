"""Payment terms: what a contract may say about paying, and the shipped templates. Receivables makes the payment plan of them."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from chassis.bounds import within
from chassis.errors import DomainError, invalid
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as pb
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.pricing import exact

_WHERE = "contract.terms"
_HUNDRED = Decimal(100)
_PREFIX = "MILESTONE_KIND_"

# What a milestone is told apart by: its kind and its code.
MilestoneKey = tuple[MilestoneKind, str]


def check(terms: pb.PaymentTerms, where: str = _WHERE) -> None:
    """Raises DomainError when a term is wrong in itself. Whether they make up the contract is asked by `check_complete`."""
    for index, term in enumerate(terms.terms):
        at = f"{where}.terms.{index}"
        _check_size(at, term)
        _check_trigger(f"{at}.trigger", term.trigger)
        _check_credit(f"{at}.credit", term.credit)
    if terms.HasField("late_interest"):
        _check_late_interest(f"{where}.late_interest", terms.late_interest)


def _check_late_interest(where: str, clause: pb.LateInterestClause) -> None:
    if not clause.rate:
        raise invalid(f"{where}.rate", "Say how much it is; 0 where none is owed.", "MISSING")
    exact(f"{where}.rate", Decimal(clause.rate), most=_HUNDRED)
    if clause.day_count not in (0, 360, 365, 366):
        raise invalid(f"{where}.day_count", "A year has 360, 365 or 366 days for interest.", "DAY_COUNT_INVALID")
    if clause.cap and exact(f"{where}.cap", Decimal(clause.cap), most=_HUNDRED) == 0:
        raise invalid(f"{where}.cap", "A cap of nothing leaves nothing; say a rate of 0 instead, or no cap.", "OUT_OF_RANGE")
    within(f"{where}.grace_days", clause.grace_days, 0, 5_000)


def _check_size(where: str, term: pb.PaymentTerm) -> None:
    if bool(term.share) == term.HasField("amount"):
        raise invalid(where, "A term has either a share or an amount.", "SHARE_OR_AMOUNT")
    if term.share:
        if exact(f"{where}.share", Decimal(term.share), most=_HUNDRED) == 0:
            raise invalid(f"{where}.share", "A share is more than zero.", "OUT_OF_RANGE")
    elif term.amount.minor <= 0:
        raise invalid(f"{where}.amount", "The amount must be more than zero.", "AMOUNT_NOT_POSITIVE")
    if (term.share_base == pb.SHARE_BASE_LOT) != bool(term.lot_code):
        raise invalid(f"{where}.lot_code", "A share of a lot names the lot, and only such a share does.", "LOT_MISMATCH")


def _check_trigger(where: str, trigger: pb.Trigger) -> None:
    if not trigger.anchors:
        raise invalid(f"{where}.anchors", "Say what the claim waits for: a milestone or a fixed day.", "MISSING")
    if len(trigger.anchors) > 1 and trigger.combine == pb.COMBINE_UNSPECIFIED:
        raise invalid(f"{where}.combine", "Say whether the earliest or the latest of the anchors counts.", "MISSING")
    for index, anchor in enumerate(trigger.anchors):
        _check_anchor(f"{where}.anchors.{index}", anchor)


def _check_anchor(where: str, anchor: pb.Anchor) -> None:
    if (anchor.milestone_kind != pb.MILESTONE_KIND_UNSPECIFIED) == bool(anchor.fixed_date):
        raise invalid(where, "An anchor has either a milestone or a fixed day.", "MILESTONE_OR_DATE")
    if anchor.milestone_kind == pb.MILESTONE_KIND_CUSTOM and not anchor.milestone_code:
        raise invalid(f"{where}.milestone_code", "A custom milestone is told apart by its code.", "MISSING")
    _check_offset(f"{where}.offset", anchor.offset)


def _check_credit(where: str, credit: pb.CreditPeriod) -> None:
    _check_offset(f"{where}.offset", credit.offset)
    if not 0 <= credit.day_of_month <= 31:
        raise invalid(f"{where}.day_of_month", "A day of the month lies between 1 and 31.", "NOT_A_DAY_OF_MONTH")


def _check_offset(where: str, offset: pb.Offset) -> None:
    within(f"{where}.amount", offset.amount, 0, 36_500)
    if offset.amount and offset.unit == pb.OFFSET_UNIT_UNSPECIFIED:
        raise invalid(f"{where}.unit", "Say whether these are days, working days or months.", "MISSING")


def check_complete(terms: pb.PaymentTerms, gross: Money, lots: Mapping[str, Money], where: str = _WHERE) -> None:
    """Raises DomainError unless the terms make up the gross exactly; `lots` are what the lines are owed, by code.

    Shares of the remainder make up 100 of what the other terms leave, which must be more than zero; without any, the other
    terms make up the gross themselves.
    """
    check(terms, where)
    if not terms.terms:
        raise invalid(where, "Say how it is paid.", "TERMS_MISSING")
    stated, of_remainder = Decimal(0), Decimal(0)
    for index, term in enumerate(terms.terms):
        if term.share_base == pb.SHARE_BASE_REMAINDER and term.share:
            of_remainder += Decimal(term.share)
        else:
            stated += _stated(f"{where}.terms.{index}", term, gross, lots)
    if of_remainder:
        if of_remainder != _HUNDRED:
            raise _incomplete(where, f"The shares of the remainder make up {_plain(of_remainder)} %, not 100 %.")
        if stated >= gross.minor:
            raise _incomplete(where, "The other terms leave nothing for the shares of the remainder.")
    elif stated != gross.minor:
        raise _incomplete(where, f"The terms make up {_amount(stated, gross)}, not {gross}.")


def _stated(where: str, term: pb.PaymentTerm, gross: Money, lots: Mapping[str, Money]) -> Decimal:
    """What a term says by itself, in minor units, unrounded."""
    if not term.share:
        amount = Money(term.amount.currency_code, term.amount.minor)
        if amount.currency != gross.currency:
            raise invalid(f"{where}.amount", f"It is paid in {gross.currency}, not in {amount.currency}.", "CURRENCY_MISMATCH")
        return Decimal(amount.minor)
    base = gross
    if term.share_base == pb.SHARE_BASE_LOT:
        if term.lot_code not in lots:
            raise invalid(f"{where}.lot_code", f"There is no line or lot {term.lot_code!r}.", "LOT_UNKNOWN", lot=term.lot_code)
        base = lots[term.lot_code]
    return Decimal(term.share) * base.minor / _HUNDRED


def _incomplete(where: str, detail: str) -> DomainError:
    return invalid(where, detail, "TERMS_INCOMPLETE")


def _amount(minor: Decimal, like: Money) -> str:
    return f"{Money(like.currency, int(minor)).amount} {like.currency}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def milestones(terms: pb.PaymentTerms) -> Iterator[MilestoneKey]:
    """The milestones that the terms hang on, each once."""
    seen: set[MilestoneKey] = set()
    for anchor in (anchor for term in terms.terms for anchor in term.trigger.anchors):
        if anchor.milestone_kind == pb.MILESTONE_KIND_UNSPECIFIED:
            continue
        word = pb.MilestoneKind.Name(anchor.milestone_kind).removeprefix(_PREFIX).lower()
        key = (MilestoneKind(word), anchor.milestone_code)
        if key not in seen:
            seen.add(key)
            yield key


def kind_message(kind: MilestoneKind) -> pb.MilestoneKind.ValueType:
    return pb.MilestoneKind.Value(f"{_PREFIX}{kind.upper()}")


def expanded(terms: pb.PaymentTerms, where: str = _WHERE) -> pb.PaymentTerms:
    """The terms themselves, or those of the template that they only name. Raises DomainError for an unknown template."""
    if terms.template and terms.template not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        raise invalid(f"{where}.template", f"There is no template {terms.template!r}; there are {known}.", "TEMPLATE_UNKNOWN", known=known)
    if not terms.template or terms.terms:
        return terms
    filled = pb.PaymentTerms(
        template=terms.template,
        non_working_day_rule=terms.non_working_day_rule,
        late_interest=terms.late_interest if terms.HasField("late_interest") else None,
    )
    filled.terms.extend(TEMPLATES[terms.template])
    return filled


# --- shipped templates -----------------------------------------------------------------------


def _term(
    name: str,
    share: str,
    anchors: Iterable[pb.Anchor],
    *,
    layer: pb.PaymentLayer.ValueType = pb.PAYMENT_LAYER_NORMAL,
    credit: pb.CreditPeriod | None = None,
    gate: pb.PaymentGate.ValueType = pb.PAYMENT_GATE_UNSPECIFIED,
) -> pb.PaymentTerm:
    return pb.PaymentTerm(name=name, share=share, layer=layer, trigger=pb.Trigger(anchors=anchors), credit=credit, gate=gate)


def _after(kind: pb.MilestoneKind.ValueType, months: int = 0) -> list[pb.Anchor]:
    offset = pb.Offset(amount=months, unit=pb.OFFSET_UNIT_MONTHS) if months else None
    return [pb.Anchor(milestone_kind=kind, offset=offset)]


def _days(amount: int) -> pb.Offset:
    return pb.Offset(amount=amount, unit=pb.OFFSET_UNIT_DAYS)


_EFFECTIVE = _after(pb.MILESTONE_KIND_EFFECTIVE)
_READY = _after(pb.MILESTONE_KIND_READY_TO_SHIP)
_ARRIVED = _after(pb.MILESTONE_KIND_ARRIVED)
_INSTALLED = _after(pb.MILESTONE_KIND_INSTALLED)
_ACCEPTED = _after(pb.MILESTONE_KIND_FINAL_ACCEPTANCE)
_YEAR_AFTER_ACCEPTANCE = _after(pb.MILESTONE_KIND_FINAL_ACCEPTANCE, months=12)

TEMPLATES: Mapping[str, tuple[pb.PaymentTerm, ...]] = {
    "30/30/30/10": (
        _term("预付款", "30", _EFFECTIVE),
        _term("发货款", "30", _READY, gate=pb.PAYMENT_GATE_SHIPMENT),
        _term("验收款", "30", _ACCEPTED),
        _term("质保金", "10", _YEAR_AFTER_ACCEPTANCE, layer=pb.PAYMENT_LAYER_RETENTION),
    ),
    "30/60/10": (
        _term("预付款", "30", _EFFECTIVE),
        _term("验收款", "60", _ACCEPTED),
        _term("质保金", "10", _YEAR_AFTER_ACCEPTANCE, layer=pb.PAYMENT_LAYER_RETENTION),
    ),
    # 月结 60 天: of what arrived in a month, 60 days after its end.
    "monthly_60": (_term("货款", "100", _ARRIVED, credit=pb.CreditPeriod(end_of_month=True, offset=_days(60))),),
    # 款到发货.
    "payment_before_shipment": (_term("全款", "100", _READY, gate=pb.PAYMENT_GATE_SHIPMENT),),
    # 融资租赁: the customer pays down, the leasing company the rest within 30 days of installation.
    "leasing": (
        _term("首付款", "30", _EFFECTIVE),
        _term("融资租赁款", "70", _INSTALLED, credit=pb.CreditPeriod(offset=_days(30))),
    ),
}
