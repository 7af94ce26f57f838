"""History comes in by batches: as it was, quickly, and without telling anybody."""

import logging
import time
from typing import Any

import pytest
from sqlalchemy import func, select

from chassis import tables as chassis
from chassis.ids import new_id
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import pipeline_pb2 as pb
from pipeline import tables as t
from tests.integration.pipeline.company import Company, cny, names

ROWS = 200
_log = logging.getLogger(__name__)


def ref(number: int) -> list[common.ExternalRef]:
    return [common.ExternalRef(system="legacy", external_id=f"L{number}")]


async def batch(company: Company, method: str, request: Any, *, historical: bool = True) -> list[common.RowVerdict]:
    request.historical = historical
    return list((await company.ask(method, request)).verdicts)


async def sales(company: Company, *rows: pb.CreateOpportunityRequest, historical: bool = True) -> list[common.RowVerdict]:
    return await batch(company, "BatchCreateOpportunities", pb.BatchCreateOpportunitiesRequest(requests=rows), historical=historical)


async def contracts(company: Company, *rows: pb.CreateContractRequest) -> list[common.RowVerdict]:
    return await batch(company, "BatchCreateContracts", pb.BatchCreateContractsRequest(requests=rows))


def sale(company: Company, history: pb.OpportunityHistory | None = None, **fields: Any) -> pb.CreateOpportunityRequest:
    return pb.CreateOpportunityRequest(opportunity=company.deal(**fields), history=history)


WON = pb.OpportunityHistory(stage="negotiation", state=pb.OPPORTUNITY_STATE_WON, close_date="2017-03-01", won_amount=cny("1054.00"))
# 50 % at signing, 50 % 30 days later.
HALVES = terms.PaymentTerms(
    terms=[
        terms.PaymentTerm(name=name, share="50", trigger=terms.Trigger(anchors=[anchor]))
        for name, anchor in (
            ("签约", terms.Anchor(milestone_kind=terms.MILESTONE_KIND_EFFECTIVE)),
            (
                "三十天",
                terms.Anchor(milestone_kind=terms.MILESTONE_KIND_EFFECTIVE, offset=terms.Offset(amount=30, unit=terms.OFFSET_UNIT_DAYS)),
            ),
        )
    ]
)


def agreement(company: Company, opportunity_id: str, number: int) -> pb.CreateContractRequest:
    return pb.CreateContractRequest(
        contract=pb.Contract(
            name=f"合同 {number}",
            opportunity_id=opportunity_id,
            prices_include_tax=True,
            lines=[pb.ContractLine(description="GTX Pro", unit_price="1054")],
            terms=HALVES,
            external_refs=ref(number),
        ),
        history=pb.ContractHistory(state=pb.CONTRACT_STATE_EFFECTIVE, effective_date="2017-03-01"),
    )


async def test_two_hundred_sales_and_their_contracts_come_in_within_seconds(company: Company) -> None:
    lathe = await company.product("GTX", "GTX Pro")
    owners = [str(who.person_id) for who in (company.lin, company.zhou)]
    rows = [
        sale(
            company,
            WON,
            name=f"商机 {number}",
            owner_id=owners[number % 2],
            open_date="2016-10-20",
            expected_amount=cny("1096.00"),
            lines=[pb.OpportunityLine(product_id=lathe.id)],
            external_refs=ref(number),
        )
        for number in range(ROWS)
    ]
    started = time.perf_counter()
    verdicts = await sales(company, *rows)
    opportunities = time.perf_counter() - started
    assert [verdict.problem.reason for verdict in verdicts] == [""] * ROWS

    signed = [agreement(company, verdict.id, number) for number, verdict in enumerate(verdicts)]
    started = time.perf_counter()
    made = await contracts(company, *signed)
    agreed = time.perf_counter() - started
    assert [verdict.problem.reason for verdict in made] == [""] * ROWS
    _log.warning("%d opportunities in %.2f s, their contracts in %.2f s", ROWS, opportunities, agreed)
    assert opportunities + agreed < 15

    (total,) = await company.rows(select(func.sum(t.contract.c.gross_minor), func.count(), func.min(t.contract.c.state)))
    assert tuple(total) == (105400 * ROWS, ROWS, "effective")
    again = await contracts(company, *signed)
    assert [verdict.id for verdict in again] == [verdict.id for verdict in made]
    assert await sales(company, *rows) == verdicts


