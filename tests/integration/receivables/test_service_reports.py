"""Reports: ageing by any group, day and knowledge is what the entries of the ledger come to; the proof finds whatever was touched."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from crm.receivables.v1 import invoices_pb2 as bills
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import proof as proofs
from receivables import proving
from tests.integration.receivables.company import ACCOUNTANT, Company, amount

pytestmark = pytest.mark.asyncio(loop_scope="module")

RECEIVABLE = (pb.LEDGER_KIND_RECEIVABLE_NOT_INVOICED, pb.LEDGER_KIND_RECEIVABLE_INVOICED)
BOUNDS = (10, 30)
FALSIFIED_ENTRY = """
    alter table ledger_entry disable trigger append_only;
    update ledger_entry set amount_minor = amount_minor + 1 where {mine} and kind = 'cash';
    alter table ledger_entry enable trigger append_only;
"""


async def a_quarter_of_business(company: Company) -> None:
    """Contracts of two sellers with two customers in two regions: accepted, paid in part or in full, reversed, terminated."""
    other, signed = await company.new_customer(company.wang), []
    for number, (customer, owner) in enumerate([(company.customer_id, company.lin), (other, company.wang), (other, company.lin)]):
        signed.append(await company.sign(f"{number + 1}0000.03", customer_id=customer, owner=owner, region=("华东", "华南")[number % 2]))
        await company.walk_to(date.fromordinal(company.today.toordinal() + 7))
        await company.hear(signed[-1].reach())
    down, acceptance, _ = await company.instalments(signed[0])
    paid = await company.pay(down, "1234.56")
    await company.pay(acceptance, amount(acceptance.amount))
    await company.walk_to(date(2026, 1, 20))
    await company.reverse(paid, paid.allocations[0].id)
    await company.allocate(await company.receive("999.99", customer_id=other, contract_id=signed[2].id))
    await company.hear(signed[1].terminate())


async def entries(company: Company) -> list[pb.LedgerEntry]:
    """All of them, page by page, the newest first."""
    found: list[pb.LedgerEntry] = []
    token = ""
    while True:
        page = await company.ask("ListLedgerEntries", pb.ListLedgerEntriesRequest(page_size=50, page_token=token))
        found += page.ledger_entries
        token = page.next_page_token
        if not token:
            return found


def cells(
    found: Iterable[pb.LedgerEntry], group: Callable[[pb.LedgerEntry], str], as_of: date, known_at: datetime | None = None
) -> dict[str, list[int]]:
    """What a report must say, added up by hand: not due, up to 10 and up to 30 days overdue, and older."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 4)
    for entry in found:
        late = known_at is not None and entry.create_time.ToDatetime(known_at.tzinfo) > known_at
        if entry.kind in RECEIVABLE and date.fromisoformat(entry.posting_date) <= as_of and not late:
            age = (as_of - date.fromisoformat(entry.due_date)).days
            rows[group(entry)][sum(age > bound for bound in (0, *BOUNDS))] += entry.amount.minor
    return {name: row for name, row in rows.items() if any(row)}


def rows_of(report: pb.AgeingReport) -> dict[str, list[int]]:
    return {row.group: [cell.minor for cell in row.amounts] for row in report.rows}


@pytest.mark.capability("M-13", "X-01")
async def test_ageing_by_every_group_and_day_is_what_the_entries_of_the_ledger_come_to(company: Company) -> None:
    await a_quarter_of_business(company)
    topmost, middle = [await company.new_customer(company.lin) for _ in range(2)]
    await company.put_below(topmost, middle)
    await company.put_below(middle, company.customer_id)
    listed = (await company.ask("ListInstalments", pb.ListInstalmentsRequest())).instalments
    by_id = {each.id: each for each in listed}
    groups: dict[str, Callable[[pb.LedgerEntry], str]] = {
        "CUSTOMER": lambda entry: entry.customer_id,
        "CUSTOMER_GROUP": lambda entry: topmost if entry.customer_id == company.customer_id else entry.customer_id,
        "LEGAL_ENTITY": lambda entry: entry.legal_entity_id,
        "CONTRACT": lambda entry: by_id[entry.subject_id].contract_id,
        "INSTALMENT": lambda entry: entry.subject_id,
        "OWNER": lambda entry: by_id[entry.subject_id].owner_id,
        "TEAM": lambda entry: by_id[entry.subject_id].team_id,
        "PRODUCT_LINE": lambda entry: by_id[entry.subject_id].product_line,
        "INVOICE_PROGRESS": lambda _: "not_requested",
    }
    assert {f"AGEING_GROUP_{name}" for name in groups} == set(pb.AgeingGroup.keys()) - {"AGEING_GROUP_UNSPECIFIED"}
    posted = await entries(company)
    for day in (date(2025, 12, 1), date(2025, 12, 20), date(2026, 1, 19), company.today, date(2026, 6, 1)):
        for name, group in groups.items():
            kind = pb.AgeingGroup.Value(f"AGEING_GROUP_{name}")
            report = await company.ageing(as_of=day.isoformat(), buckets=BOUNDS, group_by=kind)
            assert rows_of(report) == cells(posted, group, day), (day, name)
            columns = zip(*rows_of(report).values(), strict=True)
            assert [cell.minor for cell in report.totals[0].amounts] == [sum(column) for column in columns]
    await company.agrees()


