"""What a score may ask of a lead, an account or an opportunity: the names of the features, of which kind they are, and in words.

Each service says for itself which of them it knows of its records; what it does not know does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FeatureKind(StrEnum):
    NUMBER = "number"
    WORD = "word"
    # "yes" or "no"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is known of a subject. `title` has room for its value."""

    key: str
    kind: FeatureKind
    title: str
    title_en: str


def _number(key: str, title: str, title_en: str) -> Feature:
    return Feature(key, FeatureKind.NUMBER, title, title_en)


def _word(key: str, title: str, title_en: str) -> Feature:
    return Feature(key, FeatureKind.WORD, title, title_en)


def _flag(key: str, title: str, title_en: str) -> Feature:
    return Feature(key, FeatureKind.FLAG, title, title_en)


_ALL = (
    # Whether it is the kind of customer that we serve
    _word("industry", "行业：{value}", "industry: {value}"),
    _word("region", "地区：{value}", "region: {value}"),
    _word("source_type", "来源类型：{value}", "kind of source: {value}"),
    _word("channel", "渠道：{value}", "channel: {value}"),
    _word("product_line", "产品线：{value}", "product line: {value}"),
    _word("tier", "客户等级：{value}", "tier: {value}"),
    _number("employees", "员工 {value} 人", "{value} employees"),
    _flag("company_named", "有公司名称：{value}", "company named: {value}"),
    _flag("credit_code_known", "有统一社会信用代码：{value}", "credit code known: {value}"),
    _number("ways_of_contact", "有 {value} 种联系方式", "{value} ways of contact"),
    # How far it has come
    _word("state", "状态：{value}", "state: {value}"),
    _number("stage_probability", "商机阶段赢率 {value}%", "stage with {value}% probability"),
    _number("open_opportunities", "有 {value} 个进行中的商机", "{value} open opportunities"),
    _flag("signed_contract", "已签合同：{value}", "has signed a contract: {value}"),
    # How much it wants, and how soon
    _word("heat", "意向：{value}", "heat: {value}"),
    _flag("need_stated", "说明了需求：{value}", "need stated: {value}"),
    _number("product_views", "30 天内看产品页 {value} 次", "viewed product pages {value} times in 30 days"),
    _number("mail_opens", "30 天内打开邮件 {value} 次", "opened {value} mails in 30 days"),
    _number("link_clicks", "30 天内点击链接 {value} 次", "clicked {value} links in 30 days"),
    _number("events", "30 天内参加活动 {value} 次", "attended {value} events in 30 days"),
    _number("enquiries", "30 天内询问 {value} 次", "enquired {value} times in 30 days"),
    _number("touches", "30 天内有 {value} 次行为", "{value} touches in 30 days"),
    _number("days_to_close", "预计 {value} 天内成交", "expected to close in {value} days"),
    _flag("question_pain", "有痛点：{value}", "has a pain: {value}"),
    # Whether it can buy, and how much that may bring
    _number("estimated_amount", "预估金额 {value}", "estimated amount {value}"),
    _number("annual_revenue", "年营业额 {value}", "annual revenue {value}"),
    _number("won_opportunities", "已成交 {value} 次", "won {value} times before"),
    _flag("question_budget", "有预算：{value}", "has a budget: {value}"),
    _flag("question_decision_maker", "有决策人：{value}", "decision maker known: {value}"),
    _flag("question_could_close", "有成交可能：{value}", "could close: {value}"),
    _flag("question_worth_the_time", "值得投入：{value}", "worth the time: {value}"),
)
FEATURES: Mapping[str, Feature] = {feature.key: feature for feature in _ALL}
# A tenant's own fields are features too: "custom.<key>", of any kind.
CUSTOM = "custom."
# Of what passes with time only the last days count.
WINDOW_DAYS = 30


def feature_named(key: str) -> Feature | None:
    """The feature, also of a custom field; None where there is no such one."""
    if key.startswith(CUSTOM) and len(key) > len(CUSTOM):
        name = key.removeprefix(CUSTOM)
        return Feature(key, FeatureKind.WORD, f"{name}：{{value}}", f"{name}: {{value}}")
    return FEATURES.get(key)
