"""Lists of rules, templates and decisions; a person's preferences."""

from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found
from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import message_tables as t
from notifier.domain.decision import DecisionOutcome
from notifier.domain.rule import Digest, ReminderRule
from notifier.domain.template import Template

r, m, d = t.reminder_rule.c, t.template.c, t.decision.c

RULES = Listing(
    t.reminder_rule,
    {
        **{column.name: column for column in (r.id, r.key, r.name, r.event, r.urgent, r.escalation, r.disabled, r.shipped, r.update_time)},
        "digest": choice(r.digest, Digest),
    },
    default_order="key",
    scoped=False,
)
TEMPLATES = Listing(
    t.template,
    {column.name: column for column in (m.id, m.name, m.event, m.shipped, m.create_time, m.update_time)},
    default_order="event",
    scoped=False,
)
DECISIONS = Listing(
    t.decision,
    {
        **{column.name: column for column in (d.id, d.owner_id, d.team_id, d.reason, d.rule, d.event, d.event_time, d.notification_id)},
        **{column.name: column for column in (d.subject_type, d.subject_id, d.decision_date, d.send_time, d.create_time)},
        "outcome": choice(d.outcome, DecisionOutcome),
    },
)


@query
async def get_reminder_rule(request: pb.GetReminderRuleRequest, reader: Reader) -> pb.ReminderRule:
    return to_message(pb.ReminderRule, await reader.get(ReminderRule, request.reminder_rule_id))


@query
async def list_reminder_rules(request: pb.ListReminderRulesRequest, reader: Reader) -> pb.ListReminderRulesResponse:
    return await reader.page(RULES, request, pb.ListReminderRulesResponse)


@query
async def get_template(request: pb.GetTemplateRequest, reader: Reader) -> pb.Template:
    return to_message(pb.Template, await reader.get(Template, request.template_id))


@query
async def list_templates(request: pb.ListTemplatesRequest, reader: Reader) -> pb.ListTemplatesResponse:
    return await reader.page(TEMPLATES, request, pb.ListTemplatesResponse)


@query
async def get_notification_preference(request: pb.GetNotificationPreferenceRequest, reader: Reader) -> pb.NotificationPreference:
    """Who has said nothing yet has no preference."""
    id = UUID(request.notification_preference_id)
    if id != reader.principal.person_id:
        raise not_found("notification preference", id)
    p = t.notification_preference
    row = (await reader.execute(select(p).where(p.c.tenant_id == reader.tenant_id, p.c.id == id))).first()
    return pb.NotificationPreference(id=str(id)) if row is None else to_message(pb.NotificationPreference, row)


@query
async def list_decisions(request: pb.ListDecisionsRequest, reader: Reader) -> pb.ListDecisionsResponse:
    return await reader.page(DECISIONS, request, pb.ListDecisionsResponse)
