"""Contracts that people sign, step by step, each by who may do it."""

from typing import Any

from tests.support.papers import upload
from tests.support.world import Person


def within(days: int, amount: str, name: str = "货款") -> dict[str, Any]:
    """A payment that is owed from the day of the contract and due so many days later."""
    return {
        "name": name,
        "amount": {"currencyCode": "CNY", "amount": amount},
        "trigger": {"anchors": [{"milestoneKind": "MILESTONE_KIND_EFFECTIVE"}]},
        "credit": {"offset": {"amount": days, "unit": "OFFSET_UNIT_DAYS"}},
    }


def body(account_id: str, total: str, terms: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    """A contract as clients write it."""
    return {
        "name": "产线合同",
        "accountId": account_id,
        "currency": "CNY",
        "pricesIncludeTax": True,
        "lines": [{"description": "灌装线", "unitPrice": total, "taxRate": "13"}],
        "terms": {"terms": terms},
        **fields,
    }


async def sign(rep: Person, manager: Person, commercial: Person, contract: dict[str, Any]) -> str:
    """From the draft to the effective contract; gives its id."""
    id = str((await rep.post("/v1/contracts", contract))["id"])
    path = f"/v1/contracts/{id}"
    await manager.post(f"{path}:approve")
    await commercial.post(f"{path}:seal")
    scan = await upload(commercial, "contract", id, "contract_scan")
    await commercial.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
    await commercial.post(f"{path}:makeEffective")
    return id
