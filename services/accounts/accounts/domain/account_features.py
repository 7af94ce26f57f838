"""What is known of an account that a score may ask for. The names are those of the score model (/v1/scoreFeatures)."""

from dataclasses import dataclass

from accounts.domain.account import Account
from chassis.money import Money
from chassis.scoring import Features, custom_features, word


@dataclass(frozen=True, slots=True)
class Deals:
    """The possible sales to one account: how many are open and won, how likely the open one is that has come furthest, and what the
    open ones may bring in the account's own currency."""

    open: int = 0
    won: int = 0
    furthest: float | None = None
    expected_minor: int = 0


def account_features(account: Account, deals: Deals, *, signed: bool) -> Features:
    """Unknown is None. Its stage is that of the open deal that has come furthest; where none is open, that of the last ones."""
    return {
        "industry": account.industry or None,
        "region": account.region or None,
        "tier": account.tier,
        "employees": account.employees or None,
        "company_named": "yes",
        "credit_code_known": word(bool(account.credit_code)),
        "annual_revenue": account.annual_revenue.amount if account.annual_revenue_minor else None,
        "open_opportunities": deals.open,
        "won_opportunities": deals.won,
        "state": "won" if deals.won and not deals.open else None,
        "stage_probability": deals.furthest,
        "signed_contract": word(signed),
        "estimated_amount": Money(account.currency, deals.expected_minor).amount if deals.expected_minor else None,
        "need_stated": word(bool(account.key_needs)),
        **{f"question_{name}": answer for name, answer in account.questions.items()},
        **custom_features(account.custom),
    }
