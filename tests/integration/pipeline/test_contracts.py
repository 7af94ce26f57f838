"""Contracts on a real database: drafted, signed, effective, ended."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.scope import Reach
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1 import types_pb2 as common
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import events_pb2 as facts
from crm.pipeline.v1 import pipeline_pb2 as pb
from tests.integration.pipeline.company import Company, cny, names
from tests.support.running import send


@pytest.mark.capability("P-40")
async def test_a_contract_goes_from_draft_to_effective_and_says_once_what_a_plan_needs(company: Company) -> None:
    made = await company.contract()
    assert (made.number, made.state, made.gross, made.currency) == ("HT000001", pb.CONTRACT_STATE_DRAFT, cny("300000.01"), "CNY")
    assert (made.legal_entity_id, made.customer_id) == (company.legal_entity_id, company.account_id)
    approved = await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    assert (approved.approved_by, approved.approve_date) == (str(company.lin.person_id), str(company.today))
    await company.ask("SealContract", pb.SealContractRequest(contract_id=made.id))
    scan = await company.paper(made.id)
    back = await company.ask("RecordContractReturn", pb.RecordContractReturnRequest(contract_id=made.id, scan_attachment_id=scan))
    assert (back.state, back.scan_attachment_id) == (pb.CONTRACT_STATE_RETURNED, scan)
    assert await company.facts(made.id) == []

    done = await company.ask("MakeContractEffective", pb.MakeContractEffectiveRequest(contract_id=made.id), by=company.zhou)
    assert (done.state, done.effective_date) == (pb.CONTRACT_STATE_EFFECTIVE, str(company.today))
    (fact,) = await company.facts(made.id)
    assert isinstance(fact, facts.ContractEffective)
    assert (fact.contract_number, fact.gross, fact.customer_id) == ("HT000001", cny("300000.01"), company.account_id)
    assert [(term.name, term.share) for term in fact.terms.terms] == [("预付款", "30"), ("验收款", "60"), ("质保金", "10")]
    assert [(each.kind, each.actual_date) for each in fact.milestones] == [
        (terms.MILESTONE_KIND_EFFECTIVE, str(company.today)),
        (terms.MILESTONE_KIND_FINAL_ACCEPTANCE, ""),
    ]
    assert (fact.owner_id, fact.team_id) == (str(company.lin.person_id), str(company.north))


async def test_each_change_of_a_contract_tells_all_of_it(company: Company) -> None:
    made = await company.contract(parties=[pb.ContractParty(role=pb.PARTY_ROLE_END_USER, account_id=company.account_id)])
    (event,) = await company.events(lambda event: event.changed and event.subject_id == made.id)
    assert pb.Contract.FromString(event.payload) == made
    assert (len(made.lines), len(made.milestones), len(made.parties), len(made.terms.terms)) == (1, 2, 1, 3)
    assert (event.scope.owner_id, event.scope.legal_entity_id) == (made.owner_id, made.legal_entity_id)
    assert await company.ask("GetContract", pb.GetContractRequest(contract_id=made.id)) == made


async def test_a_scan_is_there_and_belongs_to_the_contract_or_to_who_names_it(company: Company) -> None:
    made, other = await company.contract(), await company.contract()
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    await company.ask("SealContract", pb.SealContractRequest(contract_id=made.id))

    def naming(scan: str) -> pb.RecordContractReturnRequest:
        return pb.RecordContractReturnRequest(contract_id=made.id, scan_attachment_id=scan)

    taken_away = await company.paper(made.id, archive_time=Timestamp(seconds=1))
    for scan in (str(new_id()), await company.paper(other.id), taken_away):
        refusal = await company.refused("RecordContractReturn", naming(scan))
        assert (refusal.reason, [each.field for each in refusal.violations]) == ("ATTACHMENT_UNKNOWN", ["scan_attachment_id"])
    own = await company.paper(other.id, by=company.lin)
    assert (await company.ask("RecordContractReturn", naming(own))).scan_attachment_id == own


async def test_the_owner_of_a_contract_does_not_make_it_effective(company: Company) -> None:
    made = await company.contract()
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    await company.ask("SealContract", pb.SealContractRequest(contract_id=made.id))
    scan = await company.paper(made.id)
    await company.ask("RecordContractReturn", pb.RecordContractReturnRequest(contract_id=made.id, scan_attachment_id=scan))
    own = pb.MakeContractEffectiveRequest(contract_id=made.id)
    for who in (company.lin, company.program(company.lin)):
        refusal = await company.refused("MakeContractEffective", own, by=who)
        assert (refusal.reason, refusal.metadata["field"]) == ("MAKER_IS_CHECKER", "owner_id")
    assert (await company.ask("MakeContractEffective", own, by=company.zhou)).state == pb.CONTRACT_STATE_EFFECTIVE


async def test_a_contract_without_terms_is_not_approved(company: Company) -> None:
    made = await company.contract(terms=None)
    assert (await company.refused("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))).reason == "TERMS_MISSING"


async def test_what_was_approved_and_is_changed_is_a_draft_again_and_what_is_sealed_stays(company: Company) -> None:
    made = await company.contract()
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    change = pb.UpdateContractRequest(contract_id=made.id, contract=pb.Contract(customer_order_number="PO-7"))
    changed = await company.ask("UpdateContract", change)
    assert (changed.state, changed.approve_date) == (pb.CONTRACT_STATE_DRAFT, "")
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    await company.ask("SealContract", pb.SealContractRequest(contract_id=made.id))
    change.contract.customer_order_number = "PO-8"
    assert (await company.refused("UpdateContract", change)).reason == "CONTRACT_SEALED"


async def test_the_whole_sealed_contract_may_be_sent_back_unchanged(company: Company) -> None:
    payer = await company.new_account("牡丹财务", company.zhou)
    parties = [
        pb.ContractParty(role=pb.PARTY_ROLE_PAYER, account_id=payer),
        pb.ContractParty(role=pb.PARTY_ROLE_END_USER, account_id=company.account_id),
    ]
    made = await company.contract(parties=parties)
    assert made.customer_id == payer
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    sealed = await company.ask("SealContract", pb.SealContractRequest(contract_id=made.id))
    same = await company.ask("UpdateContract", pb.UpdateContractRequest(contract_id=made.id, contract=sealed))
    for each in (same, sealed):
        each.ClearField("update_time")
        each.ClearField("etag")
    assert same == sealed


@pytest.mark.parametrize("part", ["lines", "parties"])
async def test_a_part_that_is_left_out_is_gone(company: Company, part: str) -> None:
    parties = [pb.ContractParty(role=pb.PARTY_ROLE_PAYER, account_id=company.account_id)]
    lines = [pb.ContractLine(description=name, unit_price="100") for name in ("车床", "刀具")]
    made = await company.contract(parties=parties, lines=lines, terms=None)
    fewer = {"lines": pb.Contract(lines=made.lines[1:]), "parties": pb.Contract()}[part]
    request = pb.UpdateContractRequest(contract_id=made.id, contract=fewer)
    request.update_mask.paths.append(part)
    changed = await company.ask("UpdateContract", request)
    assert len(getattr(changed, part)) == len(getattr(made, part)) - 1
    assert await company.ask("GetContract", pb.GetContractRequest(contract_id=made.id)) == changed
    if part == "lines":
        assert (changed.lines[0].id, changed.gross) == (made.lines[1].id, cny("100.00"))


async def test_terminating_an_effective_contract_says_so(company: Company) -> None:
    made = await company.effective()
    end = pb.TerminateContractRequest(contract_id=made.id, reason="双方协商解除")
    assert (await company.ask("TerminateContract", end)).state == pb.CONTRACT_STATE_TERMINATED
    fact = (await company.facts(made.id))[-1]
    assert isinstance(fact, facts.ContractTerminated)
    assert (fact.reason, fact.contract_number, fact.terminate_date) == ("双方协商解除", made.number, str(company.today))


async def test_a_contract_is_fulfilled_once_its_milestones_are_reached(company: Company) -> None:
    made = await company.effective()
    fulfil = pb.FulfilContractRequest(contract_id=made.id)
    assert (await company.refused("FulfilContract", fulfil)).reason == "MILESTONES_OPEN"
    evidence = await company.paper(made.id)
    reach = pb.ReachMilestoneRequest(contract_id=made.id, milestone_id=made.milestones[1].id, evidence_attachment_id=evidence)
    await company.ask("ReachMilestone", reach)
    assert (await company.ask("FulfilContract", fulfil)).state == pb.CONTRACT_STATE_FULFILLED


# --- where it comes from -----------------------------------------------------------------------------


async def test_a_contract_of_a_won_opportunity_takes_over_what_is_not_said(company: Company) -> None:
    lathe = await company.product("CK6150", "数控车床", unit="台", tax_code="109", tax_rate="13")
    sale = await company.won(lines=[pb.OpportunityLine(product_id=lathe.id, quantity="2", unit_price="100")], region="华东", by=company.lin)
    part = common.Assignment(person_id=str(company.zhou.person_id), role=common.ASSIGNMENT_ROLE_COLLECTOR, collected_share="20")
    await company.ask("AssignOpportunity", pb.AssignOpportunityRequest(opportunity_id=sale.id, assignment=part))

    request = pb.CreateContractRequest(contract=pb.Contract(name="合同", opportunity_id=sale.id))
    made = await company.ask("CreateContract", request, by=company.zhou)
    assert (made.account_id, made.owner_id, made.team_id) == (sale.account_id, sale.owner_id, sale.team_id)
    assert (made.region, made.legal_entity_id, made.currency) == ("华东", company.legal_entity_id, "CNY")
    (line,) = made.lines
    assert (line.product_id, line.quantity, line.unit, line.tax_code, line.tax_rate) == (lathe.id, "2", "台", "109", "13")
    assert (made.net, made.tax, made.gross) == (cny("200.00"), cny("26.00"), cny("226.00"))
    assert list(made.shared_with) == list(made.collector_ids) == [str(company.zhou.person_id)]
    listed = await company.ask("ListContractAssignments", pb.ListContractAssignmentsRequest(contract_id=made.id))
    assert {(each.role, each.collected_share) for each in listed.assignments} == {
        (common.ASSIGNMENT_ROLE_OWNER, "100"),
        (common.ASSIGNMENT_ROLE_COLLECTOR, "20"),
    }


async def test_a_contract_says_who_collects_for_it_as_long_as_somebody_does(company: Company) -> None:
    contract = await company.ask("CreateContract", pb.CreateContractRequest(contract=company.agreement()))
    part = common.Assignment(person_id=str(company.zhou.person_id), role=common.ASSIGNMENT_ROLE_COLLECTOR)
    helps = common.Assignment(person_id=str(company.zhou.person_id), role=common.ASSIGNMENT_ROLE_COLLABORATOR)
    made = await company.ask("AssignContract", pb.AssignContractRequest(contract_id=contract.id, assignment=part))
    await company.ask("AssignContract", pb.AssignContractRequest(contract_id=contract.id, assignment=helps))
    read = pb.GetContractRequest(contract_id=contract.id)
    assert list((await company.ask("GetContract", read)).collector_ids) == [str(company.zhou.person_id)]
    await company.ask("EndContractAssignment", pb.EndContractAssignmentRequest(contract_id=contract.id, assignment_id=made.id))
    left = await company.ask("GetContract", read)
    assert (list(left.collector_ids), list(left.shared_with)) == ([], [str(company.zhou.person_id)])


@pytest.mark.capability("M-26")
async def test_of_the_money_that_a_contract_brings_the_owner_has_what_others_leave(company: Company) -> None:
    contract = await company.ask("CreateContract", pb.CreateContractRequest(contract=company.agreement()), by=company.lin)
    read = pb.GetContractRequest(contract_id=contract.id)
    lin, zhou = str(company.lin.person_id), str(company.zhou.person_id)

    async def shared() -> list[list[tuple[str, str]]]:
        told = (await company.ask("GetContract", read)).collected_shares
        return [[(share.person_id, share.percent) for share in each.shares] for each in told]

    async def give(share: str, person: str) -> common.Assignment:
        part = common.Assignment(person_id=person, role=common.ASSIGNMENT_ROLE_PRESALES, collected_share=share)
        given: common.Assignment = await company.ask("AssignContract", pb.AssignContractRequest(contract_id=contract.id, assignment=part))
        return given

    assert await shared() == [[(lin, "100")]]
    helped = await give("30", zhou)
    assert await shared() == [[(zhou, "30"), (lin, "70")]]
    other = common.Assignment(person_id=zhou, role=common.ASSIGNMENT_ROLE_PROJECT, collected_share="70.01")
    refusal = await company.refused("AssignContract", pb.AssignContractRequest(contract_id=contract.id, assignment=other))
    assert refusal.reason == "SHARES_EXCEEDED"
    await company.ask("EndContractAssignment", pb.EndContractAssignmentRequest(contract_id=contract.id, assignment_id=helped.id))
    assert await shared() == [[(lin, "100")]]
    owner = common.Assignment(person_id=zhou, role=common.ASSIGNMENT_ROLE_OWNER)
    await company.ask("AssignContract", pb.AssignContractRequest(contract_id=contract.id, assignment=owner))
    assert await shared() == [[(zhou, "100")]]


async def test_no_contract_comes_of_an_opportunity_that_is_not_won(company: Company) -> None:
    sale = await company.opportunity()
    request = pb.CreateContractRequest(contract=company.agreement(opportunity_id=sale.id))
    assert (await company.refused("CreateContract", request)).reason == "NOT_WON"
    elsewhere = pb.CreateContractRequest(contract=company.agreement(opportunity_id=str(new_id())))
    assert (await company.refused("CreateContract", elsewhere)).reason == "NOT_FOUND"


async def test_of_a_contract_and_a_reopening_at_once_only_one_succeeds(company: Company) -> None:
    sales = [await company.won() for _ in range(6)]
    for sale in sales:
        sign = company.ask("CreateContract", pb.CreateContractRequest(contract=company.agreement(opportunity_id=sale.id)))
        reopen = company.ask("ReopenOpportunity", pb.ReopenOpportunityRequest(opportunity_id=sale.id, reason="又有变化"))
        outcomes = await asyncio.gather(sign, reopen, return_exceptions=True)
        refused = [outcome.reason for outcome in outcomes if isinstance(outcome, DomainError)]
        assert refused in (["NOT_WON"], ["HAS_CONTRACT"])


async def test_a_contract_with_an_account_that_is_not_known_is_refused(company: Company) -> None:
    request = pb.CreateContractRequest(contract=company.agreement(account_id=str(new_id())))
    assert (await company.refused("CreateContract", request)).reason == "ACCOUNT_UNKNOWN"
    stranger = pb.ContractParty(role=pb.PARTY_ROLE_PAYER, account_id=str(new_id()))
    refusal = await company.refused("CreateContract", pb.CreateContractRequest(contract=company.agreement(parties=[stranger])))
    assert (refusal.reason, refusal.violations[0].field) == ("ACCOUNT_UNKNOWN", "contract.parties.0.account_id")


async def test_with_two_companies_of_ours_one_must_be_named_before_it_is_approved(company: Company) -> None:
    other = identity.LegalEntity(id=str(new_id()), name="分公司", functional_currency="USD")
    other.number_templates.add(record_type="contract", template="FGS-{yyyy}-{000}")
    await send(company.runtime, "identity", company.tenant_id, other)
    await company.new_account("等到新公司也到了")
    undecided = await company.contract()
    assert undecided.legal_entity_id == ""
    refusal = await company.refused("ApproveContract", pb.ApproveContractRequest(contract_id=undecided.id))
    assert (refusal.reason, refusal.metadata["missing"]) == ("CONTRACT_INCOMPLETE", "legal_entity_id")
    named = await company.contract(legal_entity_id=other.id)
    assert (named.currency, named.number) == ("USD", f"FGS-{company.today:%Y}-001")
    stranger = pb.CreateContractRequest(contract=company.agreement(legal_entity_id=str(new_id())))
    assert (await company.refused("CreateContract", stranger)).reason == "LEGAL_ENTITY_UNKNOWN"


# --- who sees it -------------------------------------------------------------------------------------


async def test_contracts_are_listed_without_lines_terms_and_milestones(company: Company) -> None:
    made = await company.effective()
    for search in ("", "车床合同", "HT000001"):
        page = await company.ask("ListContracts", pb.ListContractsRequest(search=search, filter="state = EFFECTIVE AND gross > 300000"))
        (listed,) = page.contracts
        assert (listed.id, listed.gross, listed.etag) == (made.id, made.gross, made.etag)
        assert (len(listed.lines), len(listed.milestones), listed.HasField("terms")) == (0, 0, False)


@pytest.mark.capability("S-07", "S-08")
async def test_contracts_are_seen_by_owner_and_team_only(company: Company) -> None:
    made = await company.contract()
    hers = company.with_reach(company.zhou, Reach.OWN)
    assert not (await company.ask("ListContracts", pb.ListContractsRequest(), by=hers)).contracts
    for method, request in (
        ("GetContract", pb.GetContractRequest(contract_id=made.id)),
        ("ListMilestones", pb.ListMilestonesRequest(contract_id=made.id)),
        ("TerminateContract", pb.TerminateContractRequest(contract_id=made.id, reason="看不见")),
    ):
        assert (await company.refused(method, request, by=hers)).reason == "NOT_FOUND"
    team = company.with_reach(company.zhou, Reach.TEAM, company.north)
    assert [each.id for each in (await company.ask("ListContracts", pb.ListContractsRequest(), by=team)).contracts] == [made.id]


async def test_upsert_finds_a_contract_by_its_number_in_another_system(company: Company) -> None:
    first = pb.UpsertContractRequest(system="erp", company_code="01", external_id="X-1", contract=company.agreement())
    made = await company.ask("UpsertContract", first)
    again = pb.UpsertContractRequest(system="erp", company_code="01", external_id="X-1", contract=pb.Contract(region="华南"))
    changed = await company.ask("UpsertContract", again)
    assert (changed.id, changed.region, len(changed.lines)) == (made.id, "华南", 1)
    again.company_code = "02"
    assert (await company.refused("UpsertContract", again)).reason == "INVALID_REQUEST"


async def test_only_a_draft_goes_into_the_recycle_bin(company: Company) -> None:
    draft, signed = await company.contract(), await company.effective()
    assert (await company.ask("ArchiveContract", pb.ArchiveContractRequest(contract_id=draft.id))).HasField("archive_time")
    assert (await company.refused("ArchiveContract", pb.ArchiveContractRequest(contract_id=signed.id))).reason == "STATE_MISMATCH"
    assert not (await company.ask("RestoreContract", pb.RestoreContractRequest(contract_id=draft.id))).HasField("archive_time")


async def test_handing_a_contract_over_says_so(company: Company) -> None:
    made = await company.contract()
    handover = common.Assignment(person_id=str(company.zhou.person_id), role=common.ASSIGNMENT_ROLE_OWNER, reason="离职")
    given = await company.ask("AssignContract", pb.AssignContractRequest(contract_id=made.id, assignment=handover))
    assert given.person_id == str(company.zhou.person_id)
    assert names(await company.facts(made.id)) == ["ContractAssigned"]
    refusal = await company.refused("EndContractAssignment", pb.EndContractAssignmentRequest(contract_id=made.id, assignment_id=given.id))
    assert refusal.reason == "OWNER_NEEDED"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"lines": [pb.ContractLine(description="车床", unit_price="1", quantity="0")]}, "QUANTITY_NOT_POSITIVE"),
        ({"lines": [pb.ContractLine(unit_price="1")]}, "MISSING"),
        ({"lines": [pb.ContractLine(product_id=str(new_id()), unit_price="1")]}, "PRODUCT_UNKNOWN"),
        ({"terms": terms.PaymentTerms(template="1/2/3")}, "TEMPLATE_UNKNOWN"),
        ({"account_id": ""}, "MISSING"),
    ],
)
async def test_what_is_wrong_in_a_draft_is_refused_where_it_is_wrong(company: Company, wrong: dict[str, Any], reason: str) -> None:
    refusal = await company.refused("CreateContract", pb.CreateContractRequest(contract=company.agreement(**wrong)))
    assert refusal.reason == reason
    assert refusal.violations[0].field.startswith(f"contract.{next(iter(wrong))}")


async def test_no_step_lies_in_the_future(company: Company) -> None:
    made = await company.contract()
    await company.ask("ApproveContract", pb.ApproveContractRequest(contract_id=made.id))
    tomorrow = str(company.today + timedelta(days=1))
    assert (
        await company.refused("SealContract", pb.SealContractRequest(contract_id=made.id, seal_date=tomorrow))
    ).reason == "DATE_IN_FUTURE"
