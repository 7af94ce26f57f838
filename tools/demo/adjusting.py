"""Which claims are given up, rounded and short by a fee these days, and which money is to go back."""

from decimal import Decimal

from tools.demo.paying import Owed
from tools.demo.rows import Ref, Row, money, refs

_SMALL = Decimal(100)
_REASON = "多次催收无果，律师函已送达，客户回函称无可供执行的财产。"


def write_off_rows(late: list[Owed]) -> list[Row]:
    """Of the one that is overdue longest; a small part of the next is a difference that a second person has to look at."""
    said = [("WRITE_OFF", None, _REASON), ("ROUNDING", _SMALL, "合同约定抹零，客户按整数付款。")]
    return [
        Row(
            f"adjustment/{each.key}",
            {
                "kind": f"ADJUSTMENT_KIND_{kind}",
                "instalmentId": each.instalment["id"],
                "reason": reason,
                "externalRefs": refs(f"adjustment/{each.key}"),
                **({} if amount is None else {"amount": money(amount)}),
            },
        )
        for each, (kind, amount, reason) in zip(late, said, strict=False)
    ]


def refund_row(receipt: Row) -> Row:
    """Half of money that nobody has allocated yet was paid twice."""
    paid = receipt.body
    return Row(
        f"refund/{receipt.key}",
        {
            "kind": "ADJUSTMENT_KIND_REFUND",
            "receiptId": Ref(receipt.key),
            "amount": money(Decimal(paid["amount"]["amount"]) / 2),
            "payeeName": paid["payerName"],
            "payeeAccount": "6222 0802 0000 1234",
            "otherPayeeReason": "客户来函确认的基本户",
            "reason": "客户重复付款，来函申请退回。",
            "externalRefs": refs(f"refund/{receipt.key}"),
        },
    )
