"""Commands on leads: how they come in, and what they say. Whose they are and how they move on is in the other modules."""

from typing import Any

from sqlalchemy import delete

from chassis import external
from chassis.batch import create_rows
from chassis.changes import subject_for
from chassis.errors import already_exists, invalid
from chassis.messages import merged, to_message, values
from chassis.service import command
from chassis.tables import outbox
from chassis.unit_of_work import UnitOfWork
from chassis.validation import require
from crm.leads.v1 import events_pb2 as facts
from crm.leads.v1 import leads_pb2 as pb
from leads import intake, known, known_customers
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.touch import Touch

KIND = intake.KIND
# More than are ever seen of one person.
MOST_TOUCHES = 10_000


@command
async def create_lead(request: pb.CreateLeadRequest, uow: UnitOfWork) -> pb.CreateLeadResponse:
    _require_no_history(request)
    lead = await intake.draft(uow, request.lead)
    if (found := await known_customers.find(uow, lead)) is not None:
        await intake.as_touch(uow, lead, found)
        return pb.CreateLeadResponse(duplicate=await known_customers.told(uow, found))
    await intake.take_in(uow, lead, values(request.lead)["owner_id"])
    # The reply shows the number, which is given when it is stored.
    await uow.stage()
    return pb.CreateLeadResponse(id=str(lead.id), lead=to_message(pb.Lead, lead))


@command
async def batch_create_leads(request: pb.BatchCreateLeadsRequest, uow: UnitOfWork) -> pb.BatchCreateLeadsResponse:
    if not request.historical:
        await known_customers.learn(uow, [each.lead for each in request.requests])
    return pb.BatchCreateLeadsResponse(verdicts=await create_rows(request.requests, _take_row, uow, kind=KIND))


async def _take_row(request: pb.CreateLeadRequest, uow: UnitOfWork) -> Lead:
    lead, owner_id = await intake.draft(uow, request.lead), values(request.lead)["owner_id"]
    if uow.historical:
        return await intake.bring_in(uow, lead, owner_id, request.history)
    _require_no_history(request)
    return await _known_or_new(uow, lead, request.lead)


def _require_no_history(request: pb.CreateLeadRequest) -> None:
    if request.HasField("history"):
        raise invalid("history", "Only a historical batch tells how it went on.", "NOT_HISTORICAL")


async def _known_or_new(uow: UnitOfWork, lead: Lead, given: pb.Lead) -> Lead:
    """The lead that is known already, with a touch more, or the new one.

    Raises ACCOUNT_KNOWN for who is a customer already, LEAD_KNOWN for whom the caller may not see: that is all that they learn.
    """
    found = await known_customers.find(uow, lead)
    if found is None:
        return await intake.take_in(uow, lead, values(given)["owner_id"])
    if found.kind != KIND:
        raise already_exists("ACCOUNT_KNOWN", "This is a customer already; record the enquiry there as a touch.")
    if not known_customers.may_see(uow, KIND, found.owner_id, found.team_id, found.shared_with):
        raise already_exists("LEAD_KNOWN", "Somebody follows this enquiry already; taken in by POST /v1/leads, it becomes a touch there.")
    await intake.as_touch(uow, lead, found)
    root = await intake.known_lead(uow, found)
    root.known_as(lead.external_refs)
    return root


@command
async def upsert_lead(request: pb.UpsertLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.by_external(Lead, request.system, request.company_code, request.external_id)
    if lead is None:
        require(request.lead, "lead")
        external.add(request.lead.external_refs, request.system, request.company_code, request.external_id)
        return await _known_or_new(uow, await intake.draft(uow, request.lead), request.lead)
    await _revise(lead, request, uow)
    return lead


@command
async def update_lead(request: pb.UpdateLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag)
    await _revise(lead, request, uow)
    return lead


async def _revise(lead: Lead, request: pb.UpdateLeadRequest | pb.UpsertLeadRequest, uow: UnitOfWork) -> None:
    changes: dict[str, Any] = values(request.lead, request.update_mask)
    if changes.pop("owner_id", lead.owner_id) != lead.owner_id:
        raise invalid("lead.owner_id", "An owner is changed by assigning another one (:assign).", "USE_ASSIGNMENTS")
    for name in ("custom", "origin", "questions"):
        if name in changes:
            changes[name] = merged(getattr(lead, name), changes[name])
    if (source_id := changes.get("source_id")) is not None:
        await known.source(uow, source_id)
    if lead.revise(**await intake.sealed(uow, lead, changes)):
        lead.updated(uow.now, await known.clocks(uow))


@command
async def archive_lead(request: pb.ArchiveLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag, archived=True)
    lead.archive(uow.now)
    return lead


@command
async def restore_lead(request: pb.RestoreLeadRequest, uow: UnitOfWork) -> Lead:
    lead = await uow.get(Lead, request.lead_id, etag=request.etag, archived=True)
    lead.restore()
    lead.resume(uow.now, await known.clocks(uow))
    return lead


@command
async def reveal_lead(request: pb.RevealLeadRequest, uow: UnitOfWork) -> pb.Lead:
    lead = await uow.get(Lead, request.lead_id, archived=True)
    uow.note(KIND, lead.id, {"revealed": [None, sorted(intake.SEALED)]})
    return await uow.vault.in_full(pb.Lead, lead)


@command
async def erase_lead(request: pb.EraseLeadRequest, uow: UnitOfWork) -> Lead:
    """Deletes the key, what the same person asked later, and what a conversion has sealed for the way to accounts as far as it is here."""
    lead = await uow.get(Lead, request.lead_id, etag=request.etag, archived=True)
    for touch in await _touches(uow, lead):
        touch.erase()
        await uow.vault.forget(touch.id)
    lead.erase(uow.now)
    await uow.vault.forget(lead.id)
    sent = subject_for("leads", facts.LeadConverted.DESCRIPTOR.name, uow.tenant_id, lead.id)
    await uow.execute(
        delete(outbox).where(outbox.c.tenant_id == uow.tenant_id, outbox.c.subject == sent, outbox.c.publish_time.is_not(None))
    )
    return lead


async def _touches(uow: UnitOfWork, lead: Lead) -> list[Touch]:
    """What the person of the lead left on it, not colleagues with numbers of their own."""
    async with uow.beyond_scope("all that an erasure must reach"):
        return [touch for touch in await uow.find(Touch, t.touch.c.lead_id == lead.id, limit=MOST_TOUCHES) if touch.is_by(lead.person)]
