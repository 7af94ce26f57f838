"""What holds for every page of the app, by the list that `make screenshots` goes through: nobody is kept out, and nothing runs over."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from string import Template
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.web.conftest import Visit
from tests.support.chromium import Language, assert_accessible
from tests.support.firm import Firm
from tools.screenshots import SCREENS, record_of

ROLES = {"sales1": "rep", "manager1": "manager"}
PAGES: Mapping[str, Mapping[str, Any]] = json.loads(SCREENS.read_text())
FILE = "公司名称,联系人,手机\n蓬莱岛精密机械有限公司,赵一,13900001111\n"
# At once, and not by and by: a colour on its way is neither that of the one theme nor of the other.
_DRESS = """async (theme) => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { transition: none !important; }");
    document.adoptedStyleSheets = [still];
    document.documentElement.dataset.theme = theme;
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def whole(firm: Firm) -> Firm:
    """With an invoice, a handover, an import, opening balances, a service charge and money of the bank, which the other tests do not
    need."""
    admin = firm.company.admin
    await bring_money(firm)
    await bring_along(firm)
    await charge_a_visit(firm)
    await keep_books(firm)
    gross = {"currencyCode": "CNY", "amount": "80000.00"}
    invoice = {
        "contractId": firm.soon["contractId"],
        "type": "INVOICE_TYPE_VAT_SPECIAL",
        "invoicee": {"title": "青禾农业机械有限公司", "taxNumber": "91330100MA27XL0000"},
        "lines": [{"description": "播种机", "taxRate": "13", "gross": gross}],
        "coverage": [{"instalmentId": firm.soon["id"]}],
    }
    await firm.rep.post("/v1/invoices", invoice)
    bill = {"customerId": firm.qinghe, "tender": "TENDER_BANK_BILL", "billNumber": "1234567890123456", "amount": gross}
    days = {"receivedDate": firm.today.isoformat(), "billDueDate": (firm.today + timedelta(days=90)).isoformat()}
    await firm.cashier.post("/v1/receipts", {"legalEntityId": firm.company.legal_entity_id, **bill, **days})
    part = {"description": "备件", "unitPrice": "120.50", "quantity": "4", "taxRate": "13"}
    await firm.rep.post("/v1/orders", {"accountId": firm.qinghe, "lines": [part], "monthly": True, "creditDays": 60})
    limit = {"kind": "CREDIT_KIND_LIMIT", "customerId": firm.weimin, "reason": "年度授信"}
    asked = await firm.rep.post("/v1/creditLimits", limit | {"amount": {"currencyCode": "CNY", "amount": "200000.00"}})
    await firm.controller.post(f"/v1/creditLimits/{asked['id']}:approve", {})
    await firm.world.settle()
    rules = [{"successorIds": [firm.li.id]}]
    await admin.post("/v1/transfers", {"fromId": firm.rep.id, "reason": "TRANSFER_REASON_LEAVE", "rules": rules})
    kind = {"content-type": "text/csv", "idempotency-key": "a-file"}
    params = {"resource": "leads", "fileName": "leads.csv"}
    uploaded = await admin.client.post("/v1/imports", params=params, content=FILE.encode(), headers=kind)
    assert uploaded.is_success, uploaded.text
    return firm


async def bring_along(firm: Firm) -> None:
    """What was owed before: it waits for a second person."""
    owed, day = {"currencyCode": "CNY", "amount": "8000.00"}, (firm.today - timedelta(days=1)).isoformat()
    line = {"customerId": firm.qinghe, "documentNumber": "QC-1", "amount": owed, "dueDate": day}
    load = {"legalEntityId": firm.company.legal_entity_id, "cutOverDate": day, "lines": [line], "checkTotals": [owed]}
    await firm.accountant.post("/v1/openingBalances:load", load)


async def charge_a_visit(firm: Firm) -> None:
    """It waits for a second person."""
    trip = {"description": "上门服务费", "unitPrice": "800", "taxRate": "6"}
    visit = {"visitDate": firm.today.isoformat(), "workDone": "更换密封圈，重新校准", "signOff": "设备科 刘工", "creditDays": 30}
    whose = {"customerId": firm.qinghe, "legalEntityId": firm.company.legal_entity_id, "lines": [trip]}
    charge = await firm.rep.post("/v1/serviceCharges", whose | visit)
    await firm.rep.post(f"/v1/serviceCharges/{charge['id']}:submit", {})


