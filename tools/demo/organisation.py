"""Who works there: two companies that sign, three regions with two teams each, 40 people."""

from collections.abc import Mapping
from dataclasses import dataclass

from tools.api.client import Json
from tools.demo.rows import Ref, Row, refs, said

CODE = "demo"
NAME = "花果山百工集团有限公司"
HOST = "demo.example"
TENANT: Json = {"name": NAME, "code": CODE, "functionalCurrency": "CNY", "timeZone": "Asia/Shanghai", "locale": "zh-CN", "sandbox": True}
ADMINISTRATOR = "admin"

# The first is there from the beginning and gets this name.
ENTITIES: Mapping[str, str] = {"entity/equipment": "花果山百工装备有限公司", "entity/medical": "桃花源百工医疗科技有限公司"}
# Where their customers pay to. The numbers are no bank's.
BANK_ACCOUNTS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "entity/equipment": (
        {"bankName": "工商银行花果山支行", "accountNumber": "0000 0012 3456 7890 123", "currencyCode": "CNY"},
        {"bankName": "招商银行水帘洞支行", "accountNumber": "0000 7559 0000 111", "currencyCode": "CNY"},
    ),
    "entity/medical": ({"bankName": "建设银行桃花源支行", "accountNumber": "0000 3105 0000 2222 333", "currencyCode": "CNY"},),
}

REGIONS: Mapping[str, tuple[str, ...]] = {
    "华东": ("上海", "江苏", "浙江", "安徽", "山东"),
    "华南": ("广东", "福建", "湖南", "广西", "海南"),
    "华北": ("北京", "天津", "河北", "河南", "辽宁"),
}
TEAMS_OF_A_REGION = ("一部", "二部")
TOP = "销售中心"


@dataclass(frozen=True)
class Person:
    """Somebody of the company. The mail address is made of the key."""

    key: str
    name: str
    roles: tuple[str, ...]
    # Key of the team; empty for the company as a whole.
    team: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{HOST}"

    @property
    def ref(self) -> Ref:
        return Ref(f"user/{self.key}")


@dataclass(frozen=True)
class Team:
    name: str
    region: str
    parent: str
    # Key of the person who leads it.
    manager: str

    @property
    def key(self) -> str:
        return f"team/{self.name}"


TEAMS = (
    Team(TOP, "", "", "director"),
    *(Team(f"{region}大区", region, TOP, f"manager{index}") for index, region in enumerate(REGIONS, 1)),
    *(
        Team(f"{region}{part}", region, f"{region}大区", f"lead{2 * index + number}")
        for index, region in enumerate(REGIONS)
        for number, part in enumerate(TEAMS_OF_A_REGION, 1)
    ),
)
SELLING_TEAMS = TEAMS[-6:]
SELLERS_OF_A_TEAM = 3

_MANAGERS = ("沈若谷", "顾长风", "陆清和", "秦观澜", "叶知秋", "江望舒", "白守拙", "苏慕云", "楚怀瑾")
_SELLERS = (
    *("林知远", "许听松", "方惊鸿", "夏浅语", "段逐月", "钟鸣谦", "孟晚晴", "贺兰舟", "温如玉"),
    *("石破云", "柳依然", "莫问渠", "云开霁", "纪云帆", "霍南枝", "程素心", "阮青竹", "康望北"),
)

PEOPLE = (
    Person("executive", "岳长庚", ("executive",)),
    Person("director", "海清明", ("sales_manager",), TOP),
    *(Person(team.manager, name, ("sales_manager",), team.name) for team, name in zip(TEAMS[1:], _MANAGERS, strict=True)),
    *(Person(f"sales{index + 1}", name, ("sales",), SELLING_TEAMS[index // SELLERS_OF_A_TEAM].name) for index, name in enumerate(_SELLERS)),
    Person("commercial", "殷素问", ("commercial",)),
    Person("commercial2", "宁采薇", ("commercial",)),
    Person("delivery", "铁如山", ("delivery",)),
    Person("service", "章小满", ("service",)),
    Person("operations", "简行舟", ("operations",)),
    Person("marketing", "花满蹊", ("marketing",)),
    Person("marketing2", "陶然亭", ("marketing",)),
    Person("cashier", "金不换", ("cashier",)),
    Person("accountant", "钱归帆", ("receivables_accountant",)),
    Person("finance", "司马衡", ("finance_manager",)),
)
BY_KEY = {person.key: person for person in PEOPLE}
SELLERS = tuple(person for person in PEOPLE if person.roles == ("sales",))
# One of each region; they are who acts in these days.
ACTIVE_SELLERS = SELLERS[:: 2 * SELLERS_OF_A_TEAM]
# Who signs in while the company is made, and can be signed in as afterwards.
CAST = (
    *ACTIVE_SELLERS,
    *(
        BY_KEY[key]
        for key in ("manager1", "director", "commercial", "delivery", "service", "operations", "marketing", "cashier", "accountant")
    ),
    *(BY_KEY[key] for key in ("finance", "executive")),
)


def sellers_of(region: str) -> list[Person]:
    teams = {team.name for team in SELLING_TEAMS if team.region == region}
    return [person for person in SELLERS if person.team in teams]


def team_rows() -> list[list[Row]]:
    """In generations: a team comes after the one above it. Who leads it is said once the person is there."""
    return [[_team(team) for team in TEAMS if _depth(team) == depth] for depth in range(3)]


def user_rows() -> list[Row]:
    return [_user(person) for person in PEOPLE]


def _depth(team: Team) -> int:
    return 0 if not team.parent else 1 if team.parent == TOP else 2


def _team(team: Team) -> Row:
    parent = Ref(f"team/{team.parent}") if team.parent else None
    return Row(team.key, {"team": said(name=team.name, region=team.region, parentId=parent, externalRefs=refs(team.key))})


def _user(person: Person) -> Row:
    key = person.ref.key
    told = said(
        name=person.name,
        email=person.email,
        roleIds=[Ref(f"role/{role}") for role in person.roles],
        teamId=Ref(f"team/{person.team}") if person.team else None,
        externalRefs=refs(key),
    )
    return Row(key, {"user": told})
