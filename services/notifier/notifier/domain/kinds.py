"""The one table of to-dos: which facts open each kind, which close it, by when it is due, what to do, and what it may bring.

Texts take the names of the fact (see saying.parameters), and besides them `subject` and `customer`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID


class Gain(StrEnum):
    """What acting may bring. The two are never added up: a sale is not money in the bank."""

    NONE = "none"
    CASH = "cash"
    PIPELINE = "pipeline"


class Assignee(StrEnum):
    """Whose to-do it is."""

    # Of the thing that the fact is about.
    OWNER = "owner"
    MANAGER = "manager"
    # Who wrote it (`person_id`).
    AUTHOR = "author"
    # Who has to clear it up (`responsible_id`), else the owner.
    RESPONSIBLE = "responsible"
    # Those who took over (`to_ids`).
    SUCCESSORS = "successors"
    # Everybody who may decide on it; who asked, or owns it, is not one of them.
    DECIDERS = "deciders"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who may decide: whoever has the permission, as far as it reaches, and is named by none of these fields of the fact.

    `roles` are the shipped ones that have it: what counts of a role of which nobody has told the grants yet.
    """

    permission: str
    never: tuple[str, ...]
    roles: frozenset[str]
    # It belongs to nobody and to no company of ours: whoever has the permission has it for all of them.
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a fact makes of a to-do: by when it is due and why it is there.

    `due` is a field of the fact, an instant or a day; where it is empty or not named, the to-do is due `days` working days after the
    fact, None being what the company's settings say. `boost`: so many days it ranks before what is due with it.
    """

    reason: Words
    due: str = ""
    days: int | None = 0
    boost: int = 0
    # Due then from now on, also where that is later than before.
    moves: bool = False
    # It opens only where the fact says this, does not say that, and is about one of these.
    needs: str = ""
    unless: str = ""
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TodoKind:
    """One row of the table."""

    key: str
    title: Words
    action: Words
    opened_by: Mapping[str, Opening]
    closed_by: frozenset[str]
    gain: Gain = Gain.NONE
    assignee: Assignee = Assignee.OWNER
    # All things of one customer are one to-do.
    grouped: bool = False
    deciders: Deciders | None = None
    # A field of the fact: of one thing there may be several to-dos, one for each value.
    each: str = ""
    # Of those that close it, facts that close the one with their value alone.
    closed_one_by_one: frozenset[str] = frozenset()

    def key_of(self, thing: str, value: object, owner_id: UUID) -> str:
        """Under which there is one live to-do; `value` is that of the field `each`. Everybody who may decide has one."""
        of = f"{thing}/{owner_id}" if self.deciders else thing
        return f"{of}/{value}" if self.each else of


def _kind(key: str, title: Words, action: Words, opened_by: dict[str, Opening], closed_by: str, **more: object) -> TodoKind:
    return TodoKind(key, title, action, MappingProxyType(opened_by), frozenset(closed_by.split()), **more)  # type: ignore[arg-type]


_W = Words
_AGREED = _W("上次沟通约定：{next_step}", "Agreed in the last talk: {next_step}")
_LEAD = frozenset({"lead"})
_BEYOND_LEADS = frozenset({"account", "opportunity", "contract", "payment_plan", "instalment"})
# What ends a lead's time with its owner.
_LEAD_GONE = "LeadPooled LeadReturned LeadDisqualified LeadConverted"
_DEAL_OVER = "OpportunityWon OpportunityLost"


def _decided(permission: str, never: str, roles: str, *, everywhere: bool = False) -> dict[str, object]:
    who = Deciders(permission, tuple(never.split()), frozenset(roles.split()), everywhere)
    return {"assignee": Assignee.DECIDERS, "deciders": who}


def _waits(text: Words, *, needs: str = "", unless: str = "") -> Opening:
    """What somebody asked for waits for a decision."""
    return Opening(text, days=1, boost=1, needs=needs, unless=unless)


_ASKS = _W("{number} 申请 {amount}：{reason}", "{number} asks for {amount}: {reason}")
_MOVES = _W("{contract_number} 有 {moved} 改期 {moved_days} 天：{reason}", "{contract_number}: {moved}, {moved_days} days: {reason}")
_DECIDE = _W("看清依据和金额，批准或驳回", "Look at the grounds and the amount, then approve it or turn it down")
_CONFIRM = _W("财务已批准；看清依据后确认或驳回", "Finance approved it; look at the grounds, then confirm it or turn it down")

KINDS: tuple[TodoKind, ...] = (
    # --- leads
    _kind(
        "lead_first_follow_up",
        _W("首次跟进：{subject}", "First follow-up: {subject}"),
        _W("打电话给客户，问清需求、预算和时间，然后写跟进", "Call, ask for need, budget and time, then log it"),
        {
            "LeadAssigned": Opening(
                _W("线索已分配给你：{reason}", "The lead was given to you: {reason_en}"), due="first_follow_up_due_time"
            ),
            "LeadClaimed": Opening(_W("你从公海领取了这条线索", "You claimed this lead from the pool"), due="first_follow_up_due_time"),
            "LeadFirstFollowUpMissed": Opening(
                _W("首次跟进已超时，应在 {due_time} 前完成", "The first follow-up is late; it was due {due_time}"), due="due_time", boost=3
            ),
        },
        f"LeadFollowedUp LeadAssigned LeadClaimed LeadQualified {_LEAD_GONE}",
        gain=Gain.PIPELINE,
    ),
    _kind(
        "lead_follow_up",
        _W("跟进线索：{subject}", "Follow up: {subject}"),
        _W("发送产品资料，约下一次沟通；不合适就写明原因", "Send the product papers and fix the next talk; say why if it does not fit"),
        {
            "LeadFollowedUp": Opening(_W("已建立联系，下一步发送产品资料", "Contact is made; send the product papers"), days=None),
            "InteractionLogged": Opening(_AGREED, due="next_step_date", needs="next_step", about=_LEAD),
            "LeadNeglected": Opening(_W("已 {days} 天没有动静", "Nothing has happened for {days} days"), boost=2),
            "LeadPoolingSoon": Opening(_W("{pool_date} 将回收到公海", "It goes back to the pool on {pool_date}"), due="pool_date", boost=3),
        },
        f"LeadFollowedUp LeadAssigned LeadClaimed LeadQualified {_LEAD_GONE}",
        gain=Gain.PIPELINE,
    ),
    _kind(
        "lead_convert",
        _W("转为商机：{subject}", "Convert: {subject}"),
        _W("确认客户名称和预计金额后转商机", "Check the company's name and the amount, then convert"),
        {"LeadQualified": Opening(_W("线索已判定有效", "The lead is qualified"), days=2)},
        _LEAD_GONE,
        gain=Gain.PIPELINE,
    ),
    _kind(
        "lead_refused",
        _W("处理转化失败：{subject}", "Mend the conversion: {subject}"),
        _W("按原因更正资料后再转一次", "Correct what the reason names and convert again"),
        {
            "AccountRefused": Opening(_W("客户没有建成：{detail}", "No account could be made: {detail}"), days=1, boost=3),
            "OpportunityRefused": Opening(_W("商机没有建成：{detail}", "No opportunity could be opened: {detail}"), days=1, boost=3),
        },
        "LeadConverted LeadDisqualified",
    ),
    # --- the log of talks
    _kind(
        "next_step",
        _W("约定的下一步：{subject}", "Agreed next step: {subject}"),
        _W("{next_step}", "{next_step}"),
        {
            "InteractionLogged": Opening(
                _AGREED,
                due="next_step_date",
                needs="next_step",
                about=_BEYOND_LEADS,
            )
        },
        f"InteractionLogged AccountPooled {_LEAD_GONE} {_DEAL_OVER} ContractTerminated",
        gain=Gain.PIPELINE,
        assignee=Assignee.AUTHOR,
        each="interaction_id",
    ),
    _kind(
        "thin_record",
        _W("补全跟进记录：{subject}", "Complete the note: {subject}"),
        _W("补上谁说了什么、金额、日期和下一步", "Add who said what, amounts, dates and the next step"),
        {"InteractionThin": Opening(_W("跟进内容过于简单，得 {quality} 分", "The note says too little: {quality} of 100"), days=1)},
        f"InteractionLogged InteractionMended AccountPooled {_LEAD_GONE}",
        assignee=Assignee.AUTHOR,
        each="interaction_id",
        closed_one_by_one=frozenset({"InteractionMended"}),
    ),
    _kind(
        "customer_response",
        _W("恢复双向沟通：{subject}", "Get the customer talking: {subject}"),
        _W("换一个联系人或换一种方式，带一个具体问题去问", "Try another person or another way, with one concrete question"),
        {
            "ResponseFalling": Opening(_W("客户回应在减弱：{before} → {now}", "The customer answers less: {before} → {now}"), days=2),
            "CommunicationOneSided": Opening(_W("连续 {count} 次没有回音", "{count} contacts in a row without an answer"), days=1),
        },
        f"InteractionLogged {_DEAL_OVER}",
        gain=Gain.PIPELINE,
    ),
    # --- accounts
    _kind(
        "account_follow_up",
        _W("联系客户：{subject}", "Get in touch: {subject}"),
        _W("打电话或上门，写跟进并约下一步", "Call or visit, log it and fix the next step"),
        {
            "AccountGoingCold": Opening(_W("已 {days} 天没有联系", "No contact for {days} days")),
            "AccountPoolingSoon": Opening(_W("{pool_date} 将回收到公海", "It goes to the pool on {pool_date}"), due="pool_date", boost=2),
            "ChurnRiskRaised": Opening(_W("高价值客户沉默了 {months} 个月", "A valuable customer, silent for {months} months"), boost=3),
        },
        "InteractionLogged AccountPooled AccountAssigned AccountClaimed",
        gain=Gain.PIPELINE,
    ),
    _kind(
        "care",
        _W("客户关怀：{subject}", "Greet: {subject}"),
        _W("按习惯的方式问候", "Greet in the usual way"),
        {"CareDateReached": Opening(_W("今天是{title}", "Today is {title}"), due="date")},
        "InteractionLogged AccountPooled",
        each="care_date_id",
    ),
    # --- sales
    _kind(
        "opportunity_follow_up",
        _W("推进商机：{subject}", "Move the sale: {subject}"),
        _W("联系决策人，拿到下一步的日期；没有进展就调整阶段或关闭", "Get a date from who decides; else close it or change the stage"),
        {
            "OpportunityStalled": Opening(
                _W("停在「{stage_name}」{days} 天，通常 {median_days} 天", "{days} days in {stage_name}; usual are {median_days}"), days=1
            ),
            "OpportunityNeglected": Opening(_W("已 {days} 天没有跟进", "No follow-up for {days} days")),
            "OpportunitySilent": Opening(_W("{months} 个月什么都没发生", "Nothing has happened for {months} months"), days=2),
        },
        f"InteractionLogged StageEntered OpportunityAssigned {_DEAL_OVER}",
        gain=Gain.PIPELINE,
    ),
    _kind(
        "playbook_step",
        _W("{step_title}：{subject}", "{step_title_en}: {subject}"),
        _W("{step_title}", "{step_title_en}"),
        {
            "OpportunityOpened": Opening(_W("商机已建立", "The opportunity was opened"), days=3),
            "StageEntered": Opening(_W("进入新阶段", "A new stage was entered"), days=3),
        },
        f"StageEntered {_DEAL_OVER}",
        gain=Gain.PIPELINE,
    ),
    _kind(
        "conversion",
        _W("商机转化率偏低", "Conversion is low"),
        _W("和负责人一起看丢单原因，挑三个商机复盘", "Go through the lost sales with the owner; review three of them"),
        {"ConversionFell": Opening(_W("转化率 {rate}，低于 {threshold}", "Conversion {rate}, below {threshold}"), days=3)},
        "",
        assignee=Assignee.MANAGER,
    ),
    _kind(
        "milestone_late",
        _W("节点延误：{subject}", "Milestone late: {subject}"),
        _W("问清原因，改预计日期，或上传凭证", "Find out why; reschedule it, or bring the evidence"),
        {
            "MilestoneLate": Opening(
                _W("应在 {expected_date} 完成，已晚 {days_late} 天", "Expected {expected_date}, {days_late} days late"), boost=2
            )
        },
        "MilestoneReached MilestoneRescheduled ContractTerminated",
        gain=Gain.CASH,
    ),
    _kind(
        "contract_renewal",
        _W("谈续约：{subject}", "Renew: {subject}"),
        _W("约客户谈续约条件", "Meet the customer about renewing"),
        {"ContractExpiring": Opening(_W("{end_date} 到期，还有 {days_left} 天", "It ends {end_date}, in {days_left} days"), days=5)},
        "ContractTerminated",
        gain=Gain.PIPELINE,
    ),
    # --- money
    _kind(
        "plan_refused",
        _W("修正回款计划：{subject}", "Mend the payment plan: {subject}"),
        _W("按原因改付款条件", "Change the terms that the reason names"),
        {"PlanRefused": Opening(_W("回款计划没有生成：{detail}", "No payment plan could be made: {detail}"), days=1, boost=3)},
        "PlanRevised PlanCreated ContractTerminated",
        gain=Gain.CASH,
    ),
    _kind(
        "payment_preparation",
        _W("准备回款：{customer}", "Prepare payment: {customer}"),
        _W("核对合同、验收和发票资料，确认客户的付款流程", "Check contract, acceptance and invoice; confirm how the customer pays"),
        {"InstalmentPreparationDue": Opening(_W("{payment_date} 应收 {open}", "{open} expected on {payment_date}"), due="payment_date")},
        "InstalmentSettled InstalmentDue InstalmentOverdue InstalmentReminderDue",
        gain=Gain.CASH,
        grouped=True,
    ),
    _kind(
        "collect",
        _W("催收回款：{customer}", "Collect: {customer}"),
        _W("打给付款联系人，问付款日，记付款承诺", "Call who pays, ask for the day, note the promise"),
        {
            "InstalmentReminderDue": Opening(_W("{payable} 应于 {due_date} 到账", "{payable} due {due_date}"), due="due_date"),
            "InstalmentOverdue": Opening(_W("{open} 已逾期，应于 {due_date} 到账", "{open} was due {due_date}"), due="due_date"),
            "PromiseMade": Opening(
                _W("客户承诺 {promise_date} 付款", "The customer promised to pay on {promise_date}"), due="promise_date", moves=True
            ),
            "PromiseBroken": Opening(_W("承诺 {promise_date} 付款，还差 {missing}", "Promised {promise_date}; {missing} missing"), boost=3),
        },
        "InstalmentSettled",
        gain=Gain.CASH,
        grouped=True,
    ),
    _kind(
        "dispute",
        _W("解决争议：{customer} {subject}", "Settle the dispute: {customer} {subject}"),
        _W("和客户对清事实，写明处理结果", "Clear up the facts with the customer and note the outcome"),
        {"DisputeOpened": Opening(_W("客户有争议：{detail}", "The customer disputes it: {detail}"), days=3, boost=1)},
        "DisputeResolved InstalmentSettled",
        gain=Gain.CASH,
        assignee=Assignee.RESPONSIBLE,
        each="dispute_id",
        closed_one_by_one=frozenset({"DisputeResolved"}),
    ),
    # --- what lapses
    _kind(
        "limitation",
        _W("中断诉讼时效：{customer} {subject}", "Keep the claim alive: {customer} {subject}"),
        _W(
            "发催款函并留存送达凭证，或请客户盖章对账，然后登记",
            "Send a demand and keep proof of delivery, or get it confirmed; then note it",
        ),
        {
            "LimitationNear": Opening(
                _W(
                    "{open} 的诉讼时效 {limitation_date} 届满，还有 {days_left} 天",
                    "{open} cannot be enforced after {limitation_date}, in {days_left} days",
                ),
                days=5,
                boost=2,
            )
        },
        "LimitationInterrupted InstalmentSettled",
        gain=Gain.CASH,
    ),
    # --- bills: to be presented in time
    _kind(
        "bill_present",
        _W("提示付款：{customer}", "Present the bill: {customer}"),
        _W("在网银或票据平台提示付款，登记结果", "Present it for payment at the bank or platform, and record what comes of it"),
        {
            "BillPresentable": Opening(_W("票据 {amount} 于 {due_date} 到期", "A bill over {amount} is due {due_date}"), due="due_date"),
            "BillMatured": Opening(_W("票据 {amount} 今天到期，还没有提示付款", "A bill over {amount} is due today"), boost=3),
            "BillPresentationClosing": Opening(
                _W(
                    "提示付款期 {presentation_end_date} 截止，过期丧失追索权", "Present it by {presentation_end_date}, or lose the recourse"
                ),
                due="presentation_end_date",
                boost=5,
            ),
        },
        "BillPresented BillPaid BillPassedOn BillDishonoured",
        gain=Gain.CASH,
        assignee=Assignee.RESPONSIBLE,
        each="bill_id",
        closed_one_by_one=frozenset({"BillPresented", "BillPaid", "BillPassedOn", "BillDishonoured"}),
    ),
    # --- statements of account: answered by the customer
    _kind(
        "statement_answer",
        _W("催对账回复：{customer}", "Get the statement answered: {customer}"),
        _W("打给客户财务，重发对账链接，问哪天回复", "Call the customer's finance, send the link again, ask for a day"),
        {
            "AccountStatementUnanswered": Opening(
                _W(
                    "对账单 {account_statement_number} 已 {days} 天没有回复",
                    "Statement {account_statement_number}: no answer for {days} days",
                ),
                days=1,
            )
        },
        "AccountStatementConfirmed AccountStatementDisputed AccountStatementEnded",
        gain=Gain.CASH,
        each="account_statement_id",
        closed_one_by_one=frozenset({"AccountStatementConfirmed", "AccountStatementDisputed", "AccountStatementEnded"}),
    ),
    _kind(
        "statement_disputed",
        _W("对账有异议：{customer}", "Statement disputed: {customer}"),
        _W("逐行核对客户的说法，更正后重新出具对账单", "Go through what the customer says, mend it and issue a new statement"),
        {
            "AccountStatementDisputed": Opening(
                _W(
                    "对账单 {account_statement_number} 有 {disputed} 不认：{detail}",
                    "Statement {account_statement_number}: {disputed} disputed: {detail}",
                ),
                days=2,
                boost=1,
            )
        },
        "AccountStatementConfirmed AccountStatementIssued",
        gain=Gain.CASH,
    ),
    # --- invoices: brought to the customer, and into its books
    _kind(
        "invoice_deliver",
        _W("交付发票：{customer}", "Deliver the invoice: {customer}"),
        _W("把发票发给客户的会计，登记交付", "Send the invoice to the customer's accountant and note the delivery"),
        {"InvoiceIssued": Opening(_W("发票 {invoice_number} 已开具：{gross}", "Invoice {invoice_number} is issued: {gross}"), days=1)},
        "InvoiceDelivered InvoiceBooked InvoiceReturned InvoiceReversed",
        gain=Gain.CASH,
        each="invoice_id",
        closed_one_by_one=frozenset({"InvoiceDelivered", "InvoiceBooked", "InvoiceReturned", "InvoiceReversed"}),
    ),
    _kind(
        "invoice_book",
        _W("确认挂账：{customer}", "Have the invoice booked: {customer}"),
        _W("问客户的会计是否已挂账、排在哪天付款", "Ask the customer's accountant whether it is booked and when it is paid"),
        {
            "InvoiceDelivered": Opening(
                _W(
                    "发票 {invoice_number} 已于 {deliver_date} 交付：{gross}",
                    "Invoice {invoice_number} was delivered {deliver_date}: {gross}",
                ),
                days=5,
            )
        },
        "InvoiceBooked InvoiceReturned InvoiceReversed",
        gain=Gain.CASH,
        each="invoice_id",
        closed_one_by_one=frozenset({"InvoiceBooked", "InvoiceReturned", "InvoiceReversed"}),
    ),
    _kind(
        "invoice_returned",
        _W("处理退票：{customer}", "Mend the returned invoice: {customer}"),
        _W("按原因更正后重新交付，或申请红字发票", "Mend what the reason names and deliver it again, or ask for a red invoice"),
        {
            "InvoiceReturned": Opening(
                _W("客户退回发票 {invoice_number}：{reason}", "The customer returned invoice {invoice_number}: {reason}"), days=1, boost=2
            )
        },
        "InvoiceDelivered InvoiceReversed",
        gain=Gain.CASH,
        each="invoice_id",
        closed_one_by_one=frozenset({"InvoiceDelivered", "InvoiceReversed"}),
    ),
    # --- what one person asks for and another decides
    _kind(
        "adjustment_approve",
        _W("审批调整：{customer}", "Approve the adjustment: {customer}"),
        _DECIDE,
        {"AdjustmentRequested": _waits(_ASKS)},
        "AdjustmentApproved AdjustmentPosted AdjustmentRejected",
        **_decided("adjustment.approve", "requested_by owner_id", "finance_manager"),
    ),
    _kind(
        "adjustment_confirm",
        _W("确认大额调整：{customer}", "Confirm the adjustment: {customer}"),
        _CONFIRM,
        {"AdjustmentApproved": _waits(_ASKS, needs="awaits_confirmation")},
        "AdjustmentPosted AdjustmentRejected",
        **_decided("adjustment.confirm", "requested_by approved_by owner_id", "executive"),
    ),
    _kind(
        "credit_approve",
        _W("审批授信：{customer}", "Approve credit: {customer}"),
        _DECIDE,
        {"CreditRequested": _waits(_ASKS)},
        "CreditApproved CreditEnded",
        **_decided("credit_limit.approve", "requested_by owner_id", "finance_manager"),
    ),
    _kind(
        "credit_confirm",
        _W("确认大额授信：{customer}", "Confirm credit: {customer}"),
        _CONFIRM,
        {"CreditApproved": _waits(_ASKS, needs="awaits_confirmation")},
        "CreditApproved CreditEnded",
        **_decided("credit_limit.confirm", "requested_by approved_by owner_id", "executive"),
    ),
    _kind(
        "plan_revision_approve",
        _W("审批回款计划变更：{customer}", "Approve the plan's revision: {customer}"),
        _DECIDE,
        {
            "PlanRevisionAsked": _waits(_MOVES),
            "PlanRevisionApproved": _waits(
                _W("财务已批准，等销售审批：{reason}", "Finance approved it, sales is to decide: {reason}"), unless="approved_by"
            ),
        },
        "PlanRevisionApproved PlanRevisionRejected",
        **_decided("plan_revision.approve", "asked_by owner_id confirmed_by", "sales_manager"),
    ),
    _kind(
        "plan_revision_confirm",
        _W("审批回款计划变更：{customer}", "Approve the plan's revision: {customer}"),
        _DECIDE,
        {
            "PlanRevisionAsked": _waits(_MOVES),
            "PlanRevisionApproved": _waits(
                _W("销售已批准，等财务审批：{reason}", "Sales approved it, finance is to decide: {reason}"), unless="confirmed_by"
            ),
        },
        "PlanRevisionApproved PlanRevisionRejected",
        **_decided("plan_revision.confirm", "asked_by owner_id approved_by", "finance_manager"),
    ),
    _kind(
        "opening_confirm",
        _W("确认期初余额", "Confirm opening balances"),
        _W("和旧系统核对后确认，或退回", "Compare with the old system, then confirm them or turn them down"),
        {
            "OpeningBalanceRequested": _waits(
                _W(
                    "切换日 {cut_over_date}，{customer_count} 个客户应收 {receivables} {reason}",
                    "Cut-over {cut_over_date}: {receivables} of {customer_count} customers {reason}",
                )
            )
        },
        "OpeningBalancePosted OpeningBalanceEnded",
        **_decided("opening_balance.confirm", "asked_by", "finance_manager"),
    ),
    _kind(
        "service_charge_approve",
        _W("审批服务收费：{customer}", "Approve the service charge: {customer}"),
        _W("看清服务单和金额，批准或退回", "Look at what was signed and the amount, then approve it or return it"),
        {
            "ServiceChargeSubmitted": _waits(
                _W(
                    "{visit_date} 上门服务 {service_charge_number}，{amount} {reason}",
                    "Visit of {visit_date}, {service_charge_number}: {amount} {reason}",
                )
            )
        },
        "ServiceChargeApproved ServiceChargeReturned ServiceChargeCancelled",
        **_decided("service_charge.approve", "asked_by owner_id", "receivables_accountant finance_manager"),
    ),
    _kind(
        "reversal_approve",
        _W("审批反核销：{customer}", "Approve the reversal: {customer}"),
        _DECIDE,
        {
            "ReversalAsked": _waits(
                _W(
                    "收款 {receipt_number} 申请冲回 {amount} {payer_name}：{reason}",
                    "Receipt {receipt_number}: {amount} to be taken back {payer_name}: {reason}",
                )
            )
        },
        "ReversalApproved ReversalDeclined",
        **_decided("receipt.approve_reversal", "asked_by owner_id", "finance_manager"),
    ),
    _kind(
        "payer_alias_confirm",
        _W("确认付款人：{customer}", "Confirm who pays: {customer}"),
        _W("核对付款人和依据，确认或停用", "Check who pays and how one knows, then confirm it or end it"),
        {
            "PayerAliasAsked": _waits(
                _W("代付登记 {payer_name} {payer_account}：{evidence}", "Pays for the customer: {payer_name} {payer_account}: {evidence}")
            )
        },
        "PayerAliasConfirmed PayerAliasEnded",
        **_decided("payer_alias.confirm", "asked_by", "receivables_accountant finance_manager", everywhere=True),
    ),
    _kind(
        "provision_confirm",
        _W("批准坏账准备：{end_date}", "Post the provision: {end_date}"),
        _W("核对比例和欠款，批准入账；有误请作废重算", "Check the rates and what is owed, then post it, or have it reckoned anew"),
        {
            "ProvisionPrepared": _waits(
                _W("坏账准备应为 {needed}，本期变动 {change}", "It should be {needed}, which is a change of {change}")
            )
        },
        "ProvisionPosted ProvisionEnded",
        **_decided("provision.post", "prepared_by", "finance_manager"),
    ),
    _kind(
        "exchange_confirm",
        _W("批准汇兑损益：{end_date}", "Post the exchange difference: {end_date}"),
        _W("核对汇率和余额，批准入账；有误请作废重算", "Check the rates and balances, then post it, or have it reckoned anew"),
        {
            "ExchangePrepared": _waits(
                _W("已实现 {realised_change}，未实现 {unrealised_change}", "{realised_change} realised, {unrealised_change} not realised")
            )
        },
        "ExchangePosted ExchangeEnded",
        **_decided("exchange.post", "prepared_by", "finance_manager"),
    ),
    _kind(
        "bill_decide",
        _W("审批票据：{customer}", "Decide on the bill: {customer}"),
        _DECIDE,
        {
            "BillActRequested": _waits(
                _W("票据 {number}（{amount}）有处理申请：{counterparty}", "Bill {number} over {amount}: {act} {counterparty}")
            )
        },
        "BillActDecided BillDishonoured BillPaid",
        **_decided("bill.approve", "asked_by owner_id", "finance_manager"),
    ),
    _kind(
        "invoice_approve",
        _W("审批开票：{customer}", "Approve the invoice: {customer}"),
        _DECIDE,
        {
            "InvoiceRequested": _waits(
                _W("合同 {contract_number} 申请开票 {gross}", "Contract {contract_number}: an invoice over {gross}"), unless="original_id"
            )
        },
        "InvoiceApproved InvoiceRejected InvoiceIssued",
        each="invoice_id",
        closed_one_by_one=frozenset({"InvoiceApproved", "InvoiceRejected", "InvoiceIssued"}),
        **_decided("invoice.approve", "requested_by owner_id", "receivables_accountant finance_manager"),
    ),
    _kind(
        "invoice_approve_red",
        _W("审批红字发票：{customer}", "Approve the red invoice: {customer}"),
        _DECIDE,
        {
            "InvoiceRequested": _waits(
                _W("合同 {contract_number} 申请红冲 {gross}", "Contract {contract_number}: a red invoice over {gross}"), needs="original_id"
            )
        },
        "InvoiceApproved InvoiceRejected InvoiceIssued",
        each="invoice_id",
        closed_one_by_one=frozenset({"InvoiceApproved", "InvoiceRejected", "InvoiceIssued"}),
        **_decided("invoice.approve_red", "requested_by owner_id", "finance_manager"),
    ),
    # --- people
    _kind(
        "take_over",
        _W("接手移交的客户", "Look at what you took over"),
        _W("看一遍新接手的客户，给重要的打一个电话", "Go through the customers; call the important ones"),
        {"CustomersTransferred": Opening(_W("有客户移交给你：{reason}", "Customers were handed to you: {reason_en}"), days=3)},
        "",
        assignee=Assignee.SUCCESSORS,
    ),
    _kind(
        "hand_over",
        _W("移交离职同事的客户", "Hand over a leaver's customers"),
        _W("选好接手人，做客户移交", "Choose successors and transfer the customers"),
        {"UserLeft": Opening(_W("同事已离职：{reason}", "A colleague left: {reason}"), days=1, boost=3)},
        "CustomersTransferred",
        assignee=Assignee.MANAGER,
    ),
)

BY_KEY: Mapping[str, TodoKind] = MappingProxyType({kind.key: kind for kind in KINDS})
# What a person adds.
OWN = "own"
# Whose they are follows from who wrote something, not from who owns the record.
PERSONAL = frozenset(kind.key for kind in KINDS if kind.assignee is Assignee.AUTHOR)
# What a lead asks for as long as somebody works on it.
LEAD_WORK = ("lead_first_follow_up", "lead_follow_up", "lead_convert")


# By these permissions something is decided: what is kept of roles.
DECIDING = frozenset(kind.deciders.permission for kind in KINDS if kind.deciders)


def shipped_grants(role: str) -> dict[str, list[dict[str, Any]]]:
    """What a shipped role may decide, where nobody has told its grants since they are kept."""
    deciders = [kind.deciders for kind in KINDS if kind.deciders and role in kind.deciders.roles]
    reach = "team_and_below" if role == "sales_manager" else "company"
    return {each.permission: [{"reach": reach, "limits": {}}] for each in deciders}


def opened_by(fact: str) -> tuple[TodoKind, ...]:
    return tuple(kind for kind in KINDS if fact in kind.opened_by)


def closed_by(fact: str) -> tuple[str, ...]:
    return tuple(kind.key for kind in KINDS if fact in kind.closed_by)


# They leave less to ask for, or nothing.
PAUSES = frozenset({"PromiseMade", "DisputeOpened"})
# Facts after which something is no longer worth saying, beyond those that close the to-do.
_ALSO_MOOT = {
    "InstalmentReminderDue": PAUSES,
    "InstalmentOverdue": PAUSES,
    "InstalmentDue": {"InstalmentSettled", *PAUSES},
    "InstalmentDueSoon": {"InstalmentSettled", *PAUSES},
    "PromiseBroken": {"PromiseMade"},
}
# Who prepares is another than who is reminded: one does not stand for the other, though the to-do does.
# What is decided of an invoice is told of its contract, which may have others that wait.
_NEVER_MOOT = {
    "InstalmentPreparationDue": {"InstalmentDue", "InstalmentOverdue", "InstalmentReminderDue"},
    "InvoiceRequested": {"InvoiceApproved", "InvoiceRejected", "InvoiceIssued"},
}


# Facts whose messages are checked against what happened meanwhile.
MESSAGES_WAIT = frozenset(_ALSO_MOOT) | {fact for kind in KINDS for fact in kind.opened_by}


def moot_after(fact: str) -> frozenset[str]:
    """What happened meanwhile that makes a message of this fact pointless."""
    return frozenset().union(_ALSO_MOOT.get(fact, ()), *(kind.closed_by for kind in opened_by(fact))) - _NEVER_MOOT.get(fact, set())
