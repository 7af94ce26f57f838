"""Late interest over the wire: reckoned from what really happened, claimed once, waived by two persons."""

import asyncio
from datetime import date, timedelta

import pytest

from chassis.errors import DomainError
from crm.common.v1 import payment_terms_pb2 as terms
from crm.receivables.v1 import adjustments_pb2 as adjustments
from crm.receivables.v1 import receivables_pb2 as pb
from tests.integration.receivables.company import MANAGER, Company, amount, cny, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-24")]

WAIVER = adjustments.ADJUSTMENT_KIND_LATE_INTEREST_WAIVER
# 万分之五 a day, with three days of grace.
CLAUSE = terms.LateInterestClause(rate="0.05", grace_days=3)


def with_clause() -> terms.PaymentTerms:
    return terms.PaymentTerms(template="30/60/10", late_interest=CLAUSE)


async def report(company: Company, down: pb.Instalment, **asked: str) -> pb.LateInterestReport:
    request = pb.ReportLateInterestRequest(payment_plan_id=down.payment_plan_id, **asked)
    found: pb.LateInterestReport = await company.ask("ReportLateInterest", request)
    return found


async def claim(company: Company, down: pb.Instalment, until: date | None = None) -> pb.Instalment:
    request = pb.ClaimLateInterestRequest(instalment_id=down.id, until_date=until.isoformat() if until else "")
    plan: pb.PaymentPlan = await company.ask("ClaimLateInterest", request)
    return plan.instalments[-1]


def figures(found: pb.LateInterestReport) -> tuple[str, str, str, str]:
    return amount(found.accrued), amount(found.claimed), amount(found.waived), amount(found.claimable)


async def test_interest_follows_what_came_and_what_is_disputed_and_each_day_is_claimed_once(company: Company) -> None:
    signed = await company.sign(payment=with_clause())
    down, *_ = await company.instalments(signed)
    due = company.today
    await company.walk_to(due + timedelta(days=10))
    # It came on the sixth day, and was allocated on the tenth.
    came = await company.receive("40000.00", received_date=(due + timedelta(days=6)).isoformat())
    await company.allocate(came, to(down, "40000.00"))
    disputed = pb.Dispute(
        instalment_id=down.id,
        reason=pb.DISPUTE_REASON_QUALITY,
        detail="漏油",
        amount=cny("30000.00"),
        dispute_date=company.today.isoformat(),
    )
    await company.ask("CreateDispute", pb.CreateDisputeRequest(dispute=disputed))
    await company.walk_to(due + timedelta(days=12))
    # Days 4 to 6 on 90,000, 7 to 9 on 50,000, 10 to 12 on the 20,000 that nobody disputes.
    found = await report(company, down)
    (row,) = found.rows
    assert [(each.days, amount(each.base)) for each in row.stretches] == [(3, "90000.00"), (3, "50000.00"), (3, "20000.00")]
    assert figures(found) == ("240.00", "0.00", "0.00", "240.00")
    assert (found.clause, found.by_default, figures(await report(company, down, as_of=(due + timedelta(days=9)).isoformat()))[0]) == (
        *(CLAUSE_SHOWN, False, "210.00"),
    )

    await company.facts()
    first = await claim(company, down, due + timedelta(days=9))
    assert (first.basis, amount(first.amount), first.interest_of_id, first.interest_from_date) == (
        *(pb.BASIS_LATE_INTEREST, "210.00", down.id, (due + timedelta(days=4)).isoformat()),
    )
    assert await company.stages() == ["InstalmentClaimable"]
    await company.refused(
        "NO_INTEREST_ACCRUED",
        "ClaimLateInterest",
        pb.ClaimLateInterestRequest(instalment_id=down.id, until_date=(due + timedelta(days=9)).isoformat()),
    )
    second = await claim(company, down)
    assert (amount(second.amount), second.interest_from_date) == ("30.00", (due + timedelta(days=10)).isoformat())
    assert figures(await report(company, down)) == ("240.00", "240.00", "0.00", "0.00")
    assert await company.balance("LATE_INTEREST") == "-240.00"
    assert (await company.plan(signed)).total == cny("300000.01")
    await company.pay(first, "210.00")
    await company.agrees()


# As it is shown: with what holds where nothing is said.
CLAUSE_SHOWN = terms.LateInterestClause(rate="0.05", period=terms.RATE_PERIOD_DAY, day_count=365, grace_days=3)


