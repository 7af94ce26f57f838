from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chassis.money import Money
from chassis.reasons import said
from crm.common.v1 import payment_terms_pb2 as terms_pb
from crm.pipeline.v1 import events_pb2 as pb
from pipeline.domain.contract import Contract
from pipeline.domain.contract_parts import ContractState, MilestoneDraft, PartyDraft, PartyRole
from pipeline.domain.history import ContractHistory, PastMilestone
from pipeline.domain.milestone import MilestoneKind
from tests.unit.pipeline.examples import (
    LIN,
    MILL,
    OUR_COMPANY,
    PEONY_FINANCE,
    PEONY_LEASING,
    PEONY_TOOLS,
    SCAN,
    TODAY,
    ZHOU,
    contract,
    effective,
    facts,
    line,
    new_id,
    returned,
)
from tests.unit.pipeline.refusals import refusal

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def cny(amount: str) -> Money:
    return Money.parse("CNY", amount)


def party(role: PartyRole, account_id: Any) -> PartyDraft:
    return PartyDraft(role=role, account_id=account_id)


# --- what was agreed -----------------------------------------------------------------------------


def test_the_gross_is_what_the_lines_come_to() -> None:
    made = contract(line("100000.01"), line("200000", product_id=MILL))
    assert (made.net, made.tax, made.gross) == (cny("265486.73"), cny("34513.28"), cny("300000.01"))
    assert made.lots == {"1": cny("100000.01"), "2": cny("200000")}


def test_taking_the_tax_out_of_the_prices_prices_every_line_anew() -> None:
    made = contract(line("100"))
    made.revise(prices_include_tax=False)
    assert (made.net, made.gross, made.lines[0].gross) == (cny("100"), cny("113"), cny("113"))


def test_another_currency_prices_every_line_anew() -> None:
    made = contract(line("100.5"))
    made.revise(currency="JPY")
    assert (made.gross, made.lines[0].gross) == (Money("JPY", 101), Money("JPY", 101))


def test_a_line_keeps_its_identity_by_its_code() -> None:
    made = contract(line(), line("5", code="spares"))
    spares = made.lines[1].id
    made.set_lines([line("6", code="spares")], new_id)
    assert [(each.id, each.position, each.gross) for each in made.lines] == [(spares, 1, cny("6"))]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line(code="a"), line(code="a")], "LINE_CODE_TAKEN"),
        ([line(product_id=None)], "MISSING"),
        ([line("-1")], "OUT_OF_RANGE"),
        ([line(quantity=Decimal(0))], "QUANTITY_NOT_POSITIVE"),
        ([line(tax_rate=Decimal(101))], "OUT_OF_RANGE"),
    ],
)
def test_lines_that_are_wrong_are_refused(lines: list[Any], reason: str) -> None:
    assert refusal(contract().set_lines, lines, new_id) == reason


@pytest.mark.parametrize(
    ("parties", "owes"),
    [
        ([], PEONY_TOOLS),
        ([party(PartyRole.CONSIGNEE, PEONY_FINANCE)], PEONY_TOOLS),
        ([party(PartyRole.INVOICEE, PEONY_FINANCE)], PEONY_FINANCE),
        ([party(PartyRole.INVOICEE, PEONY_FINANCE), party(PartyRole.PAYER, PEONY_LEASING)], PEONY_LEASING),
    ],
)
def test_the_payer_owes_else_the_invoicee_else_the_account(parties: list[PartyDraft], owes: Any) -> None:
    made = contract()
    made.set_parties(parties, new_id)
    assert made.customer_id == owes


def test_the_customer_follows_the_account_while_nobody_else_pays() -> None:
    made = contract()
    made.revise(account_id=PEONY_FINANCE)
    assert made.customer_id == PEONY_FINANCE


def test_there_is_one_payer_but_there_may_be_several_guarantors() -> None:
    made = contract()
    made.set_parties([party(PartyRole.GUARANTOR, PEONY_FINANCE), party(PartyRole.GUARANTOR, PEONY_LEASING)], new_id)
    twice = [party(PartyRole.PAYER, PEONY_FINANCE), party(PartyRole.PAYER, PEONY_LEASING)]
    assert refusal(made.set_parties, twice, new_id) == "PARTY_TAKEN"


