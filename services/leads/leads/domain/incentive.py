"""What a customer gets for having sent another one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chassis.errors import invalid
from chassis.money import Money


class IncentiveBasis(StrEnum):
    FIXED = "fixed"
    WON = "won"
    COLLECTED = "collected"


def checked(incentive: Mapping[str, Any]) -> dict[str, Any]:
    """As it is stored. Raises DomainError where it does not say how much."""
    basis, amount, percent = incentive.get("basis"), incentive.get("amount"), incentive.get("percent")
    if isinstance(amount, Mapping):
        amount = Money(amount["currency_code"], amount["minor"])
    share = Decimal(percent) if percent is not None else None
    if basis == IncentiveBasis.FIXED and (amount is None or amount.minor <= 0):
        raise invalid("source.incentive.amount", "A fixed reward is more than zero.", "AMOUNT_NOT_POSITIVE")
    if basis in (IncentiveBasis.WON, IncentiveBasis.COLLECTED) and not (share is not None and 0 < share <= 100):
        raise invalid("source.incentive.percent", "A share lies above 0 and up to 100 per cent.", "OUT_OF_RANGE", least="0", most="100")
    return {
        "basis": basis,
        "amount": None if amount is None else {"currency_code": amount.currency, "minor": amount.minor},
        "percent": None if share is None else f"{share.normalize():f}",
        "terms": incentive.get("terms") or "",
    }


def rewards(incentive: Mapping[str, Any] | None, won: Sequence[Money], collected: Sequence[Money]) -> list[Money]:
    """What is promised for one sale, as stored incentives say; shares are rounded to the nearest unit, half a unit up."""
    match (incentive or {}).get("basis"):
        case IncentiveBasis.FIXED:
            amount = incentive["amount"]  # type: ignore[index]
            return [Money(amount["currency_code"], amount["minor"])]
        case IncentiveBasis.WON:
            return [_share(incentive, each) for each in won]
        case IncentiveBasis.COLLECTED:
            return [_share(incentive, each) for each in collected]
        case _:
            return []


def _share(incentive: Any, of: Money) -> Money:
    return Money.rounded(of.currency, of.amount * Decimal(incentive["percent"]) / 100)
