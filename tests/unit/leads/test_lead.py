"""What a lead is in, whose it is, and what is to be done next: whatever happens, in whatever order."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.money import Money
from chassis.reasons import said
from crm.leads.v1 import events_pb2 as facts
from leads.domain.clocks import Clocks
from leads.domain.conversion import Conversion
from leads.domain.lead import Lead
from leads.domain.lead_clocks import FIRST_FOLLOW_UP, FOLLOW_UP, NOTICE, POOL, UPDATE
from leads.domain.lead_states import Disposition, Heat, LeadOutcome, LeadState, NextAction, PurchaseHorizon
from leads.domain.source import Source, SourceKind, recognised

NOW = datetime(2025, 12, 1, 1, tzinfo=UTC)
TENANT, CHEN, WU, PARK, ACCOUNT = (UUID(int=number) for number in range(1, 6))
CLOCKS = Clocks(
    first_follow_up=timedelta(hours=24),
    follow_up=timedelta(days=3),
    update=timedelta(days=7),
    pool=timedelta(days=15),
    notice=timedelta(days=7),
)


def lead(owner_id: UUID = CHEN) -> Lead:
    made = Lead(id=UUID(int=9), tenant_id=TENANT, create_time=NOW, update_time=NOW, name="李明", owner_id=owner_id)
    made.begin(NOW, CLOCKS)
    return made


def conversion(account_id: UUID = ACCOUNT) -> Conversion:
    return Conversion(account_id=account_id, existing_account=False, contact_id=UUID(int=6), opportunity_id=UUID(int=7))


def refusal(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.reason


def test_a_new_owner_has_every_deadline_and_the_first_follow_up_to_do() -> None:
    made = lead()
    assert {kind: due - NOW for (kind, _), due in made.timers.items()} == {
        FIRST_FOLLOW_UP: timedelta(hours=24),
        FOLLOW_UP: timedelta(days=3),
        UPDATE: timedelta(days=7),
        NOTICE: timedelta(days=8),
        POOL: timedelta(days=15),
    }
    assert (made.next_action, made.next_action_time) == (NextAction.FIRST_FOLLOW_UP, NOW + timedelta(hours=24))


def test_what_was_told_is_not_told_again_until_its_clock_starts_anew() -> None:
    made = lead()
    made.miss_first_follow_up()
    assert (FIRST_FOLLOW_UP, "") not in made.timers
    made.follow_up(NOW + timedelta(days=1), CLOCKS, reached=False)
    assert made.told == []
    assert made.first_follow_up_due_time is None


def test_the_first_follow_up_is_measured_once_and_not_from_before_the_lead_came() -> None:
    made = lead()
    made.first_touch_time = NOW - timedelta(days=30)
    made.follow_up(NOW + timedelta(minutes=45), CLOCKS, reached=True)
    made.follow_up(NOW + timedelta(days=2), CLOCKS, reached=True)
    first, second = made.take_facts()
    assert isinstance(first, facts.LeadFollowedUp)
    assert isinstance(second, facts.LeadFollowedUp)
    assert (first.first, first.response_minutes, second.first, second.response_minutes) == (True, 45, False, 45)


def test_materials_follow_the_first_contact_and_plain_follow_ups_those() -> None:
    made = lead()
    made.contact(Disposition.REACHED, NOW, NOW, CLOCKS)
    assert (made.state, made.next_action) == (LeadState.CONTACTED, NextAction.SEND_MATERIALS)
    made.follow_up(NOW + timedelta(days=1), CLOCKS, reached=True)
    assert made.next_action is NextAction.FOLLOW_UP


def test_a_follow_up_from_before_the_present_owner_restarts_no_clock() -> None:
    made = lead()
    made.begin(NOW + timedelta(days=5), CLOCKS)
    due = made.follow_up_due_time
    made.follow_up(NOW + timedelta(days=1), CLOCKS, reached=True)
    assert (made.follow_up_due_time, made.state) == (due, LeadState.ASSIGNED)


def test_a_successor_gets_the_whole_time_and_what_was_reached_stays() -> None:
    made = lead()
    made.contact(Disposition.REACHED, NOW, NOW, CLOCKS)
    made.taken_over(NOW + timedelta(days=14), CLOCKS)
    assert made.state is LeadState.CONTACTED
    assert made.pool_due_time == NOW + timedelta(days=29)


def test_nobody_can_have_been_reached_tomorrow() -> None:
    with pytest.raises(DomainError) as error:
        lead().contact(Disposition.REACHED, NOW + timedelta(days=1), NOW, CLOCKS)
    assert refusal(error) == "TIME_IN_FUTURE"


def test_heat_follows_from_the_horizon() -> None:
    made = lead()
    for horizon, heat in zip(PurchaseHorizon, Heat, strict=True):
        made.revise(purchase_horizon=horizon)
        assert made.heat is heat


def test_amounts_are_not_negative_and_keep_their_currency() -> None:
    made = lead()
    made.revise(estimated_amount=Money("USD", 100))
    assert made.estimated_amount == Money("USD", 100)
    with pytest.raises(DomainError) as error:
        made.revise(estimated_amount=Money("USD", -1))
    assert refusal(error) == "NEGATIVE_AMOUNT"


def test_a_refusal_of_another_conversion_changes_nothing() -> None:
    made = lead()
    made.convert(conversion(), "官网", NOW)
    made.account_refused(UUID(int=99), "CREDIT_CODE_TAKEN", "", NOW, CLOCKS)
    assert made.state is LeadState.CONVERTED
    made.account_refused(ACCOUNT, "CREDIT_CODE_TAKEN", "", NOW, CLOCKS)
    assert (made.state, made.account_id, made.opportunity_id) == (LeadState.QUALIFIED, None, None)


def test_the_newest_end_of_the_sale_counts() -> None:
    made = lead()
    made.ended(LeadOutcome.WON, [Money("CNY", 100)], version=5)
    made.ended(LeadOutcome.LOST, [], version=4)
    assert (made.outcome, made.won_amounts) == (LeadOutcome.WON, [{"currency_code": "CNY", "minor": 100}])


def test_a_source_is_recognised_by_link_then_referral_then_page() -> None:
    def source(number: int, **fields: object) -> Source:
        made = Source(id=UUID(int=number), tenant_id=TENANT, create_time=NOW, update_time=NOW, name="来源")
        made.revise(**fields)
        return made

    ad, referral = source(1, utm_sources=["Baidu"]), source(2, kind=SourceKind.REFERRAL)
    page = source(3, referrer_hosts=["zhihu.com"])
    known = [page, referral, ad]
    zhihu = "https://www.zhihu.com/question/1"
    assert recognised(known, utm_source="BAIDU", referrer=zhihu, referred=True) is ad
    assert recognised(known, utm_source="", referrer=zhihu, referred=True) is referral
    assert recognised(known, utm_source="", referrer=zhihu, referred=False) is page
    assert recognised(known, utm_source="", referrer="https://notzhihu.com", referred=False) is None


# --- whatever happens --------------------------------------------------------------------------------

ACTS = ("assign", "reach", "miss", "qualify", "disqualify", "pool", "claim", "return", "convert", "refuse", "take over", "accept")


def act(made: Lead, name: str, at: datetime) -> None:
    """One step as a command takes it; what a state does not allow is refused."""
    steps: dict[str, Callable[[], None]] = {
        "assign": lambda: _assign(made, at),
        "reach": lambda: made.contact(Disposition.REACHED, at, at, CLOCKS),
        "miss": lambda: made.contact(Disposition.NO_ANSWER, at, at, CLOCKS),
        "qualify": lambda: made.qualify(at, CLOCKS),
        "disqualify": lambda: made.disqualify("同行", at),
        "pool": lambda: _pool(made, at),
        "claim": lambda: _claim(made, at),
        "return": lambda: _return(made, at),
        "convert": lambda: made.convert(conversion(), "", at),
        "refuse": lambda: made.account_refused(ACCOUNT, "CREDIT_CODE_TAKEN", "", at, CLOCKS),
        "take over": lambda: made.taken_over(at, CLOCKS),
        "accept": lambda: made.accept(at),
    }
    steps[name]()


def _assign(made: Lead, at: datetime) -> None:
    made.require_assignable()
    made.owner_id = WU
    made.begin(at, CLOCKS)


def _pool(made: Lead, at: datetime) -> None:
    made.require_releasable()
    made.owner_id, before = None, made.owner_id
    made.pooled(PARK, "线索公海", None, before, said("不对口"), at)


def _claim(made: Lead, at: datetime) -> None:
    made.require_pooled()
    made.owner_id = WU
    made.claimed(at, CLOCKS)


def _return(made: Lead, at: datetime) -> None:
    made.require_returnable()
    made.owner_id, before = WU, made.owner_id
    made.returned(before, said("空号"), at, CLOCKS)


@pytest.mark.capability("L-20")
@given(st.lists(st.sampled_from(ACTS), max_size=25))
def test_a_live_lead_always_has_somebody_or_a_pool_and_something_to_do(acts: list[str]) -> None:
    made, at = lead(), NOW
    for name in acts:
        at += timedelta(hours=7)
        with suppress(DomainError):
            act(made, name, at)
        if made.state.is_live:
            assert (made.owner_id is None) is (made.state is LeadState.POOLED)
            assert (made.pool_id is not None) is (made.state is LeadState.POOLED)
            assert made.next_action is not None
            assert made.next_action_time is not None
        else:
            assert made.next_action is None
        assert bool(made.timers) is made.state.is_followed
        assert (made.account_id is not None) is (made.state is LeadState.CONVERTED)
