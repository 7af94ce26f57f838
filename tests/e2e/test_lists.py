"""Lists as people work with them: kept as views, searched all at once, taken out as files."""

import asyncio
import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from tests.support.world import START, Person, World

COLUMNS = [{"field": "number", "title": "编号"}, {"field": "name", "title": "客户"}, {"field": "ownerId", "title": "负责人"}]


async def ended(person: Person, export: dict[str, Any]) -> dict[str, Any]:
    return await becomes(person, export, "SUCCEEDED", "FAILED", "CANCELLED")


async def becomes(person: Person, export: dict[str, Any], *states: str) -> dict[str, Any]:
    async with asyncio.timeout(30):
        while True:
            present: dict[str, Any] = await person.get(f"/v1/exports/{export['id']}")
            if present["state"].removeprefix("EXPORT_STATE_") in states:
                return present
            await asyncio.sleep(0.1)


async def whole(person: Person, **asked: str) -> dict[str, Any]:
    """A search in which nobody was too slow: on a busy machine one asks again."""
    found: dict[str, Any] = {}
    for _ in range(20):
        found = await person.get("/v1/search", **asked)
        if not found["incomplete"]:
            break
    return found


async def test_a_saved_view_is_shared_and_told_to_open_pages(earth: World) -> None:
    company = await earth.company()
    operations, rep = await company.person("operations"), await company.person("sales")
    body = {"name": "华东大客户", "resource": "accounts", "columns": ["name", "tier"], "filter": "tier = A", "orderBy": "name"}
    view = await operations.post("/v1/savedViews", body)
    await rep.refused(404, "NOT_FOUND", "GET", f"/v1/savedViews/{view['id']}")
    await operations.post(f"/v1/savedViews/{view['id']}:share", {"audience": "SAVED_VIEW_AUDIENCE_COMPANY"}, etag=view["etag"])
    await rep.post(f"/v1/savedViews/{view['id']}:setDefault")
    (seen,) = (await rep.get("/v1/savedViews", filter='resource = "accounts"'))["savedViews"]
    assert (seen["name"], seen["isDefault"], seen["columns"]) == ("华东大客户", True, ["name", "tier"])
    # What was saved, the list takes.
    await rep.get("/v1/accounts", filter=seen["filter"], orderBy=seen["orderBy"])


@pytest.mark.capability("M-57")
async def test_one_search_finds_records_of_all_types_that_one_may_see(earth: World) -> None:
    company = await earth.company()
    mine, other = await company.person("sales"), await company.person("sales")
    account = await mine.post("/v1/accounts", {"name": "青禾农机"})
    contact = await mine.post("/v1/contacts", {"accountId": account["id"], "name": "青禾采购王工"})
    await other.post("/v1/accounts", {"name": "青禾纺织"})
    await mine.post("/v1/leads", {"name": "青禾", "companyName": "青禾生物"})
    await earth.settle()
    found = await whole(mine, q="青禾")
    named = {(result["type"], result["title"]) for result in found["results"]}
    assert named == {("account", "青禾农机"), ("contact", "青禾采购王工"), ("lead", "青禾")}
    assert found["results"][0]["title"] == "青禾"
    only = await whole(mine, q="qhcgwg", types="contact")
    assert [result["id"] for result in only["results"]] == [contact["id"]]


@pytest.mark.capability("M-51")
async def test_a_list_becomes_a_file_with_what_one_may_see_for_a_day(earth: World) -> None:
    company = await earth.company()
    team = await company.team("East")
    rep = await company.newcomer("sales", "林晓", team_id=team)
    manager = await company.newcomer("sales_manager", team_id=team)
    stranger = await company.person("sales")
    for name in ("=HYPERLINK(1)", "白鹭纺织", "远山医疗"):
        await rep.post("/v1/accounts", {"name": name})
    await stranger.post("/v1/accounts", {"name": "别人的客户"})
    asked = {"resource": "accounts", "columns": COLUMNS, "orderBy": "name", "format": "EXPORT_FORMAT_CSV"}
    await rep.refused(403, "PERMISSION_DENIED", "POST", "/v1/exports", asked)
    await manager.refused(400, "FILTER_INVALID", "POST", "/v1/exports", {**asked, "filter": "tier ="})
    export = await ended(manager, await manager.post("/v1/exports", asked))
    assert (export["state"], export["rows"], export["problem"]) == ("EXPORT_STATE_SUCCEEDED", 3, "")
    content = (await manager.ask("GET", f"/v1/exports/{export['id']}/content")).content
    assert len(content) == export["size"]
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {(row["客户"], row["负责人"]) for row in rows} == {(name, "林晓") for name in ("'=HYPERLINK(1)", "白鹭纺织", "远山医疗")}
    await stranger.refused(403, "PERMISSION_DENIED", "GET", f"/v1/exports/{export['id']}/content")
    entries = (await company.admin.get("/v1/auditEntries", filter=f'subject_id = "{export["id"]}"'))["auditEntries"]
    assert {"CreateExport", "CompleteExport", "NoteExportDownload"} <= {entry["method"] for entry in entries}
    await earth.advance(company, START + timedelta(days=2))
    assert (await manager.get(f"/v1/exports/{export['id']}"))["state"] == "EXPORT_STATE_EXPIRED"
    await manager.refused(409, "EXPORT_NOT_THERE", "GET", f"/v1/exports/{export['id']}/content")


async def test_a_spreadsheet_has_every_page_of_the_list_and_every_field_where_none_is_named(earth: World) -> None:
    company = await earth.company()
    operations = await company.person("operations")
    for part in range(3):
        requests = [{"account": {"name": f"客户{part}-{index}"}} for index in range(100)]
        await operations.post("/v1/accounts:batchCreate", {"requests": requests})
    export = await ended(operations, await operations.post("/v1/exports", {"resource": "accounts", "format": "EXPORT_FORMAT_XLSX"}))
    assert (export["state"], export["rows"]) == ("EXPORT_STATE_SUCCEEDED", 300)
    response = await operations.ask("GET", f"/v1/exports/{export['id']}/content")
    assert export["fileName"] in response.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 301


async def test_an_export_ends_when_its_person_may_no_longer(earth: World) -> None:
    company = await earth.company()
    manager = await company.person("sales_manager")
    identity = earth.runtime("identity")
    # Nobody is there to write it yet.
    writer, identity.extras["exporter"] = identity.extras["exporter"], _Nobody()
    export = await manager.post("/v1/exports", {"resource": "accounts", "format": "EXPORT_FORMAT_CSV"})
    await becomes(manager, export, "RUNNING")
    identity.extras["exporter"] = writer
    kept = [{"permission": f"export.{act}", "reach": "REACH_OWN"} for act in ("read", "create")]
    role = await company.admin.post("/v1/roles", {"key": "exports_only", "name": "只剩导出", "grants": kept})
    await company.admin.patch(f"/v1/users/{manager.id}", {"roleIds": [role["id"]]})
    # The process that had begun it is gone: its lease runs out, and another one begins anew.
    await earth.advance(company, START + timedelta(minutes=10))
    assert (await ended(manager, export))["problem"] == "PERMISSION_DENIED"


class _Nobody:
    """A process that ends right after it began."""

    async def work(self, *_: Any) -> None: ...
    async def discard(self, *_: Any) -> None: ...
