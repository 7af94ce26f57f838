"""The roles that come with the product: who may do what, and how far. An administrator can add roles, not change these.

The duty matrix behind them: who enters a receipt does not allocate it, who asks for a reversal does not approve it, sales never touches
money that came in, an administrator posts none at all, executives and auditors only read. Where two of these duties meet in one person
who has two roles, the pipeline still compares persons (never_by).

How to read it: `may("account", "read create")` are the permissions account.read and account.create; each role lists them by reach.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.principal import Grant
from chassis.scope import Reach

Permissions = tuple[str, ...]


@dataclass(frozen=True)
class ShippedRole:
    key: str
    name: str
    rights: Mapping[str, Grant]


def may(resource: str, acts: str) -> Permissions:
    return tuple(f"{resource}.{act}" for act in acts.split())


TODOS = may("todo", "read create update")
DECISIONS = may("decision", "read")
# How one looks at lists: everybody saves that for oneself.
VIEWS = may("saved_view", "create update archive")
VIEWS_SEEN = may("saved_view", "read")
# A list as a file leaves the house: not for everybody.
EXPORTS = may("export", "read create")
# A file as records comes into the house: for those who answer for what is in it.
IMPORTS = may("import", "read create")
# What the rows of a file may become, for who may bring them in and take them back.
RECORDS_IMPORTED = (*may("lead", "import"), *may("account", "import"), *may("contact", "import"), *may("opportunity", "import"))
# For those one manages.
VIEWS_SHARED = (*VIEWS_SEEN, *VIEWS, *may("saved_view", "share"))


def role(
    key: str,
    name: str,
    *,
    own: Iterable[Permissions] = (),
    team_and_below: Iterable[Permissions] = (),
    company: Iterable[Permissions] = (),
    shared: Iterable[Permissions] = (),
) -> ShippedRole:
    reaches = {Reach.OWN: own, Reach.TEAM_AND_BELOW: team_and_below, Reach.COMPANY: company, Reach.SHARED: shared}
    rights: dict[str, Grant] = {}
    for reach, lists in reaches.items():
        for permission in (each for permissions in lists for each in permissions):
            if permission in rights:
                raise ValueError(f"{key}: {permission} is granted twice.")
            rights[permission] = Grant(reach)
    # Everybody has a list of what to do, and may ask why they were or were not told something.
    for permission in (*TODOS, *DECISIONS, *VIEWS):
        rights.setdefault(permission, Grant(Reach.OWN))
    for permission in VIEWS_SEEN:
        rights.setdefault(permission, Grant(Reach.SHARED if shared else Reach.TEAM))
    return ShippedRole(key, name, rights)


# What everybody of the company sees, to find a colleague or fill in a form.
COLLEAGUES = (*may("user", "read"), *may("team", "read"), *may("role", "read"), *may("legal_entity", "read"))
CATALOGUE = (
    *may("product", "read"),
    *may("sales_process", "read"),
    *may("loss_reason", "read"),
    *may("source", "read"),
    *may("campaign", "read"),
    *may("lead_settings", "read"),
    *may("lead_pool", "read"),
    *may("score_model", "read"),
    *may("competitor", "read"),
    *may("account_settings", "read"),
    *may("account_pool", "read"),
    *may("pipeline_settings", "read"),
    *may("receivable_settings", "read"),
    *may("notification_settings", "read"),
    *may("reminder_rule", "read"),
    *may("template", "read"),
)
CUSTOMERS_READ = (*may("account", "read"), *may("contact", "read"))
# What was said with customers, and when they want to be left alone or greeted.
LOG_READ = (*may("interaction", "read"), *may("do_not_disturb", "read"), *may("care_date", "read"))
LOG_WRITE = may("interaction", "create update archive")
DEALS_READ = (*may("opportunity", "read"), *may("contract", "read"), *may("order", "read"))
LEADS_READ = (*may("lead", "read"), *may("touch", "read"))
# Following leads up: from the first call to the customer.
LEADS_FOLLOW = may("lead", "read create update check_duplicates accept release return contact qualify convert")
# Who gets a lead, and which one comes first.
RULES = (*may("assignment_rule", "read manage"), *may("score_model", "read manage"))
MONEY_READ = (
    *(*may("plan", "read"), *may("plan_revision", "read"), *may("receipt", "read"), *may("ageing", "read")),
    *(*may("promise", "read"), *may("dispute", "read"), *may("intent", "read"), *may("collection_note", "read")),
    *may("invoice", "read"),
    *may("adjustment", "read"),
    *may("service_charge", "read"),
    *may("bill", "read"),
    *may("account_statement", "read"),
    *may("credit_limit", "read check"),
)
# What people get for money that came: everybody their own.
COMMISSION_READ = (*may("commission", "read"), *may("commission_plan", "read"), *may("commission_month", "read"))
# More credit is asked for by who knows the customer.
CREDIT = may("credit_limit", "request")
# An invoice is asked for by who knows the customer, and brought to it.
INVOICING = may("invoice", "request update reject deliver book return")
# What a visit is charged is entered by who knows what was done there; finance decides.
SERVICE_CHARGES = may("service_charge", "create update submit withdraw cancel")
# What a customer says about paying: noted by whoever talks with it.
HEARD = (*may("promise", "create update"), *may("dispute", "create update"), *may("intent", "create"))
BOOKS_READ = (
    *may("ledger", "read"),
    *may("proof", "run"),
    *may("fiscal_period", "read"),
    *may("month_end", "read"),
    *may("bank_account", "read"),
    *may("opening_balance", "read"),
    *may("provision", "read"),
    *may("exchange", "read"),
    *may("exchange_rate", "read"),
)
# What the bank said, what that money may pay, and whose it is said to be.
CASH_READ = (*may("bank_statement", "read"), *may("cash_proposal", "read"), *may("payer_alias", "read"), *may("receipt_claim", "read"))
# Programs that act for people: bank files, ERP.
KEYS = may("api_key", "read create revoke")

SHIPPED_ROLES = (
    role(
        "marketing",
        "市场",
        own=(EXPORTS, IMPORTS),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LOG_READ,
            may("do_not_disturb", "create update"),
            may("opportunity", "read"),
            may("lead", "read create import update check_duplicates archive assign release contact qualify"),
            may("assignment_rule", "read manage"),
            may("touch", "read create"),
            may("source", "create import update archive"),
            may("campaign", "create import update archive"),
            may("channel_return", "read"),
            may("capture_form", "read create update archive"),
            may("attachment", "read create"),
        ),
    ),
    role(
        "sales",
        "销售",
        own=(
            LEADS_FOLLOW,
            may("touch", "read create"),
            may("account", "read create update assign release"),
            may("contact", "read create update archive"),
            LOG_READ,
            LOG_WRITE,
            may("do_not_disturb", "create update archive"),
            may("care_date", "create update archive"),
            may("opportunity", "read create update close assign"),
            may("contract", "read create update"),
            may("order", "read create update submit cancel"),
            may("milestone", "reach reschedule"),
            COMMISSION_READ,
            MONEY_READ,
            HEARD,
            may("receipt_claim", "read withdraw"),
            may("plan_revision", "create reject"),
            INVOICING,
            CREDIT,
            SERVICE_CHARGES,
            may("account_statement", "send"),
            may("transfer", "read"),
            may("attachment", "read create archive"),
        ),
        # The pool says whose turn it is; nothing else of it is shown.
        company=(COLLEAGUES, CATALOGUE, may("account", "claim"), may("lead", "claim"), may("receipt", "claim")),
    ),
    role(
        "sales_manager",
        "销售经理",
        own=(EXPORTS, IMPORTS),
        team_and_below=(
            RECORDS_IMPORTED,
            LEADS_FOLLOW,
            may("lead", "archive assign reveal"),
            may("touch", "read create"),
            may("account", "read create update archive assign release"),
            may("transfer", "read create execute"),
            may("contact", "read create update archive reveal"),
            LOG_READ,
            LOG_WRITE,
            may("do_not_disturb", "create update archive"),
            may("care_date", "create update archive"),
            TODOS,
            DECISIONS,
            VIEWS_SHARED,
            may("opportunity", "read create update close reopen archive assign"),
            may("contract", "read create update approve archive assign"),
            may("order", "read create update submit approve cancel assign"),
            may("milestone", "reach reschedule"),
            COMMISSION_READ,
            MONEY_READ,
            HEARD,
            may("receipt_claim", "read withdraw"),
            may("dispute", "resolve"),
            may("plan", "revise"),
            may("plan_revision", "create approve reject"),
            INVOICING,
            CREDIT,
            SERVICE_CHARGES,
            may("account_statement", "send"),
            may("attachment", "read create archive"),
        ),
        company=(
            COLLEAGUES,
            CATALOGUE,
            may("account", "claim"),
            may("lead", "claim"),
            may("receipt", "claim"),
            may("assignment_rule", "read"),
        ),
    ),
    role(
        "commercial",
        "商务",
        own=(EXPORTS,),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LEADS_READ,
            LOG_READ,
            LOG_WRITE,
            may("do_not_disturb", "create update archive"),
            DEALS_READ,
            MONEY_READ,
            HEARD,
            may("dispute", "resolve"),
            INVOICING,
            CREDIT,
            SERVICE_CHARGES,
            may("account_statement", "send"),
            may("account", "create update"),
            may("contact", "create update"),
            may("contract", "create update import seal make_effective fulfil terminate archive assign"),
            may("order", "create update submit release deliver close cancel assign"),
            may("milestone", "reach reschedule"),
            may("bank_account", "read"),
            may("plan", "update"),
            may("attachment", "read create archive"),
        ),
    ),
    role(
        "operations",
        "运营",
        own=(EXPORTS, KEYS),
        company=(
            COLLEAGUES,
            IMPORTS,
            VIEWS_SHARED,
            CUSTOMERS_READ,
            LOG_READ,
            LOG_WRITE,
            may("interaction", "import"),
            may("do_not_disturb", "create update archive"),
            may("care_date", "create update archive"),
            may("competitor", "read create update archive"),
            may("account_settings", "read update"),
            DEALS_READ,
            may("account", "create import update archive assign release claim"),
            may("account_pool", "read create update archive"),
            may("transfer", "read create execute"),
            may("contact", "create import update archive"),
            may("opportunity", "create import update close reopen archive assign"),
            may("contract", "import assign"),
            may("order", "assign"),
            may("product", "read create import update archive"),
            may("sales_process", "read manage"),
            may("loss_reason", "read manage"),
            may("lead", "read create import update check_duplicates archive assign release"),
            RULES,
            may("duplicate_check", "read"),
            may("touch", "read create"),
            may("lead_pool", "read manage"),
            may("source", "read create import update archive"),
            may("campaign", "read create import update archive"),
            may("channel_return", "read"),
            may("capture_form", "read create update archive"),
            may("lead_settings", "read update"),
            may("pipeline_settings", "read update"),
            may("receivable_settings", "read update"),
            may("notification_settings", "read update"),
            may("reminder_rule", "read manage"),
            may("template", "read manage"),
            may("decision", "read"),
            may("channel", "read manage"),
            may("delivery", "read retry"),
            may("plan", "read"),
            may("promise", "read"),
            may("dispute", "read"),
            may("intent", "read"),
            may("collection_note", "read"),
            may("attachment", "read create archive"),
        ),
    ),
    role(
        "delivery",
        "交付",
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LOG_READ,
            LOG_WRITE,
            may("contract", "read"),
            may("order", "read deliver"),
            may("service_charge", "read"),
            SERVICE_CHARGES,
            may("milestone", "reach reschedule"),
            may("credit_limit", "check"),
            may("attachment", "read create"),
        ),
    ),
    role(
        "service",
        "客服",
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LEADS_READ,
            may("lead", "create"),
            LOG_READ,
            LOG_WRITE,
            may("do_not_disturb", "create update archive"),
            may("contact", "create update reveal"),
            may("contract", "read"),
            may("order", "read"),
            may("service_charge", "read"),
            SERVICE_CHARGES,
            may("attachment", "read create"),
        ),
    ),
    role(
        "cashier",
        "出纳",
        own=(KEYS,),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            DEALS_READ,
            MONEY_READ,
            may("receipt", "record import update"),
            may("adjustment", "pay"),
            may("bill", "update present pay"),
            may("bank_statement", "read import decide"),
            may("fiscal_period", "read"),
            may("bank_account", "read"),
            may("attachment", "read create"),
        ),
    ),
    role(
        "receivables_accountant",
        "应收会计",
        own=(EXPORTS, KEYS),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LOG_READ,
            LOG_WRITE,
            DEALS_READ,
            COMMISSION_READ,
            MONEY_READ,
            BOOKS_READ,
            CASH_READ,
            may("cash_proposal", "make reject"),
            may("payer_alias", "create confirm end"),
            may("receipt_claim", "decline"),
            may("dispute", "create update resolve"),
            may("intent", "create"),
            may("contact", "reveal"),
            may("receipt", "identify allocate reverse decline_reversal"),
            may("bill", "update split request decline release dishonour settle_recourse"),
            may("month_end", "sign_off"),
            may("adjustment", "request"),
            may("opening_balance", "load reject"),
            may("service_charge", "approve return cancel withdraw"),
            may("late_interest", "claim"),
            may("provision", "prepare"),
            may("exchange", "prepare"),
            may("exchange_rate", "create withdraw"),
            INVOICING,
            CREDIT,
            may("invoice", "approve issue import request_red confirm_red"),
            may("account_statement", "issue send record_answer"),
            may("plan", "update"),
            may("attachment", "read create archive"),
        ),
    ),
    role(
        "finance_manager",
        "财务经理",
        own=(EXPORTS,),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LOG_READ,
            LOG_WRITE,
            DEALS_READ,
            COMMISSION_READ,
            may("commission_plan", "manage"),
            may("commission_month", "close"),
            MONEY_READ,
            BOOKS_READ,
            CASH_READ,
            may("payer_alias", "confirm end"),
            may("dispute", "create update resolve"),
            may("intent", "create"),
            may("contract", "approve"),
            may("order", "approve"),
            may("plan", "update revise"),
            may("plan_revision", "confirm reject"),
            may("receipt", "approve_reversal decline_reversal"),
            may("adjustment", "approve reject"),
            may("credit_limit", "approve reject end"),
            may("opening_balance", "confirm reject"),
            may("service_charge", "approve return"),
            may("provision", "post"),
            may("exchange", "post"),
            may("exchange_rate", "create withdraw"),
            may("bill", "approve decline take_back"),
            may("invoice", "approve approve_red exceed_contract reject"),
            may("account_statement", "issue send"),
            may("fiscal_period", "create close reopen"),
            may("month_end", "sign_off"),
            may("bank_account", "create update archive"),
            may("attachment", "read create archive"),
        ),
    ),
    role(
        "executive",
        "高管",
        own=(EXPORTS,),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LEADS_READ,
            may("channel_return", "read"),
            LOG_READ,
            may("transfer", "read"),
            DEALS_READ,
            COMMISSION_READ,
            MONEY_READ,
            BOOKS_READ,
            may("adjustment", "confirm reject"),
            may("credit_limit", "confirm reject"),
            may("attachment", "read"),
        ),
    ),
    role(
        "administrator",
        "管理员",
        own=(EXPORTS,),
        company=(
            IMPORTS,
            VIEWS_SHARED,
            CUSTOMERS_READ,
            LOG_READ,
            may("interaction", "import"),
            may("competitor", "read create update archive"),
            may("account_settings", "read update"),
            may("account_pool", "read create update archive"),
            may("transfer", "read create execute"),
            DEALS_READ,
            may("tenant", "update remove"),
            may("legal_entity", "read create update archive"),
            may("bank_account", "read create update archive"),
            may("fiscal_period", "read"),
            may("user", "read create import update disable reset_password view_as"),
            may("team", "read create import update archive"),
            may("role", "read create update archive"),
            KEYS,
            may("audit", "read"),
            RECORDS_IMPORTED,
            # What an import brought in by mistake goes the same way.
            *(may(each, "archive") for each in ("lead", "account", "contact", "opportunity")),
            may("contact", "erase"),
            may("product", "read create import update archive"),
            may("sales_process", "read manage"),
            may("loss_reason", "read manage"),
            LEADS_READ,
            may("lead", "erase"),
            RULES,
            may("duplicate_check", "read"),
            may("lead_pool", "read manage"),
            may("source", "read create import update archive"),
            may("campaign", "read create import update archive"),
            may("channel_return", "read"),
            may("capture_form", "read create update archive"),
            may("lead_settings", "read update"),
            may("pipeline_settings", "read update"),
            may("receivable_settings", "read update"),
            may("notification_settings", "read update"),
            may("reminder_rule", "read manage"),
            may("template", "read manage"),
            may("decision", "read"),
            may("channel", "read manage"),
            may("delivery", "read retry"),
            may("attachment", "read"),
        ),
    ),
    role(
        "auditor",
        "审计",
        own=(EXPORTS,),
        company=(
            COLLEAGUES,
            CATALOGUE,
            CUSTOMERS_READ,
            LEADS_READ,
            may("channel_return", "read"),
            LOG_READ,
            may("transfer", "read"),
            DEALS_READ,
            COMMISSION_READ,
            MONEY_READ,
            BOOKS_READ,
            may("api_key", "read"),
            may("assignment_rule", "read"),
            may("duplicate_check", "read"),
            may("audit", "read"),
            may("attachment", "read"),
        ),
    ),
    role(
        "partner",
        "合作伙伴",
        shared=(
            CUSTOMERS_READ,
            may("opportunity", "read update"),
            may("contract", "read"),
            may("order", "read"),
            may("attachment", "read create"),
        ),
        company=(may("product", "read"), may("sales_process", "read"), may("source", "read"), may("campaign", "read")),
    ),
)

SHIPPED = {each.key: each for each in SHIPPED_ROLES}
ADMINISTRATOR = "administrator"
