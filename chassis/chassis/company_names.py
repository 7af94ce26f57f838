"""Company names without what does not tell companies apart, to find the same company written in two ways."""

import re

from chassis.pinyin import fold

_SEPARATORS = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(\[{<【〔「『《]([^()\[\]{}<>【】〔〕「」『』《》]*)[)\]}>】〕」』》]")

# What kind of company it is, at the end of the name. The longest that fits is taken, again and again.
# 分公司 and 子公司 stay: a branch is another party than its head office.
_FORM = re.compile(
    "(?:股份有限公司|有限责任公司|股份合作公司|集团有限公司|有限公司|股份公司|集团公司|总公司|(?<![分子])公司"
    "|集团|控股|股份|特殊普通合伙|有限合伙|普通合伙|合伙企业|个体工商户|个人独资企业|(?<=公司)筹建?)$"
)
_JAPANESE_FORM = re.compile("^(?:株式会社|有限会社)(?=.)")
_LATIN_FORM = re.compile(
    r"(?:(?<![a-z0-9])(?:the|and|co|company|ltd|limited|inc|incorporated|corp|corporation|llc|llp|lp|plc|gmbh|cokg|kgaa|kg|ag|se|sa|sarl|sas|srl|spa"
    r"|bv|nv|oy|oyj|ab|as|aps|kk|pte|pty|pvt|sdn|bhd|group|holdings?)\s*)+$"
)
# Words that make no name without the region before them: 北京银行 and 上海银行 are two banks.
_GENERIC = re.compile(
    "(?:银行|农商|农村|商业|证券|保险|信托|投资|控股|实业|贸易|商贸|国际|进出口|科技|技术|电子|电气|电力|电网|电信|移动|联通|能源|燃气|水务|热力"
    "|石化|石油|化工|钢铁|有色|煤业|矿业|机床|机械|汽车|重工|重型|机器|设备|医药|制药|医院|大学|学院|机场|航空|港口|地铁|轨道|公交|交通"
    "|铁路|公路|物流|运输|建筑|建工|建设|城建|城投|置业|地产|房地产|工程|设计|研究|院|所|集团|啤酒|食品|烟草|旅游|文化|传媒|广播|电视"
    "|发展|开发|资产|管理|服务|产业|工业|制造|材料|环保|信息|软件|网络|通信|精密|智能|数控|模具|五金|塑料|塑胶|包装|印刷|纺织|服装|家具|玻璃|陶瓷"
    "|农业|生物|新能源|供应链|教育|咨询|广告|装饰)+"
)
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 "
    "青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 浦东新区 滨海新区 两江新区 雄安新区"
)
_CITIES = (
    "石家庄 唐山 秦皇岛 邯郸 保定 廊坊 太原 大同 呼和浩特 包头 鄂尔多斯 沈阳 大连 鞍山 抚顺 长春 哈尔滨 齐齐哈尔 大庆 南京 无锡 徐州 "
    "常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 张家港 江阴 太仓 常熟 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 "
    "台州 丽水 义乌 慈溪 余姚 合肥 芜湖 蚌埠 马鞍山 安庆 滁州 福州 厦门 莆田 三明 泉州 漳州 龙岩 宁德 晋江 南昌 景德镇 九江 赣州 "
    "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 新乡 焦作 许昌 南阳 "
    "商丘 信阳 周口 武汉 黄石 十堰 宜昌 襄阳 荆州 黄冈 长沙 株洲 湘潭 衡阳 岳阳 常德 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 "
    "肇庆 惠州 梅州 清远 东莞 中山 揭阳 顺德 南宁 柳州 桂林 北海 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 乐山 宜宾 南充 贵阳 遵义 "
    "昆明 曲靖 大理 拉萨 西安 宝鸡 咸阳 渭南 延安 榆林 兰州 西宁 银川 乌鲁木齐 克拉玛依"
)
_PLACES = "|".join(sorted(f"{_PROVINCES} {_CITIES}".split(), key=len, reverse=True))
_REGION = re.compile(f"^(?:{_PLACES})(?:省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|地区)?")
# What may follow a region, and is no part of the name only there: 昆山市玉山镇, 苏州工业园区, 杭州市西湖区.
_DISTRICT = re.compile(
    "^(?:(?:经济技术|高新技术产业|高新|经济)?开发区|工业园区|高新区|保税区|[\u4e00-\u9fff]{2,3}(?:新区|区|县|镇|乡|街道))"
)
_PLACE_ALONE = re.compile(f"(?:中国|china|{_PLACES})(?:省|市)?")


def normalized_company_name(name: str) -> str:
    """What is left of a company's name without width, case, brackets, legal form and region; never empty for a name with letters.

    上海大新机械有限公司, 大新机械（上海）股份有限公司 and 上海市大新机械 are all 大新机械.
    Equal results are a hint of a duplicate, not a proof.
    """
    # What one round leaves may end in a legal form again: 大新 c. o. is 大新co before it is 大新.
    while (rest := _one_round(name)) != name:
        name = rest
    return name


def _one_round(name: str) -> str:
    folded = _BRACKETS.sub(lambda bracket: "" if _PLACE_ALONE.fullmatch(bracket[1].strip()) else f" {bracket[1]} ", fold(name))
    words = _SEPARATORS.sub(" ", folded.replace(".", "").replace("'", "")).strip()
    named = _LATIN_FORM.sub("", words).strip() or words
    return _without_region(without_form(_JAPANESE_FORM.sub("", named.replace(" ", "")))) if _HAN.search(named) else named


def without_form(name: str) -> str:
    """A folded name without 有限公司 and the like at its end; never empty for a name that is not."""
    while (shorter := _FORM.sub("", name)) != name and len(shorter) > 1:
        name = shorter
    return name


def _without_region(name: str) -> str:
    regional = False
    while True:
        rest = _REGION.sub("", name)
        if rest == name and regional:
            rest = _DISTRICT.sub("", name)
        if rest == name or len(rest) < 2 or _GENERIC.fullmatch(rest):
            return name
        name, regional = rest, True


def distinctive_part(normalized: str) -> str:
    """What is left of a normalised Chinese name without the words at its end that many names have: 大新 of 大新机械制造."""
    ends = [found.start() for found in _GENERIC.finditer(normalized) if found.end() == len(normalized)]
    return normalized[: ends[0]] if ends and ends[0] > 1 else normalized


def regions_of(name: str) -> frozenset[str]:
    """Provinces and cities that a name says, before it or in brackets: 上海大新机械 and 大新机械（上海） say 上海."""
    folded = fold(name)
    said = [bracket[1] for bracket in _BRACKETS.finditer(folded) if _PLACE_ALONE.fullmatch(bracket[1].strip())]
    rest = _SEPARATORS.sub("", _BRACKETS.sub("", folded))
    while (found := _REGION.match(rest)) is not None:
        said.append(found[0])
        rest = rest[found.end() :]
    return frozenset(place for text in said for place in re.findall(_PLACES, text))
