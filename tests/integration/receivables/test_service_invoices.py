"""Invoices over the wire: their chain, their coverage, what takes them back, and what a second person at the same moment may do."""

import asyncio
import base64
from collections import Counter
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import invoices_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import Company, Contract, amount, cny, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-25")]

PROFILE = pb.Invoicee(title="牡丹精工有限公司", tax_number="91320594MA1MXL0000")


@pytest.fixture
def finance(company: Company) -> "Finance":
    return Finance(company)


class Finance:
    """Who asks for invoices, approves and issues them; and who takes them back."""

    def __init__(self, company: Company) -> None:
        self.company = company
        read = ("invoice.read", "plan.read", "receipt.read")
        sells = (*read, *(f"invoice.{act}" for act in ("request", "update", "reject", "deliver", "book", "return")))
        accounts = (*sells, *(f"invoice.{act}" for act in ("approve", "issue", "import", "request_red", "confirm_red")), "receipt.allocate")
        decides = (*read, *(f"invoice.{act}" for act in ("approve", "approve_red", "exceed_contract", "reject")))
        self.seller = company.somebody(*sells, person_id=company.lin.person_id, team=company.north)
        self.accountant, self.other_accountant, self.manager = (company.somebody(*rights) for rights in (accounts, accounts, decides))
        self._printed = 0

    def number(self) -> str:
        self._printed += 1
        return f"2531200000{self._printed:010}"

    async def ask(self, method: str, request: Any, by: Principal | None = None) -> pb.Invoice:
        invoice: pb.Invoice = await self.company.ask(method, request, by=by or self.accountant)
        return invoice

    async def request(self, contract: Contract, gross: str, *coverage: pb.InvoiceCoverage, **fields: Any) -> pb.Invoice:
        body = self.body(contract, gross, *coverage, **fields)
        return await self.ask("CreateInvoice", pb.CreateInvoiceRequest(invoice=body), by=self.seller)

    def body(self, contract: Contract, gross: str, *coverage: pb.InvoiceCoverage, **fields: Any) -> pb.Invoice:
        lines = [pb.InvoiceLine(description="三号产线设备", tax_rate="13", gross=cny(gross))]
        given = {"contract_id": contract.id, "type": pb.INVOICE_TYPE_VAT_SPECIAL, "lines": lines, "coverage": coverage, "invoicee": PROFILE}
        return pb.Invoice(**{**given, **fields})

    async def approve(self, invoice: pb.Invoice) -> pb.Invoice:
        return await self.ask("ApproveInvoice", pb.ApproveInvoiceRequest(invoice_id=invoice.id), by=self.manager)

    async def issue(self, invoice: pb.Invoice, number: str = "") -> pb.Invoice:
        request = pb.IssueInvoiceRequest(invoice_id=invoice.id, invoice_number=number or self.number())
        return await self.ask("IssueInvoice", request)

    async def invoice(self, contract: Contract, gross: str, *coverage: pb.InvoiceCoverage) -> pb.Invoice:
        """Asked for, approved and issued."""
        return await self.issue(await self.approve(await self.request(contract, gross, *coverage)))

    async def take_back(self, invoice: pb.Invoice, gross: str, reason: pb.RedReason.ValueType = pb.RED_REASON_ALLOWANCE) -> pb.Invoice:
        asked = pb.RequestRedInvoiceRequest(invoice_id=invoice.id, reason=reason, amount=cny(gross))
        red = await self.ask("RequestRedInvoice", asked)
        await self.ask("ApproveRedInvoice", pb.ApproveRedInvoiceRequest(invoice_id=red.id), by=self.manager)
        await self.ask("ConfirmRedInvoice", pb.ConfirmRedInvoiceRequest(invoice_id=red.id, confirmation_number="3100202512000001"))
        return await self.issue(red)

    async def get(self, id: str) -> pb.Invoice:
        return await self.ask("GetInvoice", pb.GetInvoiceRequest(invoice_id=id))


def covers(instalment: books.Instalment, given: str = "") -> pb.InvoiceCoverage:
    return pb.InvoiceCoverage(instalment_id=instalment.id, amount=cny(given) if given else None)


