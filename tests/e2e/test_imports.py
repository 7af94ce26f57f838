"""A file becomes records: read, mapped, checked, written, cut off, gone on with, and taken back as a whole."""

import asyncio
import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from tests.support.world import START, Company, Person, World

pytestmark = pytest.mark.capability("M-55")
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEASE_OVER = timedelta(minutes=3)


def table(*rows: list[Any], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


async def uploaded(
    person: Person, resource: str, content: bytes, name: str = "名单.csv", kind: str = CSV, key: str = "", **said: str
) -> dict[str, Any]:
    headers = {"content-type": kind} | ({"idempotency-key": key} if key else {})
    params = {"resource": resource, "fileName": name, **said}
    response = await person.client.post("/v1/imports", params=params, content=content, headers=headers)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def over(person: Person, job: dict[str, Any]) -> dict[str, Any]:
    async with asyncio.timeout(200):
        while True:
            present: dict[str, Any] = await person.get(f"/v1/imports/{job['id']}")
            if not present["state"].endswith("ING"):
                return present
            await asyncio.sleep(0.1)


async def step(person: Person, job: dict[str, Any], verb: str) -> dict[str, Any]:
    return await over(person, await person.post(f"/v1/imports/{job['id']}:{verb}"))


async def rows(person: Person, job: dict[str, Any], filter: str = "") -> list[dict[str, Any]]:
    return await person.everything(f"/v1/imports/{job['id']}/rows", "importRows", **({"filter": filter} if filter else {}))


def counted(job: dict[str, Any], *names: str) -> tuple[int, ...]:
    return tuple(job["counts"][name] for name in names)


async def settled(earth: World) -> tuple[Company, Person]:
    company = await earth.company()
    operations = await company.person("operations", "林晓")
    return company, operations


async def test_a_sheet_of_a_colleague_becomes_accounts_and_goes_again(earth: World) -> None:
    company, operations = await settled(earth)
    await company.admin.patch(f"/v1/users/{operations.id}", {"locale": "zh-CN"})
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["客户名称", "客户等级", "地区", "年营业额", "成立年份", "负责人", "谁也不要的列"])
    sheet.append(["远山医疗有限公司", "A类", "华东", "1200万", 2009, "林晓", "x"])
    sheet.append(["白鹭纺织有限公司", "钻石", "华南", 300000.5, 2011, "", ""])
    sheet.append(["远山医疗", "", "", "", "", "没有这个人", ""])
    file = io.BytesIO()
    book.save(file)
    job = await uploaded(operations, "accounts", file.getvalue(), "客户.xlsx", XLSX)
    assert (job["state"], job["encoding"], job["planRemembered"]) == ("IMPORT_STATE_UPLOADED", "xlsx", False)
    mapped = {column["header"]: column["field"] for column in job["plan"]["columns"]}
    assert mapped == {
        "客户名称": "name",
        "客户等级": "tier",
        "地区": "region",
        "年营业额": "annualRevenue",
        "成立年份": "foundedYear",
        "负责人": "ownerId",
    }
    assert [row["cells"][0] for row in await rows(operations, job)] == ["远山医疗有限公司", "白鹭纺织有限公司", "远山医疗"]
    job = await step(operations, job, "check")
    assert (job["state"], job["rows"], *counted(job, "ready", "rejected")) == ("IMPORT_STATE_CHECKED", 3, 1, 2)
    wrong = await rows(operations, job, "verdict = REJECTED")
    assert {(row["row"], finding["reason"], finding["header"]) for row in wrong for finding in row["findings"]} == {
        (3, "WORD_UNKNOWN", "客户等级"),
        (4, "REFERENCE_UNKNOWN", "负责人"),
    }
    assert not (await operations.get("/v1/accounts"))["accounts"]
    content = (await operations.ask("GET", f"/v1/imports/{job['id']}/rejectedRows")).content.decode("utf-8-sig")
    assert "客户等级: 不是可选的值" in content
    job = await step(operations, job, "commit")
    assert (job["state"], *counted(job, "created")) == ("IMPORT_STATE_COMMITTED", 1)
    (account,) = (await operations.get("/v1/accounts"))["accounts"]
    assert (account["tier"], account["annualRevenue"], account["ownerId"]) == (
        "TIER_A",
        {"currencyCode": "CNY", "amount": "12000000.00"},
        operations.id,
    )
    again = await uploaded(operations, "accounts", file.getvalue(), "客户.xlsx", XLSX)
    assert again["planRemembered"]
    job = await step(operations, job, "undo")
    assert (job["state"], *counted(job, "undone", "left")) == ("IMPORT_STATE_UNDONE", 1, 0)
    assert not (await operations.get("/v1/accounts"))["accounts"]


