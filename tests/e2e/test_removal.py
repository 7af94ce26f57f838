"""A sandbox can be removed in one call, with everything that belongs to it; a company that earns money cannot."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from chassis import tables as chassis
from chassis.runtime import Runtime
from chassis.scope import Reach, Scope
from tests.support.world import PASSWORD, Company, World

TEN_DOLLARS = {"currencyCode": "CNY", "amount": "10.00"}


async def rows_of(runtime: Runtime, company: Company) -> dict[str, int]:
    """Rows of the tenant by table, where there are any."""
    found = {}
    async with runtime.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
        for metadata in (chassis.metadata, runtime.service.metadata):
            for table in metadata.sorted_tables:
                if "tenant_id" in table.c:
                    mine = select(func.count()).select_from(table).where(table.c.tenant_id == company.tenant_id)
                    found[table.name] = int((await connection.execute(mine)).scalar_one())
    return {name: count for name, count in found.items() if count}


async def purge_once_more(earth: World, company: Company) -> None:
    """What was on its way when the first purge ran is deleted by those that follow; here they need not be waited for."""
    timer = chassis.timer.c
    for runtime in earth.runtimes:
        async with runtime.database.as_app(Scope(company.tenant_id, Reach.TENANT)) as connection:
            mine = (timer.tenant_id == company.tenant_id, timer.kind == "purge")
            await connection.execute(update(chassis.timer).where(*mine).values(fire_time=earth.clock.real()))
    await earth.settle()


async def busy(earth: World, *, sandbox: bool) -> Company:
    """A company with a customer, a receipt in the books, a file and sessions."""
    company = await earth.company(sandbox=sandbox)
    seller, cashier = await company.person("sales"), await company.person("cashier")
    account = await seller.post("/v1/accounts", {"name": "江海机械有限公司"})
    await earth.settle()
    receipt = {
        "customerId": account["id"],
        "legalEntityId": company.legal_entity_id,
        "amount": TEN_DOLLARS,
        "tender": "TENDER_BANK",
        "receivedDate": "2025-12-01",
    }
    await cashier.post("/v1/receipts", receipt)
    about = {"subjectType": "account", "subjectId": account["id"], "category": "ATTACHMENT_CATEGORY_OTHER", "fileName": "a.pdf"}
    made = await seller.client.post("/v1/attachments", params=about, content=b"%PDF-1.7\nscan", headers={"content-type": "application/pdf"})
    assert made.status_code == 201, made.text
    await earth.settle()
    return company


@pytest.mark.capability("S-14")
async def test_a_removed_sandbox_leaves_nothing_behind_and_its_neighbour_everything(earth: World, tmp_path: Path) -> None:
    gone, stays = await busy(earth, sandbox=True), await busy(earth, sandbox=True)
    before = {runtime.service.name: await rows_of(runtime, stays) for runtime in earth.runtimes}
    removal = f"/v1/tenants/{gone.tenant_id}:remove"
    await gone.admin.refused(400, "CODE_MISMATCH", "POST", removal, {"code": stays.code})
    await gone.admin.post(removal, {"code": gone.code})
    # At once, not only when everything is deleted.
    anonymous, known = await earth.client(), {"tenant": gone.code, "email": f"admin@{gone.code}.example", "password": PASSWORD}
    assert (await anonymous.post("/v1/sessions", json=known)).status_code == 401
    await earth.settle()
    await purge_once_more(earth, gone)
    for runtime in earth.runtimes:
        left = await rows_of(runtime, gone)
        assert left.keys() <= {"copy_tenant", "timer", "inbox", "audit"}, runtime.service.name
        assert left.get("audit", 0) <= 1
        assert await rows_of(runtime, stays) == before[runtime.service.name]
    assert (await anonymous.post("/v1/sessions", json=known)).status_code == 401
    assert (await stays.admin.get("/v1/me"))["user"]["name"]


async def test_a_company_that_is_no_sandbox_cannot_be_removed(earth: World) -> None:
    company = await earth.company()
    await company.admin.refused(409, "NOT_A_SANDBOX", "POST", f"/v1/tenants/{company.tenant_id}:remove", {"code": company.code})
