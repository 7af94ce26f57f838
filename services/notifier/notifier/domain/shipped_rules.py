"""The rules that a company starts with: who hears what by default. All of it is theirs to change."""

from dataclasses import dataclass

from notifier.domain.notification import ChannelKind
from notifier.domain.rule import Digest, Recipient

_APP = (ChannelKind.IN_APP,)
_MAIL = (ChannelKind.IN_APP, ChannelKind.MAIL, ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU)
_R = Recipient
# Large, or of a customer that matters most.
_GREAT = '(fact.instalment.open.amount >= 500000.0 || tier == "a")'


@dataclass(frozen=True, slots=True)
class ShippedRule:
    key: str
    name: str
    name_en: str
    event: str
    recipients: tuple[Recipient, ...]
    condition: str = ""
    channels: tuple[ChannelKind, ...] = _MAIL
    escalation: bool = False
    digest: Digest = Digest.NONE
    customer_facing: bool = False


SHIPPED = (
    # --- leads: first the representative, then the manager
    ShippedRule("lead_assigned", "线索分配", "Lead assigned", "LeadAssigned", (_R.OWNER,)),
    ShippedRule(
        "lead_first_follow_up_missed",
        "首次跟进超时",
        "First follow-up missed",
        "LeadFirstFollowUpMissed",
        (_R.OWNER, _R.MANAGER),
        escalation=True,
    ),
    ShippedRule(
        "lead_without_follow_up", "线索未跟进", "Lead without follow-up", "LeadNeglected", (_R.OWNER,), 'fact.kind == "without_follow_up"'
    ),
    ShippedRule(
        "lead_without_update",
        "线索未更新",
        "Lead without update",
        "LeadNeglected",
        (_R.MANAGER,),
        'fact.kind == "without_update"',
        escalation=True,
    ),
    ShippedRule("lead_pooling_soon", "线索即将回收", "Lead goes to the pool soon", "LeadPoolingSoon", (_R.OWNER,)),
    ShippedRule("lead_pooled", "线索已回收", "Lead pooled", "LeadPooled", (_R.OWNER,), channels=_APP),
    ShippedRule("lead_returned", "线索退回", "Lead returned", "LeadReturned", (_R.OWNER,)),
    ShippedRule("account_refused", "客户未建成", "Account refused", "AccountRefused", (_R.OWNER,)),
    ShippedRule("opportunity_refused", "商机未建成", "Opportunity refused", "OpportunityRefused", (_R.OWNER,)),
    # --- customers
    ShippedRule("account_going_cold", "客户未联系", "Account going cold", "AccountGoingCold", (_R.OWNER,)),
    ShippedRule("account_pooling_soon", "客户即将回收", "Account goes to the pool soon", "AccountPoolingSoon", (_R.OWNER,)),
    ShippedRule("account_pooled", "客户已回收", "Account pooled", "AccountPooled", (_R.OWNER,), channels=_APP),
    ShippedRule("churn_risk", "流失风险", "Churn risk", "ChurnRiskRaised", (_R.OWNER, _R.MANAGER), escalation=True),
    ShippedRule("interaction_thin", "跟进过于简单", "Thin follow-up", "InteractionThin", (_R.OWNER,), channels=_APP),
    ShippedRule("response_falling", "客户回应减弱", "Response falling", "ResponseFalling", (_R.OWNER,)),
    ShippedRule("one_sided", "沟通停滞", "One-sided communication", "CommunicationOneSided", (_R.OWNER,)),
    ShippedRule("competitor", "出现竞争对手", "Competitor mentioned", "CompetitorMentioned", (_R.OWNER, _R.MANAGER), channels=_APP),
    ShippedRule("care_date", "客户关怀日", "Care date", "CareDateReached", (_R.OWNER,), customer_facing=True),
    # --- sales
    ShippedRule("opportunity_stalled", "商机停滞", "Opportunity stalled", "OpportunityStalled", (_R.OWNER,)),
    ShippedRule("opportunity_neglected", "商机未跟进", "Opportunity neglected", "OpportunityNeglected", (_R.OWNER,)),
    ShippedRule("opportunity_silent", "商机无进展", "Opportunity silent", "OpportunitySilent", (_R.OWNER, _R.MANAGER), escalation=True),
    ShippedRule("conversion_fell", "转化率偏低", "Conversion fell", "ConversionFell", (_R.MANAGER,), escalation=True),
    ShippedRule("opportunity_won", "赢单", "Opportunity won", "OpportunityWon", (_R.MANAGER,), channels=_APP, digest=Digest.DAILY),
    ShippedRule("opportunity_lost", "丢单", "Opportunity lost", "OpportunityLost", (_R.MANAGER,), channels=_APP, digest=Digest.DAILY),
    ShippedRule("milestone_late", "节点延误", "Milestone late", "MilestoneLate", (_R.OWNER, _R.DELIVERY)),
    ShippedRule("contract_expiring", "合同到期", "Contract expiring", "ContractExpiring", (_R.OWNER,)),
    ShippedRule("contract_terminated", "合同终止", "Contract terminated", "ContractTerminated", (_R.OWNER, _R.FINANCE)),
    ShippedRule("order_held", "订单待授信", "Order held by credit", "OrderHeld", (_R.OWNER,)),
    # --- money: a new plan to four parties, reminders up the organisation
    ShippedRule("plan_created", "回款计划", "Payment plan", "PlanCreated", (_R.OWNER, _R.FINANCE, _R.OPERATIONS)),
    ShippedRule(
        "plan_created_great",
        "大额回款计划",
        "Great payment plan",
        "PlanCreated",
        (_R.EXECUTIVE,),
        "fact.plan.total.amount >= 1000000.0",
        escalation=True,
    ),
    ShippedRule(
        "plan_created_daily",
        "回款计划日报",
        "Payment plans of the day",
        "PlanCreated",
        (_R.EXECUTIVE,),
        "fact.plan.total.amount < 1000000.0",
        digest=Digest.DAILY,
    ),
    ShippedRule("plan_refused", "回款计划未生成", "Payment plan refused", "PlanRefused", (_R.OWNER, _R.FINANCE)),
    ShippedRule(
        "instalment_preparation",
        "回款准备",
        "Payment preparation",
        "InstalmentPreparationDue",
        (_R.OWNER, _R.COMMERCIAL, _R.FINANCE),
    ),
    ShippedRule("instalment_reminder", "回款提醒", "Payment reminder", "InstalmentReminderDue", (_R.OWNER, _R.COLLECTOR, _R.FINANCE)),
    ShippedRule(
        "instalment_reminder_manager",
        "逾期升级到经理",
        "Overdue: manager",
        "InstalmentReminderDue",
        (_R.MANAGER,),
        "fact.level >= 7",
        escalation=True,
    ),
    ShippedRule(
        "instalment_reminder_executive",
        "大额逾期升级到高管",
        "Great overdue: executives",
        "InstalmentReminderDue",
        (_R.EXECUTIVE,),
        f"fact.level >= 30 && {_GREAT}",
        escalation=True,
    ),
    ShippedRule(
        "instalment_reminder_weekly",
        "逾期周报",
        "Overdue of the week",
        "InstalmentReminderDue",
        (_R.EXECUTIVE,),
        f"fact.level >= 30 && !{_GREAT}",
        digest=Digest.WEEKLY,
    ),
    ShippedRule("limitation_near", "诉讼时效将届满", "Claim about to lapse", "LimitationNear", (_R.OWNER, _R.COLLECTOR, _R.FINANCE)),
    ShippedRule(
        "limitation_near_manager",
        "诉讼时效升级到经理",
        "Claim about to lapse: manager",
        "LimitationNear",
        (_R.MANAGER,),
        "fact.days_left <= 30",
        escalation=True,
    ),
    ShippedRule("instalment_settled", "回款到账", "Instalment paid", "InstalmentSettled", (_R.OWNER,), channels=_APP),
    ShippedRule("promise_broken", "付款承诺落空", "Promise broken", "PromiseBroken", (_R.OWNER, _R.MANAGER), escalation=True),
    ShippedRule("dispute_opened", "客户争议", "Dispute opened", "DisputeOpened", (_R.OWNER, _R.FINANCE)),
    ShippedRule("dispute_resolved", "争议已解决", "Dispute resolved", "DisputeResolved", (_R.OWNER,), channels=_APP),
    ShippedRule("statement_disputed", "对账有异议", "Statement disputed", "AccountStatementDisputed", (_R.OWNER, _R.FINANCE)),
    ShippedRule("statement_unanswered", "对账未回复", "Statement unanswered", "AccountStatementUnanswered", (_R.OWNER, _R.FINANCE)),
    ShippedRule("statement_confirmed", "客户已确认对账", "Statement confirmed", "AccountStatementConfirmed", (_R.OWNER,), channels=_APP),
    ShippedRule(
        "intent_refusing",
        "拒付或失联",
        "Refuses or lost",
        "IntentRecorded",
        (_R.OWNER, _R.MANAGER, _R.FINANCE),
        'fact.kind in ["refusing", "lost"]',
        escalation=True,
    ),
    ShippedRule(
        "receipt_unidentified", "待认领到款", "Unidentified receipt", "ReceiptRecorded", (_R.FINANCE,), 'fact.receipt.customer_id == ""'
    ),
    ShippedRule("receipt_claimed", "认领到款", "Receipt claimed", "ReceiptClaimed", (_R.FINANCE,), channels=_APP),
    # --- invoices: whoever has the next move is told
    ShippedRule("invoice_requested", "开票申请", "Invoice asked for", "InvoiceRequested", (_R.FINANCE,)),
    ShippedRule("invoice_approved", "待开票", "Invoice to be issued", "InvoiceApproved", (_R.FINANCE,)),
    ShippedRule("invoice_rejected", "开票申请被驳回", "Invoice turned down", "InvoiceRejected", (_R.OWNER,)),
    ShippedRule("invoice_issued", "发票已开具", "Invoice issued", "InvoiceIssued", (_R.OWNER,)),
    ShippedRule("invoice_returned", "客户退票", "Invoice returned", "InvoiceReturned", (_R.OWNER, _R.FINANCE)),
    ShippedRule("opening_balance_requested", "待确认的期初余额", "Opening balances to confirm", "OpeningBalanceRequested", (_R.FINANCE,)),
    ShippedRule("service_charge_submitted", "待审批的服务收费", "Service charge to approve", "ServiceChargeSubmitted", (_R.FINANCE,)),
    ShippedRule("service_charge_returned", "服务收费被退回", "Service charge returned", "ServiceChargeReturned", (_R.OWNER,)),
    ShippedRule("reversal_asked", "待审批的反核销", "Reversal to approve", "ReversalAsked", (_R.FINANCE,)),
    ShippedRule("payer_alias_asked", "待确认的付款人", "Payer to confirm", "PayerAliasAsked", (_R.FINANCE,)),
    ShippedRule("provision_prepared", "待批准的坏账准备", "Provision to post", "ProvisionPrepared", (_R.FINANCE,)),
    ShippedRule("exchange_prepared", "待批准的汇兑损益", "Exchange difference to post", "ExchangePrepared", (_R.FINANCE,)),
    # --- refunds, write-offs and the like: whoever has to decide, or to pay
    ShippedRule("adjustment_requested", "待审批的调整", "Adjustment to approve", "AdjustmentRequested", (_R.FINANCE,)),
    ShippedRule(
        "adjustment_confirmation",
        "待确认的坏账核销",
        "Write-off to confirm",
        "AdjustmentApproved",
        (_R.EXECUTIVE,),
        "fact.awaits_confirmation",
    ),
    ShippedRule(
        "adjustment_approved", "调整已批准", "Adjustment approved", "AdjustmentApproved", (_R.FINANCE,), "!fact.awaits_confirmation"
    ),
    ShippedRule("adjustment_rejected", "调整被驳回", "Adjustment turned down", "AdjustmentRejected", (_R.FINANCE,)),
    # --- credit and plans: whoever has to decide
    ShippedRule("credit_requested", "待审批的授信", "Credit to be decided on", "CreditRequested", (_R.FINANCE,)),
    ShippedRule("credit_confirmation", "待确认的授信", "Credit to confirm", "CreditApproved", (_R.EXECUTIVE,), "fact.awaits_confirmation"),
    ShippedRule("plan_revision_asked", "待审批的计划变更", "Plan's revision to decide on", "PlanRevisionAsked", (_R.MANAGER, _R.FINANCE)),
    # --- bills
    ShippedRule("bill_act_requested", "票据待审批", "Bill to be decided on", "BillActRequested", (_R.FINANCE,)),
    ShippedRule("bill_matured", "票据到期未提示付款", "Bill due and not presented", "BillMatured", (_R.FINANCE,), escalation=True),
    ShippedRule(
        "bill_closing", "提示付款期将截止", "Presentation period closing", "BillPresentationClosing", (_R.FINANCE,), escalation=True
    ),
    ShippedRule("bill_lapsed", "提示付款期已过", "Presentation period over", "BillLapsed", (_R.FINANCE,), escalation=True),
    ShippedRule("bill_dishonoured", "票据拒付", "Bill not paid", "BillDishonoured", (_R.OWNER, _R.MANAGER, _R.FINANCE), escalation=True),
    # --- people
    ShippedRule("customers_transferred", "客户移交", "Customers transferred", "CustomersTransferred", (_R.SUCCESSOR,)),
    ShippedRule("user_left", "同事离职", "Colleague left", "UserLeft", (_R.MANAGER,), escalation=True),
)
