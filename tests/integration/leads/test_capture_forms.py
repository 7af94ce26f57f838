"""Forms, on a real database."""

import asyncio
from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import derived_id
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.leads.v1 import forms_pb2 as pb
from tests.support.running import ask

ALL = ("capture_form.read", "capture_form.create", "capture_form.update", "capture_form.archive")
PHONE = pb.FormField(key="tel", target=pb.FORM_FIELD_TARGET_PHONE, label="电话", required=True)
NAME = pb.FormField(key="who", target=pb.FORM_FIELD_TARGET_NAME, label="姓名")
pytestmark = pytest.mark.capability("L-01", "L-02")


async def create(runtime: Runtime, who: Principal, **fields: Any) -> pb.CaptureForm:
    website = str(derived_id(who.tenant_id, "source", "website"))
    form = pb.CaptureForm(**{"name": "官网咨询", "source_id": website, "fields": [NAME, PHONE], "consent_text": "同意联系我", **fields})
    reply: pb.CaptureForm = await ask(runtime, who, "CreateCaptureForm", pb.CreateCaptureFormRequest(capture_form=form))
    return reply


async def test_a_form_is_made_with_a_key_found_and_changed(leads: Runtime, marketer: Principal) -> None:
    made = await create(leads, marketer)
    assert made.form_key
    assert made.daily_limit == 1000
    assert list(made.fields) == [NAME, PHONE]
    page = await ask(leads, marketer, "ListCaptureForms", pb.ListCaptureFormsRequest(search="gwzx", filter="paused = false"))
    assert [form.id for form in page.capture_forms] == [made.id]
    change = pb.UpdateCaptureFormRequest(capture_form_id=made.id, capture_form=pb.CaptureForm(paused=True))
    change.update_mask.paths.append("paused")
    changed = await ask(leads, marketer, "UpdateCaptureForm", change)
    assert changed.paused
    assert list(changed.fields) == [NAME, PHONE]


async def test_a_renewed_key_is_another_and_names_the_same_company(leads: Runtime, marketer: Principal) -> None:
    made = await create(leads, marketer)
    renewed = await ask(leads, marketer, "RenewCaptureFormKey", pb.RenewCaptureFormKeyRequest(capture_form_id=made.id))
    assert renewed.form_key != made.form_key


async def test_a_form_needs_a_source_that_exists(leads: Runtime, marketer: Principal) -> None:
    with pytest.raises(DomainError) as refused:
        await create(leads, marketer, source_id="00000000-0000-4000-8000-000000000000")
    assert refused.value.reason == "SOURCE_UNKNOWN"


async def test_what_is_submitted_twice_at_once_is_one_enquiry_and_the_limit_of_a_day_holds(leads: Runtime, marketer: Principal) -> None:
    form = await create(leads, marketer, daily_limit=3)
    request = pb.SubmitFormRequest(form_id=form.id, form_key=form.form_key, consent=True, fields={"tel": "13800138001"})
    replies = await asyncio.gather(*(leads.pipeline("SubmitForm", request, Call(None, "same")) for _ in range(4)))
    assert len({reply.message.submission_id for reply in replies}) == 1  # type: ignore[attr-defined]
    more = await asyncio.gather(*(leads.pipeline("SubmitForm", request, Call(None, f"more-{n}")) for n in range(5)), return_exceptions=True)
    refused = [each.reason for each in more if isinstance(each, DomainError)]
    assert (refused, len(more) - len(refused)) == (["FORM_LIMIT_REACHED"] * 3, 2)
