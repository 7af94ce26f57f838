"""Where enquiries come from, what that costs day by day, and the enquiries themselves."""

from dataclasses import dataclass

from tools.api.client import Json
from tools.demo.catalogue import PRODUCTS, of_line
from tools.demo.dice import dice
from tools.demo.names import TRADES, company_names, mail, person_name, phone
from tools.demo.organisation import ACTIVE_SELLERS, BY_KEY, REGIONS, SELLERS, SELLING_TEAMS, Person, sellers_of
from tools.demo.rows import Days, Ref, Row, money, refs, said
from tools.demo.sales import Deal
from tools.demo.sizes import LEADS, Sizes

# Kind, how many of a hundred leads come by it, what a day of it costs.
SOURCES: dict[str, tuple[str, int, int]] = {
    "官网": ("WEBSITE", 18, 0),
    "搜索推广": ("AD", 22, 1800),
    "信息流广告": ("AD", 14, 1200),
    "线上研讨会": ("ONLINE_EVENT", 12, 3000),
    "行业展会": ("EXHIBITION", 14, 26000),
    "老客户转介绍": ("REFERRAL", 10, 0),
    "主动开发": ("OUTBOUND", 6, 0),
    "渠道伙伴": ("PARTNER", 4, 0),
}
# Name, kind, source, first day, number of days.
CAMPAIGNS = (
    ("春季搜索投放", "ADVERTISING", "搜索推广", -180, 60),
    ("秋季搜索投放", "ADVERTISING", "搜索推广", -75, 70),
    ("医疗设备信息流", "ADVERTISING", "信息流广告", -120, 60),
    ("装备以旧换新信息流", "ADVERTISING", "信息流广告", -45, 45),
    ("智能产线公开课", "ONLINE_EVENT", "线上研讨会", -90, 3),
    ("影像归档直播", "ONLINE_EVENT", "线上研讨会", -40, 2),
    ("华东装备展", "EXHIBITION", "行业展会", -150, 4),
    ("华南医疗展", "EXHIBITION", "行业展会", -60, 4),
    ("转介绍有礼", "REFERRAL", "老客户转介绍", -200, 1),
)
CLOSE_REASONS = {
    "disqualified": ("没有预算", "学生课题", "同行询价", "号码无效", "需求不匹配"),
    "returned": ("重复线索", "区域不符", "联系不上"),
}
NEED_WORDS = ("想了解{product}的价格", "计划采购{product}，要方案", "现有设备要换成{product}", "询问{product}交期", "想看{product}的样机")
HORIZONS = ("WITHIN_WEEK", "WITHIN_MONTH", "WITHIN_MONTH", "LATER", "LATER", "LATER")
TOUCHES = ("MAIL_OPENED", "LINK_CLICKED", "SEMINAR_ATTENDED", "PAGE_VIEWED", "EVENT_ATTENDED")
_FOLLOWED = frozenset(("contacted", "qualified", "converted", "disqualified", "returned"))


@dataclass(frozen=True)
class Lead:
    number: int
    state: str
    company: str
    sector: str
    region: str
    # When it came, in days.
    came: int
    owner: Person | None
    # What a converted one became.
    deal: Deal | None = None

    @property
    def key(self) -> str:
        return f"lead/{self.number}"

    @property
    def ref(self) -> Ref:
        return Ref(self.key)


def source_rows() -> list[Row]:
    return [_source(name, kind) for name, (kind, _, _) in SOURCES.items()]


def _source(name: str, kind: str) -> Row:
    key = f"source/{name}"
    return Row(key, {"source": said(name=name, kind=f"SOURCE_KIND_{kind}", responsibleId=_marketing(), externalRefs=refs(key))})


def _marketing() -> Ref:
    return BY_KEY["marketing"].ref


def campaign_rows(days: Days) -> list[Row]:
    return [_campaign(days, *campaign) for campaign in CAMPAIGNS]


def _campaign(days: Days, name: str, kind: str, source: str, first: int, count: int) -> Row:
    key = f"campaign/{name}"
    told = said(
        name=name,
        kind=f"CAMPAIGN_KIND_{kind}",
        startDate=days.day(first),
        endDate=days.day(first + count - 1),
        budget=money(max(20000, SOURCES[source][2] * count)),
        responsibleId=_marketing(),
        externalRefs=refs(key),
    )
    return Row(key, {"campaign": told})