async def test_what_is_not_kept_by_group_of_companies_says_so(company: Company) -> None:
    for name, request in (("ReportKeyFigures", pb.ReportKeyFiguresRequest), ("ReportCollectionPath", pb.ReportCollectionPathRequest)):
        await company.refused("GROUP_NOT_KEPT", name, request(group_by=pb.AGEING_GROUP_CUSTOMER_GROUP))


@pytest.mark.capability("M-13", "X-16")
async def test_a_report_that_was_issued_can_be_had_again_whatever_was_posted_since(company: Company) -> None:
    await a_quarter_of_business(company)
    issued = await company.ageing(group_by=pb.AGEING_GROUP_CUSTOMER, buckets=BOUNDS)
    receipt = await company.receive("100.00", received_date="2026-01-02")
    await company.allocate(receipt)
    await company.walk_to(date(2026, 2, 3))
    await company.allocate(await company.receive("5000.00"))
    asked: dict[str, Any] = {"as_of": issued.as_of, "group_by": pb.AGEING_GROUP_CUSTOMER, "buckets": BOUNDS}
    assert await company.ageing(**asked, known_at=issued.known_at) == issued
    assert (await company.ageing(**asked)).rows != issued.rows
    assert (await company.ageing(as_of=issued.as_of, known_at=Timestamp(seconds=1))).totals == []


@pytest.mark.capability("R-12")
async def test_the_collection_path_follows_the_money_from_the_milestone_to_the_account(company: Company) -> None:
    contract = await company.sign("1000.00", "50/50")
    asked = pb.ReportCollectionPathRequest(contract_id=contract.id)

    async def steps() -> dict[str, tuple[str, int]]:
        rows = (await company.ask("ReportCollectionPath", asked)).totals
        return {pb.CollectionStep.Name(row.step).removeprefix("COLLECTION_STEP_"): (amount(row.amount), row.late_days) for row in rows}

    assert set(await steps()) == {"MILESTONE", "DUE"}
    await company.walk_to(date(2025, 12, 11))
    down, _ = await company.instalments(contract)
    assert (await steps())["OVERDUE"] == ("500.00", (company.today - date.fromisoformat(down.due_date)).days)
    dispute = pb.Dispute(instalment_id=down.id, amount=down.amount, reason=pb.DISPUTE_REASON_PRICE)
    dispute.amount.minor = 10000
    await company.ask("CreateDispute", pb.CreateDisputeRequest(dispute=dispute))
    assert {name: value for name, (value, _) in (await steps()).items()} == {
        "MILESTONE": "500.00",
        "OVERDUE": "400.00",
        "DISPUTED": "100.00",
    }
    await company.pay(down, "500.00")
    assert (await steps())["SETTLED"][0] == "500.00"
    by_customer = pb.ReportCollectionPathRequest(
        contract_id=contract.id, group_by=pb.AGEING_GROUP_CUSTOMER, step=pb.COLLECTION_STEP_SETTLED
    )
    (row,) = (await company.ask("ReportCollectionPath", by_customer)).rows
    assert (row.group, row.instalments) == (company.customer_id, 1)
    elsewhere = company.seeing(company.wang, Reach.OWN)
    assert not (await company.ask("ReportCollectionPath", asked, by=elsewhere)).totals


async def test_layers_currencies_and_companies_of_ours_are_never_added_together(company: Company) -> None:
    other = await company.new_legal_entity()
    await company.sign("1000.00")
    await company.sign("2000.00", legal_entity_id=other)
    dollars = company.contract()
    dollars.gross.currency_code = "USD"
    await company.hear(dollars.take_effect())
    report = await company.ageing()
    assert {row.total.currency_code: amount(row.total) for row in report.totals} == {"CNY": "900.00", "USD": "90000.00"}
    assert await company.owed(legal_entity_id=other) == "600.00"
    assert (await company.ageing(currency_code="USD")).totals[0].total.currency_code == "USD"
    await company.agrees()


