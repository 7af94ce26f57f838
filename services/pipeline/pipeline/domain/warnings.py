"""What endangers an opportunity, and what to do about it: a warning exists to stop the customer from evaporating (预警防蒸发)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from chassis.wire import instant, text
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline.domain.wordings import wording


class WarningKind(StrEnum):
    """The gravest first."""

    MILESTONE_LATE = "milestone_late"
    SILENT = "silent"
    NO_FOLLOW_UP = "no_follow_up"
    ONE_SIDED = "one_sided"
    RESPONSE_FALLING = "response_falling"
    STALLED = "stalled"
    THIN_CONTENT = "thin_content"


ACTIONS = {
    WarningKind.MILESTONE_LATE: "RESCUE_MILESTONE",
    WarningKind.SILENT: "REVIVE_OR_CLOSE",
    WarningKind.NO_FOLLOW_UP: "FOLLOW_UP",
    WarningKind.ONE_SIDED: "CHANGE_CHANNEL",
    WarningKind.RESPONSE_FALLING: "ASK_WHY",
    WarningKind.STALLED: "UNBLOCK_STAGE",
    WarningKind.THIN_CONTENT: "WRITE_MORE",
}
_GRAVITY = {kind: position for position, kind in enumerate(WarningKind)}


class OpenWarning(TypedDict):
    """A warning as it is kept, in JSON: its kind, since when and when it was renewed last (ISO text, UTC), and what its sentence says."""

    kind: str
    since_time: str
    last_time: str
    parameters: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Warned:
    """A warning as it is shown. `parameters` are those of its sentence as of today."""

    kind: WarningKind
    since: datetime
    parameters: dict[str, object] = field(default_factory=dict)
    contract_id: UUID | None = None
    milestone_id: UUID | None = None

    def reason(self) -> pb.Wording:
        return wording(self.kind.upper(), **self.parameters)

    def message(self) -> pb.Warning:
        return pb.Warning(
            kind=number(self.kind),
            reason=self.reason(),
            since_time=instant(self.since),
            action=wording(ACTIONS[self.kind]),
            contract_id=text(self.contract_id),
            milestone_id=text(self.milestone_id),
        )


def number(kind: WarningKind) -> pb.WarningKind.ValueType:
    return pb.WarningKind.Value(f"WARNING_KIND_{kind.upper()}")


def gravest_first(warnings: Iterable[Warned]) -> list[Warned]:
    """Of one kind the oldest first."""
    return sorted(warnings, key=lambda each: (_GRAVITY[each.kind], each.since))
