"""Commands on rules."""

from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import message_tables as t
from notifier.domain.rule import ReminderRule


@command
async def create_reminder_rule(request: pb.CreateReminderRuleRequest, uow: UnitOfWork) -> ReminderRule:
    given, id = values(request.reminder_rule), uow.new_id()
    rule = ReminderRule(
        id=id,
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        key=f"rule_{id.hex[-12:]}",
        name=given.pop("name"),
        event=given.pop("event"),
    )
    rule.revise(**given)
    await _check_template(uow, rule.template_id, rule.event)
    return uow.add(rule)


@command
async def update_reminder_rule(request: pb.UpdateReminderRuleRequest, uow: UnitOfWork) -> ReminderRule:
    rule = await uow.get(ReminderRule, request.reminder_rule_id, etag=request.etag)
    rule.revise(**values(request.reminder_rule, request.update_mask))
    await _check_template(uow, rule.template_id, rule.event)
    return rule


async def _check_template(uow: UnitOfWork, template_id: UUID | None, event: str) -> None:
    c = t.template.c
    fits = select(c.id).where(c.tenant_id == uow.tenant_id, c.id == template_id, c.event == event)
    if template_id is not None and (await uow.execute(fits)).first() is None:
        raise not_found(f"template of {event}", template_id, "reminder_rule.template_id")
