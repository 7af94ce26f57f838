"""The limitation period over the wire: what lets it begin anew, by itself and by hand, and who is told before it ends."""

from datetime import date, timedelta

import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from crm.receivables.v1 import account_statements_pb2 as statements
from crm.receivables.v1 import events_pb2 as facts
from crm.receivables.v1 import receivables_pb2 as pb
from tests.integration.receivables.company import Company, cny, to
from tests.integration.receivables.test_service_account_statements import CONFIRMED, finance, issue, send
from tests.integration.receivables.test_service_saying import promise_of

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-27")]

DEMAND = pb.INTERRUPTION_KIND_DEMAND


def in_three_years(day: date) -> str:
    return day.replace(year=day.year + 3).isoformat()


async def shown(company: Company, owed: pb.Instalment) -> pb.Instalment:
    found: pb.Instalment = await company.ask("GetInstalment", pb.GetInstalmentRequest(instalment_id=owed.id))
    return found


async def state(company: Company, owed: pb.Instalment) -> tuple[str, list[int]]:
    found = await shown(company, owed)
    return found.limitation_date, [each.kind for each in found.interruptions]


def noted(owed: pb.Instalment, **more: object) -> pb.InterruptLimitationRequest:
    given = {"kind": DEMAND, "note": "EMS 寄催款函，财务签收", "is_written": True, **more}
    return pb.InterruptLimitationRequest(instalment_id=owed.id, **given)  # type: ignore[arg-type]


async def test_promises_part_payments_and_confirmed_statements_let_it_begin_anew_by_themselves(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign())
    due = company.today
    assert await state(company, down) == (in_three_years(due), [])

    await company.walk_to(due + timedelta(days=10))
    promise = promise_of(down, company.today + timedelta(days=20), "10000.00")
    promise.promise.medium = pb.PROMISE_MEDIUM_LETTER
    made = await company.ask("CreatePromise", promise, by=company.lin)
    assert await state(company, down) == (in_three_years(company.today), [pb.INTERRUPTION_KIND_PROMISE])
    await company.ask("WithdrawPromise", pb.WithdrawPromiseRequest(promise_id=made.id, reason="记错合同"), by=company.lin)
    assert await state(company, down) == (in_three_years(due), [])

    receipt = await company.allocate(await company.receive("20000.00"), to(down, "20000.00"))
    assert await state(company, down) == (in_three_years(company.today), [pb.INTERRUPTION_KIND_PART_PAYMENT])
    await company.reverse(receipt)
    assert await state(company, down) == (in_three_years(due), [])

    await company.walk_to(due + timedelta(days=12))
    statement = await issue(company)
    answers = [statements.StatementAnswer(position=item.position, verdict=CONFIRMED) for item in statement.items]
    said = statements.RecordStatementAnswerRequest(account_statement_id=statement.id, answers=answers, name="王芳", position="财务主管")
    said.scan_attachment_ids.append(str(new_id()))
    await company.ask("RecordStatementAnswer", said, by=finance(company))
    assert await state(company, down) == (in_three_years(company.today), [pb.INTERRUPTION_KIND_CONFIRMATION])


async def test_a_confirmation_of_which_we_have_nothing_but_our_own_word_counts_once_the_customer_sends_the_stamped_scan(
    company: Company,
) -> None:
    down, *_ = await company.instalments(await company.sign())
    due = company.today
    await company.walk_to(due + timedelta(days=12))
    statement = await issue(company)
    token = await send(company, statement)
    answers = [statements.StatementAnswer(position=item.position, verdict=CONFIRMED) for item in statement.items]
    said = statements.RecordStatementAnswerRequest(account_statement_id=statement.id, answers=answers, name="王芳", position="财务主管")
    await company.ask("RecordStatementAnswer", said, by=finance(company))
    answered = company.today
    assert await state(company, down) == (in_three_years(due), [pb.INTERRUPTION_KIND_CONFIRMATION])

    await company.walk_to(answered + timedelta(days=3))
    await company.facts()
    keep = statements.KeepStatementScanRequest(token=token, attachment_id=str(new_id()))
    await company.ask("KeepStatementScan", keep, by=Principal.service("gateway", company.tenant_id, cause="test"))
    assert await state(company, down) == (in_three_years(answered), [pb.INTERRUPTION_KIND_CONFIRMATION])
    assert await company.stages() == ["LimitationInterrupted"]


