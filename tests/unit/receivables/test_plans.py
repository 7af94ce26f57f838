"""Payment plans: made of a contract, moved by its milestones, revised by people, ended by a termination."""

from datetime import date
from decimal import Decimal

import pytest

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.common.v1 import types_pb2
from crm.pipeline.v1 import events_pb2, pipeline_pb2
from receivables.domain.contract import Belonging, SignedContract
from receivables.domain.instalment import Instalment
from receivables.domain.ledger import Kind
from receivables.domain.revision import Line
from receivables.domain.states import ChangeKind, ClaimState, CloseReason, PlanState, TimeState, VersionCause
from receivables.domain.templates import TEMPLATES
from receivables.domain.terms import Gate, Layer, ShareBase, Term, term_of
from receivables.domain.triggers import Anchor, MilestoneDates, MilestoneKind, Offset, OffsetUnit, Trigger
from tests.support.book import ACCEPTED, ARRIVED, MANAGER, MEDTEC, SHIPPED, Book, on_reaching, said, stages, yuan


@pytest.fixture
def book() -> Book:
    return Book()


def states(*instalments: Instalment) -> list[ClaimState]:
    return [instalment.claim_state for instalment in instalments]


PLANNED, CLAIMABLE, CLOSED = ClaimState.PLANNED, ClaimState.CLAIMABLE, ClaimState.CLOSED


# --- made of a contract --------------------------------------------------------------------------


@pytest.mark.capability("R-01")
def test_a_contract_that_takes_effect_becomes_a_plan_and_only_what_is_reached_is_owed(book: Book) -> None:
    plan = book.sign()
    advance, acceptance, retention = plan.instalments
    assert [str(i.amount) for i in plan.instalments] == ["90000.00 CNY", "180000.00 CNY", "30000.01 CNY"]
    assert states(*plan.instalments) == [CLAIMABLE, PLANNED, PLANNED]
    assert book.layers(plan) == ("210000.01", "90000.00", "0.00")
    assert (advance.due_date, advance.claim_date) == (date(2025, 12, 1), date(2025, 12, 1))
    assert (acceptance.due_date, acceptance.expected_date) == (None, date(2026, 3, 2))
    assert (retention.expected_claim_date, retention.layer) == (date(2027, 3, 2), Layer.RETENTION)
    assert said(plan) == ["PlanCreated", "InstalmentClaimable"]


@pytest.mark.capability("R-02")
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_makes_a_plan_of_any_contract(book: Book, name: str) -> None:
    plan = book.sign("77777.77", name)
    assert plan.state is PlanState.ACTIVE
    assert sum(i.amount_minor for i in plan.instalments) == 7777777


def test_pay_before_delivery_holds_the_shipment_and_is_no_receivable(book: Book) -> None:
    ready = (MilestoneKind.READY_TO_SHIP, "")
    plan = book.sign("1000.00", "款到发货", milestones={ready: MilestoneDates(expected_date=date(2025, 12, 15))})
    book.reach(plan, ready)
    (instalment,) = plan.instalments
    assert (instalment.gate, instalment.claim_state) == (Gate.SHIPMENT, CLAIMABLE)
    assert book.balance(Kind.ADVANCE_CLAIM) == yuan("1000.00")
    assert not book.balance(Kind.RECEIVABLE_NOT_INVOICED)


