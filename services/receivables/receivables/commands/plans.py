"""Commands on payment plans."""

from collections.abc import Iterable
from uuid import UUID

from chassis.errors import precondition
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.books import open_journal, post
from receivables.domain.plan import PaymentPlan
from receivables.domain.revision import Line
from receivables.domain.states import PlanState
from receivables.domain.terms import clause_of, rule_of, term_of
from receivables.known import calendar_of, settings


@command
async def update_payment_plan(request: pb.UpdatePaymentPlanRequest, uow: UnitOfWork) -> PaymentPlan:
    plan = await uow.get(PaymentPlan, request.payment_plan_id, etag=request.etag)
    changes = values(request.payment_plan, request.update_mask)
    if "late_interest" in changes:
        del changes["late_interest"]
        said = request.payment_plan.late_interest if request.payment_plan.HasField("late_interest") else None
        plan.late_interest = clause_of(said, "payment_plan.late_interest") if said else None
    for name, value in changes.items():
        setattr(plan, name, merged(getattr(plan, name), value))
    return plan


@command
async def revise_payment_plan(request: pb.RevisePaymentPlanRequest, uow: UnitOfWork) -> PaymentPlan:
    plan = await uow.get(PaymentPlan, request.payment_plan_id, etag=request.etag)
    await uow.lock("customer", plan.customer_id)
    if plan.state is not PlanState.REFUSED:
        raise precondition("REVISION_NEEDED", "This plan changes by a revision that sales and finance approve; ask for one.")
    journal = await open_journal(uow, plan.legal_entity_id)
    calendar = await calendar_of(uow, plan.legal_entity_id)
    rule = rule_of(request.non_working_day_rule) if request.non_working_day_rule else None
    lines = lines_of(request.lines, "lines")
    dunning = (await settings(uow)).dunning
    plan.revise(lines, request.reason, calendar=calendar, journal=journal, rule=rule, dunning=dunning)
    post(uow, journal)
    return plan


def lines_of(lines: Iterable[pb.PlanLine], field: str) -> list[Line]:
    """Raises DomainError that names the wrong field below `field`."""
    return [
        Line(
            UUID(line.instalment_id) if line.instalment_id else None,
            term_of(line.term, f"{field}.{index}.term") if line.HasField("term") else None,
        )
        for index, line in enumerate(lines)
    ]
