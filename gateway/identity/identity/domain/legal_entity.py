"""A company of ours (公司主体)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chassis.aggregate import Aggregate, Archivable
from chassis.errors import invalid, not_found
from chassis.numbers import NumberTemplate
from chassis.search import search_text, sort_key
from identity.domain import bank_account
from identity.domain.bank_account import Account, Act
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
    bank_accounts: list[Account] = field(default_factory=list)
    erp_company_code: str = ""
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    archive_time: datetime | None = None

    def __post_init__(self) -> None:
        check_currency(self.functional_currency, "legal_entity.functional_currency")
        self._derive()

    def _derive(self) -> None:
        self.sort_key = sort_key(self.name)

    def revise(self, act: Act, **changes: Any) -> None:
        """Takes new values of fields. Raises DomainError where something is wrong."""
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
            changes["bank_accounts"] = bank_account.listed(self.bank_accounts, changes["bank_accounts"], self.functional_currency, act)
        for name, value in changes.items():
            setattr(self, name, value)
        self._derive()

    def open_account(self, given: Mapping[str, Any], act: Act) -> None:
        """Another account at a bank. Raises DomainError where it is there already."""
        self.bank_accounts = [*self.bank_accounts, bank_account.opened(self.bank_accounts, given, self.functional_currency, act)]

    def rename_account(self, id: str, given: Mapping[str, Any], act: Act) -> None:
        """What the account is called. Raises DomainError where it is unknown, or its number or currency would change."""
        self._put(bank_account.renamed(self.account(id), given, act))

    def archive_account(self, id: str, act: Act) -> None:
        self._put(bank_account.archived(self.account(id), act))

    def restore_account(self, id: str, act: Act) -> None:
        self._put(bank_account.restored(self.account(id), act))

    def account(self, id: str) -> Account:
        """Raises NOT_FOUND."""
        found = next((each for each in self.bank_accounts if each["id"] == id), None)
        if found is None:
            raise not_found("bank account", id)
        return found

    def _put(self, account: Account) -> None:
        self.bank_accounts = [account if each["id"] == account["id"] else each for each in self.bank_accounts]

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