def test_the_terms_bring_the_milestones_that_they_hang_on() -> None:
    assert [each.kind for each in contract(terms="30/30/30/10").milestones] == [
        MilestoneKind.EFFECTIVE,
        MilestoneKind.READY_TO_SHIP,
        MilestoneKind.FINAL_ACCEPTANCE,
    ]


# --- approval covers what was agreed, our seal fixes it ------------------------------------------


@pytest.mark.capability("P-40")
def test_a_contract_goes_from_draft_to_effective_step_by_step() -> None:
    made = contract()
    made.approve(by=ZHOU, on=TODAY)
    made.seal(on=TODAY, today=TODAY)
    made.record_return(SCAN, on=TODAY, today=TODAY)
    assert (made.state, made.approved_by, made.scan_attachment_id) == (ContractState.RETURNED, ZHOU, SCAN)
    assert facts(made) == []
    made.make_effective(by=ZHOU, on=YESTERDAY, today=TODAY)
    assert (made.state, made.effective_date) == (ContractState.EFFECTIVE, YESTERDAY)


def test_no_step_is_skipped() -> None:
    made = contract()
    assert refusal(made.seal, on=TODAY, today=TODAY) == "STATE_MISMATCH"
    assert refusal(made.record_return, SCAN, on=TODAY, today=TODAY) == "STATE_MISMATCH"
    assert refusal(made.make_effective, by=ZHOU, on=TODAY, today=TODAY) == "STATE_MISMATCH"
    assert refusal(made.fulfil, on=TODAY, today=TODAY) == "STATE_MISMATCH"


@pytest.mark.parametrize(
    ("changes", "terms", "reason"),
    [({"legal_entity_id": None}, "30/60/10", "CONTRACT_INCOMPLETE"), ({}, "", "TERMS_MISSING")],
)
def test_an_incomplete_draft_is_not_approved(changes: dict[str, Any], terms: str, reason: str) -> None:
    assert refusal(contract(terms=terms, **changes).approve, by=ZHOU, on=TODAY) == reason


def test_nothing_is_not_sold() -> None:
    assert refusal(contract(line("0")).approve, by=ZHOU, on=TODAY) == "CONTRACT_INCOMPLETE"


def test_a_change_of_what_was_approved_makes_it_a_draft_again() -> None:
    made = contract()
    made.approve(by=ZHOU, on=TODAY)
    made.set_lines([line("299999")], new_id)
    assert (made.state, made.approved_by, made.approve_date) == (ContractState.DRAFT, None, None)


def test_what_is_not_part_of_the_agreement_changes_without_a_new_approval() -> None:
    made = contract()
    made.approve(by=ZHOU, on=TODAY)
    made.revise(name="牡丹精工车床（华东）", region="华东", currency="")
    assert made.state == ContractState.APPROVED


def test_saying_the_same_again_changes_nothing() -> None:
    made = effective()
    made.revise(account_id=PEONY_TOOLS, legal_entity_id=OUR_COMPANY, currency="CNY")
    made.set_lines([line()], new_id)
    made.set_parties([], new_id)
    made.set_terms(terms_pb.PaymentTerms(template="30/60/10"), new_id)
    assert made.state == ContractState.EFFECTIVE


def test_the_parties_of_a_contract_have_no_order() -> None:
    parties = [party(PartyRole.PAYER, PEONY_FINANCE), party(PartyRole.GUARANTOR, PEONY_LEASING)]
    made = contract()
    made.set_parties(parties, new_id)
    made.approve(by=ZHOU, on=TODAY)
    made.set_parties(parties[::-1], new_id)
    assert made.state == ContractState.APPROVED


def test_what_is_sealed_cannot_be_changed() -> None:
    made = contract()
    made.approve(by=ZHOU, on=TODAY)
    made.seal(on=TODAY, today=TODAY)
    assert refusal(made.revise, account_id=PEONY_FINANCE) == "CONTRACT_SEALED"
    assert refusal(made.set_lines, [line("1")], new_id) == "CONTRACT_SEALED"
    assert refusal(made.set_parties, [party(PartyRole.PAYER, PEONY_FINANCE)], new_id) == "CONTRACT_SEALED"
    assert refusal(made.set_terms, terms_pb.PaymentTerms(template="leasing"), new_id) == "CONTRACT_SEALED"


