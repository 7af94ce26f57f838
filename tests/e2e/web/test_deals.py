"""Deals from the first stage to the contract, and contracts with their money."""

from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import Firm
from tests.support.world import Person, World

# A page that is opened first fetches its code.
SLOW = 20_000


@pytest_asyncio.fixture(loop_scope="session")
async def rep(earth: World) -> Person:
    """Somebody with one customer, in a company of its own."""
    rep = await (await earth.company(start=None)).person("sales", "林一")
    await rep.post("/v1/accounts", {"name": "苏州青禾阀门有限公司"})
    await earth.settle()
    return rep


async def deal_of(rep: Person, name: str, **fields: Any) -> Any:
    (account,) = (await rep.get("/v1/accounts"))["accounts"]
    return await rep.post("/v1/opportunities", {"name": name, "accountId": account["id"], **fields})


async def test_a_deal_is_opened_for_a_customer_found_by_initials(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/deals?new=true")
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="客户").fill("szqh")
    await page.get_by_role("option", name="苏州青禾阀门有限公司").click()
    await form.get_by_label("名称").fill("二号产线改造")
    await form.get_by_label("预计金额").fill("26万")
    await form.get_by_role("button", name="新建商机").click()
    await expect(page.get_by_role("navigation", name="位置")).to_contain_text("二号产线改造", timeout=SLOW)
    (deal,) = (await rep.get("/v1/opportunities"))["opportunities"]
    assert deal["expectedAmount"]["amount"] == "260000.00"


async def test_what_a_gate_misses_is_given_where_it_is_asked_for(visit: Visit, rep: Person) -> None:
    deal = await deal_of(rep, "试压台")
    page = await visit(rep)
    await page.goto(f"/deals/{deal['id']}")
    await page.get_by_role("button", name="移到“方案/报价”").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("还差 1 项")
    await dialog.get_by_role("checkbox", name="完成需求分析").click(force=True)
    await expect(dialog).to_contain_text("条件都满足")
    await dialog.get_by_role("button", name="移到“方案/报价”").click()
    await expect(dialog).to_have_count(0)
    assert (await rep.get(f"/v1/opportunities/{deal['id']}"))["stage"] == "proposal"


@pytest.mark.capability("P-06")
async def test_a_card_is_moved_by_its_menu_and_comes_back_by_undo(visit: Visit, rep: Person) -> None:
    await deal_of(rep, "备件框架")
    page = await visit(rep)
    await page.goto("/deals")
    lane = page.get_by_role("region", name="初步沟通", exact=True)
    card = page.locator(".board-card", has_text="备件框架")
    await card.get_by_role("button", name="移动到…").click()
    await page.get_by_role("menuitem", name="初步沟通").click()
    await expect(lane.locator(".board-card")).to_have_count(1)
    await page.get_by_role("button", name="撤销").click()
    await expect(lane.locator(".board-card")).to_have_count(0)


async def test_a_won_deal_becomes_a_contract(visit: Visit, rep: Person) -> None:
    money = {"currencyCode": "CNY", "amount": "260000.00"}
    deal = await deal_of(rep, "灌装线", expectedAmount=money)
    page = await visit(rep)
    await page.goto(f"/deals/{deal['id']}")
    await page.get_by_role("button", name="更多操作").click()
    await page.get_by_role("menuitem", name="赢单").click()
    await page.get_by_role("button", name="确认赢单").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("赢单")
    await page.get_by_role("link", name="起草合同").click()
    form = page.get_by_role("dialog")
    await expect(form.get_by_label("名称")).to_have_value("灌装线")


@pytest.mark.capability("G-05", "P-06")
async def test_the_funnel_counts_each_stage_and_leads_to_its_deals(visit: Visit, rep: Person) -> None:
    await deal_of(rep, "试压台")
    page = await visit(rep)
    await page.goto("/deals?tab=funnel")
    stage = page.locator(".deal-funnel-step").first
    await expect(stage).to_contain_text("1 个进行中", timeout=SLOW)
    await stage.get_by_role("link", name="1 个进行中").click()
    await expect(page.get_by_role("row").filter(has_text="试压台")).to_be_visible()
    await expect(page.locator(".grid-row.body")).to_have_count(1)


@pytest.mark.parametrize("role", ["controller"])
async def test_a_contract_says_where_its_money_stands(page: Page, firm: Firm, role: str) -> None:
    (plan,) = (await firm.controller.get("/v1/paymentPlans", filter=f'customer_id = "{firm.weimin}"'))["paymentPlans"]
    await page.goto(f"/contracts/{plan['contractId']}")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("逾期 ¥25万", timeout=SLOW)
    await page.get_by_role("button", name="预付款").click()
    await expect(page.get_by_role("dialog")).to_contain_text("预付款")


@pytest.mark.parametrize("tab", ["table", "funnel"])
async def test_the_other_ways_to_look_keep_nobody_out(page: Page, phone: Page, tab: str) -> None:
    for each in (page, phone):
        await each.goto(f"/deals?tab={tab}")
        await expect(each.get_by_role("heading", level=1)).not_to_be_empty(timeout=SLOW)
        await each.wait_for_load_state("networkidle")
        await assert_accessible(each)
