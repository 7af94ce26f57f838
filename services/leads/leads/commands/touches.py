"""Commands on touches."""

from typing import Any

from chassis.batch import create_rows
from chassis.messages import values
from chassis.personal_forms import PersonalKind
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import known
from leads.domain.lead import Lead
from leads.domain.touch import Touch, TouchType

KIND = "touch"
SEALED = {"phone": PersonalKind.PHONE, "email": PersonalKind.MAIL}


@command
async def create_touch(request: pb.CreateTouchRequest, uow: UnitOfWork) -> Touch:
    given = values(request.touch)
    id = uow.new_id()
    for name, kind in SEALED.items():
        given[name] = await uow.vault.seal(id, kind, given[name], field=f"touch.{name}", new=True)
    given["type"], given["touch_time"] = TouchType(given["type"]), given["touch_time"] or uow.now
    touch = Touch(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, **given)
    if touch.source_id is not None:
        await known.source(uow, touch.source_id, "touch.source_id")
    if touch.account_id is not None:
        _belong(touch, await known.account(uow, touch.account_id, "touch.create", "touch.account_id"))
    if touch.lead_id is not None:
        lead = await uow.get(Lead, touch.lead_id)
        lead.touched(touch.touch_time, touch.type)
        touch.account_id = touch.account_id or lead.account_id
        _belong(touch, lead)
    touch.tell(uow.now)
    return uow.add(touch)


@command
async def batch_create_touches(request: pb.BatchCreateTouchesRequest, uow: UnitOfWork) -> pb.BatchCreateTouchesResponse:
    return pb.BatchCreateTouchesResponse(verdicts=await create_rows(request.requests, create_touch, uow, kind=KIND))


def _belong(touch: Touch, subject: Any) -> None:
    """Who may see the lead or account sees what was seen of it."""
    touch.owner_id, touch.team_id, touch.shared_with = subject.owner_id, subject.team_id, [*subject.shared_with]