async def test_questions_that_make_no_sense_are_refused_by_the_field(company: Company) -> None:
    for asked, reason, field in (
        ({"as_of": "2026-02-30"}, "DAY_INVALID", "as_of"),
        ({"buckets": (30, 10)}, "BUCKETS_INVALID", "buckets"),
        ({"as_of": "soon"}, "INVALID_REQUEST", "as_of"),
    ):
        error = await company.refused(reason, "ReportAgeing", pb.ReportAgeingRequest(**asked))
        assert [violation.field for violation in error.violations] == [field]


# --- who sees what -------------------------------------------------------------------------------


@pytest.mark.capability("S-07")
async def test_each_seller_ages_what_is_their_own_and_a_team_what_is_its_members(company: Company) -> None:
    await a_quarter_of_business(company)
    issued = {"as_of": company.today.isoformat(), "day_basis": pb.DAY_BASIS_POSTING_DATE}
    by_owner = await company.ageing(group_by=pb.AGEING_GROUP_OWNER)
    owed = {row.group: amount(row.total) for row in by_owner.rows}
    for who, team in ((company.lin, company.north), (company.wang, company.south)):
        for seen in (company.seeing(who, Reach.OWN), company.seeing(company.somebody(*ACCOUNTANT), Reach.TEAM, team)):
            assert await company.owed(by=seen) == await company.owed(by=seen, **issued) == owed[str(who.person_id)]
    nobody = company.seeing(company.somebody(*ACCOUNTANT), Reach.OWN)
    assert await company.owed(by=nobody) == "0.00"


async def test_the_ledger_and_its_proof_take_the_whole_company(company: Company) -> None:
    await company.sign()
    own = company.seeing(company.accountant, Reach.OWN)
    await company.refused("COMPANY_WIDE_ONLY", "ListLedgerEntries", pb.ListLedgerEntriesRequest(), by=own)
    await company.refused("COMPANY_WIDE_ONLY", "ReportProof", pb.ReportProofRequest(), by=own)

    def limited(limits: Limits) -> Principal:
        permissions = {name: Grant(Reach.COMPANY, limits) for name in ACCOUNTANT}
        return Principal.user(new_id(), tenant_id=company.tenant_id, permissions=permissions)

    east = limited(Limits(regions=("华东",)))
    await company.refused("COMPANY_WIDE_ONLY", "ListLedgerEntries", pb.ListLedgerEntriesRequest(), by=east)
    elsewhere = limited(Limits(legal_entity_ids=(new_id(),)))
    assert not (await company.ask("ListLedgerEntries", pb.ListLedgerEntriesRequest(), by=elsewhere)).ledger_entries
    proof = pb.ReportProofRequest(legal_entity_id=company.legal_entity_id)
    await company.refused("COMPANY_WIDE_ONLY", "ReportProof", proof, by=elsewhere)
    assert (await company.ask("ReportProof", proof)).entries == len(await entries(company))
    for by, asked in ((own, pb.ProofRun()), (east, pb.ProofRun()), (elsewhere, pb.ProofRun(legal_entity_id=company.legal_entity_id))):
        await company.refused("COMPANY_WIDE_ONLY", "CreateProofRun", pb.CreateProofRunRequest(proof_run=asked), by=by)
    await company.refused("COMPANY_WIDE_ONLY", "ListProofRuns", pb.ListProofRunsRequest(), by=own)


# --- the ledger and its proof --------------------------------------------------------------------


@pytest.mark.capability("X-01")
async def test_entries_are_listed_the_newest_first_and_found_by_what_they_are_about(company: Company) -> None:
    await a_quarter_of_business(company)
    posted = await entries(company)
    assert [entry.create_time.ToNanoseconds() for entry in posted] == sorted((e.create_time.ToNanoseconds() for e in posted), reverse=True)
    proof = await company.proof()
    assert (len(posted), sum(entry.amount.minor for entry in posted)) == (proof.entries, 0)
    request = pb.ListLedgerEntriesRequest(filter="kind = CASH AND posting_date <= 2026-01-10 AND amount > 2000", order_by="amount desc")
    cash = (await company.ask("ListLedgerEntries", request)).ledger_entries
    assert {(entry.kind, entry.transaction_kind) for entry in cash} == {(pb.LEDGER_KIND_CASH, "receipt")}
    assert {each.kind: each.amount.minor for each in proof.totals} == {
        kind: total for kind in pb.LedgerKind.values() if (total := sum(e.amount.minor for e in posted if e.kind == kind))
    } | {each.kind: 0 for each in proof.totals if not each.amount.minor}


