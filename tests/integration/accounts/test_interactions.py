"""The log of contacts: who may write and read it, what it is worth, and what it shows."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.ids import new_id
from chassis.principal import Grant, Principal
from chassis.scope import Limits, Reach
from chassis.wire import instant
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import interactions_pb2 as log
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import leads_pb2 as leads
from crm.pipeline.v1 import pipeline_pb2 as sales
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.accounts.book import SAID, START, Book
from tests.support.statements import statements

STATE = sales.CONTRACT_STATE_EFFECTIVE


def opportunity(account_id: str, **fields: Any) -> sales.Opportunity:
    return sales.Opportunity(id=str(new_id()), name="三号产线", account_id=account_id, state=sales.OPPORTUNITY_STATE_OPEN, **fields)


@pytest.mark.capability("A-08")
async def test_what_was_said_is_written_down_read_listed_and_found(book: Book) -> None:
    account = await book.account()
    contact = await book.contact(account.id)
    made = await book.write("account", account.id, contact_ids=[contact.id], next_step="发报价单", next_step_date="2025-12-05")
    assert (made.subject_name, made.account_id, made.person_id) == (account.name, account.id, str(book.rep.person_id))
    assert (made.quality, made.two_way, made.new_information) == (100, True, True)
    assert await book.ask("GetInteraction", log.GetInteractionRequest(interaction_id=made.id)) == made
    for filter in (
        "",
        f'account_id = "{account.id}"',
        f'subject_type = "account" AND subject_id = "{account.id}"',
        f'person_id = "{book.rep.person_id}" AND type = CALL',
        "interaction_time >= 2025-12-01 AND interaction_time < 2025-12-02",
        f'contact_ids:"{contact.id}"',
    ):
        assert await book.ids(filter) == [made.id], filter
    assert await book.ids("interaction_time < 2025-12-01") == []
    assert await book.ids(search="试用") == [made.id]


@pytest.mark.capability("A-12")
async def test_everything_that_is_said_is_in_the_timeline_of_the_account(book: Book) -> None:
    account = await book.account()
    deal = opportunity(account.id, owner_id=str(book.rep.person_id))
    await book.learn(deal)
    call = await book.write("account", account.id)
    mail = await book.write("opportunity", deal.id, type=log.INTERACTION_TYPE_MAIL, outcome=log.OUTCOME_SENT, text="报价单已发")
    lines = [entry for entry in await book.timeline(account.id) if entry.kind == "InteractionLogged"]
    assert {entry.subject_id for entry in lines} == {call.id, mail.id}
    assert {entry.parameters["type"] for entry in lines} == {"call", "mail"}
    assert next(entry for entry in lines if entry.subject_id == mail.id).parameters["text"] == "报价单已发"
    assert mail.opportunity_id == deal.id
    assert mail.account_id == account.id


async def test_the_same_key_writes_once(book: Book) -> None:
    account = await book.account()
    first = await book.write("account", account.id, key="k1")
    again = await book.write("account", account.id, key="k1")
    assert first.id == again.id
    assert await book.ids() == [first.id]
    assert len(await book.facts("InteractionLogged")) == 1


async def test_an_instalment_leads_to_its_plan_contract_opportunity_and_account(book: Book) -> None:
    account = await book.account()
    mine: dict[str, Any] = {"owner_id": str(book.rep.person_id)}
    contract = sales.Contract(id=str(new_id()), number="HT000001", account_id=account.id, state=STATE, opportunity_id=str(new_id()), **mine)
    instalment = books.Instalment(id=str(new_id()), name="预付款", claim_state=books.CLAIM_STATE_PLANNED)
    plan = books.PaymentPlan(
        id=str(new_id()), contract_id=contract.id, contract_number="HT000001", customer_id=account.id, instalments=[instalment], **mine
    )
    await book.learn(contract)
    await book.learn(plan)
    made = await book.write("instalment", instalment.id)
    assert (made.payment_plan_id, made.contract_id, made.opportunity_id) == (plan.id, contract.id, contract.opportunity_id)
    assert (made.account_id, made.subject_name) == (account.id, "HT000001 预付款")
    (fact,) = await book.facts("InteractionLogged")
    assert (fact.instalment_id, fact.contract_id, fact.owner_id) == (instalment.id, contract.id, mine["owner_id"])
    assert fact.by_assigned


async def test_who_sees_neither_the_subject_nor_its_account_writes_nothing_and_reads_nothing(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id)
    stranger = book.colleague()
    interaction = log.Interaction(subject_type="account", subject_id=account.id, type=log.INTERACTION_TYPE_CALL, text=SAID)
    refusal = await book.refused("CreateInteraction", log.CreateInteractionRequest(interaction=interaction), who=stranger)
    assert (refusal.reason, refusal.violations[0].field) == ("SUBJECT_UNKNOWN", "interaction.subject_id")
    refusal = await book.refused("AssessInteraction", log.AssessInteractionRequest(interaction=interaction), who=stranger)
    assert refusal.reason == "SUBJECT_UNKNOWN"
    assert await book.ids(who=stranger) == []
    assert (await book.refused("GetInteraction", log.GetInteractionRequest(interaction_id=made.id), who=stranger)).reason == "NOT_FOUND"


@pytest.mark.parametrize("subject_type", ["lead", "opportunity", "contract", "payment_plan"])
async def test_nobody_writes_about_what_they_may_not_read_even_where_they_see_the_customer(book: Book, subject_type: str) -> None:
    account = await book.account()
    mine: dict[str, Any] = {"owner_id": str(book.rep.person_id)}
    subjects: dict[str, Any] = {
        "lead": leads.Lead(id=str(new_id()), name="王海", account_id=account.id, **mine),
        "opportunity": opportunity(account.id, **mine),
        "contract": sales.Contract(id=str(new_id()), number="HT000001", account_id=account.id, state=STATE, **mine),
        "payment_plan": books.PaymentPlan(id=str(new_id()), contract_number="HT000001", customer_id=account.id, **mine),
    }
    subject, permission = subjects[subject_type], {"payment_plan": "plan.read"}.get(subject_type, f"{subject_type}.read")
    await book.learn(subject)
    interaction = log.Interaction(subject_type=subject_type, subject_id=subject.id, type=log.INTERACTION_TYPE_CALL, text=SAID)
    request = log.CreateInteractionRequest(interaction=interaction)
    company = dict.fromkeys(("interaction.create", "account.read"), Grant(Reach.COMPANY))
    for granted in ({}, {permission: Grant(Reach.OWN)}):
        accountant = Principal.user(new_id(), tenant_id=book.tenant_id, permissions={**company, **granted})
        assert (await book.refused("CreateInteraction", request, who=accountant)).reason == "SUBJECT_UNKNOWN"
    informed = Principal.user(new_id(), tenant_id=book.tenant_id, permissions={**company, permission: Grant(Reach.COMPANY)})
    assert (await book.ask("CreateInteraction", request, who=informed)).subject_id == subject.id


async def test_nobody_writes_about_a_customer_beyond_the_limits_of_what_they_read(book: Book) -> None:
    account = await book.account(region="华东")
    interaction = log.Interaction(subject_type="account", subject_id=account.id, type=log.INTERACTION_TYPE_CALL, text=SAID)
    request = log.CreateInteractionRequest(interaction=interaction)

    def reader(region: str) -> Principal:
        rights = {"interaction.create": Grant(Reach.COMPANY), "account.read": Grant(Reach.COMPANY, Limits(regions=(region,)))}
        return Principal.user(new_id(), tenant_id=book.tenant_id, permissions=rights)

    assert (await book.refused("CreateInteraction", request, who=reader("华北"))).reason == "SUBJECT_UNKNOWN"
    assert (await book.ask("CreateInteraction", request, who=reader("华东"))).subject_id == account.id


async def test_who_works_on_an_opportunity_alone_writes_about_it_and_goes_on_seeing_that(book: Book) -> None:
    account, presales = await book.account(), book.colleague()
    deal = opportunity(account.id, owner_id=str(book.rep.person_id), shared_with=[str(presales.person_id)])
    await book.learn(deal)
    made = await book.write("opportunity", deal.id, who=presales)
    assert made.owner_id == str(book.rep.person_id)
    assert await book.ids(who=presales) == [made.id]
    assert await book.ids() == [made.id]


@pytest.mark.capability("A-06")
async def test_a_successor_reads_what_was_said_before_and_the_former_owner_keeps_what_he_wrote(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id)
    successor, boss = book.colleague(), book.colleague(Reach.COMPANY)
    await book.learn_member(successor)
    assignment = common.Assignment(person_id=str(successor.person_id), role=common.ASSIGNMENT_ROLE_OWNER, reason="离职移交")
    await book.ask("AssignAccount", pb.AssignAccountRequest(account_id=account.id, assignment=assignment), who=boss)
    assert await book.ids(who=successor) == [made.id]
    read = await book.ask("GetInteraction", log.GetInteractionRequest(interaction_id=made.id), who=successor)
    assert (read.text, read.person_id, read.owner_id) == (SAID, str(book.rep.person_id), str(successor.person_id))
    assert await book.ids() == [made.id]


async def test_only_its_author_changes_a_record_and_only_while_it_is_fresh(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id, text="已联系")
    boss = book.colleague(Reach.COMPANY)
    change = log.UpdateInteractionRequest(
        interaction_id=made.id, interaction=log.Interaction(text=SAID), update_mask=FieldMask(paths=["text"])
    )
    assert (await book.refused("UpdateInteraction", change, who=boss)).reason == "NOT_THE_AUTHOR"
    changed = await book.ask("UpdateInteraction", change)
    assert (changed.text, changed.etag) == (SAID, "2")
    assert changed.quality > made.quality
    entry = next(entry for entry in await book.timeline(account.id) if entry.subject_id == made.id)
    assert entry.parameters["text"] == SAID
    await book.advance(START + timedelta(hours=25))
    assert (await book.refused("UpdateInteraction", change)).reason == "NO_LONGER_FRESH"
    assert (await book.refused("ArchiveInteraction", log.ArchiveInteractionRequest(interaction_id=made.id))).reason == "NO_LONGER_FRESH"


async def test_what_happened_when_and_with_whom_stays(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id)
    change = log.UpdateInteractionRequest(
        interaction_id=made.id,
        interaction=log.Interaction(interaction_time=instant(START - timedelta(days=9))),
        update_mask=FieldMask(paths=["interaction_time"]),
    )
    assert (await book.refused("UpdateInteraction", change)).reason == "CANNOT_CHANGE"


async def test_a_corrected_outcome_changes_who_is_said_to_have_spoken_and_the_clock(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    made = await book.write("account", account.id)
    corrected = log.Interaction(outcome=log.OUTCOME_NOT_REACHED, text="没有接通", type=log.INTERACTION_TYPE_CALL)
    mask = FieldMask(paths=["outcome", "text", "type", "two_way", "response_minutes"])
    request = log.UpdateInteractionRequest(interaction_id=made.id, interaction=corrected, update_mask=mask, etag=made.etag)
    changed = await book.ask("UpdateInteraction", request)
    assert (changed.two_way, changed.outcome) == (False, log.OUTCOME_NOT_REACHED)
    assert (await book.read(account.id)).last_contact_time == made.interaction_time
    assert (await book.refused("UpdateInteraction", request)).reason == "STALE_ETAG"


async def test_a_record_that_was_taken_back_leaves_list_timeline_and_clock(book: Book) -> None:
    account = await book.account()
    earlier = await book.write("account", account.id, interaction_time=instant(START - timedelta(hours=5)))
    made = await book.write("account", account.id)
    assert (await book.read(account.id)).last_contact_time == made.interaction_time
    await book.ask("ArchiveInteraction", log.ArchiveInteractionRequest(interaction_id=made.id))
    assert await book.ids() == [earlier.id]
    assert made.id not in {entry.subject_id for entry in await book.timeline(account.id)}
    assert (await book.read(account.id)).last_contact_time == earlier.interaction_time


async def test_nobody_writes_in_the_name_of_somebody_else_or_about_tomorrow(book: Book) -> None:
    account = await book.account()
    for wrong, reason in (
        ({"person_id": str(new_id())}, "NOT_YOURS"),
        ({"interaction_time": instant(START + timedelta(days=1))}, "IN_THE_FUTURE"),
        ({"text": ""}, "TEXT_MISSING"),
        ({"contact_ids": [str(new_id())]}, "CONTACT_UNKNOWN"),
    ):
        told: dict[str, Any] = {
            "subject_type": "account",
            "subject_id": account.id,
            "type": log.INTERACTION_TYPE_CALL,
            "text": SAID,
            **wrong,
        }
        request = log.CreateInteractionRequest(interaction=log.Interaction(**told))
        assert (await book.refused("CreateInteraction", request)).reason == reason


async def test_a_call_that_nobody_answered_needs_no_text_and_is_not_thin(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id, text="", outcome=log.OUTCOME_NOT_REACHED)
    assert not made.two_way
    assert not await book.facts("InteractionThin")


@pytest.mark.capability("P-21")
async def test_a_record_that_says_nothing_is_told_with_its_reasons(book: Book) -> None:
    account = await book.account()
    made = await book.write("account", account.id, text="已联系")
    (fact,) = await book.facts("InteractionThin")
    assert (fact.interaction_id, fact.quality) == (made.id, made.quality)
    assert {reason.code for reason in fact.reasons} >= {"NO_DATE", "NO_NEXT_STEP", "TOO_SHORT"}
    await book.write("account", account.id, next_step="发报价单")
    assert len(await book.facts("InteractionThin")) == 1


@pytest.mark.capability("P-21")
async def test_a_thin_record_that_is_completed_or_taken_back_is_told_as_mended_once(book: Book) -> None:
    account = await book.account()
    thin, other, good = [await book.write("account", account.id, text=text) for text in ("已联系", "打了电话", SAID)]
    enough = "李工确认1月20日到厂验收，尾款12万元月底付清，合同由法务走流程。"
    for made, text in ((thin, "客户说再看看"), (thin, enough), (thin, f"{enough} 再补充"), (good, f"{SAID} 又补充")):
        change = log.UpdateInteractionRequest(
            interaction_id=made.id, interaction=log.Interaction(text=text), update_mask=FieldMask(paths=["text"])
        )
        await book.ask("UpdateInteraction", change)
    await book.ask("ArchiveInteraction", log.ArchiveInteractionRequest(interaction_id=other.id))
    told = await book.facts("InteractionMended")
    assert [fact.interaction_id for fact in told] == [thin.id, other.id]
    assert (told[0].subject_id, told[0].person_id) == (account.id, str(book.rep.person_id))


@pytest.mark.capability("X-12")
async def test_the_score_is_there_while_somebody_types_and_nothing_is_stored(book: Book) -> None:
    account = await book.account()
    typed = log.Interaction(subject_type="account", subject_id=account.id, type=log.INTERACTION_TYPE_CALL, text=SAID)
    found = await book.ask("AssessInteraction", log.AssessInteractionRequest(interaction=typed))
    assert found.quality == 75
    assert "NO_NEXT_STEP" in {reason.code for reason in found.quality_reasons}
    assert await book.ids() == []
    await book.write("account", account.id)
    again = await book.ask("AssessInteraction", log.AssessInteractionRequest(interaction=typed))
    assert again.quality == 20
    assert "NEAR_DUPLICATE" in {reason.code for reason in again.quality_reasons}


@pytest.mark.capability("P-24")
async def test_the_third_contact_without_an_answer_is_told_as_one_sided(book: Book) -> None:
    account = await book.account()
    for number in range(3):
        assert not await book.facts("CommunicationOneSided"), number
        await book.write("account", account.id, text="", outcome=log.OUTCOME_NOT_REACHED)
        await book.advance(START + timedelta(hours=number + 1))
    (fact,) = await book.facts("CommunicationOneSided")
    assert (fact.count, fact.subject_id, fact.owner_id) == (3, account.id, str(book.rep.person_id))


@pytest.mark.capability("P-22")
async def test_a_customer_who_answers_less_than_last_month_is_told_once(book: Book) -> None:
    account = await book.account()
    for day in range(0, 20, 5):
        await book.advance(START + timedelta(days=day))
        await book.write("account", account.id, response_minutes=60, text=f"第{day}次通话，客户回复很快")
    for day in (38, 41, 44):
        await book.advance(START + timedelta(days=day))
        await book.write("account", account.id, text="", outcome=log.OUTCOME_NOT_REACHED)
    (fact,) = await book.facts("ResponseFalling")
    assert fact.before > fact.now
    await book.advance(START + timedelta(days=46))
    overview = await book.ask("GetAccountOverview", pb.GetAccountOverviewRequest(account_id=account.id))
    assert (overview.response_intensity, overview.previous_response_intensity) == (0, 100)


async def test_an_answer_tells_how_long_the_customer_took(book: Book) -> None:
    account = await book.account()
    await book.write("account", account.id, type=log.INTERACTION_TYPE_MAIL, outcome=log.OUTCOME_SENT, text="报价单已发")
    await book.advance(START + timedelta(hours=6))
    made = await book.write("account", account.id, type=log.INTERACTION_TYPE_MAIL, outcome=log.OUTCOME_ANSWERED, text="客户回信：价格可以")
    assert 355 <= made.response_minutes <= 361


@pytest.mark.capability("P-44")
async def test_a_competitor_of_the_dictionary_is_found_in_what_is_written(book: Book) -> None:
    account = await book.account()
    request = log.CreateCompetitorRequest(competitor=log.Competitor(name="华东机床", aliases=["HDJC"]))
    rival = await book.ask("CreateCompetitor", request)
    made = await book.write("account", account.id, text="客户也在看ｈｄｊｃ的方案")
    assert list(made.competitor_ids) == [rival.id]
    (fact,) = await book.facts("CompetitorMentioned")
    assert (fact.name, fact.interaction_id, fact.account_id) == ("华东机床", made.id, account.id)
    await book.ask("ArchiveCompetitor", log.ArchiveCompetitorRequest(competitor_id=rival.id))
    assert not (await book.write("account", account.id, text="又提到HDJC")).competitor_ids
    assert not (await book.ask("ListCompetitors", log.ListCompetitorsRequest())).competitors


async def test_imported_history_keeps_its_days_and_authors_and_notifies_nobody(book: Book) -> None:
    account, boss = await book.account(), book.colleague(Reach.COMPANY)
    told: dict[str, Any] = {"subject_type": "account", "subject_id": account.id, "type": log.INTERACTION_TYPE_VISIT, "text": "已联系"}
    rows = [
        log.Interaction(**told, interaction_time=instant(START - timedelta(days=days)), person_id=str(book.rep.person_id))
        for days in (400, 300)
    ]
    wrong = log.Interaction(**{**told, "subject_id": str(new_id())})
    request = log.BatchCreateInteractionsRequest(
        requests=[log.CreateInteractionRequest(interaction=row) for row in (*rows, wrong)], historical=True
    )
    reply = await book.ask("BatchCreateInteractions", request, who=boss)
    assert [verdict.problem.reason for verdict in reply.verdicts] == ["", "", "SUBJECT_UNKNOWN"]
    read = await book.read(account.id)
    assert read.last_contact_time == rows[1].interaction_time
    assert read.etag == account.etag
    await book.advance(START + timedelta(days=1))
    assert not await book.facts("AccountGoingCold")
    assert not await book.facts("InteractionThin")


async def test_two_hundred_lines_of_the_log_are_stored_in_few_statements(book: Book) -> None:
    accounts = [(await book.account(f"第{number}机械有限公司")).id for number in range(4)]
    rows = [
        log.CreateInteractionRequest(
            interaction=log.Interaction(
                subject_type="account", subject_id=accounts[number % 4], type=log.INTERACTION_TYPE_CALL, text=f"{SAID} {number}"
            )
        )
        for number in range(200)
    ]
    with statements(book.runtime) as said:
        verdicts = (await book.ask("BatchCreateInteractions", log.BatchCreateInteractionsRequest(requests=rows))).verdicts
    assert len({verdict.id for verdict in verdicts}) == 200
    assert len(said) < 40, Counter(re.sub(r"\s+", " ", each)[:90] for each in said).most_common(14)


async def test_lines_about_many_leads_are_stored_in_few_statements_also_where_some_are_refused(book: Book) -> None:
    enquiries = [leads.Lead(id=str(new_id()), name=f"王海{number}", owner_id=str(book.rep.person_id)) for number in range(40)]
    for each in enquiries:
        await book.learn(each)
    account = await book.account()
    subjects = [("lead", each.id) for each in enquiries] + [("account", account.id)] * 60
    told: dict[str, Any] = {"type": log.INTERACTION_TYPE_CALL}
    lines = [
        log.Interaction(subject_type=kind, subject_id=id, text=f"{SAID} {number}", **told) for number, (kind, id) in enumerate(subjects)
    ]
    lines[70].contact_ids.append(str(new_id()))
    lines[90].text = ""
    rows = [log.CreateInteractionRequest(interaction=line) for line in lines]
    with statements(book.runtime) as said:
        verdicts = (await book.ask("BatchCreateInteractions", log.BatchCreateInteractionsRequest(requests=rows))).verdicts
    refused = {verdict.index: verdict.problem.reason for verdict in verdicts if verdict.problem.reason}
    assert refused == {70: "CONTACT_UNKNOWN", 90: "TEXT_MISSING"}
    assert len(await book.ids(f'account_id = "{account.id}" AND interaction_time >= 2025-12-01')) == 50
    assert len(said) < 90, Counter(re.sub(r"\s+", " ", each)[:90] for each in said).most_common(14)


async def test_two_hundred_accounts_are_stored_in_few_statements(book: Book) -> None:
    rows = [pb.CreateAccountRequest(account=pb.Account(name=f"第{number}机械有限公司")) for number in range(200)]
    with statements(book.runtime) as said:
        verdicts = (await book.ask("BatchCreateAccounts", pb.BatchCreateAccountsRequest(requests=rows))).verdicts
    assert len({verdict.id for verdict in verdicts}) == 200
    assert len(said) < 20, Counter(re.sub(r"\s+", " ", each)[:90] for each in said).most_common(14)


async def test_lines_of_one_batch_know_of_each_other(book: Book) -> None:
    account = await book.account()
    line: dict[str, Any] = {"subject_type": "account", "subject_id": account.id, "type": log.INTERACTION_TYPE_MESSAGE, "text": SAID}
    asked = log.Interaction(**line, outcome=log.OUTCOME_SENT, interaction_time=instant(START - timedelta(hours=3)))
    answered = log.Interaction(**line, outcome=log.OUTCOME_ANSWERED, interaction_time=instant(START - timedelta(hours=1)))
    rows = [log.CreateInteractionRequest(interaction=each) for each in (asked, answered)]
    verdicts = (await book.ask("BatchCreateInteractions", log.BatchCreateInteractionsRequest(requests=rows))).verdicts
    first, second = [await book.ask("GetInteraction", log.GetInteractionRequest(interaction_id=verdict.id)) for verdict in verdicts]
    assert second.response_minutes == 120
    assert second.quality < first.quality
