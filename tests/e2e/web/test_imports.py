"""A workbook becomes customers: the sheet, the columns, defaults, one row that is known dealt with by itself; and all of it taken back."""

import io

from openpyxl import Workbook
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.world import Person, World

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = "说明"
    book.active.append(["第二张表是名单"])
    sheet = book.create_sheet("客户 2025")
    for row in (
        ["客户名称", "地区", "备注列"],
        ["远山医疗有限公司", "华东", "x"],
        ["白鹭纺织有限公司", "", ""],
        ["青石仪器有限公司", "华南", ""],
    ):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


async def choose(page: Page, field: str, option: str) -> None:
    await page.get_by_role("button", name=field).click()
    await page.get_by_role("option", name=option, exact=True).click()


async def test_a_workbook_is_matched_checked_imported_and_taken_back(visit: Visit, earth: World) -> None:
    company = await earth.company()
    operations = await company.person("operations", "林晓")
    await operations.post("/v1/accounts", {"name": "远山医疗有限公司", "region": "旧区"})
    await earth.settle()
    page = await visit(operations)
    await page.goto("/import")
    await choose(page, "导入为", "客户")
    await page.locator("input[type=file]").set_input_files({"name": "名单.xlsx", "mimeType": XLSX, "buffer": workbook()})
    await choose(page, "工作表", "客户 2025")
    await page.locator("button[type=submit]").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("核对列的对应：已对应 2 / 3 列")

    await page.get_by_role("button", name="添加默认值").click()
    defaults = page.get_by_role("region", name="默认值")
    await defaults.get_by_role("combobox", name="字段").fill("地区")
    await page.get_by_role("option", name="地区", exact=True).click()
    await defaults.get_by_role("textbox", name="值").fill("华北")
    await assert_accessible(page)
    await page.get_by_role("button", name="检查每一行").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("2 行可以导入，1 行不会导入")

    await choose(page, "第 2 行怎么处理", "更新已有的")
    await assert_accessible(page)
    await page.get_by_role("button", name="按所选重新检查").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("3 行都可以导入")
    await page.get_by_role("button", name="导入 3 行").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("已导入 3 条记录")
    assert await regions(operations) == {"远山医疗有限公司": "华东", "白鹭纺织有限公司": "华北", "青石仪器有限公司": "华南"}

    await page.get_by_role("button", name="撤销整批导入").click()
    await page.get_by_role("dialog").get_by_role("button", name="撤销导入").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("已撤销")
    assert await regions(operations) == {"远山医疗有限公司": "旧区"}


async def regions(person: Person) -> dict[str, str]:
    accounts = await person.everything("/v1/accounts", "accounts")
    return {each["name"]: each["region"] for each in accounts}
