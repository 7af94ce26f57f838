"""Which claims were invoiced, and how far the customer is with each invoice."""

from collections.abc import Iterable
from datetime import date, timedelta

from tools.demo.dice import dice
from tools.demo.paying import Owed
from tools.demo.rows import Days, Ref, Row, money, refs

# How far invoices are, of a hundred.
STANDS = {"booked": 70, "delivered": 12, "issued": 8, "none": 10}
TAX_RATE = "13"
_DELIVERED_AFTER, _BOOKED_AFTER = timedelta(days=2), timedelta(days=8)


def invoice_rows(owed: Iterable[Owed], days: Days) -> list[Row]:
    return [row for each in owed if (row := _invoice_row(each, days)) is not None]


def _invoice_row(each: Owed, days: Days) -> Row | None:
    """The invoice of a claim, issued when it arose; none where nobody has asked for one."""
    chance = dice("invoice", each.key)
    stands = chance.choices([*STANDS], [*STANDS.values()])[0]
    issued = date.fromisoformat(each.instalment["claimDate"])
    if stands == "none" or issued > days.monday:
        return None
    delivered, booked = issued + _DELIVERED_AFTER, issued + _BOOKED_AFTER
    key = f"invoice/{each.key}"
    told = {
        "contractId": Ref(each.deal.contract_key),
        "type": "INVOICE_TYPE_VAT_SPECIAL",
        "invoicee": {"title": each.deal.account.name},
        "lines": [{"description": each.deal.product.name, "taxRate": TAX_RATE, "gross": money(each.amount)}],
        "coverage": [{"instalmentId": each.instalment["id"], "amount": money(each.amount)}],
        "invoiceNumber": f"2531{chance.randrange(10**16):016d}",
        "issueDate": issued.isoformat(),
        "externalRefs": refs(key),
    }
    if stands in ("delivered", "booked") and delivered <= days.monday:
        told["deliverDate"] = delivered.isoformat()
    if stands == "booked" and booked <= days.monday:
        told["bookDate"] = booked.isoformat()
    return Row(key, {"invoice": told})
