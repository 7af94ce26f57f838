"""What a file says, as records have it."""

import io
import zipfile
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from chassis import sheets
from chassis.errors import DomainError
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1.types_pb2 import Money
from crm.identity.v1 import imports_pb2 as pb
from crm.leads.v1 import leads_pb2 as leads
from edge.imports.catalogue import described, importables
from edge.imports.changes import change_request, former_values, restoring_request, unseen
from edge.imports.drafts import Draft, change, complete, creation, drafted, identities, refer
from edge.imports.mapping import Layout, demand_whole, layout, propose
from edge.imports.traces import trace
from edge.imports.values import Locale, Unreadable, value_of
from edge.imports.verdicts import Choice, Known, judged
from edge.imports.words import plain
from edge.members import all_members, services_of

ALL = importables(service for member in all_members() for service in services_of(member))
LEADS, ACCOUNTS, CONTACTS, DEALS = (ALL[name] for name in ("leads", "accounts", "contacts", "opportunities"))
LOCALE = Locale(ZoneInfo("Asia/Shanghai"), "CNY")
ID = "0190f3a1-7c5e-7b3a-9f00-3c2f1d9e8a77"


def column(header: str, field: str) -> pb.ImportColumn:
    return pb.ImportColumn(header=header, field=field)


def laid_out(headers: list[str], *columns: pb.ImportColumn, resource: str = "leads", **said: Any) -> Layout:
    return layout(ALL[resource], headers, pb.ImportPlan(columns=columns, **said))


def draft_of(of: Layout, *cells: str, found: dict[tuple[str, str], str | None] | None = None) -> Draft:
    made = drafted(of, 2, cells, LOCALE)
    refer(made, of, found or {})
    complete(made, of)
    return made


def reasons(draft: Draft) -> list[tuple[str, str]]:
    return [(finding.reason, finding.field) for finding in draft.findings]


# --- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_whatever_encoding_and_with_whatever_between_its_cells(encoding: str, delimiter: str) -> None:
    text = (
        delimiter.join(["姓名", '"公司, 地址; 门牌"', "电话"]) + "\r\n" + delimiter.join(["王工", "星海", "'+8613812345678"]) + "\r\n\r\n"
    )
    head = sheets.head_of(text.encode(encoding), is_workbook=False)
    assert (head.headers, head.delimiter) == (["姓名", "公司, 地址; 门牌", "电话"], delimiter)
    assert head.samples == [(2, ["王工", "星海", "+8613812345678"])]
    assert list(sheets.rows_of(text.encode(encoding), head.encoding, head.delimiter, "")) == head.samples


def workbook(*rows: list[Any], title: str = "名单") -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_says_what_one_would_type() -> None:
    # As a spreadsheet has it: without a zone.
    day, moment = datetime(2024, 4, 3), datetime(2024, 4, 3, 9, 30)  # noqa: DTZ001
    said = [13812345678, 0.1, day, moment, "#N/A"]
    content = workbook(["a", "b", "c", "d", "e"], said, [None], [1200000.0, True, "", "", "x"])
    rows = list(sheets.rows_of(content, sheets.XLSX, "", "名单"))
    assert rows == [(2, ["13812345678", "0.1", "2024-04-03", "2024-04-03 09:30:00"]), (4, ["1200000", "true", "", "", "x"])]


def test_what_is_no_workbook_or_none_that_somebody_typed_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 50_000_000)
    for content in (b"PK\x03\x04 no zip", bomb.getvalue()):
        with pytest.raises(DomainError, match="workbook"):
            sheets.head_of(content, is_workbook=True)
    with pytest.raises(DomainError, match="no sheet"):
        sheets.head_of(workbook(["a"]), is_workbook=True, sheet="客户")
    with pytest.raises(DomainError, match="no rows"):
        sheets.head_of(b"\r\n", is_workbook=False)


