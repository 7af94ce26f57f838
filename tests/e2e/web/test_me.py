"""What is one's own: keys for programs, the password, and the number on the bell."""

import asyncio

import pytest
import pytest_asyncio
from httpx import AsyncClient
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.world import PASSWORD, Company, Person, Refused, World

# A page that is opened first fetches its code.
SLOW = 20_000
CHOSEN = "seven green valves in a row"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    """At nine in the morning of a working day: messages go at once."""
    return await earth.company()


async def fill(page: Page, now: str, new: str, again: str) -> None:
    form = page.get_by_role("dialog")
    await form.get_by_label("现在的密码").fill(now)
    await form.get_by_label("新密码", exact=False).first.fill(new)
    await form.get_by_label("再输一次新密码").fill(again)
    await form.get_by_role("button", name="修改密码").click()


@pytest.mark.capability("S-16")
async def test_a_key_is_shown_once_works_and_is_revoked(visit: Visit, earth: World, company: Company) -> None:
    operations = await company.person("operations", "运营小孙")
    page = await visit(operations)
    await page.goto("/me")
    keys = page.get_by_role("region", name="API 密钥")
    await expect(keys).to_contain_text("还没有密钥", timeout=SLOW)
    await keys.get_by_role("button", name="新建密钥").first.click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="名称").fill("ERP 同步")
    await form.get_by_role("button", name="新建", exact=True).click()
    await expect(form).to_contain_text("只显示这一次")
    secret = await form.locator("code").inner_text()
    await assert_accessible(page)
    await form.get_by_role("button", name="已存好").click()
    await expect(form).to_have_count(0)
    row = keys.get_by_role("listitem").filter(has_text="ERP 同步")
    await expect(row).to_contain_text("代表 运营小孙")

    program = await earth.client(secret)
    assert (await program.get("/v1/me")).json()["user"]["id"] == operations.id
    await page.reload()
    await expect(row).to_contain_text("最近使用")
    assert secret not in await page.content()

    await row.get_by_role("button", name="作废").click()
    await page.get_by_role("dialog").or_(page.get_by_role("alertdialog")).get_by_role("button", name="作废").click()
    await expect(row).to_contain_text("已作废")
    await expect(row.get_by_role("button", name="作废")).to_have_count(0)
    await until_refused(program)


async def until_refused(program: AsyncClient) -> None:
    """The promise is five seconds."""
    for _ in range(100):
        if (await program.get("/v1/me")).status_code == 401:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("still let in after five seconds")


async def test_a_password_is_changed_and_other_devices_are_signed_out(visit: Visit, earth: World, company: Company) -> None:
    rep = await company.person("sales", "林一")
    email = (await rep.get("/v1/me"))["user"]["email"]
    now = await current(earth, company, email)
    elsewhere = await earth.sign_in(company.code, email, now)
    page = await visit(rep)
    await page.goto("/me")
    await page.get_by_role("button", name="修改密码").click(timeout=SLOW)
    form = page.get_by_role("dialog")
    await fill(page, now, CHOSEN, f"{CHOSEN}!")
    await expect(form).to_contain_text("两次输入不一样")
    await fill(page, "something else entirely", CHOSEN, CHOSEN)
    await expect(form).to_contain_text("密码不正确")
    await assert_accessible(page)
    await fill(page, now, CHOSEN, CHOSEN)
    await expect(form).to_have_count(0)
    await expect(page.get_by_text("密码已修改，其他设备已退出")).to_be_visible()

    # This device stays signed in.
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("林一")
    await until_refused(elsewhere.client)
    with pytest.raises(Refused):
        await earth.sign_in(company.code, email, now)
    await earth.sign_in(company.code, email, CHOSEN)


async def current(earth: World, company: Company, email: str) -> str:
    """Who has to choose a password at the first sign-in has chosen this one."""
    try:
        await earth.sign_in(company.code, email, f"{PASSWORD}!")
    except Refused:
        return PASSWORD
    return f"{PASSWORD}!"


@pytest.mark.capability("N-04")
async def test_the_bell_counts_a_message_as_it_comes(visit: Visit, earth: World, company: Company) -> None:
    rep, marketing = await company.person("sales", "周二"), await company.person("marketing", "市场小何")
    page = await visit(rep)
    async with page.expect_response("**/v1/liveUpdates"):
        await page.goto("/today")
    bell = page.locator("a.bell")
    await expect(bell).to_have_accessible_name("通知", timeout=SLOW)
    for number in (1, 2):
        await hand_over(marketing, rep, number)
        await earth.settle()
        await expect(bell).to_have_accessible_name(f"通知，{number} 条未读")
        await expect(bell).to_have_text(str(number))


async def hand_over(giver: Person, taker: Person, number: int) -> None:
    lead = {"name": f"陈静{number}", "companyName": f"宁波第{number}机械有限公司", "phone": f"1390013800{number}"}
    await giver.post("/v1/leads", lead | {"ownerId": taker.id})