async def test_a_file_with_keys_can_come_again_and_old_values_come_back(earth: World) -> None:
    _, operations = await settled(earth)
    first = table(["编号", "客户名称", "地区"], ["K1", "青禾农机", "华北"], ["K2", "江流船舶", "华东"], encoding="gb18030")
    job = await uploaded(operations, "accounts", first)
    assert job["encoding"] == "gb18030"
    plan = {"keySystem": "legacy", "keyHeader": "编号"}
    await operations.patch(f"/v1/imports/{job['id']}", plan)
    await step(operations, job, "check")
    job = await step(operations, job, "commit")
    assert counted(job, "created") == (2,)
    assert (await operations.get("/v1/accounts/byExternal/legacy/K2"))["name"] == "江流船舶"
    await operations.refused(404, "NOT_FOUND", "GET", "/v1/accounts/byExternal/legacy/K3")
    second = table(["编号", "客户名称", "地区"], ["K1", "青禾农机", "东北"], ["K2", "江流船舶", ""], ["K3", "北斗光学", "华中"])
    job = await uploaded(operations, "accounts", second)
    assert (job["planRemembered"], job["plan"]["keyHeader"]) == (True, "编号")
    job = await step(operations, job, "check")
    assert counted(job, "ready", "duplicates") == (3, 0)
    job = await step(operations, job, "commit")
    assert counted(job, "created", "updated") == (1, 2)
    accounts = {each["name"]: each for each in (await operations.get("/v1/accounts"))["accounts"]}
    assert {name: each["region"] for name, each in accounts.items()} == {"青禾农机": "东北", "江流船舶": "华东", "北斗光学": "华中"}
    touched = accounts["北斗光学"]
    await operations.patch(f"/v1/accounts/{touched['id']}", {"industry": "光学"})
    job = await step(operations, job, "undo")
    assert (job["state"], *counted(job, "undone", "left")) == ("IMPORT_STATE_UNDONE", 2, 1)
    (left,) = await rows(operations, job, "outcome = LEFT")
    assert (left["recordId"], left["findings"][0]["reason"]) == (touched["id"], "CHANGED_SINCE")
    accounts = {each["name"]: each for each in (await operations.get("/v1/accounts"))["accounts"]}
    assert {name: each["region"] for name, each in accounts.items()} == {"青禾农机": "华北", "江流船舶": "华东", "北斗光学": "华中"}


async def test_who_is_known_is_skipped_updated_or_taken_all_the_same(earth: World) -> None:
    _, operations = await settled(earth)
    lead = await operations.post("/v1/leads", {"name": "王工", "companyName": "星海机电", "phone": "13812345678"})
    await earth.settle()
    content = table(
        ["姓名", "公司", "手机", "需求"],
        ["王工", "星海机电", "13812345678", "五轴机床"],
        ["李经理", "晨光仪器", "13912345678", "探头"],
        ["李经理", "晨光仪器", "139 1234 5678", "探头"],
    )
    job = await step(operations, await uploaded(operations, "leads", content), "check")
    assert counted(job, "ready", "duplicates", "skipped") == (1, 2, 2)
    known, _, twice = await rows(operations, job)
    assert (known["verdict"], known["recordId"]) == ("IMPORT_VERDICT_DUPLICATE", lead["id"])
    assert (twice["duplicateOfRow"], twice["findings"][0]["reason"]) == (3, "DUPLICATE_IN_FILE")
    await operations.patch(f"/v1/imports/{job['id']}", {"duplicates": "IMPORT_DUPLICATES_UPDATE"})
    job = await step(operations, job, "check")
    assert counted(job, "ready", "duplicates", "skipped") == (2, 2, 1)
    job = await step(operations, job, "commit")
    assert counted(job, "created", "updated") == (1, 1)
    assert (await operations.get(f"/v1/leads/{lead['id']}"))["need"] == "五轴机床"
    job = await step(operations, job, "undo")
    assert counted(job, "undone", "left") == (2, 0)
    assert (await operations.get(f"/v1/leads/{lead['id']}"))["need"] == ""


