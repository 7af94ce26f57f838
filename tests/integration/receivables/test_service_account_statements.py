"""Statements of account and balance confirmations, issued, sent by link, answered by the customer, and had again to the cent."""

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.server import ADDRESS
from crm.receivables.v1 import account_statements_pb2 as pb
from crm.receivables.v1 import receivables_pb2 as books
from receivables import account_statement_batches
from tests.integration.receivables.company import Company, amount, cny

pytestmark = pytest.mark.asyncio(loop_scope="module")

ISSUES = (
    *(f"account_statement.{act}" for act in ("read", "issue", "send", "record_answer")),
    *("dispute.read", "plan.read"),
)
CONFIRMED, DISPUTED = pb.ANSWER_VERDICT_CONFIRMED, pb.ANSWER_VERDICT_DISPUTED


def finance(company: Company) -> Principal:
    return company.somebody(*ISSUES)


async def issue(company: Company, kind: pb.StatementKind.ValueType = pb.STATEMENT_KIND_ACCOUNT, **given: Any) -> pb.AccountStatement:
    asked = pb.AccountStatement(
        **{"kind": kind, "customer_id": company.customer_id, "legal_entity_id": company.legal_entity_id, "currency": "CNY", **given}
    )
    made: pb.AccountStatement = await company.ask(
        "CreateAccountStatement", pb.CreateAccountStatementRequest(account_statement=asked), by=finance(company)
    )
    return made


async def get(company: Company, id: str) -> pb.AccountStatement:
    found: pb.AccountStatement = await company.ask(
        "GetAccountStatement", pb.GetAccountStatementRequest(account_statement_id=id), by=finance(company)
    )
    return found


async def send(company: Company, statement: pb.AccountStatement, **given: Any) -> str:
    request = pb.SendAccountStatementRequest(account_statement_id=statement.id, sent_to="王会计，微信", **given)
    return str((await company.ask("SendAccountStatement", request, by=finance(company))).token)


async def by_link(company: Company, method: str, request: Any) -> pb.SharedStatement:
    """As nobody, from an address."""
    answer = await company.runtime.pipeline(method, request, Call(None, metadata=((ADDRESS, "203.0.113.7"),)))
    assert isinstance(answer.message, pb.SharedStatement)
    return answer.message


async def opened(company: Company, token: str) -> pb.SharedStatement:
    return await by_link(company, "OpenSharedStatement", pb.OpenSharedStatementRequest(token=token))


async def not_opened(company: Company, token: str) -> None:
    with pytest.raises(DomainError) as refusal:
        await opened(company, token)
    assert refusal.value.reason == "LINK_UNKNOWN"


async def answer(company: Company, token: str, *answers: pb.StatementAnswer) -> pb.SharedStatement:
    request = pb.AnswerSharedStatementRequest(token=token, answers=answers, name="王芳", position="财务主管")
    return await by_link(company, "AnswerSharedStatement", request)


async def proof(company: Company, id: str) -> pb.StatementProof:
    found: pb.StatementProof = await company.ask(
        "ReportStatementProof", pb.ReportStatementProofRequest(account_statement_id=id), by=finance(company)
    )
    return found


@pytest.mark.capability("M-15")
async def test_an_issued_statement_is_had_again_to_the_cent_after_later_postings_for_earlier_days(company: Company) -> None:
    contract = await company.sign("300000.00")
    first = (await company.instalments(contract))[0]
    await company.walk_to(date(2025, 12, 20))
    receipt = await company.pay(first, "20000.00")
    statement = await issue(company, from_date="2025-12-01", to_date="2025-12-20")
    assert statement.number.startswith("DZ")
    assert [amount(each.closing) for each in statement.balances if each.section == pb.STATEMENT_SECTION_RECEIVABLE] == ["70000.00"]
    assert amount(statement.owed) == await company.owed(as_of="2025-12-20")
    await company.walk_to(date(2025, 12, 28))
    # Money that came on the 19th is recorded now, and what had paid is taken back.
    await company.allocate(await company.receive("5000.00", received_date="2025-12-19"))
    await company.reverse(receipt, receipt.allocations[0].id)
    again = await get(company, statement.id)
    assert (again.checksum, list(again.lines), list(again.items)) == (statement.checksum, list(statement.lines), list(statement.items))
    told = await proof(company, statement.id)
    assert told.intact
    assert told.proven
    newer = await issue(company, from_date="2025-12-01", to_date="2025-12-20")
    assert newer.checksum != statement.checksum
    assert (await get(company, statement.id)).state == pb.ACCOUNT_STATEMENT_STATE_SUPERSEDED