@pytest.mark.capability("X-01")
@pytest.mark.parametrize(
    ("falsified", "kind"),
    [
        ("update instalment set paid_minor = paid_minor + 1 where {mine} and paid_minor > 0", pb.DRIFT_KIND_INSTALMENT),
        ("update instalment set due_date = due_date + 60 where {mine} and claim_state = 'claimable'", pb.DRIFT_KIND_INSTALMENT),
        ("update receipt set amount_minor = amount_minor + 1, unapplied_minor = unapplied_minor + 1 where {mine}", pb.DRIFT_KIND_RECEIPT),
        (
            "update receipt set amount_minor = amount_minor + 1, allocated_minor = allocated_minor + 1 where {mine}",
            pb.DRIFT_KIND_ALLOCATION,
        ),
        ("update payment_plan set total_minor = total_minor - 1 where {mine}", pb.DRIFT_KIND_PLAN),
        ("update ledger_account set balance_minor = balance_minor + 1 where {mine} and kind = 'cash'", pb.DRIFT_KIND_ACCOUNT),
        ("update ageing_cell set amount_minor = amount_minor + 1 where {mine}", pb.DRIFT_KIND_AGEING),
        ("delete from ageing_cell where {mine}", pb.DRIFT_KIND_AGEING),
        ("update owed_total set amount_minor = amount_minor + 1 where {mine} and axis = 'contract'", pb.DRIFT_KIND_AGEING),
        ("delete from owed_total where {mine} and axis = 'customer'", pb.DRIFT_KIND_AGEING),
        (FALSIFIED_ENTRY, pb.DRIFT_KIND_TRANSACTION),
    ],
)
async def test_the_proof_is_clean_until_a_row_is_falsified_behind_the_ledgers_back(
    company: Company, falsified: str, kind: pb.DriftKind.ValueType, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "50000.00")
    await company.agrees()
    await company.falsify(falsified)
    proof = await company.proof()
    assert not proof.clean
    assert kind in {drift.kind for drift in proof.drifts}
    monkeypatch.setattr(proofs, "AT_ONCE", 2)
    run = await proved(company)
    assert not run.clean
    assert sorted(map(str, run.drifts)) == sorted(map(str, proof.drifts))


