"""What waited is looked at once more when its time comes: whose it is now, who may still hear it, and whether it is too late."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from chassis import sandbox
from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from crm.notifier.v1 import notifier_pb2 as pb
from crm.receivables.v1 import events_pb2 as receivables
from notifier import message_tables as t
from notifier.channels.deliveries import settle
from notifier.domain.notification import ChannelKind
from tests.integration.notifier.company import SHANGHAI, Company
from tests.integration.notifier.enquiries import Lead
from tests.integration.notifier.hearing import MIDNIGHT, MORNING, change_rule, decided, messages, missed, prefer

pytestmark = [pytest.mark.integration, pytest.mark.asyncio(loop_scope="module")]


async def late(company: Company, moment: datetime) -> None:
    """The company's clock goes on, and nothing of it was done meanwhile: the service was away."""
    await sandbox.shift(company.runtime, company.tenant_id, moment - company.runtime.clock.real())
    await company.settle()


async def failed(company: Company, message: pb.Notification) -> dict[str, int]:
    """What has failed, by fact, when a channel gives up on the message."""
    principal = Principal.service("notifier", company.tenant_id, cause="delivery")
    async with company.runtime.unit_of_work(principal, method="deliver") as uow:
        await settle(uow, UUID(message.id), ChannelKind.MAIL, "no such mailbox")
    async with company.runtime.unit_of_work(principal, method="deliver") as uow:
        d = t.decision.c
        mine = (d.outcome == "failed", d.notification_id == UUID(message.id))
        return Counter((await uow.execute(select(d.event).where(*mine))).scalars())


async def test_what_was_given_away_and_back_before_it_was_said_is_told_to_who_has_it(company: Company, admin: Principal) -> None:
    figures = company.instalment(await company.customer())
    await company.plan(figures, company.li)
    await prefer(company, company.wang, quiet_hours_start="08:00", quiet_hours_end="10:00")
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 1)
    await company.plan(figures, company.wang)
    await company.advance(MORNING)
    await company.plan(figures, company.li)
    await company.advance(MORNING + timedelta(hours=1))
    assert len(await messages(company, company.li)) == 1
    assert await messages(company, company.wang) == []
    for who in (company.li, company.wang):
        assert ("SUPPRESSED", "OWNER_CHANGED") in await decided(company, admin, who)


async def test_who_lost_a_part_before_nine_is_not_told_what_it_would_have_heard(company: Company, admin: Principal) -> None:
    finance = company.seeing(Reach.COMPANY)
    await company.employ(finance, "钱总", "finance_manager", team=new_id())
    figures = company.instalment(await company.customer())
    await company.advance(MIDNIGHT)
    await company.reminder(figures, 1)
    await company.employ(finance, "钱总", "operations", team=new_id())
    await company.advance(MORNING)
    assert await messages(company, finance) == []
    assert ("SUPPRESSED", "NO_LONGER_MEANT") in await decided(company, admin, finance)


async def test_two_urgent_rules_that_come_to_mean_one_person_tell_it_once(company: Company, admin: Principal) -> None:
    lead = Lead(company, company.li)
    await lead.known()
    await change_rule(company, admin, "lead_first_follow_up_missed", urgent=True, recipients=[pb.RECIPIENT_MANAGER])
    later = pb.ReminderRule(
        name="再提醒",
        event="LeadFirstFollowUpMissed",
        recipients=[pb.RECIPIENT_OWNER],
        channels=[pb.CHANNEL_KIND_IN_APP],
        urgent=True,
        delay_minutes=60,
    )
    await company.ask(admin, "CreateReminderRule", pb.CreateReminderRuleRequest(reminder_rule=later))
    await lead.told(lead.missed())
    await lead.known(owner=company.zhang)
    await company.advance(company.later(minutes=61))
    assert len(await messages(company, company.zhang)) == 1
    assert await messages(company, company.li) == []


async def test_what_was_due_while_nobody_was_there_to_send_it_waits_for_the_morning(company: Company, admin: Principal) -> None:
    lead = Lead(company, company.li)
    await change_rule(company, admin, "lead_first_follow_up_missed", delay_minutes=60)
    await lead.told(lead.missed())
    await late(company, datetime(2025, 12, 1, 22, tzinfo=SHANGHAI))
    assert await messages(company, company.li) == []
    assert (await decided(company, admin, company.li))[-1] == ("DEFERRED", "OUTSIDE_WORKING_HOURS")
    await company.advance(MORNING)
    (message,) = await messages(company, company.li)
    assert message.sent_time.ToDatetime(SHANGHAI) >= MORNING


async def test_who_became_quiet_meanwhile_is_told_when_the_quiet_ends(company: Company, admin: Principal) -> None:
    await company.advance(MIDNIGHT)
    fact = missed(company, company.li)
    await company.told("leads", company.fact(fact, fact.lead_id))
    await prefer(company, company.li, quiet_hours_start="08:00", quiet_hours_end="10:00")
    await company.advance(MORNING)
    assert await messages(company, company.li) == []
    await company.advance(MORNING + timedelta(hours=1))
    assert len(await messages(company, company.li)) == 1
    outcomes = [outcome for outcome, _ in await decided(company, admin, company.li)]
    assert outcomes == ["DEFERRED", "DEFERRED", "SENT"]


async def test_of_a_message_that_failed_only_what_it_said_has_failed(company: Company, admin: Principal) -> None:
    customer = await company.customer()
    paid, owed = company.instalment(customer), company.instalment(customer)
    await company.advance(MIDNIGHT)
    for figures in (paid, owed):
        await company.reminder(figures, 1)
    await company.told("receivables", company.fact(receivables.InstalmentSettled(instalment=paid), paid.payment_plan_id))
    await company.advance(MORNING)
    message = next(each for each in await messages(company, company.li) if "InstalmentReminderDue" in [line.event for line in each.lines])
    assert await failed(company, message) == {"InstalmentReminderDue": 1, "InstalmentSettled": 1}
