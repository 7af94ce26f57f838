"""What opening balances come to, and whether that is what the old books say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.errors import invalid
from chassis.money import Money
from receivables.domain.opening.line import OpeningLine
from receivables.domain.opening.states import OpeningLineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningSum:
    """In one currency; `overdue` is of what customers owe, on the day of the cut-over."""

    receivables: Money
    retention: Money
    advances: Money
    overdue: Money

    @property
    def currency(self) -> str:
        return self.receivables.currency

    @property
    def owed(self) -> Money:
        return self.receivables + self.retention


def sums(lines: Sequence[OpeningLine], cut_over: date) -> list[OpeningSum]:
    """One per currency, in the order of their codes."""

    def summed(currency: str, wanted: Sequence[OpeningLine]) -> Money:
        return sum((line.amount for line in wanted if line.amount.currency == currency), Money.zero(currency))

    by_kind = {kind: [line for line in lines if line.kind is kind] for kind in OpeningLineKind}
    late = [line for line in lines if line.due_date is not None and line.due_date < cut_over]
    return [
        OpeningSum(
            receivables=summed(currency, by_kind[OpeningLineKind.RECEIVABLE]),
            retention=summed(currency, by_kind[OpeningLineKind.RETENTION]),
            advances=summed(currency, by_kind[OpeningLineKind.ADVANCE]),
            overdue=summed(currency, late),
        )
        for currency in sorted({line.amount.currency for line in lines})
    ]


def check_totals(found: Sequence[OpeningSum], owed: Sequence[Money], advances: Sequence[Money]) -> None:
    """Raises CHECK_TOTAL_OFF where they are not what the old books say, to the cent: a currency without a total has one of nothing."""
    for field, totals, lines in (
        ("check_totals", owed, {each.currency: each.owed for each in found}),
        ("advance_check_totals", advances, {each.currency: each.advances for each in found}),
    ):
        said = {total.currency: total for total in totals}
        if len(said) < len(totals):
            raise invalid(field, "Name each currency once.", "CURRENCY_TWICE")
        for currency in sorted({*said, *lines}):
            nothing = Money.zero(currency)
            expected, reached = said.get(currency, nothing), lines.get(currency, nothing)
            if expected != reached:
                off = reached - expected
                detail = f"The lines come to {reached}, the check total is {expected}: {off} off."
                raise invalid(field, detail, "CHECK_TOTAL_OFF", sum=str(reached), total=str(expected), off=str(off))
