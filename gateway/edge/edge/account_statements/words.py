"""What documents say, in Chinese and English."""

from collections.abc import Mapping

from crm.receivables.v1 import account_statements_pb2 as pb

LANGUAGES = ("zh-CN", "en-US")

ZH: Mapping[str, str] = {
    "account": "对账单",
    "confirmation": "对账函（余额询证）",
    "customer": "客户",
    "entity": "我方",
    "number": "编号",
    "currency": "币种",
    "period": "期间",
    "as_of": "截止日",
    "known": "出具时间",
    "to": "至",
    "intro": "请核对下列款项。如无异议，请签字盖章确认；如有不符，请注明差异。本函仅用于核对账目，并非催款结算。",
    "summary": "余额",
    "section": "类别",
    "opening": "期初",
    "increase": "增加",
    "decrease": "减少",
    "closing": "期末",
    "overdue": "其中逾期",
    "items": "未结明细",
    "contract": "合同号",
    "instalment": "款项",
    "due": "应付日",
    "amount": "金额",
    "state": "状态",
    "late": "逾期",
    "lines": "本期发生",
    "day": "日期",
    "movement": "事项",
    "document": "单据",
    "invoiced": "开票",
    "balance": "余额",
    "apart": "应收、质保金、预付请款和未用款分别列示，不相加。",
    "answer": "客户确认",
    "agree": "□ 核对无误    □ 有差异（请注明）：",
    "signature": "签字：                职务：                盖章：                日期：",
    "checksum": "校验码",
    "page": "第 {page} 页，共 {pages} 页",
}
EN: Mapping[str, str] = {
    "account": "Statement of account",
    "confirmation": "Balance confirmation",
    "customer": "Customer",
    "entity": "Issued by",
    "number": "Number",
    "currency": "Currency",
    "period": "Period",
    "as_of": "As of",
    "known": "Issued at",
    "to": "to",
    "intro": "Please compare the amounts below with your books. If they agree, sign and stamp; if not, say what differs. "
    "This paper is for reconciliation only and is no request for payment.",
    "summary": "Balances",
    "section": "Section",
    "opening": "Opening",
    "increase": "Increase",
    "decrease": "Decrease",
    "closing": "Closing",
    "overdue": "Overdue",
    "items": "Open items",
    "contract": "Contract",
    "instalment": "Instalment",
    "due": "Due",
    "amount": "Amount",
    "state": "State",
    "late": "overdue",
    "lines": "Movements",
    "day": "Date",
    "movement": "What",
    "document": "Document",
    "invoiced": "Invoiced",
    "balance": "Balance",
    "apart": "Receivables, retention, advances asked for and money held are shown apart and never added together.",
    "answer": "Customer's answer",
    "agree": "[  ] agrees    [  ] differs (please say how):",
    "signature": "Signature:                Position:                Stamp:                Date:",
    "checksum": "Checksum",
    "page": "Page {page} of {pages}",
}
SECTIONS: Mapping[int, tuple[str, str]] = {
    pb.STATEMENT_SECTION_RECEIVABLE: ("应收款", "Receivables"),
    pb.STATEMENT_SECTION_RETENTION: ("质保金", "Retention"),
    pb.STATEMENT_SECTION_ADVANCE: ("预付请款", "Advances asked for"),
    pb.STATEMENT_SECTION_HELD: ("未用款（我方持有）", "Money held for you"),
}
MOVEMENTS: Mapping[int, tuple[str, str]] = {
    pb.STATEMENT_MOVEMENT_CLAIM: ("应收产生", "Claim"),
    pb.STATEMENT_MOVEMENT_CHANGE: ("计划变更", "Change"),
    pb.STATEMENT_MOVEMENT_INVOICE: ("开票", "Invoice"),
    pb.STATEMENT_MOVEMENT_RED_INVOICE: ("红字发票", "Red invoice"),
    pb.STATEMENT_MOVEMENT_RECEIPT: ("收款", "Receipt"),
    pb.STATEMENT_MOVEMENT_ALLOCATION: ("核销", "Applied"),
    pb.STATEMENT_MOVEMENT_ADVANCE: ("转预收", "Held in advance"),
    pb.STATEMENT_MOVEMENT_REVERSAL: ("冲回", "Reversal"),
    pb.STATEMENT_MOVEMENT_ADJUSTMENT: ("调整", "Adjustment"),
}


def words(language: str) -> Mapping[str, str]:
    return EN if language == "en-US" else ZH


def section(number: int, language: str) -> str:
    return SECTIONS[number][language == "en-US"]


def movement(number: int, language: str) -> str:
    return MOVEMENTS[number][language == "en-US"]