@pytest.mark.parametrize(("step", "field"), [("seal", "seal_date"), ("make_effective", "effective_date")])
def test_no_step_lies_in_the_future(step: str, field: str) -> None:
    made = contract() if step == "seal" else returned()
    arguments: dict[str, Any] = {"on": TOMORROW, "today": TODAY}
    if step == "seal":
        made.approve(by=ZHOU, on=TODAY)
    else:
        arguments["by"] = ZHOU
    assert refusal(getattr(made, step), **arguments) == "DATE_IN_FUTURE"
    assert getattr(made, field) is None


def test_it_does_not_come_back_before_it_was_sent_out() -> None:
    made = contract()
    made.approve(by=ZHOU, on=TODAY)
    made.seal(on=TODAY, today=TODAY)
    assert refusal(made.record_return, SCAN, on=YESTERDAY, today=TODAY) == "DATES_REVERSED"


# --- effect --------------------------------------------------------------------------------------


def test_taking_effect_says_everything_that_a_payment_plan_needs() -> None:
    made = returned(line("100000.01"), line("200000", code="spares"), customer_order_number="PO-7")
    made.make_effective(by=ZHOU, on=TODAY, today=TODAY)
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractEffective)
    assert (fact.contract_number, fact.customer_order_number, fact.legal_entity_id) == ("HT-000001", "PO-7", str(OUR_COMPANY))
    assert (fact.customer_id, fact.account_id, fact.owner_id) == (str(PEONY_TOOLS), str(PEONY_TOOLS), str(LIN))
    assert (fact.currency, fact.gross.minor, fact.net.minor + fact.tax.minor) == ("CNY", 30000001, 30000001)
    assert [(lot.code, lot.gross.minor) for lot in fact.lots] == [("1", 10000001), ("spares", 20000000)]
    assert [term.share for term in fact.terms.terms] == ["30", "60", "10"]
    kinds = {each.kind: each.actual_date for each in fact.milestones}
    assert kinds == {terms_pb.MILESTONE_KIND_EFFECTIVE: "2025-12-01", terms_pb.MILESTONE_KIND_FINAL_ACCEPTANCE: ""}
    assert not fact.historical


def test_the_scan_is_the_evidence_of_the_effective_milestone() -> None:
    made = effective()
    reached = made.milestones[0]
    assert (reached.kind, reached.evidence_attachment_id, reached.reached_by) == (MilestoneKind.EFFECTIVE, SCAN, ZHOU)


def test_a_contract_is_fulfilled_once_all_its_milestones_are_reached() -> None:
    made = effective()
    assert refusal(made.fulfil, on=TODAY, today=TODAY) == "MILESTONES_OPEN"
    for milestone in made.milestones:
        milestone.actual_date = TODAY
    made.fulfil(on=TODAY, today=TODAY)
    assert made.state == ContractState.FULFILLED
    assert refusal(made.terminate, "不做了", on=TODAY, today=TODAY) == "STATE_MISMATCH"


def test_terminating_an_effective_contract_says_so_and_why() -> None:
    made = effective()
    made.terminate("客户停产", on=TODAY, today=TODAY)
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractTerminated)
    assert (fact.terminate_date, fact.reason, made.state) == ("2025-12-01", "客户停产", ContractState.TERMINATED)


def test_terminating_what_never_took_effect_is_nobody_elses_business() -> None:
    made = returned()
    made.terminate("客户反悔", on=TODAY, today=TODAY)
    assert facts(made) == []


@pytest.mark.parametrize(
    ("reason", "on", "refused"), [(" ", TODAY, "MISSING"), ("停产", TOMORROW, "DATE_IN_FUTURE"), ("停产", YESTERDAY, "DATES_REVERSED")]
)
def test_a_termination_has_a_reason_and_a_possible_day(reason: str, on: date, refused: str) -> None:
    assert refusal(effective().terminate, reason, on=on, today=TODAY) == refused


def test_a_draft_is_archived_not_terminated() -> None:
    assert refusal(contract().terminate, "不做了", on=TODAY, today=TODAY) == "STATE_MISMATCH"
    contract().require_draft()
    assert refusal(effective().require_draft) == "STATE_MISMATCH"


# --- history -------------------------------------------------------------------------------------


def recalled(past: ContractHistory, **changes: Any) -> Contract:
    made = contract(**changes)
    made.recall(past, today=TODAY)
    return made