def test_more_rows_than_one_looks_through_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(DomainError, match="at most 2 rows"):
        list(sheets.rows_of(b"a\n1\n2\n3\n", "utf-8", ",", ""))


def test_columns_of_one_name_and_of_none_can_be_told_apart() -> None:
    assert sheets.named(["电话", "", "电话", "姓名", "", ""]) == ["电话", "#2", "电话 (2)", "姓名"]
    assert sheets.named(["金额 (万元)", "金额", "金额", "金额 (2)"]) == ["金额 (万元)", "金额", "金额 (2)", "金额 (2) (2)"]


# --- cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("expectedCloseDate", "2024年4月3日", "2024-04-03"),
        ("expectedCloseDate", "2024/4/3", "2024-04-03"),
        ("expectedCloseDate", "2024.04.03", "2024-04-03"),
        ("expectedCloseDate", "20240403", "2024-04-03"),
        ("expectedCloseDate", "２０２４－４－３", "2024-04-03"),
        ("expectedCloseDate", "13/4/2024", "2024-04-13"),
        ("expectedCloseDate", "45385", "2024-04-03"),
        ("expectedCloseDate", "2024-04-03 00:00:00", "2024-04-03"),
        ("expectedAmount", "¥300,000.00", {"currencyCode": "CNY", "amount": "300000.00"}),
        ("expectedAmount", "30万元", {"currencyCode": "CNY", "amount": "300000.00"}),
        ("expectedAmount", "1.2亿", {"currencyCode": "CNY", "amount": "120000000.00"}),
        ("expectedAmount", "USD 1,000", {"currencyCode": "USD", "amount": "1000.00"}),
        ("expectedAmount", "8.5万美元", {"currencyCode": "USD", "amount": "85000.00"}),
        ("expectedAmount", "JPY 1000", {"currencyCode": "JPY", "amount": "1000"}),
        ("currency", "人民币", "CNY"),
        ("completedActions", "demo；visit、quote", ["demo", "visit", "quote"]),
        ("custom.segment", "军工", {"text": "军工"}),
    ],
)
def test_a_cell_is_understood_as_people_write_it(path: str, text: str, value: Any) -> None:
    target = DEALS.target(path)
    assert target is not None
    assert value_of(target, text, LOCALE) == value


@pytest.mark.parametrize(
    ("resource", "path", "text", "value"),
    [
        ("leads", "purchaseHorizon", "一周内", "PURCHASE_HORIZON_WITHIN_WEEK"),
        ("leads", "purchaseHorizon", "within_month", "PURCHASE_HORIZON_WITHIN_MONTH"),
        ("leads", "firstTouchTime", "2024-04-03 9:05", "2024-04-03T09:05:00+08:00"),
        ("leads", "firstTouchTime", "2024年4月3日 下午3点", "2024-04-03T15:00:00+08:00"),
        ("leads", "firstTouchTime", "2024-04-03T09:05:00Z", "2024-04-03T09:05:00+00:00"),
        ("leads", "firstTouchTime", "2024/4/3", "2024-04-03T00:00:00+08:00"),
        ("accounts", "tier", "a类", "TIER_A"),
        ("accounts", "employees", "1,200人", 1200),
        ("accounts", "foundedYear", "2009年", 2009),
        ("contacts", "departed", "是", True),
        ("contacts", "departed", "No", False),
    ],
)
def test_words_times_and_numbers_too(resource: str, path: str, text: str, value: Any) -> None:
    target = ALL[resource].target(path)
    assert target is not None
    assert value_of(target, text, LOCALE) == value


