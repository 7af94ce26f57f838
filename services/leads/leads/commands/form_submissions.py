"""What is submitted on web pages becomes leads. Nobody is signed in there: the form's key says which company it is for."""

import hmac
from collections.abc import Mapping
from datetime import UTC
from uuid import UUID

from sqlalchemy import func, select

from chassis.days import start_of_day
from chassis.errors import DomainError, Violation
from chassis.ids import derived_id, new_id
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from chassis.server import ORIGIN
from chassis.service import doorway
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import forms_pb2 as pb
from crm.leads.v1 import leads_pb2
from leads import intake, known, known_customers
from leads import tables as t
from leads.domain import campaign, source
from leads.domain.campaign import Campaign
from leads.domain.capture_form import CaptureForm, FormSubmissionOutcome, form_unknown, page_host, tenant_of

submission = t.form_submission.c


@doorway
async def submit_form(request: pb.SubmitFormRequest, runtime: Runtime, call: Call) -> pb.SubmitFormResponse:
    """One submission: the one with the same Idempotency-Key is not taken twice."""
    tenant_id, form_id = tenant_of(request.form_key), UUID(request.form_id)
    id = derived_id("submission", form_id, call.idempotency_key) if call.idempotency_key else new_id()

    async def once() -> CaptureForm:
        async with runtime.unit_of_work(Principal("form", str(form_id), tenant_id), method="SubmitForm") as uow:
            # One after another: none passes the limit of the day, and none is taken twice.
            await uow.lock("capture_form", form_id)
            form = await uow.first(CaptureForm, t.capture_form.c.id == form_id)
            if form is None or not hmac.compare_digest(form.form_key, request.form_key):
                raise form_unknown()
            if (await uow.execute(select(submission.id).where(submission.tenant_id == tenant_id, submission.id == id))).first() is None:
                await _take(uow, form, request, id, call.get(ORIGIN))
            return form

    form = await runtime.pipeline.insist(once)
    return pb.SubmitFormResponse(submission_id=str(id), thanks=form.thanks, redirect_url=form.redirect_url)


async def _take(uow: UnitOfWork, form: CaptureForm, request: pb.SubmitFormRequest, id: UUID, origin: str) -> None:
    host = page_host(origin, request.page_url)
    form.admit(page_host=host, consent=request.consent, taken_today=await _taken_today(uow, form))
    outcome, lead_id = FormSubmissionOutcome.BOT, None
    if not form.is_bot(request.fields):
        outcome, lead_id = await _enquire(uow, form, request)
    uow.insert(
        t.form_submission,
        id=id,
        capture_form_id=form.id,
        create_time=uow.now,
        outcome=outcome,
        lead_id=lead_id,
        consent_text=form.consent_text,
        page_url=request.page_url.partition("?")[0],
    )


async def _taken_today(uow: UnitOfWork, form: CaptureForm) -> int:
    midnight = start_of_day(uow.today, uow.clock.zone(uow.tenant_id)).astimezone(UTC)
    today = (submission.tenant_id == uow.tenant_id, submission.capture_form_id == form.id, submission.create_time >= midnight)
    return int((await uow.execute(select(func.count()).where(*today))).scalar_one())


async def _enquire(uow: UnitOfWork, form: CaptureForm, request: pb.SubmitFormRequest) -> tuple[FormSubmissionOutcome, UUID | None]:
    """A new lead, or a touch on who is known already."""
    read = form.read(request.fields)
    # Who left no name is called after the company, or after the form.
    message = leads_pb2.Lead(
        name=read.get("company_name") or form.name,
        source_id=str(await _source_of(uow, form, request.utm_source)),
        campaign_id=str(await _campaign_of(uow, form, request.utm_campaign) or ""),
        channel=form.channel,
        origin=leads_pb2.LeadOrigin(
            utm_source=request.utm_source,
            utm_campaign=request.utm_campaign,
            referrer=request.referrer,
            landing_page=request.page_url,
        ),
    )
    for name, text in read.items():
        setattr(message, name, text)
    try:
        lead = await intake.draft(uow, message)
    except DomainError as error:
        raise _as_of_form(form, error) from error
    if (found := await known_customers.find(uow, lead)) is not None:
        await intake.as_touch(uow, lead, found)
        return FormSubmissionOutcome.KNOWN, found.id if found.kind == intake.KIND else None
    return FormSubmissionOutcome.CAPTURED, (await intake.take_in(uow, lead, None)).id


async def _source_of(uow: UnitOfWork, form: CaptureForm, utm_source: str) -> UUID:
    """A link that names a source knows better than the form, which many links may lead to."""
    named = source.recognised(await known.sources(uow), utm_source=utm_source, referrer="", referred=False)
    return named.id if named else form.source_id


async def _campaign_of(uow: UnitOfWork, form: CaptureForm, utm_campaign: str) -> UUID | None:
    plain = utm_campaign.strip().casefold()
    if not plain:
        return form.campaign_id
    named = await uow.find(Campaign, t.campaign.c.utm_campaigns.contains([plain]), t.campaign.c.archive_time.is_(None))
    found = campaign.recognised(named, plain)
    return found.id if found else form.campaign_id


def _as_of_form(form: CaptureForm, error: DomainError) -> DomainError:
    """The refusal of a lead, pointing to the fields of the form that the page knows."""
    places: Mapping[str, str] = {f"lead.{each['target']}": f"fields.{each['key']}" for each in form.fields if each["target"]}
    violations = tuple(Violation(places.get(each.field, "fields"), each.detail) for each in error.violations)
    return DomainError(error.kind, error.reason, error.detail, metadata=error.metadata, violations=violations)
