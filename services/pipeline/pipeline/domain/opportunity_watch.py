"""The clocks and warnings of an opportunity, apart from it: a colleague's phone call must not make stale what somebody is editing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.calendar import add_months
from pipeline.domain import opportunity_facts as facts
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.pipeline_settings import Patience, Stay
from pipeline.domain.process import Stage
from pipeline.domain.warnings import OpenWarning, Warned, WarningKind

# What only a follow-up that says enough, one in which the customer speaks, one of any kind, or a step ends.
_OF_CONTENT = frozenset((WarningKind.THIN_CONTENT,))
_OF_SILENCE = frozenset((WarningKind.ONE_SIDED, WarningKind.RESPONSE_FALLING))
_OF_TIME = frozenset((WarningKind.NO_FOLLOW_UP, WarningKind.SILENT))
_OF_STAGE = frozenset((WarningKind.STALLED, WarningKind.SILENT))


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One talk with the customer, as accounts tells of it. `logged` orders it among the warnings, `day` is the tenant's."""

    at: datetime
    day: date
    logged: datetime
    restarts: bool = True
    says_enough: bool = True
    two_way: bool = True
    next_step: str = ""
    next_step_date: date | None = None


@dataclass(eq=False, kw_only=True)
class OpportunityWatch(Aggregate):
    """One per opportunity. Its days are set when something happens and empty once their passing was told, or when it is closed."""

    opportunity_id: UUID
    last_follow_up_time: datetime | None = None
    # The latest of opening, steps and follow-ups.
    last_event_time: datetime
    # Since when nobody has followed up: the last follow-up, else the opening.
    pause_time: datetime
    next_step: str = ""
    next_step_date: date | None = None
    # When the latest follow-ups were logged that said enough, and in which the customer spoke: news that was overtaken by one is none.
    enough_time: datetime | None = None
    heard_time: datetime | None = None
    neglect_date: date | None = None
    silent_date: date | None = None
    stall_date: date | None = None
    # As it is told when these days come.
    pause_days: int = 0
    silent_months: int = 0
    usual_days: int = 0
    warnings: list[OpenWarning] = field(default_factory=list)

    # --- what happens ----------------------------------------------------------------------------

    def begin(self, patience: Patience, stay: Stay, *, at: datetime, on: date, entered: date) -> None:
        """The opportunity is open, since the day `on` and in its stage since the day `entered`: every clock starts."""
        self.pause_time, self.warnings = at, []
        self._restart_pause(patience, on)
        self.enter(patience, stay, at=at, on=entered)
        self._expect_event(patience, at, max(on, entered))

    def enter(self, patience: Patience, stay: Stay, *, at: datetime, on: date) -> None:
        """It entered a stage, which is an event too."""
        self._close(_OF_STAGE)
        self.usual_days = stay.usual_days
        self.stall_date = on + timedelta(days=stay.stall_days)
        self._expect_event(patience, at, on)

    def follow_up(self, talk: FollowUp, patience: Patience) -> None:
        """Somebody talked with the customer. One that comes late, or again, changes nothing that is newer."""
        if talk.says_enough:
            self.mended(talk.logged)
        if talk.two_way:
            self.heard_time = _later(self.heard_time, talk.logged)
            self._close(_OF_SILENCE, before=talk.logged)
        if self.last_follow_up_time is None or talk.at >= self.last_follow_up_time:
            self.last_follow_up_time = talk.at
            self.next_step, self.next_step_date = talk.next_step, talk.next_step_date
        if talk.restarts and talk.at > self.pause_time:
            self._close(_OF_TIME)
            self.pause_time = talk.at
            self._restart_pause(patience, talk.day)
            self._expect_event(patience, talk.at, talk.day)

    def mended(self, at: datetime) -> None:
        """Somebody wrote down enough; warnings of content that were renewed since stay."""
        self.enough_time = _later(self.enough_time, at)
        self._close(_OF_CONTENT, before=at)

    def warn(self, kind: WarningKind, at: datetime, **parameters: object) -> None:
        """Opens a warning, or renews it, unless a follow-up that would close it was logged since."""
        answered = self.enough_time if kind in _OF_CONTENT else self.heard_time if kind in _OF_SILENCE else None
        if answered is None or answered <= at:
            self._open(kind, at, parameters)

    def rest(self) -> None:
        """The opportunity is closed, or lies in the recycle bin: nothing is expected any more."""
        self.neglect_date = self.silent_date = self.stall_date = None
        self.warnings = []

    def pass_over(self, today: date, at: datetime) -> None:
        """What should have happened before it was imported is a warning, but no news."""
        if self.neglect_date is not None and self.neglect_date <= today:
            self._neglected(at)
        if self.silent_date is not None and self.silent_date <= today:
            self._silent(at)
        if self.stall_date is not None and self.stall_date <= today:
            self._stalled(at)

    # --- what does not happen --------------------------------------------------------------------

    def tell_neglected(self, opportunity: Opportunity, *, today: date, at: datetime) -> None:
        """Says once per pause that nobody has followed up; does nothing when somebody has."""
        if self.neglect_date is not None and self.neglect_date <= today:
            self._neglected(at)
            opportunity.record(facts.neglected(opportunity, days=self.pause_days, last_time=self.pause_time))

    def tell_silent(self, opportunity: Opportunity, *, today: date, at: datetime) -> None:
        """Says once per silence that nothing has happened for months."""
        if self.silent_date is not None and self.silent_date <= today:
            self._silent(at)
            opportunity.record(facts.silent(opportunity, months=self.silent_months, last_time=self.last_event_time))

    def tell_stalled(self, opportunity: Opportunity, stage: Stage, *, today: date, at: datetime) -> None:
        """Says once per stay that it lasts longer than is usual."""
        if self.stall_date is not None and self.stall_date <= today:
            self._stalled(at)
            opportunity.record(
                facts.stalled(opportunity, stage, days=_days(opportunity.stage_entry_date, today), median_days=self.usual_days)
            )

    def _neglected(self, at: datetime) -> None:
        self.neglect_date = None
        self._open(WarningKind.NO_FOLLOW_UP, at, {})

    def _silent(self, at: datetime) -> None:
        self.silent_date = None
        self._open(WarningKind.SILENT, at, {"months": self.silent_months})

    def _stalled(self, at: datetime) -> None:
        self.stall_date = None
        self._open(WarningKind.STALLED, at, {"usual_days": self.usual_days})

    def _restart_pause(self, patience: Patience, on: date) -> None:
        self.pause_days = patience.follow_up_days
        self.neglect_date = on + timedelta(days=patience.follow_up_days)

    def _expect_event(self, patience: Patience, at: datetime, on: date) -> None:
        """Something happened; what happened later already counts for more."""
        if at < self.last_event_time:
            return
        self.last_event_time, self.silent_months = at, patience.silent_months
        self.silent_date = add_months(on, patience.silent_months)

    # --- warnings --------------------------------------------------------------------------------

    def _open(self, kind: WarningKind, at: datetime, parameters: dict[str, object]) -> None:
        told = {name: str(value) for name, value in parameters.items()}
        before = next((each for each in self.warnings if each["kind"] == kind), None)
        opened = OpenWarning(kind=str(kind), since_time=at.isoformat(), last_time=at.isoformat(), parameters=told)
        if before is not None:
            opened["since_time"], opened["last_time"] = before["since_time"], max(before["last_time"], opened["last_time"])
        self.warnings = [*(each for each in self.warnings if each["kind"] != kind), opened]

    def _close(self, kinds: frozenset[WarningKind], before: datetime | None = None) -> None:
        """Those of these kinds; where an instant is given, those that were not renewed since."""
        kept = [
            each for each in self.warnings if each["kind"] not in kinds or (before and datetime.fromisoformat(each["last_time"]) >= before)
        ]
        if len(kept) < len(self.warnings):
            self.warnings = kept

    def open_warnings(self, opportunity: Opportunity, stage: Stage, *, pause_date: date, today: date) -> Iterator[Warned]:
        """As they are shown today; `pause_date` is the tenant's day of `pause_time`."""
        for each in self.warnings:
            kind, said = WarningKind(each["kind"]), dict[str, object](each["parameters"])
            if kind == WarningKind.NO_FOLLOW_UP:
                said["days"] = (today - pause_date).days
            elif kind == WarningKind.STALLED:
                said |= {"stage": stage.name, "stage_en": stage.name_en, "days": _days(opportunity.stage_entry_date, today)}
            yield Warned(kind=kind, since=datetime.fromisoformat(each["since_time"]), parameters=said)


def _later(known: datetime | None, at: datetime) -> datetime:
    return at if known is None else max(known, at)


def _days(since: date | None, today: date) -> int:
    return 0 if since is None else (today - since).days