async def test_a_promise_by_phone_counts_once_something_written_shows_it(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign())
    due = company.today
    await company.walk_to(due + timedelta(days=10))
    promise = promise_of(down, company.today + timedelta(days=20), "10000.00")
    promise.promise.medium = pb.PROMISE_MEDIUM_PHONE
    made = await company.ask("CreatePromise", promise, by=company.lin)
    assert await state(company, down) == (in_three_years(due), [pb.INTERRUPTION_KIND_PROMISE])
    change = pb.UpdatePromiseRequest(promise_id=made.id, promise=pb.Promise(medium=pb.PROMISE_MEDIUM_MESSAGE))
    change.update_mask.paths.append("medium")
    await company.ask("UpdatePromise", change, by=company.lin)
    assert await state(company, down) == (in_three_years(company.today), [pb.INTERRUPTION_KIND_PROMISE])


async def test_a_demand_is_noted_for_all_that_is_owed_under_the_contract_and_taken_back_with_a_reason(company: Company) -> None:
    signed = await company.sign()
    down, later, _ = await company.instalments(signed)
    due = company.today
    await company.walk_to(due + timedelta(days=10))
    await company.refused("NOT_CLAIMABLE", "InterruptLimitation", noted(later), by=company.lin)
    await company.refused("INVALID_REQUEST", "InterruptLimitation", noted(down, note=" "), by=company.lin)
    tomorrow = (company.today + timedelta(days=1)).isoformat()
    await company.refused("DAY_IN_FUTURE", "InterruptLimitation", noted(down, interruption_date=tomorrow), by=company.lin)

    await company.facts()
    plan: pb.PaymentPlan = await company.ask("InterruptLimitation", noted(down, all_owed=True), by=company.lin)
    first, *others = plan.instalments
    assert (first.limitation_date, [each.limitation_date for each in others]) == (in_three_years(company.today), ["", ""])
    assert await company.stages() == ["LimitationInterrupted"]
    assert (first.interruptions[0].recorded_by, first.interruptions[0].proven) == (str(company.lin.person_id), True)

    withdraw = pb.WithdrawInterruptionRequest(instalment_id=down.id, interruption_id=first.interruptions[0].id, reason="函件被退回")
    await company.ask("WithdrawInterruption", withdraw, by=company.lin)
    found = await shown(company, down)
    assert (found.limitation_date, found.interruptions[0].withdraw_reason) == (in_three_years(due), "函件被退回")
    await company.refused("INTERRUPTION_WITHDRAWN", "WithdrawInterruption", withdraw, by=company.lin)


async def test_what_is_about_to_lapse_is_told_of_and_found_also_where_nothing_else_is_left_to_say(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign())
    end = date.fromisoformat((await shown(company, down)).limitation_date)
    await company.walk_to(end - timedelta(days=181))
    await company.facts()
    request = pb.ListInstalmentsRequest(filter="claim_state = CLAIMABLE AND limitation_date <= today+180d")
    assert list((await company.ask("ListInstalments", request)).instalments) == []
    await company.walk_to(end - timedelta(days=180))
    (near,) = [each for each in await company.facts() if isinstance(each, facts.LimitationNear)]
    assert (near.days_left, near.limitation_date, near.instalment.open) == (180, end.isoformat(), cny("90000.00"))
    assert [each.id for each in (await company.ask("ListInstalments", request)).instalments] == [down.id]

    await company.ask("InterruptLimitation", noted(down), by=company.lin)
    assert list((await company.ask("ListInstalments", request)).instalments) == []
    await company.walk_to(end)
    assert [each for each in await company.facts() if isinstance(each, facts.LimitationNear)] == []


async def test_what_became_due_before_anybody_counted_is_counted_by_its_next_timer(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign())
    end = (await shown(company, down)).limitation_date
    await company.falsify("update instalment set limitation_date = null where {mine}")
    await company.walk_to(company.today + timedelta(days=1))
    assert (await shown(company, down)).limitation_date == end
