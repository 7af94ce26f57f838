"""What plans are of: contracts, orders, months of a customer, service charges; and whose record it is that they go with."""

from typing import Any

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from receivables import tables
from receivables.domain.states import Basis

# Plans that belong to whom their customer belongs.
OF_CUSTOMERS = (Basis.MONTHLY_STATEMENT, Basis.SERVICE_CHARGE)


def document(of: ReadOnlyColumnCollection[str, Any]) -> tuple[ColumnElement[str], ColumnElement[Any]]:
    """The type and the id of the record that rows with `contract_id` and `customer_id` go with: of a month or a service charge, the
    customer."""
    basis = of.basis if "basis" in of else _basis_of_plan(of)
    kind = case(
        (basis == Basis.ORDER, literal("sales_order")),
        (basis.in_(OF_CUSTOMERS), literal("account")),
        else_=literal("contract"),
    )
    return kind, case((basis.in_(OF_CUSTOMERS), of.customer_id), else_=of.contract_id)


def _basis_of_plan(of: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[Any]:
    plan = tables.payment_plan.alias()
    its = (plan.c.tenant_id == of.tenant_id, plan.c.contract_id == of.contract_id)
    return select(plan.c.basis).where(*its).correlate_except(plan).scalar_subquery()
