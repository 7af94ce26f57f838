"""One example of every fact: what an ERP or a new consumer may expect, down to the last field.

They tell one story, in its order: a contract of 300,000.01 CNY with Hangzhou Weimin becomes effective, is paid in part, and one
allocation is taken back.
"""

from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.transit import seal_for_transit
from crm.accounts.v1 import accounts_pb2 as customers
from crm.accounts.v1 import care_pb2 as care
from crm.accounts.v1 import events_pb2 as accounts
from crm.accounts.v1 import interactions_pb2 as log
from crm.common.v1 import payment_terms_pb2 as terms
from crm.common.v1.types_pb2 import Money, Reason
from crm.identity.v1 import events_pb2 as identity
from crm.identity.v1.identity_pb2 import LegalEntity
from crm.leads.v1 import events_pb2 as leads
from crm.leads.v1 import leads_pb2 as enquiries
from crm.notifier.v1 import events_pb2 as notifier
from crm.notifier.v1 import notifier_pb2 as messages
from crm.pipeline.v1 import events_pb2 as pipeline
from crm.pipeline.v1 import orders_pb2 as orders
from crm.pipeline.v1 import pipeline_pb2 as sales
from crm.receivables.v1 import account_statements_pb2 as statements
from crm.receivables.v1 import adjustments_pb2 as adjustments
from crm.receivables.v1 import bills_pb2 as bills
from crm.receivables.v1 import cash_application_pb2 as cash
from crm.receivables.v1 import credit_pb2 as credit
from crm.receivables.v1 import events_pb2 as receivables
from crm.receivables.v1 import exchange_pb2 as exchange
from crm.receivables.v1 import invoices_pb2 as invoices
from crm.receivables.v1 import opening_balances_pb2 as openings
from crm.receivables.v1 import provisions_pb2 as provisions
from crm.receivables.v1 import receivables_pb2 as books
from crm.receivables.v1 import service_charges_pb2 as services
from tests.support.running import MASTER_KEY

TENANT = UUID(int=1)


def id_of(number: int) -> str:
    return str(UUID(int=number))


def cny(yuan: str) -> Money:
    return Money(currency_code="CNY", minor=int(yuan.replace(".", "").replace(",", "")))


ACCOUNT, OPPORTUNITY, CONTRACT, PROCESS, LEGAL_ENTITY = (id_of(number) for number in range(11, 16))
PLAN, DOWN_PAYMENT, RECEIPT, ALLOCATION = (id_of(number) for number in range(21, 25))
PROMISE, DISPUTE, INTENT, BUYER, LETTER, REVISION = (id_of(number) for number in range(25, 31))
INVOICE, EARLIER_INVOICE = id_of(82), id_of(83)
BILL = id_of(87)
OPENING = id_of(89)
SERVICE = id_of(92)
REVERSAL, ALIAS, PROVISION, EXCHANGE = (id_of(number) for number in range(93, 97))
FISCAL_PERIOD = id_of(86)
ORDER, DELIVERY = id_of(88), id_of(89)
SHIPPED, ACCEPTED, DELIVERY_NOTE = (id_of(number) for number in range(31, 34))
MESSAGE = id_of(81)
REP, FORMER_REP, MANAGER, CASHIER, ACCOUNTANT, CONTROLLER, REASON = (id_of(number) for number in range(41, 48))
EAST, SOUTH = id_of(51), id_of(52)
LEAD, CONTACT, INTERACTION, COMPETITOR, CARE_DATE, POOL, TRANSFER = (id_of(number) for number in range(61, 68))
SOURCE, CAMPAIGN, LEAD_POOL, TOUCH = (id_of(number) for number in range(71, 75))
# 2025-11-24 16:00 in Shanghai.
SPOKEN = Timestamp(seconds=1763971200)

# Whose contract it is; services know it before they hear of contracts.
COMPANY = LegalEntity(id=LEGAL_ENTITY, name="上海设备有限公司", functional_currency="CNY", time_zone="Asia/Shanghai", calendar="CN")

