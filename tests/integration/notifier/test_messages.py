"""Who is told what, when, once, and why not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.accounts.v1 import care_pb2 as care
from crm.accounts.v1 import events_pb2 as told
from crm.leads.v1 import events_pb2 as leads
from crm.notifier.v1 import notifier_pb2 as pb
from crm.receivables.v1 import events_pb2 as receivables
from tests.integration.notifier.company import SHANGHAI, Company, cny
from tests.integration.notifier.hearing import MIDNIGHT, MORNING, change_rule, decided, messages, missed, prefer

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.capability("N-04", "N-05", "L-18")
async def test_a_first_follow_up_that_was_missed_is_told_to_the_owner_and_to_the_manager(company: Company) -> None:
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id))
    for who in (company.li, company.zhang):
        (message,) = await messages(company, who)
        assert message.title == "首次跟进：宁波海天 陈总"
        assert "建议：打电话给客户" in message.body
        assert (message.subject_type, message.subject_id) == ("lead", fact.lead_id)
    assert await messages(company, company.wang) == []


@pytest.mark.capability("L-21", "L-22")
async def test_three_days_without_follow_up_are_the_owners_and_seven_without_update_the_managers(company: Company) -> None:
    lead = str(new_id())
    for kind, days in (("without_follow_up", 3), ("without_update", 7)):
        fact = leads.LeadNeglected(lead_id=lead, company_name="宁波海天", owner_id=str(company.li.person_id), kind=kind, days=days)
        await company.told("leads", company.fact(fact, lead))
    assert [message.lines[0].rule for message in await messages(company, company.li)] == ["lead_without_follow_up"]
    assert [message.lines[0].rule for message in await messages(company, company.zhang)] == ["lead_without_update"]


async def test_what_happens_at_midnight_is_told_at_nine(company: Company, admin: Principal) -> None:
    customer = await company.customer()
    await company.advance(MIDNIGHT)
    await company.reminder(company.instalment(customer), -3)
    assert await messages(company, company.li) == []
    assert await decided(company, admin, company.li) == [("DEFERRED", "OUTSIDE_WORKING_HOURS")]
    await company.advance(MORNING)
    (message,) = await messages(company, company.li)
    assert message.title == "催收回款：杭州威敏 ¥90,000.00"
    assert message.sent_time.ToDatetime(SHANGHAI) >= MORNING
    assert await decided(company, admin, company.li) == [("DEFERRED", "OUTSIDE_WORKING_HOURS"), ("SENT", "SENT")]


@pytest.mark.capability("R-07", "R-08", "R-09", "X-06")
async def test_what_is_paid_at_one_minute_to_nine_is_not_sent_at_nine(company: Company, admin: Principal) -> None:
    customer = await company.customer()
    figures = company.instalment(customer)
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 0)
    await company.advance(MORNING - timedelta(minutes=1))
    await company.told("receivables", company.fact(receivables.InstalmentSettled(instalment=figures), figures.payment_plan_id))
    await company.advance(MORNING)
    assert [line.event for message in await messages(company, company.li) for line in message.lines] == ["InstalmentSettled"]
    asked = f' AND decision_date = "2025-12-02" AND subject_id = "{customer}" AND event = "InstalmentReminderDue"'
    assert await decided(company, admin, company.li, asked) == [("DEFERRED", "OUTSIDE_WORKING_HOURS"), ("SUPPRESSED", "SETTLED")]


@pytest.mark.parametrize("fact", ["promise", "dispute"])
async def test_a_promise_or_a_dispute_stops_a_reminder_that_waits(company: Company, admin: Principal, fact: str) -> None:
    figures = company.instalment(await company.customer())
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 1)
    if fact == "promise":
        promised = receivables.PromiseFigures(promise_id=str(new_id()), customer_id=figures.customer_id)
        said: Any = receivables.PromiseMade(promise=promised, instalments=[figures])
    else:
        disputed = receivables.DisputeFigures(dispute_id=str(new_id()), customer_id=figures.customer_id)
        said = receivables.DisputeOpened(dispute=disputed, instalment=figures)
    await company.told("receivables", company.fact(said, str(new_id())))
    await company.advance(MORNING)
    events = [line.event for message in await messages(company, company.li) for line in message.lines]
    assert "InstalmentReminderDue" not in events
    assert ("SUPPRESSED", "SETTLED") in await decided(company, admin, company.li)


@pytest.mark.capability("N-11")
async def test_of_a_partial_dispute_and_a_partial_payment_the_rest_is_still_asked_for(company: Company, admin: Principal) -> None:
    figures = company.instalment(await company.customer(), "50,000.00")
    await company.plan(figures, company.li)
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 0)
    disputed = receivables.DisputeFigures(dispute_id=str(new_id()), customer_id=figures.customer_id, amount=cny("20,000.00"))
    said = receivables.DisputeOpened(dispute=disputed, instalment=figures)
    await company.told("receivables", company.fact(said, str(new_id())))
    await company.plan(figures, company.li, payable="30,000.00")
    await company.advance(MORNING)
    (message,) = await messages(company, company.li)
    titles = [line.title for line in message.lines if line.event == "InstalmentReminderDue"]
    assert titles == ["催收回款：杭州威敏 ¥30,000.00"]


async def test_nothing_is_left_behind_by_a_message_that_is_just_going(company: Company, admin: Principal) -> None:
    customer = await company.customer()
    reminders = []
    for _ in range(40):
        figures = company.instalment(customer)
        fact = receivables.InstalmentReminderDue(instalment=figures, level=1, payable=figures.open)
        reminders.append(company.fact(fact, figures.payment_plan_id))
    await company.told("receivables", *reminders)
    await company.advance(MORNING)
    assert sum(len(message.lines) for message in await messages(company, company.li)) == 40


async def test_one_message_per_person_customer_and_day(company: Company, admin: Principal) -> None:
    customer, other = await company.customer(), await company.customer("苏州科达")
    await company.advance(MIDNIGHT)
    for figures in (company.instalment(customer), company.instalment(customer, "60,000.00"), company.instalment(other)):
        await company.reminder(figures, 1)
    await company.advance(MORNING)
    by_subject = {message.subject_id: message for message in await messages(company, company.li)}
    assert {subject: len(message.lines) for subject, message in by_subject.items()} == {customer: 2, other: 1}
    assert by_subject[customer].title == "杭州威敏：2 条提醒"
    outcomes = await decided(company, admin, company.li, f' AND subject_id = "{customer}"')
    assert sorted(outcomes)[2:] == [("MERGED", "SAME_MESSAGE"), ("SENT", "SENT")]
    await company.reminder(company.instalment(customer), 7)
    assert len(await messages(company, company.li)) == 2
    assert ("DEFERRED", "TOLD_TODAY") in await decided(company, admin, company.li)


async def test_who_owns_it_at_nine_is_told(company: Company, admin: Principal) -> None:
    figures = company.instalment(await company.customer())
    await company.plan(figures, company.li)
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 1)
    await company.plan(figures, company.wang)
    await company.advance(MORNING)
    assert await messages(company, company.li) == []
    assert len(await messages(company, company.wang)) == 1
    assert ("SUPPRESSED", "OWNER_CHANGED") in await decided(company, admin, company.li)


@pytest.mark.capability("N-06", "R-05")
async def test_a_new_payment_plan_is_told_to_four_parties(company: Company) -> None:
    finance, operations, boss = (company.seeing(Reach.COMPANY) for _ in range(3))
    for who, role in ((finance, "finance_manager"), (operations, "operations"), (boss, "executive")):
        await company.employ(who, role, role, team=new_id())
    customer = await company.customer()

    async def make(total: str) -> None:
        plan = str(new_id())
        figures = receivables.PlanFigures(
            payment_plan_id=plan, contract_number="HT000001", customer_id=customer, owner_id=str(company.li.person_id), total=cny(total)
        )
        await company.told("receivables", company.fact(receivables.PlanCreated(plan=figures), plan))

    await make("1,000,000.00")
    for who in (company.li, finance, operations, boss):
        (message,) = await messages(company, who)
        assert message.title == "新回款计划：杭州威敏 ¥1,000,000.00"
    await make("999,999.99")
    assert len(await messages(company, boss)) == 1
    await company.advance(MORNING)
    assert [message.kind for message in await messages(company, boss)] == [
        pb.NOTIFICATION_KIND_DAILY_DIGEST,
        pb.NOTIFICATION_KIND_MESSAGE,
    ]


@pytest.mark.capability("N-05", "N-09")
async def test_overdue_money_goes_up_the_organisation(company: Company) -> None:
    boss = company.seeing(Reach.COMPANY)
    await company.employ(boss, "总经理", "executive", team=new_id())
    small, great, best = (
        await company.customer("小客户"),
        await company.customer("大客户"),
        await company.customer("重点", tier=accounts.TIER_A),
    )
    await company.reminder(company.instalment(small), 1)
    assert await messages(company, company.zhang) == []
    for customer, yuan, level in ((small, "90,000.00", 7), (great, "500,000.00", 30), (best, "1,000.00", 30)):
        await company.reminder(company.instalment(customer, yuan), level)
    assert {message.subject_id for message in await messages(company, company.zhang)} == {small, great, best}
    assert {message.subject_id for message in await messages(company, boss)} == {great, best}
    await company.reminder(company.instalment(await company.customer("另一家")), 30)
    await company.advance(date(2025, 12, 8))
    assert next(message.kind for message in await messages(company, boss)) == pb.NOTIFICATION_KIND_WEEKLY_DIGEST


async def test_more_than_five_messages_of_a_day_go_into_the_digest_but_escalations_do_not_count(company: Company, admin: Principal) -> None:
    for number in range(7):
        await company.reminder(company.instalment(await company.customer(f"客户{number}")), 1)
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id))
    assert len(await messages(company, company.li)) == 6
    assert (await decided(company, admin, company.li)).count(("DEFERRED", "CAP")) == 2
    await company.advance(MORNING)
    digest = (await messages(company, company.li))[0]
    assert (digest.kind, digest.title) == (pb.NOTIFICATION_KIND_DAILY_DIGEST, "每日汇总：2 条")


@pytest.mark.capability("N-07", "N-08")
async def test_a_customer_who_must_not_be_disturbed_is_greeted_afterwards(company: Company, admin: Principal) -> None:
    customer = await company.customer()
    period = care.DoNotDisturb(id=str(new_id()), account_id=customer, from_date="2025-12-01", until_date="2025-12-03", reason="搬迁")
    await company.told("accounts", company.changed(period))
    day = str(new_id())
    reached = told.CareDateReached(
        care_date_id=day, account_id=customer, account_name="杭州威敏", owner_id=str(company.li.person_id), title="周年", date="2025-12-01"
    )
    await company.told("accounts", company.fact(reached, day))
    await company.reminder(company.instalment(customer), 1)
    assert [line.event for message in await messages(company, company.li) for line in message.lines] == ["InstalmentReminderDue"]
    assert ("DEFERRED", "DO_NOT_DISTURB") in await decided(company, admin, company.li)
    await company.advance(date(2025, 12, 4))
    assert next(line.event for message in await messages(company, company.li) for line in message.lines) == "CareDateReached"


async def test_quiet_hours_language_and_muted_events_are_the_persons_own(company: Company, admin: Principal) -> None:
    await prefer(company, company.li, language="en", quiet_hours_start="08:00", quiet_hours_end="10:30")
    await prefer(company, company.zhang, choices=[pb.ChannelChoice(event="LeadFirstFollowUpMissed")])
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id))
    assert await messages(company, company.li) == []
    await company.advance(datetime(2025, 12, 1, 10, 30, tzinfo=SHANGHAI))
    assert [message.title for message in await messages(company, company.li)] == ["First follow-up: 宁波海天 陈总"]
    assert await decided(company, admin, company.zhang) == [("SUPPRESSED", "MUTED")]


async def test_an_administrator_changes_switches_off_and_adds_rules(company: Company, admin: Principal) -> None:
    await change_rule(company, admin, "lead_first_follow_up_missed", disabled=True)
    added = pb.ReminderRule(
        name="大额线索",
        event="LeadCaptured",
        condition='fact.estimated_amount.amount >= 100000.0 && fact.region == "华东"',
        person_ids=[str(company.wang.person_id)],
        channels=[pb.CHANNEL_KIND_IN_APP],
        urgent=True,
    )
    await company.ask(admin, "CreateReminderRule", pb.CreateReminderRuleRequest(reminder_rule=added))
    for region, lead in (("华东", str(new_id())), ("华南", str(new_id()))):
        fact = leads.LeadCaptured(lead_id=lead, company_name="宁波海天", region=region, estimated_amount=cny("200,000.00"))
        await company.told("leads", company.fact(fact, lead))
    late = missed(company, company.li)
    await company.told("leads", company.fact(late, late.lead_id))
    assert len(await messages(company, company.wang)) == 1
    assert await messages(company, company.li) == []


async def test_a_condition_is_refused_with_the_position_of_what_is_wrong(company: Company, admin: Principal) -> None:
    with pytest.raises(DomainError) as refusal:
        await change_rule(company, admin, "instalment_reminder_manager", condition="fact.levl >= 7")
    assert refusal.value.reason == "CONDITION_INVALID"
    assert refusal.value.metadata["position"] == "6"


async def test_a_template_is_shown_before_it_is_saved_and_says_what_is_changed(company: Company, admin: Principal) -> None:
    listed = await company.ask(admin, "ListTemplates", pb.ListTemplatesRequest(filter='event = "LeadFirstFollowUpMissed"'))
    (template,) = listed.templates
    shown = await company.ask(
        admin,
        "PreviewTemplate",
        pb.PreviewTemplateRequest(template_id=template.id, title="{{ person }}：{{ subject }}", parameters={"person": "李明"}),
    )
    assert shown.title == "李明：[subject]"
    assert {"person", "subject", "due_time"} <= {*shown.names}
    with pytest.raises(DomainError) as refusal:
        await company.ask(
            admin, "PreviewTemplate", pb.PreviewTemplateRequest(template_id=template.id, title="{% for x in subject %}{% endfor %}")
        )
    assert refusal.value.reason == "TEMPLATE_INVALID"
    with pytest.raises(DomainError) as refusal:
        await company.ask(admin, "PreviewTemplate", pb.PreviewTemplateRequest(template_id=template.id, body="请联系\n{{ nobody }}"))
    assert (refusal.value.reason, refusal.value.metadata) == ("TEMPLATE_NAME_UNKNOWN", {"line": "2", "name": "nobody"})
    request = pb.UpdateTemplateRequest(template_id=template.id, template=pb.Template(title="{{ person }}，请尽快联系 {{ subject }}"))
    request.update_mask.paths.append("title")
    await company.ask(admin, "UpdateTemplate", request)
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id))
    assert [message.title for message in await messages(company, company.zhang)] == ["张经理，请尽快联系 宁波海天 陈总"]


async def test_what_was_long_ago_is_told_to_nobody(company: Company, admin: Principal) -> None:
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id, historical=True))
    assert await messages(company, company.li) == []
    assert await decided(company, admin, company.li) == []


async def test_an_event_that_comes_again_is_told_once(company: Company) -> None:
    fact = missed(company, company.li)
    event = company.fact(fact, fact.lead_id)
    await company.told("leads", event, event)
    again = type(event).FromString(event.SerializeToString())
    await company.told("leads", again)
    assert len(await messages(company, company.li)) == 1


async def test_messages_are_counted_until_they_are_read(company: Company) -> None:
    for _ in range(2):
        fact = missed(company, company.li)
        await company.told("leads", company.fact(fact, fact.lead_id))
    listed = await company.ask(company.li, "ListNotifications", pb.ListNotificationsRequest())
    assert listed.unread.count == 2
    read = await company.ask(company.li, "MarkNotificationRead", pb.MarkNotificationReadRequest(notification_id=listed.notifications[0].id))
    assert read.HasField("read_time")
    marked = await company.ask(company.li, "MarkAllNotificationsRead", pb.MarkAllNotificationsReadRequest())
    assert marked.marked == 1
    assert (await company.ask(company.li, "ListNotifications", pb.ListNotificationsRequest())).unread.count == 0
    with pytest.raises(DomainError, match="notification"):
        await company.ask(company.wang, "GetNotification", pb.GetNotificationRequest(notification_id=listed.notifications[0].id))
