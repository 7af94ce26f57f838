"""Sums of money: one per currency, never added together."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from chassis.reader import Reader
from crm.common.v1.types_pb2 import Money


async def sums(reader: Reader, minor: ColumnElement[Any], currency: ColumnElement[Any], *where: ColumnElement[bool]) -> list[Money]:
    """Totals of a column of minor units, by currency, in the order of the codes; currencies that sum to zero are left out."""
    code, total = currency.label("code"), func.sum(minor).label("total")
    rows = await reader.execute(select(code, total).where(*where).group_by(currency).having(func.sum(minor) != 0).order_by(currency))
    return [Money(currency_code=row.code, minor=int(row.total)) for row in rows]
