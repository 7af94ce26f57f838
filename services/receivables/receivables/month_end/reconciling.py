"""What books and documents say of each customer, in each currency: they must say the same (对账差异为 0)."""

from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from receivables.domain.ledger import CLAIM_KINDS, FUND_KINDS
from receivables.domain.states import ClaimState, ReceiptState
from receivables.ledger_tables import ledger_account
from receivables.month_end.periods import Period
from receivables.tables import instalment, receipt

MOST_DIFFERENCES = 1000


def differences(period: Period) -> Select[Any]:
    """Rows (part, customer_id, currency, minor) where books exceed documents, or fall short of them: of claims their instalments, of
    funds (which are credits) their receipts. All that was posted is compared, so that no date hides a difference; that balances are the
    sums of their entries the proof says, another item of the checklist."""
    a, i, r = ledger_account.c, instalment.c, receipt.c
    posted = [
        select(literal(part).label("part"), a.customer_id, a.currency, a.balance_minor.label("minor")).where(
            a.tenant_id == period.tenant_id, a.legal_entity_id == period.legal_entity_id, a.kind.in_(kinds), a.balance_minor != 0
        )
        for part, kinds in (("claims", CLAIM_KINDS), ("funds", FUND_KINDS))
    ]
    owed = select(literal("claims"), i.customer_id, i.currency, -i.open_minor).where(
        i.tenant_id == period.tenant_id, i.legal_entity_id == period.legal_entity_id, i.claim_state != ClaimState.PLANNED, i.open_minor != 0
    )
    unspent = select(literal("funds"), r.customer_id, r.currency, r.unapplied_minor + r.advance_minor).where(
        r.tenant_id == period.tenant_id, r.legal_entity_id == period.legal_entity_id, r.state == ReceiptState.RECORDED
    )
    each = union_all(*posted, owed, unspent).subquery("each")
    keys = (each.c.part, each.c.customer_id, each.c.currency)
    minor = func.sum(each.c.minor)
    return select(*keys, minor.label("minor")).group_by(*keys).having(minor != 0).order_by(*keys).limit(MOST_DIFFERENCES)
