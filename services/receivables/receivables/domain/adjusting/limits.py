"""How much one person may adjust alone, and from how much on an executive has a say."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from chassis.errors import invalid
from chassis.money import Money
from receivables.domain.adjusting.states import AdjustmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentLimits:
    """One amount per currency. A currency that is not named has a limit of nothing: there are no exchange rates here, and what nobody
    thought of should be seen by more people rather than by fewer."""

    rounding: tuple[Money, ...] = (Money("CNY", 10_00), Money("USD", 1_00), Money("EUR", 1_00), Money("HKD", 10_00), Money("JPY", 200))
    bank_fee: tuple[Money, ...] = (
        Money("CNY", 200_00),
        Money("USD", 50_00),
        Money("EUR", 50_00),
        Money("HKD", 250_00),
        Money("JPY", 5_000),
    )
    write_off: tuple[Money, ...] = (Money("CNY", 100_000_00), Money("USD", 14_000_00), Money("EUR", 13_000_00), Money("HKD", 110_000_00))

    late_interest_waiver: tuple[Money, ...] = (
        Money("CNY", 20_000_00),
        Money("USD", 3_000_00),
        Money("EUR", 2_500_00),
        Money("HKD", 22_000_00),
    )

    def needs_approval(self, kind: AdjustmentKind, amount: Money) -> bool:
        """Refunds, write-offs and waivers always do."""
        match kind:
            case AdjustmentKind.ROUNDING:
                return _beyond(amount, self.rounding)
            case AdjustmentKind.BANK_FEE:
                return _beyond(amount, self.bank_fee)
        return True

    def needs_confirmation(self, kind: AdjustmentKind, amount: Money) -> bool:
        """Does an executive have to confirm it besides?"""
        match kind:
            case AdjustmentKind.WRITE_OFF:
                return _beyond(amount, self.write_off)
            case AdjustmentKind.LATE_INTEREST_WAIVER:
                return _beyond(amount, self.late_interest_waiver)
        return False

    def checked(self, path: str) -> "AdjustmentLimits":
        """Raises DomainError where a currency is named twice, and for less than nothing."""
        for field in fields(self):
            limits: tuple[Money, ...] = getattr(self, field.name)
            if len({limit.currency for limit in limits}) < len(limits):
                raise invalid(f"{path}.{field.name}", "Name each currency once.", "NAMED_TWICE")
            if any(limit.minor < 0 for limit in limits):
                raise invalid(f"{path}.{field.name}", "A limit is not negative.", "AMOUNT_NEGATIVE")
        return self

    def with_changes(self, changes: dict[str, Any]) -> "AdjustmentLimits":
        present = {field.name: getattr(self, field.name) for field in fields(self)}
        return AdjustmentLimits(**(present | {name: tuple(value) for name, value in changes.items()}))


def _beyond(amount: Money, limits: Iterable[Money]) -> bool:
    return not any(limit.currency == amount.currency and amount <= limit for limit in limits)
