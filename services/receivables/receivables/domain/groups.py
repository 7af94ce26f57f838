"""By what reports are grouped."""

from enum import StrEnum


class Group(StrEnum):
    CUSTOMER = "customer"
    # The topmost company of the group that a customer belongs to; itself where it belongs to none.
    CUSTOMER_GROUP = "customer_group"
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
        """What tells it of a claim."""
        if self is Group.CUSTOMER_GROUP:
            return Group.CUSTOMER.claim_column
        return self.value if self in (Group.PRODUCT_LINE, Group.INVOICE_PROGRESS) else f"{self.value}_id"
