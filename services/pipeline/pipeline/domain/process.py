"""The steps that a sale goes through, and what each asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable, Part
from chassis.bounds import within
from chassis.errors import DomainError, invalid, precondition
from pipeline.domain import gates, playbook
from pipeline.domain.gates import GateCriterion
from pipeline.domain.playbook import PlaybookEntry
from pipeline.domain.pricing import percent

# Outcomes, which are not stages.
_RESERVED = frozenset(("open", "won", "lost"))
_MOST_DAYS = 3650


class KeyAction(TypedDict):
    """One thing that a stage asks to be done (关键动作)."""

    key: str
    name: str
    name_en: str


class SuccessCriterion(TypedDict):
    """One sign that a stage has done its work (成功标准)."""

    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class StageDraft:
    """A stage as somebody wants to have it."""

    key: str
    name: str
    name_en: str = ""
    probability: Decimal = Decimal(0)
    key_actions: Sequence[KeyAction] = ()
    success_criteria: Sequence[SuccessCriterion] = ()
    gate: Sequence[GateCriterion] = ()
    expected_days: int = 0
    playbook: Sequence[PlaybookEntry] = ()


@dataclass(eq=False, kw_only=True)
class Stage(Part):
    """One step. `position` counts from 1 among the stages in use; a retired one keeps the position that it had."""

    key: str
    name: str
    name_en: str = ""
    position: int = 0
    probability: Decimal = Decimal(0)
    key_actions: list[KeyAction] = field(default_factory=list)
    success_criteria: list[SuccessCriterion] = field(default_factory=list)
    gate: list[GateCriterion] = field(default_factory=list)
    # How long a sale usually stays; 0 where the company's default holds.
    expected_days: int = 0
    playbook: list[PlaybookEntry] = field(default_factory=list)
    retired: bool = False

    def take(self, draft: StageDraft, position: int) -> None:
        """Becomes what the draft says, and comes into use."""
        self.name, self.name_en, self.probability = draft.name, draft.name_en, draft.probability
        self.key_actions, self.success_criteria, self.gate = list(draft.key_actions), list(draft.success_criteria), list(draft.gate)
        self.expected_days, self.playbook = draft.expected_days, list(draft.playbook)
        self.position, self.retired = position, False


@dataclass(eq=False, kw_only=True)
class SalesProcess(Archivable, Aggregate):
    """A list of stages. Opportunities point to a stage by its key, so a name may change at any time."""

    name: str
    name_en: str = ""
    template: str = ""
    is_default: bool = False
    archive_time: datetime | None = None
    stages: list[Stage] = field(default_factory=list)

    @property
    def stages_in_use(self) -> list[Stage]:
        """In the order in which a sale passes them."""
        return sorted((stage for stage in self.stages if not stage.retired), key=lambda stage: stage.position)

    @property
    def first_stage(self) -> Stage:
        return self.stages_in_use[0]

    def stage(self, key: str, field: str = "stage") -> Stage:
        """Raises DomainError when the process has no such stage, retired ones included."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        known = ", ".join(stage.key for stage in self.stages_in_use)
        raise invalid(field, f"{self.name} has no stage {key!r}; it has {known}.", "STAGE_UNKNOWN", stage=key, known=known)

    def stage_after(self, stage: Stage) -> Stage | None:
        """The next stage in use; None after the last one."""
        return next(iter(self.way(stage)), None)

    def way(self, start: Stage, end: Stage | None = None) -> list[Stage]:
        """The stages in use that lie after `start`, up to and including `end`; empty when `end` lies before it.

        A retired stage lies right before the one that has taken its position.
        """
        last = len(self.stages) if end is None else end.position
        passed = start.position - 1 if start.retired else start.position
        return [stage for stage in self.stages_in_use if passed < stage.position <= last]

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields; stages are set by `set_stages`. Raises DomainError when one is wrong."""
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("sales_process.name", "A process needs a name.", "MISSING")

    def set_stages(self, drafts: Sequence[StageDraft], new_id: Callable[[], UUID]) -> None:
        """The stages from now on. One with a known key keeps its identity; one that is left out is retired.

        Raises DomainError when there is none, when keys repeat, or when a probability or a gate is wrong.
        """
        _check(drafts)
        known = {stage.key: stage for stage in self.stages}
        for stage in self.stages:
            stage.retired = True
        for position, draft in enumerate(drafts, start=1):
            stage = known.get(draft.key) or self._add(draft, new_id())
            stage.take(draft, position)
        self.stages.sort(key=lambda stage: (stage.position, stage.retired))

    def _add(self, draft: StageDraft, id: UUID) -> Stage:
        stage = Stage(id=id, tenant_id=self.tenant_id, key=draft.key, name=draft.name)
        self.stages.append(stage)
        return stage

    def archive(self, at: datetime) -> None:
        """Out of use. Raises DomainError for the default process: opportunities that name none would have nothing to follow."""
        if self.is_default:
            raise precondition("PROCESS_IS_DEFAULT", "Make another process the default one first.")
        super().archive(at)


def _check(drafts: Sequence[StageDraft]) -> None:
    if not drafts:
        raise invalid("sales_process.stages", "A process needs at least one stage.", "MISSING")
    keys: set[str] = set()
    actions: set[str] = set()
    for index, draft in enumerate(drafts):
        where = f"sales_process.stages.{index}"
        _fresh(f"{where}.key", draft.key, keys)
        for number, action in enumerate(draft.key_actions):
            _fresh(f"{where}.key_actions.{number}.key", action["key"], actions)
        percent(f"{where}.probability", draft.probability)
        for number, criterion in enumerate(draft.gate):
            gates.check(f"{where}.gate.{number}", criterion)
        within(f"{where}.expected_days", draft.expected_days, 0, _MOST_DAYS)
        playbook.check(f"{where}.playbook", draft.playbook)


def _fresh(field: str, key: str, seen: set[str]) -> None:
    if key in _RESERVED:
        raise _key_taken(field, f"{key!r} is an outcome, not a stage.")
    if key in seen:
        raise _key_taken(field, f"{key!r} is used twice.")
    seen.add(key)


def _key_taken(field: str, detail: str) -> DomainError:
    return invalid(field, detail, "KEY_TAKEN")