def test_terms_that_do_not_make_up_the_contract_leave_a_refused_plan_that_a_revision_mends(book: Book) -> None:
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, share="30")]))
    assert (plan.state, plan.refusal_reason) == (PlanState.REFUSED, "TERMS_DO_NOT_SUM")
    assert said(plan) == ["PlanRefused"]
    assert not book.transactions
    whole = on_reaching(MilestoneKind.EFFECTIVE, name="全款", share="100")
    book.revise(plan, Line(term=term_of(whole, "lines.0.term")))
    assert (plan.state, plan.refusal_reason) == (PlanState.ACTIVE, "")
    assert said(plan) == ["PlanCreated", "InstalmentClaimable"]
    assert book.layers(plan) == ("0.00", "1000.00", "0.00")


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (terms_pb.PaymentTerm(name="x"), "SHARE_OR_AMOUNT"),
        (terms_pb.PaymentTerm(name="x", share="100"), "TRIGGER_EMPTY"),
        (on_reaching(MilestoneKind.EFFECTIVE, share="many"), "SHARE_INVALID"),
        (on_reaching(MilestoneKind.EFFECTIVE, share="NaN"), "SHARE_INVALID"),
        (on_reaching(MilestoneKind.EFFECTIVE, share="-5"), "SHARE_INVALID"),
        (on_reaching(MilestoneKind.EFFECTIVE, share="100", lot_code="A"), "LOT_CODE_INVALID"),
        (on_reaching(MilestoneKind.EFFECTIVE, share="100", credit=terms_pb.CreditPeriod(day_of_month=32)), "DAY_OF_MONTH_INVALID"),
        (
            on_reaching(MilestoneKind.EFFECTIVE, share="100", credit=terms_pb.CreditPeriod(offset=terms_pb.Offset(amount=-1, unit=1))),  # type: ignore[arg-type]
            "OFFSET_INVALID",
        ),
        (terms_pb.PaymentTerm(share="100", trigger=terms_pb.Trigger(anchors=[terms_pb.Anchor()])), "ANCHOR_INVALID"),
        (terms_pb.PaymentTerm(share="100", trigger=terms_pb.Trigger(anchors=[terms_pb.Anchor(fixed_date="soon")])), "DAY_INVALID"),
        (
            terms_pb.PaymentTerm(
                share="100",
                trigger=terms_pb.Trigger(anchors=[terms_pb.Anchor(fixed_date="2026-01-01"), terms_pb.Anchor(milestone_kind=1)]),  # type: ignore[arg-type]
            ),
            "COMBINE_MISSING",
        ),
    ],
)
def test_a_term_that_makes_no_sense_is_refused_by_name(book: Book, term: terms_pb.PaymentTerm, reason: str) -> None:
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[term]))
    assert plan.refusal_reason == reason


def test_a_milestone_of_one_lot_makes_only_its_own_instalment_owed(book: Book) -> None:
    terms = terms_pb.PaymentTerms(
        terms=[
            on_reaching(MilestoneKind.SHIPPED, name=f"批次{lot}", code=lot, share="100", share_base=terms_pb.SHARE_BASE_LOT, lot_code=lot)
            for lot in ("A", "B")
        ]
    )
    plan = book.sign("1000.00", terms, lots={"A": yuan("600.00"), "B": yuan("400.00")})
    book.reach(plan, (MilestoneKind.SHIPPED, "B"))
    assert states(*plan.instalments) == [PLANNED, CLAIMABLE]
    assert book.layers(plan) == ("600.00", "400.00", "0.00")


