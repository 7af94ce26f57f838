"""The entries of the ledger as reports read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from receivables.domain.ledger import Leg, Transaction


class DayBasis(StrEnum):
    """Which day of a posting a report goes by."""

    POSTING_DATE = "posting_date"
    BUSINESS_DATE = "business_date"


@dataclass(frozen=True, slots=True)
class Known:
    """What a report knows: postings up to the day `as_of` that had been made by `known_at`."""

    as_of: date
    known_at: datetime
    by: DayBasis = DayBasis.POSTING_DATE

    def day(self, transaction: Transaction) -> date:
        return transaction.posting_date if self.by is DayBasis.POSTING_DATE else transaction.business_date

    def knows(self, transaction: Transaction) -> bool:
        return self.day(transaction) <= self.as_of and transaction.create_time <= self.known_at


def legs_known(transactions: Iterable[Transaction], known: Known) -> Iterator[Leg]:
    return (leg for transaction in transactions if known.knows(transaction) for leg in transaction.legs)
