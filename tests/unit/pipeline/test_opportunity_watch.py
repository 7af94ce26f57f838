from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_watch import FollowUp, OpportunityWatch
from pipeline.domain.pipeline_settings import Patience, Stay
from pipeline.domain.warnings import WarningKind
from tests.unit.pipeline.examples import NOW, TODAY, born, facts, opened, process

SALES = process()
PATIENCE = Patience(follow_up_days=7, silent_months=3)
STAY = Stay(usual_days=14, stall_days=22)


def watch(sale: Opportunity) -> OpportunityWatch:
    """Of an opportunity that was opened today."""
    made = OpportunityWatch(**born(), opportunity_id=sale.id, last_event_time=NOW, pause_time=NOW)
    made.begin(PATIENCE, STAY, at=NOW, on=TODAY, entered=TODAY)
    return made


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def moment(after: int) -> datetime:
    return NOW + timedelta(days=after)


def talk(after: int, **changes: Any) -> FollowUp:
    return FollowUp(**{"at": moment(after), "day": day(after), "logged": moment(after), **changes})


def kinds(watched: OpportunityWatch) -> list[str]:
    return [each["kind"] for each in watched.warnings]


def pass_days(watched: OpportunityWatch, sale: Opportunity, after: int) -> list[str]:
    """The facts of the moment when that many days have passed."""
    watched.tell_neglected(sale, today=day(after), at=moment(after))
    watched.tell_stalled(sale, SALES.stage(sale.stage), today=day(after), at=moment(after))
    watched.tell_silent(sale, today=day(after), at=moment(after))
    return [fact.DESCRIPTOR.name for fact in facts(sale)]


@pytest.mark.capability("P-20")
def test_seven_days_without_follow_up_are_told_once_and_end_with_the_next_one() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    assert pass_days(watched, sale, 6) == []
    assert pass_days(watched, sale, 7) == ["OpportunityNeglected"]
    assert pass_days(watched, sale, 8) == []
    assert kinds(watched) == ["no_follow_up"]
    watched.follow_up(talk(9), PATIENCE)
    assert kinds(watched) == []
    assert pass_days(watched, sale, 16) == ["OpportunityNeglected"]


def test_a_talk_of_somebody_who_does_not_look_after_it_restarts_no_clock_but_is_remembered() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    watched.follow_up(talk(5, restarts=False, next_step="发资料"), PATIENCE)
    assert (watched.neglect_date, watched.last_follow_up_time, watched.next_step) == (day(7), moment(5), "发资料")


def test_news_of_an_older_talk_changes_nothing_that_is_newer() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    watched.follow_up(talk(5, next_step="发报价"), PATIENCE)
    watched.follow_up(talk(2, next_step="发资料"), PATIENCE)
    watched.follow_up(talk(5, next_step="发报价"), PATIENCE)
    assert (watched.neglect_date, watched.silent_date, watched.next_step) == (day(12), date(2026, 3, 6), "发报价")


@pytest.mark.capability("P-16")
def test_a_stay_that_is_longer_than_usual_is_told_once_and_ends_with_the_next_stage() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    watched.neglect_date = None
    assert pass_days(watched, sale, 21) == []
    watched.tell_stalled(sale, SALES.stage("lead"), today=day(22), at=moment(22))
    (fact,) = facts(sale)
    assert isinstance(fact, pb.OpportunityStalled)
    assert (fact.stage, fact.stage_name, fact.days, fact.median_days) == ("lead", "线索", 22, 14)
    assert (pass_days(watched, sale, 30), kinds(watched)) == ([], ["stalled"])
    watched.enter(PATIENCE, Stay(usual_days=5, stall_days=8), at=moment(30), on=day(30))
    assert (kinds(watched), watched.stall_date) == ([], day(38))


@pytest.mark.capability("P-25", "P-15")
def test_three_months_without_talk_or_step_are_silence() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    watched.enter(PATIENCE, STAY, at=moment(4), on=day(4))
    watched.neglect_date = watched.stall_date = None
    assert watched.silent_date == date(2026, 3, 5)
    assert pass_days(watched, sale, 93) == []
    assert pass_days(watched, sale, 94) == ["OpportunitySilent"]
    watched.follow_up(talk(95), PATIENCE)
    assert kinds(watched) == []