async def test_rows_of_an_issued_statement_are_changed_by_nobody_not_even_past_the_service(company: Company) -> None:
    await company.sign("300000.00")
    await issue(company)
    with pytest.raises(Exception, match="its rows do not change"):
        await company.falsify("update account_statement set owed_minor = 1, items = '[]' where {mine}")


@pytest.mark.capability("M-15")
async def test_a_customer_confirms_one_line_and_disputes_another_by_the_link(company: Company) -> None:
    for gross in ("300000.00", "100000.00"):
        await company.sign(gross)
    statement = await issue(company, pb.STATEMENT_KIND_CONFIRMATION)
    token = await send(company, statement)
    shown = await opened(company, token)
    assert [amount(item.amount) for item in shown.items] == ["90000.00", "30000.00"] or len(shown.items) == 2
    assert (await get(company, statement.id)).state == pb.ACCOUNT_STATEMENT_STATE_VIEWED
    await company.said()
    large = next(item for item in shown.items if amount(item.amount) == "90000.00")
    small = next(item for item in shown.items if item.position != large.position)
    done = await answer(
        company,
        token,
        pb.StatementAnswer(position=large.position, verdict=DISPUTED, amount=cny("5000.00"), text="有 5000 元已付"),
        pb.StatementAnswer(position=small.position, verdict=CONFIRMED),
    )
    assert done.state == pb.ACCOUNT_STATEMENT_STATE_DISPUTED
    assert {"AccountStatementDisputed", "DisputeOpened"} <= set(await company.said())
    inside = await get(company, statement.id)
    assert (inside.answered_by_name, inside.answered_by_position, inside.answer_address) == ("王芳", "财务主管", "203.0.113.7")
    assert inside.evidence == pb.ANSWER_EVIDENCE_TYPED_NAME
    disputed = next(each for each in inside.answers if each.verdict == DISPUTED)
    dispute: books.Dispute = await company.ask("GetDispute", books.GetDisputeRequest(dispute_id=disputed.dispute_id), by=finance(company))
    assert (amount(dispute.amount), dispute.instalment_id, dispute.speaker) == ("5000.00", large.instalment_id, "王芳")
    with pytest.raises(DomainError, match="disputed already"):
        await answer(company, token, *(pb.StatementAnswer(position=each.position, verdict=CONFIRMED) for each in shown.items))


async def test_a_link_opens_nothing_once_it_is_altered_renewed_taken_back_or_expired(company: Company) -> None:
    await company.sign("300000.00")
    statement = await issue(company)
    first = await send(company, statement)
    await opened(company, first)
    await not_opened(company, ("A" if first[30] != "A" else "B").join((first[:30], first[31:])))
    second = await send(company, statement, link_days=5)
    await not_opened(company, first)
    await opened(company, second)
    await company.walk_to(company.today + timedelta(days=6))
    await not_opened(company, second)
    third = await send(company, statement)
    await company.ask("RevokeStatementLink", pb.RevokeStatementLinkRequest(account_statement_id=statement.id), by=finance(company))
    await not_opened(company, third)
    fourth = await send(company, statement)
    revoke = pb.RevokeAccountStatementRequest(account_statement_id=statement.id, reason="金额有误")
    await company.ask("RevokeAccountStatement", revoke, by=finance(company))
    await not_opened(company, fourth)