async def test_of_one_row_that_is_known_something_else_can_be_said_than_of_the_others(earth: World) -> None:
    _, operations = await settled(earth)
    for name, phone in (("王工", "13812345671"), ("孙工", "13812345672")):
        await operations.post("/v1/leads", {"name": name, "companyName": f"{name}机电", "phone": phone, "need": "旧"})
    await earth.settle()
    rows_ = [["王工", "王工机电", "13812345671", "新"], ["孙工", "孙工机电", "13812345672", "新"]]
    content = table(["姓名", "公司", "手机", "需求"], *rows_)
    job = await step(operations, await uploaded(operations, "leads", content), "check")
    assert counted(job, "ready", "duplicates", "skipped") == (0, 2, 2)
    choices = [{"row": 3, "duplicates": "IMPORT_DUPLICATES_UPDATE"}]
    job = await operations.patch(f"/v1/imports/{job['id']}", {"rowChoices": choices})
    job = await step(operations, job, "check")
    assert [row["action"] for row in await rows(operations, job)] == ["IMPORT_ACTION_NONE", "IMPORT_ACTION_UPDATE"]
    job = await step(operations, job, "commit")
    assert counted(job, "updated", "skipped") == (1, 1)
    assert {lead["name"]: lead["need"] for lead in await operations.everything("/v1/leads", "leads")} == {"王工": "旧", "孙工": "新"}
    again = await uploaded(operations, "leads", content)
    assert (again["planRemembered"], again["plan"]["rowChoices"]) == (True, [])


async def test_contacts_and_deals_find_their_customers_and_history_is_told_as_it_was(earth: World) -> None:
    company, operations = await settled(earth)
    account = await operations.post("/v1/accounts", {"name": "远山医疗有限公司"})
    await earth.settle()
    people = table(["客户", "联系人", "手机", "决策角色"], ["远山医疗", "赵院长", "13712345678", "决策者"], ["无名公司", "钱", "", ""])
    job = await step(operations, await uploaded(operations, "contacts", people), "check")
    assert counted(job, "ready", "rejected") == (1, 1)
    await step(operations, job, "commit")
    (contact,) = (await operations.get("/v1/contacts"))["contacts"]
    assert (contact["accountId"], contact["decisionRole"]) == (account["id"], "DECISION_ROLE_DECIDER")
    deals = table(
        ["商机名称", "客户", "金额", "币种", "立项日期", "状态", "成交日期"],
        ["CT 采购", account["number"], "¥1,200,000", "", "2023年3月5日", "赢单", "2023/9/1"],
        ["备件", "远山医疗有限公司", "8.5万", "美元", "20240105", "输单", "2024-13-01"],
    )
    job = await uploaded(operations, "opportunities", deals)
    columns = [*job["plan"]["columns"], {"header": "状态", "field": "history.state"}, {"header": "成交日期", "field": "history.closeDate"}]
    await operations.refused(400, "NOT_HISTORICAL", "PATCH", f"/v1/imports/{job['id']}", {"columns": columns})
    await operations.patch(f"/v1/imports/{job['id']}", {"columns": columns, "historical": True})
    job = await step(operations, job, "check")
    assert counted(job, "ready", "rejected") == (1, 1)
    job = await step(operations, job, "commit")
    assert counted(job, "created", "refused") == (1, 0)
    (deal,) = (await operations.get("/v1/opportunities"))["opportunities"]
    assert (deal["state"], deal["closeDate"], deal["openDate"]) == ("OPPORTUNITY_STATE_WON", "2023-09-01", "2023-03-05")
    assert company.code


async def test_what_a_browser_uploads_is_taken_back_but_for_what_was_there_before(earth: World) -> None:
    """A browser sends a key with every upload: the same file sent twice is one import, and its id says nothing of when it came."""
    _, operations = await settled(earth)
    known = await operations.post("/v1/leads", {"name": "周工", "companyName": "微光电子有限公司", "phone": "13800000021"})
    await earth.settle()
    content = table(["姓名", "公司", "手机"], ["周工", "微光电子有限公司", "13800000021"], ["吴工", "晨曦机电有限公司", "13800000022"])
    job = await uploaded(operations, "leads", content, key="f0e1d2c3-upload")
    assert (await uploaded(operations, "leads", content, key="f0e1d2c3-upload"))["id"] == job["id"]
    job = await operations.patch(f"/v1/imports/{job['id']}", {"duplicates": "IMPORT_DUPLICATES_CREATE"})
    job = await step(operations, await step(operations, job, "check"), "commit")
    assert counted(job, "created", "merged", "refused") == (1, 1, 0)
    assert len(await operations.everything("/v1/leads", "leads")) == 2
    job = await step(operations, job, "undo")
    assert (job["state"], *counted(job, "undone", "left")) == ("IMPORT_STATE_UNDONE", 1, 0)
    assert [lead["id"] for lead in await operations.everything("/v1/leads", "leads")] == [known["id"]]


