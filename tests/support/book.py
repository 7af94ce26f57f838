"""A book of receivables without a database: contracts, plans, receipts and everything that they post, walked through time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.calendar import Calendar, named
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as terms_pb
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.limits import AdjustmentLimits
from receivables.domain.adjusting.posting import (
    come_back,
    is_small_change,
    pay_back,
    refundable,
    relievable,
    relieve,
    restore,
    takeable,
)
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState
from receivables.domain.ageing import open_claims
from receivables.domain.bill import Bill
from receivables.domain.bill_parts import BillRequest
from receivables.domain.contract import Belonging, NamedMilestone, SignedContract
from receivables.domain.dispute import Dispute
from receivables.domain.dunning import DunningPolicy
from receivables.domain.entries import Known, legs_known
from receivables.domain.instalment import Instalment
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_parts import PrintedNumber, Wanted
from receivables.domain.invoicee import Invoicee
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Transaction
from receivables.domain.plan import PaymentPlan
from receivables.domain.planning import plan_of
from receivables.domain.promise import Patience, Payment, Promise, paid, taken_back
from receivables.domain.proof import Drift, balances, drifts
from receivables.domain.receipt import Receipt
from receivables.domain.red import confirm, issue_red, request_red
from receivables.domain.revision import Line
from receivables.domain.states import (
    AllocationKind,
    BillAct,
    BillKind,
    CollectedWhen,
    DisputeOutcome,
    DisputeReason,
    InvoiceState,
    InvoiceType,
    PromiseMedium,
    RedReason,
    Tender,
)
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


_NOT_APPROVED = (InvoiceState.REQUESTED, InvoiceState.REJECTED)


def line_of(gross: str | Money | None = None, rate: str = "13", **more: object) -> dict[str, Any]:
    """A line of an invoice as a request says it."""
    given: dict[str, Any] = {"description": "三号产线设备", "specification": "", "unit": "套", "quantity": None, "unit_price": None}
    amounts: dict[str, Any] = {"price_is_net": False, "net": None, "tax": None, "gross": yuan(gross) if isinstance(gross, str) else gross}
    return {**given, **amounts, "tax_rate": Decimal(rate), **more}


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
    invoices: list[Invoice] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    limits: AdjustmentLimits = field(default_factory=AdjustmentLimits)
    bills: list[Bill] = field(default_factory=list)
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
            for bill in self.bills:
                if any(day <= self.today for day in bill.turning_days()):
                    journal = self.journal()
                    bill.live_through(self.receipt_of(bill), self._plans(), journal)
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
        due: date | None = None,
        sub_range: str = "",
        counts: CollectedWhen = CollectedWhen.RECEIVED,
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
            bill_due_date=due,
        )
        receipt.enter(journal, counts=counts)
        if due is not None:
            self._hold_bill(receipt, sub_range, journal)
        self.keep(journal)
        self.receipts.append(receipt)
        return receipt

    def identify(self, receipt: Receipt, customer: UUID) -> None:
        journal = self.journal(ACCOUNTANT)
        receipt.identify(customer, journal)
        self.keep(journal)

    def allocate(self, receipt: Receipt, to: Instalment, amount: str | None = None, *, by: UUID = ACCOUNTANT) -> None:
        journal = self.journal(by)
        line = receipt.allocate(None if amount is None else yuan(amount), to=to, of=self.plan_of(to), journal=journal)
        if line.kind is AllocationKind.CLAIM:
            paid(self.promises, to, Payment(line.amount, receipt.received_date, line.create_time), self.instalments, self.now)
        self.keep(journal)

    def hold(self, receipt: Receipt, to: Instalment, amount: str | None = None) -> None:
        journal = self.journal(ACCOUNTANT)
        receipt.hold_in_advance(None if amount is None else yuan(amount), to=to, of=self.plan_of(to), journal=journal)
        self.keep(journal)

    def release(self, receipt: Receipt, instalment: Instalment) -> None:
        journal = self.journal(ACCOUNTANT)
        receipt.release_advance(instalment, journal)
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

    def charge(self, overdue: Instalment, amount: str | Money, last: date | None = None) -> Instalment:
        """The accountant claims so much late interest, for the days since the last claim or the due date."""
        plan, journal = self.plan_of(overdue), self.journal(ACCOUNTANT)
        before = [each.interest_until_date for each in plan.charged(overdue) if each.interest_until_date] or [
            overdue.due_date or self.today
        ]
        first = max(before) + timedelta(days=1)
        much = yuan(amount) if isinstance(amount, str) else amount
        made = plan.charge(overdue, much, first, last or max(first, self.today), calendar=self.calendar, journal=journal)
        self.keep(journal)
        return made

    # --- refunds, write-offs and the like --------------------------------------------------------

    def adjust(self, kind: AdjustmentKind, about: Receipt | Instalment, amount: str | Money | None = None) -> Adjustment:
        """The accountant asks; what needs nobody else is posted."""
        wanted = yuan(amount) if isinstance(amount, str) else amount
        much = refundable(about, wanted) if isinstance(about, Receipt) else relievable(about, wanted)
        adjustment = self._adjustment(kind, much, about.legal_entity_id, about.customer_id, subject_id=about.id)
        alone = isinstance(about, Instalment) and is_small_change(adjustment, about)
        adjustment.instalment_id = None if isinstance(about, Receipt) else about.id
        adjustment.request(self.limits, ACCOUNTANT, alone=alone)
        self._carry_out(adjustment)
        return adjustment

    def take_back(self, original: Adjustment, amount: str | Money | None = None) -> Adjustment:
        wanted = yuan(amount) if isinstance(amount, str) else amount
        much = takeable(original, wanted)
        adjustment = self._adjustment(
            original.kind, much, original.legal_entity_id, original.customer_id, subject_id=original.subject_id, original_id=original.id
        )
        adjustment.instalment_id = original.instalment_id
        adjustment.request(self.limits, ACCOUNTANT)
        return adjustment

    def approve_adjustment(self, adjustment: Adjustment) -> None:
        """By finance, by an executive where that is needed; a refund is paid then."""
        adjustment.approve(MANAGER, self.now)
        if adjustment.needs_confirmation:
            adjustment.confirm(SELLER, self.now)
        self._carry_out(adjustment)

    def _carry_out(self, adjustment: Adjustment) -> None:
        journal = self.journal(MANAGER)
        original = next((each for each in self.adjustments if each.id == adjustment.original_id), None)
        if adjustment.is_ready and adjustment.instalment_id is not None:
            instalment = self.instalments[adjustment.instalment_id]
            plan = self.plan_of(instalment)
            if original is None:
                relieve(adjustment, plan, instalment, journal)
            else:
                restore(adjustment, original, plan, instalment, journal)
        elif adjustment.is_refund and adjustment.state is AdjustmentState.APPROVED:
            receipt = next(each for each in self.receipts if each.id == adjustment.subject_id)
            if original is None:
                pay_back(adjustment, receipt, journal, on=None, bank_reference="TK1")
            else:
                come_back(adjustment, original, receipt, journal, on=None, bank_reference="TH1")
        self.keep(journal)

    def _adjustment(self, kind: AdjustmentKind, amount: Money, legal_entity: UUID, customer: UUID | None, **more: Any) -> Adjustment:
        adjustment = Adjustment(
            id=next(self._ids),
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            kind=kind,
            customer_id=customer,
            legal_entity_id=legal_entity,
            currency=amount.currency,
            amount_minor=amount.minor,
            reason="客户已注销",
            **more,
        )
        self.adjustments.append(adjustment)
        return adjustment

    # --- bills -----------------------------------------------------------------------------------

    def _hold_bill(self, receipt: Receipt, sub_range: str, journal: Journal) -> None:
        assert receipt.bill_id is not None
        bill = Bill(
            id=receipt.bill_id,
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            owner_id=SELLER,
            legal_entity_id=receipt.legal_entity_id,
            receipt_id=receipt.id,
            customer_id=receipt.customer_id,
            kind=BillKind(receipt.tender.value),
            bill_number=receipt.bill_number,
            sub_range=sub_range,
            currency=receipt.currency,
            amount_minor=receipt.amount_minor,
            acceptor="苏州精工医疗器械有限公司",
            received_date=receipt.received_date,
            due_date=receipt.bill_due_date,
        )
        bill.receive(journal, self.calendar)
        self.bills.append(bill)

    def receive_bill(
        self,
        amount: str | Money,
        due: date,
        *,
        tender: Tender = Tender.COMMERCIAL_BILL,
        counts: CollectedWhen = CollectedWhen.PAID,
        customer: UUID = MEDTEC,
        whole: bool = False,
    ) -> Bill:
        """A bill that came today; it can be split unless it is `whole`."""
        money = yuan(amount) if isinstance(amount, str) else amount
        sub_range = "" if whole else f"1-{money.minor}"
        number = f"6313100000001{self.today:%Y%m%d}{next(self._ids).int:08}1"
        self.receive(money, customer=customer, tender=tender, bill_number=number, due=due, sub_range=sub_range, counts=counts)
        return self.bills[-1]

    def receipt_of(self, bill: Bill) -> Receipt:
        return next(each for each in self.receipts if each.id == bill.receipt_id)

    def split(self, bill: Bill, amount: str | Money) -> tuple[Bill, Bill]:
        journal = self.journal(ACCOUNTANT)
        parts = bill.split(yuan(amount) if isinstance(amount, str) else amount, journal)
        self.keep(journal)
        self.bills += parts
        return parts

    def pass_on(self, bill: Bill, act: BillAct, *, interest: str = "0.00", with_recourse: bool = True) -> None:
        """The accountant asks to endorse, pledge or discount it, and the finance manager approves."""
        account = HUADONG if act is BillAct.DISCOUNTED else None
        minor = yuan(interest).minor
        asked = BillRequest(
            act=act, counterparty="江苏银行", currency="CNY", bank_account_id=account, interest_minor=minor, with_recourse=with_recourse
        )
        bill.ask(asked, self.journal(ACCOUNTANT))
        journal = self.journal(MANAGER)
        bill.approve(self.receipt_of(bill), self._plans(), journal)
        self.keep(journal)

    def present(self, bill: Bill) -> None:
        bill.present(self.journal(CASHIER))

    def pay_bill(self, bill: Bill) -> None:
        journal = self.journal(CASHIER)
        bill.pay(self.receipt_of(bill), self._plans(), journal, bank_account_id=HUADONG)
        self.keep(journal)

    def dishonour(self, bill: Bill, reason: str = "承兑人账户余额不足") -> None:
        journal = self.journal(ACCOUNTANT)
        bill.dishonour(self.receipt_of(bill), self._plans(), reason, journal)
        self.keep(journal)

    def take_back_bill(self, bill: Bill, by: UUID = SELLER) -> None:
        journal = self.journal(by)
        bill.take_back(self.receipt_of(bill), self._plans(), "登记有误", journal)
        self.keep(journal)

    def _plans(self) -> dict[UUID, PaymentPlan]:
        return {plan.id: plan for plan in self.plans}

    # --- invoices --------------------------------------------------------------------------------

    def request(
        self,
        plan: PaymentPlan,
        *gross: str | Money,
        cover: Mapping[Instalment, str | None] | None = None,
        kind: InvoiceType = InvoiceType.VAT_SPECIAL,
        rate: str = "13",
    ) -> Invoice:
        """The seller asks for an invoice with a line for each gross, for these instalments: all of them where nothing is said."""
        journal = self.journal(SELLER)
        invoice = Invoice(
            id=next(self._ids),
            tenant_id=TENANT,
            create_time=self.now,
            update_time=self.now,
            payment_plan_id=plan.id,
            contract_id=plan.contract_id,
            contract_number=plan.contract_number,
            customer_id=plan.customer_id,
            legal_entity_id=plan.legal_entity_id,
            currency=plan.currency,
            type=kind,
            invoicee=Invoicee(title="苏州精工医疗器械有限公司", tax_number="91320594MA1MXL0000"),
        )
        invoice.say_lines([line_of(each, rate) for each in gross], journal)
        named = dict.fromkeys(plan.instalments) if cover is None else cover
        wanted = [Wanted(each.id, None if amount is None else yuan(amount)) for each, amount in named.items()]
        invoice.say_coverage(wanted, plan, journal)
        invoice.request(plan, journal)
        self.invoices.append(invoice)
        return invoice

    def approve_invoice(self, invoice: Invoice, *, by: UUID = MANAGER, above_contract: bool = False) -> None:
        others = [each for each in self.invoices if each is not invoice and not each.is_red and each.state not in _NOT_APPROVED]
        standing = sum((each.live_gross for each in others if each.contract_id == invoice.contract_id), Money.zero(invoice.currency))
        invoice.approve(self.plan_of_invoice(invoice), self.journal(by), others=standing, above_contract=above_contract)

    def issue(self, invoice: Invoice, number: str = "", on: date | None = None) -> None:
        """Approved where it is not yet, and issued by the tax system."""
        if invoice.state is InvoiceState.REQUESTED:
            self.approve_invoice(invoice)
        journal = self.journal(ACCOUNTANT)
        printed = PrintedNumber(number=number or f"2531200000{next(self._ids).int:010}")
        invoice.issue(self.plan_of_invoice(invoice), printed, journal, on=on, calendar=self.calendar)
        self.keep(journal)

    def invoice(self, plan: PaymentPlan, *gross: str | Money, cover: Mapping[Instalment, str | None] | None = None) -> Invoice:
        """Asked for, approved and issued."""
        invoice = self.request(plan, *gross, cover=cover)
        self.issue(invoice)
        return invoice

    def request_red(
        self, original: Invoice, amount: str | Money | None = None, reason: RedReason = RedReason.ALLOWANCE, wanted: Sequence[Wanted] = ()
    ) -> Invoice:
        reds = [each for each in self.invoices if each.original_id == original.id and each.state is not InvoiceState.REJECTED]
        money = yuan(amount) if isinstance(amount, str) else amount
        journal = self.journal(ACCOUNTANT)
        red = request_red(original, reds, id=next(self._ids), reason=reason, amount=money, wanted=wanted, note="", journal=journal)
        self.invoices.append(red)
        return red

    def issue_red(self, red: Invoice) -> Receipt | None:
        """Approved, confirmed by both sides, and issued; gives the credit that it leaves."""
        self.approve_invoice(red)
        confirm(red, "3100202512000001", self.journal(ACCOUNTANT))
        original = next(each for each in self.invoices if each.id == red.original_id)
        journal, plan = self.journal(ACCOUNTANT), self.plan_of_invoice(red)
        printed = PrintedNumber(number=f"2531200000{next(self._ids).int:010}")
        credit = issue_red(red, original, plan, printed, on=None, credit_id=next(self._ids), calendar=self.calendar, journal=journal)
        self.keep(journal)
        if credit is not None:
            self.receipts.append(credit)
        return credit

    def plan_of_invoice(self, invoice: Invoice) -> PaymentPlan:
        return next(plan for plan in self.plans if plan.id == invoice.payment_plan_id)

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
        return drifts(self.transactions, balances(self.transactions), self.plans, self.receipts, self.invoices, self.bills)


RECEIVABLE = (Kind.RECEIVABLE_NOT_INVOICED, Kind.RECEIVABLE_INVOICED)


def said(*aggregates: Aggregate) -> list[str]:
    """The names of the facts recorded since the last time."""
    return [fact.DESCRIPTOR.name for aggregate in aggregates for fact in aggregate.take_facts()]


# Said of the days around a due date, over and over; their own tests look at them.
NOTICES = {"InstalmentPreparationDue", "InstalmentReminderDue"}


def stages(*aggregates: Aggregate) -> list[str]:
    """The same without what is prepared for and asked for."""
    return [name for name in said(*aggregates) if name not in NOTICES]
