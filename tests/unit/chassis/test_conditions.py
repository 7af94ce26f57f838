import contextlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.conditions import Declared, condition
from chassis.errors import DomainError
from chassis.money import Money
from crm.accounts.v1 import accounts_pb2 as pb
from crm.common.v1.types_pb2 import ExternalRef
from crm.common.v1.types_pb2 import Money as PbMoney


class Tier(StrEnum):
    A = "a"
    KEY_ACCOUNT = "key_account"


@dataclass
class Deal:
    amount: Money | None = None
    tier: Tier | None = None
    close_date: date | None = None
    owner_id: UUID | None = None


NAMES: Declared = {
    "account": pb.Account,
    "deal": {"amount": Money, "tier": Tier, "close_date": date, "owner_id": UUID},
    "tier": Tier,
    "tags": list[str],
    "today": date,
    "score": int,
    "rate": Decimal | None,
    "seen_time": datetime,
    "hot": bool,
    "custom": dict[str, Any],
}
ACME = pb.Account(name="Acme", tier=pb.TIER_A, tags=["vip"], annual_revenue=PbMoney(currency_code="CNY", minor=100050))
ACME.custom["座"].text = "x"
ACME.custom["limit"].decimal = "12.5"
VALUES = {
    "account": ACME,
    "deal": Deal(Money("CNY", 30000001), Tier.A, date(2026, 2, 1), UUID(int=7)),
    "tier": Tier.KEY_ACCOUNT,
    "tags": {"vip"},
    "today": date(2026, 1, 30),
    "score": 70,
    "rate": Decimal("0.6"),
    "seen_time": datetime(2026, 1, 20, tzinfo=UTC),
    "hot": True,
    "custom": {"limit": Decimal("12.5")},
}


