"""One comparison of a filter as SQL. Comparing with a missing value gives null, and `!=` counts a missing value as another one."""

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, true

from chassis.field_values import NotAValue, Span, read
from chassis.fields import Field, Today
from chassis.money import currencies_by_digits

Compare = Callable[[Any, Any], ColumnElement[bool]]
_COMPARE: dict[str, Compare] = {
    "=": operator.eq,
    "!=": lambda column, value: column.is_distinct_from(value),
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def comparison(field: Field, sign: str, text: str, today: Today) -> ColumnElement[bool]:
    """What `field sign text` demands of a row; a list is compared with : alone. Raises NotAValue."""
    if field.is_list:
        return field.column.contains([read(field.item, text, today)])
    value = read(field, text, today)
    if sign == ":":
        return field.column.icontains(value, autoescape=True)
    if field.is_money:
        return _amount(field, sign, value)
    if isinstance(value, Span):
        return _within(field.column, sign, value)
    return _COMPARE[sign](field.column, value)


def _within(column: ColumnElement[Any], sign: str, day: Span) -> ColumnElement[bool]:
    inside = and_(column >= day.start, column < day.end)
    match sign:
        case "=":
            return inside
        case "!=":
            return inside.is_not(true())
        case "<" | ">=":
            return _COMPARE[sign](column, day.start)
        case "<=":
            return column < day.end
        case _:
            return column >= day.end


def _amount(field: Field, sign: str, amount: Decimal) -> ColumnElement[bool]:
    usual = _minor(field.column, sign, amount, 2)
    if field.currency is None:
        return usual
    others = [(field.currency.in_(codes), _minor(field.column, sign, amount, digits)) for digits, codes in currencies_by_digits().items()]
    return case(*others, else_=usual)


def _minor(column: ColumnElement[int], sign: str, amount: Decimal, digits: int) -> ColumnElement[bool]:
    """Compares whole minor units with an amount that may have more digits than the currency: 1000.5 of JPY."""
    below, rest = divmod(amount.scaleb(digits), 1)
    if rest < 0:
        below -= 1
    if not rest:
        return _COMPARE[sign](column, _bounded(below))
    match sign:
        case "=":
            return false()
        case "!=":
            return true()
        case "<" | "<=":
            return column <= _bounded(below)
        case _:
            return column > _bounded(below)


def _bounded(minor: Decimal) -> int:
    if not -(2**63) <= minor < 2**63:
        raise NotAValue("an amount that fits into 64 bits of minor units")
    return int(minor)