@pytest.mark.capability("X-01")
async def test_a_proof_in_the_background_goes_through_the_whole_book_part_after_part(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_quarter_of_business(company)
    monkeypatch.setattr(proofs, "AT_ONCE", 3)
    for entity in ("", company.legal_entity_id):
        run = await proved(company, legal_entity_id=entity)
        assert (run.state, run.clean, run.drift_count) == (pb.PROOF_RUN_STATE_DONE, True, 0)
        assert run.done_count == run.total_count > 10 * proofs.AT_ONCE
    listed = await company.ask("ListProofRuns", pb.ListProofRunsRequest(filter="state = DONE"))
    assert len(listed.proof_runs) == 2


async def test_large_books_are_not_proved_while_somebody_waits(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    await company.sign()
    accounts = (await company.proof()).accounts
    monkeypatch.setattr(proving, "MOST_AT_ONCE", accounts)
    assert (await company.proof()).clean
    monkeypatch.setattr(proving, "MOST_AT_ONCE", accounts - 1)
    await company.refused("BOOK_TOO_LARGE", "ReportProof", pb.ReportProofRequest())
    await company.refused("BOOK_TOO_LARGE", "ReportProof", pb.ReportProofRequest(legal_entity_id=company.legal_entity_id))


async def test_large_books_that_were_proved_are_proved_again_every_day(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    await company.sign()

    async def begun() -> list[str]:
        runs = (await company.ask("ListProofRuns", pb.ListProofRunsRequest())).proof_runs
        return [run.asked_by for run in reversed(runs) if run.state == pb.PROOF_RUN_STATE_DONE]

    me = str(company.accountant.person_id)
    await proved(company)
    await company.walk_to(company.today + timedelta(days=2))
    assert await begun() == [me]
    monkeypatch.setattr(proving, "MOST_AT_ONCE", 0)
    await proved(company, legal_entity_id=company.legal_entity_id)
    await proved(company)
    await company.walk_to(company.today + timedelta(days=1))
    assert await begun() == [*[me] * 3, ""]
    # Whoever begins another one meanwhile puts off the next.
    await proved(company)
    await company.walk_to(company.today + timedelta(days=1))
    assert await begun() == [*[me] * 3, "", me, ""]


async def test_a_proof_in_the_background_is_cancelled(company: Company) -> None:
    await company.sign()
    run = await company.ask("CreateProofRun", pb.CreateProofRunRequest(proof_run=pb.ProofRun()))
    cancelled = await company.ask("CancelProofRun", pb.CancelProofRunRequest(proof_run_id=run.id))
    assert (cancelled.state, cancelled.clean) == (pb.PROOF_RUN_STATE_CANCELLED, False)
    await company.walk_to(company.today)
    assert (await company.ask("GetProofRun", pb.GetProofRunRequest(proof_run_id=run.id))).done_count == 0
    await company.refused("PROOF_ENDED", "CancelProofRun", pb.CancelProofRunRequest(proof_run_id=run.id))


async def proved(company: Company, **asked: Any) -> pb.ProofRun:
    """A proof in the background, once it has ended."""
    run = await company.ask("CreateProofRun", pb.CreateProofRunRequest(proof_run=pb.ProofRun(**asked)))
    await company.walk_to(company.today)
    ended: pb.ProofRun = await company.ask("GetProofRun", pb.GetProofRunRequest(proof_run_id=run.id))
    return ended


# --- key figures ---------------------------------------------------------------------------------


async def figures(company: Company, **asked: Any) -> pb.KeyFigures:
    found: pb.KeyFigures = await company.ask("ReportKeyFigures", pb.ReportKeyFiguresRequest(**asked))
    return found


@pytest.mark.capability("M-14", "R-28", "R-30")
async def test_key_figures_say_what_moved_and_how_well_money_came_in(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    await company.walk_to(date(2025, 12, 20))
    await company.pay(down, "30000.00")
    await company.walk_to(date(2025, 12, 31))
    [total] = (await figures(company)).totals
    assert [amount(each) for each in (total.opening, total.arisen, total.collected, total.closing)] == [
        "0.00",
        "90000.00",
        "30000.00",
        "60000.00",
    ]
    assert (total.collection_rate, total.effectiveness, total.days_outstanding) == ("0.3333", "0.3333", "")
    by_owner = await figures(company, group_by=pb.AGEING_GROUP_OWNER)
    assert [(row.group, row.closing.minor) for row in by_owner.rows] == [(str(company.lin.person_id), total.closing.minor)]
    january = await figures(company, from_date="2026-01-01", to_date="2026-01-31")
    assert january.totals[0].opening == total.closing
    await company.refused("PERIOD_INVALID", "ReportKeyFigures", pb.ReportKeyFiguresRequest(from_date="2026-02-01", to_date="2026-01-01"))


@pytest.mark.capability("M-14")
async def test_days_outstanding_are_counted_back_over_what_was_invoiced(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    clerk = company.somebody("invoice.import", "invoice.read")
    invoice = bills.CreateInvoiceRequest(
        invoice=bills.Invoice(
            contract_id=contract.id,
            type=bills.INVOICE_TYPE_VAT_SPECIAL,
            invoicee=bills.Invoicee(title="杭州为民机械有限公司", tax_number="91330100MA2KJ1234X"),
            lines=[bills.InvoiceLine(description="灌装线", tax_rate="13", gross=down.amount)],
            coverage=[bills.InvoiceCoverage(instalment_id=down.id, amount=down.amount)],
            invoice_number="25332000000012345678",
            issue_date=company.today.isoformat(),
        )
    )
    made = await company.ask("BatchCreateInvoices", bills.BatchCreateInvoicesRequest(requests=[invoice]), by=clerk)
    assert not made.verdicts[0].problem.reason, made
    await company.walk_to(date(2025, 12, 31))
    await company.pay(down, "45000.00")
    [total] = (await figures(company)).totals
    # Half of December's invoices is still owed, and all of it overdue.
    assert (total.days_outstanding, total.best_possible_days_outstanding, total.average_days_delinquent) == ("15.5", "0", "15.5")
    [row] = (await figures(company, group_by=pb.AGEING_GROUP_CUSTOMER)).rows
    assert row.days_outstanding == total.days_outstanding
    [later] = (await figures(company, from_date="2026-01-01", to_date="2026-01-10")).totals
    assert later.days_outstanding == "25.5"
    await company.agrees()
