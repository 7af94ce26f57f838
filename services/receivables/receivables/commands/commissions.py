"""Commands on commission: rates and the close of months. What people get comes with the money."""

from chassis.errors import invalid
from chassis.ids import derived_id
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import commissions_pb2 as pb
from receivables import known
from receivables.commissions import closed_through, lock_months
from receivables.domain.commission.month import CommissionMonth, check_closable
from receivables.domain.commission.plan import CommissionPlan


@command
async def create_commission_plan(request: pb.CreateCommissionPlanRequest, uow: UnitOfWork) -> CommissionPlan:
    given = values(request.commission_plan)
    if given["legal_entity_id"] is not None:
        await known.legal_entity(uow, given["legal_entity_id"], "commission_plan.legal_entity_id")
    plan = CommissionPlan(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, **given)
    plan.check()
    return uow.add(plan)


@command
async def end_commission_plan(request: pb.EndCommissionPlanRequest, uow: UnitOfWork) -> CommissionPlan:
    plan = await uow.get(CommissionPlan, request.commission_plan_id, etag=request.etag)
    plan.end(values(request)["to_date"])
    return plan


@command
async def close_commission_month(request: pb.CloseCommissionMonthRequest, uow: UnitOfWork) -> CommissionMonth:
    if not request.month:
        raise invalid("month", "Say which month.", "MISSING")
    await lock_months(uow)
    check_closable(request.month, await closed_through(uow), uow.today)
    return uow.add(
        CommissionMonth(
            id=derived_id("commission_month", uow.tenant_id, request.month),
            tenant_id=uow.tenant_id,
            create_time=uow.now,
            update_time=uow.now,
            month=request.month,
            closed_by=uow.principal.person_id,
            close_time=uow.now,
        )
    )
