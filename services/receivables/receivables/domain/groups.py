"""By what reports are grouped."""

from enum import StrEnum


class Group(StrEnum):
    CUSTOMER = "customer"
    LEGAL_ENTITY = "legal_entity"
    CONTRACT = "contract"
    INSTALMENT = "instalment"
    OWNER = "owner"
    TEAM = "team"
    PRODUCT_LINE = "product_line"
    INVOICE_PROGRESS = "invoice_progress"

    @property
    def column(self) -> str:
        """Of an instalment."""
        return "id" if self is Group.INSTALMENT else self.claim_column

    @property
    def claim_column(self) -> str:
        return self.value if self in (Group.PRODUCT_LINE, Group.INVOICE_PROGRESS) else f"{self.value}_id"