def test_a_claim_is_never_older_than_its_contract(book: Book) -> None:
    shipped_before = {SHIPPED: MilestoneDates(actual_date=date(2025, 11, 3))}
    plan = book.sign("100.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.SHIPPED, share="100")]), milestones=shipped_before)
    assert plan.instalments[0].claim_date == date(2025, 12, 1)


def test_the_effective_fact_of_pipeline_holds_everything_a_plan_needs() -> None:
    fact = events_pb2.ContractEffective(
        contract_id=str(MEDTEC),
        customer_id=str(MEDTEC),
        legal_entity_id=str(MEDTEC),
        gross=types_pb2.Money(currency_code="CNY", minor=5),
        effective_date="2026-01-05",
        milestones=[pipeline_pb2.Milestone(kind=terms_pb.MILESTONE_KIND_FINAL_ACCEPTANCE, name="终验", expected_date="2026-03-02")],
        lots=[events_pb2.ContractLot(code="A", gross=types_pb2.Money(currency_code="CNY", minor=5))],
    )
    contract = SignedContract.of(fact)
    assert contract.milestones[ACCEPTED].dates.likely_date == date(2026, 3, 2)
    assert contract.lots == {"A": yuan("0.05")}


# --- milestones ----------------------------------------------------------------------------------


@pytest.mark.capability("X-03")
def test_when_acceptance_slips_a_version_says_how_much_money_moved_by_how_many_days(book: Book) -> None:
    plan = book.sign()
    said(plan)
    book.reschedule(plan, date(2026, 4, 1), "客户场地未就绪")
    version = plan.versions[-1]
    assert (version.number, version.cause, version.reason) == (2, VersionCause.MILESTONE_RESCHEDULED, "客户场地未就绪")
    assert [(change.name, change.kind, change.days) for change in version.changes] == [
        ("验收款", ChangeKind.MOVED, 30),
        ("质保金", ChangeKind.MOVED, 30),
    ]
    assert (str(version.moved), version.moved_days) == ("210000.01 CNY", 30)
    assert said(plan) == ["PlanRevised"]
    assert book.layers(plan) == ("210000.01", "90000.00", "0.00")


def test_expected_dates_fall_on_working_days(book: Book) -> None:
    plan = book.sign()
    book.reschedule(plan, date(2026, 2, 18))  # in Spring Festival
    assert plan.instalments[1].expected_claim_date == date(2026, 2, 18)
    assert plan.instalments[1].expected_date == date(2026, 2, 24)


def test_rescheduling_to_the_same_day_or_after_it_was_reached_makes_no_version(book: Book) -> None:
    plan = book.sign()
    book.reschedule(plan, date(2026, 3, 2))
    book.reach(plan, day=date(2025, 12, 1))
    versions = plan.plan_version
    book.reschedule(plan, date(2026, 5, 5))
    assert plan.plan_version == versions
    assert plan.instalments[1].claim_state is CLAIMABLE


def test_a_milestone_reached_makes_its_instalment_owed_from_that_day_and_due_on_a_working_day(book: Book) -> None:
    plan = book.sign()
    said(plan)
    book.walk_to(date(2026, 3, 2))
    said(plan)
    book.reach(plan, day=date(2026, 2, 28))  # a Saturday, worked for Spring Festival
    acceptance, retention = plan.instalments[1:]
    assert (acceptance.claim_date, acceptance.due_date, acceptance.original_due_date) == (date(2026, 2, 28),) * 3
    assert (retention.claim_state, retention.claim_date) == (PLANNED, date(2027, 2, 28))
    assert said(plan) == ["PlanRevised", "InstalmentClaimable"]
    assert plan.versions[-1].cause is VersionCause.MILESTONE_REACHED
    assert [change.days for change in plan.versions[-1].changes] == [-2, -1]  # 28 February 2027 is a Sunday
    assert book.layers(plan) == ("30000.01", "270000.00", "0.00")


def test_the_same_milestone_told_twice_changes_nothing(book: Book) -> None:
    plan = book.sign()
    book.reach(plan)
    posted, version = len(book.transactions), plan.plan_version
    said(plan)
    book.reach(plan)
    assert (len(book.transactions), plan.plan_version, said(plan)) == (posted, version, [])


def test_retention_is_owed_when_its_day_comes_and_stays_out_of_the_receivables(book: Book) -> None:
    plan = book.sign()
    book.reach(plan)
    book.walk_to(date(2026, 11, 30))
    assert plan.instalments[2].claim_state is PLANNED
    said(plan)
    book.walk_to(date(2026, 12, 1))
    assert plan.instalments[2].claim_state is CLAIMABLE
    assert book.layers(plan) == ("0.00", "270000.00", "30000.01")
    assert stages(plan) == ["InstalmentClaimable", "InstalmentDue"]


def test_deemed_acceptance_comes_when_nobody_accepts(book: Book) -> None:
    trigger = terms_pb.Trigger(
        combine=terms_pb.COMBINE_EARLIEST_OF,
        anchors=[
            terms_pb.Anchor(milestone_kind=terms_pb.MILESTONE_KIND_FINAL_ACCEPTANCE),
            terms_pb.Anchor(
                milestone_kind=terms_pb.MILESTONE_KIND_ARRIVED, offset=terms_pb.Offset(amount=90, unit=terms_pb.OFFSET_UNIT_DAYS)
            ),
        ],
    )
    plan = book.sign("500.00", terms_pb.PaymentTerms(terms=[terms_pb.PaymentTerm(name="验收款", share="100", trigger=trigger)]))
    book.reach(plan, ARRIVED)
    book.walk_to(date(2026, 2, 28))
    assert plan.instalments[0].claim_state is PLANNED
    book.walk_to(date(2026, 3, 1))
    assert plan.instalments[0].claim_state is CLAIMABLE
    assert plan.instalments[0].claim_date == date(2026, 3, 1)


# --- time ----------------------------------------------------------------------------------------


def test_each_stage_of_time_is_said_once_and_a_partial_payment_hides_none(book: Book) -> None:
    credit = terms_pb.CreditPeriod(offset=terms_pb.Offset(amount=30, unit=terms_pb.OFFSET_UNIT_DAYS))
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, share="100", credit=credit)]))
    said(plan)
    (instalment,) = plan.instalments
    heard: list[tuple[date, str]] = []
    while book.today < date(2026, 2, 1):
        book.walk_to(date.fromordinal(book.today.toordinal() + 1))
        heard += [(book.today, name) for name in stages(plan)]
        if book.today == date(2025, 12, 25):
            book.pay(instalment, "400.00")
            assert stages(plan) == []
    assert heard == [
        (date(2025, 12, 24), "InstalmentDueSoon"),
        (date(2025, 12, 31), "InstalmentDue"),
        (date(2026, 1, 1), "InstalmentOverdue"),
    ]
    assert instalment.time_state is TimeState.OVERDUE


