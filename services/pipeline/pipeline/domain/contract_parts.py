"""What a contract is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.priced_line import PricedLine


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


@dataclass(eq=False, kw_only=True)
class ContractLine(PricedLine):
    """One thing sold; `code` is what milestones and terms call it."""

    where: ClassVar[str] = "contract.lines"


@dataclass(frozen=True, kw_only=True)
class MilestoneDraft:
    """A milestone as somebody wants to have it."""

    kind: MilestoneKind
    code: str = ""
    name: str = ""
    planned_date: date | None = None
