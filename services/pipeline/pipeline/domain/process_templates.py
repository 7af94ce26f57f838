"""The sales processes that a tenant may start from, named as the three customers who asked for them call their stages."""

from decimal import Decimal

from pipeline.domain.gates import GateCriterion
from pipeline.domain.playbook import PlaybookEntry
from pipeline.domain.process import KeyAction, StageDraft, SuccessCriterion


def _action(key: str, name: str, name_en: str) -> KeyAction:
    return {"key": key, "name": name, "name_en": name_en}


def _sign(name: str, name_en: str) -> SuccessCriterion:
    return {"name": name, "name_en": name_en}


def _needs(expression: str, missing: str, missing_en: str) -> GateCriterion:
    return {"expression": expression, "missing": missing, "missing_en": missing_en}


def _do(action: KeyAction, within: int) -> PlaybookEntry:
    """A key action as a step of the playbook: it is done when the action is."""
    return {"key": action["key"], "title": action["name"], "title_en": action["name_en"], "working_days": within, "required": True}


def _also(key: str, title: str, title_en: str, within: int) -> PlaybookEntry:
    """A step that helps, and that no gate asks for."""
    return {"key": key, "title": title, "title_en": title_en, "working_days": within, "required": False}


_ACCOUNT = _needs("has_account", "尚未关联客户", "It has no account yet")
_ANALYSIS = _needs("'requirement_analysis' in completed_actions", "需求分析尚未完成", "The requirement analysis is not complete")
_AMOUNT = _needs("amount > 0.0", "尚未填写预计金额", "It has no expected amount")
_CLOSE_DATE = _needs("expected_close_date != ''", "尚未填写预计成交日期", "It has no expected close date")
_DEMONSTRATED = _needs("'demonstration' in completed_actions", "方案演示尚未完成", "The solution has not been demonstrated")
_OFFERED = _needs("'offer_sent' in completed_actions", "方案或报价尚未提交给客户", "No proposal or quotation has been handed in")
_AGREED = _needs("'terms_agreed' in completed_actions", "商务条款尚未谈妥", "The commercial terms are not agreed")

_FIRST_CALL = _action("first_call", "首次沟通并记录", "Talk for the first time and write it down")
_DECIDER = _action("decision_chain", "确认决策人与决策流程", "Find out who decides and how")
_ANALYSE = _action("requirement_analysis", "完成需求分析", "Complete the requirement analysis")
_DEMONSTRATE = _action("demonstration", "向关键人演示方案", "Demonstrate the solution to those who decide")
_OFFER = _action("offer_sent", "提交方案与报价", "Hand in proposal and quotation")
_AGREE = _action("terms_agreed", "谈妥价格、付款与交付条款", "Agree on price, payment and delivery")
_SIGN = _action("contract_sent", "发送合同文本", "Send the contract")

_INTERESTED = _sign("客户确认有需求并愿意继续沟通", "The customer has a need and wants to go on")
_REQUIREMENTS = _sign("客户书面确认需求", "The customer confirmed the requirements in writing")
_SOLUTION = _sign("关键人认可方案", "Those who decide accept the solution")
_BUDGET = _sign("报价在客户预算之内", "The quotation fits the customer's budget")
_TERMS = _sign("双方就商务条款达成一致", "Both sides agree on the commercial terms")
_SIGNED = _sign("合同双方盖章", "Both sides sealed the contract")


_CALL_IN_A_DAY = _do(_FIRST_CALL, 1)
_DECIDER_IN_A_WEEK = _do(_DECIDER, 5)
_RESEARCH = _also("research", "了解客户背景、行业与现用方案", "Read up on the customer, its trade and what it uses now", 2)
_QUESTIONS = _also(
    "five_questions",
    "问清五问：预算、决策人、痛点、成交可能、投入是否值得",
    "Ask the five questions: budget, who decides, pain, chance, worth",
    3,
)
_VISIT = _also("requirement_visit", "上门或视频调研需求", "Visit or call to look at the requirements", 5)
_ANALYSE_IN_TWO_WEEKS = _do(_ANALYSE, 10)
_PREPARE_DEMO = _also("prepare_demonstration", "与售前准备演示内容", "Prepare the demonstration with presales", 3)
_DEMONSTRATE_IN_A_WEEK = _do(_DEMONSTRATE, 7)
_OFFER_IN_A_WEEK = _do(_OFFER, 5)
_ASK_FOR_OPINION = _also("ask_for_opinion", "回访客户对方案与报价的意见", "Ask what the customer thinks of proposal and quotation", 8)
_REVIEW_PRICE = _also("review_price", "与主管确认价格底线与让步方案", "Settle with your manager how far the price may go", 2)
_AGREE_IN_TWO_WEEKS = _do(_AGREE, 10)
_DRAFT_CONTRACT = _also("draft_contract", "起草合同并送内部评审", "Draft the contract and have it reviewed", 3)
_SIGN_IN_A_WEEK = _do(_SIGN, 5)
_CHASE_SEAL = _also("chase_seal", "跟进客户盖章与合同回传", "See to it that the customer seals and returns the contract", 10)


