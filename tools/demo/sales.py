"""Opportunities in every stage, and the contracts that came of those that were won."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tools.api.client import Json
from tools.demo.catalogue import LINES, PRODUCTS, Product, of_line
from tools.demo.customers import Account
from tools.demo.dice import dice
from tools.demo.organisation import ACTIVE_SELLERS, Person
from tools.demo.rows import CURRENCY, Days, Ref, Row, money, refs, rounded, said
from tools.demo.sizes import CONTRACTS, OPPORTUNITIES, UNDER_WAY, Sizes

STAGES = 5
LOSS_REASONS = 5
LOSSES = ("价格高于预算", "客户选了别家", "项目取消", "交期不满足", "客户内部重组")
ENDS = ("客户取消扩产", "双方协商解除", "融资未批")

# Days after a contract takes effect on which its steps are planned, by the template of its terms.
TERMS: dict[str, dict[str, int]] = {
    "30/30/30/10": {"READY_TO_SHIP": 45, "FINAL_ACCEPTANCE": 100},
    "30/60/10": {"FINAL_ACCEPTANCE": 80},
    "monthly_60": {"ARRIVED": 30},
    "payment_before_shipment": {"READY_TO_SHIP": 25},
    "leasing": {"INSTALLED": 70},
}
TERMS_OF = {
    "machinery": ("30/30/30/10", "30/30/30/10", "30/60/10", "leasing"),
    "medical": ("30/60/10", "30/60/10", "monthly_60", "payment_before_shipment"),
    "software": ("30/60/10", "payment_before_shipment"),
}
# From when to when a contract took effect, in days before that Monday.
EFFECTIVE = {"effective": (330, 12), "fulfilled": (760, 520), "terminated": (260, 70)}


@dataclass(frozen=True)
class Deal:
    """One opportunity, and, where it was won, its contract."""

    number: int
    account: Account
    owner: Person
    product: Product
    quantity: int
    # Of one unit.
    price: Decimal
    # "open", "fresh", "lost", or that of its contract.
    state: str
    # Days on which it was opened and closed; the contract takes effect on the latter.
    opened: int
    closed: int

    @property
    def key(self) -> str:
        return f"opportunity/{self.number}"

    @property
    def contract_key(self) -> str:
        return f"contract/{self.number}"

    @property
    def ref(self) -> Ref:
        return Ref(self.key)

    @property
    def amount(self) -> Decimal:
        return self.price * self.quantity

    @property
    def is_won(self) -> bool:
        return self.state in CONTRACTS

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def name(self) -> str:
        return f"{self.account.short} {self.product.name} × {self.quantity}{self.product.unit}"

    @property
    def entity(self) -> Ref:
        return Ref("entity/medical" if self.product.line == "medical" else "entity/equipment")

    @property
    def terms(self) -> str:
        return dice("terms", self.number).choice(TERMS_OF[self.product.line])

    def common(self) -> Json:
        line = {"productId": self.product.ref, "quantity": str(self.quantity), "unitPrice": f"{self.price:.2f}"}
        return {
            "name": self.name,
            "accountId": self.account.ref,
            "currency": CURRENCY,
            "legalEntityId": self.entity,
            "productLine": LINES[self.product.line],
            "region": self.account.province,
            "lines": [line],
            "ownerId": self.owner.ref,
        }


def deals(accounts: list[Account], sizes: Sizes) -> list[Deal]:
    states = [*sizes.each(OPPORTUNITIES), *sizes.each(CONTRACTS)]
    looked_after = [account for account in accounts if account.owner is not None]
    return [_deal(number, state, looked_after) for number, state in enumerate(states)]


def _deal(number: int, state: str, accounts: list[Account]) -> Deal:
    chance = dice("deal", number)
    account = accounts[number % len(accounts)] if number < len(accounts) else chance.choice(accounts)
    if state in (*UNDER_WAY, "fresh"):
        # What happens these days happens to those whom one can sign in as.
        seller = ACTIVE_SELLERS[number % len(ACTIVE_SELLERS)]
        account = chance.choice([each for each in accounts if each.owner == seller] or accounts)
    product = chance.choice(of_line(account.sector) if chance.random() < 0.8 else PRODUCTS)
    price = rounded(product.price * Decimal(chance.randrange(86, 101)) / 100)
    opened, closed = _span(chance, state)
    owner = account.owner or ACTIVE_SELLERS[0]
    return Deal(number, account, owner, product, chance.randrange(1, product.most + 1), price, state, opened, closed)


def _span(chance: Any, state: str) -> tuple[int, int]:
    if state == "fresh":
        return 0, 0
    if state == "open":
        return -chance.randrange(3, 150), 0
    first, last = EFFECTIVE.get(state, (12, 2) if state in UNDER_WAY else (300, 5))
    closed = -chance.randrange(last, first)
    return closed - chance.randrange(25, 120), closed


# --- opportunities -------------------------------------------------------------------------------


def opportunity_row(deal: Deal, days: Days) -> Row:
    """What is fresh is told as it happens; the others are history."""
    told = deal.common() | {"externalRefs": refs(deal.key)}
    if deal.state == "fresh":
        return Row(deal.key, {"opportunity": told | {"expectedCloseDate": days.day(30 + deal.number % 60)}})
    chance = dice("opportunity", deal.number)
    told["openDate"] = days.day(deal.opened)
    if deal.state == "open":
        told["expectedCloseDate"] = days.day(10 + chance.randrange(90))
        history: Json = {"stage": Ref(f"stage/{deal.number % STAGES}"), "state": "OPPORTUNITY_STATE_OPEN"}
    elif deal.is_won:
        history = {"stage": Ref(f"stage/{STAGES - 1}"), "state": "OPPORTUNITY_STATE_WON", "wonAmount": money(deal.amount)}
    else:
        reason, stage = chance.randrange(LOSS_REASONS), Ref(f"stage/{chance.randrange(STAGES)}")
        history = {"stage": stage, "state": "OPPORTUNITY_STATE_LOST"}
        history |= {"lossReasonId": Ref(f"loss_reason/{reason}"), "lossDetail": LOSSES[reason]}
    if deal.state != "open":
        history["closeDate"] = days.day(deal.closed)
    return Row(deal.key, {"opportunity": told, "history": history})


# --- contracts -----------------------------------------------------------------------------------


def contract_row(deal: Deal, days: Days) -> Row:
    steps = TERMS[deal.terms]
    told = deal.common() | {
        "opportunityId": deal.ref,
        "pricesIncludeTax": True,
        "terms": {"template": deal.terms},
        "milestones": [{"kind": f"MILESTONE_KIND_{kind}", "plannedDate": days.day(deal.closed + after)} for kind, after in steps.items()],
        "externalRefs": refs(deal.contract_key),
    }
    if deal.product.code == "CARE-1Y" and deal.state != "fulfilled":
        told["endDate"] = days.day(deal.closed + 365)
    if deal.is_under_way:
        return Row(deal.contract_key, {"contract": told})
    return Row(deal.contract_key, {"contract": told, "history": _history(deal, days)})


def _history(deal: Deal, days: Days) -> Json:
    steps = {kind: _reached(deal, after) for kind, after in TERMS[deal.terms].items()}
    reached = [{"kind": f"MILESTONE_KIND_{kind}", "actualDate": days.day(day)} for kind, day in steps.items() if day]
    told = said(state=f"CONTRACT_STATE_{deal.state.upper()}", effectiveDate=days.day(deal.closed), milestones=reached)
    if deal.state == "fulfilled":
        told["fulfilDate"] = days.day(deal.closed + max(TERMS[deal.terms].values()) + 380)
    if deal.state == "terminated":
        told |= {"terminateDate": days.day(deal.closed + 30), "terminateReason": ENDS[deal.number % len(ENDS)]}
    return told


def _reached(deal: Deal, after: int) -> int:
    """The day on which a step was reached; 0 where it was not. One in eight is late."""
    chance = dice("milestone", deal.number, after)
    day = deal.closed + after + chance.randrange(-3, 10)
    late = deal.state == "effective" and chance.random() < 1 / 8
    return 0 if late or day >= 0 or deal.state == "terminated" else day