async def test_a_link_tells_nothing_of_what_we_know_besides(company: Company) -> None:
    await company.sign("300000.00")
    token = await send(company, await issue(company))
    shown = await opened(company, token)
    told = shown.SerializeToString().decode("utf-8", "replace")
    for secret in (company.customer_id, company.legal_entity_id, str(company.tenant_id), str(company.lin.person_id)):
        assert secret not in told


async def test_the_token_of_another_company_finds_nothing_for_the_gateway(company: Company) -> None:
    await company.sign("300000.00")
    statement = await issue(company)
    token = await send(company, statement)
    gateway = Principal.service("gateway", company.tenant_id, cause="test")
    found = await company.ask("GetStatementOfLink", pb.GetStatementOfLinkRequest(token=token), by=gateway)
    assert found.account_statement_id == statement.id
    stranger = Principal.service("gateway", new_id(), cause="test")
    await company.refused("LINK_UNKNOWN", "GetStatementOfLink", pb.GetStatementOfLinkRequest(token=token), by=stranger)
    await company.refused("PERMISSION_DENIED", "GetStatementOfLink", pb.GetStatementOfLinkRequest(token=token), by=company.accountant)


async def test_a_scan_through_the_link_is_the_strongest_evidence_and_comes_after_the_answer(company: Company) -> None:
    await company.sign("300000.00")
    statement = await issue(company)
    token, scan = await send(company, statement), str(new_id())
    gateway = Principal.service("gateway", company.tenant_id, cause="test")
    keep = pb.KeepStatementScanRequest(token=token, attachment_id=scan)
    await company.refused("ANSWER_FIRST", "KeepStatementScan", keep, by=gateway)
    shown = await opened(company, token)
    await answer(company, token, *(pb.StatementAnswer(position=each.position, verdict=CONFIRMED) for each in shown.items))
    assert (await company.ask("KeepStatementScan", keep, by=gateway)).scan_count == 1
    inside = await get(company, statement.id)
    assert (list(inside.scan_attachment_ids), inside.evidence) == ([scan], pb.ANSWER_EVIDENCE_STAMPED_SCAN)


@pytest.mark.capability("M-27")
async def test_an_answer_on_paper_says_which_instalments_were_acknowledged_and_when(company: Company) -> None:
    contract = await company.sign("300000.00")
    first = (await company.instalments(contract))[0]
    statement = await issue(company)
    await company.said()
    request = pb.RecordStatementAnswerRequest(
        account_statement_id=statement.id,
        name="王芳",
        answers=[pb.StatementAnswer(position=each.position, verdict=CONFIRMED) for each in statement.items],
    )
    done = await company.ask("RecordStatementAnswer", request, by=finance(company))
    assert (done.state, done.evidence) == (pb.ACCOUNT_STATEMENT_STATE_CONFIRMED, pb.ANSWER_EVIDENCE_NOTED)
    (fact,) = [each for each in await company.facts() if each.DESCRIPTOR.name == "AccountStatementConfirmed"]
    assert (list(fact.instalment_ids), fact.confirm_date) == ([first.id], company.today.isoformat())


async def test_nobody_answering_is_said_once_after_the_days_of_the_company(company: Company) -> None:
    await company.sign("300000.00")
    statement = await issue(company)
    await send(company, statement)
    await company.said()
    await company.walk_to(company.today + timedelta(days=9))
    assert "AccountStatementUnanswered" not in await company.said()
    await company.walk_to(company.today + timedelta(days=5))
    assert (await company.said()).count("AccountStatementUnanswered") == 1


