"""What a plan knows of the milestones of its contract."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.aggregate import Part
from receivables.domain.triggers import MilestoneDates, MilestoneKey, MilestoneKind


@dataclass(eq=False, kw_only=True)
class PlanMilestone(Part):
    """Pipeline owns the milestone; the plan keeps its dates, because claims are made of them in one transaction."""

    payment_plan_id: UUID
    # In the order of fulfilment.
    position: int
    kind: MilestoneKind
    code: str = ""
    name: str = ""
    planned_date: date | None = None
    expected_date: date | None = None
    actual_date: date | None = None
    # The version of the contract that told of it last: what is older and comes later says nothing any more.
    told_version: int = 0

    @property
    def key(self) -> MilestoneKey:
        return self.kind, self.code

    @property
    def dates(self) -> MilestoneDates:
        return MilestoneDates(self.planned_date, self.expected_date, self.actual_date)

    @property
    def title(self) -> str:
        return self.name or " ".join(filter(None, (self.kind.value.replace("_", " "), self.code)))