async def test_an_invoice_goes_its_way_and_the_instalment_follows(company: Company, finance: Finance) -> None:
    contract = await company.sign("300000.00")
    down, *_ = await company.instalments(contract)
    await company.said()
    invoice = await finance.request(contract, "90000.00", covers(down))
    assert (amount(invoice.net), amount(invoice.tax), amount(invoice.gross)) == ("79646.02", "10353.98", "90000.00")
    invoice = await finance.issue(await finance.approve(invoice))
    assert await company.balance("RECEIVABLE_INVOICED") == "90000.00"
    await finance.ask("DeliverInvoice", pb.DeliverInvoiceRequest(invoice_id=invoice.id, note="王会计的邮箱"), by=finance.seller)
    invoice = await finance.ask("BookInvoice", pb.BookInvoiceRequest(invoice_id=invoice.id), by=finance.seller)
    assert [pb.InvoiceState.Name(step.state).removeprefix("INVOICE_STATE_") for step in invoice.steps] == [
        "REQUESTED",
        "APPROVED",
        "ISSUED",
        "DELIVERED",
        "BOOKED",
    ]
    (covered, *_) = await company.instalments(contract)
    assert (amount(covered.invoiced), covered.invoice_progress) == ("90000.00", pb.INVOICE_PROGRESS_BOOKED)
    assert await company.said() == ["InvoiceRequested", "InvoiceApproved", "InvoiceIssued", "InvoiceDelivered", "InvoiceBooked"]
    assert invoice == await finance.get(invoice.id)
    await company.agrees()