async def test_an_imported_contract_tells_its_number_and_that_it_is_history(company: Company) -> None:
    (won,) = await sales(company, sale(company, WON))
    (made,) = await contracts(company, agreement(company, won.id, 1))
    contract = await company.ask("GetContract", pb.GetContractRequest(contract_id=made.id))
    assert (contract.number, contract.effective_date, contract.owner_id) == ("HT000001", "2017-03-01", str(company.lin.person_id))
    (fact,) = await company.facts(made.id)
    assert isinstance(fact, facts.ContractEffective)
    assert (fact.contract_number, fact.historical, fact.effective_date) == ("HT000001", True, "2017-03-01")
    assert all(event.historical for event in await company.events(lambda event: event.subject_id in (won.id, made.id)))
    history = await company.ask("ListContractAssignments", pb.ListContractAssignmentsRequest(contract_id=made.id))
    assert history.assignments[0].valid_from_date == "2017-03-01"


async def test_what_was_late_or_due_long_ago_waits_for_no_timer(company: Company) -> None:
    past = agreement(company, (await sales(company, sale(company, WON)))[0].id, 1)
    past.contract.milestones.add(kind=terms.MILESTONE_KIND_ARRIVED, planned_date="2017-04-01")
    (made,) = await contracts(company, past)
    await company.ask("UpdateContract", pb.UpdateContractRequest(contract_id=made.id, contract=pb.Contract(description="补充说明")))
    assert not [row for row in await company.rows(select(chassis.timer)) if row.kind == "milestone_late"]


async def test_an_imported_sale_without_account_is_kept_and_flagged(company: Company) -> None:
    nobody = sale(company, pb.OpportunityHistory(stage="first_talk"), account_id="")
    (verdict,) = await sales(company, nobody)
    assert verdict.problem.reason == ""
    page = await company.ask("ListOpportunities", pb.ListOpportunitiesRequest(filter="account_missing = true"))
    assert [(each.id, each.account_missing, each.open_date) for each in page.opportunities] == [(verdict.id, True, "")]
    (refused,) = await sales(company, nobody, historical=False)
    assert refused.problem.reason == "NOT_HISTORICAL"
    nobody.ClearField("history")
    (refused,) = await sales(company, nobody, historical=False)
    assert (refused.problem.reason, refused.problem.pointer) == ("ACCOUNT_MISSING", "/opportunity/accountId")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"account_id": str(new_id())}, "ACCOUNT_UNKNOWN"),
        ({"account_id": "no id"}, "INVALID_REQUEST"),
        ({"name": ""}, "INVALID_REQUEST"),
        ({"owner_id": str(new_id())}, "NOT_A_MEMBER"),
        ({"lines": [pb.OpportunityLine(product_id=str(new_id()))]}, "PRODUCT_UNKNOWN"),
        ({"history": pb.OpportunityHistory(stage="lunch")}, "STAGE_UNKNOWN"),
        ({"history": pb.OpportunityHistory(state=pb.OPPORTUNITY_STATE_WON)}, "MISSING"),
        (
            {"history": pb.OpportunityHistory(state=pb.OPPORTUNITY_STATE_LOST, close_date="2017-03-01", loss_reason_id=str(new_id()))},
            "LOSS_REASON_UNKNOWN",
        ),
        ({"open_date": "2018-01-01", "history": WON}, "DATES_REVERSED"),
    ],
)
async def test_a_row_that_is_wrong_does_not_take_the_others_with_it(company: Company, change: dict[str, Any], reason: str) -> None:
    history = change.pop("history", None) if "history" in change else None
    verdicts = await sales(company, sale(company), sale(company, history, **change), sale(company))
    change.update({"history": history} if history else {})
    assert [verdict.problem.reason for verdict in verdicts] == ["", reason, ""]
    assert len((await company.ask("ListOpportunities", pb.ListOpportunitiesRequest())).opportunities) == 2


async def test_a_batch_that_is_no_history_opens_opportunities_as_usual(company: Company) -> None:
    verdicts = await sales(company, sale(company), sale(company), historical=False)
    assert names(await company.facts(verdicts[0].id)) == ["OpportunityOpened"]
    assert not any(event.historical for event in await company.events())


async def test_a_contract_of_history_that_is_incomplete_is_refused_by_itself(company: Company) -> None:
    won = [verdict.id for verdict in await sales(company, sale(company, WON), sale(company, WON))]
    without = agreement(company, won[0], 1)
    without.contract.ClearField("terms")
    verdicts = await contracts(company, without, agreement(company, won[1], 2), agreement(company, str(new_id()), 3))
    assert [verdict.problem.reason for verdict in verdicts] == ["TERMS_MISSING", "", "NOT_FOUND"]
    assert (await company.ask("GetContract", pb.GetContractRequest(contract_id=verdicts[1].id))).number == "HT000001"