async def test_what_is_not_claimed_is_waived_by_two_persons_and_never_claimed_again(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign(payment=with_clause()))
    due = company.today
    await company.walk_to(due + timedelta(days=13))
    accountant = company.somebody(*company.accountant.permissions, "adjustment.read", "adjustment.request")
    manager = company.somebody(*MANAGER, "adjustment.read", "adjustment.approve")
    body = adjustments.Adjustment(kind=WAIVER, instalment_id=down.id, reason="首次逾期，客户来函说明")
    asking = adjustments.CreateAdjustmentRequest(adjustment=body)
    part = adjustments.CreateAdjustmentRequest()
    part.CopyFrom(asking)
    part.adjustment.amount.CopyFrom(cny("1.00"))
    assert (await company.refused("INTEREST_DIFFERS", "CreateAdjustment", part, by=accountant)).metadata["available"] == "450.00 CNY"
    asked = await company.ask("CreateAdjustment", asking, by=accountant)
    assert (amount(asked.amount), asked.state, await company.balance("LATE_INTEREST")) == (
        *("450.00", adjustments.ADJUSTMENT_STATE_REQUESTED, "0.00"),
    )
    approved = await company.ask("ApproveAdjustment", adjustments.ApproveAdjustmentRequest(adjustment_id=asked.id), by=manager)
    charge: pb.Instalment = await company.ask("GetInstalment", pb.GetInstalmentRequest(instalment_id=approved.instalment_id))
    assert (charge.close_reason, charge.interest_of_id, charge.settle_date) == (pb.CLOSE_REASON_WAIVED, down.id, "")
    assert figures(await report(company, down)) == ("450.00", "450.00", "450.00", "0.00")
    await company.refused("NO_INTEREST_ACCRUED", "ClaimLateInterest", pb.ClaimLateInterestRequest(instalment_id=down.id))
    back = adjustments.Adjustment(original_id=asked.id, reason="客户再次逾期")
    taken = await company.ask("CreateAdjustment", adjustments.CreateAdjustmentRequest(adjustment=back), by=accountant)
    await company.ask("ApproveAdjustment", adjustments.ApproveAdjustmentRequest(adjustment_id=taken.id), by=manager)
    assert figures(await report(company, down)) == ("450.00", "450.00", "0.00", "0.00")
    assert await company.owed() == "90450.00"
    await company.agrees()


async def test_a_waiver_that_was_approved_for_days_that_are_claimed_by_now_is_refused(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign(payment=with_clause()))
    await company.walk_to(company.today + timedelta(days=13))
    accountant = company.somebody(*company.accountant.permissions, "adjustment.read", "adjustment.request")
    manager = company.somebody(*MANAGER, "adjustment.read", "adjustment.approve")
    body = adjustments.Adjustment(kind=WAIVER, instalment_id=down.id, reason="首次逾期")
    asked = await company.ask("CreateAdjustment", adjustments.CreateAdjustmentRequest(adjustment=body), by=accountant)
    await claim(company, down)
    request = adjustments.ApproveAdjustmentRequest(adjustment_id=asked.id)
    await company.refused("NO_INTEREST_ACCRUED", "ApproveAdjustment", request, by=manager)


async def test_of_two_who_claim_at_once_one_claims(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign(payment=with_clause()))
    await company.walk_to(company.today + timedelta(days=13))
    tried = await asyncio.gather(*(claim(company, down) for _ in range(3)), return_exceptions=True)
    refused = [each.reason for each in tried if isinstance(each, DomainError)]
    assert refused == ["NO_INTEREST_ACCRUED"] * 2
    assert await company.balance("LATE_INTEREST") == "-450.00"
    with pytest.raises(Exception, match="late_interest_day_pkey"):
        await company.falsify("insert into late_interest_day select * from late_interest_day where {mine}")


async def test_where_the_contract_says_nothing_the_companys_default_holds(company: Company) -> None:
    down, *_ = await company.instalments(await company.sign())
    await company.walk_to(company.today + timedelta(days=10))
    await company.refused("NO_LATE_INTEREST", "ClaimLateInterest", pb.ClaimLateInterestRequest(instalment_id=down.id))
    clause = terms.LateInterestClause(rate="3.65", period=terms.RATE_PERIOD_YEAR, cap="0.1")
    settings = pb.UpdateReceivableSettingsRequest(receivable_settings=pb.ReceivableSettings(late_interest=clause))
    await company.ask("UpdateReceivableSettings", settings, by=company.manager)
    found = await report(company, down)
    assert (found.by_default, figures(found)[0], found.rows[0].capped) == (True, "90.00", True)
    plan = pb.PaymentPlan(id=down.payment_plan_id, late_interest=terms.LateInterestClause(rate="0"))
    await company.ask("UpdatePaymentPlan", pb.UpdatePaymentPlanRequest(payment_plan_id=down.payment_plan_id, payment_plan=plan))
    assert not (await report(company, down)).rows
    wrong = pb.PaymentPlan(late_interest=terms.LateInterestClause(rate="1", day_count=7))
    request = pb.UpdatePaymentPlanRequest(payment_plan_id=down.payment_plan_id, payment_plan=wrong)
    await company.refused("DAY_COUNT_INVALID", "UpdatePaymentPlan", request)
