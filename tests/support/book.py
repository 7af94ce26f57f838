"""A book of receivables without a database: contracts, plans, receipts and everything that they post, walked through time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.calendar import Calendar, named
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from receivables.domain.ageing import open_claims
from receivables.domain.contract import Belonging, NamedMilestone, SignedContract
from receivables.domain.dispute import Dispute
from receivables.domain.dunning import DunningPolicy
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Transaction
from receivables.domain.plan import PaymentPlan
from receivables.domain.planning import plan_of
from receivables.domain.promise import Patience, Payment, Promise, paid, taken_back
from receivables.domain.proof import Drift, balances, drifts
from receivables.domain.receipt import Receipt
from receivables.domain.revision import Line
from receivables.domain.states import AllocationKind, DisputeOutcome, DisputeReason, PromiseMedium, Tender
from receivables.domain.terms import Layer
from receivables.domain.triggers import MilestoneDates, MilestoneKey, MilestoneKind

CHINA = named("CN")
FIRST_DAY = date(2025, 12, 1)

TENANT, HUADONG, HUANAN = UUID(int=1), UUID(int=11), UUID(int=12)  # one tenant, two companies of ours
MEDTEC, SUNRISE = UUID(int=21), UUID(int=22)  # two customers
SELLER, CASHIER, ACCOUNTANT, MANAGER = UUID(int=31), UUID(int=32), UUID(int=33), UUID(int=34)

EFFECTIVE: MilestoneKey = (MilestoneKind.EFFECTIVE, "")
SHIPPED: MilestoneKey = (MilestoneKind.SHIPPED, "")
ARRIVED: MilestoneKey = (MilestoneKind.ARRIVED, "")
ACCEPTED: MilestoneKey = (MilestoneKind.FINAL_ACCEPTANCE, "")


def yuan(amount: str) -> Money:
    return Money.parse("CNY", amount)


def template(name: str) -> terms_pb.PaymentTerms:
    return terms_pb.PaymentTerms(template=name)


def on_reaching(kind: MilestoneKind, name: str = "", code: str = "", **term: object) -> terms_pb.PaymentTerm:
    """A term that waits for one milestone."""
    number = terms_pb.MilestoneKind.Value(f"MILESTONE_KIND_{kind.name}")
    trigger = terms_pb.Trigger(anchors=[terms_pb.Anchor(milestone_kind=number, milestone_code=code)])
    return terms_pb.PaymentTerm(name=name or kind.value, trigger=trigger, **term)  # type: ignore[arg-type]


def ids() -> Iterator[UUID]:
    number = 1000
    while True:
        number += 1
        yield UUID(int=number)


@dataclass
class Book:
    """`today` is walked by the test. `transactions` is all that was ever posted."""

    today: date = FIRST_DAY
    calendar: Calendar = CHINA
    historical: bool = False
    first_open_date: date = date.min
    plans: list[PaymentPlan] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)
    _ids: Iterator[UUID] = field(default_factory=ids)
    _seconds: int = 0

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(1), UTC) + timedelta(seconds=self._seconds)

    def journal(self, by: UUID | None = None) -> Journal:
        """A journal whose transactions are kept when `keep` is called with it; each is a second later than the one before."""
        self._seconds += 1
        return Journal(
            tenant_id=TENANT,
            today=self.today,
            now=self.now,
            new_id=lambda: next(self._ids),
            cause="test",
            by=by,
            historical=self.historical,
            first_open_date=self.first_open_date,
        )

    def keep(self, journal: Journal) -> None:
        self.transactions += journal.transactions

    # --- contracts and plans ---------------------------------------------------------------------

    def sign(
        self,
        gross: str | Money = "300000.01",
        terms: terms_pb.PaymentTerms | str = "30/60/10",
        *,
        customer: UUID = MEDTEC,
        legal_entity: UUID = HUADONG,
        effective: date | None = None,
        milestones: dict[MilestoneKey, MilestoneDates] | None = None,
        lots: dict[str, Money] | None = None,
        dunning: DunningPolicy | None = None,
        payment_day: int = 0,
    ) -> PaymentPlan:
        """A contract takes effect, today unless said otherwise; acceptance is expected on 2 March 2026."""
        day, number = effective or self.today, f"HT{len(self.plans) + 1:06}"
        known = milestones or {ACCEPTED: MilestoneDates(date(2026, 3, 2), date(2026, 3, 2))}
        contract = SignedContract(
            contract_id=next(self._ids),
            contract_number=number,
            customer_id=customer,
            legal_entity_id=legal_entity,
            gross=yuan(gross) if isinstance(gross, str) else gross,
            effective_date=day,
            terms=template(terms) if isinstance(terms, str) else terms,
            milestones={key: NamedMilestone(dates) for key, dates in (known | {EFFECTIVE: MilestoneDates(actual_date=day)}).items()},
            lots=lots or {},
            belonging=Belonging(owner_id=SELLER),
        )
        journal = self.journal()
        plan = plan_of(contract, id=next(self._ids), calendar=self.calendar, journal=journal, dunning=dunning, payment_day=payment_day)
        self.keep(journal)
        self.plans.append(plan)
        return plan

    def reach(self, plan: PaymentPlan, key: MilestoneKey = ACCEPTED, day: date | None = None) -> None:
        journal = self.journal()
        plan.reach(key, day or self.today, version=self._seconds, calendar=self.calendar, journal=journal)
        self.keep(journal)

    def reschedule(self, plan: PaymentPlan, day: date, reason: str = "现场未具备条件", key: MilestoneKey = ACCEPTED) -> None:
        journal = self.journal()
        plan.reschedule(key, day, reason, version=self._seconds, calendar=self.calendar, journal=journal)
        self.keep(journal)

    def terminate(self, plan: PaymentPlan) -> None:
        journal = self.journal()
        plan.terminate("双方协商解除", on=self.today, journal=journal)
        self.keep(journal)

    def revise(self, plan: PaymentPlan, *lines: Line, reason: str = "补充协议") -> None:
        journal = self.journal(MANAGER)
        plan.revise(lines, reason, calendar=self.calendar, journal=journal)
        self.keep(journal)

    def walk_to(self, day: date) -> None:
        """Day by day: promises break, claims arise, and where instalments stand is said."""
        while self.today < day:
            self.today += timedelta(days=1)
            for promise in self.promises:
                promise.break_if_due(self.instalments, today=self.today, at=self.now)
            for plan in self.plans:
                journal = self.journal()
                plan.claim_what_is_due(self.calendar, journal)
                plan.tell_time(self.today)
                self.keep(journal)

    # --- money -----------------------------------------------------------------------------------

    def receive(
        self,
        amount: str | Money,
        *,
        customer: UUID | None = MEDTEC,
        legal_entity: UUID = HUADONG,
        received: date | None = None,
        tender: Tender = Tender.BANK,
        bill_number: str = "",
    ) -> Receipt:
        money, journal = yuan(amount) if isinstance(amount, str) else amount, self.journal(CASHIER)
        receipt = Receipt(
            id=next(self._ids),
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            legal_entity_id=legal_entity,
            customer_id=customer,
            tender=tender,
            currency=money.currency,
            amount_minor=money.minor,
            received_date=received or self.today,
            bill_number=bill_number,
        )
        receipt.enter(journal)
        self.keep(journal)
        self.receipts.append(receipt)
        return receipt

    def allocate(self, receipt: Receipt, to: Instalment, amount: str | None = None, *, by: UUID = ACCOUNTANT) -> None:
        journal = self.journal(by)
        line = receipt.allocate(None if amount is None else yuan(amount), to=to, of=self.plan_of(to), journal=journal)
        paid(self.promises, to, Payment(line.amount, receipt.received_date, line.create_time), self.instalments, self.now)
        self.keep(journal)

    def hold(self, receipt: Receipt, to: Instalment, amount: str | None = None) -> None:
        journal = self.journal(ACCOUNTANT)
        receipt.hold_in_advance(None if amount is None else yuan(amount), to=to, of=self.plan_of(to), journal=journal)
        self.keep(journal)

    def pay(self, instalment: Instalment, amount: str) -> Receipt:
        """The customer pays exactly this, and it is allocated."""
        receipt = self.receive(amount, customer=instalment.customer_id, legal_entity=instalment.legal_entity_id)
        self.allocate(receipt, instalment)
        return receipt

    def reverse(self, receipt: Receipt, *allocations: UUID) -> None:
        """The accountant asks, the finance manager approves; without allocations, the whole receipt."""
        receipt.ask_reversal(allocations, whole_receipt=not allocations, reason="银行退票", journal=self.journal(ACCOUNTANT))
        self.approve(receipt)

    def approve(self, receipt: Receipt, by: UUID = MANAGER) -> None:
        journal, before = self.journal(by), len(receipt.allocations)
        receipt.approve_reversal({plan.id: plan for plan in self.plans}, journal)
        for line in receipt.allocations[before:]:
            to = self.instalments[line.instalment_id]
            if line.kind is AllocationKind.CLAIM:
                came = next(each for each in receipt.allocations if each.id == line.reverses_id)
                payment = Payment(came.amount, receipt.received_date, came.create_time)
                taken_back(self.promises, to, payment, self.instalments, self.today, self.now)
        self.keep(journal)

    # --- what customers say ----------------------------------------------------------------------

    def promise(self, instalment: Instalment, day: date, amount: str | Money | None = None, patience: Patience | None = None) -> Promise:
        patience, plan = patience or Patience(self.calendar), self.plan_of(instalment)
        promise = Promise(
            id=next(self._ids),
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            customer_id=plan.customer_id,
            contract_id=plan.contract_id,
            legal_entity_id=plan.legal_entity_id,
            currency=plan.currency,
            promise_date=day,
            break_date=day,
            medium=PromiseMedium.PHONE,
        )
        promise.promise_for(day, self.today, patience)
        promise.add_line(next(self._ids), instalment, yuan(amount) if isinstance(amount, str) else amount, patience)
        promise.say_made(self.instalments)
        self.promises.append(promise)
        return promise

    def dispute(self, instalment: Instalment, amount: str | Money | None = None) -> Dispute:
        dispute = Dispute(
            id=next(self._ids),
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            instalment_id=instalment.id,
            payment_plan_id=instalment.payment_plan_id,
            contract_id=instalment.contract_id,
            customer_id=instalment.customer_id,
            legal_entity_id=instalment.legal_entity_id,
            currency=instalment.currency,
            reason=DisputeReason.QUALITY,
            dispute_date=self.today,
        )
        dispute.open(instalment, yuan(amount) if isinstance(amount, str) else amount, today=self.today)
        return dispute

    def resolve(self, dispute: Dispute) -> None:
        instalment = self.instalments[dispute.instalment_id]
        dispute.resolve(DisputeOutcome.UNJUSTIFIED, "检测合格", instalment, by=MANAGER, at=self.now)

    @property
    def instalments(self) -> dict[UUID, Instalment]:
        return {instalment.id: instalment for plan in self.plans for instalment in plan.instalments}

    def plan_of(self, instalment: Instalment) -> PaymentPlan:
        return next(plan for plan in self.plans if plan.id == instalment.payment_plan_id)

    # --- what the book says ----------------------------------------------------------------------

    def balance(self, *kinds: Kind, currency: str = "CNY") -> Money:
        held = balances(self.transactions).items()
        return Money(currency, sum(minor for account, minor in held if account.kind in kinds and account.currency == currency))

    def layers(self, plan: PaymentPlan) -> tuple[str, str, str]:
        """What is planned, receivable and retained for one plan, as text."""
        mine = {instalment.id for instalment in plan.instalments}
        return tuple(str(self._held(mine, kinds).amount) for kinds in ((Kind.PLANNED,), RECEIVABLE, (Kind.RETENTION,)))  # type: ignore[return-value]

    def _held(self, subjects: set[UUID], kinds: tuple[Kind, ...]) -> Money:
        held: dict[Account, int] = balances(self.transactions)
        minor = sum(minor for account, minor in held.items() if account.subject_id in subjects and account.kind in kinds)
        return Money("CNY", minor)

    def receivable_on(self, day: date) -> int:
        return sum(open_claims(legs_known(self.transactions, Known(day, self.now)), Layer.NORMAL).values())

    def drifts(self) -> list[Drift]:
        return drifts(self.transactions, balances(self.transactions), self.plans, self.receipts)


RECEIVABLE = (Kind.RECEIVABLE_NOT_INVOICED, Kind.RECEIVABLE_INVOICED)


def said(*aggregates: Aggregate) -> list[str]:
    """The names of the facts recorded since the last time."""
    return [fact.DESCRIPTOR.name for aggregate in aggregates for fact in aggregate.take_facts()]


# Said of the days around a due date, over and over; their own tests look at them.
NOTICES = {"InstalmentPreparationDue", "InstalmentReminderDue"}


def stages(*aggregates: Aggregate) -> list[str]:
    """The same without what is prepared for and asked for."""
    return [name for name in said(*aggregates) if name not in NOTICES]
