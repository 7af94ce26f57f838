"""Several currencies: what one is worth in another, and what is gained or lost on what is owed in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import DomainError
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.exchange.carrying import Carrying, Missing
from receivables.domain.exchange.rate import ExchangeRate
from receivables.domain.exchange.rates import LONGEST, Rate, Rates
from receivables.domain.exchange.run import ExchangeRun, Reckoned, subject_of
from receivables.domain.journal import Journal
from receivables.domain.ledger import Account, Kind, Leg, Transaction, TransactionKind, imbalance
from receivables.domain.run_states import RunState
from tests.support.book import ACCOUNTANT, HUADONG, MANAGER, TENANT, said

pytestmark = pytest.mark.capability("M-09")

FIRST = date(2026, 1, 1)
JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 28)
NOW = datetime(2026, 2, 1, tzinfo=UTC)
K, T = Kind, TransactionKind


def rate(currency: str, quote: str, worth: str, day: date = FIRST) -> Rate:
    return Rate(currency, quote, Decimal(worth), day)


def dollars(*worths: tuple[date, str]) -> Rates:
    return Rates(rate("USD", "CNY", worth, day) for day, worth in worths)


def account(kind: Kind, number: int = 1, currency: str = "USD") -> Account:
    return Account(legal_entity_id=HUADONG, kind=kind, currency=currency, subject_id=UUID(int=number))


CLAIM, OTHER, FUND = account(K.RECEIVABLE_NOT_INVOICED), account(K.RECEIVABLE_NOT_INVOICED, 2), account(K.UNAPPLIED, 9)
INVOICED, CONTRACT, CASH = account(K.RECEIVABLE_INVOICED), account(K.CONTRACT_CLAIMS, 5), account(K.CASH, 6)


@dataclass
class Books:
    """Transactions in the order in which they are told."""

    carrying: Carrying
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def post(self, kind: TransactionKind, day: date, *legs: tuple[Account, int]) -> None:
        assert not imbalance(Leg(*leg) for leg in legs)
        transaction = Transaction(
            id=UUID(int=next(self.numbers)),
            tenant_id=TENANT,
            kind=kind,
            business_date=day,
            posting_date=day,
            create_time=NOW,
            cause="test",
            legs=tuple(Leg(*leg) for leg in legs),
        )
        self.carrying.tell([transaction])

    def claim(self, day: date, minor: int, claim: Account = CLAIM) -> None:
        self.post(T.CLAIM, day, (claim, minor), (CONTRACT, -minor))

    def receive(self, day: date, minor: int) -> None:
        self.post(T.RECEIPT, day, (CASH, minor), (FUND, -minor))

    def allocate(self, day: date, minor: int, claim: Account = CLAIM) -> None:
        self.post(T.ALLOCATION, day, (FUND, minor), (claim, -minor))

    def booked(self, of: Account) -> tuple[int, int]:
        held = self.carrying.accounts[of]
        return held.minor, held.booked

    @property
    def gain(self) -> int:
        return self.carrying.realised["USD"]


def books(*worths: tuple[date, str]) -> Books:
    return Books(Carrying("CNY", dollars(*worths)))


MOVING = ((FIRST, "7"), (date(2026, 1, 10), "7.1"), (date(2026, 1, 20), "7.3"))


# --- rates -----------------------------------------------------------------------------------------


def test_a_rate_counts_until_the_next_one_and_no_longer_than_a_month() -> None:
    rates = dollars((FIRST, "7"), (date(2026, 1, 10), "7.1"))
    found = [rates.at("USD", "CNY", day) for day in (date(2025, 12, 31), date(2026, 1, 9), date(2026, 1, 10) + LONGEST)]
    assert [each and (each.rate, each.rate_date) for each in found] == [
        None,
        (Decimal(7), FIRST),
        (Decimal("7.1"), date(2026, 1, 10)),
    ]
    assert rates.at("USD", "CNY", date(2026, 1, 11) + LONGEST) is None


def test_the_other_way_round_and_over_a_third_currency_are_reckoned() -> None:
    rates = Rates([rate("USD", "CNY", "8"), rate("JPY", "CNY", "0.05", date(2026, 1, 2))])
    day = date(2026, 1, 3)
    back, across = rates.at("CNY", "USD", day), rates.at("USD", "JPY", day)
    assert back == Rate("CNY", "USD", Decimal("0.125"), FIRST)
    # The older of the two days.
    assert across == Rate("USD", "JPY", Decimal(160), FIRST)
    assert across is not None
    assert across.convert(1_00).minor == 160
    assert rates.at("CNY", "JPY", day).convert(100_00).minor == 2_000  # type: ignore[union-attr]
    assert rates.at("EUR", "CNY", day) is None


@pytest.mark.parametrize(("minor", "worth", "converted"), [(1, "0.5", 1), (-1, "0.5", -1), (3, "0.5", 2), (100, "7.12345", 712)])
def test_half_a_unit_is_rounded_away_from_zero(minor: int, worth: str, converted: int) -> None:
    assert rate("USD", "CNY", worth).convert(minor).minor == converted


@pytest.mark.parametrize(
    ("change", "reason", "where"),
    [
        ({"quote_currency_code": "USD"}, "RATE_CURRENCIES", "exchange_rate.quote_currency_code"),
        ({"rate": Decimal(0)}, "RATE_INVALID", "exchange_rate.rate"),
        ({"rate": Decimal("NaN")}, "RATE_INVALID", "exchange_rate.rate"),
        ({"rate": Decimal("1e30")}, "RATE_INVALID", "exchange_rate.rate"),
        ({"rate": Decimal("7.12345678901")}, "RATE_INVALID", "exchange_rate.rate"),
        ({"rate_date": date(2026, 2, 2)}, "DAY_IN_FUTURE", "exchange_rate.rate_date"),
    ],
)
def test_what_is_no_rate_is_refused(change: dict[str, object], reason: str, where: str) -> None:
    said = {"currency_code": "USD", "quote_currency_code": "CNY", "rate_date": FIRST, "rate": Decimal("7.1"), **change}
    made = ExchangeRate(id=HUADONG, tenant_id=TENANT, create_time=NOW, update_time=NOW, **said)  # type: ignore[arg-type]
    with pytest.raises(DomainError) as refused:
        made.check("exchange_rate", date(2026, 2, 1))
    assert (refused.value.reason, refused.value.violations[0].field) == (reason, where)


# --- what is booked --------------------------------------------------------------------------------


def test_who_pays_when_the_dollar_is_dearer_leaves_a_gain() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.receive(date(2026, 1, 10), 60_00)
    of.allocate(date(2026, 1, 20), 60_00)
    # 60 came when it was worth 7.10, and was claimed when it was worth 7.00. What happened to the rate afterwards is the bank's.
    assert of.gain == 6_00
    assert (of.booked(CLAIM), of.booked(FUND)) == ((40_00, 280_00), (0, 0))


def test_an_allocation_that_is_reversed_takes_its_gain_along() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.receive(date(2026, 1, 10), 60_00)
    of.allocate(date(2026, 1, 10), 60_00)
    of.post(T.ALLOCATION_REVERSAL, date(2026, 1, 20), (FUND, -60_00), (CLAIM, 60_00))
    assert (of.gain, of.booked(CLAIM), of.booked(FUND)) == (0, (100_00, 700_00), (-60_00, -426_00))
    of.post(T.RECEIPT_REVERSAL, date(2026, 1, 25), (CASH, -60_00), (FUND, 60_00))
    assert (of.gain, of.booked(FUND)) == (0, (0, 0))


def test_what_only_changes_its_name_keeps_what_it_was_booked_at() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.post(T.INVOICE, date(2026, 1, 20), (INVOICED, 30_00), (CLAIM, -30_00))
    assert (of.gain, of.booked(CLAIM), of.booked(INVOICED)) == (0, (70_00, 490_00), (30_00, 210_00))


def test_what_is_claimed_besides_is_worth_what_its_day_says() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.post(T.REVISION, date(2026, 1, 20), (OTHER, 150_00), (CLAIM, -100_00), (CONTRACT, -50_00))
    assert (of.gain, of.booked(OTHER)) == (0, (150_00, 700_00 + 365_00))


def test_what_is_given_up_and_what_a_bank_keeps_is_no_exchange_difference() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.post(T.BANK_FEE, date(2026, 1, 20), (account(K.BANK_FEE), 1_00), (CLAIM, -1_00))
    of.post(T.WRITE_OFF, date(2026, 1, 20), (account(K.WRITE_OFF), 99_00), (CLAIM, -99_00))
    assert (of.gain, of.booked(CLAIM)) == (0, (0, 0))


def test_days_without_a_rate_are_named_once() -> None:
    of = books((date(2026, 1, 10), "7"))
    of.claim(FIRST, 100_00)
    of.claim(FIRST, 50_00, OTHER)
    assert of.carrying.missing == {Missing("USD", FIRST)}


def test_the_companys_own_currency_and_plans_are_left_out() -> None:
    of = books(*MOVING)
    of.post(T.CLAIM, FIRST, (account(K.RECEIVABLE_NOT_INVOICED, currency="CNY"), 1_00), (account(K.CONTRACT_CLAIMS, currency="CNY"), -1_00))
    of.post(T.PLAN, FIRST, (account(K.PLANNED), 5_00), (account(K.PLANNED_CONTRA), -5_00))
    assert not of.carrying.accounts


DAYS = st.integers(0, 27).map(lambda after: FIRST + timedelta(days=after))
WORTHS = st.lists(st.decimals("0.01", "20", places=4), min_size=28, max_size=28)


@given(WORTHS, st.lists(st.tuples(st.integers(1, 90_000), st.integers(1, 4)), min_size=1, max_size=4))
def test_all_that_is_gained_is_what_came_less_what_was_claimed_each_by_its_day(
    worths: list[Decimal], claims: list[tuple[int, int]]
) -> None:
    days = [FIRST + timedelta(days=after) for after in range(28)]
    rates = Rates(Rate("USD", "CNY", worth, day) for day, worth in zip(days, worths, strict=True))
    of, came, claimed = Books(Carrying("CNY", rates)), 0, 0
    for number, (minor, parts) in enumerate(claims):
        claim, day = account(K.RECEIVABLE_NOT_INVOICED, number + 20), days[number]
        of.claim(day, minor, claim)
        claimed += rates.at("USD", "CNY", day).convert(minor).minor  # type: ignore[union-attr]
        left = minor
        for part in range(parts):
            paid = left if part == parts - 1 else minor // parts
            if paid:
                day = days[number + 5 * (part + 1)]
                of.receive(day, paid)
                came += rates.at("USD", "CNY", day).convert(paid).minor  # type: ignore[union-attr]
                of.allocate(day, paid, claim)
                left -= paid
    assert of.gain == came - claimed
    assert all((held.minor, held.booked) == (0, 0) for held in of.carrying.accounts.values())


@given(st.lists(st.tuples(st.integers(1, 10_000), DAYS), max_size=6), st.lists(st.integers(1, 10_000), max_size=6))
def test_nothing_is_gained_while_a_rate_stays_as_it_is(claims: list[tuple[int, date]], payments: list[int]) -> None:
    of = books((FIRST, "7"))
    for minor, day in claims:
        of.claim(day, minor)
    owed = sum(minor for minor, _ in claims)
    for minor in payments:
        of.receive(JANUARY, minor)
        if paid := min(minor, owed):
            of.allocate(JANUARY, paid)
            owed -= paid
    assert of.gain == 0
    assert all(held.booked == 7 * held.minor for held in of.carrying.accounts.values())


# --- at the end of a period ------------------------------------------------------------------------


def run_of(end: date) -> ExchangeRun:
    return ExchangeRun(
        id=HUADONG,
        tenant_id=TENANT,
        create_time=NOW,
        update_time=NOW,
        legal_entity_id=HUADONG,
        fiscal_period_id=HUADONG,
        end_date=end,
        known_at=NOW,
        currency_code="CNY",
    )


def journal(by: UUID = MANAGER) -> Journal:
    numbers = count(1)
    return Journal(tenant_id=TENANT, today=FEBRUARY, now=NOW, new_id=lambda: UUID(int=next(numbers)), cause="test", by=by)


def gains(of: Journal) -> list[tuple[str, date, int]]:
    """What was credited to exchange differences."""
    return [(each.kind, each.posting_date, -leg.minor) for each in of.transactions for leg in each.legs if leg.account.kind is K.EXCHANGE]


def test_what_is_realised_stays_and_what_is_not_comes_back_on_the_day_after() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.receive(date(2026, 1, 10), 60_00)
    of.allocate(date(2026, 1, 10), 50_00)
    found = Reckoned.of(of.carrying, JANUARY, {})
    run = run_of(JANUARY)
    run.prepare(found.lines, found.realised, ACCOUNTANT)
    # 50 are owed and booked at 7.00; 10 lie unapplied, booked at 7.10 and owed back at 7.30.
    assert [(line.kind, line.balance.minor, line.booked.minor, line.revalued.minor, line.difference.minor) for line in run.lines] == [
        ("receivable_not_invoiced", 50_00, 350_00, 365_00, 15_00),
        ("unapplied", -10_00, -71_00, -73_00, -2_00),
    ]
    assert (run.realised_change.minor, run.unrealised_change.minor) == (5_00, 13_00)
    posted = journal()
    run.post(found.lines, found.realised, posted)
    assert gains(posted) == [
        ("exchange_realised", JANUARY, 5_00),
        ("exchange_revaluation", JANUARY, 13_00),
        ("exchange_revaluation", date(2026, 2, 1), -13_00),
    ]
    assert all(not imbalance(each.legs) for each in posted.transactions)
    back = journal()
    run.reverse("汇率录错", back)
    assert [(day, minor) for _, day, minor in gains(back)] == [(JANUARY, -5_00), (JANUARY, -13_00), (date(2026, 2, 1), 13_00)]
    assert run.state is RunState.REVERSED


def test_a_difference_is_told_when_it_waits_for_a_second_person_and_when_it_does_not_any_more() -> None:
    of = books(*MOVING)
    of.claim(FIRST, 100_00)
    of.receive(date(2026, 1, 10), 60_00)
    of.allocate(date(2026, 1, 10), 50_00)
    found = Reckoned.of(of.carrying, JANUARY, {})
    run, other = run_of(JANUARY), run_of(JANUARY)
    run.prepare(found.lines, found.realised, ACCOUNTANT)
    (told,) = run.take_facts()
    assert isinstance(told, facts.ExchangePrepared)
    figures = told.exchange
    assert (figures.end_date, figures.prepared_by, figures.change.currency_code) == (str(JANUARY), str(ACCOUNTANT), "CNY")
    assert (figures.realised_change.minor, figures.unrealised_change.minor, figures.change.minor) == (5_00, 13_00, 18_00)
    run.post(found.lines, found.realised, journal())
    run.reverse("汇率录错", journal())
    assert said(run) == ["ExchangePosted", "ExchangeEnded"]
    other.prepare(found.lines, found.realised, ACCOUNTANT)
    other.discard(ACCOUNTANT, NOW)
    assert said(other) == ["ExchangePrepared", "ExchangeEnded"]


def test_the_next_period_posts_what_was_realised_since() -> None:
    of = books(*MOVING, (FEBRUARY, "7.3"))
    of.claim(FIRST, 100_00)
    of.receive(date(2026, 1, 10), 100_00)
    of.allocate(date(2026, 1, 10), 50_00)
    of.allocate(FEBRUARY, 50_00)
    found = Reckoned.of(of.carrying, FEBRUARY, {subject_of("USD"): 5_00})
    assert [(each.before.minor, each.needed.minor, each.change.minor) for each in found.realised] == [(5_00, 10_00, 5_00)]
    assert found.lines == []


def test_one_that_is_posted_is_as_it_was_prepared_and_says_something() -> None:
    of = books((FIRST, "7"))
    of.claim(FIRST, 100_00)
    found = Reckoned.of(of.carrying, JANUARY, {})
    with pytest.raises(DomainError, match="nothing to post"):
        run_of(JANUARY).prepare(found.lines, found.realised, ACCOUNTANT)
    moved = books(*MOVING)
    moved.claim(FIRST, 100_00)
    found = Reckoned.of(moved.carrying, JANUARY, {})
    run = run_of(JANUARY)
    run.prepare(found.lines, found.realised, ACCOUNTANT)
    moved.claim(date(2026, 1, 10), 1_00, OTHER)
    later = Reckoned.of(moved.carrying, JANUARY, {})
    with pytest.raises(DomainError) as refused:
        run.post(later.lines, later.realised, journal())
    assert refused.value.reason == "RUN_OUTDATED"


def test_a_run_waits_for_the_rates_that_it_needs() -> None:
    of = books((date(2026, 1, 10), "7"))
    of.claim(FIRST, 100_00)
    euros = account(K.RECEIVABLE_NOT_INVOICED, 3, "EUR")
    of.post(T.CLAIM, date(2026, 1, 10), (euros, 100_00), (account(K.CONTRACT_CLAIMS, currency="EUR"), -100_00))
    with pytest.raises(DomainError) as refused:
        Reckoned.of(of.carrying, JANUARY, {}).check_rated()
    assert refused.value.reason == "RATE_MISSING"
    assert refused.value.metadata["days"] == "EUR 2026-01-10, EUR 2026-01-31, USD 2026-01-01"
