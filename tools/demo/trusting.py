"""What finance agreed beforehand: at which rates money that comes is paid for, and how much customers may owe."""

from decimal import ROUND_UP, Decimal

from tools.demo.paying import Owed
from tools.demo.rows import Days, Row, money, refs

# Name, rate in per cent, product line.
_COMMISSIONS = (("回款提成", "1.2", ""), ("软件回款提成", "2", "软件"))
# How much may be owed, as a part of what is owed; the first customer is over its limit, the second near it.
_ROOM = (Decimal("0.8"), Decimal("1.05"), Decimal(2), Decimal(3), Decimal(4))
_STEP = Decimal(10_000)


def commission_rows(days: Days) -> list[Row]:
    """For money of the last two years."""
    return [
        Row(f"commission_plan/{rate}", {"name": name, "rate": rate, "productLine": line, "fromDate": days.day(-730)})
        for name, rate, line in _COMMISSIONS
    ]


def credit_rows(late: list[Owed]) -> list[Row]:
    """Limits of those who owe something that is late; the last one waits for a decision."""
    owing: dict[str, Decimal] = {}
    for each in late:
        customer = each.instalment["customerId"]
        owing[customer] = owing.get(customer, Decimal()) + each.amount
    return [
        Row(
            f"credit_limit/{customer}",
            {
                "kind": "CREDIT_KIND_LIMIT",
                "customerId": customer,
                "amount": money((amount * room / _STEP).to_integral_value(ROUND_UP) * _STEP),
                "reason": "按近两年成交和付款情况核定。",
                "externalRefs": refs(f"credit_limit/{customer}"),
            },
        )
        for (customer, amount), room in zip(owing.items(), _ROOM, strict=False)
    ]
