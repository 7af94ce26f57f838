"""The handover of everything that a person has open to successors."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from accounts.domain.reasons import HOLIDAY_OVER, TRANSFER_UNDONE, TRANSFERRED
from accounts.domain.transfer_check import Check, Switched
from accounts.domain.transfer_split import Rule
from chassis.aggregate import Record
from chassis.errors import invalid, precondition
from chassis.reasons import Reason
from crm.accounts.v1 import events_pb2 as facts

TRANSFER_STEP, TRANSFER_RETURN = "transfer_step", "transfer_return"
UNDO_DAYS = 7
# Seconds between two tries, or two comparisons that do not agree: doubled each time, up to this.
_LONGEST_PAUSE = 6 * 3600


class TransferReason(StrEnum):
    LEAVE = "leave"
    POST_CHANGE = "post_change"
    HOLIDAY = "holiday"


class TransferState(StrEnum):
    DRAFT = "draft"
    EXECUTING = "executing"
    EXECUTED = "executed"
    UNDOING = "undoing"
    UNDONE = "undone"
    CANCELLED = "cancelled"


class TransferItemState(StrEnum):
    PLANNED = "planned"
    MOVED = "moved"
    SKIPPED = "skipped"
    RETURNED = "returned"
    KEPT = "kept"


@dataclass(eq=False, kw_only=True)
class Transfer(Record):
    """It owns what it is about: its owner is the person whose work it is, and successors share it."""

    from_id: UUID
    reason: TransferReason
    note: str = ""
    return_date: date | None = None
    rules: list[dict[str, Any]] = field(default_factory=list)
    overrides: list[dict[str, Any]] = field(default_factory=list)
    state: TransferState = TransferState.DRAFT
    item_count: int = 0
    done_count: int = 0
    trouble: str = ""
    checks: list[dict[str, Any]] = field(default_factory=list)
    agreed: bool = False
    executed_by: UUID | None = None
    execute_time: datetime | None = None
    undo_until_time: datetime | None = None
    signed_by: UUID | None = None
    sign_time: datetime | None = None
    sign_note: str = ""
    undone_by: UUID | None = None
    undo_time: datetime | None = None
    undo_reason: str = ""
    undo_why: dict[str, Any] | None = None
    created_by: UUID | None = None
    step_time: datetime | None = None
    failures: int = 0
    told: bool = False
    external_refs: list[dict[str, Any]] = field(default_factory=list)

    # --- the draft -------------------------------------------------------------------------------

    def revise(self, today: date, **changes: Any) -> None:
        """Takes new rules and words, as JSON has them; of one that is switched only the day of return.

        Raises DomainError where they make no sense.
        """
        movable = {"return_date"} if self.state == TransferState.EXECUTED else set(changes)
        if self.state not in (TransferState.DRAFT, TransferState.EXECUTED) or set(changes) - movable:
            raise precondition("NOT_A_DRAFT", "What is switched already is changed no more; undo it, or draft another one.")
        for name, value in changes.items():
            setattr(self, name, value)
        if (self.reason == TransferReason.HOLIDAY) is not (self.return_date is not None):
            raise invalid("transfer.return_date", "A holiday has a day of return, and nothing else has one.", "RETURN_DATE")
        if "return_date" in changes and self.return_date is not None and self.return_date <= today:
            raise invalid("transfer.return_date", "The day of return is still to come.", "DATE_IN_PAST")
        for index, rule in enumerate(self.rules):
            if not rule["successor_ids"]:
                raise invalid(f"transfer.rules.{index}.successor_ids", "Name at least one successor.", "MISSING")
        if self.from_id in self.successors:
            raise invalid("transfer.rules", "Nobody succeeds oneself.", "SUCCESSOR_IS_SELF")

    @property
    def successors(self) -> set[UUID]:
        """Everybody whom rules and overrides name."""
        named = [id for rule in self.rules for id in rule["successor_ids"]] + [each["successor_id"] for each in self.overrides]
        return {UUID(id) for id in named}

    def rule_list(self) -> list[Rule]:
        return [
            Rule(
                kinds=rule.get("kinds", ()),
                regions=rule.get("regions", ()),
                tiers=[tier.removeprefix("TIER_").lower() for tier in rule.get("tiers", ())],
                subject_ids=[UUID(id) for id in rule.get("subject_ids", ())],
                successor_ids=[UUID(id) for id in rule["successor_ids"]],
            )
            for rule in self.rules
        ]

    def override_map(self) -> Mapping[UUID, UUID]:
        return {UUID(each["subject_id"]): UUID(each["successor_id"]) for each in self.overrides}

    def cancel(self) -> None:
        if self.state != TransferState.DRAFT:
            raise precondition("NOT_A_DRAFT", "It is switched already; undo it.")
        self.state = TransferState.CANCELLED

    @property
    def words(self) -> Reason:
        """What the assignments that it makes say as their reason; those that give things back say why, too."""
        words = TRANSFERRED[TransferReason(self.reason)](number=self.number)
        if self.state != TransferState.UNDOING or self.undo_why is None:
            return words
        undone = Reason(**self.undo_why)
        return TRANSFER_UNDONE(transfer=words.text, transfer_en=words.text_en, reason=undone.text, reason_en=undone.text_en)

    # --- switching -------------------------------------------------------------------------------

    def execute(self, *, items: int, without_successor: int, by: UUID | None, at: datetime) -> None:
        """Begins, or takes in what came to the person since. Raises DomainError: NO_SUCCESSOR, NOT_EXECUTABLE."""
        if self.state not in (TransferState.DRAFT, TransferState.EXECUTED):
            raise precondition("NOT_EXECUTABLE", f"It is {self.state}; only a draft, or one that is switched, is executed.")
        if without_successor:
            count = str(without_successor)
            raise precondition("NO_SUCCESSOR", f"No rule says who gets {count} of the things; add a rule for all others.", count=count)
        if self.state == TransferState.DRAFT:
            self.executed_by, self.execute_time, self.undo_until_time = by, at, at + timedelta(days=UNDO_DAYS)
        self.state, self.item_count, self.agreed = TransferState.EXECUTING, items, False
        self.signed_by, self.sign_time, self.sign_note = None, None, ""
        self.shared_with = sorted(self.successors | {*self.shared_with})
        self._go_on(at)

    def _go_on(self, at: datetime) -> None:
        """The next step comes at once, and never at the same instant as the last one: a timer that fired is told by its time."""
        self.step_time = at if self.step_time is None else max(at, self.step_time + timedelta(microseconds=1))
        self.failures, self.trouble = 0, ""

    def proceed(self, done: int, at: datetime) -> None:
        """Some more things were looked at."""
        self.done_count += done
        self._go_on(at)

    def stumble(self, trouble: str, at: datetime) -> None:
        """A service could not be asked, or refused; tried again after a pause."""
        self.trouble = trouble
        self._pause(at)

    def _pause(self, at: datetime) -> None:
        self.step_time = at + timedelta(seconds=min(2**self.failures, _LONGEST_PAUSE))
        self.failures = min(self.failures + 1, 20)

    def compared(self, checks: Sequence[Check], items: Iterable[Switched], at: datetime) -> None:
        """Everything was looked at: here is where it is. What does not agree is compared again, as long as it can be undone."""
        self.state, self.trouble = TransferState.EXECUTED, ""
        self.done_count = self.item_count
        self.checks = [check.as_row() for check in checks]
        self.agreed = all(check.agreed for check in checks)
        if self.agreed or (self.undo_until_time is not None and at >= self.undo_until_time):
            self.step_time = None
        else:
            self._pause(at)
        if not self.told:
            self.told = True
            self._tell(items)

    def _tell(self, items: Iterable[Switched]) -> None:
        given = [item for item in items if item.successor_id is not None]
        counted = Counter(item.kind for item in given)
        self.record(
            facts.CustomersTransferred(
                transfer_id=str(self.id),
                from_id=str(self.from_id),
                to_ids=sorted({str(item.successor_id) for item in given}),
                counts=[facts.TransferredCount(kind=kind, count=count) for kind, count in sorted(counted.items())],
                reason=self.words.text,
                why=self.words.message,
            )
        )

    def sign(self, *, by: UUID | None, note: str, at: datetime) -> None:
        """Raises DomainError: NOT_EXECUTED, CHECK_LIST_OPEN."""
        if self.state != TransferState.EXECUTED:
            raise precondition("NOT_EXECUTED", "There is a check list to sign once everything is switched.")
        left = sum(check["left"] for check in self.checks)
        if not self.agreed and (left or not note):
            detail = f"{left} things are still with the person; execute it again." if left else "Say what became of the things elsewhere."
            raise precondition("CHECK_LIST_OPEN", detail, left=str(left))
        self.signed_by, self.sign_time, self.sign_note = by, at, note

    # --- giving back -----------------------------------------------------------------------------

    def undo(self, *, by: UUID | None, reason: Reason, at: datetime) -> None:
        """Raises DomainError: NOT_EXECUTED, UNDO_TOO_LATE."""
        if self.state not in (TransferState.EXECUTED, TransferState.EXECUTING):
            raise precondition("NOT_EXECUTED", f"It is {self.state}; there is nothing to give back.")
        # Who is on holiday may come back early.
        if self.reason != TransferReason.HOLIDAY and self.undo_until_time is not None and at >= self.undo_until_time:
            raise precondition("UNDO_TOO_LATE", f"It could be undone for {UNDO_DAYS} days; draft a transfer back instead.")
        self._begin_return(by, reason, at)

    def come_back(self, at: datetime) -> None:
        """The holiday is over. Nothing happens where it was undone before."""
        if self.state in (TransferState.EXECUTED, TransferState.EXECUTING):
            self._begin_return(None, HOLIDAY_OVER(), at)

    def _begin_return(self, by: UUID | None, reason: Reason, at: datetime) -> None:
        self.state, self.done_count = TransferState.UNDOING, 0
        self.undone_by, self.undo_time = by, at
        self.undo_reason, self.undo_why = reason.text, reason.why
        self._go_on(at)

    def returned(self) -> None:
        """Everything that still was the successors' is given back."""
        self.state, self.done_count, self.trouble, self.step_time = TransferState.UNDONE, self.item_count, "", None

    # --- time ------------------------------------------------------------------------------------

    def timers(self) -> Mapping[tuple[str, str], date]:
        found: dict[tuple[str, str], date] = {}
        if self.step_time is not None:
            found[TRANSFER_STEP, ""] = self.step_time
        if self.return_date is not None and self.state in (TransferState.EXECUTING, TransferState.EXECUTED):
            found[TRANSFER_RETURN, ""] = self.return_date
        return found
