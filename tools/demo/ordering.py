"""Frame contracts with call-offs in every state, and a contract in dollars with what these were worth."""

from dataclasses import dataclass
from decimal import Decimal

from tools.api.client import Json
from tools.demo.catalogue import LINES, PRODUCTS, Product
from tools.demo.customers import Account
from tools.demo.dice import dice
from tools.demo.organisation import ACTIVE_SELLERS, Person
from tools.demo.rows import CURRENCY, Days, Ref, Row, money, refs, rounded
from tools.demo.sizes import ORDERS, Sizes

# Each state, and what is done on the way to it: who does it, and the verb. "seller" is whose order it is.
WAY: tuple[tuple[str, str, str], ...] = (
    ("submitted", "seller", "submit"),
    ("approved", "director", "approve"),
    ("released", "commercial", "release"),
    ("delivered", "delivery", "deliver"),
)
_STATES = ("draft", *(state for state, _, _ in WAY))
_ON_ARRIVAL: Json = {
    "terms": [
        {
            "name": "到货款",
            "share": "100",
            "trigger": {"anchors": [{"milestoneKind": "MILESTONE_KIND_ARRIVED"}]},
            "credit": {"offset": {"amount": 30, "unit": "OFFSET_UNIT_DAYS"}},
        }
    ]
}
# By statement month, or by order.
_CREDIT: tuple[Json, ...] = ({"monthly": True, "cutOffDay": 25, "creditDays": 60}, {})
_FOREIGN = "USD"
# What a dollar was worth on so many days before that Monday, as the notes of the demo have it; no bank said so.
_WORTH = {-95: "7.0910", -64: "7.1146", -33: "7.1288", -2: "7.1032"}


@dataclass(frozen=True)
class Frame:
    """A contract for a year, under which a customer orders."""

    number: int
    account: Account
    owner: Person
    product: Product

    @property
    def key(self) -> str:
        return f"contract/frame/{self.number}"

    def row(self, days: Days) -> Row:
        told: Json = {
            "name": f"{self.account.short} 年度框架",
            "accountId": self.account.ref,
            "currency": CURRENCY,
            "legalEntityId": Ref("entity/equipment"),
            "productLine": LINES[self.product.line],
            "region": self.account.province,
            "ownerId": self.owner.ref,
            "frame": True,
            "frameLimit": money(5_000_000),
            "endDate": days.day(240),
            "externalRefs": refs(self.key),
            **_CREDIT[self.number % len(_CREDIT)],
        }
        return Row(self.key, {"contract": told, "history": {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": days.day(-125)}})


@dataclass(frozen=True)
class Order:
    number: int
    frame: Frame
    state: str

    @property
    def key(self) -> str:
        return f"order/{self.number}"

    @property
    def enters(self) -> str:
        return self.frame.owner.key

    @property
    def acts(self) -> tuple[tuple[str, str], ...]:
        """Who does what until it is in its state."""
        steps = WAY[: _STATES.index(self.state)]
        return tuple((self.enters if who == "seller" else who, verb) for _, who, verb in steps)

    def row(self, days: Days) -> Row:
        chance, product = dice("order", self.number), self.frame.product
        price = rounded(product.price * Decimal(chance.randrange(88, 101)) / 100)
        line = {"productId": product.ref, "quantity": str(chance.randrange(1, product.most + 1)), "unitPrice": f"{price:.2f}"}
        told: Json = {
            "contractId": Ref(self.frame.key),
            "pricesIncludeTax": True,
            "customerOrderNumber": f"PO-{days.monday:%y%m}-{self.number + 1:03}",
            "lines": [line],
            "externalRefs": refs(self.key),
        }
        return Row(self.key, told if _CREDIT[self.frame.number % len(_CREDIT)] else told | {"terms": _ON_ARRIVAL})


def frames(accounts: list[Account]) -> list[Frame]:
    """One per seller whom one can sign in as, of a customer of theirs."""
    made = []
    for number, seller in enumerate(ACTIVE_SELLERS):
        theirs = [each for each in accounts if each.owner == seller]
        if theirs:
            products = [each for each in PRODUCTS if each.line == "machinery"]
            made.append(Frame(number, theirs[number % len(theirs)], seller, products[number % len(products)]))
    return made


def orders(frames: list[Frame], sizes: Sizes) -> list[Order]:
    return [Order(number, frames[number % len(frames)], state) for number, state in enumerate(sizes.each(ORDERS))]


def foreign_row(frame: Frame, days: Days) -> Row:
    """A contract in dollars of a customer who has a frame contract, too: its first claim is owed by now."""
    told = frame.row(days).body["contract"]
    key = "contract/foreign"
    left = {name: told[name] for name in ("accountId", "legalEntityId", "productLine", "region", "ownerId")}
    foreign: Json = {
        "name": f"{frame.account.short} 出口设备",
        "currency": _FOREIGN,
        "pricesIncludeTax": True,
        "lines": [
            {"description": frame.product.name, "unit": frame.product.unit, "quantity": "1", "unitPrice": "86000.00", "taxRate": "0"}
        ],
        "terms": {"template": "30/60/10"},
        "milestones": [{"kind": "MILESTONE_KIND_FINAL_ACCEPTANCE", "plannedDate": days.day(45)}],
        "externalRefs": refs(key),
    }
    return Row(key, {"contract": left | foreign, "history": {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": days.day(-60)}})


def rate_rows(days: Days) -> list[Row]:
    return [
        Row(f"exchange_rate/{day}", {"currencyCode": _FOREIGN, "rate": worth, "rateDate": days.day(day), "source": "示范汇率"})
        for day, worth in _WORTH.items()
    ]
