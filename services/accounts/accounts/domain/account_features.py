"""What is known of an account that a score may ask for. The names are those of the score model (/v1/scoreFeatures)."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.domain.account import Account
from chassis.money import Money
from chassis.scoring import Features, custom_features, word


@dataclass(frozen=True, slots=True)
class Deal:
    """A possible sale to the account, from its copy."""

    state: str
    stage_probability: float
    currency: str
    expected_amount_minor: int


def account_features(account: Account, deals: Sequence[Deal], *, signed: bool) -> Features:
    """Unknown is None. Its stage is that of the open deal that has come furthest; where none is open, that of the last ones."""
    won = sum(deal.state == "won" for deal in deals)
    going_on = [deal for deal in deals if deal.state == "open"]
    expected = sum(deal.expected_amount_minor for deal in going_on if deal.currency == account.currency)
    return {
        "industry": account.industry or None,
        "region": account.region or None,
        "tier": account.tier,
        "employees": account.employees or None,
        "company_named": "yes",
        "credit_code_known": word(bool(account.credit_code)),
        "annual_revenue": account.annual_revenue.amount if account.annual_revenue_minor else None,
        "open_opportunities": len(going_on),
        "won_opportunities": won,
        "state": "won" if won and not going_on else None,
        "stage_probability": max((deal.stage_probability for deal in going_on), default=None),
        "signed_contract": word(signed),
        "estimated_amount": Money(account.currency, expected).amount if expected else None,
        "need_stated": word(bool(account.key_needs)),
        **{f"question_{name}": answer for name, answer in account.questions.items()},
        **custom_features(account.custom),
    }