# 线索 → 初步沟通 → 需求确认 → 方案/报价 → 谈判 → 成交/输单
_A = (
    StageDraft(
        key="lead",
        name="线索",
        name_en="Lead",
        probability=Decimal(5),
        key_actions=(_FIRST_CALL,),
        expected_days=7,
        playbook=(_CALL_IN_A_DAY, _RESEARCH),
    ),
    StageDraft(
        key="first_talk",
        name="初步沟通",
        name_en="First talk",
        probability=Decimal(10),
        key_actions=(_DECIDER,),
        expected_days=10,
        playbook=(_QUESTIONS, _DECIDER_IN_A_WEEK),
        success_criteria=(_INTERESTED,),
        gate=(_ACCOUNT,),
    ),
    StageDraft(
        key="requirements",
        name="需求确认",
        name_en="Requirements",
        probability=Decimal(30),
        key_actions=(_ANALYSE,),
        expected_days=14,
        playbook=(_VISIT, _ANALYSE_IN_TWO_WEEKS),
        success_criteria=(_REQUIREMENTS,),
    ),
    StageDraft(
        key="proposal",
        name="方案/报价",
        name_en="Proposal and quotation",
        probability=Decimal(50),
        key_actions=(_OFFER,),
        expected_days=14,
        playbook=(_OFFER_IN_A_WEEK, _ASK_FOR_OPINION),
        success_criteria=(_SOLUTION, _BUDGET),
        gate=(_ANALYSIS,),
    ),
    StageDraft(
        key="negotiation",
        name="谈判",
        name_en="Negotiation",
        probability=Decimal(75),
        key_actions=(_AGREE,),
        expected_days=21,
        playbook=(_REVIEW_PRICE, _AGREE_IN_TWO_WEEKS),
        success_criteria=(_TERMS,),
        gate=(_OFFERED, _AMOUNT, _CLOSE_DATE),
    ),
)

# 初步接洽 → 需求确认 → 方案演示 → 报价谈判 → 合同签署
_B = (
    StageDraft(
        key="first_contact",
        name="初步接洽",
        name_en="First contact",
        probability=Decimal(10),
        key_actions=(_FIRST_CALL, _DECIDER),
        expected_days=10,
        playbook=(_CALL_IN_A_DAY, _RESEARCH, _QUESTIONS, _DECIDER_IN_A_WEEK),
        success_criteria=(_INTERESTED,),
    ),
    StageDraft(
        key="requirements",
        name="需求确认",
        name_en="Requirements",
        probability=Decimal(30),
        key_actions=(_ANALYSE,),
        expected_days=14,
        playbook=(_VISIT, _ANALYSE_IN_TWO_WEEKS),
        success_criteria=(_REQUIREMENTS,),
        gate=(_ACCOUNT,),
    ),
    StageDraft(
        key="demonstration",
        name="方案演示",
        name_en="Demonstration",
        probability=Decimal(50),
        key_actions=(_DEMONSTRATE,),
        expected_days=14,
        playbook=(_PREPARE_DEMO, _DEMONSTRATE_IN_A_WEEK),
        success_criteria=(_SOLUTION,),
        gate=(_ANALYSIS,),
    ),
    StageDraft(
        key="negotiation",
        name="报价谈判",
        name_en="Quotation and negotiation",
        probability=Decimal(70),
        key_actions=(_OFFER, _AGREE),
        expected_days=21,
        playbook=(_OFFER_IN_A_WEEK, _REVIEW_PRICE, _AGREE_IN_TWO_WEEKS),
        success_criteria=(_BUDGET, _TERMS),
        gate=(_DEMONSTRATED, _AMOUNT),
    ),
    StageDraft(
        key="signing",
        name="合同签署",
        name_en="Signing",
        probability=Decimal(90),
        key_actions=(_SIGN,),
        expected_days=10,
        playbook=(_DRAFT_CONTRACT, _SIGN_IN_A_WEEK, _CHASE_SEAL),
        success_criteria=(_SIGNED,),
        gate=(_AGREED, _CLOSE_DATE),
    ),
)

# 初步接洽 → 需求分析 → 方案提交 → 商务谈判 → 签约
_C = (
    StageDraft(
        key="first_contact",
        name="初步接洽",
        name_en="First contact",
        probability=Decimal(10),
        key_actions=(_FIRST_CALL, _DECIDER),
        expected_days=10,
        playbook=(_CALL_IN_A_DAY, _RESEARCH, _QUESTIONS, _DECIDER_IN_A_WEEK),
        success_criteria=(_INTERESTED,),
    ),
    StageDraft(
        key="analysis",
        name="需求分析",
        name_en="Requirement analysis",
        probability=Decimal(30),
        key_actions=(_ANALYSE,),
        expected_days=14,
        playbook=(_VISIT, _ANALYSE_IN_TWO_WEEKS),
        success_criteria=(_REQUIREMENTS,),
        gate=(_ACCOUNT,),
    ),
    StageDraft(
        key="proposal",
        name="方案提交",
        name_en="Proposal",
        probability=Decimal(50),
        key_actions=(_OFFER,),
        expected_days=14,
        playbook=(_OFFER_IN_A_WEEK, _ASK_FOR_OPINION),
        success_criteria=(_SOLUTION,),
        gate=(_ANALYSIS,),
    ),
    StageDraft(
        key="negotiation",
        name="商务谈判",
        name_en="Negotiation",
        probability=Decimal(75),
        key_actions=(_AGREE,),
        expected_days=21,
        playbook=(_REVIEW_PRICE, _AGREE_IN_TWO_WEEKS),
        success_criteria=(_TERMS,),
        gate=(_OFFERED, _AMOUNT),
    ),
    StageDraft(
        key="signing",
        name="签约",
        name_en="Signing",
        probability=Decimal(90),
        key_actions=(_SIGN,),
        expected_days=10,
        playbook=(_DRAFT_CONTRACT, _SIGN_IN_A_WEEK, _CHASE_SEAL),
        success_criteria=(_SIGNED,),
        gate=(_AGREED, _CLOSE_DATE),
    ),
)

TEMPLATES = {"a": _A, "b": _B, "c": _C}
# The process that a tenant starts with.
DEFAULT = "a"
NAMES = {
    "a": ("标准销售流程", "Standard sale"),
    "b": ("方案演示型流程", "Sale with demonstration"),
    "c": ("方案提交型流程", "Sale with proposal"),
}
