"""Which instalments were paid, when and how much of it. Their amounts and due days are those of the payment plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tools.api.client import Json
from tools.demo.dice import dice
from tools.demo.rows import Days, Ref, Row, money, refs, rounded
from tools.demo.sales import Deal

# How customers pay, of a hundred.
HABITS = {"prompt": 42, "slow": 20, "partial": 14, "stuck": 24}
DELAYS = {"prompt": (0, 5), "slow": (10, 36), "partial": (3, 12)}
BILL = "TENDER_BANK_BILL"
TENDERS = ("TENDER_BANK",) * 9 + (BILL,)
BILL_RUNS = timedelta(days=180)
_PART = Decimal("0.4")
# What a customer keeps back is a matter of its own; it is paid without hurry.
_OPEN = ("CLAIM_STATE_CLAIMABLE",)


@dataclass(frozen=True)
class Owed:
    """An instalment that is claimable, and the contract it belongs to."""

    deal: Deal
    instalment: Json

    @property
    def due(self) -> date:
        return date.fromisoformat(self.instalment["dueDate"])

    @property
    def key(self) -> str:
        return f"{self.deal.contract_key}/{self.instalment['position']}"

    @property
    def amount(self) -> Decimal:
        return Decimal(self.instalment["amount"]["amount"])


def owed(deals: Iterable[Deal], plans: Mapping[str, Json]) -> list[Owed]:
    """All that is claimable, in the order of deals and instalments. `plans` by the key of the contract."""
    return [
        Owed(deal, instalment)
        for deal in deals
        for instalment in plans[deal.contract_key]["instalments"]
        if instalment["claimState"] in _OPEN
    ]


def receipt_row(each: Owed, days: Days) -> Row | None:
    """The money that came for an instalment until that Monday; None where none did."""
    chance = dice("pay", each.key)
    habit = dice("habit", each.deal.account.number).choices([*HABITS], [*HABITS.values()])[0]
    if each.deal.state == "fulfilled":
        habit = "prompt"
    if habit == "stuck":
        return None
    day = each.due + timedelta(days=chance.randrange(*DELAYS[habit]))
    amount = each.amount if habit != "partial" else rounded(each.amount * _PART)
    if day > days.monday or not amount:
        return None
    key = f"receipt/{each.key}"
    told = {
        "legalEntityId": each.deal.entity,
        "customerId": each.instalment["customerId"],
        "tender": chance.choice(TENDERS),
        "amount": money(amount),
        "receivedDate": day.isoformat(),
        "bankReference": f"DEMO{chance.randrange(10**9):09d}",
        "payerName": each.deal.account.name,
        "contractId": Ref(each.deal.contract_key),
        "allocations": [{"instalmentId": each.instalment["id"], "amount": money(amount)}],
        "externalRefs": refs(key),
    }
    if told["tender"] == BILL:
        told |= {"billNumber": f"BA{chance.randrange(10**12):012d}", "billDueDate": (day + BILL_RUNS).isoformat()}
    return Row(key, {"receipt": told})


def overdue(claims: Iterable[Owed], days: Days) -> list[Owed]:
    """What is not, or not fully, paid, the oldest first. It follows from what customers do, not from what is stored so far."""
    found = [each for each in claims if each.deal.state == "effective" and each.due < days.monday and not _is_paid(each, days)]
    return sorted(found, key=lambda each: (each.due, each.deal.number))


def _is_paid(each: Owed, days: Days) -> bool:
    row = receipt_row(each, days)
    return row is not None and row.body["receipt"]["amount"] == money(each.amount)


def unapplied_rows(deals: list[Deal], days: Days, count: int) -> list[Row]:
    """Money of these days that nobody has allocated yet; whose the first is, nobody knows."""
    effective = [deal for deal in deals if deal.state == "effective"]
    found = []
    for number, deal in enumerate(effective[:count]):
        told = {
            "legalEntityId": deal.entity,
            "tender": "TENDER_BANK",
            "amount": money(rounded(deal.amount / 10)),
            "receivedDate": days.day(0),
            "bankReference": f"DEMO-LIVE-{number}",
            "memo": "货款" if number == 0 else f"{deal.product.name} 货款",
            "externalRefs": refs(f"receipt/live/{number}"),
        }
        known = {"customerId": deal.account.ref, "payerName": deal.account.name} if number else {"payerName": "归墟岛来款户"}
        found.append(Row(f"receipt/live/{number}", told | known))
    return found


def arrival_rows(late: list[Owed], days: Days) -> list[Row]:
    """Money that came these days for what is overdue, a part of it; accounting allocates it."""
    return [
        Row(
            f"receipt/arrival/{each.key}",
            {
                "legalEntityId": each.deal.entity,
                "customerId": each.instalment["customerId"],
                "tender": "TENDER_BANK",
                "amount": money(rounded(each.amount * _PART)),
                "receivedDate": days.day(0),
                "bankReference": f"DEMO-ARRIVAL-{number}",
                "payerName": each.deal.account.name,
                "memo": f"{each.deal.product.name} 货款",
                "externalRefs": refs(f"receipt/arrival/{each.key}"),
            },
        )
        for number, each in enumerate(late)
    ]


# --- what customers say about paying -------------------------------------------------------------

REASONS = ("QUANTITY", "QUALITY", "PRICE", "ACCEPTANCE", "INVOICE", "OTHER")
DETAILS = ("到货数量与清单不符", "一号机精度超差，等复测", "单价与报价单不一致", "验收报告缺签字", "发票抬头有误", "要求先完成培训")


def dispute_rows(late: list[Owed]) -> list[Row]:
    return [
        Row(
            f"dispute/{each.key}",
            {
                "instalmentId": each.instalment["id"],
                "reason": f"DISPUTE_REASON_{REASONS[number % len(REASONS)]}",
                "detail": DETAILS[number % len(DETAILS)],
                "responsibleId": each.deal.owner.ref,
                "speaker": "客户财务",
                "externalRefs": refs(f"dispute/{each.key}"),
            },
        )
        for number, each in enumerate(late)
    ]


STATEMENTS, ANSWERED = 7, 3
SENT_TO = ("王会计，微信", "李会计，邮件", "财务部，邮件")


def statement_rows(late: list[Owed], days: Days) -> list[Row]:
    """For customers that owe something that is late: statements of a quarter, and every third a balance to be confirmed."""
    by_customer = {each.instalment["customerId"]: each for each in reversed(late)}
    rows = []
    for number, (customer, each) in enumerate(sorted(by_customer.items(), key=lambda item: item[1].key)[:STATEMENTS]):
        is_balance = number % 3 == 2
        told = {
            "kind": "STATEMENT_KIND_CONFIRMATION" if is_balance else "STATEMENT_KIND_ACCOUNT",
            "customerId": customer,
            "legalEntityId": each.deal.entity,
            "currency": "CNY",
            "toDate": days.day(0),
        }
        rows.append(Row(f"statement/{each.key}", told if is_balance else told | {"fromDate": days.day(-90)}))
    return rows


def statement_answer(items: list[Json], *, disputes: bool) -> Json:
    """All confirmed, or the first item disputed."""
    answers = [{"position": item["position"], "verdict": "ANSWER_VERDICT_CONFIRMED"} for item in items]
    if disputes and answers:
        answers[0] |= {"verdict": "ANSWER_VERDICT_DISPUTED", "text": "这一笔设备还没有验收，暂不认可。"}
    return {"name": "王芳", "position": "财务主管", "answers": answers}


def promise_rows(late: list[Owed], days: Days) -> list[Row]:
    return [
        Row(
            f"promise/{each.key}",
            {
                "lines": [{"instalmentId": each.instalment["id"]}],
                "promiseDate": days.day(9 + number),
                "medium": "PROMISE_MEDIUM_PHONE",
                "speaker": "客户财务总监",
                "evidence": "电话中答应本期安排付款，等内部审批。",
                "externalRefs": refs(f"promise/{each.key}"),
            },
        )
        for number, each in enumerate(late)
    ]


def intent_rows(late: list[Owed], days: Days) -> list[Row]:
    kinds = ("WILLING", "STALLING", "WILLING", "REFUSING", "STALLING", "LOST")
    return [
        Row(
            f"intent/{each.key}",
            {
                "instalmentId": each.instalment["id"],
                "kind": f"INTENT_KIND_{kinds[number % len(kinds)]}",
                "intentDate": days.day(-2),
                "speaker": "客户采购",
                "evidence": "电话沟通付款安排。",
                "externalRefs": refs(f"intent/{each.key}"),
            },
        )
        for number, each in enumerate(late)
    ]
