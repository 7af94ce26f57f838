"""The words that a company starts with, for every fact. What opens a to-do says the same as the to-do: what, why, and what to do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from notifier.domain.catalogue import FACTS
from notifier.domain.kinds import TodoKind, opened_by


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    event: str
    title: str
    body: str
    title_en: str
    body_en: str


# Title and body in Chinese, title and body in English.
_Texts: TypeAlias = tuple[str, str, str, str]

# Facts that are good to know and leave nothing to do, and those whose to-do says less than the message should.
_OTHERS: Mapping[str, _Texts] = {
    "LeadPooled": ("线索已回收：{{ subject }}", "{{ reason }}", "Back in the pool: {{ subject }}", "{{ reason_en }}"),
    "LeadReturned": (
        "线索退回：{{ subject }}",
        "{% if reason %}原因：{{ reason }}{% endif %}",
        "Lead returned: {{ subject }}",
        "{% if reason %}Why: {{ reason }}{% endif %}",
    ),
    "AccountPooled": ("客户已回收：{{ subject }}", "{{ reason }}", "Back in the pool: {{ subject }}", "{{ reason_en }}"),
    "CompetitorMentioned": (
        "{{ subject }} 出现竞争对手 {{ name }}",
        "打听对方报价和方案，准备我们的优势对比",
        "{{ subject }}: competitor {{ name }}",
        "Find out what they offer, and bring what we do better",
    ),
    "StageEntered": ("{{ subject }} 进入新阶段", "{{ stage }}", "{{ subject }} moved on", "{{ stage }}"),
    "OpportunityOpened": ("新商机：{{ subject }}", "{{ customer }}", "New opportunity: {{ subject }}", "{{ customer }}"),
    "OpportunityWon": ("赢单：{{ subject }}", "{{ customer }} {{ won_amount }}", "Won: {{ subject }}", "{{ customer }} {{ won_amount }}"),
    "OpportunityLost": (
        "丢单：{{ subject }}",
        "{{ customer }} {{ expected_amount }}：{{ loss_detail }}",
        "Lost: {{ subject }}",
        "{{ customer }} {{ expected_amount }}: {{ loss_detail }}",
    ),
    "ContractTerminated": (
        "合同终止：{{ contract_number }}",
        "{{ customer }}：{{ reason }}。先结清已到期的款项",
        "Contract terminated: {{ contract_number }}",
        "{{ customer }}: {{ reason }}. Settle what is owed already",
    ),
    "OrderHeld": (
        "订单待授信：{{ number }} {{ customer }} {{ gross }}",
        "{{ reason }}。可催款、申请提高额度，或由他人批准临时放行",
        "Order held by credit: {{ number }} {{ customer }} {{ gross }}",
        "{{ reason_en }}. Collect, ask for a higher limit, or have another person release it",
    ),
    "PlanCreated": (
        "新回款计划：{{ customer }} {{ total }}",
        "合同 {{ contract_number }}，负责人 {{ owner }}。看一遍各节点的日期和条件",
        "New payment plan: {{ customer }} {{ total }}",
        "Contract {{ contract_number }}, owner {{ owner }}. Go through the days and conditions",
    ),
    "InstalmentReminderDue": (
        "催收回款：{{ customer }} {{ payable }}",
        "合同 {{ contract_number }} {{ name }}，应于 {{ due_date }} 到账。建议：打给付款联系人，问付款日，记付款承诺",
        "Collect: {{ customer }} {{ payable }}",
        "Contract {{ contract_number }} {{ name }}, due {{ due_date }}. Next: call who pays, ask for the day, note the promise",
    ),
    "LimitationInterrupted": (
        "诉讼时效已中断：{{ customer }} {{ name }}",
        "合同 {{ contract_number }}，时效重新计算至 {{ limitation_date }}",
        "Limitation period begins anew: {{ customer }} {{ name }}",
        "Contract {{ contract_number }}: it ends {{ limitation_date }} now",
    ),
    "InstalmentSettled": (
        "回款到账：{{ customer }} {{ amount }}",
        "合同 {{ contract_number }} {{ name }}",
        "Paid: {{ customer }} {{ amount }}",
        "Contract {{ contract_number }} {{ name }}",
    ),
    "DisputeResolved": (
        "争议已解决：{{ customer }}",
        "{{ resolution }}",
        "Dispute resolved: {{ customer }}",
        "{{ resolution }}",
    ),
    "AccountStatementConfirmed": (
        "客户已确认对账：{{ customer }}",
        "{{ account_statement_number }} {{ owed }}，确认人 {{ confirmed_by }}",
        "Statement confirmed: {{ customer }}",
        "{{ account_statement_number }} {{ owed }}, by {{ confirmed_by }}",
    ),
    "IntentRecorded": (
        "付款意向变差：{{ customer }}",
        "{{ speaker }}：{{ evidence }}。和经理商量下一步",
        "Payment intent: {{ customer }}",
        "{{ speaker }}: {{ evidence }}. Agree the next step with the manager",
    ),
    "InvoiceRequested": (
        "开票申请：{{ customer }} {{ gross }}",
        "合同 {{ contract_number }}，申请 {{ number }}。建议：看清依据后审批",
        "Invoice asked for: {{ customer }} {{ gross }}",
        "Contract {{ contract_number }}, application {{ number }}. Next: decide on it",
    ),
    "InvoiceApproved": (
        "请开票：{{ customer }} {{ gross }}",
        "合同 {{ contract_number }}，申请 {{ number }} 已批准。在税务系统开具后登记号码",
        "To be issued: {{ customer }} {{ gross }}",
        "Contract {{ contract_number }}, application {{ number }} is approved. Record the number once the tax system has issued it",
    ),
    "InvoiceRejected": (
        "开票申请被驳回：{{ customer }} {{ gross }}",
        "合同 {{ contract_number }}：{{ reason }}",
        "Invoice turned down: {{ customer }} {{ gross }}",
        "Contract {{ contract_number }}: {{ reason }}",
    ),
    "OpeningBalanceRequested": (
        "期初余额待确认：应收 {{ receivables }}",
        "切换日 {{ cut_over_date }}，共 {{ line_count }} 行。建议：和旧系统核对后确认",
        "Opening balances to confirm: {{ receivables }}",
        "Cut-over on {{ cut_over_date }}, {{ line_count }} lines. Next: compare with the old system and confirm them",
    ),
    "ServiceChargeSubmitted": (
        "服务收费待审批：{{ customer }} {{ amount }}",
        "{{ visit_date }} 上门服务，{{ service_charge_number }}。建议：看清服务单和金额后批准或退回",
        "Service charge to approve: {{ customer }} {{ amount }}",
        "Visit of {{ visit_date }}, {{ service_charge_number }}. Next: look at what was signed, then approve it or return it",
    ),
    "ServiceChargeReturned": (
        "服务收费被退回：{{ customer }} {{ amount }}",
        "{{ service_charge_number }}：{{ reason }}",
        "Service charge returned: {{ customer }} {{ amount }}",
        "{{ service_charge_number }}: {{ reason }}",
    ),
    "AdjustmentRequested": (
        "待审批：{{ customer }} {{ amount }}",
        "调整 {{ number }}：{{ reason }}。建议：看清依据和金额后审批",
        "To approve: {{ customer }} {{ amount }}",
        "Adjustment {{ number }}: {{ reason }}. Next: decide on it",
    ),
    "AdjustmentApproved": (
        "已批准：{{ customer }} {{ amount }}",
        "调整 {{ number }}：{{ reason }}。{% if awaits_confirmation %}建议：高管确认或驳回{% endif %}",
        "Approved: {{ customer }} {{ amount }}",
        "Adjustment {{ number }}: {{ reason }}. {% if awaits_confirmation %}Next: an executive confirms it or turns it down{% endif %}",
    ),
    "AdjustmentRejected": (
        "调整被驳回：{{ customer }} {{ amount }}",
        "调整 {{ number }}：{{ reason }}",
        "Adjustment turned down: {{ customer }} {{ amount }}",
        "Adjustment {{ number }}: {{ reason }}",
    ),
    "CreditRequested": (
        "授信待审批：{{ customer }} {{ amount }}",
        "授信 {{ number }}：{{ reason }}。建议：看清依据和金额后审批",
        "Credit to be decided on: {{ customer }} {{ amount }}",
        "Credit {{ number }}: {{ reason }}. Next: decide on it",
    ),
    "CreditApproved": (
        "授信已批准：{{ customer }} {{ amount }}",
        "授信 {{ number }}：{{ reason }}。{% if awaits_confirmation %}建议：高管确认或驳回{% endif %}",
        "Credit approved: {{ customer }} {{ amount }}",
        "Credit {{ number }}: {{ reason }}. {% if awaits_confirmation %}Next: an executive confirms it or turns it down{% endif %}",
    ),
    "PlanRevisionAsked": (
        "回款计划变更待审批：{{ customer }}",
        "合同 {{ contract_number }}，{{ moved }} 改期：{{ reason }}。建议：销售和财务各审批一次",
        "Revision of a payment plan: {{ customer }}",
        "Contract {{ contract_number }}, {{ moved }} on another day: {{ reason }}. Next: sales and finance decide on it",
    ),
    "PlanRevisionApproved": (
        "回款计划变更已批准：{{ customer }}",
        "合同 {{ contract_number }}：{{ reason }}。{% if not (approved_by and confirmed_by) %}建议：另一方也来审批{% endif %}",
        "Revision of a payment plan approved: {{ customer }}",
        "Contract {{ contract_number }}: {{ reason }}. {% if not (approved_by and confirmed_by) %}Next: the other side decides{% endif %}",
    ),
    "BillActRequested": (
        "票据待审批：{{ customer }} {{ amount }}",
        "票据 {{ number }}，{{ act }} 给 {{ counterparty }}。建议：看清依据后审批",
        "Bill to be decided on: {{ customer }} {{ amount }}",
        "Bill {{ number }}: {{ act }}, {{ counterparty }}. Next: decide on it",
    ),
    "BillLapsed": (
        "提示付款期已过：{{ customer }} {{ amount }}",
        "票据 {{ number }} 应在 {{ presentation_end_date }} 前提示付款。请向承兑人说明情况并提示付款",
        "Presentation period over: {{ customer }} {{ amount }}",
        "Bill {{ number }} was to be presented by {{ presentation_end_date }}. Explain it to the acceptor and present it",
    ),
    "BillDishonoured": (
        "票据拒付：{{ customer }} {{ amount }}",
        "{{ reason }}。应收已按原到期日恢复，请追索",
        "Bill not paid: {{ customer }} {{ amount }}",
        "{{ reason }}. The claims are open under their old due dates; pursue who answers for it",
    ),
    "ReceiptRecorded": (
        "到款：{{ payer_name }} {{ amount }}",
        "{{ received_date }} {{ bank_reference }}。请认领",
        "Receipt: {{ payer_name }} {{ amount }}",
        "{{ received_date }} {{ bank_reference }}. Please identify it",
    ),
    "ReceiptClaimed": (
        "认领到款：{{ payer_name }} {{ amount }}",
        "{{ customer }}：{{ evidence }}。请核实",
        "Receipt claimed: {{ payer_name }} {{ amount }}",
        "{{ customer }}: {{ evidence }}. Please decide",
    ),
}
# What nobody hears by default, for rules that a company adds: what happened, and to what.
_PLAIN = {
    "LeadCaptured": ("新线索", "New lead"),
    "LeadConverted": ("线索已转化", "Lead converted"),
    "LeadDisqualified": ("线索无效", "Lead disqualified"),
    "TouchRecorded": ("营销触点", "Touch"),
    "AccountAssigned": ("客户换了负责人", "Account assigned"),
    "AccountClaimed": ("客户已被领取", "Account claimed"),
    "InteractionMended": ("跟进记录已补全", "Note completed"),
    "OpportunityAssigned": ("商机换了负责人", "Opportunity assigned"),
    "ContractAssigned": ("合同换了负责人", "Contract assigned"),
    "ContractEffective": ("合同生效", "Contract effective"),
    "MilestoneReached": ("节点已完成", "Milestone reached"),
    "MilestoneRescheduled": ("节点改期", "Milestone rescheduled"),
    "PlanRevised": ("回款计划变更", "Payment plan revised"),
    "PlanRevisionRejected": ("回款计划变更被驳回", "Revision of a payment plan rejected"),
    "InstalmentClaimable": ("应收已产生", "Instalment claimable"),
    "InstalmentDueSoon": ("应收即将到期", "Instalment due soon"),
    "InstalmentDue": ("应收今天到期", "Instalment due today"),
    "PromiseKept": ("付款承诺已兑现", "Promise kept"),
    "PromiseWithdrawn": ("付款承诺撤回", "Promise withdrawn"),
    "ReceiptAllocated": ("收款已核销", "Receipt allocated"),
    "AllocationReversed": ("核销已撤销", "Allocation reversed"),
    "ReversalApproved": ("反核销已批准", "Reversal approved"),
    "ReversalDeclined": ("反核销被驳回或撤回", "Reversal turned down or taken back"),
    "PayerAliasConfirmed": ("付款人已确认", "Payer confirmed"),
    "PayerAliasEnded": ("付款人已停用", "Payer ended"),
    "AdjustmentPosted": ("调整已入账", "Adjustment posted"),
    "BillActDecided": ("票据申请已处理", "Bill decided on"),
    "BillPresented": ("票据已提示付款", "Bill presented"),
    "BillPassedOn": ("票据已转出", "Bill passed on"),
    "BillPaid": ("票据已兑付", "Bill paid"),
    "InvoiceBooked": ("客户已挂账", "Invoice booked by the customer"),
    "InvoiceReversed": ("发票已红冲", "Invoice taken back in red"),
    "PeriodClosed": ("会计期间已关账", "Fiscal period closed"),
    "OrderApproved": ("订单已批准", "Order approved"),
    "OrderReleased": ("订单已下达", "Order released"),
    "OrderDelivered": ("订单已交付", "Order delivered"),
    "OrderDeliveryReversed": ("订单交付已冲回", "Delivery of an order taken back"),
    "OrderCancelled": ("订单已取消", "Order cancelled"),
    "OrderAssigned": ("订单已移交", "Order handed over"),
    "CreditEnded": ("授信已终止", "Credit ended"),
    "CreditLimitExceeded": ("授信额度已超", "Credit limit exceeded"),
    "OpeningBalancePosted": ("期初余额已入账", "Opening balances posted"),
    "OpeningBalanceEnded": ("期初余额已退回或撤销", "Opening balances turned down or taken back"),
    "ServiceChargeApproved": ("服务收费已批准", "Service charge approved"),
    "ServiceChargeCancelled": ("服务收费已取消", "Service charge cancelled"),
    "ProvisionPosted": ("坏账准备已入账", "Provision posted"),
    "ProvisionEnded": ("坏账准备已作废或冲回", "Provision discarded or taken back"),
    "ExchangePosted": ("汇兑损益已入账", "Exchange difference posted"),
    "ExchangeEnded": ("汇兑损益已作废或冲回", "Exchange difference discarded or taken back"),
    "AccountStatementIssued": ("已出具对账单", "Statement of account issued"),
    "AccountStatementEnded": ("对账单已作废", "Statement of account ended"),
    "MemberMoved": ("同事换了团队", "Colleague moved"),
}
_NAME = re.compile(r"\{(\w+)\}")
# What a sentence ends with after a colon or a comma is not always said; the colon then goes with it.
_ENDING = re.compile(r"(：|: |，负责人 |, owner )\{\{ (\w+) \}\}(?=$|[。，.,])")


def shipped() -> Iterator[ShippedTemplate]:
    """One for each fact."""
    for event in FACTS:
        kinds = [kind for kind in opened_by(event) if kind.key != "playbook_step"]
        if event in _OTHERS:
            words = _OTHERS[event]
        elif kinds:
            words = _of_kind(event, kinds[-1])
        else:
            words = _plain(event)
        yield ShippedTemplate(event, *(_ENDING.sub(r"{% if \2 %}\1{{ \2 }}{% endif %}", text) for text in words))


def _plain(event: str) -> _Texts:
    """A fact that is newer than these words is called by its name."""
    zh, en = _PLAIN.get(event, (event, event))
    about = "{{ customer }} {{ subject }}"
    return f"{zh}：{about}", f"{about}，负责人 {{{{ owner }}}}", f"{en}: {about}", f"{about}, owner {{{{ owner }}}}"


def _of_kind(event: str, kind: TodoKind) -> _Texts:
    reason = kind.opened_by[event].reason
    return (
        _jinja(kind.title.zh),
        f"{_jinja(reason.zh)}。建议：{_jinja(kind.action.zh)}",
        _jinja(kind.title.en),
        f"{_jinja(reason.en)}. Next: {_jinja(kind.action.en)}",
    )


def _jinja(words: str) -> str:
    return _NAME.sub(r"{{ \1 }}", words)
