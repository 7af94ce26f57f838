"""A file that belongs to a record."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from chassis.aggregate import Aggregate, Archivable


class AttachmentCategory(StrEnum):
    CONTRACT_SCAN = "contract_scan"
    ACCEPTANCE = "acceptance"
    DELIVERY_NOTE = "delivery_note"
    BALANCE_CONFIRMATION = "balance_confirmation"
    DUNNING_LETTER = "dunning_letter"
    INVOICE = "invoice"
    BANK_RECEIPT = "bank_receipt"
    QUOTE = "quote"
    OTHER = "other"


@dataclass(eq=False, kw_only=True)
class Attachment(Archivable, Aggregate):
    """Who may see its subject may see it. The content lies in edge's storage under the same id and never changes."""

    subject_type: str
    subject_id: UUID
    category: AttachmentCategory
    file_name: str
    media_type: str
    size: int
    sha256: str
    uploaded_by_id: UUID | None
    archive_time: datetime | None = None
