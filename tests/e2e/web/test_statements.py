"""A statement of account from the office to the customer's phone and back: issued, opened by its link, answered, stamped."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.e2e.web.conftest import Visit
from tests.support.firm import DAYS, Firm
from tests.support.world import World

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6300010000050001")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company whose customer owes two instalments."""
    return await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()


@pytest.mark.capability("M-15")
async def test_a_customer_answers_on_the_phone_and_the_office_sees_it(
    visit: Visit, books: Firm, browser: Browser, earth: World, tmp_path: Path
) -> None:
    desk = await visit(books.accountant)
    await desk.goto(f"/receivables/statements?new=true&customer={books.weimin}")
    form = desk.get_by_role("dialog")
    # Whom it is for and which company of ours says so are there once both lists have come.
    await expect(form.get_by_role("combobox", name="客户")).to_have_value(re.compile("杭州为民"))
    await expect(form).not_to_contain_text("请选择")
    await form.get_by_role("button", name="出具", exact=True).click()
    await expect(desk.get_by_role("heading", level=1)).to_contain_text("还没发给客户")
    await desk.get_by_role("button", name="生成客户链接").click()
    await desk.get_by_label("发给谁").fill("王会计，微信")
    await desk.get_by_role("dialog").get_by_role("button", name="生成链接").click()
    link = await desk.get_by_role("textbox", name="客户链接").input_value()

    context = await browser.new_context(base_url=earth.address, viewport={"width": 390, "height": 844}, locale="zh-CN")
    phone = await context.new_page()
    sent_to: list[str] = []
    phone.on("request", lambda request: sent_to.append(request.url))
    await phone.goto(link)

    lines = phone.locator(".answer-line")
    await expect(lines).to_have_count(2)
    await lines.nth(0).get_by_text("有异议").click()
    await lines.nth(0).get_by_label("差异说明").fill("有一台还没有验收")
    await lines.nth(1).get_by_text("核对无误").click()
    await phone.get_by_label("确认人姓名").fill("王芳")
    await phone.get_by_label("职务").fill("财务主管")
    await phone.get_by_role("button", name="提交回复").click()
    await expect(phone.get_by_text("已收到 王芳（财务主管）的回复")).to_be_visible()
    scan = tmp_path / "盖章.png"
    scan.write_bytes(PNG)
    async with phone.expect_file_chooser() as choosing:
        await phone.get_by_role("button", name="选择文件").or_(phone.locator(".file-field button")).first.click()
    await (await choosing.value).set_files(scan)
    await phone.get_by_role("button", name="上传", exact=True).click()
    await expect(phone.get_by_text("已收到 1 份扫描件")).to_be_visible()
    # What stands behind "#" is sent in bodies and headers, never in an address.
    token = link.partition("#")[2]
    assert not [url for url in sent_to if token in url.partition("#")[0]]
    await context.close()

    await desk.reload()
    await expect(desk.get_by_role("heading", level=1)).to_contain_text("客户不认其中")
    await expect(desk.get_by_text("有一台还没有验收")).to_be_visible()
    await expect(desk.get_by_text("盖章扫描件，客户上传").first).to_be_visible()
    await expect(desk.get_by_text("盖章.png")).to_be_visible()
    await expect(desk.get_by_text("与账簿一致")).to_be_visible()
