"""What a sales order is made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import MoneyOf, split
from pipeline.domain import pricing
from pipeline.domain.priced_line import PricedLine

_LOTS = "sales_order.lots"


class SalesOrderState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RELEASED = "released"
    # Delivered in part.
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SalesOrderBasis(StrEnum):
    """What makes an order owed."""

    ORDER = "order"
    MONTHLY = "monthly"
    CONTRACT = "contract"


class OrderCredit(StrEnum):
    """What receivables says of an order that is approved."""

    PENDING = "pending"
    CLEAR = "clear"
    HELD = "held"


@dataclass(eq=False, kw_only=True)
class SalesOrderLine(PricedLine):
    """One thing ordered; `code` is what lots and terms call it."""

    where: ClassVar[str] = "sales_order.lines"


@dataclass(frozen=True, kw_only=True)
class LotDraft:
    """A lot as somebody wants to have it."""

    code: str
    line_code: str
    quantity: Decimal
    planned_date: date | None = None


@dataclass(eq=False, kw_only=True)
class OrderLot(Part):
    """What is delivered together of one line. `delivered_minor` is the sum of its deliveries; all of the amount once nothing is missing."""

    code: str
    line_code: str
    position: int
    quantity: Decimal
    currency: str
    planned_date: date | None = None
    amount_minor: int = 0
    delivered_quantity: Decimal = Decimal(0)
    delivered_minor: int = 0
    deliver_date: date | None = None

    amount = MoneyOf()
    delivered = MoneyOf()

    @property
    def draft(self) -> LotDraft:
        return LotDraft(code=self.code, line_code=self.line_code, quantity=self.quantity, planned_date=self.planned_date)

    @property
    def missing(self) -> Decimal:
        return self.quantity - self.delivered_quantity

    def deliver(self, quantity: Decimal) -> int:
        """Takes so much more as delivered, and returns its part of the amount in minor units: what is delivered in all is rounded down,
        and exact once nothing is missing. Never negative."""
        self.delivered_quantity += quantity
        due = self.amount_minor
        if self.missing:
            due = int(self.amount_minor * self.delivered_quantity / self.quantity)
        part = max(0, due - self.delivered_minor)
        self.delivered_minor += part
        return part

    def take_back(self, quantity: Decimal, minor: int) -> None:
        self.delivered_quantity -= quantity
        self.delivered_minor -= minor
        self.deliver_date = None


@dataclass(eq=False, kw_only=True)
class OrderDelivery(Part):
    """Only added. One that takes back another has its quantity and amount, negative."""

    lot_code: str
    position: int
    quantity: Decimal
    currency: str
    amount_minor: int
    delivery_date: date
    record_time: datetime
    evidence_attachment_id: UUID | None = None
    note: str = ""
    recorded_by: UUID | None = None
    reverses_id: UUID | None = None

    amount = MoneyOf()


@dataclass(frozen=True, kw_only=True)
class DeliveredLot:
    """Without a quantity, what is missing."""

    lot_code: str
    quantity: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """When something was delivered, and how we know. `by` is None for systems."""

    on: date
    evidence_attachment_id: UUID | None = None
    by: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Whether all of an order (no code), of a line or of a lot had arrived, and when."""

    code: str
    planned_date: date | None
    actual_date: date | None


def lots_of(
    lines: Sequence[SalesOrderLine], drafts: Sequence[LotDraft], known: Sequence[OrderLot], new_id: Callable[[], UUID]
) -> list[OrderLot]:
    """The lots of an order: as drafted, and of each line for which none is drafted one of its own code.

    The lots of a line share its gross by quantity, each rounded down, the rest in the last. Raises DomainError: LINE_UNKNOWN,
    LOT_CODE_TAKEN, LOTS_DO_NOT_SUM, a wrong quantity.
    """
    _check(lines, drafts)
    by_code = {lot.code: lot for lot in known}
    found: list[OrderLot] = []
    for line in lines:
        of_line = [each for each in drafts if each.line_code == line.code]
        of_line = of_line or [LotDraft(code=line.code, line_code=line.code, quantity=line.quantity)]
        if (sum_of := sum((each.quantity for each in of_line), Decimal(0))) != line.quantity:
            raise invalid(
                _LOTS,
                f"The lots of line {line.code} come to {sum_of.normalize():f}, not to {line.quantity.normalize():f}.",
                "LOTS_DO_NOT_SUM",
                line=line.code,
            )
        amounts = split(line.gross_minor, [each.quantity for each in of_line])
        for draft, minor in zip(of_line, amounts, strict=True):
            if draft.code in {lot.code for lot in found} or (draft.code == line.code and len(of_line) > 1):
                raise invalid(_LOTS, f"There is a lot {draft.code!r} already.", "LOT_CODE_TAKEN", code=draft.code)
            lot = by_code.get(draft.code) or _new_lot(new_id(), line, draft)
            lot.line_code, lot.position, lot.quantity, lot.planned_date = line.code, len(found) + 1, draft.quantity, draft.planned_date
            lot.currency, lot.amount_minor = line.currency, minor
            found.append(lot)
    return found


def _new_lot(id: UUID, line: SalesOrderLine, draft: LotDraft) -> OrderLot:
    code, quantity = draft.code, draft.quantity
    return OrderLot(id=id, tenant_id=line.tenant_id, code=code, line_code=line.code, position=0, quantity=quantity, currency=line.currency)


def _check(lines: Iterable[SalesOrderLine], drafts: Sequence[LotDraft]) -> None:
    codes = {line.code for line in lines}
    for index, draft in enumerate(drafts):
        where = f"{_LOTS}.{index}"
        if draft.line_code not in codes:
            raise invalid(f"{where}.line_code", f"The order has no line {draft.line_code!r}.", "LINE_UNKNOWN", line=draft.line_code)
        if not draft.code.strip():
            raise invalid(f"{where}.code", "A lot has a code.", "MISSING")
        if draft.code in codes and draft.code != draft.line_code:
            raise invalid(f"{where}.code", f"A line is called {draft.code!r} already.", "LOT_CODE_TAKEN", code=draft.code)
        pricing.quantity(f"{where}.quantity", draft.quantity)


def arrivals(lots: Sequence[OrderLot]) -> list[Arrival]:
    """Of the whole order first, then of each line that has several lots, then of each lot."""
    lines: dict[str, list[OrderLot]] = {}
    for lot in lots:
        lines.setdefault(lot.line_code, []).append(lot)
    several = [_arrival(code, of_line) for code, of_line in lines.items() if [lot.code for lot in of_line] != [code]]
    codes = {each.code for each in several}
    return [_arrival("", lots), *several, *(_arrival(lot.code, [lot]) for lot in lots if lot.code not in codes)]


def _arrival(code: str, lots: Sequence[OrderLot]) -> Arrival:
    planned = [lot.planned_date for lot in lots if lot.planned_date is not None]
    actual = [lot.deliver_date for lot in lots if lot.deliver_date is not None]
    return Arrival(
        code,
        max(planned) if planned and len(planned) == len(lots) else None,
        max(actual) if actual and len(actual) == len(lots) else None,
    )
