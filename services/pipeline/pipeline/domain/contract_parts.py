"""What a contract is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import MoneyOf
from pipeline.domain import pricing
from pipeline.domain.milestone import MilestoneKind


class ContractState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    # Sealed by us.
    SEALED = "sealed"
    # Back with both seals.
    RETURNED = "returned"
    EFFECTIVE = "effective"
    FULFILLED = "fulfilled"
    TERMINATED = "terminated"


class PartyRole(StrEnum):
    ORDERER = "orderer"
    PAYER = "payer"
    INVOICEE = "invoicee"
    CONSIGNEE = "consignee"
    END_USER = "end_user"
    DEALER = "dealer"
    LESSOR = "lessor"
    GUARANTOR = "guarantor"


# Who owes and who is invoiced is one account.
SINGLE_ROLES = frozenset((PartyRole.PAYER, PartyRole.INVOICEE))


@dataclass(frozen=True, kw_only=True)
class PartyDraft:
    role: PartyRole
    account_id: UUID


@dataclass(eq=False, kw_only=True)
class ContractParty(Part):
    """An account in one of the parts of a contract."""

    role: PartyRole
    account_id: UUID


def check_parties(drafts: Iterable[PartyDraft]) -> None:
    """Raises DomainError when a party is named twice, or two payers or two invoicees are."""
    seen: set[PartyDraft] = set()
    for index, draft in enumerate(drafts):
        roles = {party.role for party in seen}
        if draft in seen or (draft.role in SINGLE_ROLES and draft.role in roles):
            role = draft.role.replace("_", " ")
            raise invalid(f"contract.parties.{index}", f"There is a {role} already.", "PARTY_TAKEN", role=draft.role)
        seen.add(draft)


def customer(account_id: UUID, parties: Iterable[ContractParty]) -> UUID:
    """Who owes: the payer, else the invoicee, else the account."""
    named = {party.role: party.account_id for party in parties}
    return named.get(PartyRole.PAYER) or named.get(PartyRole.INVOICEE) or account_id


@dataclass(frozen=True, kw_only=True)
class ContractLineDraft:
    """A line as somebody wants to have it."""

    unit_price: Decimal
    quantity: Decimal = Decimal(1)
    tax_rate: Decimal = Decimal(0)
    tax_code: str = ""
    code: str = ""
    product_id: UUID | None = None
    description: str = ""
    unit: str = ""


@dataclass(eq=False, kw_only=True)
class ContractLine(Part):
    """One thing sold; `code` is what milestones and terms call it."""

    position: int
    code: str
    currency: str
    product_id: UUID | None = None
    description: str = ""
    unit: str = ""
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)
    tax_code: str = ""
    tax_rate: Decimal = Decimal(0)
    net_minor: int = 0
    tax_minor: int = 0
    gross_minor: int = 0

    net = MoneyOf()
    tax = MoneyOf()
    gross = MoneyOf()

    @property
    def price(self) -> pricing.Price:
        return pricing.Price(self.net, self.tax, self.gross)

    @property
    def draft(self) -> ContractLineDraft:
        """What it would be drafted from."""
        return ContractLineDraft(
            unit_price=self.unit_price,
            quantity=self.quantity,
            tax_rate=self.tax_rate,
            tax_code=self.tax_code,
            code=self.code,
            product_id=self.product_id,
            description=self.description,
            unit=self.unit,
        )

    def take(self, draft: ContractLineDraft, position: int, currency: str, *, prices_include_tax: bool) -> None:
        """Becomes what the draft says. Raises DomainError when quantity, price or rate is wrong or nothing is named."""
        where = f"contract.lines.{position - 1}"
        if draft.product_id is None and not draft.description.strip():
            raise invalid(where, "A line names a product or describes what is sold.", "MISSING")
        self.position, self.currency, self.product_id, self.description = position, currency, draft.product_id, draft.description
        self.unit, self.tax_code = draft.unit, draft.tax_code
        self.quantity = pricing.quantity(f"{where}.quantity", draft.quantity)
        self.unit_price = pricing.exact(f"{where}.unit_price", draft.unit_price)
        self.tax_rate = pricing.percent(f"{where}.tax_rate", draft.tax_rate)
        self.reprice(currency, prices_include_tax=prices_include_tax)

    def reprice(self, currency: str, *, prices_include_tax: bool) -> None:
        self.currency = currency
        where = f"contract.lines.{self.position - 1}.unit_price"
        price = pricing.price(currency, self.quantity, self.unit_price, self.tax_rate, includes_tax=prices_include_tax, field=where)
        self.net, self.tax, self.gross = price.net, price.tax, price.gross


@dataclass(frozen=True, kw_only=True)
class MilestoneDraft:
    """A milestone as somebody wants to have it."""

    kind: MilestoneKind
    code: str = ""
    name: str = ""
    planned_date: date | None = None