@pytest.mark.parametrize(
    ("resource", "path", "text", "reason"),
    [
        ("opportunities", "expectedCloseDate", "2024-02-30", "DATE_UNREADABLE"),
        ("opportunities", "expectedCloseDate", "3/4/2024", "DATE_UNREADABLE"),
        ("opportunities", "expectedCloseDate", "明天", "DATE_UNREADABLE"),
        ("opportunities", "expectedAmount", "很多", "AMOUNT_UNREADABLE"),
        ("opportunities", "expectedAmount", "1.005", "AMOUNT_UNREADABLE"),
        ("opportunities", "currency", "贝壳", "WORD_UNKNOWN"),
        ("leads", "firstTouchTime", "2024-04-03 25:00", "TIME_UNREADABLE"),
        ("leads", "phone", "不是电话", "PERSONAL_UNREADABLE"),
        ("accounts", "tier", "钻石", "WORD_UNKNOWN"),
        ("accounts", "employees", "1.5", "NUMBER_UNREADABLE"),
        ("contacts", "departed", "也许", "FLAG_UNREADABLE"),
    ],
)
def test_what_may_mean_two_things_or_nothing_is_not_guessed(resource: str, path: str, text: str, reason: str) -> None:
    target = ALL[resource].target(path)
    assert target is not None
    with pytest.raises(Unreadable) as refused:
        value_of(target, text, LOCALE)
    assert refused.value.reason == reason


# --- mapping ---------------------------------------------------------------------------------------


def test_headers_in_chinese_and_english_suggest_their_fields_once_each() -> None:
    plan = propose(LEADS, ["姓名（必填）", "Company Name", "手机号", "电话", "预计金额", "币种", "谁知道", "state"])
    assert {each.header: each.field for each in plan.columns} == {
        "姓名（必填）": "name",
        "Company Name": "companyName",
        "手机号": "phone",
        "预计金额": "estimatedAmount",
        "币种": "estimatedAmount.currencyCode",
    }


def test_every_word_of_the_table_of_words_is_that_of_a_field() -> None:
    for importable in ALL.values():
        for each in described(importable):
            assert each["labels"]["zh-CN"], each["field"]
    assert plain(" 手机号 (必填)*") == "手机号"


