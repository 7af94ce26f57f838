"""The charge for a visit: entered by who knows what was done there, approved by finance, paid, and taken back by two."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.office import Office
from tests.support.world import World


@pytest.mark.capability("R-32")
async def test_a_visit_is_charged_signed_for_approved_and_taken_out_of_the_books_by_two(visit: Visit, earth: World) -> None:
    office = await Office(await earth.company(start=None)).staff()
    customer = await office.account(office.rep, "杭州为民")
    engineer = await office.company.person("delivery", "工程师小吴")

    desk = await visit(engineer)
    await desk.goto("/receivables/services")
    await expect(desk.get_by_role("heading", level=1)).to_have_text("没有待审批的服务收费")
    await desk.get_by_role("button", name="登记服务收费").first.click()
    form = desk.get_by_role("dialog")
    await form.get_by_role("combobox", name="客户").fill("杭州")
    await desk.get_by_role("option", name="杭州为民").click()
    await form.get_by_role("textbox", name="服务内容").fill("更换密封圈，重新校准")
    await form.get_by_role("combobox", name="产品").fill("上门服务费")
    await form.get_by_role("combobox", name="产品").press("Tab")
    await form.get_by_role("textbox", name="单价").fill("848")
    await assert_accessible(desk)
    await form.get_by_role("button", name="登记服务收费").click()
    await expect(desk.get_by_role("heading", level=1)).to_have_text("¥848.00，还是草稿")
    await expect(desk.get_by_text("¥48.00")).to_be_visible()

    # What the customer signed goes with it.
    await desk.get_by_role("button", name="提交审批").click()
    async with desk.expect_file_chooser() as choosing:
        await form.get_by_role("button", name=re.compile("选择文件")).click()
    sheet: FilePayload = {"name": "服务单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"}
    await (await choosing.value).set_files(sheet)
    await form.get_by_role("button", name="提交审批").click()
    await expect(desk.get_by_role("heading", level=1)).to_have_text("¥848.00，等另一人批准")
    await expect(desk.get_by_role("link", name="服务单.pdf")).to_be_visible()
    await expect(desk.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    await office.world.settle()

    # The to-do leads the accountant there.
    books = await visit(office.accountant)
    await books.goto("/today")
    await expect(books.get_by_text("审批服务收费").first).to_be_visible()
    await books.goto(desk.url)
    await books.get_by_role("button", name="批准", exact=True).click()
    asked = books.get_by_role("dialog")
    await asked.get_by_role("button", name="批准", exact=True).click()
    await expect(books.get_by_role("heading", level=1)).to_have_text("¥848.00，已批准为应收")
    await office.world.settle()
    await books.reload()
    await books.get_by_role("button", name=re.compile("^服务费 ")).click()
    await expect(asked).to_contain_text("848.00")
    await books.keyboard.press("Escape")
    await assert_accessible(books)

    # Links that name the document of what is owed lead here.
    charge_id = desk.url.rsplit("/", 1)[1]
    await books.goto(f"/contracts/{charge_id}")
    await expect(books.get_by_role("heading", level=1)).to_have_text("¥848.00，已批准为应收")

    await desk.reload()
    await desk.get_by_role("button", name="申请取消").click()
    await form.get_by_role("textbox", name="原因").fill("客户改由代理商付")
    await form.get_by_role("button", name="申请取消").click()
    await expect(desk.get_by_role("heading", level=1)).to_contain_text("申请取消，等另一人批准")
    await expect(desk.get_by_text("取消原因：客户改由代理商付")).to_be_visible()
    await books.reload()
    await books.get_by_role("button", name="批准取消").click()
    await asked.get_by_role("button", name="批准取消").click()
    await expect(books.get_by_role("heading", level=1)).to_contain_text("账上不再有")

    phone = await visit(office.rep, phone=True)
    await phone.goto("/receivables/services")
    await phone.get_by_role("link", name="FW000001").click()
    await expect(phone.get_by_role("heading", level=1)).to_contain_text("账上不再有")
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await phone.goto(f"/receivables/services?new=true&account={customer}")
    await expect(phone.get_by_role("dialog").get_by_role("combobox", name="客户")).to_have_value("杭州为民机械有限公司")
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
