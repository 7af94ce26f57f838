"""What became of the bills that customers paid with: most are paid, one is presented, one went to a supplier, one is to be discounted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from tools.api.client import Json
from tools.demo.rows import money

# Who does it, the path below the bill's own, and the body. Nothing of it hangs on what a bill is by now: asked again it is the same.
Act = tuple[str, str, Json]

# A bill is presented when it is due, and paid so many days later.
PAID_AFTER = timedelta(days=1)
SUPPLIER, BANK = "花果山精密铸造有限公司", "招商银行水帘洞支行"
_INTEREST = Decimal("0.012")


def acts(bills: Sequence[Json], monday: date, accounts: Mapping[str, str]) -> Iterator[Act]:
    """`accounts` are those that money comes to, by our companies' ids."""
    ordered = sorted(bills, key=lambda bill: (bill["dueDate"], bill["billNumber"]))
    due = [bill for bill in ordered if date.fromisoformat(bill["dueDate"]) + PAID_AFTER <= monday]
    for bill in due:
        day = date.fromisoformat(bill["dueDate"])
        yield "cashier", f"{bill['id']}:present", {"presentDate": day.isoformat()}
        if bill is not due[-1]:
            paid = {"payDate": (day + PAID_AFTER).isoformat(), "bankAccountId": accounts[bill["legalEntityId"]]}
            yield "cashier", f"{bill['id']}:pay", paid
    to_come = [bill for bill in ordered if date.fromisoformat(bill["dueDate"]) > monday + timedelta(days=30)]
    for bill in to_come[:1]:
        asked: Json = {"act": "BILL_ACT_ENDORSED", "counterparty": SUPPLIER, "note": "抵付铸件货款"}
        yield "accountant", f"{bill['id']}:request", {"asked": asked}
        yield "finance", f"{bill['id']}:approve", {}
    for bill in to_come[-1:]:
        discount: Json = {
            "act": "BILL_ACT_DISCOUNTED",
            "counterparty": BANK,
            "bankAccountId": accounts[bill["legalEntityId"]],
            "interest": money(Decimal(bill["amount"]["amount"]) * _INTEREST),
            "withRecourse": True,
        }
        yield "accountant", f"{bill['id']}:request", {"asked": discount}
