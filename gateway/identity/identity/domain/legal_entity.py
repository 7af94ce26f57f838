"""A company of ours (公司主体)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid
from chassis.numbers import NumberTemplate
from chassis.search import search_text, sort_key
from identity.domain.places import check_calendar, check_currency, check_zone

CALENDAR = "CN"


@dataclass(eq=False, kw_only=True)
class LegalEntity(Archivable, Aggregate):
    """Signs, invoices, banks and keeps books. A tenant has at least one."""

    name: str
    sort_key: str = ""
    search_text: str = ""
    credit_code: str = ""
    functional_currency: str
    time_zone: str
    calendar: str = CALENDAR
    number_templates: list[dict[str, str]] = field(default_factory=list)
    bank_accounts: list[dict[str, str]] = field(default_factory=list)
    erp_company_code: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    def __post_init__(self) -> None:
        check_currency(self.functional_currency, "legal_entity.functional_currency")
        self._derive()

    def _derive(self) -> None:
        self.sort_key = sort_key(self.name)

    def revise(self, new_id: Callable[[], UUID], **changes: Any) -> None:
        """Takes new values of fields; a new bank account gets an id from `new_id`. Raises DomainError where something is wrong."""
        currency = changes.pop("functional_currency", "") or self.functional_currency
        if currency != self.functional_currency:
            raise invalid("legal_entity.functional_currency", "Books are kept in this currency; it never changes.", "FIELD_IMMUTABLE")
        if (zone := changes.pop("time_zone", "")) or not self.time_zone:
            check_zone(zone, "legal_entity.time_zone")
            self.time_zone = zone
        if calendar := changes.pop("calendar", ""):
            check_calendar(calendar, "legal_entity.calendar")
            self.calendar = calendar
        if "number_templates" in changes:
            _check_templates(changes["number_templates"])
        if "bank_accounts" in changes:
            changes["bank_accounts"] = self._with_ids(changes["bank_accounts"], new_id)
        for name, value in changes.items():
            setattr(self, name, value)
        self._derive()

    def _with_ids(self, given: Iterable[Mapping[str, str]], new_id: Callable[[], UUID]) -> list[dict[str, str]]:
        """Bank accounts with their ids: one that was there keeps its own, because ledger entries point to it."""
        known = {(account["account_number"], account["currency_code"]): account["id"] for account in self.bank_accounts}
        accounts: dict[tuple[str, str], dict[str, str]] = {}
        for index, account in enumerate(given):
            currency = account["currency_code"] or self.functional_currency
            check_currency(currency, f"legal_entity.bank_accounts.{index}.currency_code")
            key = (account["account_number"], currency)
            if key in accounts:
                raise invalid(f"legal_entity.bank_accounts.{index}", "This bank account is listed twice.", "BANK_ACCOUNT_TWICE")
            accounts[key] = {**account, "currency_code": currency, "id": known.get(key) or str(new_id())}
        return list(accounts.values())

    def searchable(self) -> str:
        return search_text(self.name, self.credit_code, self.erp_company_code)


def _check_templates(templates: Iterable[Mapping[str, str]]) -> None:
    seen: set[str] = set()
    for index, template in enumerate(templates):
        field = f"legal_entity.number_templates.{index}"
        try:
            NumberTemplate.parse(template["template"])
        except ValueError as error:
            raise invalid(f"{field}.template", str(error), "NUMBER_TEMPLATE_INVALID") from None
        if template["record_type"] in seen:
            raise invalid(f"{field}.record_type", "This type of record has two templates.", "NUMBER_TEMPLATE_TWICE")
        seen.add(template["record_type"])
