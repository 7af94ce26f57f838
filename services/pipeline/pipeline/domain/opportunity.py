"""A possible sale: how far it has come, what it may bring, and how it ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.calendar import Calendar
from chassis.errors import invalid, precondition
from chassis.money import Money, positive
from chassis.reasons import Reason
from chassis.scoring import Scored
from chassis.search import search_text, sort_key
from chassis.wire import money, text
from crm.pipeline.v1 import events_pb2 as pb
from crm.pipeline.v1.pipeline_pb2 import PlaybookStep
from pipeline.domain import gates, playbook
from pipeline.domain.days import in_order, not_after
from pipeline.domain.history import OpportunityHistory
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.opportunity_parts import (
    OpportunityLine,
    OpportunityLineDraft,
    OpportunityState,
    StageEntry,
    lines_total,
)
from pipeline.domain.process import SalesProcess, Stage


@dataclass(eq=False, kw_only=True)
class Opportunity(Scored, Record):
    """A possible sale, in one stage of one process. It is open until it is won or lost."""

    name: str
    sales_process_id: UUID
    currency: str
    sort_key: str = ""
    search_text: str = ""
    account_id: UUID | None = None
    stage: str = ""
    # How far it ever came; moving back does not change it.
    furthest_stage: str = ""
    stage_entry_date: date | None = None
    state: OpportunityState = OpportunityState.OPEN
    expected_amount_minor: int | None = None
    expected_close_date: date | None = None
    competitor: str = ""
    completed_actions: list[str] = field(default_factory=list)
    description: str = ""
    open_date: date | None = None
    close_date: date | None = None
    won_amount_minor: int | None = None
    loss_reason_id: UUID | None = None
    loss_detail: str = ""
    legal_entity_id: UUID | None = None
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    # How likely a sale in its stage is won, in per cent.
    stage_probability: Decimal = Decimal(0)
    # The five questions: {"budget": "yes"}
    questions: dict[str, str | None] = field(default_factory=dict)
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    lines: list[OpportunityLine] = field(default_factory=list)
    stage_entries: list[StageEntry] = field(default_factory=list)

    @property
    def account_missing(self) -> bool:
        """It was imported without an account and waits for one."""
        return self.account_id is None

    @property
    def expected_amount(self) -> Money | None:
        return None if self.expected_amount_minor is None else Money(self.currency, self.expected_amount_minor)

    @property
    def won_amount(self) -> Money | None:
        return None if self.won_amount_minor is None else Money(self.currency, self.won_amount_minor)

    def searchable(self) -> str:
        return search_text(self.name, self.number)

    # --- beginning -------------------------------------------------------------------------------

    def open(self, process: SalesProcess, *, on: date, entry_id: UUID, by: UUID | None, calendar: Calendar) -> None:
        """Starts in the first stage, with what its playbook asks for from today on.

        Raises DomainError: ACCOUNT_MISSING, PROCESS_ARCHIVED, DATE_IN_FUTURE.
        """
        if self.account_id is None:
            raise invalid("opportunity.account_id", "Say whose opportunity it is.", "ACCOUNT_MISSING")
        if process.archive_time is not None:
            raise precondition("PROCESS_ARCHIVED", f"{process.name} is out of use; choose another sales process.")
        not_after(on, "opportunity.open_date", self.open_date)
        self.open_date = self.open_date or on
        self._begin(process.first_stage, self.open_date, entry_id, by)
        self._say_opened(self.plan(process.first_stage, on, calendar))

    def recall(self, process: SalesProcess, past: OpportunityHistory, *, today: date, entry_id: UUID) -> None:
        """Takes its place as history tells it: in a later stage, or closed. Account, reason and amount may be unknown.

        Raises DomainError when the history contradicts itself or names an unknown stage.
        """
        past.check(self.open_date, today)
        self.historical = True
        stage = process.stage(past.stage, "history.stage") if past.stage else process.first_stage
        self._begin(stage, self.open_date or past.close_date or today, entry_id, None)
        self.stage_entries[-1].recalled = True
        self._say_opened(())
        if past.close_date is None:
            return
        if past.state == OpportunityState.WON:
            self._win(self.expected_amount if past.won_amount is None else past.won_amount, past.close_date)
        else:
            self.loss_reason_id, self.loss_detail = past.loss_reason_id, past.loss_detail
            self._lose(past.close_date)

    def _begin(self, stage: Stage, on: date, entry_id: UUID, by: UUID | None) -> None:
        self.furthest_stage = stage.key
        self._enter(stage.key, on, entry_id, by, "")

    def _say_opened(self, plan: Sequence[PlaybookStep]) -> None:
        self.record(
            pb.OpportunityOpened(
                opportunity_id=str(self.id),
                name=self.name,
                account_id=text(self.account_id),
                sales_process_id=str(self.sales_process_id),
                stage=self.stage,
                expected_amount=money(self.expected_amount),
                expected_close_date=text(self.expected_close_date),
                open_date=text(self.open_date),
                owner_id=text(self.owner_id),
                playbook=plan,
            )
        )

    def plan(self, stage: Stage, since: date, calendar: Calendar) -> list[PlaybookStep]:
        """What the playbook of the stage asks for that is not done yet, for who entered it on the day `since`."""
        return playbook.steps(stage.playbook, since, self.completed_actions, calendar)

    # --- changing --------------------------------------------------------------------------------

    def revise(self, process: SalesProcess, **changes: Any) -> None:
        """Takes new values of fields; lines are set by `set_lines`. Raises DomainError when one is wrong."""
        if self.account_id is not None and changes.get("account_id", self.account_id) is None:
            raise invalid("opportunity.account_id", "An opportunity keeps an account; name another one.", "ACCOUNT_MISSING")
        if changes.pop("sales_process_id", None) not in (None, self.sales_process_id):
            raise invalid("opportunity.sales_process_id", "An opportunity stays in its sales process.", "IMMUTABLE")
        if "completed_actions" in changes:
            self._complete(changes.pop("completed_actions"), process)
        if "expected_amount" in changes:
            self._expect(changes.pop("expected_amount"))
        self._set_currency("opportunity.currency", changes.pop("currency", "") or self.currency)
        if "questions" in changes:
            changes["questions"] = changes["questions"] or {}
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("opportunity.name", "An opportunity needs a name.", "MISSING")
        self.sort_key = sort_key(self.name)
        in_order("opportunity.open_date", self.open_date, self.close_date)

    def _expect(self, amount: Money | None) -> None:
        if amount is None:
            self.expected_amount_minor = None
            return
        positive("opportunity.expected_amount", amount)
        if amount.currency != self.currency:
            self.expected_amount_minor = None
            self._set_currency("opportunity.expected_amount", amount.currency)
        self.expected_amount_minor = amount.minor

    def _set_currency(self, where: str, currency: str) -> None:
        """Another currency, as long as no amount is in the present one."""
        if currency == self.currency:
            return
        if self.expected_amount_minor is not None or self.won_amount_minor is not None or lines_total(self.lines) is not None:
            raise invalid(
                where, f"It is priced in {self.currency}, not in {currency}.", "CURRENCY_MISMATCH", expected=self.currency, given=currency
            )
        self.currency = currency
        for line in self.lines:
            line.currency = currency

    def set_lines(self, drafts: Sequence[OpportunityLineDraft], new_id: Callable[[], UUID]) -> None:
        """The products it is about. The expected amount goes with them until somebody has typed another one.

        Raises DomainError when a quantity or a price is wrong.
        """
        follows = self.expected_amount_minor in (None, lines_total(self.lines))
        for surplus in self.lines[len(drafts) :]:
            self.lines.remove(surplus)
        for position, draft in enumerate(drafts, start=1):
            if position > len(self.lines):
                self.lines.append(
                    OpportunityLine(
                        id=new_id(), tenant_id=self.tenant_id, position=position, product_id=draft.product_id, currency=self.currency
                    )
                )
            self.lines[position - 1].take(draft, f"opportunity.lines.{position - 1}")
        if follows:
            self.expected_amount_minor = lines_total(self.lines)

    def _complete(self, keys: Sequence[str], process: SalesProcess) -> None:
        known = {action["key"] for stage in process.stages for action in stage.key_actions} | set(self.completed_actions)
        for index, key in enumerate(keys):
            if key not in known:
                where = f"opportunity.completed_actions.{index}"
                raise invalid(where, f"{process.name} has no key action {key!r}.", "ACTION_UNKNOWN", action=key)
        self.completed_actions = list(dict.fromkeys(keys))

    def assigned(self, previous_owner_id: UUID | None, reason: Reason) -> None:
        """Says that another person owns it now."""
        self.record(
            pb.OpportunityAssigned(
                opportunity_id=str(self.id),
                owner_id=text(self.owner_id),
                previous_owner_id=text(previous_owner_id),
                reason=reason.text,
                why=reason.message,
            )
        )

    # --- moving ----------------------------------------------------------------------------------

    def advance(
        self, process: SalesProcess, to: str, *, on: date, entry_id: UUID, by: UUID | None, calendar: Calendar, note: str = ""
    ) -> None:
        """Moves to a stage, to the next one where none is named. Forward, every gate on the way must be open; back, none is asked.

        Raises DomainError: OPPORTUNITY_CLOSED, LAST_STAGE, STAGE_UNKNOWN, STAGE_RETIRED, ALREADY_IN_STAGE, GATE_CLOSED.
        """
        self._require_open()
        before = process.stage(self.stage)
        target = process.stage(to) if to else process.stage_after(before)
        if target is None:
            raise precondition("LAST_STAGE", f"{before.name} is the last stage; win or lose the opportunity.", stage=before.key)
        if target is before:
            raise precondition("ALREADY_IN_STAGE", f"It is in {before.name} already.", stage=before.key)
        if target.retired:
            raise precondition("STAGE_RETIRED", f"{target.name} is out of use; choose another stage.", stage=target.key)
        way = process.way(before, target)
        gates.require_open(way, gates.facts(self, on))
        if process.way(process.stage(self.furthest_stage), target):
            self.furthest_stage = target.key
        self._move(target, on, entry_id, by, note, backward=not way, calendar=calendar)

    def _move(self, stage: Stage, on: date, entry_id: UUID, by: UUID | None, note: str, *, backward: bool, calendar: Calendar) -> None:
        previous, entered = self.stage, self.stage_entry_date or on
        self._leave(on)
        self._enter(stage.key, on, entry_id, by, note)
        self.record(
            pb.StageEntered(
                opportunity_id=str(self.id),
                account_id=text(self.account_id),
                sales_process_id=str(self.sales_process_id),
                stage=stage.key,
                previous_stage=previous,
                entry_date=text(on),
                days_in_previous_stage=(on - entered).days,
                backward=backward,
                expected_amount=money(self.expected_amount),
                owner_id=text(self.owner_id),
                playbook=self.plan(stage, on, calendar),
                name=self.name,
            )
        )

    def _enter(self, stage: str, on: date, entry_id: UUID, by: UUID | None, note: str) -> None:
        self.stage, self.stage_entry_date = stage, on
        position = len(self.stage_entries) + 1
        self.stage_entries.append(
            StageEntry(id=entry_id, tenant_id=self.tenant_id, position=position, stage=stage, entry_date=on, person_id=by, note=note)
        )

    def _leave(self, on: date) -> None:
        last = max(self.stage_entries, key=lambda entry: entry.position, default=None)
        if last is not None and last.exit_date is None:
            last.exit_date = on

    # --- ending ----------------------------------------------------------------------------------

    def win(self, amount: Money | None, *, on: date, today: date) -> None:
        """Closes it as won for `amount`, for the expected one where none is given.

        Raises DomainError: OPPORTUNITY_CLOSED, ACCOUNT_MISSING, MISSING (no amount known), a wrong day or currency.
        """
        self._require_open()
        self._check_close_date(on, today)
        if self.account_id is None:
            raise precondition("ACCOUNT_MISSING", "Say whose opportunity it is before you win it.")
        won = self.expected_amount if amount is None else amount
        if won is None:
            raise invalid("won_amount", "Say what it was won for; no amount is expected yet.", "MISSING")
        self._win(won, on)

    def _win(self, amount: Money | None, on: date) -> None:
        if amount is not None:
            positive("won_amount", amount)
            self._set_currency("won_amount", amount.currency)
            self.won_amount_minor = amount.minor
        self._close(OpportunityState.WON, on)
        self.record(
            pb.OpportunityWon(
                opportunity_id=str(self.id),
                account_id=text(self.account_id),
                stage=self.stage,
                won_amount=money(self.won_amount),
                close_date=text(on),
                owner_id=text(self.owner_id),
            )
        )

    def lose(self, reason: LossReason, detail: str, competitor: str, *, on: date, today: date) -> None:
        """Closes it as lost. Raises DomainError: OPPORTUNITY_CLOSED, LOSS_REASON_ARCHIVED, COMPETITOR_MISSING, a wrong day."""
        self._require_open()
        self._check_close_date(on, today)
        if reason.archive_time is not None:
            raise precondition("LOSS_REASON_ARCHIVED", f"{reason.name} is out of use; choose another reason.")
        if reason.asks_competitor and not (competitor or self.competitor):
            raise invalid("competitor", f"Say who took it: {reason.name} asks for the competitor.", "COMPETITOR_MISSING")
        self.competitor = competitor or self.competitor
        self.loss_reason_id, self.loss_detail = reason.id, detail
        self._lose(on)

    def _lose(self, on: date) -> None:
        self._close(OpportunityState.LOST, on)
        self.record(
            pb.OpportunityLost(
                opportunity_id=str(self.id),
                account_id=text(self.account_id),
                stage=self.stage,
                expected_amount=money(self.expected_amount),
                close_date=text(on),
                loss_reason_id=text(self.loss_reason_id),
                loss_detail=self.loss_detail,
                competitor=self.competitor,
                owner_id=text(self.owner_id),
            )
        )

    def _close(self, state: OpportunityState, on: date) -> None:
        self.state, self.close_date = state, on
        self._leave(on)

    def reopen(
        self, process: SalesProcess, reason: str, *, on: date, entry_id: UUID, by: UUID | None, contracted: bool, calendar: Calendar
    ) -> None:
        """Takes a closed opportunity up again where it was closed; `contracted`: a contract has come of it.

        Raises DomainError: NOT_CLOSED, HAS_CONTRACT.
        """
        if self.state == OpportunityState.OPEN:
            raise precondition("NOT_CLOSED", "It is open.")
        self.require_no_contract(contracted=contracted)
        self.state, self.close_date, self.won_amount_minor = OpportunityState.OPEN, None, None
        self.loss_reason_id, self.loss_detail = None, ""
        self._move(process.stage(self.stage), on, entry_id, by, reason, backward=True, calendar=calendar)

    def require_no_contract(self, *, contracted: bool) -> None:
        """Raises HAS_CONTRACT when a contract has come of it: it can be neither reopened nor archived."""
        if contracted:
            raise precondition("HAS_CONTRACT", "A contract has come of it; terminate the contract instead.")

    def _require_open(self) -> None:
        if self.state != OpportunityState.OPEN:
            raise precondition("OPPORTUNITY_CLOSED", f"It was {self.state} on {self.close_date}; reopen it first.", state=str(self.state))

    def _check_close_date(self, on: date, today: date) -> None:
        not_after(today, "close_date", on)
        in_order("close_date", self.open_date, on)

    def require_won(self) -> None:
        """Raises NOT_WON: a contract comes of a won opportunity only."""
        if self.state != OpportunityState.WON:
            raise precondition("NOT_WON", f"The opportunity is {self.state}; win it first.", state=str(self.state))
