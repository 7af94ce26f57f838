"""Accounts and the people there, whom not to disturb, whom to greet, and who sells against us."""

from dataclasses import dataclass
from decimal import Decimal

from tools.api.client import Json
from tools.demo.dice import dice
from tools.demo.names import TRADES, company_names, mail, person_name, phone, short
from tools.demo.organisation import REGIONS, Person, sellers_of
from tools.demo.rows import Days, Ref, Row, money, refs, said
from tools.demo.sizes import ACCOUNTS, Sizes

TIERS = ("TIER_A",) * 2 + ("TIER_B",) * 5 + ("TIER_C",) * 13
TAGS = ("老客户", "重点行业", "以旧换新", "扩产", "预算充足", "竞品在用", "招投标", "转介绍", "样板客户")
# Title, department, part in a decision.
POSTS = (
    ("总经理", "管理层", "DECIDER"),
    ("采购经理", "采购部", "BUYER"),
    ("设备部主任", "设备部", "INFLUENCER"),
    ("车间主任", "生产部", "USER"),
    ("财务总监", "财务部", "BLOCKER"),
    ("信息科科长", "信息科", "USER"),
)
NEEDS = ("产能翻倍，交期压到三周", "设备老化，维修费逐年上升", "通过质量体系审核", "减少人工上下料", "新院区下半年开业")
CONCERNS = ("上一家供应商售后慢", "担心停产切换", "预算年底才批", "要求质保两年", "董事会对付款方式有要求")
# Who sells against us, and what people call them.
COMPETITORS = {
    "蟠桃园飞来装备有限公司": "飞来装备",
    "归墟岛妙手医疗有限公司": "妙手医疗",
    "镜花国如意软件有限公司": "如意软件",
    "南柯郡黄粱数控有限公司": "黄粱数控",
}
# In a pool, because nobody looks after them.
_EVERY_POOLED = 15
_HEADS = 5
_EVERY_SUBSIDIARY = 12


@dataclass(frozen=True)
class Account:
    number: int
    name: str
    sector: str
    region: str
    province: str
    tier: str
    owner: Person | None
    contacts: int

    @property
    def key(self) -> str:
        return f"account/{self.number}"

    @property
    def ref(self) -> Ref:
        return Ref(self.key)

    @property
    def short(self) -> str:
        return short(self.name)

    def contact(self, number: int) -> Ref:
        return Ref(f"contact/{self.number}/{number % self.contacts}")


def accounts(sizes: Sizes) -> list[Account]:
    chance, count = dice("accounts"), sizes(ACCOUNTS)
    sectors = [chance.choice([*TRADES]) for _ in range(count)]
    names = company_names("account", sectors)
    return [_account(number, names[number], sector) for number, sector in enumerate(sectors)]


def _account(number: int, name: str, sector: str) -> Account:
    chance = dice("account", number)
    region = [*REGIONS][number % len(REGIONS)]
    owner = None if number % _EVERY_POOLED == _EVERY_POOLED - 1 else chance.choice(sellers_of(region))
    return Account(
        number, name, sector, region, chance.choice(REGIONS[region]), chance.choice(TIERS), owner, chance.choice((1, 1, 1, 2, 2, 3))
    )


def account_rows(known: list[Account]) -> list[list[Row]]:
    """Head companies before those that belong to their groups."""
    heads = known[:_HEADS]
    return [[_account_row(each, None) for each in heads], [_account_row(each, _head(each, heads)) for each in known[_HEADS:]]]


def _head(account: Account, heads: list[Account]) -> Account | None:
    return heads[account.number % len(heads)] if account.number % _EVERY_SUBSIDIARY == 0 else None


def _account_row(account: Account, head: Account | None) -> Row:
    chance = dice("account row", account.number)
    told = said(
        name=account.name,
        parentId=head.ref if head else None,
        tier=account.tier,
        tags=sorted(chance.sample(TAGS, chance.randrange(3))),
        industry=chance.choice(TRADES[account.sector]),
        region=account.province,
        businessUnit=account.region,
        foundedYear=chance.randrange(1992, 2021),
        employees=chance.choice((45, 80, 120, 260, 500, 1200)),
        annualRevenue=money(Decimal(chance.randrange(8, 900)) * 1_000_000),
        keyNeeds=chance.choice(NEEDS) if chance.random() < 0.6 else "",
        concerns=chance.choice(CONCERNS) if chance.random() < 0.4 else "",
        invoiceProfile={"title": account.name, "invoiceType": "vat_special"},
        paymentHabit=_habit(chance.random(), chance.choice((10, 15, 25))),
        questions=_questions(account),
        ownerId=account.owner.ref if account.owner else None,
        externalRefs=refs(account.key),
    )
    return Row(account.key, {"account": told})


def _habit(luck: float, payment_day: int) -> Json:
    return {"closingDay": 31, "paymentDay": payment_day} if luck < 0.4 else {}


def _questions(account: Account) -> Json:
    chance = dice("questions", account.number)
    asked = ("budget", "decisionMaker", "pain", "couldClose", "worthTheTime")
    return {name: chance.choice(("ANSWER_YES", "ANSWER_YES", "ANSWER_NO")) for name in asked if chance.random() < 0.5}


def contact_rows(known: list[Account]) -> list[Row]:
    return [_contact(account, number) for account in known for number in range(account.contacts)]


def _contact(account: Account, number: int) -> Row:
    key = account.contact(number).key
    serial = 3 * account.number + number
    title, department, part = POSTS[(account.number + number) % len(POSTS)]
    told = said(
        accountId=account.ref,
        name=person_name(key),
        title=title,
        department=department,
        decisionRole=f"DECISION_ROLE_{part}",
        phone=phone(serial // 1000, serial % 1000),
        email=mail("contact", serial),
        externalRefs=refs(key),
    )
    return Row(key, {"contact": told})


# --- what is added one by one --------------------------------------------------------------------


def competitor_rows() -> list[Row]:
    return [Row(f"competitor/{name}", {"name": name, "aliases": [alias]}) for name, alias in COMPETITORS.items()]


def do_not_disturb_rows(known: list[Account], days: Days, sizes: Sizes) -> list[Row]:
    count = sizes.of("do_not_disturb")
    reasons = ("客户搬迁新厂，月底前不方便", "招标期间请勿联系", "负责人休假", "客户要求暂停推广信息")
    return [
        Row(
            f"do_not_disturb/{number}",
            said(accountId=account.ref, fromDate=days.day(-10 - number), untilDate=days.day(20 + 5 * number), reason=reasons[number % 4]),
        )
        for number, account in enumerate(known[:: max(1, len(known) // count)][:count])
    ]


def care_date_rows(known: list[Account], days: Days, sizes: Sizes) -> list[Row]:
    """Birthdays of the weeks to come, festivals of the best customers."""
    count, found = sizes.of("care_dates"), []
    for number, account in enumerate([each for each in known if each.owner is not None][:count]):
        key = f"care_date/{number}"
        if number % 3 == 2:
            told = said(accountId=account.ref, occasion="OCCASION_FESTIVAL", festival="FESTIVAL_SPRING", daysAhead=7)
        else:
            _, month, day = (int(part) for part in days.day(8 + 3 * number).split("-"))
            told = said(contactId=account.contact(0), occasion="OCCASION_BIRTHDAY", month=month, day=day, year=1972 + number, daysAhead=1)
        found.append(Row(key, told))
    return found
