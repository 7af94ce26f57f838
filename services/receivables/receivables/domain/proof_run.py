"""A proof of a whole book that runs in the background, part after part."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import precondition
from chassis.money import Money
from receivables.domain.proof import Drift, DriftKind

MOST_KEPT = 100


class ProofRunState(StrEnum):
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class KeptDrift:
    """A difference as it was when it was looked for."""

    kind: DriftKind
    subject_id: UUID | None
    currency: str
    computed_minor: int
    stored_minor: int

    @classmethod
    def of(cls, drift: Drift) -> "KeptDrift":
        return cls(drift.kind, drift.subject_id, drift.computed.currency, drift.computed.minor, drift.stored.minor)

    @property
    def computed(self) -> Money:
        return Money(self.currency, self.computed_minor)

    @property
    def stored(self) -> Money:
        return Money(self.currency, self.stored_minor)


@dataclass(eq=False, kw_only=True)
class ProofRun(Aggregate):
    """Of the books of one company of ours, or of all."""

    legal_entity_id: UUID | None = None
    state: ProofRunState = ProofRunState.RUNNING
    # Keys that there were when it began, and those that are dealt with.
    total_count: int = 0
    done_count: int = 0
    drift_count: int = 0
    drifts: list[KeptDrift] = field(default_factory=list)
    # It looked at everything, and nothing disagrees.
    clean: bool = False
    # Where it stands: the part, and the last key of it that is dealt with.
    part: int = 0
    after: str = ""
    step: int = 0
    asked_by: UUID | None = None
    end_time: datetime | None = None

    def advance(self, found: Sequence[Drift], *, keys: int, last: str | None, parts: int, now: datetime) -> None:
        """So many more keys are proved, up to this one; where there is no last one the next part begins."""
        self.drift_count += len(found)
        self.drifts = [*self.drifts, *map(KeptDrift.of, found)][:MOST_KEPT]
        # Several accounts of one key count once, and what came meanwhile counts too.
        self.done_count, self.step = min(self.done_count + keys, self.total_count), self.step + 1
        self.part, self.after = (self.part + 1, "") if last is None else (self.part, last)
        if self.part == parts:
            self.state, self.done_count, self.end_time = ProofRunState.DONE, self.total_count, now
            self.clean = not self.drift_count

    def cancel(self, now: datetime) -> None:
        if self.state is not ProofRunState.RUNNING:
            raise precondition("PROOF_ENDED", f"This proof is {self.state.value} already; begin another one.", state=self.state.value)
        self.state, self.end_time = ProofRunState.CANCELLED, now
