"""What visits are charged: repairs and calibrations out of warranty, entered by service and decided on by finance."""

from dataclasses import dataclass

from tools.demo.customers import Account
from tools.demo.dice import dice
from tools.demo.organisation import BY_KEY
from tools.demo.rows import Days, Ref, Row, refs
from tools.demo.sizes import CHARGES, Sizes

# What was done, and what it is charged for: description, unit, from what price to what.
_WORK = (
    ("主轴异响，更换轴承并试车", "主轴维修", "次", 4_800, 12_000),
    ("年度校准，出具校准报告", "设备校准", "台", 1_200, 2_600),
    ("控制系统升级与参数备份", "系统升级", "次", 2_000, 5_000),
    ("操作人员复训两天", "现场培训", "天", 1_500, 2_500),
)
# Who does what until a charge is in its state.
_WAY: dict[str, tuple[tuple[str, str], ...]] = {
    "draft": (),
    "submitted": (("service", "submit"),),
    "approved": (("service", "submit"), ("accountant", "approve")),
}


@dataclass(frozen=True)
class Charge:
    number: int
    account: Account
    state: str
    enters = "service"

    @property
    def key(self) -> str:
        return f"service_charge/{self.number}"

    @property
    def acts(self) -> tuple[tuple[str, str], ...]:
        return _WAY[self.state]

    def row(self, days: Days) -> Row:
        chance = dice("service_charge", self.number)
        done, description, unit, low, high = _WORK[self.number % len(_WORK)]
        line = {
            "description": description,
            "unit": unit,
            "quantity": "1",
            "unitPrice": f"{chance.randrange(low, high, 100)}.00",
            "taxRate": "6",
        }
        told = {
            "customerId": self.account.ref,
            "legalEntityId": Ref("entity/equipment"),
            "visitDate": days.day(-chance.randrange(3, 50)),
            "visitorIds": [BY_KEY["service"].ref],
            "workDone": done,
            "signOff": f"{self.account.short}设备科现场签字确认",
            "pricesIncludeTax": True,
            "lines": [line],
            "creditDays": 15,
            "externalRefs": refs(self.key),
        }
        return Row(self.key, told)


def charges(accounts: list[Account], sizes: Sizes) -> list[Charge]:
    """Of customers whom somebody looks after."""
    theirs = [account for account in accounts if account.owner is not None]
    return [Charge(number, theirs[(7 * number) % len(theirs)], state) for number, state in enumerate(sizes.each(CHARGES))]
