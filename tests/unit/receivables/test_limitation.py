"""The limitation period of what is owed: when it ends, what lets it begin anew, and who is told in time."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.account_statement.states import AnswerEvidence
from receivables.domain.instalment import Instalment
from receivables.domain.limitation import Interruption, InterruptionKind, limitation_date, paid, unpaid, withdrawn
from receivables.domain.triggers import MilestoneKind
from tests.support.book import Book, on_reaching, yuan

pytestmark = pytest.mark.capability("M-27")

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def interruption(day: date, kind: InterruptionKind = InterruptionKind.DEMAND, **more: Any) -> Interruption:
    given: dict[str, Any] = {"id": uuid4(), "record_date": day, "note": "EMS 寄出催款函，客户签收"}
    return Interruption(kind=kind, interruption_date=day, **(given | more))


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def owed(book: Book) -> Instalment:
    """1,000.00, due on 1 December 2025."""
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.EFFECTIVE, name="货款", share="100")]))
    plan.take_facts()
    return plan.instalments[0]


def jump(book: Book, day: date) -> None:
    """Nobody looked in between."""
    book.today = day - timedelta(days=1)
    book.walk_to(day)


def refused(act: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        act(*args, **given)
    return refusal.value.reason


@given(DAYS, st.lists(st.tuples(DAYS, st.booleans(), st.booleans()), max_size=5))
def test_it_ends_three_years_after_the_last_proven_interruption_and_never_before_three_years_from_the_due_date(
    due: date, happened: list[tuple[date, bool, bool]]
) -> None:
    each = [interruption(day, proven=proven, withdraw_reason="" if stands else "记错") for day, proven, stands in happened]
    end = limitation_date(due, each)
    assert end is not None
    last = max([due, *(day for day, proven, stands in happened if proven and stands)])
    assert (end.year, end.month) == (last.year + 3, last.month)
    assert end.day == last.day or (last.month, last.day, end.day) == (2, 29, 28)


def test_what_is_planned_does_not_lapse(book: Book) -> None:
    plan = book.sign("1000.00", terms_pb.PaymentTerms(terms=[on_reaching(MilestoneKind.FINAL_ACCEPTANCE, name="货款", share="100")]))
    assert plan.instalments[0].limitation_date is None
    assert limitation_date(None, [interruption(date(2026, 1, 1))]) is None


def test_a_demand_lets_it_begin_anew_and_a_withdrawn_one_never_did(book: Book, owed: Instalment) -> None:
    assert owed.limitation_date == date(2028, 12, 1)
    demand = interruption(date(2026, 6, 1))
    book.plan_of(owed).interrupt(owed, demand)
    (fact,) = book.plan_of(owed).take_facts()
    assert isinstance(fact, facts.LimitationInterrupted)
    assert (fact.limitation_date, owed.limitation_date) == ("2029-06-01", date(2029, 6, 1))
    owed.interrupt(withdrawn(owed.interruptions, demand.id, "寄错地址，退回", None))
    assert (owed.limitation_date, [each.withdraw_reason for each in owed.interruptions]) == (date(2028, 12, 1), ["寄错地址，退回"])


def test_what_nothing_written_shows_is_kept_and_does_not_count(book: Book, owed: Instalment) -> None:
    book.plan_of(owed).interrupt(owed, interruption(date(2026, 6, 1), proven=False))
    assert (owed.limitation_date, len(owed.interruptions), book.plan_of(owed).take_facts()) == (date(2028, 12, 1), 1, [])


def test_a_confirmation_that_comes_to_be_shown_in_writing_counts_from_its_own_day_and_is_told_once(book: Book, owed: Instalment) -> None:
    statement = uuid4()
    spoken = interruption(date(2026, 6, 1), InterruptionKind.CONFIRMATION, source_id=statement, proven=False)
    plan = book.plan_of(owed)
    plan.interrupt(owed, spoken)
    for _ in range(2):
        plan.show(owed, statement, proven=True)
    assert owed.limitation_date == date(2029, 6, 1)
    assert [type(fact) for fact in plan.take_facts()] == [facts.LimitationInterrupted]


@pytest.mark.parametrize("evidence", AnswerEvidence)
def test_only_our_own_word_and_a_link_that_was_opened_prove_nothing(evidence: AnswerEvidence) -> None:
    assert evidence.proves == (evidence not in (AnswerEvidence.OPENED, AnswerEvidence.NOTED))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 50)), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_part_payments_that_are_all_taken_back_in_any_order_never_interrupted(parts: list[tuple[str, int]], random: Any) -> None:
    receipts = {name: uuid4() for name in "abc"}
    kept: list[Interruption] = []
    for name, minor in parts:
        payment = interruption(date(2026, 1, 5), InterruptionKind.PART_PAYMENT, source_id=receipts[name], minor=minor)
        kept = paid(kept, payment)
    assert {each.source_id for each in kept} == {receipts[name] for name, _ in parts}
    assert sum(each.minor for each in kept) == sum(minor for _, minor in parts)
    random.shuffle(parts)
    for name, minor in parts:
        kept = unpaid(kept, receipts[name], minor)
    assert kept == []


def test_who_pays_a_part_owns_up_to_the_rest_until_the_payment_is_taken_back(book: Book, owed: Instalment) -> None:
    jump(book, date(2026, 3, 2))
    receipt = book.pay(owed, "400.00")
    assert (owed.limitation_date, [each.kind for each in owed.interruptions]) == (date(2029, 3, 2), [InterruptionKind.PART_PAYMENT])
    book.reverse(receipt, receipt.allocations[0].id)
    assert (owed.limitation_date, owed.interruptions) == (date(2028, 12, 1), [])


def test_somebody_is_told_half_a_year_three_months_one_and_a_week_before_each_once(book: Book, owed: Instalment) -> None:
    told = []
    for day in ("05-01", "06-03", "06-04", "09-01", "09-02", "10-01", "11-01", "11-02", "11-24", "12-02"):
        jump(book, date.fromisoformat(f"2028-{day}"))
        found = [fact for fact in book.plan_of(owed).take_facts() if isinstance(fact, facts.LimitationNear)]
        told.append([fact.days_left for fact in found])
    assert told == [[], [], [180], [], [90], [], [30], [], [7], []]


def test_who_was_told_is_told_again_only_after_the_period_began_anew(book: Book, owed: Instalment) -> None:
    jump(book, date(2028, 11, 10))
    plan = book.plan_of(owed)
    plan.take_facts()
    plan.interrupt(owed, interruption(date(2028, 11, 10)))
    assert owed.warning_days() == [date(2031, 11, 10) - timedelta(days=days) for days in (180, 90, 30, 7)]


def test_a_person_says_what_happened_and_cannot_say_what_receipts_say(owed: Instalment) -> None:
    today, claimed = date(2026, 6, 1), date(2025, 12, 1)

    def check(one: Interruption) -> str:
        return refused(one.check, today, claimed, [])

    assert check(interruption(today, InterruptionKind.PART_PAYMENT)) == "INTERRUPTION_BY_RECEIPT"
    assert check(interruption(today + timedelta(days=1))) == "DAY_IN_FUTURE"
    assert check(interruption(claimed - timedelta(days=1))) == "DAY_INVALID"
    many = [interruption(today)] * 200
    assert refused(interruption(today).check, today, claimed, many) == "TOO_MANY_INTERRUPTIONS"


def test_what_follows_from_something_else_is_not_withdrawn_here() -> None:
    own, other = interruption(date(2026, 1, 5)), interruption(date(2026, 1, 5), InterruptionKind.PROMISE, source_id=uuid4())
    gone = withdrawn([own, other], own.id, "记错", None)
    assert refused(withdrawn, gone, own.id, "记错", None) == "INTERRUPTION_WITHDRAWN"
    assert refused(withdrawn, gone, other.id, "记错", None) == "INTERRUPTION_FOLLOWS"
    assert refused(withdrawn, gone, UUID(int=7), "记错", None) == "NOT_FOUND"
    assert refused(withdrawn, [own], own.id, " ", None) == "REASON_MISSING"


def test_an_amount_given_up_or_settled_has_nothing_left_to_lapse(book: Book, owed: Instalment) -> None:
    jump(book, date(2026, 3, 2))
    book.pay(owed, "1000.00")
    assert (owed.open, owed.warning_days()) == (yuan("0.00"), [])