def refusal(source: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        condition(source, NAMES, parameter="rule.condition")
    assert caught.value.violations[0].field == "rule.condition"
    return caught.value


@pytest.mark.parametrize(
    "source",
    [
        'account.name == "Acme" && account.tier == "a"',
        '"vip" in account.tags && tags.exists(tag, tag.startsWith("v"))',
        'account.annual_revenue.amount >= 1000.5 && account.annual_revenue.currency_code == "CNY"',
        "account.annual_revenue.minor == 100050",
        'account.custom["limit"] > 12.0 && custom.limit == 12.5',
        'deal.amount.amount == 300000.01 && deal.tier == "a"',
        'deal.close_date > "2026-01-31" && days(today, deal.close_date) == 2',
        'deal.owner_id == "00000000-0000-0000-0000-000000000007"',
        'tier in ["a", "key_account"]',
        "score >= 70 && rate * 2.0 > 1.0 && hot",
        'seen_time < timestamp("2026-01-21T00:00:00Z") && seen_time.getFullYear() == 2026',
        "has(deal.amount) && has(tier) && size(account.tags) == 1 && has ( score )  // nope",
        '"""nope""" != account.name && r"\\no" != "deal.nope"',
    ],
)
def test_a_condition_holds(source: str) -> None:
    verdict = condition(source, NAMES).evaluate(VALUES)
    assert (verdict.holds, verdict.problem) == (True, "")


@pytest.mark.parametrize(
    "source",
    [
        'account.name == "" && account.tier == "" && size(account.tags) == 0',
        "account.annual_revenue.amount == 0.0 && account.payment_habit.closing_day == 0",
        'deal.amount.minor == 0 && deal.tier == "" && deal.close_date == "" && deal.owner_id == ""',
        'tier == "" && tags == [] && score == 0 && rate == 0.0 && !hot',
        'seen_time == timestamp("1970-01-01T00:00:00Z")',
        "!has(account.name) && !has(account.tier) && !has(account.annual_revenue) && !has(account.annual_revenue.amount)",
        "!has(deal.amount) && !has(tier) && !has(tags) && !has(rate) && !has(seen_time)",
        "!has(custom.limit) && !has(account.custom.limit)",
        'account.external_refs.all(ref, has(ref.system) && ref.external_id != "")',
    ],
)
@pytest.mark.parametrize("values", [{}, {"account": pb.Account(), "deal": Deal(), "tags": [], "tier": None}])
def test_what_is_absent_has_its_default(source: str, values: dict[str, Any]) -> None:
    verdict = condition(source, NAMES).evaluate(values)
    assert (verdict.holds, verdict.problem) == (True, "")


def test_a_message_class_gives_its_fields_as_names() -> None:
    rule = condition('tier == "a" && has(annual_revenue)', pb.Account)
    assert rule.evaluate(ACME)
    assert not rule.evaluate(pb.Account(tier=pb.TIER_A))


def test_each_element_of_a_list_of_messages_has_its_fields_and_their_presence() -> None:
    rule = condition('account.external_refs.exists(ref, ref.system == "erp" && !has(ref.company_code))', NAMES)
    erp = ExternalRef(system="erp", external_id="1")
    assert rule.evaluate({"account": pb.Account(external_refs=[erp])})
    erp.company_code = "100"
    assert not rule.evaluate({"account": pb.Account(external_refs=[erp])})


@pytest.mark.parametrize(
    ("source", "position", "fix"),
    [
        ("score >", 8, "mismatched"),
        ("score > 1 &&\n  )", 16, "mismatched"),
        ('"中文" == tier &&& hot', 16, "token recognition"),
        ("scores > 1", 1, "use one of account, custom, deal"),
        ("score > 1 && nope", 14, "no name nope"),
        ("has(nope)", 5, "no name nope"),
        ("account.nope == 1", 9, "no field nope; use one of address"),
        ("account.payment_habit.nope == 1", 23, "closing_day"),
        ("account.external_refs.exists(ref, ref.nope == 1)", 39, "no field nope"),
        ("account.external_refs[0].nope == 1", 26, "no field nope"),
        ("(hot ? account.nope : score) == 1", 16, "no field nope"),
        ('{"a": account.nope}.a == 1', 15, "no field nope"),
        ("account.tags.nope", 14, "exists"),
        ("score.nope", 7, "single value"),
        ("account._.name", 9, "no field _"),
        ('tier == "A"', 9, 'no word "A"; use one of a, key_account'),
        ('"z" != deal.tier', 1, "no word"),
        ('account.tier in ["a", "d"]', 23, "no word"),
        ("now() > seen_time", 1, "no function now; use one of days"),
        ('account.name.lower() == ""', 14, "no function lower"),
        ("tags.exists(a, tags.exists(b, tags.exists(c, true)))", 36, "deeper than 2"),
        ("tags.exists(score, score == 1)", 6, "call the elements otherwise"),
        ("pb.Account{name: hot}", 1, "no name pb"),
        ("account{name: hot}", 1, "messages cannot be made"),
        (".score == 1", 1, "begin with a point"),
        ("has(tags[0])", 9, "invalid argument"),
        ("tags.exists(tag, has(tag))", 18, "has() asks"),
    ],
)
def test_what_is_wrong_is_refused_when_saved_with_its_position(source: str, position: int, fix: str) -> None:
    error = refusal(source)
    assert fix in error.detail
    assert error.metadata["position"] == str(position)


@pytest.mark.parametrize(
    ("source", "fix"),
    [("score", "true or false"), ("rate * 2 > 1.0", "2.0"), ("x" * 2001, "2000"), ("days(today) == 1", "two days")],
)
def test_what_can_never_be_decided_is_refused_when_saved(source: str, fix: str) -> None:
    assert fix in refusal(source).detail


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("10 / score > 1", "zero"),
        ('account.tags[3] == "x"', "out of bounds"),
        ('custom.nope == "x"', "nope"),
        ("custom.text > 5", "overload"),
        ("days(today, deal.close_date) < 3", "needs two days"),
        ("days(today, deal.close_date) != 3", "needs two days"),
        ('account.name.matches("(")', "regex"),
        ("custom.text", "neither true nor false"),
    ],
)
def test_what_fails_when_evaluated_is_false_and_says_why(source: str, problem: str) -> None:
    verdict = condition(source, NAMES).evaluate({"custom": {"text": "x"}, "account": ACME})
    assert not verdict.holds
    assert problem in verdict.problem


PIECES = [
    "score",
    "hot",
    "account",
    "tags",
    ".",
    "tier",
    '"a"',
    "1",
    "2.0",
    "==",
    "&&",
    "!",
    "(",
    ")",
    "has(",
    "[",
    "]",
    "?",
    ":",
    "in",
    "exists(",
    "x",
    ",",
    "days(",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=40))
def test_every_text_is_understood_or_refused_and_then_decided(source: str) -> None:
    try:
        made = condition(source, NAMES)
    except DomainError:
        return
    assert isinstance(made.evaluate(VALUES).holds, bool)
    assert isinstance(made.evaluate({}).holds, bool)


@pytest.mark.parametrize(
    "deep",
    ["+hot" * 400, "[" * 900, "!" * 1990 + "hot", "(" * 900 + "hot" + ")" * 900, "hot?" * 400, "-(" * 600 + "1" + ")" * 600],
    ids=lambda text: text[:6],
)
def test_deep_nesting_breaks_nothing(deep: str) -> None:
    with contextlib.suppress(DomainError):
        condition(deep, NAMES)


def test_a_type_that_conditions_cannot_work_with_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="bytes"):
        condition("true", {"raw": bytes})
