"""What a tenant starts with: a sales process, the reasons for losing a sale, the defaults of time, and a nightly look at it all."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from chassis.company_settings import start_settings
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from pipeline import tables as t
from pipeline.domain.loss_reason import SHIPPED, LossReason
from pipeline.domain.pipeline_review import PipelineReview
from pipeline.domain.pipeline_settings import PipelineSettings
from pipeline.domain.process import SalesProcess
from pipeline.domain.process_templates import DEFAULT, NAMES, TEMPLATES


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet; what was created once is left alone, whatever the tenant has made of it.

    Ids are derived: of two that do this at once one fails, and finds everything when it tries again.
    """
    await _start_process(uow)
    await _start_loss_reasons(uow)
    await start_settings(uow, PipelineSettings)
    await _start_review(uow)


async def _start_process(uow: UnitOfWork) -> None:
    shipped = derived_id(uow.tenant_id, "sales_process", DEFAULT)
    process = t.sales_process.c
    present = (await uow.execute(select(process.id, process.is_default).where(process.tenant_id == uow.tenant_id))).all()
    if shipped in {row.id for row in present}:
        return
    name, name_en = NAMES[DEFAULT]
    made = SalesProcess(**_born(uow, shipped), name=name, name_en=name_en, template=DEFAULT)
    made.is_default = not any(row.is_default for row in present)
    made.set_stages(TEMPLATES[DEFAULT], uow.new_id)
    uow.add(made)


async def _start_loss_reasons(uow: UnitOfWork) -> None:
    reason = t.loss_reason.c
    ids = [derived_id(uow.tenant_id, "loss_reason", each.name_en) for each in SHIPPED]
    if (await uow.execute(select(reason.id).where(reason.tenant_id == uow.tenant_id, reason.id.in_(ids)))).first() is not None:
        return
    for position, (id, each) in enumerate(zip(ids, SHIPPED, strict=True), start=1):
        made = LossReason(**_born(uow, id), name=each.name, name_en=each.name_en, position=position)
        made.asks_competitor = each.asks_competitor
        uow.add(made)


async def _start_review(uow: UnitOfWork) -> None:
    id = derived_id(uow.tenant_id, "pipeline_review")
    if not await _exists(uow, t.pipeline_review, id):
        uow.add(PipelineReview(**_born(uow, id), next_date=uow.today + timedelta(days=1)))


async def _exists(uow: UnitOfWork, table: Table, id: UUID) -> bool:
    return (await uow.execute(select(table.c.id).where(table.c.tenant_id == uow.tenant_id, table.c.id == id))).first() is not None


def _born(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    return {"id": id, "tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
