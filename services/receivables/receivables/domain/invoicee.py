"""Whom an invoice is made out to (受票方)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from chassis.errors import invalid
from receivables.domain.states import InvoiceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoicee:
    title: str = ""
    tax_number: str = ""
    address: str = ""
    phone: str = ""
    bank_name: str = ""
    bank_account: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str] | None, kept: "Invoicee") -> "Invoicee":
        """What is typed; what is not is taken from what the account keeps (开票资料)."""
        typed = {each.name: (given or {}).get(each.name, "").strip() for each in fields(cls)}
        return cls(**{name: typed[name] or value for name, value in asdict(kept).items()})

    def check(self, kind: InvoiceType) -> None:
        """Raises INVOICEE_INCOMPLETE for what no tax system would take."""
        if not self.title:
            raise invalid("invoice.invoicee.title", "Say whom the invoice is made out to.", "INVOICEE_INCOMPLETE")
        if kind is InvoiceType.VAT_SPECIAL and not self.tax_number:
            raise invalid(
                "invoice.invoicee.tax_number", "A special VAT invoice needs the tax number of its customer.", "INVOICEE_INCOMPLETE"
            )
