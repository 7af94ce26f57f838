"""Forms, and what was submitted by them, as lists."""

from uuid import UUID

from chassis.fields import choice
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.leads.v1 import forms_pb2 as pb
from leads import tables as t
from leads.domain.capture_form import CaptureForm, FormSubmissionOutcome

f, submission = t.capture_form.c, t.form_submission.c

FORMS = Listing(
    t.capture_form,
    {
        column.name: column
        for column in (f.id, f.name, f.sort_key, f.source_id, f.campaign_id, f.channel, f.paused, f.create_time, f.update_time)
    },
    default_order="sort_key",
    search="search_capture_form",
    scoped=False,
)
SUBMISSIONS = Listing(
    t.form_submission,
    {
        "create_time": submission.create_time,
        "lead_id": submission.lead_id,
        "outcome": choice(submission.outcome, FormSubmissionOutcome),
    },
    scoped=False,
)


@query
async def get_capture_form(request: pb.GetCaptureFormRequest, reader: Reader) -> pb.CaptureForm:
    return to_message(pb.CaptureForm, await reader.get(CaptureForm, request.capture_form_id))


@query
async def list_capture_forms(request: pb.ListCaptureFormsRequest, reader: Reader) -> pb.ListCaptureFormsResponse:
    return await reader.page(FORMS, request, pb.ListCaptureFormsResponse)


@query
async def list_form_submissions(request: pb.ListFormSubmissionsRequest, reader: Reader) -> pb.ListFormSubmissionsResponse:
    await reader.get(CaptureForm, request.capture_form_id)
    form_id = UUID(request.capture_form_id)
    return await reader.page(SUBMISSIONS, request, pb.ListFormSubmissionsResponse, capture_form_id=form_id)