def campaign_costs(days: Days) -> dict[str, list[Json]]:
    """What each campaign cost, day by day until that Monday."""
    found = {}
    for name, _, source, first, count in CAMPAIGNS:
        chance, daily = dice("costs", name), SOURCES[source][2]
        costs = [(days.day(first + day), daily * chance.randrange(70, 120) // 100) for day in range(count) if first + day < 0]
        found[f"campaign/{name}"] = [
            {"sourceId": Ref(f"source/{source}"), "costDate": day, "amount": money(cost)} for day, cost in costs if cost
        ]
    return {key: costs for key, costs in found.items() if costs}


def leads(deals: list[Deal], sizes: Sizes) -> list[Lead]:
    states = sizes.each(LEADS)
    chance = dice("leads")
    sectors = [chance.choice([*TRADES]) for _ in states]
    names = company_names("lead", sectors)
    known = [deal for deal in deals if deal.state != "fresh"]
    became = iter(known[:: max(1, len(known) // states.count("converted"))])
    return [
        _lead(number, state, names[number], sectors[number], next(became) if state == "converted" else None)
        for number, state in enumerate(states)
    ]


def _lead(number: int, state: str, company: str, sector: str, deal: Deal | None) -> Lead:
    chance = dice("lead", number)
    if deal is not None:
        account = deal.account
        return Lead(number, state, account.name, account.sector, account.region, deal.opened - chance.randrange(2, 15), deal.owner, deal)
    region = [*REGIONS][number % len(REGIONS)]
    came = {"fresh": 0, "assigned": -chance.randrange(2, 6)}.get(state, -chance.randrange(8, 170))
    return Lead(number, state, company, sector, region, came, _owner(number, state, region))


def _owner(number: int, state: str, region: str) -> Person | None:
    """Of those that are fresh, marketing gives every third by hand; rules give the others."""
    match state:
        case "fresh":
            return ACTIVE_SELLERS[number // 3 % len(ACTIVE_SELLERS)] if number % 3 == 0 else None
        case "pooled":
            return None
        case "returned":
            return BY_KEY["marketing"]
        case _:
            return dice("lead owner", number).choice(sellers_of(region))


def lead_row(lead: Lead, days: Days) -> Row:
    chance = dice("lead row", lead.number)
    product = lead.deal.product if lead.deal else chance.choice(of_line(lead.sector))
    source = chance.choices([*SOURCES], [share for _, share, _ in SOURCES.values()])[0]
    running = [name for name, _, of, first, count in CAMPAIGNS if of == source and first <= lead.came < first + count + 20]
    campaign = running[0] if running else ""
    told = said(
        name=person_name(lead.key),
        companyName=lead.company,
        title=chance.choice(("采购经理", "设备主管", "总经理", "信息科科长", "工程师")),
        phone=phone(5 + lead.number // 1000, lead.number % 1000),
        email=mail("lead", lead.number),
        need=chance.choice(NEED_WORDS).format(product=product.name),
        region=chance.choice(REGIONS[lead.region]),
        industry=chance.choice(TRADES[lead.sector]),
        estimatedAmount=money(lead.deal.amount if lead.deal else product.price * chance.choice((1, 1, 2))),
        purchaseHorizon=f"PURCHASE_HORIZON_{chance.choice(HORIZONS)}",
        sourceId=Ref(f"source/{source}"),
        channel=source,
        campaignId=Ref(f"campaign/{campaign}") if campaign else None,
        ownerId=lead.owner.ref if lead.owner else None,
        externalRefs=refs(lead.key),
    )
    if lead.state == "fresh":
        return Row(lead.key, {"lead": told})
    told["firstTouchTime"] = days.at(lead.came, 9 + lead.number % 9)
    return Row(lead.key, {"lead": told, "history": _history(lead, days)})


def _history(lead: Lead, days: Days) -> Json:
    if lead.state == "pooled":
        return {}
    chance = dice("lead history", lead.number)
    first = min(-1, lead.came + chance.choice((0, 0, 0, 1, 1, 2)))
    last = max(first, min(-1, first + chance.randrange(12)))
    told: Json = {"state": f"LEAD_STATE_{lead.state.upper()}", "assignTime": days.at(lead.came, 18)}
    if lead.state in _FOLLOWED:
        told |= {"firstFollowUpTime": days.at(first, 19), "lastFollowUpTime": days.at(last, 20)}
    if lead.state in CLOSE_REASONS:
        told |= {"closeTime": days.at(last, 21), "closeReason": chance.choice(CLOSE_REASONS[lead.state])}
    if lead.deal is not None:
        told |= {"closeTime": days.at(last, 21), "accountId": lead.deal.account.ref, "opportunityId": lead.deal.ref}
        told |= said(outcome=_outcome(lead.deal), wonAmounts=[money(lead.deal.amount)] if lead.deal.is_won else [])
    return told


def _outcome(deal: Deal) -> str:
    return "LEAD_OUTCOME_WON" if deal.is_won else "LEAD_OUTCOME_LOST" if deal.state == "lost" else ""


def touch_rows(leads: list[Lead], days: Days, sizes: Sizes) -> list[Row]:
    seen = [lead for lead in leads if lead.state != "fresh"]
    return [_touch(number, seen[number % len(seen)], days) for number in range(sizes.of("touches"))]


def _touch(number: int, lead: Lead, days: Days) -> Row:
    chance = dice("touch", number)
    kind = chance.choice(TOUCHES)
    page = f"/products/{chance.choice(PRODUCTS).code.lower()}"
    detail = {"SEMINAR_ATTENDED": "智能产线公开课", "EVENT_ATTENDED": "华东装备展", "PAGE_VIEWED": page}.get(kind, "产品月刊")
    day = min(-1, lead.came + chance.randrange(20))
    told = said(leadId=lead.ref, type=f"TOUCH_TYPE_{kind}", touchTime=days.at(day, 11, number % 60), detail=detail)
    return Row(f"touch/{number}", {"touch": told})


# --- who gets a lead -----------------------------------------------------------------------------


def rule_rows() -> list[Row]:
    """Large ones to those who close most, the others by region, the rest in turn."""
    territories = [
        {"region": province, "teamIds": [Ref(team.key) for team in SELLING_TEAMS if team.region == region]}
        for region, provinces in REGIONS.items()
        for province in provinces
    ]
    return [
        Row(
            "rule/large",
            {
                "name": "大额线索",
                "condition": "lead.estimated_amount >= 1000000.0",
                "method": "ASSIGNMENT_METHOD_LEAST_LOADED",
                "personIds": [person.ref for person in SELLERS[::6]],
            },
        ),
        Row("rule/region", {"name": "按区域", "method": "ASSIGNMENT_METHOD_TERRITORY", "territories": territories}),
        Row(
            "rule/rest",
            {"name": "其余轮流", "method": "ASSIGNMENT_METHOD_ROUND_ROBIN", "personIds": [person.ref for person in SELLERS]},
        ),
    ]
