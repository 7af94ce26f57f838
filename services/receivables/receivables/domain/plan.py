"""What becomes due under one contract, one order, one statement month or one service charge, when, on which condition and how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chassis.aggregate import Collectible
from chassis.calendar import Calendar, Rule
from chassis.errors import DomainError, invalid, not_found, precondition
from chassis.money import Money, MoneyOf
from chassis.search import search_text
from receivables.domain import facts
from receivables.domain.amounts import instalment_amounts
from receivables.domain.contract import Belonging, give
from receivables.domain.dunning import DunningPolicy, Notice, preparations, reminders
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.late_interest import LateInterestClause
from receivables.domain.ledger import Leg, TransactionKind
from receivables.domain.limitation import Interruption
from receivables.domain.milestone import PlanMilestone
from receivables.domain.postings import difference, posting
from receivables.domain.revision import Line, Match, matched
from receivables.domain.states import Basis, ClaimState, CloseReason, PlanState, VersionCause
from receivables.domain.terms import Term, Terms
from receivables.domain.triggers import Anchor, MilestoneDates, MilestoneKey, MilestoneKind, Trigger
from receivables.domain.version import PlanVersion, Snapshot, changes_since, movement, snapshots


@dataclass(frozen=True, slots=True)
class Brought:
    """A claim that was there before the plan was: since when it is owed, and when it is or was due."""

    id: UUID
    term: Term
    amount: Money
    since: date
    due: date


@dataclass(eq=False, kw_only=True)
class PaymentPlan(Collectible):
    """While it is active, the amounts of its instalments that are not cancelled make up `total` exactly; late interest comes besides.

    `contract_id` and `contract_number` are those of the document that it is the plan of, as its basis says: a contract, an order, a
    statement month of a customer, or a service charge.
    """

    basis: Basis = Basis.CONTRACT
    contract_id: UUID
    contract_number: str
    customer_order_number: str = ""
    customer_id: UUID
    legal_entity_id: UUID
    # The opening balances that brought it; there is no contract of it here then, and it belongs to whom its customer belongs.
    opening_balance_id: UUID | None = None
    business_unit: str = ""
    product_line: str = ""
    region: str = ""
    currency: str
    total_minor: int
    effective_date: date
    # Of a statement month: its closing day (月结日).
    cut_off_date: date | None = None
    non_working_day_rule: Rule = Rule.NEXT
    # Gross per line or lot, in minor units: what shares of a lot are shares of.
    lots: dict[str, int] = field(default_factory=dict)
    state: PlanState = PlanState.ACTIVE
    refusal_reason: str = ""
    refusal_detail: str = ""
    plan_version: int = 0
    # When it is prepared for and reminded of, as it was when the plan was made or last revised.
    dunning: DunningPolicy = field(default_factory=DunningPolicy)
    # 付款日 of the customer; 0 where it has none.
    payment_day: int = 0
    # 违约金条款 of the contract; None where it says nothing, and the company's default holds.
    late_interest: LateInterestClause | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""
    instalments: list[Instalment] = field(default_factory=list)
    milestones: list[PlanMilestone] = field(default_factory=list)
    # Those that this unit of work makes: a plan never looks back at its versions.
    versions: list[PlanVersion] = field(default_factory=list)

    total = MoneyOf()

    # --- how it begins; see planning.py ----------------------------------------------------------

    def begin(self, terms: Terms, *, calendar: Calendar, journal: Journal) -> None:
        """Makes instalments of the terms and claims what is owed at once. Raises DomainError where they do not make up the total."""
        amounts = instalment_amounts(terms.terms, self.total, self._lots)
        self.non_working_day_rule, self.late_interest = terms.non_working_day_rule, terms.late_interest
        with posting(journal, TransactionKind.PLAN, self.instalments, on=self.effective_date):
            for position, (term, amount) in enumerate(zip(terms.terms, amounts, strict=True), start=1):
                self.instalments.append(self._instalment(term, amount, position, journal))
            self._set_days(calendar, journal)
        self._next_version(VersionCause.CREATED, "", {}, journal)
        self.record(facts.plan_created(self))
        self.claim_what_is_due(calendar, journal)

    def refuse(self, refusal: DomainError) -> None:
        """The contract's terms are no plan: it stays empty until somebody revises it."""
        self.state, self.refusal_reason, self.refusal_detail = PlanState.REFUSED, refusal.reason, refusal.detail
        self.record(facts.plan_refused(self, refusal))

    # --- what a company brings along; see opening/posting.py -------------------------------------

    def bring(self, brought: Iterable[Brought], *, calendar: Calendar, journal: Journal) -> None:
        """Takes in claims as they are. Nothing of it is said: the days that it is late by were known elsewhere."""
        for position, each in enumerate(brought, start=1):
            instalment = self._instalment(each.term, each.amount, position, journal)
            instalment.id = each.id
            instalment.expect(each.since, None, None)
            instalment.become_claimable(each.due)
            self.instalments.append(instalment)
            self._tell_anew(instalment, calendar, journal)
        self._next_version(VersionCause.CREATED, "", {}, journal)

    @property
    def is_as_brought(self) -> bool:
        """Nobody paid, invoiced, promised, disputed or changed anything of it, nor claimed late interest on it."""
        return (
            self.state is PlanState.ACTIVE
            and self.plan_version == 1
            and not any(
                i.is_touched or i.disputed or i.promises or i.interest_of_id or any(s.minor for s in i.invoice_shares)
                for i in self.instalments
            )
        )

    def leave(self) -> None:
        """It was brought by mistake. Why, its opening balances say; to whom it belongs nothing is announced, as nothing was before."""
        self.state = PlanState.TERMINATED
        for instalment in self.instalments:
            instalment.cancel()

    # --- what happens to the contract ------------------------------------------------------------

    def reach(self, key: MilestoneKey, day: date, *, version: int, calendar: Calendar, journal: Journal) -> None:
        """A milestone was reached: what waited for it is owed, what it still delays is expected from its actual day.

        `version` is that of the contract when it said so.
        """
        milestone = self.milestone(key, journal)
        if milestone.actual_date == day or milestone.told_version > version:
            return
        milestone.actual_date, milestone.told_version = day, version
        before = snapshots(self.instalments)
        self._set_days(calendar, journal)
        claimed = self._claim(calendar, journal)
        self._next_version(VersionCause.MILESTONE_REACHED, f"{milestone.title}: {day}", before, journal)
        self._say_claimable(claimed)

    def reschedule(self, key: MilestoneKey, day: date, reason: str, *, version: int, calendar: Calendar, journal: Journal) -> None:
        """A milestone is expected on another day: expected dates move. One that was reached does not move any more."""
        milestone = self.milestone(key, journal)
        if milestone.actual_date is not None or milestone.told_version > version:
            return
        milestone.expected_date, milestone.told_version = day, version
        before = snapshots(self.instalments)
        self._set_days(calendar, journal)
        self._next_version(VersionCause.MILESTONE_RESCHEDULED, reason or f"{milestone.title}: {day}", before, journal)

    def withdraw(self, keys: Iterable[MilestoneKey], reason: str, *, version: int, calendar: Calendar, journal: Journal) -> None:
        """Milestones were not reached after all: what waits for them is planned again, but for claims that are paid or invoiced already,
        if only in part. `version` is that of the order when it said so."""
        wrong = [each for each in (self.milestone(key, journal) for key in keys) if each.actual_date and each.told_version <= version]
        if not wrong:
            return
        before = snapshots(self.instalments)
        with posting(journal, TransactionKind.REVISION, self.instalments, on=journal.today):
            for milestone in wrong:
                milestone.actual_date, milestone.told_version = None, version
            reached = {milestone.key: milestone.dates for milestone in self.milestones}
            for instalment in self.instalments:
                owed = instalment.claim_state is ClaimState.CLAIMABLE and not instalment.is_touched
                if owed and instalment.trigger.certain_day(reached | _invoiced(instalment), calendar) is None:
                    instalment.agree(instalment.term, instalment.amount)
            self._set_days(calendar, journal)
        self._next_version(VersionCause.MILESTONE_RESCHEDULED, reason, before, journal)

    # --- what is delivered in a statement month; see monthly.py ----------------------------------

    def add_delivery(self, amount: Money, *, calendar: Calendar, journal: Journal) -> None:
        """So much more, or less, is delivered in the month, which is not over. Nothing is left where the sum is zero.

        No version: what it consists of are its lines.
        """
        [instalment] = self.instalments
        with posting(journal, TransactionKind.REVISION, self.instalments, on=journal.today):
            self.total += amount
            if self.total:
                instalment.agree(replace(instalment.term, amount=self.total), self.total)
                self._set_days(calendar, journal)
            else:
                instalment.cancel()
                self.state = PlanState.TERMINATED

    def terminate(self, reason: str, *, on: date, journal: Journal) -> None:
        """The contract ended: what is planned is cancelled, what is owed stays owed."""
        if self.state is PlanState.TERMINATED:
            return
        self.state = PlanState.TERMINATED
        before = snapshots(self.instalments)
        with posting(journal, TransactionKind.TERMINATION, self.instalments, on=on):
            for instalment in self._planned:
                instalment.cancel()
        self._next_version(VersionCause.TERMINATED, reason, before, journal)

    def revoke(self, reason: str, *, journal: Journal) -> None:
        """What it rests on was not owed after all: nothing of it is any more. The caller has checked that nothing hangs on any of it."""
        before = snapshots(self.instalments)
        with posting(journal, TransactionKind.TERMINATION, self.instalments, on=journal.today):
            self.state = PlanState.TERMINATED
            for instalment in self.instalments:
                if instalment.claim_state is not ClaimState.CLOSED:
                    instalment.cancel()
        self._next_version(VersionCause.TERMINATED, reason, before, journal)

    def belong(self, to: Belonging) -> None:
        """The contract has another owner or place in the company, and so have the plan and its instalments."""
        for each in (self, *self.instalments):
            give(each, to)

    def collect_by(self, people: Iterable[UUID]) -> None:
        """The contract names who collects for it (催收人), and so do the plan and its instalments."""
        self.collector_ids = [*people]
        for instalment in self.instalments:
            instalment.collector_ids = [*self.collector_ids]

    @property
    def belonging(self) -> Belonging:
        return Belonging(
            owner_id=self.owner_id,
            team_id=self.team_id,
            shared_with=tuple(self.shared_with),
            business_unit=self.business_unit,
            product_line=self.product_line,
            region=self.region,
        )

    # --- what people agree -----------------------------------------------------------------------

    def revise(
        self,
        lines: Sequence[Line],
        reason: str,
        *,
        calendar: Calendar,
        journal: Journal,
        rule: Rule | None = None,
        dunning: DunningPolicy | None = None,
    ) -> None:
        """Makes the plan what the lines say; instalments that no line names are cancelled. Counts from today.

        Raises DomainError when the lines do not make up the total or would change what is paid or invoiced.
        """
        if self.state is PlanState.TERMINATED:
            raise precondition("PLAN_TERMINATED", "The contract was terminated; its plan does not change any more.")
        if not reason.strip():
            raise invalid("reason", "Say why the plan changes.", "REASON_MISSING")
        charges = {instalment.id for instalment in self.instalments if instalment.is_late_interest}
        matches = matched([line for line in lines if line.instalment_id not in charges], self._agreed)
        amounts = instalment_amounts([match.pricing for match in matches], self.total, self._lots)
        before, owed = snapshots(self.instalments), [i for i in self.instalments if i.claim_state is ClaimState.CLAIMABLE]
        with posting(journal, TransactionKind.REVISION, self.instalments, on=journal.today):
            self.non_working_day_rule = rule or self.non_working_day_rule
            self.dunning = dunning or self.dunning
            self._rearrange(matches, amounts, journal)
            self._set_days(calendar, journal)
            claimed = self._make_claimable(self._ready(journal.today), calendar, journal)
        self._set_all_notices(calendar, journal)
        self._next_version(VersionCause.REVISED, reason, before, journal)
        if self.state is PlanState.REFUSED:
            self.state, self.refusal_reason, self.refusal_detail = PlanState.ACTIVE, "", ""
            self.record(facts.plan_created(self))
        self._say_claimable(instalment for instalment in claimed if instalment not in owed)

    def _rearrange(self, matches: Sequence[Match], amounts: Sequence[Money], journal: Journal) -> None:
        going_on = [match.instalment for match in matches if match.instalment]
        gone = [instalment for instalment in self._agreed if instalment not in going_on]
        charges = [instalment for instalment in self.instalments if instalment.is_late_interest]
        for instalment in gone:
            instalment.cancel()
        for position, (match, amount) in enumerate(zip(matches, amounts, strict=True), start=1):
            if match.instalment is None:
                self.instalments.append(self._instalment(match.term, amount, position, journal))
                continue
            match.instalment.position = position
            if match.changed:
                match.instalment.agree(match.term, amount)
        for position, instalment in enumerate([*gone, *charges], start=len(matches) + 1):
            instalment.position = position
        self.instalments.sort(key=lambda instalment: instalment.position)

    # --- what time does --------------------------------------------------------------------------

    def claim_what_is_due(self, calendar: Calendar, journal: Journal) -> None:
        """Makes claimable what its milestones allow and whose day has come."""
        self._say_claimable(self._claim(calendar, journal))

    def tell_time(self, today: date) -> None:
        """Says where open instalments stand now, and what is to be prepared and asked for, each once; what they passed meanwhile is not
        said any more."""
        for instalment in self.instalments:
            present = instalment.time_on(today)
            if instalment.claim_state is not ClaimState.CLOSED and present.rank > instalment.told.rank:
                instalment.told = present
                if fact := facts.time_told(instalment, today):
                    self.record(fact)
            for notice in instalment.take_notices(today) if self.archive_time is None else ():
                self.record(facts.noticed(instalment, notice, today))
            if self.archive_time is None and (left := instalment.take_warning(today)) is not None:
                self.record(facts.limitation_near(instalment, left))

    def turning_days(self) -> list[date]:
        """The days on which something of it changes, or is said, by itself."""
        claims = [self._ripe(instalment.claim_date) for instalment in self._planned if instalment.claim_date is not None]
        told = [day for instalment in self.instalments for day in instalment.alarms().values()]
        noticed = [] if self.archive_time else [day for i in self.instalments for day in (*i.notice_days(), *i.warning_days())]
        return [*claims, *told, *noticed]

    def pay_on(self, payment_day: int, *, calendar: Calendar, journal: Journal) -> None:
        """The customer pays on another day of the month: what prepares for it moves."""
        self.payment_day = payment_day
        self._set_all_notices(calendar, journal)

    # --- what receipts do ------------------------------------------------------------------------

    def settle(self, instalment: Instalment, amount: Money, *, received: date, credit: bool = False) -> list[Leg]:
        """Pays a claim, and returns what that posts to it. The receipt has checked that so much is owed."""
        with difference([instalment]) as legs:
            instalment.pay(amount, received, credit=credit)
        self._say_settled(instalment, received)
        return legs

    def relieve(self, instalment: Instalment, amount: Money, *, bad: bool, on: date) -> list[Leg]:
        """So much of a claim nobody pays any more; `bad` where it is given up. Returns what that posts to it."""
        with difference([instalment]) as legs:
            instalment.relieve(amount, on, bad=bad)
        self._say_settled(instalment, on)
        return legs

    def burden(self, instalment: Instalment, amount: Money, *, bad: bool, journal: Journal) -> list[Leg]:
        """So much of that is owed again, under the old due date. Returns what that posts."""
        with difference([instalment]) as legs:
            instalment.burden(amount, bad=bad)
        self._say_open_again(instalment, journal)
        return legs

    def _say_settled(self, instalment: Instalment, on: date) -> None:
        """What was written off is closed and was never settled."""
        if instalment.close_reason is CloseReason.SETTLED:
            self.record(facts.settled(instalment, on))

    def reopen(self, instalment: Instalment, amount: Money, *, journal: Journal, credit: bool = False) -> list[Leg]:
        """Takes a payment back, and returns what that posts. The claim has its old due date again."""
        with difference([instalment]) as legs:
            instalment.unpay(amount, credit=credit)
        self._say_open_again(instalment, journal)
        return legs

    def _say_open_again(self, instalment: Instalment, journal: Journal) -> None:
        instalment.tell_anew(journal.today, silently=journal.historical)
        instalment.notice(instalment.notices, journal.today, journal.today, silently=journal.historical)

    # --- late interest ---------------------------------------------------------------------------

    def charge(self, overdue: Instalment, amount: Money, first: date, last: date, *, calendar: Calendar, journal: Journal) -> Instalment:
        """Claims late interest for days of an overdue instalment: owed today, besides what the contract comes to."""
        trigger = Trigger((Anchor(fixed_date=journal.today),))
        term = Term(name=f"违约金：{overdue.name}", trigger=trigger, amount=amount)
        charge = self._instalment(term, amount, len(self.instalments) + 1, journal)
        charge.basis, charge.claim_date = Basis.LATE_INTEREST, journal.today
        charge.interest_of_id, charge.interest_from_date, charge.interest_until_date = overdue.id, first, last
        made: list[Instalment] = []
        with posting(journal, TransactionKind.LATE_INTEREST, made, on=journal.today):
            made += self._make_claimable([charge], calendar, journal)
        self.instalments.append(charge)
        self._say_claimable(made)
        return charge

    def charged(self, overdue: Instalment) -> list[Instalment]:
        """The late interest claimed for an instalment, in the order of its days."""
        found = [each for each in self.instalments if each.interest_of_id == overdue.id]
        return sorted(found, key=lambda each: each.interest_until_date or date.min)

    # --- until when it can be enforced -----------------------------------------------------------

    def interrupt(self, instalment: Instalment, by: Interruption) -> None:
        """The limitation period of a claim begins anew."""
        instalment.interrupt([*instalment.interruptions, by])
        if by.counts:
            self.record(facts.limitation_interrupted(instalment, by))

    def show(self, instalment: Instalment, source_id: UUID, *, proven: bool) -> None:
        """Something written of what interrupted it came, or went."""
        counted = [each.id for each in instalment.interruptions if each.counts]
        instalment.show(source_id, proven=proven)
        for each in instalment.interruptions:
            if each.counts and each.id not in counted:
                self.record(facts.limitation_interrupted(instalment, each))

    # --- what invoices do ------------------------------------------------------------------------

    def cover(self, portions: Mapping[UUID, Money], *, on: date, calendar: Calendar, journal: Journal) -> None:
        """Invoices cover so much more of these instalments; less, where it is negative. What is covered in full and waited for its
        invoice is owed from the day of the invoice."""
        waiting = False
        for id, amount in portions.items():
            instalment = self.instalment(id)
            kind = TransactionKind.INVOICE if amount.minor > 0 else TransactionKind.RED_INVOICE
            before = instalment.invoiced_date
            with difference([instalment]) as legs:
                instalment.cover(amount, on)
            journal.post(kind, legs, on=max(on, instalment.claim_date or on))
            waiting |= instalment.invoiced_date != before and instalment.claim_state is ClaimState.PLANNED
        if waiting:
            self._claim_what_is_invoiced(on, calendar, journal)

    def _claim_what_is_invoiced(self, on: date, calendar: Calendar, journal: Journal) -> None:
        before = snapshots(self.instalments)
        self._set_days(calendar, journal)
        claimed = self._claim(calendar, journal)
        self._next_version(VersionCause.MILESTONE_REACHED, f"{MilestoneKind.INVOICED.value}: {on}", before, journal)
        self._say_claimable(claimed)

    # --- what it consists of ---------------------------------------------------------------------

    def instalment(self, id: UUID) -> Instalment:
        """Raises NOT_FOUND where the plan has none with this id."""
        for instalment in self.instalments:
            if instalment.id == id:
                return instalment
        raise not_found("instalment", id)

    def milestone(self, key: MilestoneKey, journal: Journal) -> PlanMilestone:
        """What is known of it, from now on if nothing was."""
        for milestone in self.milestones:
            if milestone.key == key:
                return milestone
        kind, code = key
        position = list(MilestoneKind).index(kind) + 1
        found = PlanMilestone(
            id=journal.new_id(), tenant_id=self.tenant_id, payment_plan_id=self.id, position=position, kind=kind, code=code
        )
        self.milestones.append(found)
        self.milestones.sort(key=lambda milestone: (milestone.position, milestone.id))
        return found

    def searchable(self) -> str:
        return search_text(self.number, self.contract_number, self.customer_order_number)

    @property
    def planned(self) -> Money:
        return self._sum(instalment.amount for instalment in self._planned)

    @property
    def open(self) -> Money:
        """Owed and not paid, in all layers."""
        return self._sum(i.open for i in self.instalments if i.claim_state is ClaimState.CLAIMABLE)

    @property
    def paid(self) -> Money:
        return self._sum(instalment.paid for instalment in self.instalments)

    @property
    def _agreed(self) -> list[Instalment]:
        """What makes up the total: all but late interest."""
        return [instalment for instalment in self.instalments if not instalment.is_late_interest]

    @property
    def _planned(self) -> list[Instalment]:
        return [instalment for instalment in self.instalments if instalment.claim_state is ClaimState.PLANNED]

    @property
    def _lots(self) -> dict[str, Money]:
        return {code: Money(self.currency, minor) for code, minor in self.lots.items()}

    def _sum(self, amounts: Iterable[Money]) -> Money:
        return sum(amounts, Money.zero(self.currency))

    def _instalment(self, term: Term, amount: Money, position: int, journal: Journal) -> Instalment:
        instalment = Instalment(
            id=journal.new_id(),
            tenant_id=self.tenant_id,
            payment_plan_id=self.id,
            contract_id=self.contract_id,
            contract_number=self.contract_number,
            customer_order_number=self.customer_order_number,
            customer_id=self.customer_id,
            legal_entity_id=self.legal_entity_id,
            business_unit=self.business_unit,
            product_line=self.product_line,
            region=self.region,
            owner_id=self.owner_id,
            team_id=self.team_id,
            shared_with=list(self.shared_with),
            collector_ids=list(self.collector_ids),
            create_time=journal.now,
            currency=self.currency,
            amount_minor=amount.minor,
            position=position,
            name=term.name,
            trigger=term.trigger,
            basis=self.basis,
        )
        instalment.agree(term, amount)
        return instalment

    # --- days and claims -------------------------------------------------------------------------

    def _set_days(self, calendar: Calendar, journal: Journal) -> None:
        """The days of everything planned, anew, from what is known of the milestones. No claim is older than the contract."""
        reached = {milestone.key: milestone.dates for milestone in self.milestones}
        for instalment in self._planned:
            known = reached | _invoiced(instalment)
            certain = self._since_effective(instalment.trigger.certain_day(known, calendar))
            likely = self._since_effective(instalment.trigger.likely_day(known, calendar))
            instalment.expect(certain, likely, None if likely is None else self._due(instalment, likely, calendar))
            self._tell_anew(instalment, calendar, journal)

    def _since_effective(self, day: date | None) -> date | None:
        return None if day is None else max(day, self.effective_date)

    def _due(self, instalment: Instalment, claim_day: date, calendar: Calendar) -> date:
        due = instalment.credit.due(claim_day, calendar) if instalment.credit else claim_day
        return calendar.adjust(due, self.non_working_day_rule)

    def _ready(self, today: date) -> list[Instalment]:
        planned = self._planned
        return [instalment for instalment in planned if instalment.claim_date is not None and self._ripe(instalment.claim_date) <= today]

    def _ripe(self, claim_date: date) -> date:
        """From when on it is claimed: what is owed by month when its closing day is over."""
        return claim_date + timedelta(days=1) if self.basis is Basis.MONTHLY_STATEMENT else claim_date

    def _claim(self, calendar: Calendar, journal: Journal) -> list[Instalment]:
        """Each claim counts from the day on which it arose."""
        ready = self._ready(journal.today)
        for instalment in ready:
            with posting(journal, TransactionKind.CLAIM, [instalment], on=instalment.claim_date or journal.today):
                self._make_claimable([instalment], calendar, journal)
        return ready

    def _make_claimable(self, ready: list[Instalment], calendar: Calendar, journal: Journal) -> list[Instalment]:
        for instalment in ready:
            instalment.become_claimable(self._due(instalment, instalment.claim_date or journal.today, calendar))
            self._tell_anew(instalment, calendar, journal)
        return ready

    def _tell_anew(self, instalment: Instalment, calendar: Calendar, journal: Journal) -> None:
        instalment.due_soon_days = self.dunning.due_soon_days
        instalment.tell_anew(journal.today, silently=journal.historical)
        self._set_notices(instalment, calendar, journal)

    def _set_all_notices(self, calendar: Calendar, journal: Journal) -> None:
        for instalment in self.instalments:
            self._set_notices(instalment, calendar, journal)

    def _set_notices(self, instalment: Instalment, calendar: Calendar, journal: Journal) -> None:
        if instalment.claim_state is ClaimState.CLOSED:
            return
        notices: list[Notice] = []
        if (payable_date := instalment.payable_date) is not None:
            claimable = instalment.due_date is not None
            notices += preparations(self.dunning, instalment.amount, payable_date, self.payment_day, calendar, claimable=claimable)
        if instalment.due_date is not None:
            notices += reminders(self.dunning, instalment.due_date, calendar)
        soonest = calendar.adjust(journal.today, Rule.NEXT)
        instalment.notice(notices, journal.today, soonest, silently=journal.historical)

    def _say_claimable(self, claimed: Iterable[Instalment]) -> None:
        for instalment in claimed:
            self.record(facts.claimable(instalment))

    def _next_version(self, cause: VersionCause, reason: str, before: dict[UUID, Snapshot], journal: Journal) -> None:
        """Notes what changed; no version where nothing did. The first one is not said: there is another fact for it."""
        changes = changes_since(before, self.instalments)
        if not changes:
            return
        self.plan_version += 1
        moved, days = movement(changes)
        version = PlanVersion(
            id=journal.new_id(),
            tenant_id=self.tenant_id,
            payment_plan_id=self.id,
            number=self.plan_version,
            cause=cause,
            reason=reason,
            made_by=journal.by,
            create_time=journal.now,
            currency=self.currency,
            moved_minor=moved,
            moved_days=days,
            changes=changes,
        )
        self.versions.append(version)
        if self.plan_version > 1:
            self.record(facts.plan_revised(self, version))


def _invoiced(instalment: Instalment) -> dict[MilestoneKey, MilestoneDates]:
    """What waits to be invoiced waits for its own invoices: the milestone is reached when they cover all of it."""
    if instalment.invoiced_date is None:
        return {}
    return {(MilestoneKind.INVOICED, ""): MilestoneDates(actual_date=instalment.invoiced_date)}
