"""Why sales are lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid


@dataclass(eq=False, kw_only=True)
class LossReason(Archivable, Aggregate):
    """One entry of the list that a representative chooses from when a sale is lost."""

    name: str
    name_en: str = ""
    position: int = 0
    asks_competitor: bool = False
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when one is wrong."""
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("loss_reason.name", "A reason needs a name.", "MISSING")
        if self.position < 0:
            raise invalid("loss_reason.position", "Positions count from 1; 0 is the end of the list.", "OUT_OF_RANGE")


@dataclass(frozen=True, slots=True)
class Shipped:
    name: str
    name_en: str
    asks_competitor: bool = False


# What a tenant starts with.
SHIPPED = (
    Shipped("价格过高", "Price too high"),
    Shipped("功能不满足", "Feature not met"),
    Shipped("客户内部原因", "Reason within the customer"),
    Shipped("被竞争对手抢走", "Taken by a competitor", asks_competitor=True),
    Shipped("其他", "Other"),
)
