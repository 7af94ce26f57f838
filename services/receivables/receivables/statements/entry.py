"""What any statement says, whatever it is written in."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chassis.errors import DomainError, Kind, Violation
from chassis.ids import derived_id
from chassis.money import Money

# So many entries are taken at once; a year of a busy account is several files.
MOST_ENTRIES = 20_000
FIELD = "content"


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement on our account. The amount is never negative; `row` says where in the file it stands."""

    row: int
    day: date
    amount: Money
    incoming: bool
    serial: str = ""
    payer_name: str = ""
    payer_account: str = ""
    memo: str = ""

    @property
    def signed(self) -> Money:
        return self.amount if self.incoming else -self.amount


@dataclass(frozen=True, slots=True)
class StatementFile:
    """`account` is our account as the file calls it; opening and closing are there where the file says both."""

    currency: str
    entries: Sequence[Entry]
    account: str = ""
    opening: Money | None = None
    closing: Money | None = None
    profile: str = field(default="", compare=False)

    def check_balance(self) -> None:
        """Opening and all movements make up closing. Raises STATEMENT_UNBALANCED: then something of the file is missing."""
        if self.opening is None or self.closing is None:
            return
        reached = sum((entry.signed for entry in self.entries), self.opening)
        if reached != self.closing:
            raise wrong(
                f"The file says {self.opening} at first and {self.closing} at last; its movements come to {reached}.",
                "STATEMENT_UNBALANCED",
                off=str(reached - self.closing),
            )


def with_serials(entries: Sequence[Entry]) -> list[Entry]:
    """Every entry under a name that is its own, and the same in each file that has it.

    Where the bank gives none it is made of what the entry says; entries that say the same on one day are told apart by their order in it.
    """
    seen: dict[object, int] = {}
    named = []
    for entry in entries:
        said = (entry.day, entry.signed.minor, entry.payer_name, entry.payer_account, entry.memo)
        key = entry.serial or said
        seen[key] = seen.get(key, 0) + 1
        if not entry.serial:
            named.append(replace(entry, serial=f"~{derived_id('statement_entry', *said, seen[key])}"))
        else:
            # A bank that books a payment and its fee under one number means two movements.
            named.append(entry if seen[key] == 1 else replace(entry, serial=f"{entry.serial}/{seen[key]}"))
    return named


def unreadable(detail: str) -> DomainError:
    return wrong(detail, "STATEMENT_UNREADABLE")


def wrong(detail: str, reason: str, **metadata: str) -> DomainError:
    return DomainError(Kind.INVALID, reason, detail, metadata=metadata, violations=(Violation(FIELD, detail, reason),))


def wrong_cell(row: int, column: str, detail: str) -> DomainError:
    """Says where."""
    return wrong(f"Row {row}, column {column}: {detail}", "STATEMENT_CELL_WRONG", row=str(row), column=column)