@pytest.mark.capability("P-21", "P-22", "P-24")
@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        (WarningKind.THIN_CONTENT, {"says_enough": True, "two_way": False}),
        (WarningKind.RESPONSE_FALLING, {"says_enough": False, "two_way": True}),
        (WarningKind.ONE_SIDED, {"says_enough": False, "two_way": True}),
    ],
)
def test_what_accounts_warns_of_stays_until_the_next_talk_that_answers_it(kind: WarningKind, answers: dict[str, bool]) -> None:
    watched = watch(opened(SALES))
    watched.warn(kind, moment(1))
    watched.follow_up(talk(2, says_enough=False, two_way=False), PATIENCE)
    assert kinds(watched) == [kind]
    watched.follow_up(talk(3, **answers), PATIENCE)
    assert kinds(watched) == []


def test_the_talk_that_is_warned_of_does_not_answer_its_own_warning_in_whatever_order_they_come() -> None:
    before, after = watch(opened(SALES)), watch(opened(SALES))
    before.warn(WarningKind.ONE_SIDED, moment(1))
    before.follow_up(talk(1), PATIENCE)
    after.follow_up(talk(1), PATIENCE)
    after.warn(WarningKind.ONE_SIDED, moment(1))
    assert kinds(before) == kinds(after) == ["one_sided"]


def test_a_warning_that_was_overtaken_by_a_good_talk_is_none() -> None:
    watched = watch(opened(SALES))
    watched.follow_up(talk(3), PATIENCE)
    watched.warn(WarningKind.THIN_CONTENT, moment(2), quality=20)
    watched.warn(WarningKind.RESPONSE_FALLING, moment(2), before=80, now=30)
    assert kinds(watched) == []


def test_a_renewed_warning_counts_since_it_first_came_and_says_what_is_new() -> None:
    watched = watch(opened(SALES))
    watched.warn(WarningKind.ONE_SIDED, moment(1), count=3)
    watched.warn(WarningKind.ONE_SIDED, moment(4), count=4)
    watched.follow_up(talk(2), PATIENCE)
    (kept,) = watched.warnings
    assert (kept["since_time"], kept["parameters"]) == (moment(1).isoformat(), {"count": "4"})


def test_what_is_closed_expects_nothing_and_warns_of_nothing() -> None:
    watched = watch(opened(SALES))
    watched.warn(WarningKind.ONE_SIDED, moment(1), count=3)
    watched.rest()
    assert (watched.neglect_date, watched.silent_date, watched.stall_date, watched.warnings) == (None, None, None, [])


def test_what_passed_before_it_was_imported_is_a_warning_but_no_news() -> None:
    sale = opened(SALES, open_date=date(2025, 8, 1))
    long_ago = datetime(2025, 7, 31, 16, tzinfo=UTC)
    watched = OpportunityWatch(**born(), opportunity_id=sale.id, last_event_time=long_ago, pause_time=long_ago)
    watched.begin(PATIENCE, STAY, at=long_ago, on=date(2025, 8, 1), entered=date(2025, 8, 1))
    watched.pass_over(TODAY, NOW)
    assert kinds(watched) == ["no_follow_up", "silent", "stalled"]
    assert (pass_days(watched, sale, 0), watched.neglect_date) == ([], None)


@pytest.mark.capability("N-10")
def test_a_warning_says_why_since_when_and_what_to_do_in_both_languages() -> None:
    sale = opened(SALES)
    watched = watch(sale)
    watched.tell_neglected(sale, today=day(7), at=moment(7))
    (shown,) = watched.open_warnings(sale, SALES.stage("lead"), pause_date=TODAY, today=day(9))
    message = shown.message()
    assert (message.reason.text, message.reason.text_en) == ("已 9 天未跟进", "No follow-up for 9 days")
    assert (message.reason.code, dict(message.reason.parameters)) == ("NO_FOLLOW_UP", {"days": "9"})
    assert message.since_time.ToDatetime(UTC) == moment(7)
    assert (message.action.code, bool(message.action.text), bool(message.action.text_en)) == ("FOLLOW_UP", True, True)
