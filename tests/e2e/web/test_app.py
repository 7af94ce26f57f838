"""The frame around every page: finding, what each may see, what is new, and how fingers move."""

import asyncio
import re
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.firm import Firm
from tests.support.world import Company, Person, World

# A page that is opened first fetches its code.
SLOW = 20_000


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def company(earth: World) -> Company:
    return await earth.company(start=None)


@pytest_asyncio.fixture(loop_scope="session")
async def rep(company: Company) -> Person:
    return await company.person("sales", "林一")


async def deal(rep: Person, name: str) -> Any:
    account = await rep.post("/v1/accounts", {"name": f"苏州{name}阀门有限公司"})
    await rep.post(
        "/v1/interactions",
        {"subjectType": "account", "subjectId": account["id"], "type": "INTERACTION_TYPE_CALL", "text": "约好月底看样机"},
    )
    return await rep.post("/v1/opportunities", {"name": name, "accountId": account["id"]})


@pytest.mark.capability("M-57")
@pytest.mark.parametrize(("typed", "name"), [("hzwm", "杭州为民"), ("青禾", "青禾农业"), ("hangzhou", "杭州为民")])
async def test_a_customer_is_found_by_ctrl_k_initials_and_enter(page: Page, firm: Firm, typed: str, name: str) -> None:
    await page.goto("/today")
    await expect(page.locator("h1")).not_to_be_empty()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox")).to_be_focused()
    await page.keyboard.type(typed)
    await expect(page.get_by_role("option", selected=True)).to_contain_text(name)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/customers/{firm.weimin if name == '杭州为民' else firm.qinghe}**")


@pytest.mark.capability("M-57")
async def test_the_enter_of_an_input_method_chooses_nothing(page: Page) -> None:
    await page.goto("/today")
    await expect(page.locator("h1")).not_to_be_empty()
    await page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    await field.fill("青禾")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("青禾农业")
    await field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True, "cancelable": True})
    await asyncio.sleep(0.3)
    await expect(field).to_be_visible()
    await expect(page).to_have_url(re.compile("/today"))


@pytest.mark.capability("S-07")
async def test_a_representative_sees_nothing_of_others_anywhere(page: Page, firm: Firm) -> None:
    await page.goto("/customers")
    await expect(page.get_by_role("row").filter(has_text="杭州为民")).to_be_visible()
    await expect(page.get_by_text("广州远航")).to_have_count(0)
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("combobox")).to_be_focused()
    await page.keyboard.type("gzyh")
    await expect(page.get_by_text("没有找到")).to_be_visible()
    await page.goto(f"/customers/{firm.far}")
    await expect(page.locator("main")).not_to_contain_text("广州远航")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.capability("S-08")
@pytest.mark.capability("S-09")
@pytest.mark.parametrize(("role", "sees"), [("manager", ["杭州为民"]), ("boss", ["杭州为民", "广州远航"])])
async def test_a_manager_sees_the_team_and_the_boss_the_whole_company(page: Page, sees: list[str]) -> None:
    await page.goto("/customers")
    for name in sees:
        await expect(page.get_by_role("row").filter(has_text=name)).to_be_visible()


async def test_what_one_changes_the_other_sees_without_asking(visit: Visit, rep: Person) -> None:
    made = await deal(rep, "试压台")
    first, second = await visit(rep), await visit(rep)
    for each in (first, second):
        await each.goto("/deals?tab=table")
        await expect(each.get_by_role("row").filter(has_text="试压台")).to_be_visible(timeout=SLOW)
    await rep.patch(f"/v1/opportunities/{made['id']}", {"name": "试压台二期"}, etag=made["etag"])
    for each in (first, second):
        await expect(each.get_by_role("row").filter(has_text="试压台二期")).to_be_visible()


async def stroke(page: Page, card: Locator, *, left: int) -> None:
    """A finger that touches the card, moves and lifts, without the pause that would take the card up."""
    fingers, box = await page.context.new_cdp_session(page), await card.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(0, left, 20):
        await fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - moved, "y": y}]})
    await fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


async def test_a_finger_that_strokes_the_board_scrolls_it_and_moves_no_card(visit: Visit, rep: Person) -> None:
    made = await deal(rep, "备件框架")
    phone = await visit(rep, phone=True)
    await phone.goto("/deals?tab=board")
    card = phone.locator(".board-card", has_text="备件框架")
    await expect(card).to_be_visible(timeout=SLOW)
    await stroke(phone, card, left=200)
    await phone.wait_for_function("document.querySelector('.board').scrollLeft > 100")
    await expect(phone).to_have_url(re.compile(r"/deals\?"))
    assert (await rep.get(f"/v1/opportunities/{made['id']}"))["stage"] == made["stage"]


async def test_language_and_theme_are_switched_and_kept(visit: Visit, rep: Person) -> None:
    page = await visit(rep)
    await page.goto("/me")
    html = page.locator("html")
    await expect(html).to_have_attribute("lang", "zh-CN")
    await page.get_by_role("button", name="语言").click()
    await page.get_by_role("option", name="English").click()
    await expect(html).to_have_attribute("lang", "en-US")
    await page.get_by_role("button", name="Appearance").click()
    await page.get_by_role("option", name="Dark").click()
    await expect(html).to_have_attribute("data-theme", "dark")
    await page.reload()
    await expect(html).to_have_attribute("data-theme", "dark")
    await expect(page.get_by_role("button", name="Language")).to_contain_text("English")
