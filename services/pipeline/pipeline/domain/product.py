"""What we sell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from chassis.search import search_text, sort_key
from pipeline.domain.pricing import exact, percent


@dataclass(eq=False, kw_only=True)
class Product(Archivable, Aggregate):
    """Something on the price list. It belongs to the company, not to a person; people know it by its code."""

    code: str
    name: str
    sort_key: str = ""
    search_text: str = ""
    series: str = ""
    category: str = ""
    unit: str = ""
    description: str = ""
    list_price: Decimal | None = None
    currency: str = ""
    price_includes_tax: bool = False
    tax_code: str = ""
    tax_rate: Decimal | None = None
    aliases: list[str] = field(default_factory=list)
    business_unit: str = ""
    product_line: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where they do not fit together."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.sort_key = sort_key(self.name)
        self._check()

    def _check(self) -> None:
        if not self.code.strip():
            raise invalid("product.code", "A product needs a code.", "MISSING")
        if not self.name.strip():
            raise invalid("product.name", "A product needs a name.", "MISSING")
        if self.list_price is not None:
            exact("product.list_price", self.list_price)
            if not self.currency:
                raise invalid("product.currency", "A list price needs a currency.", "MISSING")
        if self.tax_rate is not None:
            percent("product.tax_rate", self.tax_rate)
        self.aliases = _distinct(self.aliases, self.name)

    def searchable(self) -> str:
        return search_text(self.code, self.name, *self.aliases)

    def is_called(self, text: str) -> bool:
        """Whether this is its code, its name or one of its aliases; case and outer blanks do not count."""
        return _plain(text) in {_plain(each) for each in (self.code, self.name, *self.aliases)}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _distinct(aliases: Sequence[str], name: str) -> list[str]:
    """Aliases without blanks around them, without repetitions and without the name itself."""
    seen = {_plain(name), ""}
    kept = []
    for alias in aliases:
        if _plain(alias) not in seen:
            seen.add(_plain(alias))
            kept.append(" ".join(alias.split()))
    return kept
