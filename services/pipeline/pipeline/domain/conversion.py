"""How many opportunities are won, per person and team, and when that is too few (转化率预警)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from chassis.wire import text
from crm.pipeline.v1 import events_pb2 as pb

_TENTH = Decimal("0.1")


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days from the first to the last one, both included."""

    first_date: date
    last_date: date

    @classmethod
    def before(cls, today: date, days: int) -> "Period":
        """The `days` days before today."""
        return cls(first_date=today - timedelta(days=days), last_date=today - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.first_date}/{self.last_date}"


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """What a person, or a team where there is no owner, opened and won in a period."""

    owner_id: UUID | None
    team_id: UUID | None
    opened: int
    won: int

    @property
    def rate(self) -> Decimal:
        """Won of those opened, in per cent with one digit. What is won now was often opened before the period."""
        return (Decimal(self.won * 100) / self.opened).quantize(_TENTH, ROUND_HALF_UP)

    def is_low(self, threshold: Decimal, minimum: int) -> bool:
        """Below the threshold, with at least `minimum` opened: a rate of few says nothing."""
        return self.opened >= max(1, minimum) and Decimal(self.won * 100) < threshold * self.opened


def fell(conversion: Conversion, threshold: Decimal, period: Period) -> pb.ConversionFell:
    return pb.ConversionFell(
        owner_id=text(conversion.owner_id),
        team_id=text(conversion.team_id),
        rate=str(conversion.rate),
        threshold=f"{threshold:f}",
        won=conversion.won,
        opened=conversion.opened,
        period=str(period),
    )