_ORDERED = {
    "sales_order_id": ORDER,
    "number": "DD000001",
    "customer_order_number": "PO-2026-007",
    "account_id": ACCOUNT,
    "customer_id": ACCOUNT,
    "contract_id": CONTRACT,
    "legal_entity_id": LEGAL_ENTITY,
}
_BY_ITSELF = orders.SALES_ORDER_BASIS_ORDER
_TAKEN = {name: value for name, value in _ORDERED.items() if name != "customer_order_number"}
_EXCEEDED = Reason(
    code="CREDIT_LIMIT_EXCEEDED",
    parameters={"excess": "20000.00 CNY"},
    text="敞口超出额度，超 20000.00 CNY",
    text_en="Exposure exceeds the limit by 20000.00 CNY",
)
_PLAN = receivables.PlanFigures(
    payment_plan_id=PLAN,
    contract_id=CONTRACT,
    contract_number="HT000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    total=cny("300,000.01"),
    payment_plan_number="HK000001",
    team_id=EAST,
    business_unit="设备",
    product_line="数控机床",
    region="华东",
)
_INSTALMENT = receivables.InstalmentFigures(
    instalment_id=DOWN_PAYMENT,
    payment_plan_id=PLAN,
    contract_id=CONTRACT,
    contract_number="HT000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    position=1,
    name="预付款",
    basis=books.BASIS_CONTRACT,
    layer=terms.PAYMENT_LAYER_NORMAL,
    claim_state=books.CLAIM_STATE_CLAIMABLE,
    amount=cny("90,000.00"),
    open=cny("90,000.00"),
    share="30",
    expected_date="2025-12-08",
    due_date="2025-12-08",
    gate=terms.PAYMENT_GATE_SHIPMENT,
    disputed=cny("10,000.00"),
    promised=cny("30,000.00"),
    team_id=EAST,
    region="华东",
    invoice_progress=invoices.INVOICE_PROGRESS_DELIVERED,
)
_INVOICE = receivables.InvoiceFigures(
    invoice_id=INVOICE,
    number="KP000001",
    type=invoices.INVOICE_TYPE_VAT_SPECIAL,
    state=invoices.INVOICE_STATE_DELIVERED,
    contract_id=CONTRACT,
    contract_number="HT000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    team_id=EAST,
    gross=cny("90,000.00"),
    tax=cny("10,353.98"),
    covered=cny("80,000.00"),
    reduced=cny("10,000.00"),
    invoice_number="25312000000012345678",
    issue_date="2025-12-03",
    requested_by=REP,
    original_id=EARLIER_INVOICE,
    business_unit="设备",
    product_line="数控机床",
    region="华东",
)
_BILL = receivables.BillFigures(
    bill_id=BILL,
    number="PJ000001",
    receipt_id=RECEIPT,
    legal_entity_id=LEGAL_ENTITY,
    customer_id=ACCOUNT,
    owner_id=REP,
    team_id=EAST,
    kind=bills.BILL_KIND_COMMERCIAL_BILL,
    state=bills.BILL_STATE_HELD,
    bill_number="631310000000120251201000000011",
    amount=cny("90,000.00"),
    acceptor="苏州精工医疗器械有限公司",
    due_date="2026-06-01",
    presentation_end_date="2026-06-11",
    counterparty="无锡精密铸造有限公司",
    responsible_id=CASHIER,
)
_REVISION = receivables.RevisionFigures(
    plan_revision_id=REVISION,
    plan_revision_number="BG000001",
    payment_plan_id=PLAN,
    contract_id=CONTRACT,
    contract_number="HT000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    state=books.REVISION_STATE_ASKED,
    reason="客户要求延期",
    asked_by=REP,
    changes=[books.PlanChange(instalment_id=DOWN_PAYMENT, name="预付款", kind=books.CHANGE_KIND_MOVED, days=30)],
    moved=cny("90,000.00"),
    moved_days=30,
)
_CREDIT = receivables.CreditFigures(
    credit_limit_id=REVISION,
    number="SX000001",
    kind=credit.CREDIT_KIND_RELEASE,
    state=credit.CREDIT_STATE_APPROVED,
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    contract_id=CONTRACT,
    contract_number="HT000001",
    amount=cny("500,000.00"),
    valid_until_date="2026-12-31",
    reason="年度授信",
    requested_by=REP,
    owner_id=REP,
    team_id=EAST,
)
_ADJUSTMENT = receivables.AdjustmentFigures(
    adjustment_id=REVISION,
    number="TZ000001",
    kind=adjustments.ADJUSTMENT_KIND_BANK_FEE,
    state=adjustments.ADJUSTMENT_STATE_POSTED,
    original_id=REVISION,
    receipt_id=RECEIPT,
    instalment_id=DOWN_PAYMENT,
    contract_id=CONTRACT,
    contract_number="HT000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    team_id=EAST,
    amount=cny("120,000.00"),
    reason="客户已破产，法院裁定终结执行",
    payee_name="苏州精工医疗器械有限公司",
    value_date="2025-12-19",
    bank_reference="TK-20251219-3",
    requested_by=CONTROLLER,
)
_OPENING = receivables.OpeningBalanceFigures(
    opening_balance_id=OPENING,
    legal_entity_id=LEGAL_ENTITY,
    cut_over_date="2025-11-30",
    state=openings.OPENING_STATE_WAITING,
    line_count=128,
    customer_count=37,
    receivables=cny("3,456,789.01"),
    advances=cny("120,000.00"),
    asked_by=ACCOUNTANT,
    reason="合同号列错位",
)
_SERVICE = receivables.ServiceChargeFigures(
    service_charge_id=SERVICE,
    service_charge_number="FW000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    team_id=EAST,
    state=services.SERVICE_CHARGE_STATE_CANCELLING,
    amount=cny("5,300.00"),
    visit_date="2025-12-03",
    due_date="2026-01-02",
    work_done="更换灌装头密封圈，重新校准",
    asked_by=REP,
    decided_by=CONTROLLER,
    reason="客户改由代理商付",
    business_unit="装备事业部",
    product_line="灌装",
    region="华东",
)
_PROMISE = receivables.PromiseFigures(
    promise_id=PROMISE,
    promise_number="CN000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    amount=cny("30,000.00"),
    kept=cny("10,000.00"),
    promise_date="2025-12-19",
    break_date="2025-12-22",
    medium=books.PROMISE_MEDIUM_PHONE,
    contact_id=BUYER,
    speaker="财务部 王会计",
    recorded_by=REP,
)
_DISPUTE = receivables.DisputeFigures(
    dispute_id=DISPUTE,
    dispute_number="ZY000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    amount=cny("10,000.00"),
    reason=books.DISPUTE_REASON_QUALITY,
    detail="主轴异响",
    responsible_side=books.RESPONSIBLE_SIDE_US,
    responsible_id=MANAGER,
    dispute_date="2025-12-12",
)
_STATEMENT = receivables.AccountStatementFigures(
    account_statement_id=id_of(0xD2),
    account_statement_number="DZ000001",
    kind=statements.STATEMENT_KIND_ACCOUNT,
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    to_date="2025-12-31",
    owed=cny("90,000.00"),
    overdue=cny("20,000.00"),
)
_RECEIPT = receivables.ReceiptFigures(
    receipt_id=RECEIPT,
    legal_entity_id=LEGAL_ENTITY,
    customer_id=ACCOUNT,
    tender=books.TENDER_BANK,
    amount=cny("100,000.00"),
    unapplied=cny("10,000.00"),
    received_date="2025-12-20",
    payer_name="杭州为民机械有限公司",
    bank_reference="20251220-0017",
    contract_id=CONTRACT,
    entered_by=CASHIER,
    owner_id=REP,
)
_REVERSAL = receivables.ReversalFigures(
    reversal_id=REVERSAL,
    receipt_id=RECEIPT,
    receipt_number="SK000001",
    customer_id=ACCOUNT,
    legal_entity_id=LEGAL_ENTITY,
    owner_id=REP,
    team_id=EAST,
    payer_name="杭州为民机械有限公司",
    received_date="2025-12-20",
    whole_receipt=True,
    allocation_ids=[ALLOCATION],
    amount=cny("90,000.00"),
    state=books.REVERSAL_STATE_APPROVED,
    reason="付款方更正",
    asked_by=ACCOUNTANT,
    decided_by=CONTROLLER,
)
_ALIAS = receivables.PayerAliasFigures(
    payer_alias_id=ALIAS,
    customer_id=ACCOUNT,
    payer_name="王五五金店",
    payer_account="****4321",
    evidence="三方付款协议",
    state=cash.ALIAS_STATE_CONFIRMED,
    asked_by=ACCOUNTANT,
    confirmed_by=CONTROLLER,
)
_PROVISION = receivables.ProvisionFigures(
    provision_run_id=PROVISION,
    legal_entity_id=LEGAL_ENTITY,
    fiscal_period_id=FISCAL_PERIOD,
    end_date="2025-11-30",
    state=provisions.PROVISION_STATE_REVERSED,
    needed=cny("8,000.00"),
    change=cny("1,800.00"),
    sums=[provisions.ProvisionSum(before=cny("6,200.00"), needed=cny("8,000.00"), change=cny("1,800.00"))],
    prepared_by=ACCOUNTANT,
    posted_by=CONTROLLER,
    ended_by=CONTROLLER,
    reason="比例录错",
)
_EXCHANGE = receivables.ExchangeFigures(
    exchange_run_id=EXCHANGE,
    legal_entity_id=LEGAL_ENTITY,
    fiscal_period_id=FISCAL_PERIOD,
    end_date="2025-11-30",
    state=exchange.EXCHANGE_RUN_STATE_REVERSED,
    change=cny("1,300.00"),
    realised_change=cny("300.00"),
    unrealised_change=cny("1,000.00"),
    prepared_by=ACCOUNTANT,
    posted_by=CONTROLLER,
    ended_by=CONTROLLER,
    reason="汇率录错",
)
# What a follow-up is about.
_SUBJECT: dict[str, Any] = {
    "subject_type": "instalment",
    "subject_id": DOWN_PAYMENT,
    "subject_name": "HT000001 预付款",
    "account_id": ACCOUNT,
    "lead_id": LEAD,
    "opportunity_id": OPPORTUNITY,
}
# What sales calls an opportunity, and what it is asked to do next.
_DEAL = {"opportunity_id": OPPORTUNITY, "number": "SJ000001", "name": "三号产线", "account_id": ACCOUNT}
_PLAYBOOK = [
    sales.PlaybookStep(
        key="first_call", title="首次沟通并记录", title_en="Talk for the first time and write it down", due_date="2025-11-04", required=True
    )
]

