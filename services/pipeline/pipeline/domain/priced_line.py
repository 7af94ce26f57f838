"""Lines with a price: what contracts and orders are made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, TypeVar
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import MoneyOf
from pipeline.domain import pricing

L = TypeVar("L", bound="PricedLine")


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """A line as somebody wants to have it."""

    unit_price: Decimal
    quantity: Decimal = Decimal(1)
    tax_rate: Decimal = Decimal(0)
    tax_code: str = ""
    code: str = ""
    product_id: UUID | None = None
    description: str = ""
    unit: str = ""


@dataclass(eq=False, kw_only=True)
class PricedLine(Part):
    """One thing sold; `code` tells it apart from the others."""

    # What requests call the lines.
    where: ClassVar[str]

    position: int
    code: str
    currency: str
    product_id: UUID | None = None
    description: str = ""
    unit: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    tax_code: str = ""
    tax_rate: Decimal = Decimal(0)
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()

    @property
    def price(self) -> pricing.Price:
        return pricing.Price(self.net, self.tax, self.gross)

    @property
    def draft(self) -> LineDraft:
        """What it would be drafted from."""
        return LineDraft(
            unit_price=self.unit_price,
            quantity=self.quantity,
            tax_rate=self.tax_rate,
            tax_code=self.tax_code,
            code=self.code,
            product_id=self.product_id,
            description=self.description,
            unit=self.unit,
        )

    def take(self, draft: LineDraft, position: int, currency: str, *, prices_include_tax: bool) -> None:
        """Becomes what the draft says. Raises DomainError when quantity, price or rate is wrong or nothing is named."""
        where = f"{self.where}.{position - 1}"
        if draft.product_id is None and not draft.description.strip():
            raise invalid(where, "A line names a product or describes what is sold.", "MISSING")
        self.position, self.currency, self.product_id, self.description = position, currency, draft.product_id, draft.description
        self.unit, self.tax_code = draft.unit, draft.tax_code
        self.quantity = pricing.quantity(f"{where}.quantity", draft.quantity)
        self.unit_price = pricing.exact(f"{where}.unit_price", draft.unit_price)
        self.tax_rate = pricing.percent(f"{where}.tax_rate", draft.tax_rate)
        self.reprice(currency, prices_include_tax=prices_include_tax)

    def reprice(self, currency: str, *, prices_include_tax: bool) -> None:
        self.currency = currency
        field = f"{self.where}.{self.position - 1}.unit_price"
        price = pricing.price(currency, self.quantity, self.unit_price, self.tax_rate, includes_tax=prices_include_tax, field=field)
        self.net, self.tax, self.gross = price.net, price.tax, price.gross


def coded(drafts: Sequence[LineDraft]) -> list[LineDraft]:
    """A line is called by its position where nothing is said."""
    return [replace(draft, code=draft.code or str(position)) for position, draft in enumerate(drafts, start=1)]


def taken(
    kind: type[L],
    known: Sequence[L],
    drafts: Sequence[LineDraft],
    *,
    tenant_id: UUID,
    currency: str,
    prices_include_tax: bool,
    new_id: Callable[[], UUID],
) -> list[L]:
    """Lines as the coded drafts say. One whose code is known keeps its identity. Raises DomainError: LINE_CODE_TAKEN, a wrong line."""
    by_code = {line.code: line for line in known}
    lines: list[L] = []
    for position, draft in enumerate(drafts, start=1):
        if draft.code in {line.code for line in lines}:
            raise invalid(f"{kind.where}.{position - 1}.code", f"There is a line {draft.code!r} already.", "LINE_CODE_TAKEN")
        line = by_code.get(draft.code) or kind(id=new_id(), tenant_id=tenant_id, position=position, code=draft.code, currency=currency)
        line.take(draft, position, currency, prices_include_tax=prices_include_tax)
        lines.append(line)
    return lines
