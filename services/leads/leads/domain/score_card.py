"""The weights that a company starts with, and what a card must fulfil."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chassis.errors import invalid
from leads.domain.score_features import FeatureKind, feature_named

PARTS = ("fit", "stage", "demand", "potential")
Criteria = Sequence[Mapping[str, Any]]


def _row(key: str, part: str, feature: str, points: int, title: str, title_en: str, **band: Any) -> dict[str, Any]:
    return {"key": key, "part": part, "feature": feature, "points": points, "title": title, "title_en": title_en} | band


def _fit() -> Iterator[dict[str, Any]]:
    yield _row("company_named", "fit", "company_named", 20, "有公司名称", "names a company", values=["yes"])
    yield _row("credit_code_known", "fit", "credit_code_known", 10, "信用代码已核实", "credit code known", values=["yes"])
    yield _row("two_ways_of_contact", "fit", "ways_of_contact", 20, "有 {value} 种联系方式", "{value} ways of contact", at_least=2)
    yield _row("one_way_of_contact", "fit", "ways_of_contact", 10, "只有 {value} 种联系方式", "only {value} way of contact", at_least=1)
    yield _row("industry_known", "fit", "industry", 15, "行业：{value}", "industry: {value}")
    yield _row("region_known", "fit", "region", 10, "地区：{value}", "region: {value}")
    yield _row("referred", "fit", "source_type", 25, "老客户转介绍", "referred by a customer", values=["referral"])
    yield _row("met_at_event", "fit", "source_type", 15, "来自展会或活动", "met at an event", values=["exhibition", "online_event"])
    yield _row("tier_a", "fit", "tier", 60, "A 级客户", "tier A", values=["a"])
    yield _row("tier_b", "fit", "tier", 40, "B 级客户", "tier B", values=["b"])
    yield _row("tier_c", "fit", "tier", 20, "C 级客户", "tier C", values=["c"])
    yield _row("large_company", "fit", "employees", 20, "员工 {value} 人", "{value} employees", at_least=100)


def _stage() -> Iterator[dict[str, Any]]:
    yield _row("converted", "stage", "state", 100, "已转为客户", "became a customer", values=["converted"])
    yield _row("qualified", "stage", "state", 70, "已确认为有效线索", "qualified", values=["qualified"])
    yield _row("contacted", "stage", "state", 40, "已建立联系", "contacted", values=["contacted"])
    yield _row("assigned", "stage", "state", 15, "已分配", "assigned", values=["assigned"])
    yield _row("won", "stage", "state", 100, "已成交", "won", values=["won"])
    yield _row("lost", "stage", "state", -100, "已丢单", "lost", values=["lost"])
    yield _row("signed_contract", "stage", "signed_contract", 40, "已签合同", "has signed a contract", values=["yes"])
    words = ("商机阶段赢率 {value}%", "stage with {value}% probability")
    for least in (90, 75, 60, 45, 30, 15, 5):
        yield _row(f"stage_from_{least}", "stage", "stage_probability", min(100, least + 10), *words, at_least=least)


def _demand() -> Iterator[dict[str, Any]]:
    yield _row(
        "views_many",
        "demand",
        "product_views",
        60,
        "30 天内反复看产品页 {value} 次",
        "kept viewing products, {value} times in 30 days",
        at_least=5,
    )
    yield _row(
        "views_several", "demand", "product_views", 40, "30 天内看产品页 {value} 次", "viewed products {value} times in 30 days", at_least=3
    )
    yield _row(
        "views_some", "demand", "product_views", 15, "30 天内看产品页 {value} 次", "viewed products {value} times in 30 days", at_least=1
    )
    yield _row("buys_within_a_week", "demand", "heat", 40, "1 周内有购买需求", "wants to buy within a week", values=["high"])
    yield _row("buys_within_a_month", "demand", "heat", 20, "1 个月内考虑", "considers it within a month", values=["medium"])
    yield _row(
        "closes_soon", "demand", "days_to_close", 35, "预计 {value} 天内成交", "expected to close in {value} days", at_least=0, below=31
    )
    yield _row(
        "closes_this_quarter",
        "demand",
        "days_to_close",
        20,
        "预计 {value} 天内成交",
        "expected to close in {value} days",
        at_least=31,
        below=92,
    )
    yield _row("pain", "demand", "question_pain", 25, "有痛点", "has a pain", values=["yes"])
    yield _row("no_pain", "demand", "question_pain", -15, "没有痛点", "no pain", values=["no"])
    yield _row("enquired_again", "demand", "enquiries", 20, "30 天内询问 {value} 次", "enquired {value} times in 30 days", at_least=2)
    yield _row("attended_events", "demand", "events", 20, "30 天内参加活动 {value} 次", "attended {value} events in 30 days", at_least=1)
    yield _row("clicked_links", "demand", "link_clicks", 15, "30 天内点击链接 {value} 次", "clicked {value} links in 30 days", at_least=2)
    yield _row("opened_mails", "demand", "mail_opens", 10, "30 天内打开邮件 {value} 次", "opened {value} mails in 30 days", at_least=2)
    yield _row("need_stated", "demand", "need_stated", 15, "说明了需求", "said what is needed", values=["yes"])
    yield _row(
        "open_opportunities", "demand", "open_opportunities", 30, "有 {value} 个进行中的商机", "{value} open opportunities", at_least=1
    )


def _potential() -> Iterator[dict[str, Any]]:
    for key, points, least in (("amount_large", 40, 1_000_000), ("amount_medium", 25, 200_000), ("amount_small", 10, 1)):
        yield _row(key, "potential", "estimated_amount", points, "预估金额 {value}", "estimated amount {value}", at_least=least)
    questions = (
        ("budget", 20, "有预算", "has a budget", "没有预算", "has no budget"),
        ("decision_maker", 20, "已接触决策人", "decision maker known", "没有接触决策人", "decision maker unknown"),
        ("could_close", 20, "有成交可能", "could close", "难以成交", "could not close"),
        ("worth_the_time", 10, "值得投入", "worth the time", "不值得投入", "not worth the time"),
    )
    for question, points, yes, yes_en, no, no_en in questions:
        yield _row(question, "potential", f"question_{question}", points, yes, yes_en, values=["yes"])
        yield _row(f"no_{question}", "potential", f"question_{question}", -points, no, no_en, values=["no"])
    yield _row("bought_before", "potential", "won_opportunities", 30, "已成交 {value} 次", "won {value} times before", at_least=1)
    yield _row("large_revenue", "potential", "annual_revenue", 20, "年营业额 {value}", "annual revenue {value}", at_least=100_000_000)


SHIPPED_WEIGHTS: Mapping[str, int] = {"fit": 20, "stage": 25, "demand": 30, "potential": 25}
SHIPPED_CRITERIA: Criteria = (*_fit(), *_stage(), *_demand(), *_potential())


def check_weights(weights: Mapping[str, int]) -> None:
    """Raises DomainError unless every part counts 0 to 100 and one of them counts at all."""
    for part, weight in weights.items():
        if not 0 <= weight <= 100:
            raise invalid(f"score_model.weights.{part}", "A part counts from 0 to 100.", "WEIGHT_OUT_OF_RANGE")
    if not any(weights.values()):
        raise invalid("score_model.weights", "At least one part must count.", "WEIGHTS_EMPTY")


def checked_criteria(criteria: Criteria) -> list[dict[str, Any]]:
    """The criteria as they are stored: words that nobody wrote are those of the feature.

    Raises DomainError for the one that is wrong: KEY_TAKEN, FEATURE_UNKNOWN, POINTS_OUT_OF_RANGE, BAND_REVERSED, BAND_UNFIT.
    """
    seen: set[str] = set()
    return [_checked(f"score_model.criteria.{index}", criterion, seen) for index, criterion in enumerate(criteria)]


def _checked(where: str, criterion: Mapping[str, Any], seen: set[str]) -> dict[str, Any]:
    key, feature = criterion["key"], feature_named(criterion["feature"])
    if key in seen:
        raise invalid(f"{where}.key", f"{key!r} is used twice.", "KEY_TAKEN")
    seen.add(key)
    if criterion["part"] not in PARTS:
        raise invalid(f"{where}.part", "Say which part of the score it counts in.", "MISSING")
    if feature is None:
        raise invalid(f"{where}.feature", f"There is no feature {criterion['feature']!r}.", "FEATURE_UNKNOWN")
    if not -100 <= criterion["points"] <= 100:
        raise invalid(f"{where}.points", "A criterion counts from -100 to 100.", "POINTS_OUT_OF_RANGE")
    low, high = (_bound(criterion, name) for name in ("at_least", "below"))
    if low is not None and high is not None and low >= high:
        raise invalid(f"{where}.below", "The band ends before it begins.", "BAND_REVERSED")
    if feature.kind is not FeatureKind.NUMBER and not feature.key.startswith("custom.") and (low, high) != (None, None):
        raise invalid(f"{where}.at_least", f"{feature.key} is no number; name values.", "BAND_UNFIT")
    return {
        "key": key,
        "part": criterion["part"],
        "feature": feature.key,
        "points": criterion["points"],
        **{name: str(criterion[name]) for name in ("at_least", "below") if _bound(criterion, name) is not None},
        "values": list(criterion.get("values") or ()),
        "title": criterion.get("title") or feature.title,
        "title_en": criterion.get("title_en") or feature.title_en,
    }


def _bound(criterion: Mapping[str, Any], name: str) -> float | None:
    """Stored as text, so that it stays as it was written."""
    return None if criterion.get(name) in (None, "") else float(criterion[name])
