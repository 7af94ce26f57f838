"""How well money comes in, over a period: computed from ledger entries alone. `receivables.key_figures` says the same in SQL.

opening + arisen - collected - written off = closing

collection rate (回款率)              collected of what was due / what was due by the end: open at the beginning, or arisen since
collection effectiveness (CEI)        collected / (opening + arisen - closing that is not overdue); Credit Research Foundation
days sales outstanding (DSO)          counted back: the days of the last months whose invoices make up what is owed
best possible DSO                     the same of what is owed and not overdue
average days delinquent (DDO)         DSO - best possible DSO
average days late                     of what was collected, weighted by amount: the days past its due date
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from chassis.errors import invalid
from receivables.domain.entries import Known
from receivables.domain.ledger import RECEIVABLE_KINDS, Kind, Transaction, TransactionKind

# What money that came, or that was taken back, does to claims. What a red invoice credits is no money.
PAYING = (TransactionKind.ALLOCATION, TransactionKind.ALLOCATION_REVERSAL)
# What gives up claims, and takes that back: it collects nothing, and does not lessen what was to be collected.
GIVING_UP = (TransactionKind.WRITE_OFF, TransactionKind.WRITE_OFF_REVERSAL)
_RATE, _DAYS = Decimal("0.0001"), Decimal("0.1")
MOST_DAYS = 1_100
# So far days outstanding are counted back.
MONTHS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < MOST_DAYS:
            raise invalid("from_date", f"A period begins before it ends, and takes {MOST_DAYS} days at most.", "PERIOD_INVALID")


@dataclass(frozen=True, slots=True)
class Invoiced:
    """What was invoiced in so many days, in minor units; what was taken back in red less."""

    days: int
    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Movements:
    """What happened to the receivables of a period, in minor units of one currency."""

    opening_minor: int = 0
    # What was claimed, less what was taken back without being paid: credits, bank fees, rounding differences.
    arisen_minor: int = 0
    collected_minor: int = 0
    # What was written off, less what was recovered.
    written_off_minor: int = 0
    closing_minor: int = 0
    # Of the closing balance.
    overdue_minor: int = 0
    # What had to be paid by the end of the period: of the opening balance, and of what arose; and what of it was.
    due_minor: int = 0
    collected_due_minor: int = 0
    # Minor units times days past the due date, of what was collected.
    late_minor_days: int = 0

    @property
    def current_minor(self) -> int:
        return self.closing_minor - self.overdue_minor

    @property
    def collection_rate(self) -> Decimal | None:
        """Between 0 and 1; None where nothing was due."""
        return _ratio(self.collected_due_minor, self.due_minor)

    @property
    def effectiveness(self) -> Decimal | None:
        """Between 0 and 1; None where nothing could have been collected. 1 says that nothing is overdue."""
        return _ratio(self.collected_minor, self.opening_minor + self.arisen_minor - self.current_minor)

    @property
    def average_days_late(self) -> Decimal | None:
        """None where nothing was collected."""
        if self.collected_minor <= 0:
            return None
        return (Decimal(self.late_minor_days) / self.collected_minor).quantize(_DAYS, ROUND_HALF_UP)


def _ratio(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(_RATE, ROUND_HALF_UP) if whole > 0 else None


def days_outstanding(owed_minor: int, invoiced: Sequence[Invoiced]) -> Decimal | None:
    """Counted back, the last month first, until its invoices make up what is owed; of the last one the share that is needed.

    None where nothing was ever invoiced, and where all that is known does not reach.
    """
    left, days = owed_minor, Decimal(0)
    for month in invoiced:
        if left <= 0:
            break
        if month.minor >= left:
            days, left = days + Decimal(month.days) * left / month.minor, 0
        else:
            days, left = days + month.days, left - month.minor
    known = any(month.minor > 0 for month in invoiced)
    return days.quantize(_DAYS, ROUND_HALF_UP) if known and left <= 0 else None


def months_back(period: Period) -> list[Period]:
    """The months up to the last day, the last one first; that one ends there."""
    months, last = [], period.last
    for _ in range(MONTHS):
        months.append(Period(last.replace(day=1), last))
        last = months[-1].first - timedelta(days=1)
    return months


def movements(
    transactions: Iterable[Transaction], period: Period, known: Known, currency: str, credit_ids: Collection[UUID] = ()
) -> Movements:
    """Of all claims in one currency; `known.as_of` is the last day. `credit_ids` are receipts that are no money: what red invoices left."""
    sums = dict.fromkeys(Movements.__slots__, 0)
    for transaction in filter(known.knows, transactions):
        day = known.day(transaction)
        credited = any(leg.account.kind is Kind.UNAPPLIED and leg.account.subject_id in credit_ids for leg in transaction.legs)
        paying, within = transaction.kind in PAYING and not credited, day >= period.first
        given_up = transaction.kind in GIVING_UP
        for leg in transaction.legs:
            if leg.account.kind not in RECEIVABLE_KINDS or leg.account.currency != currency or leg.due_date is None:
                continue
            overdue, due = leg.due_date < period.last, leg.due_date <= period.last
            sums["closing_minor"] += leg.minor
            sums["overdue_minor"] += leg.minor * overdue
            sums["opening_minor"] += leg.minor * (not within)
            sums["arisen_minor"] += leg.minor * (within and not paying and not given_up)
            sums["written_off_minor"] -= leg.minor * (within and given_up)
            sums["collected_minor"] -= leg.minor * (within and paying)
            sums["due_minor"] += leg.minor * (due and not (within and (paying or given_up)))
            sums["collected_due_minor"] -= leg.minor * (due and within and paying)
            sums["late_minor_days"] -= leg.minor * max(0, (day - leg.due_date).days) * (within and paying)
    return Movements(**sums)