def test_a_field_whose_ids_nobody_could_type_is_a_reference_or_left_out() -> None:
    for importable in ALL.values():
        assert all(target.collection for target in importable.targets.values() if target.shape.value == "id")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"columns": [column("姓名", "name"), column("公司", "secretSauce")]}, "FIELD_UNKNOWN"),
        ({"columns": [column("没有", "name")]}, "HEADER_UNKNOWN"),
        ({"columns": [column("姓名", "name"), column("公司", "name")]}, "FIELD_TWICE"),
        ({"columns": [column("姓名", "history.state")]}, "NOT_HISTORICAL"),
        ({"columns": [column("姓名", "name")], "key_system": "legacy"}, "KEY_INCOMPLETE"),
        ({"columns": [column("姓名", "name")], "key_system": "legacy", "key_header": "编号"}, "HEADER_UNKNOWN"),
    ],
)
def test_a_plan_names_only_what_there_is(said: dict[str, Any], reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        layout(LEADS, ["姓名", "公司"], pb.ImportPlan(**said))
    assert refused.value.reason == reason


def test_a_plan_is_whole_when_what_is_required_is_filled() -> None:
    with pytest.raises(DomainError, match="name is required"):
        demand_whole(laid_out(["公司"], column("公司", "companyName")))
    demand_whole(laid_out(["公司"], column("公司", "companyName"), defaults=[pb.ImportDefault(field="name", text="前台")]))


# --- rows ------------------------------------------------------------------------------------------


def test_a_row_becomes_the_request_that_creates_its_record() -> None:
    headers = ["编号", "姓名", "预算", "币种", "来源", "标签"]
    of = laid_out(
        headers,
        *(column("姓名", "name"), column("预算", "estimatedAmount"), column("币种", "estimatedAmount.currencyCode")),
        *(column("来源", "sourceId"), column("标签", "tags")),
        key_system="legacy",
        key_header="编号",
        defaults=[pb.ImportDefault(field="region", text="华东"), pb.ImportDefault(field="tags", text="展会")],
    )
    draft = draft_of(of, "K1", "王工", "1万", "美元", "展会", "", found={("sources", "展会"): ID})
    assert reasons(draft) == []
    assert creation(draft, of) == {
        "lead": {
            "name": "王工",
            "estimatedAmount": {"currencyCode": "USD", "amount": "10000.00"},
            "sourceId": ID,
            "region": "华东",
            "tags": ["展会"],
            "externalRefs": [{"system": "legacy", "externalId": "K1"}],
        }
    }


def test_everything_that_is_wrong_with_a_row_is_said_with_its_column() -> None:
    of = laid_out(
        ["姓名", "手机", "预算", "负责人", "信用代码"],
        *(column("姓名", "name"), column("手机", "phone"), column("预算", "estimatedAmount")),
        *(column("负责人", "ownerId"), column("信用代码", "creditCode")),
    )
    draft = draft_of(of, "", "123", "多", "李四", "X", "多出来的", found={("users", "李四"): None})
    assert reasons(draft) == [
        ("TOO_MANY_CELLS", ""),
        ("PERSONAL_UNREADABLE", "phone"),
        ("AMOUNT_UNREADABLE", "estimatedAmount"),
        ("REFERENCE_AMBIGUOUS", "ownerId"),
        ("REQUIRED", "name"),
    ]
    assert draft.findings[1].header == "手机"
    # What the proto file refuses is said when the rest is right.
    assert reasons(draft_of(of, "王工", "", "", "", "X")) == [("VALUE_WRONG", "creditCode")]


def test_rows_are_the_same_by_what_their_service_knows_people_and_companies_by() -> None:
    of = laid_out(["姓名", "公司", "手机"], column("姓名", "name"), column("公司", "companyName"), column("手机", "phone"))
    one, other = draft_of(of, "王工", "星海机电（上海）有限公司", "138 1234 5678"), draft_of(of, "王", "", "+8613812345678")
    assert set(identities(one, LEADS)) & set(identities(other, LEADS)) == {("phone", "+8613812345678")}
    people = laid_out(["客户", "姓名"], column("客户", "accountId"), column("姓名", "name"), resource="contacts")
    found: dict[tuple[str, str], str | None] = {("accounts", "远山"): ID}
    assert [*identities(draft_of(people, "远山", "Li", found=found), CONTACTS)] == [("name", ID, "li")]


# --- verdicts --------------------------------------------------------------------------------------

SKIP, UPDATE, CREATE = pb.IMPORT_DUPLICATES_SKIP, pb.IMPORT_DUPLICATES_UPDATE, pb.IMPORT_DUPLICATES_CREATE
_READY, _DUPLICATE, _REJECTED = pb.IMPORT_VERDICT_READY, pb.IMPORT_VERDICT_DUPLICATE, pb.IMPORT_VERDICT_REJECTED
_NEW, _CHANGE, _NOTHING = pb.IMPORT_ACTION_CREATE, pb.IMPORT_ACTION_UPDATE, pb.IMPORT_ACTION_NONE


@pytest.mark.parametrize(
    ("known", "same_as", "duplicates", "may_update", "verdict", "action"),
    [
        (None, 0, SKIP, True, _READY, _NEW),
        (Known(ID, "lead"), 0, SKIP, True, _DUPLICATE, _NOTHING),
        (Known(ID, "lead"), 0, UPDATE, True, _DUPLICATE, _CHANGE),
        (Known(ID, "lead"), 0, UPDATE, False, _REJECTED, _NOTHING),
        (Known(ID, "lead"), 0, CREATE, True, _DUPLICATE, _NEW),
        # A customer is no lead that could be changed, and what is not seen is not either.
        (Known(ID, "account"), 0, UPDATE, True, _DUPLICATE, _NOTHING),
        (Known("", "lead"), 0, UPDATE, True, _DUPLICATE, _NOTHING),
        (Known(ID, "lead", by_key=True), 0, SKIP, True, _READY, _CHANGE),
        (Known(ID, "lead", by_key=True), 0, SKIP, False, _REJECTED, _NOTHING),
        (None, 5, UPDATE, True, _DUPLICATE, _NOTHING),
        (None, 5, CREATE, True, _DUPLICATE, _NEW),
    ],
)
def test_what_becomes_of_a_row(known: Known | None, same_as: int, duplicates: int, may_update: bool, verdict: int, action: int) -> None:
    made = judged(Draft(7, ["王工"]), known, same_as, Choice("lead", duplicates, may_update))
    assert (made.verdict, made.action) == (verdict, action)


def test_a_wrong_row_is_rejected_whoever_is_known() -> None:
    draft = Draft(7, ["王工"], findings=[pb.ImportFinding(reason="DATE_UNREADABLE")])
    made = judged(draft, Known(ID, "lead", by_key=True), 5, Choice("lead", UPDATE, may_update=True))
    assert (made.verdict, made.action) == (_REJECTED, _NOTHING)
    warned = Draft(7, ["王工"], findings=[pb.ImportFinding(reason="TOO_MANY_CELLS", warning=True)])
    assert judged(warned, None, 0, Choice("lead", SKIP, may_update=True)).verdict == pb.IMPORT_VERDICT_WARNED


# --- changing and changing back --------------------------------------------------------------------


def test_what_is_changed_can_be_changed_back_field_by_field() -> None:
    of = laid_out(
        ["客户", "地区", "税号", "分类", "负责人"],
        *(column("客户", "name"), column("地区", "region"), column("税号", "invoiceProfile.taxNumber")),
        *(column("分类", "custom.segment"), column("负责人", "ownerId")),
        resource="accounts",
    )
    said = change(draft_of(of, "远山", "", "9131", "军工", "林晓", found={("users", "林晓"): ID}), ACCOUNTS)
    assert said == {"name": "远山", "invoiceProfile.taxNumber": "9131", "custom.segment": {"text": "军工"}}
    record = {"name": "远山医疗", "custom": {"since": {"text": "2020"}}, "invoiceProfile": {"taxNumber": "", "title": "远山"}}
    former = former_values(said, record)
    assert former == {"name": "远山医疗", "invoiceProfile.taxNumber": "", "custom": {"since": {"text": "2020"}}}
    request: Any = change_request(ACCOUNTS, ID, said, former, "3")
    assert isinstance(request, accounts.UpdateAccountRequest)
    assert list(request.update_mask.paths) == ["custom", "invoice_profile.tax_number", "name"]
    assert (request.etag, request.account.name, sorted(request.account.custom)) == ("3", "远山", ["segment", "since"])
    back: Any = restoring_request(ACCOUNTS, ID, former, "4")
    assert list(back.update_mask.paths) == list(request.update_mask.paths)
    assert (back.account.name, back.account.invoice_profile.tax_number, sorted(back.account.custom)) == ("远山医疗", "", ["since"])


def test_a_number_of_which_one_sees_only_stars_is_not_replaced() -> None:
    said = {"phone": "13812345678", "wechat": "abc123", "need": "x"}
    assert unseen(LEADS, said, leads.Lead(phone="139****5678")) == ["phone"]


def test_time_alone_changes_no_record_and_a_person_does() -> None:
    before = leads.Lead(id=ID, name="王工", etag="1", score=3)
    assert trace("lead", before) == trace("lead", leads.Lead(id=ID, name="王工", etag="9", score=80, next_step="x"))
    amount = Money(currency_code="CNY", minor=1)
    for changed in ({"need": "急"}, {"owner_id": ID}, {"state": leads.LEAD_STATE_CONTACTED}, {"estimated_amount": amount}):
        assert trace("lead", before) != trace("lead", leads.Lead(id=ID, name="王工", **changed))
