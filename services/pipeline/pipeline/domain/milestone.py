"""The steps of fulfilment that money hangs on."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import forbidden, invalid, precondition


class MilestoneKind(StrEnum):
    """In the usual order of fulfilment."""

    EFFECTIVE = "effective"
    ADVANCE_RECEIVED = "advance_received"
    READY_TO_SHIP = "ready_to_ship"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    INSTALLED = "installed"
    PRELIMINARY_ACCEPTANCE = "preliminary_acceptance"
    FINAL_ACCEPTANCE = "final_acceptance"
    INVOICED = "invoiced"
    WARRANTY_END = "warranty_end"
    CUSTOM = "custom"


_CHINESE = {
    MilestoneKind.EFFECTIVE: "合同生效",
    MilestoneKind.ADVANCE_RECEIVED: "预付款到账",
    MilestoneKind.READY_TO_SHIP: "备货完成",
    MilestoneKind.SHIPPED: "发货",
    MilestoneKind.ARRIVED: "到货",
    MilestoneKind.INSTALLED: "安装调试",
    MilestoneKind.PRELIMINARY_ACCEPTANCE: "初验",
    MilestoneKind.FINAL_ACCEPTANCE: "终验",
    MilestoneKind.INVOICED: "开票",
    MilestoneKind.WARRANTY_END: "质保到期",
    MilestoneKind.CUSTOM: "自定义节点",
}
_ORDER = {kind: position for position, kind in enumerate(MilestoneKind, start=1)}


class MilestoneSource(StrEnum):
    """How we know that a milestone is reached."""

    PERSON = "person"
    ERP = "erp"
    # 视同验收: the contract counts it as reached.
    DEEMED = "deemed"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """That a milestone is reached, when, and how we know. `by` is None for systems."""

    on: date
    source: MilestoneSource = MilestoneSource.PERSON
    evidence_attachment_id: UUID | None = None
    by: UUID | None = None
    note: str = ""


@dataclass(eq=False, kw_only=True)
class Milestone(Part):
    """One step of one contract, of a line or lot of it where `code` says which.

    `planned_date` is the first plan, `expected_date` the present one, `actual_date` the business day on which it was reached.
    """

    kind: MilestoneKind
    code: str = ""
    name: str = ""
    position: int = 0
    planned_date: date | None = None
    expected_date: date | None = None
    actual_date: date | None = None
    source: MilestoneSource | None = None
    evidence_attachment_id: UUID | None = None
    reached_by: UUID | None = None
    note: str = ""
    # The expected date whose passing was told already; a new expected date may pass and be told again.
    late_told_date: date | None = None

    def __post_init__(self) -> None:
        self.position = _ORDER[self.kind]
        self.expected_date = self.expected_date or self.planned_date

    @property
    def label(self) -> str:
        """What messages call it."""
        return self.name or " ".join(filter(None, (self.kind.replace("_", " "), self.code)))

    @property
    def label_zh(self) -> str:
        """The same in Chinese."""
        return self.name or " ".join(filter(None, (_CHINESE[self.kind], self.code)))

    @property
    def is_open(self) -> bool:
        return self.actual_date is None

    @property
    def late_date(self) -> date | None:
        """The first day on which it is late, while that was not told: the day after the expected one. None while nothing is expected."""
        if not self.is_open or self.expected_date is None or self.expected_date == self.late_told_date:
            return None
        return self.expected_date + timedelta(days=1)

    def days_late(self, on: date) -> int:
        """Days past the expected one while it is open; 0 when it is not late."""
        if not self.is_open or self.expected_date is None:
            return 0
        return max(0, (on - self.expected_date).days)

    def reach(self, reached: Reached, *, today: date, by_system: bool) -> None:
        """Becomes reached. A person shows evidence; only a system speaks for an ERP or counts days to a deemed acceptance.

        Raises DomainError: MILESTONE_REACHED, DATE_IN_FUTURE, EVIDENCE_MISSING, SOURCE_NOT_YOURS.
        """
        self.require_open()
        if reached.on > today:
            raise invalid("actual_date", f"{reached.on} lies in the future; reschedule the milestone instead.", "DATE_IN_FUTURE")
        if reached.source == MilestoneSource.PERSON:
            if reached.evidence_attachment_id is None:
                raise invalid("evidence_attachment_id", "Attach what proves it: a signed note, a report, a photo.", "EVIDENCE_MISSING")
        elif not by_system:
            raise forbidden("SOURCE_NOT_YOURS", "Only a system may say so without evidence; show evidence instead.", source=reached.source)
        self.take(reached)

    def take(self, reached: Reached) -> None:
        """Becomes reached without further questions: by the contract itself, or as history tells it."""
        self.actual_date, self.source, self.note = reached.on, reached.source, reached.note
        self.evidence_attachment_id, self.reached_by = reached.evidence_attachment_id, reached.by

    def expect(self, day: date) -> None:
        """Moves the expected day; the first one is the plan. Raises DomainError: MILESTONE_REACHED, NOTHING_CHANGES."""
        self.require_open()
        if day == self.expected_date:
            raise precondition("NOTHING_CHANGES", f"It is expected on {day} already.")
        self.planned_date = self.planned_date or day
        self.expected_date = day

    def require_open(self) -> None:
        if not self.is_open:
            raise precondition("MILESTONE_REACHED", f"{self.label} was reached on {self.actual_date}.", actual_date=str(self.actual_date))
