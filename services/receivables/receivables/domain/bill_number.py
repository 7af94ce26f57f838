"""Numbers of bills (票据（包）号) and the ranges of their parts (子票区间).

An electronic bill has 30 digits: its kind, 12 of the bank of the drawer, the day on which it was registered, 8 of the series of that
day, and a check digit. One issued by the new generation of the bill system (新一代票据业务系统) of the Shanghai Commercial Paper
Exchange consists of parts of 0.01 each, numbered from 1; the range "1-5000000" is 50,000.00, and "0" is a bill that goes as a whole.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from chassis.errors import invalid
from chassis.money import Money
from receivables.domain.states import BillKind

_ELECTRONIC, _PAPER = re.compile(r"\d{30}"), re.compile(r"\d{16}")
_REGISTERED = slice(13, 21)
_RANGE = re.compile(r"([1-9]\d{0,11})-([1-9]\d{0,11})")
_WHOLE = ("", "0")


def check_number(kind: BillKind, number: str, received: date) -> None:
    """Raises BILL_NUMBER_INVALID for what no bill is called. Platforms of digital claims call theirs as they like."""
    if kind is BillKind.DIGITAL_CLAIM or _PAPER.fullmatch(number):
        return
    if not _ELECTRONIC.fullmatch(number):
        raise _invalid("An electronic bill has a number of 30 digits, a paper one of 16.")
    registered = _day(number[_REGISTERED])
    if registered is None or registered > received:
        raise _invalid(f"Its digits 14 to 21 are the day on which it was registered; {number[_REGISTERED]} is none before {received}.")


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def _invalid(detail: str) -> Exception:
    return invalid("receipt.bill_number", detail, "BILL_NUMBER_INVALID")


@dataclass(frozen=True, slots=True)
class SubRange:
    """Parts of 0.01 each, the first and the last included."""

    first: int
    last: int

    @classmethod
    def of(cls, text: str, amount: Money) -> "SubRange | None":
        """None for a bill that goes as a whole. Raises SUB_RANGE_INVALID for a range that is not of this amount."""
        if text in _WHOLE:
            return None
        found = _RANGE.fullmatch(text)
        if found is None or int(found[2]) - int(found[1]) + 1 != amount.minor:
            detail = f'A range is written "1-{amount.minor}": the first and the last of its parts of 0.01, which make up {amount}.'
            raise invalid("receipt.bill_sub_range", detail, "SUB_RANGE_INVALID", amount=str(amount))
        return cls(int(found[1]), int(found[2]))

    def split(self, minor: int) -> tuple["SubRange", "SubRange"]:
        """The first so many parts, and the rest."""
        return SubRange(self.first, self.first + minor - 1), SubRange(self.first + minor, self.last)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"
