"""Cash application: whose money it may be, what it may pay, and what of that needs nobody to look at it."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.candidates import Candidate, candidates
from receivables.domain.cash.incoming import Incoming, Owed
from receivables.domain.cash.payers import KnownPayer, account_key, name_key, payers, telling_keys
from receivables.domain.cash.posting import to_post
from receivables.domain.cash.reasons import Reason, confidence
from receivables.domain.cash.references import number_key, referred, words
from receivables.domain.cash.subset_sums import MOST_AMOUNTS, MOST_PARTS, subset_sums
from receivables.domain.cash.together import together
from receivables.domain.cash.ways import ways
from receivables.domain.terms import Layer
from tests.support.book import ACCOUNTANT, MANAGER, TENANT, said

pytestmark = pytest.mark.capability("M-10")

US, OTHER_US, MUDAN, LAN = (UUID(int=number) for number in range(1, 5))
DAY = date(2025, 12, 10)
ACCOUNT = "6222 0000-1111"
PAYER = KnownPayer(MUDAN, name_key("牡丹精工有限公司"), account_key(ACCOUNT))


def owed(minor: int, number: int, customer: UUID = MUDAN, **said: object) -> Owed:
    """The number orders them in time."""
    default = {
        "contract_id": UUID(int=100 + number),
        "due_date": DAY + timedelta(days=number - 5),
        "legal_entity_id": US,
        "currency": "CNY",
    }
    return Owed(instalment_id=UUID(int=number), customer_id=customer, minor=minor, **{**default, **said})  # type: ignore[arg-type]


def came(minor: int, number: int = 900, **said: object) -> Incoming:
    default = {"legal_entity_id": US, "currency": "CNY", "day": DAY}
    return Incoming(receipt_id=UUID(int=number), minor=minor, **{**default, **said})  # type: ignore[arg-type]


def paid(candidate: Candidate) -> dict[int, int]:
    return {line.instalment_id.int: line.minor for line in candidate.lines}


# --- who paid ------------------------------------------------------------------------------------


@pytest.mark.capability("M-11")
def test_a_confirmed_account_says_more_than_a_name_and_an_equal_name_more_than_one_like_it() -> None:
    money = came(1, payer_account="62220000 1111", payer_name="牡丹精工（上海）股份有限公司")
    assert payers(money, [PAYER], {}) == {MUDAN: Reason.PAYER_ACCOUNT_KNOWN}
    assert payers(came(1, payer_name="牡丹精工"), [PAYER], {}) == {MUDAN: Reason.PAYER_NAME_KNOWN}
    named = {MUDAN: "牡丹精工有限公司", LAN: "兰花机械有限公司"}
    assert payers(came(1, payer_name="上海牡丹精工股份有限公司"), [], named) == {MUDAN: Reason.PAYER_NAME_EQUAL}
    assert payers(came(1, payer_name="牡丹精公有限公司"), [], {MUDAN: "牡丹精工有限公司"}) == {MUDAN: Reason.PAYER_NAME_ALIKE}
    assert payers(came(1, payer_name="牡丹精工", customer_id=MUDAN), [PAYER], named) == {MUDAN: Reason.CUSTOMER_SAID}
    assert payers(came(1), [PAYER, KnownPayer(LAN)], named) == {}


def test_names_are_looked_up_by_whole_keys_that_two_spellings_share() -> None:
    spellings = ("上海大新机械有限公司", "大新机械（上海）股份有限公司", "上海市大新机械")
    shared = set.intersection(*(set(telling_keys(each)) for each in spellings))
    assert "name:大新机械" in shared
    assert not any(key.startswith("pair:") for key in telling_keys("上海大新机械有限公司"))


def asked(**given: str) -> PayerAlias:
    now = datetime.combine(DAY, datetime.min.time(), UTC)
    alias = PayerAlias(id=LAN, tenant_id=TENANT, create_time=now, update_time=now, customer_id=MUDAN, **given)  # type: ignore[arg-type]
    alias.ask(ACCOUNTANT)
    return alias


@pytest.mark.capability("M-11")
@pytest.mark.parametrize(("account", "shown"), [("", ""), (ACCOUNT, "****1111"), ("6222 1111", "****")])
def test_who_asks_for_a_second_person_tells_who_pays_and_of_the_account_only_how_it_ends(account: str, shown: str) -> None:
    (told,) = asked(payer_name="王五五金店", payer_account=account, evidence="三方协议").take_facts()
    assert isinstance(told, facts.PayerAliasAsked)
    figures = told.payer_alias
    assert (figures.customer_id, figures.asked_by, figures.evidence) == (str(MUDAN), str(ACCOUNTANT), "三方协议")
    assert (figures.payer_name, figures.payer_account) == ("王五五金店", shown)


@pytest.mark.capability("M-11")
def test_an_alias_ends_once_whether_or_not_it_was_confirmed() -> None:
    confirmed, refused = asked(payer_name="王五五金店"), asked(payer_name="王五五金店")
    confirmed.confirm(MANAGER)
    for alias in (confirmed, refused):
        for _ in range(2):
            alias.end(MANAGER)
    assert said(confirmed) == ["PayerAliasAsked", "PayerAliasConfirmed", "PayerAliasEnded"]
    assert said(refused) == ["PayerAliasAsked", "PayerAliasEnded"]


# --- what the payer refers to --------------------------------------------------------------------


@pytest.mark.parametrize("memo", ["HT-2025-001货款", "付ht2025001", "合同：ＨＴ－2025－001 尾款", "ht 2025 001", "HT_2025/001"])
def test_a_contract_is_found_however_its_number_is_written(memo: str) -> None:
    found = referred(came(1, memo=memo), [owed(1, 1, contract_number="HT-2025-001")])
    assert found == {UUID(int=101): Reason.CONTRACT_NAMED}


def test_a_number_ends_where_its_digits_do() -> None:
    lines = [owed(1, 1, contract_number="HT-2025-001"), owed(1, 2, contract_number="HT-2025-0012", order_number="PO-99-1")]
    assert referred(came(1, memo="HT-2025-0012"), lines) == {UUID(int=102): Reason.CONTRACT_NAMED}
    assert referred(came(1, memo="PO991 货款"), lines) == {UUID(int=102): Reason.ORDER_NAMED}
    assert referred(came(1, memo="12 月货款"), [owed(1, 1, contract_number="12")]) == {}
    assert referred(came(1, contract_id=UUID(int=101)), lines) == {UUID(int=101): Reason.CONTRACT_SAID}


def test_what_is_looked_up_has_digits_and_some_length() -> None:
    assert words("HT-2025-001 货款 2025年12月") == ["HT2025001", "HT20250012025", "202512"]
    assert words("货款 REFUND") == words("12 月货款") == []
    assert number_key("ht-2025/001") == "HT2025001"


# --- what the amount fits ------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 40), max_size=9), st.integers(1, 120))
def test_subset_sums_are_those_that_trying_everything_finds(amounts: list[int], target: int) -> None:
    found = subset_sums(amounts, target, most=10_000)
    every = {
        places
        for size in range(2, min(MOST_PARTS, len(amounts)) + 1)
        for places in combinations(range(len(amounts)), size)
        if sum(amounts[place] for place in places) == target
    }
    assert set(found.found) <= every
    assert len(set(found.found)) == len(found.found)
    if found.complete:
        assert set(found.found) == every


@given(st.lists(st.integers(1, 10**12), max_size=60), st.integers(1, 10**13))
def test_no_book_keeps_the_search_busy(amounts: list[int], target: int) -> None:
    for places in subset_sums(amounts, target).found:
        assert sum(amounts[place] for place in places) == target
        assert len(places) <= MOST_PARTS
        assert max(places) < MOST_AMOUNTS


def test_a_thousand_equal_amounts_are_given_up_and_said_so() -> None:
    assert not subset_sums([7] * 1000, 7 * 9 + 1).complete


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(1, 4000))
def test_no_way_pays_more_than_there_is_on_either_side(amounts: list[int], minor: int) -> None:
    for way in ways(minor, [owed(each, number) for number, each in enumerate(amounts, start=1)]):
        assert sum(line for _, line in way.lines) <= minor
        assert all(0 < line <= each.minor for each, line in way.lines)
        if way.reason.is_exact:
            assert sum(line for _, line in way.lines) == minor


def test_the_amount_fits_one_then_several_then_nearly_one_then_what_is_due_first() -> None:
    lines = [owed(30_000, 1), owed(60_000, 2), owed(10_000, 3, layer=Layer.RETENTION)]

    def best(minor: int) -> tuple[Reason, list[int]]:
        way = ways(minor, lines)[0]
        return way.reason, [line for _, line in way.lines]

    assert best(60_000) == (Reason.AMOUNT_EXACT, [60_000])
    assert best(90_000) == (Reason.AMOUNT_ALL, [30_000, 60_000])
    assert best(59_950) == (Reason.AMOUNT_NEAR, [59_950])
    assert best(60_050) == (Reason.AMOUNT_NEAR, [60_000])
    assert best(40_000) == (Reason.AMOUNT_PART, [30_000, 10_000])
    assert best(10_000) == (Reason.AMOUNT_EXACT, [10_000])
    assert best(99_000) == (Reason.AMOUNT_MORE, [30_000, 60_000])


# --- both together -------------------------------------------------------------------------------


def test_the_likeliest_comes_first_with_its_reasons() -> None:
    money = came(30_000, payer_account=ACCOUNT, memo="HT-2025-001")
    lines = [owed(30_000, 1, contract_number="HT-2025-001"), owed(30_000, 2), owed(30_000, 3, customer=LAN)]
    first, *others = candidates(money, {MUDAN: Reason.PAYER_ACCOUNT_KNOWN}, lines)
    assert (paid(first), first.confidence) == ({1: 30_000}, 100)
    assert first.reasons == (Reason.PAYER_ACCOUNT_KNOWN, Reason.CONTRACT_NAMED, Reason.AMOUNT_EXACT, Reason.DUE_NEAR)
    assert [each.customer_id for each in others] == [LAN]
    assert Reason.PAYER_ANOTHER in others[0].reasons


def test_money_of_nobody_knows_whom_fits_one_instalment_to_the_cent_or_nothing() -> None:
    lines = [owed(30_000, 1), owed(60_000, 2)]
    assert [paid(each) for each in candidates(came(60_000), {}, lines)] == [{2: 60_000}]
    assert candidates(came(90_000), {}, lines) == []
    assert candidates(came(100), {}, lines) == []


def test_money_of_one_customer_is_never_proposed_for_another_company_currency_or_customer() -> None:
    lines = [owed(100, 1, legal_entity_id=OTHER_US), owed(100, 2, currency="USD"), owed(100, 3, customer=LAN)]
    assert candidates(came(100, customer_id=MUDAN), {MUDAN: Reason.CUSTOMER_SAID}, lines) == []


def test_what_was_rejected_is_not_proposed_again_and_the_next_best_is() -> None:
    lines, who = [owed(100, 1), owed(100, 2)], {MUDAN: Reason.PAYER_NAME_EQUAL}
    first, second = candidates(came(100), who, lines)
    assert [paid(each) for each in candidates(came(100), who, lines, rejected=[first.key])] == [paid(second)]


def test_confidence_stays_within_bounds_and_rises_with_what_speaks_for_it() -> None:
    every = list(Reason)
    for size in range(3):
        for chosen in combinations(every, size):
            assert 1 <= confidence(frozenset(chosen)) <= 100
    name = {Reason.PAYER_NAME_EQUAL, Reason.AMOUNT_EXACT}
    assert confidence(frozenset(name)) < confidence(frozenset({*name, Reason.CONTRACT_NAMED}))
    assert confidence(frozenset({*name, Reason.SEVERAL_FIT})) < confidence(frozenset(name))


def test_several_receipts_of_one_payer_that_are_one_instalment_together_are_proposed_for_it() -> None:
    parts = [came(40_000, 901, payer_account=ACCOUNT), came(60_000, 902, payer_account=ACCOUNT), came(5, 903, payer_account="other")]
    who = {each.receipt_id: {MUDAN: Reason.PAYER_ACCOUNT_KNOWN} for each in parts}
    found = together(parts, who, {MUDAN: [owed(100_000, 1)]})
    assert {id.int: paid(each) for id, each in found.items()} == {901: {1: 40_000}, 902: {1: 60_000}}
    assert all(Reason.AMOUNT_TOGETHER in each.reasons for each in found.values())


# --- what needs nobody ---------------------------------------------------------------------------


def posted(money: Incoming, reason: Reason, *lines: Owed, limit: int = 90) -> dict[int, int] | None:
    best = to_post(candidates(money, {MUDAN: reason}, lines), limit)
    return None if best is None else paid(best)


def test_only_the_exact_amount_from_a_confirmed_account_with_one_meaning_is_posted() -> None:
    known, named = Reason.PAYER_ACCOUNT_KNOWN, Reason.PAYER_NAME_EQUAL
    assert posted(came(100), known, owed(100, 1), owed(70, 2)) == {1: 100}
    assert posted(came(170), known, owed(100, 1), owed(70, 2)) == {1: 100, 2: 70}
    assert posted(came(100), named, owed(100, 1), limit=1) is None
    assert posted(came(100), known, owed(100, 1), limit=101) is None
    # Two instalments of this amount; one, and two that make it up; none, so that the oldest would be paid in part.
    assert posted(came(100), known, owed(100, 1), owed(100, 2)) is None
    assert posted(came(100), known, owed(100, 1), owed(60, 2), owed(40, 3)) is None
    assert posted(came(99), known, owed(100, 1)) is None
    assert posted(came(100), known, owed(100, 1, layer=Layer.RETENTION)) is None
    # Another customer's amount is no other meaning; another customer's contract is.
    assert posted(came(100), known, owed(100, 1), owed(100, 2, customer=LAN)) == {1: 100}
    theirs = owed(100, 2, customer=LAN, contract_number="HT-2025-002")
    assert posted(came(100, memo="HT-2025-002"), known, owed(100, 1), theirs) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=7), st.integers(1, 80))
def test_what_is_posted_could_mean_nothing_else(amounts: list[int], minor: int) -> None:
    lines = [owed(each, number) for number, each in enumerate(amounts, start=1)]
    chosen = posted(came(minor), Reason.PAYER_ACCOUNT_KNOWN, *lines, limit=1)
    meanings = [
        places
        for size in range(1, len(amounts) + 1)
        for places in combinations(range(len(amounts)), size)
        if sum(amounts[p] for p in places) == minor
    ]
    assert chosen is None or [[place + 1 for place in meaning] for meaning in meanings] == [sorted(chosen)]