_TRANSFERRED = Reason(
    code="TRANSFER_LEAVE", parameters={"number": "YJ000001"}, text="离职移交 YJ000001", text_en="Handed over by somebody who left, YJ000001"
)
_LEAD = {"lead_id": LEAD, "lead_name": "陈静", "company_name": "杭州为民机械有限公司"}
# 2025-10-20 09:00 in Shanghai, and a day later.
ENQUIRED, NEXT_DAY = Timestamp(seconds=1760922000), Timestamp(seconds=1761008400)
_FIRST_TOUCH: dict[str, Any] = {"source_id": SOURCE, "source_name": "百度推广", "channel": "baidu_search", "campaign_id": CAMPAIGN}

EXAMPLES: tuple[Message, ...] = (
    # --- identity
    identity.MemberMoved(user_id=REP, team_id=EAST, previous_team_id=SOUTH, manager_id=MANAGER),
    identity.UserLeft(user_id=FORMER_REP, team_id=EAST, manager_id=MANAGER, reason="离职"),
    # --- leads
    leads.LeadCaptured(**_LEAD, **_FIRST_TOUCH, region="浙江", industry="机械", estimated_amount=cny("320,000.00"), owner_id=FORMER_REP),
    leads.LeadAssigned(
        **_LEAD,
        owner_id=FORMER_REP,
        previous_owner_id=MANAGER,
        reason="华东区机械行业，轮流分配",
        why=Reason(text="华东区机械行业，轮流分配", text_en="华东区机械行业，轮流分配"),
        first_follow_up_due_time=NEXT_DAY,
    ),
    leads.TouchRecorded(
        touch_id=TOUCH,
        lead_id=LEAD,
        account_id=ACCOUNT,
        type=enquiries.TOUCH_TYPE_DUPLICATE_ENQUIRY,
        touch_time=NEXT_DAY,
        source_id=SOURCE,
        campaign_id=CAMPAIGN,
        channel="baidu_search",
        detail="再次询价",
    ),
    leads.LeadFirstFollowUpMissed(**_LEAD, owner_id=FORMER_REP, assigned_time=ENQUIRED, due_time=NEXT_DAY),
    leads.LeadNeglected(**_LEAD, owner_id=FORMER_REP, kind="without_follow_up", days=3, since_time=ENQUIRED),
    leads.LeadPoolingSoon(**_LEAD, owner_id=FORMER_REP, pool_date="2025-11-04"),
    leads.LeadPooled(
        **_LEAD,
        previous_owner_id=FORMER_REP,
        pool_id=LEAD_POOL,
        pool_name="线索公海",
        reason="15 天未跟进，自动回收",
        why=Reason(code="NOT_FOLLOWED_UP", parameters={"days": "15"}, text="15 天未跟进，自动回收", text_en="No follow-up for 15 days"),
    ),
    leads.LeadClaimed(**_LEAD, owner_id=REP, pool_id=LEAD_POOL, first_follow_up_due_time=NEXT_DAY),
    leads.LeadFollowedUp(**_LEAD, owner_id=REP, interaction_id=INTERACTION, interaction_time=NEXT_DAY, first=True, response_minutes=1440),
    leads.LeadReturned(**_LEAD, previous_owner_id=REP, reason="电话号码有误，请市场核实", owner_id=MANAGER),
    leads.LeadDisqualified(**_LEAD, owner_id=REP, reason="同行询价"),
    leads.LeadQualified(**_LEAD, owner_id=REP),
    leads.LeadConverted(
        **_LEAD,
        **_FIRST_TOUCH,
        lead_number="XS000001",
        owner_id=REP,
        account_id=ACCOUNT,
        existing_account=True,
        contact_id=CONTACT,
        opportunity_id=OPPORTUNITY,
        first_touch_time=ENQUIRED,
        credit_code="91330100MA27XL0B42",
        industry="机械",
        region="浙江",
        title="采购经理",
        tags=["高意向"],
        need="三号产线灌装机一台",
        opportunity_name="三号产线",
        estimated_amount=cny("320,000.00"),
        expected_close_date="2025-12-31",
        product_line="灌装",
        sealed_person=seal_for_transit(MASTER_KEY, TENANT, UUID(LEAD), {"phone": "13800138001", "email": "chen@example.com"}),
    ),
    # --- accounts
    accounts.ContactKeysChanged(contact_id=CONTACT, account_id=ACCOUNT, phone_key="a1" * 32, email_key="b2" * 32, wechat_key="c3" * 32),
    accounts.AccountAssigned(account_id=ACCOUNT, owner_id=REP, previous_owner_id=FORMER_REP, reason="离职移交", why=_TRANSFERRED),
    accounts.AccountRefused(
        lead_id=LEAD, account_id=ACCOUNT, owner_id=REP, reason="CREDIT_CODE_TAKEN", detail="Another account has this credit code already."
    ),
    accounts.InteractionLogged(
        interaction_id=INTERACTION,
        **_SUBJECT,
        contract_id=CONTRACT,
        payment_plan_id=PLAN,
        instalment_id=DOWN_PAYMENT,
        owner_id=REP,
        person_id=REP,
        colleague_ids=[MANAGER],
        by_assigned=True,
        type=log.INTERACTION_TYPE_CALL,
        interaction_time=SPOKEN,
        quality=80,
        two_way=True,
        new_information=True,
        response_minutes=95,
        next_step="周五前发报价单",
        next_step_date="2025-11-28",
        outcome=log.OUTCOME_REACHED,
        contact_ids=[CONTACT],
    ),
    accounts.InteractionMended(interaction_id=INTERACTION, **_SUBJECT, person_id=REP, quality=75),
    accounts.InteractionThin(
        interaction_id=INTERACTION,
        **_SUBJECT,
        owner_id=REP,
        person_id=REP,
        quality=15,
        reasons=[log.QualityReason(code="TOO_SHORT", points=0, parameters={"least": "20"}, text="Say more: at least 20 characters.")],
    ),
    accounts.ResponseFalling(**_SUBJECT, owner_id=REP, before=72, now=31),
    accounts.CommunicationOneSided(**_SUBJECT, owner_id=REP, count=3, since_time=SPOKEN),
    accounts.CompetitorMentioned(competitor_id=COMPETITOR, name="华东机床", **_SUBJECT, owner_id=REP, interaction_id=INTERACTION),
    accounts.AccountGoingCold(
        account_id=ACCOUNT, account_name="杭州为民机械有限公司", owner_id=REP, tier=customers.TIER_A, days=3, last_time=SPOKEN
    ),
    accounts.ChurnRiskRaised(
        account_id=ACCOUNT, account_name="杭州为民机械有限公司", owner_id=REP, months=3, last_time=SPOKEN, value=cny("300,000.01")
    ),
    accounts.CareDateReached(
        care_date_id=CARE_DATE,
        account_id=ACCOUNT,
        account_name="杭州为民机械有限公司",
        contact_id=CONTACT,
        contact_name="王海",
        owner_id=REP,
        occasion=care.OCCASION_BIRTHDAY,
        title="生日",
        date="2025-12-18",
    ),
    accounts.AccountPoolingSoon(account_id=ACCOUNT, account_name="杭州为民机械有限公司", owner_id=REP, pool_date="2026-02-20"),
    accounts.AccountPooled(
        account_id=ACCOUNT,
        account_name="杭州为民机械有限公司",
        previous_owner_id=REP,
        pool_id=POOL,
        pool_name="华东公海",
        reason="90 天未跟进",
        why=Reason(code="NOT_FOLLOWED_UP", parameters={"days": "90"}, text="90 天未跟进", text_en="No follow-up for 90 days"),
    ),
    accounts.AccountClaimed(account_id=ACCOUNT, account_name="杭州为民机械有限公司", owner_id=REP, pool_id=POOL),
    accounts.CustomersTransferred(
        transfer_id=TRANSFER,
        from_id=FORMER_REP,
        to_ids=[REP],
        counts=[accounts.TransferredCount(kind="account", count=12)],
        reason="离职移交",
        why=_TRANSFERRED,
    ),
    # --- pipeline
    pipeline.OpportunityOpened(
        opportunity_id=OPPORTUNITY,
        name="三号产线",
        account_id=ACCOUNT,
        sales_process_id=PROCESS,
        stage="lead",
        expected_amount=cny("320,000.00"),
        expected_close_date="2025-12-31",
        open_date="2025-11-03",
        owner_id=REP,
        playbook=_PLAYBOOK,
    ),
    pipeline.OpportunityRefused(
        lead_id=LEAD,
        opportunity_id=OPPORTUNITY,
        owner_id=REP,
        reason="SALES_PROCESS_MISSING",
        detail="There is no default sales process yet.",
    ),
    pipeline.OpportunityNeglected(**_DEAL, owner_id=REP, days=7, last_time=SPOKEN, expected_amount=cny("320,000.00")),
    pipeline.OpportunityStalled(
        **_DEAL,
        owner_id=REP,
        stage="proposal",
        stage_name="方案/报价",
        stage_name_en="Proposal and quotation",
        days=21,
        median_days=14,
        expected_amount=cny("320,000.00"),
    ),
    pipeline.OpportunitySilent(**_DEAL, owner_id=REP, months=3, last_time=SPOKEN, expected_amount=cny("320,000.00")),
    pipeline.ConversionFell(owner_id=REP, team_id=EAST, rate="12.5", threshold="15", won=5, opened=40, period="2025-09-02/2025-11-30"),
    pipeline.OpportunityAssigned(
        opportunity_id=OPPORTUNITY, owner_id=REP, previous_owner_id=FORMER_REP, reason="离职移交", why=_TRANSFERRED
    ),
    pipeline.StageEntered(
        opportunity_id=OPPORTUNITY,
        account_id=ACCOUNT,
        sales_process_id=PROCESS,
        stage="lead",
        previous_stage="proposal",
        entry_date="2025-11-20",
        days_in_previous_stage=7,
        backward=True,
        expected_amount=cny("320,000.00"),
        owner_id=REP,
        playbook=_PLAYBOOK,
        name="三号产线",
    ),
    pipeline.OpportunityLost(
        opportunity_id=OPPORTUNITY,
        account_id=ACCOUNT,
        stage="proposal",
        expected_amount=cny("320,000.00"),
        close_date="2025-11-25",
        loss_reason_id=REASON,
        loss_detail="价格高出一成",
        competitor="华东机床",
        owner_id=REP,
    ),
    pipeline.OpportunityWon(
        opportunity_id=OPPORTUNITY,
        account_id=ACCOUNT,
        stage="negotiation",
        won_amount=cny("300,000.01"),
        close_date="2025-11-30",
        owner_id=REP,
    ),
    pipeline.ContractAssigned(contract_id=CONTRACT, owner_id=REP, previous_owner_id=FORMER_REP, reason="离职移交", why=_TRANSFERRED),
    pipeline.ContractEffective(
        contract_id=CONTRACT,
        contract_number="HT000001",
        customer_order_number="PO-2025-118",
        legal_entity_id=LEGAL_ENTITY,
        customer_id=ACCOUNT,
        account_id=ACCOUNT,
        opportunity_id=OPPORTUNITY,
        currency="CNY",
        net=cny("265,486.73"),
        tax=cny("34,513.28"),
        gross=cny("300,000.01"),
        effective_date="2025-12-01",
        terms=terms.PaymentTerms(template="30/60/10"),
        milestones=[
            sales.Milestone(id=id_of(30), contract_id=CONTRACT, kind=terms.MILESTONE_KIND_EFFECTIVE, actual_date="2025-12-01"),
            sales.Milestone(id=SHIPPED, contract_id=CONTRACT, kind=terms.MILESTONE_KIND_SHIPPED, code="A", planned_date="2026-01-15"),
            sales.Milestone(id=ACCEPTED, contract_id=CONTRACT, kind=terms.MILESTONE_KIND_FINAL_ACCEPTANCE, planned_date="2026-03-31"),
        ],
        lots=[pipeline.ContractLot(code="A", gross=cny("300,000.01"))],
        owner_id=REP,
        team_id=EAST,
        collector_ids=[MANAGER],
        shared_with=[MANAGER],
        business_unit="设备",
        product_line="灌装",
        region="华东",
        historical=True,
        frame=True,
    ),
    pipeline.MilestoneRescheduled(
        contract_id=CONTRACT,
        milestone_id=SHIPPED,
        kind=terms.MILESTONE_KIND_SHIPPED,
        code="A",
        old_expected_date="2026-01-15",
        new_expected_date="2026-01-20",
        reason="客户场地未就绪",
        owner_id=REP,
    ),
    pipeline.MilestoneLate(
        contract_id=CONTRACT,
        milestone_id=SHIPPED,
        kind=terms.MILESTONE_KIND_SHIPPED,
        code="A",
        expected_date="2026-01-20",
        days_late=1,
        owner_id=REP,
        contract_number="HT000001",
        account_id=ACCOUNT,
        opportunity_id=OPPORTUNITY,
        name="首批发货",
    ),
    pipeline.MilestoneReached(
        contract_id=CONTRACT,
        milestone_id=SHIPPED,
        kind=terms.MILESTONE_KIND_SHIPPED,
        code="A",
        actual_date="2026-01-21",
        expected_date="2026-01-20",
        source=sales.MILESTONE_SOURCE_PERSON,
        evidence_attachment_id=DELIVERY_NOTE,
        reached_by=REP,
        owner_id=REP,
    ),
    pipeline.OrderApproved(
        **_ORDERED,
        gross=cny("90,400.00"),
        approved_by=MANAGER,
        approve_date="2026-02-03",
        owner_id=REP,
        basis=orders.SALES_ORDER_BASIS_ORDER,
    ),
    pipeline.OrderCreditAsked(**_TAKEN, basis=_BY_ITSELF, gross=cny("90,400.00"), owner_id=REP),
    pipeline.OrderHeld(**_TAKEN, gross=cny("90,400.00"), owner_id=REP, reason=_EXCEEDED.text, why=_EXCEEDED),
    pipeline.OrderReleased(
        **_ORDERED,
        basis=orders.SALES_ORDER_BASIS_ORDER,
        gross=cny("90,400.00"),
        release_date="2026-02-04",
        terms=terms.PaymentTerms(
            terms=[
                terms.PaymentTerm(
                    name="到货款",
                    share="100",
                    trigger=terms.Trigger(anchors=[terms.Anchor(milestone_kind=terms.MILESTONE_KIND_ARRIVED)]),
                    credit=terms.CreditPeriod(offset=terms.Offset(amount=30, unit=terms.OFFSET_UNIT_DAYS)),
                )
            ]
        ),
        lots=[pipeline.ContractLot(code="1-a", gross=cny("60,266.66")), pipeline.ContractLot(code="1-b", gross=cny("30,133.34"))],
        arrivals=[orders.OrderArrival(code=code, planned_date="2026-02-20") for code in ("", "1", "1-a", "1-b")],
        owner_id=REP,
        team_id=EAST,
        shared_with=[MANAGER],
        business_unit="设备",
        product_line="灌装",
        region="华东",
    ),
    pipeline.OrderDelivered(
        **_ORDERED,
        basis=orders.SALES_ORDER_BASIS_ORDER,
        deliveries=[
            orders.OrderDelivery(
                id=DELIVERY,
                lot_code="1-a",
                quantity="2",
                amount=cny("60,266.66"),
                delivery_date="2026-02-18",
                evidence_attachment_id=DELIVERY_NOTE,
                recorded_by=REP,
                record_time=SPOKEN,
            )
        ],
        arrivals=[
            orders.OrderArrival(planned_date="2026-02-20"),
            orders.OrderArrival(code="1-a", planned_date="2026-02-20", actual_date="2026-02-18"),
        ],
        complete=True,
        cut_off_day=25,
        credit_days=30,
        owner_id=REP,
    ),
    pipeline.OrderDeliveryReversed(
        **_ORDERED,
        basis=orders.SALES_ORDER_BASIS_ORDER,
        delivery=orders.OrderDelivery(
            id=id_of(90),
            lot_code="1-a",
            quantity="-2",
            amount=Money(currency_code="CNY", minor=-6026666),
            delivery_date="2026-02-19",
            note="签收单是另一张订单的",
            recorded_by=REP,
            record_time=SPOKEN,
            reverses_id=DELIVERY,
        ),
        arrivals=[orders.OrderArrival(planned_date="2026-02-20"), orders.OrderArrival(code="1-a", planned_date="2026-02-20")],
        reason="签收单是另一张订单的",
        cut_off_day=25,
        credit_days=30,
        owner_id=REP,
    ),
    pipeline.OrderCancelled(
        sales_order_id=ORDER,
        number="DD000001",
        account_id=ACCOUNT,
        customer_id=ACCOUNT,
        contract_id=CONTRACT,
        legal_entity_id=LEGAL_ENTITY,
        basis=orders.SALES_ORDER_BASIS_ORDER,
        cancel_date="2026-02-20",
        reason="客户改型",
        owner_id=REP,
    ),
    pipeline.OrderAssigned(sales_order_id=ORDER, owner_id=REP, previous_owner_id=FORMER_REP, reason="离职移交", why=_TRANSFERRED),
    pipeline.ContractTerminated(
        contract_id=CONTRACT,
        contract_number="HT000001",
        legal_entity_id=LEGAL_ENTITY,
        customer_id=ACCOUNT,
        terminate_date="2026-06-30",
        reason="客户停产",
        owner_id=REP,
    ),
    pipeline.ContractExpiring(
        contract_id=CONTRACT,
        number="HT000001",
        name="三号产线设备合同",
        account_id=ACCOUNT,
        owner_id=REP,
        end_date="2026-11-30",
        days_left=30,
        gross=cny("300,000.01"),
    ),
    # --- receivables
    receivables.PlanCreated(plan=_PLAN, effective_date="2025-12-01", instalments=[_INSTALMENT]),
    receivables.PlanRefused(plan=_PLAN, reason="SHARES_NOT_100", detail="The shares make up 90 %."),
    receivables.PlanRevised(
        plan=_PLAN,
        plan_version=2,
        cause=books.VERSION_CAUSE_REVISED,
        reason="客户要求延期",
        made_by=MANAGER,
        changes=[
            books.PlanChange(
                instalment_id=DOWN_PAYMENT,
                name="预付款",
                kind=books.CHANGE_KIND_MOVED,
                previous_amount=cny("90,000.00"),
                amount=cny("90,000.00"),
                previous_payment_date="2025-12-08",
                payment_date="2025-12-15",
                days=7,
            )
        ],
        moved=cny("90,000.00"),
        moved_days=7,
    ),
    receivables.PlanRevisionAsked(revision=_REVISION),
    receivables.PlanRevisionApproved(revision=_REVISION, approved_by=MANAGER, confirmed_by=CONTROLLER),
    receivables.PlanRevisionRejected(revision=_REVISION, reason="与合同不符", rejected_by=CONTROLLER),
    receivables.InstalmentClaimable(instalment=_INSTALMENT, claim_date="2025-12-01"),
    receivables.InstalmentDueSoon(instalment=_INSTALMENT, days_left=7),
    receivables.InstalmentDue(instalment=_INSTALMENT),
    receivables.InstalmentOverdue(instalment=_INSTALMENT),
    receivables.InstalmentPreparationDue(
        instalment=_INSTALMENT, occasion=books.PREPARATION_OCCASION_PAYMENT_DAY, days_before=3, payment_date="2025-12-25"
    ),
    receivables.InstalmentReminderDue(instalment=_INSTALMENT, level=7, days_overdue=8, payable=cny("50,000.00")),
    receivables.LimitationNear(instalment=_INSTALMENT, limitation_date="2028-12-20", days_left=30),
    receivables.LimitationInterrupted(
        instalment=_INSTALMENT,
        kind=books.INTERRUPTION_KIND_DEMAND,
        interruption_date="2028-11-20",
        limitation_date="2031-11-20",
    ),
    receivables.CreditRequested(credit=_CREDIT),
    receivables.CreditApproved(credit=_CREDIT, approved_by=CONTROLLER, awaits_confirmation=True),
    receivables.CreditEnded(credit=_CREDIT, reason="客户停产", ended_by=CONTROLLER),
    receivables.OrderCreditChecked(
        sales_order_id=ORDER,
        number="DD000001",
        customer_id=ACCOUNT,
        decision=credit.CREDIT_DECISION_HELD,
        reasons=[_EXCEEDED],
        available=cny("70,400.00"),
    ),
    receivables.CreditLimitExceeded(credit=_CREDIT, exposure=cny("520,000.00"), excess=cny("20,000.00")),
    receivables.OpeningBalanceRequested(opening_balance=_OPENING),
    receivables.OpeningBalancePosted(opening_balance=_OPENING),
    receivables.OpeningBalanceEnded(opening_balance=_OPENING),
    receivables.ServiceChargeSubmitted(service_charge=_SERVICE),
    receivables.ServiceChargeApproved(service_charge=_SERVICE),
    receivables.ServiceChargeReturned(service_charge=_SERVICE),
    receivables.ServiceChargeCancelled(service_charge=_SERVICE),
    receivables.AdjustmentRequested(adjustment=_ADJUSTMENT),
    receivables.AdjustmentApproved(adjustment=_ADJUSTMENT, approved_by=CONTROLLER, awaits_confirmation=True),
    receivables.AdjustmentPosted(adjustment=_ADJUSTMENT, instalment=_INSTALMENT),
    receivables.AdjustmentRejected(adjustment=_ADJUSTMENT, reason="先走诉讼", rejected_by=CONTROLLER),
    receivables.InvoiceRequested(invoice=_INVOICE),
    receivables.InvoiceApproved(invoice=_INVOICE, approved_by=CONTROLLER),
    receivables.InvoiceRejected(invoice=_INVOICE, reason="税号有误", rejected_by=CONTROLLER),
    receivables.InvoiceIssued(invoice=_INVOICE, covered=[_INSTALMENT]),
    receivables.InvoiceDelivered(invoice=_INVOICE, deliver_date="2025-12-04", note="王会计的邮箱"),
    receivables.InvoiceBooked(invoice=_INVOICE, book_date="2025-12-10"),
    receivables.InvoiceReturned(invoice=_INVOICE, return_date="2025-12-11", reason="抬头写错"),
    receivables.InvoiceReversed(
        invoice=_INVOICE, red=_INVOICE, reason=invoices.RED_REASON_ALLOWANCE, credit=cny("10,000.00"), unapplied=cny("2,000.00")
    ),
    receivables.PeriodClosed(
        fiscal_period_id=FISCAL_PERIOD,
        legal_entity_id=LEGAL_ENTITY,
        start_date="2025-11-01",
        end_date="2025-11-30",
        known_at=SPOKEN,
        checksum="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        closed_by=CONTROLLER,
    ),
    receivables.BillActRequested(bill=_BILL, act=bills.BILL_ACT_ENDORSED, asked_by=ACCOUNTANT, counterparty="无锡精密铸造有限公司"),
    receivables.BillActDecided(bill=_BILL, approved=True, decided_by=CONTROLLER, note="同意"),
    receivables.BillPresentable(bill=_BILL, days_left=10),
    receivables.BillMatured(bill=_BILL),
    receivables.BillPresentationClosing(bill=_BILL),
    receivables.BillLapsed(bill=_BILL),
    receivables.BillPresented(bill=_BILL),
    receivables.BillPassedOn(bill=_BILL),
    receivables.BillPaid(bill=_BILL, pay_date="2026-06-01"),
    receivables.BillDishonoured(bill=_BILL, reason="承兑人账户余额不足", dishonour_date="2026-06-03"),
    receivables.PromiseMade(promise=_PROMISE, instalments=[_INSTALMENT]),
    receivables.PromiseKept(promise=_PROMISE, instalments=[_INSTALMENT]),
    receivables.PromiseBroken(promise=_PROMISE, instalments=[_INSTALMENT], missing=cny("20,000.00")),
    receivables.PromiseWithdrawn(promise=_PROMISE, instalments=[_INSTALMENT], reason="记错合同"),
    receivables.AccountStatementIssued(account_statement=_STATEMENT),
    receivables.AccountStatementConfirmed(
        account_statement=_STATEMENT,
        confirm_date="2026-01-06",
        confirmed_by="王会计",
        evidence=statements.ANSWER_EVIDENCE_TYPED_NAME,
        instalment_ids=[DOWN_PAYMENT],
    ),
    receivables.AccountStatementDisputed(
        account_statement=_STATEMENT,
        disputed=cny("10,000.00"),
        detail="尾款未验收",
        answer_date="2026-01-06",
        answered_by="王会计",
        evidence=statements.ANSWER_EVIDENCE_TYPED_NAME,
        confirmed_instalment_ids=[DOWN_PAYMENT],
    ),
    receivables.AccountStatementUnanswered(account_statement=_STATEMENT, days=10),
    receivables.AccountStatementEnded(account_statement=_STATEMENT, reason="金额有误"),
    receivables.DisputeOpened(dispute=_DISPUTE, instalment=_INSTALMENT),
    receivables.DisputeResolved(
        dispute=_DISPUTE,
        instalment=_INSTALMENT,
        outcome=books.DISPUTE_OUTCOME_UNJUSTIFIED,
        resolution="检测合格，客户认可",
        resolved_by=ACCOUNTANT,
    ),
    receivables.IntentRecorded(
        intent_id=INTENT,
        kind=books.INTENT_KIND_STALLING,
        intent_date="2025-12-15",
        customer_id=ACCOUNT,
        owner_id=REP,
        instalment=_INSTALMENT,
        contact_id=BUYER,
        speaker="财务部 王会计",
        evidence="说等集团付款排期，不给日期",
        evidence_attachment_ids=[LETTER],
        recorded_by=REP,
    ),
    receivables.InstalmentSettled(instalment=_INSTALMENT, settle_date="2025-12-20", days_late=12),
    receivables.ReceiptClaimed(receipt=_RECEIPT, receipt_claim_id=RECEIPT, customer_id=ACCOUNT, claimed_by=REP, evidence="客户转账截图"),
    receivables.ReceiptRecorded(receipt=_RECEIPT),
    receivables.ReceiptAllocated(
        receipt=_RECEIPT, instalment=_INSTALMENT, allocation_id=ALLOCATION, amount=cny("90,000.00"), allocation_date="2025-12-20"
    ),
    receivables.AllocationReversed(
        receipt=_RECEIPT,
        instalment=_INSTALMENT,
        allocation_id=ALLOCATION,
        amount=cny("90,000.00"),
        reason="付款方更正",
        asked_by=ACCOUNTANT,
        approved_by=CONTROLLER,
    ),
    receivables.ReversalAsked(reversal=_REVERSAL),
    receivables.ReversalApproved(reversal=_REVERSAL),
    receivables.ReversalDeclined(reversal=_REVERSAL),
    receivables.PayerAliasAsked(payer_alias=_ALIAS),
    receivables.PayerAliasConfirmed(payer_alias=_ALIAS),
    receivables.PayerAliasEnded(payer_alias=_ALIAS, ended_by=CONTROLLER),
    receivables.ProvisionPrepared(provision=_PROVISION),
    receivables.ProvisionPosted(provision=_PROVISION),
    receivables.ProvisionEnded(provision=_PROVISION),
    receivables.ExchangePrepared(exchange=_EXCHANGE),
    receivables.ExchangePosted(exchange=_EXCHANGE),
    receivables.ExchangeEnded(exchange=_EXCHANGE),
    notifier.NotificationDelivered(
        notification_id=MESSAGE,
        person_id=REP,
        channel=messages.CHANNEL_KIND_MAIL,
        rules=["instalment_reminder"],
        subject_type="account",
        subject_id=ACCOUNT,
    ),
    notifier.NotificationFailed(
        notification_id=MESSAGE,
        person_id=REP,
        channel=messages.CHANNEL_KIND_WECOM,
        rules=["instalment_reminder"],
        subject_type="account",
        subject_id=ACCOUNT,
        error="93000: invalid webhook url, hint: [1764554400]",
    ),
)
