"""What was said with customers, and what people mean to do."""

from tools.demo.customers import COMPETITORS, Account
from tools.demo.dice import dice
from tools.demo.marketing import Lead
from tools.demo.names import person_name, short
from tools.demo.organisation import ACTIVE_SELLERS, Person
from tools.demo.rows import Days, Ref, Row, refs, said
from tools.demo.sales import Deal
from tools.demo.sizes import Sizes

TYPES = ("CALL", "CALL", "CALL", "VISIT", "MEETING", "WECHAT", "MAIL")
TEXTS = (
    "和{who}确认了{product}的配置，预算约{amount}万元，{month}月内要方案。对方最关心交期和售后响应时间。",
    "{who}说现有设备每月停机约{hours}小时，想在{month}月前换成{product}，已经向总经理汇报，预算{amount}万元。",
    "拜访{who}，看了现场，{product}的安装场地够用；对方要求分三期付款，首付不超过三成，总价控制在{amount}万元。",
    "电话沟通，{who}在等{month}月的预算会，金额{amount}万元左右，会上决定是否选{product}；答应会后当天给答复。",
    "发去{product}的技术协议，{who}回复说条款基本认可，质保期希望两年，价格{amount}万元以内可以签。",
    "{who}提到{rival}报价比我们低，但交期要{hours}天；我们用{product}的样板客户数据做了对比，对方愿意再谈，预算{amount}万元。",
    "与{who}开会过了{product}的验收标准，{hours}条里还有3条要澄清，{month}月底前定稿，涉及金额{amount}万元。",
)
THIN = ("打电话没人接，下次再打。", "客户说再看看。", "发了资料。")
STEPS = ("发送正式报价", "约总经理面谈", "安排样机演示", "提交技术协议", "核对付款条件", "请售后一起回访")
OWN = ("准备周会汇报", "整理样板客户资料", "确认展会名单", "更新季度预测", "预约客户回访")
_THIN_SHARE = 0.1


def talk_rows(accounts: list[Account], deals: list[Deal], leads: list[Lead], days: Days, sizes: Sizes) -> list[Row]:
    """History: about open opportunities, customers, contracts and leads."""
    about = [
        *(_about_deal(deal) for deal in deals if deal.state == "open"),
        *(_about_account(account) for account in accounts if account.owner is not None),
        *(_about_contract(deal) for deal in deals if deal.state == "effective"),
        *(_about_lead(lead) for lead in leads if lead.state in ("contacted", "qualified")),
    ]
    dice("talks").shuffle(about)
    return [_past(number, *about[number % len(about)], days) for number in range(sizes.of("talks"))]


Subject = tuple[str, Ref, Person, Ref | None, str]


def _about_deal(deal: Deal) -> Subject:
    return "opportunity", deal.ref, deal.owner, deal.account.contact(deal.number), deal.product.name


def _about_account(account: Account) -> Subject:
    return "account", account.ref, account.owner or ACTIVE_SELLERS[0], account.contact(0), "配套设备"


def _about_contract(deal: Deal) -> Subject:
    return "contract", Ref(deal.contract_key), deal.owner, deal.account.contact(0), deal.product.name


def _about_lead(lead: Lead) -> Subject:
    return "lead", lead.ref, lead.owner or ACTIVE_SELLERS[0], None, f"{short(lead.company)}要的设备"


def _past(number: int, kind: str, subject: Ref, person: Person, contact: Ref | None, product: str, days: Days) -> Row:
    chance, key = dice("talk", number), f"interaction/{number}"
    thin = chance.random() < _THIN_SHARE
    told = said(
        subjectType=kind,
        subjectId=subject,
        type=f"INTERACTION_TYPE_{chance.choice(TYPES)}",
        interactionTime=days.at(-chance.randrange(1, 120), 9 + number % 9, number % 60),
        personId=person.ref,
        contactIds=[contact] if contact else [],
        text=chance.choice(THIN) if thin else _text(number, contact, product, days),
        nextStep="" if thin else chance.choice(STEPS),
        outcome="OUTCOME_NOT_REACHED" if thin else "OUTCOME_REACHED",
        externalRefs=refs(key),
    )
    return Row(key, {"interaction": told})


def _text(number: int, contact: Ref | None, product: str, days: Days) -> str:
    chance = dice("text", number)
    who = person_name(contact.key) if contact else "对方采购"
    month = int(days.day(30).split("-")[1])
    amount, hours, rival = chance.randrange(18, 380), chance.randrange(6, 45), chance.choice([*COMPETITORS.values()])
    return chance.choice(TEXTS).format(who=who, product=product, amount=amount, month=month, hours=hours, rival=rival)


# --- these days ----------------------------------------------------------------------------------


def fresh_talk_rows(deals: list[Deal], days: Days, sizes: Sizes) -> dict[str, list[Row]]:
    """What those whom one can sign in as wrote down just now, by their keys; what they agreed on becomes a to-do."""
    found: dict[str, list[Row]] = {}
    for seller in ACTIVE_SELLERS:
        mine = [deal for deal in deals if deal.owner == seller and deal.state in ("open", "effective")]
        share = max(1, sizes.of("fresh_talks") // len(ACTIVE_SELLERS))
        found[seller.key] = [_fresh(deal, days) for deal in mine[:share]]
    return found


def _fresh(deal: Deal, days: Days) -> Row:
    chance = dice("fresh talk", deal.number)
    kind, subject, _, contact, product = _about_deal(deal) if deal.state == "open" else _about_contract(deal)
    told = said(
        subjectType=kind,
        subjectId=subject,
        type=f"INTERACTION_TYPE_{chance.choice(TYPES)}",
        contactIds=[contact] if contact else [],
        text=_text(10_000 + deal.number, contact, product, days),
        nextStep=chance.choice(STEPS),
        nextStepDate=days.day(8 + deal.number % 6),
        outcome="OUTCOME_REACHED",
    )
    return Row(f"fresh_talk/{deal.number}", told)


def own_todo_rows(days: Days, sizes: Sizes) -> dict[str, list[Row]]:
    """What people put on their own lists, by their keys."""
    share = max(1, sizes.of("own_todos") // len(ACTIVE_SELLERS))
    return {
        seller.key: [
            Row(f"todo/{seller.key}/{number}", {"title": OWN[(index + number) % len(OWN)], "dueTime": days.at(9 + number, 18)})
            for number in range(share)
        ]
        for index, seller in enumerate(ACTIVE_SELLERS)
    }