@pytest.mark.capability("M-15")
async def test_a_batch_issues_one_for_every_customer_with_a_balance_and_none_twice(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_statement_batches, "AT_ONCE", 25)
    customers = [company.customer_id, *[await company.new_customer(company.lin) for _ in range(30)]]
    for customer in customers:
        await company.sign("10000.00", customer_id=customer)
    asked = pb.AccountStatementBatch(kind=pb.STATEMENT_KIND_CONFIRMATION, legal_entity_id=company.legal_entity_id, currency="CNY")
    create = pb.CreateAccountStatementBatchRequest(account_statement_batch=asked)
    batch = await company.ask("CreateAccountStatementBatch", create, by=finance(company))
    assert (batch.total_count, batch.done_count, batch.state) == (31, 0, pb.STATEMENT_BATCH_STATE_RUNNING)
    await company.walk_to(company.today)
    read = pb.GetAccountStatementBatchRequest(account_statement_batch_id=batch.id)
    batch = await company.ask("GetAccountStatementBatch", read, by=finance(company))
    assert (batch.state, batch.issued_count, batch.skipped_count) == (pb.STATEMENT_BATCH_STATE_DONE, 31, 0)
    second = await company.ask("CreateAccountStatementBatch", create, by=finance(company))
    await company.walk_to(company.today)
    read = pb.GetAccountStatementBatchRequest(account_statement_batch_id=second.id)
    second = await company.ask("GetAccountStatementBatch", read, by=finance(company))
    assert (second.state, second.issued_count, second.skipped_count) == (pb.STATEMENT_BATCH_STATE_DONE, 0, 31)
    listed = await company.ask("ListAccountStatements", pb.ListAccountStatementsRequest(page_size=50), by=finance(company))
    assert len({each.customer_id for each in listed.account_statements}) == 31 == len(listed.account_statements)
    report = await company.ask("ReportStatementAnswers", pb.ReportStatementAnswersRequest(), by=finance(company))
    assert [(row.count, amount(row.owed)) for row in report.rows] == [(31, "93000.00")]


async def test_a_batch_passes_over_who_owed_nothing_on_its_day(company: Company) -> None:
    await company.sign("10000.00")
    yesterday = (company.today - timedelta(days=1)).isoformat()
    asked = pb.AccountStatementBatch(
        kind=pb.STATEMENT_KIND_CONFIRMATION, legal_entity_id=company.legal_entity_id, currency="CNY", to_date=yesterday
    )
    create = pb.CreateAccountStatementBatchRequest(account_statement_batch=asked)
    batch = await company.ask("CreateAccountStatementBatch", create, by=finance(company))
    await company.walk_to(company.today)
    read = pb.GetAccountStatementBatchRequest(account_statement_batch_id=batch.id)
    batch = await company.ask("GetAccountStatementBatch", read, by=finance(company))
    assert (batch.state, batch.issued_count, batch.skipped_count) == (pb.STATEMENT_BATCH_STATE_DONE, 0, 1)


async def test_a_batch_that_is_cancelled_stops(company: Company) -> None:
    await company.sign("10000.00")
    asked = pb.AccountStatementBatch(kind=pb.STATEMENT_KIND_ACCOUNT, legal_entity_id=company.legal_entity_id, currency="CNY")
    batch = await company.ask(
        "CreateAccountStatementBatch", pb.CreateAccountStatementBatchRequest(account_statement_batch=asked), by=finance(company)
    )
    cancel = pb.CancelAccountStatementBatchRequest(account_statement_batch_id=batch.id)
    cancelled = await company.ask("CancelAccountStatementBatch", cancel, by=finance(company))
    assert cancelled.state == pb.STATEMENT_BATCH_STATE_CANCELLED
    await company.walk_to(company.today)
    listed = await company.ask("ListAccountStatements", pb.ListAccountStatementsRequest(), by=finance(company))
    assert not listed.account_statements


async def test_nothing_is_issued_where_nothing_is_open(company: Company) -> None:
    asked = pb.AccountStatement(
        kind=pb.STATEMENT_KIND_ACCOUNT, customer_id=company.customer_id, legal_entity_id=company.legal_entity_id, currency="CNY"
    )
    request = pb.CreateAccountStatementRequest(account_statement=asked)
    await company.refused("NOTHING_TO_STATE", "CreateAccountStatement", request, by=finance(company))
    asked.to_date = "2031-01-01"
    await company.refused(
        "DAY_IN_FUTURE", "CreateAccountStatement", pb.CreateAccountStatementRequest(account_statement=asked), by=finance(company)
    )
