"""Forms on web pages, and what is read out of a submission."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.bounds import within
from chassis.errors import DomainError, forbidden, invalid, precondition
from chassis.search import search_text, sort_key
from leads.domain.source import host_of

DAILY_LIMIT = 1_000
_MOST_A_DAY = 100_000
_SECRET_BYTES = 12
_TENANT_BYTES = 16


class FormFieldTarget(StrEnum):
    """What of a lead a field fills."""

    NAME = "name"
    COMPANY_NAME = "company_name"
    PHONE = "phone"
    EMAIL = "email"
    WECHAT = "wechat"
    TITLE = "title"
    REGION = "region"
    INDUSTRY = "industry"
    NEED = "need"


# Who submits wants an answer: there must be a way to give one.
_REACHABLE = {FormFieldTarget.PHONE, FormFieldTarget.EMAIL, FormFieldTarget.WECHAT}


class FormField(TypedDict):
    key: str
    target: FormFieldTarget | None
    label: str
    required: bool


class FormSubmissionOutcome(StrEnum):
    CAPTURED = "captured"
    KNOWN = "known"
    BOT = "bot"


@dataclass(eq=False, kw_only=True)
class CaptureForm(Archivable, Aggregate):
    """A form on a web page. Its key names the tenant, because who submits has no other way to say whose form it is."""

    name: str
    source_id: UUID
    sort_key: str = ""
    search_text: str = ""
    campaign_id: UUID | None = None
    channel: str = ""
    fields: list[FormField] = field(default_factory=list)
    consent_text: str = ""
    allowed_hosts: list[str] = field(default_factory=list)
    bot_field: str = ""
    daily_limit: int = DAILY_LIMIT
    thanks: str = ""
    redirect_url: str = ""
    paused: bool = False
    form_key: str = ""
    archive_time: datetime | None = None

    def revise(self, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError when one is wrong."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.daily_limit = self.daily_limit or DAILY_LIMIT
        self.allowed_hosts = list(dict.fromkeys(plain for host in self.allowed_hosts if (plain := host.strip().casefold())))
        self._check()
        self.sort_key = sort_key(self.name)

    def _check(self) -> None:
        for name in ("name", "consent_text"):
            if not getattr(self, name).strip():
                raise invalid(f"capture_form.{name}", "This must be filled in.", "MISSING")
        within("capture_form.daily_limit", self.daily_limit, 1, _MOST_A_DAY)
        if self.redirect_url and not self.redirect_url.startswith("https://"):
            raise invalid("capture_form.redirect_url", "This is an address that begins with https://.", "URL_MALFORMED")
        _check_fields(self.fields, self.bot_field)

    def searchable(self) -> str:
        return search_text(self.name)

    def renew_key(self) -> None:
        """Pages with the former key are refused from now on."""
        self.form_key = key_for(self.tenant_id, secrets.token_bytes(_SECRET_BYTES))

    def is_bot(self, given: Mapping[str, str]) -> bool:
        return bool(self.bot_field and given.get(self.bot_field, "").strip())

    def admit(self, *, page_host: str, consent: bool, taken_today: int) -> None:
        """Raises DomainError when nothing is taken: from this page, without consent, for the moment, or today."""
        if self.paused or self.archive_time is not None:
            raise precondition("FORM_PAUSED", "This form takes nothing at the moment.")
        if self.allowed_hosts and not any(_matches(page_host, allowed) for allowed in self.allowed_hosts):
            raise forbidden("ORIGIN_FOREIGN", "This form may not be posted from this page.", host=page_host)
        if not consent:
            raise invalid("consent", "Without your consent nothing is taken.", "CONSENT_MISSING")
        if taken_today >= self.daily_limit:
            raise precondition("FORM_LIMIT_REACHED", "This form has taken all it may today; try again tomorrow.")

    def read(self, given: Mapping[str, str]) -> dict[str, str]:
        """What was filled in, by field of the lead. Raises DomainError for what the form does not ask, or demands and did not get."""
        known = {each["key"]: each for each in self.fields}
        if unknown := sorted(given.keys() - known.keys() - {self.bot_field}):
            raise invalid(f"fields.{unknown[0]}", f"This form does not ask for {unknown[0]!r}.", "FIELD_UNKNOWN")
        found: dict[str, str] = {}
        further = []
        for each in self.fields:
            text = given.get(each["key"], "").strip()
            if not text and each["required"]:
                raise invalid(f"fields.{each['key']}", f"{each['label']} must be filled in.", "MISSING_FIELD")
            if text and each["target"]:
                found[each["target"]] = text
            elif text:
                further.append(f"{each['label']}: {text}")
        if not _REACHABLE & found.keys():
            raise invalid("fields", "Leave a way to reach you.", "CONTACT_WAY_MISSING")
        need = "\n".join([*([found[FormFieldTarget.NEED]] if FormFieldTarget.NEED in found else []), *further])
        return found | ({FormFieldTarget.NEED.value: need} if need else {})


def _check_fields(fields: Iterable[FormField], bot_field: str) -> None:
    fields = list(fields)
    _check_distinct("key", [each["key"] for each in fields])
    _check_distinct("target", [each["target"] for each in fields])
    if not _REACHABLE & {each["target"] for each in fields}:
        raise invalid("capture_form.fields", "Ask for a phone, a mail address or a WeChat id: somebody must answer.", "CONTACT_WAY_MISSING")
    if bot_field and bot_field in {each["key"] for each in fields}:
        raise invalid("capture_form.bot_field", "People fill this field in; name one that the form does not have.", "DUPLICATE")


def _check_distinct(attribute: str, values: Iterable[str | None]) -> None:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise invalid(f"capture_form.fields[{index}].{attribute}", f"Two fields have {value!r}.", "DUPLICATE")
        if value:
            seen.add(value)


def _matches(host: str, allowed: str) -> bool:
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def page_host(origin: str, page_url: str) -> str:
    """The host of the page that posts: what the browser says, else what the page says of itself."""
    return host_of(origin) or host_of(page_url)


def key_for(tenant_id: UUID, secret: bytes) -> str:
    return urlsafe_b64encode(tenant_id.bytes + secret).decode().rstrip("=")


def tenant_of(form_key: str) -> UUID:
    """The tenant that a key names; whether it is that of a form is not known yet. Raises DomainError for what is no key."""
    try:
        content = urlsafe_b64decode(form_key + "=" * (-len(form_key) % 4))
    except (NotBase64, ValueError):
        content = b""
    if len(content) != _TENANT_BYTES + _SECRET_BYTES:
        raise form_unknown()
    return UUID(bytes=content[:_TENANT_BYTES])


def form_unknown() -> DomainError:
    return forbidden("FORM_UNKNOWN", "There is no form with this id and this key; take the code of the page from the form's settings anew.")
