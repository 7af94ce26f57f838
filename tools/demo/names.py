"""Names. Companies lie in places that only books and legends know, so nobody takes one for a real one; hosts end in .example."""

from collections.abc import Mapping

from tools.demo.dice import dice

PLACES = (
    *("花果山", "水帘洞", "方寸山", "火焰山", "流沙河", "通天河", "高老庄", "女儿国", "无底洞", "盘丝岭"),
    *("桃花源", "大观园", "太虚境", "镜花国", "君子国", "无肠国", "南柯郡", "华胥国", "乌有乡", "子虚城"),
    *("不周山", "归墟岛", "青丘国", "烂柯山", "广寒宫", "云梦渡", "忘川渡", "鹊桥镇", "凌霄台", "蟠桃园"),
)
WORDS = (
    *("青云", "星槎", "月桂", "玉衡", "飞鸢", "木牛", "流马", "墨斗", "机关", "百炼", "千钧", "灵犀", "白泽", "青鸾", "毕方"),
    *("夸父", "精卫", "烛龙", "螭吻", "仓颉", "女娲", "伏羲", "逐日", "填海", "补天", "追风", "踏雪", "听松", "观澜", "问渠"),
    *("知白", "守黑", "若谷", "含章", "抱朴", "清和", "惊蛰", "谷雨", "霜降", "立夏", "长庚", "启明", "摇光", "天权", "开阳"),
)
TRADES: Mapping[str, tuple[str, ...]] = {
    "machinery": ("精密机械", "模具", "汽车零部件", "数控装备", "重型机械", "金属制品"),
    "medical": ("医院管理", "医疗器械", "健康体检", "口腔医疗", "医学检验", "康复医疗"),
    "software": ("食品加工", "仓储物流", "包装材料", "新型材料", "电子元件", "纺织科技"),
}
FORMS = ("有限公司",) * 8 + ("股份有限公司", "集团有限公司")

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = (
    *("明远", "思齐", "嘉禾", "若溪", "子墨", "雨桐", "一诺", "文博", "晓峰", "静怡", "志强", "建国", "丽华", "海燕", "国栋"),
    *("雪梅", "天佑", "俊杰", "婉清", "浩然", "书瑶", "家齐", "欣怡", "立群", "春生", "秋月", "向阳", "宏伟", "佳琪", "晨曦"),
)


def fictional(name: str) -> bool:
    """Whether a company's name says by itself that there is no such company."""
    return name.startswith(PLACES) and name.endswith("有限公司")


def company_names(kind: str, sectors: list[str]) -> list[str]:
    """A name for each of these, of its sector; never the same place and word twice, in any kind."""
    pairs = [(place, word) for place in PLACES for word in WORDS]
    dice("company names").shuffle(pairs)
    # Accounts take from the front, leads from the back.
    pairs = pairs if kind == "account" else pairs[::-1]
    chance, found = dice("company names", kind), []
    for (place, word), sector in zip(pairs, sectors, strict=False):
        found.append(f"{place}{word}{chance.choice(TRADES[sector])}{chance.choice(FORMS)}")
    if len(found) < len(sectors):
        raise ValueError(f"There are names for {len(pairs)} companies, not for {len(sectors)}.")
    return found


def short(company: str) -> str:
    """The company as people call it: place and word."""
    return company[:5]


def person_name(*about: object) -> str:
    chance = dice("person", *about)
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def phone(series: int, number: int) -> str:
    """A mobile number; those behind 0000 belong to nobody in particular."""
    return f"1990000{series:01d}{number:03d}"[:11]


def mail(kind: str, number: int) -> str:
    return f"{kind}{number}@customers.example"
