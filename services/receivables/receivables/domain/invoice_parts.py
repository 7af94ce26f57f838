"""What an invoice consists of besides its lines: what it covers, and what was done with it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import Money, MoneyOf
from receivables.domain.states import InvoiceState, InvoiceType

_DIGITAL = re.compile(r"\d{20}")
_PAPER_CODE, _PAPER_NUMBER = re.compile(r"\d{10}|\d{12}"), re.compile(r"\d{8}")


@dataclass(eq=False, kw_only=True)
class InvoiceCoverage(Part):
    """So much of an instalment. `covered` is what of it is in force; of an invoice in red nothing ever is: it takes from the other."""

    invoice_id: UUID
    position: int
    payment_plan_id: UUID
    instalment_id: UUID
    currency: str
    amount_minor: int
    covered_minor: int = 0

    amount = MoneyOf()
    covered = MoneyOf()


@dataclass(eq=False, kw_only=True)
class InvoiceStep(Part):
    """Only added."""

    invoice_id: UUID
    position: int
    state: InvoiceState
    step_date: date
    person_id: UUID | None
    create_time: datetime
    note: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """发票代码 and 发票号码, as they are printed on it."""

    number: str
    code: str = ""

    def check(self, kind: InvoiceType) -> None:
        """Raises INVOICE_NUMBER_INVALID for what no tax system prints."""
        if kind.is_digital and (self.code or not _DIGITAL.fullmatch(self.number)):
            raise invalid("invoice_number", "A digital invoice has a number of 20 digits, and no code.", "INVOICE_NUMBER_INVALID")
        if kind is InvoiceType.PAPER and not (_PAPER_CODE.fullmatch(self.code) and _PAPER_NUMBER.fullmatch(self.number)):
            detail = "A paper invoice has a code of 10 or 12 digits and a number of 8."
            raise invalid("invoice_number", detail, "INVOICE_NUMBER_INVALID")
        if not kind.is_tax and (self.code or not self.number.strip()):
            raise invalid("invoice_number", "Give it a number, and no code.", "INVOICE_NUMBER_INVALID")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So much of an instalment is to be covered, or taken back; as much as possible where nothing is said."""

    instalment_id: UUID
    amount: Money | None = None
