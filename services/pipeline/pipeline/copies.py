"""Changed -> local copy: whom a sale may be for, and how important they are."""

from typing import Any

from chassis.service import Copy
from crm.accounts.v1 import accounts_pb2 as accounts
from pipeline import tables


def _account(account: accounts.Account) -> dict[str, Any]:
    return {"name": account.name, "tier": accounts.Tier.Name(account.tier).removeprefix("TIER_").lower()}


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account)