async def keep_books(firm: Firm) -> None:
    """A year of fiscal periods."""
    periods = f"/v1/legalEntities/{firm.company.legal_entity_id}/fiscalPeriods"
    await firm.controller.post(f"{periods}:createYear", {"year": firm.today.year})
    await firm.world.settle()


async def bring_money(firm: Firm) -> None:
    """Money that has a proposal, money that a representative claims, and somebody who pays for a customer."""
    entity, day = firm.company.legal_entity_id, f"{firm.today:%Y%m%d}"
    account = {"bankName": "招商银行", "accountNumber": "755900001111"}
    changed = await firm.company.admin.patch(f"/v1/legalEntities/{entity}", {"bankAccounts": [account]})
    lines = [f"{day},,120000.00,S1,广州远航机械有限公司,货款", f"{day},,3333.00,S2,李雷,设备款"]
    file = base64.b64encode("\n".join(["交易日,借方金额,贷方金额,流水号,收(付)方名称,摘要", *lines]).encode()).decode()
    statement = {"legalEntityId": entity, "bankAccountId": changed["bankAccounts"][0]["id"], "fileName": "12月.csv", "content": file}
    await firm.cashier.post("/v1/bankStatements:import", statement)
    await firm.world.settle()
    (unknown,) = (await firm.rep.get("/v1/claimableReceipts", filter='payer_name = "李雷"'))["claimableReceipts"]
    claim = {"customerId": firm.qinghe, "evidence": "李雷是青禾的老板，微信里说今天转的"}
    await firm.rep.post(f"/v1/receipts/{unknown['id']}:claim", claim)
    alias = {"customerId": firm.qinghe, "payerName": "李雷", "evidence": "三方协议"}
    await firm.accountant.post("/v1/payerAliases", alias)
    await firm.world.settle()


async def addresses(firm: Firm) -> list[tuple[str, str, str]]:
    """Of every page: its path, the role that looks, and where it is."""
    found = []
    for path, screen in PAGES.items():
        role, address, known = ROLES.get(screen["as"], screen["as"]), path, dict[str, str]()
        for parameter, rows in screen.get("of", {}).items():
            record = record_of(await firm.who(role).get(f"/v1/{Template(rows).substitute(known)}"), rows, parameter)
            assert record, f"there is nothing in {rows}"
            known[parameter] = record
            address = address.replace(f"${parameter}", record)
        found.append((path, role, address + screen.get("search", "")))
    return found


async def complaints(page: Page, address: str) -> list[str]:
    """What is wrong with a page in the light and in the dark. Only colours change with the theme."""
    await page.goto(address)
    await expect(page.locator("h1").first).not_to_be_empty(timeout=20_000)
    await expect(page.locator(".skeleton, [aria-busy=true]")).to_have_count(0)
    found = []
    width = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width[0] > width[1]:
        found.append(f"runs over the edge: {width[0]} of {width[1]} pixels")
    for theme, only in (("light", ()), ("dark", ("color-contrast",))):
        await page.evaluate(_DRESS, theme)
        try:
            await assert_accessible(page, only=only)
        except AssertionError as violations:
            found.append(f"{theme}: {violations}")
    return found


@pytest.mark.timeout(420)
@pytest.mark.parametrize(
    ("phone", "language"),
    [
        pytest.param(False, "zh-CN", id="desk-zh"),
        pytest.param(True, "en-US", id="phone-en"),
        pytest.param(False, "en-US", id="desk-en", marks=pytest.mark.long),
        pytest.param(True, "zh-CN", id="phone-zh", marks=pytest.mark.long),
    ],
)
async def test_every_page_is_for_everybody_in_both_themes(visit: Visit, whole: Firm, phone: bool, language: Language) -> None:
    found, pages = [], dict[str, Page]()
    for path, role, address in await addresses(whole):
        if role not in pages:
            pages[role] = await visit(whole.who(role) if role else None, phone=phone)
        try:
            found += [f"{path}: {complaint}" for complaint in await complaints(pages[role], address)]
        except AssertionError as never:
            found.append(f"{path}: {never}")
    assert not found, "\n".join(found)
