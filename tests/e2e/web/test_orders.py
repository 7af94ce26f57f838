"""A sales order from the draft to the customer's door, each step by who may take it."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.office import Office
from tests.support.world import World


@pytest.mark.capability("P-43", "P-55")
async def test_an_order_is_drafted_approved_released_and_partly_delivered(visit: Visit, earth: World) -> None:
    office = await Office(await earth.company(start=None)).staff()
    await office.account(office.rep, "杭州为民")
    product = {"name": "灌装阀组", "code": "FZ-1", "unit": "套", "listPrice": "1000.00", "currency": "CNY", "taxRate": "13"}
    await office.operations.post("/v1/products", product)

    rep = await visit(office.rep)
    await rep.goto("/orders")
    await expect(rep.get_by_role("heading", level=1)).to_have_text("没有待办的订单")
    await rep.get_by_role("button", name="新建订单").first.click()
    form = rep.get_by_role("dialog")
    await form.get_by_role("combobox", name="客户").fill("杭州")
    await rep.get_by_role("option", name="杭州为民").click()
    await form.get_by_role("combobox", name="产品").fill("灌装")
    await rep.get_by_role("option", name="灌装阀组").click()
    await form.get_by_role("textbox", name="数量").fill("3")
    await assert_accessible(rep)
    await form.get_by_role("button", name="新建订单").click()
    await expect(rep.get_by_role("heading", level=1)).to_have_text("草稿，共 ¥3000")
    await expect(rep.get_by_text("下达后产生回款计划")).to_be_visible()
    await rep.get_by_role("button", name="提交审批").click()
    await rep.get_by_role("dialog").get_by_role("button", name="提交审批").click()
    await expect(rep.get_by_role("heading", level=1)).to_contain_text("待审批")
    await expect(rep.get_by_role("button", name="批准", exact=True)).to_have_count(0)

    manager = await visit(office.manager)
    await manager.goto("/orders")
    await expect(manager.get_by_role("heading", level=1)).to_have_text("1 张订单待审批")
    await manager.get_by_role("link", name="DD000001").click()
    await manager.get_by_role("button", name="批准", exact=True).click()
    await manager.get_by_role("dialog").get_by_role("button", name="批准", exact=True).click()
    await expect(manager.get_by_role("heading", level=1)).to_contain_text("已审批")
    await office.world.settle()

    desk = await visit(office.commercial)
    await desk.goto(rep.url)
    await desk.get_by_role("button", name="下达", exact=True).click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_role("button", name="下达", exact=True).click()
    await expect(desk.get_by_role("heading", level=1)).to_have_text("已交付 0%，共 ¥3000")
    await office.world.settle()
    await desk.reload()
    await expect(desk.get_by_role("button", name="到货款")).to_be_visible()

    await desk.get_by_role("button", name="登记交付").click()
    await dialog.get_by_role("textbox", name="灌装阀组").fill("2")
    note: FilePayload = {"name": "签收单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    async with desk.expect_file_chooser() as choosing:
        await dialog.get_by_role("button", name=re.compile("选择文件")).click()
    await (await choosing.value).set_files(note)
    await dialog.get_by_role("button", name="登记交付").click()
    await expect(desk.get_by_role("heading", level=1)).to_have_text("已交付 66%，共 ¥3000")
    await expect(desk.get_by_text("已交 2 / 3")).to_be_visible()
    await expect(desk.get_by_text("灌装阀组 × 2")).to_be_visible()
    await assert_accessible(desk)

    phone = await visit(office.commercial, phone=True)
    await phone.goto(rep.url)
    await expect(phone.get_by_text("已交 2 / 3")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.capability("P-43")
async def test_what_is_not_on_the_product_list_is_described(visit: Visit, earth: World) -> None:
    office = await Office(await earth.company(start=None)).staff()
    await office.account(office.rep, "杭州为民")
    product = {"name": "灌装阀组", "code": "FZ-1", "unit": "套", "listPrice": "1000.00", "currency": "CNY", "taxRate": "13"}
    await office.operations.post("/v1/products", product)
    rep = await visit(office.rep)
    await rep.goto("/orders")
    await rep.get_by_role("button", name="新建订单").first.click()
    form = rep.get_by_role("dialog")
    await form.get_by_role("combobox", name="客户").fill("杭州")
    await rep.get_by_role("option", name="杭州为民").click()
    described = form.get_by_role("combobox", name="产品").first
    await described.fill("现场安装")
    await described.press("Tab")
    await form.get_by_role("textbox", name="单价").first.fill("500")
    await form.get_by_role("button", name="加一行").click()
    await form.get_by_role("combobox", name="产品").nth(1).fill("灌装")
    await rep.get_by_role("option", name="灌装阀组").click()
    await assert_accessible(rep)
    await form.get_by_role("button", name="新建订单").click()
    await expect(rep.get_by_role("heading", level=1)).to_have_text("草稿，共 ¥1500")
    listed = (await office.rep.get("/v1/orders"))["orders"]
    order = await office.rep.get(f"/v1/orders/{listed[0]['id']}")
    assert [(line["description"], bool(line["productId"])) for line in order["lines"]] == [("现场安装", False), ("", True)]
