"""Sums of money: one per currency, never added together."""

from typing import Any

from sqlalchemy import ColumnElement, Result, func, select

from chassis.reader import Reader
from crm.common.v1.types_pb2 import Money


async def sums(reader: Reader, minor: ColumnElement[Any], currency: ColumnElement[Any], *where: ColumnElement[bool]) -> list[Money]:
    """Totals of a column of minor units, by currency, in the order of the codes; currencies that sum to zero are left out."""
    total = func.sum(minor)
    rows: Result[Any] = await reader.execute(select(currency, total).where(*where).group_by(currency).having(total != 0).order_by(currency))
    return [Money(currency_code=row[0], minor=int(row[1])) for row in rows]
