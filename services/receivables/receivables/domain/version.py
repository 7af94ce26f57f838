"""Versions of a plan: what each changed, why, and how much money moved by how many days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from chassis.aggregate import Part
from chassis.money import Money, MoneyOf
from receivables.domain.instalment import Instalment
from receivables.domain.states import ChangeKind, VersionCause
from receivables.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """What a version did to one instalment. The payment date is the day on which its money is due or expected."""

    instalment_id: UUID
    name: str
    kind: ChangeKind
    previous_amount: Money | None = None
    amount: Money | None = None
    previous_payment_date: date | None = None
    payment_date: date | None = None

    @property
    def days(self) -> int:
        """How much later its money comes; earlier is negative."""
        return (self.payment_date - self.previous_payment_date).days if self.payment_date and self.previous_payment_date else 0


@dataclass(eq=False, kw_only=True)
class PlanVersion(Part):
    payment_plan_id: UUID
    number: int
    cause: VersionCause
    reason: str
    made_by: UUID | None
    create_time: datetime
    currency: str
    moved_minor: int
    # On average, weighted by amount.
    moved_days: int
    changes: list[PlanChange] = field(default_factory=list)

    moved = MoneyOf()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An instalment as it stood before a change."""

    term: Term
    amount: Money
    date: date | None


def snapshots(instalments: Sequence[Instalment]) -> dict[UUID, Snapshot]:
    return {i.id: Snapshot(i.term, i.amount, i.payable_date) for i in instalments if not i.is_cancelled}


def changes_since(before: Mapping[UUID, Snapshot], instalments: Sequence[Instalment]) -> list[PlanChange]:
    """What differs, in the order of the plan."""
    found = (_change(before.get(instalment.id), instalment) for instalment in instalments)
    return [change for change in found if change is not None]


def _change(before: Snapshot | None, now: Instalment) -> PlanChange | None:
    if before is None:
        if now.is_cancelled:
            return None
        return PlanChange(instalment_id=now.id, name=now.name, kind=ChangeKind.ADDED, amount=now.amount, payment_date=now.payable_date)
    if now.is_cancelled:
        return PlanChange(
            instalment_id=now.id, name=now.name, kind=ChangeKind.CANCELLED, previous_amount=before.amount, previous_payment_date=before.date
        )
    same = before.amount == now.amount and before.term == now.term
    if same and before.date == now.payable_date:
        return None
    return PlanChange(
        instalment_id=now.id,
        name=now.name,
        kind=ChangeKind.MOVED if same else ChangeKind.CHANGED,
        previous_amount=before.amount,
        amount=now.amount,
        previous_payment_date=before.date,
        payment_date=now.payable_date,
    )


def movement(changes: Sequence[PlanChange]) -> tuple[int, int]:
    """How much money comes on another day than before, in minor units, and by how many days on average."""
    moved = [(change.amount.minor, change.days) for change in changes if change.amount and change.days]
    total = sum(minor for minor, _ in moved)
    if not total:
        return 0, 0
    average = Decimal(sum(minor * days for minor, days in moved)) / total
    return total, int(average.quantize(Decimal(1), ROUND_HALF_UP))
