"""Money from the bank: files become receipts, what these may pay is accepted by keys, and who knows a payer says so."""

from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import assert_accessible
from tests.support.firm import DAYS, Firm
from tests.support.world import World

SAID: FilePayload = {"name": "聊天记录.txt", "mimeType": "text/plain", "buffer": "李雷：今天给你们转了 3333".encode()}
HEADERS = "交易日,交易时间,借方金额,贷方金额,余额,摘要,流水号,用途,收(付)方名称,收(付)方账号"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def books(earth: World) -> Firm:
    """A company with an account at a bank."""
    firm = await Firm(await earth.company(start=earth.clock.real() - timedelta(days=DAYS))).open()
    account = {"bankName": "招商银行", "accountNumber": "755900001111", "currencyCode": "CNY"}
    await firm.company.admin.patch(f"/v1/legalEntities/{firm.company.legal_entity_id}", {"bankAccounts": [account]})
    await earth.settle()
    return firm


def came(firm: Firm, serial: str, amount: str, payer: str, memo: str = "货款") -> str:
    return f"{firm.today:%Y%m%d},101500,,{amount},,{memo},{serial},,{payer},62220000{serial}"


async def upload(page: Page, *lines: str) -> None:
    content = "\n".join([HEADERS, *lines]).encode("gb18030")
    await page.goto("/receipts/statements")
    await page.locator("input[type=file]").set_input_files({"name": "12月.csv", "mimeType": "text/csv", "buffer": content})
    await page.get_by_role("button", name="导入流水").click()


async def receive(firm: Firm, amount: str, **fields: Any) -> Any:
    body = {
        "legalEntityId": firm.company.legal_entity_id,
        "tender": "TENDER_BANK",
        "amount": {"currencyCode": "CNY", "amount": amount},
        "receivedDate": firm.today.isoformat(),
        **fields,
    }
    made = await firm.cashier.post("/v1/receipts", body)
    await firm.world.settle()
    return made


def row(page: Page, text: str) -> Any:
    return page.locator(".grid-row.body", has_text=text)


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


@pytest.mark.capability("M-10")
async def test_a_file_of_the_bank_becomes_receipts_and_what_they_pay_is_accepted_by_keys(visit: Visit, books: Firm) -> None:
    (entity,) = await books.company.admin.everything("/v1/legalEntities", "legalEntities")
    await receive(books, "777.00", bankAccountId=entity["bankAccounts"][0]["id"], payerName="西湖配件")
    cashier = await visit(books.cashier)
    await upload(cashier, came(books, "C1", "一百", "广州远航机械有限公司"))
    await expect(cashier.get_by_role("alert")).to_contain_text("第 2 行“贷方金额”列有误")
    await upload(
        cashier,
        came(books, "C1", "120000.00", "广州远航机械有限公司"),
        came(books, "C2", "12345.00", "杭州为民机械有限公司"),
        came(books, "C3", "777.00", "西湖配件"),
    )
    await books.world.settle()
    await expect(heading(cashier)).to_have_text("生成 2 张收款单")
    await assert_accessible(cashier)
    await row(cashier, "西湖配件").get_by_role("button", name="确认").click()
    await cashier.get_by_role("dialog").get_by_role("button", name="是同一笔").click()
    await expect(cashier.get_by_text("已合并到已有收款单")).to_be_visible()
    await expect(row(cashier, "西湖配件")).to_contain_text("与已有收款单相同")

    page = await visit(books.accountant)
    await page.goto("/receipts/proposals")
    await expect(heading(page)).to_contain_text("2 笔到账有核销建议")
    await expect(row(page, "广州远航")).to_contain_text("金额与一笔应收完全一致")
    await row(page, "广州远航").click()
    await expect(page.get_by_role("radio").first).to_be_focused()
    await expect(page.get_by_text("采纳即核销 ¥120,000.00 到 1 笔应收")).to_contain_text("提请反核销")
    await assert_accessible(page)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("已核销 ¥120,000.00")).to_be_visible()
    await expect(heading(page)).to_contain_text("已全部用于 广州远航")

    await page.get_by_role("link", name="下一笔").click()
    await expect(page.get_by_role("radio").first).to_be_focused()
    await page.keyboard.press("x")
    reason = page.get_by_role("dialog").get_by_role("textbox", name="原因")
    await reason.fill("客户说另有用途")
    await page.get_by_role("dialog").get_by_role("button", name="拒绝").click()
    await expect(page.get_by_text("已拒绝，不再为这笔到账提出")).to_be_visible()
    proposals = (await books.accountant.get("/v1/cashProposals"))["cashProposals"]
    assert "客户说另有用途" in {each["rejectReason"] for each in proposals}
    assert {each["state"] for each in proposals} >= {"PROPOSAL_STATE_ACCEPTED"}


