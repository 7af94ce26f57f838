"""Changed -> local copy: whom a sale may be for."""

from typing import Any

from chassis.service import Copy
from crm.accounts.v1 import accounts_pb2 as accounts
from pipeline import tables


def _account(account: accounts.Account) -> dict[str, Any]:
    return {"name": account.name}


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account)
