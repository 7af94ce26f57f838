"""A representative's day: what to do first, writing it down, putting it off, the calendar, the messages."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import Language, assert_accessible
from tests.support.world import Person, World

SAID = "和周总通了电话，预算 26 万元，12 月 5 日前要看到正式报价"


@pytest_asyncio.fixture(loop_scope="session")
async def rep(earth: World) -> Person:
    """Somebody with three new leads and a to-do of their own, in a company of its own: enquiries of known ones are no new leads."""
    company = await earth.company(start=None)
    always = {"workingHoursStart": "00:00", "workingHoursEnd": "23:59", "workingDaysOnly": False}
    await company.admin.patch("/v1/notificationSettings", always)
    rep = await company.person("sales", "林一")
    for number in range(1, 4):
        amount = {"currencyCode": "CNY", "amount": f"{number}00000.00"}
        lead = {"name": f"周明{number}", "companyName": f"温州第{number}阀门厂", "phone": f"1370013800{number}", "need": "试压机"}
        await rep.post("/v1/leads", {**lead, "estimatedAmount": amount, "ownerId": rep.id})
    await rep.post("/v1/todos", {"title": "问问财务开票信息", "dueTime": "2099-12-01T02:00:00Z"})
    await earth.settle()
    await earth.advance(company, earth.clock.real() + timedelta(minutes=2))
    return rep


@pytest.fixture
def logged(rep: Person) -> Callable[[], Awaitable[list[str]]]:
    async def texts() -> list[str]:
        found = await rep.get("/v1/interactions", filter=f'person_id = "{rep.id}"')
        return [each["text"] for each in found["interactions"]]

    return texts


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.capability("G-01", "G-03")
async def test_the_day_says_what_comes_first_and_why(visit: Visit, rep: Person, language: Language) -> None:
    page = await visit(rep)
    await page.goto("/today")
    first = page.locator("[data-todo]").first
    await expect(first).to_contain_text("温州第3阀门厂")
    await expect(page.locator("[data-todo]")).to_have_count(4)
    await expect(first).to_contain_text("¥30万" if language == "zh-CN" else "¥300K")
    await expect(first.locator(".button.main")).to_have_count(1)
    await assert_accessible(page)
    await first.locator("[data-act=main]").click()
    await expect(page.get_by_role("dialog")).to_contain_text("1370013")
    await assert_accessible(page)


@pytest.mark.capability("G-13")
async def test_a_call_is_logged_on_the_phone_by_two_taps_and_a_text(
    visit: Visit, earth: World, rep: Person, logged: Callable[[], Awaitable[list[str]]]
) -> None:
    phone = await visit(rep, phone=True)
    await phone.goto("/today")
    row = phone.locator("[data-todo]", has_text="温州第3阀门厂")
    await row.locator("[data-act=log]").tap()
    await expect(phone.get_by_role("textbox", name="说了什么")).to_be_focused()
    await phone.keyboard.type(SAID)
    await phone.get_by_role("button", name="保存跟进").tap()
    await expect(phone.get_by_text("跟进已保存")).to_be_visible()
    await earth.settle()
    await phone.reload()
    await expect(row).to_contain_text("跟进线索")
    assert await logged() == [SAID]


async def test_what_was_done_comes_back_by_undo_and_keys_do_the_same(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/today")
    own = page.locator("[data-todo]", has_text="问问财务开票信息")
    await own.locator(".todo-name").focus()
    await page.keyboard.press("k")
    await page.keyboard.press("j")
    await page.keyboard.press("e")
    await expect(own).to_have_count(0)
    await page.get_by_role("button", name="撤销").click()
    await expect(own).to_have_count(1)
    await own.locator(".todo-name").focus()
    await page.keyboard.press("s")
    await page.get_by_role("menuitem", name="三天后").click()
    await expect(own).to_have_count(0)
    await page.get_by_role("button", name="撤销").click()
    await expect(own).to_have_count(1)


async def test_a_reason_is_given_for_what_need_not_be_done(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/today")
    own = page.locator("[data-todo]", has_text="问问财务开票信息")
    await own.get_by_role("button", name="更多").click()
    await page.get_by_role("menuitem", name="不用做").click()
    await page.get_by_role("radio", name="已在别处处理").click()
    await page.get_by_role("button", name="移出待办").click()
    await expect(own).to_have_count(0)
    (todo,) = (await rep.get("/v1/todos", filter="state = DISMISSED"))["todos"]
    assert todo["closeReason"] == "已在别处处理"


async def test_closing_keeps_what_was_typed_and_the_enter_of_an_input_method_sends_nothing(
    visit: Visit, rep: Person, logged: Callable[[], Awaitable[list[str]]]
) -> None:
    page = await visit(rep)
    await page.goto("/today")
    log = page.locator("[data-todo]").first.locator("[data-act=log]")
    await log.click()
    await page.get_by_role("textbox", name="说了什么").fill(SAID)
    step = page.get_by_role("textbox", name="下一步")
    await step.fill("发报价")
    await step.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True, "cancelable": True})
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("没写完的内容已留着")).to_be_visible()
    assert await logged() == []
    await log.click()
    await expect(page.get_by_role("textbox", name="说了什么")).to_have_value(SAID)
    await expect(step).to_have_value("发报价")


async def test_what_is_written_without_a_network_is_sent_once_when_it_is_back(
    visit: Visit, earth: World, rep: Person, logged: Callable[[], Awaitable[list[str]]]
) -> None:
    phone = await visit(rep, phone=True)
    await phone.goto("/today")
    row = phone.locator("[data-todo]", has_text="温州第2阀门厂")
    await row.locator("[data-act=log]").tap()
    await expect(phone.get_by_role("textbox", name="说了什么")).to_be_focused()
    await phone.keyboard.type(SAID)
    written = "**/v1/interactions"
    await phone.route(written, lambda route: route.fulfill(status=429, content_type="text/plain", body=""))
    await phone.get_by_role("button", name="保存跟进").tap()
    await expect(phone.get_by_text("没有网络，已存在这台设备上")).to_be_visible()
    assert await logged() == []
    await phone.unroute(written)
    async with phone.expect_response(lambda answer: answer.url.endswith("/v1/interactions") and answer.ok):
        await phone.evaluate("dispatchEvent(new Event('offline'))")
    await earth.settle()
    await phone.reload()
    await expect(row).to_contain_text("跟进线索")
    assert await logged() == [SAID]


async def test_the_app_opened_without_a_network_takes_a_call_and_its_to_do_and_sends_both_once(
    visit: Visit, earth: World, rep: Person, logged: Callable[[], Awaitable[list[str]]]
) -> None:
    account = await rep.post("/v1/accounts", {"name": "温岭泵业"})
    await earth.settle()
    about = {"subjectType": "account", "subjectId": account["id"]}
    todo = await rep.post("/v1/todos", {"title": "电话确认样品", "dueTime": "2099-12-01T02:00:00Z", **about})
    phone = await visit(rep, phone=True)
    await phone.goto("/today")
    await expect(phone.locator("[data-todo]", has_text="电话确认样品")).to_be_visible()
    await phone.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await phone.context.set_offline(True)

    await phone.goto("/log")
    await expect(phone.get_by_role("status").filter(has_text="连不上服务器")).to_be_visible()
    await assert_accessible(phone)
    await phone.locator(".pick", has_text="温岭泵业").tap()
    await expect(phone.get_by_role("textbox", name="说了什么")).to_be_focused()
    await phone.keyboard.type(SAID)
    await expect(phone.get_by_role("checkbox", name="这条待办也完成了：电话确认样品")).to_be_checked()
    await phone.get_by_role("button", name="保存跟进").tap()
    await expect(phone.get_by_text("没有网络，已存在这台设备上")).to_be_visible()
    await expect(phone.get_by_role("status").filter(has_text="1 条跟进先存在这台设备上")).to_be_visible()
    await expect(phone.locator(".pick", has_text="电话确认样品")).to_have_count(0)
    assert await logged() == []

    # Closed and opened once more, it still waits.
    await phone.goto("/log")
    waiting = phone.get_by_role("status").filter(has_text="1 条跟进先存在这台设备上")
    await expect(waiting).to_be_visible()
    await phone.context.set_offline(False)
    await expect(waiting).to_have_count(0)
    await earth.settle()
    await phone.reload()
    await expect(phone.get_by_text("最近写过")).to_be_visible()
    assert await logged() == [SAID]
    assert (await rep.get(f"/v1/todos/{todo['id']}"))["state"] == "TODO_STATE_DONE"


async def test_a_customer_is_found_by_initials_and_written_about(visit: Visit, rep: Person) -> None:
    phone = await visit(rep, phone=True)
    await phone.goto("/log")
    await expect(phone.get_by_text("今日待办")).to_be_visible()
    await assert_accessible(phone)
    await phone.get_by_role("searchbox").fill("zhouming")
    await phone.locator(".pick", has_text="周明").first.tap()
    await expect(phone.get_by_role("textbox", name="说了什么")).to_be_focused()
    await assert_accessible(phone)


@pytest.mark.capability("G-02")
async def test_a_to_do_is_added_to_a_day_and_taken_to_another(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/calendar?view=week")
    await expect(page.locator(".cal-day.today")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="加待办", exact=True).click()
    await page.get_by_role("textbox", name="做什么").fill("带样品去")
    await page.get_by_role("button", name="加入").click()
    chip = page.locator(".cal-chip", has_text="带样品去")
    await expect(chip).to_be_visible()
    before = (await rep.get("/v1/todos", filter="kind = own", orderBy="create_time desc"))["todos"][0]
    await chip.click()
    await page.get_by_role("menuitem", name="移到下周一").click()
    await expect(page.get_by_text("已移到")).to_be_visible()
    after = await rep.get(f"/v1/todos/{before['id']}")
    assert after["dueTime"] > before["dueTime"]


async def test_messages_are_read_one_by_one_and_all_at_once(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/notifications")
    unread = page.locator(".message.unread")
    await expect(unread).to_have_count(3)
    await assert_accessible(page)
    await unread.first.get_by_role("button", name="标为已读").click()
    await expect(unread).to_have_count(2)
    await page.get_by_role("button", name="全部标为已读").click()
    await expect(unread).to_have_count(0)
    await expect(page.get_by_role("heading", name="消息都看过了")).to_be_visible()
    await page.get_by_role("link", name="偏好").click()
    await page.get_by_text("免打扰时段").click()
    await expect(page.get_by_text("已保存")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("从", exact=True)).to_be_visible()
    await assert_accessible(page)
    kept = await rep.get(f"/v1/notificationPreferences/{rep.id}")
    assert (kept["quietHoursStart"], kept["quietHoursEnd"]) == ("21:00", "08:00")
