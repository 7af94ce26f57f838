"""What an interaction is about, with everything it hangs on."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from uuid import UUID


class SubjectType(StrEnum):
    LEAD = "lead"
    ACCOUNT = "account"
    OPPORTUNITY = "opportunity"
    CONTRACT = "contract"
    PAYMENT_PLAN = "payment_plan"
    INSTALMENT = "instalment"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """`owner_id` and `shared_with` are the subject's own: who looks after it."""

    subject_type: SubjectType
    subject_id: UUID
    subject_name: str
    account_id: UUID | None = None
    lead_id: UUID | None = None
    opportunity_id: UUID | None = None
    contract_id: UUID | None = None
    payment_plan_id: UUID | None = None
    instalment_id: UUID | None = None
    owner_id: UUID | None = None
    shared_with: tuple[UUID, ...] = ()

    @property
    def links(self) -> dict[str, Any]:
        """The subject and what it hangs on, as an interaction stores them."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("owner_id", "shared_with")}
