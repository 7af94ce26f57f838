"""What people of a company were told, and how that is changed."""

from datetime import datetime
from typing import Any

from chassis.ids import new_id
from chassis.principal import Principal
from crm.leads.v1 import events_pb2 as leads
from crm.notifier.v1 import notifier_pb2 as pb
from tests.integration.notifier.company import SHANGHAI, Company, stamp

RULES = ("reminder_rule.read", "reminder_rule.manage", "template.read", "template.manage", "decision.read")
MORNING, MIDNIGHT = datetime(2025, 12, 2, 9, tzinfo=SHANGHAI), datetime(2025, 12, 2, 0, 0, 30, tzinfo=SHANGHAI)


async def messages(company: Company, who: Principal) -> list[pb.Notification]:
    listed = await company.ask(who, "ListNotifications", pb.ListNotificationsRequest())
    return list(listed.notifications)


async def decided(company: Company, admin: Principal, who: Principal, more: str = "") -> list[tuple[str, str]]:
    """Outcome and reason of everything about a person, the oldest first."""
    filter = f'owner_id = "{who.person_id}"{more}'
    listed = await company.ask(admin, "ListDecisions", pb.ListDecisionsRequest(filter=filter, order_by="create_time"))
    return [(pb.DecisionOutcome.Name(each.outcome).removeprefix("DECISION_OUTCOME_"), each.reason) for each in listed.decisions]


async def rule(company: Company, admin: Principal, key: str) -> pb.ReminderRule:
    listed = await company.ask(admin, "ListReminderRules", pb.ListReminderRulesRequest(filter=f'key = "{key}"'))
    return listed.reminder_rules[0]  # type: ignore[no-any-return]


async def change_rule(company: Company, admin: Principal, key: str, **fields: Any) -> pb.ReminderRule:
    found = await rule(company, admin, key)
    request = pb.UpdateReminderRuleRequest(reminder_rule_id=found.id, reminder_rule=pb.ReminderRule(**fields))
    request.update_mask.paths.extend(fields)
    return await company.ask(admin, "UpdateReminderRule", request)  # type: ignore[no-any-return]


async def prefer(company: Company, who: Principal, **fields: Any) -> None:
    preference = pb.NotificationPreference(**fields)
    request = pb.UpdateNotificationPreferenceRequest(notification_preference_id=str(who.person_id), notification_preference=preference)
    request.update_mask.paths.extend(fields)
    await company.ask(who, "UpdateNotificationPreference", request)


def missed(company: Company, owner: Principal) -> leads.LeadFirstFollowUpMissed:
    return leads.LeadFirstFollowUpMissed(
        lead_id=str(new_id()), lead_name="陈总", company_name="宁波海天", owner_id=str(owner.person_id), due_time=stamp(company.now)
    )
