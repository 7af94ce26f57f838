"""The look at the whole pipeline that is taken every night."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from chassis.aggregate import Aggregate
from pipeline.domain.conversion import Conversion, Period, fell

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(eq=False, kw_only=True)
class PipelineReview(Aggregate):
    """One per tenant. It remembers of whom a low conversion was told, so that it is told once in a period."""

    next_date: date
    # {"owner/team": day on which it was told last, as ISO text}
    told: dict[str, str] = field(default_factory=dict)

    def tell_low(self, conversions: list[Conversion], threshold: Decimal, period: Period, *, samples: int, today: date) -> None:
        """Tells of each that is too low now and was not told of since the period began."""
        since = period.first_date.isoformat()
        told = {who: day for who, day in self.told.items() if day >= since}
        for each in conversions:
            who = f"{each.owner_id or ''}/{each.team_id or ''}"
            if each.is_low(threshold, samples) and who not in told:
                told[who] = today.isoformat()
                self.record(fell(each, threshold, period))
        self.told = told

    def done(self, today: date, *, idle: bool) -> None:
        """The next look comes tomorrow; in a week where there was nothing to look at."""
        self.next_date = today + (_WEEK if idle else _DAY)
