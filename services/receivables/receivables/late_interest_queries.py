"""The report on late interest: what accrued on the instalments of a plan, and what it is reckoned from."""

from datetime import date

from sqlalchemy import select

from chassis.messages import to_message, values
from chassis.money import Money
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import money
from crm.common.v1 import payment_terms_pb2 as terms
from crm.receivables.v1 import receivables_pb2 as pb
from receivables.domain.instalment import Instalment
from receivables.domain.late_interest import LateInterestClause, Overdue, claimable
from receivables.domain.plan import PaymentPlan
from receivables.late_interest import bearing, claimed, clause_of, histories
from receivables.reports import day
from receivables.tables import receivable_settings

s = receivable_settings.c


@query
async def report_late_interest(request: pb.ReportLateInterestRequest, reader: Reader) -> pb.LateInterestReport:
    given = values(request)
    as_of = day(request.as_of, "as_of") if request.as_of else reader.today
    plan = await reader.get(PaymentPlan, request.payment_plan_id)
    default = (await reader.execute(select(s.late_interest).where(s.tenant_id == reader.tenant_id))).scalar()
    clause = clause_of(plan, default)
    reply = pb.LateInterestReport(as_of=as_of.isoformat(), by_default=clause is not None and plan.late_interest is None)
    if clause is not None:
        reply.clause.CopyFrom(to_message(terms.LateInterestClause, clause))
        asked = [each for each in bearing(plan.instalments) if given["instalment_id"] in (None, each.id)]
        told = await histories(reader.execute, plan, asked, reader.runtime.clock.zone(reader.tenant_id))
        rows = [_row(plan, each, told[each.id], clause, as_of) for each in asked]
        reply.rows.extend(row for row in rows if row.accrued.minor or row.claimed.minor)
    for name in ("accrued", "claimed", "waived", "claimable"):
        getattr(reply, name).CopyFrom(money(Money(plan.currency, sum(getattr(row, name).minor for row in reply.rows))))
    return reply


def _row(plan: PaymentPlan, instalment: Instalment, overdue: Overdue, clause: LateInterestClause, as_of: date) -> pb.LateInterestRow:
    charges = plan.charged(instalment)
    first, minor = claimable(overdue, clause, claimed(plan, instalment), as_of)
    accrued = overdue.accrued(clause, as_of)
    amounts = {
        "accrued": accrued,
        "claimed": sum(each.amount_minor for each in charges),
        "waived": sum(each.relieved_minor - each.written_off_minor for each in charges),
        "claimable": minor,
    }
    return pb.LateInterestRow(
        instalment_id=str(instalment.id),
        name=instalment.name,
        due_date=overdue.due_date.isoformat(),
        claimable_from_date=first.isoformat() if minor else "",
        capped=accrued == overdue.cap_minor(clause),
        stretches=[
            pb.LateInterestStretch(
                first_date=each.first.isoformat(),
                last_date=each.last.isoformat(),
                days=each.days,
                base=money(Money(plan.currency, each.base_minor)),
            )
            for each in overdue.stretches(clause, overdue.first_day(clause), as_of)
        ],
        **{name: money(Money(plan.currency, value)) for name, value in amounts.items()},
    )
