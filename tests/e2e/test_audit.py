"""Every operation can be traced: whoever may audit follows one person through every part of the product."""

import json
from typing import Any

import pytest

from tests.support.world import Person, World


async def deeds(auditor: Person, part: str, of: Person) -> list[Any]:
    found: list[Any] = await auditor.everything(f"/v1/auditEntries{part}", "auditEntries", filter=f'person_id = "{of.id}"')
    return found


@pytest.mark.capability("S-14")
async def test_an_auditor_follows_a_person_through_every_part_of_the_product(earth: World) -> None:
    company = await earth.company()
    operations = await company.newcomer("operations", "运营老李")
    cashier = await company.newcomer("cashier", "出纳小林")
    auditor = await company.person("auditor", "审计老孙")
    account = await operations.post("/v1/accounts", {"name": "杭州为民机械有限公司"})
    await earth.settle()
    await operations.post("/v1/opportunities", {"name": "三号产线", "accountId": account["id"]})
    receipt = {
        "legalEntityId": company.legal_entity_id,
        "customerId": account["id"],
        "tender": "TENDER_BANK",
        "amount": {"currencyCode": "CNY", "amount": "90000.01"},
        "receivedDate": "2025-12-01",
    }
    await cashier.post("/v1/receipts", receipt)

    (made,) = await deeds(auditor, "/accounts", operations)
    assert (made["method"], made["subjectType"], made["subjectId"]) == ("CreateAccount", "account", account["id"])
    assert {each["method"] for each in await deeds(auditor, "/pipeline", operations)} == {"CreateOpportunity"}
    (booked,) = await deeds(auditor, "/receivables", cashier)
    assert (booked["method"], json.loads(booked["changes"])["amount_minor"]) == ("CreateReceipt", [None, 9000001])
    assert "CreateSession" in [each["method"] for each in await deeds(auditor, "", cashier)]
    for part in ("", "/leads", "/accounts", "/pipeline", "/receivables", "/notifier"):
        await operations.refused(403, "PERMISSION_DENIED", "GET", f"/v1/auditEntries{part}")