async def test_who_an_invoice_is_made_out_to_comes_from_the_account_unless_it_is_typed(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    typed = await finance.request(contract, "10.00", invoicee=pb.Invoicee(tax_number="91320594MA1MXL0000"))
    assert (typed.invoicee.title, typed.invoicee.tax_number) == ("牡丹精工", "91320594MA1MXL0000")
    body = finance.body(contract, "10.00", invoicee=pb.Invoicee())
    await company.refused("INVOICEE_INCOMPLETE", "CreateInvoice", pb.CreateInvoiceRequest(invoice=body), by=finance.seller)


async def test_nobody_approves_what_they_asked_for_nor_what_they_sold(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    body = pb.CreateInvoiceRequest(invoice=finance.body(contract, "10.00"))
    mine = await finance.ask("CreateInvoice", body, by=finance.accountant)
    await company.refused("MAKER_IS_CHECKER", "ApproveInvoice", pb.ApproveInvoiceRequest(invoice_id=mine.id), by=finance.accountant)
    owner = company.somebody("invoice.approve", "invoice.read", person_id=company.lin.person_id, team=company.north)
    await company.refused("MAKER_IS_CHECKER", "ApproveInvoice", pb.ApproveInvoiceRequest(invoice_id=mine.id), by=owner)
    assert (await finance.approve(mine)).state == pb.INVOICE_STATE_APPROVED


async def test_beyond_the_contract_takes_somebody_who_may(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    await finance.invoice(contract, "1000.00")
    more = await finance.request(contract, "0.01")
    await company.refused("CONTRACT_EXCEEDED", "ApproveInvoice", pb.ApproveInvoiceRequest(invoice_id=more.id), by=finance.manager)
    request = pb.ApproveInvoiceAboveContractRequest(invoice_id=more.id, note="补开运费")
    assert (await finance.ask("ApproveInvoiceAboveContract", request, by=finance.manager)).above_contract


async def test_an_application_changes_until_it_is_approved(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    invoice = await finance.request(contract, "300.00", covers(down))
    lines = [pb.InvoiceLine(description="设备", tax_rate="6", gross=cny("200.00"))]
    change = pb.UpdateInvoiceRequest(invoice_id=invoice.id, invoice=pb.Invoice(lines=lines, coverage=[covers(down, "200.00")]))
    changed = await finance.ask("UpdateInvoice", change, by=finance.seller)
    assert (amount(changed.gross), amount(changed.coverage[0].amount)) == ("200.00", "200.00")
    await finance.request(contract, "100.00", covers(down))
    await finance.approve(changed)
    other = [pb.InvoiceLine(description="设备", tax_rate="6", gross=cny("100.00"))]
    await company.refused("INVOICE_STAYS", "UpdateInvoice", change_of(changed, lines=other), by=finance.seller)
    kept = await finance.ask("UpdateInvoice", change_of(changed, remark="合同号 HT-1"), by=finance.seller)
    assert kept.remark == "合同号 HT-1"


def change_of(invoice: pb.Invoice, **fields: Any) -> pb.UpdateInvoiceRequest:
    return pb.UpdateInvoiceRequest(invoice_id=invoice.id, invoice=pb.Invoice(**fields))


async def test_two_who_invoice_the_same_claim_at_once_never_cover_it_twice(company: Company, finance: Finance) -> None:
    heard = Counter[str]()
    for _ in range(8):
        contract = await company.sign("1000.00")
        down, *_ = await company.instalments(contract)

        async def ask(contract: Contract = contract, down: books.Instalment = down) -> str:
            try:
                await finance.request(contract, "200.00", covers(down, "200.00"))
            except DomainError as error:
                return error.reason
            return ""

        heard.update(await asyncio.gather(ask(), ask()))
    assert heard == {"": 8, "OVER_INVOICED": 8}


@pytest.mark.capability("M-07")
async def test_a_red_invoice_leaves_what_was_paid_as_unapplied_money(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    invoice = await finance.invoice(contract, "300.00", covers(down))
    await company.pay(down, "250.00")
    await company.said()
    red = await finance.take_back(invoice, "100.00", pb.RED_REASON_GOODS_RETURNED)
    assert (amount(red.gross), red.original_id) == ("-100.00", invoice.id)
    credit = await company.receipt(red.credit_id)
    assert (credit.tender, amount(credit.allocated), amount(credit.unapplied)) == (books.TENDER_CREDIT, "50.00", "50.00")
    assert await company.balance("UNAPPLIED") == "-50.00"
    (paid, *_) = await company.instalments(contract)
    assert (amount(paid.open), amount(paid.invoiced), amount(paid.credited)) == ("0.00", "200.00", "50.00")
    said = sorted(name for name in await company.said() if name.startswith("Invoice"))
    assert said == ["InvoiceApproved", "InvoiceIssued", "InvoiceRequested", "InvoiceReversed"]
    again = pb.RequestRedInvoiceRequest(invoice_id=invoice.id, reason=pb.RED_REASON_ALLOWANCE, amount=cny("200.01"))
    await company.refused("RED_TOO_LARGE", "RequestRedInvoice", again, by=finance.accountant)
    await company.agrees()


@pytest.mark.capability("M-07")
async def test_a_credit_is_made_by_red_invoices_alone_and_stays(company: Company, finance: Finance) -> None:
    typed = pb_receipt(company)
    await company.refused("TENDER_BY_RED_INVOICE", "CreateReceipt", books.CreateReceiptRequest(receipt=typed), by=company.cashier)
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    red = await finance.take_back(await finance.invoice(contract, "300.00", covers(down)), "300.00")
    whole = books.ReverseReceiptRequest(receipt_id=red.credit_id, whole_receipt=True, reason="退回")
    await company.refused("CREDIT_STAYS", "ReverseReceipt", whole)


def pb_receipt(company: Company) -> books.Receipt:
    return company.incoming("100.00", tender=books.TENDER_CREDIT)


async def test_what_an_erp_issued_is_recorded_once_by_its_number_and_by_its_id_there(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    printed = {"issue_date": "2025-11-20", "deliver_date": "2025-11-22", "book_date": "2025-11-30"}
    known = common.ExternalRef(system="u8", external_id="XSFP-1")
    first = finance.body(contract, "100.00", covers(down), invoice_number=finance.number(), external_refs=[known], **printed)
    second = finance.body(contract, "50.00", covers(down), invoice_number=finance.number(), issue_date="2025-11-21")
    nothing = finance.body(contract, "50.00", issue_date="2025-11-21")
    rows = [first, second, first, second, nothing]
    request = pb.BatchCreateInvoicesRequest(requests=[pb.CreateInvoiceRequest(invoice=row) for row in rows], historical=True)
    verdicts = list((await company.ask("BatchCreateInvoices", request, by=finance.accountant)).verdicts)
    assert verdicts[0].id == verdicts[2].id != verdicts[1].id == verdicts[3].id
    assert verdicts[4].problem.reason == "NUMBER_MISSING"
    again = list((await company.ask("BatchCreateInvoices", request, by=finance.accountant)).verdicts)
    assert [verdict.id for verdict in again] == [verdict.id for verdict in verdicts]
    booked = await finance.ask("GetInvoiceByExternal", pb.GetInvoiceByExternalRequest(system="u8", external_id="XSFP-1"))
    assert (booked.state, booked.book_date, amount(booked.covered)) == (pb.INVOICE_STATE_BOOKED, "2025-11-30", "100.00")
    assert amount((await company.instalments(contract))[0].invoiced) == "150.00"
    await company.agrees()


def exported(*rows: tuple[str, str, str]) -> str:
    """Number, gross and remark of each, as a file."""
    lines = [f"{number},{gross},13%,数电发票（增值税专用发票）,2025-12-01,{remark}" for number, gross, remark in rows]
    return base64.b64encode("\n".join(("发票号码,价税合计,税率,发票票种,开票日期,备注", *lines)).encode()).decode()


async def take_file(company: Company, finance: Finance, file: str, **fields: Any) -> pb.ImportInvoicesResponse:
    request = pb.ImportInvoicesRequest(content=file, **fields)
    found: pb.ImportInvoicesResponse = await company.ask("ImportInvoices", request, by=finance.accountant)
    return found


async def test_a_file_of_the_tax_system_gives_applications_their_numbers_and_records_the_rest(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    approved = await finance.approve(await finance.request(contract, "113.00", covers(down, "113.00")))
    first, second, third = finance.number(), finance.number(), finance.number()
    named = f"合同号:{down.contract_number}"
    file = exported((first, "113.00", named), (second, "226.00", f"{down.contract_number}号合同款"), (third, "10.00", "没有合同"))

    seen = await take_file(company, finance, file, validate_only=True)
    assert [each.outcome for each in seen.invoices] == [
        pb.IMPORTED_INVOICE_OUTCOME_ISSUED,
        pb.IMPORTED_INVOICE_OUTCOME_CREATED,
        pb.IMPORTED_INVOICE_OUTCOME_REFUSED,
    ]
    assert (await finance.get(approved.id)).state == pb.INVOICE_STATE_APPROVED

    made = await take_file(company, finance, file)
    assert (made.issued_count, made.created_count, made.refused_count) == (1, 1, 1)
    assert (made.invoices[0].invoice_id, made.invoices[2].problem.reason) == (approved.id, "CONTRACT_UNKNOWN")
    assert (await finance.get(approved.id)).invoice_number == first
    recorded = await finance.get(made.invoices[1].invoice_id)
    assert (recorded.state, amount(recorded.covered), recorded.contract_id) == (pb.INVOICE_STATE_ISSUED, "226.00", contract.id)

    again = await take_file(company, finance, file)
    assert (again.known_count, again.refused_count) == (2, 1)
    assert [each.invoice_id for each in again.invoices[:2]] == [approved.id, recorded.id]
    await company.agrees()


async def test_a_file_that_names_an_application_keeps_to_it(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    approved = await finance.approve(await finance.request(contract, "113.00"))

    def file(gross: str) -> str:
        said = f"发票号码,价税合计,税率,发票票种,开票日期,申请单号\n{finance.number()},{gross},13%,专用,2025-12-01,{approved.number}"
        return base64.b64encode(said.encode()).decode()

    (off,) = (await take_file(company, finance, file("226.00"))).invoices
    assert (off.problem.reason, (await finance.get(approved.id)).state) == ("APPLICATION_DIFFERS", pb.INVOICE_STATE_APPROVED)
    (fits,) = (await take_file(company, finance, file("113.00"))).invoices
    assert fits.invoice_id == approved.id


async def test_a_number_that_the_tax_system_printed_is_recorded_once(company: Company, finance: Finance) -> None:
    contract, number = await company.sign("1000.00"), finance.number()
    await finance.issue(await finance.approve(await finance.request(contract, "10.00")), number)
    twin = await finance.approve(await finance.request(contract, "10.00"))
    request = pb.IssueInvoiceRequest(invoice_id=twin.id, invoice_number=number)
    await company.refused("INVOICE_NUMBER_TAKEN", "IssueInvoice", request, by=finance.accountant)


async def test_invoices_are_listed_by_what_they_are_and_what_they_are_for(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, rest, *_ = await company.instalments(contract)
    one, two = await finance.invoice(contract, "300.00", covers(down)), await finance.request(contract, "100.00", covers(rest))

    async def found(filter: str = "", search: str = "") -> list[str]:
        request = pb.ListInvoicesRequest(filter=filter, search=search, order_by="gross desc")
        return [each.id for each in (await company.ask("ListInvoices", request, by=finance.accountant)).invoices]

    assert await found() == [one.id, two.id]
    assert await found("state = ISSUED AND gross >= 300.00") == [one.id]
    assert await found(f'instalment_ids:"{rest.id}"') == [two.id]
    assert await found(search=one.invoice_number[-8:]) == [one.id]
    stranger = company.seeing(company.somebody("invoice.read", person_id=new_id()), Reach.OWN)
    request = pb.ListInvoicesRequest()
    assert not (await company.ask("ListInvoices", request, by=stranger)).invoices


async def test_the_path_says_whose_move_the_invoice_is(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00", "月结60天")
    (instalment, *_) = await company.instalments(contract)
    if instalment.claim_state != books.CLAIM_STATE_CLAIMABLE:
        contract = await company.sign("1000.00")
        (instalment, *_) = await company.instalments(contract)
    await finance.invoice(contract, amount(instalment.amount), covers(instalment))
    asked = books.ReportCollectionPathRequest(step=books.COLLECTION_STEP_INVOICE, group_by=books.AGEING_GROUP_INVOICE_PROGRESS)
    path = await company.ask("ReportCollectionPath", asked)
    assert [(row.group, amount(row.amount)) for row in path.rows] == [("issued", amount(instalment.amount))]


async def test_a_credit_that_is_taken_from_a_claim_can_pay_another(company: Company, finance: Finance) -> None:
    contract = await company.sign("1000.00")
    down, *_ = await company.instalments(contract)
    red = await finance.take_back(await finance.invoice(contract, "300.00", covers(down)), "100.00")
    line = (await company.receipt(red.credit_id)).allocations[0]
    await company.reverse(await company.receipt(red.credit_id), line.id)
    assert amount((await company.instalments(contract))[0].open) == "300.00"
    other = await company.sign("500.00")
    (claim, *_) = await company.instalments(other)
    await company.ask("AllocateReceipt", books.AllocateReceiptRequest(receipt_id=red.credit_id, lines=[to(claim)]), by=company.accountant)
    assert amount((await company.instalments(other))[0].credited) == "100.00"
    await company.agrees()


async def test_an_invoice_for_a_contract_that_is_not_there_is_refused_with_the_id_that_was_given(company: Company) -> None:
    unknown, asks = str(new_id()), company.somebody("invoice.request")
    lines = [pb.InvoiceLine(description="设备", tax_rate="13", gross=cny("100.00"))]
    body = pb.Invoice(contract_id=unknown, type=pb.INVOICE_TYPE_VAT_SPECIAL, lines=lines, invoicee=PROFILE)
    error = await company.refused("NOT_FOUND", "CreateInvoice", pb.CreateInvoiceRequest(invoice=body), by=asks)
    assert [(each.field, unknown in each.detail) for each in error.violations] == [("invoice.contract_id", True)]
