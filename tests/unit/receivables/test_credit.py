"""How much of a limit is used, and whether a customer may take more."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.money import Money
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.credit.exposure import Exposed, Usage, by_place, usage
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditDecision, CreditKind, CreditStanding, CreditState, ExposureComponent
from receivables.domain.credit.verdict import Gate, verdict
from receivables.domain.credit.waiting import WaitingOrder
from receivables.domain.credit.watch import CreditWatch
from receivables.domain.receivable_settings import SHIPPED_CONFIRMATIONS

pytestmark = pytest.mark.capability("M-22")

TODAY, NOW = date(2025, 12, 1), datetime(2025, 12, 1, tzinfo=UTC)
HEAD, BRANCH, OURS, OTHERS, CONTRACT = (new_id() for _ in range(5))
REP, MANAGER = new_id(), new_id()
COMPONENTS = list(ExposureComponent)


@dataclass
class Granted:
    amount_minor: int
    kind: CreditKind = CreditKind.LIMIT
    state: CreditState = CreditState.APPROVED
    customer_id: UUID = HEAD
    legal_entity_id: UUID | None = None
    contract_id: UUID | None = None
    currency: str = "CNY"
    valid_until_date: date | None = None


def cny(amount: int) -> Money:
    return Money("CNY", amount)


def owes(amount: int, customer: UUID = HEAD, entity: UUID | None = OURS, currency: str = "CNY", of: int = 0) -> Exposed:
    return Exposed(component=COMPONENTS[of], customer_id=customer, legal_entity_id=entity, currency=currency, amount_minor=amount)


def used(limit: Granted, *exposed: Exposed, releases: tuple[Granted, ...] = (), members: tuple[UUID, ...] = (HEAD,), **more: Any) -> Usage:
    return usage(limit, releases, exposed, members, today=TODAY, near_percent=90, **more)


def test_a_limit_counts_its_currency_its_legal_entity_and_its_group_alone() -> None:
    owed = (owes(100), owes(20, BRANCH), owes(40, entity=OTHERS), owes(800, currency="USD"), owes(-10, entity=None, of=6))
    assert used(Granted(1000), *owed).exposure == cny(130)
    assert used(Granted(1000), *owed, members=(HEAD, BRANCH)).exposure == cny(150)
    assert used(Granted(1000, legal_entity_id=OURS), *owed).exposure == cny(100)
    assert used(Granted(1000, currency="USD"), *owed).exposure == Money("USD", 800)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-(10**9), 10**9), st.booleans()), max_size=20))
def test_the_components_of_all_places_add_up_to_what_a_limit_for_all_of_them_counts(rows: list[tuple[int, int, bool]]) -> None:
    exposed = [owes(amount, entity=OURS if ours else OTHERS, of=component) for component, amount, ours in rows]
    places = by_place(exposed)
    assert sum(parts.total() for parts in places.values()) == used(Granted(1), *exposed).exposure.minor
    for (entity, _), parts in places.items():
        assert parts.total() == used(Granted(1, legal_entity_id=entity), *exposed).exposure.minor


@pytest.mark.parametrize(
    ("exposure", "standing", "percent"),
    [
        (0, CreditStanding.WITHIN, 0),
        (899, CreditStanding.WITHIN, 89),
        (900, CreditStanding.NEAR, 90),
        (1000, CreditStanding.NEAR, 100),
        (1001, CreditStanding.EXCEEDED, 100),
        (-50, CreditStanding.WITHIN, -5),
    ],
)
def test_a_limit_is_near_from_its_share_on_and_exceeded_beyond_its_last_cent(exposure: int, standing: CreditStanding, percent: int) -> None:
    found = used(Granted(1000), owes(exposure))
    assert (found.standing, found.used_percent, found.available) == (standing, percent, cny(1000 - exposure))


def test_a_release_comes_on_top_until_its_last_day_and_one_for_a_contract_for_that_alone() -> None:
    today = Granted(100, CreditKind.RELEASE, valid_until_date=TODAY)
    past = Granted(100, CreditKind.RELEASE, valid_until_date=date(2025, 11, 30))
    ours = Granted(50, CreditKind.RELEASE, valid_until_date=TODAY, contract_id=CONTRACT)
    elsewhere = Granted(7, CreditKind.RELEASE, valid_until_date=TODAY, customer_id=BRANCH)
    found = used(Granted(1000), owes(1050), releases=(today, past, ours, elsewhere))
    assert (found.released, found.available, found.standing) == (cny(100), cny(50), CreditStanding.NEAR)
    assert used(Granted(1000), owes(1050), releases=(today, ours), contract_id=CONTRACT).released == cny(150)


def test_past_its_last_day_a_limit_leaves_nothing_but_what_is_released() -> None:
    past = Granted(1000, valid_until_date=date(2025, 11, 30))
    held = verdict(cny(1), [used(past, owes(0))], [], cny(0))
    assert (held.decision, held.reasons[0].code) == (CreditDecision.HELD, "CREDIT_LIMIT_EXPIRED")
    release = Granted(10, CreditKind.RELEASE, valid_until_date=TODAY)
    assert verdict(cny(10), [used(past, releases=(release,))], [], cny(0)).decision is CreditDecision.ALLOWED


def test_every_limit_must_leave_room_and_the_tightest_says_how_much() -> None:
    roomy, tight = used(Granted(1000), owes(100)), used(Granted(300), owes(250))
    allowed = verdict(cny(50), [roomy, tight], [], cny(0))
    assert (allowed.decision, allowed.available, allowed.reasons[0].code) == (CreditDecision.ALLOWED, cny(50), "WITHIN_CREDIT_LIMIT")
    held = verdict(cny(51), [roomy, tight], [], cny(0))
    assert (held.decision, [reason.code for reason in held.reasons]) == (CreditDecision.HELD, ["CREDIT_LIMIT_EXCEEDED"])
    assert held.reasons[0].parameters["excess"] == "0.01 CNY"
    assert verdict(cny(10**9), [], [], cny(0)).reasons[0].code == "NO_CREDIT_LIMIT"


def test_what_is_to_be_paid_before_shipment_holds_it_until_it_is_paid_or_released() -> None:
    gates = [Gate(name="发货款", open=cny(300)), Gate(name="预付款", open=cny(0))]
    held = verdict(cny(0), [], gates, cny(299))
    assert (held.decision, [(each.code, each.parameters) for each in held.reasons]) == (
        CreditDecision.HELD,
        [("PAYMENT_GATE_OPEN", {"name": "发货款", "amount": "3.00 CNY"})],
    )
    assert verdict(cny(0), [], gates, cny(300)).decision is CreditDecision.ALLOWED
    assert verdict(cny(0), [], gates[1:], cny(0)).decision is CreditDecision.ALLOWED


# --- its way ----------------------------------------------------------------------------------------


def asked(kind: CreditKind = CreditKind.LIMIT, amount: int = 500_000_00, **more: Any) -> CreditLimit:
    limit = CreditLimit(
        id=new_id(),
        tenant_id=new_id(),
        create_time=NOW,
        update_time=NOW,
        kind=kind,
        customer_id=HEAD,
        currency=more.pop("currency", "CNY"),
        amount_minor=amount,
        reason="年度授信",
        **more,
    )
    limit.request(SHIPPED_CONFIRMATIONS, REP, TODAY)
    return limit


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("RELEASE_WITHOUT_END", {"kind": CreditKind.RELEASE}),
        ("DAY_PAST", {"valid_until_date": date(2025, 11, 30)}),
        ("CONTRACT_NOT_RELEASED", {"contract_id": CONTRACT}),
        ("AMOUNT_NOT_POSITIVE", {"kind": CreditKind.COLLATERAL, "amount": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(reason: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        asked(**wrong)
    assert refusal.value.reason == reason


def test_a_limit_of_nothing_says_that_the_customer_pays_in_advance() -> None:
    assert asked(amount=0).amount == cny(0)


def test_a_large_one_and_one_in_a_currency_that_nobody_named_wait_for_an_executive() -> None:
    limit = asked(amount=1_000_000_01)
    limit.approve(MANAGER, NOW, TODAY)
    assert (limit.state, limit.holds(TODAY)) == (CreditState.REQUESTED, False)
    limit.confirm(new_id(), NOW, TODAY)
    assert limit.holds(TODAY)
    assert asked(amount=1, currency="JPY").needs_confirmation
    small = asked()
    small.approve(MANAGER, NOW, TODAY)
    assert small.state is CreditState.APPROVED


def test_only_who_asked_withdraws_and_only_what_holds_ends() -> None:
    limit = asked()
    with pytest.raises(DomainError, match="Somebody else"):
        limit.withdraw(MANAGER, NOW)
    with pytest.raises(DomainError, match="requested already"):
        limit.end("客户停产", MANAGER, NOW)
    limit.withdraw(REP, NOW)
    with pytest.raises(DomainError, match="withdrawn already"):
        limit.approve(MANAGER, NOW, TODAY)


def test_that_a_limit_is_exceeded_is_said_once_until_it_was_not() -> None:
    limit = asked()
    watch = CreditWatch(id=new_id(), tenant_id=limit.tenant_id, create_time=NOW, update_time=NOW, credit_limit_id=limit.id, look_date=TODAY)
    said = []
    for exposure in (600_000_00, 700_000_00, 100_00, 500_000_01):
        watch.look(limit, usage(limit, (), [owes(exposure)], (HEAD,), today=TODAY, near_percent=90), TODAY)
        said.append([fact.excess.minor for fact in watch.take_facts() if isinstance(fact, facts.CreditLimitExceeded)])
    assert said == [[100_000_00], [], [], [1]]
    assert watch.look_date == date(2025, 12, 2)


def test_of_an_order_that_waits_it_is_said_what_changed_or_what_somebody_asked() -> None:
    order = WaitingOrder(
        id=new_id(),
        tenant_id=new_id(),
        create_time=NOW,
        update_time=NOW,
        sales_order_id=new_id(),
        number="DD000001",
        customer_id=HEAD,
        legal_entity_id=OURS,
        contract_id=None,
        paid_by_contract=False,
        currency="CNY",
        amount_minor=100,
        taken_minor=100,
    )
    clear, held = verdict(cny(100), (), (), cny(0)), verdict(cny(100), [used(Granted(99))], (), cny(0))
    for said, aloud, news in ((clear, False, 1), (clear, False, 0), (clear, True, 1), (held, False, 1), (held, False, 0)):
        order.judge(said, 100, TODAY, aloud=aloud)
        assert len(order.take_facts()) == news
    assert (order.decision, order.look_date) == (CreditDecision.HELD, TODAY + timedelta(days=1))
    order.leave()
    order.look_at(TODAY)
    assert order.look_date is None
