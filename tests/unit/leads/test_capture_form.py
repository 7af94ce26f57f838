"""Forms take what they ask for, from pages that may post, with consent, from people who can be answered."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from chassis.errors import DomainError
from leads.domain.capture_form import CaptureForm, FormField, FormFieldTarget, page_host, tenant_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
pytestmark = pytest.mark.capability("L-01", "L-02", "L-05")


def asks(key: str, target: FormFieldTarget | None = None, *, required: bool = False) -> FormField:
    return FormField(key=key, target=target, label=key.capitalize(), required=required)


FIELDS = [
    asks("who", FormFieldTarget.NAME, required=True),
    asks("tel", FormFieldTarget.PHONE),
    asks("what", FormFieldTarget.NEED),
    asks("machines"),
]


def form(**changes: Any) -> CaptureForm:
    made = CaptureForm(id=uuid4(), tenant_id=uuid4(), create_time=NOW, update_time=NOW, name="官网咨询", source_id=uuid4())
    made.revise(**{"fields": FIELDS, "consent_text": "同意联系我", **changes})
    return made


def reason(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.reason


def test_what_is_filled_in_becomes_fields_of_the_lead_and_the_rest_its_need() -> None:
    found = form().read({"who": " 王敏 ", "tel": "138 0000 0000", "what": "报价", "machines": "3 台"})
    assert found == {"name": "王敏", "phone": "138 0000 0000", "need": "报价\nMachines: 3 台"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"who": "王敏", "tel": "1", "age": "7"}, "FIELD_UNKNOWN"),
        ({"tel": "138"}, "MISSING_FIELD"),
        ({"who": "王敏"}, "CONTACT_WAY_MISSING"),
    ],
)
def test_what_the_form_does_not_ask_or_did_not_get_is_refused(given: dict[str, str], expected: str) -> None:
    with pytest.raises(DomainError) as refused:
        form().read(given)
    assert reason(refused) == expected


def test_a_trap_that_is_filled_in_gives_a_program_away() -> None:
    trap = form(bot_field="website")
    assert trap.is_bot({"who": "x", "website": "http://spam"})
    assert not trap.is_bot({"who": "x", "website": " "})
    assert trap.read({"who": "王敏", "tel": "138", "website": ""}) == {"name": "王敏", "phone": "138"}


@pytest.mark.parametrize(
    ("host", "allowed"),
    [("www.example.com", True), ("example.com", False), ("a.b.example.org", True), ("evil-example.org", False), ("", False)],
)
def test_only_the_named_hosts_may_post(host: str, allowed: bool) -> None:
    of = form(allowed_hosts=["www.example.com", "*.example.org"])
    if allowed:
        of.admit(page_host=host, consent=True, taken_today=0)
        return
    with pytest.raises(DomainError) as refused:
        of.admit(page_host=host, consent=True, taken_today=0)
    assert reason(refused) == "ORIGIN_FOREIGN"


def test_what_the_browser_says_of_the_page_counts_before_what_the_page_says_of_itself() -> None:
    assert page_host("https://evil.example", "https://www.example.com/form") == "evil.example"
    assert page_host("", "https://www.example.com/form?x=1") == "www.example.com"


@pytest.mark.parametrize(
    ("changes", "consent", "taken", "expected"),
    [
        ({}, False, 0, "CONSENT_MISSING"),
        ({"daily_limit": 2}, True, 2, "FORM_LIMIT_REACHED"),
        ({"paused": True}, True, 0, "FORM_PAUSED"),
    ],
)
def test_nothing_is_taken_without_consent_beyond_the_limit_or_in_a_pause(
    changes: dict[str, Any], consent: bool, taken: int, expected: str
) -> None:
    with pytest.raises(DomainError) as refused:
        form(**changes).admit(page_host="", consent=consent, taken_today=taken)
    assert reason(refused) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"fields": [asks("who", FormFieldTarget.NAME)]}, "CONTACT_WAY_MISSING"),
        ({"fields": [asks("tel", FormFieldTarget.PHONE), asks("tel")]}, "DUPLICATE"),
        ({"fields": [asks("a", FormFieldTarget.PHONE), asks("b", FormFieldTarget.PHONE)]}, "DUPLICATE"),
        ({"bot_field": "tel"}, "DUPLICATE"),
        ({"consent_text": " "}, "MISSING"),
        ({"daily_limit": -1}, "OUT_OF_RANGE"),
        ({"redirect_url": "javascript:alert(1)"}, "URL_MALFORMED"),
    ],
)
def test_a_form_that_could_not_work_is_refused(changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(DomainError) as refused:
        form(**changes)
    assert reason(refused) == expected


def test_a_key_names_its_tenant_and_a_renewed_one_is_another() -> None:
    of = form()
    of.renew_key()
    first = of.form_key
    of.renew_key()
    assert first != of.form_key
    assert tenant_of(first) == tenant_of(of.form_key) == of.tenant_id


@pytest.mark.parametrize("key", ["", "nonsense", "!!!", "表单", "A" * 200])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(DomainError) as refused:
        tenant_of(key)
    assert reason(refused) == "FORM_UNKNOWN"
