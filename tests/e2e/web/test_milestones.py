"""What is done on the page of a contract and of a lead: a milestone is moved and reached, and a lead becomes a customer."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.office import Office
from tests.support.papers import SCAN
from tests.support.signing import body, sign
from tests.support.world import World

# A page that is opened first fetches its code.
SLOW = 20_000
ACCEPTANCE = "MILESTONE_KIND_FINAL_ACCEPTANCE"
REPORT: FilePayload = {"name": "验收报告.pdf", "mimeType": "application/pdf", "buffer": SCAN}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(earth: World) -> Office:
    return await Office(await earth.company(start=None)).staff()


@pytest_asyncio.fixture(loop_scope="session")
async def contract(office: Office) -> str:
    """Of which all is owed thirty days after the acceptance, and that is expected in twenty."""
    customer = await office.account(office.rep, "杭州为民")
    term = {
        "name": "验收款",
        "amount": {"currencyCode": "CNY", "amount": "260000.00"},
        "trigger": {"anchors": [{"milestoneKind": ACCEPTANCE}]},
        "credit": {"offset": {"amount": 30, "unit": "OFFSET_UNIT_DAYS"}},
    }
    today = office.world.clock.today(office.company.tenant_id)
    planned = {"kind": ACCEPTANCE, "plannedDate": (today + timedelta(days=20)).isoformat()}
    draft = body(customer, "260000.00", [term], milestones=[planned])
    signed = await sign(office.rep, office.manager, office.commercial, draft)
    await office.world.settle()
    return signed


def milestone(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text="终验").filter(has=page.locator(".milestone-words"))


async def acceptance(office: Office, contract: str) -> Any:
    found = (await office.rep.get(f"/v1/contracts/{contract}/milestones"))["milestones"]
    return next(each for each in found if each["kind"] == ACCEPTANCE)


@pytest.mark.capability("X-03")
async def test_a_milestone_is_moved_after_a_look_at_the_money_that_moves_with_it(visit: Visit, office: Office, contract: str) -> None:
    (before,) = await office.instalments(contract)
    to = office.world.clock.today(office.company.tenant_id) + timedelta(days=34)
    page = await visit(office.commercial)
    await page.goto(f"/contracts/{contract}")
    await milestone(page).get_by_role("button", name="改期").click(timeout=SLOW)
    form = page.get_by_role("dialog")
    await form.get_by_role("spinbutton").first.click()
    await page.keyboard.type(to.strftime("%Y%m%d"))
    preview = form.get_by_role("listitem").filter(has_text="验收款")
    await expect(preview).to_contain_text("260,000.00")
    await expect(preview).to_contain_text("晚 14 天")
    await assert_accessible(page)
    await form.get_by_role("textbox", name="原因").fill("客户土建延期")
    await form.get_by_role("button", name="改期").click()
    await expect(form).to_have_count(0)
    await expect(milestone(page)).to_contain_text("原计划")
    assert (await acceptance(office, contract))["expectedDate"] == to.isoformat()
    await office.world.settle()
    (after,) = await office.instalments(contract)
    assert after["expectedDate"] > before["expectedDate"]


async def test_a_milestone_is_reached_with_its_evidence_and_the_money_is_owed(visit: Visit, office: Office, contract: str) -> None:
    page = await visit(office.commercial)
    await page.goto(f"/contracts/{contract}")
    await milestone(page).get_by_role("button", name="达成").click(timeout=SLOW)
    form = page.get_by_role("dialog")
    await expect(form).to_contain_text("达成后，这些款按条件成为应收")
    await expect(form.get_by_role("listitem").filter(has_text="验收款")).to_contain_text("260,000.00")
    await form.locator("input[type=file]").set_input_files(REPORT)
    await form.get_by_role("button", name="达成", exact=True).click()
    await expect(form).to_have_count(0)
    await expect(milestone(page).get_by_role("link", name="凭证")).to_be_visible()
    await expect(milestone(page).get_by_role("button", name="达成")).to_have_count(0)
    await office.world.settle()
    (owed,) = await office.instalments(contract)
    assert owed["claimState"] == "CLAIM_STATE_CLAIMABLE"


async def test_a_milestone_without_evidence_is_not_reached(visit: Visit, office: Office, contract: str) -> None:
    page = await visit(office.commercial)
    await page.goto(f"/contracts/{contract}")
    await milestone(page).get_by_role("button", name="达成").click(timeout=SLOW)
    form = page.get_by_role("dialog")
    await form.get_by_role("button", name="达成", exact=True).click()
    await expect(form.get_by_role("alert")).to_be_visible()
    assert not (await acceptance(office, contract)).get("actualDate")


@pytest.mark.capability("L-32")
async def test_a_lead_becomes_customer_contact_and_deal_in_one_sheet(visit: Visit, office: Office) -> None:
    worth = {"currencyCode": "CNY", "amount": "120000.00"}
    about = {"name": "陈静", "companyName": "宁波海通泵业有限公司", "phone": "13900138001", "need": "灌装机一台", "estimatedAmount": worth}
    lead = (await office.rep.post("/v1/leads", about | {"ownerId": office.rep.id}))["lead"]
    path = f"/v1/leads/{lead['id']}"
    await office.rep.post(f"{path}:qualify")
    page = await visit(office.rep)
    await page.goto(f"/leads/{lead['id']}")
    await page.get_by_role("button", name="转为客户").click(timeout=SLOW)
    sheet = page.get_by_role("dialog")
    await expect(sheet).to_contain_text("将新建客户“宁波海通泵业有限公司”")
    await expect(sheet.get_by_role("textbox", name="预估金额")).to_have_value("120,000.00")
    await sheet.get_by_role("textbox", name="商机名称").fill("灌装机")
    await assert_accessible(page)
    await sheet.get_by_role("button", name="转为客户").click()
    await expect(sheet).to_have_count(0)
    await office.world.settle()
    await expect(page.get_by_role("link", name="查看商机")).to_be_visible()
    became = await office.rep.get(path)
    assert became["state"] == "LEAD_STATE_CONVERTED"
    deal = await office.rep.get(f"/v1/opportunities/{became['opportunityId']}")
    assert (deal["name"], deal["expectedAmount"]["amount"]) == ("灌装机", "120000.00")
    contacts = (await office.rep.get("/v1/contacts", filter=f'account_id = "{became["accountId"]}"'))["contacts"]
    assert [each["name"] for each in contacts] == ["陈静"]
    await page.get_by_role("link", name="查看商机").click()
    await page.wait_for_url(f"**/deals/{became['opportunityId']}")
