"""What a tenant starts with: defaults, rules, and the words of messages. All of it is theirs to change."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from chassis.company_settings import start_settings
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import message_tables as m
from notifier.domain.notification_settings import NotificationSettings
from notifier.domain.rule import ReminderRule
from notifier.domain.shipped_rules import SHIPPED
from notifier.domain.shipped_templates import shipped
from notifier.domain.template import Template


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet; what was created once is left alone, whatever the tenant has made of it.

    Ids are derived: of two that do this at once one fails, and finds everything when it tries again.
    """
    await start_settings(uow, NotificationSettings)
    await _start_rules(uow)
    await _start_templates(uow)


async def _start_rules(uow: UnitOfWork) -> None:
    present = await _present(uow, m.reminder_rule)
    for each in SHIPPED:
        if (id := derived_id(uow.tenant_id, "rule", each.key)) not in present:
            rule = ReminderRule(**_born(uow, id), key=each.key, name=each.name, event=each.event, shipped=True)
            rule.revise(
                name_en=each.name_en,
                condition=each.condition,
                recipients=list(each.recipients),
                channels=list(each.channels),
                escalation=each.escalation,
                digest=each.digest,
                customer_facing=each.customer_facing,
            )
            uow.add(rule)


async def _start_templates(uow: UnitOfWork) -> None:
    present = await _present(uow, m.template)
    for each in shipped():
        if (id := derived_id(uow.tenant_id, "template", each.event)) not in present:
            template = Template(**_born(uow, id), name=each.event, event=each.event, title=each.title, body=each.body, shipped=True)
            template.revise(title_en=each.title_en, body_en=each.body_en)
            uow.add(template)


async def _present(uow: UnitOfWork, table: Table) -> set[UUID]:
    return set((await uow.execute(select(table.c.id).where(table.c.tenant_id == uow.tenant_id))).scalars())


def _born(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    return {"id": id, "tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
