"""The rows of a statement, worked out from entries of the ledger alone.

For each section: opening + what the lines move = closing, and for each section of claims the items make up the closing balance. Claims
are positive as in the ledger; money that we hold for the customer is a credit there, and positive here.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.money import Money
from receivables.domain.account_statement.states import StatementMovement, StatementSection
from receivables.domain.ageing import KINDS
from receivables.domain.ledger import Kind, TransactionKind
from receivables.domain.terms import Layer

_LAYERS = {
    Layer.NORMAL: StatementSection.RECEIVABLE,
    Layer.RETENTION: StatementSection.RETENTION,
    Layer.ADVANCE: StatementSection.ADVANCE,
}
SECTIONS: Mapping[Kind, StatementSection] = {
    **{kind: section for layer, section in _LAYERS.items() for kind in KINDS[layer]},
    # Money of which it is not known whose it is names no customer.
    Kind.UNAPPLIED: StatementSection.HELD,
    Kind.ADVANCE: StatementSection.HELD,
}
_MOVEMENTS = {
    TransactionKind.CLAIM: StatementMovement.CLAIM,
    TransactionKind.OPENING_BALANCE: StatementMovement.CLAIM,
    TransactionKind.OPENING_BALANCE_REVERSAL: StatementMovement.CHANGE,
    TransactionKind.LATE_INTEREST: StatementMovement.CLAIM,
    TransactionKind.REVISION: StatementMovement.CHANGE,
    TransactionKind.TERMINATION: StatementMovement.CHANGE,
    TransactionKind.INVOICE: StatementMovement.INVOICE,
    TransactionKind.RED_INVOICE: StatementMovement.RED_INVOICE,
    TransactionKind.RECEIPT: StatementMovement.RECEIPT,
    TransactionKind.IDENTIFICATION: StatementMovement.RECEIPT,
    TransactionKind.ALLOCATION: StatementMovement.ALLOCATION,
    TransactionKind.ADVANCE: StatementMovement.ADVANCE,
    TransactionKind.ADVANCE_RELEASE: StatementMovement.ADVANCE,
    TransactionKind.ALLOCATION_REVERSAL: StatementMovement.REVERSAL,
    TransactionKind.RECEIPT_REVERSAL: StatementMovement.REVERSAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the customer, company and currency that the statement is about. `minor` as in the ledger: debit is positive."""

    transaction_id: UUID
    transaction_kind: str
    kind: Kind
    subject_id: UUID | None
    minor: int
    business_date: date
    posting_date: date
    create_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What one account held under one claim date and due date: before the period, and at its end."""

    kind: Kind
    subject_id: UUID | None
    claim_date: date | None
    due_date: date | None
    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Name:
    """What people call an instalment or a receipt, and its contract's number; of a receipt its own."""

    document: str = ""
    instalment: str = ""
    contract_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StatementBalance:
    section: StatementSection
    currency: str
    opening_minor: int
    increase_minor: int
    decrease_minor: int
    closing_minor: int
    overdue_minor: int

    @property
    def opening(self) -> Money:
        return Money(self.currency, self.opening_minor)

    @property
    def increase(self) -> Money:
        return Money(self.currency, self.increase_minor)

    @property
    def decrease(self) -> Money:
        return Money(self.currency, self.decrease_minor)

    @property
    def closing(self) -> Money:
        return Money(self.currency, self.closing_minor)

    @property
    def overdue(self) -> Money:
        return Money(self.currency, self.overdue_minor)


@dataclass(frozen=True, slots=True)
class StatementItem:
    position: int
    section: StatementSection
    instalment_id: UUID
    instalment_name: str
    contract_id: UUID | None
    contract_number: str
    claim_date: date | None
    due_date: date | None
    currency: str
    minor: int
    overdue: bool

    @property
    def amount(self) -> Money:
        return Money(self.currency, self.minor)


@dataclass(frozen=True, slots=True)
class StatementLine:
    position: int
    section: StatementSection
    movement: StatementMovement
    business_date: date
    posting_date: date
    document_number: str
    instalment_name: str
    currency: str
    minor: int
    invoiced_minor: int
    balance_minor: int

    @property
    def amount(self) -> Money:
        return Money(self.currency, self.minor)

    @property
    def invoiced(self) -> Money:
        return Money(self.currency, self.invoiced_minor)

    @property
    def balance(self) -> Money:
        return Money(self.currency, self.balance_minor)


@dataclass(frozen=True, slots=True)
class Rows:
    """All that a statement says in figures."""

    balances: tuple[StatementBalance, ...]
    items: tuple[StatementItem, ...]
    lines: tuple[StatementLine, ...]

    def of(self, section: StatementSection) -> StatementBalance | None:
        return next((each for each in self.balances if each.section is section), None)


