"""What we and a customer have agreed, from the draft to its fulfilment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Collectible
from chassis.errors import DomainError, invalid, not_found, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.reasons import Reason
from chassis.search import search_text, sort_key
from chassis.wire import text
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain import contract_facts as facts
from pipeline.domain import priced_line, pricing, terms
from pipeline.domain.contract_parts import (
    ContractLine,
    ContractParty,
    ContractState,
    MilestoneDraft,
    PartyDraft,
    check_parties,
    customer,
)
from pipeline.domain.days import in_order, not_after
from pipeline.domain.history import ContractHistory
from pipeline.domain.milestone import Milestone, MilestoneKind, MilestoneSource, Reached
from pipeline.domain.monthly import check_closing
from pipeline.domain.priced_line import LineDraft

# What was agreed. Approval covers it, our seal fixes it.
AGREED = (
    *("account_id", "legal_entity_id", "currency", "prices_include_tax", "customer_order_number", "end_date"),
    *("frame", "frame_limit_minor", "monthly", "cut_off_day", "credit_days"),
)
_CHANGEABLE = frozenset((ContractState.DRAFT, ContractState.APPROVED))
_ENDED = frozenset((ContractState.FULFILLED, ContractState.TERMINATED))
# What was delivered may be used, serviced or licensed until the end date.
_IN_FORCE = frozenset((ContractState.EFFECTIVE, ContractState.FULFILLED))


@dataclass(eq=False, kw_only=True)
class Contract(Collectible):
    """A sale in writing. Only an effective one is a basis of receivables; what is owed is its gross."""

    name: str
    account_id: UUID
    customer_id: UUID
    currency: str
    sort_key: str = ""
    search_text: str = ""
    legal_entity_id: UUID | None = None
    opportunity_id: UUID | None = None
    customer_order_number: str = ""
    state: ContractState = ContractState.DRAFT
    prices_include_tax: bool = False
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0
    terms: terms_pb.PaymentTerms = field(default_factory=terms_pb.PaymentTerms)
    # 框架合同: orders call off against it, up to the limit where there is one. It owes nothing by itself.
    frame: bool = False
    frame_limit_minor: int | None = None
    called_off_minor: int = 0
    # 月结: what its orders deliver is owed by month; see domain/monthly.py.
    monthly: bool = False
    cut_off_day: int = 0
    credit_days: int = 0
    end_date: date | None = None
    # Who counts for how much of its money since when (collected_shares.py): a copy of its assignments.
    collected_shares: list[dict[str, Any]] = field(default_factory=list)
    # The day on which its owner is told that it ends soon; empty while it is not in force, and once that was told.
    renewal_notice_date: date | None = None
    approved_by: UUID | None = None
    approve_date: date | None = None
    seal_date: date | None = None
    return_date: date | None = None
    scan_attachment_id: UUID | None = None
    effective_date: date | None = None
    fulfil_date: date | None = None
    terminate_date: date | None = None
    terminate_reason: str = ""
    description: str = ""
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    parties: list[ContractParty] = field(default_factory=list)
    lines: list[ContractLine] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()
    called_off = MoneyOf()

    @property
    def frame_limit(self) -> Money | None:
        return None if self.frame_limit_minor is None else Money(self.currency, self.frame_limit_minor)

    def searchable(self) -> str:
        return search_text(self.name, self.number, self.customer_order_number)

    # --- what was agreed -------------------------------------------------------------------------

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields; parties, lines, terms and milestones have methods of their own.

        A change of what was approved makes it a draft again. Raises DomainError: CONTRACT_SEALED, a wrong field.
        """
        if changes.pop("opportunity_id", self.opportunity_id) != self.opportunity_id:
            raise invalid("contract.opportunity_id", "A contract stays with its opportunity.", "IMMUTABLE")
        if not changes.get("account_id", self.account_id):
            raise invalid("contract.account_id", "Say with whom the contract is.", "MISSING")
        if changes.get("currency") == "":
            del changes["currency"]
        if "frame_limit" in changes:
            changes["frame_limit_minor"] = self._limit(changes.pop("frame_limit"), changes.get("currency", self.currency))
        if any(changes.get(name, getattr(self, name)) != getattr(self, name) for name in AGREED):
            self._reopen_agreement()
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.name.strip():
            raise invalid("contract.name", "A contract needs a name.", "MISSING")
        check_closing("contract", self.cut_off_day, self.credit_days)
        if not self.frame and (self.monthly or self.frame_limit_minor is not None):
            field = "monthly" if self.monthly else "frame_limit"
            raise invalid(f"contract.{field}", "Only a frame contract has a limit, or is settled by month.", "NOT_A_FRAME")
        self.sort_key = sort_key(self.name)
        self.customer_id = customer(self.account_id, self.parties)
        if changes.keys() & {"currency", "prices_include_tax"}:
            self._reprice()

    def _limit(self, limit: Money | None, currency: str) -> int | None:
        if limit is None:
            return None
        if limit.currency != currency:
            raise invalid("contract.frame_limit", f"The contract is in {currency}, not in {limit.currency}.", "CURRENCY_MISMATCH")
        return positive("contract.frame_limit", limit).minor

    def set_parties(self, drafts: Sequence[PartyDraft], new_id: Callable[[], UUID]) -> None:
        """Who plays which part; a part that nobody is named for is the account's. Raises DomainError: PARTY_TAKEN, CONTRACT_SEALED."""
        check_parties(drafts)
        if {PartyDraft(role=party.role, account_id=party.account_id) for party in self.parties} == set(drafts):
            return
        self._reopen_agreement()
        kept = {(party.role, party.account_id): party for party in self.parties}
        parties = [
            kept.get((draft.role, draft.account_id))
            or ContractParty(id=new_id(), tenant_id=self.tenant_id, role=draft.role, account_id=draft.account_id)
            for draft in drafts
        ]
        self.parties[:] = parties
        self.customer_id = customer(self.account_id, self.parties)

    def set_lines(self, drafts: Sequence[LineDraft], new_id: Callable[[], UUID]) -> None:
        """What is sold. A line whose code is known keeps its identity.

        Raises DomainError: LINE_CODE_TAKEN, CONTRACT_SEALED, a wrong line.
        """
        wanted = priced_line.coded(drafts)
        if [line.draft for line in self.lines] == wanted:
            return
        self._reopen_agreement()
        self.lines[:] = priced_line.taken(
            ContractLine,
            self.lines,
            wanted,
            tenant_id=self.tenant_id,
            currency=self.currency,
            prices_include_tax=self.prices_include_tax,
            new_id=new_id,
        )
        self._total()

    def _reprice(self) -> None:
        for line in self.lines:
            line.reprice(self.currency, prices_include_tax=self.prices_include_tax)
        self._total()

    def _total(self) -> None:
        total = pricing.total(self.currency, (line.price for line in self.lines), "contract.lines")
        self.net, self.tax, self.gross = total.net, total.tax, total.gross

    @property
    def lots(self) -> dict[str, Money]:
        """What each line is owed, by its code."""
        return {line.code: line.gross for line in self.lines}

    def set_terms(self, wanted: terms_pb.PaymentTerms, new_id: Callable[[], UUID]) -> None:
        """How it is paid; the milestones that the terms hang on are added. Raises DomainError: CONTRACT_SEALED, a wrong term."""
        expanded = terms.expanded(wanted)
        terms.check(expanded)
        if expanded == self.terms:
            return
        self._reopen_agreement()
        self.terms = expanded
        self.complete_milestones(new_id)

    def _reopen_agreement(self) -> None:
        """What was approved becomes a draft again, what is sealed stays as it is."""
        if self.state not in _CHANGEABLE:
            raise precondition(
                "CONTRACT_SEALED", f"The contract is {self.state}; what was agreed cannot be changed any more.", state=str(self.state)
            )
        self.state, self.approved_by, self.approve_date = ContractState.DRAFT, None, None

    def assigned(self, previous_owner_id: UUID | None, reason: Reason) -> None:
        """Says that another person owns it now."""
        self.record(
            pb.ContractAssigned(
                contract_id=str(self.id),
                owner_id=text(self.owner_id),
                previous_owner_id=text(previous_owner_id),
                reason=reason.text,
                why=reason.message,
            )
        )

    # --- signing ---------------------------------------------------------------------------------

    def approve(self, *, by: UUID | None, on: date) -> None:
        """Raises DomainError: STATE_MISMATCH unless it is a draft, CONTRACT_INCOMPLETE, TERMS_INCOMPLETE."""
        self._require(ContractState.DRAFT)
        self._require_complete()
        self.state, self.approved_by, self.approve_date = ContractState.APPROVED, by, on

    def seal(self, *, on: date, today: date) -> None:
        """Sealed by us. Raises DomainError: STATE_MISMATCH unless it is approved, DATE_IN_FUTURE."""
        self._require(ContractState.APPROVED)
        not_after(today, "seal_date", on)
        self.state, self.seal_date = ContractState.SEALED, on

    def record_return(self, scan_attachment_id: UUID, *, on: date, today: date) -> None:
        """Back with both seals. Raises DomainError: STATE_MISMATCH unless it is sealed by us, a wrong day."""
        self._require(ContractState.SEALED)
        not_after(today, "return_date", on)
        in_order("return_date", self.seal_date, on)
        self.state, self.return_date, self.scan_attachment_id = ContractState.RETURNED, on, scan_attachment_id

    def make_effective(self, *, by: UUID | None, on: date, today: date) -> None:
        """From now on it is a basis of receivables. Raises DomainError: STATE_MISMATCH unless it is returned, DATE_IN_FUTURE."""
        self._require(ContractState.RETURNED)
        not_after(today, "effective_date", on)
        reached = Reached(on=on, source=MilestoneSource.PERSON, evidence_attachment_id=self.scan_attachment_id, by=by)
        self._take_effect(reached)

    def _take_effect(self, reached: Reached) -> None:
        self.state, self.effective_date = ContractState.EFFECTIVE, reached.on
        self._milestone(MilestoneKind.EFFECTIVE).take(reached)
        self.record(facts.effective(self))

    def notice_end(self, days: int, *, told_until: date | None = None) -> None:
        """Its owner is to hear of its end so many days before; not of one that should have been told up to `told_until`."""
        if self.state not in _IN_FORCE or self.end_date is None:
            return
        notice = self.end_date - timedelta(days=days)
        self.renewal_notice_date = None if told_until is not None and notice <= told_until else notice

    @property
    def expiring_date(self) -> date | None:
        """When to say that it ends soon."""
        return self.renewal_notice_date if self.state in _IN_FORCE else None

    def tell_expiring(self, *, today: date) -> None:
        """Says once that it ends soon; does nothing before, or when it has ended otherwise."""
        if self.end_date is None or self.expiring_date is None or self.expiring_date > today:
            return
        self.renewal_notice_date = None
        self.record(facts.expiring(self, self.end_date, today))

    def fulfil(self, *, on: date, today: date) -> None:
        """Everything is done. Raises DomainError: STATE_MISMATCH unless it is effective, MILESTONES_OPEN, a wrong day."""
        self._require(ContractState.EFFECTIVE)
        if waiting := [milestone.label for milestone in self.milestones if milestone.is_open]:
            missing = ", ".join(waiting)
            raise precondition("MILESTONES_OPEN", f"Not reached yet: {missing}.", missing=missing)
        not_after(today, "fulfil_date", on)
        in_order("fulfil_date", self.effective_date, on)
        self.state, self.fulfil_date = ContractState.FULFILLED, on

    def terminate(self, reason: str, *, on: date, today: date) -> None:
        """Ends before it is fulfilled. Raises DomainError: STATE_MISMATCH for drafts and what has ended, MISSING reason, a wrong day."""
        if self.state == ContractState.DRAFT or self.state in _ENDED:
            hint = "; archive it instead" if self.state == ContractState.DRAFT else ""
            raise precondition("STATE_MISMATCH", f"The contract is {self.state}{hint}.", state=str(self.state))
        if not reason.strip():
            raise invalid("reason", "Say why the contract ends.", "MISSING")
        not_after(today, "terminate_date", on)
        in_order("terminate_date", self.effective_date, on)
        was_effective = self.state == ContractState.EFFECTIVE
        self._end(reason, on)
        if was_effective:
            self.record(facts.terminated(self))

    def _end(self, reason: str, on: date) -> None:
        self.state, self.terminate_date, self.terminate_reason = ContractState.TERMINATED, on, reason

    def require_draft(self) -> None:
        """Raises STATE_MISMATCH unless it is a draft: nothing else goes into the recycle bin."""
        self._require(ContractState.DRAFT)

    def _require(self, state: ContractState) -> None:
        if self.state != state:
            raise precondition(
                "STATE_MISMATCH", f"The contract is {self.state}; it must be {state}.", state=str(self.state), needed=str(state)
            )

    def _require_complete(self) -> None:
        if self.legal_entity_id is None:
            raise _incomplete("legal_entity_id", "Say which company of ours signs.")
        if self.frame:
            if self.lines or self.terms.terms:
                raise _incomplete("frame", "A frame contract has neither lines nor terms: its orders have them.")
            return
        if self.gross.minor <= 0:
            raise _incomplete("lines", "Say what is sold, for more than zero.")
        terms.check_complete(self.terms, self.gross, self.lots)

    def recall(self, past: ContractHistory, *, today: date) -> None:
        """Takes its place as history tells it: effective, fulfilled or terminated, without evidence. What is late is no news.

        Raises DomainError when the history contradicts itself or the contract is incomplete.
        """
        past.check(today)
        self.historical = True
        self.number = past.number or self.number
        if past.effective_date is None:
            return
        self._require_complete()
        for each in past.milestones:
            self._milestone(each.kind, each.code).take(Reached(on=each.actual_date))
        self._take_effect(Reached(on=past.effective_date))
        for milestone in self.milestones:
            if milestone.late_date is not None and milestone.late_date <= today:
                milestone.late_told_date = milestone.expected_date
        if past.fulfil_date is not None:
            self.state, self.fulfil_date = ContractState.FULFILLED, past.fulfil_date
        if past.terminate_date is not None:
            self._end(past.terminate_reason, past.terminate_date)
            self.record(facts.terminated(self))

    # --- what is called off ----------------------------------------------------------------------

    def require_in_force(self, today: date) -> None:
        """Something may be ordered under it today. Raises DomainError: CONTRACT_NOT_EFFECTIVE, CONTRACT_ENDED."""
        if self.state != ContractState.EFFECTIVE:
            raise precondition("CONTRACT_NOT_EFFECTIVE", f"Contract {self.number} is {self.state}, not effective.", state=str(self.state))
        if self.end_date is not None and today > self.end_date:
            raise precondition("CONTRACT_ENDED", f"Contract {self.number} ran until {self.end_date}.", end_date=str(self.end_date))

    def call_off(self, amount: Money, *, today: date) -> None:
        """An order against this frame contract is released. Raises DomainError: FRAME_LIMIT_EXCEEDED, and what `require_in_force` says."""
        self.require_in_force(today)
        after = self.called_off + amount
        if self.frame_limit is not None and after > self.frame_limit:
            left = self.frame_limit - self.called_off
            raise precondition(
                "FRAME_LIMIT_EXCEEDED",
                f"{amount} would exceed the limit of frame contract {self.number}; {left} is left of {self.frame_limit}.",
                left=str(left),
                limit=str(self.frame_limit),
            )
        self.called_off = after

    def give_back(self, amount: Money) -> None:
        """An order that was released is cancelled."""
        self.called_off -= amount

    # --- fulfilment ------------------------------------------------------------------------------

    def complete_milestones(self, new_id: Callable[[], UUID]) -> None:
        """Adds the effective milestone and those that the terms hang on, where they are missing."""
        for kind, code in ((MilestoneKind.EFFECTIVE, ""), *terms.milestones(self.terms)):
            if self._find(kind, code) is None:
                self._add(MilestoneDraft(kind=kind, code=code), new_id())

    def add_milestone(self, draft: MilestoneDraft, id: UUID, where: str = "milestone") -> Milestone:
        """Raises DomainError: STATE_MISMATCH once the contract has ended, MILESTONE_EXISTS, MISSING code of a custom one."""
        self._require_running()
        if draft.kind == MilestoneKind.CUSTOM and not draft.code:
            raise invalid(f"{where}.code", "A custom milestone is told apart by its code.", "MISSING")
        if self._find(draft.kind, draft.code) is not None:
            raise invalid(where, "The contract has this milestone already.", "MILESTONE_EXISTS", kind=draft.kind, code=draft.code)
        return self._add(draft, id)

    def _add(self, draft: MilestoneDraft, id: UUID) -> Milestone:
        milestone = Milestone(
            id=id, tenant_id=self.tenant_id, kind=draft.kind, code=draft.code, name=draft.name, planned_date=draft.planned_date
        )
        self.milestones.append(milestone)
        self.milestones.sort(key=lambda each: (each.position, each.code))
        return milestone

    def reach_milestone(self, milestone_id: UUID, reached: Reached, *, today: date, by_system: bool) -> Milestone:
        """Raises DomainError: STATE_MISMATCH once the contract has ended, EFFECTIVE_BY_CONTRACT, and what Milestone.reach says."""
        self._require_running()
        milestone = self.milestone(milestone_id)
        if milestone.kind == MilestoneKind.EFFECTIVE:
            raise precondition("EFFECTIVE_BY_CONTRACT", "It is reached by making the contract effective.")
        milestone.reach(reached, today=today, by_system=by_system)
        self.record(facts.reached(self, milestone))
        return milestone

    def reschedule_milestone(self, milestone_id: UUID, to: date, reason: str) -> Milestone:
        """Raises DomainError: STATE_MISMATCH once the contract has ended, MILESTONE_REACHED, NOTHING_CHANGES, MISSING reason."""
        self._require_running()
        if not reason.strip():
            raise invalid("reason", "Say why it is expected on another day.", "MISSING")
        milestone = self.milestone(milestone_id)
        before = milestone.expected_date
        milestone.expect(to)
        self.record(facts.rescheduled(self, milestone, before, reason))
        return milestone

    @property
    def late_dates(self) -> dict[UUID, date]:
        """When each open milestone of an effective contract becomes late, as long as that was not told: what timers wait for."""
        if self.state != ContractState.EFFECTIVE:
            return {}
        return {milestone.id: milestone.late_date for milestone in self.milestones if milestone.late_date is not None}

    def tell_late(self, milestone_id: UUID, *, today: date) -> None:
        """Says once per expected date that it has passed; does nothing when it has not, or was told."""
        late_date = self.late_dates.get(milestone_id)
        if late_date is None or late_date > today:
            return
        milestone = self.milestone(milestone_id)
        milestone.late_told_date = milestone.expected_date
        self.record(facts.late(self, milestone, today))

    def milestone(self, id: UUID) -> Milestone:
        """Raises NOT_FOUND when the contract has no such milestone."""
        for milestone in self.milestones:
            if milestone.id == id:
                return milestone
        raise not_found("milestone", id)

    def _milestone(self, kind: MilestoneKind, code: str = "") -> Milestone:
        if (found := self._find(kind, code)) is None:
            raise invalid("history.milestones", f"The contract has no milestone {kind} {code}.".replace(" .", "."), "MILESTONE_UNKNOWN")
        return found

    def _find(self, kind: MilestoneKind, code: str) -> Milestone | None:
        return next((each for each in self.milestones if each.kind == kind and each.code == code), None)

    def _require_running(self) -> None:
        if self.state in _ENDED:
            raise precondition("STATE_MISMATCH", f"The contract is {self.state}.", state=str(self.state))


def _incomplete(field: str, detail: str) -> DomainError:
    return precondition("CONTRACT_INCOMPLETE", detail, missing=field)