def test_what_was_due_long_before_we_heard_of_it_is_said_to_be_overdue_and_nothing_else(book: Book) -> None:
    book.today = date(2026, 1, 20)
    plan = book.sign("100.00", "50/50", effective=date(2025, 12, 1))
    said(plan)
    book.walk_to(date(2026, 1, 21))
    assert stages(plan) == ["InstalmentOverdue", "InstalmentOverdue"]


def test_a_planned_one_is_late_on_its_milestone_and_never_overdue(book: Book) -> None:
    plan = book.sign()
    book.walk_to(date(2026, 3, 3))
    seen = [plan.instalments[1].time_state]
    book.reschedule(plan, date(2026, 4, 1))
    assert [*seen, plan.instalments[1].time_state] == [TimeState.LATE, TimeState.EXPECTED]
    assert set(plan.instalments[1].alarms().values()) == {date(2026, 4, 2)}


def test_imported_history_says_nothing_of_the_past(book: Book) -> None:
    book.today, book.historical = date(2018, 1, 30), True
    plan = book.sign("1000.00", "50/50", effective=date(2017, 12, 31))
    assert [instalment.told for instalment in plan.instalments] == [TimeState.OVERDUE, TimeState.DUE]
    assert [transaction.business_date for transaction in book.transactions] == [date(2017, 12, 31)] * 2 + [date(2018, 1, 30)]
    book.historical = False
    said(plan)
    book.walk_to(date(2018, 2, 10))
    assert stages(plan) == ["InstalmentOverdue"]


# --- revising ------------------------------------------------------------------------------------


def term(name: str, amount: str | None = None, share: str | None = None, milestone: MilestoneKind = MilestoneKind.FINAL_ACCEPTANCE) -> Term:
    return Term(
        name=name,
        trigger=Trigger((Anchor(milestone_kind=milestone),)),
        amount=yuan(amount) if amount else None,
        share=Decimal(share) if share else None,
        share_base=ShareBase.REMAINDER if share else None,
    )


@pytest.mark.capability("M-02")
def test_a_revision_keeps_ids_and_shows_what_changed(book: Book) -> None:
    plan = book.sign()
    advance, acceptance, retention = plan.instalments
    said(plan)
    book.revise(plan, Line(advance.id), Line(acceptance.id, term("验收款", "150000.00")), Line(term=term("培训款", share="100")))
    assert [(i.name, str(i.amount.amount)) for i in plan.instalments] == [
        ("预付款", "90000.00"),
        ("验收款", "150000.00"),
        ("培训款", "60000.01"),
        ("质保金", "30000.01"),
    ]
    assert plan.instalments[1] is acceptance
    assert retention.close_reason is CloseReason.CANCELLED
    assert [(change.name, change.kind) for change in plan.versions[-1].changes] == [
        ("验收款", ChangeKind.CHANGED),
        ("培训款", ChangeKind.ADDED),
        ("质保金", ChangeKind.CANCELLED),
    ]
    assert plan.versions[-1].made_by == MANAGER
    assert said(plan) == ["PlanRevised"]
    assert book.layers(plan) == ("210000.01", "90000.00", "0.00")


def test_a_revision_that_does_not_make_up_the_contract_changes_nothing(book: Book) -> None:
    plan = book.sign()
    posted = len(book.transactions)
    with pytest.raises(DomainError, match=r"30000.01 CNY too little"):
        book.revise(plan, Line(plan.instalments[0].id), Line(plan.instalments[1].id))
    assert (plan.plan_version, len(book.transactions), len(plan.instalments)) == (1, posted, 3)