async def test_the_sheet_that_was_named_is_read_and_what_no_column_says_has_a_default(earth: World) -> None:
    company, operations = await settled(earth)
    seller = await company.person("sales", "高远")
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明"])
    sheet = book.create_sheet("客户 2025")
    sheet.append(["客户名称", "地区"])
    sheet.append(["青石仪器有限公司", "华东"])
    sheet.append(["白浪海事有限公司", ""])
    file = io.BytesIO()
    book.save(file)
    job = await uploaded(operations, "accounts", file.getvalue(), "客户.xlsx", XLSX, sheet="客户 2025")
    assert (job["sheet"], job["headers"]) == ("客户 2025", ["客户名称", "地区"])
    defaults = [{"field": "ownerId", "text": seller.id}, {"field": "region", "text": "华北"}]
    job = await operations.patch(f"/v1/imports/{job['id']}", {"defaults": defaults})
    job = await step(operations, await step(operations, job, "check"), "commit")
    assert counted(job, "created", "rejected") == (2, 0)
    accounts = await operations.everything("/v1/accounts", "accounts")
    assert {(each["name"], each["region"], each["ownerId"]) for each in accounts} == {
        ("青石仪器有限公司", "华东", seller.id),
        ("白浪海事有限公司", "华北", seller.id),
    }


async def test_only_who_may_create_such_records_imports_them(earth: World) -> None:
    company, operations = await settled(earth)
    rep, manager = await company.person("sales"), await company.person("sales_manager")
    await rep.refused(403, "PERMISSION_DENIED", "GET", "/v1/imports")
    job = await uploaded(manager, "leads", table(["姓名", "公司"], ["周工", "微光"]))
    await manager.refused(404, "NOT_FOUND", "GET", "/v1/importFields/users")
    fields = {each["field"]: each for each in (await manager.get("/v1/importFields/leads"))["fields"]}
    assert fields["name"]["required"]
    assert fields["ownerId"]["reference"] == "users"
    # Operations see that it is there, and not what stands in it.
    assert [each["id"] for each in (await operations.get("/v1/imports"))["imports"]] == [job["id"]]
    assert [row["cells"] for row in await rows(operations, job)] == [[]]
    await operations.refused(404, "NOT_FOUND", "GET", f"/v1/imports/{job['id']}/rejectedRows")
    await manager.refused(409, "IMPORT_STEP_WRONG", "POST", f"/v1/imports/{job['id']}:commit", {})
    entries = (await company.admin.get("/v1/auditEntries", filter=f'subject_id = "{job["id"]}"'))["auditEntries"]
    assert {entry["method"] for entry in entries} == {"CreateImport"}
    await earth.advance(company, START + timedelta(days=31))
    assert (await manager.get(f"/v1/imports/{job['id']}"))["state"] == "IMPORT_STATE_EXPIRED"
    assert not await rows(manager, job)


async def test_a_thousand_rows_survive_the_end_of_their_process_and_are_taken_back(earth: World) -> None:
    company, operations = await settled(earth)
    rows_ = [[f"客户{number}", f"工厂{number}", f"138{number:08}"] for number in range(1, 991)]
    bad = [["", "无名", "13800000001"], *([f"坏{number}", "坏公司", "不是电话"] for number in range(9))]
    job = await uploaded(operations, "leads", table(["姓名", "公司", "手机"], *rows_, *bad))
    job = await step(operations, job, "check")
    assert (job["rows"], *counted(job, "ready", "rejected")) == (1000, 990, 10)
    rejected = (await operations.ask("GET", f"/v1/imports/{job['id']}/rejectedRows")).content.decode("utf-8-sig")
    assert len(rejected.splitlines()) == 11
    identity = earth.runtime("identity")
    await operations.post(f"/v1/imports/{job['id']}:commit")
    await _until_some_are_written(operations, job)
    # The process ends: what it was about to note is lost.
    identity.background.stop(job["id"])
    await asyncio.sleep(0.2)
    half = await operations.get(f"/v1/imports/{job['id']}")
    assert half["state"] == "IMPORT_STATE_COMMITTING"
    assert 0 < half["done"] < 990
    await earth.advance(company, earth.clock.now(company.tenant_id) + LEASE_OVER)
    job = await over(operations, job)
    assert (job["state"], job["attempt"], *counted(job, "created", "refused", "merged")) == ("IMPORT_STATE_COMMITTED", 3, 990, 0, 0)
    leads = await operations.everything("/v1/leads", "leads")
    assert len(leads) == len({lead["companyName"] for lead in leads}) == 990
    touched = leads[0]
    await operations.patch(f"/v1/leads/{touched['id']}", {"need": "急"})
    job = await step(operations, job, "undo")
    assert (job["state"], *counted(job, "undone", "left")) == ("IMPORT_STATE_UNDONE", 989, 1)
    assert [lead["id"] for lead in await operations.everything("/v1/leads", "leads")] == [touched["id"]]


async def _until_some_are_written(person: Person, job: dict[str, Any]) -> None:
    async with asyncio.timeout(30):
        while True:
            present = await person.get(f"/v1/imports/{job['id']}")
            if present["done"]:
                return
            await asyncio.sleep(0.02)