def rows(balances: Sequence[Balance], entries: Sequence[Entry], names: Mapping[UUID, Name], *, currency: str, to_date: date) -> Rows:
    """The statement as of `to_date`. Raises ValueError where opening, entries and closing do not fit: then the ledger was misread."""
    opening, closing, overdue = (defaultdict[StatementSection, int](int) for _ in range(3))
    for each in balances:
        section = SECTIONS[each.kind]
        opening[section] += _signed(section, each.opening)
        closing[section] += _signed(section, each.closing)
        if section is not StatementSection.HELD and each.due_date is not None and each.due_date < to_date:
            overdue[section] += each.closing
    lines = tuple(_lines(entries, names, opening, currency))
    moved: dict[tuple[StatementSection, bool], int] = defaultdict(int)
    for line in lines:
        moved[line.section, line.minor > 0] += line.minor
    for section in StatementSection:
        if opening[section] + moved[section, True] + moved[section, False] != closing[section]:
            raise ValueError(f"The entries of '{section}' do not lead from its opening to its closing balance.")
    seen = {section for section in StatementSection if opening[section] or closing[section]} | {line.section for line in lines}
    return Rows(
        tuple(
            StatementBalance(
                section,
                currency,
                opening[section],
                moved[section, True],
                -moved[section, False],
                closing[section],
                overdue[section],
            )
            for section in StatementSection
            if section in seen
        ),
        tuple(_items(balances, names, currency, to_date)),
        lines,
    )


def _signed(section: StatementSection, minor: int) -> int:
    return -minor if section is StatementSection.HELD else minor


def _items(balances: Iterable[Balance], names: Mapping[UUID, Name], currency: str, to_date: date) -> Iterable[StatementItem]:
    """One for each instalment and due date, the oldest first; what is invoiced of it and what is not are one."""
    open_: dict[tuple[StatementSection, UUID, date | None, date | None], int] = defaultdict(int)
    for each in balances:
        section = SECTIONS[each.kind]
        if section is not StatementSection.HELD and each.subject_id is not None:
            open_[section, each.subject_id, each.claim_date, each.due_date] += each.closing
    found = [(key, minor) for key, minor in open_.items() if minor]
    found.sort(key=lambda item: (list(StatementSection).index(item[0][0]), item[0][3] or date.max, item[0][2] or date.max, item[0][1]))
    for position, ((section, id, claim_date, due_date), minor) in enumerate(found, start=1):
        name = names.get(id, Name())
        late = due_date is not None and due_date < to_date
        yield StatementItem(
            position, section, id, name.instalment, name.contract_id, name.document, claim_date, due_date, currency, minor, late
        )


def _lines(
    entries: Iterable[Entry], names: Mapping[UUID, Name], opening: Mapping[StatementSection, int], currency: str
) -> Iterable[StatementLine]:
    """One for each posting, section and subject, in the order in which they were made known."""
    grouped: dict[tuple[UUID, StatementSection, UUID | None], list[Entry]] = defaultdict(list)
    for each in sorted(entries, key=lambda entry: (entry.posting_date, entry.create_time, entry.transaction_id)):
        grouped[each.transaction_id, SECTIONS[each.kind], each.subject_id].append(each)
    balance = defaultdict(int, opening)
    position = 0
    for (_, section, subject_id), parts in grouped.items():
        minor = sum(_signed(section, part.minor) for part in parts)
        invoiced = sum(part.minor for part in parts if part.kind is Kind.RECEIVABLE_INVOICED)
        movement = movement_of(parts[0].transaction_kind)
        of_invoice = movement in (StatementMovement.INVOICE, StatementMovement.RED_INVOICE)
        if not minor and not (of_invoice and invoiced):
            continue
        position += 1
        balance[section] += minor
        name = names.get(subject_id, Name()) if subject_id else Name()
        yield StatementLine(
            position,
            section,
            movement,
            parts[0].business_date,
            parts[0].posting_date,
            name.document,
            name.instalment,
            currency,
            minor,
            invoiced if of_invoice else 0,
            balance[section],
        )


def movement_of(transaction_kind: str) -> StatementMovement:
    """What the customer calls it; whatever has no name of its own is an adjustment."""
    return _MOVEMENTS.get(TransactionKind(transaction_kind), StatementMovement.ADJUSTMENT)


def checksum(head: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """SHA-256 over what it is about and its rows, in one way of writing them."""
    text = json.dumps({"head": head, "rows": content}, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def amounts(rows: Rows) -> tuple[object, ...]:
    """What the ledger alone says of them, whatever people call their instalments by now."""
    return (
        rows.balances,
        tuple((each.section, each.instalment_id, each.claim_date, each.due_date, each.minor) for each in rows.items),
        tuple((each.section, each.movement, each.posting_date, each.minor, each.invoiced_minor, each.balance_minor) for each in rows.lines),
    )
