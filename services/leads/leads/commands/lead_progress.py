"""Commands that move a lead on: tries to reach it, its worth, and its becoming a customer."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis.errors import precondition
from chassis.messages import values
from chassis.money import Money
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import intake, known
from leads import tables as t
from leads.domain.conversion import Conversion
from leads.domain.lead import Lead
from leads.domain.lead_states import Disposition, LeadState


@command
async def contact_lead(request: pb.ContactLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    given = values(request)
    lead.contact(Disposition(given["disposition"]), given["contact_time"] or uow.now, uow.now, await known.clocks(uow))
    return lead


@command
async def qualify_lead(request: pb.QualifyLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.qualify(uow.now, await known.clocks(uow))
    return lead


@command
async def disqualify_lead(request: pb.DisqualifyLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    lead.disqualify(request.reason, uow.now, wake_date=values(request)["wake_date"], today=uow.today)
    return lead


@command
async def convert_lead(request: pb.ConvertLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    if lead.state is LeadState.CONVERTED:
        return lead
    lead.require_convertible()
    given = values(request)
    account_id: UUID | None = given["account_id"]
    if account_id is not None:
        await known.account(uow, account_id, "account.read", "account_id")
    else:
        await _require_new_company(uow, lead)
    amount: Money | None = given["expected_amount"] or lead.estimated_amount
    close_date: date | None = given["expected_close_date"]
    sells = not request.without_opportunity
    to = Conversion(
        account_id=account_id or uow.new_id(),
        existing_account=account_id is not None,
        contact_id=None if request.without_contact else uow.new_id(),
        opportunity_id=uow.new_id() if sells else None,
        opportunity_name=(request.opportunity_name or _sale_of(lead)) if sells else "",
        expected_amount=amount,
        expected_close_date=close_date,
        product_line=request.product_line,
        sealed_person="" if request.without_contact else await _sealed_person(uow, lead),
    )
    lead.convert(to, await known.source_name(uow, lead.source_id), uow.now)
    return lead


async def _require_new_company(uow: UnitOfWork, lead: Lead) -> None:
    """Raises CREDIT_CODE_TAKEN: accounts would refuse a second account with it."""
    copy = t.copy_account.c
    same = (copy.tenant_id == uow.tenant_id, copy.credit_code == lead.credit_code, ~copy.archived)
    if lead.credit_code and (await uow.execute(select(copy.id).where(*same).limit(1))).first() is not None:
        detail = "Another account has this credit code already; convert into that account."
        raise precondition("CREDIT_CODE_TAKEN", detail, credit_code=lead.credit_code)


def _sale_of(lead: Lead) -> str:
    """ "杭州为民机械有限公司 三号产线灌装机一台": whose, and what for."""
    need = lead.need.strip().splitlines()[0][:60] if lead.need.strip() else ""
    return f"{lead.company_name or lead.name} {need}".strip()


async def _sealed_person(uow: UnitOfWork, lead: Lead) -> str:
    present = {name: getattr(lead, name) for name in intake.SEALED}
    clear = {name: await uow.vault.open(lead.id, value) for name, value in present.items() if value is not None}
    return uow.vault.for_transit(lead.id, clear)
