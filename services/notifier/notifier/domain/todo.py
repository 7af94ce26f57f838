"""One thing that a person should do: by when, why, and what it may bring."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from chassis.aggregate import Aggregate, Part
from chassis.errors import invalid, precondition
from chassis.money import Money
from notifier.domain.kinds import OWN, Gain
from notifier.domain.ranking import Worth, rank_time
from notifier.domain.saying import Mark


class TodoState(StrEnum):
    OPEN = "open"
    SNOOZED = "snoozed"
    # By the person.
    DONE = "done"
    DISMISSED = "dismissed"
    # By a fact.
    CLOSED = "closed"


class TodoReason(TypedDict):
    """Why a to-do is there: the fact, what it said, and the same in words."""

    code: str
    parameters: dict[str, str]
    text: str
    text_en: str


class TodoAction(TypedDict):
    """What to do, in words."""

    code: str
    text: str
    text_en: str


@dataclass(eq=False, kw_only=True)
class TodoItem(Part):
    """One of the things that a to-do is about. Who owns `parent_id` has the to-do."""

    subject_type: str
    subject_id: UUID
    parent_id: UUID
    name: str = ""
    number: str = ""
    currency: str = ""
    amount_minor: int | None = None
    due_date: date | None = None
    opened_time: datetime
    opened_sequence: int = 0

    @property
    def mark(self) -> Mark:
        return Mark(self.opened_time, self.opened_sequence)

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.currency, self.amount_minor)


@dataclass(eq=False, kw_only=True)
class Todo(Aggregate):
    """It belongs to a person, and is scoped like what that person owns."""

    kind: str
    # One live to-do per kind and key.
    key: str
    owner_id: UUID
    team_id: UUID | None = None
    shared_with: list[UUID] = field(default_factory=list)
    title: str
    title_en: str = ""
    note: str = ""
    state: TodoState = TodoState.OPEN
    gain: Gain = Gain.NONE
    due_time: datetime
    snooze_until_time: datetime | None = None
    subject_type: str = ""
    subject_id: UUID | None = None
    subject_name: str = ""
    customer_id: UUID | None = None
    items: list[TodoItem] = field(default_factory=list)
    reasons: list[TodoReason] = field(default_factory=list)
    action: TodoAction | dict[str, str] = field(default_factory=dict)
    currency: str = "CNY"
    cash_gain_minor: int | None = None
    pipeline_gain_minor: int | None = None
    boost: int = 0
    rank_time: datetime
    close_time: datetime | None = None
    # The fact that closed it, or what the person said.
    close_reason: str = ""
    closed_by: UUID | None = None

    @property
    def is_live(self) -> bool:
        return self.state in (TodoState.OPEN, TodoState.SNOOZED)

    # --- facts -----------------------------------------------------------------------------------

    def hold(self, item: TodoItem) -> None:
        """Takes an item in, in the place of what it held of the same thing."""
        for held in self.items:
            if held.subject_id == item.subject_id:
                held.name, held.number, held.due_date = item.name, item.number, item.due_date
                held.currency, held.amount_minor = item.currency, item.amount_minor
                held.opened_time, held.opened_sequence = max(held.mark, item.mark)
                return
        self.items.append(item)

    def explain(self, reason: TodoReason, due: datetime, *, restart: bool, moves: bool, boost: int) -> None:
        """Another fact says why it is there. A fresh start forgets the reasons before; else the newest of each kind stays.

        A talk is told twice, by who logged it and by the record that it was about: what was agreed in it holds.
        """
        agreed = next((each for each in self.reasons if _same_talk(each, reason)), None)
        if agreed is not None and agreed["code"] == "InteractionLogged":
            return
        kept = [] if restart else [each for each in self.reasons if each["code"] != reason["code"] and each is not agreed]
        if restart:
            self.wake()
        self.reasons = [*kept, reason]
        self.due_time = due if restart or moves or agreed is not None or not kept else min(self.due_time, due)
        self.boost = boost if restart else max(self.boost, boost)

    def is_worth(self, worth: Worth) -> None:
        """Takes what acting may bring, and its place in the list."""
        if worth.amount is not None:
            self.currency = worth.amount.currency
        self.cash_gain_minor = worth.cash.minor if worth.cash else None
        self.pipeline_gain_minor = worth.pipeline.minor if worth.pipeline else None
        self._rank(worth)

    def _rank(self, worth: Worth) -> None:
        self.rank_time = rank_time(self.due_time, worth, self.boost)

    def settle(self, things: Collection[UUID], mark: Mark, fact: str, at: datetime) -> None:
        """A fact settles things: what was opened before it. Without things left, the to-do is closed."""
        left = [item for item in self.items if item.subject_id not in things or item.mark >= mark]
        if len(left) == len(self.items):
            return
        if left:
            self.items[:] = left
        else:
            self._close(TodoState.CLOSED, at, fact, None)

    def give(self, owner_id: UUID, team_id: UUID | None) -> None:
        """It is another person's from now on, who has not put it off."""
        if owner_id != self.owner_id:
            self.wake()
        self.owner_id, self.team_id = owner_id, team_id

    def release(self, items: Iterable[TodoItem], reason: str, at: datetime) -> None:
        """Lets things go to another to-do; an empty one is closed."""
        gone = {item.id for item in items}
        left = [item for item in self.items if item.id not in gone]
        if left:
            self.items[:] = left
        else:
            self._close(TodoState.CLOSED, at, reason, None)

    # --- the person ------------------------------------------------------------------------------

    def complete(self, by: UUID | None, at: datetime) -> None:
        """Done. Raises DomainError when it is not open."""
        self._demand_live()
        self._close(TodoState.DONE, at, "", by)

    def dismiss(self, reason: str, by: UUID | None, at: datetime) -> None:
        """Not worth doing, for a reason. Raises DomainError when it is not open."""
        self._demand_live()
        if not reason.strip():
            raise invalid("reason", "Say why it need not be done.", "MISSING")
        self._close(TodoState.DISMISSED, at, reason, by)

    def snooze(self, until: datetime, at: datetime) -> None:
        """Out of sight until then. Raises DomainError when that is not to come, or when it is not open."""
        self._demand_live()
        if until <= at:
            raise invalid("snooze_until_time", "It can be put off to a time to come.", "NOT_IN_THE_FUTURE")
        self.state, self.snooze_until_time = TodoState.SNOOZED, until

    def wake(self) -> None:
        """It is to be seen again: the time that it was put off to has come, or it asks for something else."""
        if self.state == TodoState.SNOOZED:
            self.state, self.snooze_until_time = TodoState.OPEN, None

    def reopen(self, *, settled: bool) -> None:
        """It was not done after all, or is not put off. Raises DomainError when it is open, or when a fact closed it, or would have."""
        if self.state == TodoState.SNOOZED:
            self.wake()
            return
        if self.is_live:
            raise precondition("TODO_OPEN", "This to-do is open.")
        if self.state == TodoState.CLOSED or settled:
            raise precondition("TODO_SETTLED", "What it asked for has happened; a new to-do comes when there is something to do.")
        self.state, self.close_time, self.close_reason, self.closed_by = TodoState.OPEN, None, "", None
        self.snooze_until_time = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where only a person's own to-do may be changed."""
        self._demand_live()
        for name, value in changes.items():
            if name != "note" and self.kind != OWN:
                raise precondition("TODO_OF_A_FACT", "This to-do follows from what happened; only its note is yours to change.", field=name)
            setattr(self, name, value)
        if not self.title.strip():
            raise invalid("todo.title", "A to-do needs a title.", "MISSING")
        self._rank(Worth())

    def _demand_live(self) -> None:
        if not self.is_live:
            raise precondition("TODO_CLOSED", "This to-do is closed; reopen it first.", state=TodoState(self.state).value)

    def _close(self, state: TodoState, at: datetime, reason: str, by: UUID | None) -> None:
        self.state, self.close_time, self.close_reason, self.closed_by = state, at, reason, by
        self.snooze_until_time = None


def _same_talk(one: TodoReason, other: TodoReason) -> bool:
    talk = one["parameters"].get("interaction_id")
    return bool(talk) and talk == other["parameters"].get("interaction_id")
