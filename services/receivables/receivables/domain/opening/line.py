"""Lines of opening balances: as somebody gives them, and as they are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.errors import Violation
from chassis.money import MAX_MINOR, Money
from receivables.domain.opening.states import OpeningLineKind
from receivables.domain.terms import YEARS


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """Where something stands: a field of the request, or a row of the file."""

    place: str
    row_number: int

    def wrong(self, column: str, reason: str, detail: str) -> Violation:
        return Violation(f"{self.place}.{column}", f"Row {self.row_number}, {column}: {detail}", reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine(GivenRow):
    """A line as it came."""

    customer_id: UUID | None = None
    customer_name: str = ""
    document_number: str = ""
    kind: OpeningLineKind = OpeningLineKind.RECEIVABLE
    amount: Money
    due_date: date | None = None
    original_date: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """One that is right. Its id is that of the instalment, or of the receipt, that it becomes."""

    id: UUID
    row_number: int
    customer_id: UUID
    customer_name: str
    document_number: str
    kind: OpeningLineKind
    amount: Money
    due_date: date | None
    original_date: date
    name: str

    @property
    def is_advance(self) -> bool:
        return self.kind is OpeningLineKind.ADVANCE

    @property
    def document(self) -> tuple[UUID, str, str]:
        """Lines of one document in one currency are one plan."""
        return self.customer_id, self.document_number, self.amount.currency


def faults(given: GivenLine, cut_over: date) -> Iterator[Violation]:
    """What is wrong with a line by itself; whose it is, others know."""
    if not given.customer_id and not given.customer_name.strip():
        yield given.wrong("customer_name", "CUSTOMER_MISSING", "Say which customer it is.")
    if not 0 < given.amount.minor <= MAX_MINOR:
        yield given.wrong("amount", "AMOUNT_NOT_POSITIVE", f"What is open is more than zero; it is {given.amount}.")
    if given.kind is OpeningLineKind.ADVANCE:
        if given.due_date is not None:
            yield given.wrong("due_date", "ADVANCE_NOT_DUE", "Money that came in advance is due on no day.")
    else:
        yield from _owed(given)
    if given.original_date is not None and given.original_date > cut_over:
        detail = f"{given.original_date} lies after the cut-over on {cut_over}."
        yield given.wrong("original_date", "DAY_AFTER_CUT_OVER", detail)
    for column, day in (("due_date", given.due_date), ("original_date", given.original_date)):
        if day is not None and day.year not in YEARS:
            yield given.wrong(column, "DAY_INVALID", f"No claim reaches to {day}.")


def _owed(given: GivenLine) -> Iterator[Violation]:
    if not given.document_number.strip():
        yield given.wrong("document_number", "DOCUMENT_MISSING", "Say the number of the contract or of the document.")
    if given.due_date is None:
        yield given.wrong("due_date", "DUE_DATE_MISSING", "Say when it is, or was, due.")
    elif given.original_date is not None and given.due_date < given.original_date:
        yield given.wrong("due_date", "DUE_BEFORE_OWED", f"Due on {given.due_date} it was not owed yet, but since {given.original_date}.")


def kept(given: GivenLine, id: UUID, customer_id: UUID, customer_name: str, cut_over: date) -> OpeningLine:
    """As it is kept, once nothing is wrong with it."""
    return OpeningLine(
        id=id,
        row_number=given.row_number,
        customer_id=customer_id,
        customer_name=customer_name,
        document_number=given.document_number.strip(),
        kind=given.kind,
        amount=given.amount,
        due_date=given.due_date,
        original_date=given.original_date or min(given.due_date or cut_over, cut_over),
        name=given.name.strip(),
    )


def twins(given: Sequence[GivenLine], whose: Sequence[UUID]) -> Iterator[Violation]:
    """Lines that say the same as one before them: most likely one that was copied twice."""
    seen: dict[tuple[object, ...], int] = {}
    for line, customer_id in zip(given, whose, strict=True):
        key = (customer_id, line.document_number, line.kind, line.amount, line.due_date, line.original_date, line.name)
        if (first := seen.setdefault(key, line.row_number)) != line.row_number:
            detail = f"Row {first} says the same; say in its name what tells it apart."
            yield line.wrong("document_number", "LINE_TWICE", detail)