LONG_AGO = date(2017, 3, 1)
IN_EFFECT = ContractHistory(number="旧-17", state=ContractState.EFFECTIVE, effective_date=LONG_AGO)


def test_history_takes_effect_without_evidence_and_keeps_its_number() -> None:
    made = recalled(IN_EFFECT)
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractEffective)
    assert (fact.contract_number, fact.effective_date, fact.historical) == ("旧-17", "2017-03-01", True)
    assert made.scan_attachment_id is None


def test_history_brings_the_milestones_that_were_reached() -> None:
    reached = PastMilestone(kind=MilestoneKind.FINAL_ACCEPTANCE, actual_date=date(2017, 6, 1))
    made = recalled(ContractHistory(state=ContractState.EFFECTIVE, effective_date=LONG_AGO, milestones=(reached,)))
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractEffective)
    assert [each.actual_date for each in fact.milestones] == ["2017-03-01", "2017-06-01"]


def test_history_that_ended_says_so() -> None:
    made = recalled(
        ContractHistory(state=ContractState.TERMINATED, effective_date=LONG_AGO, terminate_date=date(2018, 1, 1), terminate_reason="停产")
    )
    assert [type(fact) for fact in facts(made)] == [pb.ContractEffective, pb.ContractTerminated]
    assert made.terminate_reason == "停产"
    done = recalled(ContractHistory(state=ContractState.FULFILLED, effective_date=LONG_AGO, fulfil_date=date(2018, 1, 1)))
    assert (done.state, [type(fact) for fact in facts(done)]) == (ContractState.FULFILLED, [pb.ContractEffective])


def test_what_was_late_long_ago_is_no_news() -> None:
    made = contract(terms="")
    made.add_milestone(MilestoneDraft(kind=MilestoneKind.SHIPPED, planned_date=LONG_AGO), new_id())
    made.add_milestone(MilestoneDraft(kind=MilestoneKind.ARRIVED, planned_date=TODAY), new_id())
    made.set_terms(terms_pb.PaymentTerms(template="30/60/10"), new_id)
    made.recall(IN_EFFECT, today=TODAY)
    assert list(made.late_dates.values()) == [TODAY + timedelta(days=1)]


def test_history_may_be_a_draft() -> None:
    made = recalled(ContractHistory())
    assert (made.state, facts(made)) == (ContractState.DRAFT, [])


@pytest.mark.parametrize(
    ("past", "reason"),
    [
        (ContractHistory(state=ContractState.SEALED), "STATE_MISMATCH"),
        (ContractHistory(state=ContractState.EFFECTIVE), "MISSING"),
        (ContractHistory(effective_date=LONG_AGO), "STATE_MISMATCH"),
        (ContractHistory(state=ContractState.EFFECTIVE, effective_date=TOMORROW), "DATE_IN_FUTURE"),
        (ContractHistory(state=ContractState.FULFILLED, effective_date=LONG_AGO), "MISSING"),
        (ContractHistory(state=ContractState.FULFILLED, effective_date=LONG_AGO, fulfil_date=date(2017, 2, 1)), "DATES_REVERSED"),
        (ContractHistory(state=ContractState.EFFECTIVE, effective_date=LONG_AGO, terminate_date=TODAY), "STATE_MISMATCH"),
        (
            ContractHistory(
                state=ContractState.EFFECTIVE,
                effective_date=LONG_AGO,
                milestones=(PastMilestone(kind=MilestoneKind.SHIPPED, actual_date=LONG_AGO),),
            ),
            "MILESTONE_UNKNOWN",
        ),
    ],
)
def test_history_that_contradicts_itself_is_refused(past: ContractHistory, reason: str) -> None:
    assert refusal(recalled, past) == reason


def test_history_without_terms_is_refused() -> None:
    assert refusal(recalled, IN_EFFECT, terms="") == "TERMS_MISSING"


def test_handing_over_says_from_whom_to_whom() -> None:
    made = contract()
    made.assigned(ZHOU, said("调岗"))
    (fact,) = facts(made)
    assert isinstance(fact, pb.ContractAssigned)
    assert (fact.owner_id, fact.previous_owner_id) == (str(LIN), str(ZHOU))


def test_a_contract_is_found_by_the_customers_number_too() -> None:
    assert all(word in contract(customer_order_number="PO-778").searchable() for word in ("000001", "778", "mdjgcc"))
