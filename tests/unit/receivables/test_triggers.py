"""When claims arise and fall due."""

from datetime import date

import pytest

from chassis.calendar import Rule
from receivables.domain.triggers import Anchor, Combine, Credit, MilestoneDates, MilestoneKind, Milestones, Offset, OffsetUnit, Trigger
from tests.support.book import ACCEPTED, ARRIVED, CHINA

ACCEPTANCE = Anchor(milestone_kind=MilestoneKind.FINAL_ACCEPTANCE)
DEEMED = Anchor(milestone_kind=MilestoneKind.ARRIVED, offset=Offset(90, OffsetUnit.DAYS))
EARLIEST, LATEST = Combine.EARLIEST_OF, Combine.LATEST_OF


def reached(**days: date) -> Milestones:
    keys = {"arrived": ARRIVED, "accepted": ACCEPTED}
    return {keys[name]: MilestoneDates(actual_date=day) for name, day in days.items()}


def test_a_claim_waits_for_its_milestone() -> None:
    trigger = Trigger((ACCEPTANCE,))
    assert trigger.certain_day({ACCEPTED: MilestoneDates(expected_date=date(2026, 3, 2))}, CHINA) is None
    assert trigger.likely_day({ACCEPTED: MilestoneDates(expected_date=date(2026, 3, 2))}, CHINA) == date(2026, 3, 2)
    assert trigger.certain_day(reached(accepted=date(2026, 3, 5)), CHINA) == date(2026, 3, 5)


def test_deemed_acceptance_is_the_earliest_of_acceptance_and_ninety_days_after_arrival() -> None:
    trigger = Trigger((ACCEPTANCE, DEEMED), EARLIEST)
    assert trigger.certain_day(reached(arrived=date(2026, 1, 1)), CHINA) == date(2026, 4, 1)
    assert trigger.certain_day(reached(arrived=date(2026, 1, 1), accepted=date(2026, 1, 20)), CHINA) == date(2026, 1, 20)


def test_the_latest_of_several_waits_for_all_of_them() -> None:
    trigger = Trigger((ACCEPTANCE, DEEMED), LATEST)
    assert trigger.certain_day(reached(arrived=date(2026, 1, 1)), CHINA) is None
    assert trigger.likely_day(reached(arrived=date(2026, 1, 1)), CHINA) is None
    assert trigger.certain_day(reached(arrived=date(2026, 1, 1), accepted=date(2026, 1, 20)), CHINA) == date(2026, 4, 1)


def test_a_fixed_day_needs_no_milestone() -> None:
    assert Trigger((Anchor(fixed_date=date(2026, 6, 30)),)).certain_day({}, CHINA) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (Offset(30, OffsetUnit.DAYS), date(2026, 3, 2)),
        (Offset(1, OffsetUnit.MONTHS), date(2026, 2, 28)),
        # Spring Festival 2026 is 15 to 23 February, 14 and 28 February are worked for it.
        (Offset(15, OffsetUnit.WORKING_DAYS), date(2026, 2, 27)),
    ],
)
def test_offsets_count_days_working_days_and_months(offset: Offset, day: date) -> None:
    assert offset.after(date(2026, 1, 31), CHINA) == day


@pytest.mark.parametrize(
    ("credit", "due"),
    [
        (Credit(), date(2026, 3, 10)),
        (Credit(offset=Offset(30, OffsetUnit.DAYS)), date(2026, 4, 9)),
        # 月结 60 天
        (Credit(end_of_month=True, offset=Offset(60, OffsetUnit.DAYS)), date(2026, 5, 30)),
        # 月结 60 天, paid on the 25th
        (Credit(end_of_month=True, offset=Offset(60, OffsetUnit.DAYS), day_of_month=25), date(2026, 6, 25)),
        (Credit(day_of_month=10), date(2026, 3, 10)),
        (Credit(day_of_month=31), date(2026, 3, 31)),
    ],
)
def test_the_credit_period_leads_from_the_claim_to_the_due_date(credit: Credit, due: date) -> None:
    assert credit.due(date(2026, 3, 10), CHINA) == due


@pytest.mark.parametrize(
    ("rule", "due"), [(Rule.NEXT, date(2026, 2, 24)), (Rule.PREVIOUS, date(2026, 2, 14)), (Rule.NONE, date(2026, 2, 18))]
)
def test_a_due_date_in_spring_festival_moves_by_the_contracts_rule(rule: Rule, due: date) -> None:
    assert CHINA.adjust(date(2026, 2, 18), rule) == due
