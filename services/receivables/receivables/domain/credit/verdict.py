"""May a customer take so much more, and why not?"""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.money import Money
from chassis.reasons import Reason, Sentence
from receivables.domain.credit.exposure import Usage
from receivables.domain.credit.states import CreditDecision, CreditStanding

LIMIT_EXPIRED = Sentence("CREDIT_LIMIT_EXPIRED", "授信额度已于 {date} 到期", "The credit limit ended on {date}")
LIMIT_EXCEEDED = Sentence(
    "CREDIT_LIMIT_EXCEEDED",
    "敞口 {exposure} 加本次 {amount} 超出额度 {limit}（含放行 {released}），超 {excess}",
    "Exposure of {exposure} and {amount} more exceed the limit of {limit} (releases: {released}) by {excess}",
)
GATE_OPEN = Sentence(
    "PAYMENT_GATE_OPEN", "“{name}”还有 {amount} 未收，款到才能发货", "'{name}' must be paid before shipment; {amount} is open"
)
GATE_RELEASED = Sentence("PAYMENT_GATE_RELEASED", "未收的 {amount} 已放行发货", "{amount} that is not paid was released for shipment")
WITHIN_LIMIT = Sentence("WITHIN_CREDIT_LIMIT", "额度内，剩余可用 {available}", "Within the credit limit; {available} are left")
NO_LIMIT = Sentence("NO_CREDIT_LIMIT", "未约定{currency}授信额度", "No credit limit is agreed in {currency}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """An instalment that holds shipment until it is paid, with what of it is neither paid nor held in advance."""

    name: str
    open: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    decision: CreditDecision
    reasons: tuple[Reason, ...]
    available: Money | None


def verdict(amount: Money, used: Sequence[Usage], gates: Sequence[Gate], gate_released: Money) -> Verdict:
    """Every limit must leave room, and what holds the shipment must be paid or released: `gate_released` in all."""
    held = [reason for each in used if (reason := _held_by(each, amount))]
    unpaid = [gate for gate in gates if gate.open.minor > 0]
    total = Money(amount.currency, sum(gate.open.minor for gate in unpaid))
    said: list[Reason] = []
    if total > gate_released:
        held += [GATE_OPEN(name=gate.name, amount=gate.open) for gate in unpaid]
    elif unpaid:
        said.append(GATE_RELEASED(amount=total))
    tightest = min((each.available for each in used), key=lambda each: each.minor, default=None)
    if not held:
        said.insert(0, NO_LIMIT(currency=amount.currency) if tightest is None else WITHIN_LIMIT(available=tightest - amount))
    return Verdict(decision=CreditDecision.HELD if held else CreditDecision.ALLOWED, reasons=(*held, *said), available=tightest)


def _held_by(used: Usage, amount: Money) -> Reason | None:
    after = used.available - amount
    if after.minor >= 0:
        return None
    if used.standing is CreditStanding.EXPIRED:
        return LIMIT_EXPIRED(date=used.limit.valid_until_date)
    return LIMIT_EXCEEDED(exposure=used.exposure, amount=amount, limit=used.allowed, released=used.released, excess=-after)