async def test_a_representative_claims_money_of_an_unknown_payer_and_finance_decides(visit: Visit, books: Firm) -> None:
    receipt = await receive(books, "3333.00", payerName="李雷", memo="设备款")
    page = await visit(books.rep)
    await page.goto("/receipts")
    await expect(page.get_by_role("link", name="认领到账")).to_be_visible()
    await expect(page.get_by_role("button", name="登记到账")).to_have_count(0)
    await page.get_by_role("link", name="认领到账").click()
    await row(page, "李雷").get_by_role("button", name="认领").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="认领客户").fill("青禾")
    await page.get_by_role("option", name="青禾农业").click()
    await form.get_by_role("textbox", name="依据").fill("李雷是青禾的老板，微信里说今天转的")
    await form.locator("input[type=file]").set_input_files(SAID)
    await form.get_by_role("button", name="提交认领").click()
    await expect(page.get_by_text("已提交，等财务处理")).to_be_visible()
    await expect(row(page, "微信里说今天转的")).to_contain_text("待财务处理")
    await assert_accessible(page)
    await books.world.settle()

    finance = await visit(books.accountant)
    await finance.goto("/receipts/claims")
    await row(finance, "微信里说今天转的").click()
    panel = finance.get_by_role("region", name="认领")
    await expect(panel.get_by_role("link", name="聊天记录.txt")).to_be_visible()
    await panel.get_by_role("button", name="采纳").click()
    await expect(finance.get_by_text("已认定客户，可以核销")).to_be_visible()
    assert (await books.accountant.get(f"/v1/receipts/{receipt['id']}"))["customerId"] == books.qinghe
    await books.world.settle()
    await expect(row(page, "微信里说今天转的")).to_contain_text("已采纳")


async def test_who_pays_for_a_customer_counts_once_a_second_person_has_confirmed_it(visit: Visit, books: Firm) -> None:
    page = await visit(books.accountant)
    await page.goto("/receipts/payers")
    await page.get_by_role("button", name="登记付款人").first.click()
    form = page.get_by_role("dialog")
    await form.get_by_role("combobox", name="替谁付款").fill("青禾")
    await page.get_by_role("option", name="青禾农业").click()
    await form.get_by_role("textbox", name="付款户名").fill("韩梅梅")
    await form.get_by_role("textbox", name="依据").fill("三方协议")
    await form.get_by_role("button", name="提请确认").click()
    await row(page, "韩梅梅").click()
    await expect(page.get_by_role("dialog")).to_contain_text("要由另一个人确认")
    await expect(page.get_by_role("button", name="确认付款人")).to_have_count(0)

    second = await visit(books.controller)
    await books.world.settle()
    await second.goto("/today")
    await second.locator("[data-todo]", has_text="确认付款人").get_by_role("link", name="去审批").click()
    await expect(heading(second)).to_have_text("1 个付款人等第二个人确认")
    await second.get_by_role("button", name="确认付款人").click()
    await expect(second.get_by_role("dialog")).to_contain_text("已确认")
    (alias,) = (await books.accountant.get("/v1/payerAliases"))["payerAliases"]
    assert (alias["state"], alias["confirmedBy"]) == ("ALIAS_STATE_CONFIRMED", books.controller.id)


@pytest.mark.capability("M-07")
async def test_money_that_pays_nothing_goes_back_by_three_people(visit: Visit, books: Firm) -> None:
    receipt = await receive(books, "4444.00", payerName="错付机械", payerAccount="6222000044440000", memo="付错了")
    path = f"/receipts/{receipt['id']}"
    asker = await visit(books.accountant)
    await asker.goto(path)
    await asker.get_by_role("button", name="申请退款").click()
    form = asker.get_by_role("dialog")
    await form.get_by_role("textbox", name="退款原因").fill("客户付错了")
    await form.get_by_role("button", name="申请退款").click()
    await expect(asker.get_by_text("已提交，等待审批")).to_be_visible()

    approver = await visit(books.controller)
    await approver.goto("/receivables/adjustments")
    await row(approver, "¥4,444.00").click()
    await decide(approver, "批准", "已批准")

    payer = await visit(books.cashier)
    await payer.goto("/receivables/adjustments?filter=state+%3D+APPROVED")
    await row(payer, "¥4,444.00").click()
    await assert_accessible(payer)
    await decide(payer, "登记付款", "已登记付款", 流水号="R4444")
    assert (await books.accountant.get(f"/v1{path}"))["unapplied"]["amount"] == "0.00"


@pytest.mark.capability("M-12")
async def test_a_bill_goes_on_to_a_supplier_once_a_second_person_agrees_and_comes_back(visit: Visit, books: Firm) -> None:
    face = {
        "billNumber": "510233100012320261101001234567",
        "billAcceptor": "江苏银行",
        "billDueDate": f"{books.today + timedelta(days=90)}",
    }
    receipt = await receive(books, "9000.00", tender="TENDER_BANK_BILL", customerId=books.qinghe, billSubRange="1-900000", **face)
    path = f"/receipts/bills/{receipt['billId']}"
    asker = await visit(books.accountant)
    await asker.goto(path)
    await expect(asker.get_by_text("江苏银行")).to_be_visible()
    await decide(asker, "申请背书、质押或贴现", "已登记", 被背书人="宁波铸件厂")
    await expect(heading(asker)).to_contain_text("待审批：背书转让给 宁波铸件厂")
    await expect(asker.get_by_role("button", name="批准")).to_have_count(0)

    approver = await visit(books.controller)
    await approver.goto(path)
    await decide(approver, "批准", "已登记")
    await expect(approver.get_by_role("region", name="经过")).to_contain_text("背书转让")
    await assert_accessible(approver)
    assert (await books.accountant.get(f"/v1/bills/{receipt['billId']}"))["state"] == "BILL_STATE_ENDORSED"


async def decide(page: Page, act: str, done: str, **fields: str) -> None:
    """Presses the button, fills in the form, and waits for the page to say that it is done."""
    await page.get_by_role("button", name=act, exact=True).click()
    form = page.get_by_role("dialog").last
    for label, value in fields.items():
        await form.get_by_role("textbox", name=label).fill(value)
    await form.get_by_role("button", name=act, exact=True).click()
    await expect(page.get_by_text(done, exact=True)).to_be_visible()
