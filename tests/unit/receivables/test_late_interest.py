"""违约金: what accrues by the clause, day by day, and how it becomes a claim."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms
from receivables.domain.adjusting.limits import AdjustmentLimits
from receivables.domain.adjusting.states import AdjustmentKind
from receivables.domain.late_interest import Change, Claimed, LateInterestClause, Overdue, Pause, RatePeriod, claimable, half_up
from receivables.domain.ledger import Kind
from receivables.domain.revision import Line
from receivables.domain.states import Basis, ClaimState, CloseReason
from receivables.domain.terms import clause_of
from tests.support.book import Book, stages, yuan

pytestmark = pytest.mark.capability("M-24")

DUE = date(2026, 3, 1)
FIVE_IN_TEN_THOUSAND = LateInterestClause(rate=Decimal("0.05"))
DAYS = st.integers(-5, 120).map(lambda days: DUE + timedelta(days=days))


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_who_pays_on_the_day_after_the_due_date_owes_interest_for_one_day() -> None:
    overdue = Overdue(amount_minor=90_000_00, due_date=DUE, changes=(Change(after(1), -90_000_00),))
    assert [overdue.accrued(FIVE_IN_TEN_THOUSAND, after(days)) for days in (0, 1, 2, 30)] == [0, 45_00, 45_00, 45_00]


def test_a_partial_payment_leaves_interest_on_the_rest() -> None:
    overdue = Overdue(amount_minor=90_000_00, due_date=DUE, changes=(Change(after(10), -40_000_00),))
    assert overdue.accrued(FIVE_IN_TEN_THOUSAND, after(20)) == 10 * 45_00 + 10 * 25_00
    assert [(each.days, each.base_minor) for each in overdue.stretches(FIVE_IN_TEN_THOUSAND, DUE, after(20))] == [
        (10, 90_000_00),
        (10, 50_000_00),
    ]


def test_a_dispute_pauses_the_disputed_part_alone_and_only_while_it_lasts() -> None:
    overdue = Overdue(amount_minor=90_000_00, due_date=DUE, pauses=(Pause(after(6), after(11), 80_000_00),))
    assert overdue.accrued(FIVE_IN_TEN_THOUSAND, after(20)) == 15 * 45_00 + 5 * 5_00


def test_days_of_grace_bear_none_and_a_cap_is_never_passed() -> None:
    overdue = Overdue(amount_minor=90_000_00, due_date=DUE)
    clause = LateInterestClause(rate=Decimal("0.05"), grace_days=5, cap=Decimal("5"))
    assert [overdue.accrued(clause, after(days)) for days in (5, 6, 104, 105, 106, 500)] == [
        *(0, 45_00, 99 * 45_00, 4_500_00, 4_500_00, 4_500_00),
    ]


def test_a_rate_per_year_goes_by_its_day_count() -> None:
    overdue = Overdue(amount_minor=100_000_00, due_date=DUE)
    by_year = {days: LateInterestClause(rate=Decimal("12"), period=RatePeriod.YEAR, day_count=days) for days in (360, 365)}
    assert {days: overdue.accrued(clause, after(30)) for days, clause in by_year.items()} == {360: 1_000_00, 365: 986_30}


@st.composite
def overdues(draw: st.DrawFn) -> Overdue:
    amount = draw(st.integers(1, 10_000_00))
    changes = draw(st.lists(st.builds(Change, DAYS, st.integers(-amount, amount)), max_size=4))
    spans = st.tuples(DAYS, st.none() | st.integers(0, 40), st.integers(1, amount))
    pauses = [
        Pause(first, None if days is None else first + timedelta(days=days), minor)
        for first, days, minor in draw(st.lists(spans, max_size=3))
    ]
    return Overdue(amount_minor=amount, due_date=DUE, changes=tuple(changes), pauses=tuple(pauses))


CLAUSES = st.builds(
    LateInterestClause,
    rate=st.decimals("0.0001", "3", places=4),
    period=st.sampled_from(RatePeriod),
    day_count=st.sampled_from([360, 365]),
    cap=st.none() | st.decimals("0.5", "30", places=1),
    grace_days=st.integers(0, 10),
)


@given(overdue=overdues(), clause=CLAUSES, until=DAYS)
def test_what_accrues_is_the_sum_over_the_days(overdue: Overdue, clause: LateInterestClause, until: date) -> None:
    """By a loop that knows of one day at a time, and of no stretches."""
    exact, day = Fraction(0), overdue.due_date + timedelta(days=clause.grace_days + 1)
    while day <= until:
        paid = sum(each.minor for each in overdue.changes if each.day < day)
        disputed = sum(each.minor for each in overdue.pauses if each.first <= day and not (each.until and each.until <= day))
        exact += max(0, overdue.amount_minor + paid - disputed) * clause.daily
        day += timedelta(days=1)
    most = overdue.cap_minor(clause)
    assert overdue.accrued(clause, until) == (half_up(exact) if most is None else min(half_up(exact), most))


@given(overdue=overdues(), clause=CLAUSES, turns=st.lists(DAYS, min_size=1, max_size=6).map(sorted))
def test_claims_one_after_the_other_make_up_what_accrues_and_share_no_day(
    overdue: Overdue, clause: LateInterestClause, turns: list[date]
) -> None:
    made: list[Claimed] = []
    for until in turns:
        first, minor = claimable(overdue, clause, made, until)
        assert not made or first > made[-1].last
        if minor:
            made.append(Claimed(last=until, minor=minor))
    assert sum(each.minor for each in made) == overdue.accrued(clause, turns[-1])


def test_a_payment_taken_back_does_not_claim_again_for_claimed_days() -> None:
    clause, made = FIVE_IN_TEN_THOUSAND, [Claimed(last=after(10), minor=5 * 45_00)]
    reopened = Overdue(amount_minor=90_000_00, due_date=DUE)
    assert claimable(reopened, clause, made, after(12)) == (after(11), 2 * 45_00)


def test_a_cap_holds_over_all_claims_whatever_came_after_them() -> None:
    clause = LateInterestClause(rate=Decimal("0.05"), cap=Decimal("1"))
    paid_back_then = Overdue(amount_minor=90_000_00, due_date=DUE, changes=(Change(after(2), -80_000_00),))
    assert claimable(paid_back_then, clause, [Claimed(last=after(20), minor=900_00)], after(300))[1] == 0


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"rate": ""}, "rate", "PERCENTAGE_INVALID"),
        ({"rate": "NaN"}, "rate", "PERCENTAGE_INVALID"),
        ({"rate": "100.1"}, "rate", "PERCENTAGE_INVALID"),
        ({"rate": "1", "cap": "0"}, "cap", "PERCENTAGE_INVALID"),
        ({"rate": "1", "day_count": 364}, "day_count", "DAY_COUNT_INVALID"),
        ({"rate": "1", "grace_days": -1}, "grace_days", "OUT_OF_RANGE"),
    ],
)
def test_a_clause_that_means_nothing_is_refused_with_its_field(fields: dict[str, str], field: str, reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        clause_of(terms.LateInterestClause(**fields), "clause")  # type: ignore[arg-type]
    assert (refused.value.reason, refused.value.violations[0].field) == (reason, f"clause.{field}")


def test_claimed_interest_is_owed_besides_the_contract_by_a_line_of_its_own() -> None:
    book = Book()
    plan = book.sign()
    down = plan.instalments[0]
    book.walk_to(book.today + timedelta(days=20))
    stages(plan)
    charge = book.charge(down, "900.00")
    assert (charge.basis, charge.claim_state, charge.claim_date, charge.interest_of_id) == (
        *(Basis.LATE_INTEREST, ClaimState.CLAIMABLE, book.today, down.id),
    )
    assert (book.balance(Kind.LATE_INTEREST), book.layers(plan)[1]) == (yuan("-900.00"), "90900.00")
    assert stages(plan) == ["InstalmentClaimable"]
    book.pay(charge, "900.00")
    assert charge.close_reason is CloseReason.SETTLED
    assert book.drifts() == []


def test_a_revised_plan_leaves_late_interest_as_it_is() -> None:
    book = Book()
    plan = book.sign()
    down, acceptance, retention = plan.instalments
    book.walk_to(book.today + timedelta(days=20))
    charge = book.charge(down, "900.00")
    book.revise(plan, Line(down.id), Line(retention.id), Line(acceptance.id), Line(charge.id))
    assert [each.id for each in sorted(plan.instalments, key=lambda each: each.position)] == [
        down.id,
        retention.id,
        acceptance.id,
        charge.id,
    ]
    assert charge.claim_state is ClaimState.CLAIMABLE
    assert book.drifts() == []


def test_waived_interest_is_closed_and_was_never_settled_until_the_waiver_is_taken_back() -> None:
    book = Book()
    plan = book.sign()
    book.walk_to(book.today + timedelta(days=20))
    charge = book.charge(plan.instalments[0], "900.00")
    stages(plan)
    waiver = book.adjust(AdjustmentKind.LATE_INTEREST_WAIVER, charge)
    assert (waiver.needs_approval, waiver.needs_confirmation) == (True, False)
    book.approve_adjustment(waiver)
    assert (charge.claim_state, charge.close_reason, charge.settle_date, stages(plan)) == (ClaimState.CLOSED, CloseReason.WAIVED, None, [])
    assert (book.balance(Kind.LATE_INTEREST_WAIVER), book.drifts()) == (yuan("900.00"), [])
    book.approve_adjustment(book.take_back(waiver, "400.00"))
    assert (charge.claim_state, charge.open, book.drifts()) == (ClaimState.CLAIMABLE, yuan("400.00"), [])
    book.pay(charge, "400.00")
    assert charge.close_reason is CloseReason.SETTLED


def test_a_large_waiver_is_confirmed_by_an_executive_besides() -> None:
    limits = AdjustmentLimits()
    assert [limits.needs_confirmation(AdjustmentKind.LATE_INTEREST_WAIVER, yuan(amount)) for amount in ("20000.00", "20000.01")] == [
        False,
        True,
    ]