def test_what_is_paid_if_only_in_part_stays_as_it_is(book: Book) -> None:
    plan = book.sign()
    advance, acceptance, retention = plan.instalments
    book.pay(advance, "1.00")
    for lines in (
        [Line(term=term("全款", "300000.01"))],
        [Line(advance.id, term("预付款", "80000.00")), Line(term=term("余款", share="100"))],
    ):
        with pytest.raises(DomainError, match="'预付款' is paid or invoiced") as refused:
            book.revise(plan, *lines)
        assert refused.value.reason == "INSTALMENT_TOUCHED"
    book.revise(plan, Line(advance.id), Line(retention.id), Line(acceptance.id))
    assert [i.name for i in plan.instalments] == ["预付款", "质保金", "验收款"]


def test_a_claim_that_nobody_paid_can_be_agreed_anew_and_the_books_follow_from_today(book: Book) -> None:
    plan = book.sign()
    advance, acceptance, retention = plan.instalments
    book.walk_to(date(2025, 12, 20))
    said(plan)
    book.revise(
        plan, Line(advance.id, term("预付款", "90000.00", milestone=MilestoneKind.SHIPPED)), Line(acceptance.id), Line(retention.id)
    )
    assert advance.claim_state is PLANNED
    assert book.layers(plan) == ("300000.01", "0.00", "0.00")
    assert (book.receivable_on(date(2025, 12, 19)), book.receivable_on(date(2025, 12, 20))) == (9000000, 0)
    book.reach(plan, SHIPPED)
    assert (advance.due_date, advance.original_due_date) == (date(2025, 12, 22), date(2025, 12, 1))
    assert said(plan) == ["PlanRevised", "PlanRevised", "InstalmentClaimable"]


def test_a_new_due_date_moves_the_claim_in_the_books_and_is_told_anew(book: Book) -> None:
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, name="全款", share="100")]))
    (instalment,) = plan.instalments
    book.walk_to(date(2025, 12, 10))
    said(plan)
    later = Trigger((Anchor(milestone_kind=MilestoneKind.EFFECTIVE, offset=Offset(7, OffsetUnit.DAYS)),))
    book.revise(plan, Line(instalment.id, Term(name="全款", amount=yuan("1000.00"), trigger=later)))
    assert (instalment.due_date, instalment.original_due_date) == (date(2025, 12, 8), date(2025, 12, 1))
    assert said(plan) == ["PlanRevised"]  # owed before and after
    assert {leg.due_date for leg in book.transactions[-1].legs} == {date(2025, 12, 1), date(2025, 12, 8)}
    assert not book.drifts()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([Line(MEDTEC)], "INSTALMENT_UNKNOWN"),
        ([Line()], "TERM_MISSING"),
        ([], "TERMS_EMPTY"),
    ],
)
def test_lines_that_make_no_sense_are_refused(book: Book, lines: list[Line], reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        book.revise(book.sign(), *lines)
    assert refused.value.reason == reason


def test_a_line_named_twice_and_a_missing_reason_are_refused(book: Book) -> None:
    plan = book.sign()
    first = plan.instalments[0].id
    with pytest.raises(DomainError, match="named twice"):
        book.revise(plan, Line(first), Line(first))
    with pytest.raises(DomainError, match="Say why"):
        book.revise(plan, Line(first), reason=" ")


# --- termination ---------------------------------------------------------------------------------


def test_termination_cancels_what_is_planned_and_leaves_what_is_owed(book: Book) -> None:
    plan = book.sign()
    said(plan)
    book.terminate(plan)
    assert states(*plan.instalments) == [CLAIMABLE, CLOSED, CLOSED]
    assert book.layers(plan) == ("0.00", "90000.00", "0.00")
    assert said(plan) == ["PlanRevised"]
    assert plan.versions[-1].cause is VersionCause.TERMINATED
    book.terminate(plan)
    book.reach(plan)
    assert book.layers(plan) == ("0.00", "90000.00", "0.00")
    assert said(plan) == []
    with pytest.raises(DomainError, match="terminated"):
        book.revise(plan, Line(plan.instalments[0].id))


def test_another_owner_of_the_contract_owns_plan_and_instalments(book: Book) -> None:
    plan = book.sign()
    plan.belong(Belonging(owner_id=MANAGER, shared_with=(MEDTEC,), region="华东"))
    assert (plan.owner_id, plan.shared_with, plan.region) == (MANAGER, [MEDTEC], "华东")
    assert {(each.owner_id, *each.shared_with, each.region) for each in plan.instalments} == {(MANAGER, MEDTEC, "华东")}
